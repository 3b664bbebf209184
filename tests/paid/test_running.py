"""Rows that run in an order: no silent order, and no row that is known before its turn."""

from compdsl import pipeline
from compdsl.diagnostics.problem import Problem
from compdsl.kernel.nodes import Aggregate
from compdsl.paid.aggregates import split_rows
from compdsl.paid.lines import Statement, pay
from compdsl.paid.missing import Missing
from compdsl.values.calendar import CIVIL
from tests.trace.paying import data_of, plan_of

PLAN = """
currency USD
period quarter
records deals { payee, closed_on: date, number: number, amount: money, kind: text }
first  tiers 5% / 8% at $0 / $50k on amount for each row of deals running by closed_on
second whole tiers 5% / 8% at $0 / $50k on amount for each row of deals running by closed_on
third  rate 1% on amount for each row of deals running by closed_on, number where kind == "new"
"""
HEAD = "payee,closed_on,number,amount,kind\n"


def paid(rows: str) -> Statement | list[Problem]:
    """What the deals of one payee pay."""
    plan, period = plan_of(PLAN), CIVIL.read("2026-Q1")
    assert period is not None
    return next(pay(plan, data_of(plan, {"payees.csv": "payee\nada\n", "deals.csv": HEAD + rows}), period))


def test_two_rows_at_one_place_are_refused_by_name() -> None:
    """Once for all clauses they stop; another column may settle which of them is first."""
    found = paid("ada,2026-01-05,1,10,old\nada,2026-01-04,2,20,new\nada,2026-01-05,2.5,30,new\n")
    assert isinstance(found, list)
    (problem,) = found
    assert problem.name == "rows-at-one-place"
    assert problem.message == (
        "`first` and `second` of ada in 2026-Q1 cannot be paid: deals.csv:2 and deals.csv:4 have the same `closed_on`, "
        "2026-01-05, so it is not known which of them comes first."
    )
    assert (
        problem.hint == "Name a further column that settles it, such as `running by closed_on, id`, or mend the rows."
    )


def test_every_column_of_the_order_is_named() -> None:
    """With its value, as the data gives it; a row that `where` leaves out stands in nobody's way."""
    found = paid("ada,2026-01-05,2.5,10,new\nada,2026-01-05,2.5,20,new\nada,2026-01-05,2.5,30,old\n")
    assert isinstance(found, list)
    assert "deals.csv:2 and deals.csv:3 have the same `closed_on` and `number`, 2026-01-05 and 2.5," in found[1].message


def test_rows_are_paid_in_their_order_whatever_that_of_the_file() -> None:
    """The later row is the one that crosses the line."""
    rows = ["ada,2026-01-05,1,45000,new\n", "ada,2026-02-05,1,15000,new\n"]
    for text in ("".join(rows), "".join(reversed(rows))):
        found = paid(text)
        assert isinstance(found, Statement)
        assert [line.amount for line in found.lines] == [3300, 3450, 600]


def test_a_test_without_days_says_what_is_missing() -> None:
    """Its rows all lie on the first day of the period, so two of them have no order."""
    plan = plan_of(PLAN + 'test "no days" { deals { amount: $1 }; deals { amount: $2 }; expect first $0 }')
    (outcome,) = pipeline.run_example(plan, plan.examples[0])
    assert isinstance(outcome.got, Missing)
    assert outcome.got.reason == "one place"


def test_what_the_order_asks_and_a_test_does_not_give_is_said() -> None:
    """No row has a figure of its own then, nor has their sum."""
    plan = plan_of(PLAN + 'test "no number" { deals { kind: "new", amount: $1 }; expect third $0 }')
    (outcome,) = pipeline.run_example(plan, plan.examples[0])
    node = next(one for one in outcome.program.nodes if isinstance(one, Aggregate))
    rows = split_rows(node, outcome.program, outcome.situation, outcome.values)
    figures = [outcome.got, *(value for _, value in rows.counted)]
    assert [(one.reason, one.detail) for one in figures] == [("not given", "deals.number")] * 2
