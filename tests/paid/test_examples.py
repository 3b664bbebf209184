"""Tests written in a plan: what a row of a test does not give has no data."""

from compdsl import pipeline
from compdsl.paid.missing import Missing
from compdsl.source.source import Source

PLAN = """
currency USD
period quarter
records deals {{ payee, closed: date, amount: money, units: count }}
bonus {pays}
test "a row" {{ deals {{ units: 3 }}; expect bonus $15 }}
"""


def got(pays: str) -> object:
    """What the test of the plan got."""
    checking = pipeline.check(Source(PLAN.format(pays=pays), "plan.comp"))
    assert checking.plan is not None
    plan = pipeline.lower(checking.plan)
    return pipeline.run_example(plan, plan.examples[0])[0].got


def test_a_column_that_a_row_does_not_give_has_no_data() -> None:
    """Where it is asked for, whatever is made of it has none either; elsewhere it is not missed."""
    assert got("$5 each on sum(deals.units)") == 15
    for pays in ("= sum(deals.amount)", "$5 each on sum(deals.units where amount > $5)", "= max(deals.amount * 2)"):
        missing = got(pays)
        assert isinstance(missing, Missing)
        assert (missing.reason, missing.detail) == ("not given", "deals.amount")
