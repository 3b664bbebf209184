"""Rows that several people are credited with: whose they are, once for a team, and what becomes of them."""

from compdsl.paid.crediting import each_once
from compdsl.paid.payroll import run_payroll
from compdsl.paid.rows import count_rows
from compdsl.records.data import Row
from compdsl.records.from_texts import from_texts
from compdsl.rendered.explain_text import explain_statement
from compdsl.values.calendar import CIVIL
from tests.paid.history import amounts
from tests.trace.paying import data_of, plan_of, statement_of

PLAN = """\
currency USD
period quarter
records deals { closed_on: date, amount: money, rep: payee, csm: payee, guru: payee }
credit deals to rep rest, csm 30%, overlay guru 100%
metric sales = sum(deals.amount * deals.credit)
own_sales  rate 10% on sales
team_sales rate 1% on sales team
deal_count $1 each on count(deals) team
"""
ROSTER = """\
payee,team,start,end
ada,north,,2026-02-14
ada,south,2026-02-15,
ben,north,,
cleo,south,,
dora,south,,2025-12-31
"""
DEALS = """\
closed_on,amount,rep,csm,guru
2026-01-10,1000,ada,ben,
2026-03-10,1000,ada,ben,cleo
2026-02-01,1000,ben,,
2026-04-01,1000,ada,ben,
2026-01-20,1000,dora,,
"""
FILES = {"payees.csv": ROSTER, "deals.csv": DEALS}


def test_a_row_is_credited_to_each_and_counts_once_in_a_team() -> None:
    """Who changes teams is credited in the team they are in on the day of the row; who has left is in none."""
    plan = plan_of(PLAN.replace(" on sales team", " on sales").replace("on count(deals) team", "on count(deals)"))
    period = CIVIL.read("2026-Q1")
    assert period is not None
    paid = amounts(run_payroll(plan, data_of(plan, FILES), [period]))
    assert {key: lines["own_sales"] for key, lines in paid.items()} == {"ada": 140, "ben": 160, "cleo": 100}
    assert {key: lines["deal_count"] for key, lines in paid.items()} == {"ada": 2, "ben": 3, "cleo": 1}
    team = plan_of(PLAN)
    ben = {line.component: line.amount for line in statement_of(team, FILES, "ben").lines}
    cleo = {line.component: line.amount for line in statement_of(team, FILES, "cleo").lines}
    assert (ben["team_sales"], ben["deal_count"]) == (23, 3)  # all of the first, 30% of the second, all of the third
    assert (cleo["team_sales"], cleo["deal_count"]) == (17, 1)  # 70% of ada and 100% beside it, of one row


def test_each_row_once() -> None:
    """With the sum of the credit of those it is found under."""
    rows = [Row("deals.csv", 2, 1, {"credit": 1}), Row("deals.csv", 3, 2, {"credit": 1})]
    found = each_once([rows[0], rows[1], rows[0]])
    assert [(row.number, row.values["credit"]) for row in found] == [(1, 2), (2, 1)]


def test_rows_read_are_rows_counted_and_left_out() -> None:
    """A row is counted if one of its people is paid on it; else the reason is that of the one who comes nearest."""
    plan = plan_of(PLAN.replace(" team", ""))
    period = CIVIL.read("2026-Q1")
    assert period is not None
    reading = from_texts({name: text.encode() for name, text in FILES.items()}, plan.schema, plan.period)
    assert reading.data is not None
    payroll = run_payroll(plan, reading.data, [period])
    deals = next(one for one in count_rows(plan, reading.data, payroll, reading.counts) if one.file == "deals.csv")
    assert (deals.read, deals.counted) == (5, 3)
    assert deals.left_out == {"outside the period": 1, "payee not active in the period": 1}


def test_a_row_tells_its_credit_and_that_of_the_others() -> None:
    """For the payee without a name; for a team those who count first."""
    plan = plan_of(PLAN)
    text = explain_statement(plan, statement_of(plan, FILES, "ben"), lambda text, _: text)
    assert "deals.csv:3  $1,000 × 30% = $300  (30% as csm; ada 70% as rep, cleo 100% as overlay guru)" in text
    assert "deals.csv:2  $1,000 × 100% = $1,000  (ada 70% as rep, ben 30% as csm)" in text
    assert "deals.csv:3  $1,000 × 30% = $300  (ben 30% as csm; ada 70% as rep, cleo 100% as overlay guru)" in text
