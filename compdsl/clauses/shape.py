"""`tiers`, `whole tiers`, `steps`, `curve`: how pay follows from what counts.

A row is a value and where it starts: `from` includes the start, `over` does not. A point of a curve is a place the
line goes through. Left of the first row nothing is paid, right of the last one its value goes on.

    expansion tiers 5% / 8% / 12% at $0 / $50k / $100k     each slice at its own rate
    sales whole tiers 5% from $0, 8% from $50k             everything at the rate of the row reached
    nrr 40% steps 50% from 90%, 100% from 100%             the payout of the row reached
    nrr 40% curve 90%: 50%, 100%: 100% rising 2 per point  straight lines through the points
    bonus 20% steps 50% from 2, 100% from 3 by stars       looked up on another measure
"""

from typing import TYPE_CHECKING

from compdsl.checked import shapes
from compdsl.checked.clause import Clause
from compdsl.checked.plan import Modifier, Shape
from compdsl.clauses.order import Stage
from compdsl.kernel.nodes import Origin, Piecewise, Product, Sum
from compdsl.syntax import tree

if TYPE_CHECKING:
    from compdsl.kernel.building import Building
    from compdsl.trace.account import Step

STAGE = Stage.PAID
WHERE = frozenset({"component", "metric"})


def check(clause: Clause, modifier: tree.Modifier) -> Modifier:
    """The rows rise, and come to what the clause pays."""
    assert isinstance(modifier.value, tree.Shape)
    return Modifier(modifier.span, "shape", shapes.check_shape(clause, modifier.value), None)


def lower(building: "Building", modifier: Modifier) -> None:
    """The shape on what counts; rates that are looked up are multiplied with what counts."""
    shape = modifier.value
    assert isinstance(shape, Shape)
    origin = Origin(modifier.span, shape.word)
    building.base = building.piecewise(shape, origin)
    if building.before is not None and shape.by is None:
        _run(building, shape, origin)
        return
    if shape.word in ("steps", "whole tiers") and shape.by is None:
        building.rate = building.base if shape.word == "steps" else building.piecewise(shape, origin, "step")
    if shape.by is not None and shape.word in ("tiers", "whole tiers"):
        building.rate = building.base
        counted = building.part_of_attainment() if building.has_share else building.part()
        building.base = Product(origin, building.type, ("*", "*"), (building.base, counted))
    building.amount = building.base


def _run(building: "Building", shape: Shape, origin: Origin) -> None:
    """The shape on a running total: the part of it that the row fills, or the rate that the total has reached."""
    assert building.base is not None
    assert building.before is not None
    if shape.word == "tiers":
        before = building.before.piecewise(shape, origin)
        building.base = Sum(origin, building.base.type, ("+", "-"), (building.base, before))
    elif shape.word == "whole tiers":
        part = building.part_of_attainment() if building.has_share else building.part()
        rate = building.piecewise(shape, origin, "step")
        building.base = Product(origin, building.base.type, ("*", "*"), (rate, part))
    building.amount = building.base


def words(step: "Step") -> str:
    """What is looked up, and at which figure; the rows stand below."""
    from compdsl.trace.calculation import calculation
    from compdsl.trace.tiers import between_words, is_between, shape_words

    if isinstance(step.node, Piecewise):
        return shape_words(step)
    if is_between(step):
        return between_words(step)
    return f"{calculation(step)}, the rate {shape_words(step.parts[0])}"
