"""The clauses that few plans have are paid as the second evaluator pays them, and keep the laws of all others."""

from collections import Counter
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.clause_strategies import ClauseWriter
from tests.laws import (
    test_formatting,
    test_meaning,
    test_order_of_rows,
    test_soundness,
    test_totals,
    test_trace,
)
from tests.laws.test_reference import SIDES, compare, run_until_met
from tests.strategies import Case, cases

MET = (
    *(f"accelerate: {side}" for side in SIDES),
    "row of a clause",
    "row of a running total",
    "rows at one place",
    "clawback",
    "converted",
    "total draw",
    "adjustment",
    "paid",
    "no data",
)
"""What must have been met on the way, or the law has said less than it seems to."""

RARER = cases(kind=ClauseWriter)


def holds(law: Any, *given_to_it: Any) -> None:
    """A law of another file, on what is given to it."""
    law.hypothesis.inner_test(*given_to_it)


def test_plans_with_rarer_clauses() -> None:
    """On random plans and records."""
    seen: Counter[str] = Counter()

    def both_pay_the_same(case: Case) -> None:
        compare(case, seen)

    run_until_met(both_pay_the_same, RARER, lambda: all(seen[one] for one in MET), 900)
    assert [one for one in MET if not seen[one]] == []


@given(RARER)
def test_their_traces_replay(case: Case) -> None:
    """From the JSON alone, by the schema; and every leaf is a row of the data."""
    holds(test_trace.test_a_trace_keeps_to_the_schema_and_replays_to_its_line, case)
    holds(test_trace.test_every_leaf_is_a_row_of_the_data, case)
    holds(test_trace.test_every_number_that_is_told_is_in_the_trace_or_in_the_plan, case)


@given(RARER)
def test_their_accounts_can_be_read(case: Case) -> None:
    """What can go wrong is a listed problem, lines add up, and the formatter keeps the plan."""
    holds(test_soundness.test_plans_with_records_are_paid, case)
    holds(test_totals.test_lines_add_up_and_are_payable, case)
    test_formatting.assert_laws(case.text, 60)


@given(RARER, st.data())
def test_order_and_names_are_nothing_to_them(case: Case, draw: st.DataObject) -> None:
    """The order of rows and of statements, and the names of measures."""
    holds(test_order_of_rows.test_any_order_pays_the_same, case, draw)
    holds(test_meaning.test_names_and_order_are_writing, case, draw)
    holds(test_meaning.test_a_figure_that_changes_pay_changes_the_hash, case, draw)
