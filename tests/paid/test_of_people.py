"""Figures of people: who is counted, and what is told where there is nobody."""

import pytest

from compdsl.paid.payroll import run_payroll
from tests.paid.history import amounts, deals, when
from tests.trace.paying import data_of, plan_of

HEAD = """\
currency USD
period month
records deals { payee, closed_on: date, amount: money }
metric sold = sum(deals.amount) goal $100
"""
ROSTER = "payee,team,manager,end\nmia,,,\nada,n,mia,\nben,n,mia,\ncleo,n,mia,2026-01-31\n"
FILES = deals("ada 2026-02-10 100", "ben 2026-02-10 50.01", roster=ROSTER)


def test_whoever_works_in_the_period_counts_once() -> None:
    """Cleo has left; of mia's people one is at goal, and the three sold 150.01."""
    clause = "a = $30 * count(sold.attainment >= 100%, direct_reports)\nb = average(sold, company)"
    payroll = run_payroll(plan_of(HEAD + clause), data_of(plan_of(HEAD + clause), FILES), [when("2026-02")])
    found = amounts(payroll)
    assert [found[name]["a"] for name in ("mia", "ada")] == [30, 0]
    assert {one["b"] for one in found.values()} == {50}


@pytest.mark.parametrize(
    ("figure", "reason"),
    [
        (
            "average(sold, direct_reports)",
            "there is nobody of whom `average(sold, direct_reports)` could be",
        ),
        ("average(sold, team)", "the roster names no team for this payee"),
    ],
)
def test_of_nobody_there_is_no_average(figure: str, reason: str) -> None:
    """Nobody is below ada, and mia has no team."""
    plan = plan_of(f"{HEAD}a = {figure}")
    messages = [one.message for one in run_payroll(plan, data_of(plan, FILES), [when("2026-02")]).problems]
    assert any(reason in message for message in messages), messages
