"""Parts of a period add up to the whole."""

import datetime

from hypothesis import given
from hypothesis import strategies as st

from compdsl.values.calendar import CIVIL
from compdsl.values.period import KINDS
from compdsl.values.proration import METHODS, ONE_DAY, share_of

DAYS = st.dates(datetime.date(2019, 1, 1), datetime.date(2033, 12, 31))
TILING = sorted(METHODS.keys() - {"months"})


@given(DAYS, st.sampled_from(KINDS), st.sampled_from(TILING), st.lists(st.integers(0, 365), max_size=4))
def test_parts_that_tile_a_period_add_up_to_it(day: datetime.date, kind: str, method: str, cuts: list[int]) -> None:
    """However a period is cut, by every way of counting but by months."""
    period = CIVIL.period_of(day, kind)
    last = {period.start + datetime.timedelta(days=cut) for cut in cuts}
    ends = [*sorted(one for one in last if one < period.end), period.end]
    starts = [period.start, *(end + ONE_DAY for end in ends[:-1])]
    shares = [share_of(period, first, end, method) for first, end in zip(starts, ends, strict=True)]
    assert sum(shares) == 1
    assert min(shares) >= 0


@given(DAYS, st.sampled_from(KINDS), st.sampled_from(sorted(METHODS)))
def test_somebody_in_force_all_the_time_has_the_whole(day: datetime.date, kind: str, method: str) -> None:
    """With and without a first and a last day; a week is never most of a month."""
    period = CIVIL.period_of(day, kind)
    if (kind, method) != ("week", "months"):
        assert share_of(period, None, None, method) == 1
        assert share_of(period, period.start, period.end, method) == 1


@given(DAYS, DAYS, st.sampled_from(KINDS), st.sampled_from(sorted(METHODS)))
def test_more_days_are_no_smaller_share(day: datetime.date, start: datetime.date, kind: str, method: str) -> None:
    """Starting a day earlier never takes anything away."""
    period = CIVIL.period_of(day, kind)
    assert share_of(period, start - ONE_DAY, None, method) >= share_of(period, start, None, method)
