"""Evaluating a trace again from its leaves alone, without the plan and without the data.

The leaves are the values that the plan or the data gave; every other step is computed anew by the kernel's own
operations and compared with the value the trace states.
"""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from compdsl.kernel import nodes
from compdsl.kernel.nodes import Literal, Node, Origin
from compdsl.paid.aggregates import COMBINED
from compdsl.paid.missing import Missing
from compdsl.paid.operations import operation_of
from compdsl.paid.times import is_one
from compdsl.paid.world import given_value
from compdsl.records.data import Given as GivenRow
from compdsl.source.source import Span
from compdsl.trace.from_run import Run, SharedShares, SharedStep, StatementRead, statements_in
from compdsl.values.calendar import CIVIL
from compdsl.values.figures import read_exact
from compdsl.values.rounding import Mode
from compdsl.values.splitting import split
from compdsl.values.types import Kind, Type

NOWHERE = Origin(Span(0, 0), "trace")


class ReplayError(Exception):
    """A step of a trace does not come to the value the trace states."""

    def __init__(self, step: Mapping[str, Any], value: Any) -> None:
        super().__init__(f"step {step['id']} ({step['kind']}) comes to {value}, the trace says {step['value']}")


def replay(trace: Mapping[str, Any]) -> Any:
    """The value of the result of a trace, computed anew; ReplayError where a step differs."""
    values: dict[int, Any] = {}
    for step in trace["steps"]:
        values[step["id"]] = checked_value(step, values)
    return values[trace["result"]]


def replay_run(records: Iterable[Mapping[str, Any]]) -> Iterator[tuple[Mapping[str, Any], Any]]:
    """Every line of a run with the value of its result, computed anew; what lines share is computed once."""
    for run, statement in statements_in(records):
        of_whom = {"payee": statement.payee, "period": statement.period}
        for line, value in _lines(statement):
            yield {**of_whom, **line}, value
        for one in statement.adjustments:
            yield {**of_whom, **one}, _adjustment(run, statement.payee, one["adjusts"])


def _lines(statement: StatementRead) -> Iterator[tuple[Mapping[str, Any], Any]]:
    """The lines of a statement, each with its value."""
    values: dict[int, Any] = {}
    for number, step in statement.steps.items():
        values[number] = checked_value(step, values)
    for line, result in statement.lines:
        yield line, values[result["result"]]


def _adjustment(run: Run, payee: str, adjusts: Mapping[str, Any]) -> Any:
    """What a closed period comes to now for a component, less what was paid for it."""
    closed = run.closed.get((payee, adjusts["period"]))
    lines = _lines(closed) if closed is not None else ()
    now = next((value for line, value in lines if line["component"] == adjusts["component"]), 0)
    return now - sum(read_exact(one["amount"]) for one in adjusts["paid"])


def checked_value(step: Mapping[str, Any], values: Mapping[int, Any]) -> Any:
    """The value of a step, computed anew, where it is the one the trace states."""
    if isinstance(step, SharedStep) and step.came_to is not None:
        return step.came_to
    value = value_of(step, values)
    stated = read_value(step["value"], step["type"])
    if isinstance(value, Missing) != (stated is None) or (stated is not None and value != stated):
        raise ReplayError(step, value)
    if isinstance(step, SharedStep):
        step.came_to = value
    return value


def read_value(value: Any, kind: str) -> Any:
    """A value as the trace writes it."""
    if value is None or isinstance(value, bool):
        return value
    if kind == Kind.DATE.value:
        return datetime.date.fromisoformat(value)
    return value if kind == Kind.TEXT.value else read_exact(value)


def value_of(step: Mapping[str, Any], values: Mapping[int, Any]) -> Any:
    """The value of a step from those of the steps it used."""
    kind = step["kind"]
    if kind in ("payeefield", "periodfact") or step.get("taken"):
        return _leaf(step)
    if kind == "aggregate":
        return _aggregate(step)
    if kind == "given":
        return _given(step)
    if kind == "roster":
        return _roster(step)
    if kind == "todate":
        return replay(step)
    if kind == "prorated":
        return _prorated(step)
    if kind == "split":
        return _split(step)
    if kind == "eachteam":
        return _each_team(step, values)
    if kind == "rank":
        return _leaf(step) if step["value"] is None else 1 + int(step["above"])
    if kind == "earlier":
        return _earlier(step, values)
    parts = [_part(use, values) for use in step["uses"]]
    types = [_type_of_use(use, values) for use in step["uses"]]
    return operation_of(_node(step, types))(parts)


def _leaf(step: Mapping[str, Any]) -> Any:
    if step["value"] is None:
        return Missing(Literal(NOWHERE, Type(Kind.UNKNOWN), 0), step["missing"]["reason"])
    return read_value(step["value"], step["type"])


def _part(use: Mapping[str, Any], values: Mapping[int, Any]) -> Any:
    return values[use["step"]] if "step" in use else read_value(use["value"], use["type"])


def _type_of_use(use: Mapping[str, Any], values: Mapping[int, Any]) -> Type:
    value = _part(use, values)
    return Type(Kind.DATE) if isinstance(value, datetime.date) else Type(Kind.NUMBER)


def _node(step: Mapping[str, Any], types: list[Type]) -> Node:
    """A form like the one that was evaluated, its parts replaced by blanks of the right number and kind."""
    kind, blanks = Type(Kind(step["type"])), tuple(Literal(NOWHERE, one, 0) for one in types)
    match step["kind"]:
        case "named":
            return nodes.Named(NOWHERE, kind, step["path"], blanks[0])
        case "sum":
            return nodes.Sum(NOWHERE, kind, tuple(step["signs"]), blanks)
        case "product":
            return nodes.Product(NOWHERE, kind, tuple(step["signs"]), blanks)
        case "compare":
            return nodes.Compare(NOWHERE, kind, step["operator"], *blanks)
        case "logic":
            return nodes.Logic(NOWHERE, kind, step["word"], blanks)
        case "not":
            return nodes.Not(NOWHERE, kind, *blanks)
        case "choose":
            return nodes.Choose(NOWHERE, kind, *blanks)
        case "extreme":
            return nodes.Extreme(NOWHERE, kind, step["word"], blanks)
        case "months":
            return nodes.Months(NOWHERE, kind, *blanks)
        case "round":
            return nodes.Round(NOWHERE, kind, blanks[0], blanks[1], Mode(step["mode"]))
        case "known":
            return nodes.Known(NOWHERE, kind, *blanks)
        case "fallback":
            return nodes.Fallback(NOWHERE, kind, *blanks)
        case "piecewise":
            return _piecewise(step, kind, blanks)
        case "table":
            return _table(step, kind, blanks)
        case other:
            raise ValueError(f"no step of a trace is a {other}")


def _piecewise(step: Mapping[str, Any], kind: Type, blanks: tuple[Node, ...]) -> Node:
    rows, position = [], 1
    for row in step["rows"]:
        size = 3 if row["rising"] else 2
        start, value, *rising = blanks[position : position + size]
        rows.append(nodes.Row(Span(0, 0), start, value, row["over"], rising[0] if rising else None))
        position += size
    return nodes.Piecewise(NOWHERE, kind, step["word"], blanks[0], tuple(rows))


def _table(step: Mapping[str, Any], kind: Type, blanks: tuple[Node, ...]) -> Node:
    count = len(step["rows"][0]["keys"])
    rows, position = [], count
    for row in step["rows"]:
        keys = tuple(nodes.Key(word, blanks[position + axis]) for axis, word in enumerate(row["keys"]))
        rows.append(nodes.TableRow(Span(0, 0), keys, blanks[position + count]))
        position += count + 1
    return nodes.Table(NOWHERE, kind, blanks[:count], tuple(rows))


def _aggregate(step: Mapping[str, Any]) -> Any:
    if step["value"] is None:
        return _leaf(step)
    if step["function"] == "count" and all(row["value"] == "1" for row in step["rows"]):
        return len(step["rows"])
    if step["function"] == "distinct":
        return len({row["value"] for row in step["rows"]} - {""})
    kind = Kind.BOOL.value if step["function"] in ("any", "all") else step["type"]
    items = [read_value(row["value"], kind) for row in step["rows"]]
    return COMBINED[step["function"]](Literal(NOWHERE, Type(Kind.UNKNOWN), 0), items)


def _given(step: Mapping[str, Any]) -> Any:
    rows = [given_of(row, step["metric"]) for row in step["rows"]]
    return given_value(Literal(NOWHERE, Type(Kind.UNKNOWN), 0), rows, step["metric"], step["fact"])


def given_of(row: Mapping[str, Any], metric: str) -> GivenRow:
    """A row of the measures as the trace writes it; of its period nothing is known."""
    period = CIVIL.period_of(datetime.date(2000, 1, 1), "year")
    return GivenRow(
        row["payee"], period, metric, read_exact(row["value"]), _exact(row["of"]), _exact(row["goal"]),
        row["is_ratio"], row["file"], row["line"], row["row"],
    )  # fmt: skip


def _exact(text: str | None) -> Any:
    return read_exact(text) if text is not None else None


def _prorated(step: Mapping[str, Any]) -> Any:
    if step["value"] is None:
        return _leaf(step)
    return sum(replay(one) * read_exact(one["share"]) for one in step["stints"])


def _split(step: Mapping[str, Any]) -> Any:
    if step["value"] is None:
        return _leaf(step)
    shares = step["shares"]
    parts = shares.came_to if isinstance(shares, SharedShares) else None
    if parts is None:
        weights = {one["payee"]: read_exact(one["weight"]) for one in shares}
        parts = split(read_exact(step["amount"]), weights, read_exact(step["unit"]))
    if isinstance(shares, SharedShares):
        shares.came_to = parts
    return parts[step["payee"]]


def _each_team(step: Mapping[str, Any], values: Mapping[int, Any]) -> Any:
    if step["value"] is None:
        return _leaf(step)
    teams = step.get("teams")
    return _part(step["uses"][0], values) if teams is None else sum(map(replay, teams))


def _earlier(step: Mapping[str, Any], values: Mapping[int, Any]) -> Any:
    if step["value"] is None:
        return _leaf(step)
    found = [read_value(one["value"], step["type"]) for one in step["periods"]]
    if not found and step["uses"]:
        return _part(step["uses"][0], values)
    return found[-1] if is_one(step["window"]) else sum(found)


def _roster(step: Mapping[str, Any]) -> Any:
    if step["value"] is None:
        return _leaf(step)
    return sum(replay(one) for one in step["people"])
