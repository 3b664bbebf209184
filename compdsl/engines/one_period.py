"""A plan in one period as queries: the groups of the rows, the facts of each person, the lines of each person."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from typing import TypeVar

from attrs import define, evolve, field

from compdsl.checked.plan import People
from compdsl.engines.beyond import BeyondQuery
from compdsl.engines.dialects import Dialect
from compdsl.engines.facts import Asked, Groups, Naming, aggregated, any_of
from compdsl.engines.figures import Arithmetic, Figure, constant
from compdsl.engines.given import asked_given
from compdsl.engines.relations import Relation, Relations, day
from compdsl.engines.stages import Stages
from compdsl.engines.to_sql import Lowering, Plain, SqlValue, literal, quoted
from compdsl.kernel.meaning import in_order
from compdsl.kernel.nodes import (
    SINCE_THEY_CAME,
    Aggregate,
    EachTeam,
    Given,
    Node,
    PayeeField,
    PeriodFact,
    Rank,
    Roster,
    ToDate,
)
from compdsl.kernel.plan import Line, Plan
from compdsl.paid.program import Situation, period_fact
from compdsl.paid.times import world_to_date
from compdsl.paid.world import World, build_world
from compdsl.records.data import Data, Payee
from compdsl.values.currency import places_of
from compdsl.values.period import Period
from compdsl.values.rounding import Mode

Value = TypeVar("Value", Figure, Plain)
Ask = Callable[[str], list[tuple[object, ...]]]
"""Runs a statement and gives its rows."""


@define(eq=False)
class OnePeriod:
    """The queries of a plan in a period, over relations that `ask` can read."""

    plan: Plan
    period: Period
    relations: Relations
    dialect: Dialect
    ask: Ask
    groups: dict[tuple[str, Period], Groups] = field(factory=dict)
    asked: dict[tuple[int, Period], Asked] = field(factory=dict)
    fields: dict[str, SqlValue] = field(factory=dict)
    bounds: dict[str, tuple[int, int]] = field(factory=dict)
    times: dict[Period, None] = field(factory=dict)
    """The other stretches of time that figures are asked of."""
    world: World = field(init=False)
    sums: Arithmetic = field(init=False)
    lowerings: dict[Period, Lowering] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        plan, nothing = self.plan, Data(())
        self.world = build_world(nothing, plan.schema, self.period, plan.calendar, plan.since, plan.until, plan.people)
        self.sums = Arithmetic(self.dialect, Stages("facts"), [], [])
        self.fields = dict(self.relations.roster.columns)

    # The facts

    def make_facts(self) -> None:
        """The table `facts`: a row for each person who is active, with all that the plan asks of the data."""
        roots = [node for line in self.plan.lines for node in (line.exact, line.paid)]
        self._note([*roots, self.plan.total], self.world)
        for groups in self.groups.values():
            self.ask(f"CREATE OR REPLACE TEMP TABLE {groups.name} AS {groups.query(self.relations.roster.name)}")
        self.ask(f"CREATE OR REPLACE TEMP TABLE facts AS {self._facts()}")
        self._note_bounds()

    def _note(self, roots: Sequence[Node], world: World) -> None:
        """Note what forms ask of the rows, and those of other times they are made of."""
        for node in in_order(roots):
            if isinstance(node, ToDate):
                self._note([node.value], self._to_date(node, world))
            elif isinstance(node, Roster):
                self._note([node.value], world)
            elif isinstance(node, Aggregate):
                groups = self._groups_of(self.relations.blocks[node.block], world)
                self.asked[id(node), world.period] = aggregated(groups, node)
            elif isinstance(node, Given):
                assert self.relations.measures is not None
                groups = self._groups_of(self.relations.measures, world)
                self.asked[id(node), world.period] = asked_given(groups, node)

    def _groups_of(self, relation: Relation, world: World) -> Groups:
        key = (relation.name, world.period)
        if key not in self.groups:
            name = f"g{len(self.groups) + 1}"
            self.groups[key] = Groups(relation, world.period, name, self.dialect, self.fields, self._of_period)
        return self.groups[key]

    def _of_period(self, node: Node) -> SqlValue:
        """A fact of the period that is paid; it is the same for all."""
        if not isinstance(node, PeriodFact):
            raise BeyondQuery("rows are held against a figure of the payee")
        return literal(period_fact(node)(Situation(Payee("", None, {}), self.world), []))

    def _to_date(self, node: ToDate, world: World) -> World:
        if SINCE_THEY_CAME in node.window:
            raise BeyondQuery("a time so far begins when each of them came")
        found = world_to_date(world, node.window)
        self.times.setdefault(found.period)
        return found

    def _facts(self) -> str:
        roster = self.relations.roster
        times = dict.fromkeys([self.period, *self.times])
        active = " OR ".join(f"({self._is_active(time)})" for time in times)
        people = f"(SELECT * FROM {roster.name} WHERE {active})"
        joined, columns = f"{people} p", ["p.*"]
        for (_, time), groups in self.groups.items():
            name = groups.name
            joined += f" LEFT JOIN {name} ON {name}.owner = p.payee"
            own = [(f"{name}_{word}", "FALSE") for word in ("unsure", "edge")] + [(f"{name}_rows", "0")]
            own += [(column, part.nothing) for column, part in groups.parts.values()]
            columns += [_own(name, column, nothing) for column, nothing in own]
            for scope in self._scopes_of(groups):
                joined += self._join_of(groups, scope, time)
                marks = [f"{name}_unsure", f"{name}_edge", *self._parts_of(groups, scope)]
                columns += [f"{scope}_{name}.{one} AS {scope}_{one}" for one in marks]
        return f"SELECT {', '.join(columns)} FROM {joined}"

    def _scopes_of(self, groups: Groups) -> list[str]:
        found = {one.scope for one in self.asked.values() if one.groups is groups} - {"own"}
        if found - {"team", "company"}:
            raise BeyondQuery("figures of the people below a manager are asked for")
        return sorted(found)

    def _parts_of(self, groups: Groups, scope: str) -> list[str]:
        asked = [one for one in self.asked.values() if one.groups is groups and one.scope == scope]
        return list(dict.fromkeys(part for one in asked for part in one.parts))

    def _join_of(self, groups: Groups, scope: str, time: Period) -> str:
        """The figures of a team or of the company, made of the groups of its people."""
        name, roster = groups.name, self.relations.roster.name
        made = dict(groups.parts.values())
        wanted = [*self._parts_of(groups, scope)]
        sums = [f"bool_or({name}_{word}) AS {name}_{word}" for word in ("unsure", "edge")]
        sums += [f"coalesce({made[one].of_groups}, {made[one].nothing}) AS {one}" for one in wanted]
        active = f"(SELECT payee, team FROM {roster} WHERE {self._is_active(time)})"
        if scope == "team":
            query = f"SELECT p.team, {', '.join(sums)} FROM {active} p LEFT JOIN {name} ON {name}.owner = p.payee"
            query = f"{query} WHERE p.team IS NOT NULL GROUP BY p.team"
            return f" LEFT JOIN ({query}) team_{name} ON team_{name}.team = p.team"
        query = f"SELECT {', '.join(sums)} FROM {name} WHERE owner IS NULL OR owner IN (SELECT payee FROM {active})"
        return f" CROSS JOIN ({query}) company_{name}"

    def _is_active(self, time: Period) -> str:
        start, end = (self.fields[name] for name in ("start", "end"))
        assert isinstance(start, Plain)
        assert isinstance(end, Plain)
        until, first = day(time.until), day(time.start)
        return f"({start.text} IS NULL OR {start.text} < {until}) AND ({end.text} IS NULL OR {end.text} >= {first})"

    # Bounds

    def _note_bounds(self) -> None:
        """How large the facts are, which says how wide the figures made of them must be."""
        names = list(dict.fromkeys(self._numbers()))
        if not names:
            return
        asked = ", ".join(f"min({name}), max({name})" for name in names)
        (row,) = self.ask(f"SELECT {asked} FROM facts")
        for at, name in enumerate(names):
            low, high = row[2 * at : 2 * at + 2]
            assert isinstance(low, int | None)
            assert isinstance(high, int | None)
            self.bounds[name] = (low or 0, high or 0)

    def _numbers(self) -> Iterator[str]:
        for value in self.fields.values():
            if isinstance(value, Figure):
                yield value.top
        for one in self.asked.values():
            made = dict(one.groups.parts.values())
            yield from (_in_scope(one.scope, part) for part in one.parts if not made[part].is_condition)

    # The lines

    def lines(self) -> str:
        """The query of the lines: a row for each person whom the plan pays, in the order of the roster.

        Behind `place` and `payee` stand `unsure`, where the evaluator must be asked instead, `edge`, where a figure is
        on a bound or between two units, and the whole units of each line, NULL where data is missing.
        """
        lowering, columns = self.lowering_at(self.world), [("place", "place"), ("payee", "payee")]
        for at, line in enumerate(self.plan.lines, 1):
            columns.append((self._units(lowering, line), f"line_{at}"))
        unsure = [*self.sums.unsure, *self._marks("unsure"), "is_several"]
        columns += [(any_of(unsure), "unsure"), (any_of([*self.sums.edges, *self._marks("edge")]), "edge")]
        return self.sums.stages.select(columns, f"({self._is_active(self.period)}){self._is_paid()}")

    def _units(self, lowering: Lowering, line: Line) -> str:
        """What a line pays, in the least units of its currency."""
        paid = lowering.figure(line.paid)
        units = self.sums.multiply(paid, constant(10 ** places_of(self.plan.currency)))
        return self.sums.whole(units, Mode.HALF_AWAY).top

    def lowering_at(self, world: World) -> Lowering:
        """How forms are lowered that are asked of a time."""
        if world.period not in self.lowerings:
            self.lowerings[world.period] = Lowering(self.sums, lambda node: self._leaf(node, world))
        return self.lowerings[world.period]

    def _marks(self, word: str) -> Iterator[str]:
        for groups in self.groups.values():
            for scope in ("own", *self._scopes_of(groups)):
                yield _in_scope(scope, f"{groups.name}_{word}")

    def _leaf(self, node: Node, world: World) -> SqlValue:
        match node:
            case PayeeField():
                return self._field(node.name)
            case PeriodFact():
                return self._of_period(node)
            case Aggregate() | Given():
                return self._figure_of_rows(node, world)
            case Roster():
                return self._of_people(node, world)
            case Rank():
                return self._rank(node, world)
            case EachTeam():
                return self.lowering_at(world).value(node.value)
            case ToDate():
                return self.lowering_at(self._to_date(node, world)).value(node.value)
            case _:
                raise BeyondQuery(f"it asks for {type(node).__name__}")

    def _field(self, name: str) -> SqlValue:
        value = self.fields[name]
        if isinstance(value, Figure):
            low, high = self.bounds[value.top]
            return evolve(value, low=low, high=high)
        return value

    def _of_people(self, node: Roster, world: World) -> Figure:
        """A figure of each person of a scope, added up; without data where one of them has none."""
        value = self.lowering_at(world).figure(node.value)
        if value.bottom != "1":
            raise BeyondQuery("ratios of people are added up")
        people = self.plan.people if node.is_of_plan else None
        counted = f"({self._is_active(world.period)})" + (f" AND {self._fits(people)}" if people is not None else "")
        most = value.size * max(self.relations.roster.rows, 1)
        self.dialect.width(most)
        over = self._over(node.scope)
        total = f"coalesce(sum(CASE WHEN {counted} THEN {value.top} END) OVER {over}, 0)"
        if value.may_lack:
            lacks = f"sum(CASE WHEN {counted} AND {value.top} IS NULL THEN 1 ELSE 0 END) OVER {over}"
            total = f"CASE WHEN {self.sums.stages.column(lacks)} = 0 THEN {total} END"
        low, high = min(-most, 0) if value.low < 0 else 0, most if value.high > 0 else 0
        found = Figure(self.sums.stages.column(total), low, high, value.factor, may_lack=value.may_lack)
        return self._of_a_team(found) if node.scope == "team" else found

    def _rank(self, node: Rank, world: World) -> Figure:
        """One more than how many of a scope have a greater figure; without data for somebody who has none."""
        value = self.lowering_at(world).figure(node.value)
        place = self.sums.in_order(value)
        among = f"CASE WHEN {self._is_active(world.period)} THEN {place} END"
        over = self._over(node.scope, f" ORDER BY {self.sums.stages.column(among)} DESC NULLS LAST")
        top = f"CASE WHEN {value.top} IS NOT NULL THEN CAST(rank() OVER {over} AS {self.dialect.narrow}) END"
        found = Figure(top, 0, max(self.relations.roster.rows, 1), may_lack=value.may_lack)
        return self._of_a_team(found) if node.scope == "team" else found

    def _over(self, scope: str, order: str = "") -> str:
        if scope not in ("team", "company"):
            raise BeyondQuery("figures of the people below a manager are asked for")
        return f"(PARTITION BY team{order})" if scope == "team" else f"({order.strip()})"

    def _figure_of_rows(self, node: Aggregate | Given, world: World) -> SqlValue:
        one = self.asked[id(node), world.period]

        def figure(part: str) -> Figure:
            name = _in_scope(one.scope, part)
            low, high = self.bounds[name]
            return Figure(f"CAST({name} AS {self.dialect.width(max(abs(low), abs(high)))})", low, high)

        value = one.value(Naming(figure, lambda part: _in_scope(one.scope, part)), self.sums)
        return self._of_a_team(value) if one.scope == "team" else value

    def _of_a_team(self, value: Value) -> Value:
        """A figure of the team; whoever has none has no data."""
        if isinstance(value, Figure):
            return evolve(value, top=f"CASE WHEN team IS NOT NULL THEN {value.top} END", may_lack=True)
        return evolve(value, text=f"CASE WHEN team IS NOT NULL THEN {value.text} END", may_lack=True)

    def _is_paid(self) -> str:
        """Whom the plan pays of those who are active."""
        people = self.plan.people
        return f" AND {self._fits(people)}" if people is not None else ""

    def _fits(self, people: People) -> str:
        conditions = [f"coalesce({self._is_one_of(column.name, column.texts)}, FALSE)" for column in people.columns]
        conditions += [f"NOT ({self._fits(one)})" for one in people.others]
        return " AND ".join(conditions) or "TRUE"

    def _is_one_of(self, name: str, texts: Iterable[str]) -> str:
        value = self.fields[name]
        assert isinstance(value, Plain)
        return f"{value.text} IN ({', '.join(map(quoted, texts))})"


def _own(group: str, column: str, nothing: str) -> str:
    """A column of the groups, and what it is for somebody without rows."""
    if nothing == "NULL":
        return f"{group}.{column} AS {column}"
    return f"CASE WHEN {group}.owner IS NULL THEN {nothing} ELSE {group}.{column} END AS {column}"


def _in_scope(scope: str, name: str) -> str:
    return name if scope == "own" else f"{scope}_{name}"
