"""compdsl sql."""

from pathlib import Path

import pytest

from compdsl.cli.commands.sql import DIALECTS
from compdsl.cli.main import main
from compdsl.engines.sql.query import DECIMALS
from compdsl.engines.sql.warehouses import WAREHOUSES

PLANS = Path(__file__).resolve().parents[3] / "plans"
CSM = str(PLANS / "02_csm" / "csm.comp")


def test_the_query_goes_to_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sql", CSM, "--period", "2026-Q1"]) == 0
    found = capsys.readouterr()
    assert found.out.startswith("-- csm: Customer Success Manager, FY2026, 2026-Q1, for DuckDB.\n")
    assert found.err == ""


def test_a_dialect_without_a_test_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert tuple(WAREHOUSES) == DIALECTS
    for name, one in WAREHOUSES.items():
        assert main(["sql", CSM, "--period", "2026-Q1", "--dialect", name]) == 0
        first = capsys.readouterr().out.partition("\n")[0]
        assert first.endswith(f"for {one.title}{'' if one.is_tested else ' (untested)'}.")


def test_decimals_are_four_if_not_said(capsys: pytest.CaptureFixture[str]) -> None:
    plan = str(next((PLANS / "01_one_line").glob("*.comp")))
    written = []
    for more in ([], ["--decimals", str(DECIMALS)], ["--decimals", "6"]):
        assert main(["sql", plan, "--period", "2026-Q1", *more]) == 0
        written.append(capsys.readouterr().out)
    assert written[0] == written[1] != written[2]
    assert "DECIMAL(38, 6)" in written[2]


def test_a_plan_that_no_query_works_out_is_refused_with_the_reason(capsys: pytest.CaptureFixture[str]) -> None:
    plan = str(next((PLANS / "11_spiff").glob("*.comp")))
    assert main(["sql", plan, "--period", "2026-04"]) == 2
    found = capsys.readouterr()
    assert found.out == ""
    why = "a line depends on what earlier periods came to. compdsl pay pays it.\n"
    assert found.err.endswith(f": {why}")


def test_variants_are_several_plans(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sql", str(PLANS / "side_letter" / "csm.comp"), "--period", "2026-Q1"]) == 2
    assert "PLAN is several plans, and a query pays one" in capsys.readouterr().err


def test_figures_of_more_digits_than_there_are_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A factor of forty digits stands in no query; PostgreSQL has no largest number."""
    (tmp_path / "wide.comp").write_text(
        "plan wide {\n  currency USD\n  period quarter\n  records sales { payee, day: date, units: count }\n"
        "  metric sold = sum(sales.units)\n"
        f"  wide = if sold >= {'1' * 17} * {'3' * 17} * {'7' * 17} then $1 else $0\n}}\n"
    )
    asked = ["sql", str(tmp_path / "wide.comp"), "--period", "2026-Q1", "--dialect"]
    assert main([*asked, "duckdb"]) == 2
    assert "more digits than the numbers of the database have" in capsys.readouterr().err
    assert main([*asked, "postgres"]) == 0


def test_a_period_must_be_named_and_be_one_of_the_plan(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sql", CSM]) == 2
    assert "--period" in capsys.readouterr().err
    assert main(["sql", CSM, "--period", "2026-01"]) == 2
    assert "error[wrong-period]" in capsys.readouterr().err
