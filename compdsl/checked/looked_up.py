"""Measures behind `by` in a clause that pays to date: they have a time of their own, which has to be said.

    accelerator tiers 5% from $0, 10% from $1_000 by sold  on sold ytd

Without it the row would be that of one period and the amount that of the year so far.
"""

from compdsl.checked.context import Context
from compdsl.checked.expressions import MeasureFact
from compdsl.checked.plan import Component, Modifier, Shape
from compdsl.checked.problems_of_periods import looked_up_alone
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
