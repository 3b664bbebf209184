"""The bytes of one data file -> rows of text, without a guess: CSV or JSON lines.

A row comes out as the line it begins on, its number after the header, and its cells in the order of
`TextFile.columns`. What cannot be one of these is refused, and every row is counted once.
"""

import io
import re
from collections.abc import Iterator, Sequence, Set
from functools import partial
from typing import TypeAlias

from attrs import define, evolve, field

from compdsl.diagnostics.problem import Cell, Problem
from compdsl.records import problems
from compdsl.records.refused import FileCount, Refusals, RefusedRow, Words

CELL_LIMIT = 64 * 1024
ROW_LIMIT = 1024 * 1024
COLUMN_LIMIT = 1_000

Cells: TypeAlias = Sequence[str | None]
TextRow: TypeAlias = tuple[int, int, Cells]
Found: TypeAlias = Sequence[tuple[str, Words]]
"""The problems of a row, each with the name of its column."""

BLANK = " \t,\r\n"
"""What a row of a CSV file is made of that says nothing: a spreadsheet leaves such rows below the last one."""

_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_LONE_CR = re.compile(rb"\r(?!\n)")


@define(eq=False)
class TextFile:
    """One data file: its name in the folder, the path it is shown under, its bytes, the tally of its rows.

    `refused_elsewhere` are the payees whose own row is refused: that a row of theirs is refused for it is said there.
    """

    name: str
    path: str
    data: bytes
    refusals: Refusals
    columns: tuple[str, ...] = ()
    payee_columns: tuple[str, ...] = ()
    refused_elsewhere: Set[str] = frozenset()
    refused_payees: set[str] = field(factory=set)
    rows_read: int = 0
    rows_refused: int = 0
    rows_left_out: int = 0
    blank_lines: int = 0
    _payees_at: tuple[int, ...] = ()

    @property
    def is_json(self) -> bool:
        """Whether it is JSON lines and not CSV."""
        return self.name.endswith(".jsonl")

    @property
    def count(self) -> FileCount:
        """What became of its rows."""
        kept = self.rows_read - self.rows_refused - self.rows_left_out
        return FileCount(self.name, self.rows_read, kept, self.rows_refused, self.rows_left_out, self.blank_lines)

    def has_columns(self, columns: Sequence[str]) -> None:
        """Take the names of the columns."""
        self.columns = tuple(columns)
        self._payees_at = tuple(self.columns.index(name) for name in self.payee_columns if name in self.columns)

    def stop(self, found: Problem, line: int | None = None, column: str | None = None) -> None:
        """The file cannot be read, or not past this line."""
        self.refusals.block(evolve(found, cell=Cell(self.path, line, None, column)))

    def warn(self, words: Words, line: int | None = None, row: int | None = None, column: str | None = None) -> None:
        """Something in the file is worth a look."""
        self.refusals.warn(lambda: evolve(words(), cell=Cell(self.path, line, row, column)))

    def warn_in_row(self, line: int, number: int, found: list[tuple[str, Problem]]) -> None:
        """Cells of a row are worth a look; the list is empty after that."""
        for column, doubt in found:
            self.warn(lambda doubt=doubt: doubt, line, number, column)  # type: ignore[misc]
        found.clear()

    def refuse(self, line: int, number: int, cells: Cells, found: Found) -> None:
        """Leave a row out for the problems of its cells."""
        if self.refusals.only_counts:
            self.count_refused(cells, len(found))
            return
        payees = self._payees_of(cells)
        said = [self.columns[at] for at in self._payees_at if cells[at] in self.refused_elsewhere]
        told = [(column, words()) for column, words in found]
        for column, problem in told:
            if column not in said:
                self.refusals.add_in_row(problem, self.path, line, number, column)
        reason = "; ".join([f'column "{column}": {each.message}' for column, each in told])
        self._leave_out(line, number, self.columns, cells, payees, reason)

    def refuse_row(self, line: int, number: int, cells: Cells, words: Words) -> None:
        """Leave a row out that has not one cell for each column, or that is not taken as a whole."""
        payees = self._payees_of(cells)
        if self.refusals.only_counts:
            self.rows_refused += 1
            self.refusals.errors += 1
            return
        found = words()
        self.refusals.add_in_row(found, self.path, line, number, None)
        columns = self.columns if len(cells) == len(self.columns) else ()
        self._leave_out(line, number, columns, cells, payees, found.message)

    def refuse_text(self, line: int, number: int, text: str, found: Sequence[Words]) -> None:
        """Leave a row out whose text could not be split into cells."""
        if self.refusals.only_counts:
            self.rows_refused += 1
            self.refusals.errors += len(found)
            return
        told = [words() for words in found]
        for problem in told:
            self.refusals.add_in_row(problem, self.path, line, number, None)
        self._leave_out(line, number, (), (text,), (), "; ".join([each.message for each in told]))

    def count_refused(self, cells: Cells, errors: int) -> None:
        """Leave a row out of which nobody will ask more than how many errors it has."""
        self.rows_refused += 1
        payees = self._payees_of(cells)
        said = sum([payee in self.refused_elsewhere for payee in payees]) if self.refused_elsewhere else 0
        self.refusals.errors += errors - said

    def _payees_of(self, cells: Cells) -> tuple[str, ...]:
        """The texts of the cells that name a payee; a row of theirs is refused."""
        count = len(cells)
        payees = tuple([cell for at in self._payees_at if at < count and (cell := cells[at])])
        self.refused_payees.update(payees)
        return payees

    def _leave_out(
        self, line: int, number: int, columns: tuple[str, ...], cells: Cells, payees: tuple[str, ...], reason: str
    ) -> None:
        self.rows_refused += 1
        if self.refusals.keeps_rows:
            self.refusals.rows.append(RefusedRow(self.name, line, number, columns, tuple(cells), payees, reason))


@define(eq=False)
class BlankRows:
    """Blank lines that follow each other, until the next row shows that they are not the end of the file.

    Such a stretch within the rows is one refused row, for a row may be missing there; at the end it is none at all.
    """

    file: TextFile
    count: int = 0
    first: str = ""
    surplus: int = 0

    def add(self, text: str) -> None:
        """One more."""
        self.first = self.first if self.count else text
        self.count += 1

    def refuse(self, line: int, number: int) -> None:
        """Leave them out before the row that begins on this line and has this number."""
        begin = line - self.count
        words = partial(problems.blank_line, begin, line - 1)
        self.file.refuse_text(begin, number - self.count, self.first.rstrip("\r\n"), [words])
        self.surplus += self.count - 1
        self.count = 0

    def end(self, number: int) -> None:
        """The file ends, and its last line has this number: note how many rows there were."""
        self.file.blank_lines = self.count
        self.file.rows_read = number - self.surplus - self.count


def open_rows(file: TextFile, needed: Sequence[str], optional: Sequence[str] = ()) -> Iterator[TextRow] | None:
    """Check the bytes and the header of a file; its rows are read as they are taken. None where it cannot be.

    The rows of a CSV file have the cells of its header; those of a JSON lines file the cells of `needed` and
    then of `optional`, None where a key of `optional` is missing.
    """
    if not is_text(file, file.data):
        return None
    if file.data and not file.data.endswith(b"\n"):
        file.warn(problems.no_final_newline, line=file.data.count(b"\n") + 1)
    lines = io.TextIOWrapper(io.BytesIO(file.data), "utf-8-sig", newline="\n")
    if file.is_json:
        from compdsl.records.json_rows import json_rows

        file.has_columns((*needed, *optional))
        return json_rows(file, lines, needed)
    from compdsl.records.csv_rows import csv_rows

    return csv_rows(file, lines, needed, has_quotes=b'"' in file.data)


def is_text(file: TextFile, data: bytes, lines: int = 0, offset: int = 0) -> bool:
    """Whether bytes of a file are UTF-8 text in lines of a bearable length; so many are before them."""
    if data.startswith(_UTF16_MARKS) and not offset:
        file.stop(problems.data_not_utf8(0, data[0], is_utf16=True))
    elif (nul := data.find(b"\0")) >= 0:
        found = problems.data_not_utf8(nul, 0, is_utf16=True) if data.count(0) * 3 > len(data) else None
        file.stop(found or problems.nul_in_file(offset + nul), line=lines + _line_at(data, nul))
    elif data.count(b"\r") != data.count(b"\r\n"):
        at = next(_LONE_CR.finditer(data)).start()
        file.stop(problems.lone_carriage_return(offset + at), line=lines + _line_at(data, at))
    elif (long := _line_longer_than(data, ROW_LIMIT)) is not None:
        file.stop(problems.row_too_large(ROW_LIMIT), line=lines + _line_at(data, long))
    elif (bad := _not_utf8(data)) is not None:
        found = problems.data_not_utf8(offset + bad, data[bad])
        file.stop(found, line=lines + _line_at(data, bad))
    else:
        return True
    return False


def _not_utf8(data: bytes) -> int | None:
    """Where bytes cannot be read as UTF-8, if there is such a place."""
    try:
        data.decode()
    except UnicodeDecodeError as error:
        return error.start
    return None


def _line_at(data: bytes, offset: int) -> int:
    return data.count(b"\n", 0, offset) + 1


def has_line_longer_than(data: bytes, limit: int) -> bool:
    """Whether a line of these bytes is longer than so many."""
    return _line_longer_than(data, limit) is not None


def _line_longer_than(data: bytes, limit: int) -> int | None:
    """Where a line longer than the limit begins: it has no line end within the limit."""
    start = 0
    while len(data) - start > limit:
        end = data.rfind(b"\n", start, start + limit + 1)
        if end < 0:
            return start
        start = end + 1
    return None
