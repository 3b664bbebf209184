"""`paid over 2 quarters`: equal parts of what a period earns."""

from tests.clauses.telling import told

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
