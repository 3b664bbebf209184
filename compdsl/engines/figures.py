"""Exact figures in a query: whole numbers over whole numbers, with all that is constant kept beside the query.

A figure is `factor · top / bottom`. `top` and `bottom` are expressions of whole numbers, `factor` is exact and
stands in no query until two figures meet. The sizes that are known of both say how wide a number must be, so that none
overflows.
Without data `top` is NULL.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction
from math import gcd

from attrs import define, evolve, frozen

from compdsl.engines.beyond import BeyondQuery, TooWide
from compdsl.engines.dialects import EXACT_IN_DOUBLE, Dialect, goes_away
from compdsl.engines.stages import Stages
from compdsl.values.exact import Exact
from compdsl.values.rounding import Mode, round_to

ONE = "1"


@frozen
class Figure:
    """`factor · top / bottom`, where `low <= top <= high` and `1 <= bottom <= most`; `factor` is above zero.

    `may_lack` where there may be no data. The figure of a literal has a `top` of -1, 0 or 1, and its value is known.
    """

    top: str
    low: int
    high: int
    factor: Fraction = Fraction(1)
    bottom: str = ONE
    most: int = 1
    may_lack: bool = False

    @property
    def size(self) -> int:
        """The most that `top` can be, whatever its sign; one at least, so that a product has room for what it is of."""
        return max(abs(self.low), abs(self.high), 1)

    @property
    def value(self) -> Fraction | None:
        """The value where it is constant."""
        is_constant = self.low == self.high and self.bottom == ONE and not self.may_lack
        return self.low * self.factor if is_constant else None


def constant(value: Exact) -> Figure:
    """The figure of a literal."""
    if value == 0:
        return Figure("0", 0, 0)
    sign = 1 if value > 0 else -1
    return Figure(str(sign), sign, sign, abs(Fraction(value)))


@define(eq=False)
class Arithmetic:
    """Arithmetic on figures whose parts become columns of a query.

    `unsure` are conditions on which a row may have come out wrong, as a number was larger than the query is made for;
    `edges` those on which two figures that are compared are equal, or a rounded one lies between two units.
    """

    dialect: Dialect
    stages: Stages
    unsure: list[str]
    edges: list[str]

    # Writing whole numbers

    def _times(self, text: str, by: int, most: int) -> str:
        """A whole number times a constant, where the product is at most so large."""
        width = self.dialect.width(most)
        if text in ("0", "1", "-1"):
            return self._number(int(text) * by, width)
        if self.dialect.raises:
            return (
                f"CAST(NULL AS {width})"
                if text == "NULL"
                else text
                if by == 1
                else f"({text} * {self._number(by, width)})"
            )
        return f"CAST({text} AS {width})" if by == 1 else f"(CAST({text} AS {width}) * {self._number(by, width)})"

    def _number(self, value: int, width: str) -> str:
        if abs(value) > self.dialect.most_wide:
            raise TooWide
        return str(value) if abs(value) < 2**31 else f"CAST({value} AS {width})"

    def _by(self, one: str, other: str, most: int) -> str:
        """The product of two whole numbers, at most so large."""
        if other == ONE:
            return self._times(one, 1, most)
        if one in ("0", "1", "-1"):
            return self._times(other, int(one), most)
        width = self.dialect.width(most)
        if self.dialect.raises:
            return f"({one} * {other})"
        return f"(CAST({one} AS {width}) * CAST({other} AS {width}))"

    def kept(self, figure: Figure) -> Figure:
        """The same figure with its parts as columns of the query."""
        self.dialect.width(max(figure.size, figure.most))
        return evolve(figure, top=self.stages.column(figure.top), bottom=self.stages.column(figure.bottom))

    # Adding

    def add(self, one: Figure, other: Figure) -> Figure:
        """The sum of two figures."""
        if one.value is not None and other.value is not None:
            return constant(one.value + other.value)
        if one.value == 0:
            return other
        if other.value == 0:
            return one
        (a, b), factor = _common(one.factor, other.factor)
        is_same = one.bottom == other.bottom
        right, left = (1, 1) if is_same else (other.most, one.most)
        low = min(one.low * a, one.low * a * right) + min(other.low * b, other.low * b * left)
        high = max(one.high * a, one.high * a * right) + max(other.high * b, other.high * b * left)
        most = max(abs(low), abs(high), one.size * a * right, other.size * b * left)
        bottom, most_bottom = (one.bottom, one.most) if is_same else self._product_of_bottoms(one, other)
        parts = [(one.top, a, ONE if is_same else other.bottom), (other.top, b, ONE if is_same else one.bottom)]
        top = " + ".join(self._by(self._times(text, by, most), at, most) for text, by, at in parts)
        may_lack = one.may_lack or other.may_lack
        return self.kept(Figure(f"({top})", low, high, factor, bottom, most_bottom, may_lack))

    def _product_of_bottoms(self, one: Figure, other: Figure) -> tuple[str, int]:
        most = one.most * other.most
        if one.bottom == ONE or other.bottom == ONE:
            return (other.bottom if one.bottom == ONE else one.bottom), most
        return self.stages.column(self._by(one.bottom, other.bottom, most)), most

    def negative(self, one: Figure) -> Figure:
        """The figure with the other sign."""
        if one.value is not None:
            return constant(-one.value)
        return self.kept(evolve(one, top=f"(-{one.top})", low=-one.high, high=-one.low))

    def subtract(self, one: Figure, other: Figure) -> Figure:
        """One figure less another."""
        return self.add(one, self.negative(other))

    # Multiplying

    def multiply(self, one: Figure, other: Figure) -> Figure:
        """The product of two figures."""
        for a, b in ((one, other), (other, one)):
            if a.value is not None:
                return self._scaled(b, a.value)
        corners = [x * y for x in (one.low, one.high) for y in (other.low, other.high)]
        low, high = min(corners), max(corners)
        top = self._by(one.top, other.top, one.size * other.size)
        bottom, most = self._product_of_bottoms(one, other)
        may_lack = one.may_lack or other.may_lack
        return self.kept(Figure(top, low, high, one.factor * other.factor, bottom, most, may_lack))

    def _scaled(self, one: Figure, by: Fraction) -> Figure:
        if one.value is not None:
            return constant(one.value * by)
        if by == 0:
            return self.kept(evolve(one, top=f"({one.top} * 0)", low=0, high=0)) if one.may_lack else constant(0)
        return evolve(one if by > 0 else self.negative(one), factor=one.factor * abs(by))

    def divide(self, one: Figure, other: Figure) -> Figure:
        """One figure by another; without data where that is zero."""
        if other.value is not None and other.value != 0:
            return self._scaled(one, 1 / other.value)
        if other.value == 0:
            return lacking()
        is_above = other.low > 0
        size = other.top if other.low >= 0 else f"abs({other.top})"
        top = self._by(one.top, other.bottom, one.size * other.most)
        low, high = min(one.low, one.low * other.most), max(one.high, one.high * other.most)
        if other.low < 0:
            top, low, high = f"CASE WHEN {other.top} < 0 THEN -{top} ELSE {top} END", -max(-low, high), max(-low, high)
        if not is_above or other.may_lack:
            top = f"CASE WHEN {other.top} <> 0 THEN {top} END"
        bottom = size if is_above else f"nullif({size}, 0)"
        most = max(other.size, 1) * one.most
        if one.bottom != ONE:
            bottom = self._by(self.stages.column(bottom), one.bottom, most)
        may_lack = one.may_lack or other.may_lack or not is_above
        return self.kept(Figure(top, low, high, one.factor / other.factor, bottom, most, may_lack))

    # Comparing

    def compare(self, one: Figure, operator: str, other: Figure, *, is_edge: bool = False) -> str:
        """A condition on two figures; unknown where one has no data."""
        if one.value is not None and other.value is not None:
            return "TRUE" if _holds(one.value, operator, other.value) else "FALSE"
        left, right = self._sides(one, other)
        if is_edge:
            self.edges.append(f"{left} = {right}")
        return f"{left} {operator} {right}"

    def _sides(self, one: Figure, other: Figure) -> tuple[str, str]:
        (a, b), _ = _common(one.factor, other.factor)
        is_same = one.bottom == other.bottom
        right, left = (1, 1) if is_same else (other.most, one.most)
        most = max(one.size * a * right, other.size * b * left)
        sides = (
            self._by(self._times(one.top, a, most), ONE if is_same else other.bottom, most),
            self._by(self._times(other.top, b, most), ONE if is_same else one.bottom, most),
        )
        return self.stages.column(sides[0], "left"), self.stages.column(sides[1], "right")

    def in_order(self, one: Figure) -> str:
        """A whole number that is greater where a figure is, and equal where it is.

        Two ratios that differ do so by one over the product of their bottoms at least, and so by two when spread.
        """
        if one.bottom == ONE:
            return one.top
        spread = 2 * one.most * one.most
        width = self.dialect.width(one.size * spread)
        if self.dialect.raises:
            most = self.stages.column(f"max({one.bottom}) OVER ()", "most")
            top = self.stages.column(f"({one.top} * 2 * {most} * {most})", "spread")
            return self._in_order(top, one.bottom)
        if self.dialect.wraps:
            raise BeyondQuery("people are put in the order of a ratio")
        top = self.stages.column(self._times(one.top, spread, one.size * spread))
        return self._in_order(top, f"CAST({one.bottom} AS {width})")

    def _in_order(self, top: str, bottom: str) -> str:
        size = self.dialect.divided(f"abs({top})", bottom)
        return self.stages.column(f"CASE WHEN {top} < 0 THEN -{size} ELSE {size} END")

    # Choosing

    def choose(self, cases: Sequence[tuple[str, Figure]], otherwise: Figure | None, *, may_lack: bool = True) -> Figure:
        """The figure of the first condition that holds, else the last; without data where there is no last.

        `may_lack` where it is not known that one of the conditions holds.
        """
        figures = [figure for _, figure in cases] + ([otherwise] if otherwise is not None else [])
        factors = [one.factor for one in figures if one.value != 0] or [Fraction(1)]
        factor = _common_of(factors)
        scaled = [int(one.factor / factor) if one.value != 0 else 0 for one in figures]
        low = min(one.low * by for one, by in zip(figures, scaled, strict=True))
        high = max(one.high * by for one, by in zip(figures, scaled, strict=True))
        most = max(abs(low), abs(high))
        tops = [self._times(one.top, by, most) for one, by in zip(figures, scaled, strict=True)]
        if self.dialect.raises and all(one.top in ("0", "1", "-1") for one in figures):
            tops = [f"CAST({one} AS {self.dialect.wide})" for one in tops]
        conditions = [condition for condition, _ in cases]
        bottoms = {one.bottom for one in figures}
        bottom = bottoms.pop() if len(bottoms) == 1 else _cases(conditions, [one.bottom for one in figures])
        lacks = (otherwise is None and may_lack) or any(one.may_lack for one in figures)
        return self.kept(
            Figure(_cases(conditions, tops), low, high, factor, bottom, max(one.most for one in figures), lacks)
        )

    # Rounding

    def round(self, one: Figure, unit: Figure, mode: Mode) -> Figure:
        """A figure rounded to a multiple of a unit; without data where the unit is not above zero."""
        if one.value is not None and unit.value is not None:
            return constant(round_to(one.value, unit.value, mode)) if unit.value > 0 else lacking()
        units = self.whole(self.divide(one, unit), mode)
        if unit.low > 0:
            return self.multiply(units, unit)
        rounded = self.multiply(units, unit)
        return self.choose([(self.compare(unit, ">", constant(0)), rounded)], None)

    def whole(self, one: Figure, mode: Mode) -> Figure:
        """A figure rounded to whole units."""
        times, over = one.factor.numerator, one.factor.denominator
        if over == 1 and one.bottom == ONE:
            return self.kept(
                Figure(self._times(one.top, times, one.size * times), one.low * times, one.high * times,
                       may_lack=one.may_lack)
            )  # fmt: skip
        most_top, most_bottom = one.size * times, one.most * over
        top = self.stages.column(self._times(one.top, times, most_top), "top")
        bottom = self.stages.column(self._times(one.bottom, over, most_bottom), "bottom")
        self.dialect.width(2 * (most_top + most_bottom))
        is_wide = self.dialect.width(2 * (most_top + most_bottom)) == self.dialect.wide
        if is_wide and self.dialect.estimates:
            return self._estimated(one, top, bottom, most_top, mode)
        return self._divided(one, top, bottom, most_top, most_bottom, mode)

    def _divided(self, one: Figure, top: str, bottom: str, most_top: int, most_bottom: int, mode: Mode) -> Figure:
        """By the division of whole numbers."""
        width = self.dialect.width(2 * (most_top + most_bottom))
        quotient, over = self.dialect.divided(f"abs({top})", bottom), f"CAST({bottom} AS {width})"
        if self.dialect.raises:
            size, over = self.stages.column(quotient, "whole"), bottom
        else:
            size = self.stages.column(f"CAST({quotient} AS {width})")
        rest = self.stages.column(f"(abs({top}) - {size} * {over})", "rest")
        if self.dialect.wraps:
            self.unsure.append(f"NOT ({rest} >= 0 AND {rest} < {bottom})")
        self.edges.append(f"2 * {rest} = {bottom}")
        away = goes_away(self.dialect, mode, size, rest, bottom, f"{top} < 0")
        whole = self.stages.column(f"({size} + CASE WHEN {away} THEN 1 ELSE 0 END)", "size")
        most = most_top + 1
        return self.kept(
            Figure(f"CASE WHEN {top} < 0 THEN -{whole} ELSE {whole} END", -most, most, may_lack=one.may_lack)
        )

    def _estimated(self, one: Figure, top: str, bottom: str, most_top: int, mode: Mode) -> Figure:
        """By a quotient in floating point that is put right in whole numbers; beyond what that is good for, unsure."""
        real, most = self.dialect.real, min(EXACT_IN_DOUBLE, most_top) + 1
        guess = self.stages.column(f"floor(abs(CAST({top} AS {real})) / CAST({bottom} AS {real}))")
        if most_top >= EXACT_IN_DOUBLE:
            self.unsure.append(f"{guess} >= {EXACT_IN_DOUBLE}")
        narrow = f"CAST({guess} AS {self.dialect.narrow})"
        near = self.stages.column(f"CASE WHEN {guess} < {EXACT_IN_DOUBLE} THEN {narrow} END")
        off = self.stages.column(f"(abs({top}) - CAST({near} AS {self.dialect.wide}) * {bottom})")
        step = f"CASE WHEN {off} < 0 THEN -1 WHEN {off} >= {bottom} THEN 1 ELSE 0 END"
        size = self.stages.column(f"({near} + {step})")
        rest = self.stages.column(
            f"CASE WHEN {off} < 0 THEN {off} + {bottom} WHEN {off} >= {bottom} THEN {off} - {bottom} ELSE {off} END"
        )
        self.edges.append(f"2 * {rest} = {bottom}")
        away = goes_away(self.dialect, mode, size, rest, bottom, f"{top} < 0")
        whole = self.stages.column(f"({size} + CASE WHEN {away} THEN 1 ELSE 0 END)")
        return self.kept(
            Figure(f"CASE WHEN {top} < 0 THEN -{whole} ELSE {whole} END", -most, most, may_lack=one.may_lack)
        )


def lacking() -> Figure:
    """A figure without data."""
    return Figure("NULL", 0, 0, may_lack=True)


def _common(one: Fraction, other: Fraction) -> tuple[tuple[int, int], Fraction]:
    """Two whole numbers and a factor that give two fractions."""
    factor = _common_of([one, other])
    return (int(one / factor), int(other / factor)), factor


def _common_of(fractions: Sequence[Fraction]) -> Fraction:
    """The largest factor of which all are whole multiples."""
    found = fractions[0]
    for one in fractions[1:]:
        top = gcd(found.numerator * one.denominator, one.numerator * found.denominator)
        found = Fraction(top, found.denominator * one.denominator)
    return found


def _cases(conditions: Sequence[str], values: Sequence[str]) -> str:
    arms = " ".join(f"WHEN {condition} THEN {value}" for condition, value in zip(conditions, values, strict=False))
    last = f" ELSE {values[-1]}" if len(values) > len(conditions) else ""
    return f"CASE {arms}{last} END"


_HOLDS: dict[str, Callable[[Fraction, Fraction], bool]] = {
    ">=": lambda a, b: a >= b,
    "<=": lambda a, b: a <= b,
    "=": lambda a, b: a == b,
    "<>": lambda a, b: a != b,
    ">": lambda a, b: a > b,
    "<": lambda a, b: a < b,
}


def _holds(one: Fraction, operator: str, other: Fraction) -> bool:
    return _HOLDS[operator](one, other)
