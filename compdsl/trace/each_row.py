"""The account of one row of a clause for each row: the same steps as those of a line, told where they are of the row.

What is outside the row - the target, a measure of the period - is told once, in the account of the line.
"""

from functools import cached_property
from typing import Any

from compdsl.kernel.nodes import Aggregate, Column, Literal, Node, RowsBefore, holds_column, parts_of
from compdsl.kernel.running import TOTALS
from compdsl.paid.operations import operation_of
from compdsl.paid.program import Program
from compdsl.records.data import Row
from compdsl.trace.account import Account, Step

FORM = "for each row"
"""The form of an aggregate whose rows are told step by step."""


class RowAccount(Account):
    """All steps below the figure of one row; `outside` are the forms that have one value for all rows."""

    def __init__(self, step: Step, row: Row) -> None:
        node, outer = step.node, step.account
        assert isinstance(node, Aggregate)
        assert node.row is not None
        program = _program_of(step)
        values: list[Any] = [None] * len(program.nodes)
        for index, one in enumerate(program.nodes):
            if id(one) in outer.program.position:
                values[index] = outer.values[outer.program.position[id(one)]]
            elif isinstance(one, Column):
                values[index] = row.values[one.name]
            elif isinstance(one, RowsBefore):
                values[index] = row.values[one]  # type: ignore[index]
            else:
                values[index] = operation_of(one)([values[program.position[id(part)]] for part in parts_of(one)])
        super().__init__(outer.plan, node.row, program, values, outer.situation)

    @cached_property
    def pay_and_changes(self) -> list[Step]:
        """Everything that changes what the clause pays for the row, the last first, and in the end the pay itself."""
        return self.changes_of(self.result)

    def is_outside(self, step: Step) -> bool:
        """Whether a step has one value for all rows, or is one of the rows before, and so is told elsewhere."""
        return not holds_column(step.node) or id(step.node) in self.program.notes["before"]


def is_of_rows(node: Node) -> bool:
    """Whether a form is the sum of a clause for each row."""
    return isinstance(node, Aggregate) and node.origin.form == FORM


def read_outside(step: Step) -> list[Step]:
    """Of a clause for each row: the figures its rows use that have one value for all of them."""
    node, account = step.node, step.account
    assert isinstance(node, Aggregate)
    found: dict[int, Step] = {}
    waiting: list[Node] = [part for part in (node.row, node.where) if part is not None]
    while waiting:
        one = waiting.pop()
        if holds_column(one):
            waiting.extend(reversed(parts_of(one)))
        elif not isinstance(one, Literal):
            found.setdefault(id(one), account.step_of(one))
    return list(found.values())


def _program_of(step: Step) -> Program:
    """The forms of a row in order, with all that they are made of; the same for every row."""
    node, notes = step.node, step.account.program.notes
    assert isinstance(node, Aggregate)
    key = ("each row", id(node))
    if key not in notes:
        nodes = tuple(_in_order(node.row)) if node.row is not None else ()
        position = {id(one): index for index, one in enumerate(nodes)}
        notes[key] = Program(nodes, position, [], [], step.account.program.taken)
        notes[key].notes["before"] = _before(nodes)
    program: Program = notes[key]
    return program


def _before(nodes: tuple[Node, ...]) -> set[int]:
    """The forms that are made of the rows before, and of nothing of the row at hand."""
    before: set[int] = set()
    at_hand: set[int] = set()
    for node in nodes:
        parts = () if isinstance(node, RowsBefore) else parts_of(node)
        if isinstance(node, Column) or node.origin.form in TOTALS or any(id(part) in at_hand for part in parts):
            at_hand.add(id(node))
        elif isinstance(node, RowsBefore) or any(id(part) in before for part in parts):
            before.add(id(node))
    return before


def _in_order(root: Node) -> list[Node]:
    """Every form that a form is made of, each after its parts; not those inside aggregates."""
    order: list[Node] = []
    done: set[int] = set()
    waiting = [(root, False)]
    while waiting:
        node, is_ready = waiting.pop()
        if is_ready:
            order.append(node)
        elif id(node) not in done:
            done.add(id(node))
            waiting.append((node, True))
            waiting.extend((part, False) for part in reversed(parts_of(node)))
    return order
