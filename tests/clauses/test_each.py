"""`each`: an amount for every unit of a measure, or for every full U units."""

from hypothesis import given
from hypothesis import strategies as st

from compdsl import pipeline
from compdsl.source.source import Source

PLAN = """
currency USD
{clause}
test "what it pays" {{ {given}; expect {expected} }}
"""


def holds(clause: str, measured: str, expected: str) -> bool:
    """Whether a plan of one clause pays what is expected."""
    checking = pipeline.check(Source(PLAN.format(clause=clause, given=measured, expected=expected), "each.comp"))
    assert checking.problems == []
    assert checking.plan is not None
    plan = pipeline.lower(checking.plan)
    return all(one.holds for example in plan.examples for one in pipeline.run_example(plan, example))


def test_an_amount_is_paid_for_every_unit() -> None:
    """Parts of a unit count too."""
    assert holds("referrals $100 each", "referrals = 3", "referrals $300, referrals.rate $100")
    assert holds("referrals $100 each", "referrals = 2.5", "referrals $250")


def test_only_full_units_count() -> None:
    """What is left over of a unit pays nothing; a unit may be one of money."""
    assert holds("seats $50 each full 10", "seats = 29", "seats $100")
    assert holds("seats $50 each full 10", "seats = 30", "seats $150")
    assert holds("sales $1_000 each full $500k", "sales = $1_499_999.99", "sales $2_000")


@given(units=st.integers(0, 10**6), size=st.integers(1, 99), part=st.integers(0, 99))
def test_less_than_nothing_mirrors_its_opposite(units: int, size: int, part: int) -> None:
    """So that a refund takes back what its sale paid; a part of a unit counts for nothing on either side."""
    measure = f"{units}.{part:02d}"
    full = units // size
    assert holds(f"seats $50 each full {size}", f"seats = {measure}", f"seats ${50 * full}")
    assert holds(f"seats $50 each full {size}", f"seats = -{measure}", f"seats {'-' if full else ''}${50 * full}")


def test_units_above_a_bound_and_under_a_condition() -> None:
    """The condition belongs to the clause; `above` takes away from what counts."""
    clause = "seats $50 each when csat >= 80% above 5"
    assert holds(clause, "seats = 7; csat = 80%", "seats $100")
    assert holds(clause, "seats = 7; csat = 79%", "seats $0")
