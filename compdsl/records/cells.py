"""The text of a cell -> its value, by the type of its column; a problem where it has two readings.

Numbers have one form, `-1234.50`, and become an `int` where they are whole, else a `Fraction`: never a float.
The length of a text is looked at before the text is, so that a huge cell costs nothing.
"""

import datetime
import re
from collections.abc import Callable
from fractions import Fraction
from typing import assert_never

from compdsl.diagnostics.problem import Problem
from compdsl.records import problems
from compdsl.records.meant import LONGEST, Percent, meant_bool, meant_date, meant_number, why_not_a_date
from compdsl.values.currency import places_of
from compdsl.values.exact import Exact, Value
from compdsl.values.types import Kind, Type

NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})(?:\.([0-9]{1,9}))?")
LONGEST_NUMBER = 1 + 18 + 1 + 9
LONGEST_TEXT = 4_096

_NUMBER_OF_ANY_LENGTH = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_HIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_POWERS = tuple(10**places for places in range(10))
_BOOLS = {"true": True, "yes": True, "false": False, "no": False}

CellReader = Callable[[str], Value | Problem]


def cell_reader(wanted: Type, currency: str | None) -> CellReader:
    """How the cells of a column are read. Money without a currency of its own is of the plan's currency."""
    match wanted.kind:
        case Kind.MONEY:
            return money_reader(wanted.currency or currency)
        case Kind.COUNT:
            return read_count
        case Kind.PERCENT:
            return read_percent
        case Kind.NUMBER | Kind.FIGURE:
            return read_number
        case Kind.DATE:
            return read_date
        case Kind.BOOL:
            return read_bool
        case Kind.TEXT | Kind.UNKNOWN:
            return read_text
        case _:
            assert_never(wanted.kind)


def read_cell(text: str, wanted: Type, currency: str | None = None) -> Value | Problem:
    """The value of one cell by the type of its column, or the problem with it."""
    return cell_reader(wanted, currency)(text)


def read_number(text: str) -> Exact | Problem:
    """A decimal number."""
    value = exact(text)
    return _refused_number(text) if value is None else value


def money_reader(currency: str | None) -> CellReader:
    """How the amounts of a currency are read: with no more decimals than it has."""
    places = places_of(currency)

    def read_money(text: str) -> Exact | Problem:
        value = exact(text, places)
        return _refused_money(text, currency, places) if value is None else value

    return read_money


def read_count(text: str) -> Exact | Problem:
    """A whole number, written as one."""
    value = exact(text)
    if value is None:
        return _refused_number(text, "a count", Percent.FOREIGN, 0)
    return problems.not_whole(text, _with_decimals(text, 0)) if "." in text else value


MOST_AS_DECIMAL = 10
"""A percentage above 1,000% is written with its sign: `80` in such a column is meant as 80%."""


def read_percent(text: str) -> Exact | Problem:
    """A percentage with its sign, `95.5%`, or as the decimal it is, `0.955`."""
    if not text.endswith("%"):
        value = exact(text)
        if value is None:
            return _refused_number(text, "a percentage", Percent.STAYS)
        return value if -MOST_AS_DECIMAL <= value <= MOST_AS_DECIMAL else problems.percent_in_points(text)
    value = exact(text[:-1])
    return _refused_number(text, "a percentage", Percent.STAYS) if value is None else _over(value, 100)


def read_figure(text: str) -> Exact | Problem:
    """A decimal number, or a percentage with its sign."""
    return read_percent(text) if text.endswith("%") else read_number(text)


def read_date(text: str) -> datetime.date | Problem:
    """A day of the calendar, year first."""
    if len(text) == 10 and _DATE.fullmatch(text) and "1000" <= text[:4] <= "9998":
        try:
            return datetime.date.fromisoformat(text)
        except ValueError:
            pass
    if len(text) > LONGEST:
        return problems.not_a_date(text)
    why = why_not_a_date(text)
    return problems.not_a_date(text, why, () if why else meant_date(text))


def read_bool(text: str) -> bool | Problem:
    """`true` or `yes`, `false` or `no`."""
    value = _BOOLS.get(text)
    return problems.not_yes_or_no(text, meant_bool(text)) if value is None else value


def read_text(text: str) -> str | Problem:
    """The text as it is."""
    if len(text) > LONGEST_TEXT:
        return problems.text_too_long(text, LONGEST_TEXT)
    return problems.hidden_character(text) if _HIDDEN.search(text) else text


def exact(text: str, places: int = 9) -> Exact | None:
    """The exact value of a number in our one form with so many decimals at most; None where it is another."""
    match = NUMBER.fullmatch(text) if len(text) <= LONGEST_NUMBER else None
    if match is None:
        return None
    decimals = match[1]
    if decimals is None:
        return int(text)
    count = len(decimals)
    return _over(int(text.replace(".", "")), _POWERS[count]) if count <= places else None


def _over(value: Exact, divisor: int) -> Exact:
    return value // divisor if value % divisor == 0 else Fraction(value, divisor)


def _refused_money(text: str, currency: str | None, places: int) -> Problem:
    if exact(text) is not None:
        return problems.too_many_decimals(text, places, currency, _with_decimals(text, places))
    return _refused_number(text, "an amount of money", Percent.FOREIGN, places)


def _refused_number(
    text: str, expected: str = "a number", percent: Percent = Percent.HUNDREDTH, places: int = 9
) -> Problem:
    plain = text.removesuffix("%") if percent is Percent.STAYS else text
    if _NUMBER_OF_ANY_LENGTH.fullmatch(plain):
        return problems.number_too_long(text)
    ways = [way for way in meant_number(text, percent) if exact(way.removesuffix("%"), places) is not None]
    return problems.not_a_number(text, ways, expected)


def _with_decimals(text: str, places: int) -> tuple[str, ...]:
    """The number with fewer decimals, where only zeros are lost by it."""
    whole, _, decimals = text.partition(".")
    if decimals[places:].strip("0"):
        return ()
    return (f"{whole}.{decimals[:places]}" if places else whole,)
