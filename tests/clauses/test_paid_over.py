"""`paid over 2 quarters`: equal parts of what a period earns."""

from tests.clauses.telling import told
from tests.trace.paying import FILES

CLAUSE = "a rate 10% on sales paid over 2 quarters"


def test_the_parts_of_earlier_periods_are_named_beside_that_of_this_one() -> None:
    """The first part takes the cent that is left over, so that the parts add up."""
    assert told("2026-Q1", CLAUSE, "paid over") == "$4,675.03  $4,675.03 (part 1 of 2 of $9,350.05)"
    words = "$450 (part 1 of 2 of $900) + $4,675.02 (part 2 of 2 of $9,350.05)"
    assert told("2026-Q2", CLAUSE, "paid over") == f"$5,125.02  {words}"
    assert told("2026-Q3", CLAUSE, "paid over") == "$450  $450 (part 2 of 2 of $900)"


def test_the_rounding_of_what_is_parted_is_told() -> None:
    """What the period earned is rounded before it is parted."""
    words = "$155.84 (part 1 of 2 of $311.67, rounded from $311.668021665)"
    assert told("2026-Q1", "a rate 0.333333 on sales / 100 paid over 2 quarters", "paid over") == f"$155.84  {words}"


AWAY = "payee,team,quota,start,end\nada,north,1,,2026-03-31\nada,north,1,2026-07-01,\n"
ROWS = "payee,closed_on,amount,kind,won\nada,2026-02-20,1000,new,true\n"


def test_a_period_without_a_figure_is_named() -> None:
    """The payee was away in it; what fell due then is paid with the first period they are back."""
    files = {**FILES, "payees.csv": AWAY, "deals.csv": ROWS}
    head = "a rate 10% on sum(deals.amount) paid over 3 quarters"
    assert told("2026-Q3", head, "earned one period before", files) == ("$0  the payee was not there in 2026-Q2, so $0")
    words = "$33.33 (part 3 of 3 of $100) + $33.34 that fell due in a period that was not paid"
    assert words in told("2026-Q3", head, "paid over", files)
