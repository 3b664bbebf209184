"""Problems, payouts and hashes do not depend on the seed of Python's hashes, from which the order of sets follows."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SEEDS = ("0", "1", "4711")

PROGRAM = """
from pathlib import Path

from compdsl import pipeline
from compdsl.diagnostics.to_text import draw_problems
from compdsl.source.source import Source

GOOD = '''
currency USD
period quarter
records deals { payee, closed: date, amount: money, units: count, kind: text }
metric sales = sum(deals.amount where kind == "new") goal payee.quota
metric seats = sum(deals.units)
table share by payee.role { "lead": 40%, "member": 30% }
let reached = sales.attainment >= 100% or seats > 3
sales 60% tiers 1x from 0%, 2x from 100% else team only when reached
seats $5 each
multiply sales, seats by 1.5 when reached
total floor $10 cap 250%
'''
BROKEN = [
    "sales 60% gaol 80%\\nexpansion tiers 5% at $0 / $1",
    "currency USD\\nlet a = b\\nlet b = c\\nlet c = a\\nx = a + $5",
    "currency USD\\nmetric a = summ(dealz.amount)\\na 60% goal $5 goal $6 cap 5 cap 6 floor q",
    GOOD.replace("deals", "dealz", 3).replace("share", "shares", 1),
    GOOD + "expect nothing\\nsales 10%\\ntable share by x { 1: 2 }",
]
for text in [GOOD, *BROKEN]:
    checking = pipeline.check(Source(text, "plan.comp"))
    print(draw_problems(checking.problems))
    if checking.plan is not None:
        print(pipeline.lower(checking.plan).meaning)
for path in sorted(Path("plans").rglob("*.comp")):
    checking = pipeline.check(Source(path.read_text(encoding="utf-8"), str(path)))
    if checking.plan is None:
        print(draw_problems(checking.problems))
        continue
    plan = pipeline.lower(checking.plan)
    print(path, plan.meaning, plan.schema)
    for example in plan.examples:
        outcomes = pipeline.run_example(plan, example)
        print([(one.expectation.path, str(one.expected), str(one.got), one.holds) for one in outcomes])
    data = pipeline.read_data(path.parent / "data", plan).data if (path.parent / "data").is_dir() else None
    for period in pipeline.periods_of(plan, data) if data is not None else []:
        for found in pipeline.pay(plan, data, period):
            lines = found if isinstance(found, list) else [(one.component, str(one.amount)) for one in found.lines]
            print(period, lines if lines is not found else draw_problems(found))
"""


def output(seed: str) -> str:
    """What the program says under a seed."""
    environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
    )
    return done.stdout


def test_every_seed_says_the_same() -> None:
    """Of plans that check and of plans that do not, of the plans of the repository and what they pay."""
    first, *others = [output(seed) for seed in SEEDS]
    assert first
    assert others == [first] * len(others)
