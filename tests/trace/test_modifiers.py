"""What modifiers say: limits, multipliers, gates, what counts, what answers for missing data."""

import pytest

from tests.trace.paying import told

NOTHING = {"payees.csv": "payee,team,target,quota,zero\nada,north,5000,100000,0\nben,north,4000,80000,1\n"}


def words(clause: str, label: str) -> str:
    """The words of an entry of a clause on $93,500.50 of sales, 93.5005% of the goal, and 2 wins."""
    return told(clause, label).partition("  ")[2].partition("\n")[0]


@pytest.mark.parametrize(
    "clause, label, expected",
    [
        ("a 20% on sales cap 150%", "cap", "changes nothing: $935.005 ≤ $1,500 (150% × $1,000)"),
        ("a 20% on sales cap 90%", "cap", "cuts $35.005: $935.005 becomes $900 (90% × $1,000)"),
        ("a 20% on sales cap $900", "cap", "cuts $35.005: $935.005 becomes $900"),
        ("a rate 1% on sales cap $935.0050", "cap", "changes nothing: $935.005 ≤ $935.005"),
        ("a 20% on sales cap payee.quota", "cap", "changes nothing: $935.005 ≤ $100,000 (payee.quota)"),
        ("a 20% on sales floor 95%", "floor", "adds $14.995: $935.005 becomes $950 (95% × $1,000)"),
        ("a 20% on sales floor $5", "floor", "changes nothing: $935.005 ≥ $5"),
        ("a 20% on sales cap $900 when wins > 1", "cap", "cuts $35.005: $935.005 becomes $900, since wins 2 > 1"),
        ("a 20% on sales cap $900 when wins > 2", "cap", "does not apply, since wins 2 ≤ 2"),
        ("a 20% on sales floor target cap $900", "cap",
         "cuts $4,100: $5,000 becomes $900; the cap wins over the floor"),
        ("a 20% on sales floor target when wins > 1 cap $900", "cap",
         "cuts $4,100: $5,000 becomes $900; the cap wins over the floor"),
        ("a 20% on sales floor target when wins > 2 cap $900", "cap", "cuts $35.005: $935.005 becomes $900"),
        ("a 20% on sales floor $5 cap $900 when wins > 1", "cap",
         "cuts $35.005: $935.005 becomes $900, since wins 2 > 1"),
    ],
)  # fmt: skip
def test_limits(clause: str, label: str, expected: str) -> None:
    """Whether they cut or lift, by how much, both compared values, and how the limit was worked out."""
    assert expected == words(clause, label)


@pytest.mark.parametrize(
    "clause, label, expected",
    [
        ("a rate 1% on sales times 2", "times", "$935.005 × 2"),
        ("a rate 1% on sales times 1 + 10%", "times", "$935.005 × (1 + 10%)"),
        ("a rate 1% on sales times 2 when wins > 1", "times", "$935.005 × 2, since wins 2 > 1"),
        ("a rate 1% on sales times 2 when wins > 2", "times", "not multiplied, since wins 2 ≤ 2"),
        ("a rate 1% on sales times steps 2x from 1 by wins", "times", "$935.005 × 2, the factor at wins 2"),
        ("a rate 1% on sales times steps 2x from 3 by wins", "times",
         "$935.005 × 0, the factor at wins 2, where no row is reached"),
        ("a $100\nmultiply a by 2", "multiply", "$100 × 2"),
        ("a $100\nmultiply a by 2 when wins > 1", "multiply", "$100 × 2, since wins 2 > 1"),
        ("a $100\nmultiply a by 2 when wins > 2", "multiply", "not multiplied, since wins 2 ≤ 2"),
    ],
)  # fmt: skip
def test_multipliers(clause: str, label: str, expected: str) -> None:
    """The multiplication, or why there is none."""
    assert expected == words(clause, label)


def test_the_rows_of_a_factor_stand_below() -> None:
    """Also under a condition that holds; not under one that does not."""
    clause = "a rate 1% on sales times steps 0.5x from 1, 2x from 3 by wins"
    rows = ["0.5x from 1: applies", "2x from 3: not reached, 1 missing"]
    assert told(clause, "times").splitlines()[1:] == rows
    assert told(f"{clause} when wins > 1", "times").splitlines()[1:] == rows
    assert told(f"{clause} when wins > 2", "times").splitlines()[1:] == []


@pytest.mark.parametrize(
    "clause, label, expected",
    [
        ("a 20% on sales threshold 50%", "threshold", "$935.005  reached: sales.attainment 93.5005% ≥ 50%"),
        ("a 20% on sales threshold $95k", "threshold",
         "$0  not reached: sales $93,500.50 < $95,000, $1,499.50 missing, "
         "so nothing is paid instead of $935.005 ($1,000 × 93.5005%)"),
        ("a $5 when wins > 1", "when", "$5  met: wins 2 > 1"),
        ("a $5 when wins > 2", "when", "$0  not met: wins 2 ≤ 2, so nothing is paid instead of $5"),
        ("a $0 when wins > 2", "when", "$0  not met: wins 2 ≤ 2, so nothing is paid"),
        ("metric m = wins only when sales > $1m\na $5 each on m", "only when",
         "0  not met: sales $93,500.50 ≤ $1,000,000, so nothing counts instead of 2"),
        ("a 20% on sales threshold 95% only when wins > 1", "threshold and only when",
         "$0  the threshold is not reached: sales.attainment 93.5005% < 95%, 1.4995 points missing; "
         "the condition is met: wins 2 > 1, "
         "so nothing is paid instead of $935.005 ($1,000 × 93.5005%)"),
        ("a 20% on sales threshold 50% only when wins > 1", "threshold and only when",
         "$935.005  the threshold is reached: sales.attainment 93.5005% ≥ 50%; the condition is met: wins 2 > 1"),
    ],
)  # fmt: skip
def test_gates(clause: str, label: str, expected: str) -> None:
    """Whether they are met, both compared values, and what is not paid; of a measure, what does not count."""
    assert expected == told(clause, label)


@pytest.mark.parametrize(
    "clause, label, expected",
    [
        ("a rate 1% on sales up to $80k", "up to", "$80,000  no more than $80,000 of $93,500.50 counts"),
        (
            "a rate 1% on sales up to 80%",
            "up to",
            "$80,000  no more than $80,000 (80% × $100,000) of $93,500.50 counts",
        ),
        ("a rate 1% on sales up to $95k", "up to", "$93,500.50  changes nothing: $93,500.50 ≤ $95,000"),
        ("a 20% on sales up to $80k", "up to", "80%  no more than 80% ($80,000 / $100,000) of 93.5005% counts"),
        ("a rate 1% on sales above $90k", "above", "$3,500.50  $93,500.50 − $90,000"),
        ("a rate 1% on sales above 90%", "above", "$3,500.50  $93,500.50 − $90,000 (90% × $100,000)"),
        ("a rate 1% on sales above $95k", "above", "$0  nothing is above: $93,500.50 ≤ $95,000"),
        ("a $10 each full $20k on sales", "full", "4  $93,500.50 / $20,000 = 4.675025, of which the full units count"),
    ],
)
def test_what_counts(clause: str, label: str, expected: str) -> None:
    """The part that counts, and how it was found."""
    assert expected == told(clause, label)


def test_modifiers_of_a_measure_without_data_say_so() -> None:
    """Where something else answers for the measure, its own modifiers are told too."""
    head = "currency USD\nmetric r = payee.target / payee.zero * $1"
    rest = " else $7\na rate 10% on r"
    assert told(f"{head} up to $5{rest}", "up to", NOTHING, head="") == "no data  cannot be answered"
    assert told(f"{head} above $5{rest}", "above", NOTHING, head="") == "no data  no data − $5"
    assert told(f"{head} cap $5{rest}", "cap", NOTHING, head="") == "no data  cannot be answered"
    assert told(
        f"{head} only when r2 > 1{rest}\nmetric r2 = payee.target / payee.zero", "only when", NOTHING, head=""
    ) == ("no data  r2 > 1 cannot be answered (it divides by zero)")
    assert told(f"{head} tiers 5% from $0{rest}", "tiers", NOTHING, head="").startswith("no data  at ")
    assert (
        told(f"{head} round to $5{rest}", "round to", NOTHING, head="") == "no data  5,000 / 0 × $1: it divides by zero"
    )


def test_a_gate_that_cannot_be_answered_does_not_hide_one_that_is_closed() -> None:
    """One that fails is enough."""
    head = "currency USD\nmetric r = payee.target / payee.zero\nmetric m = payee.target goal payee.quota\n"
    clause = "a 20% on m threshold 50% only when r > 1"
    assert told(clause, "threshold and only when", NOTHING, head=head) == (
        "$0  the threshold is not reached: m.attainment 5% < 50%, 45 points missing; "
        "the condition: r > 1 cannot be answered (it divides by zero), so nothing is paid instead of $50 ($1,000 × 5%)"
    )


def test_else_says_whether_it_was_needed() -> None:
    """And what is used instead."""
    assert words("sales 10% else $5", "else") == "not needed, since sales has data"
    head = "currency USD\nmetric r = payee.target / payee.zero goal 50%\n"
    assert told("r 10% else 25%", "else", NOTHING, head=head) == "50%  r has no data, so 25% / 50% = 50% is used"


def test_the_rounding_of_a_clause_shows_what_is_rounded() -> None:
    """With the exact figure where it does not end."""
    assert words("a rate 1% on sales round to $5", "round to") == "$935.005, rounded to $5"
    assert words("a rate 1 / 7 on sales round to $5", "round to") == "$13,357.2142… (exactly 187001/14), rounded to $5"


@pytest.mark.parametrize(
    "mode, amount, expected",
    [
        ("half away", "$10.0050", "$10.01  from exactly $10.005 to $0.01, half away from zero: +$0.005"),
        ("half even", "$10.0050", "$10.00  from exactly $10.005 to $0.01, half to the even one: -$0.005"),
        ("half down", "$10.0050", "$10.00  from exactly $10.005 to $0.01, half towards zero: -$0.005"),
        ("up", "$10 / 3", "$3.34  from exactly 10/3 to $0.01, away from zero: +$0.0066…"),
        ("down", "$10 / 3", "$3.33  from exactly 10/3 to $0.01, towards zero: -$0.0033…"),
        ("floor", "-$10 / 3", "-$3.34  from exactly -10/3 to $0.01, to the lower: -$0.0066…"),
        ("ceiling", "-$10 / 3", "-$3.33  from exactly -10/3 to $0.01, to the higher: +$0.0033…"),
        ("half away", "$10", "$10.00  nothing to round"),
    ],
)
def test_the_rounding_of_a_line_is_told_with_its_rule(mode: str, amount: str, expected: str) -> None:
    """The exact value, the unit, the rule and the difference."""
    head = f"currency USD\nrounding {mode}\n"
    assert expected == told(f"a = {amount}", "rounded", NOTHING, head=head)
