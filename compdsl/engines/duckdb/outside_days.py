"""Rows of a run in bulk about people after their last day in the roster, or before their first: that is told."""

import datetime
from collections.abc import Iterator
from typing import TYPE_CHECKING

from compdsl.diagnostics.problem import Problem
from compdsl.engines.to_sql import text_of
from compdsl.kernel.plan import Plan
from compdsl.paid.outside_days import MOST_NAMED, is_in_force, is_within
from compdsl.paid.problems_of_days import rows_outside_days
from compdsl.paid.world import is_active
from compdsl.records.data import Payee, Row
from compdsl.records.roster import first_day, of_stints

if TYPE_CHECKING:
    from compdsl.engines.duckdb.reading import BulkReading

LEAST = {"start": "min", "end": "max"}
"""The columns of the roster with somebody's days, and which of several counts."""


def outside_warnings(plan: Plan, reading: "BulkReading") -> Iterator[Problem]:
    """A warning for each block that has such rows, as `paid/outside_days.py` gives it."""
    cells = reading.cells["payees"]
    days = {name: text_of(cells.columns[name]) for name in LEAST if name in cells.file.columns}
    if not days or plan.period is None:
        return
    edges = [
        f'CASE WHEN bool_and({one} IS NOT NULL) THEN {LEAST[name]}({one}) END AS "{name}"' for name, one in days.items()
    ]
    edges += [f'CAST(NULL AS DATE) AS "{name}"' for name in LEAST if name not in days]
    people = f"SELECT r1 AS who, {', '.join(edges)} FROM roster_read GROUP BY r1"
    reading.session.ask(
        f'CREATE OR REPLACE TABLE their_days AS SELECT * FROM ({people}) WHERE "start" IS NOT NULL OR "end" IS NOT NULL'
    )
    for stem, day in reading.days.items():
        if reading.cells[stem].owner is not None:
            yield from _of_block(plan, reading, stem, day)


def _of_block(plan: Plan, reading: "BulkReading", stem: str, day: str) -> Iterator[Problem]:
    within = f'("start" IS NULL OR "start" <= {day}) AND ("end" IS NULL OR {day} <= "end")'
    outside = f"JOIN their_days ON who = owner WHERE NOT ({within})"
    asked = f"SELECT owner, {day}, count(*) FROM read_{stem} {outside} GROUP BY ALL"
    people = _people(reading)
    told = {(key, on): count for key, on, count in reading.session.ask(asked) if _is_told(plan, people[key], on)}
    if not told:
        return
    ordered = f"SELECT owner, {day}, line FROM ({reading.numbered(stem)}) {outside} ORDER BY line"
    named: list[tuple[str, str, Row]] = []
    for ((key, on, line),) in reading.session.many(ordered, 1):
        if (key, on) in told:
            named.append((key, str(on), Row(reading.files[stem].name, line, line - 1, {})))
        if len(named) == MOST_NAMED:
            break
    yield rows_outside_days(named, sum(told.values()))


def _people(reading: "BulkReading") -> dict[str, Payee]:
    """Those who have rows outside their days, with their days."""
    columns = reading.cells["payees"].columns
    start, end = (text_of(columns[name]) for name in LEAST)
    theirs = f"SELECT r1, {start}, {end} FROM roster_read WHERE r1 IN (SELECT who FROM their_days)"
    found: dict[str, list[Payee]] = {}
    for key, first, last in reading.session.ask(theirs):
        found.setdefault(str(key), []).append(Payee(str(key), None, {}, start=first, end=last))
    return {key: of_stints(sorted(several, key=first_day)) for key, several in found.items()}


def _is_told(plan: Plan, payee: Payee, day: datetime.date) -> bool:
    if plan.period is None or not is_in_force(plan, day) or is_within(payee, day):
        return False
    return is_active(payee, plan.calendar.period_of(day, plan.period))
