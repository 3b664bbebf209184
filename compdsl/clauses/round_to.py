"""`round to U`: the amount of a clause, or the value of a measure, rounded to a unit, half away from zero.

It comes last, after cap, floor and the multipliers of the plan. A figure inside a clause is rounded with
`round(x, unit)`.

    mbo $1_000 each round to $1
    metric nrr = sum(book.end) / sum(book.start) round to 0.1%
"""

from typing import TYPE_CHECKING

from compdsl.checked.clause import Clause
from compdsl.checked.expressions import Literal
from compdsl.checked.plan import Modifier
from compdsl.checked.type_of import check_unit
from compdsl.clauses.order import Stage
from compdsl.kernel.nodes import Node, Origin, Round
from compdsl.syntax import tree
from compdsl.syntax.problems_of_words import another_word
from compdsl.syntax.wording import UNITS_OF_ROUNDING
from compdsl.values.rounding import Mode
from compdsl.values.types import UNKNOWN

if TYPE_CHECKING:
    from compdsl.kernel.building import Building
    from compdsl.trace.account import Step

STAGE = Stage.ROUNDED
WHERE = frozenset({"component", "metric"})


def check(clause: Clause, modifier: tree.Modifier) -> Modifier:
    """The unit is of the kind of the amount."""
    written = clause.expression_of(modifier)
    meant = UNITS_OF_ROUNDING.get(written.names[0]) if isinstance(written, tree.Path) else None
    if meant is not None and isinstance(written, tree.Path) and written.dotted not in clause.ctx.declared:
        clause.ctx.report(another_word(clause.ctx.source, written.span, written.dotted, f"round to {meant}"))
        return Modifier(modifier.span, "round_to", Literal(written.span, UNKNOWN, 0), None)
    unit = clause.expression(written)
    check_unit(clause.ctx, clause.as_value(modifier.span), unit)
    return Modifier(modifier.span, "round_to", unit, None)


def lower(building: "Building", modifier: Modifier) -> None:
    """The value rounded; the amount of a line once the multipliers of the plan are in it."""
    assert building.amount is not None
    origin = Origin(modifier.span, "round to")
    unit = building.lower(modifier.value)
    if not building.is_line:
        building.amount = Round(origin, building.type, building.amount, unit, Mode.HALF_AWAY)


def lower_line(building: "Building", modifier: Modifier, amount: Node) -> Node:
    """The amount of a line, once the multipliers of the plan are in it."""
    unit = building.lower(modifier.value)
    return Round(Origin(modifier.span, "round to"), building.type, amount, unit, Mode.HALF_AWAY)


def words(step: "Step") -> str:
    """What was rounded to which unit."""
    from compdsl.trace.calculation import calculation

    return calculation(step.parts[0] if step.is_missing else step)
