"""The account of a line: its steps, what each was made of, and what is not kept from the run."""

from fractions import Fraction

from compdsl.kernel.nodes import Aggregate, Named, Roster
from compdsl.paid.examples import run_example
from compdsl.trace.account import Account, account_for
from tests.trace.paying import HEAD, account_of, plan_of, statement_of


def test_a_step_comes_after_those_it_uses_and_is_there_once() -> None:
    """So a trace can be evaluated from its beginning."""
    steps = account_of("a 20% on sales cap 150% only when wins >= 1").steps
    seen: set[int] = set()
    for step in steps:
        assert step.id not in seen
        assert all(part.is_literal or part.id in seen for part in step.parts)
        seen.add(step.id)


def test_the_result_is_the_amount() -> None:
    """It is the last step, and what was written for it is the clause."""
    account = account_of("a rate 5% on sales")
    assert account.result is account.steps[-1]
    assert account.result.value == Fraction("4675.03")
    assert account.result.written == "a rate 5% on sales"
    assert (account.result.place.line, account.result.place.column) == (6, 1)


def test_a_step_has_the_same_id_in_every_line_of_a_statement() -> None:
    """What two lines have in common can be told to be the same."""
    plan = plan_of(HEAD + "a rate 5% on sales\nb rate 1% on sales")
    first, second = (account_for(line, plan) for line in statement_of(plan).lines)
    in_first = {step.id: step.written for step in first.steps if step.form == "metric"}
    assert in_first == {step.id: step.written for step in second.steps if step.form == "metric"}
    assert len(in_first) == 1


def test_rows_are_split_again_into_counted_and_left_out() -> None:
    """Those `where` leaves out, and those outside the period."""
    account = account_of("a $10 each on wins")
    (step,) = (step for step in account.steps if isinstance(step.node, Aggregate))
    rows = step.rows()
    assert [(row.line, value) for row, value in rows.counted] == [(2, 1), (4, 1)]
    assert [row.line for row in rows.filtered] == [3]
    assert [row.line for row in rows.outside] == [5]


def test_people_have_accounts_of_their_own() -> None:
    """The goal of a team is the sum of the goals of its people; each stands in a row of the roster."""
    account = account_of("a 20% on sales.team")
    (step,) = (step for step in account.steps if isinstance(step.node, Roster))
    assert [(payee.key, inner.result.value) for payee, inner in step.members()] == [("ada", 100_000), ("ben", 80_000)]
    assert step.members() is step.members()


def test_a_figure_taken_as_given_was_made_of_nothing() -> None:
    """A test of a plan puts a value in its place."""
    plan = plan_of(HEAD + 'a rate 5% on sales\ntest "t" { sales = $10; expect a $0.50 }')
    (outcome,) = run_example(plan, plan.examples[0])
    account = Account(plan, outcome.expectation.fact, outcome.program, outcome.values, outcome.situation)
    (sales,) = (step for step in account.steps if isinstance(step.node, Named) and step.node.key == "sales")
    assert sales.value == 10
    assert sales.parts == []
    assert not any(isinstance(step.node, Aggregate) for step in account.steps)


def test_what_changes_the_pay_leads_to_the_pay() -> None:
    """From the rounded line down to the first amount, through conditions that hold and that do not."""
    clause = "a 20% on sales times 2 when wins > 9 floor $1 cap 90% when wins > 1 threshold 50% round to $1"
    changes = account_of(clause).pay_and_changes
    forms = [(step.form, type(step.node).__name__) for step in changes]
    assert forms[-1] == ("share", "Product")
    assert {form for form, _ in forms[:-1]} == {"times", "floor", "cap", "threshold", "round to"}


def test_behind_a_closed_gate_the_pay_is_found_too() -> None:
    """It says what is not paid."""
    assert account_of("a $10 only when wins > 9").pay_and_changes[-1].value == 10


def test_what_was_written_on_several_lines_is_told_on_one() -> None:
    """Without the blanks that line ends leave inside brackets."""
    account = account_of("a = max(\n  sales   * 2,\n  $5\n)")
    assert account.pay_and_changes[-1].written == "max(sales * 2, $5)"
    assert account_of("a   rate  5% on sales").result.written == "a rate 5% on sales"


def test_a_limit_of_the_total_has_no_pay_of_its_own() -> None:
    """It is a difference of sums."""
    plan = plan_of(HEAD + "a rate 5% on sales\ntotal cap $100")
    account = account_for(statement_of(plan).lines[-1], plan)
    assert account.pay_and_changes == []
