"""How the databases write whole numbers: their two widths, and the one rounding division of each."""

from typing import assert_never

from attrs import frozen

from compdsl.engines.beyond import TooWide
from compdsl.values.rounding import Mode


@frozen
class Dialect:
    """One database: how it is called, its two types of whole numbers, and the largest of each.

    `division` is how a whole number is divided by one above zero towards zero, exactly; `estimates` where that of wide
    numbers is slow, and a quotient is better guessed in floating point and then put right in whole numbers.
    """

    name: str
    narrow: str
    wide: str
    most_narrow: int
    most_wide: int
    division: str
    real: str
    estimates: bool = False

    def width(self, most: int) -> str:
        """The type for whole numbers of at most this size; raises TooWide where there is none."""
        if most <= self.most_narrow:
            return self.narrow
        if most <= self.most_wide:
            return self.wide
        raise TooWide

    def divided(self, top: str, bottom: str) -> str:
        """`top / bottom` towards zero, `bottom` being above zero."""
        return self.division.format(top, bottom)


DUCKDB = Dialect("duckdb", "BIGINT", "HUGEINT", 2**63 - 1, 2**127 - 1, "({0} // {1})", "DOUBLE", estimates=True)

EXACT_IN_DOUBLE = 2**50
"""A quotient below this that is estimated in floating point is at most one unit away from the true one."""


def goes_away(mode: Mode, size: str, rest: str, bottom: str, negative: str) -> str:
    """Whether a size of `size + rest / bottom` goes to the next unit away from zero, as values/rounding.py has it."""
    match mode:
        case Mode.HALF_AWAY:
            return f"2 * {rest} >= {bottom}"
        case Mode.HALF_EVEN:
            return f"(2 * {rest} > {bottom} OR (2 * {rest} = {bottom} AND {size} % 2 = 1))"
        case Mode.HALF_DOWN:
            return f"2 * {rest} > {bottom}"
        case Mode.UP:
            return f"{rest} > 0"
        case Mode.DOWN:
            return "FALSE"
        case Mode.FLOOR:
            return f"({negative} AND {rest} > 0)"
        case Mode.CEILING:
            return f"(NOT {negative} AND {rest} > 0)"
        case _:
            assert_never(mode)
