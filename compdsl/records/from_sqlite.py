"""An SQLite file -> its tables as text: the file is only read, and nothing in it can run, hang or reach elsewhere.

It is opened as a file that nobody changes, so that SQLite neither locks it nor makes others beside it, and looked at
again afterwards. A view may compute what it likes, but every statement has a limit of work that grows with the file, a
value one of size, and what is not reading is not allowed. A whole number and a text are their text; a binary
floating-point number is no exact figure and says so, which refuses it.
"""

import hashlib
import os
import sqlite3
import stat
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any
from urllib.parse import quote

from attrs import define, evolve, field

from compdsl.diagnostics.problem import Cell, Problem
from compdsl.records import problems, problems_of_databases, problems_of_tables
from compdsl.records.from_folder import FLAGS, refusal
from compdsl.records.tables import FLOATING
from compdsl.records.text import ROW_LIMIT
from compdsl.records.text_of_rows import NotRead, Rows, Table, csv_pieces, without_plain_text

SUFFIXES = (".sqlite", ".sqlite3", ".db")
_MAGIC = b"SQLite format 3\0"
_HEAD = 18
"""How many bytes at the beginning say what it is, and how large its pages are."""

_BESIDE = ("-wal", "-journal")
"""What the files beside a database end with in which changes are that it does not hold yet."""

_STEPS_AT_ONCE = 100_000
_LEAST_STEPS = 100_000_000
_STEPS_PER_BYTE = 100
_STEPS_OF_ROW = 100
_ROWS_AT_ONCE = 100
"""How much work a statement may be: a row of twenty bytes takes some twenty steps."""

_MOST_MEMORY = 1024 * 1024 * 1024
_LONGEST_PATTERN = 100
"""How long a pattern of LIKE may be: a longer one can be made to take years."""

_MOST_NAMES = 1_000
_READING = (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE)
_FORBIDDEN = ("load_extension", "random", "randomblob", "fts3_tokenizer", "readfile", "writefile", "edit")
"""Functions that no view may call: those that are no reading, and those that give another answer every time."""

_State = tuple[int, int, int]


@define(eq=False)
class SqliteTables:
    """The tables and the views of one file; `sha256` is the hash of its bytes."""

    path: Path
    connection: sqlite3.Connection
    state: _State
    sha256: str
    steps: int = field(default=0, init=False)

    @property
    def shown(self) -> str:
        """Its path."""
        return str(self.path)

    def names(self) -> Sequence[str]:
        """The names of its first tables and views."""
        asked = "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND substr(name, 1, 7) <> 'sqlite_'"
        with suppress(*_ERRORS):
            self.steps = 0
            return [str(name) for (name,) in self.connection.execute(f"{asked} ORDER BY name LIMIT {_MOST_NAMES}")]
        return []

    def table(self, name: str) -> Table | Problem | None:
        """A table or a view by its name, letter by letter."""
        try:
            self.steps = 0
            asked = "SELECT type, sql FROM sqlite_master WHERE type IN ('table', 'view') AND name = ?"
            found = self.connection.execute(asked, (name,)).fetchone()
        except _ERRORS as error:
            return self._problem(error)
        if found is None:
            return None
        kind, statement = found
        if kind == "table" and str(statement).lstrip().upper().startswith("CREATE VIRTUAL"):
            return problems_of_databases.not_a_table("a virtual table")
        pieces = partial(self._pieces, name, is_view=kind == "view")
        return Table(f"{self.path.name}/{name}", f"{self.path}/{name}", pieces, self.sha256)

    def size(self, _: Sequence[str]) -> int:
        """The bytes of the file."""
        return self.state[1]

    def files(self) -> Sequence[str]:
        """The file."""
        return (str(self.path),)

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()

    def _pieces(self, name: str, *, is_view: bool) -> Iterator[bytes]:
        """The rows of a table by their rowid, of one without it by their columns, those of a view in its own order."""
        self.steps = 0
        try:
            rows = self._rows(name, is_view=is_view)
            header = [one[0] for one in rows.description]
            yield from csv_pieces(header, self._several(rows))
        except _ERRORS as error:
            raise NotRead(self._problem(error)) from None
        if _state_at(self.path) != self.state:
            raise NotRead(problems_of_tables.changed_meanwhile())

    def _rows(self, name: str, *, is_view: bool) -> sqlite3.Cursor:
        asked = 'SELECT * FROM "{}"'.format(name.replace('"', '""'))
        if is_view:
            return self.connection.execute(asked)
        try:
            return self.connection.execute(f"{asked} NOT INDEXED ORDER BY rowid")
        except sqlite3.OperationalError:
            columns = self.connection.execute(f"{asked} LIMIT 0").description
            places = ", ".join(str(at) for at in range(1, len(columns) + 1))
            return self.connection.execute(f"{asked} ORDER BY {places}")

    def _several(self, cursor: sqlite3.Cursor) -> Iterator[Rows]:
        """The rows, some at a time; each is work too."""
        while rows := cursor.fetchmany(_ROWS_AT_ONCE):
            self.steps += _STEPS_OF_ROW * len(rows)
            is_plain = _PLAIN.issuperset(map(type, chain.from_iterable(rows)))
            yield rows if is_plain else [[_text(cell) for cell in row] for row in rows]

    def _is_too_much(self) -> int:
        """Whether the work of a statement is beyond its limit, which ends it."""
        self.steps += _STEPS_AT_ONCE
        return self.steps > _LEAST_STEPS + _STEPS_PER_BYTE * self.state[1]

    def _problem(self, error: BaseException) -> Problem:
        if isinstance(error, MemoryError) or "interrupted" in str(error):
            return problems_of_databases.table_takes_too_long()
        if "too big" in str(error):
            return problems_of_databases.value_too_large(ROW_LIMIT)
        if "prohibited" in str(error) or "not authorized" in str(error) or "unsafe use" in str(error):
            return problems_of_databases.not_a_table("a view that does more than read rows")
        if isinstance(error, sqlite3.OperationalError) and "no such" in str(error):
            return problems_of_databases.not_a_table("a view of what is not there")
        return problems_of_tables.broken_table("SQLite")


_ERRORS = (sqlite3.Error, UnicodeError, OverflowError, MemoryError)


def is_sqlite(data: str) -> bool:
    """Whether the name of what holds the data is that of an SQLite file."""
    return data.endswith(SUFFIXES)


def open_sqlite(path: Path) -> SqliteTables | Problem:
    """The tables of a file, or why they cannot be had."""
    known = _known(path)
    if isinstance(known, Problem):
        return evolve(known, cell=Cell(str(path)))
    state, sha256 = known
    place = f"file:{quote(str(path.absolute()))}?mode=ro&immutable=1"
    try:
        connection = sqlite3.connect(place, uri=True, isolation_level=None, cached_statements=0)
    except sqlite3.Error:
        return evolve(problems_of_tables.broken_table("SQLite"), cell=Cell(str(path)))
    found = SqliteTables(path, connection, state, sha256)
    try:
        _restrict(found)
        is_whole = connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",)
        connection.set_authorizer(_is_allowed)
        if is_whole:
            return found
        problem = problems_of_tables.broken_table("SQLite")
    except _ERRORS as error:
        problem = found._problem(error)
    connection.close()
    return evolve(problem, cell=Cell(str(path)))


def _restrict(tables: SqliteTables) -> None:
    """Let a statement do no more than read rows, and no more of that than its file is worth."""
    connection = tables.connection
    connection.text_factory = _decoded
    connection.set_progress_handler(tables._is_too_much, _STEPS_AT_ONCE)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, ROW_LIMIT)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH, _LONGEST_PATTERN)
    for setting in (
        "trusted_schema = OFF", "cell_size_check = ON", "query_only = ON", "temp_store = MEMORY", "mmap_size = 0",
        f"hard_heap_limit = {_MOST_MEMORY}",
    ):  # fmt: skip
        connection.execute(f"PRAGMA {setting}").fetchall()


def _decoded(text: bytes) -> str:
    return text.decode("utf-8", "surrogateescape")


def _is_allowed(action: int, _: str | None, name: str | None, *__: str | None) -> int:
    """What SQLite asks before it does anything: whether it is reading."""
    is_forbidden = action == sqlite3.SQLITE_FUNCTION and str(name).lower() in _FORBIDDEN
    return sqlite3.SQLITE_OK if action in _READING and not is_forbidden else sqlite3.SQLITE_DENY


def _known(path: Path) -> tuple[_State, str] | Problem:
    """Which file stands at a path, and the hash of its bytes; or why it cannot be read."""
    try:
        opened = os.open(os.path.realpath(path), FLAGS)
    except OSError as error:
        return refusal(error)
    try:
        status = os.fstat(opened)
        if not stat.S_ISREG(status.st_mode):
            return problems.not_a_regular_file()
        with open(opened, "rb", closefd=False) as file:
            if not _is_whole(file.read(_HEAD), status.st_size):
                return problems_of_tables.broken_table("SQLite")
            file.seek(0)
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        return refusal(error)
    finally:
        os.close(opened)
    beside = next((one for end in _BESIDE if _has_bytes(one := Path(f"{path}{end}"))), None)
    return problems_of_databases.changes_beside(beside.name) if beside is not None else (_of(status), digest)


def _is_whole(head: bytes, size: int) -> bool:
    """Whether a file begins as a database and consists of whole pages: SQLite would take noughts for a missing rest."""
    page = int.from_bytes(head[len(_MAGIC) :])
    return head.startswith(_MAGIC) and size % (65_536 if page == 1 else max(page, 512)) == 0


def _has_bytes(path: Path) -> bool:
    try:
        return path.stat().st_size > 0
    except OSError:
        return False


def _state_at(path: Path) -> _State | None:
    try:
        return _of(path.stat())
    except OSError:
        return None


def _of(status: os.stat_result) -> _State:
    return status.st_ino, status.st_size, status.st_mtime_ns


_PLAIN = frozenset((str, int, type(None)))
"""The types of values that are written as they are."""


def _text(cell: Any) -> str:
    """The plain text of a value."""
    if cell is None:
        return ""
    if isinstance(cell, bytes):
        return without_plain_text("bytes")
    return str(cell) if isinstance(cell, int | str) else f"{cell!r}{FLOATING}"
