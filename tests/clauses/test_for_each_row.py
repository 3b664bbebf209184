"""`for each row of`: the clause is worked out for every record."""

from tests.clauses.telling import told


def test_every_row_has_its_own_calculation() -> None:
    """With the limits that hold for it, and the rows that lie outside the period."""
    clause = "a rate 5% on amount for each row of deals cap $1_500"
    assert told("2026-Q1", clause, "each row of deals") == (
        "$4,000.025  3 rows of deals, 1 outside 2026-Q1\n"
        "deals.csv:2  $1,500\n"
        "  pays $2,100: 5% × $42,000\n"
        "  cap $1,500: cuts $600: $2,100 becomes $1,500\n"
        "deals.csv:3  $1,500\n"
        "  pays $1,575: 5% × $31,500\n"
        "  cap $1,500: cuts $75: $1,575 becomes $1,500\n"
        "deals.csv:4  $1,000.025\n"
        "  pays $1,000.025: 5% × $20,000.50\n"
        "  cap $1,000.025: changes nothing: $1,000.025 ≤ $1,500\n"
        "deals.csv:5  left out: closed_on 2026-04-02 is outside 2026-Q1"
    )
