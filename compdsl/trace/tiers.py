"""What became of every row of a shape: how far it was reached, what it gave, what was missing to it."""

from fractions import Fraction
from typing import Any

from attrs import frozen

from compdsl.kernel.nodes import Literal, Piecewise, Sum
from compdsl.kernel.nodes import Row as ShapeRow
from compdsl.paid.operations import reached, rows_of
from compdsl.trace.account import Step, on_one_line
from compdsl.trace.calculation import described, is_inline
from compdsl.trace.figures import amount_of, difference, figure, in_type
from compdsl.values.types import Kind


@frozen(eq=False)
class RowReached:
    """One row of a shape for one figure.

    `reach` is `full`, `partial` or `not reached` for slices; `passed`, `applies` or `not reached` where one row
    applies to the whole. `part` is the slice that lies in the row, `gives` what comes of it, `missing` what was
    missing to its start.
    """

    row: ShapeRow
    start: Any
    value: Any
    rising: Any
    reach: str
    part: Any
    gives: Any
    missing: Any


def rows_reached(step: Step) -> list[RowReached]:
    """Every row of the shape of a step; empty where a figure it needs has no data."""
    node = step.node
    assert isinstance(node, Piecewise)
    if step.is_missing:
        return []
    values = [part.value for part in step.parts]
    x, rows = values[0], rows_of(node, values)
    chosen = reached(x, rows)
    found = []
    for index, row in enumerate(rows):
        end = rows[index + 1].start if index + 1 < len(rows) else None
        if node.word == "marginal":
            reach, part = _slice(x, row.start, end, is_first=index == 0)
            gives = row.value * part if part is not None else None
        else:
            reach, part = _place(row, chosen, rows), None
            gives = step.value if row is chosen else None
        missing = row.start - x if reach == "not reached" else None
        found.append(RowReached(node.rows[index], row.start, row.value, row.rising, reach, part, gives, missing))
    return found


def _slice(x: Any, start: Any, end: Any, *, is_first: bool) -> tuple[str, Any]:
    """How far a slice is filled, and with how much. The first goes on below zero where it starts there."""
    if is_first and x < 0 and start == 0:
        return "partial", x
    if x < start:
        return "not reached", None
    if end is not None and x >= end:
        return "full", end - start
    return "partial", x - start


def _place(row: Any, chosen: Any, rows: list[Any]) -> str:
    if row is chosen:
        return "applies"
    return "passed" if chosen is not None and rows.index(row) < rows.index(chosen) else "not reached"


# In words


def shape_words(step: Step) -> str:
    """At which figure a shape is read, and that it gives nothing where no row is reached."""
    x = step.parts[0]
    at = f"at {figure(x) if is_inline(x) or not x.name else described(x)}"
    nothing = rows_reached(step) and all(row.reach == "not reached" for row in rows_reached(step))
    return f"{at}, where no row is reached" if nothing else at


def is_between(step: Step) -> bool:
    """Whether a step is the part of tiers that lies between two figures: those of a running total."""
    return isinstance(step.node, Sum) and [type(part.node) for part in step.parts] == [Piecewise, Piecewise]


def between_words(step: Step) -> str:
    """Between which figures the part of the tiers lies."""
    after, before = step.parts
    return f"from {figure(before.parts[0])} to {figure(after.parts[0])}"


def _between_lines(step: Step) -> list[str]:
    """Every slice between two figures: how much of it lies between them."""
    after, before = step.parts
    lines = []
    for now, then in zip(rows_reached(after), rows_reached(before), strict=True):
        part = (now.part or 0) - (then.part or 0)
        how = f"{amount_of(part, after.parts[0])} × {_value(now.value, now)} = {amount_of(part * now.value, step)}"
        lines.append(f"{_row_name(after, now)}: {how if part else 'nothing of it'}")
    return lines


def shape_lines(step: Step) -> list[str]:
    """Every row of a shape, as written, with what became of it."""
    if is_between(step):
        return _between_lines(step)
    return [f"{_row_name(step, row)}: {_reach_words(step, row)}" for row in rows_reached(step)]


def _row_name(step: Step, row: RowReached) -> str:
    """The row as it was written; a start that was not written, or in another unit, is added."""
    written = on_one_line(step.account.plan.source.at(row.row.span))
    start = amount_of(row.start, step.parts[0])
    if not written:
        return f"{_value(row.value, row)} from {start}"
    bound, colon, value = written.partition(":")
    if colon:
        first, rising, slope = value.strip().partition(" rising ")
        written = f"{first} at {bound.strip()}{rising}{slope}"
    elif not any(word in written for word in ("from ", "over ")):
        return f"{written} from {start}"
    return written if row.start == 0 or isinstance(row.row.start, Literal) else f"{written} ({start})"


def _reach_words(step: Step, row: RowReached) -> str:
    x = step.parts[0]
    if row.reach == "not reached":
        if row.missing and _is_falling(step):
            return f"not reached, it starts {difference(row.missing, x)} above that"
        return f"not reached, {difference(row.missing, x)} missing" if row.missing else "not reached, it starts above"
    if row.reach == "passed":
        return "reached, but a later row applies"
    if row.reach == "applies":
        how = _how_it_applies(step, row)
        return f"applies, {how} = {amount_of(row.gives, step)}" if how else "applies"
    how = f"{amount_of(row.part, x)} × {_value(row.value, row)} = {amount_of(row.gives, step)}"
    return f"in {'full' if row.reach == 'full' else 'part'}, {how}"


def _is_falling(step: Step) -> bool:
    """Whether a shape gives less the higher the figure is: what lies above is not missing to anybody."""
    rows = rows_reached(step)
    return bool(rows) and rows[-1].value < rows[0].value


def _how_it_applies(step: Step, row: RowReached) -> str:
    """The calculation within the row that applies; none where its value is the result."""
    node, x = step.node, step.parts[0]
    assert isinstance(node, Piecewise)
    if node.word == "whole":
        return f"{_value(row.value, row)} × {figure(x)}"
    if node.word == "step" or row.start == x.value:
        return ""
    above = f"({figure(x)} − {amount_of(row.start, x)})"
    if row.rising is not None and row.row.rising is not None:
        is_money = row.row.value.type.kind is Kind.MONEY
        slope = in_type(Fraction(row.rising) / 100 if is_money else row.rising, row.row.rising.type)
        return f"{_value(row.value, row)} + {slope} per point × {above}"
    after = next((one for one in rows_reached(step) if one.start > row.start), None)
    if after is None:
        return ""
    rise = f"({_value(after.value, after)} − {_value(row.value, row)})"
    width = f"({amount_of(after.start, x)} − {amount_of(row.start, x)})"
    return f"{_value(row.value, row)} + {rise} × {above} / {width}"


def _value(value: Any, row: RowReached) -> str:
    return in_type(value, row.row.value.type)
