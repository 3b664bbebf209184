"""The databases that a query is run on: one in the process, a server of our own, and Spark on one core."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

import duckdb
import pytest

from compdsl.engines.sql.warehouses import WAREHOUSES, Warehouse

Rows: TypeAlias = list[tuple[Any, ...]]
IS_THOROUGH = os.environ.get("COMPDSL_THOROUGH") == "1"
"""Whether everything is tried on Spark as well, which takes seconds for each query."""
TESTED = [name for name, one in WAREHOUSES.items() if one.is_tested]


class Stopped(Exception):  # noqa: N818 - it is what a refused row does
    """The database stopped a query."""


class Database:
    """One database, with its way to hold a table and to run a query."""

    def __init__(self, name: str, run: Callable[[str], Rows], table: str) -> None:
        self.warehouse: Warehouse = WAREHOUSES[name]
        self.run = run
        self.table = table

    def hold(self, tables: Sequence[tuple[str, str]]) -> None:
        """Make some tables."""
        for name, query in tables:
            for statement in self.table.format(self.warehouse.identifier(name), query).split(";;"):
                self.run(statement)


@cache
def database(name: str) -> Database:
    """A database of the process that runs the tests, or a skipped test with the reason."""
    return {"duckdb": _duckdb, "postgres": _postgres, "spark": _spark}[name]()


def _duckdb() -> Database:
    connection = duckdb.connect(":memory:", config={"threads": 1})

    def run(query: str) -> Rows:
        try:
            return connection.execute(query).fetchall()
        except duckdb.Error as error:
            raise Stopped(str(error)) from None

    return Database("duckdb", run, "CREATE OR REPLACE TABLE {0} AS {1}")


# PostgreSQL

SERVERS = "/usr/lib/postgresql"


def _postgres() -> Database:
    programs = sorted(Path(SERVERS).glob("*/bin/initdb")) if Path(SERVERS).is_dir() else []
    if not programs:
        pytest.skip("there is no PostgreSQL server")
    psycopg = pytest.importorskip("psycopg")
    folder = tempfile.mkdtemp(prefix="compdsl-postgres-")
    connection = psycopg.connect(host=_server(programs[-1].parent, folder), user="tester", dbname="postgres")
    connection.autocommit = True

    def run(query: str) -> Rows:
        try:
            cursor = connection.execute(query.encode())
        except psycopg.Error as error:
            raise Stopped(str(error)) from None
        return [tuple(row) for row in cursor.fetchall()] if cursor.description else []

    return Database("postgres", run, "DROP TABLE IF EXISTS {0};;CREATE TABLE {0} AS {1}")


def _server(programs: Path, folder: str) -> str:
    """Start a server that listens in a folder alone, and ends with the tests; a server does not run as root."""
    import atexit

    as_other = ["runuser", "-u", "nobody", "--"] if os.getuid() == 0 else []
    Path(folder).chmod(0o777)
    data = f"{folder}/data"

    def call(*words: str) -> None:
        subprocess.run([*as_other, *words], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")

    call(str(programs / "initdb"), "-D", data, "-U", "tester", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
    options = f"-c listen_addresses='' -k {folder} -c fsync=off -c full_page_writes=off"
    control = str(programs / "pg_ctl")
    call(control, "-D", data, "-o", options, "-w", "-l", f"{folder}/log", "start")

    def end() -> None:
        with suppress(subprocess.CalledProcessError):
            call(control, "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)

    atexit.register(end)
    return folder


# Spark


def _spark() -> Database:
    return Database("spark", _ask_spark(spark_session()), "CREATE OR REPLACE TEMP VIEW {0} AS {1}")


@cache
def spark_session() -> Any:
    """One session for all tests of a process."""
    sql = pytest.importorskip("pyspark.sql")
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        pytest.skip("there is no Java")
    with without_proxies():
        builder = sql.SparkSession.builder.master("local[1]").appName("compdsl")
        for name, value in SPARK_SETTINGS.items():
            builder = builder.config(name, value)
        session = builder.getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    return session


SPARK_SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.sql.shuffle.partitions": "1",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.analyzer.maxIterations": "1000",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.constraintPropagation.enabled": "false",
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
    "spark.driver.memory": "1g",
    "spark.sql.warehouse.dir": tempfile.gettempdir(),
}


@contextmanager
def without_proxies() -> Iterator[None]:
    """Java finds its own machine where no proxy stands in between."""
    yield


def _ask_spark(session: Any) -> Callable[[str], Rows]:
    def run(query: str) -> Rows:
        try:
            return [tuple(row) for row in session.sql(query).collect()]
        except Exception as error:
            if type(error).__module__.startswith(("pyspark.", "py4j.")):
                raise Stopped(str(error)) from None
            raise

    return run


def amount_text(value: object) -> str:
    """An amount as it is written in a file of lines."""
    assert isinstance(value, Decimal)
    return f"{value:f}"
