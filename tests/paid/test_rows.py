"""What became of the rows of a run, and in which scopes the lines of a plan read them."""

from collections.abc import Mapping

from compdsl import pipeline
from compdsl.paid.payroll import run_payroll
from compdsl.paid.rows import count_rows, scopes_used
from compdsl.records.from_texts import from_texts
from tests.trace.paying import HEAD, plan_of

ROSTER = "payee,team,target,quota,bonus\nada,north,1,1,1\nben,north,1,1,\ncid,south,1,1,\neve,,1,1,1\n"
DEALS = """\
payee,closed_on,amount,kind,won
ada,2026-01-20,1,new,true
ben,2026-01-21,2,new,true
cid,2026-01-22,4,new,true
cid,2026-02-22,8,old,true
eve,2026-01-23,16,new,true
ada,2026-05-01,32,new,true
"""


def left_out(clauses: str, files: Mapping[str, str], head: str = HEAD) -> dict[str, dict[str, int]]:
    """Why rows were left out of the first period of the data, by file; what was read is counted or left out."""
    plan = plan_of(head + clauses)
    texts = {name: text.encode() for name, text in files.items()}
    reading = from_texts(texts, plan.schema, plan.period, plan.calendar)
    assert reading.data is not None
    payroll = run_payroll(plan, reading.data, list(pipeline.periods_of(plan, reading.data))[:1])
    rows = count_rows(plan, reading.data, payroll, reading.counts)
    assert all(one.read == one.counted + sum(one.left_out.values()) for one in rows)
    return {one.file: dict(one.left_out) for one in rows}


def test_rows_of_somebody_who_is_not_paid_count_for_the_team_of_those_who_are() -> None:
    """Ben's for ada; cid's for nobody, as nobody of the south is paid, and eve's neither, who has no team."""
    files = {"payees.csv": ROSTER, "deals.csv": DEALS}
    clauses = 'a = (if payee.payee == "eve" then $1 else sum(deals.amount, team)) + payee.bonus * $1'
    assert left_out(clauses, files) == {
        "payees.csv": {"payee not paid": 2},
        "deals.csv": {"outside the period": 1, "payee not paid": 2, "payee without a team": 1},
    }


def test_rows_of_the_company_count_if_anybody_is_paid() -> None:
    """Whoever they belong to."""
    files = {"payees.csv": ROSTER, "deals.csv": DEALS}
    clauses = "a = sum(deals.amount, company) + payee.bonus * $1"
    assert left_out(clauses, files)["deals.csv"] == {"outside the period": 1}
    nobody = {**files, "payees.csv": ROSTER.replace(",1\n", ",\n")}
    assert left_out(clauses, nobody)["deals.csv"] == {"outside the period": 1, "payee not paid": 5}


SALES = """\
currency USD
period quarter
records sales { team, closed_on: date, amount: money }
metric sold = sum(sales.amount where sales.team == payee.team, company)
"""


def test_rows_of_a_team_that_nobody_paid_belongs_to_are_left_out() -> None:
    """The ghosts are nobody's, and cid, the only one of the south, is not paid."""
    files = {
        "payees.csv": ROSTER,
        "sales.csv": "team,closed_on,amount\nnorth,2026-01-10,1\nsouth,2026-01-11,2\nghosts,2026-01-12,4\n",
    }
    clauses = 'a = (if payee.payee == "eve" then $1 else sold) + payee.bonus * $1'
    assert left_out(clauses, files, SALES)["sales.csv"] == {"taken by no `where`": 2}
    nobody = {**files, "payees.csv": ROSTER.replace(",1\n", ",\n")}
    assert left_out(clauses, nobody, SALES)["sales.csv"] == {"nobody paid in the period": 3}


def test_rows_that_the_plan_does_not_take_are_left_out() -> None:
    """They are in nobody's figure; a row that one of several figures takes is counted."""
    files = {"payees.csv": ROSTER, "deals.csv": DEALS}
    news = 'a rate 1% on sum(deals.amount where kind == "new")'
    assert left_out(news, files)["deals.csv"] == {"outside the period": 1, "taken by no `where`": 1}
    both = news + '\nb rate 1% on sum(deals.amount where kind == "old")'
    assert left_out(both, files)["deals.csv"] == {"outside the period": 1}


def test_rows_behind_the_goal_of_a_team_count() -> None:
    """The goals of its people are worked out from them."""
    head = HEAD.replace("goal payee.quota", 'goal sum(deals.amount where kind == "old")')
    files = {"payees.csv": ROSTER, "deals.csv": DEALS}
    clauses = "a = (sales.team.goal else $0) + payee.bonus * $1"
    assert left_out(clauses, files, head)["deals.csv"] == {
        "outside the period": 1,
        "payee not paid": 3,
        "taken by no `where`": 2,
    }


def test_every_row_of_a_payee_in_the_roster_is_counted_or_left_out() -> None:
    """By the days it holds for."""
    roster = "payee,quota,start,end\nada,1,,2026-01-31\nada,2,2026-02-01,2026-06-30\nada,3,2026-07-01,\n"
    assert left_out("a rate 1% on sales", {"payees.csv": roster, "deals.csv": DEALS.split("ben")[0]}) == {
        "payees.csv": {"payee not active in the period": 1},
        "deals.csv": {},
    }


def test_measures_of_those_who_are_not_paid_count_for_their_team() -> None:
    """By the same rule."""
    rows = "".join(f"{name},2026-Q1,m,9,10,1\n" for name in ("ada", "ben", "cid", "eve"))
    files = {"payees.csv": ROSTER, "measures.csv": f"payee,period,metric,value,of,goal\n{rows}"}
    clauses = 'a = (if payee.payee == "eve" then 1 else m.team) * $1 + payee.bonus * $1'
    head = "currency USD\nperiod quarter\n"
    assert left_out(clauses, files, head)["measures.csv"] == {"payee not paid": 1, "payee without a team": 1}


def test_the_goal_of_a_team_reads_the_rows_of_everybody() -> None:
    """That of a ratio is weighted by the denominators; one that is a field of the roster reads no rows."""
    ratio = "metric r = sum(deals.amount) / sum(deals.amount where won) goal payee.share\n"
    assert scopes_used(plan_of(HEAD + ratio + "a 20% on r.team")) == {"deals": {"own", "team"}}
    assert scopes_used(plan_of(HEAD + "a rate 1% on sales")) == {"deals": {"own"}}
    assert scopes_used(plan_of(HEAD + "a = sales.company.goal")) == {}


def test_measures_that_the_data_gives_are_told_by_their_name() -> None:
    """Value, goal and attainment are read in the scope of the clause."""
    assert scopes_used(plan_of("currency USD\nperiod quarter\nm 10%\nn 10% team")) == {"m": {"own"}, "n": {"team"}}


def test_rows_of_records_that_no_line_reads_are_not_used() -> None:
    """Neither are those of a measure that only a metric names which nothing pays on."""
    assert left_out("a = payee.bonus * $1", {"payees.csv": ROSTER.replace(",\n", ",1\n"), "deals.csv": DEALS})[
        "deals.csv"
    ] == {"not used by the plan": 6}
