"""`mtd`, `qtd`, `htd`, `ytd`: paid on all of the month, quarter, half or year so far, less what was paid for it before.

The measure, a money limit and a shape are about the time so far. A goal and a target for a period are added up over
the periods so far; with a goal `per year`, attainment is that of the year and the share is one of the year's target.

    bookings 100% goal $1m per year ytd  tiers 1x / 1.4x at 0% / 100%
"""

from typing import TYPE_CHECKING

from compdsl.checked.clause import Clause
from compdsl.checked.periods import check_window
from compdsl.checked.plan import Modifier
from compdsl.clauses.order import Stage
from compdsl.kernel.nodes import Node, Origin, Sum
from compdsl.syntax import tree
from compdsl.values.period import WINDOWS

if TYPE_CHECKING:
    from compdsl.kernel.building import Building
    from compdsl.trace.account import Step

STAGE = Stage.SCOPED
LINE_STAGE = Stage.TRUED_UP
WHERE = frozenset({"component"})


def check(clause: Clause, modifier: tree.Modifier) -> Modifier:
    """The plan's period is shorter than the time it looks back over."""
    check_window(clause.ctx, modifier.span, modifier.word)
    return Modifier(modifier.span, modifier.word, None, None)


def lower(building: "Building", modifier: Modifier) -> None:
    """The figures are those of the time so far from the start; what was paid before is taken off in the end."""


def lower_line(building: "Building", modifier: Modifier, amount: Node) -> Node:
    """What is earned so far, rounded as a line is, less what earlier periods paid of it.

    So the lines of a year add up to what the year earns, rounded once.
    """
    earned = building.payable(amount, Origin(modifier.span, "earned", building.name))
    before = building.earned_before(WINDOWS[modifier.word], modifier.span, "paid to date")
    return Sum(Origin(modifier.span, modifier.word), building.type, ("+", "-"), (earned, before))


def words(step: "Step") -> str:
    """What was earned so far, and what was paid of it before."""
    from compdsl.trace.calculation import name_of
    from compdsl.trace.figures import figure

    earned, before = step.parts
    return f"{figure(earned)} earned so far, less {figure(before)} {name_of(before)}"
