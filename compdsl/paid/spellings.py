"""Texts of the data that are nearly those the plan asks for: `lead`, where the plan says "Lead".

Nothing is made equal: texts are compared letter by letter. But that nearly equal ones are not equal is said.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import combinations, islice
from typing import TypeAlias

from attrs import frozen

from compdsl.diagnostics.problem import Problem
from compdsl.kernel.meaning import in_order
from compdsl.kernel.nodes import (
    Aggregate,
    Column,
    Compare,
    Fallback,
    Literal,
    Named,
    Node,
    PayeeField,
    Table,
    inner_parts,
)
from compdsl.kernel.plan import Plan
from compdsl.paid.of_roster import is_for_nobody
from compdsl.paid.problems_of_spelling import look_alike_teams, nobody_for_plan, other_spelling
from compdsl.records.data import Data, Payee
from compdsl.records.spelling import difference, fold
from compdsl.source.source import Span

MOST = 100
"""How many pairs of one column are told."""

ROSTER = "payees"

MOST_NAMED = 5
"""How many texts of a column are named where none fits."""


@frozen
class _Asked:
    """A text the plan compares a column with: of a block, or of the roster."""

    block: str
    column: str
    text: str
    span: Span


Counts: TypeAlias = Callable[[str, str], Mapping[str, int]]
"""How many rows hold each text of a column, by the name of its block, or ROSTER, and its own."""


def spelling_warnings(plan: Plan, data: Data) -> list[Problem]:
    """What of the data is nearly what the plan asks for, and teams with nearly the same name."""
    rows = [(row.team, row.file) for row in _rows_of_roster(data) if row.team is not None]
    counts, files = Counter(team for team, _ in rows), dict(reversed(rows))
    return warnings_of_spelling(plan, lambda block, column: _counts(plan, data, block, column), counts, files)


def warnings_of_spelling(
    plan: Plan, counts: Counts, teams: Mapping[str, int], files: Mapping[str, str]
) -> list[Problem]:
    """The same from how many rows hold each text; `files` are those of the roster in which each team stands first.

    Teams come in the order in which they stand in the roster."""
    asked = list(dict.fromkeys(_asked(plan)))
    found: list[Problem] = []
    for place in dict.fromkeys((one.block, one.column) for one in asked):
        texts = [one for one in asked if (one.block, one.column) == place]
        found += islice(_near(plan, texts, counts(*place)), MOST)
    return found + list(islice(_near_teams(teams, files), MOST)) if plan.schema.uses_team else found


def nobody_warnings(plan: Plan, data: Data) -> list[Problem]:
    """That nobody of the roster fits the `for` of a plan, with what the roster holds."""
    if plan.people is None or not plan.people.columns or not is_for_nobody(plan, data):
        return []
    column = plan.people.columns[0]
    texts = [text for text, _ in _counts(plan, data, ROSTER, column.name).most_common(MOST_NAMED)]
    return [nobody_for_plan(plan.source, plan.people.span, column.name, tuple(texts))]


# What the plan asks for


def _asked(plan: Plan) -> Iterator[_Asked]:
    """Every text that a line depends on, with the column it is compared with."""
    for column in plan.people.columns if plan.people is not None else ():
        yield from (_Asked(ROSTER, column.name, text, span) for text, span in column.texts.items())
    for node in in_order([*(line.paid for line in plan.lines), plan.total]):
        yield from _texts_of(node, "")
        if isinstance(node, Aggregate):
            for inner in in_order(inner_parts(node)):
                yield from _texts_of(inner, node.block)


def _texts_of(node: Node, block: str) -> Iterator[_Asked]:
    if isinstance(node, Compare) and node.operator in ("==", "!="):
        yield from _pair(node.left, node.right, block)
        yield from _pair(node.right, node.left, block)
    elif isinstance(node, Table):
        for row in node.rows:
            for by, key in zip(node.keys, row.keys, strict=True):
                if key.word == "is":
                    yield from _pair(by, key.value, block)


def _pair(column: Node, text: Node, block: str) -> Iterator[_Asked]:
    column, text = _bare(column), _bare(text)
    if not isinstance(text, Literal) or not isinstance(text.value, str):
        return
    if isinstance(column, PayeeField):
        yield _Asked(ROSTER, column.name, text.value, text.origin.span)
    elif isinstance(column, Column) and block:
        yield _Asked(block, column.name, text.value, text.origin.span)


def _bare(node: Node) -> Node:
    """What stands behind a name, or before an `else`."""
    while isinstance(node, Named | Fallback):
        node = node.value
    return node


# What the data holds


def _counts(plan: Plan, data: Data, block: str, column: str) -> Counter[str]:
    """How many rows hold each text of a column."""
    values: Iterable[object]
    if block == ROSTER:
        of_its_own = {"team": lambda payee: payee.team, "payee": lambda payee: payee.key}
        read = of_its_own.get(column, lambda payee: payee.fields.get(column))
        values = map(read, _rows_of_roster(data))
    else:
        values = (row.values.get(column) for row in data.blocks.get(block, ()))
    return Counter(value for value in values if isinstance(value, str))


def _near(plan: Plan, asked: list[_Asked], counts: Mapping[str, int]) -> Iterator[Problem]:
    """The texts of a column that nobody asks for and that are nearly one that is."""
    known = {one.text for one in asked}
    spans = {fold(one.text): one for one in reversed(asked)}
    for text, count in sorted(counts.items()):
        one = spans.get(fold(text))
        if one is not None and text not in known:
            rows, many = _rows(counts.get(one.text, 0)), _rows(count)
            name = f"payee.{one.column}" if one.block == ROSTER else f"{one.block}.{one.column}"
            many = f"{many} {'has' if count == 1 else 'have'}"
            yield other_spelling(plan.source, one.span, one.text, rows, name, text, many, difference(text, one.text))


def _near_teams(counts: Mapping[str, int], files: Mapping[str, str]) -> Iterator[Problem]:
    groups: dict[str, list[str]] = {}
    for team in counts:
        groups.setdefault(fold(team), []).append(team)
    for teams in groups.values():
        for first, second in combinations(teams, 2):
            many = [_rows(counts[team]) for team in (second, first)]
            yield look_alike_teams(files[second], second, many[0], first, many[1], difference(first, second))


def _rows_of_roster(data: Data) -> Iterator[Payee]:
    """Every row of the roster, also where a payee has several."""
    for payee in data.payees:
        yield from payee.stints or (payee,)


def _rows(count: int) -> str:
    return f"{count:,} {'row' if count == 1 else 'rows'}"
