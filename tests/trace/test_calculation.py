"""Figures, calculations and conditions in words."""

from fractions import Fraction

import pytest

from compdsl.kernel.nodes import Fallback, Literal, PayeeField, PeriodFact
from compdsl.trace.calculation import calculation, condition_words, described, name_of
from compdsl.trace.calculation import told as told_of
from compdsl.trace.figures import exact_figure, exactly, figure, in_type, is_cut
from compdsl.values.types import NUMBER, TEXT, money
from tests.trace.paying import FILES, HEAD, account_of, told

ROSTER = "payee,team,x,y,role\nada,north,3,-2,tam\n"
ROSTER_ONLY = {"payees.csv": ROSTER}


def pays(formula: str) -> str:
    """How the pay of a formula is told, where x is 3 and y is -2."""
    return told(f"a = {formula}", "pays", ROSTER_ONLY, head="currency USD\n")


def condition(text: str) -> str:
    """How a condition of a gate is told, where there are $93,500.50 of sales and 2 wins."""
    words = told(f"a $1 when {text}", "when")
    return words.partition(": ")[2].replace(", so nothing is paid instead of $1", "")


# Figures


def test_a_text_is_told_between_quotes() -> None:
    """So that it cannot be taken for our words, not even where it is empty; what cannot be seen is escaped."""
    assert in_type("tam", TEXT) == '"tam"'
    assert in_type("", TEXT) == '""'
    assert in_type("a\u202eb\n", TEXT) == '"a\\u202eb\\n"'
    assert in_type(None, TEXT) == "no data"


def test_a_cut_figure_is_told_exactly_where_it_matters() -> None:
    """As a fraction; a figure that is whole or ends is its own exact form."""
    step = account_of("a rate 1% on sales / 7", head=HEAD).pay_and_changes[-1].parts[1]
    assert figure(step) == "$13,357.2142…"
    assert exactly(step) == "$13,357.2142… (exactly 187001/14)"
    assert exact_figure(step) == "187001/14"
    sales = next(one for one in account_of("a rate 1% on sales").steps if one.form == "metric")
    assert exactly(sales) == exact_figure(sales) == figure(sales) == "$93,500.50"
    assert is_cut("about $1.0 × 10^41 (42 digits)")
    assert in_type(Fraction(1, 3), NUMBER) == "0.3333…"
    assert in_type(5, money("JPY")) == "JPY 5"


# Calculations


@pytest.mark.parametrize(
    "formula, words",
    [
        ("payee.x * $2 + $1", "$7  3 × $2 + $1"),
        ("(payee.x + 1) * $2", "$8  (3 + 1) × $2"),
        ("$2 * (payee.x + 1)", "$8  $2 × (3 + 1)"),
        ("$12 / (payee.x + 1)", "$3  $12 / (3 + 1)"),
        ("$12 / (payee.x * 2)", "2  $12 / (3 × 2)"),
        ("$12 / payee.x * 2", "8  $12 / 3 × 2"),
        ("$5 * payee.x - ($1 + payee.x * $1)", "$11  $5 × 3 − ($1 + 3 × $1)"),
        ("$5 * payee.x + ($1 + payee.x * $1)", "$19  $5 × 3 + $1 + 3 × $1"),
        ("$5 * payee.y", "-$10  $5 × (-2)"),
        ("payee.y * $5", "-$10  -2 × $5"),
        ("$5 + payee.y * $1", "$3  $5 + (-2 × $1)"),
        ("-(payee.x * $5)", "-$15  -3 × $5"),
        ("-$5 * payee.x", "-$15  -$5 × 3"),
        ("$1 - -$5", "$6  $1 + $5"),
        ("$1 + -$5", "-$4  $1 − $5"),
        ("-$5", "-$5  as written in the plan"),
        ("min(payee.x * $1, $2, $9)", "$2  the smallest of 3 × $1 = $3, $2 and $9"),
        ("min($5, max($1, payee.x * $1))", "$3  the smaller of $5 and $3 (the larger of $1 and 3 × $1 = $3)"),
        ("max($1, payee.x * $1) * 2", "$6  (the larger of $1 and 3 × $1 = $3) × 2"),
        ("round($10 / payee.x, $1)", "3  $10 / 3 = 3.3333… (exactly 10/3), rounded to $1"),
        ("if payee.x > 2 then $5 else $6", "$5  since payee.x 3 > 2"),
        ("if payee.x > 5 then $5 else $2 * payee.x", "$6  $2 × 3, since payee.x 3 ≤ 5"),
        ('if payee.x > 5 then $1 else if payee.role == "tam" then $2 else $3',
         '$2  since payee.x 3 ≤ 5 and payee.role "tam" = "tam"'),
        ("(if payee.x > 2 then $5 else $6) * payee.x", "$15  ($5, since payee.x 3 > 2) × 3"),
    ],
)  # fmt: skip
def test_a_calculation_can_be_done_again(formula: str, words: str) -> None:
    """Brackets stand where the order of calculation needs them; a sum of a negative figure is a difference."""
    assert words == pays(formula)


def test_the_value_in_its_calculation_is_missing_where_data_is() -> None:
    """What divides by zero says so; what is made of it says what it was made of."""
    head = "currency USD\nmetric r = payee.x / payee.z\nmetric s = r * 2 else 1\n"
    files = {"payees.csv": "payee,x,z\nada,3,0\n"}
    account = account_of("a = s * $1", files, head=head)
    by_name = {step.written: step for step in account.steps}
    assert calculation(by_name["payee.x / payee.z"]) == "3 / 0: it divides by zero"
    assert calculation(by_name["r * 2"]) == "no data × 2"
    assert described(next(step for step in account.steps if step.name == "r")) == "r (no data)"


def test_a_field_without_a_value_says_so() -> None:
    """By the roster's column."""
    account = account_of("a = (payee.z else $2)", {"payees.csv": "payee,z\nada,\n"}, head="currency USD\n")
    field = next(step for step in account.steps if isinstance(step.node, PayeeField))
    assert calculation(field) == "the roster has no `z` for this payee"
    fallback = next(step for step in account.steps if isinstance(step.node, Fallback))
    assert calculation(fallback) == "$2, since there is no data"
    assert told("a = (payee.z else $2)", "else", {"payees.csv": "payee,z\nada,7\n"}, head="currency USD\n") == (
        "$7  not needed, since payee.z has data"
    )


def test_a_literal_is_told_as_written() -> None:
    """Its value stands beside it."""
    account = account_of("a $5")
    literal = next(step for step in account.steps if isinstance(step.node, Literal) and step.value == 5)
    assert (calculation(literal), told_of(literal)) == ("$5", "as written in the plan")


def test_a_choice_by_a_condition_without_an_answer_says_so() -> None:
    """Neither value was chosen."""
    head = "currency USD\nmetric r = payee.x / payee.z\nmetric s = (if r > 1 then 2 else 3) else 1\n"
    words = told("a = s * $1", "s", {"payees.csv": "payee,x,z\nada,3,0\n"}, head=head)
    assert words == "no data  r > 1 cannot be answered (it divides by zero)"


def test_a_long_expression_is_cut_where_it_only_names_a_figure() -> None:
    """Its own entry has it in full."""
    long = 'sum(deals.amount where kind == "new" or kind == "old" or kind == "another")'
    assert condition(f"{long} > $1") == f"{long[:59]}… $93,500.50 > $1"


# Conditions


@pytest.mark.parametrize(
    "text, words",
    [
        ("sales >= $90k", "sales $93,500.50 ≥ $90,000"),
        ("sales < $90k", "sales $93,500.50 ≥ $90,000"),
        ("wins == 2", "wins 2 = 2"),
        ("wins != 2", "wins 2 = 2"),
        ("wins <= 1", "wins 2 > 1"),
        ("wins > 2", "wins 2 ≤ 2"),
        ("sales - $90k > $3k", "$93,500.50 − $90,000 = $3,500.50 > $3,000"),
        ("sales > $90k and wins > 1", "sales $93,500.50 > $90,000 and wins 2 > 1"),
        ("sales > $90k and wins > 5", "wins 2 ≤ 5, though sales $93,500.50 > $90,000"),
        ("sales > $99k and wins > 5", "sales $93,500.50 ≤ $99,000 and wins 2 ≤ 5"),
        ("sales > $99k or wins > 1", "wins 2 > 1, though sales $93,500.50 ≤ $99,000"),
        ("sales > $90k or wins > 1", "sales $93,500.50 > $90,000 or wins 2 > 1"),
        ("wins > 0 or (wins > 1 and sales > $90k)", "wins 2 > 0 or (wins 2 > 1 and sales $93,500.50 > $90,000)"),
        ("wins > 5 or sales > $99k", "wins 2 ≤ 5 and sales $93,500.50 ≤ $99,000"),
        ("wins > 0 and (wins > 1 or sales > $9k or wins > 5)",
         "wins 2 > 0 and (wins 2 > 1 or sales $93,500.50 > $9,000, though wins 2 ≤ 5)"),
        ("not wins > 5", "wins 2 ≤ 5"),
        ("not (wins > 5 or sales > $99k)", "wins 2 ≤ 5 and sales $93,500.50 ≤ $99,000"),
        ("(wins > 5 or sales > $90k) and not (wins > 1 and sales > $99k)",
         "(sales $93,500.50 > $90,000, though wins 2 ≤ 5) and (sales $93,500.50 ≤ $99,000, though wins 2 > 1)"),
        ("any(deals.won)", "any(deals.won) is true"),
        ("not all(deals.won)", "all(deals.won) is not true"),
    ],
)  # fmt: skip
def test_a_condition_is_told_with_both_sides(text: str, words: str) -> None:
    """What holds stands there, also where the author wrote the opposite; what decides the answer comes first."""
    assert words == condition(text)


def test_a_condition_with_a_name_is_told_by_its_name() -> None:
    """Its own entry says why."""
    assert told("let big = sales > $90k\na $1 when big", "when") == "$1  met: big is true"
    assert told("let big = sales > $90k\na $1 when big", "big") == "yes  sales $93,500.50 > $90,000"


def test_what_cannot_be_answered_does_not_hide_what_decides() -> None:
    """A known answer wins over a missing one, and both are told."""
    head = HEAD + "metric r = payee.target / payee.zero\n"
    files = {**FILES, "payees.csv": "payee,target,zero,quota\nada,5,0,1\nben,5,1,1\n"}
    words = told("a $1 when r > 1 or wins > 1", "when", files, head=head)
    assert words == "$1  met: wins 2 > 1, though r > 1 cannot be answered (it divides by zero)"


def test_whether_there_is_data_is_a_condition_too() -> None:
    """It stands behind `else` of a clause."""
    account = account_of("sales 10% else $5")
    known = next(step for step in account.steps if type(step.node).__name__ == "Known")
    assert condition_words(known) == "sales has data"


# Tables

TABLES = """
table by_role by payee.role { "tam": 5%, "lead": 8% }
table grid by payee.x, payee.y {
  | from -9 | over -2
  from 1 | 1x | 2x
  from 2 | 3x | 4x
}
"""


def test_the_row_of_a_table_is_told_with_its_keys() -> None:
    """With the start of the row along each key that has one."""
    head = "currency USD\n" + TABLES
    assert told("a = by_role * $100", "by_role", ROSTER_ONLY, head=head) == '5%  the row for payee.role "tam"'
    assert (
        told("a = grid * $100", "grid", ROSTER_ONLY, head=head)
        == "3  the row for payee.x 3 (from 2) and payee.y -2 (from -9)"
    )
    other = {"payees.csv": ROSTER.replace("tam", "new")}
    assert told("a = (by_role else 1%) * $1", "by_role", other, head=head) == 'no data  no row for payee.role "new"'


def test_the_day_of_the_period_is_called_by_its_name() -> None:
    """Also where a modifier asks for it, and nothing written says so."""
    account = account_of("a rate 10% on sales hold 20% until 2026-09-30\nb $5 when a.held > $1")
    steps = [step for step in account.steps if isinstance(step.node, PeriodFact)]
    assert {name_of(step) for step in steps} == {"period.end"}
