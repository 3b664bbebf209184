"""Lines worked out again by the evaluator, from the figures of rows that a query gave."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from attrs import define, evolve, field

from compdsl.engines.beyond import BeyondQuery
from compdsl.engines.figures import Figure
from compdsl.engines.one_period import LeafColumn, OnePeriod
from compdsl.engines.to_sql import Plain, SqlValue
from compdsl.kernel.meaning import in_order
from compdsl.kernel.nodes import Aggregate, Given, Node, Prorated, Rank, Roster, ToDate
from compdsl.paid.missing import Missing
from compdsl.paid.program import Program, Situation, build_program
from compdsl.records.data import Payee
from compdsl.values.currency import places_of
from compdsl.values.period import Period

Row = Sequence[Any]
"""A row of the lines as the query gave it, by the place of its columns."""


@define(eq=False)
class Again:
    """The lines of a plan in a period, from the rows of its query; `places` says where the columns stand in a row."""

    query: OnePeriod
    places: dict[str, int]
    row: Row = ()
    programs: list[tuple[Program, Node]] = field(factory=list)
    fields: list[tuple[str, int, Fraction | None]] = field(factory=list)
    """The columns of the roster: the place of each in a row, and the factor of one that is a number."""

    def __attrs_post_init__(self) -> None:
        plan = self.query.plan
        for name, value in self.query.relations.roster.columns.items():
            self.fields.append(
                (name, self.places[f"field_{name}"], value.factor if isinstance(value, Figure) else None)
            )
        for line in plan.lines:
            program = build_program([line.paid], kept=plan.kept)
            self.programs.append((self._given(program, self.query.period), line.paid))

    def units(self, row: Row, payee: Payee, at: int) -> int | None:
        """What one of the lines pays, in the least units of its currency; None where data is missing."""
        self.row = row
        program, paid = self.programs[at]
        value = program.value_of(paid, program.run(Situation(payee, self.query.world)))
        if value.__class__ is Missing:
            return None
        units = value * 10 ** places_of(self.query.plan.currency)
        assert units.denominator == 1
        return int(units)

    def payee_of(self, row: Row) -> Payee:
        """Somebody of the roster, from the columns of it in a row."""
        held: dict[str, Any] = {}
        for name, place, factor in self.fields:
            cell = row[place]
            held[name] = cell if factor is None or cell is None else _whole(factor * cell)
        own = {name: held.pop(name, None) for name in ("payee", "team", "start", "end")}
        return Payee(own["payee"], own["team"], held, start=own["start"], end=own["end"])

    def _given(self, program: Program, time: Period) -> Program:
        """The same program with the figures it reads taken from the row."""
        found = evolve(program, steps=list(program.steps), notes={})
        for place, (index, _, uses) in enumerate(program.steps):
            node = program.nodes[index]
            if isinstance(node, ToDate):
                inner = self._given(program.inner(node), self.query.to_date(node).period)
                found.steps[place] = (index, _through(inner, node.value), uses)
            elif isinstance(node, Prorated):
                program.family[id(node)] = self._given(program.inner(node), time)
            elif isinstance(node, Aggregate | Given | Roster | Rank):
                leaf = self.query.read.get((id(node), time))
                found.steps[place] = (index, self._from_row(leaf, node), None)
        return found

    def _from_row(self, leaf: LeafColumn | None, node: Node) -> Callable[[Situation, list[Any]], Any]:
        """The value of a figure in the row; what is only asked of another time has none in this one."""
        if leaf is None:
            missing = Missing(node, "no rows", node.origin.name)
            return lambda _, __: missing
        top, bottom = self.places[leaf.name], self.places.get(f"{leaf.name}_bottom")
        return lambda _, __: value_in(self.row, leaf.value, top, bottom, node)


@define(eq=False)
class FiguresOfOthers:
    """The figures of a team and of the company as a row of the query has them, for the evaluator of somebody's own."""

    query: OnePeriod
    places: dict[str, int]
    row: Row = ()

    def given(self, program: Program) -> Program:
        """The same program with the figures of others taken from the row."""
        found = evolve(program, steps=list(program.steps), notes={})
        for place, (index, _, _uses) in enumerate(program.steps):
            node = program.nodes[index]
            if isinstance(node, ToDate):
                asked = in_order([node.value])
                if any(isinstance(one, Aggregate | Given | Roster | Rank) and one.scope != "own" for one in asked):
                    raise BeyondQuery("figures of others are asked of the time so far")
            elif isinstance(node, Prorated):
                program.family[id(node)] = self.given(program.inner(node))
            elif isinstance(node, Aggregate | Given | Roster | Rank) and node.scope != "own":
                leaf = self.query.read[id(node), self.query.period]
                found.steps[place] = (index, self._from_row(leaf, node), None)
        return found

    def _from_row(self, leaf: LeafColumn, node: Node) -> Callable[[Situation, list[Any]], Any]:
        top, bottom = self.places[leaf.name], self.places.get(f"{leaf.name}_bottom")
        return lambda _, __: self._value(leaf.value, top, bottom, node)

    def _value(self, value: SqlValue, top: int, bottom: int | None, node: Node) -> Any:
        """A figure of the row; raises BeyondQuery where there is none, and that may be since it is too large."""
        if self.row[top] is None and self.row[self.places["unsure"]]:
            raise BeyondQuery("a figure of the team or of the company is larger than a query is made for")
        return value_in(self.row, value, top, bottom, node)


def value_in(row: Row, value: SqlValue, top: int, bottom: int | None, node: Node) -> Any:
    """The value of a figure in the columns of a row."""
    if row[top] is None:
        return Missing(node, "no rows", node.origin.name)
    return row[top] if isinstance(value, Plain) else _figure(row, value, top, bottom)


def _through(inner: Program, node: Node) -> Callable[[Situation, list[Any]], Any]:
    return lambda situation, _: inner.value_of(node, inner.run(situation))


def _figure(row: Row, value: Figure, top: int, bottom: int | None) -> int | Fraction:
    return _whole(value.factor * row[top] / (row[bottom] if bottom is not None else 1))


def _whole(figure: Fraction) -> int | Fraction:
    return figure.numerator if figure.denominator == 1 else figure
