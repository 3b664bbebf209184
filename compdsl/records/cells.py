"""The text of a cell -> its value, by the type of its column; a problem where it has two readings.

Numbers have one form, `-1234.50`, and become an `int` where they are whole, else a `Fraction`: never a float.
The length of a text is looked at before the text is, so that a huge cell costs nothing.
"""

import datetime
import re
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import assert_never

from compdsl.diagnostics.problem import Problem
from compdsl.records import problems
from compdsl.records.meant import LONGEST, Percent, meant_bool, meant_date, meant_number, why_not_a_date
from compdsl.records.reader import Reader
from compdsl.values.currency import places_of
from compdsl.values.exact import Exact, Value
from compdsl.values.types import Kind, Type

NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})(?:\.([0-9]{1,9}))?")
LONGEST_NUMBER = 1 + 18 + 1 + 9
LONGEST_TEXT = 4_096
NO_TEXT = "\x1fno text\x1f"
"""What ends the cell of a table whose value has no plain text: no reader takes it, whatever the type of its column."""

_NUMBER_OF_ANY_LENGTH = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff]"
)
_POWERS = tuple(10**places for places in range(10))
_BOOLS = {"true": True, "yes": True, "false": False, "no": False}


def cell_reader(wanted: Type, currency: str | None) -> Reader[Value]:
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


def money_reader(currency: str | None) -> Reader[Exact]:
    """How the amounts of a currency are read: with no more decimals than it has."""
    places = places_of(currency)
    return Reader(partial(exact, places=places), partial(_refused_money, currency=currency, places=places))


def read_cell(text: str, wanted: Type, currency: str | None = None) -> Value | Problem:
    """The value of one cell by the type of its column, or the problem with it."""
    return cell_reader(wanted, currency)(text)


# The value of a text


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


def _count(text: str) -> Exact | None:
    return exact(text) if "." not in text else None


MOST_AS_DECIMAL = 10
"""A percentage above 1,000% is written with its sign: `80` in such a column is meant as 80%."""

LEAST_IN_DOUBT = 2
"""A percentage of 200% and more without its sign is read, and warned of: `8` may be meant as 8%."""


def _percent(text: str) -> Exact | None:
    if text.endswith("%"):
        value = exact(text[:-1])
        return _over(value, 100) if value is not None else None
    value = exact(text)
    return value if value is not None and -MOST_AS_DECIMAL <= value <= MOST_AS_DECIMAL else None


def doubt_percent(text: str) -> Problem | None:
    """The warning about a percentage without its sign that is as large as one meant in points."""
    value = exact(text)
    if value is None or -LEAST_IN_DOUBT < value < LEAST_IN_DOUBT:
        return None
    return problems.percent_in_doubt(text, *(_plain(text, shift) for shift in (2, -2)))


def _plain(text: str, shift: int) -> str:
    """The digits of a number with the point moved, without needless zeros."""
    moved = f"{Decimal(text).scaleb(shift):f}"
    return moved.rstrip("0").rstrip(".") if "." in moved else moved


def _figure(text: str) -> Exact | None:
    return _percent(text) if text.endswith("%") else exact(text)


def _date(text: str) -> datetime.date | None:
    if len(text) == 10 and _DATE.fullmatch(text) and "1000" <= text[:4] <= "9998":
        try:
            return datetime.date.fromisoformat(text)
        except ValueError:
            pass
    return None


def _text(text: str) -> str | None:
    return text if len(text) <= LONGEST_TEXT and not _HIDDEN.search(text) else None


def _over(value: Exact, divisor: int) -> Exact:
    return value // divisor if value % divisor == 0 else Fraction(value, divisor)


# The problem of a text that has no value


def _refused_money(text: str, currency: str | None, places: int) -> Problem:
    if exact(text) is not None:
        return problems.too_many_decimals(text, places, currency, _with_decimals(text, places))
    return _refused_number(text, "an amount of money", Percent.FOREIGN, places)


def _refused_count(text: str) -> Problem:
    if exact(text) is not None:
        return problems.not_whole(text, _with_decimals(text, 0))
    return _refused_number(text, "a count", Percent.FOREIGN, 0)


def _refused_percent(text: str) -> Problem:
    if exact(text) is not None:
        return problems.percent_in_points(text)
    return _refused_number(text, "a percentage", Percent.STAYS)


def _refused_figure(text: str) -> Problem:
    return _refused_percent(text) if text.endswith("%") else _refused_number(text)


def _refused_number(
    text: str, expected: str = "a number", percent: Percent = Percent.HUNDREDTH, places: int = 9
) -> Problem:
    plain = text.removesuffix("%") if percent is Percent.STAYS else text
    if _NUMBER_OF_ANY_LENGTH.fullmatch(plain):
        return problems.number_too_long(text)
    ways = [way for way in meant_number(text, percent) if exact(way.removesuffix("%"), places) is not None]
    return problems.not_a_number(text, ways, expected)


def _refused_date(text: str) -> Problem:
    if len(text) > LONGEST:
        return problems.not_a_date(text)
    why = why_not_a_date(text)
    return problems.not_a_date(text, why, () if why else meant_date(text))


def _refused_bool(text: str) -> Problem:
    return problems.not_yes_or_no(text, meant_bool(text))


def _refused_text(text: str) -> Problem:
    return problems.text_too_long(text, LONGEST_TEXT) if len(text) > LONGEST_TEXT else problems.hidden_character(text)


def _with_decimals(text: str, places: int) -> tuple[str, ...]:
    """The number with fewer decimals, where only zeros are lost by it."""
    whole, _, decimals = text.partition(".")
    if decimals[places:].strip("0"):
        return ()
    return (f"{whole}.{decimals[:places]}" if places else whole,)


# Readers

read_number: Reader[Exact] = Reader(exact, _refused_number)
"""A decimal number."""

read_count: Reader[Exact] = Reader(_count, _refused_count)
"""A whole number, written as one."""

read_percent: Reader[Exact] = Reader(_percent, _refused_percent, doubt_percent)
"""A percentage with its sign, `95.5%`, or as the decimal it is, `0.955`."""

read_figure: Reader[Exact] = Reader(_figure, _refused_figure)
"""A decimal number, or a percentage with its sign."""

read_date: Reader[datetime.date] = Reader(_date, _refused_date)
"""A day of the calendar, year first."""

read_bool: Reader[bool] = Reader(_BOOLS.get, _refused_bool)
"""`true` or `yes`, `false` or `no`."""

read_text: Reader[str] = Reader(_text, _refused_text)
"""The text as it is."""
