"""Clauses for each row in the second evaluator: the same clause, on what is measured of one row."""

from collections.abc import Iterator
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from compdsl.checked.plan import Component
from compdsl.records.data import Payee
from tests.reference.clause import Clause
from tests.reference.exact import NoData, over

if TYPE_CHECKING:
    from tests.reference.evaluator import Reference


class RowClause(Clause):
    """A component as it is paid for one row."""

    def __init__(self, run: "Reference", owner: Component, who: Payee, row: Any) -> None:
        super().__init__(run, owner, who)
        assert owner.each_row is not None
        self.measure, self.row = owner.each_row.measure, row

    def figure(self, node: Any) -> Any:
        """The value of an expression of the clause, columns being those of the row."""
        return self.run.figure(node, self.who, self.scope, self.row)

    def fact(self, fact: str) -> Any:
        """Value, goal or attainment of what is measured of the row."""
        assert self.measure is not None
        value = self.figure(self.measure.value)
        if fact == "value" or (fact == "attainment" and self.measure.goal is None):
            return value
        goal = self.figure(self.measure.goal)
        if fact == "goal":
            return goal
        return over(goal, value) if self.measure.goal_at_most else over(value, goal)

    def has_goal(self) -> bool:
        """Whether a percentage is one of a goal."""
        return self.measure is not None and self.measure.goal is not None

    def target(self) -> Any:
        """The target of the component, which the row may name."""
        assert self.component is not None
        amount = self.figure(self.component.amount)
        return amount * self.run.figure(self.run.plan.target, self.who) if self.component.pays == "share" else amount


class RunningClause(RowClause):
    """A component as it is paid for one row of a running total that stands at `before` without the row."""

    def __init__(self, run: "Reference", owner: Component, who: Payee, row: Any, before: Any) -> None:
        super().__init__(run, owner, who, row)
        self.before, self.is_before = before, False

    def fact(self, fact: str) -> Any:
        """What is measured is the total, with the row or without it."""
        assert self.measure is not None
        value = self.before if self.is_before else self.before + self.figure(self.measure.value)
        if fact == "value" or (fact == "attainment" and self.measure.goal is None):
            return value
        goal = self.figure(self.measure.goal)
        if fact == "goal":
            return goal
        return over(goal, value) if self.measure.goal_at_most else over(value, goal)

    def paid(self) -> Any:
        """What the total pays with the row less what it pays without it; whole tiers and steps take its last rate."""
        shape = self.modifier("shape")
        if shape is None or (shape.value.word == "tiers" and shape.value.by is None):
            return self.with_row(super().paid) - self.without_row(super().paid)
        if shape.value.word in ("tiers", "whole tiers"):
            counted = partial(self.counted, as_attainment=self.has_share)
            part = self.with_row(counted) - self.without_row(counted)
            value = self.value_at(shape.value) * part
            return value * self.target() if self.has_share else value
        return super().paid()

    def with_row(self, value: Any) -> Any:
        """A figure at the total with the row."""
        self.is_before = False
        return value()

    def without_row(self, value: Any) -> Any:
        """A figure at the total without the row."""
        self.is_before = True
        found = value()
        self.is_before = False
        return found


def clauses_of_rows(run: "Reference", component: Component, who: Payee) -> Iterator[RowClause]:
    """The clause of each row that counts."""
    each = component.each_row
    assert each is not None
    rows = run.rows(each.block, who, each.scope)
    kept = [row for row in rows if each.where is None or run.figure(each.where, who, "own", row)]
    run.seen["row of a clause"] += len(kept)
    if not each.order:
        for row in kept:
            yield RowClause(run, component, who, row)
        return
    places = sorted(tuple(row[name] for name in each.order) for row in kept)
    if any(one == other for one, other in pairwise(places)):
        run.seen["rows at one place"] += 1
        raise NoData("rows at one place")
    total: Any = 0
    run.seen["row of a running total"] += len(kept)
    for row in sorted(kept, key=lambda one: tuple(one[name] for name in each.order)):
        yield RunningClause(run, component, who, row, total)
        assert each.measure is not None
        total += run.figure(each.measure.value, who, "own", row)
