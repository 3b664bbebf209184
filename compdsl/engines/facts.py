"""What a plan asks of the data, as a relation `facts`: a row for each person of the roster, with all figures of rows.

The rows of a block are grouped once, by whose they are; figures of a team and of the company are made of these groups.
Nothing is worked out before it is asked for: how large a figure may be is taken from what rows mostly are, and a row of
`facts` that holds a larger one is unsure.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from attrs import define, evolve, field

from compdsl.engines.beyond import BeyondQuery
from compdsl.engines.dialects import Dialect
from compdsl.engines.figures import Arithmetic, Figure
from compdsl.engines.given import asked_given
from compdsl.engines.groups import Asked, Groups, Naming, Part, aggregated
from compdsl.engines.relations import Relation, Relations, is_active
from compdsl.engines.stages import Select
from compdsl.engines.to_sql import Plain, SqlValue
from compdsl.kernel.nodes import Aggregate, Given, Node
from compdsl.values.period import Period

SCALES: Sequence[Mapping[str, int]] = (
    {"own": 2**12, "team": 2**20, "company": 2**34},
    {"own": 2**8, "team": 2**14, "company": 2**24},
    {"own": 2**5, "team": 2**10, "company": 2**17},
    {"own": 2**3, "team": 2**6, "company": 2**12},
    {"own": 2, "team": 2**4, "company": 2**8},
)
"""Of how many rows of typical size a figure of each scope is made at most, before it is unsure.

The fewer there are, the more can be done with a figure in whole numbers of a database.
"""


@define(eq=False)
class Facts:
    """The relation `facts` while it is asked for more."""

    relations: Relations
    dialect: Dialect
    period: Period
    scale: Mapping[str, int]
    groups: dict[str, Groups] = field(factory=dict)
    asked: dict[tuple[int, Period], Asked] = field(factory=dict)
    names: dict[str, tuple[int, int]] = field(factory=dict)
    """The columns that are numbers, and between which they must lie."""

    def groups_of(self, relation: Relation, outside: Callable[[Node], SqlValue]) -> Groups:
        """The groups of the rows of a relation."""
        if relation.name not in self.groups:
            fields, name = self.relations.roster.columns, f"g{len(self.groups) + 1}"
            made = Groups(relation, name, self.dialect, fields, outside)
            made.is_narrow, made.has_marks = self.scale is not SCALES[0], not self.dialect.raises
            self.groups[relation.name] = made
        return self.groups[relation.name]

    def note(self, node: Aggregate | Given, time: Period, outside: Callable[[Node], SqlValue]) -> None:
        """Note that a figure of rows will be asked for."""
        if node.scope not in self.scale:
            raise BeyondQuery("figures of the people below a manager are asked for")
        if node.scope != "own" and self.relations.roster.has_several:
            raise BeyondQuery("somebody has several rows in the roster, and figures of others are asked for")
        relation = self.relations.measures if isinstance(node, Given) else self.relations.blocks[node.block]
        assert relation is not None
        groups = self.groups_of(relation, outside)
        groups.asking = (node, "")
        found = asked_given(groups, node, time) if isinstance(node, Given) else aggregated(groups, node, time)
        self.asked[id(node), time] = found

    # Values

    def value(self, node: Node, time: Period, sums: Arithmetic) -> SqlValue:
        """The value of a figure of rows that was noted."""
        one = self.asked[id(node), time]
        made = dict(one.groups.parts.values())
        found = one.value(
            Naming(lambda part: self._figure(one, part, made[part], sums), lambda part: in_scope(one, part)), sums
        )
        return self.of_a_team(found) if one.scope == "team" else found

    def _figure(self, one: Asked, part: str, made: Part, sums: Arithmetic) -> Figure:
        name, times = in_scope(one, part), self.scale[one.scope] if made.is_sum else 1
        low, high = made.low * times, made.high * times
        figure = Figure(name, low, high, may_lack=made.nothing == "NULL")
        if not self.dialect.raises:
            return self.within(figure, sums)
        is_wide = not made.of_rows.startswith("count(")
        return figure if is_wide else evolve(figure, top=sums.stages.column(f"CAST({name} AS {self.dialect.wide})"))

    def within(self, figure: Figure, sums: Arithmetic) -> Figure:
        """A column as a figure of no more than its size; a larger one makes its row unsure."""
        held = f"{figure.top} BETWEEN {figure.low} AND {figure.high}"
        width = self.dialect.width(figure.size)
        sums.unsure.append(f"NOT ({held})")
        return evolve(figure, top=sums.stages.column(f"CASE WHEN {held} THEN CAST({figure.top} AS {width}) END"))

    def of_a_team(self, value: SqlValue) -> SqlValue:
        """A figure of the team; whoever has none has no data."""
        if isinstance(value, Figure):
            return evolve(value, top=f"CASE WHEN team IS NOT NULL THEN {value.top} END", may_lack=True)
        return Plain(f"CASE WHEN team IS NOT NULL THEN {value.text} END", may_lack=True)

    # The query

    def queries(self) -> Iterator[tuple[str, str]]:
        """The queries that `facts` is made of, each under its name, and that of `facts` itself last."""
        for name, one in self.selects():
            yield name, one.text() if isinstance(one, Select) else one.query(self.period)

    def selects(self) -> "Iterator[tuple[str, Select | Groups]]":
        """The same as groups of rows, and what is made of them."""
        roster = self.relations.roster
        joined, columns = f"{roster.name} p", [("p.*", "")]
        for groups in self.groups.values():
            name = groups.name
            groups.read_from(roster.name)
            yield name, groups
            joined += f" LEFT JOIN {name} ON {name}.owner = p.payee"
            for mark, same in groups.same_marks(self.period).items():
                columns.append(_own(name, same, "NULL" if mark.endswith("_raw") else "0", mark))
            columns += [_own(name, column, part.nothing) for column, part in groups.parts.values()]
            for scope, time in self._others(groups):
                told = self._told(groups, scope, time)
                yield from self._of_scope(groups, scope, time, told)
                joined += f" LEFT JOIN {told} ON {told}.team = p.team" if scope == "team" else f" CROSS JOIN {told}"
                wanted = self._wanted(groups, scope, time)
                columns += [(f"{told}.{one}", f"{scope}_{one}") for one in wanted]
                columns += [(f"{told}.beyond", f"{told}_beyond")] if self._has_beyond(groups) else []
        yield "facts", Select(columns, joined)

    def unsure(self) -> Iterator[str]:
        """The conditions of `facts` on which the figures of a row are not sure, but for their size."""
        for groups in self.groups.values():
            yield from (f"{mark} > 0" for mark in groups.marks(self.period) if mark.endswith("_unsure"))
            if self._has_beyond(groups):
                yield from (f"{self._told(groups, scope, time)}_beyond > 0" for scope, time in self._others(groups))

    def edges(self) -> Iterator[str]:
        """The conditions of `facts` on which a figure of a row of records is on a bound or between two units."""
        for groups in self.groups.values():
            yield from (f"{mark} > 0" for mark in groups.marks(self.period) if mark.endswith("_edge"))

    def _others(self, groups: Groups) -> list[tuple[str, Period]]:
        found = [(one.scope, one.time) for one in self.asked.values() if one.groups is groups and one.scope != "own"]
        return list(dict.fromkeys(found))

    def _told(self, groups: Groups, scope: str, time: Period) -> str:
        return f"{scope}_of_{groups.name}_{self._others(groups).index((scope, time)) + 1}"

    def _has_beyond(self, groups: Groups) -> bool:
        """Whether it is told how many rows of others are unsure; not where none is looked at."""
        return groups.has_marks or bool(groups.marks(self.period))

    def _wanted(self, groups: Groups, scope: str, time: Period) -> Sequence[str]:
        asked = (one for one in self.asked.values() if (one.groups, one.scope, one.time) == (groups, scope, time))
        return list(dict.fromkeys(part for one in asked for part in one.parts))

    def _of_scope(self, groups: Groups, scope: str, time: Period, told: str) -> Iterator[tuple[str, Select]]:
        """The figures of a team or of the company, made of the groups of its people."""
        name, roster, made = groups.name, self.relations.roster, dict(groups.parts.values())
        marks = [mark for mark in groups.marks(self.period) if mark.endswith("_unsure")]
        beyond = " + ".join(f"coalesce(sum({mark}), 0)" for mark in marks) or "0"
        sums = [(beyond, "beyond")] if self._has_beyond(groups) else []
        wanted = self._wanted(groups, scope, time)
        sums += [(f"coalesce({made[one].of_groups}, {made[one].nothing})", one) for one in wanted]
        active = f"(SELECT payee, team FROM {roster.name} WHERE {is_active(roster, time)})"
        if scope == "team":
            people = f"{active} p LEFT JOIN {name} ON {name}.owner = p.payee"
            yield told, Select([("p.team", "team"), *sums], people, "p.team IS NOT NULL", "p.team")
        else:
            theirs = f"owner IS NULL OR owner IN (SELECT payee FROM {active} a)"
            yield told, Select(sums, name, theirs)


def _own(group: str, column: str, nothing: str, name: str = "") -> tuple[str, str]:
    """A column of the groups under a name, and what it is for somebody without rows."""
    if nothing == "NULL":
        return f"{group}.{column}", name or column
    return f"CASE WHEN {group}.owner IS NULL THEN {nothing} ELSE {group}.{column} END", name or column


def in_scope(one: Asked, part: str) -> str:
    """How a column of the groups is called among the facts, where it is of a team or of the company."""
    return part if one.scope == "own" else f"{one.scope}_{part}"
