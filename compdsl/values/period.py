"""Periods: months, quarters and years of a calendar or fiscal year, and single weeks.

Written `2026-03`, `2026-Q1`, `2026`, `2026-W07`. A fiscal year is named after the calendar year it ends in,
and is the calendar year where it starts in January. Inside, a period is half open: `start` to `until`.
"""

import datetime
import re

from attrs import frozen

KINDS = ("week", "month", "quarter", "year")
WINDOWS = {"mtd": "month", "qtd": "quarter", "ytd": "year"}
"""The stretch of time each word looks back over."""

PAID = {"quarterly": "quarter", "yearly": "year"}
"""The stretch of time that is paid once, in its last period."""

STRETCHES = {"week": 0, "month": 1, "quarter": 3, "year": 12}
"""The months of each unit that a longer stretch of time is counted in; weeks have their own days."""

LONGEST_STRETCH = 120
LONGEST_COUNT = 4

_FORM = re.compile(r"(?P<year>[0-9]{4})(?:-(?:Q(?P<quarter>[1-4])|W(?P<week>[0-9]{2})|(?P<month>[0-9]{2})))?")


@frozen(order=True)
class Period:
    """One period: its kind, its first day, and the first day after it."""

    start: datetime.date
    until: datetime.date
    kind: str
    label: str

    @property
    def end(self) -> datetime.date:
        """Its last day."""
        return self.until - datetime.timedelta(days=1)

    def __contains__(self, day: object) -> bool:
        return isinstance(day, datetime.date) and self.start <= day < self.until

    def __str__(self) -> str:
        return self.label


def read_period(text: str, fiscal_start: int = 1) -> Period | None:
    """The period a text names, or None. `fiscal_start` is the month the fiscal year starts in."""
    match = _FORM.fullmatch(text)
    if match is None or not 1000 <= int(match["year"]) <= 9998:
        return None
    year = int(match["year"])
    if match["quarter"]:
        first = _fiscal_year_start(year, fiscal_start)
        return _months(_add_months(first, 3 * (int(match["quarter"]) - 1)), 3, "quarter", text)
    if match["month"]:
        month = int(match["month"])
        return _months(datetime.date(year, month, 1), 1, "month", text) if 1 <= month <= 12 else None
    if match["week"]:
        return _week(year, int(match["week"]), text)
    return _months(_fiscal_year_start(year, fiscal_start), 12, "year", text)


def read_stretch(words: str) -> tuple[int, str] | None:
    """A count and its unit, such as `12 months`; None of what is none, or longer than ten years of months."""
    count, _, unit = words.partition(" ")
    unit = unit.removesuffix("s")
    if not count.isdigit() or len(count) > LONGEST_COUNT or unit not in STRETCHES:
        return None
    if not 1 <= int(count) * max(STRETCHES[unit], 1) <= LONGEST_STRETCH:
        return None
    return int(count), unit


def stretch_before(until: datetime.date, words: str) -> datetime.date:
    """The first day of a stretch of time that ends before a day."""
    found = read_stretch(words)
    assert found is not None
    count, unit = found
    if unit == "week":
        return until - datetime.timedelta(days=7 * count)
    first = until.replace(day=1)
    start = _add_months(first, -count * STRETCHES[unit])
    return min(start + (until - first), _add_months(start, 1) - datetime.timedelta(days=1))


def period_of(day: datetime.date, kind: str, fiscal_start: int = 1) -> Period:
    """The period of a kind that a day lies in."""
    if kind == "month":
        return _months(day.replace(day=1), 1, kind, f"{day:%Y-%m}")
    if kind == "week":
        year, week, _ = day.isocalendar()
        start = day - datetime.timedelta(days=day.weekday())
        return Period(start, start + datetime.timedelta(days=7), kind, f"{year:04d}-W{week:02d}")
    year = day.year + (1 if fiscal_start > 1 and day.month >= fiscal_start else 0)
    first = _fiscal_year_start(year, fiscal_start)
    if kind == "year":
        return _months(first, 12, kind, f"{year:04d}")
    quarter = ((day.year - first.year) * 12 + day.month - first.month) // 3
    return _months(_add_months(first, 3 * quarter), 3, kind, f"{year:04d}-Q{quarter + 1}")


def _fiscal_year_start(year: int, fiscal_start: int) -> datetime.date:
    return datetime.date(year if fiscal_start == 1 else year - 1, fiscal_start, 1)


def _months(start: datetime.date, count: int, kind: str, label: str) -> Period:
    return Period(start, _add_months(start, count), kind, label)


def _add_months(day: datetime.date, count: int) -> datetime.date:
    months = day.year * 12 + day.month - 1 + count
    return datetime.date(months // 12, months % 12 + 1, 1)


def _week(year: int, week: int, label: str) -> Period | None:
    try:
        start = datetime.date.fromisocalendar(year, week, 1)
    except ValueError:
        return None
    return Period(start, start + datetime.timedelta(days=7), "week", label)
