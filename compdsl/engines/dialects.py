"""How the databases write whole numbers, and what else of a query each writes in its own way."""

import re
from typing import assert_never

from attrs import frozen

from compdsl.engines.beyond import TooWide
from compdsl.values.rounding import Mode


@frozen
class Dialect:
    """One database: how it is called, its two types of whole numbers, and the largest of each.

    `division` is how a whole number is divided by one above zero towards zero, exactly; `estimates` where that of wide
    numbers is slow, and a quotient is better guessed in floating point and then put right in whole numbers. Where a
    quotient that is too large comes out as another number (`wraps`), a row with one is unsure. In a query that
    `raises` all numbers are wide, and one that is too large stops it: so none is looked at for its size.
    """

    name: str
    narrow: str
    wide: str
    most_narrow: int
    most_wide: int
    division: str
    real: str
    estimates: bool = False
    wraps: bool = False
    raises: bool = False
    remainder: str = "{0} % {1}"
    days_between: str = "{0} - {1}"
    day_after: str = "{0} + {1}"
    listed: str = "[{0}][{1}]"
    """A whole number of a list by its place, the first being at 1."""
    filters: bool = True
    """Whether a function over rows takes a condition of its own."""
    some: str = "bool_or"
    every: str = "bool_and"
    texts: str = "string_agg({0}, chr(30))"
    quote: str = '"'
    """What a name that is no word stands in."""
    escapes: bool = False
    """Whether a backslash in a text is one only where it stands twice."""

    def width(self, most: int) -> str:
        """The type for whole numbers of at most this size; raises TooWide where there is none."""
        if self.raises:
            return self.wide
        if most <= self.most_narrow:
            return self.narrow
        if most <= self.most_wide:
            return self.wide
        raise TooWide

    def divided(self, top: str, bottom: str) -> str:
        """`top / bottom` towards zero, `bottom` being above zero."""
        return self.division.format(top, bottom)

    def spelt(self, text: str) -> str:
        """A query, or a part of it, with its texts as this database reads them."""
        return _TEXT.sub(_escaped, text) if self.escapes else text

    def of_rows(self, function: str, argument: str, kept: str) -> str:
        """A function over the rows that a condition keeps, or over all where there is none."""
        function = function.replace("bool_or", self.some).replace("bool_and", self.every)
        if not kept:
            return function.format(argument)
        if self.filters:
            return f"{function.format(argument)} FILTER (WHERE {kept})"
        if function == "count(*)":
            return f"count(CASE WHEN {kept} THEN 1 END)"
        return function.format(f"CASE WHEN {kept} THEN {argument} END")


_TEXT = re.compile(r"'(?:[^']|'')*'")


def _escaped(found: re.Match[str]) -> str:
    inner = found[0][1:-1].replace("''", "'")
    return "'" + inner.replace("\\", "\\\\").replace("'", "\\'") + "'"


DUCKDB = Dialect("duckdb", "BIGINT", "HUGEINT", 2**63 - 1, 2**127 - 1, "({0} // {1})", "DOUBLE", estimates=True)
SPARK = Dialect(
    "spark",
    "BIGINT",
    "DECIMAL(38, 0)",
    2**63 - 1,
    10**38 - 1,
    "({0} div {1})",
    "DOUBLE",
    estimates=True,
    wraps=True,
    days_between="datediff({0}, {1})",
    listed="element_at(array({0}), {1})",
    quote="`",
    escapes=True,
)

EXACT_IN_DOUBLE = 2**50
"""A quotient below this that is estimated in floating point is at most one unit away from the true one."""


def goes_away(dialect: Dialect, mode: Mode, size: str, rest: str, bottom: str, negative: str) -> str:
    """Whether a size of `size + rest / bottom` goes to the next unit away from zero, as values/rounding.py has it."""
    match mode:
        case Mode.HALF_AWAY:
            return f"2 * {rest} >= {bottom}"
        case Mode.HALF_EVEN:
            return f"(2 * {rest} > {bottom} OR (2 * {rest} = {bottom} AND {dialect.remainder.format(size, 2)} = 1))"
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
