"""What falls on somebody who changes teams within the period: their part in each of them."""

import json
from collections.abc import Mapping
from fractions import Fraction

import jsonschema
import pytest

from compdsl.paid.lines import Statement
from compdsl.paid.payroll import run_payroll, statements_of
from compdsl.rendered.explain_markdown import explain_markdown
from compdsl.rendered.explain_text import explain_statement
from compdsl.rendered.run_to_jsonl import RunTraces
from compdsl.rendered.trace_to_json import trace_to_json
from compdsl.trace.replay import replay, replay_run
from compdsl.values.calendar import CIVIL
from compdsl.values.period import Period
from tests.paid.history import amounts
from tests.trace.paying import data_of, paid, plan_of, statement_of
from tests.trace.test_replay import SCHEMA

HEAD = """\
currency USD
period quarter
records deals { payee, closed_on: date, amount: money }
metric sold = sum(deals.amount)
"""
FILES = {
    "payees.csv": (
        "payee,team,role,points,target,start,end\n"
        "ada,north,csm,1,900,,2026-02-14\n"
        "ada,south,ae,1,900,2026-02-15,\n"
        "ben,north,csm,2,900,,\n"
        "cy,south,ae,1,900,,\n"
    ),
    "deals.csv": (
        "payee,closed_on,amount\n"
        "ada,2025-12-01,70000\nada,2026-02-01,4000\nada,2026-02-15,1000\nben,2026-02-01,9000\ncy,2026-02-20,2000\n"
    ),
}
Q1 = next(found for found in [CIVIL.read("2026-Q1")] if found is not None)


def lines(clauses: str, files: Mapping[str, str] = FILES, period: Period = Q1, head: str = HEAD) -> dict[str, object]:
    """What each is paid for the first line of a plan."""
    plan = plan_of(head + clauses)
    found = run_payroll(plan, data_of(plan, files), [period])
    return {key: next(iter(one.values())) for key, one in amounts(found).items()}


def test_a_team_budget_is_shared_by_what_each_earned_on_their_days_in_the_team() -> None:
    """North: 400 of 1,300 and 900 of 1,300 of $500; south is within it: 100 and 200."""
    assert lines("tb rate 10% on sold team budget $500") == {
        "ada": Fraction(15385, 100) + 100,
        "ben": Fraction(34615, 100),
        "cy": 200,
    }


def test_a_pool_of_a_team_is_split_among_all_who_are_in_it() -> None:
    """By the weight of each while they are: a column of the roster, the own rows, days in force."""
    assert lines("pool = $300 team split by payee.points") == {"ada": 100 + 150, "ben": 200, "cy": 150}
    assert lines("pool = $1_300 team split by sold") == {
        "ada": 400 + Fraction(43333, 100), "ben": 900, "cy": Fraction(86667, 100)
    }  # fmt: skip
    prorated = HEAD.replace("records", "target payee.target prorated\nrecords")
    assert lines("pool = $270 team split by target", head=prorated) == {
        "ada": 90 + Fraction(9000, 100), "ben": 180, "cy": 180
    }  # fmt: skip


def test_the_time_so_far_is_parted_between_the_teams() -> None:
    """What came before the period is of the first of them; no row counts in two."""
    files = {**FILES, "deals.csv": FILES["deals.csv"].replace("2025-12-01,70000", "2026-01-01,6000")}
    monthly = HEAD.replace("period quarter", "period month")
    february = next(found for found in [CIVIL.read("2026-02")] if found is not None)
    assert lines("pool = $190 team split by sold.ytd", files, february, monthly) == {
        "ada": 100 + Fraction(6333, 100), "ben": 90, "cy": Fraction(12667, 100)
    }  # fmt: skip


def test_who_comes_back_to_a_team_is_in_it_once() -> None:
    """With the rows of both times."""
    roster = FILES["payees.csv"].replace("2026-02-15,\n", "2026-02-15,2026-02-28\nada,north,csm,1,900,2026-03-01,\n")
    more = {"payees.csv": roster, "deals.csv": FILES["deals.csv"] + "ada,2026-03-01,5000\n"}
    assert lines("tb rate 10% on sold team budget $900", more) == {"ada": 450 + 100, "ben": 450, "cy": 200}


def test_a_plan_for_one_of_the_roles_pays_the_part_of_its_days() -> None:
    """Nobody whom it does not pay has a part of the budget."""
    assert lines('tb rate 10% on sold team budget $500\nfor role "csm"') == {
        "ada": Fraction(15385, 100), "ben": Fraction(34615, 100)
    }  # fmt: skip
    assert lines('tb rate 10% on sold team budget $150\nfor role "ae"') == {"ada": 50, "cy": 100}


def test_days_without_a_team_have_no_data() -> None:
    """As who has none at all: what is earned on them is of no budget."""
    files = {**FILES, "payees.csv": FILES["payees.csv"].replace("ada,south", "ada,")}
    found = paid(plan_of(HEAD + "tb rate 10% on sold team budget $500"), files)
    assert isinstance(found, list)
    assert "the roster names no team" in found[0].message


def test_both_parts_are_told() -> None:
    """With the days in each team, and the rows that are of the other."""
    plan = plan_of(HEAD + "tb rate 10% on sold team budget $500\n")
    statement = statement_of(plan, FILES)
    text = explain_statement(plan, statement, lambda text, _: text)
    assert "each team  $253.85  $153.85 in team north + $100 in team south" in text
    assert "2026-01-01 to 2026-02-14, team north:" in text
    assert "deals.csv:3  left out: closed_on 2026-02-01 is not on a day in team south" in text
    assert "1 not of the days in team north" in text
    told = explain_markdown(plan, statement)
    assert "The parts of each team add up: $153.85 in team north + $100 in team south = $253.85." in told
    assert not any(name in text + told for name in ("ben", "cy"))


@pytest.mark.parametrize(
    "clause",
    ["tb rate 10% on sold team budget $500", "tb rate 10% on sold team budget $5_000", "tb $100 team split by sold",
     "tb rate 10% on sold.team team budget $500",
     "tb rate 10% on sold cap $200 team budget $500 hold 10% until 2026-12-31"],
)  # fmt: skip
def test_the_trace_keeps_to_the_schema_and_replays(clause: str) -> None:
    """Of each alone, and of the records of a run."""
    plan = plan_of(HEAD + clause)
    data = data_of(plan, FILES)
    traces = RunTraces(plan, data.files, [Q1])
    records, found = [traces.head()], []
    for statement in statements_of(plan, data, [Q1]):
        assert isinstance(statement, Statement)
        records += traces.of(statement)
        for line in statement.lines:
            trace = json.loads(json.dumps(trace_to_json(line, plan, data.files)))
            jsonschema.validate(trace, SCHEMA)
            assert replay(trace) == line.amount
            found.append(line.amount)
    for record in map(json.loads, records):
        jsonschema.validate(record, SCHEMA)
    assert [value for _, value in replay_run(map(json.loads, records))] == found


def test_many_rows_of_each_team_replay() -> None:
    """So many that they stand in records of their own, each team's in its own."""
    days = [f"ada,2026-{month}-01,{1 + number % 7}" for month in ("01", "03") for number in range(1100)]
    files = {**FILES, "deals.csv": "\n".join([FILES["deals.csv"].strip(), *days, ""])}
    plan = plan_of(HEAD + "tb rate 10% on sold team budget $500\n")
    data = data_of(plan, files)
    traces = RunTraces(plan, data.files, [Q1])
    records, found = [traces.head()], []
    for statement in statements_of(plan, data, [Q1]):
        records += traces.of(statement)
        found += [line.amount for line in statement.lines]
    assert [value for _, value in replay_run(map(json.loads, records))] == found


def test_a_step_names_both_teams() -> None:
    """With the days in each."""
    plan = plan_of(HEAD + "tb $100 team split by sold\n")
    trace = trace_to_json(statement_of(plan, FILES).lines[0], plan)
    (step,) = (one for one in trace["steps"] if one["kind"] == "eachteam")
    assert [(one["team"], one["days"]) for one in step["teams"]] == [
        ("north", [{"first": "2026-01-01", "last": "2026-02-14"}]),
        ("south", [{"first": "2026-02-15", "last": "2026-03-31"}]),
    ]
