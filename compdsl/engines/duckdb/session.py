"""A database of one run: it looks at no name of ours, loads nothing, and asks nobody for anything."""

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from attrs import define

from compdsl.engines.beyond import ReadOneByOne

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

SETTINGS: Mapping[str, Any] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "allow_community_extensions": False,
    "python_enable_replacements": False,
    "enable_object_cache": False,
}


@define(eq=False)
class Session:
    """A connection to a database of our own; what does not fit into memory lies in a folder that goes away with it."""

    connection: "DuckDBPyConnection"
    folder: "TemporaryDirectory[str]"

    def ask(self, statement: str, values: object = None) -> list[tuple[Any, ...]]:
        """Run a statement and give its rows; raises ReadOneByOne where a file has a row that is none for a database."""
        import duckdb

        try:
            return self.connection.execute(statement, values).fetchall()
        except duckdb.InvalidInputException as error:
            if "CSV" in str(error):
                raise ReadOneByOne("a file has rows that are read one by one") from None
            raise

    @contextmanager
    def in_any_order(self) -> Iterator[None]:
        """What is made meanwhile need not keep the order of its rows, which is quicker."""
        self.connection.execute("SET preserve_insertion_order = false")
        try:
            yield
        finally:
            self.connection.execute("SET preserve_insertion_order = true")

    @contextmanager
    def beside(self, statement: str) -> Iterator[None]:
        """Run a statement beside what is done meanwhile; it is broken off where that fails."""
        cursor = self.connection.cursor()
        with ThreadPoolExecutor(1) as pool:
            running = pool.submit(cursor.execute, statement)
            try:
                yield
            except BaseException:
                cursor.interrupt()
                raise
            running.result()

    def close(self) -> None:
        """Leave nothing behind."""
        self.connection.close()
        self.folder.cleanup()


def open_session(memory_limit: str | None = None, threads: int | None = None) -> Session:
    """A new database in memory, which takes no more of it and no more threads than are said."""
    import duckdb

    folder = TemporaryDirectory(prefix="compdsl-", ignore_cleanup_errors=True)
    settings = {**SETTINGS, "temp_directory": folder.name}
    settings |= {"memory_limit": memory_limit} if memory_limit is not None else {}
    settings |= {"threads": threads} if threads is not None else {}
    connection = duckdb.connect(":memory:", config=settings)
    connection.execute("SET TimeZone = 'UTC'")
    return Session(connection, folder)
