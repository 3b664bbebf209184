"""A plan with `for` pays those who fit what it would pay them anyway; a change of role is a leaver and a joiner."""

import datetime
from typing import Any

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from compdsl.paid.payroll import run_payroll
from compdsl.records.data import Payee, Row
from compdsl.records.schema import Schema
from tests.laws.paying import lowered
from tests.strategies import Case, cases, with_data

FITTING = ("lead", "new")
FOR = 'for role "lead", "new"\n'
GHOST = "zz"
"""Somebody whom no plan pays, and who has the rows of the days that are not paid."""


def paid(text: str, case: Case) -> dict[str, list[tuple[str, object]]]:
    """What a plan pays to whom; payees who lack data are left out."""
    payroll = run_payroll(lowered(text), case.data, [case.period])
    return {one.payee: [(line.component, line.amount) for line in one.lines] for one in payroll.statements}


@given(cases())
def test_whom_it_is_for_changes_nobody_elses_pay(case: Case) -> None:
    """Team and company are those of the roster, so each of those who fit is paid as without `for`."""
    fields = {one.key: one.fields for one in case.data.payees}
    everybody = paid(case.text, case)
    theirs = {key: lines for key, lines in everybody.items() if fields[key].get("role") in FITTING}
    assert paid(case.text + FOR, case) == theirs


@given(cases(own_only=True), st.data())
def test_a_change_of_role_is_a_leaver_and_a_joiner(case: Case, data: st.DataObject) -> None:
    """Each plan pays what it would pay somebody who leaves, or begins, on the day of the change, with their rows."""
    period, payee = case.period, data.draw(st.sampled_from(case.data.payees))
    first, last = max(payee.start or period.start, period.start), min(payee.end or period.end, period.end)
    if case.data.measures or payee.stints or last <= first:
        return
    day = data.draw(st.dates(first, last - datetime.timedelta(days=1)))
    leaver = evolve(_with_role(payee, "lead"), end=day)
    joiner = evolve(_with_role(payee, "member"), start=day + datetime.timedelta(days=1))
    both = evolve(joiner, start=leaver.start, stints=(leaver, joiner))
    for role, alone in (("lead", leaver), ("member", joiner)):
        plan = f'{case.text}for role "{role}"\n'
        changed = paid(plan, with_data(case, payees=(both, _ghost(payee))))
        blocks = _rows_of(alone, day, case, lowered(plan).schema)
        assert paid(plan, with_data(case, payees=(alone, _ghost(payee)), blocks=blocks)) == changed


def _with_role(payee: Payee, role: Any) -> Payee:
    return evolve(payee, fields={**payee.fields, "role": role})


def _ghost(payee: Payee) -> Payee:
    return evolve(_with_role(payee, None), key=GHOST)


def _rows_of(payee: Payee, change: datetime.date, case: Case, schema: Schema) -> dict[str, tuple[Row, ...]]:
    """The rows, those of the other side of the change given to somebody else; the day of it is the leaver's."""
    dated = {block.name: block.date_column for block in schema.blocks}
    return {
        name: tuple(_owned(row, payee, change, dated.get(name)) for row in rows)
        for name, rows in case.data.blocks.items()
    }


def _owned(row: Row, payee: Payee, change: datetime.date, dated: str | None) -> Row:
    day: Any = row.values.get(dated) if dated is not None else None
    is_there = day is None or (day <= change) == (payee.end == change)
    if row.values.get("payee") != payee.key or is_there:
        return row
    return Row(row.file, row.line, row.number, {**row.values, "payee": GHOST})
