"""Tiers that run from row to row add up to the tiers of the sum, whatever the order, refunds included."""

import datetime
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from compdsl import pipeline
from compdsl.kernel.plan import Plan
from compdsl.paid.lines import Statement
from compdsl.records.data import Data, Payee, Row
from compdsl.source.source import Source
from compdsl.values.calendar import CIVIL

FIRST = datetime.date(2026, 1, 1)
PLAN = """
currency USD
period year
target $10_000
records deals {{ payee, closed: date, amount: money }}
metric sales = sum(deals.amount) goal $1_000
by_row  tiers {rows} on deals.amount {more} for each row of deals running by closed
summed  tiers {rows} on sum(deals.amount) {more}
share   10% on amount goal $1_000 tiers {shares} for each row of deals running by closed
of_sum  10% on sales tiers {shares}
faster  rate 5% on amount accelerate 2x from $500 for each row of deals running by closed
fast    rate 5% on sum(deals.amount) accelerate 2x from $500
"""
amounts = st.lists(st.integers(-50_000, 200_000).map(lambda cents: Fraction(cents, 100)), max_size=12)
starts = st.lists(st.sampled_from((100, 250, 500, 999, 1_000, 2_500)), unique=True, max_size=4).map(sorted)
mores = st.sampled_from(("", "above $200", "up to $900", "above $100 up to $700"))


def plan_of(text: str) -> Plan:
    checking = pipeline.check(Source(text, "plan.comp"))
    assert checking.plan is not None, [found.message for found in checking.problems]
    return pipeline.lower(checking.plan)


@given(amounts, starts, mores, st.data())
def test_running_tiers_add_up_to_the_tiers_of_the_sum(
    rows: list[Fraction], bounds: list[int], more: str, draw: st.DataObject
) -> None:
    """The exact amounts are equal, for rates, for shares of target and for accelerated rates, in any order of days."""
    days = draw.draw(st.permutations(range(len(rows))))
    tiers = ", ".join(f"{5 + index}% from ${start}" for index, start in enumerate([0, *bounds]))
    shares = ", ".join(f"{1 + index}x from ${start}" for index, start in enumerate([0, *bounds]))
    plan = plan_of(PLAN.format(rows=tiers, shares=shares, more=more))
    deals = tuple(
        Row("deals.csv", number, number, {"payee": "ada", "closed": FIRST + datetime.timedelta(day), "amount": amount})
        for number, (amount, day) in enumerate(zip(rows, days, strict=True), 1)
    )
    data = Data((Payee("ada", None, {}),), {"deals": deals})
    (statement,) = pipeline.pay(plan, data, CIVIL.period_of(FIRST, "year"))
    assert isinstance(statement, Statement)
    exact = {line.component: line.exact for line in statement.lines}
    assert exact["by_row"] == exact["summed"]
    assert exact["share"] == exact["of_sum"]
    assert exact["faster"] == exact["fast"]
