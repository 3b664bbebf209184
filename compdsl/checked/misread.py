"""Clauses that can be paid and mostly mean something else: told, and not refused.

A point of a shape that is the goal itself, a limit of each row that no row reaches, a rank among people whose
figures are those of their teams; a quota that is written as a payout line.
"""

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from compdsl.checked.context import Context
from compdsl.checked.expressions import (
    Checked,
    Chosen,
    Literal,
    MeasureFact,
    OfPeople,
    Ranked,
    all_parts_of,
    constant,
    parts_of,
)
from compdsl.checked.looked_up import conditions_of
from compdsl.checked.names import comparisons, nodes, paths
from compdsl.checked.plan import Bound, Component, Measure, Shape
from compdsl.checked.problems_of_clauses import figure_is_paid
from compdsl.checked.problems_of_points import (
    limit_of_each_row,
    nothing_below,
    own_beside_team,
    point_of_the_goal,
    points_at_most,
    rank_of_teams,
    starts_with_a_unit,
    tiers_looked_up,
)
from compdsl.source.source import Span
from compdsl.syntax import tree
from compdsl.values.exact import Exact
from compdsl.values.types import Kind

_IS_FIRST = re.compile(r"\s*==\s*1(?![\w.])")


def warn_of_misread(ctx: Context, component: Component) -> None:
    """Warn of what a clause says and mostly does not mean."""
    _warn_of_points(ctx, component)
    _warn_of_limit(ctx, component)
    _warn_of_own(ctx, component)
    _warn_of_ordinals(ctx, component)
    _warn_of_looked_up_tiers(ctx, component)


def warn_of_rank(ctx: Context, call: Span, value: Checked, scope: str) -> None:
    """Warn of a rank among people by figures that all people of a team share, but for the first one."""
    is_first = _IS_FIRST.match(ctx.source.text, call.end) is not None
    teams = [one for one in all_parts_of(value) if isinstance(one, MeasureFact) and one.scope == "team"]
    if teams and scope == "company" and not is_first:
        ctx.report(rank_of_teams(ctx.source, value.span, ctx.source.at(value.span)))


HELD_AGAINST = frozenset({"goal", "goal_at_most", "above", "up_to", "threshold"})
"""Modifiers whose figure is compared with a measure."""
PAY = re.compile(
    r"(?:^|_)(?:base|salary|draw|guaranteed?|fixed|retainer|stipend|allowance|wages?|minimum)(?:_(?!quota|goal|target)|$)",
    re.IGNORECASE,
)
"""Names of pay that other pay is measured by: a commission above the base, a bonus of those who have a draw."""


def warn_of_figures(ctx: Context) -> None:
    """Warn of a component that is a fixed figure, and that a measure is held against: `quota = $100k`."""
    fixed = {name: one for name, one in ctx.declared.components.items() if _is_fixed(one)}
    for path in _figures_used(ctx) if fixed else ():
        name = path.names[0]
        if name in fixed and len(path.names) == 1 and name not in ctx.declared.metrics:
            ctx.report(figure_is_paid(ctx.source, fixed.pop(name).name_span, path.span, name))


def _is_fixed(component: tree.Component) -> bool:
    """Whether a component pays the same amount in each period, and its name does not say that it is pay."""
    if component.form not in ("formula", "amount") or component.amount is None or component.when is not None:
        return False
    if PAY.search(component.name):
        return False
    amounts = [one for one in nodes(component.amount) if isinstance(one, tree.Money)]
    calculated = any(isinstance(one, tree.Path | tree.Call) for one in nodes(component.amount))
    return bool(amounts) and not calculated and {one.word for one in component.modifiers} <= {"prorated", "round_to"}


def _figures_used(ctx: Context) -> Iterator[tree.Path]:
    """What measures are held against, or made of: goals and thresholds, starts of rows, sides of comparisons."""
    metrics = ctx.declared.metrics.values()
    clauses: list[tree.Metric | tree.Component] = [*metrics, *ctx.declared.components.values()]
    for metric in metrics:
        yield from paths(metric.value)
    for clause in clauses:
        for modifier in clause.modifiers:
            if modifier.word in HELD_AGAINST or isinstance(modifier.value, tree.Shape):
                yield from paths(modifier.value)
            yield from _compared((modifier.value, modifier.when))
        if isinstance(clause, tree.Component):
            yield from _compared((clause.amount, clause.when))
    for let in ctx.declared.lets.values():
        yield from _compared(let)


def _compared(node: Any) -> Iterator[tree.Path]:
    """The names in the sides of comparisons."""
    for one in comparisons(node):
        yield from paths((one.left, one.right))


def _warn_of_points(ctx: Context, component: Component) -> None:
    """Percentages in a shape or a bound are those of the goal; some of them can only mean the measure."""
    for modifier in component.modifiers:
        shape = modifier.value
        if isinstance(shape, Bound) and shape.is_attainment:
            _warn_of_small(ctx, ctx.measures.get(component.measure or ""), [shape.value])
        if not isinstance(shape, Shape):
            continue
        measure = _measure_of(ctx, component, shape)
        if shape.is_attainment and _warn_of_small(ctx, measure, [row.start for row in shape.rows]):
            continue
        _warn_of_falling(ctx, shape)
        if measure is None or not shape.is_attainment:
            continue
        goal = measure.goal
        if measure.goal_at_most or measure.type.kind is not Kind.PERCENT or not isinstance(goal, Literal):
            continue
        paid_at = {_literal(row.start): row for row in shape.rows if _literal(row.value) == 1}
        row = paid_at.get(_literal(goal))
        if row is not None and 1 not in paid_at:
            ctx.report(point_of_the_goal(ctx.source, row.start.span, goal.span, measure.name))


HALF = Fraction(1, 2)


def _warn_of_small(ctx: Context, measure: Measure | None, points: list[Checked]) -> bool:
    """Where less is better, a goal of a few percent and bounds of a few percent mean the measure alike."""
    goal = measure.goal if measure is not None else None
    if measure is None or not measure.goal_at_most or measure.type.kind is not Kind.PERCENT or goal is None:
        return False
    values, at_most = [_literal(point) for point in points], _literal(goal)
    place = next((point for point in points if _literal(point)), None)
    if at_most is None or at_most >= HALF or place is None or any(one is None or one >= HALF for one in values):
        return False
    ctx.report(points_at_most(ctx.source, place.span, goal.span, measure.name))
    return True


def _warn_of_falling(ctx: Context, shape: Shape) -> None:
    """Levels that fall and begin above 0%: what lies below the first of them, the best of all, has nothing."""
    if shape.word not in ("curve", "steps") or len(shape.rows) < 2:
        return
    first, second = shape.rows[:2]
    values = _literal(first.value), _literal(second.value)
    start = _literal(first.start) if first.start.type.kind is Kind.PERCENT else None
    if start is None or not 0 < start < (_literal(second.start) or 0):
        return
    if values[0] is None or not 0 < (values[1] or 0) < values[0]:
        return
    source, word = ctx.source, "0%: " if shape.word == "curve" else " from 0%"
    value = source.at(first.value.span)
    instead = f"{word}{value}" if shape.word == "curve" else f"{value}{word}"
    ctx.report(nothing_below(source, first.span, source.at(first.start.span), instead))


def _literal(value: Checked) -> Exact | None:
    """The figure of a literal; None of anything else."""
    return value.value if isinstance(value, Literal) and isinstance(value.value, int | Fraction) else None


def _measure_of(ctx: Context, component: Component, shape: Shape) -> Measure | None:
    if shape.by is None:
        each = component.each_row
        return each.measure if each is not None else ctx.measures.get(component.measure or "")
    return ctx.measures.get(shape.by.measure) if isinstance(shape.by, MeasureFact) else None


def _warn_of_own(ctx: Context, component: Component) -> None:
    """A condition on the measure of a clause is about the payee's own figure, where the clause is about the team's."""
    if component.scope in (None, "own"):
        return
    shapes = [one.value for one in component.modifiers if isinstance(one.value, Shape)]
    looked_up = (shape.by for shape in shapes if shape.by is not None)
    for fact in (one for value in (*conditions_of(component), *looked_up) for one in _own_facts(value)):
        if fact.measure == component.measure and fact.scope is None:
            written = ctx.source.at(fact.span)
            name, dot, rest = written.partition(".")
            theirs, own = f"{name}.{component.scope}{dot}{rest}", f"{name}.own{dot}{rest}"
            ctx.report(own_beside_team(ctx.source, fact.span, written, str(component.scope), theirs, own))
            return


def _own_facts(value: Checked) -> Iterator[MeasureFact]:
    """The measures an expression reads of the payee; those within a figure of people are of each of them."""
    if isinstance(value, MeasureFact) and value.fact != "goal":
        yield value
    elif not isinstance(value, Ranked | OfPeople):
        for part in parts_of(value):
            yield from _own_facts(part)


def _warn_of_limit(ctx: Context, component: Component) -> None:
    """A cap of each row above the fixed amount of a row is never reached: the line was meant."""
    each = component.each_row
    if each is None or component.pays != "amount" or component.amount is None:
        return
    amounts = [*_figures(component.amount)]
    for cap in component.modifiers:
        if cap.word != "cap" or cap.when is not None or cap.is_yearly or not isinstance(cap.value, Literal):
            continue
        most = cap.value
        if amounts and all(one.type.kind is most.type.kind and one.value <= most.value for one in amounts):  # type: ignore[operator]
            amount = ctx.source.at(component.amount.span)
            limit = ctx.source.at(cap.span)
            counted = f"{each.block} where …" if each.where is not None else each.block
            is_one = isinstance(component.amount, Literal)
            instead = f"{amount} each on count({counted}) {limit}" if is_one else f"total {limit}"
            ctx.report(limit_of_each_row(ctx.source, cap.span, each.span, amount, instead))


def _figures(value: Checked) -> Iterator[Literal]:
    """The fixed figures that an amount can be; none where one of them is not fixed."""
    if isinstance(value, Literal):
        yield value
    elif isinstance(value, Chosen) and isinstance(value.chosen, Literal) and isinstance(value.otherwise, Literal):
        yield from (value.chosen, value.otherwise)


# Which unit a row starts with


def _warn_of_ordinals(ctx: Context, component: Component) -> None:
    """Warn of slices of a count that start at 1 and 11: the eleventh unit lies between 10 and 11."""
    measure = ctx.measures.get(component.measure or "")
    if measure is None or measure.type.kind is not Kind.COUNT or component.each_row is not None:
        return
    for modifier in component.modifiers:
        shape = modifier.value
        is_sliced = isinstance(shape, Shape) and (shape.word == "tiers" or modifier.word == "accelerate")
        if not isinstance(shape, Shape) or not is_sliced or shape.by is not None or shape.is_attainment:
            continue
        starts = [None if row.over else constant(row.start) for row in shape.rows]
        units = [one for one in starts if isinstance(one, int) and one > 0]
        if units and len(units) + starts.count(0) == len(starts) and (units[0] == 1 or _are_ordinals(units)):
            instead = " / ".join(str(one - 1) for one in units)
            instead = f"{'0 / ' if starts[0] == 0 else ''}{instead}"
            ctx.report(starts_with_a_unit(ctx.source, modifier.span, modifier.word, units[-1], instead))


def _are_ordinals(units: list[int]) -> bool:
    """Whether all starts are one more than a round number."""
    return all(one > 1 and one % 5 == 1 for one in units)


def _warn_of_looked_up_tiers(ctx: Context, component: Component) -> None:
    """Warn of `tiers … by cars`: no slice is cut, all that counts is paid at the rate that is looked up."""
    shape = next((m.value for m in component.modifiers if isinstance(m.value, Shape) and m.word == "shape"), None)
    if shape is None or shape.word != "tiers" or shape.by is None or component.each_row is not None:
        return
    ctx.report(tiers_looked_up(ctx.source, shape.span, ctx.source.at(shape.by.span)))
