"""Several plans paid in one run: each payee of the roster has one plan, and who has none or two is told.

A plan that stands beside others pays people whom another plan pays too; it is not the one plan of anybody. Two plans
meet if one row of the roster fits both, on a day that lies in a period of each.
"""

import datetime
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import TypeAlias

from attrs import frozen

from compdsl.diagnostics.problem import Problem
from compdsl.kernel.plan import Plan
from compdsl.paid.people import fits
from compdsl.paid.problems_of_people import two_plans_for_payee
from compdsl.paid.world import is_active
from compdsl.records.data import Data, Payee
from compdsl.values.period import Period

MOST_NAMED = 5
"""How many payees are named in one message; all are counted."""

Place: TypeAlias = tuple[str, int]
"""A row of the roster: the payee and the line."""


@frozen(eq=False)
class Part:
    """One plan of several, its data, and the periods it is paid for; none where it is not paid in this run."""

    plan: Plan
    data: Data
    periods: tuple[Period, ...]

    @property
    def is_beside(self) -> bool:
        """Whether it pays people whom other plans pay too."""
        return self.plan.people is not None and self.plan.people.is_beside

    def rows(self) -> dict[Place, Payee]:
        """The rows of the roster that fit the plan, by payee and line."""
        rows = ((payee, row) for payee in self.data.payees for row in payee.stints or (payee,))
        return {(payee.key, row.line): row for payee, row in rows if fits(row, self.plan.people)}


@frozen(eq=False)
class WithoutPlan:
    """A row of the roster that no plan is for; `is_beside` where one that stands beside others is."""

    row: Payee
    is_beside: bool


def who_has_two(parts: Sequence[Part]) -> list[Problem]:
    """A problem for each two plans that pay one person for one day, unless one of them stands beside others."""
    found = []
    rows = {id(part): part.rows() for part in parts}
    for one, other in combinations(parts, 2):
        if one.is_beside or other.is_beside:
            continue
        shared = [row for place, row in rows[id(one)].items() if place in rows[id(other)] and _meet(row, one, other)]
        names = tuple(dict.fromkeys(row.key for row in shared))
        if names:
            found.append(two_plans_for_payee(one.plan, other.plan, names[:MOST_NAMED], len(names)))
    return found


def who_has_none(parts: Sequence[Part]) -> tuple[WithoutPlan, ...]:
    """The rows of the roster, in force in a period of the run, that no plan is for but those beside others."""
    main = {place for part in parts if not part.is_beside for place in part.rows()}
    beside = {place for part in parts if part.is_beside for place in part.rows()}
    periods = {period for part in parts for period in part.periods}
    found: dict[Place, WithoutPlan] = {}
    for payee, row in _roster(parts):
        place = payee.key, row.line
        if place not in main and place not in found and any(is_active(row, period) for period in periods):
            found[place] = WithoutPlan(row, place in beside)
    return tuple(found.values())


def _roster(parts: Sequence[Part]) -> Iterator[tuple[Payee, Payee]]:
    """Every row of the roster as some plan has read it: the same file, of which one may refuse a row."""
    for part in parts:
        for payee in part.data.payees:
            for row in payee.stints or (payee,):
                yield payee, row


def _meet(row: Payee, one: Part, other: Part) -> bool:
    """Whether a row of the roster is in force on a day that both plans are paid for."""
    return any(
        _is_within(row, max(first.start, second.start), min(first.end, second.end))
        for first in one.periods
        for second in other.periods
    )


def _is_within(row: Payee, first: datetime.date, last: datetime.date) -> bool:
    starts, ends = row.start or first, row.end or last
    return max(starts, first) <= min(ends, last)
