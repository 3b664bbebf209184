"""The lines of a CSV file -> rows of text.

Commas, quotes doubled inside quotes, line ends with or without a carriage return. Columns are bound by name.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache, partial

from compdsl.diagnostics.problem import Problem
from compdsl.records import problems
from compdsl.records.text import BLANK, CELL_LIMIT, COLUMN_LIMIT, ROW_LIMIT, BlankRows, TextFile, TextRow

_QUOTED_ROW = re.compile(r"""(?:"(?:[^"]++|"")*+"|[^",\r\n]*+)(?:,(?:"(?:[^"]++|"")*+"|[^",\r\n]*+))*+(?:\r?\n)?""")


def csv_rows(
    file: TextFile, lines: Iterator[str], needed: Sequence[str], *, has_quotes: bool
) -> Iterator[TextRow] | None:
    """The rows after the header; None where the header does not do. `has_quotes` where there is a quote anywhere."""
    if has_quotes:
        return _quoted_rows(file, lines, needed)
    return _plain_rows(file, lines, needed)


def _plain_rows(file: TextFile, lines: Iterator[str], needed: Sequence[str]) -> Iterator[TextRow] | None:
    """The rows of a CSV file in which nothing is quoted: a line is a row, and a comma ends a cell."""
    header = next(lines, "").rstrip("\r\n")
    if not _bind_header(file, header.split(",") if header else [], needed):
        return None
    return _plain_body(file, lines)


def _plain_body(file: TextFile, lines: Iterator[str]) -> Iterator[TextRow]:
    width = len(file.columns)
    blanks = BlankRows(file)
    number = 0
    for number, text in enumerate(lines, 1):
        if text[0] in BLANK and not text.strip(BLANK):
            blanks.add(text)
            continue
        if blanks.count:
            blanks.refuse(number + 1, number)
        cells = text.rstrip("\r\n").split(",")
        if len(text) > CELL_LIMIT and _has_large_cell(file, cells, number + 1):
            break
        if len(cells) == width:
            yield number + 1, number, cells
        else:
            file.refuse_row(number + 1, number, cells, partial(_length_problem, len(cells), width))
    blanks.end(number)


def _quoted_rows(file: TextFile, lines: Iterator[str], needed: Sequence[str]) -> Iterator[TextRow] | None:
    """The rows of a CSV file with quotes in it, where a row may go over several lines."""
    rows = _QuotedRows(file, lines)
    header = rows.header()
    if header is None or not _bind_header(file, header, needed):
        return None
    return rows.body()


class _RowTooLargeError(Exception):
    """A row goes over so many lines that it is past the limit."""


class _QuotedRows:
    """The rows of a file with quotes: the csv module splits them, and we look at what it passes over.

    `line` is the line on which the row began.
    """

    def __init__(self, file: TextFile, lines: Iterator[str]) -> None:
        self.file = file
        self.taken: list[str] = []
        self.size = 0
        self.line = 0
        self.blanks = BlankRows(file)
        self.reader = csv.reader(self._taking(lines), strict=True)

    def header(self) -> list[str] | None:
        """The names of the columns; None where the file cannot be read."""
        cells, found = self._next()
        if found is not None:
            self.file.stop(found, line=1)
            return None
        return cells if self.line == 1 else []

    def body(self) -> Iterator[TextRow]:
        """The rows after the header."""
        file, blanks, width, number = self.file, self.blanks, len(self.file.columns), 0
        while True:
            cells, found = self._next()
            number += blanks.count
            if not self.taken:
                break
            number += 1
            if blanks.count:
                blanks.refuse(self.line, number)
            if found is not None:
                if found.status != 1 or self._is_open() or len(self.taken) > 1:
                    file.stop(found, line=self.line)
                    break
                file.refuse_text(self.line, number, self.taken[0].rstrip("\r\n"), [partial(_as_it_is, found)])
            elif len(cells) == width:
                yield self.line, number, cells
            else:
                file.refuse_row(self.line, number, cells, partial(_length_problem, len(cells), width))
        blanks.end(number)

    def _taking(self, lines: Iterator[str]) -> Iterator[str]:
        """The lines, each kept while its row is read, and no more of them than a row may hold."""
        for number, line in enumerate(lines, 1):
            if not self.taken:
                if line[0] in BLANK and not line.strip(BLANK):
                    self.blanks.add(line)
                    continue
                self.line = number
            self.taken.append(line)
            self.size += len(line)
            if self.size > ROW_LIMIT:
                raise _RowTooLargeError
            yield line

    def _next(self) -> tuple[list[str], Problem | None]:
        """The cells of the next row, and the problem with it; no line is taken at the end."""
        self.taken.clear()
        self.size = 0
        try:
            cells = next(self.reader, [])
        except csv.Error as error:
            return [], self._problem(error)
        except _RowTooLargeError:
            return [], problems.row_too_large(ROW_LIMIT)
        raw = "".join(self.taken)
        if '"' in raw and not _QUOTED_ROW.fullmatch(raw):
            return [], _quotes_problem(self._is_open())
        if len(raw) > CELL_LIMIT and any(len(cell) > CELL_LIMIT for cell in cells):
            return [], problems.cell_too_large(CELL_LIMIT)
        return cells, None

    def _problem(self, error: csv.Error) -> Problem:
        if "field limit" in str(error) and len(self.taken) == 1:
            return problems.cell_too_large(CELL_LIMIT)
        return _quotes_problem(self._is_open())

    def _is_open(self) -> bool:
        """Whether the quotes of the row do not pair up, so that where it ends is not known."""
        return sum(line.count('"') for line in self.taken) % 2 == 1


def _bind_header(file: TextFile, columns: Sequence[str], needed: Sequence[str]) -> bool:
    """Take the names of the columns, and say what is wrong with them."""
    found = _header_problems(columns, needed)
    for problem in found:
        file.stop(problem, line=1)
    file.has_columns(columns)
    return not found


def _header_problems(columns: Sequence[str], needed: Sequence[str]) -> list[Problem]:
    if not any(columns):
        return [problems.no_header()]
    if len(columns) > COLUMN_LIMIT:
        return [problems.too_many_columns(len(columns), COLUMN_LIMIT)]
    separator = next((mark for mark in ";\t|" if len(columns) == 1 and mark in columns[0]), None)
    if separator is not None:
        return [problems.wrong_separator(separator)]
    if columns[0].lower().startswith("sep="):
        return [problems.note_to_a_spreadsheet(",".join(columns))]
    unnamed = [problems.unnamed_column(place) for place, column in enumerate(columns, 1) if not column]
    twice = [problems.duplicate_column(name) for name, times in Counter(columns).items() if name and times > 1]
    missing = [problems.missing_column(name, columns) for name in needed if name not in columns]
    return unnamed + twice + missing


def _has_large_cell(file: TextFile, cells: Sequence[str], line: int) -> bool:
    if all(len(cell) <= CELL_LIMIT for cell in cells):
        return False
    file.stop(problems.cell_too_large(CELL_LIMIT), line=line)
    return True


@lru_cache
def _length_problem(found: int, expected: int) -> Problem:
    return problems.row_length(found, expected)


@lru_cache
def _quotes_problem(is_open: bool) -> Problem:
    return problems.broken_quotes(is_open)


def _as_it_is(found: Problem) -> Problem:
    return found
