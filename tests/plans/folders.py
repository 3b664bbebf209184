"""The plans in `plans/`, where the figures and the texts kept of each of them stand, and the periods they are of."""

from pathlib import Path

from compdsl import pipeline
from compdsl.kernel.plan import Plan
from compdsl.records.data import Data
from compdsl.values.period import Period

ROOT = Path(__file__).parents[2] / "plans"
PLANS = sorted(ROOT.rglob("*.comp"))


def kept_beside(plan: Path, name: str) -> Path:
    """A file kept of a plan: `expected.csv`, or `nrr_own.expected.csv` where plans share a folder and its data."""
    is_alone = sum(other.parent == plan.parent for other in PLANS) == 1
    return plan.with_name(name if is_alone else f"{plan.stem}.{name}")


def periods_to_pay(file: Path, plan: Plan, data: Data) -> list[Period]:
    """The periods the data holds; of a plan whose data is the roster alone, those of its expected figures."""
    if found := pipeline.periods_of(plan, data):
        return list(found)
    rows = kept_beside(file, "expected.csv").read_text(encoding="utf-8").splitlines()[1:]
    labels = dict.fromkeys(row.split(",")[1] for row in rows)
    return [period for label in labels if (period := plan.calendar.read(label))]


def name_of(plan: Path) -> str:
    """A plan as a test is named after it."""
    return kept_beside(plan, plan.parent.name).name
