"""The bytes of one data file -> rows of text, without a guess: CSV or JSON lines.

A row comes out as the line it begins on, its number after the header, and its cells in the order of
`TextFile.columns`. What cannot be one of these is refused, and every row is counted once.
"""

import io
import re
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from attrs import define, evolve

from compdsl.diagnostics.problem import Cell, Problem
from compdsl.records import problems
from compdsl.records.refused import FileCount, Refusals, RefusedRow

CELL_LIMIT = 64 * 1024
ROW_LIMIT = 1024 * 1024
COLUMN_LIMIT = 1_000

Cells: TypeAlias = Sequence[str | None]
TextRow: TypeAlias = tuple[int, int, Cells]
Found: TypeAlias = Sequence[tuple[str, Problem]]

ALREADY_SAID = "refused-payee"
"""The problem whose cause is a row of the roster that has a problem of its own."""

_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_LONE_CR = re.compile(rb"\r(?!\n)")


@define(eq=False)
class TextFile:
    """One data file: its name in the folder, the path it is shown under, its bytes, the tally of its rows."""

    name: str
    path: str
    data: bytes
    refusals: Refusals
    columns: tuple[str, ...] = ()
    payee_column: str | None = None
    rows_read: int = 0
    rows_refused: int = 0
    rows_left_out: int = 0

    @property
    def is_json(self) -> bool:
        """Whether it is JSON lines and not CSV."""
        return self.name.endswith(".jsonl")

    @property
    def count(self) -> FileCount:
        """What became of its rows."""
        kept = self.rows_read - self.rows_refused - self.rows_left_out
        return FileCount(self.name, self.rows_read, kept, self.rows_refused, self.rows_left_out)

    def stop(self, found: Problem, line: int | None = None, column: str | None = None) -> None:
        """The file cannot be read, or not past this line."""
        self.refusals.block(evolve(found, cell=Cell(self.path, line, None, column)))

    def warn(self, found: Problem, line: int | None = None, row: int | None = None, column: str | None = None) -> None:
        """Something in the file is worth a look."""
        self.refusals.add(evolve(found, cell=Cell(self.path, line, row, column)))

    def refuse(self, line: int, number: int, cells: Cells, found: Found) -> None:
        """Leave a row out for the problems of its cells, each with the name of its column."""
        for column, problem in found:
            if problem.name != ALREADY_SAID:
                self.refusals.add_in_row(problem, self.path, line, number, column)
        reason = "; ".join([f'column "{column}": {each.message}' for column, each in found])
        self._leave_out(line, number, self.columns, cells, reason)

    def refuse_row(self, line: int, number: int, cells: Cells, found: Problem) -> None:
        """Leave a row out that has not one cell for each column, or that is not taken as a whole."""
        self.refusals.add_in_row(found, self.path, line, number, None)
        columns = self.columns if len(cells) == len(self.columns) else ()
        self._leave_out(line, number, columns, cells, found.message)

    def refuse_text(self, line: int, number: int, text: str, found: Sequence[Problem]) -> None:
        """Leave a row out whose text could not be split into cells."""
        for problem in found:
            self.refusals.add_in_row(problem, self.path, line, number, None)
        reason = "; ".join([each.message for each in found])
        self.rows_refused += 1
        self.refusals.rows.append(RefusedRow(self.name, line, number, (), (text,), None, reason))

    def _leave_out(self, line: int, number: int, columns: tuple[str, ...], cells: Cells, reason: str) -> None:
        self.rows_refused += 1
        payee = None
        if self.payee_column is not None:
            index = self.columns.index(self.payee_column)
            payee = cells[index] if index < len(cells) else None
        self.refusals.rows.append(RefusedRow(self.name, line, number, columns, tuple(cells), payee, reason))


def open_rows(file: TextFile, needed: Sequence[str], optional: Sequence[str] = ()) -> Iterator[TextRow] | None:
    """Check the bytes and the header of a file; its rows are read as they are taken. None where it cannot be.

    The rows of a CSV file have the cells of its header; those of a JSON lines file the cells of `needed` and
    then of `optional`, None where a key of `optional` is missing.
    """
    if not _is_text(file):
        return None
    if file.data and not file.data.endswith(b"\n"):
        file.warn(problems.no_final_newline(), line=file.data.count(b"\n") + 1)
    lines = io.TextIOWrapper(io.BytesIO(file.data), "utf-8-sig", newline="\n")
    if file.is_json:
        from compdsl.records.json_rows import json_rows

        file.columns = (*needed, *optional)
        return json_rows(file, lines, needed)
    from compdsl.records.csv_rows import csv_rows

    return csv_rows(file, lines, needed)


def _is_text(file: TextFile) -> bool:
    """Whether the bytes are UTF-8 text in lines of a bearable length."""
    data = file.data
    if data.startswith(_UTF16_MARKS):
        file.stop(problems.data_not_utf8(0, data[0], is_utf16=True))
    elif (nul := data.find(b"\0")) >= 0:
        found = problems.data_not_utf8(nul, 0, is_utf16=True) if data.count(0) * 3 > len(data) else None
        file.stop(found or problems.nul_in_file(nul), line=_line_at(data, nul))
    elif data.count(b"\r") != data.count(b"\r\n"):
        offset = next(_LONE_CR.finditer(data)).start()
        file.stop(problems.lone_carriage_return(offset), line=_line_at(data, offset))
    elif (long := _line_longer_than(data, ROW_LIMIT)) is not None:
        file.stop(problems.row_too_large(ROW_LIMIT), line=_line_at(data, long))
    else:
        return _is_utf8(file)
    return False


def _is_utf8(file: TextFile) -> bool:
    try:
        file.data.decode()
    except UnicodeDecodeError as error:
        found = problems.data_not_utf8(error.start, file.data[error.start])
        file.stop(found, line=_line_at(file.data, error.start))
        return False
    return True


def _line_at(data: bytes, offset: int) -> int:
    return data.count(b"\n", 0, offset) + 1


def _line_longer_than(data: bytes, limit: int) -> int | None:
    """Where a line longer than the limit begins: it has no line end within the limit."""
    start = 0
    while len(data) - start > limit:
        end = data.rfind(b"\n", start, start + limit + 1)
        if end < 0:
            return start
        start = end + 1
    return None
