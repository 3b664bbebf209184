"""`clawback S [when C]`, `clawback SHAPE by M`: takes back a share of the measure, after all limits of pay.

The clause pays less than nothing: the share of what is measured, with a minus. Neither its own clause nor the floor
and the cap of the total limit it; a draw comes after it. What is taken back is measured as it was paid, above zero.

    refunds clawback 8% on sum(refunds.amount)
    early_exits clawback curve 0: 100%, 12: 0% by months on exits.commission for each row of exits
"""

from typing import TYPE_CHECKING

from compdsl.checked.clause import Clause
from compdsl.checked.plan import Modifier, Shape
from compdsl.checked.problems_of_clauses import misplaced_modifier
from compdsl.checked.problems_of_types import wrong_kind
from compdsl.checked.shapes import check_shape
from compdsl.checked.suggested import report_points
from compdsl.clauses.order import Stage
from compdsl.kernel.nodes import Origin, Product, Sum
from compdsl.syntax import tree
from compdsl.values.types import Kind

if TYPE_CHECKING:
    from compdsl.kernel.building import Building
    from compdsl.trace.account import Step

STAGE = Stage.TAKEN_BACK
WRITTEN = Stage.PAID
"""Where other clauses say what they pay."""
WHERE = frozenset({"component"})
TAKES_WHEN = True

INSTEAD = {
    "soft_cap": "Limit what counts, such as `up to $10_000`; a clawback is not limited as pay is.",
    "cap": "Limit what counts, such as `up to $10_000`; a clawback is not limited as pay is.",
    "floor": "Take it out; a clawback is not limited as pay is.",
    "accelerate": "Write the higher share as a row, such as `clawback steps 50% from 0, 100% from $10k by refunds`.",
}
"""The modifiers that a clawback does not take."""


def check(clause: Clause, modifier: tree.Modifier) -> Modifier:
    """The share is a plain figure; of a count it may be an amount for each."""
    if isinstance(modifier.value, tree.Shape):
        return Modifier(modifier.span, "clawback", _check_shape(clause, modifier.value), clause.when(modifier))
    value = clause.expression(clause.expression_of(modifier))
    is_amount = value.type.kind is Kind.MONEY and clause.measure is not None and clause.measure.type.is_plain
    if not value.type.is_plain and value.type.kind not in (Kind.FIGURE, Kind.UNKNOWN) and not is_amount:
        hint = "Write a share such as `clawback 100%`, of what is measured."
        found = wrong_kind(clause.ctx.source, value.span, "`clawback`", "a share", value.type.words(), hint)
        clause.ctx.report(found)
    report_points(clause.ctx, value)
    return Modifier(modifier.span, "clawback", value, clause.when(modifier))


def _check_shape(clause: Clause, node: tree.Shape) -> Shape:
    if node.word in ("tiers", "whole tiers"):
        instead = "Write `clawback steps 100% from 0, 50% from 6 by months`: the share of the row reached."
        clause.ctx.report(misplaced_modifier(clause.ctx.source, node.span, node.word, "`clawback`", instead))
    return check_shape(clause, node, is_factor=True)


def check_others(clause: Clause, modifier: tree.Modifier, others: dict[str, tree.Modifier]) -> None:
    """What limits pay does not limit what is taken back."""
    for other in others.values():
        if other.word in INSTEAD:
            found = misplaced_modifier(clause.ctx.source, other.span, other.word, "`clawback`", INSTEAD[other.word])
            clause.ctx.report(found)


def lower(building: "Building", modifier: Modifier) -> None:
    """The share of what counts, with a minus."""
    assert building.amount is not None
    origin, value = Origin(modifier.span, "clawback"), modifier.value
    if isinstance(value, Shape):
        share = building.piecewise(value, Origin(value.span, value.word))
    else:
        share = building.lower(value)
    part = Product(Origin(modifier.span, "taken back"), building.type, ("*", "*"), (share, building.amount))
    building.amount = Sum(origin, building.type, ("-",), (part,))
    if modifier.when is not None:
        building.only_if(building.lower(modifier.when), Origin(modifier.when.span, "when"))


def words(step: "Step") -> str:
    """The share, and of what."""
    from compdsl.trace.calculation import calculation

    text = calculation(step)
    return text.removeprefix("-") if step.value == 0 else text
