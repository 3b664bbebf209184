"""What the data must give for a measure that no line declares: the first use that tells its kind settles it.

A rate on it, or a comparison with an amount, takes it to be money; a goal of 80% takes it to be a percentage, and
`each` to be units. Reading the data then refuses what is of another kind.
"""

from compdsl.checked.context import Context
from compdsl.checked.expressions import (
    Added,
    Answered,
    Checked,
    Chosen,
    Extreme,
    Literal,
    MeasureFact,
    Multiplied,
    Negated,
    Rounded,
)
from compdsl.checked.plan import Measure
from compdsl.checked.problems_of_types import do_not_fit, measure_is_a_figure, points_of_percentage
from compdsl.checked.suggested import is_points
from compdsl.source.source import Span
from compdsl.values.types import NUMBER, PERCENT, UNKNOWN, Kind, Type

TELLING = (Kind.MONEY, Kind.PERCENT, Kind.NUMBER)


def settle_measure(ctx: Context, value: MeasureFact, wanted: Type) -> Checked:
    """Let a measure of the data be the money or the percentage its place asks for; it is never a text or a day."""
    measure = ctx.measures[value.measure]
    if not measure.is_given or value.type.kind is not Kind.FIGURE or value.fact == "attainment":
        return value
    if wanted.kind in (Kind.TEXT, Kind.DATE, Kind.BOOL):
        ctx.report(measure_is_a_figure(ctx.source, value.span, measure.name, wanted.words()))
        return Literal(value.span, UNKNOWN, 0)
    if wanted.kind in (Kind.MONEY, Kind.PERCENT):
        want(ctx, measure, wanted, value.span)
    return value


def want(ctx: Context, measure: Measure | None, wanted: Type, span: Span) -> None:
    """Say what a measure of the data must be; reports two uses that take it to be different things."""
    if measure is None or not measure.is_given or wanted.kind not in TELLING:
        return
    known, place = ctx.given.setdefault(measure.name, (wanted, span))
    if known.kind is wanted.kind:
        return
    hint = f"Take it in one unit everywhere; the percentage of its goal is `{measure.name}.attainment`."
    what = f"cannot both be `{measure.name}`"
    found = do_not_fit(ctx.source, span, place, what, known.words(), wanted.words(), hint)
    ctx.report_once(("given", measure.name), found)


def note_bare(ctx: Context, measure: Measure | None, what: str, value: Checked) -> None:
    """Keep a number without a unit that a measure of the data is compared with, until its kind is known."""
    if measure is not None and measure.is_given and isinstance(value, Literal) and value.type.kind is Kind.NUMBER:
        ctx.bare.append((measure.name, what, value))


def report_bare(ctx: Context) -> None:
    """Report the numbers that measures are compared with which the rest of the plan takes to be percentages.

    Where nothing else tells its kind, a measure that is compared with 90 is a number, and the data gives no `92%`.
    """
    for name, _, value in ctx.bare:
        if name not in ctx.given and is_points(PERCENT, value):
            ctx.given[name] = (NUMBER, value.span)
    for name, what, value in ctx.bare:
        known, place = ctx.given.get(name, (UNKNOWN, value.span))
        figure = ctx.source.at(value.span)
        if is_points(known, value) and figure[-1:].isdigit():
            found = points_of_percentage(ctx.source, value.span, place, (name, what, f"{figure}%"))
            ctx.report_once(("bare", name, what, ctx.source.place(value.span).line), found)


def want_money(ctx: Context, value: Checked) -> None:
    """Say of each measure of the data that is paid as it is that it must be money."""
    match value:
        case MeasureFact(fact="value"):
            want(ctx, ctx.measures[value.measure], ctx.money(), value.span)
        case Multiplied() if not any(one.type.kind is Kind.MONEY for one in value.factors):
            figures = [one for one in value.factors if one.type.kind is Kind.FIGURE]
            if len(figures) == 1 and value.signs[value.factors.index(figures[0])] == "*":
                want_money(ctx, figures[0])
        case Added():
            _each(ctx, value.terms)
        case Extreme():
            _each(ctx, value.items)
        case Chosen():
            _each(ctx, (value.chosen, value.otherwise))
        case Answered():
            _each(ctx, (value.value, value.otherwise))
        case Negated() | Rounded():
            want_money(ctx, value.value)
        case _:
            return


def _each(ctx: Context, values: tuple[Checked, ...]) -> None:
    for value in values:
        if value.type.kind is Kind.FIGURE:
            want_money(ctx, value)
