"""What the second evaluator counts with: no data, quotients, and rounding written down a second time."""

from fractions import Fraction
from math import floor
from typing import Any


class NoData(Exception):  # noqa: N818 - an answer, not a mistake
    """A figure that is needed has no data."""


UNITS = {"USD": Fraction(1, 100), "JPY": Fraction(1), "BHD": Fraction(1, 1000), None: Fraction(1, 100)}
"""The smallest amount that can be paid, of a currency with two, none and three places."""


def over(top: Any, bottom: Any) -> Any:
    """A quotient; dividing by zero has no data."""
    if bottom == 0:
        raise NoData("divided by zero")
    return Fraction(top) / bottom


def rounded(value: Any, unit: Any, mode: str) -> Fraction:
    """A value rounded to a unit: the multiple below it, or the next one."""
    below = floor(Fraction(value) / unit)
    rest = Fraction(value) / unit - below
    goes_up = {
        "half away": rest > Fraction(1, 2) or (rest == Fraction(1, 2) and value > 0),
        "half even": rest > Fraction(1, 2) or (rest == Fraction(1, 2) and below % 2 == 1),
        "half down": rest > Fraction(1, 2) or (rest == Fraction(1, 2) and value < 0),
        "up": rest > 0 and value > 0,
        "down": rest > 0 and value < 0,
        "floor": False,
        "ceiling": rest > 0,
    }
    return Fraction((below + 1 if goes_up[mode] else below) * unit)


# Measures that the data gives: a value, perhaps a share of something, perhaps with a goal


def given_value(rows: list[Any]) -> Any:
    """The figure of one row; of several the sum, and of ratios that of their parts."""
    if all(row.of is not None for row in rows):
        return over(sum(row.value for row in rows), sum(row.of for row in rows))
    if any(row.of is not None for row in rows) or (len(rows) > 1 and any(row.is_ratio for row in rows)):
        raise NoData("ratios cannot be added up")
    return sum(row.value for row in rows)


def are_ratios(rows: list[Any]) -> bool:
    """Whether each row is a percentage or a quotient."""
    return all(row.of is not None or row.is_ratio for row in rows)


def given_goal(rows: list[Any]) -> Any:
    """The goal of one row; of several the sum, and of ratios weighted by what they are shares of."""
    if are_ratios(rows) and all(row.goal is None for row in rows):
        return 1
    if any(row.goal is None for row in rows):
        raise NoData("no goal")
    if len(rows) == 1:
        return rows[0].goal
    if all(row.of is not None for row in rows):
        return over(sum(row.goal * row.of for row in rows), sum(row.of for row in rows))
    if any(row.is_ratio for row in rows):
        raise NoData("ratios cannot be added up")
    return sum(row.goal for row in rows)


def given_attainment(rows: list[Any]) -> Any:
    """The figure over its goal; a ratio without any goal is its own attainment."""
    if are_ratios(rows) and all(row.goal is None for row in rows):
        return given_value(rows)
    return over(given_value(rows), given_goal(rows))
