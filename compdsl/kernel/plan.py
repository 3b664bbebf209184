"""A lowered plan: the figures of each line as kernel forms, and the facts that hold for the whole plan."""

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING

from attrs import field, frozen

from compdsl.checked.plan import People
from compdsl.kernel.nodes import Node
from compdsl.records.schema import Schema
from compdsl.source.source import Source, Span
from compdsl.values.calendar import Calendar
from compdsl.values.period import Period
from compdsl.values.rounding import Mode

if TYPE_CHECKING:
    from compdsl.checked.plan import Parameter


@frozen(eq=False)
class Line:
    """One payout line: the component, its exact amount, and the amount rounded to what can be paid.

    A line that only limits the total (`is_limit`) is left out where it changes nothing. `window` is the month, quarter
    or year that the component is paid to date; None where each period is paid on its own.
    """

    component: str
    span: Span
    exact: Node
    paid: Node
    is_limit: bool = False
    window: str | None = None


@frozen(eq=False)
class Expectation:
    """What a test expects of a fact, written as `path`; `places` where both are compared rounded."""

    span: Span
    path: str
    fact: Node
    value: Node
    places: int | None


@frozen(eq=False)
class Example:
    """A test of the plan: the payee and colleagues, rows of records, figures taken as given, what must come out.

    `taken` is by the path of a figure (`adoption`, `adoption.team.goal`), `rows` a block and its values by column.
    """

    span: Span
    title: str
    payees: tuple[Mapping[str, Node], ...]
    rows: tuple[tuple[str, Mapping[str, Node]], ...]
    taken: Mapping[str, Node]
    expected: tuple[Expectation, ...]
    period: Period | None = None


@frozen(eq=False)
class Plan:
    """A plan ready to be paid. `facts` holds what tests and traces can ask for by its written path."""

    source: Source
    name: str
    title: str | None
    currency: str | None
    period: str | None
    calendar: Calendar
    effective: tuple[object, object] | None
    rounding: Mode
    lines: tuple[Line, ...]
    total: Node
    facts: Mapping[str, Node]
    examples: tuple[Example, ...]
    schema: Schema
    meaning: str
    kept: Mapping[str, Node] = field(factory=dict)
    """The figures of a period that a later one asks for, by key."""
    parameters: Mapping[str, "Parameter"] = field(factory=dict)
    """The figures that a plan which uses their file may set, by name."""
    people: People | None = None
    """Whom it pays; None for everybody of the roster."""

    @property
    def since(self) -> datetime.date | None:
        """The first day the plan is in force, if it says so."""
        first = self.effective[0] if self.effective is not None else None
        return first if isinstance(first, datetime.date) else None

    @property
    def until(self) -> datetime.date | None:
        """The last day the plan is in force, if it says so."""
        last = self.effective[1] if self.effective is not None else None
        return last if isinstance(last, datetime.date) else None
