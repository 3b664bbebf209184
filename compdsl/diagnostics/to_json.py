"""Problems for programs: one JSON document, the same whatever is set for people.

It is safe inside a web page and on any terminal: everything but plain letters is escaped.
"""

from collections.abc import Sequence
from typing import TypeAlias

from compdsl.diagnostics.problem import Cell, Mark, Problem
from compdsl.source.characters import visible

VERSION = 1

_Entry: TypeAlias = dict[str, str | int | None]
_UNSAFE_IN_HTML = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"}


def problems_to_json(problems: Sequence[Problem]) -> str:
    """All the problems, in the order they are given in.

    Lines and columns count from 1, the end column is one past the last character. They are null where a
    problem has no place; one of a data file is at column 1 of its line and names the column in its message.
    """
    import json

    entries = [_entry(found) for found in problems]
    text = json.dumps({"version": VERSION, "problems": entries}, ensure_ascii=True, indent=2)
    for char, escape in _UNSAFE_IN_HTML.items():
        text = text.replace(char, escape)
    return text + "\n"


def _entry(found: Problem) -> _Entry:
    return {
        "name": found.name,
        "severity": found.severity.value,
        "file": _text(found.file),
        **_place(found.main, found.cell),
        "message": _text(_column_named(found.cell) + found.message if found.main is None else found.message),
        "hint": _text(found.hint) if found.hint is not None else None,
    }


def _place(main: Mark | None, cell: Cell | None) -> _Entry:
    if main is not None:
        place = main.place
        return _places(place.line, place.column, place.end_line, place.end_column)
    if cell is not None and cell.line is not None:
        return _places(cell.line, 1, cell.line, 1)
    return _places(None, None, None, None)


def _places(line: int | None, column: int | None, end_line: int | None, end_column: int | None) -> _Entry:
    return {"line": line, "column": column, "end_line": end_line, "end_column": end_column}


def _column_named(cell: Cell | None) -> str:
    return f'column "{cell.column}": ' if cell is not None and cell.column is not None else ""


def _text(text: str) -> str:
    """The text, with halves of characters, which JSON cannot hold, as escapes."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return visible(text)
    return text
