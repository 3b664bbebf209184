"""Figures, calculations and conditions in words: the values in the place of their names, both sides of a comparison.

What has a line of its own in the reading stands here with its value only; what has none is worked out on the spot.
"""

from typing import assert_never

from compdsl.kernel.nodes import (
    Aggregate,
    Choose,
    Column,
    Compare,
    EachTeam,
    Earlier,
    Extreme,
    Fallback,
    Given,
    Known,
    Literal,
    Logic,
    Months,
    Named,
    Not,
    PayeeField,
    PeriodFact,
    Piecewise,
    Product,
    Prorated,
    Rank,
    Roster,
    Round,
    RowsBefore,
    Split,
    Sum,
    Table,
    ToDate,
)
from compdsl.kernel.running import MEASURED, TOTALS
from compdsl.paid.missing import Missing
from compdsl.paid.operations import row_of
from compdsl.source.characters import visible
from compdsl.trace.account import Step
from compdsl.trace.figures import amount_of, exactly, figure, reason
from compdsl.values.period import WINDOWS
from compdsl.values.proration import count_of
from compdsl.values.rounding import Mode
from compdsl.values.types import Kind

SIGNS = {"*": "×", "/": "/", "+": "+", "-": "−"}
OPERATORS = {">=": "≥", "<=": "≤", "==": "=", "!=": "≠", ">": ">", "<": "<"}
OPPOSITE = {">=": "<", "<=": ">", "==": "≠", "!=": "=", ">": "≤", "<": "≥"}
MODES = {
    Mode.HALF_AWAY: "half away from zero",
    Mode.HALF_EVEN: "half to the even one",
    Mode.HALF_DOWN: "half towards zero",
    Mode.UP: "away from zero",
    Mode.DOWN: "towards zero",
    Mode.FLOOR: "to the lower",
    Mode.CEILING: "to the higher",
}
COMPOUND = Sum | Product | Extreme | Months | Choose | Round | Fallback | Compare | Logic | Not
LONGEST_NAME = 60
"""An expression longer than this is cut where it only names a figure."""

MOST_PERIODS = 4
"""The figures of more periods than this are not written out in a sentence."""

CLAUSE_FORMS = {
    "prorated": "prorated",
    "paid": "paid",
    "split": "split",
    "budget": "budget",
    "hold": "hold",
    "paid over": "paid_over",
    **dict.fromkeys(WINDOWS, "to_date"),
    "tiers": "shape",
    "whole tiers": "shape",
    "steps": "shape",
    "curve": "shape",
    "threshold": "threshold",
    "only when": "only_when",
    "times": "times",
    "floor": "floor",
    "cap": "cap",
    "soft cap": "soft_cap",
    "round to": "round_to",
    "above": "above",
    "accelerate": "accelerate",
    "clawback": "clawback",
    "convert": "convert",
    "draw": "draw",
    "up to": "up_to",
    "else": "otherwise",
    "full": "each",
}
"""The file in `clauses/` that says the words of a form."""

ROWS_BEFORE = "the rows before"
ROW_ATTAINMENT = "attainment of the row"
"""The form of what a row is held against its goal; it has no name of its own."""

TOLD_FORMS = frozenset(
    {
        *CLAUSE_FORMS,
        ROW_ATTAINMENT,
        *TOTALS,
        "share",
        "own target",
        "rate",
        "each",
        "when",
        "multiply",
        "with clawbacks",
        "adjusted",
        "line",
        "limit line",
        "total",
    }
)
"""The forms with an entry of their own."""


# Calculations


def is_inline(step: Step) -> bool:
    """Whether a step has no entry of its own, and is worked out where it is used."""
    if not isinstance(step.node, COMPOUND):
        return False
    return step.row is not None or (step.form not in TOLD_FORMS and step not in step.account.pay_and_changes[-1:])


def worked(step: Step) -> str:
    """A part with its value, worked out where it has no entry of its own."""
    if not is_inline(step):
        return exactly(step)
    return calculation(step) if step.is_missing else f"{calculation(step)} = {exactly(step)}"


def _compared(step: Step) -> str:
    """One of the figures of which the least or the most is taken; in brackets where it is such a figure itself."""
    is_nested = is_inline(step) and isinstance(step.node, Extreme) and not step.is_missing
    return f"{exactly(step)} ({calculation(step)})" if is_nested else worked(step)


def calculation(step: Step) -> str:
    """How a value came about, with the values of its parts in the place of their names."""
    text = _calculation(step)
    missing = step.value
    begins_here = isinstance(missing, Missing) and missing.node is step.node
    if not begins_here or text == reason(step):
        return text
    return f"{text}: {reason(step)}"


def _calculation(step: Step) -> str:
    node, parts = step.node, step.parts
    if step.is_missing and not parts:
        return reason(step)
    match node:
        case Named():
            return node.key
        case Given() | Rank() | Roster() | Split() | Aggregate() | Column() | Literal():
            return step.written
        case Product():
            return _multiplied(node, parts)
        case Sum():
            return _added(node, parts)
        case PayeeField():
            return roster_place(step)
        case Compare() | Logic() | Not() | Known():
            return condition_words(step)
        case Choose():
            return _chosen(step)
        case Round():
            return f"{worked(parts[0])}, rounded to {figure(parts[1])}"
        case Extreme():
            return f"the {_extreme(node, len(parts))} of {_listed([_compared(part) for part in parts])}"
        case Months():
            return f"whole months from {figure(parts[0])} to {figure(parts[1])}"
        case Fallback():
            return f"{described(parts[1])}, since there is no data" if parts[0].is_missing else worked(parts[0])
        case Table():
            return table_words(step)
        case RowsBefore():
            return ROWS_BEFORE
        case Piecewise():
            return f"{step.written}, at {figure(parts[0])}"
        case ToDate():
            return f"{step.written} from {stretch_of(step)}"
        case Earlier():
            return earlier_words(step)
        case Prorated():
            return prorated_words(step)
        case EachTeam():
            return teams_words(step) if step.is_of_teams else calculation(parts[0])
        case PeriodFact():
            return f"of {step.account.situation.world.period}"
        case _:
            assert_never(node)


def stretch_of(step: Step) -> str:
    """The time a figure to date is about."""
    period = step.to_date().situation.world.period
    return f"{period.start} to {period.end}"


def prorated_words(step: Step) -> str:
    """A figure for a full period, and the share of the period it holds for; of each row of the roster."""
    node, period = step.node, step.account.situation.world.paid
    assert isinstance(node, Prorated)
    calendar, parts = step.account.situation.world.calendar, []
    for payee, _, account in step.stints():
        first, last = max(period.start, payee.start or period.start), min(period.end, payee.end or period.end)
        counted = count_of(period, first, last, node.method, calendar)
        unit = "days of 30/360" if counted.method == "30/360" else counted.method
        days = f"{counted.part}/{counted.whole} {unit}"
        where = "" if (first, last) == (period.start, period.end) else f" ({first} to {last})"
        parts.append(f"{figure(account.result)} × {days}{where}")
    return " + ".join(parts)


def teams_words(step: Step) -> str:
    """The figure of somebody who changes teams, in each of them."""
    teams = [(payee.team, account.result) for payee, account in step.teams()]
    return " + ".join(
        f"{figure(one)} {f'in team {visible(team)}' if team else 'without a team'}" for team, one in teams
    )


def earlier_words(step: Step) -> str:
    """The figure of the periods before: each, or how many where they are many."""
    found = step.earlier()
    if not found:
        from compdsl.trace.times import none_earlier

        return f"{none_earlier(step)}, so {worked(step.parts[0])}" if step.parts else none_earlier(step)
    if len(found) > MOST_PERIODS:
        return f"{len(found)} earlier periods, {found[0][0]} to {found[-1][0]}"
    return " + ".join(f"{amount_of(value, step)} in {period}" for period, value in found)


def _added(node: Sum, parts: list[Step]) -> str:
    text = ""
    for index, (sign, part) in enumerate(zip(node.signs, parts, strict=True)):
        term = _operand(part, "+" if index == 0 else sign)
        if term.startswith("-"):
            sign, term = ("-" if sign == "+" else "+"), term[1:]
        if index == 0:
            text = term if sign == "+" else f"-{term}"
        else:
            text += f" {SIGNS[sign]} {term}"
    return text


def _multiplied(node: Product, parts: list[Step]) -> str:
    first, *others = zip(node.signs, parts, strict=True)
    return " ".join([_operand(first[1], ""), *(f"{SIGNS[sign]} {_operand(part, sign)}" for sign, part in others)])


def _operand(step: Step, sign: str) -> str:
    """A part of a calculation: its value, or its own calculation, in brackets where they are needed.

    `sign` stands before it; the first factor of a product has none.
    """
    if not is_inline(step):
        text = figure(step)
        return f"({text})" if text.startswith("-") and sign in ("*", "/") else text
    text = calculation(step)
    is_product, is_sum = isinstance(step.node, Product), isinstance(step.node, Sum)
    if text.startswith("-"):
        is_opposite = is_sum and len(step.parts) == 1
        is_plain = (sign == "" and is_product) or (is_opposite and sign not in ("*", "/"))
    else:
        is_plain = (is_product and sign != "/") or (is_sum and sign == "+")
    return text if is_plain else f"({text})"


def _chosen(step: Step) -> str:
    taken, why = choice_of(step)
    if taken is None:
        return why
    text = described(taken) if not is_inline(taken) else calculation(taken)
    return f"{text}, since {why}"


def choice_of(step: Step) -> tuple[Step | None, str]:
    """What was chosen, through choices within choices, and the conditions that made it so."""
    found: list[Step] = []
    while isinstance(step.node, Choose) and (not found or is_inline(step)):
        condition, chosen, otherwise = step.parts
        if condition.is_missing:
            return None, condition_words(condition)
        found.append(condition)
        step = chosen if condition.value else otherwise
    said = map(condition_words if len(found) == 1 else _one_of_several, found)
    return step, " and ".join(said)


def told(step: Step) -> str:
    """How a value came about, for a line that shows the value itself."""
    if isinstance(step.node, Choose):
        taken, why = choice_of(step)
        return f"since {why}" if taken is not None and taken.is_literal else calculation(step)
    return "as written in the plan" if is_as_written(step) else calculation(step)


def is_as_written(step: Step) -> bool:
    """Whether a value stands in the plan as it is, perhaps with a minus before it."""
    return step.is_literal or (isinstance(step.node, Sum) and len(step.parts) == 1 and step.parts[0].is_literal)


def described(step: Step) -> str:
    """A value with its name where it has one, or with its calculation where it has none."""
    node = step.node
    if isinstance(node, Literal):
        return figure(step)
    if is_inline(step):
        return worked(step)
    return f"{name_of(step)} {figure(step)}" if not step.is_missing else f"{name_of(step)} (no data)"


def name_of(step: Step) -> str:
    """What a step is called: its name, or else what was written, cut where it is long."""
    node = step.node
    if isinstance(node, Named):
        return node.key
    if isinstance(node, PayeeField):
        return f"payee.{node.name}"
    if isinstance(node, Column):
        return node.name
    if isinstance(node, RowsBefore):
        return ROWS_BEFORE
    if isinstance(node, PeriodFact) and node.name in ("start", "end", "month", "quarter", "half", "year"):
        return f"period.{node.name}"
    if step.form in TOTALS:
        return step.form if step.form == MEASURED else f"{step.written} so far"
    if isinstance(node, Prorated):
        return f"{step.written} prorated"
    if isinstance(node, Earlier):
        count = node.window.removesuffix(" before")
        when = "before" if count == node.window else "one period before" if count == "1" else f"{count} periods before"
        account = node.key.rpartition(".")[2]
        return f"{account if account in ('paid', 'earned') else node.key} {when}"
    if step.form == "else" and step.name:
        return step.name
    if step.form == "total" or step.name == "total":
        return "total"
    return step.written if len(step.written) <= LONGEST_NAME else f"{step.written[: LONGEST_NAME - 1]}…"


def roster_place(step: Step) -> str:
    """Where the roster, or the test that is run, says something of the payee."""
    payee = step.account.situation.payee
    return f"{visible(payee.file)}:{payee.line}" if payee.file else "as the test gives it"


def _extreme(node: Extreme, count: int) -> str:
    """The word for the least or the most of several figures, or days."""
    is_least, is_of_two = node.word == "least", count == 2
    if node.type.kind is Kind.DATE:
        return ("earlier" if is_of_two else "earliest") if is_least else ("later" if is_of_two else "latest")
    return ("smaller" if is_of_two else "smallest") if is_least else ("larger" if is_of_two else "largest")


def _listed(items: list[str]) -> str:
    return " and ".join([", ".join(items[:-1]), items[-1]]) if len(items) > 1 else items[0]


# Conditions


def condition_words(step: Step) -> str:
    """A condition with both compared values: what holds, or what does not."""
    if step.condition is None:
        step.condition = _condition_words(step)
    return step.condition


def _condition_words(step: Step) -> str:
    from compdsl.trace.people import people_asked

    node, parts = step.node, step.parts
    if step.is_missing:
        return f"{step.written} cannot be answered ({reason(step)})"
    match node:
        case Compare() if step.form == "of people":
            return people_asked(step)
        case Compare():
            sign = OPERATORS[node.operator] if step.value else OPPOSITE[node.operator]
            return f"{described(parts[0])} {sign} {described(parts[1])}"
        case Logic():
            return _joined(step)
        case Not():
            return condition_words(parts[0])
        case Known():
            return f"{name_of(parts[0])} has {'data' if step.value else 'no data'}"
        case _:
            return f"{name_of(step)} is {'true' if step.value else 'not true'}"


def _joined(step: Step) -> str:
    """What decides the answer first, then what says otherwise.

    Conditions joined by `or` of which none holds are told as what does hold, which is the opposite of each of them.
    """
    node = step.node
    assert isinstance(node, Logic)
    word = node.word if step.value is True else "and"
    deciding = [part for part in step.parts if part.value is step.value]
    others = [part for part in step.parts if part.value is not step.value]
    text = f" {word} ".join(_one_of_several(part) for part in deciding)
    return f"{text}, though {' and '.join(map(_one_of_several, others))}" if others else text


def _one_of_several(step: Step) -> str:
    inner = step
    while isinstance(inner.node, Not):
        inner = inner.parts[0]
    text = condition_words(step)
    return f"({text})" if isinstance(inner.node, Logic) and not inner.is_missing else text


# Tables


def table_words(step: Step) -> str:
    """Which row of a table fits, and why."""
    node = step.node
    assert isinstance(node, Table)
    keys = step.parts[: len(node.keys)]
    index = None if step.is_missing else row_of(node, [part.value for part in step.parts])
    if index is None:
        return "no row for " + " and ".join(described(key) for key in keys)
    row = node.rows[index]
    starts = (step.account.step_of(key.value) for key in row.keys)
    asked = zip(keys, (key.word for key in row.keys), starts, strict=True)
    said = (described(part) + ("" if word == "is" else f" ({word} {figure(start)})") for part, word, start in asked)
    return "the row for " + " and ".join(said)
