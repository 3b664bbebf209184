"""The text of a cell becomes exactly its value, or a problem that says what to write."""

import datetime
import time
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compdsl.diagnostics.problem import Problem, Severity
from compdsl.records.cells import read_cell, read_figure, read_percent
from compdsl.values.exact import Value
from compdsl.values.types import BOOL, COUNT, DATE, FIGURE, NUMBER, PERCENT, TEXT, UNKNOWN, Type, money


def refused(text: str, wanted: Type, currency: str | None = None) -> Problem:
    found = read_cell(text, wanted, currency)
    assert isinstance(found, Problem), found
    return found


@pytest.mark.parametrize(
    "text, value",
    [
        ("0", 0),
        ("-0", 0),
        ("-0.00", 0),
        ("12", 12),
        ("-7", -7),
        ("12.00", 12),
        ("0.1", Fraction(1, 10)),
        ("-0.5", Fraction(-1, 2)),
        ("1234.50", Fraction(2469, 2)),
        ("999999999999999999", 10**18 - 1),
        ("999999999999999999.999999999", Fraction(10**27 - 1, 10**9)),
    ],
)
def test_a_number_is_exact(text: str, value: Value) -> None:
    """A number becomes a whole number or a fraction, with nothing lost."""
    for wanted in (NUMBER, FIGURE):
        actual = read_cell(text, wanted)
        assert value == actual
        assert type(value) is type(actual)


@given(st.integers(-(10**18) + 1, 10**18 - 1), st.integers(0, 9))
def test_every_decimal_reads_as_its_ratio(digits: int, places: int) -> None:
    """A decimal of our form is its digits over a power of ten."""
    sign, plain = ("-" if digits < 0 else ""), str(abs(digits)).rjust(places + 1, "0")
    whole, decimals = (plain[:-places], plain[-places:]) if places else (plain, "")
    text = sign + whole + (f".{decimals}" if decimals else "")
    assert Fraction(digits, 10**places) == read_cell(text, NUMBER)


@given(st.text(max_size=30))
def test_no_text_breaks_a_reader(text: str) -> None:
    """Whatever the text, the answer is a value or a problem with a message and a hint."""
    for wanted in (NUMBER, FIGURE, PERCENT, COUNT, DATE, BOOL, TEXT, UNKNOWN, money("EUR"), money(None)):
        found = read_cell(text, wanted)
        if isinstance(found, Problem):
            assert found.message
            assert found.hint
            assert found.name
        else:
            assert not isinstance(found, float)


@pytest.mark.parametrize(
    "text, hint",
    [
        ("1,234.50", "write 1234.50"),
        ("1.234,50", "write 1234.50"),
        ("1e3", "write 1000"),
        ("$12", "write 12"),
        ("(12.50)", "write -12.50"),
        ("12-", "write -12"),
        (
            "12.5%",
            "write 0.125; or say in the plan that the column holds percentages, such as "
            "`records payees { share: percent }`",
        ),
        ("1'234", "write 1234"),
        ("1_000", "write 1000"),
        ("+7", "write 7"),
        (".5", "write 0.5"),
        ("5.", "write 5"),
        ("007", "write 7"),
        (" 12 ", "write 12"),
        ("1,234", "write 1234 or 1.234"),
        ("１２", "write 12"),
        ("12\u00a0", "write 12"),
        ("\u221212", "write -12"),
        ("NaN", "write the number, or leave the row out"),
        ("nan", "write the number, or leave the row out"),
        ("NULL", "write the number, or leave the row out"),
        ("n/a", "write the number, or leave the row out"),
        ("#N/A", "write the number, or leave the row out"),
        ("-", "write the number, or leave the row out"),
        ("inf", "write a number such as 1234.50"),
        ("-inf", "write a number such as 1234.50"),
        ("0x10", "write a number such as 1234.50"),
        ("1.2.3", "write a number such as 1234.50"),
        ("1e999999999", "write a number such as 1234.50"),
        ("12\n", "write 12"),
    ],
)
def test_a_number_of_another_form_is_refused(text: str, hint: str) -> None:
    """A number written in any other way is refused, and the hint says how to write it."""
    found = refused(text, NUMBER)
    assert found.name == "not-a-number"
    assert hint == found.hint
    assert found.status == 1


def test_the_words_of_a_refused_number() -> None:
    """The message quotes the cell and says what it is not."""
    assert refused("1,234.50", NUMBER).message == '"1,234.50" is not a number'
    assert refused("12%", money("USD")).message == '"12%" is not an amount of money'
    assert refused("x", PERCENT).message == '"x" is not a percentage'
    assert refused("x", COUNT).message == '"x" is not a count'


def test_a_character_that_looks_like_another_is_named() -> None:
    """Characters that only look like digits or signs are named by their number."""
    assert refused("\u221212", NUMBER).message == '"\u221212" is not a number: it holds U+2212 MINUS SIGN'
    assert refused("12\u00a0", NUMBER).message == '"12\\u00a0" is not a number: it holds U+00A0 NO-BREAK SPACE'
    assert "FULLWIDTH DIGIT ONE" in refused("１２", NUMBER).message


@pytest.mark.parametrize("text", ["1" * 19, "-" + "1" * 19, "1.0123456789", "9" * 5_000, "1" * 19 + "%"])
def test_a_number_past_the_limits_is_too_long(text: str) -> None:
    """More than 18 digits before the point or 9 after it are refused."""
    assert refused(text, PERCENT).name == "number-too-long"


@pytest.mark.parametrize(
    "currency, text, value",
    [
        ("EUR", "1.05", Fraction(21, 20)),
        ("EUR", "-3", -3),
        ("JPY", "1000", 1000),
        ("BHD", "1.005", Fraction(201, 200)),
        (None, "0.25", Fraction(1, 4)),
    ],
)
def test_money_has_the_decimals_of_its_currency(currency: str | None, text: str, value: Value) -> None:
    """An amount may have as many decimals as its currency, and 2 where no currency is named."""
    assert value == read_cell(text, money(currency))


@pytest.mark.parametrize(
    "currency, text, message, hint",
    [
        ("EUR", "1.005", '"1.005" has too many decimals: EUR has 2 decimals', "write at most 2 decimals"),
        ("EUR", "12.500", '"12.500" has too many decimals: EUR has 2 decimals', "write 12.50"),
        ("JPY", "12.5", '"12.5" has too many decimals: JPY has no decimals', "write a whole amount"),
        ("JPY", "12.0", '"12.0" has too many decimals: JPY has no decimals', "write 12"),
        (None, "1.005", '"1.005" has too many decimals: money has 2 decimals', "write at most 2 decimals"),
    ],
)
def test_money_with_more_decimals_is_refused(currency: str | None, text: str, message: str, hint: str) -> None:
    """An amount with more decimals than its currency is refused and not rounded."""
    found = refused(text, money(currency))
    assert ("too-many-decimals", message, hint) == (found.name, found.message, found.hint)


def test_money_without_a_currency_is_of_the_plans() -> None:
    """A column of money that names no currency takes the plan's."""
    assert refused("1.5", money(None), "JPY").name == "too-many-decimals"
    assert Fraction(3, 2) == read_cell("1.5", money("USD"), "JPY")


def test_the_hint_for_money_keeps_to_the_currency() -> None:
    """A suggested amount is one that would be taken."""
    assert refused("1,234", money("USD")).hint == "write 1234"


def test_a_count_is_whole() -> None:
    """A count is written without a point."""
    assert read_cell("12", COUNT) == 12
    assert refused("12.0", COUNT).hint == "write 12"
    found = refused("12.5", COUNT)
    assert (
        found.name,
        found.hint,
    ) == ("not-whole", "write a whole number, or declare the column as a number")


@pytest.mark.parametrize(
    "text, value",
    [
        ("95%", Fraction(19, 20)),
        ("95.5%", Fraction(191, 200)),
        ("0.955", Fraction(191, 200)),
        ("100%", 1),
        ("-3%", Fraction(-3, 100)),
    ],
)
def test_a_percentage_has_two_forms(text: str, value: Value) -> None:
    """A percentage is written with its sign, or as the decimal it is."""
    assert value == read_cell(text, PERCENT)


@pytest.mark.parametrize(
    "text, hint", [("95 %", "write 95%"), ("95,5%", "write 95.5%"), ("%5", "write a number such as 1234.50")]
)
def test_a_percentage_of_another_form_is_refused(text: str, hint: str) -> None:
    """The hint keeps the sign."""
    assert hint == refused(text, PERCENT).hint


def test_a_measure_may_be_a_number_or_a_percentage() -> None:
    """A measure's value is a plain number, or a percentage with its sign."""
    assert Fraction(23, 25) == read_figure("92%")
    assert Fraction(2469, 2) == read_figure("1234.50")


@pytest.mark.parametrize(
    "text, day",
    [
        ("2024-02-29", datetime.date(2024, 2, 29)),
        ("1000-01-01", datetime.date(1000, 1, 1)),
        ("9998-12-31", datetime.date(9998, 12, 31)),
    ],
)
def test_a_date_is_year_first(text: str, day: datetime.date) -> None:
    """A date is written YYYY-MM-DD."""
    assert day == read_cell(text, DATE)


@pytest.mark.parametrize(
    "text, message, hint",
    [
        ("01/02/2024", "", "write 2024-02-01 or 2024-01-02"),
        ("13/02/2024", "", "write 2024-02-13"),
        ("01.02.2024", "", "write 2024-02-01"),
        ("2024/2/1", "", "write 2024-02-01"),
        ("20240201", "", "write 2024-02-01"),
        ("2024-02-01T00:00:00Z", "", "write 2024-02-01"),
        ("2024-02-30", ": February 2024 has 29 days", "write it as YYYY-MM-DD"),
        ("2023-02-29", ": February 2023 has 28 days", "write it as YYYY-MM-DD"),
        ("2023-12-32", ": December 2023 has 31 days", "write it as YYYY-MM-DD"),
        ("2024-13-01", ": months go from 01 to 12", "write it as YYYY-MM-DD"),
        ("2024-01-00", ": days start at 01", "write it as YYYY-MM-DD"),
        ("0999-12-31", ": years go from 1000 to 9998", "write it as YYYY-MM-DD"),
        ("9999-01-01", ": years go from 1000 to 9998", "write it as YYYY-MM-DD"),
        ("24-02-01", ": its year has two digits", "write it as YYYY-MM-DD"),
        ("24:00", "", "write it as YYYY-MM-DD"),
        ("2024-W05-1", "", "write it as YYYY-MM-DD"),
        ("45292", "", "write it as YYYY-MM-DD"),
        ("2024-02-0１", ": it holds U+FF11 FULLWIDTH DIGIT ONE", "write it as YYYY-MM-DD"),
    ],
)
def test_a_date_of_another_form_is_refused(text: str, message: str, hint: str) -> None:
    """A date in another order, or a day that no calendar has, is refused with the reason."""
    found = refused(text, DATE)
    assert ("not-a-date", f'"{text}" is not a date{message}', hint) == (found.name, found.message, found.hint)


@pytest.mark.parametrize("text, value", [("true", True), ("yes", True), ("false", False), ("no", False)])
def test_a_yes_or_no_has_two_words_each(text: str, value: bool) -> None:
    """Yes and no are written in small letters."""
    assert value is read_cell(text, BOOL)


@pytest.mark.parametrize(
    "text, hint",
    [
        ("TRUE", "write true"),
        ("1", "write true"),
        ("N", "write false"),
        ("maybe", "write true, false, yes or no"),
    ],
)
def test_another_yes_or_no_is_refused(text: str, hint: str) -> None:
    """Other words and figures are refused."""
    assert hint == refused(text, BOOL).hint


@pytest.mark.parametrize("text", ["007", " E1 ", "José", "Jose\u0301", "=cmd()", "</script>", "x" * 4_096])
def test_a_text_is_kept_as_it_is(text: str) -> None:
    """A text is not trimmed, not normalised and never a number."""
    for wanted in (TEXT, UNKNOWN):
        assert text == read_cell(text, wanted)


@pytest.mark.parametrize("text", ["a\x07", "a\tb", "a\nb", "\u202eabc", "a\u2066b", "a\u2028b", "\ufeffa", "\ud800"])
def test_a_text_with_hidden_characters_is_refused(text: str) -> None:
    """Control and direction characters are refused, and shown by their numbers."""
    found = refused(text, TEXT)
    assert found.name == "hidden-character"
    assert "\\u" in found.message


def test_a_long_text_is_refused() -> None:
    """A text has at most 4,096 characters."""
    assert refused("x" * 4_097, TEXT).name == "text-too-long"


@pytest.mark.parametrize("text", ["9" * 10**6, "1e999999999", "x" * 10**6, "é" * 10**6, "0" * 10**6, "(" * 10**6])
def test_a_huge_cell_is_refused_at_once(text: str) -> None:
    """A megabyte of digits is refused before anything is converted; the message stays short."""
    for wanted in (NUMBER, PERCENT, COUNT, DATE, BOOL, money("USD")):
        before = time.perf_counter()
        found = refused(text, wanted)
        assert time.perf_counter() - before < 0.1
        assert len(found.message) < 200


@pytest.mark.parametrize(
    "text, message, hint",
    [
        ("8", '"8" is read as 800%', "write 8% or 0.08 if that is meant, else 800%"),
        ("2.5", '"2.5" is read as 250%', "write 2.5% or 0.025 if that is meant, else 250%"),
        ("10", '"10" is read as 1000%', "write 10% or 0.1 if that is meant, else 1000%"),
        ("-2", '"-2" is read as -200%', "write -2% or -0.02 if that is meant, else -200%"),
    ],
)
def test_a_percentage_in_points_is_doubted(text: str, message: str, hint: str) -> None:
    """From 200% on a percentage without its sign is warned of: `8` is 800%, and 8% may be meant."""
    assert read_percent.doubt is not None
    found = read_percent.doubt(text)
    assert found is not None
    assert (message, hint, Severity.WARNING) == (found.message, found.hint, found.severity)


@pytest.mark.parametrize("text", ["1.2", "1.999", "-1", "0", "800%", "8%", "x"])
def test_a_percentage_below_200_is_not_doubted(text: str) -> None:
    """120% is written `1.2` by many; with its sign any percentage says what it is."""
    assert read_percent.doubt is not None
    assert read_percent.doubt(text) is None
