"""What a query takes for surely good is what the readers of cells take, and has the same value."""

import re
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compdsl.engines.duckdb.cells import RANGES, cell_column
from compdsl.engines.duckdb.session import Session, open_session
from compdsl.records import cells
from compdsl.records.cells import cell_reader
from compdsl.values.types import BOOL, COUNT, DATE, FIGURE, NUMBER, PERCENT, TEXT, Kind, Type, money

SESSION: list[Session] = []

TYPES = {
    "money": (money("USD"), 2), "yen": (money("JPY"), 0), "dinar": (money("BHD"), 3), "count": (COUNT, 0),
    "number": (NUMBER, 4), "percent": (PERCENT, 5), "figure": (FIGURE, 6), "long": (NUMBER, 9),
    "date": (DATE, 0), "bool": (BOOL, 0), "text": (TEXT, 0),
}  # fmt: skip

DIGITS = st.text("0123456789", min_size=1, max_size=20)
NUMBERS = st.builds(
    lambda sign, whole, rest, end: sign + whole + rest + end,
    st.sampled_from(["", "", "", "-", "+", " ", "$", "--"]),
    st.one_of(DIGITS, st.sampled_from(["0", "1", "10", "99", "1000", "007", "", "1,000", "1_000", "0x10", "1e3"])),
    st.one_of(st.just(""), DIGITS.map(lambda text: "." + text[:12]), st.sampled_from([".", ".5", ".50", "e2", ".1e1"])),
    st.sampled_from(["", "", "", "%", " ", "%%", "\u00a0", "-"]),
)
DAYS = st.one_of(
    st.dates().map(str),
    st.builds("{}-{}-{}".format, st.integers(0, 10_000), st.integers(0, 13), st.integers(0, 32)),
    st.sampled_from(
        ["infinity", "-infinity", "epoch", "2024-02-29", "2023-02-29", "2024-2-9", "2024-02-29 ", "24-01-01"]
    ),
)
WORDS = st.one_of(
    st.text(max_size=12),
    st.text("abc \t\x1f\u202e\ufeff\u00e9\u00a0", max_size=6),
    st.sampled_from(["true", "yes", "false", "no", "True", "1", "TRUE", "nan", "inf", "NaN", "c1", "x1"]),
)
TEXTS = st.one_of(NUMBERS, DAYS, WORDS)


def session() -> Session:
    """One database for all examples."""
    if not SESSION:
        SESSION.append(open_session(threads=1))
    return SESSION[0]


def read(kind: Kind, places: int, texts: list[str]) -> list[Any]:
    """The values of surely good cells as exact figures; None of the others."""
    column = cell_column(kind, "t", "x", places)
    rows = ", ".join(f"({at}, '{text.replace(chr(39), chr(39) * 2)}')" for at, text in enumerate(texts))
    inner = f"(SELECT *, {column.read} AS x FROM (VALUES {rows}) v(place, t))"
    query = f"SELECT CASE WHEN {column.is_sure} THEN TRUE ELSE FALSE END, {column.value} FROM {inner} ORDER BY place"
    found = session().ask(query)
    is_number = isinstance(found[0][1], int) and not isinstance(found[0][1], bool)
    exact = {Kind.MONEY, Kind.COUNT, Kind.NUMBER, Kind.PERCENT, Kind.FIGURE}
    assert not is_number or kind in exact
    return [
        None if not is_sure else Fraction(value, 10**places) if kind in exact else value for is_sure, value in found
    ]


@pytest.mark.parametrize("name", list(TYPES))
@given(texts=st.lists(TEXTS.filter(lambda text: "\0" not in text), min_size=1, max_size=40))
def test_what_is_surely_good_has_the_value_that_is_read(name: str, texts: list[str]) -> None:
    """A query may be unsure of a good cell; it is never sure of one that is refused, and never has another value."""
    wanted, places = TYPES[name]
    reader = cell_reader(wanted, None)
    for text, value in zip(texts, read(wanted.kind, places, texts), strict=True):
        if value is not None:
            expected = reader.value(text) if text and not text.isspace() else None
            assert value == expected, text
            assert reader.doubt is None or reader.doubt(text) is None, text


SURE = {
    "money": ["0", "1", "12.5", "12.50", "-12.05", "1234567890123.99"],
    "yen": ["0", "-7", "999999999999999999"],
    "dinar": ["1.005", "1.5", "7"],
    "count": ["0", "12", "-3"],
    "number": ["0.25", "3", "-1.5"],
    "percent": ["92%", "92.5%", "0.925", "1", "-0.5", "150%"],
    "figure": ["0.925", "1234.5", "7"],
    "long": ["0.123456789", "123456789.5"],
    "date": ["2024-02-29", "1000-01-01", "9998-12-31"],
    "bool": ["true", "yes", "false", "no"],
    "text": ["CSM", "é", "a b", "x1", "c1"],
}


@pytest.mark.parametrize("name", list(TYPES))
def test_plain_cells_are_surely_good(name: str) -> None:
    wanted, places = TYPES[name]
    assert read(wanted.kind, places, SURE[name]) == [cell_reader(wanted, None).value(text) for text in SURE[name]]


def test_the_characters_that_no_text_holds_are_those_of_the_reader() -> None:
    """But for halves of characters, which no file of UTF-8 holds."""
    hidden: re.Pattern[str] = cells._HIDDEN
    ours = {chr(code) for first, last in RANGES for code in range(first, last + 1)}
    assert {chr(code) for code in range(0x11000) if hidden.match(chr(code)) and not 0xD800 <= code <= 0xDFFF} == ours


def kinds_of(types: dict[str, tuple[Type, int]]) -> set[Kind]:
    """The kinds among some types."""
    return {wanted.kind for wanted, _ in types.values()}


def test_every_kind_is_tried() -> None:
    assert kinds_of(TYPES) == set(Kind) - {Kind.UNKNOWN}
