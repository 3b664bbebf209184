"""Rows of the data about people after their last day in the roster, or before their first: that is told."""

import datetime
from collections.abc import Iterator, Mapping

from compdsl.diagnostics.problem import Problem
from compdsl.kernel.plan import Plan
from compdsl.paid.problems_of_days import credit_of_nobody, rows_outside_days
from compdsl.paid.world import is_active
from compdsl.records.data import Data, Payee, Row
from compdsl.records.schema import BlockSchema

MOST_NAMED = 5
"""How many rows of a block are named; all are counted."""


def outside_warnings(plan: Plan, data: Data) -> list[Problem]:
    """A warning for each block that has such rows, in the periods the plan is in force in."""
    people = {one.key: one for one in data.payees if one.stints or one.start is not None or one.end is not None}
    found = []
    for block in plan.schema.blocks if people else ():
        outside = [(key, row) for row in data.blocks.get(block.name, ()) for key in _outside(plan, block, row, people)]
        if outside:
            assert block.date_column is not None
            named = [(key, str(row.values[block.date_column]), row) for key, row in outside[:MOST_NAMED]]
            make = rows_outside_days if block.credit is None else credit_of_nobody
            found.append(make(named, len(outside)))
    return found


def _outside(plan: Plan, block: BlockSchema, row: Row, people: Mapping[str, Payee]) -> Iterator[str]:
    """Who is named in a row behind their last day or before their first."""
    day = row.values[block.date_column] if block.date_column is not None else None
    if not isinstance(day, datetime.date) or plan.period is None or not is_in_force(plan, day):
        return
    columns = [block.payee_column] if block.credit is None else [role.column for role in block.credit]
    for key in dict.fromkeys(row.values[column] for column in columns if column is not None):
        payee = people.get(key) if isinstance(key, str) else None
        if payee is None or is_within(payee, day):
            continue
        if block.credit is not None or is_active(payee, plan.calendar.period_of(day, plan.period)):
            yield payee.key


def is_in_force(plan: Plan, day: datetime.date) -> bool:
    """Whether a plan holds on a day."""
    return (plan.since is None or plan.since <= day) and (plan.until is None or day <= plan.until)


def is_within(payee: Payee, day: datetime.date) -> bool:
    """Whether a day lies between somebody's first and last: the days of a leave do."""
    rows = payee.stints or (payee,)
    starts, ends = [row.start for row in rows], [row.end for row in rows]
    first = None if None in starts else min(start for start in starts if start is not None)
    last = None if None in ends else max(end for end in ends if end is not None)
    return (first is None or first <= day) and (last is None or day <= last)
