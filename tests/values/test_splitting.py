"""An amount split by weights: whole units, and nothing lost."""

from fractions import Fraction

import pytest

from compdsl.values.splitting import split

CENT = Fraction(1, 100)


def test_the_parts_add_up_to_the_amount() -> None:
    """The cents that are left go to the largest remainders, among equal ones in the order of the keys."""
    assert split(100, {"ada": 1, "ben": 1, "cid": 1}, CENT) == {
        "ada": Fraction(3334, 100),
        "ben": Fraction(3333, 100),
        "cid": Fraction(3333, 100),
    }


def test_a_negative_amount_is_split_like_its_opposite() -> None:
    """So that a recovery mirrors what was paid."""
    paid, recovered = split(100, {"ada": 1, "ben": 2}, CENT), split(-100, {"ada": 1, "ben": 2}, CENT)
    assert recovered == {key: -part for key, part in paid.items()}


@pytest.mark.parametrize(
    "amount, weights",
    [
        (Fraction(1, 1000), {"ada": 1}),
        (100, {"ada": 0, "ben": 0}),
        (100, {"ada": 2, "ben": -1}),
    ],
)
def test_what_cannot_be_split_is_refused(amount: Fraction, weights: dict[str, int]) -> None:
    """A part of a cent, weights of nothing, a weight below zero."""
    with pytest.raises(ValueError, match="whole units"):
        split(amount, weights, CENT)
