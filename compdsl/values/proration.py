"""The share of a period that lies between two days, counted in one of the ways plans count days."""

import datetime
from collections.abc import Callable
from fractions import Fraction

from compdsl.values.period import Period

ONE_DAY = datetime.timedelta(days=1)


def share_of(period: Period, first: datetime.date | None, last: datetime.date | None, method: str) -> int | Fraction:
    """The share of a period from a first to a last day, both included; None is no limit. `method` is one of METHODS.

    Parts that tile a period add up to one by `calendar days`, `working days` and `30/360`, but not by `months`.
    """
    start = max(period.start, first) if first is not None else period.start
    until = min(period.until, last + ONE_DAY) if last is not None else period.until
    if until <= start:
        return 0
    count = METHODS[method]
    share = Fraction(count(start, until), count(period.start, period.until) or 1)
    return share.numerator if share.denominator == 1 else share


def _calendar_days(start: datetime.date, until: datetime.date) -> int:
    return (until - start).days


def _working_days(start: datetime.date, until: datetime.date) -> int:
    """Mondays to Fridays; holidays count."""
    weeks, rest = divmod((until - start).days, 7)
    return 5 * weeks + sum((start.weekday() + day) % 7 < 5 for day in range(rest))


def _months(start: datetime.date, until: datetime.date) -> int:
    """Months of which more than half of the days are among them."""
    count, first = 0, start.replace(day=1)
    while first < until:
        following = datetime.date(first.year + first.month // 12, first.month % 12 + 1, 1)
        days = (min(until, following) - max(start, first)).days
        count += 2 * days > (following - first).days
        first = following
    return count


def _thirty_days_a_month(start: datetime.date, until: datetime.date) -> int:
    """Every month has thirty days; its 31st counts as its 30th."""
    return _since_the_first(until) - _since_the_first(start)


def _since_the_first(day: datetime.date) -> int:
    return 360 * day.year + 30 * (day.month - 1) + min(day.day - 1, 30)


METHODS: dict[str, Callable[[datetime.date, datetime.date], int]] = {
    "calendar days": _calendar_days,
    "working days": _working_days,
    "months": _months,
    "30/360": _thirty_days_a_month,
}
"""The ways of counting by their words; the first one holds where none is said."""
