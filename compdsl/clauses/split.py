"""`split by E`: an amount for everybody, split among them by a weight; the parts add up to it to the cent.

The amount is that of the company, or of the `team`, and the same for all its people. Each gets the whole cents of their
exact part; the cents that are left go to the largest remainders, and among equal ones in the order of the payees' keys.

    pool $100_000 split by target * csat.attainment
    pool = sum(deals.amount, company) * 1% split by payee.points
"""

from fractions import Fraction
from typing import TYPE_CHECKING

from compdsl.checked.clause import Clause
from compdsl.checked.expressions import constant
from compdsl.checked.plan import Modifier
from compdsl.checked.problems_of_clauses import misplaced_modifier
from compdsl.checked.problems_of_types import wrong_kind
from compdsl.clauses.order import Stage
from compdsl.kernel.nodes import EachTeam, Literal, Node, Origin, Split
from compdsl.syntax import tree
from compdsl.values.scopes import BELOW

if TYPE_CHECKING:
    from compdsl.kernel.building import Building
    from compdsl.trace.account import Step

STAGE = Stage.SPLIT
WHERE = frozenset({"component"})


def check(clause: Clause, modifier: tree.Modifier) -> Modifier:
    """The weight is a figure of each payee."""
    weight = clause.expression(clause.expression_of(modifier))
    if not weight.type.is_numeric:
        hint = "Write a figure of each payee, such as `split by target * csat.attainment`."
        clause.ctx.report(
            wrong_kind(clause.ctx.source, weight.span, "`split by`", "a figure", weight.type.words(), hint)
        )
    if clause.scope in BELOW:
        instead = "Write `team`, or leave the scope out for everybody: a manager is none of those below."
        found = misplaced_modifier(clause.ctx.source, modifier.span, clause.scope, "an amount that is split", instead)
        clause.ctx.report(found)
    figure = constant(weight)
    if isinstance(figure, int | Fraction) and figure <= 0:
        hint = "Write a weight above zero, such as `split by 1` for equal parts."
        clause.ctx.report(wrong_kind(clause.ctx.source, weight.span, "`split by`", "a weight", "nothing or less", hint))
    return Modifier(modifier.span, "split", weight, None)


def lower(building: "Building", modifier: Modifier) -> None:
    """The amount is split when all is in it."""


def lower_line(building: "Building", modifier: Modifier, amount: Node) -> Node:
    """The part of the amount, rounded to what can be paid, that falls on the payee."""
    origin = Origin(modifier.span, "split", building.name)
    payable = building.payable(amount, Origin(modifier.span, "pool", building.name))
    unit = Literal(origin, building.type, building.unit)
    scope = building.scope if building.scope in ("team", "company") else "company"
    part = Split(origin, building.type, scope, payable, building.lower(modifier.value), unit)
    return EachTeam(Origin(modifier.span, "each team"), building.type, part) if scope == "team" else part


def words(step: "Step") -> str:
    """The payee's weight among all, and the part that is theirs."""
    from compdsl.trace.rows import split_words

    return split_words(step)
