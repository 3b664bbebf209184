"""Splitting an amount by weights so that the parts add up to it: by largest remainder, ties by key."""

from collections.abc import Mapping
from fractions import Fraction

from compdsl.values.exact import Exact


def split(amount: Exact, weights: Mapping[str, Exact], unit: Exact) -> dict[str, Exact]:
    """The part of each key, a multiple of the unit; the amount is one too, and a ValueError where it is none.

    Each gets the whole units of its exact part; the units that are left go one each to the largest remainders, and
    among equal ones in the order of the keys. A negative amount is split like its opposite. Weights are not negative
    and not all zero.
    """
    total = sum(weights.values())
    units = Fraction(amount if amount >= 0 else -amount) / unit
    if units.denominator != 1 or total <= 0 or min(weights.values()) < 0:
        raise ValueError("an amount of whole units is split by weights that are not negative")
    exact = {key: Fraction(weight) * units / total for key, weight in weights.items()}
    whole = {key: part.numerator // part.denominator for key, part in exact.items()}
    left = units.numerator - sum(whole.values())
    for key in sorted((one for one in exact if weights[one]), key=lambda one: (whole[one] - exact[one], one))[:left]:
        whole[key] += 1
    sign = -1 if amount < 0 else 1
    return {key: _plain(sign * count * Fraction(unit)) for key, count in whole.items()}


def _plain(value: Fraction) -> Exact:
    return value.numerator if value.denominator == 1 else value
