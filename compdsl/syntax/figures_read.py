"""The value of a figure or a day as the language spells it."""

import datetime
import re
from fractions import Fraction
from functools import lru_cache

from compdsl.syntax.table import FIGURES
from compdsl.syntax.tree import Exact

LONGEST_NUMBER = 40
_NUMBER = re.compile(dict(FIGURES)["NUMBER"])


def nearest_day(text: str) -> datetime.date:
    """The day of a text as year-month-day, or the nearest one there is; years have four digits that are not zero."""
    year, month, day = (int(one) for one in text.split("-"))
    year, month = min(max(year, 1000), 9998), min(max(month, 1), 12)
    following = datetime.date(year + month // 12, month % 12 + 1, 1)
    return datetime.date(year, month, min(max(day, 1), (following - datetime.timedelta(days=1)).day))


@lru_cache(4096)
def exact(text: str) -> Exact:
    """The exact value of a number as the language spells it; 0 for what was refused already."""
    text = text.replace("_", "").replace(",", "")
    factor = {"k": 1_000, "m": 1_000_000}.get(text[-1:], 1)
    digits = text if factor == 1 else text[:-1]
    if len(digits) > LONGEST_NUMBER or not digits.replace(".", "", 1).isdigit() or not digits.isascii():
        return 0
    if digits[0] == "." or digits[-1] == ".":
        return 0
    return plain(Fraction(digits) * factor) if "." in digits else int(digits) * factor


@lru_cache(4096)
def hundredth(text: str) -> Exact:
    """The exact value of a percentage without its sign."""
    return plain(Fraction(exact(text), 100))


def is_number(text: str) -> bool:
    """Whether a number is one of the language, and short enough."""
    return len(text) <= LONGEST_NUMBER and _NUMBER.fullmatch(text) is not None


def plain(value: Fraction) -> Exact:
    """An int where a fraction is whole."""
    return value.numerator if value.denominator == 1 else value
