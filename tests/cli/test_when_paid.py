"""The steps of a closed line are those of the folder that paid it last."""

from pathlib import Path

import pytest

from compdsl.cli.main import main

PLAN = """\
currency USD
period   quarter
effective 2026-01-01 to 2026-12-31
records deals { payee, closed_on: date, amount: money }
metric sales = sum(deals.amount)
sold rate 10% on sales
"""


def deals(folder: Path, *rows: str) -> None:
    (folder / "data/deals.csv").write_text("payee,closed_on,amount\n" + "".join(f"ada,{row}\n" for row in rows))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A first quarter that was paid, and what its data is now."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data").mkdir()
    (tmp_path / "plan.comp").write_text(PLAN)
    (tmp_path / "data/payees.csv").write_text("payee\nada\n")
    deals(tmp_path, "2026-01-03,1000", "2026-02-01,30")
    assert main(["pay", "plan.comp", "data", "--period", "2026-Q1", "-o", "run1"]) == 0
    deals(tmp_path, "2026-01-03,1500", "2026-04-01,10")
    return tmp_path


def told(capsys: pytest.CaptureFixture[str], *paid: str, form: str = "text") -> str:
    """The explanation of the line that makes up for the first quarter."""
    capsys.readouterr()
    given = [word for one in paid for word in ("--paid", one)]
    line = ["--line", "sold for 2026-Q1", "--format", form]
    assert main(["explain", "plan.comp", "data", "ada", "--period", "2026-Q2", *given, *line]) == 0
    return capsys.readouterr().out


def test_which_rows_differ_is_told_by_the_traces_of_the_run(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A row that is another one now, and one that is gone."""
    assert [line.strip() for line in told(capsys, "run1").splitlines() if "then" in line] == [
        "sales then         $1,030  $1,500 now",
        "deals.csv:2  $1,500 now, $1,000 then",
        "deals.csv:3 then  $30, not counted now",
    ]
    said = "sales was $1,030 when that was paid, and is $1,500 now (deals.csv:2  $1,500 now, $1,000 then;"
    assert said in told(capsys, "run1", form="markdown")


def test_the_folder_that_paid_last_is_the_one_that_counts(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pay", "plan.comp", "data", "--period", "2026-Q2", "--paid", "run1", "-o", "run2"]) == 0
    deals(folder, "2026-01-03,1500", "2026-03-01,200", "2026-04-01,10")
    assert [line.strip() for line in told(capsys, "run1", "run2").splitlines() if "then" in line] == [
        "sales then         $1,500  $1,700 now",
        "deals.csv:3  $200 now, not counted then",
    ]


@pytest.mark.parametrize("spoiled", ["a file alone", "another trace", "no trace"])
def test_without_traces_that_is_said(folder: Path, capsys: pytest.CaptureFixture[str], spoiled: str) -> None:
    """Also where they are not those the run wrote."""
    trace = folder / "run1/trace.jsonl"
    if spoiled == "another trace":
        trace.write_text(trace.read_text().replace('"1000"', '"1"'))
    elif spoiled == "no trace":
        trace.unlink()
    paid = "run1/lines.csv" if spoiled == "a file alone" else "run1"
    words = "not known: no traces of the run that paid can be read beside run1/lines.csv"
    assert f"what differs               {words}" in told(capsys, paid)
    assert f"What differs is {words}." in told(capsys, paid, form="markdown")


def test_another_version_on_the_same_data(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    deals(folder, "2026-01-03,1000", "2026-02-01,30")
    (folder / "plan.comp").write_text(PLAN.replace("10%", "20%"))
    assert "what differs               none of the figures it reads from the data" in told(capsys, "run1")
    (folder / "plan.comp").write_text(PLAN.replace("sum(deals.amount)", "sum(deals.amount where amount > $50)"))
    assert "sales then         $1,030  $1,000 now" in told(capsys, "run1")


def test_a_limit_names_the_lines_that_the_new_version_changed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The clause is written otherwise now, and its line is the same line."""
    deals(folder, "2026-01-03,1000")
    limited = PLAN + "total cap $50\n"
    (folder / "plan.comp").write_text(limited)
    assert main(["pay", "plan.comp", "data", "--period", "2026-Q1", "-o", "limited"]) == 0
    (folder / "plan.comp").write_text(limited.replace("10%", "12%"))
    deals(folder, "2026-01-03,1000", "2026-04-01,10")
    capsys.readouterr()
    asked = ["--period", "2026-Q2", "--paid", "limited", "--line", "total cap for 2026-Q1"]
    assert main(["explain", "plan.comp", "data", "ada", *asked]) == 0
    out = capsys.readouterr().out
    assert "sold then                 $100  $120 now" in out
    assert "sold                   $120.00  as 2026-Q1 comes to now" in out


def test_the_plans_of_a_folder_have_their_runs_in_it(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each plan of a folder, and each variant, is held against the folder of its name."""
    variant = 'plan sales "Sales" { for role "ae"\n%s\nvariant high for team "n" { sold rate 20%% on sales } }\n'
    (folder / "plan.comp").write_text(variant % PLAN)
    (folder / "plans").mkdir()
    (folder / "plans/sales.comp").write_text(variant % PLAN)
    (folder / "data/payees.csv").write_text("payee,role,team\nada,ae,n\n")
    for plan in ("plan.comp", "plans"):
        deals(folder, "2026-01-03,1000", "2026-02-01,30")
        run = f"run of {plan}"
        assert main(["pay", plan, "data", "--period", "2026-Q1", "-o", run]) == 0
        assert main(["explain", plan, "data", "ada", "--period", "2026-Q1", "--paid", run]) == 0
        assert "2026-Q1 was paid to ada before; nothing more is due." in capsys.readouterr().err
        deals(folder, "2026-01-03,1500", "2026-04-01,10")
        line = ["--period", "2026-Q2", "--line", "sold for 2026-Q1"]
        assert main(["explain", plan, "data", "ada", *line, "--paid", run]) == 0
        assert "deals.csv:2  $1,500 now, $1,000 then" in capsys.readouterr().out
        assert main(["explain", plan, "data", "ada", "--period", "2026-Q1", "--line", "sold", "--paid", run]) == 0
        said = "2026-Q1 was paid to ada before; what is due are differences: `sold for 2026-Q1`."
        assert said in capsys.readouterr().err
