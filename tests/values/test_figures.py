"""Exact figures as text."""

import datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compdsl.values.figures import exact_text, plain, read_exact, shown
from compdsl.values.types import BOOL, COUNT, DATE, FIGURE, NUMBER, PERCENT, TEXT, UNKNOWN, Type, money

USD = money("USD")

numbers = st.one_of(
    st.integers(),
    st.fractions(),
    st.integers().map(lambda cents: Fraction(cents, 100)),
    st.integers(-(10**5000), 10**5000),
)


@pytest.mark.parametrize(
    "value, places, expected",
    [
        (3000, 2, "3000.00"),
        (Fraction("0.05"), 2, "0.05"),
        (Fraction("-0.05"), 2, "-0.05"),
        (0, 2, "0.00"),
        (0, 0, "0"),
        (-1500, 0, "-1500"),
        (Fraction("1.234"), 3, "1.234"),
        (10**25, 2, "10000000000000000000000000.00"),
        (Fraction(1, 10**8), 8, "0.00000001"),
    ],
)
def test_plain_writes_all_decimals_and_no_exponent(value: int | Fraction, places: int, expected: str) -> None:
    """Amounts in files have the places of their currency, however large or small they are."""
    assert expected == plain(value, places)


@pytest.mark.parametrize("value, places", [(Fraction("1.005"), 2), (Fraction(1, 3), 10), (Fraction(1, 2), 0)])
def test_plain_refuses_what_it_would_have_to_round(value: Fraction, places: int) -> None:
    """There is one place that rounds, and it is not here."""
    with pytest.raises(ValueError, match="decimals"):
        plain(value, places)


@pytest.mark.parametrize(
    "value, expected",
    [
        (Fraction("8012.3496"), "8012.3496"),
        (3000, "3000"),
        (Fraction(6, 2), "3"),
        (Fraction(-1, 8), "-0.125"),
        (Fraction(14, 15), "14/15"),
        (Fraction(-1, 3), "-1/3"),
        (Fraction(1, 2**20), "0.00000095367431640625"),
        (Fraction(1, 2**21), "1/2097152"),
    ],
)
def test_exact_text_is_a_decimal_where_it_ends(value: int | Fraction, expected: str) -> None:
    """Within 20 places; else it is a fraction in lowest terms."""
    assert expected == exact_text(value)


@given(numbers)
def test_exact_text_is_read_back_as_the_same_number(value: int | Fraction) -> None:
    """Nothing is lost, at any size."""
    assert value == read_exact(exact_text(value))


def test_a_number_of_many_thousand_digits_is_written_and_read() -> None:
    """Where Python by itself refuses to."""
    value = 7**50_000 + 1
    text = exact_text(value)
    assert len(text) == 42_255
    assert value == read_exact(text)


@pytest.mark.parametrize(
    "text", ["", "1e3", "1,000", "1/0", "1/00", ".5", "5.", "+1", "1/2/3", "1.5/2", "٣", "1 ", "NaN"]
)
def test_read_exact_refuses_every_other_form(text: str) -> None:
    """It reads what `exact_text` writes and nothing else."""
    with pytest.raises(ValueError, match="not an exact number"):
        read_exact(text)


@pytest.mark.parametrize(
    "value, type_, expected",
    [
        (3000, USD, "$3,000.00"),
        (-1500, USD, "-$1,500.00"),
        (0, USD, "$0.00"),
        (Fraction("8012.3496"), USD, "$8,012.3496"),
        (Fraction(10_000, 3), USD, "$3,333.3333…"),
        (1000, money("GBP"), "£1,000.00"),
        (1000, money("EUR"), "€1,000.00"),
        (1000, money("DKK"), "DKK 1,000.00"),
        (-1000, money("DKK"), "-DKK 1,000.00"),
        (1000, money("JPY"), "JPY 1,000"),
        (Fraction("1.5"), money("KWD"), "KWD 1.500"),
        (1000, money(None), "1,000.00"),
        (Fraction("0.6"), PERCENT, "60%"),
        (Fraction("0.792308"), PERCENT, "79.2308%"),
        (Fraction(14, 15), PERCENT, "93.33…%"),
        (Fraction(-14, 15), PERCENT, "-93.33…%"),
        (Fraction(29999, 30000), PERCENT, "99.99…%"),
        (Fraction(25), PERCENT, "2,500%"),
        (1234, COUNT, "1,234"),
        (Fraction(1, 3), NUMBER, "0.3333…"),
        (Fraction(1, 3_000_000), NUMBER, "0.00000033…"),
        (Fraction("1.25"), FIGURE, "1.25"),
        (7, UNKNOWN, "7"),
        (datetime.date(2026, 3, 31), DATE, "2026-03-31"),
        ("CSM", TEXT, "CSM"),
        ("a\u202eb\n\x00", TEXT, "a\\u202eb\\n\\x00"),
        (True, BOOL, "yes"),
        (False, BOOL, "no"),
        (None, USD, "no data"),
    ],
)
def test_a_value_is_shown_as_people_read_it(
    value: int | Fraction | str | datetime.date | None, type_: Type, expected: str
) -> None:
    """In its currency, grouped, and cut rather than rounded where its decimals go on."""
    assert expected == shown(value, type_)


def test_a_whole_amount_may_be_shown_without_cents() -> None:
    """In explanations; an amount that has cents keeps them."""
    assert shown(50_000, USD, short=True) == "$50,000"
    assert shown(-1500, USD, short=True) == "-$1,500"
    assert shown(Fraction("1500.5"), USD, short=True) == "$1,500.50"


@pytest.mark.parametrize(
    "value, type_, expected",
    [
        (12 * 10**4999, NUMBER, "about 1.2 × 10^5000 (5,001 digits)"),
        (-(10**44) + 1, USD, "about -$9.9 × 10^43 (44 digits)"),
        (Fraction(10**6000, 7), PERCENT, "about 1.4 × 10^6001% (6,002 digits)"),
        (Fraction(1, 10**5000), NUMBER, "about 1.0 × 10^-5000"),
        (Fraction(1, 7**6000), USD, "about $2.5 × 10^-5071"),
    ],
    ids=["number", "money", "percent", "small number", "small money"],
)
def test_a_figure_too_long_to_read_is_shown_by_its_size(value: int | Fraction, type_: Type, expected: str) -> None:
    """It says "about", and never fails, however many digits there are."""
    assert expected == shown(value, type_)


@given(numbers, st.sampled_from([USD, money("JPY"), money(None), PERCENT, COUNT, NUMBER, FIGURE, UNKNOWN]))
def test_every_number_can_be_shown(value: int | Fraction, type_: Type) -> None:
    """In a line that is not long, and without an exponent as programs write it."""
    text = shown(value, type_)
    assert len(text) < 100
    assert "e" not in text.replace("about", "").replace("JPY", "")


@given(st.fractions(min_value=0, max_value=10**12))
def test_what_is_shown_of_a_ratio_is_never_more_than_the_ratio(value: Fraction) -> None:
    """99.999% is not shown as 100%: a threshold that was missed does not look as if it was met."""
    text = shown(value, NUMBER).replace(",", "").rstrip("…")
    if "about" not in text:
        assert Fraction(text) <= value
