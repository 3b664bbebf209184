"""The types of the language: what kind of figure an expression gives, and in which currency."""

import enum

from attrs import evolve, frozen


class Kind(enum.Enum):
    """What a value is. NUMBER, PERCENT and COUNT are one dimension and differ in how they are shown."""

    MONEY = "money"
    NUMBER = "number"
    PERCENT = "percent"
    COUNT = "count"
    DATE = "date"
    TEXT = "text"
    BOOL = "bool"
    FIGURE = "figure"
    """A number whose unit only the data knows: a payee's field or a measure that no line declares."""
    UNKNOWN = "unknown"
    """Something already reported; it fits everywhere, so that one cause gives one message."""


PLAIN = frozenset({Kind.NUMBER, Kind.PERCENT, Kind.COUNT})
NUMERIC = PLAIN | {Kind.MONEY, Kind.FIGURE}


@frozen
class Type:
    """A kind, the currency where it is money, and whether the data may be missing."""

    kind: Kind
    currency: str | None = None
    optional: bool = False

    def maybe(self, optional: bool = True) -> "Type":
        """The same type, also optional where asked."""
        return evolve(self, optional=self.optional or optional)

    def sure(self) -> "Type":
        """The same type with the missing case answered."""
        return evolve(self, optional=False)

    @property
    def is_numeric(self) -> bool:
        """Whether it can be calculated with."""
        return self.kind in NUMERIC or self.kind is Kind.UNKNOWN

    @property
    def is_plain(self) -> bool:
        """Whether it is a number without a unit: a number, a percentage or a count."""
        return self.kind in PLAIN

    def words(self) -> str:
        """The type as a message names it."""
        if self.kind is Kind.MONEY and self.currency:
            return f"money ({self.currency})"
        return NAMES[self.kind]


NAMES = {
    Kind.MONEY: "money",
    Kind.NUMBER: "a number",
    Kind.PERCENT: "a percentage",
    Kind.COUNT: "a count",
    Kind.DATE: "a date",
    Kind.TEXT: "text",
    Kind.BOOL: "a yes-or-no condition",
    Kind.FIGURE: "a figure from the data",
    Kind.UNKNOWN: "unknown",
}

NUMBER = Type(Kind.NUMBER)
PERCENT = Type(Kind.PERCENT)
COUNT = Type(Kind.COUNT)
DATE = Type(Kind.DATE)
TEXT = Type(Kind.TEXT)
BOOL = Type(Kind.BOOL)
FIGURE = Type(Kind.FIGURE)
UNKNOWN = Type(Kind.UNKNOWN)


def money(currency: str | None) -> Type:
    """Money of one currency; None where the plan names no currency."""
    return Type(Kind.MONEY, currency)
