"""`convert at E`: what a clause pays in another currency becomes money of the plan, before the line is rounded.

The clause works in the currency of its measure: its rates, its bounds, its floor and its cap. The rate is what one
unit of that currency is worth in the plan's, and may be a column of the row or of the roster.

    abroad rate 5% on sum(exports.amount) convert at 1.08
    abroad rate 5% on exports.amount convert at exports.rate for each row of exports
"""

from typing import TYPE_CHECKING

from compdsl.checked.clause import Clause
from compdsl.checked.currencies import is_foreign
from compdsl.checked.plan import Modifier
from compdsl.checked.problems_of_clauses import nothing_to_convert
from compdsl.checked.problems_of_types import wrong_kind
from compdsl.clauses.order import Stage
from compdsl.kernel.nodes import Origin, Product
from compdsl.syntax import tree
from compdsl.values.types import Kind, Type

if TYPE_CHECKING:
    from compdsl.kernel.building import Building
    from compdsl.trace.account import Step

STAGE = Stage.CONVERTED
WHERE = frozenset({"component", "metric"})
TAKES_WHEN = False


def check(clause: Clause, modifier: tree.Modifier) -> Modifier:
    """The rate is a plain figure."""
    value = clause.expression(clause.expression_of(modifier))
    if not value.type.is_plain and value.type.kind not in (Kind.FIGURE, Kind.UNKNOWN):
        hint = "Write what one unit of the other currency is worth, such as `convert at 1.08`."
        found = wrong_kind(clause.ctx.source, value.span, "`convert at`", "a number", value.type.words(), hint)
        clause.ctx.report(found)
    kind, currency = clause.type, clause.ctx.currency
    is_settled = clause.kind == "metric" and kind.kind not in (Kind.FIGURE, Kind.UNKNOWN) and currency is not None
    if is_settled and not is_foreign(clause.ctx, kind):
        what = None if kind.kind is Kind.MONEY else kind.words()
        found = nothing_to_convert(clause.ctx.source, modifier.span, clause.name, str(currency), what)
        clause.ctx.report(found)
    return Modifier(modifier.span, "convert", value, None)


def lower(building: "Building", modifier: Modifier) -> None:
    """The amount times the rate, as money of the plan."""
    assert building.amount is not None
    origin, kind = Origin(modifier.span, "convert"), Type(Kind.MONEY, building.currency, building.type.optional)
    building.amount = Product(origin, kind, ("*", "*"), (building.amount, building.lower(modifier.value)))
    building.type = kind


def words(step: "Step") -> str:
    """The amount in its own currency, and the rate."""
    from compdsl.trace.calculation import calculation

    return calculation(step)
