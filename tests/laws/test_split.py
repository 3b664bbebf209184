"""Splitting an amount loses nothing, whoever is first."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compdsl.values.splitting import split
from tests.laws.teams import Stays, by_largest_remainder, in_team, paid_in_teams, stays

CENT = Fraction(1, 100)
KEYS = st.text("abc", min_size=1, max_size=4)
WEIGHTS = st.dictionaries(KEYS, st.fractions(0, 1_000, max_denominator=60), min_size=1, max_size=9).filter(
    lambda weights: any(weights.values())
)
CENTS = st.integers(-(10**9), 10**9)


@given(CENTS, WEIGHTS)
def test_the_parts_add_up_and_are_within_a_cent(cents: int, weights: dict[str, Fraction]) -> None:
    """Each part is the exact one, up or down to a whole cent; no weight gets nothing."""
    amount, total = cents * CENT, sum(weights.values())
    parts = split(amount, weights, CENT)
    assert sum(parts.values()) == amount
    for key, part in parts.items():
        assert abs(part - amount * weights[key] / total) < CENT
        assert weights[key] or part == 0


@given(CENTS, WEIGHTS, st.randoms())
def test_the_order_of_people_changes_nothing(cents: int, weights: dict[str, Fraction], random: object) -> None:
    """Ties go by key."""
    keys = list(weights)
    random.shuffle(keys)  # type: ignore[attr-defined]
    assert split(cents * CENT, {key: weights[key] for key in keys}, CENT) == split(cents * CENT, weights, CENT)


@given(CENTS, WEIGHTS)
def test_a_negative_amount_mirrors_its_opposite(cents: int, weights: dict[str, Fraction]) -> None:
    """What is taken back is what was given."""
    back = split(-cents * CENT, weights, CENT)
    assert {key: -part for key, part in back.items()} == split(cents * CENT, weights, CENT)


@given(CENTS, st.sets(KEYS, min_size=1))
def test_equal_weights_differ_by_a_cent_at_most(cents: int, keys: set[str]) -> None:
    """However many people there are."""
    parts = split(cents * CENT, dict.fromkeys(keys, 1), CENT).values()
    assert max(parts) - min(parts) <= CENT


@given(stays(1), st.integers(-5_000, 5_000), st.integers(-5_000, 5_000))
def test_the_pools_of_teams_add_up_with_people_who_change_between_them(people: Stays, north: int, south: int) -> None:
    """To the cent; each is paid the sum of their parts, which are rounded within each team."""
    amount = f'(if payee.team == "north" then ({north}) * $0.01 else ({south}) * $0.01)'
    found = paid_in_teams(f"pool = {amount} team split by payee.points", people)
    expected, pools = dict.fromkeys(people, Fraction(0)), {"north": north * CENT, "south": south * CENT}
    for team, pool in pools.items():
        for key, part in by_largest_remainder(pool, in_team(people, team)).items():
            expected[key] += part
    assert found == expected
    assert sum(found.values()) == sum(pool for team, pool in pools.items() if in_team(people, team))


def test_a_larger_amount_may_give_somebody_less() -> None:
    """Largest remainder is not monotone in the amount: weights 15, 1, 18."""
    weights = {"a": 15, "b": 1, "c": 18}
    assert list(split(12, weights, 1).values()) == [5, 1, 6]
    assert list(split(13, weights, 1).values()) == [6, 0, 7]


@pytest.mark.parametrize("amount, weights", [(Fraction(1, 3), {"a": 1}), (1, {"a": 0}), (1, {"a": 2, "b": -1})])
def test_what_cannot_be_split(amount: Fraction, weights: dict[str, int]) -> None:
    """Parts of a cent, no weight at all, a negative weight."""
    with pytest.raises(ValueError, match="whole units"):
        split(amount, weights, CENT if amount != 1 else 1)
