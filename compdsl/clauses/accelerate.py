"""`accelerate F from B, … [when C]`: what lies above a point counts F times; above the next point as often as it says.

It stretches what counts, so it goes with a rate, an amount each or a share of target: `rate 8% accelerate 1.5x from
100%` pays 12% above the goal. A point in percent is attainment, any other is in the unit of the measure.

sales rate 8% accelerate 1.5x from 100%, 2x from 150%
adoption 60% accelerate 2x from 100% when retention >= 90%
"""

from fractions import Fraction
from typing import TYPE_CHECKING

from compdsl.checked import shapes
from compdsl.checked.clause import Clause
from compdsl.checked.expressions import constant
from compdsl.checked.plan import Modifier, Shape
from compdsl.checked.problems_of_clauses import (
    accelerated_from_zero,
    bounds_missing,
    factor_as_rate,
    misplaced_modifier,
)
from compdsl.checked.problems_of_types import wrong_kind
from compdsl.checked.suggested import MOST_FACTOR, report_points
from compdsl.clauses.order import Stage
from compdsl.kernel.nodes import Choose, Literal, Node, Origin, Piecewise, Row
from compdsl.source.source import Span
from compdsl.syntax import tree
from compdsl.values.figures import shown
from compdsl.values.types import NUMBER, Kind

if TYPE_CHECKING:
    from compdsl.kernel.building import Building
    from compdsl.trace.account import Step

STAGE = Stage.ACCELERATED
WRITTEN = Stage.PAID
"""Behind the rate it accelerates."""
WHERE = frozenset({"component", "metric"})
ONCE = True
"""The points of a second one would be counted in what the first has stretched."""


def check(clause: Clause, modifier: tree.Modifier) -> Modifier | None:
    """The factors are plain, the points rise from above zero."""
    node = modifier.value
    assert isinstance(node, tree.Shape)
    if isinstance(node.rows, tree.Slashes) and node.rows.starts is None:
        written = clause.ctx.source.at(node.rows.span)
        points = " / ".join(f"{100 + 50 * index}%" for index in range(len(node.rows.values)))
        word = "from" if len(node.rows.values) == 1 else "at"
        clause.ctx.report(bounds_missing(clause.ctx.source, node.rows.span, f"accelerate {written} {word} {points}"))
        return None
    shape = shapes.check_shape(clause, node, is_factor=True)
    for row in shape.rows:
        if row.value.type.kind is Kind.MONEY and not clause.has_share:
            hint, found = "Write a factor of the rate, such as `1.5x from 100%`.", row.value.type.words()
            clause.ctx.report(wrong_kind(clause.ctx.source, row.value.span, "`accelerate`", "a factor", found, hint))
    _check_first(clause, shape)
    return Modifier(modifier.span, "accelerate", shape, clause.when(modifier))


def check_others(clause: Clause, modifier: tree.Modifier, others: dict[str, tree.Modifier]) -> None:
    """It goes with a rate or a share; a shape has rates of its own, and full units are no part of a whole."""
    source, ctx = clause.ctx.source, clause.ctx
    shape, each, rate = others.get("shape"), others.get("each"), others.get("rate")
    if shape is not None and isinstance(shape.value, tree.Shape):
        word = shape.value.word
        instead = "Write the higher rate as a row of its own, such as `tiers 8% from 0%, 12% from 100%`."
        ctx.report(misplaced_modifier(source, modifier.span, "accelerate", f"`{word}`", instead))
    elif each is not None and each.value is not None:
        instead = "Write `$100 each` without `full`, or a clause of its own for the units above the point."
        ctx.report(misplaced_modifier(source, modifier.span, "accelerate", "`each full`", instead))
    assert isinstance(modifier.value, tree.Shape)
    _check_factors(clause, modifier.value, rate)


def _check_first(clause: Clause, shape: Shape) -> None:
    """From zero it would be another rate, and below zero nothing says what it means."""
    for row in shape.rows[:1]:
        start = constant(row.start)
        if isinstance(start, int | Fraction) and start <= 0:
            clause.ctx.report(accelerated_from_zero(clause.ctx.source, row.start.span))


def _check_factors(clause: Clause, shape: tree.Shape, rate: tree.Modifier | None) -> None:
    """A percentage below 100% is most likely a rate and no factor of one."""
    rows = shape.rows
    values = rows.values if isinstance(rows, tree.Slashes) else [one.value for one in rows]
    for value in values:
        if isinstance(value, tree.Number) and report_points(clause.ctx, clause.expression(value), above=MOST_FACTOR):
            return
        if isinstance(value, tree.Number) and value.form == "percent" and value.value < 1:
            text, before = clause.ctx.source.at(value.span), rate.value if rate is not None else None
            factor = None
            if isinstance(before, tree.Number) and before.form == "percent" and before.value > 0:
                factor = _as_factor(Fraction(value.value) / before.value)
            itself, more = _as_factor(Fraction(value.value)), _as_factor(1 + Fraction(value.value))
            clause.ctx.report(factor_as_rate(clause.ctx.source, value.span, text, factor, itself, more))


def _as_factor(value: Fraction) -> str | None:
    """A figure as a factor, if its digits end soon."""
    text = shown(value, NUMBER)
    return f"{text}x" if text.replace(".", "").isdigit() and value >= 0 else None


def lower(building: "Building", modifier: Modifier) -> None:
    """What counts, each part of it as often as the factor of its row says; the part below the first point once."""
    shape, origin = modifier.value, Origin(modifier.span, "accelerate")
    assert isinstance(shape, Shape)
    building.plain, building.plain_attainment = building.counted, building.counted_attainment
    assert building.counted is not None
    building.counted = _accelerated(building, modifier, building.counted, origin, as_attainment=False)
    if building.counted_attainment is not None:
        x = building.counted_attainment
        building.counted_attainment = _accelerated(building, modifier, x, origin, as_attainment=True)


def _accelerated(building: "Building", modifier: Modifier, x: Node, origin: Origin, *, as_attainment: bool) -> Node:
    shape = modifier.value
    assert isinstance(shape, Shape)
    begin = Origin(Span(shape.span.start, shape.span.start), "start")
    first = Row(begin.span, Literal(begin, x.type, 0), Literal(begin, NUMBER, 1), over=False, rising=None)
    rows = tuple(building.point(shape, row, as_attainment=as_attainment) for row in shape.rows)
    found = Piecewise(origin, x.type, "marginal", x, (first, *rows))
    if modifier.when is None:
        return found
    return Choose(origin, x.type, building.lower(modifier.when), found, x)


def words(step: "Step") -> str:
    """What is stretched; the rows stand below. Or why it is not."""
    from compdsl.trace.calculation import condition_words
    from compdsl.trace.tiers import shape_words

    if not isinstance(step.node, Choose):
        return shape_words(step)
    condition, changed, _ = step.parts
    if condition.value is not True:
        return f"not accelerated, since {condition_words(condition)}"
    return f"{shape_words(changed)}, since {condition_words(condition)}"
