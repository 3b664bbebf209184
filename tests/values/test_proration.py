"""The share of a period that lies between two days."""

import datetime
from fractions import Fraction

import pytest

from compdsl.values.calendar import CIVIL, Calendar, Weeks
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


@pytest.mark.parametrize(
    "method, first, last, share",
    [
        ("working days", "2026-01-01", "2026-01-02", Fraction(1, 62)),
        ("working days", "2026-01-03", "2026-01-04", 0),
        ("working days", "2026-01-01", "2026-01-31", Fraction(21, 62)),
    ],
)
def test_holidays_are_no_working_days(method: str, first: str, last: str, share: Fraction) -> None:
    """New Year on a Thursday and a Monday; a Saturday was none before."""
    days = (datetime.date(2026, 1, 1), datetime.date(2026, 2, 16), datetime.date(2026, 1, 3))
    calendar = Calendar(holidays=frozenset(days))
    assert share_of(quarter(), day(first), day(last), method, calendar) == share


def test_a_period_without_working_days_counts_all_of_its_days() -> None:
    """A week of holidays."""
    days = frozenset(datetime.date(2026, 1, number) for number in range(5, 10))
    calendar = Calendar(holidays=days)
    week = calendar.period_of(datetime.date(2026, 1, 5), "week")
    assert share_of(week, day("2026-01-05"), day("2026-01-06"), "working days", calendar) == Fraction(2, 7)


@pytest.mark.parametrize(
    "month, last_before",
    [("2026-02", "2026-02-14"), ("2026-04", "2026-04-15"), ("2026-01", "2026-01-16"), ("2024-02", "2024-02-15")],
)
def test_a_month_belongs_to_one_part(month: str, last_before: str) -> None:
    """The part that has its middle day; of two halves that is the earlier one."""
    period = CIVIL.read(month)
    assert period is not None
    cut = datetime.date.fromisoformat(last_before)
    assert share_of(period, None, cut, "months") == 1
    assert share_of(period, cut, None, "months") == 1
    assert share_of(period, cut + datetime.timedelta(days=1), None, "months") == 0
    assert share_of(period, None, cut - datetime.timedelta(days=1), "months") == 0


def test_months_of_weeks_are_counted_as_months() -> None:
    """A quarter of 4, 4 and 5 weeks has three."""
    calendar = Calendar(10, Weeks("4-4-5", 5, is_nearest=False))
    period = calendar.read("2025-Q1")
    assert period is not None
    assert str(period.start) == "2024-09-29"
    assert share_of(period, day("2024-10-27"), None, "months", calendar) == Fraction(2, 3)
    assert share_of(period, day("2024-11-10"), None, "months", calendar) == Fraction(1, 3)


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
