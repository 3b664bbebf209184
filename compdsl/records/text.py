"""The bytes of one data file -> rows of text, without a guess: CSV or JSON lines.

A row comes out as the line it begins on, its number after the header, and its cells in the order of
`TextFile.columns`. What cannot be one of these is refused, and every row is counted once.
"""

import csv
import io
import json
import re
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from attrs import define, evolve, field

from compdsl.diagnostics.problem import Cell, Problem
from compdsl.records import problems
from compdsl.records.refused import FileCount, Refusals, RefusedRow

CELL_LIMIT = 64 * 1024
ROW_LIMIT = 1024 * 1024
COLUMN_LIMIT = 1_000

Cells: TypeAlias = Sequence[str | None]
TextRow: TypeAlias = tuple[int, int, Cells]

_BOM = b"\xef\xbb\xbf"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_LONE_CR = re.compile(rb"\r(?!\n)")
_QUOTED_ROW = re.compile(
    r"""(?:"(?:[^"]++|"")*+"|[^",\r\n]*+)(?:,(?:"(?:[^"]++|"")*+"|[^",\r\n]*+))*+(?:\r?\n)?"""
)


@define(eq=False)
class TextFile:
    """One data file: its name in the folder, the path it is shown under, its bytes, and the tally of its rows."""

    name: str
    path: str
    data: bytes
    refusals: Refusals
    columns: tuple[str, ...] = ()
    payee_column: str | None = None
    rows_read: int = 0
    rows_refused: int = 0
    rows_left_out: int = 0
    _known: int = field(default=-1, init=False)

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

    def refuse(self, line: int, number: int, cells: Cells, found: Sequence[tuple[str | None, Problem]]) -> None:
        """Leave a row out, for the problems of its columns, or of the row where a column is None."""
        self.rows_refused += 1
        for column, problem in found:
            if problem.name != "refused-payee":
                self._add(problem, line, number, column)
        reason = "; ".join(f'column "{column}": {each.message}' if column else each.message for column, each in found)
        columns = self.columns if len(cells) == len(self.columns) else ()
        payee = cells[columns.index(self.payee_column)] if self.payee_column in columns else None
        self.refusals.rows.append(RefusedRow(self.name, line, number, columns, tuple(cells), payee, reason))

    def _add(self, problem: Problem, line: int, number: int, column: str | None) -> None:
        if self.refusals.is_full:
            self.refusals.add(problem)
        else:
            self.refusals.add(evolve(problem, cell=Cell(self.path, line, number, column)))


def open_rows(file: TextFile, needed: Sequence[str], optional: Sequence[str] = ()) -> Iterator[TextRow] | None:
    """Check the bytes and the header of a file; its rows are read as they are taken. None where it cannot be read.

    The rows of a CSV file have the cells of its header; those of a JSON lines file the cells of `needed` and
    then of `optional`, None where a key of `optional` is missing.
    """
    if not _is_text(file):
        return None
    if file.data and not file.data.endswith(b"\n"):
        file.warn(problems.no_final_newline(), line=file.data.count(b"\n") + 1)
    lines = io.TextIOWrapper(io.BytesIO(file.data), "utf-8-sig", newline="\n")
    if file.is_json:
        file.columns = (*needed, *optional)
        return _json_rows(file, lines, needed)
    if b'"' in file.data:
        return _quoted_rows(file, lines, needed)
    return _plain_rows(file, lines, needed)


def _is_text(file: TextFile) -> bool:
    """Whether the bytes are UTF-8 text in lines of a bearable length."""
    data = file.data
    if data.startswith(_UTF16_MARKS):
        file.stop(problems.not_utf8(0, data[0], is_utf16=True))
    elif (nul := data.find(b"\0")) >= 0:
        found = problems.not_utf8(nul, 0, is_utf16=True) if data[1::2].count(0) * 4 > len(data) else None
        file.stop(found or problems.nul_in_file(nul), line=_line_at(data, nul))
    elif data.count(b"\r") != data.count(b"\r\n"):
        lone = _LONE_CR.search(data)
        offset = lone.start() if lone else 0
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
        found = problems.not_utf8(error.start, file.data[error.start])
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


# CSV


def _plain_rows(file: TextFile, lines: Iterator[str], needed: Sequence[str]) -> Iterator[TextRow] | None:
    """The rows of a CSV file in which nothing is quoted: a line is a row, and a comma ends a cell."""
    header = next(lines, "").rstrip("\r\n")
    if not _bind_header(file, header.split(",") if header else [], needed):
        return None
    return _plain_body(file, lines)


def _plain_body(file: TextFile, lines: Iterator[str]) -> Iterator[TextRow]:
    width = len(file.columns)
    number = 0
    for number, text in enumerate(lines, 1):
        cells = text.rstrip("\r\n").split(",")
        if len(text) > CELL_LIMIT and _has_large_cell(file, cells, number + 1):
            break
        if len(cells) == width and cells != [""]:
            yield number + 1, number, cells
        else:
            _refuse_length(file, number + 1, number, cells)
    file.rows_read = number


def _quoted_rows(file: TextFile, lines: Iterator[str], needed: Sequence[str]) -> Iterator[TextRow] | None:
    """The rows of a CSV file with quotes in it, where a row may go over several lines."""
    rows = _QuotedRows(file, lines)
    header = rows.header()
    if header is None or not _bind_header(file, header, needed):
        return None
    return rows.body()


class _QuotedRows:
    """The rows of a file with quotes: the csv module splits them, and we look at what it passes over."""

    def __init__(self, file: TextFile, lines: Iterator[str]) -> None:
        self.file = file
        self.taken: list[str] = []
        self.reader = csv.reader(self._taking(lines), strict=True)
        self.line = 0

    def header(self) -> list[str] | None:
        """The names of the columns; None where the file cannot be read."""
        cells, found = self._next()
        if found is not None:
            self.file.stop(found, line=1)
            return None
        return cells

    def body(self) -> Iterator[TextRow]:
        """The rows after the header."""
        file, width, number = self.file, len(self.file.columns), 0
        while True:
            line = self.reader.line_num + 1
            cells, found = self._next()
            if cells is None and found is None:
                break
            number += 1
            if found is not None and (found.status != 1 or self._is_open()):
                file.stop(found, line=line)
                break
            if found is not None:
                file.refuse(line, number, ["".join(self.taken)], [(None, found)])
            elif cells is not None and len(cells) == width and cells != [""]:
                yield line, number, cells
            else:
                _refuse_length(file, line, number, cells or [])
        file.rows_read = number

    def _taking(self, lines: Iterator[str]) -> Iterator[str]:
        """The lines, each kept while its row is read."""
        for line in lines:
            self.taken.append(line)
            yield line

    def _next(self) -> tuple[list[str] | None, Problem | None]:
        """The cells of the next row, or the problem with it; neither at the end."""
        self.taken.clear()
        try:
            cells = next(self.reader, None)
        except csv.Error as error:
            return None, self._problem(error)
        if cells is None:
            return None, None
        raw = self.taken[0] if len(self.taken) == 1 else "".join(self.taken)
        if '"' in raw and not _QUOTED_ROW.fullmatch(raw):
            return None, problems.broken_quotes(self._is_open())
        if len(raw) > CELL_LIMIT and any(len(cell) > CELL_LIMIT for cell in cells):
            return None, problems.cell_too_large(CELL_LIMIT)
        return cells, None

    def _problem(self, error: csv.Error) -> Problem:
        if "field limit" in str(error) and len(self.taken) == 1:
            return problems.cell_too_large(CELL_LIMIT)
        return problems.broken_quotes(self._is_open())

    def _is_open(self) -> bool:
        """Whether the quotes of the row do not pair up, so that where it ends is not known."""
        return sum(line.count('"') for line in self.taken) % 2 == 1


def _bind_header(file: TextFile, columns: Sequence[str], needed: Sequence[str]) -> bool:
    """Take the names of the columns, and say what is wrong with them."""
    found = _header_problems(columns, needed)
    for column, problem in found:
        file.stop(problem, line=1, column=column)
    file.columns = tuple(columns)
    return not found


def _header_problems(columns: Sequence[str], needed: Sequence[str]) -> list[tuple[str | None, Problem]]:
    if not any(columns):
        return [(None, problems.no_header())]
    if len(columns) > COLUMN_LIMIT:
        return [(None, problems.too_many_columns(len(columns), COLUMN_LIMIT))]
    separator = next((mark for mark in ";\t|" if len(columns) == 1 and mark in columns[0]), None)
    if separator is not None:
        return [(None, problems.wrong_separator(separator))]
    found: list[tuple[str | None, Problem]] = []
    seen: set[str] = set()
    for position, column in enumerate(columns, 1):
        if not column:
            found.append((None, problems.unnamed_column(position)))
        elif column in seen:
            found.append((column, problems.duplicate_column(column)))
        seen.add(column)
    found.extend((None, problems.missing_column(name, columns)) for name in needed if name not in seen)
    return found


def _has_large_cell(file: TextFile, cells: Sequence[str], line: int) -> bool:
    if all(len(cell) <= CELL_LIMIT for cell in cells):
        return False
    file.stop(problems.cell_too_large(CELL_LIMIT), line=line)
    return True


def _refuse_length(file: TextFile, line: int, number: int, cells: Sequence[str]) -> None:
    is_blank = len(cells) <= 1 and not "".join(cells).strip()
    found = problems.blank_line() if is_blank else problems.row_length(len(cells), len(file.columns))
    file.refuse(line, number, cells, [(None, found)])


# JSON lines


def _json_rows(file: TextFile, lines: Iterator[str], needed: Sequence[str]) -> Iterator[TextRow]:
    """The rows of a file with one JSON object a line, their values as the text they are written as."""
    columns, number = file.columns, 0
    for number, text in enumerate(lines, 1):
        found, row = _json_row(text)
        if len(row) > COLUMN_LIMIT:
            file.stop(problems.too_many_columns(len(row), COLUMN_LIMIT), line=number)
            break
        if any(len(value) > CELL_LIMIT for value in row.values() if value is not None):
            file.stop(problems.cell_too_large(CELL_LIMIT), line=number)
            break
        missing = [name for name in needed if name not in row] if found is None else []
        if missing and number == 1:
            for name in missing:
                file.stop(problems.missing_column(name, tuple(row)), line=1)
            break
        if found is None and not missing:
            yield number, number, [row.get(column) for column in columns]
        else:
            reasons = [found] if found is not None else [problems.json_missing_key(name) for name in missing]
            file.refuse(number, number, [text.rstrip("\r\n")], [(None, each) for each in reasons])
    file.rows_read = number


def _json_row(text: str) -> tuple[Problem | None, dict[str, str | None]]:
    """The values of a line by key, as text; or the problem with the line."""
    if not text.strip():
        return problems.blank_line(), {}
    try:
        read = _DECODER.decode(text)
    except _NotPlain as error:
        return problems.json_not_read(str(error)), {}
    except json.JSONDecodeError as error:
        return problems.json_not_read(f"the line is not JSON: {error.msg} at character {error.colno:,}"), {}
    except RecursionError:
        return problems.json_not_read("the line is nested too deep"), {}
    if not isinstance(read, dict):
        return problems.json_not_read("the line is not an object"), {}
    return _plain_values(read)


def _plain_values(read: dict[str, object]) -> tuple[Problem | None, dict[str, str | None]]:
    row: dict[str, str | None] = {}
    for key, value in read.items():
        if isinstance(value, dict | list):
            return problems.json_not_read(f"the value of `{problems.shown_name(key)}` is not plain"), {}
        row[key] = value if value is None or isinstance(value, str) else str(value).lower()
    if not _can_be_written(row):
        return problems.json_not_read("the line holds half a character"), {}
    return None, row


def _can_be_written(row: dict[str, str | None]) -> bool:
    """Whether no text of the row holds half of a pair of code units, which no file can hold."""
    try:
        "".join([*row, *(value for value in row.values() if value)]).encode()
    except UnicodeEncodeError:
        return False
    return True


class _NotPlain(ValueError):
    """Something that JSON readers take and that has no one meaning."""


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise _NotPlain(f"the key `{problems.shown_name(twice)}` is there twice")
    return found


def _constant(name: str) -> object:
    raise _NotPlain(f"{name} is not a number")


_DECODER = json.JSONDecoder(
    object_pairs_hook=_object, parse_float=str, parse_int=str, parse_constant=_constant, strict=True
)
