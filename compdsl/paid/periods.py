"""Which periods there are to pay: the one asked for, or those the data holds rows of."""

import datetime
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from itertools import pairwise
from typing import Any

from compdsl.diagnostics.problem import Problem
from compdsl.kernel.plan import Plan
from compdsl.paid import problems
from compdsl.paid.accounts import ACCOUNTS
from compdsl.records.data import Data
from compdsl.values.period import EXAMPLES, Period


def period_asked(plan: Plan, text: str) -> Period | Problem:
    """The period a person asks for, if the plan pays it."""
    period = plan.calendar.read(text)
    if period is None:
        return problems.no_such_period(plan.source, text, _meant(plan, text))
    if plan.period is not None and period.kind != plan.period:
        return problems.wrong_period(plan.source, text, plan.period)
    return outside(plan, period) or period


_NEARLY = (
    (re.compile(r"(\d{4})\W?q([1-4])"), r"\1-Q\2"),
    (re.compile(r"q([1-4])\W?(\d{4})"), r"\2-Q\1"),
    (re.compile(r"(\d{4})\W?h([12])"), r"\1-H\2"),
    (re.compile(r"h([12])\W?(\d{4})"), r"\2-H\1"),
    (re.compile(r"(\d{4})\W?w(\d\d)"), r"\1-W\2"),
    (re.compile(r"(\d{4})\W(\d)"), r"\1-0\2"),
    (re.compile(r"(\d{4})[^\d-](\d\d)"), r"\1-\2"),
)
"""Ways of writing a quarter, a half, a week and a month that are nearly right, each with the right one."""


def _meant(plan: Plan, text: str) -> str | None:
    """The period that is nearly written: with a small letter, without its hyphen or its nought, the year behind."""
    small = text.strip().lower()
    found = (match.expand(right) for form, right in _NEARLY if (match := form.fullmatch(small)) is not None)
    return next((one for one in found if one.isascii() and plan.calendar.read(one) is not None), None)


def periods_in(plan: Plan, data: Data) -> dict[Period, int]:
    """The periods the data holds rows of and the plan is in force in, in order, each with how many rows."""
    return periods_of_days(plan, _rows_by_day(plan, data), Counter(given.period for given in data.measures))


def periods_of_days(
    plan: Plan, days: Mapping[datetime.date, int], found: Counter[Period] | None = None
) -> dict[Period, int]:
    """The periods of days with so many rows each, beside those `found` before, in which the plan is in force."""
    found = Counter() if found is None else found
    for day, rows in days.items():
        assert plan.period is not None
        found[plan.calendar.period_of(day, plan.period)] += rows
    return {period: found[period] for period in sorted(found) if outside(plan, period) is None}


def between(plan: Plan, rows: Mapping[Period, int], closed: Collection[Period]) -> list[Period]:
    """The periods between those the data holds rows of, that hold none and were not paid before."""
    found: list[Period] = []
    before = [one for one in closed if rows and one < min(rows)]
    for one, other in pairwise(sorted({*rows, *([max(before)] if before else [])})):
        while (one := plan.calendar.after(one)) < other:
            if one not in closed and outside(plan, one) is None:
                found.append(one)
    return found


def keeps_account(plan: Plan) -> bool:
    """Whether a line of a plan depends on what earlier periods earned, held back or advanced."""
    return any(key.rpartition(".")[2] in ACCOUNTS for key in plan.kept)


def first_period(plan: Plan) -> str:
    """A period that can be named: the first one the plan is in force in."""
    kind = plan.period or "quarter"
    return plan.calendar.period_of(plan.since, kind).label if plan.since is not None else EXAMPLES[kind]


def fullest(rows: Mapping[Period, int]) -> Period:
    """The period most rows belong to, the latest of several: the others are probably strays."""
    return max(rows, key=lambda period: (rows[period], period))


def _rows_by_day(plan: Plan, data: Data) -> Counter[datetime.date]:
    days: Counter[Any] = Counter()
    for block in plan.schema.blocks:
        assert block.date_column is not None
        days.update(row.values[block.date_column] for row in data.blocks.get(block.name, ()))
    return days


def mixed_kinds(plan: Plan, periods: Iterable[Period]) -> Problem | None:
    """The problem that a plan without a period of its own finds several kinds of periods in the data."""
    kinds = sorted({period.kind for period in periods})
    return problems.several_kinds_of_periods(plan.source, kinds) if len(kinds) > 1 else None


def outside(plan: Plan, period: Period) -> Problem | None:
    """Why a period cannot be paid: the plan is not in force in all of it."""
    if plan.effective is None:
        return None
    first, last = plan.effective
    assert isinstance(first, datetime.date)
    assert isinstance(last, datetime.date)
    if first <= period.start and period.end <= last:
        return None
    return problems.period_outside_plan(plan.source, period.label, first.isoformat(), last.isoformat())
