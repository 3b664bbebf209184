"""compdsl pay --engine: the same bytes from a database, and what is said where it does not pay."""

import json
import shutil
from pathlib import Path

import pytest

from compdsl.cli import bulk_run
from compdsl.cli.main import main
from compdsl.engines.duckdb.run import BulkRun
from compdsl.values.period import Period

ROOT = Path(__file__).resolve().parents[2]
CSM = ["csm/csm.comp", "csm/data", "--period", "2026-Q1"]


@pytest.fixture
def plans(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(ROOT / "plans" / "02_csm", tmp_path / "csm")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def paid(out: str, *more: str) -> bytes:
    assert main(["pay", *CSM, "-o", out, *more]) == 0
    return Path(out, "lines.csv").read_bytes()


def test_the_lines_of_a_database_are_those_of_the_evaluator(plans: Path) -> None:
    assert paid("bulk", "--engine", "duckdb") == paid("one", "--engine", "reference")
    names = sorted(one.name for one in Path("bulk").iterdir())
    rows = ["payees", "renewals", "upsells", "usage"]
    assert names == ["lines.csv", "manifest.json", *(f"trace-{name}.parquet" for name in rows)]
    assert not list(Path().glob(".compdsl-*"))


@pytest.mark.parametrize("form", ["text", "csv", "json"])
def test_what_is_printed_is_the_same(plans: Path, capsys: pytest.CaptureFixture[str], form: str) -> None:
    assert main(["pay", *CSM, "--format", form, "--engine", "duckdb"]) == 0
    from_database = capsys.readouterr()
    assert main(["pay", *CSM, "--format", form, "--engine", "reference"]) == 0
    assert from_database.out == capsys.readouterr().out
    assert from_database.err.endswith("Paid by duckdb; 14 lines were worked out twice, and came to the same.\n")


def test_a_run_replaces_all_files_of_the_one_before(plans: Path) -> None:
    paid("run", "--engine", "duckdb")
    paid("run", "--engine", "reference")
    assert sorted(one.name for one in Path("run").iterdir()) == ["lines.csv", "manifest.json", "trace.jsonl"]
    paid("run", "--engine", "duckdb")
    assert not Path("run", "trace.jsonl").exists()


def test_small_data_is_left_to_the_evaluator(plans: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pay", *CSM]) == 0
    assert "duckdb" not in capsys.readouterr().err


def test_large_data_is_paid_by_a_database(
    plans: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk_run, "is_large", lambda *_: True)
    assert main(["pay", *CSM]) == 0
    assert "Paid by duckdb" in capsys.readouterr().err


def test_without_its_extra_it_says_which_one(
    plans: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    paid("run", "--engine", "duckdb")
    monkeypatch.setattr(bulk_run, "is_there", lambda _: False)
    monkeypatch.setattr("compdsl.cli.stored_run.is_there", lambda _: False)
    assert main(["pay", *CSM, "--engine", "duckdb"]) == 2
    assert "pip install 'compdsl[duckdb]'" in capsys.readouterr().err
    assert main(["explain", "csm/csm.comp", "run", "ada"]) == 2
    assert "pip install 'compdsl[duckdb]'" in capsys.readouterr().err
    assert main(["pay", *CSM]) == 0


BAD = {
    "usage.csv": "ada,2026-01-31,1e3,190,320\n",
    "renewals.csv": "nobody,2026-01-31,1.00,1.00,mid\n",
    "upsells.csv": "ada,2026-01-31,1.005,CSM\n",
    "payees.csv": "ada,north,5000\n",
}


def test_lines_that_do_not_all_end_alike_are_left_to_the_reader(plans: Path) -> None:
    with Path("csm/data/upsells.csv").open("ab") as file:
        file.write(b"ada,2026-01-31,100.00,CSM\r\n")
    assert paid("bulk", "--engine", "duckdb") == paid("one", "--engine", "reference")


@pytest.mark.parametrize("file", list(BAD))
def test_a_bad_row_is_refused_in_the_same_words(plans: Path, capsys: pytest.CaptureFixture[str], file: str) -> None:
    with Path("csm/data", file).open("a") as opened:
        opened.write(BAD[file])
    statuses, told = [], []
    for engine in ("reference", "duckdb"):
        statuses.append(main(["pay", *CSM, "--engine", engine, "-o", "run"]))
        told.append([line for line in capsys.readouterr().err.splitlines() if "one payee at a time" not in line])
    assert statuses == [1, 1]
    assert told[0] == told[1]
    assert not Path("run").exists()


def test_a_payee_without_data_stops_the_run_in_the_same_words(plans: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = Path("csm/data/usage.csv").read_text().splitlines(keepends=True)
    Path("csm/data/usage.csv").write_text("".join(line for line in lines if not line.startswith("ben")))
    told = []
    for engine in ("reference", "duckdb"):
        assert main(["pay", *CSM, "--engine", engine]) == 1
        told.append(capsys.readouterr())
    assert told[0] == told[1]
    assert "ben" in told[0].err


def test_one_cent_that_differs_stops_the_run(
    plans: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = BulkRun._check_sample

    def with_another_cent(run: BulkRun, found: object) -> None:
        run.session.ask("UPDATE lines_1 SET line_1 = line_1 + 1 WHERE payee = 'ada'")
        ask(run, found)  # type: ignore[arg-type]

    monkeypatch.setattr(BulkRun, "_check_sample", with_another_cent)
    assert main(["pay", *CSM, "--engine", "duckdb", "-o", "run"]) == 4
    assert "do not come to the same" in capsys.readouterr().err
    assert not Path("run").exists()


def test_a_line_on_a_bound_is_worked_out_again(
    plans: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    check = BulkRun._check_edges

    def with_another_cent(run: BulkRun, found: object) -> None:
        run.session.ask("UPDATE lines_1 SET line_4 = line_4 + 1, edges = 8 WHERE payee = 'chloe'")
        check(run, found)  # type: ignore[arg-type]

    monkeypatch.setattr(BulkRun, "_check_edges", with_another_cent)
    assert main(["pay", *CSM, "--engine", "duckdb"]) == 4


def test_the_kept_rows_explain_a_line_and_nothing_else_does(plans: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paid("run", "--engine", "duckdb")
    assert main(["explain", "csm/csm.comp", "csm/data", "ben", "--period", "2026-Q1"]) == 0
    expected = capsys.readouterr().out
    shutil.rmtree("csm/data")
    assert main(["explain", "csm/csm.comp", "run", "ben"]) == 0
    assert capsys.readouterr().out == expected
    assert main(["explain", "csm/csm.comp", "run", "bob"]) == 2
    assert "There is no payee `bob`" in capsys.readouterr().err


@pytest.mark.parametrize("at", [10, 200, -20])
def test_a_flipped_bit_is_seen(plans: Path, capsys: pytest.CaptureFixture[str], at: int) -> None:
    paid("run", "--engine", "duckdb")
    path = Path("run/trace-usage.parquet")
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)
    assert main(["explain", "csm/csm.comp", "run", "ada"]) == 3
    assert "rows-not-as-written" in capsys.readouterr().err


def test_another_version_of_the_plan_explains_nothing(plans: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paid("run", "--engine", "duckdb")
    text = Path("csm/csm.comp").read_text()
    Path("csm/csm.comp").write_text(text.replace("60%  goal", "61%  goal"))
    assert main(["explain", "csm/csm.comp", "run", "ada"]) == 1
    assert "paid-by-another-version" in capsys.readouterr().err


def test_the_manifest_names_every_file(plans: Path) -> None:
    paid("run", "--engine", "duckdb")
    found = json.loads(Path("run/manifest.json").read_text())
    assert {one["file"] for one in found["outputs"]} == {
        one.name for one in Path("run").iterdir() if one.name != "manifest.json"
    }


@pytest.mark.parametrize("limits", [["--threads", "1"], ["--threads", "2", "--memory-limit", "200MB"]])
def test_limits_change_no_byte(plans: Path, limits: list[str]) -> None:
    assert paid("bulk", "--engine", "duckdb", *limits) == paid("one", "--engine", "reference")


def test_a_text_that_is_nearly_what_is_asked_for_is_told_in_the_same_words(
    plans: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Path("csm/data/upsells.csv").open("a") as opened:
        opened.write("ada,2026-02-01,100.00,csm\nben,2026-02-01,100.00,Csm\n")
    told = []
    for engine in ("reference", "duckdb"):
        assert main(["pay", *CSM, "--engine", engine]) == 0
        told.append(capsys.readouterr().err.partition("payees.csv")[0])
    assert told[0] == told[1]
    assert told[0].count("other-spelling") == 2


def test_a_path_is_no_pattern_of_others(plans: Path) -> None:
    expected = paid("one", "--engine", "reference")
    shutil.copytree("csm/data", "a*b[c]?'d")
    shutil.copytree("csm/data", "aXb[c]Y'd")
    with Path("aXb[c]Y'd", "upsells.csv").open("a") as opened:
        opened.write("ada,2026-02-01,100000.00,CSM\n")
    asked = ["pay", "csm/csm.comp", "a*b[c]?'d", "--period", "2026-Q1", "--engine", "duckdb", "-o", "run"]
    assert main(asked) == 0
    assert Path("run", "lines.csv").read_bytes() == expected


def test_a_file_that_is_written_to_meanwhile_stops_the_run(
    plans: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pay = BulkRun.pay

    def with_another_row(run: BulkRun, period: Period) -> object:
        found = pay(run, period)
        with Path("csm/data/usage.csv").open("a") as opened:
            opened.write("ada,2026-03-31,1,1,1\n")
        return found

    monkeypatch.setattr(BulkRun, "pay", with_another_row)
    assert main(["pay", *CSM, "--engine", "duckdb", "-o", "run"]) == 3
    assert "changed-meanwhile" in capsys.readouterr().err
    assert not Path("run").exists()
