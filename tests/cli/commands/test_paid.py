"""compdsl pay --paid, compdsl explain --paid: what was paid before, and what makes up for it."""

import json
import shutil
from decimal import Decimal
from pathlib import Path

import jsonschema
import pytest

from compdsl.cli.main import main
from compdsl.trace import replay

SCHEMA = json.loads((Path(replay.__file__).parent / "schema.json").read_text(encoding="utf-8"))
PLAN = """\
plan sales "Sales" {
  currency USD
  period quarter
  effective 2026-01-01 to 2026-12-31
  records deals { payee, closed_on: date, amount: money }
  metric sold = sum(deals.amount)
  sales rate 8% on sold
  club rate 1% on sold ytd
}
"""
BEFORE = "payee,closed_on,amount\nada,2026-01-20,42000\nada,2026-02-25,31500\nben,2026-03-02,20000\n"
AFTER = (
    "payee,closed_on,amount\nada,2026-01-20,42000\nada,2026-02-25,36500\nben,2026-03-02,18000\nada,2026-04-11,30000\n"
)
Q1, Q2 = ["--paid", "paid/q1"], ["--paid", "paid/q2"]

Text = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Text) -> Path:
    """A folder in which the first quarter has been paid, and a deal of it was corrected since."""
    monkeypatch.chdir(tmp_path)
    Path("data").mkdir()
    Path("sales.comp").write_text(PLAN)
    Path("data/payees.csv").write_text("payee,start,end\nada,,\nben,,2026-03-31\n")
    Path("data/deals.csv").write_text(BEFORE)
    assert pay("-o", "paid/q1") == 0
    Path("data/deals.csv").write_text(AFTER)
    capsys.readouterr()
    return tmp_path


def pay(*more: str) -> int:
    return main(["pay", "sales.comp", "data", *more])


def explain(payee: str, *more: str) -> int:
    return main(["explain", "sales.comp", "data", payee, *more])


def picture(folder: Path) -> dict[str, bytes]:
    """Every file that is there, with its bytes."""
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


# What is paid


def test_a_statement_has_the_differences_of_closed_periods(capsys: Text) -> None:
    """Ben has left, and gives back what he was paid too much."""
    assert pay("--period", "2026-Q2", *Q1) == 0
    out, err = capsys.readouterr()
    assert (
        out
        == """\
ada · 2026-Q2 · Sales
  sales              $2,400.00
  club                 $350.00
  sales for 2026-Q1    $400.00
                     ---------
  total              $3,150.00

ben · 2026-Q2 · Sales
  sales for 2026-Q1  -$160.00
  club for 2026-Q1    -$20.00
                     --------
  total              -$180.00

2 payees paid for 2026-Q2: 5 lines, $2,970.00 in all
"""
    )
    assert (
        err
        == """\
payees.csv  2 rows read = 2 counted
deals.csv   4 rows read = 4 counted
2026-Q1 was paid before: 3 lines differ now, $220.00 more in all.
"""
    )


def test_paying_the_same_period_twice_pays_once(capsys: Text) -> None:
    """And says so."""
    assert pay("--period", "2026-Q2", *Q1, "-o", "paid/q2") == 0
    before = picture(Path("paid"))
    capsys.readouterr()
    assert pay("--period", "2026-Q2", *Q1, *Q2, "-o", "paid/q2-again") == 0
    assert Path("paid/q2-again/lines.csv").read_text() == "payee,period,component,amount,currency\n"
    assert (
        capsys.readouterr().err
        == """\
payees.csv  2 rows read = 0 counted + 2 left out (1 payee not active in the period, 1 paid before)
deals.csv   4 rows read = 0 counted + 4 left out (3 outside the period, 1 paid before)
2026-Q1 was paid before, and comes to the same now.
2026-Q2 was paid before; nothing more is due.
0 payees paid for 2026-Q2: 0 lines, $0.00 in all
Written to paid/q2-again: lines.csv, trace.jsonl, manifest.json
"""
    )
    shutil.rmtree("paid/q2-again")
    assert picture(Path("paid")) == before


def test_without_a_period_what_is_not_paid_yet_is_paid(capsys: Text) -> None:
    """And where all is paid, the last period once more."""
    assert pay(*Q1, "--format", "csv") == 0
    out, err = capsys.readouterr()
    assert {line.split(",")[1] for line in out.splitlines()[1:]} == {"2026-Q2"}
    assert "The data holds" not in err
    assert pay(*Q1, "-o", "paid/q2") == 0
    capsys.readouterr()
    assert pay(*Q1, *Q2) == 0
    assert "2026-Q2 was paid before; nothing more is due." in capsys.readouterr().err


def test_a_closed_period_may_be_paid_again_itself(capsys: Text) -> None:
    """Then its differences are all there is."""
    assert pay(*Q1, "--period", "2026-Q1", "--format", "csv") == 0
    out, _ = capsys.readouterr()
    assert out.splitlines()[1:] == [
        "ada,2026-Q1,sales for 2026-Q1,400.00,USD",
        "ada,2026-Q1,club for 2026-Q1,50.00,USD",
        "ben,2026-Q1,sales for 2026-Q1,-160.00,USD",
        "ben,2026-Q1,club for 2026-Q1,-20.00,USD",
    ]


def test_a_file_of_amounts_will_do(capsys: Text) -> None:
    Path("payroll.csv").write_text(Path("paid/q1/lines.csv").read_text())
    assert pay("--paid", "payroll.csv", "--period", "2026-Q2", "--format", "csv") == 0
    assert "ada,2026-Q2,sales for 2026-Q1,400.00,USD" in capsys.readouterr().out


def test_who_was_left_out_is_paid_when_the_rows_are_mended(capsys: Text) -> None:
    """The others were paid; the quarantine held Ben back."""
    Path("data/deals.csv").write_text(BEFORE.replace("20000", "20,000"))
    shutil.rmtree("paid")
    assert pay("--period", "2026-Q1", "-o", "paid/q1", "--quarantine", "left.csv") == 1
    Path("data/deals.csv").write_text(BEFORE)
    capsys.readouterr()
    assert pay("--period", "2026-Q1", *Q1, "--format", "csv") == 0
    assert capsys.readouterr().out.splitlines()[1:] == [
        "ben,2026-Q1,sales,1600.00,USD",
        "ben,2026-Q1,club,200.00,USD",
    ]


# What is said of it


def test_periods_without_rows_or_behind_the_one_that_is_paid_are_named(capsys: Text) -> None:
    """And one that was passed over."""
    Path("data/deals.csv").write_text("payee,closed_on,amount\nada,2026-04-11,30000\nada,2026-07-11,100\n")
    Path("more.csv").write_text("payee,period,component,amount,currency\nada,2026-Q4,sales,1.00,USD\n")
    Path("sales.comp").write_text(PLAN.replace("sold ytd", "sold"))
    assert pay("--period", "2026-Q3", *Q1, "--paid", "more.csv", "--format", "csv") == 0
    said = capsys.readouterr().err.splitlines()
    assert said[2:-1] == [
        "2026-Q1 was paid before, and is not worked out again: the data holds no rows of it.",
        "2026-Q4 was paid before, and comes after 2026-Q3: a later run looks at it.",
        "2026-Q2 is not in what was paid before. Pay it with --period 2026-Q2.",
    ]


def test_what_is_paid_to_date_needs_the_rows_of_what_was_paid_before(capsys: Text) -> None:
    """Without them all that was paid would be taken back."""
    Path("data/deals.csv").write_text("payee,closed_on,amount\nada,2026-04-11,30000\n")
    assert pay("--period", "2026-Q2", *Q1) == 1
    said = capsys.readouterr().err
    assert "`club` of ada in 2026-Q2 cannot be paid: the data holds no rows of 2026-Q1, which was paid before" in said
    assert "hint: Bring the rows of 2026-Q1 too" in said


def test_what_is_paid_to_date_makes_up_for_what_was_passed_over(capsys: Text) -> None:
    """The second quarter was not paid; the third pays all of the year so far."""
    Path("data/deals.csv").write_text(f"{BEFORE}ada,2026-04-11,30000\nada,2026-07-11,100\n")
    assert pay("--period", "2026-Q3", *Q1, "--format", "csv") == 0
    both = capsys.readouterr()
    assert "ada,2026-Q3,club,301.00,USD\n" in both.out
    assert (
        "2026-Q2 is not in what was paid before; what is paid to date makes up for it. Pay it with --period 2026-Q2.\n"
    ) in both.err


def test_periods_between_without_rows_are_told(capsys: Text) -> None:
    """A fixed amount would be due in them; where lines look back, they are paid."""
    Path("sales.comp").write_text(PLAN.replace("  club rate 1% on sold ytd\n", "  kept $5\n"))
    Path("data/deals.csv").write_text("payee,closed_on,amount\nada,2026-01-20,100\nada,2026-12-01,100\n")
    assert pay("--format", "csv") == 0
    said = capsys.readouterr().err
    assert "2026-Q2, 2026-Q3 hold no rows, so nothing is paid for them." in said
    assert "Where pay is due then, name it: --period 2026-Q2.\n" in said
    Path("sales.comp").write_text(PLAN.replace("  club rate 1% on sold ytd\n", "  kept $6 paid over 3 quarters\n"))
    assert pay("--format", "csv") == 0
    both = capsys.readouterr()
    assert "2026-Q2 (no rows)" in both.err
    assert [line for line in both.out.splitlines() if "kept" in line and "ada" in line] == [
        "ada,2026-Q1,kept,2.00,USD",
        "ada,2026-Q2,kept,4.00,USD",
        "ada,2026-Q3,kept,6.00,USD",
        "ada,2026-Q4,kept,6.00,USD",
    ]


def test_a_version_of_the_plan_that_is_not_in_force_then_says_so(capsys: Text) -> None:
    Path("sales.comp").write_text(PLAN.replace("2026-01-01", "2026-04-01"))
    assert pay("--period", "2026-Q2", *Q1) == 0
    assert "2026-Q1 was paid before, and is not worked out again: the plan is not in force in it.\n" in (
        capsys.readouterr().err
    )


def test_what_an_earlier_version_left_open_is_told(capsys: Text) -> None:
    """The later one does not know what the lines of the other held. What a leaver forfeits, as ben, is not among it."""
    held = PLAN.replace("  club rate 1%", "  bonus $900 paid over 3 quarters\n  club rate 1%")
    held = held.replace("on sold\n", "on sold hold 50% until 2026-12-31\n", 1)
    Path("sales.comp").write_text(held)
    assert pay("--period", "2026-Q1", "-o", "first") == 0
    still_due = {one["component"]: one for one in json.loads(Path("first/manifest.json").read_text())["open"]}
    assert still_due["bonus"]["form"] == "paid over"
    assert still_due["bonus"]["payees"] == 1
    capsys.readouterr()
    Path("sales.comp").write_text(held.replace("2026-01-01", "2026-04-01"))
    assert pay("--period", "2026-Q2", "--paid", "first") == 0
    said = capsys.readouterr().err
    assert (
        f"warning[left-open-before]: After 2026-Q1 an earlier version of this plan left "
        f"${Decimal(still_due['sales']['amount']):,} of `sales` held and $600.00 of `bonus` still due "
        "(1 payee). This version does not pay it.\n"
    ) in said
    assert "2026-Q1 was paid before, and is not worked out again: the plan is not in force in it.\n" in said


def test_a_manifest_that_says_nonsense_of_what_is_open_is_none(capsys: Text) -> None:
    """As one without its lines."""
    Path("sales.comp").write_text(PLAN)
    assert pay("--period", "2026-Q1", "-o", "first") == 0
    manifest = json.loads(Path("first/manifest.json").read_text())
    no_amount = {"component": "sales", "form": "hold", "amount": "x", "payees": 1}
    for left in (
        [no_amount],
        [{"component": 5, "form": "hold", "amount": "1", "payees": 1}],
        [1],
        [{"component": "sales"}],
        7,
    ):
        Path("first/manifest.json").write_text(json.dumps({**manifest, "open": left}))
        assert pay("--period", "2026-Q2", "--paid", "first") == 3
        assert "run-not-ended" in capsys.readouterr().err


def test_a_run_that_stops_for_a_closed_period_says_so(capsys: Text) -> None:
    """The second quarter was asked for, and a figure of the first is missing."""
    Path("sales.comp").write_text("plan sales {\ncurrency USD\nperiod quarter\nsales rate 8%\nclub rate 1%\n}\n")
    head = "payee,period,metric,value\n"
    rows = "".join(f"ada,2026-Q{quarter},{name},100\n" for quarter in (1, 2) for name in ("sales", "club"))
    Path("data/measures.csv").write_text(head + rows.replace("ada,2026-Q1,club,100\n", ""))
    assert pay("--period", "2026-Q2", *Q1) == 1
    assert (
        "Nothing was paid. Worked out again, as the data holds rows of what was paid before: 2026-Q1.\n"
    ) in capsys.readouterr().err


def test_a_late_row_by_itself_is_no_quarter(capsys: Text) -> None:
    """The data holds the second quarter and one row of the first, which was paid on three."""
    Path("data/deals.csv").write_text("payee,closed_on,amount\nada,2026-02-25,100\nada,2026-04-11,30000\n")
    assert pay("--period", "2026-Q2", *Q1) == 0
    assert (
        "warning[fewer-rows-than-paid]: 2026-Q1 was paid on 3 rows, and is worked out again from 1 row: "
        "the data holds no more of it.\n"
    ) in capsys.readouterr().err


# What is refused


@pytest.mark.parametrize("out", ["paid/q1", "paid/q1/again", "paid"])
def test_what_was_paid_is_never_written_over(out: str, capsys: Text) -> None:
    """Neither the folder of a run nor one in it; a folder that holds other runs is no folder of a run."""
    before = picture(Path("paid"))
    assert pay("--period", "2026-Q2", *Q1, "-o", out) in (2, 3)
    assert picture(Path("paid")) == before
    assert "what was paid is never changed" in capsys.readouterr().err or out == "paid"


def test_neither_is_a_file_of_amounts(capsys: Text) -> None:
    """By no output."""
    path = "paid/q1/lines.csv"
    before = picture(Path("paid"))
    assert pay("--period", "2026-Q2", "--paid", path, "-o", "paid/q1") == 2
    assert pay("--period", "2026-Q2", "--paid", path, "--quarantine", path) == 2
    assert capsys.readouterr().err.count("what was paid is never changed") == 2
    assert picture(Path("paid")) == before


def test_a_row_that_cannot_be_read_stops_the_run_also_with_a_quarantine(capsys: Text) -> None:
    """Nobody is paid by halves of a history."""
    Path("more.csv").write_text("payee,period,component,amount,currency\nada,2026-Q1,sales,x,USD\n")
    assert pay("--period", "2026-Q2", "--paid", "more.csv", "--quarantine", "left.csv") == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert 'more.csv:line 2 (record 1), column "amount": error[not-a-number]' in err
    assert err.endswith("Nothing was paid.\n")
    assert not Path("left.csv").exists()


def test_lines_that_were_changed_by_hand_are_refused(capsys: Text) -> None:
    lines = Path("paid/q1/lines.csv")
    lines.write_text(lines.read_text().replace("5880.00", "6280.00"))
    assert pay("--period", "2026-Q2", *Q1) == 1
    assert "error[lines-changed]" in capsys.readouterr().err


def test_periods_of_another_kind_are_refused(capsys: Text) -> None:
    """In a plan that does not say by which it pays."""
    Path("sales.comp").write_text("currency USD\nsales rate 8%\n")
    Path("data/measures.csv").write_text("payee,period,metric,value\nada,2026-Q2,sales,100\n")
    Path("more.csv").write_text("payee,period,component,amount,currency\nada,2026-01,sales,1.00,USD\n")
    assert pay("--paid", "more.csv", "--period", "2026-Q2") == 1
    assert "error[paid-by-other-periods]" in capsys.readouterr().err


def test_the_call_that_is_meant_has_every_path(capsys: Text) -> None:
    """Where plan and data are given the other way round."""
    assert main(["pay", "data", "sales.comp", *Q1, "--paid", "a b"]) == 2
    assert "Write: compdsl pay sales.comp data --paid paid/q1 --paid 'a b'\n" in capsys.readouterr().err


# Files and traces


def test_the_manifest_holds_the_files_of_what_was_paid() -> None:
    """By their hashes, with the version that paid."""
    assert pay("--period", "2026-Q2", *Q1, "-o", "paid/q2") == 0
    first = json.loads(Path("paid/q1/manifest.json").read_text())
    found = json.loads(Path("paid/q2/manifest.json").read_text())
    assert first["paid_before"] == []
    (one,) = found["paid_before"]
    assert (one["file"], one["rows"], one["meaning"]) == ("paid/q1/lines.csv", 4, first["plan"]["meaning"])
    assert one["sha256"] in [each["sha256"] for each in first["outputs"]]


def test_json_says_what_a_line_makes_up_for(capsys: Text) -> None:
    """Both versions, what was paid with its place, and what it is now."""
    Path("sales.comp").write_text(PLAN.replace("8%", "9%"))
    assert pay("--period", "2026-Q2", *Q1, "--format", "json") == 0
    whole = json.loads(capsys.readouterr().out)
    line = next(one for one in whole["lines"] if one["component"] == "sales for 2026-Q1")
    then = json.loads(Path("paid/q1/manifest.json").read_text())["plan"]["meaning"]
    assert line["adjusts"] == {
        "component": "sales",
        "period": "2026-Q1",
        "paid": [
            {"period": "2026-Q1", "amount": "5880.00", "file": "paid/q1/lines.csv", "line": 2, "meaning": then},
        ],
        "now": {"amount": "7065.00", "meaning": whole["meaning"]},
    }
    assert then != whole["meaning"]


def test_the_traces_hold_what_closed_periods_come_to_now() -> None:
    """Every record is of the schema, and every line comes out of its trace again."""
    assert pay("--period", "2026-Q2", *Q1, "-o", "paid/q2") == 0
    records = [json.loads(line) for line in Path("paid/q2/trace.jsonl").read_text().splitlines()]
    validator = jsonschema.Draft202012Validator(SCHEMA)
    for record in records:
        validator.validate(record)
    replayed = [(line["payee"], line["component"], line["amount"], value) for line, value in replay.replay_run(records)]
    assert replayed == [
        ("ada", "sales", "2400.00", 2400),
        ("ada", "club", "350.00", 350),
        ("ada", "sales for 2026-Q1", "400.00", 400),
        ("ben", "sales for 2026-Q1", "-160.00", -160),
        ("ben", "club for 2026-Q1", "-20.00", -20),
    ]


# Why


def test_a_line_is_explained_by_what_was_paid_and_what_it_is_now(capsys: Text) -> None:
    assert explain("ada", "--period", "2026-Q2", *Q1, "--line", "sales for 2026-Q1") == 0
    meaning = json.loads(Path("paid/q1/manifest.json").read_text())["plan"]["meaning"][:12]
    assert (
        capsys.readouterr().out
        == f"""\
Sales · ada · 2026-Q2

sales for 2026-Q1  $400.00  sales.comp:7  sales rate 8% on sold
  sold                 $78,500  sum(deals.amount): 2 rows of deals, 1 outside 2026-Q1
                                  deals.csv:2  $42,000
                                  deals.csv:3  $36,500
                                  deals.csv:5  left out: closed_on 2026-04-11 is outside 2026-Q1
  pays                  $6,280  8% × $78,500
  rounded            $6,280.00  nothing to round
  2026-Q1 now        $6,280.00  by version {meaning} of the plan
  paid for 2026-Q1   $5,880.00  in 2026-Q1 by the same version, on other data: paid/q1/lines.csv:2
  sold then            $73,500  $78,500 now
                                  deals.csv:3  $36,500 now, $31,500 then
  sales for 2026-Q1    $400.00  $6,280.00 − $5,880.00
"""
    )


def test_what_is_paid_to_date_names_what_was_paid(capsys: Text) -> None:
    assert explain("ada", "--period", "2026-Q2", *Q1, "--line", "club") == 0
    assert "2026-Q1  $735  paid: paid/q1/lines.csv:3\n" in capsys.readouterr().out


def test_the_total_has_what_makes_up_for_closed_periods(capsys: Text) -> None:
    """Also where there is nothing else."""
    assert explain("ada", "--period", "2026-Q2", *Q1, "--line", "total") == 0
    assert capsys.readouterr().out.endswith(
        "total  $3,150.00  $2,400.00 + $350.00 + $400.00\n"
        "  sales              $2,400.00  as paid, see its own line\n"
        "  club                 $350.00  as paid, see its own line\n"
        "  sum of the lines      $2,750  $2,400 + $350\n"
        "  sales for 2026-Q1    $400.00  makes up for what was paid, see its own line\n"
    )
    assert explain("ben", "--period", "2026-Q2", *Q1, "--line", "total", "--format", "markdown") == 0
    out = capsys.readouterr().out
    assert "**total comes to -$180.00.**" in out
    assert "-$160.00 − $20.00 = -$180.00." in out


def test_sentences_and_json(capsys: Text) -> None:
    assert explain("ben", "--period", "2026-Q2", *Q1, "--line", "sales for 2026-Q1", "--format", "markdown") == 0
    said = capsys.readouterr().out
    assert "**sales for 2026-Q1 takes back $160.00**: sales in 2026-Q1 was paid before" in said
    assert "The line sales for 2026-Q1 is $1,440.00 − $1,600.00 = -$160.00." in said
    assert explain("ada", "--period", "2026-Q2", *Q1, "--format", "json") == 0
    whole = json.loads(capsys.readouterr().out)
    assert [one["component"] for one in whole["lines"]] == ["sales", "club"]
    (one,) = whole["adjustments"]
    assert (one["component"], one["amount"]) == ("sales for 2026-Q1", "400.00")
    jsonschema.Draft202012Validator(SCHEMA).validate(one["trace"])
    assert replay.replay(one["trace"]) == 6280


def test_a_period_that_was_paid_has_nothing_to_explain_but_its_differences(capsys: Text) -> None:
    assert explain("ada", "--period", "2026-Q1", *Q1) == 0
    assert "total  $450.00  $400.00 + $50.00\n" in capsys.readouterr().out
    Path("data/deals.csv").write_text(BEFORE)
    assert explain("ada", "--period", "2026-Q1", *Q1) == 0
    out, err = capsys.readouterr()
    assert (out, err) == (
        "", "compdsl: 2026-Q1 was paid to ada before; nothing more is due.\nWithout --paid its lines are explained.\n"
    )  # fmt: skip


def test_a_line_of_a_closed_period_is_not_due(capsys: Text) -> None:
    assert explain("ada", "--period", "2026-Q1", *Q1, "--line", "sales") == 0
    assert capsys.readouterr().err == (
        "compdsl: 2026-Q1 was paid to ada before; what is due are differences: "
        "`sales for 2026-Q1`, `club for 2026-Q1`.\nWithout --paid its lines are explained.\n"
    )


def test_a_line_that_is_not_there_is_said(capsys: Text) -> None:
    assert explain("ada", "--period", "2026-Q2", *Q1, "--line", "club for 2026-Q1") == 0
    assert "`club for 2026-Q1` changes nothing for ada in 2026-Q2" in capsys.readouterr().err
    assert explain("ada", "--period", "2026-Q2", *Q1, "--line", "clubs") == 2
    capsys.readouterr()


def test_a_period_before_the_first_row_counts_and_is_told(capsys: Text) -> None:
    """No run pays it unasked; nothing is told of one that comes to nothing, or is paid."""
    Path("sales.comp").write_text(PLAN.replace("2026-01-01", "2025-07-01"))
    assert pay("--period", "2026-Q1") == 0
    assert "before the first row" not in capsys.readouterr().err
    base = PLAN.replace("2026-01-01", "2025-07-01").replace("  club rate", "  base $100\n  club rate")
    Path("sales.comp").write_text(base)
    assert pay("--period", "2026-Q1") == 0
    assert (
        "warning[counted-without-rows]: 2025-Q3 and 2025-Q4 lie before the first row of the data, and no run pays them "
        "unasked. They count as paid all the same, for what this plan draws, holds back, or pays or limits to date.\n"
        "hint: If they were not paid, pay them by name: `--period 2025-Q3`.\n"
    ) in capsys.readouterr().err
    Path("data/payees.csv").write_text("payee,start,end\nada,2025-12-31,\nben,2026-01-01,2026-03-31\n")
    assert pay("--period", "2026-Q1") == 0
    assert "2025-Q4 lies before the first row of the data, and no run pays it unasked." in capsys.readouterr().err
    Path("before.csv").write_text("payee,period,component,amount,currency\nada,2025-Q4,sales,0.00,USD\n")
    assert pay("--period", "2026-Q1", "--paid", "before.csv") == 0
    assert "before the first row" not in capsys.readouterr().err


def test_a_period_before_the_first_row_in_which_only_others_were_there_is_not_told(capsys: Text) -> None:
    """Whoever other plans pay then is none of this one's people."""
    base = PLAN.replace("2026-01-01", "2025-07-01").replace("  club rate", "  base $100\n  club rate")
    Path("sales.comp").write_text(base.replace("  records", '  for role "rep"\n  records', 1))
    Path("data/payees.csv").write_text(
        "payee,start,end,role\nada,2025-01-01,2025-12-31,support\nada,2026-01-01,,rep\nben,,,support\n"
    )
    assert pay("--period", "2026-Q1") == 0
    assert "before the first row" not in capsys.readouterr().err
