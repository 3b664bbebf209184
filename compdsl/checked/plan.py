"""A plan whose meaning is settled: every name resolved, every type known, every clause complete.

Certain from here on: a plan that reaches this form can be lowered and paid; only data can still be missing.
"""

from collections.abc import Mapping

from compdsl.checked.expressions import Checked
from compdsl.records.schema import Schema
from compdsl.source.frozen import frozen
from compdsl.source.source import Source, Span
from compdsl.values.calendar import Calendar
from compdsl.values.period import Period
from compdsl.values.types import Type


@frozen(eq=False)
class Bound:
    """A figure something is compared with, and whether it is an attainment or a measure."""

    value: Checked
    is_attainment: bool


@frozen(eq=False)
class ShapeRow:
    """One row of a shape: where it starts, what it gives, how it rises from there on."""

    span: Span
    start: Checked
    value: Checked
    over: bool
    rising: Checked | None


@frozen(eq=False)
class Shape:
    """How pay follows from what counts.

    `is_attainment` says what the starts compare; `by` is the looked-up measure, None for the clause's own.
    """

    span: Span
    word: str
    rows: tuple[ShapeRow, ...]
    type: Type
    is_attainment: bool
    by: Checked | None
    is_implied: bool = False


@frozen(eq=False)
class EachRow:
    """The rows a clause is worked out for one by one: of which block, whose, kept by which condition.

    `measure` is what is measured of a row, with its goal; None where the clause pays on none. With columns in `order`,
    the rows run in that order and what is measured is the total up to the row.
    """

    span: Span
    block: str
    scope: str
    where: Checked | None
    measure: "Measure | None"
    order: tuple[str, ...] = ()


@frozen(eq=False)
class Modifier:
    """A modifier that fits its clause. What `value` is depends on the word: see its file in clauses/."""

    span: Span
    word: str
    value: Checked | Bound | Shape | EachRow | str | None
    when: Checked | None
    is_yearly: bool = False
    share: Checked | None = None
    """Of `soft_cap`: what is still paid of what lies above the limit."""
    proration: str | None = None
    """Of a limit of the total: the way of counting days, where its amount is one for a full period."""


@frozen(eq=False)
class Measure:
    """A measure: how it is made, what its goal is, what answers where it has no data.

    `value` is None for a measure that the data gives. `goal_at_most` turns attainment over: less is better.
    """

    span: Span
    name: str
    type: Type
    value: Checked | None
    modifiers: tuple[Modifier, ...]
    goal: Checked | None = None
    goal_at_most: bool = False
    goal_is_yearly: bool = False
    goal_proration: str | None = None
    is_level: bool = False
    """Whether its goal is one for a person and a team, for a quarter and a year: that of a ratio or an average."""
    otherwise: Modifier | None = None

    @property
    def is_given(self) -> bool:
        """Whether its figures stand in the data."""
        return self.value is None


@frozen(eq=False)
class Component:
    """One payout line. `pays` is share, own target, amount, rate, each, shape or formula."""

    span: Span
    name: str
    pays: str
    amount: Checked | None
    when: Checked | None
    measure: str | None
    scope: str | None
    modifiers: tuple[Modifier, ...]
    window: str | None = None
    """The month, quarter or year it is paid to date; None where each period is paid on its own."""
    paid_in: Type | None = None
    """What it comes to before it is converted; None for money of the plan."""

    @property
    def is_paid_later(self) -> bool:
        """Whether a part of what a period earns is paid later."""
        return any(modifier.word in ("hold", "paid_over") for modifier in self.modifiers)

    @property
    def each_row(self) -> EachRow | None:
        """The rows it is worked out for one by one; None of a clause for the period."""
        return next((m.value for m in self.modifiers if isinstance(m.value, EachRow)), None)


@frozen(eq=False)
class Multiplier:
    """A factor on the amounts of several components."""

    span: Span
    components: tuple[str, ...]
    factor: Checked
    when: Checked | None


@frozen(eq=False)
class Adjustment:
    """An amount that is added last."""

    span: Span
    value: Checked
    when: Checked | None


@frozen(eq=False)
class TableKey:
    """What a row of a table asks of one key: `is` a value, or reaching a start (`from`, `over`)."""

    span: Span
    word: str
    value: Checked


@frozen(eq=False)
class TableRow:
    """One value of a table and its keys."""

    span: Span
    keys: tuple[TableKey, ...]
    value: Checked


@frozen(eq=False)
class Table:
    """Values by one key or by two."""

    span: Span
    name: str
    type: Type
    by: tuple[Checked, ...]
    rows: tuple[TableRow, ...]


@frozen(eq=False)
class NamedExpression:
    """A `let`."""

    span: Span
    name: str
    value: Checked


@frozen(eq=False)
class Parameter:
    """A figure that a plan which uses its file may set: where it is declared, its own value, the one it is set to."""

    span: Span
    name: str
    default: Span | None
    set_to: Span | None


@frozen(eq=False)
class Expected:
    """What a test expects of a fact. `path` is the fact as it was written."""

    span: Span
    path: str
    fact: Checked
    value: Checked
    places: int | None


@frozen(eq=False)
class Taken:
    """What a test takes a measure's fact to be: (measure, scope, fact) and its value."""

    span: Span
    measure: str
    scope: str
    fact: str
    value: Checked
    window: str | None = None


@frozen(eq=False)
class TestRow:
    """In a test: one row of a block, or the payee's fields."""

    span: Span
    block: str
    values: tuple[tuple[str, Checked], ...]


@frozen(eq=False)
class Test:
    """A worked example."""

    span: Span
    title: str
    payees: tuple[TestRow, ...]
    rows: tuple[TestRow, ...]
    taken: tuple[Taken, ...]
    expected: tuple[Expected, ...]
    period: Period | None = None


@frozen(eq=False)
class OfColumn:
    """The texts that a column of the roster may hold, each with its place."""

    name: str
    texts: Mapping[str, Span]


@frozen(eq=False)
class People:
    """Whom a plan pays: who fits all of its columns; `is_beside` where other plans pay them too."""

    span: Span
    columns: tuple[OfColumn, ...]
    is_beside: bool
    others: "tuple[People, ...]" = ()
    """Who of them is paid by a variant of the plan instead."""


@frozen(eq=False)
class OfVariant:
    """What makes a variant of a plan: whom it is for within what is around it, and what of that it changes.

    `names` are those of the variants around it and its own; `replaced`, `added` and `removed` are what it declares and
    takes out, by name.
    """

    span: Span
    names: tuple[str, ...]
    title: str | None
    people: Span
    replaced: tuple[str, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]


@frozen(eq=False)
class Plan:
    """A checked plan. The mappings keep the order of the file, apart from `order`.

    `order` names the measures, lets, tables and components (`component NAME`) so that each comes after what it uses.
    """

    source: Source
    name: str
    title: str | None
    currency: str | None
    period: str | None
    calendar: Calendar
    effective: tuple[object, object] | None
    edition: str | None
    rounding: str
    target: Checked
    measures: Mapping[str, Measure]
    lets: Mapping[str, NamedExpression]
    tables: Mapping[str, Table]
    components: tuple[Component, ...]
    multipliers: tuple[Multiplier, ...]
    total: tuple[Modifier, ...]
    tests: tuple[Test, ...]
    schema: Schema
    order: tuple[str, ...]
    target_is_yearly: bool = False
    target_proration: str | None = None
    phases: tuple[Checked, ...] = ()
    adjustment: Adjustment | None = None
    parameters: tuple[Parameter, ...] = ()
    unset: tuple[tuple[Span, str, str], ...] = ()
    """Place, name and kind of the parameters without a value: a plan with one can be checked and not be worked out."""
    only_shared: frozenset[tuple[str, str]] = frozenset()
    """What of the data only used files name: `("records", block)`, `("field", column)`."""
    is_paying: bool = True
    """Whether it is a plan, and not a file of definitions for other plans."""
    people: People | None = None
    """Whom it pays; None for everybody of the roster."""
    variant: OfVariant | None = None
    """What of the plan it is a variant of it changes."""
