"""A plan made ready to run: its forms in an order in which each comes after its parts, and what each computes.

Every form is evaluated once for a payee, also what is not chosen; the list of their values is the trace in the raw.
"""

from collections.abc import Callable, Iterable, Mapping
from operator import itemgetter
from typing import Any

from attrs import define, evolve, field

from compdsl.kernel.meaning import in_order
from compdsl.kernel.nodes import (
    Aggregate,
    EachTeam,
    Earlier,
    Given,
    Literal,
    Named,
    Node,
    PayeeField,
    PeriodFact,
    Prorated,
    Rank,
    Roster,
    Split,
    ToDate,
    holds_column,
    inner_parts,
    parts_of,
)
from compdsl.paid.aggregates import Counted, aggregate, key_in_scope, shared
from compdsl.paid.missing import Missing
from compdsl.paid.operations import kept, operation_of
from compdsl.paid.ranking import rank
from compdsl.paid.shares import each_team, part_of, prorated
from compdsl.paid.stints import CHANGING, within
from compdsl.paid.times import earlier, looks_back, to_date
from compdsl.paid.world import World, given_value, no_team
from compdsl.records.data import Payee
from compdsl.values.period import Period


@define(eq=False)
class Situation:
    """Whose line is paid, in which world. `counted` are the rows its aggregates count, as they are worked out."""

    payee: Payee
    world: World
    counted: list[Counted] = field(factory=list)
    earlier: "dict[tuple[Program, Period], list[Any]]" = field(factory=dict)
    """The values of the payee's earlier periods, as they are worked out."""
    is_member: bool = False
    """Whether it is about one of many: as the roster has them, whatever plan pays them."""

    def payee_in(self, world: World) -> Payee | None:
        """The same person in the world of another time; None where they are not there."""
        key = self.payee.key
        return world.colleague(key) if self.is_member else world.payee_of(key)

    @property
    def is_in_one_of_teams(self) -> bool:
        """Whether it is about somebody who changes teams, in one of them."""
        if self.is_member or not self.payee.is_part:
            return False
        paid = self.world.payee_of(self.payee.key)
        return paid is not None and paid.days != self.payee.days

    def payee_to_date(self, world: World) -> Payee | None:
        """The same person in a longer time; in one of several teams with what is not of the days of the others."""
        found = self.payee_in(world)
        return within(found, self.payee) if found is not None and self.is_in_one_of_teams else found

    def at_time(self, payee: Payee, world: World) -> "Situation":
        """The same person at another time, as the roster has them then."""
        return Situation(payee, world, self.counted, self.earlier, self.is_member)

    def of(self, payee: Payee, counted: list[Counted], *, is_member: bool) -> "Situation":
        """Somebody else at the same time; the rows that are counted go to a list of their own."""
        return Situation(payee, self.world, counted, is_member=is_member)

    def of_stint(self, payee: Payee) -> "Situation":
        """The same payee as one row of the roster has them."""
        return Situation(payee, self.world, self.counted, self.earlier, self.is_member)


READING = Aggregate | Rank | Roster | Split | EachTeam | ToDate | Prorated | Earlier | PayeeField | PeriodFact | Given
"""The forms that read data, or figures of other people and other times."""

Leaf = Callable[[Situation, list[Any]], Any]


@define(eq=False)
class Program:
    """Forms in order; `steps` says for each that is not a literal how its value comes about.

    A step is a place among the values, what computes the value, and how the values of the form's parts are taken;
    without the last it reads data, in a situation.

    `notes` is for those who tell of its runs: what is the same for every payee is found once and kept here.
    """

    nodes: tuple[Node, ...]
    position: dict[int, int]
    template: list[Any]
    steps: "list[tuple[int, Any, Callable[[list[Any]], tuple[Any, ...]] | None]]"
    taken: Mapping[str, Any]
    notes: dict[Any, Any] = field(factory=dict)
    kept: Mapping[str, Node] = field(factory=dict)
    before: "Program | None" = None
    """The program of the earlier periods, where figures look back."""
    as_paid: "Mapping[int, Callable[[Situation], Any]]" = field(factory=dict)
    """The forms, by identity, whose value may be what was paid before."""

    family: "dict[int, Program]" = field(factory=dict)
    """The programs of the figures of other people and other times, by the form that asks for them; made once."""

    def inner(self, node: Node) -> "Program":
        """The program of what a form asks of other people or of another time."""
        found = self.family.get(id(node))
        if found is None:
            found = self.family[id(node)] = _program(inner_parts(node), self.taken, self.kept, self.family)
            found.before = self.before
        return found

    def alone(self, node: Node) -> "Program":
        """The program of one of its forms by itself, for somebody of whom the others say nothing."""
        key = ("alone", id(node))
        if key not in self.notes:
            made = _program([node], self.taken, self.kept, self.family)
            made.before = self.before
            self.notes[key] = made
        found: Program = self.notes[key]
        return found

    def run(self, situation: Situation) -> list[Any]:
        """The value of every form for one payee."""
        values = self.template[:]
        for index, operation, uses in self.steps:
            if uses is None:
                values[index] = operation(situation, values)
            else:
                values[index] = operation(uses(values))
        return values

    def value_of(self, node: Node, values: list[Any]) -> Any:
        """The value of a form among the values of a run."""
        return values[self.position[id(node)]]


def build_program(
    roots: Iterable[Node], taken: Mapping[str, Any] | None = None, kept: Mapping[str, Node] | None = None
) -> Program:
    """The program for some forms and all they are made of; `taken` puts values in the place of named figures.

    `kept` are the figures that may be asked of earlier periods.
    """
    roots, figures = list(roots), kept or {}
    asked = looks_back(roots, figures)
    program = _program(roots, taken or {}, figures)
    if asked:
        program.before = _program(asked, {}, figures)
        program.before.before = program.before
    return program


def program_with(program: Program, replaced: "Mapping[int, Callable[[Situation], Any]]") -> Program:
    """A program in which some forms, by identity, have another value where one is known, and else their own.

    In the earlier periods it looks back to they have, and in those that the program it is made from looks back to.
    There are such periods: what is replaced are the lines that are paid to date.
    """
    if not replaced:
        return program
    assert program.before is not None, "what is paid to date looks back to what was paid of it"
    _replace(program.before, replaced)
    found = evolve(program, steps=list(program.steps), notes={})
    _replace(found, replaced)
    return found


def _replace(program: Program, replaced: "Mapping[int, Callable[[Situation], Any]]") -> None:
    program.as_paid = replaced
    for place, (index, operation, uses) in enumerate(program.steps):
        known = replaced.get(id(program.nodes[index]))
        if known is not None:
            program.steps[place] = (index, _replaced(known, operation, uses), None)


def _replaced(
    known: "Callable[[Situation], Any]", operation: Any, uses: Callable[[list[Any]], tuple[Any, ...]] | None
) -> Leaf:
    def value(situation: Situation, values: list[Any]) -> Any:
        found = known(situation)
        if found is not None:
            return found
        return operation(situation, values) if uses is None else operation(uses(values))

    return value


def _program(
    roots: Iterable[Node],
    replaced: Mapping[str, Any],
    figures: Mapping[str, Node],
    family: dict[int, Program] | None = None,
) -> Program:
    nodes = tuple(node for node in in_order(roots) if not holds_column(node))
    position = {id(node): index for index, node in enumerate(nodes)}
    program = Program(nodes, position, [None] * len(nodes), [], replaced, kept=figures)
    program.family = family if family is not None else program.family
    for index, node in enumerate(nodes):
        if isinstance(node, Literal):
            program.template[index] = node.value
        elif isinstance(node, Named) and node.key in replaced:
            program.template[index] = replaced[node.key]
        elif isinstance(node, READING):
            program.steps.append((index, leaf_of(node, program), None))
        else:
            places = tuple(position[id(part)] for part in parts_of(node))
            program.steps.append((index, operation_of(node), _taking(places)))
    return program


def _taking(places: tuple[int, ...]) -> Callable[[list[Any]], tuple[Any, ...]]:
    """The values at some places, one at least."""
    if len(places) > 1:
        return itemgetter(*places)
    (place,) = places
    return lambda values: (values[place],)


# Forms that read data


def leaf_of(node: Node, program: Program) -> Leaf:
    """How a form that reads data gets its value."""
    match node:
        case PayeeField():
            return payee_field(node)
        case PeriodFact():
            return period_fact(node)
        case Given():
            return given(node)
        case Roster():
            return roster(node, program)
        case Split():
            return part_of(node, program)
        case EachTeam():
            return each_team(node, program)
        case Rank():
            return rank(node, program)
        case ToDate():
            return to_date(node, program)
        case Prorated():
            return prorated(node, program)
        case Earlier():
            return earlier(node, program)
        case Aggregate():
            return aggregate(node, program)
        case _:
            raise TypeError(type(node).__name__)


def given(node: Given) -> Leaf:
    """A measure that the data gives, worked out once a team; a test gives it by name."""

    def value(situation: Situation, values: list[Any]) -> Any:
        world = situation.world
        if world.is_test:
            name = node.metric if node.fact == "value" else f"{node.metric}.{node.fact}"
            return Missing(node, "not given", name)
        rows = world.given_rows(node.metric, situation.payee, node.scope)

        def worked_out() -> tuple[Any, Counted]:
            return given_value(node, rows, node.metric, node.fact), Counted(rows)

        is_own = node.scope == "own"
        found, counted = worked_out() if is_own else shared(world, key_in_scope(node, situation, ()), worked_out)
        situation.counted.append(counted)
        return found

    return value


def payee_field(node: PayeeField) -> Leaf:
    """A column of the roster."""
    if node.name in ("team", "start", "end"):
        return lambda s, _: _or_missing(getattr(s.payee, node.name), node, s)
    if node.name == "payee":
        return lambda s, _: s.payee.key
    return lambda s, _: _or_missing(s.payee.fields.get(node.name), node, s)


def _or_missing(value: Any, node: PayeeField, situation: Situation) -> Any:
    if value is not None and value is not CHANGING:
        return value
    whose = situation.payee.key if situation.is_member else ""
    return Missing(node, "changing field" if value is CHANGING else "empty field", node.name, whose)


def period_fact(node: PeriodFact) -> Leaf:
    """The month of the period's last day, the fiscal quarter or year it lies in, the period's place in its year."""

    def fact(situation: Situation, _: list[Any]) -> Any:
        paid, calendar = situation.world.paid, situation.world.calendar
        last = paid.end
        if node.name == "month":
            return calendar.month_of(last)
        if node.name in ("start", "end"):
            return getattr(paid, node.name)
        if node.name.startswith("left in "):
            return periods_left(situation.world, node.name.removeprefix("left in "))
        if node.name in ("periods", "number"):
            return calendar.place_in_year(paid)[node.name == "periods"]
        label = calendar.period_of(last, node.name).label
        return int(label[:4]) if node.name == "year" else int(label[-1])

    return fact


def periods_left(world: World, window: str) -> int:
    """How many periods are left of the month, quarter or year, as long as the plan is in force."""
    last = world.calendar.period_of(world.paid.end, window).end
    last = min(last, world.until) if world.until is not None else last
    count, period = 0, world.paid
    while period.end < last:
        period = world.calendar.after(period)
        count += period.end <= last
    return count


def roster(node: Roster, program: Program) -> Leaf:
    """A figure of each person of a scope, added up; it is the same for everybody of the team."""

    def add(situation: Situation, _: list[Any]) -> Any:
        if node.scope == "team" and situation.payee.team is None:
            return no_team(node, situation.payee)
        value, counted = shared(
            situation.world, key_in_scope(node, situation, ()), lambda: _added(node, program.inner(node), situation)
        )
        situation.counted.append(counted)
        return value

    return add


def people_of(node: Roster, situation: Situation, counted: list[Counted]) -> list[Situation]:
    """The people that a sum is over: those of the roster, as it has them, or those whom the plan pays."""
    world, payee = situation.world, situation.payee
    members = world.paid_members(payee, node.scope) if node.is_of_plan else world.members(payee, node.scope)
    if node.is_of_last_row:
        members = [one.stints[-1] if one.stints else one for one in members]
    return [situation.of(one, counted, is_member=not node.is_of_plan) for one in members]


def _added(node: Roster, inner: Program, situation: Situation) -> tuple[Any, Counted]:
    """The sum, and the rows that the figures of the people were made of."""
    total: Any = 0
    found = Counted(())
    for member in people_of(node, situation, found.inside):
        value = inner.run(member)[-1]
        if value.__class__ is Missing:
            return value, found
        total = kept(total + value, node)
    return total, found
