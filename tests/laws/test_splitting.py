"""A row that is split into two that add up to it pays the same, where a plan only adds up."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from compdsl.records.data import Row
from tests.laws.paying import lowered, paid
from tests.strategies import Case, cases, with_data

ADDED = {"amount", "cost", "units", "used", "licensed", "volume"}


def halves(row: Row, part: int) -> tuple[Row, Row]:
    """Two rows: a part of every figure that is added up, and the rest of it."""
    first: dict[str, Any] = {name: part if name in ADDED else value for name, value in row.values.items()}
    rest: dict[str, Any] = {name: value - part if name in ADDED else value for name, value in row.values.items()}  # type: ignore[operator]
    return Row(row.file, row.line, row.number, first), Row(row.file, row.line, row.number, rest)


@given(cases(additive=True), st.integers(-100, 10_000))
def test_two_rows_pay_as_the_one_they_make(case: Case, part: int) -> None:
    """Every row is split, also into parts of which one is negative."""
    plan = lowered(case.text)
    blocks = {
        name: tuple(half for row in rows for half in halves(row, part)) for name, rows in case.data.blocks.items()
    }
    assert paid(plan, with_data(case, blocks=blocks)) == paid(plan, case)
