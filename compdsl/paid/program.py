"""A plan made ready to run: its forms in an order in which each comes after its parts, and what each computes.

Every form is evaluated once for a payee, also what is not chosen; the list of their values is the trace in the raw.
"""

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Any

from attrs import define, field

from compdsl.kernel.meaning import in_order
from compdsl.kernel.nodes import (
    Aggregate,
    Column,
    Given,
    Literal,
    Named,
    Node,
    PayeeField,
    PeriodFact,
    Roster,
    inner_parts,
    parts_of,
)
from compdsl.paid.missing import Missing
from compdsl.paid.operations import kept, missing_in, operation_of
from compdsl.paid.world import World, given_value
from compdsl.records.data import Payee, Row
from compdsl.values.period import period_of

RowFunction = Callable[[Mapping[str, Any], list[Any]], Any]


@define(eq=False)
class Situation:
    """Whose line is paid, in which world."""

    payee: Payee
    world: World


Leaf = Callable[[Situation, list[Any]], Any]


@define(eq=False)
class Program:
    """Forms in order; `steps` says for each that is not a literal how its value comes about.

    `notes` is for those who tell of its runs: what is the same for every payee is found once and kept here.
    """

    nodes: tuple[Node, ...]
    position: dict[int, int]
    template: list[Any]
    steps: list[tuple[int, Any, tuple[int, ...] | None]]
    taken: Mapping[str, Any]
    notes: dict[Any, Any] = field(factory=dict)

    def run(self, situation: Situation) -> list[Any]:
        """The value of every form for one payee."""
        values = self.template[:]
        for index, operation, uses in self.steps:
            if uses is None:
                values[index] = operation(situation, values)
            else:
                values[index] = operation([values[i] for i in uses])
        return values

    def value_of(self, node: Node, values: list[Any]) -> Any:
        """The value of a form among the values of a run."""
        return values[self.position[id(node)]]


def build_program(roots: Iterable[Node], taken: Mapping[str, Any] | None = None) -> Program:
    """The program for some forms and all they are made of; `taken` puts values in the place of named figures."""
    replaced = taken or {}
    nodes = tuple(node for node in in_order(roots) if not _holds_column(node))
    position = {id(node): index for index, node in enumerate(nodes)}
    program = Program(nodes, position, [None] * len(nodes), [], replaced)
    for index, node in enumerate(nodes):
        if isinstance(node, Literal):
            program.template[index] = node.value
        elif isinstance(node, Named) and node.key in replaced:
            program.template[index] = replaced[node.key]
        elif isinstance(node, Aggregate | Roster | PayeeField | PeriodFact | Given):
            program.steps.append((index, leaf_of(node, program), None))
        else:
            uses = tuple(position[id(part)] for part in parts_of(node))
            program.steps.append((index, operation_of(node), uses))
    return program


def _holds_column(node: Node, known: "dict[int, bool] | None" = None) -> bool:
    """Whether a form reads the row at hand, and so has no value outside its aggregate."""
    if isinstance(node, Column):
        return True
    if isinstance(node, Aggregate):
        return False
    return any(_holds_column(part) for part in inner_parts(node)) if _may_hold(node) else False


def _may_hold(node: Node) -> bool:
    return not isinstance(node, Named | Literal | PayeeField | PeriodFact | Given | Roster)


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
        case Aggregate():
            return aggregate(node, program)
        case _:
            raise TypeError(type(node).__name__)


def given(node: Given) -> Leaf:
    """A measure that the data gives; a test gives it by name."""

    def value(situation: Situation, _: list[Any]) -> Any:
        world = situation.world
        if world.is_test:
            name = node.metric if node.fact == "value" else f"{node.metric}.{node.fact}"
            return Missing(node, "not given", name)
        return given_value(node, world.given_rows(node.metric, situation.payee, node.scope), node.metric, node.fact)

    return value


def payee_field(node: PayeeField) -> Leaf:
    """A column of the roster."""
    if node.name in ("team", "start", "end"):
        return lambda s, _: _or_missing(getattr(s.payee, node.name), node)
    if node.name == "payee":
        return lambda s, _: s.payee.key
    return lambda s, _: _or_missing(s.payee.fields.get(node.name), node)


def _or_missing(value: Any, node: PayeeField) -> Any:
    return Missing(node, "empty field", node.name) if value is None else value


def period_fact(node: PeriodFact) -> Leaf:
    """The calendar month of the period's last day, or the fiscal quarter or year that day lies in."""

    def fact(situation: Situation, _: list[Any]) -> Any:
        last, fiscal_start = situation.world.period.end, situation.world.fiscal_start
        if node.name == "month":
            return last.month
        label = period_of(last, node.name, fiscal_start).label
        return int(label[:4]) if node.name == "year" else int(label[-1])

    return fact


def roster(node: Roster, program: Program) -> Leaf:
    """A figure of each person of a scope, added up; it is the same for everybody of the team."""
    inner = build_program((node.value,), program.taken)

    def add(situation: Situation, _: list[Any]) -> Any:
        world = situation.world
        if node.scope == "team" and situation.payee.team is None:
            return Missing(node, "no team")
        key = (id(node), situation.payee.team if node.scope == "team" else None)
        if key not in world.cache:
            world.cache[key] = _added(node, inner, situation)
        return world.cache[key]

    return add


def _added(node: Roster, inner: Program, situation: Situation) -> Any:
    total: Any = 0
    for member in situation.world.members(situation.payee, node.scope):
        value = inner.run(Situation(member, situation.world))[-1]
        if value.__class__ is Missing:
            return value
        total = kept(total + value, node)
    return total


# Aggregates


def aggregate(node: Aggregate, program: Program) -> Leaf:
    """A function over the rows of a scope; the same for everybody of a team where it asks nothing of the payee."""
    combine = COMBINED[node.function]
    keep = row_function(node.where, program) if node.where is not None else None
    value = row_function(node.row, program) if node.row is not None else None
    is_shared = node.scope != "own" and not _asks_payee(node)

    def over_rows(situation: Situation, values: list[Any]) -> Any:
        world = situation.world
        key = (id(node), situation.payee.team if node.scope == "team" else None)
        if is_shared and key in world.cache:
            return world.cache[key]
        found = _over(node, situation, values, keep, value, combine)
        if is_shared:
            world.cache[key] = found
        return found

    return over_rows


def _over(
    node: Aggregate, situation: Situation, values: list[Any], keep: RowFunction | None, value: RowFunction | None,
    combine: Callable[[Node, list[Any]], Any],
) -> Any:  # fmt: skip
    world = situation.world
    if world.is_test and node.block not in world.rows:
        return Missing(node, "not given", node.block)
    if node.scope == "team" and situation.payee.team is None:
        return Missing(node, "no team")
    rows, _ = world.rows_of(node.block, situation.payee, node.scope)
    if world.is_test:
        rows = [_with_missing(row, node) for row in rows]
    if keep is not None:
        kept = []
        for row in rows:
            answer = keep(row.values, values)
            if answer.__class__ is Missing:
                return answer
            if answer:
                kept.append(row)
        rows = kept
    if value is None:
        return len(rows)
    items = [value(row.values, values) for row in rows]
    missing = missing_in(items)
    return missing if missing is not None else combine(node, items)


def _with_missing(row: Row, node: Aggregate) -> Row:
    """A row of a test: what the test does not give in it has no data."""
    values = {
        name: Missing(node, "not given", f"{node.block}.{name}") if value is None else value
        for name, value in row.values.items()
    }
    return Row(row.file, row.line, row.number, values)  # type: ignore[arg-type]


def _sum(node: Node, items: list[Any]) -> Any:
    return kept(sum(items), node)


def _count(_: Node, items: list[Any]) -> Any:
    return sum(1 for item in items if item)


def _average(node: Node, items: list[Any]) -> Any:
    return kept(Fraction(sum(items), len(items)), node) if items else Missing(node, "no rows", node.origin.name)


def _min(node: Node, items: list[Any]) -> Any:
    return min(items) if items else Missing(node, "no rows", node.origin.name)


def _max(node: Node, items: list[Any]) -> Any:
    return max(items) if items else Missing(node, "no rows", node.origin.name)


def _any(_: Node, items: list[Any]) -> Any:
    return any(items)


def _all(node: Node, items: list[Any]) -> Any:
    return all(items) if items else Missing(node, "no rows", node.origin.name)


COMBINED: dict[str, Callable[[Node, list[Any]], Any]] = {
    "sum": _sum,
    "count": _count,
    "average": _average,
    "min": _min,
    "max": _max,
    "any": _any,
    "all": _all,
}


def _asks_payee(node: Aggregate) -> bool:
    """Whether the rows or their values depend on whose line it is."""
    inside = in_order(part for part in (node.row, node.where) if part is not None)
    return any(isinstance(one, PayeeField | Given | Aggregate | Roster | Named) for one in inside)


def row_function(node: Node, program: Program) -> RowFunction:
    """A form as a function of the row at hand and of the values outside it."""
    if isinstance(node, Column):
        name = node.name
        return lambda row, _: row[name]
    if not _holds_column(node):
        index = program.position[id(node)]
        return lambda _, values: values[index]
    parts = [row_function(part, program) for part in parts_of(node)]
    operation = operation_of(node)
    return lambda row, values: operation([part(row, values) for part in parts])


def split_rows(node: Aggregate, program: Program, situation: Situation, values: list[Any]) -> "SplitRows":
    """The rows an aggregate counted with their values, those `where` left out, and those outside the period."""
    inside, outside = situation.world.rows_of(node.block, situation.payee, node.scope)
    if situation.world.is_test:
        inside = [_with_missing(row, node) for row in inside]
    keep = row_function(node.where, program) if node.where is not None else None
    value = row_function(node.row, program) if node.row is not None else None
    counted = [row for row in inside if keep is None or keep(row.values, values) is True]
    filtered = [row for row in inside if keep is not None and keep(row.values, values) is not True]
    return SplitRows([(row, value(row.values, values) if value else 1) for row in counted], filtered, outside)


@define(eq=False)
class SplitRows:
    """What became of the rows of an aggregate."""

    counted: list[tuple[Row, Any]]
    filtered: list[Row]
    outside: list[Row]
