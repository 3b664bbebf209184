"""A plan file as text, with line and column of every place in it.

Offsets count characters of the normalised text: line ends are `\\n`, a byte-order mark is gone.
"""

import re
from bisect import bisect_right
from functools import cached_property

from attrs import define, frozen

_LINE_END = re.compile("\n")


@frozen
class Span:
    """A stretch of a source: the first character and the one after the last."""

    start: int
    end: int

    def to(self, other: "Span") -> "Span":
        """The stretch from the start of this one to the end of the other."""
        return Span(self.start, other.end)


@frozen
class Place:
    """Where a span lies, as people count: lines and columns from 1, the end column one past the last."""

    line: int
    column: int
    end_line: int
    end_column: int


@define(slots=False, eq=False)
class Source:
    """The text of one plan file and the name it is shown under."""

    text: str
    path: str

    @cached_property
    def line_starts(self) -> list[int]:
        """The offset at which each line begins."""
        return [0, *(match.end() for match in _LINE_END.finditer(self.text))]

    def place(self, span: Span) -> Place:
        """Line and column of a span."""
        line, column = self._line_and_column(span.start)
        end_line, end_column = self._line_and_column(max(span.start, span.end))
        return Place(line, column, end_line, end_column)

    def line(self, number: int) -> str:
        """The text of a line, counted from 1, without its end."""
        start = self.line_starts[number - 1]
        end = self.text.find("\n", start)
        return self.text[start:] if end < 0 else self.text[start:end]

    def at(self, span: Span) -> str:
        """The text of a span, as it was written."""
        return self.text[span.start : span.end]

    def _line_and_column(self, offset: int) -> tuple[int, int]:
        offset = min(offset, len(self.text))
        line = bisect_right(self.line_starts, offset)
        return line, offset - self.line_starts[line - 1] + 1
