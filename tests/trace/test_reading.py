"""Which steps are told, in which order, under which label."""

from compdsl.paid.examples import run_example
from compdsl.rendered.explain_text import explain_figure, explain_statement
from compdsl.trace.account import Account
from compdsl.trace.reading import read_account
from compdsl.values.types import money
from tests.trace.paying import FILES, HEAD, entries_of, plan_of, statement_of, told


def labels(clauses: str, head: str = HEAD) -> list[str]:
    """The labels of what is told of the first line."""
    return [entry.label for entry in entries_of(clauses, head=head)]


def test_the_order_is_that_of_the_calculation() -> None:
    """The target, what was measured, what counts, the pay, what changes it; a condition stands where it decides."""
    clause = "a 20% on sales threshold 50% cap 90% when wins > 1 up to 120% above 10%\nmultiply a by 2 when wins > 5"
    assert labels(clause) == [
        "target", "target of a", "sales", "goal of sales", "attainment of sales", "up to", "above", "pays",
        "wins", "cap", "threshold", "multiply", "rounded",
    ]  # fmt: skip


def test_what_was_not_chosen_is_not_told() -> None:
    """The step that did not choose it says so."""
    assert labels("a rate 5% on sales only when wins > 5") == ["only when", "wins", "rounded"]
    assert labels("a = if wins > 5 then sales * 1% else $3") == ["wins", "pays", "rounded"]
    assert labels("sales 10% else $5")[-3:] == ["else", "pays", "rounded"]
    assert "wins" not in labels("sales 10% else wins * $1")


def test_a_condition_that_is_not_met_comes_first() -> None:
    """Where nothing is paid for it; not where the line is paid all the same."""
    assert labels("a rate 5% on sales only when wins > 5 hold 10% until 2026-12-31")[:2] == ["only when", "period.end"]
    assert labels("a 20% on sales threshold 95% only when wins > 5")[0] == "threshold and only when"
    assert labels("a = b + $5\nmetric b = sales only when wins > 5")[0] == "wins"


def test_a_table_tells_of_the_row_that_fits_only() -> None:
    """Fields that other rows ask for are not told."""
    head = HEAD + "table t by wins { from 0: sales * 1%, from 5: payee.target }\n"
    assert labels("a = t", head) == ["wins", "sales", "t", "pays", "rounded"]


def test_a_leaf_with_a_name_is_told_by_its_name() -> None:
    """And by itself where a calculation uses it."""
    assert told("a rate 1% on best\nmetric best = max(deals.amount)", "best").startswith("$42,000  max(deals.amount): ")
    assert labels("a = max(deals.amount) * 2") == ["max(deals.amount)", "pays", "rounded"]
    assert labels("a = payee.target * $1") == ["payee.target", "pays", "rounded"]
    assert told("a = x\nlet x = payee.target", "x") == "5,000  payee.target (payees.csv:2)"


def test_a_name_for_a_name_says_which() -> None:
    """The figure stands above."""
    assert told("a = y * $1\nlet x = payee.target\nlet y = x", "y") == "5,000  x"
    assert told("a 10% on m\nmetric m = sales.attainment", "attainment of m") == "93.5005%  as m has no goal"


def test_another_line_has_an_account_of_its_own() -> None:
    """It is told with its exact amount, and not worked out again."""
    assert labels("a = b.payout * 10%\nb rate 1% on sales") == ["b.payout", "pays", "rounded"]
    assert told("a = b.payout * 10%\nb rate 1% on sales", "b.payout") == "$935.005  the exact amount of `b`"


def test_facts_of_other_lines_are_worked_out() -> None:
    """The rate it was paid at, its share of the target."""
    assert told("a = b.payout_percent * $10\nb 20% on sales", "pays") == "$9.35005  $935.005 / $1,000 × $10"
    assert labels("a = b.rate * $10\nb rate 1% on sales") == ["pays", "rounded"]


def test_figures_taken_as_given_say_so() -> None:
    """In a test of a plan; the rest is told as of any line."""
    plan = plan_of(
        HEAD
        + 'a rate 5% on sales only when wins > 1\ntest "t" { sales = $10; wins = 3; expect a $0.40, sales.goal $1 }'
    )
    first, second = run_example(plan, plan.examples[0])
    account = Account(plan, first.expectation.fact, first.program, first.values, first.situation)
    told_of = {entry.label: (entry.value, entry.words) for entry in read_account(account)}
    assert told_of["sales"] == ("$10", "taken as given")
    assert told_of["only when"] == ("$0.50", "met: wins 3 > 1")
    text = explain_figure(
        plan, second.expectation.fact, second.program, second.values, second.situation, lambda t, _: t
    )
    assert text == "  goal of sales  no data  payee.quota (as the test gives it)"


def test_any_fact_can_be_told() -> None:
    """Also one without a name."""
    plan = plan_of(
        HEAD + 'a 20% on sales\ntest "t" { payee { target: $10, quota: $10 }; sales = $5; expect a.payout_percent 9% }'
    )
    (one,) = run_example(plan, plan.examples[0])
    entries = read_account(Account(plan, one.expectation.fact, one.program, one.values, one.situation))
    assert [(entry.label, entry.value) for entry in entries][-1] == ("a", "50%")
    assert entries[-1].words == "$1 / $2"


def test_a_line_that_lacks_data_is_told_as_far_as_it_goes() -> None:
    """Without a rounding."""
    plan = plan_of(HEAD + 'a 20% on sales only when wins > 1 cap 9%\ntest "t" { sales = $5; expect a $1 }')
    (one,) = run_example(plan, plan.examples[0])
    entries = read_account(Account(plan, one.expectation.fact, one.program, one.values, one.situation))
    assert [(entry.label, entry.value, entry.words) for entry in entries] == [
        ("wins", "no data", "count(deals where won): the test does not give `deals`"),
        ("only when", "no data", "wins > 1 cannot be answered (the test does not give `deals`)"),
    ]


def test_a_total_whose_lines_lack_data_says_which() -> None:
    """A line without data is told as such, and so is what a limit would have made of it."""
    plan = plan_of(
        "currency USD\na = payee.bonus\nb clawback 50% on payee.base\ntotal cap $100 draw $5\nadjust $1\n"
        'test "x" { payee { base: $4 }; expect total $1 }'
    )
    (outcome,) = run_example(plan, plan.examples[0])
    entries = read_account(Account(plan, plan.total, outcome.program, outcome.values, outcome.situation))
    told = {entry.label: (entry.value, entry.words) for entry in entries}
    assert told["a"] == ("no data", "the roster has no `bonus` for this payee")
    assert told["b"] == ("-$2.00", "as paid, see its own line")
    assert told["draw"] == ("no data", "cannot be answered")


def test_a_total_tells_of_the_lines_and_of_its_limits() -> None:
    """Each with what it came to."""
    plan = plan_of(HEAD + "a rate 5% on sales\nb = -$100\ntotal floor $5_000 cap 90%\n")
    text = explain_statement(plan, statement_of(plan), lambda text, _: text, "total floor")
    assert text.splitlines()[2:] == [
        "total floor  $424.97  plan.comp:8  floor $5_000",
        "  a                 $4,675.03  as paid, see its own line",
        "  b                  -$100.00  as paid, see its own line",
        "  sum of the lines  $4,575.03  $4,675.03 − $100",
        "  floor                $5,000  adds $424.97: $4,575.03 becomes $5,000",
        "  total floor         $424.97  $5,000 − $4,575.03",
    ]
    assert plan.total.type == money("USD")


def test_a_label_too_long_for_its_column_has_a_line_of_its_own() -> None:
    """The columns stay where they are."""
    plan = plan_of(HEAD + 'a = max(deals.amount where kind == "new" and won) * 2')
    lines = explain_statement(plan, statement_of(plan, FILES), lambda text, _: text, "a").splitlines()
    assert lines[3:5] == [
        '  max(deals.amount where kind == "new" and won)',
        "                                         $42,000  1 row of deals, 2 left out by `where`, 1 outside 2026-Q1",
    ]
