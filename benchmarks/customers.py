"""Made-up records for the plan `plans/02_csm`, the same for every side of a comparison."""

import random
from pathlib import Path

from compdsl import pipeline
from compdsl.kernel.plan import Plan
from compdsl.records.data import Data
from compdsl.records.from_texts import from_texts
from compdsl.source.source import Source

PLAN = Path(__file__).resolve().parent.parent / "plans" / "02_csm" / "csm.comp"
MONTHS = ("2026-01-31", "2026-02-28", "2026-03-31")


def plan() -> Plan:
    """The second plan of the design, lowered."""
    checking = pipeline.check(Source(PLAN.read_text(encoding="utf-8"), str(PLAN)))
    assert checking.plan is not None
    return pipeline.lower(checking.plan)


def texts(payees: int) -> dict[str, bytes]:
    """The files of a folder for so many payees, three months of usage, three renewals and two upsells each."""
    chance = random.Random(7)
    files = {
        "payees.csv": ["payee,team,target_incentive"],
        "usage.csv": ["payee,month,active_seats,weekly_seats,licensed_seats"],
        "renewals.csv": ["payee,closed_on,due,renewed,segment"],
        "upsells.csv": ["payee,closed_on,arr,sourced_by"],
    }
    for index in range(payees):
        files["payees.csv"].append(f"p{index},t{index // 10},{chance.randrange(3000, 9000)}")
        for month in MONTHS:
            seats = chance.randrange(200, 500)
            active, weekly = chance.randrange(100, seats), chance.randrange(100, seats)
            files["usage.csv"].append(f"p{index},{month},{active},{weekly},{seats}")
        for month in MONTHS:
            due = chance.randrange(1000, 90_000)
            renewed = due - chance.randrange(0, 900)
            files["renewals.csv"].append(f"p{index},{month},{due},{renewed}.{chance.randrange(10, 99)},smb")
        for month in MONTHS[:2]:
            source = "CSM" if chance.random() < 0.7 else "sales"
            files["upsells.csv"].append(f"p{index},{month},{chance.randrange(1000, 90_000)}.55,{source}")
    return {name: ("\n".join(lines) + "\n").encode() for name, lines in files.items()}


def data(lowered: Plan, payees: int) -> Data:
    """The records of so many payees."""
    reading = from_texts(texts(payees), lowered.schema, lowered.period, lowered.calendar)
    assert reading.data is not None
    assert reading.is_clean
    return reading.data
