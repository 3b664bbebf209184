"""A clause while it is being lowered: what counts, what is paid so far. Each modifier changes it at its stage."""

from typing import Any

from attrs import define, field

from compdsl.checked.plan import Bound, Shape, ShapeRow
from compdsl.kernel.nodes import (
    OF_WHOLE_YEAR,
    Choose,
    Compare,
    Earlier,
    Extreme,
    Literal,
    Logic,
    Named,
    Node,
    Origin,
    Piecewise,
    Product,
    Prorated,
    Round,
    Row,
    Sum,
)
from compdsl.source.source import Span
from compdsl.values.exact import Exact
from compdsl.values.rounding import Mode
from compdsl.values.types import BOOL, NUMBER, PERCENT, Kind, Type

WORDS = {"tiers": "marginal", "whole tiers": "whole", "steps": "step", "curve": "linear"}


@define(eq=False, repr=False)
class Building:
    """The figures of one clause so far; None where the clause has no such figure.

    `measure` is what was measured, `counted` what counts of it; the same for attainment. `amount` is the pay.
    """

    lower: Any
    """Lowers a checked expression to a node."""
    span: Span
    type: Type
    currency: str | None = None
    """The currency of the plan, which a clause may come to only when it is converted."""
    measure: Node | None = None
    goal: Node | None = None
    attainment: Node | None = None
    counted: Node | None = None
    counted_attainment: Node | None = None
    plain: Node | None = None
    """What counts before it is accelerated, where it is."""
    plain_attainment: Node | None = None
    target: Node | None = None
    row: Node | None = None
    """Of a clause whose rows run in an order: what is measured of the row alone."""
    row_attainment: Node | None = None
    before: "Building | None" = None
    """The same clause on the total of the rows before the row at hand."""
    has_share: bool = False
    base: Node | None = None
    amount: Node | None = None
    rate: Node | None = None
    ungated: Node | None = None
    gates: list[Node] = field(factory=list)
    is_line: bool = False
    scope: str | None = None
    name: str = ""
    """The name of the component, or `total`."""
    yearly_target: Node | None = None
    proration: str | None = None
    """How amounts that are said for a full period are prorated."""
    window: str | None = None
    """The month, quarter or year the clause is paid on, where it is not the period."""
    is_paid_later: bool = False
    """Whether a part of what a period earns is paid later: then what is earned and what is paid are two figures."""
    asks_earned: bool = False
    """Whether what earlier periods earned is asked for."""
    held: Node | None = None
    """What of the line is held back so far."""
    kept: dict[str, Node] = field(factory=dict)
    """The figures of a period that a later one asks for."""
    unit: Exact = 1
    """The smallest amount that can be paid, and how amounts are rounded to it."""
    mode: Mode = Mode.HALF_AWAY

    # Bounds, in the two units a clause can count in

    def in_measure(self, bound: Bound, origin: Origin) -> Node:
        """A bound in the unit of the measure: a percentage is one of the goal, and a goal of zero is no data."""
        node: Node = self.lower(bound.value)
        if not bound.is_attainment or self.goal is None:
            return node
        part = Product(origin, self.goal.type, ("*", "*"), (node, self.goal))
        has_goal = Compare(origin, BOOL, "!=", self.goal, Literal(origin, self.goal.type, 0))
        divided = Product(origin, self.goal.type, ("*", "/"), (node, self.goal))
        return Choose(origin, self.goal.type, has_goal, part, divided)

    def in_attainment(self, bound: Bound, origin: Origin) -> Node:
        """A bound as attainment: an amount is divided by the goal."""
        node: Node = self.lower(bound.value)
        if bound.is_attainment or self.goal is None:
            return node
        return Product(origin, PERCENT, ("*", "/"), (node, self.goal))

    # What counts of the row, where rows run in an order

    def part(self) -> Node:
        """What counts; of a running total the part that the row adds to it."""
        assert self.counted is not None
        return self._part(self.counted, self.measure, self.row, self.before.counted if self.before else None)

    def part_of_attainment(self) -> Node:
        """Attainment that counts; of a running total the part that the row adds to it."""
        assert self.counted_attainment is not None
        before = self.before.counted_attainment if self.before else None
        return self._part(self.counted_attainment, self.attainment, self.row_attainment, before)

    def _part(self, counted: Node, whole: Node | None, row: Node | None, before: Node | None) -> Node:
        if before is None:
            return counted
        if counted is whole and row is not None:
            return row
        return Sum(Origin(self.span, "counts of the row"), counted.type, ("+", "-"), (counted, before))

    # Changing the amount

    def nothing(self, origin: Origin) -> Node:
        """Zero, of the type the clause pays."""
        return Literal(origin, self.type, 0)

    def only_if(self, condition: Node, origin: Origin) -> None:
        """Pay nothing unless a condition holds."""
        assert self.amount is not None
        self.amount = Choose(origin, self.type, condition, self.amount, self.nothing(origin))

    def end_unless(self, condition: Node, origin: Origin) -> None:
        """Pay nothing unless all such conditions hold; one that fails is enough, whichever is written first."""
        if not self.gates:
            self.ungated = self.amount
        self.gates.append(condition)
        every = condition if len(self.gates) == 1 else Logic(origin, BOOL, "and", tuple(self.gates))
        assert self.ungated is not None
        self.amount = Choose(origin, self.type, every, self.ungated, self.nothing(origin))

    def choose(self, when: Any, changed: Node, origin: Origin) -> None:
        """Let the amount be a changed one, under a condition if there is one."""
        assert self.amount is not None
        if when is None:
            self.amount = changed
        else:
            self.amount = Choose(origin, self.type, self.lower(when), changed, self.amount)

    def limit(self, value: Any, *, is_yearly: bool = False) -> Node:
        """The limit of `cap` or `floor` as money: a percentage is one of the target.

        Of a limit for the year, it is what earlier periods of the year have left of it.
        """
        origin = Origin(value.span, "limit")
        node: Node = self.lower(value)
        target = self.yearly_target if is_yearly else self.target
        if value.type.kind is Kind.PERCENT and self.type.kind is Kind.MONEY and target is not None:
            node = Product(origin, self.type, ("*", "*"), (node, target))
        elif value.type.kind is Kind.MONEY:
            node = self.prorated(node, origin)
        if not is_yearly:
            return node
        is_amount = value.type.kind is not Kind.PERCENT
        return self._left_of_year(node, value.span, is_amount=is_amount)

    def _left_of_year(self, limit: Node, span: Span, *, is_amount: bool) -> Node:
        """What the periods before have left of a limit for the year; before the quarter or month that is paid to date.

        All of the year is within all of the limit. An amount limits the whole year, whatever version of the plan paid
        in it; a share of target what this one pays, whose target it is of.
        """
        if self.window == "year":
            return limit
        before = self.earned_before("year", span, OF_WHOLE_YEAR if is_amount else "earlier")
        terms, origin = [limit, before], Origin(span, "left of the year")
        if self.window is not None:
            terms.append(self.earned_before(self.window, span))
        return Sum(origin, self.type, ("+", "-", "+")[: len(terms)], tuple(terms))

    def earned_before(self, window: str, span: Span, form: str = "earlier") -> Node:
        """What earlier periods of a month, quarter or year earned: what they paid, unless a part is paid later."""
        self.asks_earned = True
        key = f"{self.name}.earned" if self.is_paid_later else f"{self.name}.paid"
        return Earlier(Origin(span, form, self.name), self.type, window, key)

    def earned(self, amount: Node, span: Span) -> Node:
        """What the period earns, rounded, where a part of it is paid later."""
        earned = self.payable(amount, Origin(span, "earned", self.name))
        if self.asks_earned:
            self.kept[f"{self.name}.earned"] = earned
        return earned

    def prorated(self, node: Node, origin: Origin) -> Node:
        """An amount for a full period, or the part of it for the days in force."""
        if self.proration is None:
            return node
        if isinstance(node, Literal):
            node = Named(origin, node.type, f"{self.name}.full", node)
        return Prorated(Origin(origin.span, "prorated", origin.name), node.type, self.proration, node)

    def payable(self, node: Node, origin: Origin) -> Node:
        """An amount rounded to what can be paid."""
        return Round(origin, node.type, node, Literal(origin, node.type, self.unit), self.mode)

    # Shapes

    def piecewise(self, shape: Shape, origin: Origin, word: str | None = None) -> Node:
        """The value of a shape on what counts, or on the measure it looks up; `word` reads its rows in another way."""
        word = word or WORDS[shape.word]
        if shape.by is not None:
            x: Node = self.lower(shape.by)
            word = "step" if word in ("marginal", "whole") else word
        else:
            x = self._counted_for(shape)
        rows = tuple(self._row(shape, row, word) for row in shape.rows)
        kind = shape.type if shape.type.is_numeric else NUMBER
        return Piecewise(origin, kind, word, x, rows)

    def _counted_for(self, shape: Shape) -> Node:
        on_attainment = self.has_share or (shape.word in ("steps", "curve") and shape.is_attainment)
        has_none = self.counted_attainment is None and not shape.is_attainment
        x = self.counted if has_none or not on_attainment else self.counted_attainment
        assert x is not None
        return x

    def point(self, shape: Shape, row: ShapeRow, *, as_attainment: bool) -> Row:
        """A row of an acceleration, in the unit of the measure or as attainment."""
        origin = Origin(row.span, "start")
        in_unit = self.in_attainment if as_attainment else self.in_measure
        start = in_unit(Bound(row.start, shape.is_attainment), origin)
        return Row(row.span, start, self.lower(row.value), row.over, None)

    def _row(self, shape: Shape, row: ShapeRow, word: str) -> Row:
        origin = Origin(row.span, "start")
        bound = Bound(row.start, shape.is_attainment)
        if shape.by is not None:
            start: Node = self.lower(row.start)
        elif self.has_share:
            start = self.in_attainment(bound, origin)
        elif shape.word in ("tiers", "whole tiers"):
            start = self.in_measure(bound, origin)
        else:
            start = self.lower(row.start)
        rising: Node | None = self.lower(row.rising) if row.rising is not None else None
        if rising is not None and row.value.type.kind is Kind.MONEY:
            hundred = Literal(origin, NUMBER, 100)
            rising = Product(origin, row.value.type, ("*", "*"), (rising, hundred))
        return Row(row.span, start, self.lower(row.value), row.over, rising)


def least(origin: Origin, kind: Type, *items: Node) -> Node:
    """The least of several."""
    return Extreme(origin, kind, "least", items)


def part_above(origin: Origin, kind: Type, value: Node, bound: Node) -> Node:
    """What of a value lies above a bound; zero below it."""
    above = Sum(origin, kind, ("+", "-"), (value, bound))
    return Extreme(origin, kind, "most", (above, Literal(origin, kind, 0)))


def above_and_kept(origin: Origin, amount: Node, limit: Node, share: Node) -> tuple[Node, Node]:
    """What of an amount lies above a limit, and the share of it that is kept."""
    place = Origin(Span(origin.span.start, origin.span.start), "above the limit")
    above = part_above(place, amount.type, amount, limit)
    return above, Product(place, amount.type, ("*", "*"), (share, above))


def softened(origin: Origin, amount: Node, above: Node, kept: Node) -> Node:
    """An amount without what lies above a limit, and with the part of it that is kept."""
    return Sum(origin, amount.type, ("+", "-", "+"), (amount, above, kept))


CONDITION = BOOL
