"""Every plan in `plans/` is paid in bulk as by the evaluator: its lines and its manifest, and its explanations.

A plan that a query does not pay says why; how many those are is counted, so that they become fewer and not more.
"""

import json
from pathlib import Path

import pytest

from compdsl.cli.main import main
from tests.plans.folders import PLANS, name_of

WITH_DATA = [plan for plan in PLANS if (plan.parent / "data").is_dir()]
LEFT: dict[str, tuple[str, ...]] = {
    "a line depends on what earlier periods came to": (
        "06_growth_accelerator",
        "11_spiff",
        "annual_goal.12_renewals_commercial_strategic",
        "broker-split-by-cumulative-output",
        "docsbay-quarters-and-extra-bonus",
        "experts-exchange-deficit-rollover",
        "gtm-farmer-weighted",
        "gtm-hunter-marginal",
        "gtm-ytd-incremental",
        "recoverable.icm-draws",
        "icm-marginal-attainment",
        "irc-draw-rollover",
        "salesforce-marginal-by-running-total",
    ),
    "an amount is split among people": ("corecommissions-equal-pool",),
    "rows of others are held against a figure of the payee": ("icm-manager-override",),
    "rows are taken in an order": ("salescookie-portion-or-transaction",),
    "somebody has several rows in the roster, and figures of others are asked for": ("csm.two_roles",),
}
"""The plans that are left to the evaluator, by why a query does not pay them."""

WITHOUT_PERIODS = ("02_csm", "16_fixed_pay", "side_letter")
"""The plans that are paid for a period that is named, and those with variants."""


def periods_of(plan: Path, out: Path) -> list[str]:
    """The periods that a run over all data pays; none of a plan with variants, or one that needs its period named."""
    if main(["pay", str(plan), str(plan.parent / "data"), "-o", str(out)]):
        return []
    found: list[str] = json.loads((out / "manifest.json").read_text()).get("periods", [])
    return found


def manifest(folder: Path) -> dict[str, object]:
    """The manifest of a run without its outputs."""
    found: dict[str, object] = json.loads((folder / "manifest.json").read_text())
    found.pop("outputs")
    return found


@pytest.mark.parametrize("plan", WITH_DATA, ids=name_of)
def test_paid_in_bulk(plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    periods = periods_of(plan, tmp_path / "all")
    if not periods:
        assert name_of(plan) in WITHOUT_PERIODS
        return
    asked = [str(plan), str(plan.parent / "data"), "--period", periods[-1]]
    assert main(["pay", *asked, "--engine", "reference", "-o", str(tmp_path / "one")]) == 0
    capsys.readouterr()
    status = main(["pay", *asked, "--engine", "duckdb", "-o", str(tmp_path / "bulk")])
    told = capsys.readouterr().err
    if status == 2 and "Not paid by duckdb" in told:
        why = told.partition("Not paid by duckdb: ")[2].partition(". Without")[0]
        assert name_of(plan) in LEFT[why]
        return
    assert name_of(plan) not in {name for names in LEFT.values() for name in names}
    assert status == 0, told
    lines = (tmp_path / "one" / "lines.csv").read_bytes()
    assert (tmp_path / "bulk" / "lines.csv").read_bytes() == lines
    assert manifest(tmp_path / "bulk") == manifest(tmp_path / "one")
    payee = lines.splitlines()[1].split(b",")[0].decode()
    assert main(["explain", asked[0], asked[1], payee, *asked[2:], "--format", "json"]) == 0
    from_data = capsys.readouterr().out
    assert main(["explain", asked[0], str(tmp_path / "bulk"), payee, "--format", "json"]) == 0
    assert capsys.readouterr().out == from_data
