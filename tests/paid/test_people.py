"""Whom a plan pays: who fits its `for`, and for which days somebody is paid who changes roles."""

import json
from collections.abc import Mapping

import jsonschema

from compdsl import pipeline
from compdsl.paid.lines import Statement
from compdsl.paid.of_roster import is_for_nobody, of_roster
from compdsl.paid.payroll import run_payroll, statement_of
from compdsl.paid.rows import count_rows
from compdsl.records.refused import FileCount
from compdsl.rendered.explain_text import explain_statement
from compdsl.rendered.people_to_text import not_paid, of_roster_to_text, people_in_words
from compdsl.rendered.trace_to_json import trace_to_json
from compdsl.trace.replay import replay
from compdsl.values.calendar import CIVIL
from compdsl.values.period import Period
from tests.trace.paying import data_of, plan_of
from tests.trace.test_replay import SCHEMA

HEAD = """\
currency USD
period quarter
target payee.target prorated
records deals { payee, day: date, amount: money }
metric sales = sum(deals.amount)
"""
CSM = HEAD + 'for role "csm"\n'
AE = HEAD + 'for role "ae"\n'
FILES = {
    "payees.csv": (
        "payee,team,role,target,points,start,end\n"
        "ada,north,csm,9000,1,,\n"
        "ben,north,ae,,5,,\n"
        "cleo,south,csm,9000,2,,2026-01-31\n"
        "cleo,south,ae,18000,3,2026-02-01,\n"
        "dan,south,,9000,1,,\n"
    ),
    "deals.csv": (
        "payee,day,amount\n"
        "ada,2026-01-10,100\n"
        "ben,2026-01-10,200\n"
        "cleo,2026-01-31,400\n"
        "cleo,2026-02-01,800\n"
        "cleo,2026-04-01,1600\n"
        "dan,2026-01-10,3200\n"
    ),
}
Q1, Q2 = (found for label in ("2026-Q1", "2026-Q2") if (found := CIVIL.read(label)) is not None)


def statement(text: str, payee: str, files: Mapping[str, str] = FILES, period: Period = Q1) -> Statement | None:
    """What a plan pays somebody; None where it does not pay them."""
    plan = plan_of(text)
    found = statement_of(plan, data_of(plan, files), period, payee)
    assert not isinstance(found, list), [one.message for one in found]
    return found


def amounts(text: str, payee: str, files: Mapping[str, str] = FILES, period: Period = Q1) -> dict[str, object]:
    """The lines of a payee."""
    found = statement(text, payee, files, period)
    assert found is not None
    return {line.component: line.amount for line in found.lines}


def test_only_those_who_fit_are_paid() -> None:
    """Those with another text, and those with none, have no statement."""
    plan = plan_of(CSM + "pay rate 10% on sales\n")
    payroll = run_payroll(plan, data_of(plan, FILES), [Q1])
    assert [one.payee for one in payroll.statements] == ["ada", "cleo"]


def test_who_changes_roles_is_paid_by_each_plan_for_its_days() -> None:
    """Rows by their own day, prorated figures by the days; together nothing is lost and nothing is paid twice."""
    pay = "pay rate 10% on sales\nflat = target\n"
    assert amounts(CSM + pay, "cleo") == {"pay": 40, "flat": 9000 * 31 / 90}
    assert amounts(AE + pay, "cleo") == {"pay": 80, "flat": 18000 * 59 / 90}
    assert statement(CSM + pay, "cleo", period=Q2) is None
    assert amounts(AE + pay, "cleo", period=Q2)["pay"] == 160


def test_a_row_on_a_day_of_a_leave_is_paid_by_the_plan_of_the_role_before_it() -> None:
    """And one dated after the last day by that of the last role: no row is lost."""
    roster = (
        "payee,team,role,target,points,start,end\ncleo,south,csm,,,,2026-01-31\ncleo,south,ae,,,2026-03-01,2026-03-15\n"
    )
    deals = "payee,day,amount\ncleo,2026-02-15,100\ncleo,2026-03-31,1000\n"
    files, pay = {"payees.csv": roster, "deals.csv": deals}, "pay rate 10% on sales\n"
    assert [amounts(plan + pay, "cleo", files) for plan in (CSM, AE)] == [{"pay": 10}, {"pay": 100}]


def test_the_time_so_far_is_that_of_the_days_of_the_role() -> None:
    """The year so far of a plan holds no row of the days before somebody came to it."""
    assert amounts(AE + "pay rate 10% on sales ytd\n", "cleo", period=Q2)["pay"] == 240 - 80


def test_team_and_company_are_those_of_the_roster() -> None:
    """Also the rows of people whom another plan pays are the team's: a manager's plan has the team's figure."""
    assert amounts(CSM + "pay rate 100% on sales team\nall rate 100% on sales company\n", "ada") == {
        "pay": 300,
        "all": 4700,
    }


def test_an_amount_is_split_among_those_whom_the_plan_pays() -> None:
    """Nothing of a pool goes to people who are not paid."""
    plan = CSM + "pool $300 split by payee.points\n"
    assert [amounts(plan, key)["pool"] for key in ("ada", "cleo")] == [100, 200]


def test_a_given_measure_belongs_to_the_last_role_in_its_period() -> None:
    """A figure for a whole quarter is paid by the plan of who somebody is at its end."""
    plan = 'currency USD\nperiod quarter\nfor role "{}"\npay = (quality else 0%) * $100\n'
    files = {**FILES, "measures.csv": "payee,period,metric,value\ncleo,2026-Q1,quality,80%\n"}
    assert amounts(plan.format("csm"), "cleo", files) == {"pay": 0}
    assert amounts(plan.format("ae"), "cleo", files) == {"pay": 80}


def test_rows_of_other_days_are_told() -> None:
    """The trace names the row that another plan pays."""
    found = statement(CSM + "pay rate 10% on sales\n", "cleo")
    assert found is not None
    told = explain_statement(plan_of(CSM + "pay rate 10% on sales\n"), found, lambda text, _: text)
    assert "deals.csv:5  left out: day 2026-02-01 is not on a day this plan is for" in told


def test_rows_of_others_are_counted_as_such() -> None:
    """What is read is counted or left out for a reason; a change of role is one."""
    plan = plan_of(CSM + "pay rate 10% on sales\n")
    data = data_of(plan, FILES)
    read = [FileCount("payees.csv", 5, 5, 0), FileCount("deals.csv", 6, 6, 0)]
    roster, deals = count_rows(plan, data, run_payroll(plan, data, [Q1]), read)
    assert dict(roster.left_out) == {"payee not in this plan": 3}
    assert dict(deals.left_out) == {"outside the period": 1, "payee not in this plan": 3}


def test_the_roster_is_told_by_what_it_holds() -> None:
    """How many are of the plan, what the others are, who is of it for some days only."""
    plan = plan_of(CSM + "pay rate 10% on sales\n")
    data = data_of(plan, FILES)
    assert of_roster_to_text(plan, of_roster(plan, data, [Q1])) == (
        'The plan is for role "csm": 2 of 4 payees; the others: 1 with role "ae", 1 with no role\n'
        "Paid for the days of some of their rows of the roster only:\n"
        "  cleo: until 2026-01-31 (payees.csv:4)\n"
    )
    assert not_paid(plan, data, Q1, "ben") == (
        'The plan does not pay ben in 2026-Q1: it is for role "csm", and the roster has role "ae" (payees.csv:3).'
    )
    assert people_in_words(None) == "everybody"


def test_a_plan_for_nobody_is_told() -> None:
    """A slip in the text of a plan pays nobody, and that is said."""
    plan = plan_of(HEAD + 'for role "cms"\npay rate 10% on sales\n')
    data = data_of(plan, FILES)
    assert is_for_nobody(plan, data)
    assert [one.name for one in pipeline.warnings_of(plan, data)] == ["nobody-for-plan"]


def test_a_text_that_is_nearly_one_of_the_plan_is_told() -> None:
    """`CSM` is not `csm`, and the run says so."""
    plan = plan_of(CSM + "pay rate 10% on sales\n")
    files = {**FILES, "payees.csv": FILES["payees.csv"].replace("dan,south,,", "dan,south,CSM,")}
    assert [one.name for one in pipeline.warnings_of(plan, data_of(plan, files))] == ["other-spelling"]


def test_whom_a_plan_pays_is_part_of_its_meaning() -> None:
    """Another text is another plan; the order of texts and columns is not."""
    plans = ['for role "a", "b" and team "n"\n', 'for team "n" and role "b", "a"\n', 'for role "a" and team "n"\n', ""]
    hashes = [plan_of(HEAD + one + "pay rate 10% on sales\n").meaning for one in plans]
    assert hashes[0] == hashes[1]
    assert len(set(hashes)) == 3


def test_a_budget_is_that_of_the_people_of_the_plan() -> None:
    """What others would earn by this plan neither uses it up nor stands in its way."""
    within = CSM + "pay rate 10% on sales company budget $50\n"
    assert [amounts(within, key)["pay"] for key in ("ada", "cleo")] == [10, 40]
    beyond = CSM + "pay rate 10% on sales company budget $25\n"
    assert [amounts(beyond, key)["pay"] for key in ("ada", "cleo")] == [5, 20]
    of_team = CSM + "pay rate 10% on sales team budget $5\n"
    assert [amounts(of_team, key)["pay"] for key in ("ada", "cleo")] == [5, 5]
    found = statement(beyond, "ada")
    assert found is not None
    told = explain_statement(plan_of(beyond), found, lambda text, _: text)
    assert "all whom the plan pays earned $50 together, the budget is $25; $10 of $50" in " ".join(told.split())


def test_a_pool_of_a_team_is_split_by_the_days_of_the_role() -> None:
    """Who changes team and role together has the weight of the rows on the days of the plan."""
    roster = FILES["payees.csv"].replace("cleo,south,csm", "cleo,north,csm")
    plan = CSM + "pool $500 team split by sales\n"
    found = [amounts(plan, key, {**FILES, "payees.csv": roster})["pool"] for key in ("ada", "cleo")]
    assert found == [100, 400]


def test_a_rank_is_among_the_roster_and_of_the_days_of_the_role() -> None:
    """Others take part whatever plan pays them; who changes roles does once, with the figure of this plan."""
    rank = "pay = $1 * rank(sales)\n"
    assert [amounts(CSM + rank, key)["pay"] for key in ("ada", "cleo")] == [4, 2]
    assert [amounts(AE + rank, key)["pay"] for key in ("ben", "cleo")] == [3, 2]
    found = statement(CSM + "pay $1 when rank(sales) <= 2\n", "cleo")
    assert found is not None
    told = explain_statement(plan_of(CSM + "pay $1 when rank(sales) <= 2\n"), found, lambda text, _: text)
    assert "$400 among 4 people of the company, the next better has $3,200" in " ".join(told.split())


def test_who_has_a_figure_in_one_role_only_takes_part_by_it() -> None:
    """Of all of the period a column that changes is none: among others they do not count, by their own plan they do."""
    rank = "pay = $1 * rank(payee.points)\n"
    assert [amounts(CSM + rank, key)["pay"] for key in ("ada", "cleo")] == [2, 2]
    assert [amounts(AE + rank, key)["pay"] for key in ("ben", "cleo")] == [1, 2]


def test_a_rank_of_an_earlier_period_is_among_the_roster_too() -> None:
    """What others had then counts, whatever plan paid them."""
    assert amounts(CSM + "pay = $1 * rank(previous(sales else $0))\n", "ada", period=Q2)["pay"] == 4


def test_traces_of_budgets_and_ranks_replay() -> None:
    """Also of somebody who changes roles: each shows the figures it is made of."""
    for clause, amount in (("rate 10% on sales company budget $25", 20), ("= $1 * rank(sales)", 2)):
        plan = plan_of(f"{CSM}pay {clause}\n")
        found = statement(f"{CSM}pay {clause}\n", "cleo")
        assert found is not None
        trace = json.loads(json.dumps(trace_to_json(found.lines[0], plan, data_of(plan, FILES).files)))
        jsonschema.validate(trace, SCHEMA)
        assert replay(trace) == amount


LED = {
    "payees.csv": (
        "payee,role,manager,start,end\n"
        "ada,csm,mia,,\n"
        "ben,ae,ada,,\n"
        "cleo,csm,mia,,2026-01-31\n"
        "cleo,ae,ada,2026-02-01,\n"
        "mia,lead,,,\n"
    ),
    "deals.csv": FILES["deals.csv"].replace("dan", "mia"),
}


def test_reports_are_those_of_the_roster() -> None:
    """A manager's plan pays on people none of whom it pays, and each of their rows counts for who is above that day."""
    head = HEAD.replace("target payee.target prorated\n", "")
    plan = head + 'for role "lead"\nall rate 100% on sum(deals.amount, reports)\n'
    plan += "near rate 100% on sum(deals.amount, direct_reports)\n"
    assert amounts(plan, "mia", LED) == {"all": 1500, "near": 500}
    assert statement(plan, "ada", LED) is None
    theirs = head + 'for role "csm"\nall rate 100% on sum(deals.amount, reports)\n'
    assert [amounts(theirs, key, LED)["all"] for key in ("ada", "cleo")] == [1000, 0]


CREDITED = """\
currency USD
period quarter
records deals { rep: payee, engineer: payee, day: date, amount: money }
credit deals to rep rest, engineer 25%
"""


def test_a_row_that_is_credited_to_people_of_two_plans_is_paid_by_both() -> None:
    """Each plan pays its people for their share, by the day of the row; the shares of all plans are the whole row."""
    files = {
        "payees.csv": FILES["payees.csv"],
        "deals.csv": (
            "rep,engineer,day,amount\nben,cleo,2026-01-10,100\nada,cleo,2026-02-10,200\ncleo,,2026-01-31,400\n"
        ),
    }
    pay = "pay rate 100% on sum(deals.amount * deals.credit)\n"
    csm, ae = (CREDITED + f'for role "{role}"\n' + pay for role in ("csm", "ae"))
    assert [amounts(csm, key, files)["pay"] for key in ("ada", "cleo")] == [150, 25 + 400]
    assert [amounts(ae, key, files)["pay"] for key in ("ben", "cleo")] == [75, 50]
