"""`hold S until E`: a share of the line is held back, until a day or until a condition holds.

What is held of all earlier periods is paid with the first period that reaches the day, or in which the condition holds.

    new_business rate 10% hold 20% until 2027-01-31
    new_business rate 10% hold 50% until collected.ytd >= $100k
"""

import datetime
from fractions import Fraction
from typing import TYPE_CHECKING

from compdsl.checked.clause import Clause
from compdsl.checked.expressions import constant
from compdsl.checked.plan import Modifier
from compdsl.checked.problems_of_periods import never_released
from compdsl.checked.problems_of_types import wrong_kind
from compdsl.clauses.order import Stage
from compdsl.kernel.nodes import (
    Choose,
    Compare,
    Earlier,
    Named,
    Node,
    Origin,
    PeriodFact,
    Product,
    Sum,
)
from compdsl.syntax import tree
from compdsl.values.types import BOOL, DATE, Kind

if TYPE_CHECKING:
    from compdsl.kernel.building import Building
    from compdsl.trace.account import Step

STAGE = Stage.HELD
WHERE = frozenset({"component"})


def check(clause: Clause, modifier: tree.Modifier) -> Modifier:
    """A share in percent, and a day or a condition."""
    ctx, hold = clause.ctx, modifier.value
    assert isinstance(hold, tree.Hold)
    share, until = clause.expression(hold.share), clause.expression(hold.until)
    if share.type.kind not in (Kind.PERCENT, Kind.UNKNOWN, Kind.FIGURE):
        hint = "Write a share such as `hold 20% until 2027-01-31`."
        ctx.report(wrong_kind(ctx.source, share.span, "What is held", "a percentage", share.type.words(), hint))
    part = constant(share)
    if isinstance(part, int | Fraction) and not 0 < part <= 1:
        hint = "Write a share of the line, from above 0% to 100%."
        ctx.report(wrong_kind(ctx.source, share.span, "What is held", "a share of the line", "more, or nothing", hint))
    if until.type.kind not in (Kind.DATE, Kind.BOOL, Kind.UNKNOWN):
        hint = "Write a day or a condition, such as `until 2027-01-31` or `until collected.ytd >= $100k`."
        ctx.report(wrong_kind(ctx.source, until.span, "`until`", "a day or a condition", until.type.words(), hint))
    last = ctx.effective[1] if ctx.effective is not None else None
    day = constant(until)
    if isinstance(day, datetime.date) and last is not None and day > last:
        ctx.report(never_released(ctx.source, until.span, day.isoformat(), last.isoformat()))
    return Modifier(modifier.span, "hold", share, until)


def lower(building: "Building", modifier: Modifier) -> None:
    """It is about the line, and acts when the line is rounded."""


def lower_line(building: "Building", modifier: Modifier, amount: Node) -> Node:
    """The line without what is held of it, and with what was held before where it is released."""
    origin, kind, key = Origin(modifier.span, "holding"), building.type, f"{building.name}.held"
    earned = building.earned(amount, modifier.span)
    share = Product(origin, kind, ("*", "*"), (building.lower(modifier.value), earned))
    part = building.payable(share, Origin(modifier.span, "held part", building.name))
    none = building.nothing(origin)
    so_far = Earlier(Origin(modifier.span, "earlier", building.name), kind, "latest", key, none)
    released = _is_released(building, modifier)
    balance = Sum(origin, kind, ("+", "+"), (so_far, part))
    held = Choose(origin, kind, released, building.nothing(origin), balance)
    building.held = building.kept[key] = Named(Origin(modifier.span, "held", building.name), kind, key, held)
    keep = Sum(Origin(modifier.span, "without held"), kind, ("+", "-"), (earned, part))
    release = Sum(Origin(modifier.span, "release"), kind, ("+", "+"), (earned, so_far))
    return Choose(Origin(modifier.span, "hold"), kind, released, release, keep)


def _is_released(building: "Building", modifier: Modifier) -> Node:
    assert modifier.when is not None
    until: Node = building.lower(modifier.when)
    if modifier.when.type.kind is not Kind.DATE:
        return until
    last = PeriodFact(Origin(modifier.span, "period", "end"), DATE, "end")
    return Compare(Origin(modifier.span, "reached"), BOOL, ">=", last, until)


def words(step: "Step") -> str:
    """What of the line is held, or what is released with it, and why."""
    from compdsl.trace.calculation import condition_words
    from compdsl.trace.figures import figure
    from compdsl.trace.modifiers import earned_words

    condition, release, keep = step.parts
    why = condition_words(condition)
    if isinstance(condition.node, Compare) and condition.form == "reached":
        end, day = (figure(part) for part in condition.parts)
        why = f"the period ends on {end}, {'' if condition.value is True else 'not '}on or after {day}"
    if condition.value is True:
        return f"{earned_words(release.parts[0])} and {figure(release.parts[1])} held before, since {why}"
    return f"{earned_words(keep.parts[0])} less {figure(keep.parts[1])} held, since {why}"
