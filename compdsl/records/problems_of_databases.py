"""The problems of tables that are no files of their own: those of a database, and those of another program."""

from collections.abc import Sequence

from compdsl.diagnostics.problem import Problem, problem
from compdsl.records.problems import LIMIT
from compdsl.records.shown import characters, listed, quoted


@problem
def missing_table(what: str, name: str, header: Sequence[str], similar: str | None) -> Problem:
    """A table that the plan needs is not there. A block without rows has a table without rows."""
    first = f"a table or a view {quoted(name)} with the columns {listed(header)}"
    if similar is not None:
        return Problem(
            f"there is no table for {what}; {quoted(similar)} is there",
            hint=f"make a view {quoted(name)} of it if it is meant, or add {first}",
            status=LIMIT,
        )
    return Problem(f"there is no table for {what}", hint=f"add {first}", status=LIMIT)


@problem
def not_a_table(kind: str) -> Problem:
    """What has the name of a table is something else, such as a table that a program makes while it is read."""
    return Problem(f"it is {kind}, and no table of rows", hint="copy its rows into a table", status=LIMIT)


@problem
def table_too_large(limit: int) -> Problem:
    """A table is too large to be paid on one payee at a time."""
    return Problem(
        f"the table holds more than {limit:,} bytes of text",
        hint="make a view of the rows of the period; `--engine duckdb` takes a table of any size",
        status=LIMIT,
    )


@problem
def table_takes_too_long() -> Problem:
    """A table takes far more work than its file is large: a view may never end, or join everything with everything."""
    return Problem(
        "its rows take too much work: it may be a view that does not end",
        hint="copy its rows into a table",
        status=LIMIT,
    )


@problem
def value_too_large(limit: int) -> Problem:
    """A value of a table is larger than any cell may be."""
    return Problem(
        f"it holds a value of more than {limit:,} bytes, or a view that makes one",
        hint="leave the column out, in a view",
        status=LIMIT,
    )


@problem
def changes_beside(name: str) -> Problem:
    """Changes to a database lie in a file beside it, and are not in the database yet: it is still being written to."""
    return Problem(
        f"changes to it lie beside it, in {quoted(name)}, and are not in it yet",
        hint="close the program that writes to it, or make a copy with `VACUUM INTO 'copy.sqlite'` and pay on that",
        status=LIMIT,
    )


@problem
def no_plain_value(what: str) -> Problem:
    """A column of texts holds bytes, a list, a binary floating-point number or another value that is no text."""
    return Problem(f"{quoted(what)} is no text", hint="give the column as text, in a view")


@problem
def unknown_database(scheme: str) -> Problem:
    """An address of a database begins with the name of one that is not read."""
    return Problem(
        f"nothing is read from an address that begins with {quoted(scheme)}",
        hint="give a folder, an SQLite file, or an address that begins with postgresql://",
        status=LIMIT,
    )


# Tables of other programs


@problem
def not_of_arrow(kind: str) -> Problem:
    """What is given as a table does not give its rows as Arrow does."""
    return Problem(
        f"it is a {kind}, which gives no rows",
        hint="give a table of pyarrow, polars, pandas or DuckDB; a query that waits is collected first",
        status=LIMIT,
    )


@problem
def broken_stream(why: str) -> Problem:
    """A table of another program stops giving its rows, or holds what Arrow cannot hold."""
    return Problem(f"its rows cannot be read ({why})", hint="look whether it can be read elsewhere", status=LIMIT)


@problem
def rows_only_once() -> Problem:
    """What is given as a table is a stream that gives its rows once, and would be empty the next time."""
    return Problem(
        "it is a stream, which gives its rows only once",
        hint="give a table instead, such as `reader.read_all()`",
        status=LIMIT,
    )


@problem
def rows_gone() -> Problem:
    """A table has other rows when it is read a second time."""
    return Problem(
        "it has other rows than when it was read before",
        hint="give a table that nothing writes to",
        status=LIMIT,
    )


# PostgreSQL


@problem
def not_an_address() -> Problem:
    """The address of a database is not one that can be taken apart; it is not repeated, for it may hold a password."""
    return Problem(
        "its address cannot be read",
        hint="write postgresql://user@host:5432/database, with @, / and = inside of a part as %40, %2F and %3D, and "
        "leave the password to ~/.pgpass",
        status=LIMIT,
    )


@problem
def no_connection(why: str) -> Problem:
    """A database cannot be reached, or does not take the connection."""
    return Problem(
        f"it cannot be connected to: {_said(why)}",
        hint="check host, port and the name of the database, and whether it runs",
        status=LIMIT,
    )


@problem
def not_let_in(why: str) -> Problem:
    """A database does not take the user and the password, or wants one and got none."""
    return Problem(
        f"it does not let this user in: {_said(why)}",
        hint="check the user, and the password in ~/.pgpass or in the variable PGPASSWORD",
        status=LIMIT,
    )


@problem
def not_allowed(table: str) -> Problem:
    """The user of a database may not read a table, or not all of its columns."""
    return Problem(
        f"this user may not read {quoted(table)}",
        hint=f"let the owner of the table run GRANT SELECT ON {table} TO the user",
        status=LIMIT,
    )


@problem
def rows_hidden() -> Problem:
    """A policy of the database hides rows of a table from the user: a run on the others would pay too little."""
    return Problem(
        "a policy for its rows hides some of them from this user",
        hint="pay as a user who sees every row, or on a table with the rows that are meant",
        status=LIMIT,
    )


@problem
def took_too_long(minutes: int) -> Problem:
    """A database did not give the rows of a table in time, or somebody holds the table."""
    return Problem(
        f"it did not give its rows within {minutes} minutes, or is held by somebody else",
        hint="pay on a table instead of a slow view, or give more time by `?options=-cstatement_timeout%3D1h`",
        status=LIMIT,
    )


@problem
def database_stopped(why: str) -> Problem:
    """A database ends the reading of its tables with a mistake of its own."""
    return Problem(f"the database stopped: {_said(why)}", hint="look whether the table can be read", status=LIMIT)


def _said(why: str) -> str:
    return characters(why) if why else "it does not say why"
