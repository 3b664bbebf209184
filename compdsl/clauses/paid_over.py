"""`paid over 3 months`: what a period earns is paid in equal parts, this period and the next ones.

The parts are whole cents and add up to what was earned; none is more than a cent from another. What fell due while the
payee was away is paid with the first period they are back.

    sales rate 10% paid over 3 months
"""

from typing import TYPE_CHECKING

from compdsl.checked.clause import Clause
from compdsl.checked.plan import Modifier
from compdsl.checked.problems_of_periods import instalments_form
from compdsl.clauses.order import Stage
from compdsl.kernel.nodes import Earlier, Literal, Named, Node, Origin, Product, Sum
from compdsl.syntax import tree
from compdsl.values.period import several
from compdsl.values.types import NUMBER

if TYPE_CHECKING:
    from compdsl.kernel.building import Building
    from compdsl.trace.account import Step

STAGE = Stage.HELD
WHERE = frozenset({"component"})

MOST = 60
"""No more parts than this."""


def check(clause: Clause, modifier: tree.Modifier) -> Modifier:
    """A whole number of the plan's own periods."""
    ctx, words = clause.ctx, str(modifier.value)
    count, _, unit = words.partition(" ")
    wanted = ctx.period or "period"
    is_count = count.isdigit() and len(count) <= 4 and 2 <= int(count) <= MOST
    if not is_count or unit not in (wanted, several(wanted)):
        ctx.report(instalments_form(ctx.source, modifier.span, words, wanted))
    return Modifier(modifier.span, "paid_over", words, None)


def lower(building: "Building", modifier: Modifier) -> None:
    """It is about the line, and acts when the line is rounded."""


def lower_line(building: "Building", modifier: Modifier, amount: Node) -> Node:
    """The first part of what this period earns, and the next part of what each of those before it earned."""
    count, kind, key = int(str(modifier.value).partition(" ")[0]), building.type, f"{building.name}.earned"
    origin = Origin(modifier.span, "paid over")
    building.asks_earned = True
    earned = building.earned(amount, modifier.span)
    several = [earned]
    for back in range(1, count):
        none = building.nothing(origin)
        several.append(Earlier(Origin(modifier.span, "earlier", building.name), kind, f"{back} before", key, none))
    parts = [_part(building, modifier, one, back, count) for back, one in enumerate(several)]
    missed = _missed(building, modifier, several, count)
    _keep_rest(building, modifier, several, count)
    return Sum(origin, kind, ("+",) * (count + 1), (*parts, missed))


def _part(building: "Building", modifier: Modifier, earned: Node, number: int, count: int) -> Node:
    """One part of what was earned: what so many parts come to, less those before it."""
    first = _up_to(building, modifier, earned, number + 1, count)
    if number == 0:
        return first
    before = _up_to(building, modifier, earned, number, count)
    return Sum(Origin(modifier.span, "part", building.name), building.type, ("+", "-"), (first, before))


def _up_to(building: "Building", modifier: Modifier, earned: Node, parts: int, count: int) -> Node:
    """What so many parts of what was earned come to, in whole cents."""
    origin = Origin(modifier.span, "part", building.name)
    factors = (earned, Literal(origin, NUMBER, parts), Literal(origin, NUMBER, count))
    return building.payable(Product(origin, building.type, ("*", "*", "/"), factors), origin)


def _missed(building: "Building", modifier: Modifier, several: list[Node], count: int) -> Node:
    """What fell due in periods in which the payee was not there: what was open when they last were, less what is."""
    kind, key = building.type, f"{building.name}.held"
    origin = Origin(modifier.span, "due while away", building.name)
    none = building.nothing(origin)
    so_far = Earlier(Origin(modifier.span, "still due before", building.name), kind, "latest", key, none)
    terms = [
        term
        for back, earned in enumerate(several[1:], 1)
        for term in (earned, _up_to(building, modifier, earned, back, count))
    ]
    open_now = Sum(Origin(modifier.span, "still due", building.name), kind, ("+", "-") * (count - 1), tuple(terms))
    return Sum(origin, kind, ("+", "-"), (so_far, open_now))


def _keep_rest(building: "Building", modifier: Modifier, several: list[Node], count: int) -> None:
    """Keep what is still to be paid after this period, of what it and those before it earned."""
    origin, kind, key = Origin(modifier.span, "held", building.name), building.type, f"{building.name}.held"
    terms = [
        term
        for back, earned in enumerate(several[:-1])
        for term in (earned, _up_to(building, modifier, earned, back + 1, count))
    ]
    rest = Sum(origin, kind, ("+", "-") * (count - 1), tuple(terms))
    building.held = building.kept[key] = Named(origin, kind, key, rest)


def words(step: "Step") -> str:
    """Each of the parts that are paid with this period, and what fell due while the payee was away."""
    from compdsl.trace.figures import figure

    *parts, missed = step.parts
    told = [_part_in_words(part, number, len(parts)) for number, part in enumerate(parts, 1) if _is_of_some(part)]
    words = " + ".join(told) or figure(parts[0])
    if missed.value == 0 or missed.is_missing:
        return words
    before, now = (figure(part) for part in missed.parts)
    when = f"({before} still due then − {now} due from now on)"
    return f"{words} + {figure(missed)} that fell due in a period that was not paid {when}"


def _part_in_words(part: "Step", number: int, count: int) -> str:
    """`$16.67 (part 1 of 3 of $50.01, rounded from $50.005)`; what earlier periods earned was rounded by then."""
    from compdsl.trace.figures import figure
    from compdsl.trace.modifiers import earned_words

    return f"{figure(part)} (part {number} of {count} of {earned_words(_earned_of(part))})"


def _is_of_some(part: "Step") -> bool:
    earned = _earned_of(part)
    return not earned.is_missing and earned.value != 0


def _earned_of(part: "Step") -> "Step":
    """What the period earned that a part is of."""
    whole = part.parts[0] if isinstance(part.node, Sum) else part
    return whole.parts[0].parts[0]
