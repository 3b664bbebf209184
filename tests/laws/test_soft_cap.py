"""A soft cap never adds, never takes more than a cap would, and of what lies above it pays exactly its share."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from compdsl import pipeline
from tests.trace.paying import plan_of

PLAN = """
currency USD
sales = payee.amount soft cap payee.limit at {share}%
capped = payee.amount cap payee.limit
let exact = sales.payout
test "one" {{ payee {{ amount: {amount}, limit: {limit} }}; expect exact $0, capped $0 }}
"""


def money(cents: int) -> str:
    """An amount as a plan writes it."""
    sign = "-" if cents < 0 else ""
    return f"{sign}${abs(cents) // 100}.{abs(cents) % 100:02}"


@given(st.integers(-50_000, 500_000), st.integers(-10_000, 200_000), st.integers(1, 99))
def test_a_soft_cap_pays_its_share_of_what_lies_above(amount: int, limit: int, share: int) -> None:
    """`min(P, K) + S × max(P − K, 0)`, between the cap and the whole."""
    plan = plan_of(PLAN.format(amount=money(amount), limit=money(limit), share=share))
    soft, capped = (Fraction(one.got) for one in pipeline.run_example(plan, plan.examples[0]))
    whole = Fraction(amount, 100)
    assert capped <= soft <= whole
    assert soft - capped == Fraction(share, 100) * (whole - capped)
