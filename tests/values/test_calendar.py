"""Periods are read from their names and found from their days, whatever month the years start in."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compdsl.values.calendar import Calendar
from compdsl.values.period import KINDS, Period

DAYS = st.dates(datetime.date(1000, 1, 6), datetime.date(9997, 12, 31))


def period(text: str, fiscal_start: int = 1) -> Period:
    found = Calendar(fiscal_start).read(text)
    assert found is not None
    return found


def days(text: str, fiscal_start: int = 1) -> tuple[str, str]:
    found = period(text, fiscal_start)
    return found.start.isoformat(), found.end.isoformat()


@pytest.mark.parametrize(
    "text, fiscal_start, first, last",
    [
        ("2026", 1, "2026-01-01", "2026-12-31"),
        ("2026", 4, "2025-04-01", "2026-03-31"),
        ("2026", 12, "2025-12-01", "2026-11-30"),
        ("2026-Q1", 1, "2026-01-01", "2026-03-31"),
        ("2026-Q4", 1, "2026-10-01", "2026-12-31"),
        ("2026-Q1", 4, "2025-04-01", "2025-06-30"),
        ("2026-Q4", 2, "2025-11-01", "2026-01-31"),
        ("2026-02", 7, "2026-02-01", "2026-02-28"),
        ("2024-02", 1, "2024-02-01", "2024-02-29"),
        ("1900-02", 1, "1900-02-01", "1900-02-28"),
        ("2000-02", 1, "2000-02-01", "2000-02-29"),
        ("2026-12", 1, "2026-12-01", "2026-12-31"),
        ("2026-W01", 1, "2025-12-29", "2026-01-04"),
        ("2026-W53", 1, "2026-12-28", "2027-01-03"),
        ("2020-W53", 1, "2020-12-28", "2021-01-03"),
        ("1000", 4, "0999-04-01", "1000-03-31"),
    ],
)
def test_a_name_gives_its_first_and_last_day(text: str, fiscal_start: int, first: str, last: str) -> None:
    """A fiscal year is named after the calendar year it ends in; months and weeks do not move with it."""
    assert (first, last) == days(text, fiscal_start)
    assert text == str(period(text, fiscal_start))


@pytest.mark.parametrize(
    "text",
    [
        "", "26", "2026-13", "2026-00", "2026-Q0", "2026-Q5", "2026-q1", "2026-W00", "2025-W53", "2026-W54",
        "2026-1", "2026-03-01", "2026-02-30", "0001", "0999", "9999", "２０２６", "2026\n", " 2026",
        "Q1 2026", "2026-W1",
    ],
)  # fmt: skip
def test_other_names_are_no_period(text: str) -> None:
    """Anything else is no period, for any fiscal year."""
    for fiscal_start in range(1, 13):
        assert Calendar(fiscal_start).read(text) is None


@given(DAYS, st.sampled_from(KINDS), st.integers(1, 12))
def test_the_period_of_a_day_is_read_back_from_its_name(day: datetime.date, kind: str, fiscal_start: int) -> None:
    """A day and a name find the same period, and the day lies in the period."""
    found = Calendar(fiscal_start).period_of(day, kind)
    assert found == Calendar(fiscal_start).read(found.label)
    assert kind == found.kind
    assert day in found


@given(DAYS, st.sampled_from(KINDS), st.integers(1, 12))
def test_periods_of_a_kind_meet(day: datetime.date, kind: str, fiscal_start: int) -> None:
    """The day after a period begins the next one: no day is in two, none in none."""
    found = Calendar(fiscal_start).period_of(day, kind)
    following = Calendar(fiscal_start).after(found)
    assert found.until == following.start
    assert found.until not in found
    assert found < following


@given(DAYS, st.integers(1, 12))
def test_four_quarters_make_a_year(day: datetime.date, fiscal_start: int) -> None:
    """The quarters of a fiscal year tile it."""
    year = Calendar(fiscal_start).period_of(day, "year")
    quarters = [period(f"{year.label}-Q{number}", fiscal_start) for number in range(1, 5)]
    assert year.start == quarters[0].start
    assert year.until == quarters[3].until
    assert [each.until for each in quarters[:3]] == [each.start for each in quarters[1:]]


def test_only_days_lie_in_a_period() -> None:
    """Text is not a day."""
    assert "2026-01-01" not in period("2026")


@given(DAYS, st.sampled_from(KINDS), st.integers(1, 12))
def test_before_and_after_undo_each_other(day: datetime.date, kind: str, fiscal_start: int) -> None:
    """The period before the one after is the period itself."""
    calendar = Calendar(fiscal_start)
    found = calendar.period_of(day, kind)
    assert found == calendar.before(calendar.after(found))


@given(DAYS, st.sampled_from(KINDS), st.integers(1, 12))
def test_the_periods_of_a_year_are_numbered(day: datetime.date, kind: str, fiscal_start: int) -> None:
    """From 1 to as many as the year has; a week is of the year it ends in."""
    calendar = Calendar(fiscal_start)
    number, count = calendar.place_in_year(calendar.period_of(day, kind))
    following = calendar.place_in_year(calendar.after(calendar.period_of(day, kind)))
    assert count in {"week": (52, 53), "month": (12,), "quarter": (4,), "year": (1,)}[kind]
    assert 1 <= number <= count
    assert following[0] == number % count + 1


@pytest.mark.parametrize(
    "until, words, first",
    [
        ("2026-07-01", "12 months", "2025-07-01"),
        ("2026-07-01", "2 weeks", "2026-06-17"),
        ("2026-03-31", "1 month", "2026-02-28"),
        ("2026-03-30", "1 quarter", "2025-12-30"),
    ],
)
def test_a_stretch_ends_before_a_day(until: str, words: str, first: str) -> None:
    """A month before the 31st starts on the last day where the month is shorter."""
    assert first == str(Calendar().stretch_before(datetime.date.fromisoformat(until), words))
