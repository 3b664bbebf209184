"""Conditions: two values of one kind compared, and conditions joined by `and` and `or`."""

from compdsl.checked import names_of, type_of
from compdsl.checked.context import Context
from compdsl.checked.expressions import (
    Aggregate,
    Checked,
    Compared,
    Joined,
    Literal,
    MeasureFact,
    Multiplied,
    PayeeField,
    constant,
)
from compdsl.checked.given import note_bare
from compdsl.checked.problems_of_names import unknown_name
from compdsl.checked.problems_of_types import (
    compared_in_points,
    do_not_fit,
    first_of,
    mixed_currency,
    sum_against_row,
    wrong_kind,
)
from compdsl.checked.suggested import amount, as_kind, example_of, is_points, shown_as
from compdsl.diagnostics.problem import Problem
from compdsl.syntax import tree
from compdsl.values.types import BOOL, NUMBER, PERCENT, UNKNOWN, Kind

HUNDRED = 100


def check_comparison(ctx: Context, node: tree.Comparison, rows: str | None) -> Checked:
    """Two values of one kind; texts and conditions can only be equal or not."""
    left = type_of.check_expression(ctx, node.left, rows)
    is_field = isinstance(left, PayeeField) and left.type.kind is Kind.FIGURE and not ctx.is_given
    if (left.type.kind is Kind.TEXT or is_field) and (name := _bare_text(ctx, node.right, rows)) is not None:
        ctx.report(unknown_name(ctx.source, node.right.span, name, None, is_text=True))
        return Compared(node.span, BOOL, node.operator, left, Literal(node.right.span, UNKNOWN, 0))
    right = type_of.check_expression(ctx, node.right, rows)
    if (quoted := _quoted_figure(ctx, left, right) or _quoted_figure(ctx, right, left)) is not None:
        ctx.report(quoted)
        return Compared(node.span, BOOL, node.operator, left, right)
    _warn_of_single_row(ctx, left, right)
    _warn_of_single_row(ctx, right, left)
    left, right = type_of.settle(ctx, left, right.type), type_of.settle(ctx, right, left.type)
    for one, other in ((left, right), (right, left)):
        if isinstance(one, MeasureFact) and one.fact == "value":
            note_bare(ctx, ctx.measures.get(one.measure), "A comparison", other)
    optional = left.type.optional or right.type.optional
    if not type_of.fit(left.type, right.type):
        _not_compared(ctx, left, right)
    elif is_points(left.type, right) or is_points(right.type, left):
        figure = right if is_points(left.type, right) else left
        text = ctx.source.at(figure.span)
        ctx.report(compared_in_points(ctx.source, figure.span, text, shown_as(ctx, figure, PERCENT)))
    elif left.type.kind in (Kind.TEXT, Kind.BOOL) and node.operator not in ("==", "!="):
        hint = "Write `==` or `!=`."
        ctx.report(wrong_kind(ctx.source, node.span, f"`{node.operator}`", "figures or dates", left.type.words(), hint))
    return Compared(node.span, BOOL.maybe(optional), node.operator, left, right)


def _warn_of_single_row(ctx: Context, value: Checked, other: Checked) -> None:
    """Warn where a measure that adds up rows is compared with the largest row of several people."""
    if not isinstance(value, MeasureFact) or not isinstance(other, Aggregate) or other.scope not in ("team", "company"):
        return
    rows = ctx.measures[value.measure].value if value.measure in ctx.measures else None
    if other.function in ("max", "min") and isinstance(rows, Aggregate) and rows.block == other.block:
        text = ctx.source.at(other.span)
        figure = value.measure if other.function == "max" else f"-{value.measure}"
        ctx.report(sum_against_row(ctx.source, other.span, value.measure, text, first_of(figure, other.scope)))


def _bare_text(ctx: Context, node: tree.Expression, rows: str | None) -> str | None:
    """A name that nothing declares, where a text is compared: a text without its quotes."""
    if not isinstance(node, tree.Path) or len(node.names) > 1:
        return None
    name = node.names[0]
    known = name in ctx.declared or name in ctx.measures or name in ctx.declared.broken or name in ctx.blocks
    is_column = rows is not None and name in ctx.blocks[rows].columns
    return None if known or is_column or name in (*names_of.TRUTH, "payee", "target", "period", "total") else name


def _quoted_figure(ctx: Context, value: Checked, text: Checked) -> Problem | None:
    """The problem of a figure in quotes that a figure is compared with: `adoption >= "80%"`."""
    if not isinstance(value, MeasureFact) or not isinstance(text, Literal) or text.type.kind is not Kind.TEXT:
        return None
    wanted = PERCENT if str(text.value).strip().endswith("%") else NUMBER
    inner = str(text.value).strip()
    if as_kind(ctx, text, wanted) is None:
        return None
    first, second = value.type.words(), text.type.words()
    return do_not_fit(ctx.source, text.span, value.span, "cannot be compared", first, second, f"Write `{inner}`.")


def check_logic(ctx: Context, node: tree.Logic, rows: str | None) -> Checked:
    """Conditions joined by and, or."""
    parts = tuple(_check_part(ctx, node, index, rows) for index in range(len(node.parts)))
    return Joined(node.span, BOOL.maybe(any(p.type.optional for p in parts)), node.word, parts)


def _check_part(ctx: Context, node: tree.Logic, index: int, rows: str | None) -> Checked:
    """One of several conditions; a value alone is one that the comparison before it should be made with again."""
    part, before = node.parts[index], node.parts[index - 1] if index else None
    while isinstance(before, tree.Logic):
        before = before.parts[-1]
    after = next((one for one in node.parts[index + 1 :] if isinstance(one, tree.Comparison)), None)
    if isinstance(part, tree.Path) and after is not None:
        value = type_of.check_expression(ctx, part, rows)
        if value.type.is_numeric and value.type.kind is not Kind.UNKNOWN:
            written = f"{ctx.source.at(part.span)} {after.operator} {ctx.source.at(after.right.span)}"
            hint = f"Write `{written}`: each condition has two sides."
            ctx.report(wrong_kind(ctx.source, value.span, "A condition", "yes or no", value.type.words(), hint))
            return Literal(part.span, UNKNOWN, 0)
        return value
    is_value = isinstance(part, tree.Text | tree.Number | tree.Money | tree.Date)
    if not is_value or not isinstance(before, tree.Comparison):
        return type_of.check_condition(ctx, part, rows)
    value = type_of.check_expression(ctx, part, rows)
    written = f"{ctx.source.at(before.left.span)} {before.operator} {ctx.source.at(part.span)}"
    hint = f"Write `{written}`: each condition has two sides."
    ctx.report(wrong_kind(ctx.source, value.span, "A condition", "yes or no", value.type.words(), hint))
    return Literal(part.span, UNKNOWN, 0)


def _not_compared(ctx: Context, left: Checked, right: Checked) -> None:
    if left.type.kind is right.type.kind is Kind.MONEY:
        ctx.report(mixed_currency(ctx.source, right.span, left.span, str(right.type.currency), str(left.type.currency)))
        return
    own = as_kind(ctx, right, left.type)
    if left.type.kind is Kind.MONEY and right.type.kind is Kind.PERCENT:
        attained, example = f"{ctx.source.at(left.span)}.attainment", amount(ctx, "50k")
        hint = f"Compare the attainment, `{attained}`, or write an amount such as `{example}`."
    elif own is not None and right.type.kind is not Kind.UNKNOWN:
        hint = f"Write `{own}`."
    elif Kind.DATE in (left.type.kind, right.type.kind):
        hint = f"Compare two dates, such as `{ctx.source.at(left.span)} >= 2026-03-31`."
    elif left.type.kind is Kind.TEXT:
        hint = f'Compare it with a text between quotes, such as `{ctx.source.at(left.span)} == "smb"`.'
    elif left.type.kind is Kind.BOOL:
        hint = f"Write `{ctx.source.at(left.span)}` alone, or `not {ctx.source.at(left.span)}`."
    else:
        hint = f"Compare it with {left.type.words()}, such as `{example_of(ctx, left.type)}`."
    ctx.report(
        do_not_fit(ctx.source, right.span, left.span, "cannot be compared", left.type.words(), right.type.words(), hint)
    )


def is_in_points(value: Multiplied) -> bool:
    """Whether a ratio is multiplied by a hundred, as for a spreadsheet that would show it without its sign."""
    hundred = any(sign == "*" and constant(f) == HUNDRED for sign, f in zip(value.signs, value.factors, strict=True))
    return hundred and any(
        f.type.kind is Kind.PERCENT or sign == "/" for sign, f in zip(value.signs, value.factors, strict=True)
    )
