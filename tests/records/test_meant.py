"""Hints say what was probably meant, and nothing where that cannot be told."""

import pytest

from compdsl.records.meant import Percent, meant_bool, meant_date, meant_number, why_not_a_date


@pytest.mark.parametrize(
    "text, ways",
    [
        ("1,234,567.50", ("1234567.50",)),
        ("1,00,000", ("100000",)),
        ("1.234.567", ("1234567",)),
        ("1.234.567,5", ("1234567.5",)),
        ("1 234,5", ("1234.5",)),
        ("1 234.5", ("1234.5",)),
        ("1234567,5", ("1234567.5",)),
        ("1’234", ("1234",)),
        ("USD 12", ("12",)),
        ("12 EUR", ("12",)),
        ("12€", ("12",)),
        ("-$5", ("-5",)),
        ("$-5", ("-5",)),
        ("($5.00)", ("-5.00",)),
        ("-0,0", ("0.0",)),
        ("1.5e3", ("1500.",)),
        ("1.5e-3", ("0.0015",)),
        ("2E+2", ("200",)),
        ("٣", ("3",)),
        ("1e99", ()),
        ("e5", ()),
        ("$", ()),
        ("abc", ()),
        ("1" * 41, ()),
    ],
)
def test_a_number_in_the_way_of_elsewhere(text: str, ways: tuple[str, ...]) -> None:
    """Separators, signs of currency, brackets and exponents are read for the hint."""
    assert tuple(way.removesuffix(".") for way in ways) == meant_number(text)


def test_a_percentage_is_worth_what_the_column_says() -> None:
    """The sign stays, is a hundredth, or has no place."""
    assert meant_number("5%", Percent.HUNDREDTH) == ("0.05",)
    assert meant_number("1,234.5%", Percent.HUNDREDTH) == ("12.345",)
    assert meant_number("100%", Percent.HUNDREDTH) == ("1",)
    assert meant_number("5 %", Percent.STAYS) == ("5%",)
    assert meant_number("5%", Percent.FOREIGN) == ()


def test_a_day_that_two_orders_agree_on_is_said_once() -> None:
    """Day and month that are the same need no choice."""
    assert meant_date("02/02/2024") == ("2024-02-02",)
    assert meant_date("40/40/2024") == ()
    assert meant_date("soon") == ()


def test_a_day_of_the_right_form_says_why() -> None:
    """The reason is about the year, the month or the day; another form has none."""
    assert why_not_a_date("2024-04-31") == "April 2024 has 30 days"
    assert why_not_a_date("1/2/24") == "its year has two digits"
    assert why_not_a_date("1/2/2024") == ""


def test_a_yes_in_other_words() -> None:
    """Common words and figures for yes and no are known."""
    assert meant_bool(" Y ") == ("true",)
    assert meant_bool("OFF") == ("false",)
    assert meant_bool("perhaps") == ()
    assert meant_bool("y" * 50) == ()
