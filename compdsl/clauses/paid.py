"""`paid yearly`, `paid quarterly`: one line a year or a quarter, in its last period, on all of it.

The measure, the goal and the target are those of the whole year or quarter; the other periods pay nothing.

    retention 20% goal 92% paid yearly
"""

from typing import TYPE_CHECKING

from compdsl.checked.clause import Clause
from compdsl.checked.plan import Modifier
from compdsl.checked.problems_of_names import unknown_setting
from compdsl.checked.problems_of_periods import window_too_short
from compdsl.clauses.order import Stage
from compdsl.diagnostics.did_you_mean import closest
from compdsl.kernel.nodes import PAID_AT_THE_END, Choose, Compare, Literal, Named, Node, Origin, PeriodFact
from compdsl.syntax import tree
from compdsl.syntax.wording import PERIODS
from compdsl.values.period import MONTHS_OF, PAID
from compdsl.values.types import BOOL, COUNT

if TYPE_CHECKING:
    from compdsl.kernel.building import Building
    from compdsl.trace.account import Step

STAGE = Stage.SCOPED
WRITTEN = Stage.ROUNDED
"""At the end, where plan documents say when something is paid."""
WHERE = frozenset({"component"})


def check(clause: Clause, modifier: tree.Modifier) -> Modifier:
    """How often it is paid is less often than the plan pays."""
    ctx, word = clause.ctx, str(modifier.value)
    if word not in PAID:
        longer = [one for one in PAID if ctx.period is None or MONTHS_OF[PAID[one]] > MONTHS_OF[ctx.period]]
        near = "half_yearly" if PERIODS.get(word.lower(), word) == "half" else closest(word, longer)
        near = "yearly" if word.lower() in ("annually", "annual", "annualy") and "yearly" in longer else near
        known, meant = tuple(f"paid {one}" for one in longer or PAID), f"paid {near}" if near else None
        ctx.report(unknown_setting(ctx.source, modifier.span, "way of paying", f"paid {word}", known, meant))
    elif ctx.period is not None and MONTHS_OF[ctx.period] >= MONTHS_OF[PAID[word]]:
        ctx.report(window_too_short(ctx.source, modifier.span, f"paid {word}", PAID[word], ctx.period))
    return Modifier(modifier.span, "paid", word, None)


def lower(building: "Building", modifier: Modifier) -> None:
    """The figures are those of the whole time from the start."""


def lower_line(building: "Building", modifier: Modifier, amount: Node) -> Node:
    """The amount in the last period of the time, nothing in the others."""
    origin = Origin(modifier.span, "paid")
    name = f"left in {PAID[str(modifier.value)]}"
    left = PeriodFact(Origin(modifier.span, "period", name), COUNT, name)
    is_last = Compare(origin, BOOL, "==", left, Literal(origin, COUNT, 0))
    so_far = building.payable(amount, Origin(modifier.span, "so far", building.name))
    waiting = Choose(origin, building.type, is_last, building.nothing(origin), so_far)
    key = f"{building.name}.waiting"
    building.kept[key] = Named(Origin(modifier.span, PAID_AT_THE_END, building.name), building.type, key, waiting)
    return Choose(origin, building.type, is_last, amount, building.nothing(origin))


def words(step: "Step") -> str:
    """Whether this is the last period of the time, and what it paid on."""
    node = step.node
    assert isinstance(node, Choose)
    window = str(node.condition.left.name).removeprefix("left in ")  # type: ignore[union-attr]
    if step.parts[0].value is True:
        return f"the last period of the {window}: paid on all of it"
    return f"nothing before the last period of the {window}"
