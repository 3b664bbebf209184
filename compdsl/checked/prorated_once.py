"""What is prorated is an amount of a full period: refuse to prorate again what is made of something prorated."""

from collections.abc import Iterable

from compdsl.checked.context import Context
from compdsl.checked.expressions import (
    EXPRESSIONS,
    Checked,
    ComponentFact,
    MeasureFact,
    NamedValue,
    TargetAmount,
    parts_of,
)
from compdsl.checked.plan import Component, Measure, Modifier
from compdsl.checked.problems_of_periods import prorated_again
from compdsl.source.source import Span

LIMITS = ("cap", "floor", "soft_cap")


def check_prorated_once(ctx: Context, component: Component, prorates_target: bool) -> None:
    """The amount and the limits of a clause that is prorated."""
    prorated = next((one for one in component.modifiers if one.word == "prorated"), None)
    if prorated is None:
        return
    goal = ctx.measures[component.measure].goal if component.measure in ctx.measures else None
    said = goal if goal is not None and _is_within(goal.span, component.span) else None
    limits = [one.value for one in component.modifiers if one.word in LIMITS]
    _check(ctx, prorated.span, [component.amount, said, *limits], prorates_target)


def check_goals_once(ctx: Context, measures: Iterable[Measure], prorates_target: bool) -> None:
    """The goals of metrics that are prorated."""
    for measure in measures:
        if measure.goal_proration is not None and measure.goal is not None:
            _check(ctx, measure.goal.span, [measure.goal], prorates_target)


def check_limits_once(ctx: Context, limits: Iterable[Modifier], prorates_target: bool) -> None:
    """The limits of the total that are prorated."""
    for limit in limits:
        if limit.proration is not None:
            _check(ctx, limit.span, [limit.value], prorates_target)


def _check(ctx: Context, place: Span, values: Iterable[object], prorates_target: bool) -> None:
    for value in values:
        found = _prorated_in(ctx, value, prorates_target) if isinstance(value, EXPRESSIONS) else None
        if found is not None:
            ctx.report(prorated_again(ctx.source, place, found, ctx.source.at(found)))
            return


def _prorated_in(ctx: Context, value: Checked, prorates_target: bool) -> Span | None:
    """Where an expression reads something that is prorated already; in a name it stands for something, the name."""
    match value:
        case TargetAmount():
            return value.span if prorates_target else None
        case ComponentFact():
            return value.span if _is_prorated(ctx, value.component, prorates_target) else None
        case MeasureFact(fact="goal"):
            return value.span if ctx.measures[value.measure].goal_proration is not None else None
        case MeasureFact() | NamedValue():
            inner = ctx.expression_of(value)
            name = value.measure if isinstance(value, MeasureFact) else value.name
            is_prorated = inner is not None and ctx.once(
                "prorated", name, lambda: _prorated_in(ctx, inner, prorates_target) is not None
            )
            return value.span if is_prorated else None
    found = (_prorated_in(ctx, part, prorates_target) for part in parts_of(value))
    return next((span for span in found if span is not None), None)


def _is_prorated(ctx: Context, name: str, prorates_target: bool) -> bool:
    component = ctx.declared.components[name]
    has_word = any(modifier.word == "prorated" for modifier in component.modifiers)
    return has_word or (prorates_target and component.form == "share")


def _is_within(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end
