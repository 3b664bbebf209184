"""`rate E [when C]`: pays a rate on what counts of the measure.

sales rate 8%
portfolio rate payee.rate above quarter_goal on billed
"""

from typing import TYPE_CHECKING

from compdsl.checked.clause import Clause
from compdsl.checked.plan import Modifier
from compdsl.checked.problems_of_types import wrong_kind
from compdsl.checked.suggested import report_points
from compdsl.checked.type_of import settle
from compdsl.clauses.order import Stage
from compdsl.kernel.nodes import Origin, Product
from compdsl.syntax import tree
from compdsl.values.types import PERCENT, Kind

if TYPE_CHECKING:
    from compdsl.kernel.building import Building

STAGE = Stage.PAID
WHERE = frozenset({"component", "metric"})


def check(clause: Clause, modifier: tree.Modifier) -> Modifier:
    """The rate is a plain figure, the measure money; or the rate is money and the measure a count."""
    value = clause.expression(clause.expression_of(modifier))
    if not value.type.is_plain and value.type.kind not in (Kind.FIGURE, Kind.UNKNOWN):
        hint = "Write a percentage such as `rate 8%`; an amount for each unit is `$100 each`."
        clause.ctx.report(wrong_kind(clause.ctx.source, value.span, "`rate`", "a percentage", value.type.words(), hint))
    if clause.measure is None or clause.measure.type.kind in (Kind.MONEY, Kind.FIGURE):
        value = settle(clause.ctx, value, PERCENT)
    report_points(clause.ctx, value)
    return Modifier(modifier.span, "rate", value, clause.when(modifier))


def lower(building: "Building", modifier: Modifier) -> None:
    """The rate times what counts."""
    assert building.counted is not None
    origin = Origin(modifier.span, "rate")
    building.rate = building.lower(modifier.value)
    building.base = Product(origin, building.type, ("*", "*"), (building.rate, building.part()))
    building.amount = building.base
    if modifier.when is not None:
        building.only_if(building.lower(modifier.when), Origin(modifier.when.span, "when"))
        building.base = building.amount
