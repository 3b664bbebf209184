"""`hold`: what of a line is kept back, and what is paid of it once it is due."""

import pytest

from tests.clauses.telling import told


@pytest.mark.parametrize(
    "period, until, expected",
    [
        ("2026-Q1", "2026-06-30",
         "$4,675.02  $9,350.05 less $4,675.03 held, since the period ends on 2026-03-31, not on or after 2026-06-30"),
        ("2026-Q2", "2026-06-30",
         "$5,575.03  $900 and $4,675.03 held before, since the period ends on 2026-06-30, on or after 2026-06-30"),
        ("2026-Q1", "wins >= 5", "$4,675.02  $9,350.05 less $4,675.03 held, since wins 2 < 5"),
        ("2026-Q2", "wins.ytd >= 3", "$5,575.03  $900 and $4,675.03 held before, since wins.ytd 3 ≥ 3"),
    ],
)  # fmt: skip
def test_what_is_held_and_what_is_paid_of_it(period: str, until: str, expected: str) -> None:
    """With the day, or the condition, that decides; what is held is a whole number of cents."""
    assert expected == told(period, f"a rate 10% on sales hold 50% until {until}", "hold")
