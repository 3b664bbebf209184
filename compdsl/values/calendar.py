"""The calendar of a plan: which periods there are, which one a day lies in, which one a name means.

A year has twelve months, three of them a quarter and six a half. Months are counted one after another (`2026-03` is
number 2026 × 12 + 2), and quarters, halves, years and longer stretches of time are made of them: only where a month
starts is a matter of the calendar.
"""

import datetime
import re
from collections.abc import Iterator

from attrs import field, frozen

from compdsl.values.period import MONTHS_OF, Period, read_stretch

ONE_DAY = datetime.timedelta(days=1)
ONE_WEEK = datetime.timedelta(days=7)

_FORM = re.compile(
    r"(?P<year>[0-9]{4})(?:-(?:Q(?P<quarter>[1-4])|H(?P<half>[12])|W(?P<week>[0-9]{2})|(?P<month>[0-9]{2})))?"
)


PATTERNS = {"4-4-5": (4, 4, 5), "4-5-4": (4, 5, 4), "5-4-4": (5, 4, 4)}
"""The weeks of the three months of a quarter."""


@frozen
class Weeks:
    """A year of whole weeks: 52 of them, or 53, of which the last one belongs to the last month.

    It ends on the last such weekday (0 for Monday) of its last month, or on the one nearest to the end of that month.
    """

    pattern: str
    weekday: int
    is_nearest: bool

    def last_day(self, month_end: datetime.date) -> datetime.date:
        """The last day of the year whose last month, as everybody has it, ends on a day."""
        latest = month_end + datetime.timedelta(days=3 if self.is_nearest else 0)
        return latest - datetime.timedelta(days=(latest.weekday() - self.weekday) % 7)

    def before(self, place: int) -> int:
        """The weeks of a year before its month at a place, 0 for the first one."""
        quarters, months = divmod(place, 3)
        return 13 * quarters + sum(PATTERNS[self.pattern][:months])


@frozen
class Calendar:
    """Years that start with one of the months as everybody has them, or years of whole weeks.

    A year is named after the calendar year its last month lies in; `is_named_by_start` is for its first month. Months
    of weeks have the name of the month that most of their days lie in. Weeks are those of the ISO, from Monday to
    Sunday; in a year of weeks they are counted from its first day.
    """

    first_month: int = 1
    weeks: Weeks | None = None
    is_named_by_start: bool = False
    holidays: frozenset[datetime.date] = frozenset()
    """Weekdays that are no working days."""
    _periods: dict[tuple[datetime.date, str], Period] = field(factory=dict, init=False, eq=False, repr=False)
    """The periods that were asked for, by a day and their kind: the same few are asked for again and again."""

    def __str__(self) -> str:
        words = [str(self.first_month), *([str(self.weeks)] if self.weeks is not None else [])]
        words += ["named by start"] if self.is_named_by_start else []
        return " ".join([*words, *map(str, sorted(self.holidays))])

    # Periods by their name, by a day, by the one beside them

    def read(self, text: str) -> Period | None:
        """The period a text names, or None."""
        match = _FORM.fullmatch(text)
        if match is None or not 1000 <= int(match["year"]) <= 9998:
            return None
        year = int(match["year"])
        if match["week"]:
            return self._week(year, int(match["week"]), text)
        if match["month"]:
            month = int(match["month"])
            return self._months(12 * year + month - 1, "month", text) if 1 <= month <= 12 else None
        if match["quarter"]:
            return self._months(self._first_of(year) + 3 * (int(match["quarter"]) - 1), "quarter", text)
        if match["half"]:
            return self._months(self._first_of(year) + 6 * (int(match["half"]) - 1), "half", text)
        return self._months(self._first_of(year), "year", text)

    def period_of(self, day: datetime.date, kind: str) -> Period:
        """The period of a kind that a day lies in."""
        found = self._periods.get((day, kind))
        if found is None:
            found = self._periods[day, kind] = self._period_of(day, kind)
        return found

    def _period_of(self, day: datetime.date, kind: str) -> Period:
        if kind == "week":
            return self._week_of(day)
        month = self._month_at(day)
        if kind == "month":
            return self._months(month, kind, f"{month // 12:04d}-{month % 12 + 1:02d}")
        year = self._year_at(month)
        if kind == "year":
            return self._months(self._first_of(year), kind, f"{year:04d}")
        place = (month - self._first_of(year)) // MONTHS_OF[kind]
        label = f"{year:04d}-{'Q' if kind == 'quarter' else 'H'}{place + 1}"
        return self._months(self._first_of(year) + MONTHS_OF[kind] * place, kind, label)

    def before(self, period: Period) -> Period:
        """The period of the same kind that ends where this one starts."""
        return self.period_of(period.start - ONE_DAY, period.kind)

    def after(self, period: Period) -> Period:
        """The period of the same kind that starts where this one ends."""
        return self.period_of(period.until, period.kind)

    # Places and lengths

    def month_of(self, day: datetime.date) -> int:
        """The number of the month a day lies in: 1 for January."""
        return self._month_at(day) % 12 + 1

    def place_in_year(self, period: Period) -> tuple[int, int]:
        """Which period of its year it is, and how many of them the year has; a week is of the year it ends in."""
        year = self.period_of(period.end, "year")
        if period.kind == "week":
            first, after = self._week_of(year.start).start, self._week_of(year.until).start
            return (period.start - first).days // 7 + 1, (after - first).days // 7
        month, length = self._month_at(period.start), MONTHS_OF[period.kind]
        return (month - self._month_at(year.start)) // length + 1, 12 // length

    def months(self, start: datetime.date, until: datetime.date) -> Iterator[tuple[datetime.date, datetime.date]]:
        """The months that have days of a stretch of time: the first day of each, and the first day after it."""
        month = self._month_at(start)
        while (first := self._start(month)) < until:
            month += 1
            yield first, self._start(month)

    def stretch_before(self, until: datetime.date, words: str) -> datetime.date:
        """The first day of a stretch of time, such as `12 months`, that ends before a day."""
        found = read_stretch(words)
        assert found is not None
        count, unit = found
        if unit == "week":
            return until - count * ONE_WEEK
        month = self._month_at(until)
        into, earlier = until - self._start(month), month - count * MONTHS_OF[unit]
        return min(self._start(earlier) + into, self._start(earlier + 1) - ONE_DAY)

    # Months by their number

    def _months(self, first: int, kind: str, label: str) -> Period:
        return Period(self._start(first), self._start(first + MONTHS_OF[kind]), kind, label)

    def _first_of(self, year: int) -> int:
        """The first month of a year."""
        is_before = self.first_month > 1 and not self.is_named_by_start
        return 12 * year + self.first_month - 1 - (12 if is_before else 0)

    def _year_at(self, month: int) -> int:
        """The year a month belongs to."""
        return (month - self._first_of(0)) // 12

    def _start(self, month: int) -> datetime.date:
        """The first day of a month."""
        if self.weeks is None:
            return _common_start(month)
        place = (month - self.first_month + 1) % 12
        before = self.weeks.last_day(_common_start(month - place) - ONE_DAY)
        return before + ONE_DAY + self.weeks.before(place) * ONE_WEEK

    def _month_at(self, day: datetime.date) -> int:
        """The month a day lies in."""
        month = 12 * day.year + day.month - 1
        if self.weeks is None:
            return month
        month += 1
        while self._start(month) > day:
            month -= 1
        return month

    # Weeks

    def _week_of(self, day: datetime.date) -> Period:
        if self.weeks is not None:
            year = self.period_of(day, "year")
            place = (day - year.start).days // 7
            start = year.start + place * ONE_WEEK
            return Period(start, start + ONE_WEEK, "week", f"{year.label}-W{place + 1:02d}")
        number, week, _ = day.isocalendar()
        start = day - datetime.timedelta(days=day.weekday())
        return Period(start, start + ONE_WEEK, "week", f"{number:04d}-W{week:02d}")

    def _week(self, year: int, week: int, label: str) -> Period | None:
        if self.weeks is not None:
            whole = self._months(self._first_of(year), "year", label)
            start = whole.start + (week - 1) * ONE_WEEK
            return Period(start, start + ONE_WEEK, "week", label) if week and start < whole.until else None
        try:
            start = datetime.date.fromisocalendar(year, week, 1)
        except ValueError:
            return None
        return Period(start, start + ONE_WEEK, "week", label)


def months_from(first: datetime.date, last: datetime.date) -> int:
    """The whole calendar months from a first to a later day: from 31 January one is over on the last of February."""
    months = 12 * (last.year - first.year) + last.month - first.month
    is_month_end = (last + ONE_DAY).month != last.month
    return months if last.day >= first.day or is_month_end else months - 1


def _common_start(month: int) -> datetime.date:
    """The first day of a month as everybody has it."""
    return datetime.date(month // 12, month % 12 + 1, 1)


CIVIL = Calendar()
"""The calendar where a plan says nothing: years from January to December."""
