"""The plans in `plans/`, and where the figures and the texts kept of each of them stand."""

from pathlib import Path

ROOT = Path(__file__).parents[2] / "plans"
PLANS = sorted(ROOT.rglob("*.comp"))


def kept_beside(plan: Path, name: str) -> Path:
    """A file kept of a plan: `expected.csv`, or `nrr_own.expected.csv` where plans share a folder and its data."""
    is_alone = sum(other.parent == plan.parent for other in PLANS) == 1
    return plan.with_name(name if is_alone else f"{plan.stem}.{name}")


def name_of(plan: Path) -> str:
    """A plan as a test is named after it."""
    return kept_beside(plan, plan.parent.name).name
