"""The records of a run, once every cell has been read: plain values, exact numbers, and where each came from.

A number is an `int` or a `Fraction`, never a float.
None in a row is an empty cell of a column that may be empty.
"""

import datetime
from collections.abc import Mapping
from typing import TypeAlias

from attrs import define, field, frozen

from compdsl.values.exact import Exact, Value
from compdsl.values.period import Period

Stretch: TypeAlias = tuple[datetime.date, datetime.date]
"""The first and the last day of some days, both included."""


@frozen
class InputFile:
    """A file that was read, with the hash of the bytes that were parsed."""

    path: str
    sha256: str
    rows: int


@define(eq=False)
class Row:
    """One row of a block: the line it begins on, its number after the header, its values by column."""

    file: str
    line: int
    number: int
    values: dict[str, Value | None]


@define(eq=False)
class Payee:
    """One person of the roster. `fields` holds every column the plan uses, by name."""

    key: str
    team: str | None
    fields: dict[str, Value | None]
    file: str = ""
    line: int = 0
    start: datetime.date | None = None
    end: datetime.date | None = None
    manager: str | None = None
    """The key of who is above them in the roster; read where the plan asks for reports."""
    stints: "tuple[Payee, ...]" = ()
    """The rows of the roster, where a payee has several: each holds for its own days, in their order."""
    days: "tuple[Stretch, ...] | None" = None
    """The days they are meant on, where these are not all: as a plan pays somebody for some of their rows of the
    roster, as somebody is who is in a team for a part of the period. They are more than the days in force: those of a
    leave are among them."""

    @property
    def is_part(self) -> bool:
        """Whether they are meant on some days only."""
        return self.days is not None


@define(eq=False)
class Given:
    """One row of `measures`: value, or value / of; `is_ratio` where it is a ratio by itself, in percent."""

    payee: str
    period: Period
    metric: str
    value: Exact
    of: Exact | None
    goal: Exact | None
    is_ratio: bool
    file: str
    line: int
    number: int


@define(eq=False)
class PaidAmount:
    """An amount that was paid before, in a period and for a period, and where it stands.

    `closed` is the period it was paid for: an earlier one where the line adjusts that. `meaning` is the version of the
    plan that paid it, where the file says so.
    """

    payee: str
    period: Period
    component: str
    closed: Period
    amount: Exact
    file: str
    line: int
    meaning: str | None


@frozen
class PaidOpen:
    """What a run left open of a component for all payees together: of the form `hold`, `paid over` or `draw`."""

    component: str
    form: str
    amount: Exact
    payees: int


@frozen
class PaidFile:
    """A file of amounts that were paid before; `meaning` and `manifest`, its hash, where a run wrote it.

    `period_rows` is how many rows the data held of each period then, by its label, as far as the run says it; `open` is
    what it left open after the last of them.
    """

    path: str
    sha256: str
    rows: int
    meaning: str | None
    manifest: str | None
    period_rows: Mapping[str, int] = field(factory=dict, hash=False)
    open: tuple[PaidOpen, ...] = ()


@define(eq=False)
class PaidBefore:
    """What was paid before, in the order of the files.

    `periods` are those that runs paid, also where nobody had a line. `elsewhere` are the periods in which other plans
    of the same run paid somebody.
    """

    amounts: tuple[PaidAmount, ...]
    files: tuple[PaidFile, ...]
    periods: frozenset[Period] = frozenset()
    elsewhere: Mapping[str, frozenset[Period]] = field(factory=dict)

    @property
    def closed(self) -> frozenset[Period]:
        """The periods that are closed: a run paid them, or an amount was paid for them."""
        return self.periods | {one.closed for one in self.amounts}


@define(eq=False)
class Data:
    """All that a run reads: the roster in its own order, the rows of each block, the measures, the files.

    `paid` is None where nobody says what was paid before.
    """

    payees: tuple[Payee, ...]
    blocks: Mapping[str, tuple[Row, ...]] = field(factory=dict)
    measures: tuple[Given, ...] = ()
    files: tuple[InputFile, ...] = ()
    paid: PaidBefore | None = None
