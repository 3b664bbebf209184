"""The traces of a run as JSON lines: what lines share is written once, before all that refer to it."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import jsonschema
import pytest

from compdsl import pipeline
from compdsl.kernel.plan import Plan
from compdsl.paid.payroll import statements_of
from compdsl.records.data import Data
from compdsl.rendered import run_to_jsonl
from compdsl.rendered.run_to_jsonl import RunTraces
from compdsl.rendered.trace_to_json import trace_to_json
from compdsl.trace.from_run import traces_in
from compdsl.trace.replay import replay_run
from compdsl.values.figures import read_exact
from tests.trace.paying import FILES, HEAD, data_of, plan_of
from tests.trace.test_replay import SCHEMA

Record = dict[str, Any]

TEAM = """
a 20% on sales.team
b rate 1% on sum(deals.amount where kind == payee.kind, team)
c rate 1% on sum(deals.amount where won, company) + sales
total cap $9_000
"""


def files_of(people: int, teams: int = 1, months: str = "1") -> dict[str, str]:
    """A roster of some teams, each of its people with two deals in every month named."""
    roster = "".join(f"p{n},t{n % teams},1000,{n + 1},{'old' if n % 2 else 'new'}\n" for n in range(people))
    deals = "".join(
        f"p{n},2026-{int(month, 16):02}-20,{n + 1}.50,{kind},{'true' if kind == 'new' else 'false'}\n"
        for n in range(people)
        for month in months
        for kind in ("new", "old")
    )
    return {
        "payees.csv": f"payee,team,target,quota,kind\n{roster}",
        "deals.csv": f"payee,closed_on,amount,kind,won\n{deals}",
    }


def text_of(clauses: str, files: Mapping[str, str], head: str = HEAD) -> str:
    """The file of a run over all periods of its data."""
    plan = plan_of(head + clauses)
    return "".join(pieces_of(plan, data_of(plan, files)))


def pieces_of(plan: Plan, data: Data) -> Iterator[str]:
    """The records of a run over all periods of its data."""
    periods = list(pipeline.periods_of(plan, data))
    traces = RunTraces(plan, data.files, periods)
    yield traces.head()
    for statement in statements_of(plan, data, periods):
        yield from traces.of(statement)


def records_of(clauses: str, files: Mapping[str, str], head: str = HEAD) -> list[Record]:
    """The records of a run, which keep to the schema and give the trace of each line by itself."""
    plan = plan_of(head + clauses)
    data = data_of(plan, files)
    records = [json.loads(line) for line in pieces_of(plan, data)]
    validator = jsonschema.Draft202012Validator(SCHEMA)
    for record in records:
        validator.validate(record)
    paid = statements_of(plan, data, list(pipeline.periods_of(plan, data)))
    alone = [trace_to_json(line, plan, data.files) for statement in paid for line in statement.lines]
    assert json.loads(json.dumps(alone)) == list(traces_in(json.loads(json.dumps(records))))
    return records


def kinds(records: list[Record]) -> list[str]:
    """The records in their order."""
    return [one["record"] for one in records]


def ids_in(value: Any) -> Iterator[int]:
    """Every id of another record that a record names."""
    if isinstance(value, dict):
        for name, one in value.items():
            if name == "shared" or (name == "forms" and isinstance(one, int)):
                yield one
            elif name == "outside":
                yield from one
            else:
                yield from ids_in(one)
    elif isinstance(value, list):
        for one in value:
            yield from ids_in(one)


def test_a_reference_points_backwards() -> None:
    """A reader who reads the file once, from the first line to the last, has all that a line names."""
    records = records_of(TEAM, files_of(6, teams=2, months="1234"))
    seen: set[int] = set()
    for record in records:
        assert seen.issuperset(ids_in(record))
        assert record["record"] != "more" or record["id"] in seen
        seen |= {record["id"]} if "id" in record else set()
    assert kinds(records)[:2] == ["run", "forms"]
    assert set(kinds(records)) == {"run", "forms", "shared", "outside", "statement"}


def test_the_rows_of_a_team_stand_there_once() -> None:
    """With what `where` left out; a figure that asks something of the payee is there once for each answer."""
    records = records_of(TEAM, files_of(6, teams=2))
    shared = [one for one in records if one["record"] == "shared" and "rows" in one]
    assert [(one["counted"], one["left_out"]) for one in shared] == [(6, 0), (3, 3), (6, 6), (6, 0), (3, 3)]
    assert len([one for one in records if "people" in one]) == 2
    statements = [one for one in records if one["record"] == "statement"]
    assert all(sum("rows" in step and "counted" in step for step in one["steps"]) == 1 for one in statements)


@pytest.mark.parametrize("teams", [1, 10])
def test_the_file_grows_with_the_people(teams: int) -> None:
    """Twice as many people in a team make it about twice as long, however large the team is."""
    small, large = (len(text_of(TEAM, files_of(people, teams))) for people in (100, 200))
    assert large < 2.05 * small


def test_the_file_grows_with_the_periods() -> None:
    """A row is not told again in every period it lies outside of: four times the quarters, four times the file."""
    few, many = (len(text_of(TEAM, files_of(20, months=months))) for months in ("1", "147a"))
    assert many < 4.3 * few


def test_what_a_run_was_made_of_is_said_once() -> None:
    """Plan, files, hashes, and what is written in the plan."""
    text = text_of(TEAM, files_of(6))
    assert text.count('"sha256"') == 3
    assert text.count('"meaning"') == 1
    forms = [line for line in text.splitlines() if line.startswith('{"record": "forms"')]
    assert len(forms) == 2
    assert text.count('"uses"') == sum(line.count('"uses"') for line in forms)


def test_a_step_is_told_once_a_statement() -> None:
    """Though the cap of the total is made of all lines; a line that changes nothing is not there."""
    rich = files_of(2)
    rich["payees.csv"] = rich["payees.csv"].replace("p1,t0,1000,", "p1,t0,900000,")
    records = records_of(TEAM, rich)
    poor, capped = (one for one in records if one["record"] == "statement")
    assert [line["component"] for line in poor["lines"]] == ["a", "b", "c"]
    assert [line["component"] for line in capped["lines"]] == ["a", "b", "c", "total cap"]
    for one in (poor, capped):
        numbers = [step["id"] for step in one["steps"]]
        assert len(numbers) == len(set(numbers))
    assert len(capped["steps"]) > len(poor["steps"])


def test_long_lists_go_on_in_further_records(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows that counted, rows left out, rows outside, people; also those of one payee."""
    monkeypatch.setattr(run_to_jsonl, "MOST_ROWS", 2)
    records = records_of(TEAM, files_of(5, months="1234"))
    more = [one for one in records if one["record"] == "more"]
    assert {name for one in more for name in one} == {"record", "id", "rows", "left_out_rows", "people"}
    for one in records:
        if one["record"] in ("shared", "outside", "more"):
            assert sum(len(one.get(name, ())) for name in ("rows", "left_out_rows", "people")) <= 2
    records = records_of("a rate 1% on sales", files_of(1, months="111"))
    assert kinds(records) == ["run", "forms", "shared", "more", "more", "statement"]


def test_rows_of_the_one_period_are_not_among_those_outside() -> None:
    """A run of one period names the rows outside it alone."""
    plan = plan_of(HEAD + "a rate 1% on sales")
    data = data_of(plan, FILES)
    periods = list(pipeline.periods_of(plan, data))[:1]
    traces = RunTraces(plan, data.files, periods)
    text = "".join(piece for one in statements_of(plan, data, periods) for piece in traces.of(one))
    (outside,) = (json.loads(line) for line in text.splitlines() if '"record": "outside"' in line)
    assert [(row["line"], row["day"]) for row in outside["rows"]] == [(5, "2026-04-02")]


def test_the_same_without_a_team() -> None:
    """Chloe is in none; what she is not asked for has no data."""
    files = {**files_of(3), "payees.csv": "payee,team,target,quota,kind\np0,t,1,1,x\np1,,1,1,\np2,t,1,1,x\n"}
    clauses = "a = (if payee.target > 1 then sum(deals.amount where kind == payee.kind, team) else $1)\n"
    records = records_of(clauses, files)
    assert [one["payee"] for one in records if one["record"] == "statement"] == ["p0", "p1", "p2"]
    assert [one.get("missing", {}).get("reason") for one in records if one["record"] == "shared"] == [None, "no team"]


TO_DATE = """
currency USD
period month
records deals { payee, closed_on: date, amount: money, kind: text, won: bool }
metric sales = sum(deals.amount) goal payee.quota
a rate 1% on sales.ytd / 2
b 10% on sales.team ytd
c = sales.team.ytd * 1% + previous(sales else $0)
"""


def test_figures_of_the_time_so_far() -> None:
    """With the rows of all that time; those of a team are told once a period."""
    records = records_of("", files_of(4, months="12345"), TO_DATE)
    shared = [(one["first"], one["last"]) for one in records if one["record"] == "shared" and "rows" in one]
    assert set(shared) == {
        ("2026-01-01", "2026-01-31"),
        ("2026-01-01", "2026-02-28"),
        ("2026-01-01", "2026-03-31"),
        ("2026-01-01", "2026-04-30"),
        ("2026-01-01", "2026-05-31"),
    }
    small, large = (len(text_of("", files_of(people, months="123"), TO_DATE)) for people in (50, 100))
    assert large < 2.1 * small


def test_rows_outside_the_one_period_may_count_in_a_figure_of_the_time_so_far() -> None:
    """They are told as outside for the one, and counted in the other."""
    plan = plan_of(TO_DATE)
    data = data_of(plan, files_of(2, months="1235"))
    periods = list(pipeline.periods_of(plan, data))[2:3]
    traces = RunTraces(plan, data.files, periods)
    paid = list(statements_of(plan, data, periods))
    records = [json.loads(piece) for piece in [traces.head(), *(piece for one in paid for piece in traces.of(one))]]
    alone = [trace_to_json(line, plan, data.files) for one in paid for line in one.lines]
    assert json.loads(json.dumps(alone)) == list(traces_in(records))


def test_figures_by_the_rows_of_the_roster() -> None:
    """Of somebody who changed team and target in the period; and the rows of both teams."""
    files = files_of(4, teams=2, months="12")
    files["payees.csv"] = (
        "payee,team,target,quota,kind,start,end\np0,t0,1000,9,new,,2026-01-31\np0,t1,3000,9,new,2026-02-01,\n"
        "p1,t1,1000,9,old,,\np2,t0,1000,9,new,,\np3,t1,1000,9,old,,\n"
    )
    clauses = "target payee.target prorated\na 20% on sales\nb rate 1% on (sales.team else $0)\ntotal cap 200%"
    records = records_of(clauses, files)
    steps = {one["payee"]: one["steps"] for one in records if one["record"] == "statement"}
    (stints,) = (step["stints"] for step in steps["p0"] if "stints" in step)
    assert [stint["line"] for stint in stints] == [2, 3]


def test_the_parts_of_an_amount_are_told_once() -> None:
    """Each statement has its own part of it; they replay as parts of the whole."""
    clauses = "a = sum(deals.amount, company) * 1% split by payee.quota\nb $100 team split by sales"
    records = records_of(clauses, files_of(6, teams=2, months="14"))
    pools = [one for one in records if "shares" in one]
    assert [len(one["shares"]) for one in pools] == [6, 3, 3, 6, 3, 3]
    assert [value for _, value in replay_run(records)] == [
        read_exact(line["amount"]) for one in records if one["record"] == "statement" for line in one["lines"]
    ]
    small, large = (len(text_of(clauses, files_of(people))) for people in (100, 200))
    assert large < 2.05 * small


MIXED = """\
currency USD
period month
target payee.target
records deals { payee, closed_on: date, amount: money, kind: text, won: bool }
metric sales = sum(deals.amount where kind == "new") goal payee.quota
metric run_rate = sum(deals.amount) trailing 3 months
own_sales  50% on sales ytd
team_sales 50% on sales team qtd
trail      rate 1% on run_rate.team / 3
pool       = sum(deals.amount, company) * 1% split by payee.quota
capped     rate 2% on sales cap $1 per year
back       = previous(sales else $0) * 1%
late       rate 1% on sales paid quarterly
total cap 300%
"""


def test_everything_together() -> None:
    """Every record is as it should be, and every line is as if it stood by itself."""
    records = records_of("", files_of(4, teams=2, months="123456"), MIXED)
    assert len([one for one in records if one["record"] == "statement"]) == 4 * 6
    stated = [read_exact(line["amount"]) for one in records if one["record"] == "statement" for line in one["lines"]]
    assert [value for _, value in replay_run(records)] == stated


def test_measures_that_the_data_gives() -> None:
    """The rows of a team are told once; one's own stand in the statement."""
    rows = "".join(f"p{n},2026-Q1,m,9,10,1\n" for n in range(4))
    files = {
        "payees.csv": "payee,team,target\n" + "".join(f"p{n},t,1000\n" for n in range(4)),
        "measures.csv": f"payee,period,metric,value,of,goal\n{rows}",
    }
    records = records_of("m 10% team\nn 5% on m", files, "currency USD\nperiod quarter\n")
    (shared,) = (one for one in records if one["record"] == "shared")
    assert [row["payee"] for row in shared["rows"]] == ["p0", "p1", "p2", "p3"]
    own = [step for one in records if one["record"] == "statement" for step in one["steps"] if "rows" in step]
    assert [[row["payee"] for row in step["rows"]] for step in own] == [["p0"], ["p1"], ["p2"], ["p3"]]
