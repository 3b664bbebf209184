"""One clause of the second evaluator: what was measured, what of it counts, and what its shape makes of it."""

import itertools
from math import trunc
from typing import TYPE_CHECKING, Any

from compdsl.checked.plan import Bound, Component, Measure, Shape
from compdsl.records.data import Payee
from compdsl.values.types import Kind
from tests.reference.exact import NoData, over

if TYPE_CHECKING:
    from tests.reference.evaluator import Reference


class Clause:
    """A component, or a metric with its modifiers, of one payee."""

    def __init__(self, run: "Reference", owner: Component | Measure, who: Payee, scope: str = "own") -> None:
        self.run, self.owner, self.who, self.scope = run, owner, who, scope
        self.component = owner if isinstance(owner, Component) else None
        self.has_share = self.component is not None and self.component.pays in ("share", "own target")

    def modifier(self, word: str) -> Any:
        """The modifier of a word, or None."""
        return next((m for m in self.owner.modifiers if m.word == word), None)

    def figure(self, node: Any) -> Any:
        """The value of an expression of the clause."""
        return self.run.figure(node, self.who, self.scope)

    # What was measured

    def fact(self, fact: str) -> Any:
        """Value, goal or attainment of the measure the component is about."""
        assert self.component is not None
        name, scope, otherwise = self.component.measure, self.component.scope, self.modifier("else")
        assert name is not None
        if otherwise is None and scope is None:
            otherwise = self.run.plan.measures[name].otherwise
        return self.run.fact_or_else(name, scope or "own", fact, otherwise, self.who)

    def measured(self) -> Any:
        """What was measured."""
        return self.figure(self.owner.value) if isinstance(self.owner, Measure) else self.fact("value")

    def attained(self) -> Any:
        """Attainment; of a metric before it has a goal it is the figure itself."""
        return self.measured() if self.component is None else self.fact("attainment")

    def has_goal(self) -> bool:
        """Whether a percentage is one of a goal."""
        if self.component is None or self.component.measure is None:
            return False
        measure = self.run.plan.measures[self.component.measure]
        return measure.goal is not None or measure.is_given

    def goal(self) -> Any:
        """The goal that what was measured is held against; a goal of zero is no data."""
        goal = self.fact("goal")
        if goal == 0:
            raise NoData("goal of zero")
        return goal

    # What counts

    def in_measure(self, bound: Bound) -> Any:
        """A bound in the unit of the measure: a percentage is one of the goal."""
        value = self.figure(bound.value)
        return value * self.goal() if bound.is_attainment and self.has_goal() else value

    def in_attainment(self, bound: Bound) -> Any:
        """A bound as attainment: an amount is divided by the goal."""
        value = self.figure(bound.value)
        return value if bound.is_attainment or not self.has_goal() else over(value, self.goal())

    def counted(self, *, as_attainment: bool, is_plain: bool = False) -> Any:
        """What counts: no more than `up to`, then only the part above `above`, then stretched unless it is plain."""
        x = self.attained() if as_attainment else self.measured()
        in_unit = self.in_attainment if as_attainment else self.in_measure
        up_to, above = self.modifier("up_to"), self.modifier("above")
        if up_to is not None:
            most = in_unit(up_to.value)
            self.run.edge("up to", x, most)
            x = min(x, most)
        if above is not None:
            least = in_unit(above.value)
            self.run.edge("above", x, least)
            x = max(x - least, 0)
        accelerate = self.modifier("accelerate")
        is_on = accelerate is not None and (accelerate.when is None or self.figure(accelerate.when))
        return self.accelerated(x, accelerate.value, in_unit) if is_on and not is_plain else x

    def accelerated(self, x: Any, shape: Shape, in_unit: Any) -> Any:
        """What counts, and what lies above each point once more for each rise of the factor."""
        points = [in_unit(Bound(row.start, shape.is_attainment)) for row in shape.rows]
        factors = [1, *(self.figure(row.value) for row in shape.rows)]
        marks = [(0, False), *zip(points, (row.over for row in shape.rows), strict=True)]
        if any(a >= b for a, b in itertools.pairwise(marks)):
            raise NoData("starts do not rise")
        for point in points:
            self.run.edge("accelerate", x, point)
        rises = [after - before for before, after in itertools.pairwise(factors)]
        return x + sum(rise * max(x - point, 0) for rise, point in zip(rises, points, strict=True))

    # What it pays

    def target(self) -> Any:
        """The target of the component: its own, or its share of the plan's."""
        assert self.component is not None
        amount = self.figure(self.component.amount)
        return amount * self.run.figure(self.run.plan.target, self.who) if self.component.pays == "share" else amount

    def paid(self) -> Any:
        """What the clause comes to before it is multiplied and limited."""
        when = self.component.when if self.component is not None else None
        if when is not None and not self.figure(when):
            return 0
        rate, each, shape = self.modifier("rate"), self.modifier("each"), self.modifier("shape")
        paying = rate or each
        if paying is not None and paying.when is not None and not self.figure(paying.when):
            return 0
        if shape is not None:
            value = self.shaped(shape.value)
            if shape.value.by is not None and shape.value.word in ("tiers", "whole tiers"):
                value = value * self.counted(as_attainment=self.has_share)
            return value * self.target() if self.has_share else value
        if rate is not None:
            return self.figure(rate.value) * self.counted(as_attainment=False)
        if self.component is None or self.component.pays == "clawback":
            return self.counted(as_attainment=False)
        if each is not None:
            units = self.counted(as_attainment=False)
            if each.value is not None:
                full = each.value if isinstance(each.value, Bound) else Bound(each.value, is_attainment=False)
                units = trunc(over(units, self.in_measure(full)))
            return self.figure(self.component.amount) * units
        if self.has_share:
            return self.target() * self.counted(as_attainment=True)
        return self.figure(self.component.amount)

    def rate(self) -> Any:
        """The rate it paid at: the one that is written or was reached, or what it came to for each unit."""
        assert self.component is not None
        rate, each, shape = self.modifier("rate"), self.modifier("each"), self.modifier("shape")
        if self.modifier("accelerate") is not None:
            return over(self.paid(), self.counted(as_attainment=False, is_plain=True))
        if rate is not None:
            return self.figure(rate.value)
        if each is not None:
            return self.figure(self.component.amount)
        if shape.value.word == "tiers" and shape.value.by is None:
            return over(self.shaped(shape.value), self.counted(as_attainment=False))
        return self.value_at(shape.value)

    # Shapes

    def x_and_rows(self, shape: Shape) -> tuple[Any, list[Any]]:
        """What is compared, and the rows as (start, value, over, rising)."""
        on_attainment = self.has_share or (shape.word in ("steps", "curve") and shape.is_attainment)
        rows = []
        for row in shape.rows:
            bound = Bound(row.start, shape.is_attainment)
            start = self.figure(row.start)
            if shape.by is None and self.has_share:
                start = self.in_attainment(bound)
            elif shape.by is None and shape.word in ("tiers", "whole tiers"):
                start = self.in_measure(bound)
            rising = self.figure(row.rising) if row.rising is not None else None
            if rising is not None and row.value.type.kind is Kind.MONEY:
                rising = rising * 100  # so much money for each point, and a point is a hundredth
            rows.append((start, self.figure(row.value), row.over, rising))
        if any((a[0], a[2]) >= (b[0], b[2]) for a, b in itertools.pairwise(rows)):
            raise NoData("starts do not rise")
        x = self.figure(shape.by) if shape.by is not None else self.counted(as_attainment=on_attainment)
        for start, *_ in rows:
            self.run.edge(shape.word, x, start)
        return x, rows

    def value_at(self, shape: Shape) -> Any:
        """The value of the last row that is reached; nothing before the first."""
        x, rows = self.x_and_rows(shape)
        reached = [value for start, value, is_over, _ in rows if (x > start if is_over else x >= start)]
        return reached[-1] if reached else 0

    def shaped(self, shape: Shape) -> Any:
        """What a shape makes of what counts."""
        x, rows = self.x_and_rows(shape)
        if shape.word == "curve":
            return self.on_the_curve(x, rows)
        if shape.word == "steps" or shape.by is not None:
            return self.value_at(shape)
        if shape.word == "whole tiers":
            return self.value_at(shape) * x
        ends = [start for start, *_ in rows[1:]] + [max(x, rows[-1][0])]
        total = sum(value * max(min(x, end) - start, 0) for (start, value, *_), end in zip(rows, ends, strict=True))
        return total + (rows[0][1] * x if rows[0][0] == 0 and x < 0 else 0)

    def on_the_curve(self, x: Any, rows: list[Any]) -> Any:
        """Straight lines from point to point, or each at its own slope; flat behind the last."""
        for index in reversed(range(len(rows))):
            start, value, _, rising = rows[index]
            if x >= start:
                if rising is not None:
                    return value + rising * (x - start)
                if index == len(rows) - 1:
                    return value
                after, end = rows[index + 1][:2]
                return value + (end - value) * over(x - start, after - start)
        return 0
