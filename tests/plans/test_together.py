"""The folder of plans that is shipped pays what is kept of it, and each of its plans the same by itself."""

import pytest

from compdsl.cli.main import main
from tests.plans.folders import ROOT

FOLDER = ROOT / "two_roles"


def test_the_plans_of_a_folder_pay_what_is_kept(capsys: pytest.CaptureFixture[str]) -> None:
    """All lines, with the name of the plan in front."""
    assert main(["pay", str(FOLDER), str(FOLDER / "data"), "--format", "csv"]) == 0
    out, err = capsys.readouterr()
    assert out == (FOLDER / "together.csv").read_text(encoding="utf-8")
    assert "1 payee with no plan but those beside others:\n  eva: " in err


def test_each_plan_pays_the_same_by_itself() -> None:
    """`csm.expected.csv` and its like, put together."""
    alone = []
    for name in ("ae", "csm", "demos"):
        rows = (FOLDER / f"{name}.expected.csv").read_text(encoding="utf-8").splitlines()[1:]
        alone += [f"{name},{row}" for row in rows]
    assert (FOLDER / "together.csv").read_text(encoding="utf-8").splitlines()[1:] == alone
