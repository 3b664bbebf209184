"""Where a parameter got its value, in words and for machines."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from compdsl import pipeline
from compdsl.kernel.plan import Plan
from compdsl.rendered.trace_to_json import trace_to_json
from compdsl.source.files import TextFiles
from compdsl.source.source import Source
from compdsl.trace import replay as replaying
from compdsl.trace.account import account_for
from compdsl.trace.reading import read_account
from compdsl.trace.replay import replay
from tests.trace.paying import FILES, statement_of

SCHEMA = json.loads((Path(replaying.__file__).parent / "schema.json").read_text(encoding="utf-8"))
SHARED = "currency USD\nperiod quarter\nparameter factor = 1.5x\nparameter amount: money\nparameter twice = $2 * 2\n"


def plan_of(use: str, clause: str) -> Plan:
    texts = {"plan.comp": f"{use}\n{clause}\n", "shared/figures.comp": SHARED}
    checking = pipeline.check(Source(texts["plan.comp"], "plan.comp"), TextFiles(texts, "plan.comp"))
    assert checking.plan is not None, [one.message for one in checking.problems]
    return pipeline.lower(checking.plan)


def told(plan: Plan, label: str) -> str:
    line = statement_of(plan, FILES).lines[0]
    entry = next(one for one in read_account(account_for(line, plan)) if one.label == label)
    return f"{entry.value}  {entry.words}"


USE = 'use "shared/figures.comp" with amount = $7'


@pytest.mark.parametrize(
    ("use", "name", "expected"),
    [
        (USE, "factor", "1.5  as written in shared/figures.comp:3"),
        (f"{USE}, factor = 2x", "factor", "2  as set in plan.comp:1 (by default 1.5x, in shared/figures.comp:3)"),
        (USE, "amount", "$7  as set in plan.comp:1 (no value of its own in shared/figures.comp:4)"),
        (
            'use "shared/figures.comp" with amount = $6 / 4',
            "amount",
            "$1.50  as set in plan.comp:1 to $6 / 4 (no value of its own in shared/figures.comp:4)",
        ),
        (f"{USE}\nparameter mine = 3", "mine", "3  as written in the plan"),
    ],
)
def test_a_step_says_where_its_value_is_from(use: str, name: str, expected: str) -> None:
    """In the plan that sets it, or where it is declared."""
    assert (
        told(plan_of(use, f"bonus = $1 / $1 * {name}" if name == "amount" else f"bonus = $1 * {name}"), name)
        == expected
    )


def test_a_trace_has_the_files_and_replays() -> None:
    """Every step that is written in a used file says so; the JSON keeps to the schema."""
    plan = plan_of(f"{USE}, factor = 2x", "bonus = amount * factor + twice")
    trace: dict[str, Any] = trace_to_json(statement_of(plan, FILES).lines[0], plan)
    jsonschema.validate(trace, SCHEMA)
    assert replay(trace) == Fraction(18)
    steps = {step["name"]: step for step in trace["steps"] if step["form"] == "parameter"}
    declared, place = {"file": "shared/figures.comp", "line": 3}, {"file": "plan.comp", "line": 1}
    assert steps["factor"]["parameter"] == {"declared": declared, "default": "1.5x", "set": place}
    assert "file" not in steps["factor"]["written"]
    assert steps["twice"]["written"]["file"] == "shared/figures.comp"
    assert trace["plan"]["used_files"][0]["file"] == "shared/figures.comp"
