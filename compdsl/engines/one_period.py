"""A plan in one period as queries: the groups of the rows, the facts of each person, the lines of each person."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from attrs import define, field, frozen

from compdsl.checked.plan import People
from compdsl.engines.beyond import BeyondQuery
from compdsl.engines.dialects import Dialect
from compdsl.engines.facts import SCALES, Facts
from compdsl.engines.figures import Arithmetic, Figure, constant
from compdsl.engines.groups import any_of
from compdsl.engines.relations import Relations, day, is_active
from compdsl.engines.stages import Stages
from compdsl.engines.to_sql import Lowering, Plain, SqlValue, literal, quoted
from compdsl.kernel.meaning import in_order
from compdsl.kernel.nodes import (
    SINCE_THEY_CAME,
    Aggregate,
    EachTeam,
    Earlier,
    Given,
    Node,
    PayeeField,
    PeriodFact,
    Prorated,
    Rank,
    Roster,
    Split,
    ToDate,
    parts_of,
)
from compdsl.kernel.plan import Line, Plan
from compdsl.paid.program import Situation, period_fact
from compdsl.paid.times import world_to_date
from compdsl.paid.world import World, build_world
from compdsl.records.data import Data, Payee
from compdsl.values.currency import places_of
from compdsl.values.exact import Exact
from compdsl.values.period import Period
from compdsl.values.proration import METHODS, count_of
from compdsl.values.rounding import Mode


@frozen
class LeafColumn:
    """A column of the lines that holds a figure which is read: its name, and its value in the query."""

    name: str
    value: SqlValue


@frozen
class ExactColumn:
    """The columns that hold the exact figure of a line."""

    name: str
    value: Figure

    @property
    def columns(self) -> list[tuple[str, str]]:
        """The columns of it, each with its name."""
        bottom = [(self.value.bottom, f"{self.name}_bottom")] if self.value.bottom != "1" else []
        return [(self.value.top, self.name), *bottom]

    @property
    def names(self) -> list[str]:
        """The names of its columns."""
        return [name for _, name in self.columns]


@define(eq=False)
class OnePeriod:
    """The query of a plan in a period, over relations of a database."""

    plan: Plan
    period: Period
    relations: Relations
    dialect: Dialect
    scale: Mapping[str, int] = SCALES[0]
    facts: Facts = field(init=False)
    world: World = field(init=False)
    sums: Arithmetic = field(init=False)
    lowerings: dict[Period, Lowering] = field(factory=dict)
    exact: "list[ExactColumn]" = field(factory=list)
    read: dict[tuple[int, Period], LeafColumn] = field(factory=dict)
    """The figures that are read, by the form and the time that asks for them."""

    def __attrs_post_init__(self) -> None:
        plan, nothing = self.plan, Data(())
        self.world = build_world(nothing, plan.schema, self.period, plan.calendar, plan.since, plan.until, plan.people)
        self.sums = Arithmetic(self.dialect, Stages("facts"), [], [])
        self.facts = Facts(self.relations, self.dialect, self.period, self.scale)
        roots = [node for line in plan.lines for node in (line.exact, line.paid)]
        self._note([*roots, plan.total], self.world)

    def _note(self, roots: Sequence[Node], world: World) -> None:
        """Note what forms ask of the rows, and those of other times they are made of."""
        for node in in_order(roots):
            if isinstance(node, ToDate):
                self._note([node.value], self.to_date(node))
            elif isinstance(node, Roster | Prorated):
                self._note([node.value], world)
            elif isinstance(node, Aggregate | Given):
                self.facts.note(node, world.period, self.of_period)

    def of_period(self, node: Node) -> SqlValue:
        """A fact of the period that is paid; it is the same for all."""
        if not isinstance(node, PeriodFact):
            raise BeyondQuery("rows are held against a figure of the payee")
        return literal(period_fact(node)(Situation(Payee("", None, {}), self.world), []))

    def to_date(self, node: ToDate) -> World:
        """The world of the time so far that a form asks of."""
        if SINCE_THEY_CAME in node.window:
            raise BeyondQuery("a time so far begins when each of them came")
        return world_to_date(self.world, node.window)

    # The lines

    def query(self, *, has_exact: bool = False) -> str:
        """The query of the lines, with their exact figures where they are asked for: a row for each of the roster."""
        lowering = self.lowering_at(self.world)
        lines = [(self.units(lowering, line), f"line_{at}") for at, line in enumerate(self.plan.lines, 1)]
        chosen = [("place", "place"), ("payee", "payee"), ("team", "team"), *self.marks_of_people(), *lines]
        chosen.append((any_of([*self.sums.unsure, *self.facts.unsure(), "is_several"]), "unsure"))
        chosen.append((self._edges(lowering), "edges"))
        for leaf in self.leaves():
            value = leaf.value
            chosen.append((value.top if isinstance(value, Figure) else value.text, leaf.name))
            if isinstance(value, Figure) and value.bottom != "1":
                chosen.append((value.bottom, f"{leaf.name}_bottom"))
        if has_exact:
            self.exact = [
                ExactColumn(f"exact_{at}", lowering.figure(line.exact)) for at, line in enumerate(self.plan.lines, 1)
            ]
            chosen += [pair for one in self.exact for pair in one.columns]
        chosen += [(mark, mark) for groups in self.facts.groups.values() for mark in groups.marks(self.period)]
        for name, held in self.relations.roster.columns.items():
            chosen.append(
                (
                    held.top if isinstance(held, Figure) else held.text,
                    f"{self.dialect.quote}field_{name}{self.dialect.quote}",
                )
            )
        last = self.sums.stages.select(chosen)
        queries = ",\n".join(f"{name} AS ({query})" for name, query in self.facts.queries())
        return f"WITH {queries}\n{last}"

    def marks_of_people(self) -> list[tuple[str, str]]:
        """Whether somebody has several rows, is active in the period, is one of those the plan is for.

        Of somebody with several rows only the evaluator can tell.
        """
        people = self.plan.people
        return [
            ("is_several", "is_several"),
            (f"(is_several OR {is_active(self.relations.roster, self.period)})", "is_active"),
            (f"(is_several OR {self._fits(people)})" if people is not None else "TRUE", "is_theirs"),
        ]

    def units(self, lowering: Lowering, line: Line) -> str:
        """What a line pays, in the least units of its currency."""
        paid = lowering.figure(line.paid)
        units = self.sums.multiply(paid, constant(10 ** places_of(self.plan.currency)))
        return self.sums.whole(units, Mode.HALF_AWAY).top

    def _edges(self, lowering: Lowering) -> str:
        """Which lines are made of a figure that stands on a bound or between two units: a bit for each.

        A limit of the total is made of all lines; what it stands on by itself is looked at.
        """
        bits: list[str] = []
        others: dict[str, None] = {}
        for at, line in enumerate(self.plan.lines):
            edges = [one for one in self._edges_of(line.paid, lowering) if not line.is_limit or one not in others]
            others.update(dict.fromkeys(edges))
            found = any_of([*edges, *(self.facts.edges() if not line.is_limit else ())])
            if found != "FALSE":
                bits.append(f"CASE WHEN {found} THEN {2**at} ELSE 0 END")
        return f"CAST({' + '.join(bits) or '0'} AS {self.dialect.narrow})"

    def _edges_of(self, root: Node, lowering: Lowering) -> list[str]:
        found: dict[str, None] = {}
        seen: set[int] = set()
        waiting = [root]
        while waiting:
            node = waiting.pop()
            if id(node) in seen:
                continue
            seen.add(id(node))
            found.update(dict.fromkeys(lowering.edges.get(id(node), ())))
            if isinstance(node, ToDate):
                found.update(dict.fromkeys(self._edges_of(node.value, self.lowering_at(self.to_date(node)))))
            waiting += [*parts_of(node), *([node.value] if isinstance(node, Roster | Prorated) else [])]
        return list(found)

    def leaves(self) -> "list[LeafColumn]":
        """The figures that the lines read, as columns: what a second evaluation of them is made of."""
        return list(self.read.values())

    def exact_values(self, cells: Sequence[int]) -> list[Exact]:
        """The exact figures of the lines from the cells of their columns."""
        found: list[Exact] = []
        waiting = list(cells)
        for one in self.exact:
            value = one.value.factor * waiting.pop(0) / (waiting.pop(0) if len(one.names) > 1 else 1)
            found.append(value.numerator if value.denominator == 1 else value)
        return found

    def lowering_at(self, world: World) -> Lowering:
        """How forms are lowered that are asked of a time."""
        if world.period not in self.lowerings:
            self.lowerings[world.period] = Lowering(self.sums, lambda node: self._leaf(node, world))
        return self.lowerings[world.period]

    def _leaf(self, node: Node, world: World) -> SqlValue:
        found = self._read(node, world)
        if isinstance(node, Aggregate | Given | Roster | Rank):
            held = self.sums.kept(found) if isinstance(found, Figure) else Plain(self.sums.stages.column(found.text))
            self.read[id(node), world.period] = LeafColumn(f"leaf_{len(self.read) + 1}", held)
        return found

    def _read(self, node: Node, world: World) -> SqlValue:
        match node:
            case PayeeField():
                return self.relations.roster.columns[node.name]
            case PeriodFact():
                return self.of_period(node)
            case Aggregate() | Given():
                return self.facts.value(node, world.period, self.sums)
            case Roster():
                return self._of_people(node, world)
            case Rank():
                return self._rank(node, world)
            case EachTeam():
                return self.lowering_at(world).value(node.value)
            case ToDate():
                return self.lowering_at(self.to_date(node)).value(node.value)
            case Prorated():
                value = self.lowering_at(world).figure(node.value)
                return self.sums.multiply(value, self._share_in_force(node.method))
            case Earlier():
                raise BeyondQuery("a line depends on what earlier periods came to")
            case Split():
                raise BeyondQuery("an amount is split among people")
            case _:
                raise TypeError(type(node).__name__)

    def _of_people(self, node: Roster, world: World) -> SqlValue:
        """A figure of each person of a scope, added up; without data where one of them has none."""
        value = self.lowering_at(world).figure(node.value)
        if value.bottom != "1":
            raise BeyondQuery("ratios of people are added up")
        people = self.plan.people if node.is_of_plan else None
        counted = f"({is_active(self.relations.roster, world.period)})" + (
            f" AND {self._fits(people)}" if people is not None else ""
        )
        most = value.size * max(self.relations.roster.rows, 1)
        self.dialect.width(most)
        over = self._over(node.scope)
        total = f"coalesce(sum(CASE WHEN {counted} THEN {value.top} END) OVER {over}, 0)"
        if value.may_lack:
            lacks = f"sum(CASE WHEN {counted} AND {value.top} IS NULL THEN 1 ELSE 0 END) OVER {over}"
            total = f"CASE WHEN {self.sums.stages.column(lacks)} = 0 THEN {total} END"
        low, high = min(-most, 0) if value.low < 0 else 0, most if value.high > 0 else 0
        found = Figure(self.sums.stages.column(total), low, high, value.factor, may_lack=value.may_lack)
        return self.facts.of_a_team(found) if node.scope == "team" else found

    def _share_in_force(self, method: str) -> Figure:
        """The share of the period that somebody is in force."""
        start, end = (self.relations.roster.columns[name] for name in ("start", "end"))
        assert isinstance(start, Plain)
        assert isinstance(end, Plain)
        period, calendar = self.period, self.plan.calendar
        days = (period.until - period.start).days
        whole = count_of(period, None, None, method, calendar)
        first, last = day(period.start), day(period.end)
        dialect = self.dialect
        since_start = (dialect.days_between.format(one.text, first) for one in (start, end))
        came = self.sums.stages.column(f"CASE WHEN {start.text} > {first} THEN {next(since_start)} ELSE 0 END")
        left = f"CASE WHEN {end.text} < {last} THEN {next(since_start)} + 1 ELSE {days} END"
        gone = self.sums.stages.column(left)
        counted = [METHODS[whole.method](period.start, one, calendar) for one in _days_in(period)]
        if counted == list(range(days + 1)):
            part = f"({gone} - {came})"
        else:
            table = ", ".join(map(str, counted))
            at = [dialect.listed.format(table, f"CAST({one} AS INTEGER) + 1") for one in (gone, came)]
            part = f"({at[0]} - {at[1]})"
        top = self.sums.stages.column(
            f"CASE WHEN {came} < {gone} THEN CAST({part} AS {dialect.width(whole.whole)}) ELSE 0 END"
        )
        return Figure(top, 0, whole.whole, Fraction(1, whole.whole))

    def _rank(self, node: Rank, world: World) -> SqlValue:
        """One more than how many of a scope have a greater figure; without data for somebody who has none."""
        value = self.lowering_at(world).figure(node.value)
        place = self.sums.in_order(value)
        among = f"CASE WHEN {is_active(self.relations.roster, world.period)} THEN {place} END"
        over = self._over(node.scope, f" ORDER BY {self.sums.stages.column(among)} DESC NULLS LAST")
        top = f"CASE WHEN {value.top} IS NOT NULL THEN CAST(rank() OVER {over} AS {self.dialect.width(1)}) END"
        found = Figure(top, 0, max(self.relations.roster.rows, 1), may_lack=value.may_lack)
        return self.facts.of_a_team(found) if node.scope == "team" else found

    def _over(self, scope: str, order: str = "") -> str:
        if scope not in ("team", "company"):
            raise BeyondQuery("figures of the people below a manager are asked for")
        if self.relations.roster.has_several:
            raise BeyondQuery("somebody has several rows in the roster, and figures of others are asked for")
        return f"(PARTITION BY team{order})" if scope == "team" else f"({order.strip()})"

    def _fits(self, people: People) -> str:
        conditions = [f"coalesce({self._is_one_of(column.name, column.texts)}, FALSE)" for column in people.columns]
        conditions += [f"NOT ({self._fits(one)})" for one in people.others]
        return " AND ".join(conditions) or "TRUE"

    def _is_one_of(self, name: str, texts: Iterable[str]) -> str:
        value = self.relations.roster.columns[name]
        assert isinstance(value, Plain)
        return f"{value.text} IN ({', '.join(map(quoted, texts))})"


def _days_in(period: Period) -> list[datetime.date]:
    """The days of a period and the first one after it."""
    count = (period.until - period.start).days
    return [period.start + datetime.timedelta(days=at) for at in range(count + 1)]
