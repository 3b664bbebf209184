"""The currencies of ISO 4217 (list of 2026-01-01): how many decimal places each has, and its signs.

Metals, drawing rights and codes for testing have no smallest unit. Nobody is paid in them: they are not
currencies here.
"""

from fractions import Fraction

_PLACES = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    2: """
        AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE
        CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD
        HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK
        MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD
        RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH
        USD USN UYU UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG
    """,
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}

PLACES: dict[str, int] = {code: places for places, codes in _PLACES.items() for code in codes.split()}
"""The decimal places of every currency somebody can be paid in."""

_WITHOUT_PLACES = "XAG XAU XBA XBB XBC XBD XDR XPD XPT XSU XTS XUA XXX"

_SYMBOLS = {
    "$": """
        USD CAD AUD NZD SGD HKD TWD BBD BMD BND BSD BZD FJD GYD JMD KYD LRD NAD SBD SRD TTD XCD
        MXN ARS CLP COP CUP DOP UYU
    """,
    "£": "GBP EGP FKP GIP LBP SDG SHP SSP SYP",
    "€": "EUR",
}

WITHOUT_PLACES = frozenset(_WITHOUT_PLACES.split())
"""Codes of the list that have no smallest unit."""

SYMBOLS: dict[str, frozenset[str]] = {sign: frozenset(codes.split()) for sign, codes in _SYMBOLS.items()}
"""The currencies a sign may stand for; which one it is, the plan says."""

_SIGNS = {"USD": "$", "GBP": "£", "EUR": "€"}
_PLACES_OF_AN_UNNAMED_CURRENCY = 2


def is_currency(code: str) -> bool:
    """Whether a code is a currency somebody can be paid in."""
    return code in PLACES


def places_of(code: str | None) -> int:
    """The decimal places of a currency; 2 where the plan names none, or one that is not in the list."""
    if code is None:
        return _PLACES_OF_AN_UNNAMED_CURRENCY
    return PLACES.get(code, _PLACES_OF_AN_UNNAMED_CURRENCY)


def sign_of(code: str | None) -> str | None:
    """The sign a currency is shown with, or None where its code is shown instead."""
    return _SIGNS.get(code) if code is not None else None


def smallest_unit(code: str | None) -> int | Fraction:
    """The smallest amount that can be paid in a currency; a hundredth where none is named."""
    places = places_of(code)
    return 1 if places == 0 else Fraction(1, 10**places)
