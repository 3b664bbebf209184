"""A cap is never exceeded and a floor holds, for a line and for the total, also after rounding."""

from hypothesis import given
from hypothesis import strategies as st

from tests.laws.paying import lowered, paid
from tests.strategies import SIGNS, Case, cases


@given(cases(), st.integers(-500, 10_000), st.integers(0, 20_000), st.booleans())
def test_limits_hold(case: Case, least: int, more: int, is_of_the_total: bool) -> None:
    """Limits are whole units of the currency; the total of a plan with lines of any size is kept between them."""
    sign = SIGNS[case.statements[0].split()[-1]]
    low, high = (
        f"{sign}{least}" if least >= 0 else f"(-{sign}{-least})",
        f"{sign}{least + more}".replace(f"{sign}-", f"-{sign}"),
    )
    kept = [one for one in case.statements if not one.startswith("total")]
    if is_of_the_total:
        kept.append(f"total floor {low} cap {high}")
    else:
        kept.append(f"limited = {case.paid[0]}.payout floor {low} cap {high}")
    for lines in paid(lowered("\n".join(kept)), case).values():
        if lines is not None:
            limited = sum(amount for _, amount in lines) if is_of_the_total else dict(lines)["limited"]
            assert least <= limited <= least + more
