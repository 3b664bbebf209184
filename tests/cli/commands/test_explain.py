"""compdsl explain."""

import json
from pathlib import Path

import jsonschema
import pytest

from compdsl.cli.main import main
from compdsl.trace.replay import read_exact, replay

ROOT = Path(__file__).resolve().parents[3]
CSM = [str(ROOT / "plans/02_csm/csm.comp"), str(ROOT / "plans/02_csm/data")]
Q1 = ["--period", "2026-Q1"]
SCHEMA = json.loads((ROOT / "compdsl/trace/schema.json").read_text(encoding="utf-8"))

PLAN = """\
currency USD
period quarter
records deals { payee, closed_on: date, amount: money }
metric sales = sum(deals.amount)
bonus rate 1% on sales
total cap $5
"""
DEALS = "payee,closed_on,amount\nada,2026-01-20,100\nben,2026-01-20,1000\n"
ROSTER = "payee,start\nada,\nben,\neve,2026-07-01\n"


@pytest.fixture
def small(tmp_path: Path) -> list[str]:
    """A small plan and its data, as arguments."""
    (tmp_path / "small.comp").write_text(PLAN, encoding="utf-8")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "deals.csv").write_text(DEALS, encoding="utf-8")
    (tmp_path / "data" / "payees.csv").write_text(ROSTER, encoding="utf-8")
    return [str(tmp_path / "small.comp"), str(tmp_path / "data")]


def explain(*arguments: str) -> int:
    """The status of the command."""
    return main(["explain", *arguments])


def test_every_line_of_a_payee_is_explained(small: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Under its amount and its clause; the one period of the data needs no name."""
    assert explain(*small, "ada") == 0
    out, err = capsys.readouterr()
    path = small[0]
    expected = f"""\
small · ada · 2026-Q1

bonus  $1.00  {path}:5  bonus rate 1% on sales
  sales     $100  sum(deals.amount): 1 row of deals
                    deals.csv:2  $100
  pays        $1  1% × $100
  rounded  $1.00  nothing to round

total  $1.00  $1.00
"""
    assert (expected, "") == (out, err)


def test_a_limit_of_the_total_is_a_line_where_it_changes_something(
    small: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Where it does not, that is said and is no finding."""
    assert explain(*small, "ben", "--line", "total cap") == 0
    assert "cuts $5: $10 becomes $5" in capsys.readouterr().out
    assert explain(*small, "ada", "--line", "total cap") == 0
    out, err = capsys.readouterr()
    assert (out, err) == ("", "compdsl: `total cap` changes nothing for ada in 2026-Q1, so there is no such line.\n")


def test_the_total_is_asked_for_like_a_line(small: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """The sum of the lines and its limits, also where they change nothing, in every form."""
    assert explain(*small, "ben", "--line", "total") == 0
    expected = f"""\
small · ben · 2026-Q1

total  $5.00  {small[0]}:6  cap $5
  bonus             $10.00  as paid, see its own line
  sum of the lines     $10  $10
  cap                   $5  cuts $5: $10 becomes $5
"""
    assert expected == capsys.readouterr().out
    assert explain(*small, "ada", "--line", "total") == 0
    assert "changes nothing: $1 ≤ $5" in capsys.readouterr().out
    assert explain(*small, "ben", "--line", "total", "--format", "markdown") == 0
    out = capsys.readouterr().out
    assert "## total: $5.00\n\nWritten in " in out
    assert "**total comes to $5.00.** bonus is $10.00 (as paid, see its own line). The lines add up to $10." in out
    assert explain(*small, "ben", "--line", "total", "--format", "json") == 0
    (trace,) = json.loads(capsys.readouterr().out)["lines"]
    jsonschema.Draft202012Validator(SCHEMA).validate(trace)
    assert (trace["component"], trace["amount"], replay(trace)) == ("total", "5.00", 5)


def test_a_total_without_limits_is_a_sum(small: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """It is written nowhere."""
    Path(small[0]).write_text(PLAN.replace("total cap $5\n", "gift $2\n"), encoding="utf-8")
    assert explain(*small, "ben", "--line", "total") == 0
    assert capsys.readouterr().out.endswith(
        "\ntotal  $12.00\n"
        "  bonus             $10.00  as paid, see its own line\n"
        "  gift               $2.00  as paid, see its own line\n"
        "  sum of the lines     $12  $10 + $2\n"
    )
    assert explain(*small, "ben", "--line", "total", "--format", "markdown") == 0
    assert "## total: $12.00\n\n**total comes to" in capsys.readouterr().out
    assert explain(*small, "ben", "--line", "totl") == 2
    assert "Write `total`." in capsys.readouterr().err


@pytest.mark.parametrize("form", ["text", "json", "markdown"])
def test_only_text_on_a_terminal_is_wrapped(
    form: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Machine formats, and what goes into a pipe, do not depend on how wide a window is."""
    arguments = [*CSM, "chloe", *Q1, "--format", form]
    assert explain(*arguments) == 0
    piped = capsys.readouterr().out
    monkeypatch.setenv("COLUMNS", "60")
    assert explain(*arguments) == 0
    assert capsys.readouterr().out == piped
    monkeypatch.setattr("compdsl.cli.terminal._is_terminal", lambda _: True)
    monkeypatch.setenv("NO_COLOR", "1")
    assert explain(*arguments) == 0
    shown = capsys.readouterr().out
    assert (shown == piped) is (form != "text")
    assert shown.split() == piped.split()


def test_one_line_as_markdown(capsys: pytest.CaptureFixture[str]) -> None:
    """For a message to the payee."""
    assert explain(*CSM, "ada", *Q1, "--line", "adoption", "--format", "markdown") == 0
    out = capsys.readouterr().out
    assert out.startswith("# Customer Success Manager, FY2026: ada, 2026-Q1\n\n## adoption: $2,790.00\n")
    assert "## retention" not in out


@pytest.mark.parametrize("payee", ["ada", "ben", "chloe"])
def test_json_keeps_to_the_schema_and_replays(payee: str, capsys: pytest.CaptureFixture[str]) -> None:
    """One trace a line; the files with the hash of their bytes."""
    assert explain(*CSM, payee, *Q1, "--format", "json") == 0
    whole = json.loads(capsys.readouterr().out)
    assert (whole["version"], whole["payee"], whole["period"]) == (1, payee, "2026-Q1")
    for trace in whole["lines"]:
        jsonschema.Draft202012Validator(SCHEMA).validate(trace)
        assert replay(trace) == read_exact(trace["amount"])
        assert {one["path"] for one in trace["files"]} == {"payees.csv", "usage.csv", "renewals.csv", "upsells.csv"}


def test_json_of_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    """Its trace alone."""
    assert explain(*CSM, "ada", *Q1, "--format", "json", "--line", "expansion") == 0
    assert [trace["component"] for trace in json.loads(capsys.readouterr().out)["lines"]] == ["expansion"]


def test_several_periods_need_a_name(capsys: pytest.CaptureFixture[str]) -> None:
    """They are listed with their rows, and the one of most rows is the example."""
    assert explain(*CSM, "ada") == 2
    expected = (
        "compdsl: The data holds rows of 2 periods: 2026-Q1 (20 rows), 2026-Q2 (1 row).\n"
        "Name the one to explain, such as --period 2026-Q1.\n"
    )
    assert expected == capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments, status, words, hint",
    [
        (["adda", *Q1], 2, "There is no payee `adda` in the roster.", "Write `ada`, if that is who you meant."),
        (["zzzzzz", *Q1], 2, "There is no payee `zzzzzz` in the roster.", "Write a payee as the roster spells it."),
        (["ada", *Q1, "--line", "adopton"], 2, "There is no component `adopton` in this plan.", "Write `adoption`."),
        (["ada", *Q1, "--line", "zzz"], 2, "There is no component `zzz` in this plan.", "Write one of `adoption`, "),
        (["ada", "--period", "2026-01"], 2, "The plan pays by quarter; `2026-01` is none.", "Write it like `2026-Q1`."),
        (["ada", "--period", "soon"], 2, "`soon` is no period.", ""),
        (["ada", "--period", "2031-Q1"], 1, "The plan is in force from 2026-01-01 to 2026-12-31; 2031-Q1 is not", ""),
        (["ada", "--period", "2026-Q2"], 1, "` of ada in 2026-Q2 cannot be paid: `sum(usage.active_seats) / ", "else"),
    ],
)  # fmt: skip
def test_what_cannot_be_explained(
    arguments: list[str], status: int, words: str, hint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Says what is asked for that does not exist, with what is near; data that is missing says where."""
    assert explain(*CSM, *arguments) == status
    out, err = capsys.readouterr()
    assert out == ""
    assert words in err
    assert hint in err


def test_somebody_who_does_not_work_in_the_period(small: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Is paid nothing, and that is said."""
    assert explain(*small, "eve") == 1
    assert capsys.readouterr().err == "compdsl: eve is not active in 2026-Q1, so nothing is paid.\n"


def test_data_without_any_period(small: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """The period can be named; then everything comes to nothing."""
    (Path(small[1]) / "deals.csv").write_text("payee,closed_on,amount\n", encoding="utf-8")
    assert explain(*small, "ada") == 1
    assert "The data holds no row that belongs to a period." in capsys.readouterr().err
    assert explain(*small, "ada", *Q1) == 0
    assert "no rows of deals" in capsys.readouterr().out


def test_a_plan_that_does_not_check_and_rows_that_cannot_be_read(
    small: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Are told as `check` and `pay` tell them; nothing is explained."""
    (Path(small[1]) / "deals.csv").write_text(DEALS.replace("1000", "1e3"), encoding="utf-8")
    assert explain(*small, "ada") == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert '"1e3" is not an amount of money' in err
    Path(small[0]).write_text(PLAN.replace("on sales", "on sails"), encoding="utf-8")
    assert explain(*small, "ada") == 1
    assert "sails" in capsys.readouterr().err
    Path(small[0]).write_bytes(b"\xff\xfea\x00")
    assert explain(*small, "ada") == 1
    assert capsys.readouterr().out == ""


def test_a_warning_about_the_data_is_told_beside(small: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """On stderr; the explanation stands on stdout."""
    (Path(small[1]) / "deals.csv").write_text(DEALS.removesuffix("\n"), encoding="utf-8")
    assert explain(*small, "ada") == 0
    out, err = capsys.readouterr()
    assert out.startswith("small · ada")
    assert "warning" in err


HOSTILE = [
    "<script>alert(1)</script>",
    "=cmd|' /C calc'!A0",
    "a*b_c`d",
    "[x](javascript:alert(1))",
    "José",
    "$x$ & <b>",
]


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_a_name_stays_text(name: str, form: str, small: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """In every form."""
    cell = '"' + name.replace('"', '""') + '"'
    (Path(small[1]) / "deals.csv").write_text(DEALS.replace("ada", cell), encoding="utf-8")
    (Path(small[1]) / "payees.csv").write_text(f"payee\n{cell}\nben\n", encoding="utf-8")
    assert explain(*small, name, "--format", form) == 0
    out = capsys.readouterr().out
    if form == "text":
        assert name in out
    elif form == "json":
        assert json.loads(out)["payee"] == name
    else:
        head = out.splitlines()[0]
        assert "<" not in head.replace("\\<", "")
        assert "](" not in head.replace("\\](", "")


def test_what_cannot_be_seen_is_escaped_where_it_is_asked_for(
    small: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """A name that would turn the text of a terminal around."""
    assert explain(*small, "ada\u202e\x1b[2J") == 2
    err = capsys.readouterr().err
    assert "\u202e" not in err
    assert "\x1b" not in err
