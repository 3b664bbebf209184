"""What the text of a refused cell was probably meant to say, written as it should be, where that can be told.

Only short texts are looked at, and only to word a hint: no figure that is paid ever comes from here.
"""

import datetime
import re
from collections.abc import Callable
from enum import Enum
from typing import TypeAlias

LONGEST = 40

Reading: TypeAlias = Callable[[str], tuple[str, ...]]

_CURRENCY = re.compile(r"(?:[A-Z]{3}(?![A-Za-z])|[$€£¥₹])")
_EXPONENT = re.compile(r"([0-9]{1,18})(?:\.([0-9]{0,9}))?[eE]([+-]?[0-9]{1,2})")
_YEAR_FIRST = re.compile(r"([0-9]{4})([-/. ]?)([0-9]{1,2})\2([0-9]{1,2})(?:[T ][0-9:.Z+-]*)?")
_YEAR_LAST = re.compile(r"([0-9]{1,2})([-/. ])([0-9]{1,2})\2([0-9]{4})")
_TWO_DIGIT_YEAR = re.compile(r"[0-9]{1,2}([-/. ])[0-9]{1,2}\1[0-9]{2}")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_YES = frozenset({"true", "t", "yes", "y", "1", "on", "ja", "oui", "si"})
_NO = frozenset({"false", "f", "no", "n", "0", "off", "nein", "non"})


class Percent(Enum):
    """What a percentage sign is worth in a column: it stays, it is a hundredth, or it has no place there."""

    STAYS = "stays"
    HUNDREDTH = "hundredth"
    FOREIGN = "foreign"


def meant_number(text: str, percent: Percent = Percent.HUNDREDTH) -> tuple[str, ...]:
    """The numbers that may be meant: `1,234.50` is 1234.50, `1,234` has two readings."""
    if len(text) > LONGEST:
        return ()
    body, is_negative, is_percent = _bare(_with_ascii(text))
    if is_percent and percent is Percent.FOREIGN:
        return ()
    ways = next((read(body) for form, read in _BODIES if form.fullmatch(body)), ())
    if is_percent and percent is Percent.HUNDREDTH:
        ways = tuple(_shifted(way, -2) for way in ways)
    end = "%" if is_percent and percent is Percent.STAYS else ""
    return tuple(_signed(_plain(way), is_negative) + end for way in ways)


def meant_date(text: str) -> tuple[str, ...]:
    """The days that a text may mean; two where day and month can be told apart by nobody."""
    if match := _YEAR_FIRST.fullmatch(text.strip()):
        return _days((match[1], match[3], match[4]))
    if match := _YEAR_LAST.fullmatch(text.strip()):
        first, second, year = match[1], match[3], match[4]
        if match[2] == ".":
            return _days((year, second, first))
        return _days((year, second, first), (year, first, second))
    return ()


def why_not_a_date(text: str) -> str:
    """What is wrong with a day of the right form, or with a short year; empty where the form is wrong."""
    if _TWO_DIGIT_YEAR.fullmatch(text):
        return "its year has two digits"
    match = _ISO.fullmatch(text)
    if match is None:
        return ""
    year, month, day = (int(part) for part in match.groups())
    if not 1000 <= year <= 9998:
        return "years go from 1000 to 9998"
    if not 1 <= month <= 12:
        return "months go from 01 to 12"
    if day == 0:
        return "days start at 01"
    return f"{_MONTHS[month - 1]} {year} has {_days_of(year, month)} days"


def meant_bool(text: str) -> tuple[str, ...]:
    """The yes or no that a text means."""
    word = text.strip().lower() if len(text) <= LONGEST else ""
    if word in _YES:
        return ("true",)
    return ("false",) if word in _NO else ()


def _with_ascii(text: str) -> str:
    """The text with the digits, blanks and signs of other scripts written in ASCII."""
    if text.isascii():
        return text.strip()
    import unicodedata

    wide = unicodedata.normalize("NFKC", text).replace("\u2212", "-").replace("\u2013", "-")
    return "".join(str(unicodedata.decimal(char, char)) for char in wide).strip()


def _bare(text: str) -> tuple[str, bool, bool]:
    """The digits of a number, whether it is negative, and whether it is a percentage."""
    is_negative = text.startswith("(") and text.endswith(")")
    bare = text[1:-1] if is_negative else text
    bare = _CURRENCY.sub("", bare, count=1).strip()
    if bare.startswith(("-", "+")) or bare.endswith("-"):
        is_negative |= "-" in (bare[0], bare[-1])
        bare = bare.removesuffix("-") if bare.endswith("-") else bare[1:]
    is_percent = bare.endswith("%")
    return bare.removesuffix("%").strip(), is_negative, is_percent


def _without_exponent(body: str) -> tuple[str, ...]:
    match = _EXPONENT.fullmatch(body)
    assert match is not None
    exponent = int(match[3])
    return (_shifted(f"{match[1]}.{match[2] or ''}", exponent),) if abs(exponent) <= 18 else ()


def _shifted(number: str, places: int) -> str:
    """The number with its point moved, to the right where `places` is positive."""
    whole, _, decimals = number.partition(".")
    if places >= 0:
        decimals = decimals.ljust(places, "0")
        return f"{whole}{decimals[:places]}.{decimals[places:]}"
    whole = whole.rjust(-places, "0")
    return f"{whole[:places]}.{whole[places:]}{decimals}".rstrip("0")


def _plain(number: str) -> str:
    """The number without zeros in front, and without a point that nothing follows."""
    whole, _, decimals = number.partition(".")
    return (whole.lstrip("0") or "0") + (f".{decimals}" if decimals else "")


def _signed(number: str, is_negative: bool) -> str:
    return f"-{number}" if is_negative and number.strip("0.") else number


def _days(*candidates: tuple[str, str, str]) -> tuple[str, ...]:
    """The candidates, as year, month and day, that are days of the calendar."""
    found = []
    for year, month, day in candidates:
        try:
            found.append(datetime.date(int(year), int(month), int(day)).isoformat())
        except ValueError:
            continue
    return tuple(dict.fromkeys(found))


def _days_of(year: int, month: int) -> int:
    first = datetime.date(year, month, 1)
    after = datetime.date(year + month // 12, month % 12 + 1, 1)
    return (after - first).days


def _without(separators: str) -> Reading:
    """The digits without what groups them."""
    gone = str.maketrans("", "", separators)
    return lambda body: (body.translate(gone),)


def _with_decimal_comma(separators: str) -> Reading:
    """The digits without what groups them, and with a point where the comma was."""
    table = {**str.maketrans("", "", separators), ord(","): "."}
    return lambda body: (body.translate(table),)


def _either(body: str) -> tuple[str, ...]:
    """A comma before three digits: it groups them, or it marks decimals."""
    return (body.replace(",", ""), body.replace(",", "."))


_BODIES: tuple[tuple[re.Pattern[str], Reading], ...] = (
    (re.compile(r"[0-9]*\.[0-9]+|[0-9]+\.?"), _without("")),
    (re.compile(r"[0-9]{1,3}(?:[ '’][0-9]{3})+(?:\.[0-9]+)?"), _without(" '’")),
    (re.compile(r"[0-9]+(?:_[0-9]+)+(?:\.[0-9]+)?"), _without("_")),
    (re.compile(r"[0-9]{1,3},[0-9]{3}"), _either),
    (re.compile(r"[0-9]{1,3}(?:,[0-9]{2,3})*,[0-9]{3}(?:\.[0-9]+)?"), _without(",")),
    (re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+"), _with_decimal_comma(".")),
    (re.compile(r"[0-9]{1,3}(?:\.[0-9]{3}){2,}"), _without(".")),
    (re.compile(r"[0-9]{1,3}(?:[ '’][0-9]{3})+,[0-9]+"), _with_decimal_comma(" '’")),
    (re.compile(r"[0-9]+,[0-9]+"), _with_decimal_comma("")),
    (_EXPONENT, _without_exponent),
)
"""How digits are grouped elsewhere, and how each is written here; the first that fits is taken."""
