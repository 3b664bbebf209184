"""`A each [full U] [when C]`: pays an amount for every unit of the measure, or for every full U units.

referrals $100 each
seats $50 each full 10
"""

from fractions import Fraction
from typing import TYPE_CHECKING

from compdsl.checked.clause import Clause
from compdsl.checked.expressions import constant
from compdsl.checked.given import want
from compdsl.checked.plan import Bound, Modifier
from compdsl.checked.problems_of_types import wrong_kind
from compdsl.clauses.order import Stage
from compdsl.kernel.nodes import Literal, Node, Origin, Product, Round, Sum
from compdsl.syntax import tree
from compdsl.values.rounding import Mode
from compdsl.values.types import COUNT, NUMBER, PERCENT, Kind

if TYPE_CHECKING:
    from compdsl.kernel.building import Building
    from compdsl.trace.account import Step

STAGE = Stage.PAID
WRITTEN = 0
"""By the amount it belongs to, before all others."""
WHERE = frozenset({"component"})


def check(clause: Clause, modifier: tree.Modifier) -> Modifier:
    """The measure is a count or a number, or money where it is paid by full units of money."""
    measure = clause.measure
    full = clause.expression(clause.expression_of(modifier)) if modifier.value is not None else None
    if measure is not None and full is None and measure.type.kind in (Kind.MONEY, Kind.PERCENT):
        hint = "Write `rate 5%` for a share of it, or `each full $1_000` for each full unit."
        clause.ctx.report(wrong_kind(clause.ctx.source, modifier.span, "`each`", "a count", measure.type.words(), hint))
    if full is None or full.type.is_plain:
        is_percent = full is not None and full.type.kind is Kind.PERCENT
        want(clause.ctx, measure, PERCENT if is_percent else NUMBER, modifier.span)
    if full is None:
        return Modifier(modifier.span, "each", None, clause.when(modifier))
    size = constant(full)
    if isinstance(size, int | Fraction) and size <= 0:
        text, hint = f"`{clause.ctx.source.at(full.span)}`", "Write a unit above zero, such as `each full 10`."
        clause.ctx.report(wrong_kind(clause.ctx.source, full.span, "`full`", "a unit above zero", text, hint))
    return Modifier(modifier.span, "each", Bound(full, clause.is_attainment(full, "`full`")), clause.when(modifier))


def lower(building: "Building", modifier: Modifier) -> None:
    """The amount times the units."""
    assert building.counted is not None
    assert building.rate is not None
    origin = Origin(modifier.span, "each")
    units: Node = building.part()
    if isinstance(modifier.value, Bound):
        units = _full(building, modifier, modifier.value)
        if building.before is not None:
            before = _full(building.before, modifier, modifier.value)
            units = Sum(Origin(modifier.span, "counts of the row"), COUNT, ("+", "-"), (units, before))
    building.base = Product(origin, building.type, ("*", "*"), (building.rate, units))
    building.amount = building.base
    if modifier.when is not None:
        building.only_if(building.lower(modifier.when), Origin(modifier.when.span, "when"))
        building.base = building.amount


def _full(building: "Building", modifier: Modifier, unit: Bound) -> Node:
    """The full units of what counts; below zero as many as above, so that a refund mirrors its sale."""
    assert building.counted is not None
    origin = Origin(modifier.span, "each")
    parts = Product(origin, NUMBER, ("*", "/"), (building.counted, building.in_measure(unit, origin)))
    return Round(Origin(modifier.span, "full"), COUNT, parts, Literal(origin, COUNT, 1), Mode.DOWN)


def words(step: "Step") -> str:
    """The full units."""
    from compdsl.trace.calculation import calculation
    from compdsl.trace.figures import exactly

    units = step.parts[0]
    return f"{calculation(units)} = {exactly(units)}, of which the full units count"
