"""`draw E [when C]`, on `total`: the total is paid up to this amount where it comes to less.

It comes after the floor and the cap of the plan and after clawbacks; only an adjustment comes after it. What it adds
is a line of its own.

    total cap 250% draw $2_000
    total draw payee.draw when payee.months <= 6
    total draw $3_000 recoverable

A recoverable draw is an advance: what it adds is a balance, and what later totals come to above the draw repays it.
"""

from typing import TYPE_CHECKING

from compdsl.checked.clause import Clause
from compdsl.checked.plan import Modifier
from compdsl.clauses.order import Stage
from compdsl.syntax import tree

if TYPE_CHECKING:
    from compdsl.kernel.building import Building
    from compdsl.trace.account import Step

STAGE = Stage.DRAWN
WHERE = frozenset({"total"})
TAKES_WHEN = True


def check(clause: Clause, modifier: tree.Modifier) -> Modifier:
    """The draw is money, or a percentage of the plan's target."""
    return clause.limit(modifier.word, modifier)


def lower(building: "Building", modifier: Modifier) -> None:
    """It acts on the total, where the lines are added up."""


def words(step: "Step") -> str:
    """Whether the draw adds to the total, and how much."""
    from compdsl.trace.modifiers import limit_words

    return limit_words(step, verb="adds")
