"""`cap E [when C]`: the most a component, a measure or the whole plan can come to.

A percentage is one of the component's target (on `total`, of the plan's), an amount is an amount of pay. What
*counts* is limited by `up to` instead. Cap comes after floor: where the floor is above the cap, the cap wins.

    adoption 60% cap 150%
    sales rate 8% cap $10_000
    total cap 250%
"""

from typing import TYPE_CHECKING

from compdsl.checked.clause import Clause
from compdsl.checked.plan import Modifier
from compdsl.clauses.order import Stage
from compdsl.kernel.building import Building
from compdsl.kernel.nodes import Extreme, Origin
from compdsl.syntax import tree

if TYPE_CHECKING:
    from compdsl.trace.account import Step

STAGE = Stage.CAPPED
WHERE = frozenset({"component", "metric", "total"})
TAKES_WHEN = True


def check(clause: Clause, modifier: tree.Modifier) -> Modifier:
    """The limit is money, or a percentage of a target."""
    return clause.limit("cap", modifier)


def lower(building: Building, modifier: Modifier) -> None:
    """The least of the amount and the limit."""
    assert building.amount is not None
    origin = Origin(modifier.span, "cap")
    limited = Extreme(origin, building.type, "least", (building.amount, building.limit(modifier.value)))
    building.choose(modifier.when, limited, origin)


def words(step: "Step") -> str:
    """Whether the cap cut, and what."""
    from compdsl.trace.modifiers import limit_words

    return limit_words(step, verb="cuts")
