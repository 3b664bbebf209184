"""Evaluating a trace again from its leaves alone."""

import json
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from compdsl import pipeline
from compdsl.paid.payroll import statements_of
from compdsl.rendered.run_to_jsonl import RunTraces
from compdsl.rendered.trace_to_json import trace_to_json, value_to_json
from compdsl.trace.from_run import traces_in
from compdsl.trace.replay import ReplayError, replay, replay_run, value_of
from tests.plans.folders import PLANS, periods_to_pay
from tests.trace.paying import FILES, HEAD, data_of, line_of, plan_of

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "compdsl/trace/schema.json").read_text(encoding="utf-8"))
Trace = dict[str, Any]
ROSTER_OF_NORTH = "payee,team,target,quota\nada,north,1,2\n"


def trace_of(clauses: str, files: dict[str, str] | None = None, head: str = HEAD) -> Trace:
    """The trace of the first line of a plan, as it is read from a file."""
    line, plan = line_of(clauses, files or FILES, head=head)
    data = data_of(plan, files or FILES)
    found: Trace = json.loads(json.dumps(trace_to_json(line, plan, data.files)))
    return found


@pytest.mark.parametrize("file", PLANS, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_every_trace_of_a_shipped_plan_keeps_to_the_schema_and_replays(file: Path) -> None:
    """Every line of every payee in every period its data holds: from its own JSON, and from the records of a run."""
    plan = plan_of(file.read_text(encoding="utf-8"), file.name)
    reading = pipeline.read_data(file.parent / "data", plan)
    assert reading.data is not None
    validator = jsonschema.Draft202012Validator(SCHEMA)
    periods = periods_to_pay(file, plan, reading.data)
    traces = RunTraces(plan, reading.data.files, periods)
    records, alone, amounts = [traces.head()], [], []
    for statement in statements_of(plan, reading.data, periods):
        records += traces.of(statement)
        for line in statement.lines:
            trace = json.loads(json.dumps(trace_to_json(line, plan, reading.data.files)))
            validator.validate(trace)
            assert replay(trace) == line.amount
            alone.append(trace)
            amounts.append(line.amount)
    read = [json.loads(record) for record in records]
    for one in read:
        validator.validate(one)
    assert list(traces_in(read)) == alone != []
    assert [value for _, value in replay_run(map(json.loads, records))] == amounts


ALL_KINDS = """
table by_kind by payee.kind { "x": 2, "y": 3 }
table by_day by payee.start { from 2026-01-01: 1, over 2026-06-30: 2 }
let days = payee.start - 2026-01-01
let later = payee.start + 30
let tenure = months(payee.start, period.end)
let late = if later > 2026-02-01 then 1 else 2
metric r = sum(deals.amount) / payee.zero else $5
a = min(sales * 5%, $3_000) + by_kind * by_day * late * $1 + days * $1 + r
    + round(sales / 7, $10) + (if not (wins > 5 or sales > $99k) and period.month == 3 then $1 else $2)
    + tenure * $1 + (if any(deals.won) then $1 else $0) + sales.team * 1%
"""
FIELDS = "payee,team,quota,kind,start,zero\nada,north,5,y,2026-03-01,0\nben,north,6,x,2026-03-01,1\n"


def test_every_kind_of_step_replays() -> None:
    """Numbers, days, texts, conditions, tables, what has no data, people of a team."""
    trace = trace_of(ALL_KINDS, {**FILES, "payees.csv": FIELDS})
    kinds = {step["kind"] for step in trace["steps"]}
    assert kinds == {
        "named", "aggregate", "payeefield", "periodfact", "sum", "product", "compare", "logic", "not", "choose",
        "extreme", "months", "table", "round", "fallback",
    }  # fmt: skip
    jsonschema.Draft202012Validator(SCHEMA).validate(trace)
    assert replay(trace) == Fraction(trace["amount"])


@pytest.mark.parametrize(
    "clause",
    [
        "a 20% on sales tiers 1x from 0%, 1.4x from 90%",
        "a 20% on sales curve 50%: 50% rising 2 per point, 90%: 100%",
        "a on sales whole tiers 5% from $0, 8% over $50k",
        "a 20% on sales steps 50% from 80%, 100% over 90%",
        "sales 20% else $90k threshold 50% cap 90% when wins > 1",
        "a 20% on sales.team",
        "a rate 1% on average(deals.amount)",
        "a rate 1% on max(deals.amount)",
        "a $1 when all(deals.amount > $1)",
        "a = count(deals.won) * $1",
    ],
)
def test_shapes_and_modifiers_replay(clause: str) -> None:
    """From their rows in the trace."""
    trace = trace_of(clause)
    jsonschema.Draft202012Validator(SCHEMA).validate(trace)
    assert replay(trace) == Fraction(trace["amount"])


def test_given_measures_replay_from_their_rows() -> None:
    """Value, goal and attainment of somebody and of a team."""
    rows = (
        "payee,period,metric,value,of,goal\nada,2026-Q1,m,744,1000,0.8\nben,2026-Q1,m,50,100,0.7\nada,2026-Q1,n,9,,10\n"
    )
    files = {"payees.csv": "payee,team,target\nada,north,1000\nben,north,1\n", "measures.csv": rows}
    head = "currency USD\nperiod quarter\n"
    for clause in ("m 10% team", "n tiers 5% / 8%", "n 10%", "m 10% only when n > 5"):
        trace = trace_of(clause, files, head)
        assert replay(trace) == Fraction(trace["amount"])


def step_of(trace: Trace, kind: str) -> Trace:
    """The first step of a kind."""
    found: Trace = next(step for step in trace["steps"] if step["kind"] == kind)
    return found


CHANGES: list[tuple[str, Callable[[Trace], object]]] = [
    ("a changed amount", lambda trace: trace["steps"][-1].update(value="1")),
    ("a changed row", lambda trace: step_of(trace, "aggregate")["rows"][0].update(value="1")),
    ("a row left out", lambda trace: step_of(trace, "aggregate")["rows"].pop()),
    ("a value that is gone", lambda trace: step_of(trace, "product").update(value=None)),
    ("a changed rate", lambda trace: step_of(trace, "product")["uses"][0].update(value="2")),
]


@pytest.mark.parametrize("name, change", CHANGES, ids=[name for name, _ in CHANGES])
def test_a_trace_that_was_changed_does_not_replay(name: str, change: Callable[[Trace], object]) -> None:
    """The step that does not come to its value is named."""
    trace = trace_of("a rate 5% on sales")
    change(trace)
    with pytest.raises(ReplayError, match=r"step \d+ \(\w+\) comes to .*, the trace says"):
        replay(trace)


def test_a_changed_person_of_a_team_does_not_replay() -> None:
    """The steps to the figure of every person are in the trace."""
    trace = trace_of("a 20% on sales.team")
    step_of(trace, "roster")["people"][1]["steps"][0]["value"] = "1"
    with pytest.raises(ReplayError):
        replay(trace)


def test_a_step_of_an_unknown_kind_is_refused() -> None:
    """A later version may have more."""
    with pytest.raises(ValueError, match="no step of a trace is a wish"):
        value_of({"kind": "wish", "type": "number", "uses": []}, {})


def test_all_rows_and_all_people_are_listed() -> None:
    """However many they are: the rows of the trace are those that can change the line."""
    roster = ROSTER_OF_NORTH + "".join(f"p{n},north,1,2\n" for n in range(1_100))
    deals = "payee,closed_on,amount,kind,won\n" + "".join(f"p{n},2026-01-20,1,new,true\n" for n in range(1_100))
    files = {"payees.csv": roster, "deals.csv": deals}
    trace = trace_of("a 20% on sales.team", files)
    assert len(step_of(trace, "aggregate")["rows"]) == 1_100
    assert len(step_of(trace, "roster")["people"]) == 1_101
    jsonschema.Draft202012Validator(SCHEMA).validate(trace)
    assert replay(trace) == Fraction(trace["amount"])


def test_a_figure_that_is_missing_is_null_with_the_reason() -> None:
    """And stays so when it is evaluated again, whatever it was made of."""
    head = HEAD + "metric r = sum(deals.amount) / payee.zero\n"
    files = {**FILES, "payees.csv": "payee,team,target,quota,zero\nada,north,5,1,0\nben,north,5,1,0\n"}
    trace = trace_of("a = (r else $1)", files, head)
    missing = next(step for step in trace["steps"] if step["value"] is None)
    assert missing["missing"] == {"reason": "divided by zero", "words": "it divides by zero"}
    assert replay(trace) == Fraction(trace["amount"])


def test_a_goal_of_a_team_that_lacks_data_is_null() -> None:
    """One person without a goal is enough; what answers for it replays."""
    files = {**FILES, "payees.csv": "payee,team,target,quota\nada,north,5,1\nben,north,5,\n"}
    trace = trace_of("a = (sales.team.goal else $7)", files)
    assert step_of(trace, "roster")["value"] is None
    assert replay(trace) == 7


def test_only_values_are_written() -> None:
    """A float is none."""
    assert value_to_json(None) is None
    with pytest.raises(TypeError, match="float is not a value"):
        value_to_json(0.1)
