"""The total of a statement: the lines added up, and a line for whatever changes their sum.

In this order: what is earned, the floor and the cap of the plan, what is taken back, the draw, the adjustment.
"""

from compdsl.checked import plan as checked
from compdsl.kernel.building import Building, above_and_kept, least, part_above, softened
from compdsl.kernel.lowering import Lowering
from compdsl.kernel.nodes import Choose, Earlier, Extreme, Literal, Named, Node, Origin, Round, Sum
from compdsl.kernel.plan import Line
from compdsl.source.source import Span
from compdsl.values.rounding import Mode
from compdsl.values.types import money

DRAWS = ("draw", "recoverable_draw")
BALANCE = "total.balance"
"""What a recoverable draw has advanced and later totals have not repaid."""

ADVANCED = "total.advanced"
"""What a period advances, less what it repays; the balance is the sum of it."""

ADJUSTMENT = "total adjustment"
"""The line of an amount that is added last."""


def lower_total(lowering: Lowering, lines: list[Line]) -> tuple[list[Line], Node]:
    """All lines in the order they are added up in, and the total they come to."""
    clawbacks = {one.name for one in lowering.plan.components if one.pays == "clawback"}
    earned = [line for line in lines if line.component not in clawbacks]
    taken_back = [line for line in lines if line.component in clawbacks]
    found = list(earned)
    total = lowering.total = _sum_of(lowering, lines, earned)
    for modifier in (one for one in lowering.plan.total if one.word not in DRAWS):
        total = _limited(lowering, modifier, total, found)
    if any(modifier.is_yearly for modifier in lowering.plan.total):
        lowering.kept["total.paid"] = total
    if taken_back:
        found += taken_back
        terms = (total, *(line.paid for line in taken_back))
        total = Sum(Origin(total.origin.span, "with clawbacks"), total.type, ("+",) * len(terms), terms)
    for modifier in (one for one in lowering.plan.total if one.word in DRAWS):
        limited = _limited if modifier.word == "draw" else _advanced
        total = limited(lowering, modifier, total, found)
    return found, _adjusted(lowering, total, found)


def _sum_of(lowering: Lowering, lines: list[Line], earned: list[Line]) -> Node:
    """What is earned; nothing in a plan that only takes back, or has no lines."""
    origin = Origin(lines[0].span if lines else Span(0, 0), "total")
    kind = lines[0].paid.type if lines else money(lowering.plan.currency)
    if not earned:
        return Literal(origin, kind, 0)
    return Sum(origin, kind, ("+",) * len(earned), tuple(line.paid for line in earned))


def _limited(lowering: Lowering, modifier: checked.Modifier, total: Node, found: list[Line]) -> Node:
    """The total within a limit; what the limit adds or takes away is a line of its own."""
    word = modifier.word.replace("_", " ")
    money, origin = total.type, Origin(modifier.span, word, "total")
    lowering.total = total
    building = _of_total(lowering, modifier, total)
    if modifier.is_yearly:
        building.yearly_target = lowering.yearly_target()
    limit = _payable(lowering, building.limit(modifier.value, is_yearly=modifier.is_yearly), modifier.span)
    changed = _within(lowering, modifier, total, limit, origin)
    if modifier.when is not None:
        changed = Choose(origin, money, lowering.lower(modifier.when), changed, total)
    name = f"total {word}"
    difference = Sum(Origin(modifier.span, "limit line", name), money, ("+", "-"), (changed, total))
    found.append(Line(name, modifier.span, difference, difference, is_limit=True))
    return changed


def _of_total(lowering: Lowering, modifier: checked.Modifier, total: Node) -> Building:
    target, proration = lowering.target(), modifier.proration
    return Building(
        lowering.lower, modifier.span, total.type, target=target, amount=total, name="total", proration=proration
    )


def _within(lowering: Lowering, modifier: checked.Modifier, total: Node, limit: Node, origin: Origin) -> Node:
    """The least or the most of the total and a limit; or the total with a share of what lies above."""
    if modifier.share is not None:
        above, kept = above_and_kept(origin, total, limit, lowering.lower(modifier.share))
        return softened(origin, total, above, _payable(lowering, kept, modifier.span))
    return Extreme(origin, total.type, "least" if modifier.word == "cap" else "most", (total, limit))


def _advanced(lowering: Lowering, modifier: checked.Modifier, total: Node, found: list[Line]) -> Node:
    """The total up to a draw, which is a balance then; what lies above the draw repays the balance of before."""
    money, span = total.type, modifier.span
    lowering.total = total
    building = _of_total(lowering, modifier, total)
    draw = _payable(lowering, building.limit(modifier.value), span)
    before = Earlier(Origin(span, "earlier", "total"), money, "ever", ADVANCED)
    short = part_above(Origin(span, "limit line", "total draw"), money, draw, total)
    above = part_above(Origin(span, "above the draw"), money, total, draw)
    repaid = least(Origin(span, "repaid"), money, before, above)
    back = Sum(Origin(span, "limit line", "total repaid"), money, ("-",), (repaid,))
    balance = Sum(Origin(span, "balance"), money, ("+", "+", "-"), (before, short, repaid))
    lowering.kept[ADVANCED] = Sum(Origin(span, "advanced"), money, ("+", "-"), (short, repaid))
    lowering.kept[BALANCE] = Named(Origin(span, "balance", "total"), money, BALANCE, balance)
    found.append(Line("total draw", span, short, short, is_limit=True))
    found.append(Line("total repaid", span, back, back, is_limit=True))
    return Sum(Origin(span, "recoverable draw", "total"), money, ("+", "+", "+"), (total, short, back))


def _adjusted(lowering: Lowering, total: Node, found: list[Line]) -> Node:
    """The total and the amount that is added last, which nothing limits."""
    adjustment, lowering.total = lowering.plan.adjustment, total
    if adjustment is None:
        return total
    origin = Origin(adjustment.span, "component", ADJUSTMENT)
    exact = lowering.lower(adjustment.value)
    if adjustment.when is not None:
        nothing = Literal(Origin(adjustment.when.span, "when"), total.type, 0)
        exact = Choose(nothing.origin, total.type, lowering.lower(adjustment.when), exact, nothing)
    exact = Named(origin, total.type, f"{ADJUSTMENT}.payout", exact)
    paid = _payable(lowering, exact, adjustment.span, "line")
    found.append(Line(ADJUSTMENT, adjustment.span, exact, paid, is_limit=True))
    return Sum(Origin(adjustment.span, "adjusted", "total"), total.type, ("+", "+"), (total, paid))


def _payable(lowering: Lowering, amount: Node, span: Span, form: str = "limit") -> Node:
    """A figure of the total, rounded to what can be paid, so that the total is a payable amount."""
    origin = Origin(span, form, amount.origin.name)
    unit = Literal(Origin(span, form), amount.type, lowering.unit)
    return Round(origin, amount.type, amount, unit, Mode(lowering.plan.rounding))
