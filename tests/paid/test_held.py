"""What is held of people who leave is told, as nothing pays it any more."""

from fractions import Fraction

from compdsl.paid.held import Held, held_of_leavers
from tests.paid.history import when
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
    plan = plan_of(text)
    return held_of_leavers(plan, data_of(plan, FILES), [when(label)])


def test_what_is_held_of_all_periods_is_told_with_the_last_one() -> None:
    """20 of the first quarter and 10 of the second."""
    assert held_in("2026-Q2") == [Held("ben", when("2026-Q2"), "sales", 30)]


def test_nothing_is_told_of_others() -> None:
    """Of who stays, of who is paid it in their last period, in a plan that holds nothing."""
    assert held_in("2026-Q1") == []
    assert held_in("2026-Q4") == []
    assert held_in("2026-Q2", PLAN.replace(" hold 20% until 2026-12-31", "")) == []


def test_instalments_that_are_still_due_are_told() -> None:
    """Two thirds of 50 and one third of 100."""
    assert held_in("2026-Q2", PLAN.replace("hold 20% until 2026-12-31", "paid over 3 quarters")) == [
        Held("ben", when("2026-Q2"), "sales", Fraction(6666, 100))
    ]


def test_an_advance_that_is_not_repaid_is_told() -> None:
    """100 and 50 of 300 were earned in the two quarters."""
    text = PLAN.replace("hold 20% until 2026-12-31", "\ntotal draw $300 recoverable")
    assert held_in("2026-Q2", text) == [Held("ben", when("2026-Q2"), "total", 450)]


def test_a_line_of_the_year_is_told_of_who_is_not_there_at_its_end() -> None:
    """Ben has earned 100 and 50 until May. What he is paid with the quarter he leaves in is not lost."""
    yearly = PLAN.replace("hold 20% until 2026-12-31", "paid yearly")
    assert held_in("2026-Q1", yearly) == []
    assert held_in("2026-Q2", yearly) == [Held("ben", when("2026-Q2"), "sales", 150, when("2026-Q4"))]
    assert held_in("2026-Q4", yearly) == []


def test_a_line_of_the_year_is_told_of_who_is_away_at_its_end() -> None:
    """Dora is there again in the year after; who comes back in time is paid."""
    text = PLAN.replace("hold 20% until 2026-12-31", "paid yearly").replace("2026-12-31", "2027-12-31")
    roster = "payee,start,end\ndora,,2026-09-30\ndora,2027-01-01,\neli,,2026-03-31\neli,2026-10-01,\n"
    deals = "payee,closed_on,amount\ndora,2026-05-01,1000\neli,2026-02-01,1000\n"
    plan = plan_of(text)
    data = data_of(plan, {"payees.csv": roster, "deals.csv": deals})
    found = held_of_leavers(plan, data, [when(label) for label in ("2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4")])
    assert found == [Held("dora", when("2026-Q3"), "sales", 100, when("2026-Q4"))]
