"""`above E`: only the part above this counts. A percentage is one of the goal, otherwise it is in the measure's unit.

sales rate 5% above $10_000
nrr 100% above 100%
"""

from typing import TYPE_CHECKING

from compdsl.checked.clause import Clause
from compdsl.checked.plan import Bound, Modifier
from compdsl.clauses.order import Stage
from compdsl.kernel.nodes import Origin
from compdsl.syntax import tree

if TYPE_CHECKING:
    from compdsl.kernel.building import Building
    from compdsl.trace.account import Step

STAGE = Stage.COUNTED
WHERE = frozenset({"component", "metric"})


def check(clause: Clause, modifier: tree.Modifier) -> Modifier:
    """The bound is a percentage of the goal, or in the unit of the measure."""
    value = clause.bound(clause.expression_of(modifier), "`above`")
    return Modifier(modifier.span, "above", value, None)


def lower(building: "Building", modifier: Modifier) -> None:
    """What counts less the bound, never below zero."""
    from compdsl.kernel.building import part_above

    bound, origin = modifier.value, Origin(modifier.span, "above")
    assert isinstance(bound, Bound)
    assert building.counted is not None
    kind = building.counted.type
    building.counted = part_above(origin, kind, building.counted, building.in_measure(bound, origin))
    if building.counted_attainment is not None:
        kind, limit = building.counted_attainment.type, building.in_attainment(bound, origin)
        building.counted_attainment = part_above(origin, kind, building.counted_attainment, limit)


def words(step: "Step") -> str:
    """The part that counts."""
    from compdsl.trace.figures import figure
    from compdsl.trace.modifiers import bound_words

    above = step.parts[0]
    value, bound = above.parts
    how = bound_words(bound)
    if step.is_missing or above.value > 0:
        return f"{figure(value)} − {figure(bound)}{how}"
    return f"nothing is above: {figure(value)} ≤ {figure(bound)}{how}"
