"""The share of a period that lies between two days."""

import datetime
from fractions import Fraction

import pytest

from compdsl.values.calendar import CIVIL
from compdsl.values.period import Period
from compdsl.values.proration import share_of


def day(text: str) -> datetime.date | None:
    """A day, or none where nothing limits."""
    return datetime.date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    "method, first, last, share",
    [
        ("calendar days", "", "", 1),
        ("calendar days", "2026-02-15", "", Fraction(45, 90)),
        ("calendar days", "", "2026-01-31", Fraction(31, 90)),
        ("working days", "2026-02-16", "", Fraction(32, 64)),
        ("months", "2026-02-10", "", Fraction(2, 3)),
        ("months", "2026-02-20", "", Fraction(1, 3)),
        ("30/360", "2026-02-16", "", Fraction(45, 90)),
    ],
)
def test_both_days_count(method: str, first: str, last: str, share: Fraction) -> None:
    """Of the first quarter of 2026, in each way of counting."""
    assert share_of(quarter(), day(first), day(last), method) == share


def test_days_outside_the_period_are_no_share_of_it() -> None:
    """Before it, behind it, and where the last day is before the first."""
    assert share_of(quarter(), day("2026-04-01"), None, "calendar days") == 0
    assert share_of(quarter(), None, day("2025-12-31"), "calendar days") == 0
    assert share_of(quarter(), day("2026-02-02"), day("2026-02-01"), "calendar days") == 0


def quarter() -> Period:
    """The first quarter of 2026."""
    found = CIVIL.read("2026-Q1")
    assert found is not None
    return found
