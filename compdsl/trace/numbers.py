"""Numbers without a type of their own, as text."""

from fractions import Fraction

from compdsl.values.figures import shown
from compdsl.values.types import NUMBER, PERCENT


def plain_number(value: int | Fraction) -> str:
    """A number as it is."""
    return shown(value, NUMBER, short=True)


def percent(value: int | Fraction) -> str:
    """A number as a percentage."""
    return shown(value, PERCENT, short=True)
