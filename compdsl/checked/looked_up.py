"""Other measures of a clause that pays to date, and its conditions: their own time has to be said.

    accelerator tiers 5% from $0, 10% from $1_000 by sold  on sold ytd
    commission  rate 5% ytd  only when retention >= 90%

Without it the row or the condition would be that of one period, and the amount that of the year so far: what earlier
periods paid would be taken back where it is missed once.
"""

from collections.abc import Iterator

from compdsl.checked.context import Context
from compdsl.checked.expressions import Aggregate, Checked, MeasureFact, all_parts_of
from compdsl.checked.plan import Component, Modifier, Shape
from compdsl.checked.problems_of_periods import compared_alone, looked_up_alone
from compdsl.checked.suggested import amount
from compdsl.values.period import MONTHS_OF, PAID, WINDOWS
from compdsl.values.types import Kind

WORDS = {window: word for word, window in WINDOWS.items()}


def check_looked_up(ctx: Context, component: Component) -> None:
    """Report a measure of this period alone that says which row a figure of a longer time is paid at."""
    if component.window is None or (ctx.period is not None and MONTHS_OF[ctx.period] >= MONTHS_OF[component.window]):
        return
    said = next(modifier for modifier in component.modifiers if modifier.word in (*WINDOWS, "paid"))
    for modifier in component.modifiers:
        shape = modifier.value
        is_told = modifier.word == "shape" and said.word != "paid" and _is_paid(shape)
        if isinstance(shape, Shape) and isinstance(shape.by, MeasureFact) and shape.by.window is None and not is_told:
            _report(ctx, shape.by, said)
    for fact in compared_in(component):
        if isinstance(fact, Aggregate) or (fact.window is None and not _has_its_time(ctx, fact)):
            _report_compared(ctx, fact, said)
            return


def compared_in(component: Component) -> Iterator[MeasureFact | Aggregate]:
    """The measures in the conditions of a clause and in its factors."""
    for condition in conditions_of(component):
        yield from (one for one in all_parts_of(condition) if isinstance(one, MeasureFact | Aggregate))


def conditions_of(component: Component) -> Iterator[Checked]:
    """The conditions of a clause and its factors."""
    found = [component.when, *(modifier.when for modifier in component.modifiers)]
    found += [modifier.value for modifier in component.modifiers if modifier.word in ("only_when", "times")]  # type: ignore[misc]
    return (one for one in found if one is not None and not isinstance(one, Shape))


def _has_its_time(ctx: Context, fact: MeasureFact) -> bool:
    """Whether a measure is one of a stretch of its own anyway, or its goal, which is the same in each period."""
    measure = ctx.measures[fact.measure]
    return fact.fact == "goal" or any(modifier.word == "trailing" for modifier in measure.modifiers)


def _report_compared(ctx: Context, fact: MeasureFact | Aggregate, said: Modifier) -> None:
    window = WINDOWS.get(said.word) or PAID[str(said.value)]
    written, period = ctx.source.at(fact.span), ctx.period or "period"
    name, dot, rest = written.partition(".attainment")
    with_time = f"`{name}.{WORDS[window]}{dot}{rest}`"
    if isinstance(fact, Aggregate):
        with_time = f"`metric counted = {written}` on a line of its own, and `counted.{WORDS[window]}` here"
    is_once = said.word == "paid"
    found = compared_alone(ctx.source, fact.span, said.span, written, period, with_time, is_once=is_once, window=window)
    ctx.report(found)


def _is_paid(shape: object) -> bool:
    """Whether the row is what is paid, in which a time so far is misplaced anyway."""
    return isinstance(shape, Shape) and shape.word in ("steps", "curve")


def _report(ctx: Context, by: MeasureFact, said: Modifier) -> None:
    window = WINDOWS.get(said.word) or PAID[str(said.value)]
    written, period = ctx.source.at(by.span), ctx.period or "period"
    name, dot, fact = written.partition(".attainment")
    with_time = f"{name}.{WORDS[window]}{dot}{fact}"
    low, high = _two_figures(ctx, by)
    is_once = said.word == "paid"
    time = f"the whole {window}" if is_once else f"the {window} so far"
    last = f"the last {period}" if is_once else f"the next {period}"
    example = f"with {high} in one {period} and {low} in {last}, the row of {low} is taken for all of it"
    found = looked_up_alone(ctx.source, by.span, said.span, written, time, period, example, with_time)
    ctx.report(found)


def _two_figures(ctx: Context, by: MeasureFact) -> tuple[str, str]:
    kind = by.type.kind
    if by.fact == "attainment" or kind is Kind.PERCENT:
        return "50%", "120%"
    if kind is Kind.MONEY:
        return amount(ctx, "200", by.type.currency), amount(ctx, "900", by.type.currency)
    return "2", "9"
