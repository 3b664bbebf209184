"""A PostgreSQL database: its tables as text of one moment, in one order; and nothing is told of a password."""

import hashlib
import importlib.util
import json
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from compdsl.cli.main import main
from compdsl.diagnostics.problem import Problem
from compdsl.records.cells import NO_TEXT
from compdsl.records.from_postgresql import PostgresqlTables, open_postgresql
from compdsl.records.text_of_rows import Table, text_of
from tests.clock import SECOND
from tests.kinds_of_data import rows_of
from tests.postgresql import PASSWORD, Server

CSM = Path(__file__).resolve().parents[2] / "plans" / "02_csm"
PLAN = str(CSM / "csm.comp")
TYPES = {
    "target_incentive": "NUMERIC(18, 2)", "month": "DATE", "active_seats": "INTEGER", "weekly_seats": "BIGINT",
    "licensed_seats": "SMALLINT", "closed_on": "DATE", "due": "NUMERIC(38, 10)", "renewed": "NUMERIC",
    "arr": "NUMERIC(10, 2)",
}  # fmt: skip
LIMIT = 1024 * 1024
OPENED: list[PostgresqlTables] = []
both = pytest.mark.parametrize("engine", ["reference", "duckdb"])


def opened(address: str) -> PostgresqlTables:
    found = open_postgresql(address)
    assert isinstance(found, PostgresqlTables), found
    OPENED.append(found)
    return found


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    """What a test opened holds up no other."""
    yield
    while OPENED:
        OPENED.pop().close()


def answer(tables: PostgresqlTables, name: str = "t", limit: int = LIMIT) -> str | None:
    """The text of a table, or the name of the problem with it; None where there is no such table."""
    table = tables.table(name)
    text = text_of(table, limit) if isinstance(table, Table) else table
    if text is None:
        return None
    return text.name if isinstance(text, Problem) else text.decode().replace(NO_TEXT, "¬")


def said(server: Server, *statements: str, options: str = "") -> str | None:
    """What table `t` of a new schema is."""
    server.run("DROP SCHEMA IF EXISTS s CASCADE", "CREATE SCHEMA s", "SET search_path = s, public", *statements)
    tables = opened(server.address(options="?options=-csearch_path%3Ds" + options))
    found = answer(tables)
    tables.close()
    return found


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("1::int2", "1"), ("-2::int8", "-2"), ("1.50::numeric(9, 2)", "1.50"), ("100::numeric(38, 10)", "100"),
        ("0.10::numeric", "0.10"), ("0.1000000::numeric", "0.1"), ("0.0000001::numeric", "0.0000001"),
        ("'NaN'::numeric", "NaN"), ("1e30::numeric", "1" + "0" * 30), ("true", "true"), ("NULL::bool", ""),
        ("'2026-01-31'::date", "2026-01-31"), ("'infinity'::date", "infinity"),
        ("'0044-03-15 BC'::date", "0044-03-15 BC"),
        ("'2026-01-31'::timestamp", "2026-01-31 00:00:00"), ("'a ''\"\" é'::text", "a '\"\"\"\" é"),
        ("'ab'::char(4)", "ab"), ("'ab '::varchar(4)", "ab "), ("1.5::float8", "1.5 (binary floating point)¬"),
        ("1.5::float4", "1.5 (binary floating point)¬"), (r"'\x00'::bytea", "a value of type bytea¬"),
        ("NULL::bytea", ""), ("'[1]'::jsonb", "a value of type jsonb¬"),
        ("'{1}'::int[]", "a value of type _int4¬"),
        ("'9b2e0c7e-6f0a-4d0a-8a54-4f3f0c1c1a11'::uuid", "9b2e0c7e-6f0a-4d0a-8a54-4f3f0c1c1a11"),
    ],
)  # fmt: skip
def test_the_text_of_a_value(postgresql: Server, value: str, text: str) -> None:
    assert said(postgresql, f"CREATE TABLE t AS SELECT {value} AS c") == f'"c"\n"{text}"\n'


def test_own_types_are_what_they_are_made_of(postgresql: Server) -> None:
    kinds = ["CREATE DOMAIN amount AS numeric(38, 10)", "CREATE DOMAIN pay AS amount", "CREATE TYPE k AS ENUM ('x')"]
    table = "CREATE TABLE t AS SELECT 100::pay AS a, 'x'::k AS b, 1.5::float8::text::float8 AS c"
    assert said(postgresql, *kinds, table) == '"a","b","c"\n"100","x","1.5 (binary floating point)¬"\n'


def test_what_the_database_is_set_to_changes_no_text(postgresql: Server) -> None:
    options = "%20-cdatestyle%3DGerman%20-cextra_float_digits%3D0%20-ctimezone%3DAsia/Tokyo%20-clc_numeric%3DC"
    table = "CREATE TABLE t AS SELECT '2026-01-31'::date AS d, '2026-01-31 12:00+00'::timestamptz AS e"
    assert said(postgresql, table, options=options) == '"d","e"\n"2026-01-31","2026-01-31 12:00:00+00"\n'


def test_rows_come_by_payee_and_then_by_their_other_columns(postgresql: Server) -> None:
    """Letter by letter, whatever the order in which they were written."""
    values = "(2, 'é'), (10, 'a'), (9, 'a'), (NULL, 'a'), (1, 'B'), (1, 'a b'), (1, NULL)"
    text = said(postgresql, "CREATE TABLE t (n int, payee text)", f"INSERT INTO t VALUES {values}")
    rows = ["n,payee", "1,", "1,B", ",a", "10,a", "9,a", "1,a b", "2,é"]
    assert text == "".join('"{}","{}"\n'.format(*row.split(",")) for row in rows)


def test_the_text_is_what_the_database_writes_as_csv(postgresql: Server) -> None:
    """So that a hash in a manifest can be held against the table by hand."""
    make = "CREATE TABLE t AS SELECT 'p' || x % 7 AS payee, x::numeric / 4 AS n, repeat('\"', x % 3) || E'\\n,' AS c"
    text = said(postgresql, f"{make} FROM generate_series(1, 50) x")
    copied = "SELECT payee, n::numeric(9, 2), c FROM (SELECT payee, trim_scale(n) AS n, c FROM s.t) AS t"
    order = 'ORDER BY payee COLLATE "C", trim_scale(n)::text COLLATE "C", c COLLATE "C"'
    copied = f"SELECT payee, trim_scale(n) AS n, c FROM s.t {order}"
    assert text == postgresql.run(f"COPY ({copied}) TO STDOUT (FORMAT csv, HEADER, FORCE_QUOTE *)").replace(
        "payee,n,c", '"payee","n","c"'
    )


def test_names_may_hold_anything(postgresql: Server) -> None:
    postgresql.run(
        'DROP SCHEMA IF EXISTS "a.b""c" CASCADE', 'CREATE SCHEMA "a.b""c"', 'CREATE TABLE "a.b""c"."d\'e" ("f""g" int)'
    )
    tables = opened(postgresql.address(options="?options=-csearch_path%3D" + quote('"a.b""c"')))
    assert answer(tables, "d'e") == '"f""g"\n'
    assert (tables.names(), tables.size(["d'e"]) > 0) == (["d'e"], True)
    tables.close()


def test_a_table_without_rows_or_columns(postgresql: Server) -> None:
    assert said(postgresql, "CREATE TABLE t (a int)") == '"a"\n'
    assert said(postgresql, "CREATE TABLE t ()") == "\n"


def test_all_tables_are_of_one_moment(postgresql: Server) -> None:
    assert said(postgresql, "CREATE TABLE t AS SELECT 1 AS a", "CREATE TABLE u AS SELECT 1 AS a") == '"a"\n"1"\n'
    tables = opened(postgresql.address(options="?options=-csearch_path%3Ds"))
    assert answer(tables) == '"a"\n"1"\n'
    postgresql.run("INSERT INTO s.t VALUES (2)", "INSERT INTO s.u VALUES (2)")
    assert (answer(tables), answer(tables, "u")) == ('"a"\n"1"\n', '"a"\n"1"\n')
    tables.close()


def test_many_rows_come_in_pieces(postgresql: Server) -> None:
    assert said(
        postgresql, "CREATE TABLE t AS SELECT x AS a, repeat('x', 500) AS b FROM generate_series(1, 60000) x"
    ) == ("table-too-large")
    tables = opened(postgresql.address(options="?options=-csearch_path%3Ds"))
    table = tables.table("t")
    assert isinstance(table, Table)
    assert max(map(len, table.pieces())) < 10_000_000
    assert 5_000_000 < tables.size(["t"]) < 80_000_000
    tables.close()


REFUSED = {
    "a view that writes": (
        "CREATE TABLE w (a int)",
        "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'INSERT INTO s.w VALUES (1) RETURNING a'",
        "CREATE VIEW t AS SELECT f() AS a",
        "database-stopped",
    ),
    "a view that fails": ("CREATE VIEW t AS SELECT 1 / (random() * 0)::int AS a", "database-stopped"),
    "a sequence": ("CREATE SEQUENCE t", "not-a-table"),
    "an index": ("CREATE TABLE u (a int)", "CREATE INDEX t ON u (a)", "not-a-table"),
    "nothing": (),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_table(postgresql: Server, name: str) -> None:
    *statements, expected = REFUSED[name] or (None,)
    assert said(postgresql, *(one for one in statements if one is not None)) == expected


def test_a_view_that_never_ends(postgresql: Server) -> None:
    endless = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT 1 FROM c) SELECT count(*) AS a FROM c"
    began = time.perf_counter()
    assert said(postgresql, f"CREATE VIEW t AS {endless}", options="%20-cstatement_timeout%3D300") == "took-too-long"
    assert time.perf_counter() - began < 5 * SECOND


def test_a_table_that_somebody_holds(postgresql: Server) -> None:
    said(postgresql, "CREATE TABLE t (a int)")
    other = opened(postgresql.address(options="?options=-cdefault_transaction_read_only%3Doff"))
    other.connection.rollback()
    with other.connection.cursor() as cursor:
        cursor.execute("LOCK TABLE s.t IN ACCESS EXCLUSIVE MODE")
        tables = opened(postgresql.address(options="?options=-csearch_path%3Ds%20-clock_timeout%3D200"))
        assert answer(tables) == "took-too-long"
        assert answer(tables, "u") == "took-too-long"
        tables.close()
    other.close()


def test_limits_are_those_of_the_connection_or_ours(postgresql: Server) -> None:
    for options, expected in (("", "10min"), ("?options=-cstatement_timeout%3D1h", "1h")):
        tables = opened(postgresql.address(options=options))
        assert tables._ask("SELECT current_setting('statement_timeout')") == [(expected,)]
        assert tables._ask(
            "SELECT current_setting('transaction_isolation'), current_setting('transaction_read_only')"
        ) == [("repeatable read", "on")]
        tables.close()


@pytest.fixture
def reader(postgresql: Server) -> Server:
    """A user who may do nothing yet."""
    postgresql.run("DROP SCHEMA IF EXISTS s CASCADE", "CREATE SCHEMA s", "CREATE TABLE s.t (payee text, a int)")
    postgresql.run(
        "DO $$ BEGIN CREATE ROLE reader LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$",
        f"ALTER ROLE reader PASSWORD '{PASSWORD}'", "GRANT USAGE ON SCHEMA s TO reader",
    )  # fmt: skip
    return postgresql


def as_reader(server: Server) -> str | None:
    tables = opened(server.address("reader", options="?options=-csearch_path%3Ds"))
    found = answer(tables)
    tables.close()
    return found


def test_a_table_that_may_not_be_read(reader: Server) -> None:
    assert as_reader(reader) == "not-allowed"
    reader.run("GRANT SELECT (payee) ON s.t TO reader")
    assert as_reader(reader) == "not-allowed"
    reader.run("GRANT SELECT ON s.t TO reader")
    assert as_reader(reader) == '"payee","a"\n'


def test_rows_that_a_policy_hides(reader: Server) -> None:
    """A run on what is left would pay too little, and nothing would say so."""
    reader.run("GRANT SELECT ON s.t TO reader", "ALTER TABLE s.t ENABLE ROW LEVEL SECURITY")
    reader.run("CREATE POLICY p ON s.t USING (payee = 'ada')", "INSERT INTO s.t VALUES ('ada', 1), ('ben', 2)")
    assert as_reader(reader) == "rows-hidden"


# Connections that do not come about


@pytest.mark.parametrize(
    ("password", "name", "user", "problem"),
    [
        ("wrong", "postgres", "postgres", "not-let-in"),
        ("", "postgres", "postgres", "not-let-in"),
        (PASSWORD, "nothing", "postgres", "no-connection"),
        (PASSWORD, "postgres", "nobody_known", "not-let-in"),
    ],
)
def test_who_is_not_let_in(
    postgresql: Server, password: str, name: str, user: str, problem: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGPASSFILE", "/nowhere")
    found = open_postgresql(postgresql.address(user, password, name))
    assert isinstance(found, Problem)
    assert found.name == problem
    assert PASSWORD not in f"{found.message}{found.hint}"


def test_a_server_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"postgresql://ada:secret@127.0.0.1:{free.getsockname()[1]}/db"
    assert main(["pay", PLAN, address]) == 3
    told = capsys.readouterr().err
    assert "error[no-connection]: it cannot be connected to: Connection refused" in told
    assert "secret" not in told
    assert main(["pay", PLAN, "postgresql://ada:secret@no-such-host.invalid/db"]) == 3
    assert "no-connection" in capsys.readouterr().err


def test_a_server_that_says_nothing() -> None:
    """A connection waits no longer than it is told to."""
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen(1)
        began = time.perf_counter()
        found = open_postgresql(f"postgresql://127.0.0.1:{silent.getsockname()[1]}/db?connect_timeout=2")
    assert isinstance(found, Problem)
    assert found.name == "no-connection"
    assert time.perf_counter() - began < 5 * SECOND


@pytest.mark.parametrize("password", ["sec%zzret", "sec ret", "se/cret", "se@cret", "se?cret", "se#cret", "se:cret"])
@pytest.mark.parametrize(
    "call", [["pay", PLAN], ["explain", PLAN], ["pay"], ["plans", PLAN], ["check"], ["pay", PLAN, "x"]]
)
def test_a_password_is_never_told(password: str, call: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """However the address or the call is wrong."""
    address = f"postgresql://ada:{password}@127.0.0.1:1/db"
    for args in (
        [*call, address],
        [*call, address, "ada"],
        [*call[:1], address, *call[1:]],
        [*call, f"{address}?foo=1"],
    ):
        assert main(args) != 0
        out, err = capsys.readouterr()
        assert password not in out + err
        assert "se" + "cret" not in out + err


def test_without_its_extra(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    assert main(["pay", PLAN, "postgresql://h/d"]) == 3
    assert "pip install 'compdsl[postgresql]'" in capsys.readouterr().err


# The command line


@pytest.fixture
def address(postgresql: Server) -> str:
    return postgresql.write(rows_of(CSM / "data"), TYPES, "csm")


@both
def test_the_same_rows_give_the_same_lines(
    address: str, engine: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = ["--period", "2026-Q1", "--engine", engine, "-o"]
    assert main(["pay", PLAN, address, *told, str(tmp_path / "one")]) == 0
    assert main(["pay", PLAN, str(CSM / "data"), *told, str(tmp_path / "other")]) == 0
    assert (tmp_path / "one" / "lines.csv").read_bytes() == (tmp_path / "other" / "lines.csv").read_bytes()
    assert ("Paid by duckdb" in capsys.readouterr().err) == (engine == "duckdb")
    for path in (tmp_path / "one").iterdir():
        assert PASSWORD.encode() not in path.read_bytes()
        assert quote(PASSWORD, safe="").encode() not in path.read_bytes()


def test_the_manifest_tells_the_table_and_the_hash_of_its_rows(address: str, tmp_path: Path) -> None:
    """Both engines, every time, and whatever the order in which the rows were written."""
    inputs = []
    for engine in ("reference", "duckdb"):
        out = tmp_path / engine
        assert main(["pay", PLAN, address, "--period", "2026-Q1", "--engine", engine, "-o", str(out)]) == 0
        inputs.append(json.loads((out / "manifest.json").read_text())["inputs"])
    assert inputs[0] == inputs[1]
    tables = opened(address)
    text = answer(tables, "usage")
    assert text is not None
    (usage,) = [one for one in inputs[0] if one["file"] == "csm.usage"]
    assert (usage["sha256"], usage["rows"]) == (hashlib.sha256(text.encode()).hexdigest(), 10)
    tables.close()


def test_an_explanation_names_the_table(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", PLAN, address, "ada", "--period", "2026-Q1", "--line", "adoption"]) == 0
    assert "csm.usage:2  240" in capsys.readouterr().out
    assert main(["plans", PLAN, address]) == 0


def test_a_folder_of_plans_is_paid_on_it(address: str, tmp_path: Path) -> None:
    plans = tmp_path / "plans"
    plans.mkdir()
    (plans / "csm.comp").write_text(Path(PLAN).read_text())
    assert main(["pay", str(plans), address, "--period", "2026-Q1", "-o", str(tmp_path / "run")]) == 0
    assert (tmp_path / "run" / "csm" / "lines.csv").is_file()


def test_a_large_table_is_paid_in_bulk(
    address: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["pay", PLAN, address, "--period", "2026-Q1"]) == 0
    assert "duckdb" not in capsys.readouterr().err
    monkeypatch.setattr("compdsl.engines.choosing.MANY_BYTES", 1)
    assert main(["pay", PLAN, address, "--period", "2026-Q1"]) == 0
    assert "Paid by duckdb" in capsys.readouterr().err


@both
@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("ALTER TABLE upsells ALTER arr TYPE float8", 'column "arr": error[not-a-number]: "'),
        (
            "ALTER TABLE upsells ALTER sourced_by TYPE bytea USING sourced_by::bytea",
            '"a value of type bytea" is no text',
        ),
        ("ALTER TABLE upsells ALTER arr TYPE numeric; UPDATE upsells SET arr = 1.005", "too-many-decimals"),
        ("UPDATE upsells SET payee = 'nobody'", "unknown-payee"),
        ("UPDATE upsells SET payee = NULL", "empty-cell"),
        ("UPDATE upsells SET sourced_by = E'a\\tb'", "hidden-character"),
        ("DROP TABLE upsells", 'a view "upsells"'),
        ("ALTER TABLE upsells RENAME TO upsell", '"upsell" is there'),
        ("ALTER TABLE upsells DROP COLUMN arr", "there is no column `arr`"),
        ("ALTER TABLE upsells ALTER closed_on TYPE timestamp", "not-a-date"),
    ],
)
def test_what_is_refused(
    postgresql: Server, address: str, change: str, words: str, engine: str, capsys: pytest.CaptureFixture[str]
) -> None:
    postgresql.run("SET search_path = csm", change)
    assert main(["pay", PLAN, address, "--period", "2026-Q1", "--engine", engine]) in (1, 3)
    told = capsys.readouterr().err
    assert words in told
    assert f"postgresql://127.0.0.1:{postgresql.port}/postgres" in told
