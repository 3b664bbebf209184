"""Periods are read from their names and found from their days, whatever month the years start in."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compdsl.values.calendar import PATTERNS, Calendar, Weeks, months_from
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


@given(DAYS, st.integers(1, 12))
def test_two_halves_make_a_year_and_two_quarters_a_half(day: datetime.date, fiscal_start: int) -> None:
    """The halves of a fiscal year are made of its quarters."""
    year = Calendar(fiscal_start).period_of(day, "year")
    halves = [period(f"{year.label}-H{number}", fiscal_start) for number in (1, 2)]
    quarters = [period(f"{year.label}-Q{number}", fiscal_start) for number in range(1, 5)]
    assert [one.start for one in halves] == [quarters[0].start, quarters[2].start]
    assert [one.until for one in halves] == [quarters[1].until, quarters[3].until]
    assert [Calendar(fiscal_start).period_of(one.start, "half") for one in quarters] == [
        halves[0], halves[0], halves[1], halves[1]
    ]  # fmt: skip


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
    assert count in {"week": (52, 53), "month": (12,), "quarter": (4,), "half": (2,), "year": (1,)}[kind]
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


@pytest.mark.parametrize(
    "first, last, months",
    [
        ("2026-01-31", "2026-02-27", 0),
        ("2026-01-31", "2026-02-28", 1),
        ("2024-01-31", "2024-02-28", 0),
        ("2024-01-31", "2024-02-29", 1),
        ("2024-02-29", "2025-02-27", 11),
        ("2024-02-29", "2025-02-28", 12),
        ("2024-02-29", "2028-02-28", 47),
        ("2024-02-29", "2028-02-29", 48),
        ("2026-02-28", "2026-03-28", 1),
        ("2026-01-15", "2026-01-15", 0),
        ("2026-01-15", "2026-02-14", 0),
        ("2026-01-15", "2027-01-15", 12),
        ("2026-12-31", "2027-04-30", 4),
    ],
)
def test_a_month_is_over_on_the_day_of_its_number(first: str, last: str, months: int) -> None:
    """Or on the last day of a month that has no such day."""
    assert months_from(datetime.date.fromisoformat(first), datetime.date.fromisoformat(last)) == months


@given(DAYS, st.integers(0, 500))
def test_a_day_later_is_no_month_less(day: datetime.date, days: int) -> None:
    """Months never go back, and each takes 28 to 31 days."""
    last = day + datetime.timedelta(days=days)
    now, then = months_from(day, last), months_from(day, last + datetime.timedelta(days=1))
    assert now <= then <= now + 1
    assert 28 * now <= days + 3
    assert days < 31 * (now + 1)


# Years of whole weeks

RETAIL = Calendar(2, Weeks("4-5-4", 5, is_nearest=True), is_named_by_start=True)
"""That of the National Retail Federation: Saturday nearest the end of January, named after its first month."""

WEEK_DAYS = st.dates(datetime.date(1002, 1, 1), datetime.date(9996, 12, 31))
WEEKS = st.builds(
    Calendar,
    st.integers(1, 12),
    st.builds(Weeks, st.sampled_from(sorted(PATTERNS)), st.integers(0, 6), st.booleans()),
    st.booleans(),
)


@pytest.mark.parametrize(
    "year, first, last, weeks",
    [
        ("2006", "2006-01-29", "2007-02-03", 53),
        ("2011", "2011-01-30", "2012-01-28", 52),
        ("2012", "2012-01-29", "2013-02-02", 53),
        ("2017", "2017-01-29", "2018-02-03", 53),
        ("2018", "2018-02-04", "2019-02-02", 52),
        ("2022", "2022-01-30", "2023-01-28", 52),
        ("2023", "2023-01-29", "2024-02-03", 53),
        ("2024", "2024-02-04", "2025-02-01", 52),
        ("2025", "2025-02-02", "2026-01-31", 52),
    ],
)
def test_the_years_of_retail(year: str, first: str, last: str, weeks: int) -> None:
    """As the National Retail Federation publishes them."""
    found = RETAIL.read(year)
    assert found is not None
    assert (first, last, weeks) == (str(found.start), str(found.end), (found.until - found.start).days // 7)


def test_the_months_of_retail() -> None:
    """Fiscal 2023: the 53rd week belongs to January 2024, the last month."""
    found = [RETAIL.read(text) for text in ("2023-02", "2023-03", "2023-04", "2023-12", "2024-01", "2023-Q4")]
    assert [(str(one.start), str(one.end)) for one in found if one is not None] == [
        ("2023-01-29", "2023-02-25"),
        ("2023-02-26", "2023-04-01"),
        ("2023-04-02", "2023-04-29"),
        ("2023-11-26", "2023-12-30"),
        ("2023-12-31", "2024-02-03"),
        ("2023-10-29", "2024-02-03"),
    ]


@pytest.mark.parametrize(
    "month, weekday, is_nearest, year, last",
    [
        (10, 5, False, "2022", "2022-09-24"),  # the last Saturday of September
        (10, 5, False, "2023", "2023-09-30"),
        (10, 5, False, "2024", "2024-09-28"),
        (10, 5, False, "2025", "2025-09-27"),
        (8, 5, False, "2021", "2021-07-31"),  # the last Saturday of July
        (8, 5, False, "2025", "2025-07-26"),
        (1, 5, False, "2021", "2021-12-25"),  # the last Saturday of December
        (1, 5, False, "2022", "2022-12-31"),
        (2, 6, True, "2024", "2024-01-28"),  # the Sunday nearest the end of January
        (2, 6, True, "2025", "2025-02-02"),
        (1, 6, True, "2020", "2021-01-03"),  # the Sunday nearest the end of December
    ],
)
def test_years_that_companies_report(month: int, weekday: int, is_nearest: bool, year: str, last: str) -> None:
    """A year is named after the calendar year its last month lies in, wherever its last day falls."""
    found = Calendar(month, Weeks("4-4-5", weekday, is_nearest)).read(year)
    assert found is not None
    assert last == str(found.end)


@given(WEEK_DAYS, WEEKS)
def test_parts_of_a_year_of_weeks_tile_it(day: datetime.date, calendar: Calendar) -> None:
    """Quarters tile the year, months the quarters, weeks the months; every day lies in exactly one of each."""
    year = calendar.period_of(day, "year")
    assert day in year
    assert (year.until - year.start).days in (364, 371)
    for kind in ("week", "month", "quarter", "half"):
        parts = [calendar.period_of(year.start, kind)]
        while parts[-1].until < year.until:
            parts.append(calendar.after(parts[-1]))
        assert (parts[0].start, parts[-1].until) == (year.start, year.until)
        assert [one.until for one in parts[:-1]] == [one.start for one in parts[1:]]
        assert [calendar.read(one.label) for one in parts] == parts
        assert [calendar.place_in_year(one) for one in parts] == [(n, len(parts)) for n in range(1, len(parts) + 1)]
        assert calendar.period_of(day, kind) in [one for one in parts if day in one]


@given(WEEK_DAYS, WEEKS)
def test_months_of_weeks_have_the_weeks_of_the_pattern(day: datetime.date, calendar: Calendar) -> None:
    """In each quarter; a 53rd week belongs to the last month."""
    assert calendar.weeks is not None
    year = calendar.period_of(day, "year")
    months = [(until - first).days // 7 for first, until in calendar.months(year.start, year.until)]
    extra = 1 if (year.until - year.start).days == 371 else 0
    assert months == [*PATTERNS[calendar.weeks.pattern] * 3, *PATTERNS[calendar.weeks.pattern][:2], months[-1]]
    assert months[-1] == PATTERNS[calendar.weeks.pattern][2] + extra


@given(WEEK_DAYS, WEEKS)
def test_a_year_of_weeks_ends_where_it_is_said_to(day: datetime.date, calendar: Calendar) -> None:
    """On its weekday; the last of its month, or within three days of the end of it."""
    assert calendar.weeks is not None
    year = calendar.period_of(day, "year")
    assert year.end.weekday() == calendar.weeks.weekday
    near = year.end - datetime.timedelta(days=3 if calendar.weeks.is_nearest else 0)
    assert near.month == (calendar.first_month - 2) % 12 + 1
    far = near + datetime.timedelta(days=7)
    assert far.month == calendar.first_month
    named = near.year - (1 if calendar.is_named_by_start and calendar.first_month > 1 else 0)
    assert f"{named:04d}" == year.label


@given(WEEK_DAYS, WEEKS, st.integers(1, 24))
def test_a_stretch_of_months_is_of_whole_months(day: datetime.date, calendar: Calendar, count: int) -> None:
    """So many months before the end of a month start with the first of them."""
    month = calendar.period_of(day, "month")
    first = month
    for _ in range(count - 1):
        first = calendar.before(first)
    assert first.start == calendar.stretch_before(month.until, f"{count} months")
