"""compdsl plans, and paying, explaining and testing a plan with variants."""

import csv
import io
import json
from pathlib import Path

import pytest

from compdsl.cli.main import main

PLAN = """\
plan csm "Customer Success" {
  for role "csm"
  currency USD; period quarter; target payee.target
  adoption  60% goal 80%
  retention 40% goal 92%
  test "the plan" { payee { target: $1_000 }; adoption = 80%; expect adoption $600 }

  variant strategic "Strategic segment" for segment "strategic" {
    without adoption
    retention 60% goal 95%
    renewals $500 each
    total cap 300%
    test "the variant" { renewals = 2; expect renewals $1_000 }
    variant ada "Side letter" for payee "ada" {
      renewals $700 each
      test "the letter" { renewals = 2; expect renewals $1_500 }
    }
  }
}
"""
PAYEES = """\
payee,role,segment,target,start,end
ada,csm,strategic,1000,,
bob,csm,strategic,1000,,2026-02-15
bob,csm,smb,1000,2026-02-16,
cat,csm,smb,1000,,
dan,ae,smb,1000,,
"""
STAYING = PAYEES.replace("bob,csm,strategic,1000,,2026-02-15\n", "").replace("2026-02-16", "")
"""The same, without somebody who changes from one variant to the other."""

MEASURES = """\
payee,period,metric,value
ada,2026-Q1,retention,95%
ada,2026-Q1,renewals,2
bob,2026-Q1,adoption,80%
bob,2026-Q1,retention,92%
cat,2026-Q1,adoption,40%
cat,2026-Q1,retention,92%
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A plan with variants, and its data."""
    (tmp_path / "csm.comp").write_text(PLAN)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "payees.csv").write_text(PAYEES)
    (tmp_path / "data" / "measures.csv").write_text(MEASURES)
    return tmp_path


def run(*args: object) -> int:
    """The status of a command."""
    return main([str(one) for one in args])


def test_the_tree_says_whom_each_is_for_and_what_it_changes(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    assert run("plans", "csm.comp") == 0
    assert capsys.readouterr().out == (
        "csm  Customer Success  csm.comp\n"
        '  for role "csm"\n'
        "  pays adoption, retention\n"
        "  strategic  Strategic segment  csm.comp:8\n"
        '    for segment "strategic"\n'
        "    otherwise: retention\n"
        "    more: renewals, total cap\n"
        "    without: adoption\n"
        "    ada  Side letter  csm.comp:14\n"
        '      for payee "ada"\n'
        "      otherwise: renewals\n"
    )


def test_with_records_it_says_whom_each_pays(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    assert run("plans", "csm.comp", "data") == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.strip() for line in lines if "payee" in line and "for" not in line] == [
        "2 payees: bob from 2026-02-16 (payees.csv:4), cat",
        "1 payee: bob until 2026-02-15 (payees.csv:3)",
        "1 payee: ada",
        "without a plan: 1 payee: dan",
    ]


def test_the_tree_as_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("plans", folder / "csm.comp", folder / "data", "--format", "json") == 0
    whole = json.loads(capsys.readouterr().out)
    assert whole["version"] == 1
    assert whole["without_plan"] == ["dan"]
    assert [(one["plan"], one.get("within"), one["payees"]) for one in whole["plans"]] == [
        ("csm", None, ["bob", "cat"]),
        ("csm.strategic", "csm", ["bob"]),
        ("csm.strategic.ada", "csm.strategic", ["ada"]),
    ]
    assert whole["plans"][1]["removed"] == ["adoption"]


def test_a_plan_that_stands_beside_others_is_nobodys_plan(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "for everybody beside other plans\ncurrency USD; period quarter\nlunch $20 when demos >= 5\n"
    (folder / "lunch.comp").write_text(text)
    assert run("plans", folder, folder / "data") == 0
    out = capsys.readouterr().out
    assert "for everybody beside other plans\n" in out
    assert "4 payees: ada, bob, cat, dan\n" in out
    assert out.endswith("without a plan: 1 payee: dan\n")


def test_what_stands_in_the_way_is_said(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "csm.comp").write_text("adoption 60% gaol 80%\n")
    assert run("plans", folder / "csm.comp") == 1
    assert "misspelt-word" in capsys.readouterr().err
    (folder / "csm.comp").write_text(PLAN)
    (folder / "data" / "payees.csv").write_text("payee,role\nada,csm\n")
    assert run("plans", folder / "csm.comp", folder / "data") == 1
    assert "segment" in capsys.readouterr().err


def test_many_people_are_counted(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    people = "".join(f"p{i},csm,smb,1000,,\n" for i in range(30))
    (folder / "data" / "payees.csv").write_text("payee,role,segment,target,start,end\n" + people)
    (folder / "data" / "measures.csv").write_text("payee,period,metric,value\n")
    assert run("plans", folder / "csm.comp", folder / "data") == 0
    out = capsys.readouterr().out
    assert "30 payees: p0, p1," in out
    assert "p19, and 10 more\n" in out
    assert "nobody of the roster" in out


def test_each_is_paid_by_the_variant_that_fits(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "data" / "payees.csv").write_text(STAYING)
    assert run("pay", folder / "csm.comp", folder / "data", "--period", "2026-Q1", "--format", "csv") == 0
    captured = capsys.readouterr()
    rows = [tuple(row.values()) for row in csv.DictReader(io.StringIO(captured.out))]
    assert rows == [
        ("csm", "bob", "2026-Q1", "adoption", "600.00", "USD"),
        ("csm", "bob", "2026-Q1", "retention", "400.00", "USD"),
        ("csm", "cat", "2026-Q1", "adoption", "300.00", "USD"),
        ("csm", "cat", "2026-Q1", "retention", "400.00", "USD"),
        ("csm.strategic.ada", "ada", "2026-Q1", "retention", "600.00", "USD"),
        ("csm.strategic.ada", "ada", "2026-Q1", "renewals", "1400.00", "USD"),
    ]
    assert "\ncsm: for 2 of 4 payees; 2 payees paid for 2026-Q1: 4 lines, $1,700.00 in all\n" in captured.err


def test_a_run_has_a_folder_for_each(folder: Path) -> None:
    out = folder / "run"
    (folder / "data" / "payees.csv").write_text(STAYING)
    assert run("pay", folder / "csm.comp", folder / "data", "--period", "2026-Q1", "-o", out) == 0
    names = sorted(one.name for one in out.iterdir())
    assert names == ["csm", "csm.strategic", "csm.strategic.ada", "manifest.json"]
    manifest = json.loads((out / "csm" / "manifest.json").read_text())
    assert manifest["for"]["variants"] == [[{"column": "segment", "texts": ["strategic"]}]]
    before = (out / "csm" / "lines.csv").read_text()
    again = folder / "again"
    assert run("pay", folder / "csm.comp", folder / "data", "--period", "2026-Q1", "--paid", out, "-o", again) == 0
    assert len((again / "csm" / "lines.csv").read_text().splitlines()) == 1 < len(before.splitlines())


def test_an_explanation_is_that_of_the_variant(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("explain", folder / "csm.comp", folder / "data", "ada", "--period", "2026-Q1") == 0
    out = capsys.readouterr().out
    assert "Customer Success · Strategic segment · Side letter · ada · 2026-Q1" in out
    assert "renewals $700 each" in out


def test_the_tests_of_all_variants_run(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("test", folder / "csm.comp") == 1
    captured = capsys.readouterr()
    assert "the letter" in captured.out
    assert "3 tests in 1 plan: 2 passed, 1 failed" in captured.err


def test_check_counts_variants(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", folder / "csm.comp") == 0
    assert "1 plan with 2 variants checked, no problems" in capsys.readouterr().err


def test_a_plan_with_variants_is_not_paid_from_standard_input(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(PLAN.encode())))
    assert run("pay", "-", folder / "data", "--period", "2026-Q1") == 2
    assert "from its file, not from standard input" in capsys.readouterr().err
