"""compdsl pay."""

import csv
import hashlib
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from compdsl.cli.main import main
from compdsl.trace.from_run import traces_in

ROOT = Path(__file__).resolve().parents[3]
PLANS = ROOT / "plans"
CSM = ["csm/csm.comp", "csm/data", "--period", "2026-Q1"]

LINES = """\
payee,period,component,amount,currency
ada,2026-Q1,adoption,2790.00,USD
ada,2026-Q1,retention,1019.93,USD
ada,2026-Q1,expansion,4380.00,USD
ada,2026-Q1,make_it_stick,0.00,USD
ben,2026-Q1,adoption,2662.67,USD
ben,2026-Q1,retention,815.94,USD
ben,2026-Q1,expansion,617.28,USD
ben,2026-Q1,make_it_stick,0.00,USD
chloe,2026-Q1,adoption,5990.63,USD
chloe,2026-Q1,retention,1928.57,USD
chloe,2026-Q1,expansion,10700.00,USD
chloe,2026-Q1,make_it_stick,1500.00,USD
chloe,2026-Q1,total cap,-5119.20,USD
"""

ROWS = """\
payees.csv     3 rows read = 3 counted
usage.csv     10 rows read = 9 counted + 1 left out (outside the period)
renewals.csv   6 rows read = 5 counted + 1 left out (outside the period)
upsells.csv    6 rows read = 5 counted + 1 left out (taken by no `where`)
"""

SIMPLE = """\
plan s {
  currency USD
  period quarter
  target payee.pay
  records deals { payee, closed_on: date, amount: money }
  metric sold = sum(deals.amount)
  sold rate 10%
}
"""

Text = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to be in, with a plan and data of its own that may be spoiled."""
    shutil.copytree(PLANS / "02_csm", tmp_path / "csm")
    data = tmp_path / "data"
    data.mkdir()
    (tmp_path / "s.comp").write_text(SIMPLE)
    (data / "payees.csv").write_text("payee,pay\nada,1\nben,1\n")
    (data / "deals.csv").write_text("payee,closed_on,amount\nada,2026-01-10,1000\nben,2026-02-11,250.50\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def environment(**extra: str) -> dict[str, str]:
    """The environment of a process that runs this checkout."""
    return {**os.environ, "PYTHONPATH": str(ROOT), **extra}


def files_in(folder: Path) -> list[str]:
    """The names of a folder, also hidden ones."""
    return sorted(path.name for path in folder.iterdir())


# What is written


def test_statements_are_text_to_read(capsys: Text) -> None:
    """Payee, period, lines with aligned amounts, total; then the summary. What became of the rows is talk."""
    assert main(["pay", *CSM]) == 0
    out, err = capsys.readouterr()
    expected = """\
chloe · 2026-Q1 · Customer Success Manager, FY2026
  adoption        $5,990.63
  retention       $1,928.57
  expansion      $10,700.00
  make_it_stick   $1,500.00
  total cap      -$5,119.20
                 ----------
  total          $15,000.00

3 payees paid for 2026-Q1: 13 lines, $27,285.82 in all
"""
    assert out.startswith("ada · 2026-Q1 · Customer Success Manager, FY2026\n  adoption       $2,790.00\n")
    assert out.endswith(expected)
    assert err == ROWS


def test_csv_is_one_row_a_line(capsys: Text) -> None:
    """In the order of the roster and then of the plan, amounts in plain notation."""
    assert main(["pay", *CSM, "--format", "csv"]) == 0
    out, err = capsys.readouterr()
    assert out == LINES
    assert err == ROWS + "3 payees paid for 2026-Q1: 13 lines, $27,285.82 in all\n"


def test_json_holds_exact_figures_as_text(capsys: Text) -> None:
    """With the version, the meaning of the plan and the totals."""
    assert main(["pay", *CSM, "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out, parse_float=lambda text: pytest.fail(f"{text} is a number"))
    assert list(found) == ["version", "plan", "meaning", "periods", "lines", "totals"]
    assert found["version"] == 1
    assert len(found["meaning"]) == 64
    assert found["lines"][1] == {
        "payee": "ada",
        "period": "2026-Q1",
        "component": "retention",
        "exact": "70375/69",
        "amount": "1019.93",
        "currency": "USD",
    }
    assert found["totals"] == [{"currency": "USD", "amount": "27285.82"}]


def test_without_a_period_all_of_the_data_are_paid(capsys: Text) -> None:
    """In their order; a plan of one line takes its figures from measures."""
    (Path("data") / "deals.csv").write_text(
        "payee,closed_on,amount\nada,2026-05-10,1000\nben,2025-12-31,250.50\nada,2026-01-31,30\n"
    )
    assert main(["pay", "s.comp", "data", "--format", "csv"]) == 0
    rows = [row["period"] + row["payee"] for row in csv.DictReader(io.StringIO(capsys.readouterr().out))]
    assert rows == [f"{period}{payee}" for period in ("2025-Q4", "2026-Q1", "2026-Q2") for payee in ("ada", "ben")]
    assert main(["pay", str(PLANS / "01_one_line/one_line.comp"), str(PLANS / "01_one_line/data")]) == 0
    assert capsys.readouterr().out.endswith("3 payees paid for 2026-Q1: 9 lines, 28,359.60 in all\n")


def test_several_periods_are_named_with_their_rows(capsys: Text) -> None:
    """A row that strayed from the next quarter is seen at once; many periods are not named one by one."""
    rows = [f"ada,2026-0{month}-10,1\n" for month in (1, 2, 3, 4)]
    Path("data/deals.csv").write_text("payee,closed_on,amount\n" + "".join(rows))
    assert main(["pay", "s.comp", "data", "--format", "csv"]) == 0
    words = "The data holds rows of 2 periods: 2026-Q1 (3 rows), 2026-Q2 (1 row).\n"
    assert capsys.readouterr().err.startswith(words + "With --period 2026-Q1 that one alone is paid.\n")
    assert main(["pay", "s.comp", "data", "--format", "csv", "--period", "2026-Q1"]) == 0
    assert "periods" not in capsys.readouterr().err
    rows = [f"ada,{year}-01-10,1\n" for year in (*range(2010, 2027), 2015)]
    Path("data/deals.csv").write_text("payee,closed_on,amount\n" + "".join(rows))
    assert main(["pay", "s.comp", "data", "--format", "csv"]) == 0
    words = "The data holds rows of 17 periods: 2010-Q1 to 2026-Q1, most of them of 2015-Q1.\n"
    assert capsys.readouterr().err.startswith(words)


def test_thousands_of_periods_are_not_paid_at_once(capsys: Text) -> None:
    """Each would look at every row."""
    rows = "".join(f"ada,{1000 + n // 12}-{n % 12 + 1:02}-10,1\n" for n in range(5_000)) + "ada,1300-01-01,1\n"
    Path("data/deals.csv").write_text("payee,closed_on,amount\n" + rows)
    assert main(["pay", "s.comp", "data"]) == 3
    out, err = capsys.readouterr()
    assert out == ""
    words = "error[too-many-periods]: The data holds rows of 1,667 periods, and one run pays at most 400.\n"
    assert err.startswith(words + "hint: Name the period with `--period 1300-Q1`.\n")
    assert main(["pay", "s.comp", "data", "--period", "1300-Q1"]) == 0


def test_files_are_written_with_a_manifest(capsys: Text, folder: Path) -> None:
    """It ties plan, data, lines and traces together by their hashes; standard output stays empty."""
    assert main(["pay", *CSM, "-o", "run"]) == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert err.endswith("13 lines, $27,285.82 in all\nWritten to run: lines.csv, trace.jsonl, manifest.json\n")
    run = folder / "run"
    assert files_in(run) == ["lines.csv", "manifest.json", "trace.jsonl"]
    assert (run / "lines.csv").read_text() == LINES
    records = [json.loads(line) for line in (run / "trace.jsonl").read_text().splitlines()]
    traces = list(traces_in(records))
    assert [(t["payee"], t["component"], t["amount"]) for t in traces] == [
        (row["payee"], row["component"], row["amount"]) for row in csv.DictReader(io.StringIO(LINES))
    ]
    manifest = json.loads((run / "manifest.json").read_text())
    assert manifest["outputs"] == [
        {"file": name, "sha256": hashlib.sha256((run / name).read_bytes()).hexdigest()}
        for name in ("lines.csv", "trace.jsonl")
    ]
    assert manifest["plan"]["path"] == "csm/csm.comp"
    assert manifest["plan"]["sha256"] == hashlib.sha256(Path("csm/csm.comp").read_bytes()).hexdigest()
    assert manifest["plan"]["meaning"] == traces[0]["plan"]["meaning"]
    assert {one["file"]: one["sha256"] for one in manifest["inputs"]} == {
        name: hashlib.sha256(Path("csm/data", name).read_bytes()).hexdigest()
        for name in ("payees.csv", "usage.csv", "renewals.csv", "upsells.csv")
    }
    assert [(one["rows"], one["counted"], one["left_out"]) for one in manifest["inputs"]][1] == (
        10,
        9,
        {"outside the period": 1},
    )
    assert (manifest["payees"], manifest["unpaid"], manifest["lines"]) == (3, 0, 13)


def test_a_form_that_is_asked_for_is_written_beside_the_files(capsys: Text) -> None:
    """Files and a stream from one run."""
    assert main(["pay", *CSM, "-o", "run", "--format", "csv"]) == 0
    assert capsys.readouterr().out == Path("run/lines.csv").read_text() == LINES


def test_names_that_look_like_formulas_or_code_stay_text(capsys: Text) -> None:
    """What a spreadsheet would calculate, a browser run or a shell expand is a name here."""
    names = ["=1+2", "+1", "-x", "@a", "</script>", '"q"', "a,b", "'; drop table x; --", "{{7*7}}", "%s", "Zoë"]
    roster = "".join(f"{cell(name)},1\n" for name in names)
    Path("data/payees.csv").write_text(f"payee,pay\n{roster}", encoding="utf-8")
    Path("data/deals.csv").write_text("payee,closed_on,amount\nZoë,2026-01-01,10\n", encoding="utf-8")
    for form in ("csv", "json", "text"):
        assert main(["pay", "s.comp", "data", "--format", form, "-o", form]) == 0
        out = capsys.readouterr().out
        if form == "csv":
            assert [row["payee"] for row in csv.DictReader(io.StringIO(out))] == names
        if form == "json":
            assert [line["payee"] for line in json.loads(out)["lines"]] == names
    records = map(json.loads, Path("csv/trace.jsonl").read_text().splitlines())
    assert [trace["payee"] for trace in traces_in(records)] == names


def cell(text: str) -> str:
    """A cell in quotes."""
    return '"' + text.replace('"', '""') + '"'


# What became of the rows


def test_every_row_is_counted_or_left_out_for_a_reason(capsys: Text) -> None:
    """Read = counted + left out, file by file; also a row that the plan itself does not take."""
    Path("s.comp").write_text(
        SIMPLE.replace("sum(deals.amount)", 'sum(deals.amount where kind == "won")').replace(
            "amount: money }", "amount: money, kind: text }\n  records notes { payee, day: date, words: text }"
        )
    )
    Path("data/payees.csv").write_text("payee,pay,start,end\nada,1,,\nben,1,,2025-12-31\nchloe,1,2026-04-01,\n")
    Path("data/deals.csv").write_text(
        "payee,closed_on,amount,kind\nada,2026-01-10,1000,won\nada,2026-01-11,5,lost\nada,2026-04-01,7,won\n"
        "ben,2026-02-11,9,won\nchloe,2026-03-31,4,won\nchloe,2026-04-01,4,won\n"
    )
    Path("data/notes.csv").write_text("payee,day,words\nada,2026-01-01,a\nada,2026-01-02,b\n")
    assert main(["pay", "s.comp", "data", "--period", "2026-Q1"]) == 0
    out, err = capsys.readouterr()
    assert "  sold  $100.00\n" in out
    assert err == (
        "payees.csv  3 rows read = 1 counted + 2 left out (payee not active in the period)\n"
        "deals.csv   6 rows read = 1 counted + 5 left out "
        "(2 outside the period, 2 payee not active in the period, 1 taken by no `where`)\n"
        "notes.csv   2 rows read = 0 counted + 2 left out (not used by the plan)\n"
    )


def test_measures_the_plan_does_not_use_are_left_out(capsys: Text) -> None:
    """And so are those of another period."""
    Path("m.comp").write_text("adoption 60%\n")
    Path("data/payees.csv").write_text("payee,target\nada,100\n")
    Path("data/measures.csv").write_text(
        "payee,period,metric,value\nada,2026-Q1,adoption,80%\nada,2026-Q1,smiles,5\nada,2025-Q4,adoption,70%\n"
    )
    assert main(["pay", "m.comp", "data", "--period", "2026-Q1", "--format", "csv"]) == 0
    out, err = capsys.readouterr()
    assert out == "payee,period,component,amount,currency\nada,2026-Q1,adoption,48.00,\n"
    assert "measures.csv  3 rows read = 1 counted + 2 left out (1 outside the period, 1 not used by the plan)\n" in err


def test_blank_lines_at_the_end_of_a_file_are_said(capsys: Text) -> None:
    """A spreadsheet leaves them there; among the rows they stop the run."""
    with Path("data/deals.csv").open("a") as file:
        file.write(",,\n,,\n")
    with Path("data/payees.csv").open("a") as file:
        file.write("\n")
    said = (
        "payees.csv  2 rows read = 2 counted\n"
        "deals.csv   2 rows read = 2 counted\n"
        "payees.csv ends with 1 blank line, not counted as rows.\n"
        "deals.csv ends with 2 blank lines, not counted as rows.\n"
    )
    assert main(["pay", "s.comp", "data"]) == 0
    assert capsys.readouterr().err == said
    assert main(["explain", "s.comp", "data", "ada"]) == 0
    assert capsys.readouterr().err == "".join(said.splitlines(keepends=True)[2:])
    with Path("data/deals.csv").open("a") as file:
        file.write("ada,2026-01-10,1\n")
    assert main(["pay", "s.comp", "data", "-o", "run"]) == 1
    err = capsys.readouterr().err
    assert "data/deals.csv:line 4 (record 3): error[blank-line]: lines 4 to 5 are blank\n" in err
    assert main(["pay", "s.comp", "data", "--quarantine", "left.csv"]) == 1
    assert 'row,deals.csv,4,3,,,lines 4 to 5 are blank,,""",,"""\n' in Path("left.csv").read_text()


def test_a_text_that_is_nearly_what_the_plan_asks_for_is_said(capsys: Text) -> None:
    """It is a warning: the row is paid on as it is written, and the status stays."""
    Path("s.comp").write_text(
        SIMPLE.replace("sum(deals.amount)", 'sum(deals.amount where kind == "Won")').replace(
            "amount: money", "amount: money, kind: text"
        )
    )
    Path("data/deals.csv").write_text("payee,closed_on,amount,kind\nada,2026-01-10,1000,Won\nada,2026-01-11,5,won\n")
    assert main(["pay", "s.comp", "data"]) == 0
    out, err = capsys.readouterr()
    assert "  sold  $100.00\n" in out
    assert err.startswith(
        's.comp:6:48: warning[other-spelling]: 1 row has "won" in `deals.kind`, and the plan asks for "Won" (1 row): '
        "they differ in capital letters.\n"
    )
    assert main(["explain", "s.comp", "data", "ada"]) == 0
    assert "warning[other-spelling]" in capsys.readouterr().err
    with Path("data/deals.csv").open("a") as file:
        file.write("ben,2026-01-10,x,WON\n")
    assert main(["pay", "s.comp", "data", "--quarantine", "left.csv"]) == 1
    assert "1 error, 1 warning\n" in capsys.readouterr().err


# What stops a run


def test_one_bad_row_stops_the_run(capsys: Text, folder: Path) -> None:
    """Nothing is on standard output and nothing is written; every problem is drawn."""
    Path("data/deals.csv").write_text(
        'payee,closed_on,amount\nada,2026-01-10,"1,234.50"\nbne,2026-02-11,250.50\nben,2026-02-11,1e3\n'
    )
    assert main(["pay", "s.comp", "data", "-o", "run"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    expected = """\
data/deals.csv:line 2 (record 1), column "amount": error[not-a-number]: "1,234.50" is not an amount of money
hint: write 1234.50

data/deals.csv:line 3 (record 2), column "payee": error[unknown-payee]: "bne" is not a payee of the roster
hint: write "ben" if that is who is meant, or add the payee to the roster

data/deals.csv:line 4 (record 3), column "amount": error[not-a-number]: "1e3" is not an amount of money
hint: write 1000

3 errors
Nothing was paid.
With --quarantine FILE the others are paid, and what is left out is written to FILE.
"""
    assert expected == err
    assert not (folder / "run").exists()


def test_all_problems_are_counted_however_many_there_are(capsys: Text) -> None:
    """Twenty are shown."""
    Path("data/deals.csv").write_text("payee,closed_on,amount\n" + "ada,2026-01-10,x\n" * 2500)
    assert main(["pay", "s.comp", "data"]) == 1
    err = capsys.readouterr().err
    assert err.count("is not an amount of money") == 20
    assert "\n2,500 errors; 20 of 2,500 shown\nNothing was paid.\n" in err


WITHOUT_DATA = (
    "`adoption`, `retention` and `make_it_stick` of ada in 2026-Q2 cannot be paid: "
    "`sum(usage.active_seats) / sum(usage.licensed_seats)` divides by zero."
)


def test_a_payee_without_data_stops_the_run(capsys: Text, folder: Path) -> None:
    """Payee, period and component are named; where the data holds several periods, so are they."""
    assert main(["pay", "csm/csm.comp", "csm/data", "-o", "run"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(
        "The data holds rows of 2 periods: 2026-Q1 (20 rows), 2026-Q2 (1 row).\n"
        "With --period 2026-Q1 that one alone is paid.\n"
        "csm/csm.comp:"
    )
    assert f"error[missing-data]: {WITHOUT_DATA}" in err
    assert err.endswith(
        "3 errors\nNothing was paid.\n"
        "With --quarantine FILE the others are paid, and what is left out is written to FILE.\n"
    )
    assert not (folder / "run").exists()


@pytest.mark.parametrize(
    "args, status, words",
    [
        (["pay"], 2, "Missing argument 'PLAN'"),
        (["pay", "s.comp"], 2, "Missing argument 'DATA'"),
        (["pay", "s.comp", "data", "--nope"], 2, "No such option"),
        (["pay", "s.comp", "data", "-o"], 2, "requires an argument"),
        (["pay", "s.comp", "data", "--format", "xml"], 2, "'xml' is not one of"),
        (["pay", "s.comp", "data", "--period", "2024-13"], 2, "error[no-such-period]: `2024-13` is no period."),
        (["pay", "s.comp", "data", "--period", "2024-02-30"], 2, "error[no-such-period]"),
        (["pay", "s.comp", "data", "--period", "2026"], 2, "error[wrong-period]: The plan pays by quarter"),
        (["pay", *CSM[:2], "--period", "2027-Q1"], 1, "The plan is in force from 2026-01-01 to 2026-12-31; 2027-Q1"),
        (["pay", "s.comp", "empty", "--period", "2026-Q1"], 3, "error[missing-file]: there is no file for the roster"),
        (["pay", "s.comp", "nope"], 3, "nope: error[missing-folder]: there is no such folder"),
        (["pay", "s.comp", "s.comp"], 3, "s.comp: error[missing-folder]"),
        (["pay", "nope.comp", "data"], 3, "nope.comp: error[no-such-file]"),
        (["pay", "data", "data"], 2, "data: error[no-plan-in-folder]: There is no plan in this folder"),
        (["pay", "bad.comp", "data"], 1, "bad.comp:1:14: error[value-missing]"),
        (["pay", "s.comp", "blank"], 1, "error[nothing-to-pay-on]"),
        (["pay", "s.comp", "piped"], 3, "it is not a regular file"),
        (["pay", "s.comp", "twice"], 3, "error[two-files-for-a-block]"),
    ],
)
def test_what_cannot_be_paid_is_named(args: list[str], status: int, words: str, folder: Path, capsys: Text) -> None:
    """With the status of its kind; nothing is on standard output, and no traceback anywhere."""
    for name in ("empty", "blank", "piped", "twice"):
        (folder / name).mkdir()
    for name in ("blank", "piped", "twice"):
        shutil.copy("data/payees.csv", name)
    Path("blank/deals.csv").write_text("payee,closed_on,amount\n")
    os.mkfifo("piped/deals.csv")
    Path("twice/deals.csv").write_text("payee,closed_on,amount\n")
    Path("twice/deals.jsonl").write_text("")
    Path("bad.comp").write_text("adoption 60% cap\n")
    before = files_in(folder)
    assert main(args) == status
    out, err = capsys.readouterr()
    assert out == ""
    assert words in err
    assert "Traceback" not in err
    assert files_in(folder) == before


# What is left out with leave


def test_with_leave_the_others_are_paid(capsys: Text) -> None:
    """A payee with a refused row is held back: what is left of their rows would pay a wrong amount."""
    Path("data/deals.csv").write_text(
        'payee,closed_on,amount\nada,2026-01-10,1000\nada,2026-01-11,"1,000"\nben,2026-02-11,250.50\n'
        "zoe,2026-02-11,70\nada,2026-01-12,\n"
    )
    assert main(["pay", "s.comp", "data", "--format", "csv", "--quarantine", "left.csv"]) == 1
    out, err = capsys.readouterr()
    assert out == "payee,period,component,amount,currency\nben,2026-Q1,sold,25.05,USD\n"
    assert err.endswith(
        "3 errors\n"
        "payees.csv  2 rows read = 1 counted + 1 left out (payee not paid)\n"
        "deals.csv   5 rows read = 1 counted + 4 left out (1 payee not paid, 3 refused)\n"
        "Left out: 3 refused rows and 1 payee, written to left.csv\n"
        "  payees: ada\n"
        "  payees.csv, pay: $1.00 in 1 row of payees not paid\n"
        "  deals.csv, amount: $70.00 in 1 refused row, 2 more cannot be read; $1,000.00 in 1 row of payees not paid\n"
        "1 payee paid for 2026-Q1: 1 line, $25.05 in all\n"
        "1 refused row without a payee of the roster: whoever they belong to is paid too little or too much "
        "until they are mended.\n"
    )
    columns = '"payee,closed_on,amount"'
    number, zoe = (
        '"column ""amount"": ""1,000"" is not an amount of money"',
        '"column ""payee"": ""zoe"" is not a payee',
    )
    expected = f'''\
what,file,line,record,payee,period,reason,columns,cells
row,deals.csv,3,2,ada,,{number},{columns},"ada,2026-01-11,""1,000"""
row,deals.csv,5,4,zoe,,{zoe} of the roster",{columns},"zoe,2026-02-11,70"
row,deals.csv,6,5,ada,,"column ""amount"": the cell is empty, and empty is not zero",{columns},"ada,2026-01-12,"
payee,payees.csv,2,,ada,2026-Q1,"line 3 of deals.csv is refused, and 1 more row",,
'''
    assert expected == Path("left.csv").read_text()


def test_a_payee_without_data_is_left_out_with_leave(capsys: Text) -> None:
    """Over all periods of the data; the reason is that of the message."""
    assert main(["pay", "csm/csm.comp", "csm/data", "--quarantine", "left.csv", "-o", "run"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "Left out: 0 refused rows and 3 payees, written to left.csv\n  payees: ada, ben, chloe\n" in err
    assert Path("run/lines.csv").read_text() == LINES
    rows = list(csv.DictReader(io.StringIO(Path("left.csv").read_text())))
    assert [(row["what"], row["payee"], row["period"]) for row in rows] == [
        ("payee", payee, "2026-Q2") for payee in ("ada", "ben", "chloe")
    ]
    assert rows[0]["reason"] == WITHOUT_DATA
    manifest = json.loads(Path("run/manifest.json").read_text())
    assert manifest["unpaid"] == 3
    assert manifest["left_out"]["payees"] == {"count": 3, "names": ["ada", "ben", "chloe"]}


def test_what_is_left_out_is_added_up_in_the_manifest(capsys: Text) -> None:
    """By file and column: refused rows as far as they can be read, and the good rows of those who are not paid."""
    Path("data/deals.csv").write_text(
        'payee,closed_on,amount\nada,2026-01-10,1000.50\nada,2026-01-11,"1,000"\nben,2026-02-11,250.50\n'
        "zoe,2026-02-11,70\nada,2026-01-12,0.25\n"
    )
    assert main(["pay", "s.comp", "data", "-o", "run", "--quarantine", "left.csv"]) == 1
    assert json.loads(Path("run/manifest.json").read_text())["left_out"] == {
        "refused_rows": 2,
        "rows_of_unpaid": 3,
        "payees": {"count": 1, "names": ["ada"]},
        "sums": [
            {
                "file": "payees.csv",
                "column": "pay",
                "metric": None,
                "currency": "USD",
                "refused": {"rows": 0, "read": 0, "sum": "0"},
                "unpaid": {"rows": 1, "sum": "1"},
            },
            {
                "file": "deals.csv",
                "column": "amount",
                "metric": None,
                "currency": "USD",
                "refused": {"rows": 2, "read": 1, "sum": "70"},
                "unpaid": {"rows": 2, "sum": "1000.75"},
            },
        ],
    }
    assert "amount: $70.00 in 1 refused row, 1 more cannot be read; $1,000.75 in 2 rows of" in capsys.readouterr().err
    Path("data/deals.csv").write_text("payee,closed_on,amount\nada,2026-01-10,1000.50\n")
    assert main(["pay", "s.comp", "data", "-o", "clean"]) == 0
    assert json.loads(Path("clean/manifest.json").read_text())["left_out"] == {
        "refused_rows": 0,
        "rows_of_unpaid": 0,
        "payees": {"count": 0, "names": []},
        "sums": [],
    }


def test_where_nothing_is_left_out_the_file_says_so(capsys: Text) -> None:
    """An old one would tell of another run."""
    Path("left.csv").write_text("old\n")
    assert main(["pay", "s.comp", "data", "--quarantine", "left.csv"]) == 0
    assert "Nothing was left out; left.csv says so.\n" in capsys.readouterr().err
    assert Path("left.csv").read_text() == "what,file,line,record,payee,period,reason,columns,cells\n"


def test_a_file_that_cannot_be_read_stops_the_run_with_leave_too(capsys: Text, folder: Path) -> None:
    """Nobody can say which rows are missing."""
    Path("data/deals.csv").write_bytes(b"payee,closed_on,amount\nada,2026-01-10,\x00\n")
    before = files_in(folder)
    assert main(["pay", "s.comp", "data", "--quarantine", "left.csv"]) == 1
    assert capsys.readouterr().err.endswith("1 error\nNothing was paid.\n")
    assert files_in(folder) == before


# Where it is written


@pytest.mark.parametrize(
    "args, words",
    [
        (["--quarantine", "data/deals.csv"], "--quarantine names data/deals.csv, which lies in the folder of the data"),
        (["--quarantine", "data/left.csv"], "--quarantine names data/left.csv, which lies in the folder of the data"),
        (["--quarantine", "s.comp"], "--quarantine names s.comp, which is the plan: a run does not write where it"),
        (["--quarantine", "hard.csv"], "error[output-is-input]"),
        (["-o", "data"], "-o names data, which is the folder of the data"),
        (["-o", "data/run"], "-o names data/run, which lies in the folder of the data"),
        (["-o", "./linked/run"], "-o names ./linked/run, which lies in the folder of the data"),
        (["-o", "s.comp"], "-o names s.comp, which is the plan"),
        (["-o", "."], "error[folder-taken]: The folder holds something else than a run: data, hard.csv, linked and 1"),
        (["-o", ""], "-o needs the name of a folder, and got an empty one. Write -o run."),
        (["-o", " "], "-o needs the name of a folder, and got an empty one."),
        (["-o", "-"], "-o needs the name of a folder, and - is none: the lines go to standard output without -o."),
        (["--quarantine", ""], "--quarantine needs the name of a file, and got an empty one."),
        (["--quarantine", "-"], "--quarantine needs the name of a file, and - is none: standard output holds what is"),
        (["-o", "run", "--quarantine", "run"], "--quarantine names a file, and -o the same place as a folder."),
        (["-o", "run/deep", "--quarantine", "run"], "--quarantine names a file, and -o the same place as a folder."),
        (["-o", "run", "--quarantine", "run/lines.csv"], "--quarantine names lines.csv, which -o writes too."),
        (["-o", "run", "--quarantine", "run/../run/manifest.json"], "--quarantine names manifest.json"),
    ],
)
def test_what_is_read_or_written_is_not_written_over(args: list[str], words: str, folder: Path, capsys: Text) -> None:
    """Neither the data, nor the plan, nor one output by another; and an output has a name."""
    Path("hard.csv").hardlink_to("data/deals.csv")
    Path("linked").symlink_to("data")
    shutil.rmtree("csm")
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert main(["pay", "s.comp", "data", *args]) == 2
    assert words in capsys.readouterr().err
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_an_earlier_run_is_replaced_and_that_is_said(capsys: Text) -> None:
    """By its plan and its periods. What else is in the folder is left alone."""
    assert main(["pay", "s.comp", "data", "-o", "run"]) == 0
    assert "Replaced" not in capsys.readouterr().err
    Path("run/notes.txt").write_text("mine")
    assert main(["pay", *CSM, "-o", "run"]) == 0
    assert capsys.readouterr().err.endswith("Replaced the run of s for 2026-Q1.\nWritten to run: " + WRITTEN)
    assert Path("run/lines.csv").read_text() == LINES
    assert Path("run/notes.txt").read_text() == "mine"


WRITTEN = "lines.csv, trace.jsonl, manifest.json\n"


@pytest.mark.parametrize(
    "files",
    [
        {"report.docx": "mine"},
        {"lines.csv": "mine"},
        {"trace.jsonl": ""},
        {"manifest.json": "{}", "lines.csv": "payee,period,component,amount,currency\n"},
        {"manifest.json": "[" * 100_000},
        {"manifest.json": '{"name": "a web page", "version": "1", "icons": []}'},
        {"lines.csv": "payee,period,component,amount,currency\n", "notes.txt": "mine"},
    ],
    ids=lambda files: " ".join(files),
)
def test_a_folder_that_holds_something_else_is_not_written_into(
    files: dict[str, str], folder: Path, capsys: Text
) -> None:
    """Before anything is paid."""
    (folder / "run").mkdir()
    for name, text in files.items():
        (folder / "run" / name).write_text(text)
    assert main(["pay", "s.comp", "data", "-o", "run"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert f"run: error[folder-taken]: The folder holds something else than a run: {', '.join(sorted(files))}." in err
    assert {path.name: path.read_text() for path in (folder / "run").iterdir()} == files


def test_what_a_killed_run_left_is_in_nobodys_way(folder: Path, capsys: Text) -> None:
    """Its lines without a manifest, its temporary files, and the hidden files of others."""
    (folder / "run").mkdir()
    (folder / "run" / ".gitkeep").write_text("")
    (folder / "run" / ".trace.jsonl.0123456789abcdef.tmp").write_text("{")
    assert main(["pay", "s.comp", "data", "-o", "run"]) == 0
    assert "Replaced" not in capsys.readouterr().err
    (folder / "run" / "manifest.json").unlink()
    assert main(["pay", "s.comp", "data", "-o", "run"]) == 0
    assert "Replaced the run of a run that did not end." not in (err := capsys.readouterr().err)
    assert "Replaced a run that did not end.\n" in err


def test_what_is_left_out_is_written_with_the_run_or_not_at_all(folder: Path, capsys: Text) -> None:
    """An old list of what was left out stays with the old run."""
    Path("data/deals.csv").write_text("payee,closed_on,amount\nada,2026-01-10,1000\nben,2026-02-11,x\n")
    Path("left.csv").write_text("old\n")
    (folder / "run").mkdir()
    Path("run/lines.csv").write_text("payee,period,component,amount,currency\n")
    Path("run/trace.jsonl").mkdir()
    assert main(["pay", "s.comp", "data", "-o", "run", "--quarantine", "left.csv"]) == 3
    assert "error[cannot-write]" in capsys.readouterr().err
    assert Path("left.csv").read_text() == "old\n"
    Path("run/trace.jsonl").rmdir()
    assert main(["pay", "s.comp", "data", "-o", "run", "--quarantine", "left.csv"]) == 1
    assert "ben,2026-02-11,x" in Path("left.csv").read_text()
    assert files_in(folder / "run") == ["lines.csv", "manifest.json", "trace.jsonl"]


def test_a_name_with_a_line_end_is_told_on_one_line(capsys: Text) -> None:
    """So that it cannot pretend to be another message."""
    shutil.copytree("data", "a\nb")
    shutil.copy("s.comp", "a\nb.comp")
    assert main(["pay", "a\nb.comp", "a\nb", "-o", "run\n\x1b[2J", "--quarantine", "left\n.csv"]) == 0
    err = capsys.readouterr().err
    assert "\x1b" not in err
    assert err.splitlines()[-3:] == [
        "Nothing was left out; left\\n.csv says so.",
        "2 payees paid for 2026-Q1: 2 lines, $125.05 in all",
        "Written to run\\n\\x1b[2J: lines.csv, trace.jsonl, manifest.json",
    ]
    assert main(["pay", "a\nb.comp", "a\nb", "-o", "a\nb/run"]) == 2
    assert "-o names a\\nb/run, which lies in the folder of the data" in capsys.readouterr().err


def test_a_link_in_the_place_of_an_output_is_replaced(capsys: Text, folder: Path) -> None:
    """And never followed."""
    assert main(["pay", "s.comp", "data", "-o", "run"]) == 0
    (folder / "outside.csv").write_text("mine\n")
    (folder / "run" / "lines.csv").unlink()
    (folder / "run" / "lines.csv").symlink_to(folder / "outside.csv")
    assert main(["pay", "s.comp", "data", "-o", "run"]) == 0
    assert (folder / "outside.csv").read_text() == "mine\n"
    assert not (folder / "run" / "lines.csv").is_symlink()
    assert "run/lines.csv was a link; it is a file of its own now." in capsys.readouterr().err


def test_a_file_in_the_place_of_the_folder_is_a_problem(capsys: Text) -> None:
    """Nothing else is written."""
    Path("notes").write_text("mine")
    assert main(["pay", "s.comp", "data", "-o", "notes"]) == 3
    assert "notes: error[cannot-write]" in capsys.readouterr().err
    assert Path("notes").read_text() == "mine"


def many_payees(count: int) -> None:
    """A run that takes a moment."""
    Path("data/payees.csv").write_text("payee,pay\n" + "".join(f"p{n},1\n" for n in range(count)))
    rows = "".join(f"p{n},2026-01-10,{n}\n" for n in range(count))
    Path("data/deals.csv").write_text("payee,closed_on,amount\n" + rows)


def test_a_killed_run_leaves_the_old_files_or_the_new(folder: Path) -> None:
    """At whatever moment it is killed: all hashes of the manifest fit, and nothing is left half written."""
    command = [sys.executable, "-m", "compdsl", "pay", "s.comp", "data", "-o", "run"]
    subprocess.run(command, check=True, env=environment(), capture_output=True)
    old = (folder / "run" / "manifest.json").read_bytes()
    many_payees(300)
    for delay in (0.15, 0.3, 0.4, 0.5, 0.6):
        started = subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        time.sleep(delay)
        started.send_signal(signal.SIGKILL)
        started.communicate()
        manifest = json.loads((folder / "run" / "manifest.json").read_bytes())
        for one in manifest["outputs"]:
            digest = hashlib.sha256((folder / "run" / one["file"]).read_bytes()).hexdigest()
            assert one["sha256"] == digest or old == (folder / "run" / "manifest.json").read_bytes()
    subprocess.run(command, check=True, env=environment(), capture_output=True)
    assert len((folder / "run" / "lines.csv").read_text().splitlines()) == 301


def test_two_runs_at_once_do_not_mix(folder: Path) -> None:
    """The files of the last to finish are there, and belong together."""
    command = [sys.executable, "-m", "compdsl", "pay", "s.comp", "data", "-o", "run"]
    runs = [subprocess.Popen(command, env=environment(), stderr=subprocess.PIPE) for _ in range(3)]
    assert [run.communicate()[1] and run.returncode for run in runs] == [0, 0, 0]
    manifest = json.loads((folder / "run" / "manifest.json").read_bytes())
    for one in manifest["outputs"]:
        assert one["sha256"] == hashlib.sha256((folder / "run" / one["file"]).read_bytes()).hexdigest()
    assert files_in(folder / "run") == ["lines.csv", "manifest.json", "trace.jsonl"]


def test_the_same_bytes_under_every_seed_locale_and_time_zone(folder: Path) -> None:
    """On every output: the streams, the lines, the traces, the manifest, what is left out."""
    Path("data/payees.csv").write_text("payee,pay\nJosé,1\nada,1\nZoë,1\n", encoding="utf-8")
    Path("data/deals.csv").write_text(
        "payee,closed_on,amount\nJosé,2026-01-10,7.77\nada,2026-03-31,1\nZoë,2026-01-01,x\n", encoding="utf-8"
    )
    command = [sys.executable, "-m", "compdsl", "pay", "s.comp", "data", "-o", "run", "--quarantine", "left.csv"]
    found = set()
    for number, extra in enumerate(
        (
            {"PYTHONHASHSEED": "0"},
            {"PYTHONHASHSEED": "1", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
            {"PYTHONHASHSEED": "2", "LC_ALL": "tr_TR.UTF-8", "TZ": "Pacific/Kiritimati"},
        )
    ):
        for form in ("text", "csv", "json"):
            shutil.rmtree("run", ignore_errors=True)
            ended = subprocess.run(
                [*command, "--format", form],
                capture_output=True,
                check=False,
                env=environment(**extra),
            )
            assert ended.returncode == 1, ended.stderr
            files = tuple((folder / "run" / name).read_bytes() for name in files_in(folder / "run"))
            found.add((form, ended.stdout, ended.stderr, files, (folder / "left.csv").read_bytes()))
        assert len(found) == 3, f"environment {number} differs"


def test_a_reader_that_goes_away_is_answered_quietly() -> None:
    """As `| head` does."""
    many_payees(2000)
    command = f"'{sys.executable}' -m compdsl pay s.comp data --format csv 2>/dev/null | head -n 2"
    ended = subprocess.run(["sh", "-c", command], capture_output=True, check=False, env=environment())
    assert (ended.stdout, ended.stderr) == (
        b"payee,period,component,amount,currency\np0,2026-Q1,sold,0.00,USD\n",
        b"",
    )


def test_how_far_a_run_is_is_shown_on_a_terminal_only(capsys: Text) -> None:
    """And only where it is long."""
    many_payees(1200)
    assert main(["pay", "s.comp", "data", "--format", "csv"]) == 0
    assert "Paying" not in capsys.readouterr().err


def test_the_plan_may_come_from_standard_input(folder: Path) -> None:
    """Its name is then the one it gives itself."""
    ended = subprocess.run(
        [sys.executable, "-m", "compdsl", "pay", "-", "data", "--format", "csv", "-o", "run"],
        input=SIMPLE.encode(),
        capture_output=True,
        check=False,
        env=environment(),
    )
    assert ended.returncode == 0
    assert ended.stdout.endswith(b"ben,2026-Q1,sold,25.05,USD\n")
    assert json.loads((folder / "run" / "manifest.json").read_text())["plan"]["path"] == "<stdin>"


def test_a_period_the_data_does_not_hold_is_said_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And not once for every payee and line that lacks data."""
    (tmp_path / "plan.comp").write_text("currency USD\nadoption 60%\nretention 40%\n")
    (tmp_path / "figures").mkdir()
    (tmp_path / "figures/payees.csv").write_text("payee,target\nada,100\nben,100\n")
    rows = "".join(f"{who},2026-Q1,{what},90%\n" for who in ("ada", "ben") for what in ("adoption", "retention"))
    (tmp_path / "figures/measures.csv").write_text(f"payee,period,metric,value\n{rows}")
    assert main(["pay", str(tmp_path / "plan.comp"), str(tmp_path / "figures"), "--period", "2026-Q2"]) == 1
    told = capsys.readouterr().err
    assert told.count("error[") == 1
    assert "The data holds no row of 2026-Q2, and pay needs some; it holds rows of 2026-Q1." in told


def test_what_stops_a_split_is_said_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With the name of whose weight it is."""
    (tmp_path / "plan.comp").write_text("currency USD\nperiod quarter\npool $900 split by payee.weight\n")
    (tmp_path / "figures").mkdir()
    (tmp_path / "figures/payees.csv").write_text("payee,weight\nada,2\nben,-1\ncy,1\n")
    assert main(["pay", str(tmp_path / "plan.comp"), str(tmp_path / "figures"), "--period", "2026-Q1"]) == 1
    told = capsys.readouterr().err
    assert told.count("error[") == 1
    assert "`pool` of 2026-Q1 has no data: the weight of ben is below zero." in told
