"""What the guide of databases shows is what happens: its statements, its commands, its notebook."""

import json
import re
import shlex
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import polars
import pytest

from tests.kinds_of_data import in_arrow, rows_of, to_sqlite
from tests.postgresql import Server

ROOT = Path(__file__).parents[2]
CSM = ROOT / "plans" / "02_csm"
PAGE = (ROOT / "docs" / "guides" / "databases.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", PAGE, re.DOTALL)
CONSOLES = [text[2:].partition("\n") for kind, text in BLOCKS if kind == "console" and text.startswith("$ ")]
TYPES = {
    "target_incentive": "NUMERIC(18, 2)", "month": "DATE", "active_seats": "INTEGER", "weekly_seats": "INTEGER",
    "licensed_seats": "INTEGER", "closed_on": "DATE", "due": "NUMERIC(18, 2)", "renewed": "NUMERIC(18, 2)",
    "arr": "FLOAT8",
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copy(CSM / "csm.comp", tmp_path)
    to_sqlite(rows_of(CSM / "data"), tmp_path / "csm.sqlite", {})
    return tmp_path


def ran(command: str, folder: Path) -> str:
    words = shlex.split(command)
    assert words[0] == "compdsl"
    call = [sys.executable, "-m", "compdsl", *words[1:]]
    run = subprocess.run(call, cwd=folder, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return run.stdout + run.stderr


def test_the_commands_of_postgresql(postgresql: Server, folder: Path) -> None:
    """On the views that the page makes; and the hash of the manifest is had by hand."""
    postgresql.write(rows_of(CSM / "data"), TYPES, "sales")
    statements = next(text for kind, text in BLOCKS if kind == "sql" and "SCHEMA comp" in text)
    postgresql.run("DROP SCHEMA IF EXISTS comp CASCADE", statements.rstrip(";\n"))
    address = postgresql.address()
    shown = [(command, text) for command, _, text in CONSOLES if "postgresql://" in command]
    for command, text in shown:
        printed = ran(command.replace("postgresql://comp@localhost/warehouse", address), folder)
        assert printed.startswith(text.rstrip("\n"))
    assert len(shown) == 2
    ((by_hand, _, digest),) = [one for one in CONSOLES if one[0].startswith("(echo")]
    call = by_hand.replace("psql warehouse", f"{postgresql.programs}/psql -X '{address}'")
    run = subprocess.run(["bash", "-c", call], capture_output=True, text=True, check=True)
    assert run.stdout == digest
    inputs = json.loads((folder / "run" / "manifest.json").read_text())["inputs"]
    assert [one["sha256"] for one in inputs if one["file"] == "comp.usage"] == [digest.split()[0]]


def test_the_command_of_sqlite(folder: Path) -> None:
    ((command, _, text),) = [one for one in CONSOLES if "csm.sqlite" in one[0]]
    assert ran(command, folder).startswith(text.rstrip("\n"))
    statements = next(text for kind, text in BLOCKS if kind == "sql" and "arr TEXT" in text)
    connection = sqlite3.connect(":memory:")
    connection.executescript(statements)
    connection.execute("INSERT INTO upsells VALUES ('ada', '2026-01-31', 1234.50, 'CSM')")
    assert connection.execute("SELECT typeof(arr) FROM upsells").fetchall() == [("text",)]
    connection.close()


def test_the_notebook(capsys: pytest.CaptureFixture[str]) -> None:
    (code,) = [text for kind, text in BLOCKS if kind == "python"]
    exec(compile(code, "databases.md", "exec"), {})  # what the page shows is run
    assert capsys.readouterr().out.startswith("4687.50\nplan · ada · 2026-Q1\n")


def test_the_page_of_notebooks(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = (ROOT / "docs" / "reference" / "notebook.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    monkeypatch.chdir(folder)
    names = dict(in_arrow(rows_of(CSM / "data"), TYPES | {"arr": "DECIMAL(18, 2)"}))
    exec(compile(code, "notebook.md", "exec"), names)  # what the page shows is run
    paid = names["paid"]
    for name in re.findall(r"`paid\.(\w+)", page):
        assert hasattr(paid, name)
    assert polars.DataFrame(paid)["amount"].sum() == paid.total
