"""Wherever the rows lie, they are the same: read alike, refused alike, and paid alike by both engines."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compdsl import pipeline
from compdsl.engines.duckdb.outcome import BulkPayroll
from compdsl.engines.duckdb.reading import BulkReading
from compdsl.engines.duckdb.run import open_run
from compdsl.engines.duckdb.session import open_session
from compdsl.kernel.plan import Plan
from compdsl.paid.payroll import run_payroll
from compdsl.paid.periods import period_asked
from compdsl.records.from_arrow import ArrowTables
from compdsl.records.from_postgresql import PostgresqlTables, open_postgresql
from compdsl.records.from_sqlite import SqliteTables, open_sqlite
from compdsl.records.refused import Reading
from compdsl.records.text_of_rows import Tables
from compdsl.source.source import Source
from compdsl.values.period import Period
from tests.kinds_of_data import FILES, Contents, in_arrow, written
from tests.postgresql import Server

PLAN = """\
plan s {
  currency USD
  period quarter
  target payee.pay
  records deals { payee, closed_on: date, amount: money, seats: count, kind: text, is_new: bool }
  metric sold  = sum(deals.amount where kind != "x")
  metric seats = sum(deals.seats)
  sold   60%  goal $1,000  cap 150%
  seats  $5 each
}
"""
TYPES = {
    "pay": "DECIMAL(18, 2)", "closed_on": "DATE", "amount": "DECIMAL(18, 2)", "seats": "INTEGER", "is_new": "BOOLEAN",
}  # fmt: skip
KINDS = (*FILES, ".sqlite", "arrow", "postgresql")
TEXTS = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Cn", "Co"), exclude_characters="_\ufeff"), min_size=1, max_size=8
)
NAMES = st.lists(TEXTS.filter(lambda one: one.strip(" ,")), min_size=1, max_size=3, unique=True)
AMOUNTS = st.integers(-(10**9), 10**9).map(
    lambda cents: f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02}"
)


@st.composite
def contents(draw: st.DrawFn, *, are_good: bool = False) -> Contents:
    """A roster and some deals, in the order in which a database gives them."""
    names = draw(st.just(["ada", "ben"]) if are_good else NAMES)
    kinds = st.sampled_from(["a", "x", "é, \"b'"]) if are_good else TEXTS
    deal = st.tuples(
        st.sampled_from(names), st.sampled_from(["2026-01-01", "2026-02-28", "2026-04-01"]), AMOUNTS,
        st.integers(0, 9).map(str), kinds, st.sampled_from(["true", "false"]),
    )  # fmt: skip
    people = [[name, draw(AMOUNTS.filter(lambda one: one[0] != "-"))] for name in names]
    rows = draw(st.lists(deal, min_size=1, max_size=6))
    if are_good:
        rows += [(name, "2026-01-01", "1.00", "1", "a", "true") for name in names]
    return {
        "payees": [["payee", "pay"], *sorted(people)],
        "deals": [["payee", "closed_on", "amount", "seats", "kind", "is_new"], *sorted(map(list, rows))],
    }


@contextmanager
def place_of(tables: Contents, kind: str, server: Server) -> Iterator[Path | Tables]:
    """Where the rows are, in one kind of data."""
    if kind == "arrow":
        yield ArrowTables(in_arrow(tables, TYPES))
    elif kind == "postgresql":
        database = open_postgresql(server.write(tables, TYPES, "law"))
        assert isinstance(database, PostgresqlTables)
        yield database
        database.close()
    else:
        with tempfile.TemporaryDirectory() as folder:
            place = written(tables, kind, Path(folder), TYPES)
            file = open_sqlite(place) if kind == ".sqlite" else place
            assert isinstance(file, Path | SqliteTables)
            yield file
            if isinstance(file, SqliteTables):
                file.close()


def checked() -> tuple[Plan, Period]:
    plan = pipeline.check(Source(PLAN, "s.comp")).plan
    assert plan is not None
    lowered = pipeline.lower(plan)
    period = period_asked(lowered, "2026-Q1")
    assert isinstance(period, Period)
    return lowered, period


def told(reading: Reading) -> tuple[Any, ...]:
    """All that was read and refused, without the names of files and lines in them."""
    problems = [(one.name, one.message, one.cell and (one.cell.row, one.cell.column)) for one in reading.problems]
    data = reading.data
    if data is None:
        return (problems,)
    people = [(one.key, one.fields, one.team, one.start) for one in data.payees]
    rows = {name: [(row.number, row.values) for row in rows] for name, rows in data.blocks.items()}
    return problems, people, rows, [file.rows for file in data.files], [row.cells for row in reading.refused]


@settings(max_examples=15)
@given(tables=contents())
def test_the_same_rows_are_read_alike(postgresql: Server, tables: Contents) -> None:
    """Good ones and refused ones."""
    plan, _ = checked()
    found = {}
    for kind in KINDS:
        with place_of(tables, kind, postgresql) as place:
            found[kind] = told(pipeline.read_data(place, plan))
    assert all(one == found[".csv"] for one in found.values()), found


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=4)
@given(tables=contents(are_good=True))
def test_the_same_rows_are_paid_alike(postgresql: Server, kind: str, tables: Contents) -> None:
    """By the query, and by the evaluator."""
    plan, period = checked()
    with place_of(tables, ".csv", postgresql) as place:
        data = pipeline.read_data(place, plan).data
    assert data is not None
    expected = [
        (one.payee, [line.amount for line in one.lines]) for one in run_payroll(plan, data, [period]).statements
    ]
    with place_of(tables, kind, postgresql) as place:
        session = open_session(threads=1)
        run = open_run(plan, BulkReading(session, place, plan.schema, plan.period, plan.calendar))
        run.pay(period)
        paid = [(one.payee, [line.amount for line in one.lines]) for one in BulkPayroll(run, (period,)).each()]
        session.close()
    assert paid == expected
