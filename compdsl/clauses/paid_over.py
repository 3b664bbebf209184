"""`paid over 3 months`: what a period earns is paid in equal parts, this period and the next ones.

The parts are whole cents and add up to what was earned; none is more than a cent from another.

    sales rate 10% paid over 3 months
"""

from typing import TYPE_CHECKING

from compdsl.checked.clause import Clause
from compdsl.checked.plan import Modifier
from compdsl.checked.problems_of_periods import instalments_form
from compdsl.clauses.order import Stage
from compdsl.kernel.building import Building
from compdsl.kernel.nodes import Earlier, Literal, Node, Origin, Product, Sum
from compdsl.syntax import tree
from compdsl.values.types import NUMBER

if TYPE_CHECKING:
    from compdsl.trace.account import Step

STAGE = Stage.HELD
WHERE = frozenset({"component"})

MOST = 60
"""No more parts than this."""


def check(clause: Clause, modifier: tree.Modifier) -> Modifier:
    """A whole number of the plan's own periods."""
    ctx, words = clause.ctx, str(modifier.value)
    count, _, unit = words.partition(" ")
    wanted = ctx.period or "period"
    if not count.isdigit() or len(count) > 4 or not 2 <= int(count) <= MOST or unit.removesuffix("s") != wanted:
        ctx.report(instalments_form(ctx.source, modifier.span, words, wanted))
    return Modifier(modifier.span, "paid_over", words, None)


def lower(building: Building, modifier: Modifier) -> None:
    """It is about the line, and acts when the line is rounded."""


def lower_line(building: Building, modifier: Modifier, amount: Node) -> Node:
    """The first part of what this period earns, and the next part of what each of those before it earned."""
    count, kind, key = int(str(modifier.value).partition(" ")[0]), building.type, f"{building.name}.earned"
    origin = Origin(modifier.span, "paid over")
    building.asks_earned = True
    earned = building.earned(amount, modifier.span)
    parts = [_part(building, modifier, earned, 0, count)]
    for back in range(1, count):
        none = building.nothing(origin)
        so_far = Earlier(Origin(modifier.span, "earlier", building.name), kind, f"{back} before", key, none)
        parts.append(_part(building, modifier, so_far, back, count))
    return Sum(origin, kind, ("+",) * count, tuple(parts))


def _part(building: Building, modifier: Modifier, earned: Node, number: int, count: int) -> Node:
    """One part of what was earned: what so many parts come to, less those before it."""

    def up_to(parts: int) -> Node:
        origin = Origin(modifier.span, "part", building.name)
        factors = (earned, Literal(origin, NUMBER, parts), Literal(origin, NUMBER, count))
        return building.payable(Product(origin, building.type, ("*", "*", "/"), factors), origin)

    if number == 0:
        return up_to(1)
    return Sum(
        Origin(modifier.span, "part", building.name), building.type, ("+", "-"), (up_to(number + 1), up_to(number))
    )


def words(step: "Step") -> str:
    """Each of the parts that are paid with this period."""
    from compdsl.trace.calculation import figure

    return " + ".join(figure(part) for part in step.parts)
