"""The account of a figure: every step it was made of, each once, each with what was written and its exact value.

An account is a view of the values of a run; nothing is computed again but the rows that an aggregate left out.
"""

from functools import cached_property
from typing import Any

from compdsl.kernel.meaning import in_order
from compdsl.kernel.nodes import Aggregate, Given, Literal, Named, Node, Roster, parts_of
from compdsl.kernel.plan import Plan
from compdsl.paid.lines import Line
from compdsl.paid.missing import Missing
from compdsl.paid.program import Program, Situation, SplitRows, split_rows
from compdsl.records.data import Given as GivenRow
from compdsl.source.source import Place


class Step:
    """One form of the kernel with its value in this account, and the steps it was made of."""

    __slots__ = ("account", "id", "node", "value")

    def __init__(self, account: "Account", number: int, node: Node, value: Any) -> None:
        self.account = account
        self.id = number
        self.node = node
        self.value = value

    @property
    def parts(self) -> "list[Step]":
        """The steps it was made of, literals among them."""
        if isinstance(self.node, Named) and self.node.key in self.account.program.taken:
            return []
        return [self.account.step_of(part) for part in parts_of(self.node)]

    @property
    def form(self) -> str:
        """The form of the language that was written."""
        return self.node.origin.form

    @property
    def name(self) -> str:
        """The name it was written under, if any."""
        return self.node.origin.name

    @property
    def written(self) -> str:
        """The text that was written, on one line."""
        return " ".join(self.account.plan.source.at(self.node.origin.span).split())

    @property
    def place(self) -> Place:
        """Where it was written."""
        return self.account.plan.source.place(self.node.origin.span)

    @property
    def is_missing(self) -> bool:
        """Whether it has no data."""
        return isinstance(self.value, Missing)

    @property
    def is_literal(self) -> bool:
        """Whether it stands in the plan as it is."""
        return isinstance(self.node, Literal)

    def rows(self) -> SplitRows | None:
        """Of an aggregate: the rows counted and left out."""
        if not isinstance(self.node, Aggregate):
            return None
        account = self.account
        return split_rows(self.node, account.program, account.situation, account.values)

    def given(self) -> list[GivenRow]:
        """Of a measure that the data gives: its rows."""
        if not isinstance(self.node, Given):
            return []
        situation = self.account.situation
        return situation.world.given_rows(self.node.metric, situation.payee, self.node.scope)

    def members(self) -> list[tuple[str, Any]]:
        """Of a sum over people: each with their figure."""
        if not isinstance(self.node, Roster):
            return []
        account = self.account
        inner = _inner(account, self.node)
        people = account.situation.world.members(account.situation.payee, self.node.scope)
        return [(one.key, inner.run(Situation(one, account.situation.world))[-1]) for one in people]


def _inner(account: "Account", node: Roster) -> Program:
    from compdsl.paid.program import build_program

    return build_program((node.value,), account.program.taken)


class Account:
    """All steps below one figure. `steps` has them in an order in which each comes after what it uses."""

    def __init__(self, plan: Plan, root: Node, program: Program, values: list[Any], situation: Situation) -> None:
        self.plan = plan
        self.root = root
        self.program = program
        self.values = values
        self.situation = situation

    @cached_property
    def _by_node(self) -> dict[int, Step]:
        position, values = self.program.position, self.values
        found: dict[int, Step] = {}
        for node in steps_below(self.program, self.root):
            found[id(node)] = Step(self, len(found) + 1, node, values[position[id(node)]])
        return found

    @property
    def steps(self) -> list[Step]:
        """Every step."""
        return list(self._by_node.values())

    @property
    def result(self) -> Step:
        """The step of the figure itself."""
        return self._by_node[id(self.root)]

    def step_of(self, node: Node) -> Step:
        """The step of a form."""
        return self._by_node[id(node)]


def account_for(line: Line, plan: Plan) -> Account:
    """The account of a payout line."""
    return Account(plan, line.plan.paid, line.program, line.values, line.situation)


def steps_below(program: Program, root: Node) -> tuple[Node, ...]:
    """The forms below a figure that have a value of their own, in order; the same for every payee."""
    key = ("below", id(root))
    if key not in program.notes:
        needed = _reached(program, root)
        order = in_order((root,))
        program.notes[key] = tuple(node for node in order if id(node) in program.position and id(node) in needed)
    found: tuple[Node, ...] = program.notes[key]
    return found


def _reached(program: Program, root: Node) -> set[int]:
    """The forms a figure is made of, without those inside rows, sums over people and figures taken as given."""
    found: set[int] = set()
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if id(node) in found:
            continue
        found.add(id(node))
        if not (isinstance(node, Named) and node.key in program.taken):
            waiting.extend(parts_of(node))
        if isinstance(node, Aggregate):
            inside = in_order(part for part in (node.row, node.where) if part is not None)
            waiting.extend(one for one in inside if id(one) in program.position and not isinstance(one, Literal))
    return found
