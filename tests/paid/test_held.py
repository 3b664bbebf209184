"""What is held of people who leave is told, as nothing pays it any more."""

from compdsl.paid.held import Held, held_of_leavers
from compdsl.values.calendar import CIVIL
from tests.trace.paying import data_of, plan_of

PLAN = """\
currency USD
period quarter
effective 2026-01-01 to 2026-12-31
records deals { payee, closed_on: date, amount: money }
sales rate 10% on sum(deals.amount) hold 20% until 2026-12-31
"""
FILES = {
    "payees.csv": "payee,end\nada,\nben,2026-05-15\ncleo,2026-12-31\n",
    "deals.csv": "payee,closed_on,amount\nada,2026-05-01,1000\nben,2026-02-01,1000\nben,2026-05-01,500\n",
}


def held_in(label: str, text: str = PLAN) -> list[Held]:
    """What stays held of those who leave in a quarter."""
    plan, period = plan_of(text), CIVIL.read(label)
    assert period is not None
    return held_of_leavers(plan, data_of(plan, FILES), [period])


def test_what_is_held_of_all_periods_is_told_with_the_last_one() -> None:
    """20 of the first quarter and 10 of the second."""
    period = CIVIL.read("2026-Q2")
    assert period is not None
    assert held_in("2026-Q2") == [Held("ben", period, "sales", 30)]


def test_nothing_is_told_of_others() -> None:
    """Of who stays, of who is paid it in their last period, in a plan that holds nothing."""
    assert held_in("2026-Q1") == []
    assert held_in("2026-Q4") == []
    assert held_in("2026-Q2", PLAN.replace(" hold 20% until 2026-12-31", "")) == []
