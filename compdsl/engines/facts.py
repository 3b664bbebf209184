"""What a plan asks of the data in one period, as a table of facts: a row for each person of the roster who is active.

The rows of a block are grouped once for each stretch of time they are asked of, by whose they are; figures of a team
and of the company are made of these groups.
"""

from collections.abc import Callable, Iterable, Mapping

from attrs import define, evolve, field, frozen

from compdsl.engines.beyond import BeyondQuery
from compdsl.engines.dialects import Dialect
from compdsl.engines.figures import Arithmetic, Figure
from compdsl.engines.relations import Relation, day
from compdsl.engines.stages import Stages
from compdsl.engines.to_sql import Lowering, Plain, SqlValue, is_known
from compdsl.kernel.meaning import in_order
from compdsl.kernel.nodes import Aggregate, Column, Node, PayeeField, inner_parts
from compdsl.values.period import Period


@frozen
class Part:
    """One column of the groups: how it is worked out of rows, of groups, and what it is where there are no rows."""

    of_rows: str
    of_groups: str
    nothing: str
    is_condition: bool = False


SUM, COUNT, LEAST, MOST, ONE, EVERY = (
    ("sum({})", "sum({})", "0"),
    ("count(*)", "sum({})", "0"),
    ("min({})", "min({})", "NULL"),
    ("max({})", "max({})", "NULL"),
    ("bool_or({})", "bool_or({})", "FALSE"),
    ("bool_and({})", "bool_and({})", "TRUE"),
)


@define(eq=False)
class Groups:
    """The rows of a block in a stretch of time, by whose they are."""

    relation: Relation
    time: Period
    name: str
    dialect: Dialect
    fields: Mapping[str, SqlValue]
    outside: Callable[[Node], SqlValue]
    """The value of a form that is the same for all rows."""
    stages: Stages = field(init=False)
    lowering: Lowering = field(init=False)
    arithmetic: Arithmetic = field(init=False)
    parts: dict[str, tuple[str, Part]] = field(factory=dict)
    asks_payee: bool = False

    def __attrs_post_init__(self) -> None:
        self.stages = Stages("")
        self.arithmetic = Arithmetic(self.dialect, self.stages, [], [])
        self.lowering = Lowering(self.arithmetic, self._leaf)

    def _leaf(self, node: Node) -> SqlValue:
        if isinstance(node, Column):
            return self.relation.columns[node.name]
        if isinstance(node, PayeeField):
            self.asks_payee = True
            return self.fields[node.name]
        return self.outside(node)

    def part(self, kind: tuple[str, str, str], text: str = "", where: str = "") -> str:
        """The column of the groups for a function of the rows that a condition keeps."""
        of_rows, of_groups, nothing = kind
        expression = of_rows.format(text) + (f" FILTER (WHERE {where})" if where else "")
        if expression not in self.parts:
            name = f"{self.name}_{len(self.parts) + 1}"
            is_condition = kind in (ONE, EVERY)
            self.parts[expression] = (name, Part(expression, of_groups.format(name), nothing, is_condition))
        return self.parts[expression][0]

    def query(self, roster: str) -> str:
        """The query of the groups."""
        dated = self.relation.columns.get("day")
        source = self.relation.name
        if self.asks_payee:
            source = f"(SELECT b.*, r.* EXCLUDE (place) FROM {source} b JOIN {roster} r ON r.payee = b.owner)"
        first, until = day(self.time.start), day(self.time.until)
        if isinstance(dated, Plain):
            source = f"(SELECT * FROM {source} WHERE {dated.text} >= {first} AND {dated.text} < {until})"
        elif "metric" in self.relation.columns:
            within = (">=", "<=") if self.time.kind == "to date" else ("=", "=")
            source = f"(SELECT * FROM {source} WHERE first {within[0]} {first} AND until {within[1]} {until})"
        self.stages.source = source
        chosen = [("owner", "owner"), ("count(*)", f"{self.name}_rows")]
        for conditions, name in ((self.arithmetic.unsure, "unsure"), (self.arithmetic.edges, "edge")):
            chosen.append((f"bool_or({any_of(conditions)})", f"{self.name}_{name}"))
        chosen += [(f"coalesce({part.of_rows}, {part.nothing})", name) for name, part in self.parts.values()]
        return self.stages.select(chosen) + " GROUP BY owner"


def any_of(conditions: Iterable[str]) -> str:
    """Whether one of several conditions holds; one that is not known does not."""
    return " OR ".join(f"coalesce({one}, FALSE)" for one in dict.fromkeys(conditions)) or "FALSE"


def aggregated(groups: Groups, node: Aggregate) -> "Asked":
    """The columns of the groups that a function over rows is made of, and the value it has of them."""
    if node.order:
        raise BeyondQuery("rows are taken in an order")
    if node.scope != "own" and any(isinstance(one, PayeeField) for one in in_order(inner_parts(node))):
        raise BeyondQuery("rows of others are held against a figure of the payee")
    where, row = "", None
    lacking: list[str] = []
    if node.where is not None:
        condition = groups.lowering.plain(node.where)
        where = condition.text
        if condition.may_lack:
            lacking.append(f"({where}) IS NULL")
    if node.row is not None:
        row = groups.lowering.value(node.row)
        if row.may_lack:
            known = f"NOT ({is_known(row)})"
            lacking.append(f"(({where}) AND {known})" if where else known)
    bad = groups.part(ONE, " OR ".join(lacking)) if lacking else None
    return _asked(groups, node, row, where, bad)


@frozen
class Naming:
    """How the columns of groups are called among the facts: `text`, and as a figure of known size."""

    figure: Callable[[str], Figure]
    text: Callable[[str], str]


@frozen
class Asked:
    """A figure of rows: the groups it is made of, and its value from a naming of their columns."""

    groups: Groups
    scope: str
    parts: tuple[str, ...]
    value: Callable[[Naming, Arithmetic], SqlValue]


def _asked(groups: Groups, node: Aggregate, row: SqlValue | None, where: str, bad: str | None) -> Asked:
    function = node.function
    if row is None:
        return _whole_number(groups, node, groups.part(COUNT, where=where), bad)
    if function == "distinct":
        if node.scope != "own":
            raise BeyondQuery("different values of a team are counted")
        text = row.top if isinstance(row, Figure) else row.text
        kept = f"({where}) AND " if where else ""
        is_text = isinstance(row, Plain) and node.row is not None and node.row.type.kind.value in ("text", "unknown")
        told = f"{kept}{text} <> ''" if is_text else where
        return _whole_number(groups, node, groups.part(("count(DISTINCT {})", "", "0"), text, told), bad)
    if function == "count":
        held = row.text if isinstance(row, Plain) else f"{row.top} <> 0"
        told = f"({where}) AND ({held})" if where else held
        return _whole_number(groups, node, groups.part(COUNT, where=told), bad)
    if function in ("any", "all"):
        assert isinstance(row, Plain)
        part = groups.part(ONE if function == "any" else EVERY, row.text, where)
        some = groups.part(COUNT, where=where) if function == "all" else None
        return _condition(groups, node, part, some, bad)
    if isinstance(row, Plain):
        raise BeyondQuery("the first or last of days or texts is taken")
    if row.bottom != "1":
        raise BeyondQuery("ratios of single rows are added up")
    return _of_figures(groups, node, row, where, bad)


def _of_figures(groups: Groups, node: Aggregate, row: Figure, where: str, bad: str | None) -> Asked:
    kind = {"sum": SUM, "average": SUM, "min": LEAST, "max": MOST}[node.function]
    groups.dialect.width(row.size * max(groups.relation.rows, 1))
    part = groups.part(kind, row.top, where)
    count = groups.part(COUNT, where=where) if node.function != "sum" else None

    def value(naming: Naming, _: Arithmetic) -> SqlValue:
        found = evolve(naming.figure(part), factor=row.factor)
        if node.function == "average":
            assert count is not None
            found = _average(found, naming.figure(count))
        if node.function in ("min", "max"):
            found = evolve(found, may_lack=True)
        return _unless(found, naming.text(bad)) if bad is not None else found

    return Asked(groups, node.scope, tuple(one for one in (part, count, bad) if one), value)


def _average(total: Figure, count: Figure) -> Figure:
    """An average: without data where there are no rows."""
    top = f"CASE WHEN {count.top} > 0 THEN {total.top} END"
    return evolve(total, top=top, bottom=f"nullif({count.top}, 0)", most=max(count.high, 1), may_lack=True)


def _whole_number(groups: Groups, node: Aggregate, part: str, bad: str | None) -> Asked:
    def value(naming: Naming, _: Arithmetic) -> SqlValue:
        found = naming.figure(part)
        return _unless(found, naming.text(bad)) if bad is not None else found

    return Asked(groups, node.scope, tuple(one for one in (part, bad) if one), value)


def _condition(groups: Groups, node: Aggregate, part: str, some: str | None, bad: str | None) -> Asked:
    def value(naming: Naming, _: Arithmetic) -> SqlValue:
        found = Plain(naming.text(part))
        if some is not None:
            found = Plain(f"CASE WHEN {naming.text(some)} > 0 THEN {found.text} END", may_lack=True)
        if bad is not None:
            found = Plain(f"CASE WHEN NOT {naming.text(bad)} THEN {found.text} END", may_lack=True)
        return found

    return Asked(groups, node.scope, tuple(one for one in (part, some, bad) if one), value)


def _unless(figure: Figure, bad: str) -> Figure:
    return evolve(figure, top=f"CASE WHEN NOT {bad} THEN {figure.top} END", may_lack=True)
