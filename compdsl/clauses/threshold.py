"""`threshold E`: nothing is paid below this level of the clause's own measure; at the level itself it is paid.

A percentage compares attainment, an amount or a count the measure. The whole measure is compared, not what counts
of it after `above`. Once reached, everything counts from the first unit.

    adoption 60% goal 80% threshold 50%
"""

from typing import TYPE_CHECKING

from compdsl.checked.clause import Clause
from compdsl.checked.plan import Bound, Modifier
from compdsl.clauses.order import Stage
from compdsl.kernel.nodes import Compare, Origin
from compdsl.syntax import tree
from compdsl.values.types import BOOL

if TYPE_CHECKING:
    from compdsl.kernel.building import Building
    from compdsl.trace.account import Step

STAGE = Stage.ENDED
WRITTEN = Stage.COUNTED
"""By the figures it compares, not at the end."""
WHERE = frozenset({"component", "metric"})


def check(clause: Clause, modifier: tree.Modifier) -> Modifier:
    """The level is a percentage of the goal, or in the unit of the measure."""
    value = clause.bound(clause.expression_of(modifier), "`threshold`")
    return Modifier(modifier.span, "threshold", value, None)


def lower(building: "Building", modifier: Modifier) -> None:
    """The amount where the level is reached, nothing elsewhere."""
    bound = modifier.value
    assert isinstance(bound, Bound)
    measured = building.attainment if bound.is_attainment else building.measure
    assert measured is not None
    origin = Origin(modifier.span, "threshold")
    building.end_unless(Compare(origin, BOOL, ">=", measured, building.lower(bound.value)), origin)


def words(step: "Step") -> str:
    """Both compared values, and what follows."""
    from compdsl.trace.modifiers import gate_words

    return gate_words(step, "reached")
