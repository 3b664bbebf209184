"""`paid over 2 quarters`: equal parts of what a period earns."""

from tests.clauses.telling import told

CLAUSE = "a rate 10% on sales paid over 2 quarters"


def test_the_parts_of_earlier_periods_are_named_beside_that_of_this_one() -> None:
    """The first part takes the cent that is left over, so that the parts add up."""
    assert told("2026-Q1", CLAUSE, "paid over") == "$4,675.03  $4,675.03 + $0"
    assert told("2026-Q2", CLAUSE, "paid over") == "$5,125.02  $450 + $4,675.02"
    assert told("2026-Q3", CLAUSE, "paid over") == "$450  $0 + $450"
