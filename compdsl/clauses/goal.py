"""`goal E`: what the measure is held against; attainment is measure / goal.

A goal belongs to the measure: all clauses on it share it, and it is said once. A percentage without a goal is its
own attainment. The goal of a team is the sum of the goals of its people, weighted by the denominator where the
measure is a ratio. A goal of zero is no data.

    retention 20% goal 92%
    sales 100% goal payee.quota
"""

from typing import TYPE_CHECKING

from compdsl.checked.clause import Clause
from compdsl.checked.plan import Modifier
from compdsl.clauses.order import Stage
from compdsl.syntax import tree

if TYPE_CHECKING:
    from compdsl.kernel.building import Building

STAGE = Stage.AIMED
WHERE = frozenset({"component", "metric"})


def check(clause: Clause, modifier: tree.Modifier) -> Modifier | None:
    """The goal was checked with its measure."""
    return None


def lower(building: "Building", modifier: Modifier) -> None:
    """The goal is the measure's."""
