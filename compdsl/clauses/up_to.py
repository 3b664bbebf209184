"""`up to E`: no more than this counts. A percentage limits attainment, an amount or a count the measure.

It comes before `above`. To limit pay instead, write `cap`.

    nrr 40% up to 120%
    renewals $100 each up to 20
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

STAGE = Stage.LIMITED
WHERE = frozenset({"component", "metric"})


def check(clause: Clause, modifier: tree.Modifier) -> Modifier:
    """The bound is a percentage of the goal, or in the unit of the measure."""
    value = clause.bound(clause.expression_of(modifier), "`up to`")
    return Modifier(modifier.span, "up_to", value, None)


def lower(building: "Building", modifier: Modifier) -> None:
    """The least of what counts and the bound."""
    from compdsl.kernel.building import least

    bound, origin = modifier.value, Origin(modifier.span, "up to")
    assert isinstance(bound, Bound)
    assert building.counted is not None
    limit = building.in_measure(bound, origin)
    building.counted = least(origin, building.counted.type, building.counted, limit)
    if building.counted_attainment is not None:
        limit = building.in_attainment(bound, origin)
        kind = building.counted_attainment.type
        building.counted_attainment = least(origin, kind, building.counted_attainment, limit)


def words(step: "Step") -> str:
    """Whether it cut what counts."""
    from compdsl.trace.figures import figure
    from compdsl.trace.modifiers import bound_words

    value, bound = step.parts
    how = bound_words(bound)
    if step.is_missing:
        return "cannot be answered"
    if value.value <= bound.value:
        return f"changes nothing: {figure(value)} ≤ {figure(bound)}{how}"
    return f"no more than {figure(bound)}{how} of {figure(value)} counts"
