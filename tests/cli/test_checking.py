"""Files that others use may leave their currency and period to these."""

from pathlib import Path

import pytest

from compdsl.cli.main import main

MEASURES = """\
records deals { payee, closed_on: date, amount: money }
metric sales = sum(deals.amount) goal payee.quota
test "of a year" { payee { quota: $50 }; deals { amount: $100 }; expect sales $100, sales.attainment 200% }
"""
PLAN = """\
plan {name} {{
  use "{used}"
  for role "{name}"
  currency USD; period {period}
  sold rate 10% on sales
}}
"""
PERIODS = {"ae": "month", "lead": "quarter"}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A monthly and a quarterly plan that use one file of records and metrics, and their data."""
    monkeypatch.chdir(tmp_path)
    for name in ("plans", "data"):
        (tmp_path / name).mkdir()
    (tmp_path / "plans/measures.comp").write_text(MEASURES)
    using(tmp_path, "measures.comp")
    (tmp_path / "data/payees.csv").write_text("payee,role,quota\nada,ae,100\nlee,lead,100\n")
    (tmp_path / "data/deals.csv").write_text("payee,closed_on,amount\nada,2026-01-03,100\nlee,2026-02-03,70\n")
    return tmp_path


def using(folder: Path, used: str) -> None:
    """Let both plans use a file."""
    for name, period in PERIODS.items():
        (folder / f"plans/{name}.comp").write_text(PLAN.format(name=name, period=period, used=used))


def test_a_file_of_definitions_leaves_currency_and_period_to_its_users(capsys: pytest.CaptureFixture[str]) -> None:
    """Checked by itself, in the folder, tested, and paid by the month and by the quarter."""
    assert main(["check", "plans/measures.comp"]) == 0
    assert main(["check", "plans"]) == 0
    assert main(["test", "plans"]) == 0
    assert main(["pay", "plans", "data", "--period", "2026-Q1", "--format", "csv"]) == 0
    out = capsys.readouterr().out
    assert "ae,ada,2026-01,sold,10.00,USD\n" in out
    assert "lead,lee,2026-Q1,sold,7.00,USD\n" in out


def test_a_component_that_several_plans_pay_leaves_them_too(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Among the plans that use it: by itself the file is a plan, which says them."""
    (folder / "plans/lunch.comp").write_text('use "measures.comp"\nlunch $20 when sales >= $100\n')
    using(folder, "lunch.comp")
    assert main(["check", "plans"]) == 0
    assert main(["plans", "plans"]) == 0
    assert "lunch.comp" not in capsys.readouterr().out
    assert main(["pay", "plans", "data", "--period", "2026-Q1", "--format", "csv"]) == 0
    assert "ae,ada,2026-01,lunch,20.00,USD\n" in capsys.readouterr().out
    assert main(["check", "plans/lunch.comp"]) == 1
    assert "at the top of plans/lunch.comp." in capsys.readouterr().out


def test_a_plan_is_told_in_which_file_its_period_is_missing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = folder / "plans/ae.comp"
    plan.write_text(plan.read_text().replace("currency USD; period month", ""))
    assert main(["check", "plans"]) == 1
    said = capsys.readouterr().out
    assert said.count("error[missing-period]") == said.count("error[missing-currency]") == 1
    assert said.count("at the top of plans/ae.comp.") == 2


def test_a_mistake_in_a_file_of_definitions_is_the_one_message(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "plans/measures.comp").write_text(MEASURES.replace("goal payee.quota", "gaol payee.quota"))
    assert main(["check", "plans/measures.comp"]) == 1
    said = capsys.readouterr().out
    assert "missing-" not in said
    assert "1 error" in said
