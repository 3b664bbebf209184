"""compdsl pay --engine duckdb on data that is written oddly or cannot be read: the same words, lines and traces."""

import json
from pathlib import Path

import pytest

from compdsl.cli.main import main

PLAN = """plan kinds {
  currency USD
  period   quarter
  records payees { rate: percent }
  records deals { payee, day: date, amount: money, weight: number, share: percent, units: count, won: bool, kind: text }
  metric  booked = sum(deals.amount * deals.share where won)
  metric  volume = sum(deals.weight) + sum(deals.units where kind == "new")
  bookings = booked * payee.rate
  volume_pay = volume * $1.50
  team_pay = sum(deals.amount, team) * 1%
}
"""
ROSTER = ["payee,team,rate", "ada,north,10%", "ben,north,0.08", "chloe,south,12.5%"]
DEALS = [
    "payee,day,amount,weight,share,units,won,kind,note",
    "ada,2026-01-15,100.50,1.25,50%,3,yes,new,",
    "ada,2026-02-20,80,2,0.25,1,no,old,seen",
    "ben,2026-03-31,-12.34,0.5,100%,2,true,new,x",
    "chloe,2026-01-01,1000.01,7,33.3%,12,yes,new,y",
    "chloe,2025-12-31,9,7,33.3%,12,yes,new,y",
]
MEASURED = """plan measured {
  currency USD
  period   quarter
  target   $1_000
  adoption  60% goal 80% cap 150%
  retention 40% goal 92%
}
"""
MEASURES = [
    "payee,period,metric,value,of,goal",
    "ada,2026-Q1,adoption,60,100,",
    "ada,2026-Q1,retention,91.5%,,90%",
    "ben,2026-Q1,adoption,0.85,,",
    "ben,2026-Q1,retention,99%,,",
    "chloe,2026-Q1,adoption,1,3,",
    "chloe,2026-Q1,retention,80%,,",
    "ben,2026-Q1,health,8,,",
]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("kinds.comp").write_text(PLAN)
    Path("measured.comp").write_text(MEASURED)
    Path("data").mkdir()
    written("payees", ROSTER)
    written("deals", DEALS)
    written("measures", MEASURES)
    return tmp_path


def written(stem: str, rows: list[str], end: str = "\n") -> None:
    Path("data", f"{stem}.csv").write_bytes("".join(row + end for row in rows).encode())


def run_of(engine: str, capsys: pytest.CaptureFixture[str], plan: str = "kinds") -> tuple[int, list[str], str]:
    """The status, what is told but how it was paid, and the lines."""
    status = main(["pay", f"{plan}.comp", "data", "--period", "2026-Q1", "--engine", engine, "-o", engine])
    told = [line for line in capsys.readouterr().err.splitlines() if not line.startswith("Written to")]
    lines = Path(engine, "lines.csv")
    return status, told, lines.read_text() if lines.exists() else ""


def same_of_both(capsys: pytest.CaptureFixture[str], plan: str = "kinds") -> tuple[int, list[str], str]:
    """What both engines come to; nothing is left to the other."""
    status, told, lines = run_of("reference", capsys, plan)
    in_bulk = run_of("duckdb", capsys, plan)
    assert not [line for line in in_bulk[1] if "one payee at a time" in line]
    assert (in_bulk[0], in_bulk[2]) == (status, lines)
    assert [line for line in in_bulk[1] if "Paid by duckdb" not in line and line] == [line for line in told if line]
    if status == 0:
        manifests = [json.loads(Path(name, "manifest.json").read_text()) for name in ("reference", "duckdb")]
        for one in manifests:
            del one["outputs"]
        assert manifests[0] == manifests[1]
        explained(capsys, plan)
    return status, told, lines


def explained(capsys: pytest.CaptureFixture[str], plan: str) -> None:
    """The trace from the rows that the run kept is that of the data."""
    assert main(["explain", f"{plan}.comp", "data", "chloe", "--period", "2026-Q1", "--format", "json"]) == 0
    expected = capsys.readouterr().out
    assert main(["explain", f"{plan}.comp", "duckdb", "chloe", "--format", "json"]) == 0
    assert capsys.readouterr().out == expected


GOOD = {
    "a percentage in doubt": "chloe,2026-01-02,5,1,2.5,1,yes,new,",
    "more decimals than the first rows have": "chloe,2026-01-02,5,0.123456789,12.3456789%,1,yes,new,",
    "a large figure": "chloe,2026-01-02,123456789.12,1,50%,1,yes,new,",
    "nought below nought": "chloe,2026-01-02,-0,-0.0,-0%,0,yes,new,",
    "an accent in a text": "chloe,2026-01-02,5,1,50%,1,yes,\u00e9t\u00e9,",
    "a comma in a text": 'chloe,2026-01-02,5,1,50%,1,yes,"new, old",',
    "a quote in a text": 'chloe,2026-01-02,5,1,50%,1,yes,"ne""w",',
    "lines in a column that is not used": 'chloe,2026-01-02,5,1,50%,1,yes,new,"one\ntwo"',
    "signs of control in a column that is not used": "chloe,2026-01-02,5,1,50%,1,yes,new,a\x1eb\x1fc\x01",
}


@pytest.mark.parametrize("row", GOOD.values(), ids=GOOD)
def test_what_is_written_oddly_is_paid_all_the_same(folder: Path, capsys: pytest.CaptureFixture[str], row: str) -> None:
    written("deals", [*DEALS[:3], row, *DEALS[3:]])
    status, _, lines = same_of_both(capsys)
    assert status == 0
    assert lines.count("\n") == 10


REFUSED = {
    "noughts in front": "chloe,2026-01-02,007.50,0001,050%,01,yes,new,",
    "a day of long ago": "chloe,0987-01-02,5,1,50%,1,yes,new,",
    "the last day there is": "chloe,9999-12-31,5,1,50%,1,yes,new,",
    "no number": "chloe,2026-01-02,1e3,1,50%,1,yes,new,",
    "several cells": "chloe,2026-13-02,1.005,,80,1.5,Y, ,",
    "nobody": "nobody,2026-01-02,5,1,50%,1,yes,new,",
    "nearly somebody": "Chloe,2026-01-02,5,1,50%,1,yes,new,",
    "no payee": ",2026-01-02,5,1,50%,1,yes,new,",
    "a payee that is a tab": "\t,2026-01-02,5,1,50%,1,yes,new,",
    "nobody, and no number": "chlo,2026-01-02,x,1,50%,1,yes,new,",
    "a figure too long": "chloe,2026-01-02,1234567890123456789,1,50%,1,yes,new,",
    "too few cells": "chloe,2026-01-02,5",
    "too many cells": "chloe,2026-01-02,5,1,50%,1,yes,new,,,",
    "a blank line": "",
    "commas alone": ",,,,,,,,",
    "a quote that is not closed": 'chloe,2026-01-02,5,1,50%,1,yes,"new,',
    "a quote within": 'chloe,2026-01-02,5,1,50%,1,yes,ne"w,',
    "a hidden character": "chloe,2026-01-02,5,1,50%,1,yes,ne\u200ew,",
    "a return by itself": "chloe,2026-01-02,5,1,50%,1,yes,new,a\rb",
    "a zero byte": "chloe,2026-01-02,5,1,50%,1,yes,new,a\0b",
}


@pytest.mark.parametrize("row", REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_read_is_refused_in_the_same_words(
    folder: Path, capsys: pytest.CaptureFixture[str], row: str
) -> None:
    written("deals", [*DEALS[:3], row, DEALS[3], row, *DEALS[4:]])
    status, told, lines = same_of_both(capsys)
    assert status == 1
    assert "deals.csv:line 4" in "".join(told)
    assert not lines


def test_no_text_is_refused_in_the_same_words(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Path("data", "deals.csv").open("ab") as file:
        file.write(b"chloe,2026-01-02,5,1,50%,1,yes,n\xe9w,\n")
    assert same_of_both(capsys)[0] == 1


@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_blank_lines_at_the_end_are_no_rows(folder: Path, capsys: pytest.CaptureFixture[str], end: str) -> None:
    written("deals", [*DEALS, "", ",,,,,,,,", ""], end)
    status, told, _ = same_of_both(capsys)
    assert status == 0
    assert "deals.csv ends with 3 blank lines, not counted as rows." in told


def test_a_last_line_that_may_be_cut_off_is_warned_of(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("data", "deals.csv").write_text("\n".join(DEALS))
    status, told, _ = same_of_both(capsys)
    assert status == 0
    assert "deals.csv:line 6" in "".join(told)


@pytest.mark.parametrize("name", ["id", "deals_id"])
def test_an_identifier_stands_once(folder: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    rows = [f"{row},{at}" for at, row in enumerate(DEALS[1:])]
    written("deals", [f"{DEALS[0]},{name}", *rows])
    assert same_of_both(capsys)[0] == 0
    written("deals", [f"{DEALS[0]},{name}", *rows, f"{DEALS[1]},2", f"{DEALS[1]},", "ada,x,1,1,1,1,yes,new,,3"])
    status, told, _ = same_of_both(capsys)
    assert status == 1
    assert "deals.csv:line 7" in "".join(told)


def test_an_identifier_may_hold_what_parts_rows(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    forged = "1\x1eada\x1f2026-01-05\x1f99999.00\x1f1\x1f1\x1f1\x1ftrue\x1fnew\x1f\x1f7"
    rows = [f"{row},{at}" for at, row in enumerate(DEALS[1:])]
    written("deals", [f"{DEALS[0]},id", *rows, f"ada,2026-01-15,100.50,1.25,2.5,3,yes,new,,{forged}"])
    status, _, lines = same_of_both(capsys)
    assert status == 0
    assert "99999" not in lines


def test_a_figure_of_all_that_is_too_large_is_no_missing_one(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("kinds.comp").write_text(
        "plan kinds {\n  currency USD\n  period quarter\n  records deals { payee, day: date, amount: money }\n"
        "  metric b = sum(deals.amount)\n  x = 1% * (b.company else $700)\n}\n"
    )
    small = [f"ben,2026-01-05,{at}.10" for at in range(20_000)]
    written("deals", ["payee,day,amount", *small, "ada,2026-01-05,90000000000000"])
    status = [main(["pay", "kinds.comp", "data", "--period", "2026-Q1", "--engine", "auto"])]
    expected = capsys.readouterr().out
    status.append(main(["pay", "kinds.comp", "data", "--period", "2026-Q1", "--engine", "duckdb"]))
    assert expected.count("$900,00") >= 3
    assert capsys.readouterr().out == expected
    assert status == [0, 0]


def test_large_amounts_are_no_mistake(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    amounts = ("99999999999999.99", "100000000000000.00", "900000000000000.01", "999999999999999.99")
    written("deals", [*DEALS, *(f"ben,2026-01-05,{one},1,1%,1,no,new," for one in amounts)])
    status, told, _ = run_of("duckdb", capsys)
    assert "internal error" not in "".join(told)
    assert status in (0, 2)


def test_blocks_that_differ_in_capital_letters_are_left_to_the_evaluator(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("kinds.comp").write_text(
        "plan two {\n  currency USD\n  period quarter\n  records deals { payee, day: date, amount: money }\n"
        "  records Deals { payee, day: date, amount: money }\n  first = sum(deals.amount)\n"
        "  second = sum(Deals.amount)\n}\n"
    )
    written("Deals", ["payee,day,amount", "ada,2026-01-05,5"])
    assert main(["pay", "kinds.comp", "data", "--period", "2026-Q1", "--engine", "duckdb"]) == 2
    assert "`deals` and `Deals` are one name in a database" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["~", "a*b", "a[1]", "file:x", "a\\b", "a\\*b", "q?"])
def test_a_folder_is_what_its_name_says(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("HOME", str(folder / "home"))
    Path("home").mkdir()
    Path("home", "payees.csv").write_text("payee,team,rate\nada,north,99%\n")
    Path("data").rename(name)
    status = [main(["pay", "kinds.comp", f"./{name}", "--period", "2026-Q1", "--engine", "reference"])]
    expected = capsys.readouterr().out
    status.append(main(["pay", "kinds.comp", name, "--period", "2026-Q1", "--engine", "duckdb"]))
    assert capsys.readouterr().out == expected
    assert status == [0, 0]


@pytest.mark.parametrize("limit", ["4", "abc", "", "0GB", "-1GB", "80%"])
def test_a_limit_of_memory_is_a_size(folder: Path, capsys: pytest.CaptureFixture[str], limit: str) -> None:
    asked = ["pay", "kinds.comp", "data", "--period", "2026-Q1", "--engine", "duckdb", "--memory-limit", limit]
    assert main(asked) == 2
    assert "Write one such as 4GB" in capsys.readouterr().err


def test_a_rank_is_explained_from_a_run_among_all(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("kinds.comp").write_text(
        "plan kinds {\n  currency USD\n  period quarter\n  records payees { pay: money }\n"
        "  records deals { payee, day: date, amount: money }\n  share = 1% * sum(payee.pay, company)\n"
        "  sold = sum(deals.amount)\n}\n"
    )
    written("payees", ["payee,team,pay", "ada,north,5000", "ben,north,7000", "chloe,south,10000"])
    assert same_of_both(capsys)[0] == 0


def test_more_than_a_thousand_errors_are_counted(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    written("deals", [*DEALS, *["nobody,2026-01-02,x,1,50%,1,yes,new,"] * 1_500])
    status, told, _ = same_of_both(capsys)
    assert status == 1
    assert "3,000 errors; 20 of 3,000 shown" in told


PEOPLE = {
    "a day that is none": (["payee,team,rate,start", "ada,north,10%,2026-02-30"], 1),
    "a figure that is none": (["payee,team,rate", "ada,north,ten"], 1),
    "somebody twice": (["payee,team,rate", "ada,north,10%", "ben,north,1%", "ada,north,10%"], 1),
    "somebody without a key": (["payee,team,rate", ",north,10%"], 1),
    "keys that are nearly one": (["payee,team,rate", "ada,north,10%", "Ada,north,10%"], 0),
    "keys with an accent stored in two ways": (["payee,team,rate", "z\u00e9,north,10%", "ze\u0301,north,10%"], 0),
    "a percentage in doubt": (["payee,team,rate", "dan,north,2.5"], 0),
    "several rows of somebody": (
        ["payee,team,rate,start,end", "dan,a,1%,2026-01-01,2026-01-31", "dan,b,1%,2026-02-01,"],
        0,
    ),
}


@pytest.mark.parametrize(("rows", "expected"), PEOPLE.values(), ids=PEOPLE)
def test_the_roster_is_read_in_the_same_words(
    folder: Path, capsys: pytest.CaptureFixture[str], rows: list[str], expected: int
) -> None:
    commas = "," * rows[0].count(",", len("payee,team,rate"))
    keys = {row.partition(",")[0] for row in rows}
    held = [row + commas for row in ROSTER[1:] if row.partition(",")[0] not in keys]
    written("payees", [*rows, *held])
    if any("," in row and row.startswith("dan,a") for row in rows):
        Path("kinds.comp").write_text(PLAN.replace("  team_pay = sum(deals.amount, team) * 1%\n", ""))
    assert same_of_both(capsys)[0] == expected


def test_a_refused_payee_is_not_told_again_of_each_row(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    written("payees", [*ROSTER[:1], "ada,north,x", *ROSTER[2:]])
    written("deals", [*DEALS, "nobody,2026-01-02,5,1,50%,1,yes,new,", "ada,2026-01-02,y,1,50%,1,yes,new,"])
    assert same_of_both(capsys)[0] == 1


def test_the_same_file_twice_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("kinds.comp").write_text(
        "plan two {\n  currency USD\n  period quarter\n  records a { payee, day: date, amount: money }\n"
        "  records b { payee, day: date, amount: money }\n  first = sum(a.amount)\n  second = sum(b.amount)\n}\n"
    )
    for stem in "ab":
        written(stem, ["payee,day,amount", "ada,2026-01-02,5"])
    assert same_of_both(capsys)[0] == 1


MEASURED_ODDLY = {
    "a figure with more decimals": ("chloe,2026-Q1,nps,1.123456789,,", 0),
    "a measure without a name": ("chloe,2026-Q1,,1,,", 1),
    "a blank name": ("chloe,2026-Q1,  ,1,,", 1),
    "a percentage in doubt": ("dan,2026-Q1,adoption,2.5,,\ndan,2026-Q1,retention,90%,,", 0),
    "noughts in front": ("dan,2026-Q1,adoption,007,010,", 1),
    "a percentage in points": ("dan,2026-Q1,adoption,85,,", 1),
    "a figure twice": ("ada,2026-Q1,adoption,60,100,\nada,2026-Q1,adoption,61,100,", 1),
    "a period of another kind": ("dan,2026-03,adoption,60,100,", 1),
    "no period": ("dan,soon,adoption,60,100,", 1),
    "nobody": ("eve,2026-Q1,adoption,60,100,", 1),
    "a percentage of something": ("dan,2026-Q1,adoption,60%,100,", 1),
}


@pytest.mark.parametrize(("row", "expected"), MEASURED_ODDLY.values(), ids=MEASURED_ODDLY)
def test_measures_are_read_in_the_same_words(
    folder: Path, capsys: pytest.CaptureFixture[str], row: str, expected: int
) -> None:
    has_dan = row.startswith("dan") and not expected
    written("payees", [*ROSTER, *(["dan,south,1%"] if row.startswith("dan") else [])])
    both = ["dan,2026-Q1,adoption,60%,,", "dan,2026-Q1,retention,60%,,"] if row.startswith("dan") else []
    written("measures", [*MEASURES, *([] if has_dan else both), row])
    assert same_of_both(capsys, "measured")[0] == expected


def test_rows_outside_the_days_of_somebody_are_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    written("payees", ["payee,team,rate,end", "ada,north,10%,2026-02-28", "ben,north,1%,", "chloe,south,1%,2026-01-10"])
    late = [f"ada,2026-03-{day:02},1,1,50%,1,yes,new," for day in range(1, 9)]
    written("deals", [*DEALS, *late, "chloe,2026-05-02,1,1,50%,1,yes,new,"])
    status, told, _ = same_of_both(capsys)
    assert status == 0
    assert "rows-outside-days" in "".join(told)
    written("deals", [*DEALS, *late, "ada,2026-03-09,1,1,2.5,1,yes,new,"])
    assert same_of_both(capsys)[0] == 0
