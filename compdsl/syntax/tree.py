"""A plan as it was written: one class a construct, each with its place; no name is resolved, no type is known.

Certain from here on: the text follows the grammar, every number is exact, every date exists.
"""

import datetime
from fractions import Fraction
from typing import TypeAlias

from compdsl.source.frozen import frozen
from compdsl.source.source import Span

Exact: TypeAlias = int | Fraction


# Expressions


@frozen(eq=False)
class Number:
    """A plain number, a percentage or a factor; `form` says which.

    50k   60%   1.5x
    """

    span: Span
    value: Exact
    form: str


@frozen(eq=False)
class Money:
    """An amount with its sign or code; the sign is kept as written.

    $5_000   EUR 12.50
    """

    span: Span
    value: Exact
    sign: str


@frozen(eq=False)
class Date:
    """A day.

    2026-03-31
    """

    span: Span
    value: datetime.date


@frozen(eq=False)
class Text:
    """A text between quotes.

    "CSM"
    """

    span: Span
    value: str


@frozen(eq=False)
class Path:
    """A name and what is asked of it.

    retention.team.attainment
    """

    span: Span
    names: tuple[str, ...]
    spans: tuple[Span, ...]

    @property
    def dotted(self) -> str:
        """The path as one text."""
        return ".".join(self.names)


@frozen(eq=False)
class Scoped:
    """A scope as an argument of an aggregate: own, team or company."""

    span: Span
    scope: str


@frozen(eq=False)
class Argument:
    """One argument of a call, with the rows it keeps.

    upsells.arr where sourced_by == "CSM"
    """

    span: Span
    value: "Expression"
    where: "Expression | None"


@frozen(eq=False)
class Call:
    """A function of arguments: an aggregate over records, or min and max of figures."""

    span: Span
    function: str
    name_span: Span
    arguments: "tuple[Argument | Scoped, ...]"


@frozen(eq=False)
class RoundOf:
    """round(x, unit)."""

    span: Span
    value: "Expression"
    unit: "Expression"


@frozen(eq=False)
class Sum:
    """Terms added and subtracted; `signs` has one for each term, `+` for the first."""

    span: Span
    signs: tuple[str, ...]
    terms: "tuple[Expression, ...]"


@frozen(eq=False)
class Product:
    """Factors multiplied and divided; `signs` has one for each, `*` for the first."""

    span: Span
    signs: tuple[str, ...]
    factors: "tuple[Expression, ...]"


@frozen(eq=False)
class Negative:
    """-x, or +x where `sign` says so."""

    span: Span
    sign: str
    value: "Expression"


@frozen(eq=False)
class Comparison:
    """x >= y."""

    span: Span
    operator: str
    left: "Expression"
    right: "Expression"


@frozen(eq=False)
class Logic:
    """Conditions joined by `and`, or by `or`."""

    span: Span
    word: str
    parts: "tuple[Expression, ...]"


@frozen(eq=False)
class Not:
    """Not x."""

    span: Span
    value: "Expression"


@frozen(eq=False)
class Choose:
    """if c then x else y."""

    span: Span
    condition: "Expression"
    chosen: "Expression"
    otherwise: "Expression"


@frozen(eq=False)
class Fallback:
    """(x else y): y where x has no data."""

    span: Span
    value: "Expression"
    otherwise: "Expression"


@frozen(eq=False)
class Previous:
    """previous(x else y): x of the period before, y where there is none."""

    span: Span
    value: "Expression"
    otherwise: "Expression | None"


@frozen(eq=False)
class Bracketed:
    """(x)."""

    span: Span
    value: "Expression"


Expression: TypeAlias = (
    Number
    | Money
    | Date
    | Text
    | Path
    | Call
    | RoundOf
    | Sum
    | Product
    | Negative
    | Comparison
    | Logic
    | Not
    | Choose
    | Fallback
    | Previous
    | Bracketed
)


# Clauses


@frozen(eq=False)
class Row:
    """One row of tiers or steps: a value and where it starts; `over` where the start itself is not included.

    8% from $50k
    ^^      ^^^^
    value   start
    """

    span: Span
    value: Expression
    start: Expression
    over: bool = False


@frozen(eq=False)
class Slashes:
    """Values separated by slashes, and where each starts, if written.

    5% / 8% / 12% at $0 / $50k / $100k
    """

    span: Span
    values: tuple[Expression, ...]
    starts: tuple[Expression, ...] | None


@frozen(eq=False)
class Point:
    """A point a curve goes through, and its slope from there on, if written.

    90%: 15% rising 5 per point
    """

    span: Span
    start: Expression
    value: Expression
    rising: Expression | None


@frozen(eq=False)
class Shape:
    """How pay follows from what counts. `word` is tiers, whole tiers, steps, curve or accelerate."""

    span: Span
    word: str
    rows: Slashes | tuple[Row, ...] | tuple[Point, ...]
    by: Expression | None


@frozen(eq=False)
class Hold:
    """hold 20% until 2027-01-31."""

    span: Span
    share: Expression
    until: Expression


@frozen(eq=False)
class SoftLimit:
    """soft cap 150% at 20%."""

    span: Span
    limit: Expression
    share: Expression


@frozen(eq=False)
class EachRow:
    """The block whose rows a clause is worked out for, the order they run in, if any, and which of them it keeps.

    for each row of deals running by closed_on where segment == "smb"
    """

    span: Span
    block: str
    block_span: Span
    order: tuple[tuple[str, Span], ...]
    where: Expression | None


@frozen(eq=False)
class Modifier:
    """A word behind a clause with what it takes; `word` is the name of its file in compdsl/clauses/.

    cap 150% when revenue < 100%
    """

    span: Span
    word: str
    value: "Expression | Shape | Hold | SoftLimit | EachRow | str | None"
    when: Expression | None
    yearly: Span | None = None
    """Where `per year` stands behind the value."""


@frozen(eq=False)
class Component:
    """One payout line. `form` says what stands behind the name: amount, target, formula or nothing.

    adoption 60% cap 150%
    """

    span: Span
    name: str
    name_span: Span
    form: str
    amount: Expression | None
    when: Expression | None
    modifiers: tuple[Modifier, ...]


# Statements


@frozen(eq=False)
class Header:
    """`plan NAME "…"`."""

    span: Span
    name: str
    title: str | None


@frozen(eq=False)
class Setting:
    """A fact about the whole plan: currency, period, edition, rounding. `value` is its text."""

    span: Span
    word: str
    value: str
    value_span: Span


@frozen(eq=False)
class Word:
    """A word of a setting that has a choice of words."""

    span: Span
    text: str


@frozen(eq=False)
class FiscalYear:
    """The fiscal year: the month it starts in; or the weeks of its months, and the words that say when it ends.

    year starts february
    year of weeks 4-4-5 ending last saturday of september named by start
            ^^^^^       ^^^^^^^^^^^^^^^^^^^^    ^^^^^^^^^ ^^^^^    ^^^^^
            end         end                     month     named
    """

    span: Span
    month: Word
    weeks: Word | None
    end: tuple[Word, ...]
    named: tuple[Word, ...] | None


@frozen(eq=False)
class Effective:
    """The days a plan is in force, both included."""

    span: Span
    first: Date
    last: Date


@frozen(eq=False)
class Holidays:
    """Weekdays that are no working days."""

    span: Span
    days: tuple[Date, ...]


@frozen(eq=False)
class OfColumn:
    """The texts one column of the roster may hold.

    role "csm", "senior csm"
    """

    span: Span
    column: str
    column_span: Span
    values: tuple[Text, ...]


@frozen(eq=False)
class People:
    """Whom a plan pays: who fits all of its columns, or everybody where it names none; beside other plans or not."""

    span: Span
    columns: tuple[OfColumn, ...]
    is_beside: bool = False
    others: "tuple[People, ...]" = ()
    """Who of them is paid by a variant instead."""


@frozen(eq=False)
class Without:
    """What of the plan a variant does not have."""

    span: Span
    names: tuple[tuple[str, Span], ...]


@frozen(eq=False)
class Variant:
    """What is otherwise for some of those whom the plan pays; `statements` stand for those of the plan."""

    span: Span
    name: str
    name_span: Span
    title: str | None
    people: People
    statements: "tuple[Statement, ...]"


@frozen(eq=False)
class Target:
    """`target E`, `target E per year`, and how the year's target is spread over its periods."""

    span: Span
    value: Expression
    yearly: Span | None = None
    phased: tuple[Expression, ...] = ()
    prorated: str | None = None
    """The way of counting days, empty where none is said; None where the target holds for any part of a period."""


@frozen(eq=False)
class Column:
    """One column of a records block; `kind` is None where nothing is written."""

    span: Span
    name: str
    kind: str | None
    kind_span: Span
    code: str | None


@frozen(eq=False)
class Records:
    """One kind of record and its columns."""

    span: Span
    name: str
    name_span: Span
    columns: tuple[Column, ...]
    dated: str | None
    dated_span: Span


@frozen(eq=False)
class Credited:
    """One role of a credit: the column that names the person, and their share; None where they take the rest.

    overlay specialist 100%
    ^^^^^^^ ^^^^^^^^^^ ^^^^
    overlay column     share
    """

    span: Span
    column: str
    column_span: Span
    share: Expression | None
    overlay: bool


@frozen(eq=False)
class Credit:
    """Who is credited with the rows of a block: `credit deals to rep 50%, csm rest`."""

    span: Span
    block: str
    block_span: Span
    roles: tuple[Credited, ...]


@frozen(eq=False)
class Metric:
    """A measure and its modifiers."""

    span: Span
    name: str
    name_span: Span
    value: Expression
    modifiers: tuple[Modifier, ...]


@frozen(eq=False)
class Let:
    """A name for an expression."""

    span: Span
    name: str
    name_span: Span
    value: Expression


@frozen(eq=False)
class Bound:
    """Where a row of a table starts."""

    span: Span
    start: Expression
    over: bool


@frozen(eq=False)
class Entry:
    """One value of a table, with its key or its two keys."""

    span: Span
    keys: "tuple[Bound | Expression, ...]"
    value: Expression


@frozen(eq=False)
class Parameter:
    """`parameter NAME = E`, or `parameter NAME: KIND` where no value is said."""

    span: Span
    name: str
    name_span: Span
    value: Expression | None
    kind: str | None
    kind_span: Span


@frozen(eq=False)
class SetParameter:
    """In a `use`: what a parameter of the used file is in this plan.

    accelerator = 2x
    """

    span: Span
    name: str
    name_span: Span
    value: Expression


@frozen(eq=False)
class Use:
    """`use "path" with NAME = E`; `names` are the parameters that the file and the files it uses declare."""

    span: Span
    path: str
    path_span: Span
    sets: tuple[SetParameter, ...]
    names: tuple[str, ...] = ()


@frozen(eq=False)
class Table:
    """Values by one key or by two."""

    span: Span
    name: str
    name_span: Span
    by: tuple[Path, ...]
    entries: tuple[Entry, ...]
    is_grid: bool
    columns: "tuple[Bound | Expression, ...]"


@frozen(eq=False)
class Multiply:
    """`multiply A, B by F when C`."""

    span: Span
    names: tuple[str, ...]
    name_spans: tuple[Span, ...]
    factor: Expression
    when: Expression | None


@frozen(eq=False)
class Total:
    """Limits of the sum of the lines."""

    span: Span
    modifiers: tuple[Modifier, ...]


@frozen(eq=False)
class Adjust:
    """`adjust E when C`."""

    span: Span
    value: Expression
    when: Expression | None


@frozen(eq=False)
class Given:
    """In a test: the payee's fields, or one row of a records block."""

    span: Span
    name: str
    name_span: Span
    pairs: tuple[tuple[str, Span, Expression], ...]


@frozen(eq=False)
class Fact:
    """In a test: what a measure is taken to be."""

    span: Span
    path: Path
    value: Expression


@frozen(eq=False)
class Expectation:
    """In a test: what a line, the total or a fact must be; `places` where it is compared rounded."""

    span: Span
    path: Path
    value: Expression
    places: int | None


@frozen(eq=False)
class Test:
    """A worked example; `is_whole` is False where a part of it could not be read."""

    span: Span
    title: str
    title_span: Span
    given: tuple[Given, ...]
    facts: tuple[Fact, ...]
    expected: tuple[Expectation, ...]
    is_whole: bool = True
    period: str | None = None
    period_span: Span | None = None


@frozen(eq=False)
class Broken:
    """A statement that could not be read; its first words and names, so that they are not missed elsewhere."""

    span: Span
    names: tuple[str, ...]


Definition: TypeAlias = Records | Metric | Let | Parameter | Table | Component
Heading: TypeAlias = Header | Use | Setting | FiscalYear | Effective | Holidays | People | Target
OfVariant: TypeAlias = Variant | Without
Statement: TypeAlias = Heading | Credit | Definition | Multiply | Total | Adjust | Test | OfVariant | Broken


@frozen(eq=False)
class Comment:
    """A comment, kept for the formatter."""

    span: Span
    text: str


@frozen(eq=False)
class Plan:
    """A whole plan file: its statements in the order they were written."""

    span: Span
    statements: tuple[Statement, ...]
    comments: tuple[Comment, ...] = ()
