"""The share of a period that lies between two days, counted in one of the ways plans count days.

However a period is cut, its parts add up to the whole.
"""

import datetime
from collections.abc import Callable
from fractions import Fraction

from attrs import frozen

from compdsl.values.calendar import CIVIL, ONE_DAY, Calendar
from compdsl.values.period import Period

CALENDAR_DAYS = "calendar days"


@frozen
class Counted:
    """The days of a part of a period and of all of it, and what they are counted in."""

    part: int
    whole: int
    method: str

    @property
    def share(self) -> int | Fraction:
        """The share of the period."""
        share = Fraction(self.part, self.whole)
        return share.numerator if share.denominator == 1 else share


def share_of(
    period: Period,
    first: datetime.date | None,
    last: datetime.date | None,
    method: str,
    calendar: Calendar = CIVIL,
) -> int | Fraction:
    """The share of a period from a first to a last day, both included; None is no limit. `method` is one of METHODS."""
    return count_of(period, first, last, method, calendar).share


def count_of(
    period: Period, first: datetime.date | None, last: datetime.date | None, method: str, calendar: Calendar
) -> Counted:
    """The days of a period from a first to a last day; in calendar days where it has none of those that count."""
    start = max(period.start, first) if first is not None else period.start
    until = min(period.until, last + ONE_DAY) if last is not None else period.until
    whole = METHODS[method](period.start, period.until, calendar)
    if not whole:
        method, whole = CALENDAR_DAYS, _calendar_days(period.start, period.until, calendar)
    return Counted(METHODS[method](start, until, calendar) if start < until else 0, whole, method)


def _calendar_days(start: datetime.date, until: datetime.date, _: Calendar) -> int:
    return (until - start).days


def _working_days(start: datetime.date, until: datetime.date, calendar: Calendar) -> int:
    """Mondays to Fridays but for the holidays of the plan."""
    weeks, rest = divmod((until - start).days, 7)
    days = 5 * weeks + sum((start.weekday() + day) % 7 < 5 for day in range(rest))
    return days - sum(start <= one < until and one.weekday() < 5 for one in calendar.holidays)


def _months(start: datetime.date, until: datetime.date, calendar: Calendar) -> int:
    """Months of which the middle day is among them; of an even number of days it is the last one of the first half."""
    middles = (first + (following - ONE_DAY - first) // 2 for first, following in calendar.months(start, until))
    return sum(start <= middle < until for middle in middles)


def _thirty_days_a_month(start: datetime.date, until: datetime.date, _: Calendar) -> int:
    """Every month has thirty days; its 31st counts as its 30th."""
    return _since_the_first(until) - _since_the_first(start)


def _since_the_first(day: datetime.date) -> int:
    return 360 * day.year + 30 * (day.month - 1) + min(day.day - 1, 30)


METHODS: dict[str, Callable[[datetime.date, datetime.date, Calendar], int]] = {
    CALENDAR_DAYS: _calendar_days,
    "working days": _working_days,
    "months": _months,
    "30/360": _thirty_days_a_month,
}
"""The ways of counting by their words; the first one holds where none is said."""
