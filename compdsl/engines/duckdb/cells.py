"""The text of a cell -> its value in a query, and whether that is surely the value of the cell.

A number or a day is surely good where it is written back as it stands. What is not is read by `records/cells.py`, and
refused there: nothing here refuses anything.
"""

from attrs import frozen

from compdsl.engines.relations import number
from compdsl.engines.to_sql import Plain, SqlValue
from compdsl.records.cells import LONGEST_TEXT
from compdsl.values.types import NUMERIC, Kind

DIGITS = 18
"""How many digits a number has at most before its point and behind it, so that it is narrow."""

MOST_PLACES = 9
"""How many decimals a figure has at most whose decimals are not fixed by its currency."""

RANGES = (
    (0x00, 0x1F), (0x7F, 0x9F), (0x61C, 0x61C), (0x200B, 0x200B), (0x200E, 0x200F), (0x2028, 0x2029), (0x202A, 0x202E),
    (0x2060, 0x2060), (0x2066, 0x2069), (0xFEFF, 0xFEFF),
)  # fmt: skip
HIDDEN = "[" + "".join(f"\\x{{{first:x}}}-\\x{{{last:x}}}" for first, last in RANGES) + "]"
"""The characters that no text holds; a test compares them with those of `records/cells.py`."""


@frozen
class CellColumn:
    """How a column of cells is read: what is read of the text, the value of that, and whether it is surely the cell's.

    What is read has a name where the value is made of it, and where it is held against the text.
    """

    read: str
    value: str
    is_sure: str


def cell_column(kind: Kind, text: str, name: str, places: int) -> CellColumn:
    """How the cells of a kind are read; a number becomes a whole one with so many decimals."""
    if kind is Kind.PERCENT:
        small = f"regexp_full_match({text}, '-?[01](\\.[0-9]{{1,{places}}})?')"
        return CellColumn(_percent(text, places, small), name, f"{name} IS NOT NULL")
    if kind in NUMERIC:
        return number_column(text, name, 0 if kind is Kind.COUNT else places)
    if kind is Kind.DATE:
        within = f"{name} >= DATE '1000-01-01' AND {name} < DATE '9999-01-01'"
        return CellColumn(f"try_cast({text} AS DATE)", name, f"{within} AND CAST({name} AS VARCHAR) = {text}")
    if kind is Kind.BOOL:
        value = f"CASE WHEN {text} IN ('true', 'yes') THEN TRUE WHEN {text} IN ('false', 'no') THEN FALSE END"
        return CellColumn(value, name, f"{name} IS NOT NULL")
    return CellColumn(text, name, is_good_text(name))


def figure_column(text: str, name: str, places: int) -> CellColumn:
    """How the cells of a measure are read: a number, or a percentage with its sign."""
    bare = f"regexp_full_match({text}, '{number_form(places, places)}')"
    return CellColumn(_percent(text, places, bare), name, f"{name} IS NOT NULL")


def column(name: str, kind: Kind, places: int, *, may_lack: bool) -> SqlValue:
    """The column of such values in a relation."""
    if kind not in NUMERIC:
        return Plain(name, may_lack)
    most = 10**DIGITS
    return number(name, places, -most, most, may_lack=may_lack)


def is_good_text(text: str) -> str:
    """Whether a text is not too long and not blank, and holds nothing hidden."""
    plain = f"regexp_full_match({text}, '[ -~]*[!-~][ -~]*')"
    fair = f"NOT regexp_matches({text}, '{HIDDEN}') AND regexp_matches({text}, '[\\pL\\pN]')"
    return f"(length({text}) <= {LONGEST_TEXT} AND CASE WHEN {plain} THEN TRUE ELSE {fair} END)"


def number_column(text: str, name: str, decimals: int) -> CellColumn:
    """A number is written back with all its decimals; one with fewer has one form."""
    if not decimals:
        within = f"{name} > -{10**DIGITS} AND {name} < {10**DIGITS}"
        return CellColumn(f"try_cast({text} AS BIGINT)", name, f"{within} AND CAST({name} AS VARCHAR) = {text}")
    form = f"regexp_full_match({text}, '{number_form(decimals, decimals)}')"
    sure = f"CASE WHEN CAST({name} AS VARCHAR) = {text} THEN TRUE ELSE {form} END"
    exact = f"try_cast({text} AS DECIMAL(18, {decimals}))"
    if decimals > FEW_DECIMALS:
        return CellColumn(exact, _without_point(name, decimals), sure)
    bound = _narrow_bound(decimals)
    within = f"{name} BETWEEN -{bound} AND {bound}"
    value = f"CASE WHEN {within} THEN CAST({name} * {10**decimals} AS BIGINT) END"
    return CellColumn(exact, value, f"{within} AND {sure}")


def number_form(decimals: int, after: int) -> str:
    """The form of a number with so many decimals at most, that becomes a whole one with `after` digits behind it."""
    digits = DIGITS - after - 1
    whole = f"-?(0|[1-9][0-9]{{0,{digits}}})"
    return whole + (f"(\\.[0-9]{{1,{decimals}}})?" if decimals else "")


def _whole(text: str, decimals: int) -> str:
    """A number in our form as a whole one: with all its decimals, which are so many at most."""
    if not decimals:
        return f"CAST({text} AS BIGINT)"
    return _without_point(f"CAST({text} AS DECIMAL(18, {decimals}))", decimals)


def _without_point(number: str, decimals: int) -> str:
    """A decimal number of 18 digits as a whole one."""
    return f"CAST(CAST({number} AS DECIMAL(38, {decimals})) * {10**decimals} AS BIGINT)"


FEW_DECIMALS = 3
"""With so many decimals at most a number is still large where it is multiplied without becoming wide."""


def _narrow_bound(decimals: int) -> int:
    """How large a number of 18 digits may be, so that it stays narrow without its point."""
    bound: int = 10 ** (18 - 2 * decimals) - 1
    return bound


def _percent(text: str, places: int, is_bare: str) -> str:
    """A figure with the sign of percent, or one without it that `is_bare`."""
    plain = f"left({text}, -1)"
    signed = f"regexp_full_match({plain}, '{number_form(places - 2, places)}')"
    points = f"WHEN ends_with({text}, '%') THEN CASE WHEN {signed} THEN {_whole(plain, places - 2)} END"
    return f"CASE {points} WHEN {is_bare} THEN {_whole(text, places)} END"
