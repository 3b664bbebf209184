"""Where DATA is: a folder, or the tables of a database, which a command opens once and lets go of at its end."""

import importlib.util
import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from compdsl.cli.statuses import Refused
from compdsl.diagnostics.problem import Cell, Problem

if TYPE_CHECKING:
    from compdsl.records.data import InputFile
    from compdsl.records.from_postgresql import PostgresqlTables
    from compdsl.records.from_sqlite import SqliteTables
    from compdsl.records.text_of_rows import Tables

SQLITE = (".sqlite", ".sqlite3", ".db")
"""What the name of an SQLite file ends with."""

POSTGRESQL = ("postgresql", "postgres")
_ADDRESS = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")
_OPENED = "compdsl.data"


def is_database(data: str) -> bool:
    """Whether DATA is a database: by its address, or by the name of its file."""
    return is_address(data) or (data.endswith(SQLITE) and not os.path.isdir(data))  # noqa: PTH112 - see files.py


def is_address(data: str) -> bool:
    """Whether DATA is the address of a database."""
    return _ADDRESS.match(data) is not None


def place_of(data: str) -> "Path | Tables":
    """The folder, or the tables of the database as they are at one moment; Refused where these cannot be had."""
    if not is_database(data):
        return Path(data)
    import click

    context = click.get_current_context()
    if _OPENED not in context.meta:
        found = _opened(data)
        if isinstance(found, Problem):
            raise Refused(found)
        context.meta[_OPENED] = found
        context.call_on_close(found.close)
    tables: Tables = context.meta[_OPENED]
    return tables


def files_of(data: str, inputs: "Sequence[InputFile]") -> list[str]:
    """The files of DATA that a run reads, and never writes over."""
    if not is_database(data):
        return [str(Path(data) / one.path) for one in inputs]
    return [] if is_address(data) else [data]


def _opened(data: str) -> "SqliteTables | PostgresqlTables | Problem":
    if (address := _ADDRESS.match(data)) is not None:
        return _at_address(data, address[1].lower())
    from compdsl.records.from_sqlite import open_sqlite

    return open_sqlite(Path(data))


def _at_address(data: str, scheme: str) -> "PostgresqlTables | Problem":
    from attrs import evolve

    if scheme not in POSTGRESQL:
        from compdsl.records.problems_of_databases import unknown_database

        return evolve(unknown_database(f"{scheme}://"), cell=Cell(f"{scheme}://"))
    if any(importlib.util.find_spec(one) is None for one in ("adbc_driver_postgresql", "pyarrow")):
        from compdsl.records.problems_of_tables import needs_extra

        return evolve(needs_extra("postgresql", "postgresql"), cell=Cell("postgresql://"))
    from compdsl.records.from_postgresql import open_postgresql

    return open_postgresql(data)
