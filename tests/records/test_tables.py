"""Parquet and Excel: the same rows give the same pay, and what is no exact figure is refused."""

import datetime
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest
import xlsxwriter

from compdsl.cli.main import main
from compdsl.records import tables
from compdsl.records.tables import Converted, text_of_table

PLANS = Path(__file__).resolve().parents[2] / "plans"
DATA = PLANS / "02_csm" / "data"
PLAN = str(PLANS / "02_csm" / "csm.comp")
TYPES = {
    "target_incentive": "DECIMAL(18, 2)", "month": "DATE", "active_seats": "INTEGER", "weekly_seats": "BIGINT",
    "licensed_seats": "SMALLINT", "closed_on": "DATE", "due": "DECIMAL(38, 10)", "renewed": "DECIMAL(12, 2)",
    "arr": "DECIMAL(10, 2)",
}  # fmt: skip


NIGHT = datetime.datetime.fromisoformat("2026-01-31")
NOON = datetime.datetime.fromisoformat("2026-01-31 12:30")


def rows_of(path: Path) -> list[list[str]]:
    return [line.split(",") for line in path.read_text().splitlines()]


def to_parquet(path: Path, target: Path, types: dict[str, str]) -> None:
    header, *rows = rows_of(path)
    columns = ", ".join(f"{name} {types.get(name, 'VARCHAR')}" for name in header)
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE t ({columns})")
        connection.executemany(f"INSERT INTO t VALUES ({', '.join('?' * len(header))})", rows)
        place = str(target).replace("'", "''")
        connection.execute(f"COPY t TO '{place}' (FORMAT parquet)")


def to_excel(path: Path, target: Path, _: dict[str, str]) -> None:
    header, *rows = rows_of(path)
    book = xlsxwriter.Workbook(str(target))
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, header)
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for number, row in enumerate(rows, 1):
        for place, (name, cell) in enumerate(zip(header, row, strict=True)):
            kind = TYPES.get(name, "")
            if kind == "DATE":
                sheet.write_datetime(number, place, datetime.datetime.fromisoformat(cell), day)
            elif kind:
                sheet.write_number(number, place, float(cell))
            else:
                sheet.write_string(number, place, cell)
    book.close()


Write = Callable[[Path, Path, dict[str, str]], None]
every_kind = pytest.mark.parametrize(("write", "suffix"), [(to_parquet, ".parquet"), (to_excel, ".xlsx")])


def converted(folder: Path, write: Write, suffix: str, **types: str) -> str:
    folder.mkdir()
    for path in DATA.iterdir():
        write(path, folder / f"{path.stem}{suffix}", TYPES | types)
    return str(folder)


def lines(data: str, out: Path, *more: str) -> bytes:
    assert main(["pay", PLAN, data, "--period", "2026-Q1", "-o", str(out), *more]) == 0
    return (out / "lines.csv").read_bytes()


@every_kind
@pytest.mark.parametrize("engine", ["reference", "duckdb"])
def test_the_same_rows_give_the_same_lines(tmp_path: Path, write: Write, suffix: str, engine: str) -> None:
    data = converted(tmp_path / "data", write, suffix)
    assert lines(data, tmp_path / "one", "--engine", engine) == lines(str(DATA), tmp_path / "other")


def test_parquet_is_read_by_the_query_itself(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = converted(tmp_path / "data", to_parquet, ".parquet")
    lines(data, tmp_path / "run", "--engine", "duckdb")
    assert "Paid by duckdb" in capsys.readouterr().err
    (tmp_path / "data").rename(tmp_path / "gone")
    assert main(["explain", PLAN, str(tmp_path / "run"), "ada"]) == 0
    assert "usage.parquet:2" in capsys.readouterr().out


@pytest.mark.parametrize("engine", ["reference", "duckdb"])
def test_a_floating_point_number_is_no_amount(tmp_path: Path, capsys: pytest.CaptureFixture[str], engine: str) -> None:
    data = converted(tmp_path / "data", to_parquet, ".parquet", arr="DOUBLE")
    assert main(["pay", PLAN, data, "--period", "2026-Q1", "--engine", engine]) == 1
    assert '"42000.0 (binary floating point)" is not an amount of money' in capsys.readouterr().err


def test_a_folder_of_a_path_adds_no_column(tmp_path: Path) -> None:
    (tmp_path / "payee=5").mkdir()
    data = converted(tmp_path / "payee=5" / "a*b[c]?'d", to_parquet, ".parquet")
    assert lines(data, tmp_path / "one", "--engine", "duckdb") == lines(str(DATA), tmp_path / "other")


def excel(tmp_path: Path, cell: Any) -> bytes:
    book = xlsxwriter.Workbook(str(tmp_path / "t.xlsx"))
    sheet = book.add_worksheet()
    sheet.write(0, 0, "a")
    if isinstance(cell, datetime.datetime):
        sheet.write_datetime(1, 0, cell, book.add_format({"num_format": "yyyy-mm-dd hh:mm"}))
    else:
        sheet.write(1, 0, cell)
    book.close()
    return (tmp_path / "t.xlsx").read_bytes()


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (0.1, "0.1"), (240, "240"), (1e15, "1000000000000000"), (1234567.89, "1234567.89"), (-0.05, "-0.05"),
        (1e-7, "0.0000001"), (True, "true"), (False, "false"), ("a, b", '"a, b"'), ("007", "007"),
        (NIGHT, "2026-01-31"), (NOON, "2026-01-31 12:30:00"),
    ],
)  # fmt: skip
def test_the_text_of_a_cell_of_excel(tmp_path: Path, cell: Any, text: str) -> None:
    assert text_of_table(tmp_path / "t.xlsx", excel(tmp_path, cell)) == f"a\n{text}\n".encode()


def test_the_hash_is_that_of_the_file(tmp_path: Path) -> None:
    import hashlib

    data = excel(tmp_path, 1)
    found = text_of_table(tmp_path / "t.xlsx", data)
    assert isinstance(found, Converted)
    assert found.sha256 == hashlib.sha256(data).hexdigest()


def problem_of(path: Path, data: bytes) -> str:
    path.write_bytes(data)
    found = text_of_table(path, data)
    assert not isinstance(found, bytes)
    return found.name


@pytest.mark.parametrize("name", ["t.xlsx", "t.parquet"])
@pytest.mark.parametrize("data", [b"", b"payee\nada\n", b"PAR1" + bytes(100)])
def test_what_is_something_else(tmp_path: Path, name: str, data: bytes) -> None:
    assert problem_of(tmp_path / name, data) == "broken-table"


def test_a_file_that_is_cut_off(tmp_path: Path) -> None:
    to_parquet(DATA / "usage.csv", tmp_path / "t.parquet", TYPES)
    assert problem_of(tmp_path / "t.parquet", (tmp_path / "t.parquet").read_bytes()[:-9]) == "broken-table"
    assert problem_of(tmp_path / "t.xlsx", excel(tmp_path, 1)[:-30]) == "broken-table"


def test_several_sheets(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "t.xlsx"))
    for name in ("January", "February"):
        book.add_worksheet(name)
    book.close()
    found = text_of_table(tmp_path / "t.xlsx", (tmp_path / "t.xlsx").read_bytes())
    assert not isinstance(found, bytes)
    assert found.message == "it has 2 sheets, January, February, and one is read"


def test_a_bomb(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("xl/worksheets/sheet1.xml", b" " * (64 * 1024 * 1024))
    assert problem_of(tmp_path / "t.xlsx", packed.getvalue()) == "unpacks-too-large"


@pytest.mark.parametrize(("name", "extra"), [("t.xlsx", "excel"), ("t.parquet", "duckdb")])
def test_without_its_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, extra: str) -> None:
    monkeypatch.setattr(tables.importlib.util, "find_spec", lambda _: None)
    found = text_of_table(tmp_path / name, b"")
    assert not isinstance(found, bytes)
    assert found.name == "needs-extra"
    assert found.hint is not None
    assert f"pip install 'compdsl[{extra}]'" in found.hint


def test_a_file_that_is_written_to_meanwhile(tmp_path: Path) -> None:
    data = excel(tmp_path, 1)
    (tmp_path / "t.xlsx").write_bytes(data + b" ")
    found = text_of_table(tmp_path / "t.xlsx", data)
    assert not isinstance(found, bytes)
    assert found.name == "changed-meanwhile"


@pytest.mark.parametrize("engine", ["reference", "duckdb"])
def test_a_floating_point_number_is_no_text(tmp_path: Path, capsys: pytest.CaptureFixture[str], engine: str) -> None:
    """Nor a key: 7.0 is not the 7 of another file."""
    data = converted(tmp_path / "data", to_parquet, ".parquet")
    place = str(tmp_path / "data" / "upsells.parquet")
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE t AS SELECT * REPLACE (7::DOUBLE AS sourced_by) FROM read_parquet('{place}')")
        connection.execute(f"COPY t TO '{place}' (FORMAT parquet)")
    assert main(["pay", PLAN, data, "--period", "2026-Q1", "--engine", engine]) == 1
    assert 'error[no-plain-value]: "7.0 (binary floating point)" is no text' in capsys.readouterr().err
