"""`paid yearly`: one line in the last period of the year, on all of it."""

from tests.clauses.telling import told

CLAUSE = "a rate 10% on sales paid yearly"


def test_nothing_is_paid_before_the_last_period() -> None:
    """And it says so."""
    assert told("2026-Q1", CLAUSE, "paid") == "$0  nothing before the last period of the year"


def test_the_last_period_pays_on_the_whole_year() -> None:
    """Also what was sold in the periods that paid nothing."""
    assert told("2026-Q4", CLAUSE, "paid") == "$10,250.05  the last period of the year: paid on all of it"
    assert told("2026-Q4", CLAUSE, "pays") == "$10,250.05  10% × $102,500.50"
