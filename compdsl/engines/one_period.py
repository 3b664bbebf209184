"""A plan in one period as queries: the groups of the rows, the facts of each person, the lines of each person."""

from collections.abc import Iterable, Sequence

from attrs import define, evolve, field

from compdsl.checked.plan import People
from compdsl.engines.beyond import BeyondQuery
from compdsl.engines.dialects import Dialect
from compdsl.engines.facts import Facts
from compdsl.engines.figures import Arithmetic, Figure, constant
from compdsl.engines.groups import any_of
from compdsl.engines.relations import Relations, is_active
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


@define(eq=False)
class OnePeriod:
    """The query of a plan in a period, over relations of a database."""

    plan: Plan
    period: Period
    relations: Relations
    dialect: Dialect
    facts: Facts = field(init=False)
    world: World = field(init=False)
    sums: Arithmetic = field(init=False)
    lowerings: dict[Period, Lowering] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        plan, nothing = self.plan, Data(())
        self.world = build_world(nothing, plan.schema, self.period, plan.calendar, plan.since, plan.until, plan.people)
        self.sums = Arithmetic(self.dialect, Stages("facts"), [], [])
        self.facts = Facts(self.relations, self.dialect)
        roots = [node for line in plan.lines for node in (line.exact, line.paid)]
        self._note([*roots, plan.total], self.world)

    def _note(self, roots: Sequence[Node], world: World) -> None:
        """Note what forms ask of the rows, and those of other times they are made of."""
        for node in in_order(roots):
            if isinstance(node, ToDate):
                self._note([node.value], self._to_date(node, world))
            elif isinstance(node, Roster):
                self._note([node.value], world)
            elif isinstance(node, Aggregate | Given):
                self.facts.note(node, world.period, self._of_period)

    def _of_period(self, node: Node) -> SqlValue:
        """A fact of the period that is paid; it is the same for all."""
        if not isinstance(node, PeriodFact):
            raise BeyondQuery("rows are held against a figure of the payee")
        return literal(period_fact(node)(Situation(Payee("", None, {}), self.world), []))

    def _to_date(self, node: ToDate, world: World) -> World:
        if SINCE_THEY_CAME in node.window:
            raise BeyondQuery("a time so far begins when each of them came")
        return world_to_date(world, node.window)

    # The lines

    def query(self) -> str:
        """The query of the lines: a row for each person of the roster.

        Behind `place` and `payee` stand `is_due`, whether the plan pays them; `unsure`, where the evaluator must be
        asked instead; `edge`, where a figure is on a bound or between two units; the whole units of each line, NULL
        where data is missing; the marks of their rows.
        """
        lowering, columns = self.lowering_at(self.world), [("place", "place"), ("payee", "payee")]
        lines = [(self._units(lowering, line), f"line_{at}") for at, line in enumerate(self.plan.lines, 1)]
        columns.append((f"({is_active(self.relations.roster, self.period)}){self._is_paid()}", "is_due"))
        columns.append((any_of([*self.sums.unsure, *self.facts.unsure(), "is_several"]), "unsure"))
        columns.append((any_of([*self.sums.edges, *self.facts.edges()]), "edge"))
        marks = [(mark, mark) for groups in self.facts.groups.values() for mark in groups.marks]
        last = self.sums.stages.select([*columns, *lines, *marks])
        queries = ",\n".join(f"{name} AS ({query})" for name, query in self.facts.queries())
        return f"WITH {queries}\n{last}"

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

    def _leaf(self, node: Node, world: World) -> SqlValue:
        match node:
            case PayeeField():
                return self.relations.roster.columns[node.name]
            case PeriodFact():
                return self._of_period(node)
            case Aggregate() | Given():
                return self.facts.value(node, world.period, self.sums)
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

    def _of_people(self, node: Roster, world: World) -> Figure:
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
        return self._of_a_team(found) if node.scope == "team" else found

    def _rank(self, node: Rank, world: World) -> Figure:
        """One more than how many of a scope have a greater figure; without data for somebody who has none."""
        value = self.lowering_at(world).figure(node.value)
        place = self.sums.in_order(value)
        among = f"CASE WHEN {is_active(self.relations.roster, world.period)} THEN {place} END"
        over = self._over(node.scope, f" ORDER BY {self.sums.stages.column(among)} DESC NULLS LAST")
        top = f"CASE WHEN {value.top} IS NOT NULL THEN CAST(rank() OVER {over} AS {self.dialect.narrow}) END"
        found = Figure(top, 0, max(self.relations.roster.rows, 1), may_lack=value.may_lack)
        return self._of_a_team(found) if node.scope == "team" else found

    def _over(self, scope: str, order: str = "") -> str:
        if scope not in ("team", "company"):
            raise BeyondQuery("figures of the people below a manager are asked for")
        if self.relations.roster.has_several:
            raise BeyondQuery("somebody has several rows in the roster, and figures of others are asked for")
        return f"(PARTITION BY team{order})" if scope == "team" else f"({order.strip()})"

    def _of_a_team(self, figure: Figure) -> Figure:
        """A figure of the team; whoever has none has no data."""
        return evolve(figure, top=f"CASE WHEN team IS NOT NULL THEN {figure.top} END", may_lack=True)

    def _is_paid(self) -> str:
        """Whom the plan pays of those who are active."""
        people = self.plan.people
        return f" AND {self._fits(people)}" if people is not None else ""

    def _fits(self, people: People) -> str:
        conditions = [f"coalesce({self._is_one_of(column.name, column.texts)}, FALSE)" for column in people.columns]
        conditions += [f"NOT ({self._fits(one)})" for one in people.others]
        return " AND ".join(conditions) or "TRUE"

    def _is_one_of(self, name: str, texts: Iterable[str]) -> str:
        value = self.relations.roster.columns[name]
        assert isinstance(value, Plain)
        return f"{value.text} IN ({', '.join(map(quoted, texts))})"
