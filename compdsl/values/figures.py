"""Exact figures as text: complete for machines, readable for people, in decimal notation and never rounded.

A figure too long to be read is cut, and the cut is shown by `…` or by the word "about".
"""

import datetime
import re
from fractions import Fraction
from typing import TYPE_CHECKING, assert_never

from compdsl.source.characters import visible
from compdsl.values.currency import places_of, sign_of
from compdsl.values.types import Kind, Type

if TYPE_CHECKING:
    from compdsl.values.exact import Exact, Value

_EXACT_PLACES = 20
_SHOWN_PLACES = 10
_CUT = 4
_PERCENT_CUT = 2
_LONGEST = 10**40
_TINY = 10**20
_CHUNK = 1000
_LONG = 10**_CHUNK
_ALL_PLACES = 10**_EXACT_PLACES
_ALL_SHOWN = 10**_SHOWN_PLACES
_EXACT_FORM = re.compile(r"(-?)([0-9]+)(?:\.([0-9]+)|/([0-9]+))?")


def plain(value: "Exact", places: int) -> str:
    """A number with a fixed count of decimals, for files: `3000.00`; a ValueError where it has more."""
    scaled, rest = divmod(value.numerator * 10**places, value.denominator)
    if rest:
        raise ValueError(f"a figure has more than {places} decimals")
    text = _digits(abs(scaled)).rjust(places + 1, "0")
    whole, decimals = text[: len(text) - places], text[len(text) - places :]
    return ("-" if value < 0 else "") + (f"{whole}.{decimals}" if places else whole)


def exact_text(value: "Exact") -> str:
    """A number without any loss: `8012.3496` where its decimals end within 20 places, else `n/d`."""
    if value.__class__ is int and -_LONG < value < _LONG:
        return str(value)
    if value.denominator == 1:
        whole = value.numerator
        return _digits(whole) if whole >= 0 else f"-{_digits(-whole)}"
    top, bottom = value.numerator, value.denominator
    sign, top = ("-", -top) if top < 0 else ("", top)
    if _ALL_PLACES % bottom == 0:
        whole, rest = divmod(top, bottom)
        decimals = str(rest * (_ALL_PLACES // bottom)).rjust(_EXACT_PLACES, "0").rstrip("0")
        return f"{sign}{_digits(whole)}.{decimals}"
    return f"{sign}{_digits(top)}/{_digits(bottom)}"


def read_exact(text: str) -> "Exact":
    """The number that `exact_text` wrote; a ValueError for any other form."""
    match = _EXACT_FORM.fullmatch(text)
    if match is None:
        raise ValueError("not an exact number")
    sign, whole, decimals, bottom = match.groups()
    if bottom is not None and not bottom.strip("0"):
        raise ValueError("not an exact number")
    top = _read_digits(whole + (decimals or ""))
    below = _read_digits(bottom) if bottom is not None else 10 ** len(decimals or "")
    value = Fraction(-top if sign else top, below)
    return value.numerator if value.denominator == 1 else value


def shown(value: "Value | None", type_: Type, *, short: bool = False) -> str:
    """A value as people read it: `$3,000.00`, `93.33…%`, `1,234`, `2026-03-31`, `yes`.

    `short` leaves out the decimals of a whole amount of money: `$3,000`.
    """
    if value is None:
        return "no data"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    return _shown_number(value, type_, short=short)


def _shown_number(value: "Exact", type_: Type, *, short: bool) -> str:
    match type_.kind:
        case Kind.MONEY:
            places = 0 if short and value.denominator == 1 else places_of(type_.currency)
            return _framed(_currency_mark(type_.currency), value, "", places, _CUT)
        case Kind.PERCENT:
            return _framed("", value, "%", 0, _PERCENT_CUT)
        case Kind.NUMBER | Kind.COUNT | Kind.FIGURE | Kind.UNKNOWN | Kind.DATE | Kind.TEXT | Kind.BOOL:
            return _framed("", value, "", 0, _CUT)
        case _:
            assert_never(type_.kind)


def _framed(mark: str, value: "Exact", unit: str, least: int, cut: int) -> str:
    """A number between its sign and its unit; of a percentage the hundredfold."""
    top, bottom = value.numerator, value.denominator
    front, top = (f"-{mark}", -top) if top < 0 else (mark, top)
    if unit:
        top, bottom = (top, bottom // 100) if bottom % 100 == 0 else (top * 100, bottom)
    if top >= _LONGEST * bottom or 0 < top * _TINY < bottom:
        figure, note = _about(Fraction(top, bottom))
        return f"about {front}{figure}{unit}{note}"
    return f"{front}{_decimals(top, bottom, least, cut)}{unit}"


def _currency_mark(currency: str | None) -> str:
    return sign_of(currency) or (f"{currency} " if currency else "")


def _decimals(top: int, bottom: int, least: int, cut: int) -> str:
    """`top / bottom`, not below zero, with at least some decimals, all of them where they are few, else cut."""
    whole, rest = divmod(top, bottom)
    if rest == 0:
        return f"{whole:,}.{'0' * least}" if least else f"{whole:,}"
    scaled, left = divmod(rest * _ALL_SHOWN, bottom)
    if left == 0:
        decimals = str(scaled).rjust(_SHOWN_PLACES, "0").rstrip("0").ljust(least, "0")
        return f"{whole:,}.{decimals}"
    places = max(cut, least, _places_before_the_first_digit(top, bottom) + 2)
    return f"{whole:,}.{str(rest * 10**places // bottom).rjust(places, '0')}…"


def _places_before_the_first_digit(top: int, bottom: int) -> int:
    places = 0
    while top * 10**places < bottom:
        places += 1
    return max(places - 1, 0)


def _about(size: Fraction) -> tuple[str, str]:
    """A number that is too long or too small to be read: its first two digits and how far away they are."""
    exponent = _length(size.numerator) - _length(size.denominator)
    if size < Fraction(10) ** exponent:
        exponent -= 1
    first = int(size / Fraction(10) ** (exponent - 1))
    note = f" ({exponent + 1:,} digits)" if exponent > 0 else ""
    return f"{first // 10}.{first % 10} × 10^{exponent}", note


def _length(number: int) -> int:
    """How many decimal digits a positive integer has, without writing them."""
    guess: int = (number.bit_length() - 1) * 3010299956 // 10**10
    while number >= 10**guess:
        guess += 1
    return guess


def _digits(number: int) -> str:
    """The digits of an integer from zero; Python by itself refuses to write more than some thousand."""
    if number < _LONG:
        return str(number)
    half = max(_length(number) // 2, 1)
    left, right = divmod(number, 10**half)
    return _digits(left) + _digits(right).rjust(half, "0")


def _read_digits(text: str) -> int:
    """The integer that digits stand for, of any length."""
    if len(text) <= _CHUNK:
        return int(text)
    half = len(text) // 2
    shift: int = 10**half
    return _read_digits(text[:-half]) * shift + _read_digits(text[-half:])
