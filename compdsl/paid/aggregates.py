"""Functions over rows: which rows of a scope count, what each gives, what they come to together.

A figure of a team or of the company is worked out once for all it is the same for: for everybody where its rows ask
nothing of the payee, else for all whose answers are the same.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeAlias

from attrs import define, field

from compdsl.kernel.meaning import in_order
from compdsl.kernel.nodes import (
    Aggregate,
    Column,
    Given,
    Literal,
    Node,
    Rank,
    Roster,
    RowsBefore,
    Split,
    holds_column,
    parts_of,
)
from compdsl.paid.missing import Missing, TooLarge
from compdsl.paid.operations import kept, missing_in, operation_of
from compdsl.paid.world import no_team, whose
from compdsl.records.data import Given as GivenRow
from compdsl.records.data import Row
from compdsl.source.characters import visible
from compdsl.values.exact import sum_exactly
from compdsl.values.figures import exact_text

if TYPE_CHECKING:
    from compdsl.paid.program import Program, Situation
    from compdsl.paid.world import World

RowFunction: TypeAlias = Callable[[Mapping[str, Any], list[Any]], Any]
Key: TypeAlias = tuple[Any, ...]


@define(eq=False)
class Counted:
    """The rows of a file that a figure counted; `inside` are those of the people of a sum over people."""

    rows: Sequence[Row | GivenRow]
    inside: "list[Counted]" = field(factory=list)
    is_noted: bool = False


@define(eq=False)
class CountedRows:
    """Which rows the figures of a run were made of, by file: a byte for each number of a row."""

    files: dict[str, bytearray] = field(factory=dict)

    def note(self, counted: Iterable[Counted]) -> None:
        """Note the rows of some figures; those that several share are gone through once."""
        waiting = list(counted)
        while waiting:
            one = waiting.pop()
            if one.is_noted:
                continue
            one.is_noted = True
            waiting += one.inside
            if one.rows:
                self._mark(one.rows[0].file, [row.number for row in one.rows])

    def _mark(self, file: str, numbers: list[int]) -> None:
        marks = self.files.setdefault(file, bytearray())
        beyond = max(numbers) + 1 - len(marks)
        if beyond > 0:
            marks.extend(bytes(beyond + len(marks)))
        for number in numbers:
            marks[number] = 1

    def has(self, row: Row | GivenRow) -> bool:
        """Whether a figure was made of a row."""
        marks = self.files.get(row.file)
        return marks is not None and row.number < len(marks) and marks[row.number] == 1


@define(eq=False)
class SplitRows:
    """What became of the rows of an aggregate."""

    counted: list[tuple[Row, Any]]
    filtered: list[Row]
    outside: list[Row]
    of_other_days: list[Row] = field(factory=list)
    """Of somebody who changes roles in the period: those of days that another plan pays."""


def aggregate(node: Aggregate, program: "Program") -> "Callable[[Situation, list[Any]], Any]":
    """A function over the rows of a scope; the rows it counted are noted in the situation."""
    combine = COMBINED[node.function]
    keep = row_function(node.where, program) if node.where is not None else None
    value = row_function(node.row, program) if node.row is not None else None
    put_in_order = running_order(node, program)
    asked = places_asked(node, program)

    def figure(situation: "Situation", values: list[Any]) -> Any:
        world = situation.world
        if world.is_test and node.block not in world.rows:
            return Missing(node, "not given", node.block)
        if node.scope == "team" and situation.payee.team is None:
            return no_team(node, situation.payee)

        def worked_out() -> tuple[Any, Counted]:
            rows, _ = world.rows_of(node.block, situation.payee, node.scope)
            return over_rows(node, rows, values, keep, put_in_order, value, combine, world.is_test)

        if node.scope == "own":
            found, counted = worked_out()
        else:
            answers = [values[place] for place in asked]
            found, counted = shared(world, key_in_scope(node, situation, answers), worked_out)
        situation.counted.append(counted)
        return found

    return figure


def over_rows(
    node: Aggregate, rows: list[Row], values: list[Any], keep: RowFunction | None,
    put_in_order: "Callable[[list[Row], list[Any]], list[Row] | Missing] | None", value: RowFunction | None,
    combine: Callable[[Node, list[Any]], Any], is_test: bool,
) -> tuple[Any, Counted]:  # fmt: skip
    """What some rows come to, and those of them that `where` kept."""
    if is_test:
        rows = [_with_missing(row, node) for row in rows]
    if keep is not None:
        taken = []
        for row in rows:
            answer = keep(row.values, values)
            if answer.__class__ is Missing:
                return answer, Counted(())
            if answer:
                taken.append(row)
        rows = taken
    counted = Counted(rows)
    if value is None:
        return len(rows), counted
    if put_in_order is not None:
        placed = put_in_order(rows, values)
        if isinstance(placed, Missing):
            return placed, counted
        rows = placed
    items = [value(row.values, values) for row in rows]
    missing = missing_in(items)
    return (missing if missing is not None else combine(node, items)), counted


# What is the same for several people


def shared(world: "World", key: Key, work_out: Callable[[], Any]) -> Any:
    """What is worked out once for a key, also where it is beyond any pay."""
    if key not in world.cache:
        try:
            world.cache[key] = work_out()
        except TooLarge as limit:
            world.cache[key] = limit
    found = world.cache[key]
    if found.__class__ is TooLarge:
        raise TooLarge(found.node)
    return found


def key_in_scope(
    node: Aggregate | Given | Rank | Roster | Split, situation: "Situation", answers: Iterable[Any]
) -> Key:
    """Whose figure it is: of the payee, the team, the company or a manager, its rows being asked with such answers."""
    return (id(node), whose(situation.payee, node.scope), *map(_comparable, answers))


def places_asked(node: Aggregate, program: "Program") -> tuple[int, ...]:
    """The places in the program of what the rows of an aggregate ask that is not of the row."""
    found: dict[int, None] = {}
    waiting: list[Node] = [part for part in (node.where, node.row) if part is not None]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Literal | Column):
            continue
        if holds_column(one):
            waiting.extend(parts_of(one))
        elif any(not isinstance(inner, Literal) for inner in in_order((one,)) if not parts_of(inner)):
            found[program.position[id(one)]] = None
    return tuple(found)


def _comparable(value: Any) -> Any:
    """A value that equals another one where rows cannot tell them apart."""
    return (value.node, value.reason, value.detail) if value.__class__ is Missing else value


# Rows


def row_function(node: Node, program: "Program") -> RowFunction:
    """A form as a function of the row at hand and of the values outside it."""
    if isinstance(node, Column):
        name = node.name
        return lambda row, _: row[name]
    if isinstance(node, RowsBefore):
        return lambda row, _: row[node]  # type: ignore[index]
    if not holds_column(node):
        index = program.position[id(node)]
        return lambda _, values: values[index]
    parts = [row_function(part, program) for part in parts_of(node)]
    operation = operation_of(node)
    if len(parts) == 2:
        first, second = parts
        return lambda row, values: operation((first(row, values), second(row, values)))
    return lambda row, values: operation([part(row, values) for part in parts])


def running_order(
    node: Aggregate, program: "Program"
) -> "Callable[[list[Row], list[Any]], list[Row] | Missing] | None":
    """How rows are put in order, each with the figures of the rows before it; None where they have none."""
    if not node.order or node.row is None:
        return None
    totals = [(one, row_function(one.value, program)) for one in in_order((node.row,)) if isinstance(one, RowsBefore)]

    def placed(rows: list[Row], values: list[Any]) -> list[Row] | Missing:
        found = in_their_order(node, rows)
        if isinstance(found, Missing):
            return found
        before: dict[Any, Any] = {one: 0 for one, _ in totals}
        running = []
        for row in found:
            one_row = Row(row.file, row.line, row.number, {**row.values, **before})
            running.append(one_row)
            for one, value in totals:
                figure = value(one_row.values, values)
                missing = missing_in([before[one], figure])
                before[one] = missing if missing is not None else kept(before[one] + figure, node)
        return running

    return placed


def in_their_order(node: Aggregate, rows: list[Row]) -> list[Row] | Missing:
    """Rows by the columns of an order; no data where two of them stand at one place, or where one has none."""

    def place(row: Row) -> tuple[Any, ...]:
        return tuple(row.values[name] for name in node.order)

    missing = missing_in([value for row in rows for value in place(row)])
    if missing is not None:
        return missing
    found = sorted(rows, key=place)
    for one, other in pairwise(found):
        if place(one) == place(other):
            first, second = sorted((one, other), key=lambda row: row.number)
            names = " and ".join(f"`{name}`" for name in node.order)
            what = " and ".join(_shown(value) for value in place(one))
            both = f"{visible(first.file)}:{first.line} and {visible(second.file)}:{second.line}"
            return Missing(node, "one place", f"{both} have the same {names}, {what}")
    return found


def _shown(value: Any) -> str:
    return exact_text(value) if isinstance(value, int | Fraction) and not isinstance(value, bool) else str(value)


def split_rows(node: Aggregate, program: "Program", situation: "Situation", values: list[Any]) -> SplitRows:
    """The rows an aggregate counted with their values, those `where` left out, and those outside the period."""
    inside, outside = situation.world.rows_of(node.block, situation.payee, node.scope)
    others = situation.world.rows_of_other_days(node.block, situation.payee, node.scope)
    if situation.world.is_test:
        inside = [_with_missing(row, node) for row in inside]
    keep = row_function(node.where, program) if node.where is not None else None
    value = row_function(node.row, program) if node.row is not None else None
    counted: list[Row] = []
    filtered: list[Row] = []
    for row in inside:
        is_kept = keep is None or keep(row.values, values) is True
        (counted if is_kept else filtered).append(row)
    put_in_order = running_order(node, program)
    placed = put_in_order(counted, values) if put_in_order is not None else counted
    if isinstance(placed, Missing):
        return SplitRows([(row, placed) for row in counted], filtered, outside, others)
    counted = placed
    figures = [(row, value(row.values, values) if value else 1) for row in counted]
    return SplitRows(figures, filtered, outside, others)


def _with_missing(row: Row, node: Aggregate) -> Row:
    """A row of a test: what the test does not give in it has no data."""
    values = {
        name: Missing(node, "not given", f"{node.block}.{name}") if value is None else value
        for name, value in row.values.items()
    }
    return Row(row.file, row.line, row.number, values)  # type: ignore[arg-type]


# What the rows come to


def _sum(node: Node, items: list[Any]) -> Any:
    return kept(sum_exactly(items), node)


def _count(_: Node, items: list[Any]) -> Any:
    return sum(1 for item in items if item)


def _distinct(_: Node, items: list[Any]) -> Any:
    return len(set(items) - {""})


def _average(node: Node, items: list[Any]) -> Any:
    return kept(Fraction(sum_exactly(items), len(items)), node) if items else Missing(node, "no rows", node.origin.name)


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
    "distinct": _distinct,
    "average": _average,
    "min": _min,
    "max": _max,
    "any": _any,
    "all": _all,
}
