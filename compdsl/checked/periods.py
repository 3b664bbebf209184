"""Figures of another length than the plan's period: so far this month, quarter or year, and for a year."""

from compdsl.checked.context import Context
from compdsl.checked.problems_of_names import said_twice, unknown_setting
from compdsl.checked.problems_of_periods import level_per_year, no_year_of_weeks, window_too_short
from compdsl.diagnostics.did_you_mean import closest
from compdsl.source.source import Span
from compdsl.syntax import tree
from compdsl.values.period import MONTHS_OF, PAID, WINDOWS


def check_method(ctx: Context, span: Span, words: str | None) -> str:
    """A way of counting days by its words; calendar days where none is said."""
    from compdsl.values.proration import METHODS

    if not words:
        return next(iter(METHODS))
    ctx.counts_working_days |= words == "working days"
    if words not in METHODS:
        ctx.report(
            unknown_setting(ctx.source, span, "way of counting days", words, tuple(METHODS), closest(words, METHODS))
        )
    return words


def check_window(ctx: Context, span: Span, word: str) -> str:
    """The stretch of time a word such as `ytd` looks back over; it is longer than the plan's period."""
    window = WINDOWS[word]
    if ctx.period is not None and MONTHS_OF[ctx.period] >= MONTHS_OF[window]:
        ctx.report(window_too_short(ctx.source, span, word, window, ctx.period))
    return window


def window_of(ctx: Context, component: tree.Component) -> str | None:
    """The time a component is paid on up to date, or None where each period is paid on its own."""
    found = [m for m in component.modifiers if m.word in WINDOWS or m.word == "paid"]
    for other in found[1:]:
        ctx.report(said_twice(ctx.source, other.span, found[0].span, found[0].word))
    if not found:
        return None
    return WINDOWS.get(found[0].word) or PAID.get(str(found[0].value))


def check_yearly(ctx: Context, span: Span | None, is_level: bool = False) -> bool:
    """Whether a figure is one for a year; a plan paid by the week has no whole number of periods in it, and a ratio
    is not spread over periods."""
    if span is not None and is_level:
        ctx.report(level_per_year(ctx.source, span))
    elif span is not None and ctx.period == "week":
        ctx.report(no_year_of_weeks(ctx.source, span))
    return span is not None


def proration_of(ctx: Context, goal: tree.Modifier) -> str | None:
    """How a goal is prorated: as the clause or the metric says that the goal is said in."""
    if ctx.beside is None:
        metrics, components = ctx.declared.metrics.values(), ctx.declared.components.values()
        several: tuple[tree.Metric | tree.Component, ...] = (*metrics, *components)
        ctx.beside = {id(modifier): one.modifiers for one in several for modifier in one.modifiers}
    beside = ctx.beside.get(id(goal), ())
    found = next((m for m in beside if m.word == "prorated"), None)
    if found is None:
        return None
    return check_method(ctx, found.span, found.value if isinstance(found.value, str) else None)
