"""`cap E [when C]`: the most a component, a measure or the whole plan can come to.

A percentage is one of the component's target (on `total`, of the plan's), an amount is an amount of pay. What
*counts* is limited by `up to` instead. Cap comes after floor: where the floor is above the cap, the cap wins.

    adoption 60% cap 150%
    sales rate 8% cap $10_000
    total cap 250%
    sales rate 8% cap $50k per year

A limit `per year` is what the earlier periods of the year have left of it.
"""

from typing import TYPE_CHECKING

from compdsl.checked.clause import Clause
from compdsl.checked.plan import Modifier
from compdsl.clauses.order import Stage
from compdsl.kernel.nodes import Choose, Extreme, Origin
from compdsl.syntax import tree

if TYPE_CHECKING:
    from compdsl.kernel.building import Building
    from compdsl.trace.account import Step

STAGE = Stage.CAPPED
WHERE = frozenset({"component", "metric", "total"})


def check(clause: Clause, modifier: tree.Modifier) -> Modifier:
    """The limit is money, or a percentage of a target."""
    return clause.limit("cap", modifier)


def lower(building: "Building", modifier: Modifier) -> None:
    """The least of the amount and the limit."""
    assert building.amount is not None
    origin = Origin(modifier.span, "cap")
    limited = Extreme(
        origin, building.type, "least", (building.amount, building.limit(modifier.value, is_yearly=modifier.is_yearly))
    )
    building.choose(modifier.when, limited, origin)


def words(step: "Step") -> str:
    """Whether the cap cut, and what; also that it wins where the floor is above it."""
    from compdsl.trace.modifiers import has_lifted, limit_words

    cap = step.parts[1] if isinstance(step.node, Choose) else step
    wins = not step.is_missing and cap.value == step.value != cap.parts[0].value and has_lifted(cap.parts[0])
    return f"{limit_words(step, verb='cuts')}{'; the cap wins over the floor' if wins else ''}"
