"""What a plan asks of the data in one period, as a table of facts: a row for each person of the roster who is active.

The rows of a block are grouped once for each stretch of time they are asked of, by whose they are; figures of a team
and of the company are made of these groups.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from attrs import define, evolve, field, frozen

from compdsl.engines.beyond import BeyondQuery
from compdsl.engines.dialects import Dialect
from compdsl.engines.figures import Arithmetic, Figure
from compdsl.engines.relations import Relation
from compdsl.engines.stages import Select, Stages
from compdsl.engines.to_sql import Lowering, Plain, SqlValue, is_known, text_of
from compdsl.kernel.meaning import in_order
from compdsl.kernel.nodes import Aggregate, Column, Node, PayeeField, inner_parts
from compdsl.values.period import Period


@frozen
class Part:
    """One column of the groups: how it is worked out of rows, of groups, and what it is where there are no rows.

    A number of it lies between `low` and `high`, for somebody with as many rows as people have.
    """

    of_rows: str
    of_groups: str
    nothing: str
    low: int
    high: int
    is_sum: bool
    is_condition: bool


SUM, COUNT, LEAST, MOST, ONE, EVERY = (
    ("sum({})", "sum({})", "0"),
    ("count(*)", "sum({})", "0"),
    ("min({})", "min({})", "NULL"),
    ("max({})", "max({})", "NULL"),
    ("bool_or({})", "bool_or({})", "FALSE"),
    ("bool_and({})", "bool_and({})", "TRUE"),
)

DIFFERENT = ("count(DISTINCT {})", "", "0")


MUCH_LARGER = 2**10
"""How many times a number of a row may be larger than they mostly are, where it matters."""


@define(eq=False)
class Groups:
    """The rows of a relation by whose they are, with all that is asked of them in any stretch of time."""

    relation: Relation
    name: str
    dialect: Dialect
    fields: Mapping[str, SqlValue]
    outside: Callable[[Node], SqlValue]
    """The value of a form that is the same for all rows."""
    stages: Stages = field(init=False)
    lowering: Lowering = field(init=False)
    typical: Lowering = field(init=False)
    """The same forms, of rows as they mostly are: it says how large their figures are."""
    arithmetic: Arithmetic = field(init=False)
    parts: dict[str, tuple[str, Part]] = field(factory=dict)
    taken: dict[str, dict[tuple[Period, str], None]] = field(factory=dict)
    """Which rows figures are made of, by scope: those of a time that a condition keeps."""
    asks_payee: bool = False
    joined: Select | None = None
    """The rows with the columns of the roster, where they are asked for."""
    asking: tuple[Node, str] | None = None
    asked_for: dict[str, tuple[Node, str]] = field(factory=dict)
    """The figure that each column was first made for, and what of that it is."""
    has_marks: bool = True
    """Whether more is told of the rows than figures and whether they are sure."""
    is_narrow: bool = False
    """Whether the numbers of rows are taken to be as large as they mostly are, or not much larger."""

    def __attrs_post_init__(self) -> None:
        self.stages = Stages("")
        self.arithmetic = Arithmetic(self.dialect, self.stages, [], [])
        self.lowering = Lowering(self.arithmetic, self._leaf)
        self.typical = Lowering(Arithmetic(self.dialect, Stages(""), [], []), self._typical_leaf)

    def _leaf(self, node: Node) -> SqlValue:
        if isinstance(node, Column):
            found = self.relation.columns[node.name]
            return self._narrowed(found) if self.is_narrow and isinstance(found, Figure) else found
        if isinstance(node, PayeeField):
            self.asks_payee = True
            return self.fields[node.name]
        return self.outside(node)

    def _narrowed(self, figure: Figure) -> Figure:
        """A column of numbers that are not much larger than they mostly are; a larger one makes its row unsure."""
        low, high = (one * MUCH_LARGER for one in self.relation.typical.get(figure.top, (0, 0)))
        if not low and not high:
            return figure
        held = f"{figure.top} BETWEEN {low} AND {high}"
        self.arithmetic.unsure.append(f"NOT ({held})")
        return evolve(figure, top=self.stages.column(f"CASE WHEN {held} THEN {figure.top} END"), low=low, high=high)

    def _typical_leaf(self, node: Node) -> SqlValue:
        found = self.relation.columns[node.name] if isinstance(node, Column) else self._leaf(node)
        low, high = self.relation.typical.get(found.top, (0, 0)) if isinstance(found, Figure) else (0, 0)
        return evolve(found, low=low, high=high) if isinstance(found, Figure) and (low or high) else found

    def within(self, time: Period) -> str:
        """The condition that a row lies in a stretch of time; none where its rows have no days."""
        dated = self.relation.columns.get("day")
        first, until = self.relation.day(time.start), self.relation.day(time.until)
        if isinstance(dated, Plain):
            return self.stages.column(f"({dated.text} >= {first} AND {dated.text} < {until})")
        if "metric" in self.relation.columns:
            ways = (">=", "<=") if time.kind == "to date" else ("=", "=")
            return self.stages.column(f"(first {ways[0]} {first} AND until {ways[1]} {until})")
        return ""

    def part(
        self,
        kind: tuple[str, str, str],
        time: Period,
        text: str = "",
        where: str = "",
        size: tuple[int, int] = (0, 1),
        is_of_one_row: bool = False,
    ) -> str:
        """The column of the groups for a function of the rows of a time that a condition keeps."""
        of_rows, of_groups, nothing = kind
        kept = " AND ".join(f"({one})" for one in (self.within(time), where) if one)
        expression = self.dialect.of_rows(of_rows, text, kept)
        if expression not in self.parts:
            name = f"{self.name}_{len(self.parts) + 1}"
            part = Part(
                expression,
                of_groups.format(name),
                nothing,
                *size,
                kind in (SUM, COUNT, DIFFERENT) and not is_of_one_row,
                kind in (ONE, EVERY),
            )
            self.parts[expression] = (name, part)
            if self.asking is not None:
                self.asked_for[name] = self.asking
        return self.parts[expression][0]

    def marks(self, period: Period) -> dict[str, str]:
        """What is known of somebody's rows beside figures.

        How many there are in all (`all`) and in the period (`in`); how many of them figures of a scope, or of a wider
        one, are made of (`own`, `team`, `company`), and how many of those in the period (`own_in`, …); how many stand
        on a bound (`edge`), or may be wrong (`unsure`); their text (`raw`).
        """
        found = {"all": "count(*)", "in": self._counted([self.within(period)])} if self.has_marks else {}
        for at, scope in enumerate(SCOPES):
            wider = [one for each in SCOPES[at:] for one in self.taken.get(each, ())]
            if wider and self.has_marks:
                within = self.within(period)
                found[scope] = self._counted([_both(self.within(time), where) for time, where in wider])
                found[f"{scope}_in"] = self._counted([_both(self.within(time), where, within) for time, where in wider])
        if self.relation.raw:
            found["raw"] = self.dialect.texts.format(self.relation.raw)
        for conditions, name in ((self.arithmetic.unsure, "unsure"), (self.arithmetic.edges, "edge")):
            if conditions and (self.has_marks or name == "unsure"):
                found[name] = self._counted([any_of(conditions)])
        return {f"{self.name}_{name}": text for name, text in found.items()}

    def same_marks(self, period: Period) -> dict[str, str]:
        """The marks, each with the one of which it is the same count; that alone is among the groups."""
        marks = self.marks(period)
        first = {text: name for name, text in reversed(marks.items())}
        return {name: first[text] for name, text in marks.items()}

    def read_from(self, roster: str) -> None:
        """Read the rows, and with them the columns of the roster where they are asked for."""
        self.stages.source = self.relation.name
        if self.asks_payee:
            held = dict.fromkeys(text_of(value) for value in self.fields.values())
            joined = f"{self.relation.name} b LEFT JOIN {roster} r ON r.payee = b.owner"
            self.joined = Select([("b.*", ""), *((f"r.{one}", one) for one in held)], joined)
            self.stages.source = f"({self.joined.text()})"

    def query(self, period: Period) -> str:
        """The query of the groups."""
        return self.stages.select(self.chosen(period)) + " GROUP BY owner"

    def chosen(self, period: Period) -> list[tuple[str, str]]:
        """The columns of the groups, each with its name."""
        marks = {text: name for name, text in reversed(self.marks(period).items())}
        chosen = [("owner", "owner"), *((text, name) for text, name in marks.items())]
        for name, part in self.parts.values():
            is_plain = part.nothing == "NULL" or part.of_rows == "count(*)"
            chosen.append((part.of_rows if is_plain else f"coalesce({part.of_rows}, {part.nothing})", name))
        return chosen

    def _counted(self, conditions: Sequence[str]) -> str:
        """The count of rows for which one of some conditions holds; an empty one always does."""
        kept = "" if "" in conditions else " OR ".join(dict.fromkeys(conditions))
        return self.dialect.of_rows("count(*)", "", kept)


SCOPES = ("own", "team", "company")


def _both(*conditions: str) -> str:
    """That several conditions hold; an empty one always does, and one is not asked twice."""
    asked = [each for each in dict.fromkeys(conditions) if each]
    return asked[0] if len(asked) == 1 else " AND ".join(f"({each})" for each in asked)


def any_of(conditions: Iterable[str]) -> str:
    """Whether one of several conditions holds; one that is not known does not."""
    return " OR ".join(f"coalesce({one}, FALSE)" for one in dict.fromkeys(conditions)) or "FALSE"


def aggregated(groups: Groups, node: Aggregate, time: Period) -> "Asked":
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
    groups.taken.setdefault(node.scope, {})[time, where] = None
    bad = groups.part(ONE, time, " OR ".join(lacking)) if lacking else None
    return _asked(groups, node, time, row, where, bad)


@frozen
class Naming:
    """How the columns of groups are called among the facts: `text`, and as a figure of known size."""

    figure: Callable[[str], Figure]
    text: Callable[[str], str]


@frozen
class Asked:
    """A figure of rows: the groups it is made of, and its value from a naming of their columns."""

    groups: Groups
    time: Period
    scope: str
    parts: tuple[str, ...]
    value: Callable[[Naming, Arithmetic], SqlValue]


def _asked(groups: Groups, node: Aggregate, time: Period, row: SqlValue | None, where: str, bad: str | None) -> Asked:
    function = node.function
    if row is None:
        return _whole_number(groups, node, time, groups.part(COUNT, time, where=where), bad)
    if function == "distinct":
        if node.scope != "own":
            raise BeyondQuery("different values of a team are counted")
        text = row.top if isinstance(row, Figure) else row.text
        kept = f"({where}) AND " if where else ""
        is_text = isinstance(row, Plain) and node.row is not None and node.row.type.kind.value in ("text", "unknown")
        told = f"{kept}{text} <> ''" if is_text else where
        return _whole_number(groups, node, time, groups.part(DIFFERENT, time, text, told), bad)
    if function == "count":
        held = row.text if isinstance(row, Plain) else f"{row.top} <> 0"
        told = f"({where}) AND ({held})" if where else held
        return _whole_number(groups, node, time, groups.part(COUNT, time, where=told), bad)
    if function in ("any", "all"):
        assert isinstance(row, Plain)
        part = groups.part(ONE if function == "any" else EVERY, time, row.text, where)
        some = groups.part(COUNT, time, where=where) if function == "all" else None
        return _condition(groups, node, time, part, some, bad)
    if isinstance(row, Plain):
        raise BeyondQuery("the first or last of days or texts is taken")
    if row.bottom != "1":
        raise BeyondQuery("ratios of single rows are added up")
    return _of_figures(groups, node, time, row, where, bad)


def _of_figures(groups: Groups, node: Aggregate, time: Period, row: Figure, where: str, bad: str | None) -> Asked:
    kind = {"sum": SUM, "average": SUM, "min": LEAST, "max": MOST}[node.function]
    groups.dialect.width(row.size * max(groups.relation.rows, 1))
    assert node.row is not None
    usual = groups.typical.figure(node.row)
    part = groups.part(kind, time, row.top, where, (min(usual.low, 0), max(usual.high, 0)))
    count = groups.part(COUNT, time, where=where) if node.function != "sum" else None

    def value(naming: Naming, _: Arithmetic) -> SqlValue:
        found = evolve(naming.figure(part), factor=row.factor)
        if node.function == "average":
            assert count is not None
            found = _average(found, naming.figure(count))
        if node.function in ("min", "max"):
            found = evolve(found, may_lack=True)
        return _unless(found, naming.text(bad)) if bad is not None else found

    return Asked(groups, time, node.scope, tuple(one for one in (part, count, bad) if one), value)


def _average(total: Figure, count: Figure) -> Figure:
    """An average: without data where there are no rows."""
    top = f"CASE WHEN {count.top} > 0 THEN {total.top} END"
    return evolve(total, top=top, bottom=f"nullif({count.top}, 0)", most=max(count.high, 1), may_lack=True)


def _whole_number(groups: Groups, node: Aggregate, time: Period, part: str, bad: str | None) -> Asked:
    def value(naming: Naming, _: Arithmetic) -> SqlValue:
        found = naming.figure(part)
        return _unless(found, naming.text(bad)) if bad is not None else found

    return Asked(groups, time, node.scope, tuple(one for one in (part, bad) if one), value)


def _condition(groups: Groups, node: Aggregate, time: Period, part: str, some: str | None, bad: str | None) -> Asked:
    def value(naming: Naming, _: Arithmetic) -> SqlValue:
        found = Plain(naming.text(part))
        if some is not None:
            found = Plain(f"CASE WHEN {naming.text(some)} > 0 THEN {found.text} END", may_lack=True)
        if bad is not None:
            found = Plain(f"CASE WHEN NOT {naming.text(bad)} THEN {found.text} END", may_lack=True)
        return found

    return Asked(groups, time, node.scope, tuple(one for one in (part, some, bad) if one), value)


def _unless(figure: Figure, bad: str) -> Figure:
    return evolve(figure, top=f"CASE WHEN NOT {bad} THEN {figure.top} END", may_lack=True)
