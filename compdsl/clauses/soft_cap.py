"""`soft cap E at S [when C]`: of what lies above a limit, only a share is paid.

The limit is like that of `cap`: a percentage is one of the component's target (on `total`, of the plan's), an amount is
an amount of pay. It comes after the floor and before a `cap`, which may stand beside it as the end of all.

    adoption 60% soft cap 150% at 20%
    sales rate 10% soft cap $10_000 at 25% cap $20_000
    total soft cap 200% at 10%
"""

from fractions import Fraction
from typing import TYPE_CHECKING

from compdsl.checked.clause import Clause
from compdsl.checked.expressions import Checked, constant
from compdsl.checked.plan import Modifier
from compdsl.checked.problems_of_types import wrong_kind
from compdsl.clauses.order import Stage
from compdsl.kernel.nodes import Choose, Origin, Round
from compdsl.source.frozen import changed
from compdsl.syntax import tree
from compdsl.values.types import Kind

if TYPE_CHECKING:
    from compdsl.kernel.building import Building
    from compdsl.trace.account import Step

STAGE = Stage.SOFT_CAPPED
WHERE = frozenset({"component", "metric", "total"})
ONCE = True
"""The limit of a second one would be compared with what the first has left."""


def check(clause: Clause, modifier: tree.Modifier) -> Modifier:
    """The limit is money, or a percentage of a target; the share is a part of the whole."""
    limit = modifier.value
    assert isinstance(limit, tree.SoftLimit)
    return changed(clause.limit("soft_cap", modifier), share=_share(clause, limit.share))


def _share(clause: Clause, node: tree.Expression) -> Checked:
    share, source = clause.expression(node), clause.ctx.source
    what, wanted = "The share that is paid above it", "a percentage between 0% and 100%"
    part = constant(share)
    is_outside = isinstance(part, int | Fraction) and not 0 < part < 1
    if share.type.kind not in (Kind.PERCENT, Kind.UNKNOWN, Kind.FIGURE) or is_outside:
        is_nothing = share.type.kind is Kind.PERCENT and part == 0
        hint = "Write `cap`: nothing is paid above it." if is_nothing else "Write a share of it, such as `at 20%`."
        found = f"`{source.at(share.span)}`"
        clause.ctx.report(wrong_kind(source, share.span, what, wanted, found, hint))
    return share


def lower(building: "Building", modifier: Modifier) -> None:
    """The amount, with a share of what lies above the limit."""
    from compdsl.kernel.building import above_and_kept, softened

    assert building.amount is not None
    assert modifier.share is not None
    origin = Origin(modifier.span, "soft cap")
    share, limit = building.lower(modifier.share), building.limit(modifier.value)
    above, kept = above_and_kept(origin, building.amount, limit, share)
    building.choose(modifier.when, softened(origin, building.amount, above, kept), origin)


def words(step: "Step") -> str:
    """What lies above the limit, and the share of it that is paid; or that nothing does."""
    from compdsl.trace.calculation import condition_words
    from compdsl.trace.figures import figure
    from compdsl.trace.modifiers import how_limited

    if isinstance(step.node, Choose):
        condition, changed_step, _ = step.parts
        if condition.value is not True:
            return f"does not apply, since {condition_words(condition)}"
        return f"{words(changed_step)}, since {condition_words(condition)}"
    if step.is_missing:
        return "cannot be answered"
    amount, above, kept = step.parts
    limit = above.parts[0].parts[1]
    if above.value == 0:
        return f"changes nothing: {figure(amount)} ≤ {figure(limit)}{how_limited(limit)}"
    share = kept.parts[0].parts[0] if isinstance(kept.node, Round) else kept.parts[0]
    left = f"pays {figure(share)} of the {figure(above)} above {figure(limit)}{how_limited(limit)}"
    return f"{left}: {figure(amount)} becomes {figure(step)}"
