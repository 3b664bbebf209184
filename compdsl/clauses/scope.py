"""`own`, `team`, `company`: whose records a clause is about; the payee's own where nothing is said.

retention 20% team
"""

from typing import TYPE_CHECKING

from compdsl.checked.clause import Clause
from compdsl.checked.plan import Modifier
from compdsl.clauses.order import Stage
from compdsl.syntax import tree

if TYPE_CHECKING:
    from compdsl.kernel.building import Building

STAGE = Stage.SCOPED
WHERE = frozenset({"component"})


def check(clause: Clause, modifier: tree.Modifier) -> Modifier | None:
    """Which scope it is was settled when the component's measure was found."""
    return None


def lower(building: "Building", modifier: Modifier) -> None:
    """The scope is the component's from the start."""
