"""One column of a file: its cells are read once for each text, and looked up after that."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import TypeAlias, TypeVar

from compdsl.diagnostics.problem import Problem
from compdsl.records import problems
from compdsl.records.text import Cells

V = TypeVar("V")

REMEMBERED = 50_000
"""How many texts of a column are kept; then all are forgotten, and memory stays small."""


class CellError(Exception):
    """A cell of the row has a problem; which one is looked for afterwards, so that good rows stay quick."""


class Column(dict[str | None, V | None]):
    """The values of a column by their text. An empty cell is None where the column may be empty."""

    def __init__(self, read: Callable[[str], V | Problem], may_be_empty: bool = False) -> None:
        super().__init__()
        self.read = read
        self.may_be_empty = may_be_empty
        self.refused: dict[str | None, Problem] = {}

    def __missing__(self, text: str | None) -> V | None:
        if text in self.refused:
            raise CellError
        value = self.read(text) if text and not text.isspace() else self._empty(text or "")
        if isinstance(value, Problem):
            if len(self.refused) >= REMEMBERED:
                self.refused.clear()
            self.refused[text] = value
            raise CellError
        if len(self) >= REMEMBERED:
            self.clear()
        self[text] = value
        return value

    def _empty(self, text: str) -> Problem | None:
        return None if self.may_be_empty and not text else problems.empty_cell(text)

    def problem(self, text: str | None) -> Problem | None:
        """The problem with a text, or None where it can be read."""
        if text not in self and text not in self.refused:
            with suppress(CellError):
                self[text]
        return self.refused.get(text)


Bound: TypeAlias = Sequence[tuple[str, int, Column[V]]]


def bind(columns: Sequence[str], readers: Mapping[str, Column[V]]) -> Bound[V]:
    """The readers with the places of their columns in a row, by name; no column, no reader."""
    return [(name, columns.index(name), reader) for name, reader in readers.items() if name in columns]


def problems_of(cells: Cells, bound: Bound[V]) -> list[tuple[str, Problem]]:
    """The problems of all cells of a row, each with the name of its column."""
    found = ((name, reader.problem(cells[index])) for name, index, reader in bound)
    return [(name, each) for name, each in found if each is not None]
