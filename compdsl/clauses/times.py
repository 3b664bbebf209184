"""`times F [when C]`, `times SHAPE by M`: the amount is multiplied; several multipliers multiply one another.

The factor is a number, or the step or curve of another measure. Adding factors is written out: `times 1 + a + b`.

    sales rate 5% times 1.1 when csat >= 90%
    bonus rate 10% times steps 0.5x from 1, 1x from 2 by roi
"""

from typing import TYPE_CHECKING

from compdsl.checked.clause import Clause
from compdsl.checked.plan import Modifier, Shape
from compdsl.checked.problems_of_clauses import misplaced_modifier
from compdsl.checked.problems_of_types import wrong_kind
from compdsl.checked.shapes import check_shape
from compdsl.checked.suggested import MOST_FACTOR, report_points
from compdsl.checked.type_of import settle_factor
from compdsl.clauses.order import Stage
from compdsl.kernel.nodes import Origin, Product
from compdsl.syntax import tree
from compdsl.values.types import Kind

if TYPE_CHECKING:
    from compdsl.kernel.building import Building
    from compdsl.trace.account import Step

STAGE = Stage.MULTIPLIED
WHERE = frozenset({"component", "metric"})
REPEATS = True


def check(clause: Clause, modifier: tree.Modifier) -> Modifier:
    """The factor is a plain figure."""
    if isinstance(modifier.value, tree.Shape):
        return Modifier(modifier.span, "times", _check_shape(clause, modifier.value), clause.when(modifier))
    value = settle_factor(clause.ctx, clause.expression(clause.expression_of(modifier)))
    if not value.type.is_plain and value.type.kind not in (Kind.FIGURE, Kind.UNKNOWN):
        hint = "Write a factor such as `times 1.5` or `times 110%`."
        clause.ctx.report(
            wrong_kind(clause.ctx.source, value.span, "`times`", "a plain figure", value.type.words(), hint)
        )
    report_points(clause.ctx, value, above=MOST_FACTOR)
    return Modifier(modifier.span, "times", value, clause.when(modifier))


def _check_shape(clause: Clause, node: tree.Shape) -> Shape:
    if node.word in ("tiers", "whole tiers"):
        instead = "Write `times steps 0.5x from 1, 1x from 2 by roi`: the factor of the row reached."
        clause.ctx.report(misplaced_modifier(clause.ctx.source, node.span, node.word, "`times`", instead))
    return check_shape(clause, node, is_factor=True)


def lower(building: "Building", modifier: Modifier) -> None:
    """The amount times the factor."""
    assert building.amount is not None
    origin = Origin(modifier.span, "times")
    value = modifier.value
    factor = building.piecewise(value, origin) if isinstance(value, Shape) else building.lower(value)
    changed = Product(origin, building.type, ("*", "*"), (building.amount, factor))
    building.choose(modifier.when, changed, origin)


def words(step: "Step") -> str:
    """The multiplication, or why there is none."""
    from compdsl.trace.modifiers import multiplied_words

    return multiplied_words(step)
