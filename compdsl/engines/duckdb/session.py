"""A database of one run: it looks at no name of ours, loads nothing, and asks nobody for anything."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from attrs import define

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

SETTINGS: Mapping[str, Any] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "python_enable_replacements": False,
    "allow_community_extensions": False,
    "TimeZone": "UTC",
    "errors_as_json": False,
}


@define(eq=False)
class Session:
    """A connection to a database of our own."""

    connection: "DuckDBPyConnection"

    def ask(self, statement: str, values: object = None) -> list[tuple[object, ...]]:
        """Run a statement and give its rows."""
        return self.connection.execute(statement, values).fetchall()


def open_session(settings: Mapping[str, Any] | None = None) -> Session:
    """A new database in memory."""
    import duckdb

    known = {name: value for name, value in SETTINGS.items() if name not in ("TimeZone", "errors_as_json")}
    connection = duckdb.connect(":memory:", config={**known, **(settings or {})})
    connection.execute("SET TimeZone = 'UTC'")
    return Session(connection)
