"""Clauses for each row of a block: which block it is, and what is measured of a row."""

from compdsl.checked.aggregates import check_divisions
from compdsl.checked.context import Context
from compdsl.checked.crediting import check_whole_for_each, reads_credit
from compdsl.checked.expressions import (
    EXPRESSIONS,
    Aggregate,
    Checked,
    ColumnValue,
    Literal,
    RunningTotal,
    TableValue,
    all_parts_of,
)
from compdsl.checked.names_of import column_of
from compdsl.checked.plan import Measure, Modifier, Shape
from compdsl.checked.problems_of_clauses import misplaced_modifier, no_measure_of_a_row
from compdsl.checked.problems_of_names import unknown_name
from compdsl.checked.problems_of_types import average_of_ratios, do_not_fit
from compdsl.checked.suggested import shown_as
from compdsl.checked.type_of import check_expression, check_number, fit, settle
from compdsl.diagnostics.did_you_mean import closest
from compdsl.source.source import Span
from compdsl.syntax import tree
from compdsl.values.scopes import SCOPES
from compdsl.values.types import UNKNOWN, Kind

RUNNING = ("count", "sum")
"""What is asked of the rows up to the row at hand."""


def check_block(ctx: Context, each: tree.EachRow) -> bool:
    """Whether there is a block of that name; reports where there is none."""
    if each.block in ctx.blocks:
        return True
    if each.block not in ctx.declared.broken:
        meant = closest(each.block, ctx.blocks)
        ctx.report(unknown_name(ctx.source, each.block_span, each.block, meant, "block of records"))
    return False


def measure_of_row(ctx: Context, component: tree.Component, *, is_needed: bool) -> tuple[Measure | None, str | None]:
    """What a clause for each row measures of a row, with its goal, and whose rows it is about."""
    scope = next((m.word for m in component.modifiers if m.word in SCOPES), None)
    ctx.use_scope(scope)
    on = next((m for m in component.modifiers if m.word == "on"), None)
    if on is None:
        if is_needed:
            report_no_measure(ctx, component.name_span, component.name, None, _amount_of(ctx, component))
        return None, scope
    assert not isinstance(on.value, tree.Shape | tree.Hold | tree.SoftLimit | tree.EachRow | str | None)
    value = check_number(ctx, on.value, "`on`")
    if value.type.kind is not Kind.UNKNOWN and not reads_row(value):
        written = ctx.source.at(value.span)
        report_no_measure(ctx, value.span, component.name, written, _amount_of(ctx, component))
        return None, scope
    check_divisions(ctx, value)
    return _with_goal(ctx, component, Measure(value.span, component.name, value.type, value, ())), scope


def is_running_total(node: tree.Expression) -> bool:
    """Whether what is looked up may be a figure of the rows up to the row at hand: `by count(deals)`."""
    return isinstance(node, tree.Call) and node.function in RUNNING


def running_total(ctx: Context, node: tree.Expression) -> Checked:
    """How many rows there are up to the row at hand, or what they come to; those of the block that runs."""
    block, ctx.row_of = ctx.row_of, None
    found = check_expression(ctx, node)
    ctx.row_of = block
    if not isinstance(found, Aggregate):
        return found
    if found.block != block or found.scope is not None:
        where = (
            "rows that run in an order"
            if found.scope is None
            else "a running total, whose rows are those of the clause"
        )
        what = found.scope or f"by {ctx.source.at(node.span)}"
        instead = f"Write a figure of the rows that run, such as `by count({block})`."
        ctx.report(misplaced_modifier(ctx.source, found.span, what, where, instead))
    return RunningTotal(found.span, found.type, found.row, found.where)


def _amount_of(ctx: Context, component: tree.Component) -> str | None:
    """The amount of `$500 each`."""
    is_each = any(modifier.word == "each" for modifier in component.modifiers)
    return ctx.source.at(component.amount.span) if is_each and component.amount is not None else None


def report_no_measure(ctx: Context, span: Span, name: str, written: str | None, amount: str | None = None) -> None:
    """Report that a clause for each row does not say what counts of a row."""
    assert ctx.row_of is not None
    ctx.report(no_measure_of_a_row(ctx.source, span, name, written, column_of(ctx.blocks[ctx.row_of]), amount))


def reads_row(value: Checked) -> bool:
    """Whether an expression reads the row at hand."""
    return any(
        isinstance(one, ColumnValue) or (isinstance(one, TableValue) and one.block is not None)
        for one in all_parts_of(value)
    )


def _with_goal(ctx: Context, component: tree.Component, measure: Measure) -> Measure:
    """The measure of a row with what the clause holds it against."""
    modifier = next((m for m in component.modifiers if m.word.startswith("goal")), None)
    if modifier is None:
        return measure
    assert not isinstance(modifier.value, tree.Shape | tree.Hold | tree.SoftLimit | tree.EachRow | str | None)
    goal = settle(ctx, check_expression(ctx, modifier.value), measure.type)
    plain = measure.type.kind is Kind.PERCENT and goal.type.kind is Kind.NUMBER and isinstance(goal, Literal)
    if measure.type.kind is not Kind.UNKNOWN and (plain or not fit(measure.type, goal.type)):
        words, what = (measure.type.words(), goal.type.words()), "cannot be a measure and its goal"
        hint = shown_as(ctx, goal, measure.type)
        ctx.report(do_not_fit(ctx.source, goal.span, measure.span, what, *words, hint))
        goal = Literal(goal.span, UNKNOWN, 0)
    is_at_most = modifier.word == "goal_at_most"
    return Measure(measure.span, measure.name, measure.type, measure.value, (), goal, is_at_most)


def check_divisions_of_rows(
    ctx: Context, amount: Checked | None, measure: Measure | None, modifiers: tuple[Modifier, ...], *, has_share: bool
) -> None:
    """Adding up a division for each row has no exact value of a reasonable size."""
    values = [
        amount,
        *(modifier.value for modifier in modifiers if modifier.word in ("rate", "times", "cap", "soft_cap", "floor")),
    ]
    for value in values:
        if isinstance(value, EXPRESSIONS):
            check_divisions(ctx, value)
    curves = any(isinstance(m.value, Shape) and m.value.word == "curve" and m.value.by is None for m in modifiers)
    goal = measure.goal if measure is not None else None
    if measure is not None and goal is not None and (has_share or curves) and reads_row(goal):
        two = ctx.source.at(measure.span), ctx.source.at(goal.span)
        top, bottom = reversed(two) if measure.goal_at_most else two
        ctx.report(average_of_ratios(ctx.source, goal.span, f"{top} / {bottom}", None))


def check_credit_of_rows(ctx: Context, amount: Checked | None, measure: Measure | None, scope: str | None) -> None:
    """What is paid on rows that several people are credited with says how much of a row counts for each."""
    block = ctx.blocks[ctx.row_of] if ctx.row_of is not None else None
    if block is None or block.credit is None or scope == "company":
        return
    found = [value for value in (measure.value if measure is not None else None, amount) if value is not None]
    reading = [value for value in found if reads_row(value)]
    if reading and not any(map(reads_credit, reading)):
        check_whole_for_each(ctx, reading[0], block.name)
