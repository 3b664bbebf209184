"""The shipped plan with variants pays what is kept of it."""

import pytest

from compdsl.cli.main import main
from tests.plans.folders import ROOT

FOLDER = ROOT / "side_letter"


def test_the_plan_and_its_variants_pay_what_is_kept(capsys: pytest.CaptureFixture[str]) -> None:
    """All lines, with the name of the variant in front."""
    assert main(["pay", str(FOLDER / "csm.comp"), str(FOLDER / "data"), "--format", "csv"]) == 0
    out, err = capsys.readouterr()
    assert out == (FOLDER / "together.csv").read_text(encoding="utf-8")
    assert "eva" in err


def test_the_letter_is_within_the_segment(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plans", str(FOLDER / "csm.comp"), str(FOLDER / "data")]) == 0
    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    assert "without: adoption" in lines
    assert "more: saved" in lines
    assert lines[-1] == "without a plan: 1 payee: eva"
