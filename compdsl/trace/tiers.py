"""What became of every row of a shape: how far it was reached, what it gave, what was missing to it."""

from typing import Any

from attrs import frozen

from compdsl.kernel.nodes import Piecewise
from compdsl.paid.operations import reached, rows_of
from compdsl.trace.account import Step


@frozen(eq=False)
class RowReached:
    """One row of a shape for one figure.

    `reach` is `full`, `partial` or `not reached` for slices; `passed`, `applies` or `not reached` where one row
    applies to the whole. `part` is the slice that lies in the row, `missing` what was missing to its start.
    """

    start: Any
    value: Any
    over: bool
    rising: Any
    reach: str
    part: Any
    missing: Any
    written: str


def rows_reached(step: Step) -> list[RowReached]:
    """Every row of the shape of a step; empty where a figure it needs has no data."""
    node = step.node
    assert isinstance(node, Piecewise)
    values = [part.value for part in step.parts]
    if step.is_missing:
        return []
    x, rows = values[0], rows_of(node, values)
    source = step.account.plan.source
    chosen = reached(x, rows)
    found = []
    for index, row in enumerate(rows):
        end = rows[index + 1].start if index + 1 < len(rows) else None
        reach, part = _slice(x, row.start, end) if node.word == "marginal" else (_place(row, chosen, rows), None)
        if node.word == "marginal" and index == 0 and x < 0 and row.start == 0:
            reach, part = "partial", x
        missing = row.start - x if reach == "not reached" else None
        text = " ".join(source.at(node.rows[index].span).split())
        found.append(RowReached(row.start, row.value, row.over, row.rising, reach, part, missing, text))
    return found


def _slice(x: Any, start: Any, end: Any) -> tuple[str, Any]:
    """How far a slice is filled, and with how much."""
    if x < start:
        return "not reached", None
    if end is not None and x >= end:
        return "full", end - start
    return "partial", x - start


def _place(row: Any, chosen: Any, rows: list[Any]) -> str:
    if row is chosen:
        return "applies"
    return "passed" if chosen is not None and rows.index(row) < rows.index(chosen) else "not reached"
