"""Running totals: a figure of the rows up to the row at hand, which is that of the rows before and that of the row."""

from collections.abc import Callable

from compdsl.checked import expressions as e
from compdsl.kernel.nodes import Choose, Literal, Node, Origin, RowsBefore, Sum
from compdsl.source.source import Span
from compdsl.values.types import COUNT

MEASURED = "running total"
"""The form of the total of what the clause measures."""
LOOKED_UP = "running figure"
"""The form of a total that the rates are looked up by."""

TOTALS = (MEASURED, LOOKED_UP)


def with_rows_before(span: Span, form: str, value: Node, each: Span) -> tuple[RowsBefore, Sum]:
    """A figure of the rows before the row at hand, and that of those up to it; `each` is where the order is said."""
    before = RowsBefore(Origin(each, "rows before"), value.type, value)
    return before, Sum(Origin(span, form, form), value.type, ("+", "+"), (before, value))


def running_total(node: e.RunningTotal, lower: Callable[[e.Checked], Node]) -> Node:
    """How many rows, or what they come to; of those that `where` keeps."""
    literal = Origin(node.span, "literal")
    value = lower(node.row) if node.row is not None else Literal(literal, COUNT, 1)
    if node.where is not None:
        nothing = Literal(literal, node.type, 0)
        value = Choose(Origin(node.span, "if"), node.type, lower(node.where), value, nothing)
    return with_rows_before(node.span, LOOKED_UP, value, node.span)[1]
