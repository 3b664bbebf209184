"""Aggregates over the rows of one block, and `min` and `max` of several figures."""

from collections.abc import Iterator

from compdsl.checked import of_people, ranks, type_of
from compdsl.checked.context import Context
from compdsl.checked.crediting import check_whole_for_each
from compdsl.checked.expressions import (
    Added,
    Aggregate,
    Answered,
    Checked,
    Chosen,
    ColumnValue,
    Extreme,
    Literal,
    MonthsBetween,
    Multiplied,
    Negated,
)
from compdsl.checked.names import has_refused, paths
from compdsl.checked.names_of import column_of
from compdsl.checked.problems_of_names import called_name, unknown_function, unknown_name
from compdsl.checked.problems_of_types import (
    aggregate_in_rows,
    aggregate_of_measure,
    argument_count,
    average_of_ratios,
    do_not_fit,
    no_payee_column,
    one_block,
    wrong_kind,
)
from compdsl.checked.records_meant import records_line
from compdsl.checked.suggested import shown_as
from compdsl.diagnostics.did_you_mean import closest
from compdsl.syntax import tree
from compdsl.syntax.problems_of_words import choice_form, misspelt_word
from compdsl.syntax.wording import AGGREGATES
from compdsl.values.scopes import SCOPES
from compdsl.values.types import BOOL, COUNT, DATE, FIGURE, NUMBER, UNKNOWN, Kind, Type

OTHER_NAMES = {"avg": "average", "mean": "average", "countd": "distinct", "minimum": "min", "maximum": "max"}
"""What functions of the language are called elsewhere."""

NOT_BLOCKS = ("payee", "period", "target", "total")
"""Names of the language before a dot, or alone, that are no blocks of records."""


def check_call(ctx: Context, call: tree.Call, rows: str | None) -> Checked:
    """A function: the least or most of several figures, or an aggregate over rows."""
    name = call.function
    if name == "months":
        return check_months(ctx, call, rows)
    if name == ranks.FUNCTION:
        return ranks.check_rank(ctx, call, rows)
    if name not in AGGREGATES:
        _report_function(ctx, call)
        return Literal(call.span, UNKNOWN, 0)
    plain = [a for a in call.arguments if isinstance(a, tree.Argument)]
    if name in ("min", "max") and len(plain) > 1:
        return check_extreme(ctx, call, plain, rows)
    if rows is not None:
        ctx.report(aggregate_in_rows(ctx.source, call.span, name))
        return Literal(call.span, UNKNOWN, 0)
    return check_aggregate(ctx, call, plain)


def _report_function(ctx: Context, call: tree.Call) -> None:
    """A function the language does not have: one of a spreadsheet, a table or a measure with brackets, or a slip."""
    from compdsl.syntax.problems_of_habits import function_of_a_spreadsheet
    from compdsl.syntax.spreadsheets import call_anew, hint_of

    name, start = call.function, call.name_span.start
    hint = hint_of(name, ctx.source.text, start)
    if name in ctx.declared:
        scope = next((one.scope for one in call.arguments if isinstance(one, tree.Scoped)), None)
        ctx.report(called_name(ctx.source, call.name_span, name, scope if name in ctx.declared.metrics else None))
    elif name.upper() == "IF" and not has_refused(call.arguments):
        ctx.report(choice_form(ctx.source, call.name_span, call_anew(ctx.source.text, start)))
    elif hint is None:
        is_of_different = any(one in name.lower() for one in ("distinct", "unique"))
        known = "distinct" if is_of_different else OTHER_NAMES.get(name.lower())
        meant = known or closest(name, (*AGGREGATES, "months", ranks.FUNCTION, "round"))
        ctx.report(unknown_function(ctx.source, call.name_span, name, meant))
    elif name.upper() != "IF":
        ctx.report(function_of_a_spreadsheet(ctx.source, call.name_span, hint))


def check_extreme(ctx: Context, call: tree.Call, plain: list[tree.Argument], rows: str | None) -> Checked:
    """min(a, b, …) and max(a, b, …)."""
    items = [type_of.check_expression(ctx, argument.value, rows) for argument in plain]
    for argument in plain:
        if argument.where is not None:
            _report_where(ctx, call.function, argument)
    wrong = next((one for one in items if not one.type.is_numeric and one.type.kind is not Kind.DATE), None)
    if wrong is not None:
        what, hint = f"`{call.function}`", shown_as(ctx, wrong, NUMBER)
        ctx.report(wrong_kind(ctx.source, wrong.span, what, "figures or dates", wrong.type.words(), hint))
        return Literal(call.span, UNKNOWN, 0)
    result = items[0].type
    for wanted in dict.fromkeys(item.type for item in items[1:]):
        items = [type_of.settle(ctx, one, wanted) for one in items]
    for item in items[1:]:
        together = type_of.joined(result, item.type)
        if together is None:
            hint = shown_as(ctx, item, items[0].type)
            ctx.report(
                do_not_fit(
                    ctx.source,
                    item.span,
                    items[0].span,
                    f"cannot be compared by `{call.function}`",
                    items[0].type.words(),
                    item.type.words(),
                    hint,
                )
            )
            return Literal(call.span, UNKNOWN, 0)
        result = together
    return Extreme(call.span, result, "least" if call.function == "min" else "most", tuple(items))


def check_months(ctx: Context, call: tree.Call, rows: str | None) -> Checked:
    """months(a, b): the whole calendar months from one day to another."""
    plain = [a for a in call.arguments if isinstance(a, tree.Argument) and a.where is None]
    if len(plain) != 2 or len(call.arguments) != 2:
        hint = "Write two days, such as `months(payee.start, period.start)`."
        ctx.report(argument_count(ctx.source, call.span, "months", "two days", hint))
        return Literal(call.span, UNKNOWN, 0)
    first, last = (type_of.settle(ctx, type_of.check_expression(ctx, a.value, rows), DATE) for a in plain)
    for one in (first, last):
        if one.type.kind not in (Kind.DATE, Kind.UNKNOWN):
            hint = "Write two days, such as `months(payee.start, period.start)`."
            ctx.report(wrong_kind(ctx.source, one.span, "`months`", "days", one.type.words(), hint))
            return Literal(call.span, UNKNOWN, 0)
    return MonthsBetween(call.span, COUNT.maybe(first.type.optional or last.type.optional), first, last)


def _report_where(ctx: Context, function: str, argument: tree.Argument) -> None:
    """`max(sum(deals.amount), sum(deals.list) where …)`: rows are kept inside the figure over them."""
    inner, where = argument.value, argument.where
    assert where is not None
    if isinstance(inner, tree.Call) and inner.function in AGGREGATES and len(inner.arguments) == 1:
        instead = f"`{inner.function}({ctx.source.at(inner.arguments[0].span)} where {ctx.source.at(where.span)})`"
    else:
        instead = f"the condition where rows are counted, such as `sum(… where {ctx.source.at(where.span)})`"
    wanted = "figures without `where` when there are several"
    ctx.report(argument_count(ctx.source, argument.span, function, wanted, f"Write {instead}."))


def check_aggregate(ctx: Context, call: tree.Call, plain: list[tree.Argument]) -> Checked:
    """An aggregate: one expression over the rows of one block, rows kept by `where`, and perhaps a scope."""
    name = call.function
    scopes = [a.scope for a in call.arguments if isinstance(a, tree.Scoped)]
    if len(plain) != 1 or len(scopes) > 1:
        _report_arguments(ctx, call, plain)
        return Literal(call.span, UNKNOWN, 0)
    argument = plain[0]
    inside = sorted(paths((argument.value, argument.where)), key=lambda path: path.span.start)
    blocks = tuple(dict.fromkeys(p.names[0] for p in inside if p.names[0] in ctx.blocks))
    scope = scopes[0] if scopes else None
    if not blocks and of_people.is_of_people(ctx, name, argument, scope):
        return of_people.check_of_people(ctx, call, argument, scope)
    if len(blocks) != 1:
        if not any(p.names[0] in ctx.declared.broken for p in inside):
            _report_blocks(ctx, argument, name, blocks, inside, scope)
        return Literal(call.span, UNKNOWN, 0)
    block = ctx.blocks[blocks[0]]
    ctx.use_scope(scope)
    if not block.has_owner and scope != "company":
        place = ctx.declared.records[block.name].name_span
        instead = f"{name}({ctx.source.at(argument.span)}, company)"
        ctx.report(no_payee_column(ctx.source, call.span, block.name, place, scope or "one payee", instead))
    where = type_of.check_condition(ctx, argument.where, block.name) if argument.where is not None else None
    row = _row(ctx, call, argument, block.name)
    if block.credit is not None and name == "sum" and row is not None and scope != "company":
        check_whole_for_each(ctx, row, block.name, name)
    return Aggregate(call.span, _result(ctx, call, row), name, block.name, row, where, scope)


def _report_arguments(ctx: Context, call: tree.Call, plain: list[tree.Argument]) -> None:
    """Several figures, none, or a slip in the name of a scope."""
    name, texts = call.function, [ctx.source.at(argument.span) for argument in plain]
    last = plain[-1].value if plain else None
    if len(plain) == 2 and isinstance(last, tree.Path) and len(last.names) == 1:
        meant = closest(last.names[0], SCOPES)
        if meant is not None:
            ctx.report(misspelt_word(ctx.source, last.span, last.names[0], meant))
            return
    is_alone = len(texts) < 2 or isinstance(last, tree.Text) or (isinstance(last, tree.Path) and len(last.names) == 1)
    instead = " + ".join(f"{name}({text})" for text in texts) if name in ("sum", "count") and not is_alone else None
    if len(plain) == 2 and isinstance(last, tree.Comparison | tree.Logic):
        instead = f"{name}({texts[0]} where {texts[1]})"
    elif len(plain) == 2 and isinstance(last, tree.Text) and (column := _text_column(ctx, plain[0])) is not None:
        instead = f"{name}({texts[0]} where {column} == {texts[1]})"
    elif name == "average" and len(texts) > 1:
        instead = f"({' + '.join(texts)}) / {len(texts)}"
    elif name in ("any", "all") and len(texts) > 1:
        word = " or " if name == "any" else " and "
        instead = word.join(
            text if isinstance(a.value, tree.Comparison) else f"{text} >= 80%"
            for text, a in zip(texts, plain, strict=True)
        )
    wanted = "one figure, and perhaps a scope such as `team`"
    ctx.report(argument_count(ctx.source, call.span, name, wanted, f"Write `{instead}`." if instead else None))


def _text_column(ctx: Context, argument: tree.Argument) -> str | None:
    """A column of the block a figure is over, that holds texts."""
    names = [path.names[0] for path in paths((argument.value,)) if path.names[0] in ctx.blocks]
    if not names:
        return None
    block = ctx.blocks[names[0]]
    texts = (name for name, kind in block.columns.items() if kind.kind is Kind.TEXT and name != block.payee_column)
    return next(texts, None)


def _report_blocks(
    ctx: Context,
    argument: tree.Argument,
    name: str,
    blocks: tuple[str, ...],
    inside: list[tree.Path],
    scope: str | None = None,
) -> None:
    """No block or several; a block that does not exist is an unknown name."""
    wrong = _unknown_block(ctx, argument, name, inside) if not blocks else None
    if wrong is not None:
        block = wrong.names[0]
        meant, line = closest(block, ctx.blocks), records_line(ctx, block)
        found = unknown_name(ctx.source, wrong.spans[0], block, meant, "block of records", example=line)
        ctx.report_once(("block", block), found)
        return
    columns = {path.names[0] for path in inside if len(path.names) == 1}
    example = next(
        (f"{block.name}.{column}" for block in ctx.blocks.values() for column in block.columns if column in columns),
        next((column_of(block) for block in ctx.blocks.values()), "deals.amount"),
    )
    if name == "count":
        example = example.partition(".")[0]
    measure = next((path.names[0] for path in inside if path.names[0] in ctx.declared.metrics), None)
    if not blocks and measure is not None and name in ("sum", "average", "max", "min"):
        ctx.report(aggregate_of_measure(ctx.source, argument.span, name, measure, example, scope or "team"))
        return
    if not blocks and not ctx.blocks:
        column = min((one for one in columns if one not in ctx.declared), default="amount")
        example = "deals" if name == "count" else f"deals.{column}"
        line = records_line(ctx, "deals", () if name == "count" else (column,))
        ctx.report(one_block(ctx.source, argument.span, name, blocks, example, line))
        return
    ctx.report(one_block(ctx.source, argument.span, name, blocks, example))


def _unknown_block(ctx: Context, argument: tree.Argument, name: str, inside: list[tree.Path]) -> tree.Path | None:
    """The name that stands where a block of records does, and is none: `deals.amount`, `count(deals)`."""
    unknown = [path for path in inside if path.names[0] not in ctx.declared and path.names[0] not in NOT_BLOCKS]
    dotted = next((path for path in unknown if len(path.names) > 1), None)
    if dotted is not None or name != "count":
        return dotted
    return next((path for path in unknown if path is argument.value), None)


def _row(ctx: Context, call: tree.Call, argument: tree.Argument, block: str) -> Checked | None:
    """The row expression; None for count(block)."""
    value = argument.value
    if call.function == "count":
        if isinstance(value, tree.Path) and value.names == (block,):
            return None
        condition = type_of.check_expression(ctx, value, block)
        if condition.type.kind not in (Kind.BOOL, Kind.UNKNOWN):
            hint = f"Write `count({block})` for all rows, or `count({block} where …)` for some."
            if condition.type.kind is Kind.TEXT:
                hint += f" How many different ones there are is `distinct({ctx.source.at(value.span)})`."
            ctx.report(
                wrong_kind(
                    ctx.source,
                    value.span,
                    "`count`",
                    f"the records `{block}` or a condition",
                    condition.type.words(),
                    hint,
                )
            )
        return condition
    if call.function == "distinct":
        return _different(ctx, value, block)
    if call.function in ("any", "all"):
        return type_of.check_condition(ctx, value, block)
    row = type_of.check_number(ctx, value, f"`{call.function}`", block)
    if call.function in ("sum", "average"):
        check_divisions(ctx, row)
    return row


def _different(ctx: Context, value: tree.Expression, block: str) -> Checked:
    """What is told apart in the rows: a column, or what is made of some."""
    is_block = isinstance(value, tree.Path) and value.names == (block,)
    found = Literal(value.span, BOOL, False) if is_block else type_of.check_expression(ctx, value, block)
    if found.type.kind is Kind.BOOL:
        text = ctx.source.at(value.span)
        is_what = f"the records `{block}`" if is_block else found.type.words()
        hint = f"Write `count({text})`, or the column that tells them apart, such as `distinct({block}.customer)`."
        ctx.report(wrong_kind(ctx.source, value.span, "`distinct`", "a column", is_what, hint))
    return found


def check_divisions(ctx: Context, row: Checked) -> None:
    """Adding up a division for each row has no exact value of a reasonable size."""
    for part in _additive_parts(row):
        if isinstance(part, Multiplied):
            for sign, factor in zip(part.signs, part.factors, strict=True):
                if sign == "/" and any(isinstance(one, ColumnValue) for one in _leaves(factor)):
                    two = (ctx.source.at(part.factors[0].span), ctx.source.at(factor.span))
                    parts = two if len(part.factors) == 2 and part is row else None
                    ctx.report(average_of_ratios(ctx.source, part.span, ctx.source.at(row.span), parts))
                    return


def _additive_parts(value: Checked) -> Iterator[Checked]:
    """The parts of a row expression that are not inside a rounding."""
    yield value
    if isinstance(value, Added):
        for term in value.terms:
            yield from _additive_parts(term)
    elif isinstance(value, Multiplied):
        for factor in value.factors:
            yield from _additive_parts(factor)
    elif isinstance(value, Extreme):
        for item in value.items:
            yield from _additive_parts(item)
    elif isinstance(value, Negated):
        yield from _additive_parts(value.value)
    elif isinstance(value, Chosen):
        yield from _additive_parts(value.chosen)
        yield from _additive_parts(value.otherwise)
    elif isinstance(value, Answered):
        yield from _additive_parts(value.value)
        yield from _additive_parts(value.otherwise)


def _leaves(value: Checked) -> Iterator[Checked]:
    yield value
    for name in ("terms", "factors", "items"):
        for one in getattr(value, name, ()):
            yield from _leaves(one)
    for name in ("value", "chosen", "otherwise"):
        one = getattr(value, name, None)
        if one is not None and hasattr(one, "type"):
            yield from _leaves(one)


def _result(ctx: Context, call: tree.Call, row: Checked | None) -> Type:
    match call.function:
        case "count" | "distinct":
            return COUNT
        case "any":
            return BOOL
        case "all":
            return BOOL.maybe()
        case "sum":
            return row.type.sure() if row is not None else FIGURE
        case _:
            return row.type.maybe() if row is not None else FIGURE
