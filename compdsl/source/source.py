"""A plan file as text, or a plan with all files it uses, with file, line and column of every place in it.

Offsets count characters of the normalised text: line ends are `\\n`, a byte-order mark is gone.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from attrs import define, field

_LINE_END = re.compile("\n")


class Span(NamedTuple):
    """A stretch of a source: the first character and the one after the last."""

    start: int
    end: int

    def to(self, other: "Span") -> "Span":
        """The stretch from the start of this one to the end of the other."""
        return Span(self.start, other.end)

    def moved(self, by: int) -> "Span":
        """The stretch so many characters further on."""
        return Span(self.start + by, self.end + by)


class Place(NamedTuple):
    """Where a span lies, as people count: lines and columns from 1, the end column one past the last."""

    line: int
    column: int
    end_line: int
    end_column: int


@define(slots=False, eq=False, repr=False)
class Source:
    """The text of one plan file and the name it is shown under; or a plan with the files it uses, put `together`.

    The files of one plan share one row of offsets, so that a span is two numbers whichever file it lies in: `text` is
    then that of all `files`, one after the other, and `path` that of the first.
    """

    text: str
    path: str
    data: bytes | None = field(default=None, repr=False)
    """The bytes the text was read from, where it was."""
    used: "tuple[Source, ...]" = ()
    """The files of a plan put together, the plan's own first; none of a file by itself."""

    @property
    def files(self) -> "tuple[Source, ...]":
        """The files it is made of, the plan's own first."""
        return self.used or (self,)

    @cached_property
    def starts(self) -> list[int]:
        """The offset at which each file begins."""
        starts = [0]
        for file in self.files[:-1]:
            starts.append(starts[-1] + len(file.text) + 1)
        return starts

    @cached_property
    def line_starts(self) -> list[int]:
        """The offset at which each line begins."""
        return [0, *(match.end() for match in _LINE_END.finditer(self.text))]

    @cached_property
    def sha256(self) -> str:
        """The hash of the bytes that were read; of several files of those of the first."""
        from hashlib import sha256

        own = self.files[0]
        data = own.data if own.data is not None else own.text.encode("utf-8", "surrogatepass")
        return sha256(data).hexdigest()

    def own(self, span: Span) -> "tuple[Source, Span]":
        """The file that a span lies in, and the span as that file counts."""
        if not self.used:
            return self, span
        number = bisect_right(self.starts, span.start) - 1
        return self.used[number], span.moved(-self.starts[number])

    def place(self, span: Span) -> Place:
        """Line and column of a span, in its file."""
        source, span = self.own(span)
        line, column = source._line_and_column(span.start)
        end_line, end_column = source._line_and_column(max(span.start, span.end))
        return Place(line, column, end_line, end_column)

    def path_of(self, span: Span) -> str:
        """The name of the file that a span lies in."""
        return self.own(span)[0].path

    def line(self, number: int) -> str:
        """The text of a line of a file by itself, counted from 1, without its end."""
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


def together(files: Sequence[Source]) -> Source:
    """A plan's own file and those it uses as one source; a file that uses none is that already."""
    if len(files) == 1:
        return files[0]
    return Source("\n".join(file.text for file in files), files[0].path, files[0].data, tuple(files))
