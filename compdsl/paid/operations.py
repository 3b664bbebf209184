"""What each kernel form computes from the values of its parts; the one definition of meaning.

Values are `int`, `Fraction`, `str`, `bool`, `date` or `Missing`; whole fractions are ints. A part without data gives
a whole without data, except where a form says otherwise.
"""

import datetime
import operator
from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any, TypeAlias

from compdsl.kernel.nodes import (
    Choose,
    Compare,
    Extreme,
    Fallback,
    Known,
    Logic,
    Months,
    Named,
    Node,
    Not,
    Piecewise,
    Product,
    Round,
    Sum,
    Table,
)
from compdsl.paid.missing import Missing, TooLarge
from compdsl.values.calendar import months_from
from compdsl.values.rounding import round_to
from compdsl.values.types import Kind

Parts: TypeAlias = Sequence[Any]
Operation: TypeAlias = Callable[[Parts], Any]

MOST_BITS = 4_096
COMPARISONS = {
    ">=": operator.ge,
    "<=": operator.le,
    "==": operator.eq,
    "!=": operator.ne,
    ">": operator.gt,
    "<": operator.lt,
}


def operation_of(node: Node) -> Operation:
    """The function from the values of a form's parts to its own."""
    match node:
        case Named():
            return _first
        case Sum():
            return sum_of_days(node) if node.terms[0].type.kind is Kind.DATE else sum_of(node)
        case Product():
            return product_of(node)
        case Compare():
            return comparison_of(node)
        case Logic():
            return logic_of(node)
        case Not():
            return opposite
        case Choose():
            return choice
        case Months():
            return months_between
        case Extreme():
            return extreme_of(node)
        case Piecewise():
            return piecewise_of(node)
        case Table():
            return table_of(node)
        case Round():
            return rounding_of(node)
        case Known():
            return known
        case Fallback():
            return fallback
        case _:
            raise TypeError(f"{type(node).__name__} reads data and has no operation")


def _first(parts: Parts) -> Any:
    return parts[0]


def missing_in(parts: Parts) -> Missing | None:
    """The first part without data."""
    for part in parts:
        if part.__class__ is Missing:
            return part
    return None


# Arithmetic


def sum_of(node: Sum) -> Operation:
    """Terms added and subtracted."""
    signs = node.signs

    def add(parts: Parts) -> Any:
        missing = missing_in(parts)
        if missing is not None:
            return missing
        total: Any = 0
        for sign, part in zip(signs, parts, strict=True):
            total = total + part if sign == "+" else total - part
        return kept(total, node)

    def subtract(parts: Parts) -> Any:
        left, right = parts
        if left.__class__ is Missing:
            return left
        if right.__class__ is Missing:
            return right
        return kept(left - right, node)

    return subtract if signs == ("+", "-") else add


def sum_of_days(node: Sum) -> Operation:
    """A day plus or minus days, or the days between two."""

    def add(parts: Parts) -> Any:
        missing = missing_in(parts)
        if missing is not None:
            return missing
        if isinstance(parts[-1], datetime.date):
            return (parts[0] - parts[1]).days
        days = sum(part if sign == "+" else -part for sign, part in zip(node.signs[1:], parts[1:], strict=True))
        try:
            return parts[0] + datetime.timedelta(days=int(days // 1))
        except OverflowError:
            raise TooLarge(node) from None

    return add


def product_of(node: Product) -> Operation:
    """Factors multiplied and divided from left to right; dividing by zero has no data."""
    signs = node.signs

    def pair(parts: Parts) -> Any:
        left, right = parts
        if left.__class__ is Missing:
            return left
        if right.__class__ is Missing:
            return right
        return kept(left * right, node)

    def multiply(parts: Parts) -> Any:
        missing = missing_in(parts)
        if missing is not None:
            return missing
        total: Any = 1
        for sign, part in zip(signs, parts, strict=True):
            if sign == "*":
                total = total * part
            elif part == 0:
                return Missing(node, "divided by zero")
            else:
                total = quotient(total, part)
        return kept(total, node)

    return pair if signs == ("*", "*") else multiply


def quotient(left: Any, right: Any) -> Any:
    """One figure by another that is not zero, exactly."""
    return Fraction(left, right) if left.__class__ is int and right.__class__ is int else left / right


def kept(value: Any, node: Node) -> Any:
    """A figure in its plain form; one that no pay can need is refused."""
    if value.__class__ is Fraction:
        if value.denominator == 1:
            value = value.numerator
        elif value.denominator.bit_length() > MOST_BITS:
            raise TooLarge(node)
    if value.numerator.bit_length() > MOST_BITS:
        raise TooLarge(node)
    return value


# Conditions


def comparison_of(node: Compare) -> Operation:
    """Whether two values stand in a relation."""
    compare = COMPARISONS[node.operator]

    def holds(parts: Parts) -> Any:
        left, right = parts
        if left.__class__ is Missing:
            return left
        if right.__class__ is Missing:
            return right
        return compare(left, right)

    return holds


def logic_of(node: Logic) -> Operation:
    """All or one of several conditions. One that settles the answer wins over one without data."""
    settles = node.word == "or"

    def join(parts: Parts) -> Any:
        if any(part is settles for part in parts):
            return settles
        missing = missing_in(parts)
        return missing if missing is not None else not settles

    return join


def opposite(parts: Parts) -> Any:
    """The opposite of a condition."""
    return parts[0] if parts[0].__class__ is Missing else not parts[0]


# Choosing


def choice(parts: Parts) -> Any:
    """One of two values, by a condition."""
    condition, chosen, otherwise = parts
    if condition.__class__ is Missing:
        return condition
    return chosen if condition else otherwise


def extreme_of(node: Extreme) -> Operation:
    """The least or the most of several values."""
    pick: Callable[[Parts], Any] = min if node.word == "least" else max

    def extreme(parts: Parts) -> Any:
        missing = missing_in(parts)
        return missing if missing is not None else pick(parts)

    return extreme


def months_between(parts: Parts) -> Any:
    """The whole calendar months from one day to another; the other way round they are negative."""
    missing = missing_in(parts)
    if missing is not None:
        return missing
    first, last = parts
    return months_from(first, last) if first <= last else -months_from(last, first)


def known(parts: Parts) -> Any:
    """Whether there is data."""
    return parts[0].__class__ is not Missing


def fallback(parts: Parts) -> Any:
    """A value, or another where it has no data."""
    return parts[1] if parts[0].__class__ is Missing else parts[0]


def rounding_of(node: Round) -> Operation:
    """A value rounded to a multiple of a unit."""

    def rounded(parts: Parts) -> Any:
        missing = missing_in(parts)
        if missing is not None:
            return missing
        if parts[1] <= 0:
            return Missing(node, "unit of rounding")
        return round_to(parts[0], parts[1], node.mode)

    return rounded


# Rows


class Row:
    """One row of a piecewise function with its values."""

    __slots__ = ("over", "rising", "start", "value")

    def __init__(self, start: Any, value: Any, over: bool, rising: Any) -> None:
        self.start = start
        self.value = value
        self.over = over
        self.rising = rising

    def is_reached(self, x: Any) -> bool:
        """Whether a figure lies in this row or beyond it."""
        return bool(x > self.start if self.over else x >= self.start)


def rows_of(node: Piecewise, parts: Parts) -> list[Row]:
    """The rows with their values; `parts` are those of the form, x first."""
    rows, position = [], 1
    for row in node.rows:
        has_slope = row.rising is not None
        rows.append(Row(parts[position], parts[position + 1], row.over, parts[position + 2] if has_slope else None))
        position += 3 if has_slope else 2
    return rows


def piecewise_of(node: Piecewise) -> Operation:
    """A piecewise function of its first part."""
    shape = {"marginal": marginal, "whole": whole, "step": step, "linear": linear}[node.word]
    known: list[Any] = [None, []]

    def evaluate(parts: Parts) -> Any:
        x, written = parts[0], tuple(parts[1:])
        if x.__class__ is Missing:
            return x
        if written != known[0]:
            missing = missing_in(written)
            if missing is not None:
                return missing
            rows = rows_of(node, parts)
            if not rise(rows):
                return Missing(node, "starts do not rise")
            known[:] = written, rows  # mostly they stand in the plan, and are the same for everybody
        return kept(shape(x, known[1]), node)

    return evaluate


def rise(rows: list[Row]) -> bool:
    """Whether the rows start one after another."""
    return all((a.start, a.over) < (b.start, b.over) for a, b in pairwise(rows))


def reached(x: Any, rows: list[Row]) -> Row | None:
    """The last row a figure reaches; a figure on a start belongs to the row that starts there."""
    found = None
    for row in rows:
        if row.is_reached(x):
            found = row
    return found


def marginal(x: Any, rows: list[Row]) -> Any:
    """Each slice of x at the value of its row; the first row goes on below a start of zero."""
    if x < 0 and rows[0].start == 0:
        return rows[0].value * x
    total: Any = 0
    for index, row in enumerate(rows):
        if x <= row.start:
            break
        end = rows[index + 1].start if index + 1 < len(rows) else x
        total = total + row.value * ((x if x < end else end) - row.start)
    return total


def whole(x: Any, rows: list[Row]) -> Any:
    """The whole of x at the value of the row reached."""
    row = reached(x, rows)
    return row.value * x if row is not None else 0


def step(x: Any, rows: list[Row]) -> Any:
    """The value of the row reached."""
    row = reached(x, rows)
    return row.value if row is not None else 0


def linear(x: Any, rows: list[Row]) -> Any:
    """Straight lines from point to point, or at a point's own slope; nothing left of the first, flat at the end."""
    row = reached(x, rows)
    if row is None:
        return 0
    if row.rising is not None:
        return row.value + row.rising * (x - row.start)
    after = rows[rows.index(row) + 1 :]
    if not after:
        return row.value
    return row.value + quotient((after[0].value - row.value) * (x - row.start), after[0].start - row.start)


def table_of(node: Table) -> Operation:
    """The value of the row whose keys fit."""
    count = len(node.keys)

    def look_up(parts: Parts) -> Any:
        starts = [part for index in range(len(node.rows)) for part in _starts_of(parts, count, index)]
        missing = missing_in([*parts[:count], *starts])
        if missing is not None:
            return missing
        index = row_of(node, parts)
        if index is None:
            return _no_row(node, parts)
        return parts[count + index * (count + 1) + count]

    return look_up


def _no_row(node: Table, parts: Parts) -> Missing:
    """Why no row fits: a day may lie before the first one."""
    count = len(node.keys)
    for axis, key in enumerate(parts[:count]):
        days = [_starts_of(parts, count, index)[axis] for index in range(len(node.rows))]
        if isinstance(key, datetime.date) and node.rows[0].keys[axis].word != "is" and key <= min(days):
            words = f"{key} is before the first row of the table `{node.origin.name}`, {min(days)}"
            return Missing(node, "before the table", words)
    return Missing(node, "no row fits", node.origin.name)


def row_of(node: Table, parts: Parts) -> int | None:
    """Which row of a table fits, or None: along each key the highest start that is reached, or the value itself."""
    count = len(node.keys)
    best: int | None = None
    best_starts: tuple[Any, ...] = ()
    for index, row in enumerate(node.rows):
        starts = tuple(_starts_of(parts, count, index))
        fits = all(_fits(key.word, parts[axis], starts[axis]) for axis, key in enumerate(row.keys))
        if fits and (best is None or _higher(node.rows[index].keys, starts, best_starts)):
            best, best_starts = index, starts
    return best


def _starts_of(parts: Parts, count: int, index: int) -> Parts:
    """The keys of one row of a table with so many keys."""
    offset = count + index * (count + 1)
    return parts[offset : offset + count]


def _fits(word: str, value: Any, start: Any) -> bool:
    return bool(value == start if word == "is" else value > start if word == "over" else value >= start)


def _higher(keys: tuple[Any, ...], starts: tuple[Any, ...], others: tuple[Any, ...]) -> bool:
    """Whether a row that fits is at least as near along every key."""
    pairs = zip(keys, starts, others, strict=True)
    return all(key.word == "is" or start >= other for key, start, other in pairs)
