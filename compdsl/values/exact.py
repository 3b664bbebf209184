"""The values of a cell, a fact and a figure. A number is an `int` or a `Fraction`, never a float."""

import datetime
from collections.abc import Iterable
from fractions import Fraction
from typing import TypeAlias

Exact: TypeAlias = int | Fraction
Value: TypeAlias = int | Fraction | str | bool | datetime.date


def sum_exactly(items: Iterable[Exact]) -> Exact:
    """The sum of many figures: those of one denominator as whole numbers, which is faster the more there are."""
    tops: dict[int, int] = {}
    for item in items:
        bottom = item.denominator
        tops[bottom] = tops.get(bottom, 0) + item.numerator
    whole: Exact = tops.pop(1, 0)
    for bottom, top in tops.items():
        whole = whole + Fraction(top, bottom)
    return whole
