"""`goal at most E`: a goal that is met by being below it; attainment is goal / measure.

churn 20% goal at most 5%
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
