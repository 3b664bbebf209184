"""Clauses for each row in the second evaluator: the same clause, on what is measured of one row."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from compdsl.checked.plan import Component
from compdsl.records.data import Payee
from tests.reference.clause import Clause
from tests.reference.exact import over

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


def clauses_of_rows(run: "Reference", component: Component, who: Payee) -> Iterator[RowClause]:
    """The clause of each row that counts."""
    each = component.each_row
    assert each is not None
    rows = run.rows(each.block, who, each.scope)
    kept = [row for row in rows if each.where is None or run.figure(each.where, who, "own", row)]
    run.seen["row of a clause"] += len(kept)
    for row in kept:
        yield RowClause(run, component, who, row)
