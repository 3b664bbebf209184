"""The account of a figure: every step it was made of, each once, each with what was written and its exact value.

An account is a view of the values of a run. Nothing is computed again but what is not kept: the rows of an aggregate
and the figures of the people of a team.
"""

import re
from functools import cached_property
from typing import Any

from compdsl.kernel.meaning import in_order
from compdsl.kernel.nodes import (
    Aggregate,
    Choose,
    EachTeam,
    Earlier,
    Given,
    Literal,
    Named,
    Node,
    Prorated,
    Rank,
    Roster,
    Split,
    ToDate,
    parts_of,
)
from compdsl.kernel.plan import Plan
from compdsl.paid.accounts import places_paid
from compdsl.paid.aggregates import SplitRows, key_in_scope, row_function, shared, split_rows
from compdsl.paid.lines import Line
from compdsl.paid.missing import Missing
from compdsl.paid.program import Program, Situation, people_of
from compdsl.paid.ranking import Ranking, ranking_of
from compdsl.paid.shares import Share, in_teams, parts_of_all, shares_in_force
from compdsl.paid.times import earlier_values, situation_to_date
from compdsl.paid.world import whose
from compdsl.records.data import Given as GivenRow
from compdsl.records.data import PaidAmount, Payee, Row
from compdsl.source.source import Place
from compdsl.values.period import Period

GATES = frozenset({"threshold", "only when", "when"})
"""The forms that end what a clause pays, or a measure, unless a condition holds."""

CHANGES = GATES | {
    "cap", "soft cap", "floor", "times", "multiply", "mtd", "qtd", "htd", "ytd", "paid", "convert", "round to",
    "earned alone", "budget",
}  # fmt: skip
"""The forms that change an amount, which is the first thing they are made of but for their condition."""


class Step:
    """One form of the kernel with its value in this account, and the steps it was made of.

    The `id` of a step is the same in the accounts of all lines of a statement. Inside an aggregate a step stands for
    one `row` of the data, and has no id. `figure` and `condition` keep its words once they have been found.
    """

    __slots__ = ("account", "condition", "figure", "id", "node", "row", "value")

    def __init__(self, account: "Account", number: int, node: Node, value: Any, row: Row | None = None) -> None:
        self.account = account
        self.id = number
        self.node = node
        self.value = value
        self.row = row
        self.figure: str | None = None
        self.condition: str | None = None

    @property
    def parts(self) -> "list[Step]":
        """The steps it was made of, literals among them."""
        account = self.account
        if self.row is not None:
            return [account.in_row(part, self.row) for part in account.parts_of(self.node)]
        return [account.at(index) for index in account.places_of_parts(self.node)]

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
        return self.account.text_of(self.node)

    @property
    def place(self) -> Place:
        """Where it was written."""
        return self.account.plan.source.place(self.node.origin.span)

    @property
    def is_missing(self) -> bool:
        """Whether it has no data."""
        return isinstance(self.value, Missing)

    @property
    def is_as_paid(self) -> bool:
        """Whether its value is what was paid before, which a later period makes up for."""
        known = self.account.program.as_paid.get(id(self.node))
        return known is not None and known(self.account.situation) is not None

    @property
    def is_literal(self) -> bool:
        """Whether it stands in the plan as it is."""
        return isinstance(self.node, Literal)

    def rows(self) -> SplitRows:
        """Of an aggregate: the rows counted and left out."""
        assert isinstance(self.node, Aggregate)
        account = self.account
        return split_rows(self.node, account.program, account.situation, account.values)

    def given(self) -> list[GivenRow]:
        """Of a measure that the data gives: its rows."""
        assert isinstance(self.node, Given)
        situation = self.account.situation
        return situation.world.given_rows(self.node.metric, situation.payee, self.node.scope)

    def gives_ratios(self) -> bool:
        """Of a measure that the data gives: whether all its rows are ratios."""
        assert isinstance(self.node, Given)
        situation = self.account.situation
        return situation.world.gives_ratios(self.node.metric, situation.payee, self.node.scope)

    def members(self) -> "list[tuple[Payee, Account]]":
        """Of a sum over people: each with the account of their figure."""
        node, account = self.node, self.account
        assert isinstance(node, Roster)
        payee, world = account.situation.payee, account.situation.world
        key = ("members", id(node), whose(payee, node.scope))
        if key not in world.cache:
            inner = account.program_of_inner(node)
            found = people_of(node, account.situation, [])
            world.cache[key] = [
                (one.payee, Account(account.plan, node.value, inner, inner.run(one), one)) for one in found
            ]
        members: list[tuple[Payee, Account]] = world.cache[key]
        return members

    def ranking(self) -> Ranking:
        """Of a rank: the figures of all who take part."""
        assert isinstance(self.node, Rank)
        own = self.account.program.position[id(self.node.value)]
        return ranking_of(self.node, self.account.program, self.account.situation, self.account.values[own])[0]

    def to_date(self) -> "Account":
        """Of a figure of the time so far: its account in that time."""
        node, account = self.node, self.account
        assert isinstance(node, ToDate)
        situation = situation_to_date(account.situation, node.window)
        inner = account.program_of_inner(node)
        return Account(account.plan, node.value, inner, inner.run(situation), situation)

    def stints(self) -> "list[tuple[Payee, Any, Account]]":
        """Of a prorated figure: the rows of the roster in force, the share of the period of each, and its account."""
        node, account = self.node, self.account
        assert isinstance(node, Prorated)
        inner = account.program_of_inner(node)
        return [
            (one.payee, share, Account(account.plan, node.value, inner, inner.run(one), one))
            for one, share in shares_in_force(account.situation, node.method)
        ]

    @property
    def is_of_teams(self) -> bool:
        """Whether it is the figure of somebody who changes teams, in each of them."""
        return isinstance(self.node, EachTeam) and bool(in_teams(self.account.situation))

    def teams(self) -> "list[tuple[Payee, Account]]":
        """Of a figure in each of several teams: the payee in each, and its account there."""
        node, account = self.node, self.account
        assert isinstance(node, EachTeam)
        inner = account.program_of_inner(node)
        return [
            (one.payee, Account(account.plan, node.value, inner, inner.run(one), one))
            for one in in_teams(account.situation)
        ]

    def shares(self) -> "dict[str, Share]":
        """Of a part of an amount: what falls on each of those it is split among, by key."""
        node, account = self.node, self.account
        assert isinstance(node, Split)
        inner, situation = account.program_of_inner(node), account.situation
        key = key_in_scope(node, situation, ())
        shares, _ = shared(situation.world, key, lambda: parts_of_all(node, inner, situation))
        found: dict[str, Share] = shares
        return found

    def pool(self) -> "Account":
        """Of a part of an amount: the account of the amount."""
        node, account = self.node, self.account
        assert isinstance(node, Split)
        inner = account.program_of_inner(node)
        return Account(account.plan, node.amount, inner, inner.run(account.situation), account.situation)

    def earlier(self) -> list[tuple[Period, Any]]:
        """Of a figure of earlier periods: what it was in each."""
        assert isinstance(self.node, Earlier)
        found: list[tuple[Period, Any]] | Missing = earlier_values(
            self.node, self.account.program, self.account.situation
        )
        return [] if isinstance(found, Missing) else found

    def places_paid(self, closed: Period) -> tuple[PaidAmount, ...]:
        """Of a figure of earlier periods: where what was paid in one of them stands, if it was paid before."""
        assert isinstance(self.node, Earlier)
        return places_paid(self.node, self.account.situation, closed)


class Account:
    """All steps below one figure. `steps` has them in an order in which each comes after what it uses."""

    def __init__(self, plan: Plan, root: Node, program: Program, values: list[Any], situation: Situation) -> None:
        self.plan = plan
        self.root = root
        self.program = program
        self.values = values
        self.situation = situation
        self._made: list[Step | None] = [None] * len(values)

    @property
    def steps(self) -> list[Step]:
        """Every step, made anew unless it was asked for by itself: so an account holds no ring of garbage."""
        made, nodes, values = self._made, self.program.nodes, self.values
        places = places_below(self.program, self.root)
        return [made[index] or Step(self, index + 1, nodes[index], values[index]) for index in places]

    @property
    def result(self) -> Step:
        """The step of the figure itself."""
        return self.step_of(self.root)

    @cached_property
    def pay_and_changes(self) -> list[Step]:
        """Of a line: everything that changes what its clause pays, the last first, and in the end the pay itself."""
        step = self.result
        if step.form == "line":
            step = step.parts[0]
        if step.form == "budget":
            return self.changes_of(step)
        return self.changes_of(step.parts[0]) if step.form == "component" else []

    def changes_of(self, step: Step) -> list[Step]:
        """A step and those before it, as long as each changes an amount, and in the end that amount."""
        found = [_of_one_team(step)]
        while found[-1].form in CHANGES:
            found.append(_of_one_team(_before(found[-1])))
        return found

    def is_outside(self, step: Step) -> bool:
        """Whether a step is told elsewhere."""
        return False

    def step_of(self, node: Node) -> Step:
        """The step of a form."""
        return self.at(self.program.position[id(node)])

    def at(self, index: int) -> Step:
        """The step of the form at a place of the program."""
        step = self._made[index]
        if step is None:
            step = self._made[index] = Step(self, index + 1, self.program.nodes[index], self.values[index])
        return step

    def in_row(self, node: Node, row: Row) -> Step:
        """The step of a form inside an aggregate, in one row of the data."""
        if id(node) in self.program.position:
            return self.step_of(node)
        notes, key = self.program.notes, ("row", id(node))
        if key not in notes:
            notes[key] = row_function(node, self.program)
        return Step(self, 0, node, notes[key](row.values, self.values), row)

    def parts_of(self, node: Node) -> tuple[Node, ...]:
        """The forms a form was made of; none where its value was taken as given."""
        return () if isinstance(node, Named) and node.key in self.program.taken else parts_of(node)

    def places_of_parts(self, node: Node) -> tuple[int, ...]:
        """The places in the program of the forms a form was made of."""
        notes, key = self.program.notes, ("places", id(node))
        found: tuple[int, ...] | None = notes.get(key)
        if found is None:
            position = self.program.position
            found = notes[key] = tuple(position[id(part)] for part in self.parts_of(node))
        return found

    def program_of_inner(self, node: Roster | ToDate | Prorated | Split | EachTeam) -> Program:
        """The program of the figure that is added up over people or teams, of another time, or prorated."""
        return self.program.inner(node)

    def text_of(self, node: Node) -> str:
        """What was written for a form, on one line."""
        notes, key = self.program.notes, ("text", id(node))
        if key not in notes:
            written = on_one_line(self.plan.source.at(node.origin.span))
            notes[key] = _counted(written, node) if isinstance(node, Aggregate) else written
        text: str = notes[key]
        return text


def _counted(written: str, node: Aggregate) -> str:
    """What an aggregate is called: the rows that an average is made of are counted, and nothing written says so."""
    if node.function != "count" or not written.startswith("average"):
        return written
    where = re.search(r"\bwhere\b.*\)", written)
    return f"count({node.block} {where[0]}" if where else f"count({node.block})"


def _before(step: Step) -> Step:
    """The amount before a step changed it."""
    parts = step.parts
    if not isinstance(step.node, Choose):
        return parts[0]
    is_gate = step.form == "paid" or (step.form in GATES and parts[2].is_literal)
    return parts[1] if is_gate or parts[0].value is True else parts[2]


def _of_one_team(step: Step) -> Step:
    """What a step is told as: of somebody in one team all the time, the figure itself."""
    return step.parts[0] if isinstance(step.node, EachTeam) and not step.is_of_teams else step


def account_for(line: Line, plan: Plan) -> Account:
    """The account of a payout line."""
    return Account(plan, line.plan.paid, line.program, line.values, line.situation)


def on_one_line(text: str) -> str:
    """A stretch of a plan without its line ends, and without the blanks they leave inside brackets."""
    line = " ".join(text.split())
    return line.replace("( ", "(").replace(" )", ")") if "\n" in text else line


def steps_below(program: Program, root: Node) -> tuple[Node, ...]:
    """The forms below a figure that have a value of their own, in order; the same for every payee."""
    key = ("below", id(root))
    if key not in program.notes:
        needed = _reached(program, root)
        order = in_order((root,))
        program.notes[key] = tuple(node for node in order if id(node) in program.position and id(node) in needed)
    found: tuple[Node, ...] = program.notes[key]
    return found


def places_below(program: Program, root: Node) -> tuple[int, ...]:
    """Where in the program those forms stand."""
    key = ("places below", id(root))
    found: tuple[int, ...] | None = program.notes.get(key)
    if found is None:
        found = program.notes[key] = tuple(program.position[id(node)] for node in steps_below(program, root))
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
