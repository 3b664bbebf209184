"""`prorated`: what is said for a full period holds for the days in force."""

import pytest

from tests.clauses.telling import told
from tests.trace.paying import FILES

STARTER = {
    **FILES,
    "payees.csv": "payee,team,target,quota,start\nada,north,5000,100000,2026-02-15\nben,north,4000,80000,\n",
}


@pytest.mark.parametrize(
    "clause, label, expected",
    [
        ("a 20% on sales prorated", "target of a",
         "$500  20% prorated: $1,000 × 45/90 calendar days (2026-02-15 to 2026-03-31)"),
        ("a $500 prorated", "$500 prorated", "$250  $500 × 45/90 calendar days (2026-02-15 to 2026-03-31)"),
        ("a $500 prorated by working days", "$500 prorated",
         "$250  $500 × 32/64 working days (2026-02-15 to 2026-03-31)"),
        ("a rate 10% on sales prorated cap $100", "$100 prorated",
         "$50  $100 × 45/90 calendar days (2026-02-15 to 2026-03-31)"),
    ],
)  # fmt: skip
def test_the_days_are_counted_and_named(clause: str, label: str, expected: str) -> None:
    """Of a target, of an amount, of a limit."""
    assert expected == told("2026-Q1", clause, label, STARTER).partition("\n")[0]
