"""The lines of a JSON lines file -> rows of text: one object a line, its numbers as they are written."""

import json
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, partial
from json.scanner import make_scanner
from typing import TypeAlias

from compdsl.diagnostics.problem import Problem
from compdsl.records import problems
from compdsl.records.refused import Words
from compdsl.records.shown import characters, quoted
from compdsl.records.text import CELL_LIMIT, COLUMN_LIMIT, BlankRows, TextFile, TextRow

Texts: TypeAlias = dict[str, str | None]

REMEMBERED = 50_000
"""How many lines that cannot be read are kept, so that one that comes again and again is looked at once."""


def json_rows(file: TextFile, lines: Iterator[str], needed: Sequence[str]) -> Iterator[TextRow]:
    """The rows of the file. A key its first object lacks is a missing column."""
    columns, number, is_first = file.columns, 0, True
    blanks = BlankRows(file)
    bad: dict[str, Sequence[Words]] = {}
    for number, text in enumerate(lines, 1):
        if text.isspace():
            blanks.add(text)
            continue
        if blanks.count:
            blanks.refuse(number, number)
        if text in bad:
            file.refuse_text(number, number, text.rstrip("\r\n"), bad[text])
            continue
        row = texts_of_line(text)
        found: Sequence[Words]
        if isinstance(row, dict):
            stops = _file_problems(row, needed if is_first else ())
            if stops:
                for each in stops:
                    file.stop(each, line=number)
                break
            is_first = False
            found = [partial(_missing_key, name) for name in needed if name not in row]
            if not found:
                yield number, number, [row.get(column) for column in columns]
                continue
        else:
            found = [row]
        if len(bad) >= REMEMBERED:
            bad.clear()
        bad[text] = found
        file.refuse_text(number, number, text.rstrip("\r\n"), found)
    blanks.end(number)


def _file_problems(row: Texts, needed: Sequence[str]) -> list[Problem]:
    """What keeps a row from being one of this file at all."""
    if len(row) > COLUMN_LIMIT:
        return [problems.too_many_columns(len(row), COLUMN_LIMIT)]
    if any(len(value) > CELL_LIMIT for value in row.values() if value is not None):
        return [problems.cell_too_large(CELL_LIMIT)]
    return [problems.missing_column(name, tuple(row)) for name in needed if name not in row]


def texts_of_line(line: str) -> Texts | Words:
    """The values of a line by key, as text; or the problem with the line."""
    text = line.rstrip(_BLANK)
    start = 0 if text[0] == "{" else len(text) - len(text.lstrip(_BLANK))
    if text[start] != "{" or text[-1] != "}":
        return partial(_not_read, "the line is not an object")
    try:
        read, end = _SCAN(text, start)
    except _NotPlainError as error:
        return partial(_not_read, str(error))
    except StopIteration as error:
        return partial(_not_json, "Expecting value", error.value)
    except json.JSONDecodeError as error:
        return partial(_not_json, error.msg, error.pos)
    except RecursionError:
        return partial(_not_read, "the line is nested too deep")
    rest = text[end:].lstrip(_BLANK)
    return partial(_not_json, "Extra data", len(text) - len(rest)) if rest else _plain_values(read)


def _not_json(why: str, position: int) -> Problem:
    return problems.json_not_read(f"the line is not JSON: {why} at character {position + 1:,}")


@lru_cache
def _not_read(why: str) -> Problem:
    return problems.json_not_read(why)


@lru_cache
def _missing_key(name: str) -> Problem:
    return problems.json_missing_key(name)


def _plain_values(read: dict[str, object]) -> Texts | Words:
    row: Texts = {}
    for key, value in read.items():
        if isinstance(value, dict | list):
            return partial(_not_read, f"the value of `{characters(key)}` is not plain")
        row[key] = value if value is None or isinstance(value, str) else str(value).lower()
    if not _can_be_written(row):
        return partial(_not_read, "the line holds half a character")
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
_SCAN: Callable[[str, int], tuple[dict[str, object], int]] = make_scanner(_DECODER)  # type: ignore[arg-type]
_BLANK = " \t\r\n"
