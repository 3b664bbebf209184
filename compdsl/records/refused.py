"""What reading the data gave: the good rows, the problems, the refused rows, and the count of each."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from attrs import define, evolve, field, frozen

from compdsl.diagnostics.problem import Cell, Problem
from compdsl.records.data import Data

KEPT_PROBLEMS = 1_000

Words: TypeAlias = Callable[[], Problem]
"""A problem that is put into words only where it is shown."""


@define
class RefusedRow:
    """A row that is left out of the data, as it was written, and why.

    `columns` name the cells. They are empty where the row has not one cell for each; a row that could not be
    split is one cell with its whole text.
    `payees` are the texts of the cells that name a payee: of one, or of all that a row is credited to.
    """

    file: str
    line: int
    number: int
    columns: tuple[str, ...]
    cells: tuple[str | None, ...]
    payees: tuple[str, ...]
    reason: str

    @property
    def payee(self) -> str | None:
        """Whose row it is, as one text."""
        return ", ".join(dict.fromkeys(self.payees)) or None


@frozen
class FileCount:
    """How many rows of a file were read and what became of them: read = kept + refused + left out.

    Blank lines at the end of a file are no rows.
    """

    file: str
    read: int
    kept: int
    refused: int
    left_out: int = 0
    blank_lines: int = 0


@frozen
class Reading:
    """Everything that reading a folder gave.

    `data` holds the good rows; it is None where a file could not be read as a whole, quarantine or not.
    `problems` are the first thousand of rows, the first thousand warnings, and all of whole files; `errors` and
    `warnings` count all of them.
    `refused` is empty where refused rows are not asked for; `counts` counts them nevertheless.
    `left_out` counts the rows of measures the plan does not use, by the name of the measure.
    """

    data: Data | None
    problems: tuple[Problem, ...]
    errors: int
    warnings: int
    refused: tuple[RefusedRow, ...]
    counts: tuple[FileCount, ...]
    left_out: Mapping[str, int]

    @property
    def is_clean(self) -> bool:
        """Whether every row that was read may be paid on."""
        return self.errors == 0


@define
class Refusals:
    """Problems and refused rows as they are found: all are counted, the first thousand errors of rows are kept.

    Refused rows are kept where somebody will ask for them (`keeps_rows`). Where nobody will, and there is no room
    for more errors, the rest is only counted (`only_counts`), and nothing of it is put into words.
    """

    keeps_rows: bool = True
    problems: list[Problem] = field(factory=list)
    rows: list[RefusedRow] = field(factory=list)
    errors: int = 0
    warnings: int = 0
    is_blocked: bool = False
    only_counts: bool = False

    def add_in_row(self, found: Problem, file: str, line: int, row: int, column: str | None) -> None:
        """Add an error of a row: one that is only counted is not given its place."""
        self.errors += 1
        if self.errors <= KEPT_PROBLEMS:
            self.problems.append(evolve(found, cell=Cell(file, line, row, column)))
        self.only_counts = self.errors >= KEPT_PROBLEMS and not self.keeps_rows

    def block(self, found: Problem) -> None:
        """Add a problem of a whole file: there is no data without it."""
        self.errors += 1
        self.problems.append(found)
        self.is_blocked = True

    def warn(self, words: Words) -> None:
        """Add a warning; they do not take the room of errors."""
        self.warnings += 1
        if self.warnings <= KEPT_PROBLEMS:
            self.problems.append(words())
