"""Data nobody should send, a megabyte of each: the whole command answers within a second, and counts every error."""

import datetime
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from compdsl.cli.main import main
from tests.clock import SECOND

MEGABYTE = 1_000_000
PLAN = """\
plan s {
  currency USD
  period quarter
  target payee.pay
  records deals { payee, closed_on: date, amount: money }
  metric sold = sum(deals.amount)
  sold rate 10%
}
"""
ROSTER = b"payee,pay\nada,1\nben,1\n"
HEAD = b"payee,closed_on,amount\n"
GOOD = b"ada,2026-01-01,1\n"
OBJECT = b'{"payee": "ada", "closed_on": "2026-01-01", "amount": 1}\n'


def full(row: bytes) -> bytes:
    """A megabyte of one row."""
    return row * (MEGABYTE // len(row))


def each(row: Callable[[int], bytes]) -> bytes:
    """A megabyte of rows, each another."""
    count = MEGABYTE // len(row(99_999))
    return b"".join(map(row, range(count)))


STINTS = b"payee,start,end,pay\n"


def stint(number: int) -> bytes:
    """A row of a payee for one day."""
    day = datetime.date(1922, 1, 1) + datetime.timedelta(number)
    return f"a,{day},{day},1\n".encode()


CSV: dict[str, tuple[bytes, int, int]] = {
    "blank lines": (HEAD + full(b"\n"), 0, 0),
    "blank lines between rows": (HEAD + full(b"\n") + GOOD, 1, 1),
    "blank lines between quoted rows": (HEAD + b'"ada",2026-01-01,1\n' + full(b"\n") + GOOD, 1, 1),
    "commas": (HEAD + full(b",,\n") + GOOD, 1, 1),
    "blank lines and rows by turns": (HEAD + full(b"\na\n"), 1, 666_666),
    "empty cells": (HEAD + full(b",,x\n"), 1, 750_000),
    "blank cells": (HEAD + full(b" ,\t,x\n"), 1, 3 * (MEGABYTE // 6)),
    "one bad cell": (HEAD + full(b"ada,2026-01-01,x\n"), 1, MEGABYTE // 17),
    "every cell bad, each in its own way": (
        HEAD + each(lambda n: b"p%d,x%d,y%d\n" % (n, n, n)),
        1,
        3 * (MEGABYTE // 21),
    ),
    "short rows": (HEAD + full(b"a\n"), 1, MEGABYTE // 2),
    "long rows": (HEAD + full(b"a,b,c,d\n"), 1, MEGABYTE // 8),
    "short quoted rows": (HEAD + full(b'"",x\n'), 1, MEGABYTE // 5),
    "bad quoted rows": (HEAD + full(b'"a",b,c\n'), 1, 3 * (MEGABYTE // 8)),
    "quotes inside cells": (HEAD + full(b'a"b"c,1,1\n'), 1, MEGABYTE // 10),
    "unknown payees": (HEAD + each(lambda n: b"e%d,2026-01-01,1\n" % n), 1, MEGABYTE // 20),
    "one line": (HEAD + full(b"x"), 3, 1),
    "one line of commas": (HEAD + b"x" + full(b","), 1, 1),
    "one line of quotes": (HEAD + full(b'"'), 3, 1),
    "identifiers that repeat": (b"payee,closed_on,amount,id\n" + full(b"ada,2026-01-01,1,7\n"), 1, MEGABYTE // 19 - 1),
    "a long header": (full(b"c,") + b"\n", 3, 1),
    "bytes of nothing": (HEAD + full(b"\0"), 1, 1),
}
JSON_LINES: dict[str, tuple[bytes, int, int]] = {
    "blank lines between objects": (OBJECT + full(b"\n") + OBJECT, 1, 1),
    "numbers": (OBJECT + full(b"1\n"), 1, MEGABYTE // 2),
    "empty objects": (OBJECT + full(b"{}\n"), 1, 3 * (MEGABYTE // 3)),
    "no JSON": (OBJECT + full(b"{x}\n"), 1, MEGABYTE // 4),
    "no JSON, each in its own way": (OBJECT + each(lambda n: b"{%d}\n" % n), 1, MEGABYTE // 8),
    "a key twice": (OBJECT + each(lambda n: b'{"a":1,"a":%d}\n' % n), 1, MEGABYTE // 18),
    "bad values": (OBJECT + full(b'{"payee":"ada","closed_on":1,"amount":"x"}\n'), 1, 2 * (MEGABYTE // 43)),
    "missing keys, each in its own way": (OBJECT + each(lambda n: b'{"a":%d}\n' % n), 1, 3 * (MEGABYTE // 12)),
    "nested": (OBJECT + b'{"a":' + b"[" * 400_000 + b"]" * 400_000 + b"}\n", 1, 1),
    "one line": (b'{"payee":"' + full(b"x") + b'"}\n', 3, 1),
}
ROSTERS: dict[str, tuple[bytes, int, int]] = {
    "blank lines": (b"payee,pay\n" + full(b"\n") + b"ada,1\n", 1, 1),
    "bad cells": (b"payee,pay\n" + each(lambda n: b"p%d,x\n" % n), 1, MEGABYTE // 9),
    "one payee again and again": (b"payee,pay\n" + full(b"a,1\n"), 1, MEGABYTE // 4 - 1),
    "empty cells": (b"payee,pay\n" + full(b",x\n"), 1, 2 * (MEGABYTE // 3)),
    "one payee in a row for each day": (STINTS + b"".join(map(stint, range(38_000))), 0, 0),
    "one payee in a row for each day, backwards": (STINTS + b"".join(map(stint, range(38_000, 0, -1))), 0, 0),
    "one payee in rows that meet": (STINTS + full(b"a,2026-01-01,2026-01-02,1\n"), 1, MEGABYTE // 26 - 1),
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """A folder to be in, with a plan and good data, paid once so that what is imported at need is there."""
    (tmp_path / "data").mkdir()
    (tmp_path / "s.comp").write_text(PLAN)
    (tmp_path / "data" / "payees.csv").write_bytes(ROSTER)
    (tmp_path / "data" / "deals.csv").write_bytes(HEAD + GOOD)
    monkeypatch.chdir(tmp_path)
    assert main(["pay", "s.comp", "data"]) == 0
    (tmp_path / "data" / "deals.csv").write_bytes(HEAD + b"ada,1,x\n\n,\n")
    assert main(["pay", "s.comp", "data"]) == 1
    (tmp_path / "data" / "deals.csv").write_bytes(HEAD + GOOD)
    capsys.readouterr()
    return tmp_path


def answered(status: int, errors: int, capsys: pytest.CaptureFixture[str]) -> None:
    """The command ends with this status and names this many errors, within a second of work."""
    start = time.process_time()
    found = main(["pay", "s.comp", "data", "--period", "2026-Q1"])
    spent = time.process_time() - start
    err = capsys.readouterr().err
    assert found == status, err
    assert spent < SECOND
    assert len(err) < 50_000
    assert "Traceback" not in err
    if errors:
        assert f"\n{errors:,} error{'s' if errors > 1 else ''}" in err


@pytest.mark.parametrize("name", CSV)
def test_rows_of_csv(name: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Blank, short, long, empty, wrong in every cell; all in one line."""
    data, status, errors = CSV[name]
    (folder / "data" / "deals.csv").write_bytes(data)
    answered(status, errors, capsys)


@pytest.mark.parametrize("name", JSON_LINES)
def test_lines_of_json(name: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No JSON, no objects, objects of something else."""
    data, status, errors = JSON_LINES[name]
    (folder / "data" / "deals.csv").unlink()
    (folder / "data" / "deals.jsonl").write_bytes(data)
    answered(status, errors, capsys)


@pytest.mark.parametrize("name", ROSTERS)
def test_rows_of_the_roster(name: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whose rows are needed for all others."""
    data, status, errors = ROSTERS[name]
    (folder / "data" / "payees.csv").write_bytes(data)
    (folder / "data" / "deals.csv").write_bytes(HEAD)
    answered(status, errors, capsys)
