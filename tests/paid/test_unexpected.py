"""What is paid as it is written and is rarely meant is told."""

from compdsl.paid.payroll import run_payroll
from compdsl.paid.unexpected import OfToday, TakenBack, of_today, taken_back_that_pays
from compdsl.values.types import PERCENT
from tests.paid.history import when
from tests.trace.paying import data_of, plan_of

PLAN = """\
currency USD
period quarter
effective 2026-01-01 to 2026-12-31
target payee.base
records deals { payee, day: date, amount: money }
records refunds { payee, day: date, amount: money }
metric sold = sum(deals.amount) goal payee.quota
sales rate payee.rate on sold ytd
share 50% on sold ytd
plain rate payee.rate on sold
back clawback 10% on sum(refunds.amount)
"""
FILES = {
    "payees.csv": "payee,rate,quota,base,start,end\n"
    "ada,5%,100,10,,2026-03-31\nada,8%,200,20,2026-04-01,\nben,5%,100,10,,2026-03-31\nben,5%,200,20,2026-04-01,\n"
    "cleo,5%,100,10,,2026-02-28\ncleo,8%,100,10,2026-03-01,2026-03-31\n",
    "deals.csv": "payee,day,amount\nada,2026-01-03,100\nada,2026-05-03,100\nben,2026-05-03,100\n",
    "refunds.csv": "payee,day,amount\nada,2026-05-03,-50\nben,2026-05-03,-70\nben,2026-01-03,20\n",
}


def test_refunds_with_a_minus_would_be_paid() -> None:
    """Once for each line of the plan, with the first it pays and how many there are."""
    plan = plan_of(PLAN)
    payroll = run_payroll(plan, data_of(plan, FILES), [when("2026-Q1"), when("2026-Q2")])
    assert taken_back_that_pays(plan, payroll) == [TakenBack("back", "ada", when("2026-Q2"), 5, 2)]
    straight = {**FILES, "refunds.csv": FILES["refunds.csv"].replace("-50", "50").replace("-70", "70")}
    assert taken_back_that_pays(plan, run_payroll(plan, data_of(plan, straight), [when("2026-Q2")])) == []


def test_a_rate_that_changed_is_taken_for_all_of_the_year() -> None:
    """Not so a goal and a target, which are added up, nor what is paid for each quarter by itself."""
    plan = plan_of(PLAN)
    data = data_of(plan, FILES)
    (found,) = of_today(plan, data, when("2026-Q2"))
    assert (found.component, found.column, found.window, found.payee) == ("sales", "rate", "year", "ada")
    assert (found.was * 100, found.now * 100, found.type.kind) == (5, 8, PERCENT.kind)
    assert [one.payee for one in of_today(plan, data, when("2026-Q1"))] == ["cleo"]
    assert isinstance(found, OfToday)
