"""The calendar of a plan: its fiscal year, the periods it is in force in, its holidays."""

import datetime

from compdsl.checked.context import Context
from compdsl.checked.problems_of_names import said_twice, unknown_setting
from compdsl.checked.problems_of_periods import (
    holiday_outside_plan,
    holidays_count_nowhere,
    part_of_a_period,
)
from compdsl.diagnostics.did_you_mean import closest
from compdsl.syntax import tree
from compdsl.syntax.problems_of_words import another_word
from compdsl.syntax.wording import MONTHS, WEEKDAYS
from compdsl.values.calendar import PATTERNS, Calendar, Weeks

NAMES = ("start", "end")


def check_calendar(ctx: Context, year: tree.FiscalYear) -> Calendar:
    """The calendar that the fiscal year makes."""
    month = _place_of(ctx, year.month, "month", MONTHS)
    is_named_by_start = year.named is not None and _is_start(ctx, year.named)
    if year.weeks is None:
        return Calendar(month + 1, None, is_named_by_start)
    pattern = _place_of(ctx, year.weeks, "way to part a quarter of 13 weeks", tuple(PATTERNS))
    weekday, is_nearest = _end_of_year(ctx, year)
    weeks = Weeks(tuple(PATTERNS)[pattern], weekday, is_nearest)
    return Calendar((month + 1) % 12 + 1, weeks, is_named_by_start)


def _is_start(ctx: Context, named: tuple[tree.Word, ...]) -> bool:
    """Whether a year is named after the calendar year of its first month: `named by start`."""
    word, end = named
    _place_of(ctx, word, "way to name a year", ("named",))
    return NAMES[_place_of(ctx, end, "end of a year that names it", NAMES)] == "start"


def _end_of_year(ctx: Context, year: tree.FiscalYear) -> tuple[int, bool]:
    """The weekday a year of weeks ends on, and whether it is the one nearest to the end of the month or the last."""
    words = tuple(word.text for word in year.end)
    is_nearest = words[3:] == ("nearest", "end")
    wanted = words[:2] == ("weeks", "ending") and (is_nearest or (words[2:3] == ("last",) and len(words) == 4))
    if not wanted:
        end = "saturday nearest end" if "nearest" in words else "last saturday"
        span, pattern = year.end[0].span.to(year.month.span), year.weeks.text if year.weeks is not None else "4-4-5"
        found, month = ctx.source.at(span), year.month.text
        ctx.report(another_word(ctx.source, span, found, f"weeks {pattern} ending {end} of {month}"))
        return 0, False
    return _place_of(ctx, year.end[2 if is_nearest else 3], "day of the week", WEEKDAYS), is_nearest


def check_whole_periods(ctx: Context, effective: tree.Effective, calendar: Calendar, kind: str) -> None:
    """A plan is in force for whole periods: one that is in force for a part of one never pays it."""
    first, last = effective.first.value, effective.last.value
    start, end = calendar.period_of(first, kind), calendar.period_of(last, kind)
    if last < first or (start.start == first and end.end == last):
        return
    before = [(first, min(start.end, last))] if start.start < first else []
    behind = [(end.start, last)] if last < end.end and not (before and start == end) else []
    days = " and ".join(f"{one} to {other}" for one, other in before + behind)
    span = effective.first.span if before else effective.last.span
    ctx.report(part_of_a_period(ctx.source, span, days, kind, f"{start.start} to {end.end}"))


def check_holidays(
    ctx: Context, holidays: tree.Holidays, effective: tuple[datetime.date, datetime.date] | None
) -> frozenset[datetime.date]:
    """The holidays; each is there once, on a day the plan is in force."""
    seen: dict[datetime.date, tree.Date] = {}
    for day in holidays.days:
        if day.value in seen:
            ctx.report(said_twice(ctx.source, day.span, seen[day.value].span, str(day.value)))
        elif effective is not None and not effective[0] <= day.value <= effective[1]:
            ctx.report(holiday_outside_plan(ctx.source, day.span, *map(str, (day.value, *effective))))
        seen.setdefault(day.value, day)
    return frozenset(seen)


def check_holidays_count(ctx: Context) -> None:
    """Holidays are for `prorated by working days`; where nothing is, they say something else than is paid."""
    if ctx.holidays is not None and not ctx.counts_working_days:
        ctx.report(holidays_count_nowhere(ctx.source, ctx.holidays.span))


def _place_of(ctx: Context, word: tree.Word, what: str, allowed: tuple[str, ...]) -> int:
    """The place of a word among those that are allowed, the first one where it is none of them."""
    if word.text in allowed:
        return allowed.index(word.text)
    lower = word.text.lower()
    meant = lower if lower in allowed else closest(lower, allowed)
    ctx.report(unknown_setting(ctx.source, word.span, what, word.text, allowed, meant))
    return 0
