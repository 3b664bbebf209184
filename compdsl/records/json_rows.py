"""The lines of a JSON lines file -> rows of text: one object a line, its numbers as they are written."""

import json
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import TypeAlias

from compdsl.diagnostics.problem import Problem
from compdsl.records import problems
from compdsl.records.shown import characters, quoted
from compdsl.records.text import CELL_LIMIT, COLUMN_LIMIT, TextFile, TextRow

Texts: TypeAlias = dict[str, str | None]


def json_rows(file: TextFile, lines: Iterator[str], needed: Sequence[str]) -> Iterator[TextRow]:
    """The rows of the file. A key its first object lacks is a missing column."""
    columns, number, is_first = file.columns, 0, True
    for number, text in enumerate(lines, 1):
        row = _texts_of(text)
        if isinstance(row, Problem):
            file.refuse_text(number, number, text.rstrip("\r\n"), [row])
            continue
        stops = _file_problems(row, needed if is_first else ())
        if stops:
            for each in stops:
                file.stop(each, line=number)
            break
        is_first = False
        missing = [_missing_key(name) for name in needed if name not in row]
        if missing:
            file.refuse_text(number, number, text.rstrip("\r\n"), missing)
        else:
            yield number, number, [row.get(column) for column in columns]
    file.rows_read = number


def _file_problems(row: Texts, needed: Sequence[str]) -> list[Problem]:
    """What keeps a row from being one of this file at all."""
    if len(row) > COLUMN_LIMIT:
        return [problems.too_many_columns(len(row), COLUMN_LIMIT)]
    if any(len(value) > CELL_LIMIT for value in row.values() if value is not None):
        return [problems.cell_too_large(CELL_LIMIT)]
    return [problems.missing_column(name, tuple(row)) for name in needed if name not in row]


def _texts_of(line: str) -> Texts | Problem:
    """The values of a line by key, as text; or the problem with the line."""
    text = line.strip()
    if not text:
        return _blank_line()
    if text[0] != "{" or text[-1] != "}":
        return _not_an_object()
    try:
        return _plain_values(_DECODER.decode(line))
    except _NotPlainError as error:
        return problems.json_not_read(str(error))
    except json.JSONDecodeError as error:
        return problems.json_not_read(f"the line is not JSON: {error.msg} at character {error.colno:,}")
    except RecursionError:
        return problems.json_not_read("the line is nested too deep")


@cache
def _blank_line() -> Problem:
    return problems.blank_line()


@cache
def _not_an_object() -> Problem:
    return problems.json_not_read("the line is not an object")


@lru_cache
def _missing_key(name: str) -> Problem:
    return problems.json_missing_key(name)


def _plain_values(read: dict[str, object]) -> Texts | Problem:
    row: Texts = {}
    for key, value in read.items():
        if isinstance(value, dict | list):
            return problems.json_not_read(f"the value of `{characters(key)}` is not plain")
        row[key] = value if value is None or isinstance(value, str) else str(value).lower()
    if not _can_be_written(row):
        return problems.json_not_read("the line holds half a character")
    return row


def _can_be_written(row: Texts) -> bool:
    """Whether no text of the row holds half of a pair of code units, which no file can hold."""
    try:
        "".join([*row, *(value for value in row.values() if value)]).encode()
    except UnicodeEncodeError:
        return False
    return True


class _NotPlainError(ValueError):
    """Something that JSON readers take and that has no one meaning."""


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            raise _NotPlainError(f"the key {quoted(key)} is there twice")
        found[key] = value
    return found


def _constant(name: str) -> object:
    raise _NotPlainError(f"{name} is not a number")


_DECODER = json.JSONDecoder(
    object_pairs_hook=_object, parse_float=str, parse_int=str, parse_constant=_constant, strict=True
)
