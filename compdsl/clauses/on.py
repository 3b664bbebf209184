"""`on E`: the measure a clause pays on, where it is not the one of its own name.

bonus rate 10% on gross_margin
team_bonus 20% on retention.team
"""

from typing import TYPE_CHECKING

from compdsl.checked.clause import Clause
from compdsl.checked.plan import Modifier
from compdsl.clauses.order import Stage
from compdsl.syntax import tree

if TYPE_CHECKING:
    from compdsl.kernel.building import Building

STAGE = Stage.MEASURED
WHERE = frozenset({"component"})


def check(clause: Clause, modifier: tree.Modifier) -> Modifier | None:
    """Which measure it is was settled when the component's measure was found."""
    return None


def lower(building: "Building", modifier: Modifier) -> None:
    """The measure is the component's from the start."""
