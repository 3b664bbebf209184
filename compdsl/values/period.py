"""Periods: weeks, months, quarters, halves and years, as a calendar parts the time; and stretches of several of them.

Written `2026-03`, `2026-Q1`, `2026-H1`, `2026`, `2026-W07`. Inside, a period is half open: `start` to `until`.
"""

import datetime

from attrs import frozen

KINDS = ("week", "month", "quarter", "half", "year")
EXAMPLES = {"week": "2026-W07", "month": "2026-03", "quarter": "2026-Q1", "half": "2026-H1", "year": "2026"}
"""A period of each kind, as it is written."""

WINDOWS = {"mtd": "month", "qtd": "quarter", "htd": "half", "ytd": "year"}
"""The stretch of time each word looks back over."""

PAID = {"quarterly": "quarter", "half_yearly": "half", "yearly": "year"}
"""The stretch of time that is paid once, in its last period."""

MONTHS_OF = {"week": 0, "month": 1, "quarter": 3, "half": 6, "year": 12}
"""The months of each kind of period, in which a longer stretch of time is counted; weeks have their own days."""

LONGEST_STRETCH = 120
LONGEST_COUNT = 4


@frozen(eq=False)
class Period:
    """One period: its kind, its first day, and the first day after it. Periods are in the order of their days.

    They are compared and looked up so often that it is written out: mostly one and the same, or of another start.
    """

    start: datetime.date
    until: datetime.date
    kind: str
    label: str

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if not isinstance(other, Period):
            return NotImplemented
        return self.start == other.start and self._rest == other._rest

    def __hash__(self) -> int:
        return hash((self.start, self.kind))

    def __lt__(self, other: "Period") -> bool:
        return self.start < other.start or (self.start == other.start and self._rest < other._rest)

    def __le__(self, other: "Period") -> bool:
        return self.start < other.start or (self.start == other.start and self._rest <= other._rest)

    def __gt__(self, other: "Period") -> bool:
        return other < self

    def __ge__(self, other: "Period") -> bool:
        return other <= self

    @property
    def _rest(self) -> tuple[datetime.date, str, str]:
        return self.until, self.kind, self.label

    @property
    def end(self) -> datetime.date:
        """Its last day."""
        return self.until - datetime.timedelta(days=1)

    def __contains__(self, day: object) -> bool:
        return isinstance(day, datetime.date) and self.start <= day < self.until

    def __str__(self) -> str:
        return self.label


def several(kind: str) -> str:
    """Periods of a kind, in words."""
    return "halves" if kind == "half" else f"{kind}s"


def read_stretch(words: str) -> tuple[int, str] | None:
    """A count and its unit, such as `12 months`; None of what is none, or longer than ten years of months."""
    count, _, unit = words.partition(" ")
    unit = unit.removesuffix("s")
    if not count.isdigit() or len(count) > LONGEST_COUNT or unit not in MONTHS_OF or unit == "half":
        return None
    if not 1 <= int(count) * max(MONTHS_OF[unit], 1) <= LONGEST_STRETCH:
        return None
    return int(count), unit
