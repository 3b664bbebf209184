"""What a query reads: the roster, the rows of each block, the measures, each as a relation of typed columns."""

import datetime
from collections.abc import Mapping
from fractions import Fraction

from attrs import field, frozen

from compdsl.engines.figures import Figure
from compdsl.engines.to_sql import Plain, SqlValue
from compdsl.values.period import Period


@frozen
class Relation:
    """A relation: its name, its columns as values of a query by the name the plan has for them, its count of rows.

    The roster has `place`, `payee`, `is_several` (somebody with several rows) beside what the plan asks for; a block
    has `owner` and, where its rows have days, `day`; the measures have `owner`, `metric`, `first` and `until`.
    """

    name: str
    columns: Mapping[str, SqlValue]
    rows: int
    typical: Mapping[str, tuple[int, int]] = field(factory=dict)
    """Between which numbers the columns mostly lie."""
    raw: str = ""
    """The column with the text of a row, for people who are in the sample; none where no text is kept."""
    has_several: bool = False
    """Whether somebody has several rows; in the roster only."""
    days: Mapping[datetime.date, str] = field(factory=dict)
    """The columns that hold the first day of the period that is paid, and the first one after it, where there are."""

    def day(self, value: datetime.date) -> str:
        """The first day of a time, or the first one after it."""
        return self.days.get(value) or day(value)


@frozen
class Relations:
    """All that a plan reads."""

    roster: Relation
    blocks: Mapping[str, Relation]
    measures: Relation | None = None


def number(column: str, places: int, low: int, high: int, *, may_lack: bool = False) -> Figure:
    """A column of whole numbers that are figures without their decimal point."""
    return Figure(column, low, high, Fraction(1, 10**places), may_lack=may_lack)


def day(value: datetime.date) -> str:
    """A day as it is written in a query."""
    return f"DATE '{value.isoformat()}'"


def is_active(roster: Relation, time: Period) -> str:
    """The condition that somebody works on at least one day of a time."""
    start, end = (roster.columns[name] for name in ("start", "end"))
    assert isinstance(start, Plain)
    assert isinstance(end, Plain)
    until, first = roster.day(time.until), roster.day(time.start)
    return f"({start.text} IS NULL OR {start.text} < {until}) AND ({end.text} IS NULL OR {end.text} >= {first})"
