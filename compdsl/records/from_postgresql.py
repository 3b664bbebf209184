"""A PostgreSQL database -> its tables as text: read in one transaction that cannot write, all as of one moment.

The database gives every value as its text, so that no number is anything but exact; a binary floating-point number says
that it is one, which refuses it. Rows come in the order of their payee and then of their other columns, letter by
letter, so that the same rows are the same text, whoever asks and whenever. Rows that are hidden from the role of the
address are never left out in silence.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import partial
from typing import Any

import adbc_driver_manager
import pyarrow
from adbc_driver_postgresql import dbapi
from attrs import define, evolve, field

from compdsl.diagnostics.problem import Cell, Problem
from compdsl.records import problems_of_databases as problems
from compdsl.records.address import Address, read_address
from compdsl.records.cells import NO_TEXT
from compdsl.records.tables import FLOATING
from compdsl.records.text_of_arrow import text_pieces
from compdsl.records.text_of_rows import NotRead, Table

STATEMENT_MINUTES = 10
_LOCK_SECONDS = 30
_MOST_NAMES = 1_000
_KINDS = "('r', 'p', 'v', 'm', 'f')"
"""Tables, also those in parts, views, also those that are kept, tables of other servers."""

_BEGIN = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
_SETTINGS = (
    ("client_encoding", "'UTF8'"), ("datestyle", "'ISO, YMD'"), ("timezone", "'UTC'"), ("row_security", "off"),
    ("standard_conforming_strings", "on"),
)  # fmt: skip
_LIMITS = (("statement_timeout", STATEMENT_MINUTES * 60_000), ("lock_timeout", _LOCK_SECONDS * 1_000))
"""Of a connection that has no limits of its own, in thousandths of a second."""

_TEXTS = (
    "int2", "int4", "int8", "bool", "date", "uuid", "name", "money", "time", "timetz", "timestamp", "timestamptz",
    "interval",
)  # fmt: skip
_STATE = re.compile(r"SQLSTATE: ([0-9A-Z]{5})")
_SERVER = re.compile(r"(?:connection to server .* failed: |could not translate host name )(.*)", re.DOTALL)


@define(eq=False)
class PostgresqlTables:
    """The tables that the search path of a connection leads to, as they were when the transaction began."""

    address: Address
    connection: Any
    found: dict[str, Table | Problem | None] = field(factory=dict)
    relations: dict[str, str] = field(factory=dict)
    """The tables that were found, as they are written in a statement."""
    failed: Problem | None = None
    """What ended the transaction: there is nothing more to read then."""

    @property
    def shown(self) -> str:
        """The address without user, password and options."""
        return self.address.shown

    def names(self) -> Sequence[str]:
        """The names of the first tables of the search path."""
        asked = (
            "SELECT c.relname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
            f" WHERE c.relkind IN {_KINDS} AND pg_catalog.pg_table_is_visible(c.oid)"
            " AND n.nspname NOT IN ('pg_catalog', 'information_schema')"
            f' ORDER BY c.relname COLLATE "C" LIMIT {_MOST_NAMES}'
        )
        try:
            return [str(name) for (name,) in self._ask(asked)]
        except NotRead:
            return []

    def table(self, name: str) -> Table | Problem | None:
        """A table by its name, where the search path finds it first."""
        if name not in self.found:
            try:
                self.found[name] = self._table(name)
            except NotRead as error:
                return error.problem
        return self.found[name]

    def size(self, names: Sequence[str]) -> int:
        """By what the database guesses of them."""
        return sum(self._size(name) for name in names)

    def files(self) -> Sequence[str]:
        """None that a run could write over."""
        return ()

    def close(self) -> None:
        """End the transaction, and the connection."""
        with suppress(adbc_driver_manager.Error, RuntimeError):
            self.connection.close()

    def _table(self, name: str) -> Table | Problem | None:
        asked = (
            "SELECT c.oid::pg_catalog.int8, n.nspname, c.relkind::pg_catalog.text,"
            " pg_catalog.has_table_privilege(c.oid, 'SELECT')"
            " FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
            f" WHERE c.oid = pg_catalog.to_regclass({_literal(_quoted(name))})"
        )
        rows = self._ask(asked)
        if not rows:
            return None
        ((number, schema, kind, may_read),) = rows
        if f"'{kind}'" not in _KINDS:
            return problems.not_a_table("an index, a sequence or a type")
        if not may_read:
            return problems.not_allowed(f"{schema}.{name}")
        columns = [(str(one), str(of), str(group)) for one, of, group in self._ask(_COLUMNS.format(int(number)))]
        self.relations[name] = f"{_quoted(str(schema))}.{_quoted(name)}"
        pieces = partial(self._pieces, self.relations[name], columns)
        return Table(f"{schema}.{name}", f"{self.shown}/{schema}.{name}", pieces)

    def _pieces(self, relation: str, columns: Sequence[tuple[str, str, str]]) -> Iterator[bytes]:
        names = [name for name, _, _ in columns]
        if not names:
            yield from text_pieces(names, ())
            return
        texts = ", ".join(f"{_text(*column)} AS {_quoted(f'c{at}')}" for at, column in enumerate(columns))
        first = [names.index("payee")] if "payee" in names else []
        order = ", ".join(f'c{at} COLLATE "C"' for at in dict.fromkeys([*first, *range(len(names))]))
        cursor = self._execute(f"SELECT * FROM (SELECT {texts} FROM {relation}) AS rows_as_text ORDER BY {order}")
        try:
            yield from text_pieces(names, cursor.fetch_record_batch())
        except (adbc_driver_manager.Error, pyarrow.ArrowException, OSError) as error:
            raise self._failure(error) from None
        finally:
            cursor.close()

    def _size(self, name: str) -> int:
        if not isinstance(self.table(name), Table):
            return 0
        cursor = self.connection.cursor()
        try:
            cursor.adbc_statement.set_options(**{"adbc.postgresql.use_copy": False})
            cursor.execute(f"EXPLAIN SELECT * FROM {self.relations[name]}")
            told = " ".join(str(line) for (line,) in cursor.fetchall())
        except adbc_driver_manager.Error as error:
            self._failure(error)
            return 0
        finally:
            cursor.close()
        guess = re.search(r"rows=([0-9]+) width=([0-9]+)", told)
        return int(guess[1]) * int(guess[2]) if guess else 0

    def _ask(self, statement: str) -> list[tuple[Any, ...]]:
        cursor = self._execute(statement)
        try:
            rows: list[tuple[Any, ...]] = cursor.fetchall()
        except adbc_driver_manager.Error as error:
            raise self._failure(error) from None
        finally:
            cursor.close()
        return rows

    def _execute(self, statement: str) -> Any:
        if self.failed is not None:
            raise NotRead(self.failed)
        cursor = self.connection.cursor()
        try:
            cursor.execute(statement)
        except adbc_driver_manager.Error as error:
            cursor.close()
            raise self._failure(error) from None
        return cursor

    def _failure(self, error: Exception) -> NotRead:
        """What ended the transaction."""
        self.failed = _problem(error, self.address)
        return NotRead(self.failed)


_COLUMNS = """
    WITH RECURSIVE kinds (number, name, kind) AS (
        SELECT attnum, attname, atttypid FROM pg_catalog.pg_attribute
        WHERE attrelid = {} AND attnum > 0 AND NOT attisdropped
        UNION ALL
        SELECT number, name, typbasetype FROM kinds JOIN pg_catalog.pg_type ON oid = kind WHERE typtype = 'd'
    )
    SELECT name::pg_catalog.text, typname::pg_catalog.text,
        CASE WHEN typtype = 'e' THEN 'S' ELSE typcategory END::pg_catalog.text
    FROM kinds JOIN pg_catalog.pg_type ON oid = kind WHERE typtype <> 'd' ORDER BY number"""
"""The columns of a table with the names and the groups of their types, those of domains being what they are made of."""


def open_postgresql(text: str) -> PostgresqlTables | Problem:
    """The tables of a database, or why they cannot be had; the transaction begins."""
    address = read_address(text)
    if address is None:
        return evolve(problems.not_an_address(), cell=Cell("postgresql://"))
    try:
        connection = dbapi.connect(address.text)
    except adbc_driver_manager.Error as error:
        return evolve(_no_connection(error, address), cell=Cell(address.shown))
    tables = PostgresqlTables(address, connection)
    try:
        _begin(tables)
    except NotRead as error:
        tables.close()
        return evolve(error.problem, cell=Cell(address.shown))
    return tables


def _begin(tables: PostgresqlTables) -> None:
    tables._execute(_BEGIN).close()
    for name, value in _SETTINGS:
        tables._execute(f"SET LOCAL {name} = {value}").close()
    for name, most in _LIMITS:
        ((own,),) = tables._ask(f"SELECT pg_catalog.current_setting('{name}')")
        if own == "0":
            tables._execute(f"SET LOCAL {name} = {most}").close()


def _text(name: str, kind: str, group: str) -> str:
    """The expression of the plain text of a column; nothing is an empty text."""
    column = _quoted(name)
    text = f"{column}::pg_catalog.text"
    if kind == "numeric":
        short = f"pg_catalog.trim_scale({column})::pg_catalog.text"
        text = f"CASE WHEN pg_catalog.scale({column}) <= 2 THEN {text} ELSE {short} END"
    elif kind in ("float4", "float8"):
        text = f"{text} || {_literal(FLOATING)}"
    elif kind not in _TEXTS and group != "S":
        what = _literal(f"a value of type {kind}{NO_TEXT}")
        text = f"CASE WHEN {column} IS NOT NULL THEN {what} END"
    return f"coalesce({text}, '')"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


# What goes wrong


def _no_connection(error: adbc_driver_manager.Error, address: Address) -> Problem:
    """The problem of a connection; what the library says of an address it cannot read may hold the password."""
    said = _SERVER.search(str(error))
    if said is None:
        return problems.not_an_address()
    why = _shown(said[1], address)
    if "password" in why or "authentication" in why:
        return problems.not_let_in(why)
    return problems.no_connection(why)


def _problem(error: Exception, address: Address) -> Problem:
    """The problem of a statement, by the code that the database gives, or by what it says."""
    state = _STATE.search(str(error))
    code = state[1] if state else ""
    if code in ("57014", "55P03") or " timeout" in str(error):
        return problems.took_too_long(STATEMENT_MINUTES)
    if code == "42501" and "row-level security" in str(error):
        return problems.rows_hidden()
    message = str(error).partition("ERROR:")[2].partition("\n")[0].strip()
    return problems.database_stopped(_shown(message, address) or "it does not say why")


def _shown(said: str, address: Address) -> str:
    """What a database says, on one line, where it holds no password."""
    words = " ".join(said.split()).rstrip(".")
    return words if address.hides(words) else ""
