"""`floor E [when C]`: the least a component, a measure or the whole plan comes to.

A percentage is one of the component's target, an amount is an amount of pay. A closed gate or a missed threshold
ends the component, its floor included; a guarantee that survives is `total floor`.

    retention 20% floor $500
    total floor $2_000
"""

from typing import TYPE_CHECKING

from compdsl.checked.clause import Clause
from compdsl.checked.plan import Modifier
from compdsl.clauses.order import Stage
from compdsl.kernel.nodes import Extreme, Origin
from compdsl.syntax import tree

if TYPE_CHECKING:
    from compdsl.kernel.building import Building
    from compdsl.trace.account import Step

STAGE = Stage.FLOORED
WHERE = frozenset({"component", "metric", "total"})


def check(clause: Clause, modifier: tree.Modifier) -> Modifier:
    """The limit is money, or a percentage of a target."""
    return clause.limit("floor", modifier)


def lower(building: "Building", modifier: Modifier) -> None:
    """The most of the amount and the limit."""
    assert building.amount is not None
    origin = Origin(modifier.span, "floor")
    limited = Extreme(origin, building.type, "most", (building.amount, building.limit(modifier.value)))
    building.choose(modifier.when, limited, origin)


def words(step: "Step") -> str:
    """Whether the floor lifted, and by how much."""
    from compdsl.trace.modifiers import limit_words

    return limit_words(step, verb="adds")
