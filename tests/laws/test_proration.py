"""Parts of a period add up to the whole."""

import datetime

from hypothesis import given
from hypothesis import strategies as st

from compdsl.values.calendar import PATTERNS, Calendar, Weeks
from compdsl.values.period import KINDS
from compdsl.values.proration import METHODS, ONE_DAY, share_of

DAYS = st.dates(datetime.date(2019, 1, 1), datetime.date(2033, 12, 31))
WEEKS = st.builds(Weeks, st.sampled_from(sorted(PATTERNS)), st.integers(0, 6), st.booleans())
CALENDARS = st.builds(Calendar, st.integers(1, 12), st.none() | WEEKS, st.booleans(), st.frozensets(DAYS, max_size=40))


@given(
    DAYS, st.sampled_from(KINDS), st.sampled_from(sorted(METHODS)), st.lists(st.integers(0, 370), max_size=4), CALENDARS
)
def test_parts_that_tile_a_period_add_up_to_it(
    day: datetime.date, kind: str, method: str, cuts: list[int], calendar: Calendar
) -> None:
    """However a period is cut, by every way of counting, in every calendar, whatever days are holidays."""
    period = calendar.period_of(day, kind)
    last = {period.start + datetime.timedelta(days=cut) for cut in cuts}
    ends = [*sorted(one for one in last if one < period.end), period.end]
    starts = [period.start, *(end + ONE_DAY for end in ends[:-1])]
    shares = [share_of(period, first, end, method, calendar) for first, end in zip(starts, ends, strict=True)]
    assert sum(shares) == 1
    assert min(shares) >= 0


@given(DAYS, st.sampled_from(KINDS), st.sampled_from(sorted(METHODS)), CALENDARS)
def test_somebody_in_force_all_the_time_has_the_whole(
    day: datetime.date, kind: str, method: str, calendar: Calendar
) -> None:
    """With and without a first and a last day, also in a period without any of the days that count."""
    period = calendar.period_of(day, kind)
    assert share_of(period, None, None, method, calendar) == 1
    assert share_of(period, period.start, period.end, method, calendar) == 1


@given(DAYS, DAYS, st.sampled_from(KINDS), st.sampled_from(sorted(METHODS)), CALENDARS)
def test_more_days_are_no_smaller_share(
    day: datetime.date, start: datetime.date, kind: str, method: str, calendar: Calendar
) -> None:
    """Starting a day earlier never takes anything away."""
    period = calendar.period_of(day, kind)
    longer = share_of(period, start - ONE_DAY, None, method, calendar)
    assert longer >= share_of(period, start, None, method, calendar)


@given(DAYS, st.integers(1, 31))
def test_a_month_counts_for_whoever_has_more_than_half_of_it(day: datetime.date, first_days: int) -> None:
    """Where it is parted once; of two halves it counts for the first one."""
    month = Calendar().period_of(day, "month")
    length = (month.until - month.start).days
    cut = min(month.start + datetime.timedelta(days=first_days), month.until)
    before = share_of(month, None, cut - ONE_DAY, "months")
    assert before == (2 * (cut - month.start).days >= length)
