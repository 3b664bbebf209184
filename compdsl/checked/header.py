"""The header of a plan: name, currency, period, fiscal year, effective days, edition, rounding."""

import datetime
import os.path
from collections.abc import Mapping

from attrs import evolve

from compdsl import EDITION
from compdsl.checked.calendars import check_calendar, check_holidays, check_whole_periods
from compdsl.checked.context import Context
from compdsl.checked.problems_of_names import ends_before_start, said_twice, unknown_currency, unknown_setting
from compdsl.checked.problems_of_parameters import said_differently
from compdsl.diagnostics.did_you_mean import closest
from compdsl.source.mutable import mutable
from compdsl.syntax import tree
from compdsl.syntax.wording import PERIODS, ROUNDINGS
from compdsl.values.calendar import CIVIL, Calendar
from compdsl.values.currency import is_currency
from compdsl.values.period import KINDS
from compdsl.values.rounding import Mode

COMMON = ("USD", "EUR", "GBP", "CAD", "AUD", "CHF", "JPY", "INR", "SEK", "NOK", "DKK", "PLN", "BRL", "MXN", "SGD")
"""The currencies a slip of the pen is taken for."""


@mutable()
class HeaderFacts:
    """What the header says, with what holds where it says nothing."""

    name: str
    title: str | None = None
    period: str | None = None
    has_period: bool = False
    calendar: Calendar = CIVIL
    effective: tuple[datetime.date, datetime.date] | None = None
    edition: str | None = None
    rounding: str = Mode.HALF_AWAY.value
    target: tree.Target | None = None
    people: tree.People | None = None


def check_header(ctx: Context, plan: tree.Plan) -> HeaderFacts:
    """The header; each fact is said once at most."""
    facts = HeaderFacts(file_name(ctx.source.path))
    seen: dict[str, tree.Statement] = {}
    for statement in plan.statements:
        word = _word(statement)
        if word is None:
            continue
        if word in seen:
            _check_again(ctx, statement, seen[word], word)
            continue
        seen[word] = statement
        _check_one(ctx, facts, statement)
    effective = seen.get("effective")
    if isinstance(effective, tree.Effective) and facts.period is not None:
        check_whole_periods(ctx, effective, facts.calendar, facts.period)
    holidays = seen.get("holidays")
    if isinstance(holidays, tree.Holidays):
        facts.calendar = evolve(facts.calendar, holidays=check_holidays(ctx, holidays, facts.effective))
    broken = {name for s in plan.statements if isinstance(s, tree.Broken) for name in s.names}
    ctx.has_currency = ctx.has_currency or "currency" in broken
    facts.has_period = facts.period is not None or "period" in broken or "period" in seen
    return facts


def _check_again(ctx: Context, statement: tree.Statement, first: tree.Statement, word: str) -> None:
    """What is said before: once in a file, and the same in all files of a plan."""
    if ctx.source.own(statement.span)[0] is ctx.source.own(first.span)[0]:
        ctx.report(said_twice(ctx.source, statement.span, first.span, word))
        return
    values = _said(ctx, first, word), _said(ctx, statement, word)
    if values[0] != values[1]:
        ctx.report(said_differently(ctx.source, statement.span, first.span, word, values))


def _said(ctx: Context, statement: tree.Statement, word: str) -> str:
    """What a statement says behind its word."""
    return " ".join(ctx.source.at(statement.span).split()).removeprefix(word).strip()


def _word(statement: tree.Statement) -> str | None:
    match statement:
        case tree.Header():
            return "plan"
        case tree.Setting():
            return statement.word
        case tree.FiscalYear():
            return "year"
        case tree.Effective():
            return "effective"
        case tree.Holidays():
            return "holidays"
        case tree.People():
            return "for"
        case tree.Target():
            return "target"
        case _:
            return None


def _check_one(ctx: Context, facts: HeaderFacts, statement: tree.Statement) -> None:
    match statement:
        case tree.Header():
            facts.name, facts.title = statement.name, statement.title
        case tree.Target():
            facts.target = statement
        case tree.People():
            facts.people = statement
        case tree.Effective():
            facts.effective = (statement.first.value, statement.last.value)
            if statement.last.value < statement.first.value:
                ctx.report(ends_before_start(ctx.source, statement.last.span, statement.first.span))
        case tree.Holidays():
            ctx.holidays = statement
        case tree.Setting(word="currency"):
            _check_currency(ctx, statement)
        case tree.Setting(word="period"):
            facts.period = _one_of(ctx, statement, "period", KINDS, PERIODS)
        case tree.FiscalYear():
            facts.calendar = check_calendar(ctx, statement)
        case tree.Setting(word="edition"):
            facts.edition = _one_of(ctx, statement, "edition of the language", (EDITION,))
        case _:
            assert isinstance(statement, tree.Setting)
            modes = tuple(mode.value for mode in Mode)
            facts.rounding = _one_of(ctx, statement, "way of rounding", modes, ROUNDINGS) or facts.rounding


def _check_currency(ctx: Context, setting: tree.Setting) -> None:
    ctx.has_currency, ctx.currency_span = True, setting.value_span
    if is_currency(setting.value):
        ctx.currency = setting.value
    else:
        meant = closest(setting.value, COMMON)
        ctx.report(unknown_currency(ctx.source, setting.value_span, setting.value, meant))


def _one_of(
    ctx: Context, setting: tree.Setting, what: str, allowed: tuple[str, ...], meant_by: Mapping[str, str] | None = None
) -> str | None:
    if setting.value in allowed:
        return setting.value
    meant = (
        (meant_by or {}).get(setting.value.lower())
        or closest(setting.value.lower(), allowed)
        or (setting.value.lower() if setting.value.lower() in allowed else None)
    )
    ctx.report(unknown_setting(ctx.source, setting.value_span, what, setting.value, allowed, meant))
    return None


def file_name(path: str) -> str:
    """The name of a plan that gives itself none: that of its file, or of its folder where it is called `plan`."""
    folder, name = os.path.split(os.path.normpath(path) if path else path)
    stem, parent = os.path.splitext(name)[0], os.path.basename(folder)  # noqa: PTH119, PTH122 - quicker to import
    return parent if stem == "plan" and parent else stem or "plan"
