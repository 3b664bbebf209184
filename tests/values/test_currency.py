"""The currencies of ISO 4217."""

import pytest

from compdsl.values.currency import PLACES, SYMBOLS, WITHOUT_PLACES, is_currency, places_of, sign_of


@pytest.mark.parametrize("places, count", [(0, 17), (2, 139), (3, 7), (4, 2)])
def test_as_many_currencies_have_each_number_of_places_as_in_the_list(places: int, count: int) -> None:
    """139 currencies have cents, 17 have none, 7 have thousandths, 2 have ten-thousandths."""
    assert count == sum(found == places for found in PLACES.values())


def test_the_list_has_178_codes() -> None:
    """Together with the codes that have no smallest unit they are the whole list."""
    assert len(PLACES) + len(WITHOUT_PLACES) == 178
    assert not WITHOUT_PLACES & PLACES.keys()


@pytest.mark.parametrize(
    "code, places",
    [("USD", 2), ("JPY", 0), ("IQD", 3), ("KWD", 3), ("CLF", 4), ("MGA", 2), ("ISK", 0), (None, 2)],
)
def test_places_are_those_of_the_standard(code: str | None, places: int) -> None:
    """The dinar of Iraq has three, whatever formatting libraries say; an unnamed currency has two."""
    assert places == places_of(code)


@pytest.mark.parametrize("code", ["XAU", "XDR", "XTS", "XXX", "usd", "", "BGN", "HRK", "ABC"])
def test_what_nobody_is_paid_in_is_not_a_currency(code: str) -> None:
    """Metals, codes for testing, currencies that are gone and unknown codes are not; asking does no harm."""
    assert not is_currency(code)
    assert places_of(code) == 2


def test_a_sign_may_stand_for_several_currencies() -> None:
    """The dollar sign stands for dollars and pesos, all of them currencies of the list."""
    assert {"USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN"} <= SYMBOLS["$"]
    assert {"GBP", "EGP"} <= SYMBOLS["£"]
    assert {"EUR"} == SYMBOLS["€"]
    assert set(PLACES) >= set().union(*SYMBOLS.values())


def test_three_currencies_are_shown_with_a_sign() -> None:
    """All others are shown with their code, because their sign would be ambiguous."""
    assert [sign_of(code) for code in ("USD", "GBP", "EUR", "DKK", None)] == ["$", "£", "€", None, None]
