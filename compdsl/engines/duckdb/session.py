"""A database of one run: it looks at no name of ours, loads nothing, and asks nobody for anything."""

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

from attrs import define, frozen

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


LOOKS_A_SECOND = 5
"""How often it is looked how far a statement is."""


@frozen
class Step:
    """How far a long step is: so many percent of it; on how many rows it works, where that is known."""

    label: str
    percent: int
    rows: int | None = None
    of: str = "rows"


@define(eq=False)
class Session:
    """A connection to a database of our own; what does not fit into memory lies in a folder that goes away with it."""

    connection: "DuckDBPyConnection"
    folder: "TemporaryDirectory[str]"
    on_progress: "Callable[[Step | None], None] | None" = None
    """What is told, some times a second, how far a long step is, and None when it ends; where somebody looks."""

    def ask(self, statement: str, values: object = None) -> list[tuple[Any, ...]]:
        """Run a statement and give its rows; raises ReadOneByOne where a file has a row that is none for a database."""
        import duckdb

        try:
            with _broken_off():
                return self.connection.execute(statement, values).fetchall()
        except duckdb.InvalidInputException as error:
            if "CSV" in str(error):
                raise ReadOneByOne("a file has rows that are read one by one") from None
            raise

    def many(self, statement: str, at_once: int) -> Iterator[list[tuple[Any, ...]]]:
        """Run a statement beside others and give its rows, so many at once."""
        with _broken_off():
            cursor = self.connection.cursor().execute(statement)
            while rows := cursor.fetchmany(at_once):
                yield rows

    @contextmanager
    def step(self, label: str, rows: int | None = None, of: str = "rows") -> Iterator[None]:
        """A long statement is run meanwhile, on so many rows where that is known."""
        if self.on_progress is None:
            yield
            return
        self.connection.execute("SET enable_progress_bar = true")
        self.connection.execute("SET enable_progress_bar_print = false")
        ended = Event()

        def watch(tell: "Callable[[Step | None], None]") -> None:
            while not ended.wait(1 / LOOKS_A_SECOND):
                percent = min(max(int(self.connection.query_progress()), 0), 100)
                tell(Step(label, percent, rows, of))

        watcher = Thread(target=watch, args=(self.on_progress,), daemon=True)
        watcher.start()
        try:
            yield
        finally:
            ended.set()
            watcher.join()
            self.on_progress(None)

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


@contextmanager
def _broken_off() -> Iterator[None]:
    """A statement that somebody breaks off from the keyboard is broken off as anything else is."""
    try:
        yield
    except RuntimeError as error:
        if "interrupt" in str(error).lower():
            raise KeyboardInterrupt from None
        raise


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
