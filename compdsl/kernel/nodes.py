"""The kernel: every plan is lowered to these forms, and evaluator, engines, analysis and traces know only them.

A form holds the forms it is made of, by identity: what the plan names once is computed once. Every form remembers
what was written (`origin`) and the type of its value.

Certain from here on: evaluation always ends, and gives an exact value or says what data is missing.
"""

from typing import TYPE_CHECKING, TypeAlias, assert_never

from compdsl.source.frozen import frozen
from compdsl.source.source import Span
from compdsl.values.rounding import Mode
from compdsl.values.types import Type

if TYPE_CHECKING:
    from compdsl.values.exact import Value


@frozen(eq=False)
class Origin:
    """What was written: where, as which form of the language, and under which name."""

    span: Span
    form: str
    name: str = ""


@frozen(eq=False)
class Literal:
    """A value that stands in the plan."""

    origin: Origin
    type: Type
    value: "Value"


@frozen(eq=False)
class PayeeField:
    """A column of the roster, of the payee whose line it is."""

    origin: Origin
    type: Type
    name: str


@frozen(eq=False)
class PeriodFact:
    """The month, quarter or year of the period that is paid."""

    origin: Origin
    type: Type
    name: str


@frozen(eq=False)
class Given:
    """A measure that the data gives: its value, goal or attainment, of the payee, the team or the company."""

    origin: Origin
    type: Type
    metric: str
    scope: str
    fact: str


@frozen(eq=False)
class Column:
    """A column of the row at hand; stands inside an aggregate only."""

    origin: Origin
    type: Type
    name: str


@frozen(eq=False)
class RowsBefore:
    """A figure of the rows before the row at hand, added up; stands inside an aggregate with an order only."""

    origin: Origin
    type: Type
    value: "Node"


@frozen(eq=False)
class Aggregate:
    """A function over the rows of a block in the period, of the payee, the team or the company, kept by `where`.

    With columns in `order` the rows stand in that order; two at the same place have none, and it has no data.
    """

    origin: Origin
    type: Type
    function: str
    block: str
    scope: str
    row: "Node | None"
    where: "Node | None"
    order: tuple[str, ...] = ()


@frozen(eq=False)
class Roster:
    """The sum of a figure over the people of the team or the company; or over those of them whom the plan pays.

    `is_of_last_row` where the figure of somebody with several rows in the roster is that of the last of them.
    """

    origin: Origin
    type: Type
    scope: str
    value: "Node"
    is_of_plan: bool = False
    is_of_last_row: bool = False


@frozen(eq=False)
class Rank:
    """The place of the payee's figure among those of the people of a scope: one more than how many have a greater one.

    Equal figures have the same rank. Whoever has no data takes no part.
    """

    origin: Origin
    type: Type
    scope: str
    value: "Node"


@frozen(eq=False)
class ToDate:
    """A figure of all that lies in the month, quarter or year of the period, up to its end.

    Where the window is one `since they came`, from the period on in which the payee came.
    """

    origin: Origin
    type: Type
    window: str
    value: "Node"


@frozen(eq=False)
class Prorated:
    """A figure that is said for a full period, times the share of the period in force; `method` counts the days.

    Where the roster has several rows of the payee in the period, it is that of each row, for the days of the row.
    """

    origin: Origin
    type: Type
    method: str
    value: "Node"


@frozen(eq=False)
class Split:
    """The payee's part of an amount that is the same for all people of a scope, by their weights.

    Parts are whole units and add up to the amount: by largest remainder, ties in the order of the keys.
    """

    origin: Origin
    type: Type
    scope: str
    amount: "Node"
    weight: "Node"
    unit: "Node"


SINCE_THEY_CAME = " since they came"
"""Behind a window: not before the period in which the payee came, of figures of others that a clause pays on."""

PAID_AT_THE_END = "paid at the end"
"""The form of what a line comes to so far that the last period of a year or quarter pays."""

OF_WHOLE_YEAR = "paid this year"
"""The form of what was paid in a year also before the plan was in force, by an earlier version of it."""


@frozen(eq=False)
class EachTeam:
    """A figure of the payee; of somebody who changes teams in the period that of each of their teams, added up.

    In each team they are one of its people, with the figures of their days in it.
    """

    origin: Origin
    type: Type
    value: "Node"


@frozen(eq=False)
class Earlier:
    """A kept figure of the same payee in earlier periods.

    It is those before this one in the same month, quarter or year, added up, or those of all before it (`ever`); or
    that of one period: so many before (`2 before`), or the last one in which the payee was there, of any figure
    (`period`) or of what is open (`latest`). Where there is none it is the other figure, and no data without one.
    """

    origin: Origin
    type: Type
    window: str
    key: str
    otherwise: "Node | None" = None


@frozen(eq=False)
class Named:
    """A measure or one of its facts under its name; a test or a question can put another value in its place."""

    origin: Origin
    type: Type
    key: str
    value: "Node"


@frozen(eq=False)
class Sum:
    """Terms added or subtracted."""

    origin: Origin
    type: Type
    signs: tuple[str, ...]
    terms: "tuple[Node, ...]"


@frozen(eq=False)
class Product:
    """Factors multiplied or divided; dividing by zero has no data."""

    origin: Origin
    type: Type
    signs: tuple[str, ...]
    factors: "tuple[Node, ...]"


@frozen(eq=False)
class Compare:
    """Whether two values stand in a relation."""

    origin: Origin
    type: Type
    operator: str
    left: "Node"
    right: "Node"


@frozen(eq=False)
class Logic:
    """All (`and`) or one (`or`) of several conditions; a known answer wins over a missing one."""

    origin: Origin
    type: Type
    word: str
    parts: "tuple[Node, ...]"


@frozen(eq=False)
class Not:
    """The opposite of a condition."""

    origin: Origin
    type: Type
    value: "Node"


@frozen(eq=False)
class Choose:
    """One of two values; what is not chosen is computed too, and may lack data."""

    origin: Origin
    type: Type
    condition: "Node"
    chosen: "Node"
    otherwise: "Node"


@frozen(eq=False)
class Extreme:
    """The least or the most of several values."""

    origin: Origin
    type: Type
    word: str
    items: "tuple[Node, ...]"


@frozen(eq=False)
class Months:
    """The whole calendar months from a first to a last day, negative where the last one is before the first.

    A month is over on the day of the same number, or on the last day of a month that has no such day.
    """

    origin: Origin
    type: Type
    first: "Node"
    last: "Node"


@frozen(eq=False)
class Row:
    """One row of a piecewise function: where it starts, what it gives there, its own slope if it has one."""

    span: Span
    start: "Node"
    value: "Node"
    over: bool
    rising: "Node | None"


@frozen(eq=False)
class Piecewise:
    """A function of one figure in rows. `word` is marginal, whole, linear or step.

    With x_k the starts and v_k the values:
    marginal: sum of v_k times the part of x in row k, the first row going on below a start of zero;
    whole: x times the value of the row reached; step: the value of the row reached;
    linear: straight lines from point to point, or each at its own slope; flat right of the last.
    Left of the first row the value is zero.
    """

    origin: Origin
    type: Type
    word: str
    x: "Node"
    rows: tuple[Row, ...]


@frozen(eq=False)
class Key:
    """What a row of a table asks of one key: `is` a value, or being at least (`from`) or above (`over`) a start."""

    word: str
    value: "Node"


@frozen(eq=False)
class TableRow:
    """One value of a table and what it asks of each key."""

    span: Span
    keys: tuple[Key, ...]
    value: "Node"


@frozen(eq=False)
class Table:
    """The value of the row whose keys fit: for starts the highest one reached. No such row is no data."""

    origin: Origin
    type: Type
    keys: "tuple[Node, ...]"
    rows: tuple[TableRow, ...]


@frozen(eq=False)
class Round:
    """A value rounded to a multiple of a unit."""

    origin: Origin
    type: Type
    value: "Node"
    unit: "Node"
    mode: Mode


@frozen(eq=False)
class Known:
    """Whether a value has data."""

    origin: Origin
    type: Type
    value: "Node"


@frozen(eq=False)
class Fallback:
    """A value, or another one where it has no data."""

    origin: Origin
    type: Type
    value: "Node"
    otherwise: "Node"


Node: TypeAlias = (
    Literal
    | PayeeField
    | PeriodFact
    | Given
    | Column
    | RowsBefore
    | Aggregate
    | Roster
    | Rank
    | ToDate
    | Prorated
    | Split
    | EachTeam
    | Earlier
    | Named
    | Sum
    | Product
    | Compare
    | Logic
    | Not
    | Choose
    | Extreme
    | Months
    | Piecewise
    | Table
    | Round
    | Known
    | Fallback
)


def parts_of(node: Node) -> tuple[Node, ...]:
    """The forms a form is made of, in the order they are read; those of rows and of people are not among them."""
    match node:
        case Literal() | PayeeField() | PeriodFact() | Given() | Column() | Aggregate() | Roster():
            return ()
        case ToDate() | Prorated() | Split():
            return ()
        case Earlier():
            return (node.otherwise,) if node.otherwise is not None else ()
        case Named() | Not() | Known() | RowsBefore() | Rank() | EachTeam():
            return (node.value,)
        case Sum():
            return node.terms
        case Product():
            return node.factors
        case Compare():
            return (node.left, node.right)
        case Logic():
            return node.parts
        case Choose():
            return (node.condition, node.chosen, node.otherwise)
        case Extreme():
            return node.items
        case Months():
            return (node.first, node.last)
        case Piecewise():
            rows = [(row.start, row.value, *((row.rising,) if row.rising is not None else ())) for row in node.rows]
            return (node.x, *(part for row in rows for part in row))
        case Table():
            return (
                *node.keys,
                *(part for row in node.rows for part in (*(k.value for k in row.keys), row.value)),
            )
        case Round():
            return (node.value, node.unit)
        case Fallback():
            return (node.value, node.otherwise)
        case _:
            assert_never(node)


def inner_parts(node: Node) -> tuple[Node, ...]:
    """All forms a form is made of, those evaluated for each row, each person or another time among them."""
    if isinstance(node, Aggregate):
        return tuple(part for part in (node.row, node.where) if part is not None)
    if isinstance(node, Split):
        return (node.amount, node.weight, node.unit)
    if isinstance(node, Roster | ToDate | Prorated):
        return (node.value,)
    return parts_of(node)


def holds_column(node: Node) -> bool:
    """Whether a form reads the row at hand, and so has no value outside its aggregate."""
    match node:
        case Column() | RowsBefore():
            return True
        case Aggregate() | Named() | Literal() | PayeeField() | PeriodFact() | Given() | Roster():
            return False
        case _:
            return any(map(holds_column, parts_of(node)))
