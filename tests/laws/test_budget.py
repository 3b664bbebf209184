"""Lines under a budget never come to more than it together, are what was earned within it, and no order matters."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from compdsl.paid.payroll import statements_of
from compdsl.values.calendar import CIVIL
from tests.laws.teams import Stays, by_largest_remainder, in_team, paid_in_teams, stays
from tests.trace.paying import data_of, plan_of

PLAN = """
currency USD
period quarter
records payees { rate: money }
bonus payee.rate company budget $%s
"""


def paid(earned: dict[str, int], budget: int) -> dict[str, Fraction]:
    """What each is paid, in cents."""
    plan = plan_of(PLAN % f"{budget // 100}.{budget % 100:02}")
    rows = "".join(f"{key},{cents // 100}.{cents % 100:02}\n" for key, cents in earned.items())
    period = CIVIL.read("2026-Q1")
    assert period is not None
    found = statements_of(plan, data_of(plan, {"payees.csv": f"payee,rate\n{rows}"}), [period])
    return {one.payee.key: Fraction(one.total) * 100 for one in found}


@given(
    st.dictionaries(st.text("abcdef", min_size=1, max_size=3), st.integers(0, 100_000), min_size=1, max_size=8),
    st.integers(1, 200_000),
)
def test_a_budget_is_kept_to_the_cent(earned: dict[str, int], budget: int) -> None:
    """By largest remainder, which is worked out here a second time."""
    all_earned = sum(earned.values())
    found = paid(earned, budget)
    assert found == paid(dict(reversed(earned.items())), budget)
    if all_earned <= budget:
        assert found == earned
        return
    assert sum(found.values()) == budget
    exact = {key: Fraction(cents * budget, all_earned) for key, cents in earned.items()}
    left = budget - sum(int(one) for one in exact.values())
    first = sorted(exact, key=lambda key: (-(exact[key] - int(exact[key])), key))[:left]
    assert found == {key: int(one) + (key in first) for key, one in exact.items()}
    assert all(found[key] <= earned[key] for key in earned)


@given(stays(0), st.integers(1, 2_000))
def test_the_budgets_of_teams_are_kept_with_people_who_change_between_them(people: Stays, budget: int) -> None:
    """Each team pays what was earned in it, or its budget to the cent; each is paid the sum of their parts."""
    limit = Fraction(budget, 100)
    found = paid_in_teams(f"bonus payee.points team budget ${limit.numerator} / {limit.denominator}", people)
    expected: dict[str, Fraction] = dict.fromkeys(people, Fraction(0))
    for team in ("north", "south"):
        earned = in_team(people, team)
        parts = earned if sum(earned.values()) <= limit else by_largest_remainder(limit, earned)
        assert sum(parts.values()) == min(limit, sum(earned.values()))
        for key, part in parts.items():
            expected[key] += part
    assert found == expected
