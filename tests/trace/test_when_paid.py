"""A line held against its steps of when it was paid: figures that differ, and the rows that make it so."""

import json

from compdsl.rendered.trace_to_json import steps_to_json
from compdsl.trace.account import account_for
from compdsl.trace.when_paid import Differing, differing, lines_when_paid
from tests.rendered.test_run_to_jsonl import TEAM, files_of, text_of
from tests.trace.paying import DEALS, FILES, HEAD, plan_of, statement_of

MEASURES = "payee,period,metric,value,of,goal\nada,2026-Q1,csat,8,10,90%\n"


def found(clause: str, then: str, now: str, file: str = "deals.csv", head: str = HEAD) -> list[Differing]:
    """What differs in a line when a file has another content."""
    plan = plan_of(head + clause)
    was, line = (statement_of(plan, {**FILES, file: text}).lines[-1] for text in (then, now))
    steps = json.loads(json.dumps(steps_to_json(account_for(was, plan))))
    return differing(account_for(line, plan), steps)


def test_nothing_differs_on_the_same_data() -> None:
    """Nor where rows stand in another order."""
    head, *rows = DEALS.splitlines(keepends=True)
    assert found("a rate 1% on sales", DEALS, DEALS) == []
    assert found("a rate 1% on sales", DEALS, head + "".join(reversed(rows))) == []


def test_a_row_that_is_another_one_a_new_one_and_one_that_is_gone() -> None:
    now = (
        DEALS.replace("42000", "43000").replace("ada,2026-02-25,31500,new,false\n", "") + "ada,2026-03-30,5,new,true\n"
    )
    (one,) = found("a rate 1% on sales", DEALS, now)
    assert (one.label, one.then, one.now) == ("sales", "$93,500.50", "$63,005.50")
    assert one.rows == (
        "deals.csv:2  $43,000 now, $42,000 then",
        "deals.csv:6  $5 now, not counted then",
        "deals.csv:3 then  $31,500, not counted now",
    )


def test_of_rows_that_are_counted_only_the_number_is_known() -> None:
    (one,) = found("a $5 when wins >= 2", DEALS, DEALS.replace("31500,new,false", "31500,new,true"))
    assert one == Differing("wins", "2", "3", ("3 rows now, 2 then",))


def test_a_field_of_the_roster_and_a_figure_of_the_time_so_far() -> None:
    roster = FILES["payees.csv"]
    field = Differing("payee.quota", "$100,000", "$50,000")
    assert field in found("a $5 when sales >= payee.quota", roster, roster.replace("100000", "50000"), "payees.csv")
    (one,) = found("a rate 1% on sales ytd", DEALS, DEALS.replace("42000", "1"))
    assert one.rows == ("deals.csv:2  $1 now, $42,000 then",)


def test_the_figures_in_each_of_several_teams() -> None:
    """Of who changes teams; and that they do so only now."""
    two = "payee,team,start,end\nada,north,,2026-02-14\nada,south,2026-02-15,\n"
    head, plan = HEAD.replace(" goal payee.quota", ""), "a rate 1% on sales team budget $100"
    files = {**FILES, "payees.csv": two, "deals.csv": DEALS.replace("ben", "ada")}
    later = {**files, "deals.csv": files["deals.csv"].replace("42000", "1")}
    one = {**files, "payees.csv": "payee,team,start,end\nada,north,,\n"}
    changes = []
    for was, now in ((files, later), (files, files), (one, files)):
        then = account_for(statement_of(plan_of(head + plan), was).lines[-1], plan_of(head + plan))
        steps = json.loads(json.dumps(steps_to_json(then)))
        line = statement_of(plan_of(head + plan), now).lines[-1]
        changes.append(differing(account_for(line, plan_of(head + plan)), steps))
    assert changes[0][0].rows == ("deals.csv:2  $1 now, $42,000 then",)
    assert changes[1] == []
    assert (changes[2][0].then, changes[2][0].now) == ("$100", "$200")


def test_rows_of_a_measure_that_the_data_gives() -> None:
    now = MEASURES.replace(",8,", ",9,")
    rows = [one.rows for one in found("csat 60%", MEASURES, now, "measures.csv", "currency USD\nperiod quarter\n")]
    assert rows == [("measures.csv:2  9 of 10, goal 90% now, 8 of 10, goal 90% then",)]


def test_another_line_is_named() -> None:
    assert Differing("a", "$935.01", "$515.02") in found(
        "a rate 1% on sales\ntotal cap $400", DEALS, DEALS.replace("42000", "1")
    )


def test_the_steps_of_a_line_are_found_in_a_run() -> None:
    """Of one payee, also where they are shared; none of what is not there, or cannot be read."""
    text = text_of(TEAM, files_of(6, teams=2, months="14")).encode()
    records = [json.loads(line) for line in text.splitlines()]
    statement = next(one for one in records if one["record"] == "statement")
    wanted = {(statement["period"], line["component"]) for line in statement["lines"]}
    steps = lines_when_paid(text, statement["payee"], wanted | {("2025-Q1", "none")})
    assert set(steps) == wanted
    assert all("kind" in step for line in steps.values() for step in line)
    assert lines_when_paid(text, "nobody", wanted) == {}
    assert lines_when_paid(text.replace(b'"version": 2', b'"version": 1'), statement["payee"], wanted) == {}
    assert lines_when_paid(b"", "ada", wanted) == {}
