"""What is known while a plan is checked: the declarations, the types found so far, the problems."""

import datetime
from collections.abc import Callable, Collection
from itertools import chain
from typing import Any, TypeVar

from compdsl.checked.expressions import Checked, MeasureFact, NamedValue
from compdsl.checked.names import Declared
from compdsl.checked.plan import Measure
from compdsl.diagnostics.did_you_mean import closest
from compdsl.diagnostics.problem import MOST_ERRORS, Problem, Severity
from compdsl.records.schema import BlockSchema
from compdsl.source.mutable import fresh, mutable
from compdsl.source.source import Source, Span
from compdsl.syntax import tree
from compdsl.values.calendar import CIVIL, Calendar
from compdsl.values.scopes import BELOW
from compdsl.values.types import FIGURE, Kind, Type

T = TypeVar("T")

COMPARISONS = 10_000
"""How many names are compared with others to find a slip, before looking is given up for the rest of the plan."""


class EnoughFound(Exception):  # noqa: N818 - it tells of the mistakes of a plan
    """So many errors were found that no more are looked for."""


@mutable()
class Context:
    """The state of one check.

    `fields` are the roster's columns in use, each with the place that settled its type; `given` are the kinds that
    measures of the data must be of, `foreign` the amounts written in another currency than the plan's, by their sign
    and whether their clause is converted.
    """

    source: Source
    declared: Declared
    currency: str | None = None
    currency_span: Span | None = None
    has_currency: bool = False
    is_shared: bool = False
    """Whether it is for other plans to use, which say what it leaves out of currency and period."""
    blocks: dict[str, BlockSchema] = fresh(factory=dict)
    is_given: bool = True
    roster: dict[str, Type] | None = None
    fields: dict[str, tuple[Type, Span]] = fresh(factory=dict)
    given: dict[str, tuple[Type, Span]] = fresh(factory=dict)
    bare: list[tuple[str, str, Checked]] = fresh(factory=list)
    """Numbers without a unit that a measure of the data is compared with: the measure, by what, the number."""
    measures: dict[str, Measure] = fresh(factory=dict)
    lets: dict[str, Type] = fresh(factory=dict)
    let_values: dict[str, Checked] = fresh(factory=dict)
    tables: dict[str, Type] = fresh(factory=dict)
    row_tables: dict[str, str] = fresh(factory=dict)
    """The tables that are looked up for each row, with the block of the rows."""
    payouts: dict[str, Type] = fresh(factory=dict)
    foreign: dict[tuple[str, bool], list[tree.Money]] = fresh(factory=dict)
    other_currencies: set[str] = fresh(factory=set)
    """The currencies of columns that are not of the plan's."""
    found: list[Problem] = fresh(factory=list)
    uses_team: bool = False
    uses_reports: bool = False
    has_target: bool = False
    has_balance: bool = False
    is_converted: bool = False
    """Whether the clause that is checked is converted to the currency of the plan."""
    is_component: bool = False
    """Whether a component is checked."""
    row_targets: set[str] = fresh(factory=set)
    """The clauses for each row whose target is one of the row."""
    row_of: str | None = None
    """The block whose row is at hand while a clause for each row is checked."""
    is_running: bool = False
    """Whether the rows of the clause for each row run in an order."""
    period: str | None = None
    calendar: Calendar = CIVIL
    holidays: tree.Holidays | None = None
    counts_working_days: bool = False
    """Whether something is prorated by working days."""
    effective: tuple[datetime.date, datetime.date] | None = None
    deferred: list[Any] = fresh(factory=list)
    beside: dict[int, tuple[tree.Modifier, ...]] | None = None
    """The modifiers that each modifier stands among, by its identity."""
    pays: dict[str, str] = fresh(factory=dict)
    goals: dict[str, list[tree.Modifier]] = fresh(factory=dict)
    _errors: int = 0
    _comparisons_left: int = COMPARISONS
    _found_of: dict[tuple[str, str], Any] = fresh(factory=dict)
    _reported: set[object] = fresh(factory=set)

    def once(self, what: str, name: str, find: Callable[[], T]) -> T:
        """What is found of a name, looked for once: names stand for others, and each of them may be named often."""
        key = what, name
        if key not in self._found_of:
            self._found_of[key] = find()
        found: T = self._found_of[key]
        return found

    def expression_of(self, name: MeasureFact | NamedValue) -> Checked | None:
        """The expression a name stands for; None where the data gives the figure."""
        if isinstance(name, NamedValue):
            return self.let_values.get(name.name)
        measure = self.measures.get(name.measure)
        return measure.value if measure is not None else None

    def report(self, problem: Problem) -> None:
        """Collect a problem; at one place of the text only the first stands."""
        assert problem.main is not None
        self.report_once((problem.name, problem.file, problem.main.span), problem)

    def report_once(self, cause: object, problem: Problem) -> None:
        """Collect a problem unless one of the same cause was collected before."""
        if cause not in self._reported:
            self._reported.add(cause)
            self.found.append(problem)
            self._errors += problem.severity is Severity.ERROR
            if self._errors > MOST_ERRORS:
                raise EnoughFound

    def meant(self, name: str, *known: Collection[str]) -> str | None:
        """The known name that was probably meant. In a huge plan looking is given up, so that it never takes long."""
        self._comparisons_left -= sum(map(len, known))
        return closest(name, chain(*known)) if self._comparisons_left >= 0 else None

    @property
    def lacks_currency(self) -> bool:
        """Whether money has no currency, and nobody else says it."""
        return not self.has_currency and not self.is_shared

    def money(self) -> Type:
        """Money of the plan's currency."""
        return Type(Kind.MONEY, self.currency)

    def use_scope(self, scope: str | None) -> None:
        """Note what of the roster a scope asks for."""
        self.uses_team = self.uses_team or scope == "team"
        self.uses_reports = self.uses_reports or scope in BELOW

    def use_field(self, name: str, span: Span) -> Type:
        """The type of a column of the roster."""
        if self.roster is not None and name in self.roster:
            self.fields.setdefault(name, (self.roster[name], span))
        return self.fields.setdefault(name, (FIGURE, span))[0]

    def settle_field(self, name: str, wanted: Type, span: Span) -> tuple[Type, Span]:
        """Say what a column of the roster must be; gives what it was settled as before, and where."""
        known, place = self.fields.get(name, (FIGURE, span))
        declared = self.roster is not None and name in self.roster
        if not declared and (known.kind is Kind.FIGURE) and wanted.kind is not Kind.FIGURE:
            self.fields[name] = (wanted, span)
            return wanted, span
        return known, place
