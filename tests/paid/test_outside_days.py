"""Rows of people on days on which the roster does not have them are told."""

from compdsl import pipeline
from compdsl.diagnostics.problem import Severity
from tests.trace.paying import data_of, plan_of

PLAN = """\
currency USD
period quarter
effective 2026-01-01 to 2026-12-31
records deals { payee, day: date, amount: money }
bonus rate 10% on sum(deals.amount)
"""
ROSTER = "payee,start,end\nada,2026-01-10,2026-02-28\nben,,\ncy,,2026-02-15\ncy,2026-03-01,\n"


def told(deals: str, plan: str = PLAN, roster: str = ROSTER) -> list[str]:
    """The warnings about days."""
    lowered = plan_of(plan)
    data = data_of(lowered, {"payees.csv": roster, "deals.csv": deals})
    found = [
        one for one in pipeline.warnings_of(lowered, data) if one.name in ("rows-outside-days", "credit-of-nobody")
    ]
    assert all(one.severity is Severity.WARNING for one in found)
    return [one.message for one in found]


def test_a_row_behind_the_last_day_or_before_the_first_is_told() -> None:
    deals = "payee,day,amount\nada,2026-03-15,1\nada,2026-01-09,1\nada,2026-02-28,1\nben,2026-03-15,1\n"
    assert told(deals) == [
        "2 rows of deals.csv are of people whom the roster does not have on that day: ada on 2026-03-15 (line 2), "
        "ada on 2026-01-09 (line 3)."
    ]


def test_what_does_not_count_anyway_is_not_told() -> None:
    """A row of a period in which somebody does not work, of a leave, of nobody, or outside the plan."""
    rows = "ada,2026-05-01,1\ncy,2026-02-20,1\nada,2025-12-31,1\n"
    assert told("payee,day,amount\n" + rows) == []
    assert told("payee,day,amount\nada,2026-05-01,1\n", PLAN, "payee\nada\n") == []


def test_five_are_named_and_all_are_counted() -> None:
    (message,) = told("payee,day,amount\n" + "ada,2026-03-15,1\n" * 7)
    assert message.startswith("7 rows of deals.csv are")
    assert message.endswith("ada on 2026-03-15 (line 6), 2 more.")


def test_a_credit_of_somebody_who_has_left_is_told() -> None:
    plan = PLAN.replace("payee, day", "rep: payee, csm: payee, day").replace(
        "deals.amount", "deals.amount * deals.credit"
    )
    plan = plan.replace("bonus", "credit deals to rep 70%, csm rest\nbonus")
    deals = "rep,csm,day,amount\nben,ada,2026-05-01,100\nben,cy,2026-05-01,100\n"
    assert told(deals, plan) == [
        "1 row of deals.csv is credited to people whom the roster does not have on that day: "
        "ada on 2026-05-01 (line 2)."
    ]
