"""One column of a file: its cells are read once for each text, and looked up after that."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, TypeAlias, TypeVar

from compdsl.diagnostics.problem import Problem
from compdsl.records import problems
from compdsl.records.cells import NO_TEXT
from compdsl.records.reader import Reader
from compdsl.records.text import Cells

V = TypeVar("V")

REMEMBERED = 50_000
"""How many texts of a column are kept; then all are forgotten, and memory stays small."""


class CellError(Exception):
    """A cell of the row has a problem; which one is looked for afterwards, so that good rows stay quick."""


class Column(dict[str | None, V | None]):
    """The values of a column by their text. An empty cell is None where the column may be empty."""

    def __init__(self, read: Reader[V], may_be_empty: bool = False) -> None:
        super().__init__()
        self.read = read
        self.may_be_empty = may_be_empty
        self.is_refused = _Refused(self)
        self.told: dict[str | None, Problem] = {}
        self.on_doubt: Callable[[Problem], None] | None = None

    def __missing__(self, text: str | None) -> V | None:
        value = self._value_of(text)
        if value is None and (text or not self.may_be_empty):
            raise CellError
        if len(self) >= REMEMBERED:
            self.clear()
        self[text] = value
        if self.on_doubt is not None:
            self._doubt(text)
        return value

    def refuses(self, text: str | None) -> bool:
        """Whether a text cannot be read."""
        return self._value_of(text) is None and (bool(text) or not self.may_be_empty)

    def problem(self, text: str | None) -> Problem:
        """The problem with a text that cannot be read."""
        found = self.told.get(text)
        if found is None:
            if len(self.told) >= REMEMBERED:
                self.told.clear()
            found = self._problem_of(text) if text and not text.isspace() else problems.empty_cell(text or "")
            self.told[text] = found
        return found

    def _doubt(self, text: str | None) -> None:
        """Tell of the first text that is probably meant otherwise."""
        found = self.read.doubt(text) if self.read.doubt is not None and text else None
        if found is not None and self.on_doubt is not None:
            self.on_doubt(found)
            self.on_doubt = None

    def _problem_of(self, text: str) -> Problem:
        """The problem of a text, or of a value of a table that has none."""
        shown = text.removesuffix(NO_TEXT)
        if shown == text or self.read.value(shown) is None:
            return self.read.problem(shown)
        from compdsl.records.problems_of_databases import no_plain_value

        return no_plain_value(shown)

    def _value_of(self, text: str | None) -> V | None:
        return self.read.value(text) if text and not text.isspace() else None


class _Refused(dict[str | None, bool]):
    """Whether a text of a column cannot be read, looked up once as values are."""

    def __init__(self, column: Column[Any]) -> None:
        super().__init__()
        self.column = column

    def __missing__(self, text: str | None) -> bool:
        found = self.column.refuses(text)
        if len(self) >= REMEMBERED:
            self.clear()
        self[text] = found
        return found


Bound: TypeAlias = Sequence[tuple[str, int, Column[V]]]


def bind(columns: Sequence[str], readers: Mapping[str, Column[V]]) -> Bound[V]:
    """The readers with the places of their columns in a row, by name; no column, no reader."""
    return [(name, columns.index(name), reader) for name, reader in readers.items() if name in columns]


def doubts_of(bound: Bound[V]) -> list[tuple[str, Problem]]:
    """A list the warnings about cells come into as they are read, one a column, each with the column's name."""
    found: list[tuple[str, Problem]] = []

    def listen(name: str, column: Column[V]) -> None:
        column.on_doubt = lambda doubt: found.append((name, doubt))

    for name, _, column in bound:
        if column.read.doubt is not None:
            listen(name, column)
    return found


def count_refused(cells: Cells, bound: Bound[V]) -> int:
    """How many cells of a row cannot be read."""
    return sum([reader.is_refused[cells[index]] for _, index, reader in bound])


def problems_of(cells: Cells, bound: Bound[V]) -> list[tuple[str, Callable[[], Problem]]]:
    """The problems of all cells of a row, each with the name of its column, to be put into words where shown."""
    return [
        (name, partial(reader.problem, text))
        for name, index, reader in bound
        if reader.is_refused[text := cells[index]]
    ]
