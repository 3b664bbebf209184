"""Expressions whose names are resolved and whose types are known: one class a form, each with its place and type."""

from typing import TYPE_CHECKING, TypeAlias, get_args

from compdsl.source.frozen import frozen
from compdsl.source.source import Span
from compdsl.values.types import Kind, Type

if TYPE_CHECKING:
    from collections.abc import Iterator

    from compdsl.values.exact import Value


@frozen(eq=False)
class Literal:
    """A figure, a date or a text that stands in the plan."""

    span: Span
    type: Type
    value: "Value"


@frozen(eq=False)
class ColumnValue:
    """A column of the row at hand."""

    span: Span
    type: Type
    block: str
    name: str


@frozen(eq=False)
class PayeeField:
    """A column of the roster."""

    span: Span
    type: Type
    name: str


@frozen(eq=False)
class PeriodFact:
    """The number of the quarter or month of the period that is paid, or its year."""

    span: Span
    type: Type
    name: str


@frozen(eq=False)
class TargetAmount:
    """The target of the plan."""

    span: Span
    type: Type


@frozen(eq=False)
class MeasureFact:
    """A measure's value, goal or attainment; `scope` is None where the name stands alone."""

    span: Span
    type: Type
    measure: str
    scope: str | None
    fact: str
    window: str | None = None
    """The month, quarter or year it is about, up to the end of the period; None for the period itself."""


@frozen(eq=False)
class ComponentFact:
    """A component's payout, its payout as a share of its target, or the rate it paid at."""

    span: Span
    type: Type
    component: str
    fact: str


@frozen(eq=False)
class Previous:
    """A figure of the period before; `otherwise` where there is none. `key` names it among the figures kept."""

    span: Span
    type: Type
    key: str
    value: "Checked"
    otherwise: "Checked | None"


@frozen(eq=False)
class TotalAmount:
    """The sum of the lines, after the limits of the plan."""

    span: Span
    type: Type


@frozen(eq=False)
class NamedValue:
    """What a `let` stands for."""

    span: Span
    type: Type
    name: str


@frozen(eq=False)
class TableValue:
    """The value of the row of a table that fits; `block` where it is looked up for each row of one."""

    span: Span
    type: Type
    name: str
    block: str | None = None


@frozen(eq=False)
class Aggregate:
    """A function over the rows of one block."""

    span: Span
    type: Type
    function: str
    block: str
    row: "Checked | None"
    where: "Checked | None"
    scope: str | None


@frozen(eq=False)
class Ranked:
    """The place of a figure among those of the people of a scope, the greatest first."""

    span: Span
    type: Type
    value: "Checked"
    scope: str


@frozen(eq=False)
class RunningTotal:
    """A figure of the rows up to the row at hand, where rows run in an order; without `row` their number."""

    span: Span
    type: Type
    row: "Checked | None"
    where: "Checked | None"


@frozen(eq=False)
class OfPeople:
    """An average of a figure of the people of a scope, of how many of them a condition is true, of one or of all."""

    span: Span
    type: Type
    function: str
    value: "Checked"
    where: "Checked | None"
    scope: str


@frozen(eq=False)
class Added:
    """Terms added and subtracted."""

    span: Span
    type: Type
    signs: tuple[str, ...]
    terms: "tuple[Checked, ...]"


@frozen(eq=False)
class Multiplied:
    """Factors multiplied and divided."""

    span: Span
    type: Type
    signs: tuple[str, ...]
    factors: "tuple[Checked, ...]"


@frozen(eq=False)
class Negated:
    """-x."""

    span: Span
    type: Type
    value: "Checked"


@frozen(eq=False)
class Compared:
    """x >= y."""

    span: Span
    type: Type
    operator: str
    left: "Checked"
    right: "Checked"


@frozen(eq=False)
class Joined:
    """Conditions joined by `and` or `or`."""

    span: Span
    type: Type
    word: str
    parts: "tuple[Checked, ...]"


@frozen(eq=False)
class Inverted:
    """Not x."""

    span: Span
    type: Type
    value: "Checked"


@frozen(eq=False)
class Chosen:
    """if c then x else y."""

    span: Span
    type: Type
    condition: "Checked"
    chosen: "Checked"
    otherwise: "Checked"


@frozen(eq=False)
class Extreme:
    """The least or the most of several."""

    span: Span
    type: Type
    word: str
    items: "tuple[Checked, ...]"


@frozen(eq=False)
class MonthsBetween:
    """months(a, b)."""

    span: Span
    type: Type
    first: "Checked"
    last: "Checked"


@frozen(eq=False)
class Rounded:
    """round(x, unit)."""

    span: Span
    type: Type
    value: "Checked"
    unit: "Checked"


@frozen(eq=False)
class Answered:
    """(x else y)."""

    span: Span
    type: Type
    value: "Checked"
    otherwise: "Checked"


Checked: TypeAlias = (
    Literal
    | ColumnValue
    | PayeeField
    | PeriodFact
    | TargetAmount
    | MeasureFact
    | ComponentFact
    | Previous
    | TotalAmount
    | NamedValue
    | TableValue
    | Aggregate
    | Ranked
    | OfPeople
    | RunningTotal
    | Added
    | Multiplied
    | Negated
    | Compared
    | Joined
    | Inverted
    | Chosen
    | Extreme
    | MonthsBetween
    | Rounded
    | Answered
)


EXPRESSIONS = get_args(Checked)


def constant(expression: Checked) -> "Value | None":
    """The value of a literal or of a negated literal; None of anything else, and of what was refused."""
    if expression.type.kind is Kind.UNKNOWN:
        return None
    if isinstance(expression, Literal):
        return expression.value
    if isinstance(expression, Negated) and isinstance(expression.value, Literal):
        inner = expression.value.value
        return None if isinstance(inner, str) else -inner  # type: ignore[operator]
    return None


def all_parts_of(expression: Checked) -> "Iterator[Checked]":
    """An expression and all it is made of."""
    yield expression
    for part in parts_of(expression):
        yield from all_parts_of(part)


def fixed_scope(expression: Checked) -> "tuple[Span, str] | None":
    """The scope a figure has wherever it stands, and where it says so; None where a part takes that of its place."""
    first: tuple[Span, str] | None = None
    for one in all_parts_of(expression):
        if isinstance(one, Aggregate | MeasureFact | Ranked | OfPeople):
            if one.scope is None:
                return None
            first = first or (one.span, one.scope)
    return first


def parts_of(expression: Checked) -> tuple[Checked, ...]:
    """The expressions an expression is made of; those evaluated for each row of an aggregate are not among them."""
    match expression:
        case Added():
            return expression.terms
        case Multiplied():
            return expression.factors
        case Extreme():
            return expression.items
        case Joined():
            return expression.parts
        case Compared():
            return (expression.left, expression.right)
        case Chosen():
            return (expression.condition, expression.chosen, expression.otherwise)
        case MonthsBetween():
            return (expression.first, expression.last)
        case Rounded():
            return (expression.value, expression.unit)
        case Answered():
            return (expression.value, expression.otherwise)
        case Negated() | Inverted() | Ranked():
            return (expression.value,)
        case RunningTotal():
            return tuple(one for one in (expression.row, expression.where) if one is not None)
        case OfPeople():
            return (expression.value,) if expression.where is None else (expression.value, expression.where)
        case _:
            return ()
