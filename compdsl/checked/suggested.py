"""Figures for the hints of messages: the author's own figure in the kind that is asked for, or an example of it."""

import re
from collections.abc import Iterator
from fractions import Fraction

from compdsl.checked.context import Context
from compdsl.checked.expressions import (
    Added,
    Answered,
    Checked,
    Chosen,
    Extreme,
    Literal,
    NamedValue,
    TableValue,
    constant,
)
from compdsl.checked.problems_of_types import points_for_percent
from compdsl.source.source import Source
from compdsl.syntax import tree
from compdsl.values.currency import sign_of
from compdsl.values.types import NUMBER, PERCENT, Kind, Type

_SIGN = re.compile(r"[$£€]|[A-Z]{3}[ \t]+")
_BARE = re.compile(r"[0-9][0-9_,]*(\.[0-9]+)?[kmx]?")
_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")
"""An amount has no three decimals: the point groups digits."""
LONGEST = 40
MOST_FACTOR = 24
"""A factor up to here may be written without its x: 12 months make a year."""
LEAST_POINTS = 10
"""A number below this is meant as a factor, one from here on as points of a percentage."""


def is_range(source: Source, node: tree.Sum) -> bool:
    """Whether a sum is a range that was meant: `80-90%`, `5 - 8%`, `$5k-$8k`."""
    if len(node.terms) != 2 or node.signs[1] != "-":
        return False
    left, right = node.terms
    is_mixed = False
    if isinstance(left, tree.Number) and isinstance(right, tree.Number):
        is_mixed = left.form == "number" and right.form == "percent"
        low, high = Fraction(left.value, 100) if is_mixed else left.value, right.value
    elif isinstance(left, tree.Money) and isinstance(right, tree.Money):
        low, high = left.value, right.value
    else:
        return False
    between = source.text[left.span.end : right.span.start]
    return low < high and (is_mixed or between == "-")


def amount(ctx: Context, figure: str, currency: str | None = None) -> str:
    """A figure as an amount in the currency of the plan, or in another one: `$500`, `CHF 500`."""
    code = currency or ctx.currency
    return f"{sign_of(code) or (f'{code} ' if code else '$')}{figure}"


def example_of(ctx: Context, wanted: Type) -> str:
    """A figure of a kind."""
    examples = {
        Kind.MONEY: amount(ctx, "50k", wanted.currency),
        Kind.PERCENT: "80%",
        Kind.TEXT: '"text"',
        Kind.DATE: "2026-03-31",
        Kind.BOOL: "adoption >= 80%",
    }
    return examples.get(wanted.kind, "10")


def as_share(ctx: Context, value: Checked) -> str | None:
    """A figure as the share of target that is meant: `1.5` and `1.5x` are 150%, `150` is 150%."""
    figure = value.value if isinstance(value, Literal) and value.type.kind is Kind.NUMBER else None
    if not isinstance(figure, int | Fraction) or not 0 < figure < LEAST_POINTS:
        return as_kind(ctx, value, PERCENT)
    from compdsl.values.figures import shown

    return shown(figure, PERCENT)


def as_kind(ctx: Context, value: Checked, wanted: Type) -> str | None:
    """A figure of the plan as it would be written in another kind; None where it is no figure."""
    text = ctx.source.at(value.span)
    if wanted.kind is Kind.DATE:
        from compdsl.syntax.rewriting import day

        return day(text) if len(text) <= LONGEST else None
    if not isinstance(value, Literal) or len(text) > LONGEST:
        return None
    inner = text.strip('"').strip()
    bare = _SIGN.sub("", inner).removesuffix("%")
    if not _BARE.fullmatch(bare) or value.type.kind is Kind.DATE:
        return f'"{inner}"' if wanted.kind is Kind.TEXT else None
    if bare.endswith("x") and wanted.kind in (Kind.PERCENT, Kind.MONEY):
        from compdsl.values.figures import shown

        figure = Fraction(re.sub("[_,x]", "", bare))
        return shown(figure, PERCENT) if wanted.kind is Kind.PERCENT else None
    match wanted.kind:
        case Kind.MONEY:
            bare = bare.replace(".", "_") if _THOUSANDS.fullmatch(bare) else bare
            return amount(ctx, bare, wanted.currency) if not inner.endswith("%") else None
        case Kind.PERCENT:
            return in_percent(bare.rstrip("kmx"))
        case Kind.NUMBER | Kind.COUNT:
            return bare.replace(",", "_")
        case Kind.TEXT:
            return f'"{inner}"'
        case _:
            return None


def as_money(ctx: Context, value: Checked) -> str | None:
    """What to write where an amount is wanted and plain figures of the plan stand: those figures as amounts."""
    match value:
        case Literal():
            return shown_as(ctx, value, ctx.money())
        case NamedValue():
            let = ctx.declared.lets[value.name]
            if let.value is None:
                return None
            text = ctx.source.at(let.value.span)
            is_number = isinstance(let.value, tree.Number) and let.value.form == "number" and len(text) <= LONGEST
            word = "parameter" if isinstance(let, tree.Parameter) else "let"
            return f"Write `{word} {value.name} = {amount(ctx, text)}`, if it is an amount." if is_number else None
        case Chosen():
            own = [as_kind(ctx, one, ctx.money()) for one in (value.chosen, value.otherwise)]
            return f"Write `then {own[0]} else {own[1]}`." if all(own) else None
        case TableValue():
            return f"Write amounts in the rows of the table `{value.name}`, such as `{amount(ctx, '500')}`."
        case Added():
            return _one_of(ctx, value.terms)
        case Extreme():
            return _one_of(ctx, value.items)
        case Answered():
            return _one_of(ctx, (value.otherwise,))
        case _:
            return None


def _one_of(ctx: Context, parts: tuple[Checked, ...]) -> str | None:
    """What to write for the first plain number among the parts of a figure."""
    for part in parts:
        if isinstance(part, Literal) and part.type.kind is Kind.NUMBER:
            own = as_kind(ctx, part, ctx.money())
            return f"Write `{own}` for `{ctx.source.at(part.span)}`, if it is an amount." if own else None
        if isinstance(part, NamedValue) and part.type.kind is Kind.NUMBER:
            return as_money(ctx, part)
    return None


def is_points(kind: Type, figure: Checked) -> bool:
    """Whether a number stands for a percentage that can only be meant in points, such as 80 for 80%."""
    number = constant(figure)
    if kind.kind is not Kind.PERCENT or figure.type.kind is not Kind.NUMBER:
        return False
    return isinstance(number, int | Fraction) and number >= LEAST_POINTS


def report_points(ctx: Context, value: Checked, *, above: int = 1) -> bool:
    """Report a number without `%` that would multiply by more than so much; gives whether there is one."""
    for one in _figures_of(ctx, value, set()):
        text = ctx.source.at(one.span)
        if isinstance(one.value, int | Fraction) and one.value > above and text[-1:].isdigit():
            ctx.report(points_for_percent(ctx.source, one.span, text, f"{text}%"))
            return True
    return False


def _figures_of(ctx: Context, value: Checked, seen: set[str]) -> Iterator[Literal]:
    """The plain numbers that a figure is one of: itself, those of a choice, of a `let`, of the rows of a table."""
    match value:
        case Literal() if value.type.kind is Kind.NUMBER:
            yield value
        case Chosen() | Answered():
            first = value.chosen if isinstance(value, Chosen) else value.value
            yield from _figures_of(ctx, first, seen)
            yield from _figures_of(ctx, value.otherwise, seen)
        case NamedValue() if value.name in ctx.let_values and value.name not in seen:
            seen.add(value.name)
            yield from _figures_of(ctx, ctx.let_values[value.name], seen)
        case TableValue() if value.name in ctx.declared.tables:
            for entry in ctx.declared.tables[value.name].entries:
                if isinstance(entry.value, tree.Number) and entry.value.form == "number":
                    yield Literal(entry.value.span, NUMBER, entry.value.value)
        case _:
            return


def report_mixed_points(ctx: Context, terms: list[Checked]) -> None:
    """Report a number without `%` that is added to a percentage: `5% + 3`."""
    if all(isinstance(one, Literal) for one in terms) and any(one.type.kind is Kind.PERCENT for one in terms):
        next((one for one in terms if report_points(ctx, one)), None)


def in_percent(digits: str) -> str:
    """A plain number as the percentage that is meant: 80 is 80%, 0.8 and 1 are a part of the whole."""
    whole, point, decimals = digits.replace(",", "").replace("_", "").partition(".")
    if (point and len(whole) == 1) or digits in ("0", "1"):
        hundredths = f"{whole}{decimals[:2].ljust(2, '0')}".lstrip("0") or "0"
        rest = decimals[2:].rstrip("0")
        return f"{hundredths}.{rest}%" if rest else f"{hundredths}%"
    return f"{digits}%"


def shown_as(ctx: Context, value: Checked, wanted: Type) -> str:
    """What to write in the place of a value: its own figure in the kind asked for, or an example of that kind."""
    own = as_kind(ctx, value, wanted)
    if own is not None:
        return f"Write `{own}`."
    if wanted.kind is Kind.MONEY and value.type.is_plain and not isinstance(value, Literal):
        meant = as_money(ctx, value)
        if meant is not None:
            return meant
    example = example_of(ctx, wanted)
    return f"Write {wanted.words()}, such as `{example}`."
