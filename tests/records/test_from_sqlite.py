"""An SQLite file: its tables are read as text, and a hostile one does no harm."""

import hashlib
import os
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from compdsl.cli.main import main
from compdsl.diagnostics.problem import Problem
from compdsl.records import from_sqlite
from compdsl.records.cells import NO_TEXT
from compdsl.records.from_sqlite import SqliteTables, open_sqlite
from compdsl.records.text_of_rows import Table, text_of
from tests.clock import SECOND
from tests.kinds_of_data import rows_of, to_sqlite

PLANS = Path(__file__).resolve().parents[2] / "plans"
CSM = PLANS / "02_csm"
PLAN = str(CSM / "csm.comp")
LIMIT = 1024 * 1024
ENDLESS = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c)"


def made(path: Path, *statements: str) -> Path:
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()
    return path


def opened(path: Path) -> SqliteTables:
    found = open_sqlite(path)
    assert isinstance(found, SqliteTables), found
    return found


def answer(path: Path, name: str = "payees", limit: int = LIMIT) -> str | None:
    """The text of a table, or the name of the problem with it; None where there is no such table."""
    found = open_sqlite(path)
    if isinstance(found, Problem):
        return found.name
    table = found.table(name)
    text = text_of(table, limit) if isinstance(table, Table) else table
    found.close()
    if text is None:
        return None
    return text.name if isinstance(text, Problem) else text.decode(errors="backslashreplace").replace(NO_TEXT, "¬")


def table(path: Path, *statements: str) -> str | None:
    return answer(made(path / "d.sqlite", *statements))


def test_the_text_of_a_value(tmp_path: Path) -> None:
    """A whole number and a text are their text, nothing is empty, the rest is told apart from them."""
    rows = "('a', 1), ('b \"c\", d', -9223372036854775808), (NULL, 2.5), ('', 1e300), ('é', x'00ff'), ('007', NULL)"
    text = table(tmp_path, "CREATE TABLE payees (payee TEXT, n)", f"INSERT INTO payees VALUES {rows}")
    assert text is not None
    assert text.splitlines() == [
        '"payee","n"', '"a","1"', '"b ""c"", d","-9223372036854775808"', '"","2.5 (binary floating point)¬"',
        '"","1e+300 (binary floating point)¬"', '"é","bytes¬"', '"007",""',
    ]  # fmt: skip


def test_text_that_is_no_text_stays_what_it_is(tmp_path: Path) -> None:
    """The reader of text refuses it as it does in a file."""
    text = table(tmp_path, "CREATE TABLE payees (payee TEXT)", "INSERT INTO payees VALUES (CAST(x'ff61' AS TEXT))")
    assert text == '"payee"\n"\\xffa"\n'


@pytest.mark.parametrize(
    "table_of",
    [
        "CREATE TABLE payees (payee TEXT, n)",
        "CREATE TABLE payees (payee TEXT PRIMARY KEY, n) WITHOUT ROWID",
    ],
)
def test_rows_have_an_order(tmp_path: Path, table_of: str) -> None:
    """By rowid, or by the columns where there is none; an index that holds them in another order changes nothing."""
    insert = "INSERT INTO payees VALUES ('a', 2), ('b', 1)"
    text = table(tmp_path, table_of, insert, "CREATE INDEX i ON payees (n, payee)")
    assert text == '"payee","n"\n"a","2"\n"b","1"\n'


def test_a_view_and_a_generated_column_are_read(tmp_path: Path) -> None:
    path = made(
        tmp_path / "d.sqlite",
        "CREATE TABLE people (payee TEXT, n INT, twice INT GENERATED ALWAYS AS (2 * n) VIRTUAL)",
        "INSERT INTO people VALUES ('a', 2)",
        "CREATE VIEW payees AS SELECT * FROM people",
    )
    assert answer(path) == answer(path, "people") == '"payee","n","twice"\n"a","2","4"\n'


def test_the_hash_is_that_of_the_file(tmp_path: Path) -> None:
    path = made(tmp_path / "d.sqlite", "CREATE TABLE payees (payee TEXT)")
    found = opened(path)
    one = found.table("payees")
    assert isinstance(one, Table)
    assert (one.sha256, one.name) == (hashlib.sha256(path.read_bytes()).hexdigest(), "d.sqlite/payees")
    assert (found.names(), found.size(()), found.files()) == (["payees"], path.stat().st_size, (str(path),))
    found.close()


def test_nothing_is_made_beside_it(tmp_path: Path) -> None:
    path = made(tmp_path / "d.sqlite", "PRAGMA journal_mode = WAL", "CREATE TABLE payees (payee TEXT)")
    before = path.read_bytes()
    path.chmod(0o400)
    assert answer(path) == '"payee"\n'
    assert (list(tmp_path.iterdir()), path.read_bytes()) == ([path], before)


def test_changes_that_lie_beside_it(tmp_path: Path) -> None:
    """What a program has not put into the file yet would be missing."""
    path = made(tmp_path / "d.sqlite", "PRAGMA journal_mode = WAL", "CREATE TABLE payees (payee TEXT)")
    writer = sqlite3.connect(path)
    writer.execute("INSERT INTO payees VALUES ('a')")
    writer.commit()
    assert answer(path) == "changes-beside"
    writer.close()
    assert answer(path) == '"payee"\n"a"\n'


HOSTILE = {
    "a view that never ends": (f"CREATE VIEW payees AS {ENDLESS} SELECT x AS payee FROM c", "table-takes-too-long"),
    "a view that never begins": (
        f"CREATE VIEW payees AS {ENDLESS} SELECT count(*) AS payee FROM c", "table-takes-too-long",
    ),
    "a view of one huge value": ("CREATE VIEW payees AS SELECT hex(zeroblob(500000000)) AS payee", "value-too-large"),
    "a view that sorts much": (
        f"CREATE VIEW payees AS {ENDLESS} SELECT hex(zeroblob(100000)) || x AS payee FROM c ORDER BY 1 DESC",
        "table-takes-too-long",
    ),
    "a view that gives other rows each time": ("CREATE VIEW payees AS SELECT random() AS payee", "not-a-table"),
    "a view that loads a library": ("CREATE VIEW payees AS SELECT load_extension('x') AS payee", "not-a-table"),
    "a view of other files": ("CREATE VIEW payees AS SELECT file AS payee FROM pragma_database_list", "not-a-table"),
    "a view of what is not there": ("CREATE VIEW payees AS SELECT * FROM nowhere", "not-a-table"),
    "a table that a program makes": ("CREATE VIRTUAL TABLE payees USING fts5(payee)", "not-a-table"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_view(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(from_sqlite, "_LEAST_STEPS", 3_000_000)
    statement, problem = HOSTILE[name]
    began = time.perf_counter()
    assert table(tmp_path, statement) == problem
    assert time.perf_counter() - began < 5 * SECOND


DAMAGED: dict[str, Callable[[bytes], bytes]] = {
    "nothing": lambda _: b"",
    "text": lambda _: b"payee\nada\n",
    "its first page": lambda data: data[:4096],
    "its head": lambda data: data[:100],
    "without its end": lambda data: data[:-1],
    "a page of noughts": lambda data: data[:4096] + bytes(4096) + data[8192:],
    "random bytes": lambda data: data[:4096] + bytes(range(256)) * 16 + data[8192:],
}


@pytest.mark.parametrize("damage", DAMAGED)
def test_a_damaged_file(tmp_path: Path, damage: str) -> None:
    path = made(tmp_path / "d.sqlite", "CREATE TABLE payees (payee TEXT)", "INSERT INTO payees VALUES ('a')")
    path.write_bytes(DAMAGED[damage](path.read_bytes()))
    assert answer(path) == "broken-table"


def test_what_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "pipe.sqlite").parent.mkdir(exist_ok=True)
    os.mkfifo(tmp_path / "pipe.sqlite")
    (tmp_path / "folder.sqlite").mkdir()
    assert answer(tmp_path / "pipe.sqlite") == "not-a-regular-file"
    assert answer(tmp_path / "folder.sqlite") == "not-a-regular-file"
    assert answer(tmp_path / "none.sqlite") == "unreadable-file"


def test_a_path_may_hold_anything(tmp_path: Path) -> None:
    path = made(tmp_path / "a?mode=rw&b#c%20d'.sqlite", "CREATE TABLE payees (payee TEXT)")
    assert answer(path) == '"payee"\n'
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_is_written_to_meanwhile(tmp_path: Path) -> None:
    path = made(tmp_path / "d.sqlite", "CREATE TABLE payees (payee TEXT)", "INSERT INTO payees VALUES ('a')")
    found = opened(path)
    one = found.table("payees")
    assert isinstance(one, Table)
    os.utime(path, (1, 1))
    text = text_of(one, LIMIT)
    assert isinstance(text, Problem)
    assert text.name == "changed-meanwhile"
    found.close()


def test_a_large_table_is_refused(tmp_path: Path) -> None:
    path = made(tmp_path / "d.sqlite", "CREATE TABLE payees (payee TEXT)", "INSERT INTO payees VALUES ('a')")
    assert answer(path, limit=4) == "table-too-large"


# The command line


@pytest.fixture
def data(tmp_path: Path) -> Path:
    to_sqlite(rows_of(CSM / "data"), tmp_path / "csm.db", {"active_seats": "INTEGER"})
    return tmp_path / "csm.db"


@pytest.mark.parametrize("engine", ["reference", "duckdb"])
def test_the_same_rows_give_the_same_lines(tmp_path: Path, data: Path, engine: str) -> None:
    told = ["--period", "2026-Q1", "-o"]
    assert main(["pay", PLAN, str(data), "--engine", engine, *told, str(tmp_path / "one")]) == 0
    assert main(["pay", PLAN, str(CSM / "data"), *told, str(tmp_path / "other")]) == 0
    assert (tmp_path / "one" / "lines.csv").read_bytes() == (tmp_path / "other" / "lines.csv").read_bytes()


def test_an_explanation_names_the_table(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["ada", "--period", "2026-Q1"]
    assert main(["explain", PLAN, str(CSM / "data"), *asked]) == 0
    from_csv = capsys.readouterr().out
    assert main(["explain", PLAN, str(data), *asked]) == 0
    explained = capsys.readouterr().out
    assert "csm.db/usage:2" in explained
    assert " ".join(explained.replace("csm.db/", "").split()) == " ".join(from_csv.replace(".csv", "").split())
    assert main(["plans", PLAN, str(data)]) == 0


@pytest.mark.parametrize("engine", ["reference", "duckdb"])
@pytest.mark.parametrize(
    ("change", "words"),
    [
        (
            "CREATE TABLE u AS SELECT payee, closed_on, 1.5 AS arr, sourced_by FROM upsells; DROP TABLE upsells;"
            "ALTER TABLE u RENAME TO upsells",
            '"1.5 (binary floating point)" is not an amount',
        ),
        ("UPDATE upsells SET arr = '1.005' WHERE rowid = 1", 'upsells:line 2 (record 1), column "arr"'),
        ("UPDATE upsells SET sourced_by = x'00' WHERE rowid = 1", '"bytes" is no text'),
        ("UPDATE upsells SET sourced_by = char(0) WHERE rowid = 1", "nul-in-file"),
        ("UPDATE upsells SET payee = 'nobody' WHERE rowid = 1", "unknown-payee"),
        ("UPDATE upsells SET payee = NULL WHERE rowid = 1", "empty-cell"),
        ("DROP TABLE upsells", 'a view "upsells"'),
        ("ALTER TABLE upsells RENAME TO upsell", '"upsell" is there'),
        ("ALTER TABLE upsells DROP COLUMN arr", "there is no column `arr`"),
        ("INSERT INTO upsells VALUES (NULL, NULL, NULL, NULL)", "empty-cell"),
    ],
)
def test_what_is_refused(data: Path, change: str, words: str, engine: str, capsys: pytest.CaptureFixture[str]) -> None:
    connection = sqlite3.connect(data)
    connection.executescript(change)
    connection.commit()
    connection.close()
    assert main(["pay", PLAN, str(data), "--period", "2026-Q1", "--engine", engine]) in (1, 3)
    assert words in capsys.readouterr().err


def test_a_run_never_writes_over_it(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = data.read_bytes()
    for option in ("-o", "--quarantine"):
        assert main(["pay", PLAN, str(data), option, str(data)]) == 2
        assert "which is the data" in capsys.readouterr().err
    assert data.read_bytes() == before


def test_the_plan_comes_first(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pay", str(data), PLAN]) == 2
    assert f"Write: compdsl pay {PLAN} {data}" in capsys.readouterr().err


def test_a_folder_of_plans_is_paid_on_it(tmp_path: Path, data: Path) -> None:
    plans = tmp_path / "plans"
    plans.mkdir()
    (plans / "csm.comp").write_text(Path(PLAN).read_text())
    assert main(["pay", str(plans), str(data), "--period", "2026-Q1", "-o", str(tmp_path / "run")]) == 0
    assert (tmp_path / "run" / "csm" / "lines.csv").is_file()


def test_a_large_file_is_paid_in_bulk(
    data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("compdsl.engines.choosing.MANY_BYTES", 1)
    assert main(["pay", PLAN, str(data), "--period", "2026-Q1"]) == 0
    assert "Paid by duckdb" in capsys.readouterr().err


@pytest.mark.parametrize("address", ["mysql://a:secret@h/d", "https://a:secret@h/d"])
def test_another_address(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pay", PLAN, address]) == 3
    told = capsys.readouterr().err
    assert "unknown-database" in told
    assert "secret" not in told
