"""The tables of a database, or of another program, as the CSV text they are read as: one form, whoever holds the rows.

The names of the columns come first. Every cell stands in quotes, a cell of nothing too, and a quote in it twice; a line
feed ends a row. A table is read piece by piece, so that a large one needs little memory. What its rows hold is looked
at by the readers of text alone: nothing here knows what a number or a day is.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol, TypeAlias

from attrs import frozen

from compdsl.diagnostics.problem import Problem
from compdsl.records import problems_of_databases as problems
from compdsl.records.cells import NO_TEXT

Rows: TypeAlias = Sequence[Sequence[str | int | None]]
"""Some rows of cells; a whole number is its text, and None is nothing."""

PIECE = 1024 * 1024
"""How large a piece of text becomes before it is handed on."""


class NotRead(Exception):  # noqa: N818 - what it carries is the error
    """A table cannot be read, or not to its end."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


@frozen(eq=False)
class Table:
    """One table: the name it has in traces, the path it is shown under, and its text piece by piece.

    `sha256` is the hash of the file it lies in; None where it lies in none, and the hash of its text stands for it.
    Its text may be asked for several times.
    """

    name: str
    path: str
    pieces: Callable[[], Iterator[bytes]]
    sha256: str | None = None


class Tables(Protocol):
    """Where the tables of a run are: all of them as they are at one moment."""

    @property
    def shown(self) -> str:
        """What they are called in a message."""

    def names(self) -> Sequence[str]:
        """The names of the tables there are, or of the first of them."""

    def table(self, name: str) -> Table | Problem | None:
        """A table by its name, letter by letter; None where there is none."""

    def size(self, names: Sequence[str]) -> int:
        """About how many bytes these tables hold, as far as that is cheaply known."""

    def files(self) -> Sequence[str]:
        """The files they are read from, which a run never writes over."""


def text_of(table: Table, limit: int) -> bytes | Problem:
    """The whole text of a table, or why it cannot be had; no more of it than the limit."""
    text = bytearray()
    try:
        for piece in table.pieces():
            text += piece
            if len(text) > limit:
                return problems.table_too_large(limit)
    except NotRead as error:
        return error.problem
    return bytes(text)


def csv_pieces(header: Sequence[str], several: Iterable[Rows]) -> Iterator[bytes]:
    """The text of rows, given some at a time, piece by piece; text that is not UTF-8 stays what it is."""
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(header)
    for rows in several:
        writer.writerows(rows)
        if text.tell() >= PIECE:
            yield text.getvalue().encode("utf-8", "surrogateescape")
            text.seek(0)
            text.truncate()
    yield text.getvalue().encode("utf-8", "surrogateescape")


def without_plain_text(what: str) -> str:
    """The cell of a value that is no text, number, day or condition."""
    return what + NO_TEXT
