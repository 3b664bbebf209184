"""The one place that rounds: exact, on integers only, always by a named rule."""

import enum
from fractions import Fraction
from typing import assert_never


class Mode(enum.Enum):
    """Where a value between two units goes. The values are the words of the language."""

    HALF_AWAY = "half away"
    """To the nearer unit; a tie goes away from zero, so that a clawback mirrors its payout."""
    HALF_EVEN = "half even"
    """To the nearer unit; a tie goes to the even one."""
    HALF_DOWN = "half down"
    """To the nearer unit; a tie goes towards zero."""
    UP = "up"
    """Away from zero."""
    DOWN = "down"
    """Towards zero."""
    FLOOR = "floor"
    """To the lower unit; a negative amount grows."""
    CEILING = "ceiling"
    """To the higher unit; a negative amount shrinks."""


def round_to(value: int | Fraction, unit: int | Fraction, mode: Mode = Mode.HALF_AWAY) -> int | Fraction:
    """The multiple of a positive unit that a value goes to; an `int` where it is whole."""
    if unit <= 0:
        raise ValueError("a unit to round to is more than zero")
    top = value.numerator * unit.denominator
    bottom = value.denominator * unit.numerator
    units = _whole_units(top, bottom, mode) * unit.numerator
    whole, rest = divmod(units, unit.denominator)
    return whole if rest == 0 else Fraction(units, unit.denominator)


def _whole_units(top: int, bottom: int, mode: Mode) -> int:
    """`top / bottom` as a whole number, `bottom` being positive."""
    size, rest = divmod(abs(top), bottom)
    if _goes_away(size, rest, bottom, mode, negative=top < 0):
        size += 1
    return -size if top < 0 else size


def _goes_away(size: int, rest: int, bottom: int, mode: Mode, *, negative: bool) -> bool:
    """Whether a size of `size + rest / bottom` goes to the next unit away from zero."""
    match mode:
        case Mode.HALF_AWAY:
            return 2 * rest >= bottom
        case Mode.HALF_EVEN:
            return 2 * rest > bottom or (2 * rest == bottom and size % 2 == 1)
        case Mode.HALF_DOWN:
            return 2 * rest > bottom
        case Mode.UP:
            return rest > 0
        case Mode.DOWN:
            return False
        case Mode.FLOOR:
            return negative and rest > 0
        case Mode.CEILING:
            return not negative and rest > 0
        case _:
            assert_never(mode)
