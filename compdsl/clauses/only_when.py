"""`only when C`: the clause pays only where a condition holds; nothing of it is left elsewhere, its floor included.

A condition compares the measure; its attainment is `nrr.attainment`.

    adoption 60% only when retention >= 90%
"""

from typing import TYPE_CHECKING

from compdsl.checked.clause import Clause
from compdsl.checked.plan import Modifier
from compdsl.clauses.order import Stage
from compdsl.kernel.nodes import Origin
from compdsl.syntax import tree

if TYPE_CHECKING:
    from compdsl.kernel.building import Building
    from compdsl.trace.account import Step

STAGE = Stage.ENDED
WHERE = frozenset({"component", "metric"})


def check(clause: Clause, modifier: tree.Modifier) -> Modifier:
    """The condition is the whole of it."""
    return Modifier(modifier.span, "only_when", None, clause.when(modifier))


def lower(building: "Building", modifier: Modifier) -> None:
    """The amount where the condition holds, nothing elsewhere."""
    assert modifier.when is not None
    building.end_unless(building.lower(modifier.when), Origin(modifier.span, "only when"))


def words(step: "Step") -> str:
    """Both compared values, and what follows."""
    from compdsl.trace.modifiers import gate_words

    return gate_words(step, "met")
