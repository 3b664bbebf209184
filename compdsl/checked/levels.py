"""Which measures add up over people and over time, and which are a level, such as a ratio or an average.

Two sums of $50,000 are $100,000; two ratios of 80%, or two scores of 4.5, are not 160%, and not 9.
"""

from compdsl.checked.context import Context
from compdsl.checked.expressions import (
    Added,
    Aggregate,
    Answered,
    Checked,
    Chosen,
    ComponentFact,
    Extreme,
    MeasureFact,
    Multiplied,
    NamedValue,
    Negated,
    Previous,
    Rounded,
    TargetAmount,
    TotalAmount,
    constant,
)
from compdsl.checked.plan import Measure
from compdsl.checked.suggested import as_share
from compdsl.values.types import COUNT, Kind


def is_level(ctx: Context, value: Checked) -> bool:
    """Whether a figure of a team or of a longer time is of the same size as one of a person or of a period."""
    return value.type.kind is Kind.PERCENT or degree(ctx, value) == 0


def weight_of(value: Checked) -> Checked | None:
    """What the levels of people are weighted by, so that they give that of the team: what they are divided by."""
    match value:
        case Aggregate(function="average"):
            return Aggregate(value.span, COUNT, "count", value.block, None, value.where, value.scope)
        case Multiplied() if value.signs.count("/") == 1:
            return value.factors[value.signs.index("/")]
        case _:
            return None


def degree(ctx: Context, value: Checked) -> int:
    """1 of what adds up, 0 of a level and of a figure of the plan, the sum of their parts in products."""
    match value:
        case Aggregate():
            return int(value.function in ("sum", "count", "distinct"))
        case Multiplied():
            degrees = [degree(ctx, factor) for factor in value.factors]
            return sum(-one if sign == "/" else one for sign, one in zip(value.signs, degrees, strict=True))
        case Added() | Extreme():
            return max(degree(ctx, one) for one in (value.terms if isinstance(value, Added) else value.items))
        case Chosen():
            return max(degree(ctx, value.chosen), degree(ctx, value.otherwise))
        case Negated() | Rounded() | Answered():
            return degree(ctx, value.value)
        case MeasureFact(fact="attainment"):
            return 0
        case MeasureFact() | NamedValue():
            inner = ctx.expression_of(value)
            if inner is None:
                return _by_kind(value)
            name = value.measure if isinstance(value, MeasureFact) else value.name
            return ctx.once("degree", name, lambda: degree(ctx, inner))
        case Previous() | ComponentFact() | TargetAmount() | TotalAmount():
            return _by_kind(value)
        case _:
            return 0


def _by_kind(value: Checked) -> int:
    """A figure made elsewhere adds up, unless it is a percentage."""
    return int(value.type.kind is not Kind.PERCENT)


def goal_of_counts(ctx: Context, measure: Measure, goal: Checked) -> str | None:
    """What to write for `goal 4` of so many for each row, `sum(deals.seats) / count(deals)`, which is a percentage."""
    value = measure.value
    if not isinstance(value, Multiplied) or value.signs != ("*", "/") or constant(goal) is None:
        return None
    top, bottom = value.factors
    is_sum = isinstance(top, Aggregate) and top.function == "sum" and top.type.kind in (Kind.COUNT, Kind.NUMBER)
    share = as_share(ctx, goal)
    if not is_sum or not isinstance(bottom, Aggregate) or bottom.function != "count" or share is None:
        return None
    average = ctx.source.at(top.span).replace("sum", "average", 1)
    text = ctx.source.at(goal.span)
    return f"Write the measure as `{average}`, if `{text}` is an average, or the goal as the percentage `{share}`."
