"""What became of every row of a run: counted, or left out for a reason. Read = counted + left out, file by file.

A row is counted if a figure of somebody who is paid was made of it: of their own rows, of those of their team, or of
all. A row of the roster is counted if its payee is paid.
"""

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from attrs import frozen

from compdsl.checked.plan import People
from compdsl.kernel.meaning import in_order
from compdsl.kernel.nodes import Aggregate, Rank, Roster
from compdsl.kernel.nodes import Given as GivenNode
from compdsl.kernel.plan import Plan
from compdsl.paid.payroll import Payroll
from compdsl.paid.people import fits, part_for
from compdsl.paid.stints import is_on
from compdsl.paid.world import is_active
from compdsl.records.data import Data, Given, Payee, Row
from compdsl.records.refused import FileCount
from compdsl.values.period import Period
from compdsl.values.scopes import BELOW

OUTSIDE = "outside the period"
INACTIVE = "payee not active in the period"
OTHERS = "payee not in this plan"
UNUSED = "not used by the plan"
UNPAID = "payee not paid"
NOBODY = "nobody paid in the period"
PAID_BEFORE = "paid before"
NO_TEAM = "payee without a team"
NO_MANAGER = "payee without a manager"
NOT_TAKEN = "taken by no `where`"
REFUSED = "refused"
REASONS = (OUTSIDE, INACTIVE, OTHERS, UNUSED, UNPAID, PAID_BEFORE, NOBODY, NO_TEAM, NO_MANAGER, NOT_TAKEN, REFUSED)

Fate = str | None
"""The reason why a row is left out, or None where it is counted."""


@frozen
class RowCount:
    """What became of the rows of one file; `left_out` is by reason, without those that were none."""

    file: str
    read: int
    left_out: Mapping[str, int]

    @property
    def counted(self) -> int:
        """The rows that lines were paid on."""
        return self.read - sum(self.left_out.values())


Note: TypeAlias = Callable[[Payee | Row | Given, Fate], None]
"""What takes note of each row and of what became of it."""


def count_rows(
    plan: Plan, data: Data, payroll: Payroll, read: Iterable[FileCount], note: Note | None = None
) -> list[RowCount]:
    """What became of the rows of each file that was read."""
    left_out: dict[str, dict[str, int]] = {}
    for row, fate in fates(plan, data, payroll):
        if note is not None:
            note(row, fate)
        if fate is not None:
            counts = left_out.setdefault(row.file, {})
            counts[fate] = counts.get(fate, 0) + 1
    found = []
    for one in read:
        counts = left_out.get(one.file, {})
        counts = {**counts, UNUSED: counts.get(UNUSED, 0) + one.left_out, REFUSED: one.refused}
        found.append(RowCount(one.file, one.read, {reason: counts[reason] for reason in REASONS if counts.get(reason)}))
    return found


def scopes_used(plan: Plan) -> dict[str, set[str]]:
    """The scopes in which the lines of a plan read each block and each given measure."""
    found: dict[str, set[str]] = {}
    for node in in_order([*(line.paid for line in plan.lines), plan.total, *plan.kept.values()]):
        if isinstance(node, Aggregate):
            found.setdefault(node.block, set()).add(node.scope)
        elif isinstance(node, GivenNode):
            found.setdefault(node.metric, set()).add(node.scope)
        elif isinstance(node, Rank | Roster):
            for inner in in_order([node.value]):
                if isinstance(inner, Aggregate | GivenNode):
                    name = inner.block if isinstance(inner, Aggregate) else inner.metric
                    found.setdefault(name, set()).add(node.scope)
    return found


def scopes_of_people(plan: Plan) -> set[str]:
    """The scopes in which the lines of a plan ask something of people, with rows or without."""
    asked = in_order([*(line.paid for line in plan.lines), plan.total, *plan.kept.values()])
    return {node.scope for node in asked if isinstance(node, Rank | Roster)}


def fates(plan: Plan, data: Data, payroll: Payroll) -> Iterator[tuple[Payee | Row | Given, Fate]]:
    """Every good row with what became of it: those of the roster, of each block, of the measures."""
    scopes, has_counted = scopes_used(plan), payroll.counted.has
    theirs = _Theirs(plan.people, data.payees)
    fate_of = _by_payee_and_day(payroll, theirs)
    people = {payee.key: payee for payee in data.payees}
    periods = {*payroll.periods, *payroll.adjusted}
    for payee in data.payees:
        fate = fate_of(payee.key, None)
        for one in payee.stints or (payee,):
            is_in_force = any(is_active(one, period) for period in periods)
            is_theirs = not is_in_force or fits(one, plan.people)
            yield one, (fate if fate is not None or is_in_force else INACTIVE) if is_theirs else OTHERS
    for block in plan.schema.blocks:
        dated, used = block.date_column, scopes.get(block.name)
        for row in data.blocks.get(block.name, ()):
            if has_counted(row):
                yield row, None
                continue
            day = row.values[dated] if dated is not None else None
            is_outside = dated is not None and not isinstance(day, datetime.date)
            keys, on = block.owners(row.values), day if isinstance(day, datetime.date) else None
            fate = OUTSIDE if is_outside else _fate_of_all(fate_of(key, on) for key in keys)
            yield row, _why(fate, used, [people[key] for key in keys if key is not None])
    for given in data.measures:
        if has_counted(given):
            yield given, None
            continue
        fate = fate_of(given.payee, given.period.start)
        yield given, _why(fate, scopes.get(given.metric), [people[given.payee]])


def _fate_of_all(fates: Iterable[Fate]) -> Fate:
    """The fate of a row that is several people's: none where one of them is paid, else the first of the reasons."""
    found = set(fates)
    return None if None in found else min((one for one in found if one is not None), key=REASONS.index)


def _why(fate: Fate, used: set[str] | None, owners: Sequence[Payee]) -> str:
    """Why a row was not counted, though its payee may be paid."""
    if used is None:
        return UNUSED
    if fate is not None:
        return fate
    rows = [one for owner in owners for one in owner.stints or (owner,)]
    if used == {"team"} and all(one.team is None for one in rows):
        return NO_TEAM
    return NO_MANAGER if used <= set(BELOW) and all(one.manager is None for one in rows) else NOT_TAKEN


class _Theirs:
    """Whose rows are for the plan, on which days: those who fit its `for`."""

    def __init__(self, people: People | None, payees: Iterable[Payee]) -> None:
        parts = {one.key: part_for(one, people) for one in payees} if people is not None else {}
        self.others = {key for key, part in parts.items() if part is None}
        self.parts = {key: part for key, part in parts.items() if part is not None and part.is_part}

    def has(self, key: str, day: datetime.date | None) -> bool:
        """Whether somebody is paid by the plan, on a day where one is asked for."""
        if key in self.others:
            return False
        return day is None or key not in self.parts or is_on(self.parts[key], day)


def _by_payee_and_day(payroll: Payroll, theirs: _Theirs) -> Callable[[str | None, datetime.date | None], Fate]:
    """The fate of a row by whose it is and when it was; remembered, as many rows share both."""
    paid = {(one.payee, one.period) for one in payroll.statements}
    paid_in = {one.period for one in payroll.statements}
    unpaid = {(one.payee.key, one.period) for one in payroll.unpaid}
    known: dict[tuple[str | None, datetime.date | None], Fate] = {}

    def fate_of(key: str | None, day: datetime.date | None) -> Fate:
        if (key, day) not in known:
            periods = [period for period in payroll.periods if day is None or day in period]
            known[key, day] = _fate(key, day, periods)
        return known[key, day]

    def _fate(key: str | None, day: datetime.date | None, periods: list[Period]) -> Fate:
        if not periods:
            return OUTSIDE
        if key is None:
            return None if paid_in.intersection(periods) else NOBODY
        if not theirs.has(key, day):
            return OTHERS
        if any((key, period) in paid for period in periods):
            return None
        if any((key, period) in payroll.unchanged for period in periods):
            return PAID_BEFORE
        return UNPAID if any((key, period) in unpaid for period in periods) else INACTIVE

    return fate_of
