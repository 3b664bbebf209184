"""`team budget`, `company budget`: told without naming anybody else, and replayed from its trace."""

import json

import jsonschema
import pytest

from compdsl.diagnostics.problem import Problem
from compdsl.paid.payroll import statements_of
from compdsl.rendered.explain_markdown import explain_markdown
from compdsl.rendered.run_to_jsonl import RunTraces
from compdsl.rendered.trace_to_json import trace_to_json
from compdsl.trace.replay import replay, replay_run
from compdsl.values.calendar import CIVIL
from tests.clauses.telling import told
from tests.trace.paying import FILES, HEAD, data_of, line_of, paid, plan_of
from tests.trace.test_replay import SCHEMA


def test_what_all_earned_together_is_told_and_the_part_of_it() -> None:
    """Beyond the budget with the exact part; within it with both figures."""
    assert told("2026-Q1", "a rate 10% on sales company budget $8_000", "budget") == (
        "$7,066.90  all earned $10,584.62 together, the budget is $8,000; $9,350.05 of $10,584.62, "
        "exactly $7,066.8951…: whole cents, by largest remainder"
    )
    assert told("2026-Q1", "a rate 10% on sales team budget $20_000", "budget") == (
        "$9,350.05  all of the team earned $10,584.62 together, within the budget of $20,000"
    )


def test_nobody_else_is_named() -> None:
    """Neither what others earned nor who they are is part of an explanation."""
    plan = plan_of(HEAD + "a rate 10% on sales company budget $8_000")
    statement = paid(plan, FILES)
    assert not isinstance(statement, list)
    text = explain_markdown(plan, statement)
    assert "together" in text
    assert not any(name in text for name in ("ben", "chloe"))


@pytest.mark.parametrize("budget", ["$8_000", "$20_000", "sum(deals.amount, company) * 5%"])
def test_the_trace_keeps_to_the_schema_and_replays(budget: str) -> None:
    """Within the budget, beyond it, and where it is worked out."""
    clause = f"a rate 10% on sales company budget {budget}"
    line, plan = line_of(clause, FILES)
    trace = json.loads(json.dumps(trace_to_json(line, plan, data_of(plan, FILES).files)))
    jsonschema.validate(trace, SCHEMA)
    assert replay(trace) == line.amount


def test_the_records_of_a_run_replay() -> None:
    """What all earned, and the parts of the budget, are written once for all who share them."""
    plan = plan_of(
        f"{HEAD}a rate 10% on sales company budget $8_000\nb $500 when rank(sales) <= 2 company budget $700\n"
    )
    data, period = data_of(plan, FILES), CIVIL.read("2026-Q1")
    assert period is not None
    traces = RunTraces(plan, data.files, [period])
    records, amounts = [traces.head()], []
    for statement in statements_of(plan, data, [period]):
        records += traces.of(statement)
        amounts += [line.amount for line in statement.lines]
    for record in map(json.loads, records):
        jsonschema.validate(record, SCHEMA)
    assert [value for _, value in replay_run(map(json.loads, records))] == amounts


@pytest.mark.parametrize(
    ("clause", "reason"),
    [
        ("a = sum(deals.amount) - $20_000 company budget $8_000", "what `ben` earned is below zero"),
        ("a rate 10% on sales company budget payee.quota / 100", "of `chloe`, who shares the budget"),
        ("a rate 10% on sales company budget payee.target", "not the same for everybody"),
    ],
)
def test_what_cannot_be_split_is_no_data(clause: str, reason: str) -> None:
    """Somebody below zero, or a budget that differs from person to person, where it is reached."""
    found = paid(plan_of(HEAD + clause), FILES)
    assert isinstance(found, list)
    assert isinstance(found[0], Problem)
    assert reason in found[0].message + str(found[0].hint)
