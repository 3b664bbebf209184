"""Files of tables with types of their own, as the text they are read as: Parquet and Excel.

A cell becomes the plain text of its value, and is then read strictly like any other. A binary floating-point number
of a Parquet file is no exact figure and says so, which refuses it; one of Excel, which has no others, is the shortest
decimal that stands for it. A row keeps its place: the one below the header is line 2.
"""

import csv
import datetime
import hashlib
import importlib.util
import io
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from numbers import Real
from pathlib import Path
from typing import TYPE_CHECKING, Any

from compdsl.diagnostics.problem import Problem
from compdsl.records import problems_of_tables as problems
from compdsl.records.cells import NO_TEXT

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

SUFFIXES = (".parquet", ".xlsx")
MOST_UNPACKED = 512 * 1024 * 1024
MOST_TIMES = 100
"""How large an Excel file may be once unpacked, and how many times its own size."""

FLOATING = f" (binary floating point){NO_TEXT}"
"""What stands behind a number that is no exact figure, and no text."""


class Converted(bytes):
    """The text of a table as CSV; `sha256` is the hash of the bytes of its file."""

    sha256: str


def is_table(name: str) -> bool:
    """Whether a file of that name is a table with types of its own."""
    return name.endswith(SUFFIXES)


def text_of_table(path: Path, data: bytes) -> bytes | Problem:
    """The rows of a table as CSV text, or why they cannot be had; `data` are the bytes of the file."""
    extra, library, convert = _READERS[path.suffix]
    if importlib.util.find_spec(library) is None:
        return problems.needs_extra(path.suffix.removeprefix("."), extra)
    found = convert(path, data)
    if isinstance(found, Problem):
        return found
    if path.read_bytes() != data:
        return problems.changed_meanwhile()
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(found)
    converted = Converted(text.getvalue().encode())
    converted.sha256 = hashlib.sha256(data).hexdigest()
    return converted


# Parquet


def _parquet(path: Path, _: bytes) -> Iterable[Sequence[str]] | Problem:
    import duckdb

    connection = duckdb.connect(":memory:", config={"python_enable_replacements": False})
    try:
        columns = parquet_columns(connection, path)
        chosen = ", ".join(as_text(name, kind) for name, kind in columns)
        rows = connection.execute(f"SELECT {chosen} FROM {parquet_relation(path)}").fetchall()
    except duckdb.Error:
        return problems.broken_table("Parquet")
    finally:
        connection.close()
    return [[name for name, _ in columns], *([cell if cell is not None else "" for cell in row] for row in rows)]


def parquet_relation(path: Path) -> str:
    """The relation of a Parquet file in a query."""
    return f"read_parquet({plain_path(path)}, hive_partitioning=false)"


PLAIN_SIGNS = {"*": "[*]", "?": "[?]", "[": "[[]"}
"""The signs of a pattern, each as itself; a database takes a backslash among them for another sign."""


def plain_path(path: Path) -> str:
    """A path as it is written in a query: nothing in it is a pattern that means other files."""
    told = os.path.abspath(path)  # noqa: PTH100 - a link stays one
    is_pattern = any(sign in told for sign in "*?[")
    plain = "".join(PLAIN_SIGNS.get(sign, sign) for sign in told) if is_pattern else told
    return "'{}'".format(plain.replace("'", "''"))


def parquet_columns(connection: "DuckDBPyConnection", path: Path) -> list[tuple[str, str]]:
    """The names and the types of the columns of a Parquet file."""
    found = connection.execute(f"DESCRIBE SELECT * FROM {parquet_relation(path)}").fetchall()
    return [(str(name), str(kind)) for name, kind, *_ in found]


def as_text(name: str, kind: str) -> str:
    """The expression of the plain text of a column: a decimal without needless noughts, no binary floating point."""
    column = '"' + name.replace('"', '""') + '"'
    text = f"CAST({column} AS VARCHAR)"
    if kind.startswith("DECIMAL") and not kind.endswith((",0)", ",1)", ",2)")):
        return f"CASE WHEN contains({text}, '.') THEN rtrim(rtrim({text}, '0'), '.') ELSE {text} END"
    return f"{text} || '{FLOATING}'" if kind in ("FLOAT", "DOUBLE") else text


# Excel


def _excel(_: Path, data: bytes) -> Iterable[Sequence[str]] | Problem:
    import python_calamine

    if (large := _too_large(data)) is not None:
        return large
    try:
        book = python_calamine.load_workbook(io.BytesIO(data))
        if len(book.sheet_names) != 1:
            return problems.several_sheets(book.sheet_names)
        rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except python_calamine.CalamineError:
        return problems.broken_table("Excel")
    return _cells(rows)


def _too_large(data: bytes) -> Problem | None:
    """The problem of a file that is far larger once unpacked."""
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            size = sum(one.file_size for one in packed.infolist())
    except (zipfile.BadZipFile, ValueError):
        return problems.broken_table("Excel")
    is_bomb = size > MOST_UNPACKED or (size > 1024 * 1024 and size > MOST_TIMES * len(data))
    return problems.unpacks_too_large(size) if is_bomb else None


def _cells(rows: Iterable[Sequence[Any]]) -> Iterator[Sequence[str]]:
    for row in rows:
        yield [_plain(cell) for cell in row]


def _plain(cell: Any) -> str:
    """The text of a cell as somebody would write it plainly."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, Real):
        number = Decimal(repr(cell))
        return f"{number.to_integral_value():f}" if number == number.to_integral_value() else f"{number:f}"
    if isinstance(cell, datetime.datetime) and cell.time() == datetime.time():
        return cell.date().isoformat()
    return str(cell)


_Convert = Callable[[Path, bytes], Iterable[Sequence[str]] | Problem]
_READERS: dict[str, tuple[str, str, _Convert]] = {
    ".parquet": ("duckdb", "duckdb", _parquet),
    ".xlsx": ("excel", "python_calamine", _excel),
}
"""Of each kind of file: the extra that reads it, the library of that, and how it is read."""
