"""Tables: one key with rows, or two with a grid; values of one kind, keys compared in one way."""

from itertools import pairwise

from compdsl.checked.context import Context
from compdsl.checked.expressions import Checked, constant
from compdsl.checked.plan import Table, TableKey, TableRow
from compdsl.checked.problems_of_clauses import bounds_do_not_rise, mixed_keys, table_key_count, table_key_twice
from compdsl.checked.problems_of_types import do_not_fit, table_of_two_blocks, wrong_kind
from compdsl.checked.suggested import shown_as
from compdsl.checked.type_of import check_expression, fit, joined, settle
from compdsl.source.source import Span
from compdsl.syntax import tree
from compdsl.values.types import UNKNOWN, Kind, Type


def check_table(ctx: Context, table: tree.Table) -> Table:
    """A table with its keys, rows and the type of its values."""
    _note_block(ctx, table)
    by = [check_expression(ctx, path, path.names[0] if path.names[0] in ctx.blocks else None) for path in table.by]
    wanted = 2 if table.is_grid else 1
    if len(by) != wanted:
        span = table.by[0].span.to(table.by[-1].span)
        ctx.report(table_key_count(ctx.source, span, len(by), table.is_grid))
        ctx.tables[table.name] = UNKNOWN
        return Table(table.name_span, table.name, UNKNOWN, (), ())
    rows = tuple(_row(ctx, entry) for entry in table.entries)
    by = [_check_keys(ctx, one, [row.keys[axis] for row in rows]) for axis, one in enumerate(by)]
    _check_same(ctx, rows)
    result = _values(ctx, rows)
    ctx.tables[table.name] = result.maybe() if _has_gaps(rows) else result
    return Table(table.name_span, table.name, ctx.tables[table.name], tuple(by), rows)


def _note_block(ctx: Context, table: tree.Table) -> None:
    """Note the block whose rows the table is looked up for, if a key is a column."""
    found = [path for path in table.by if len(path.names) > 1 and path.names[0] in ctx.blocks]
    if not found:
        return
    block = found[0].names[0]
    for other in found[1:]:
        if other.names[0] != block:
            ctx.report(table_of_two_blocks(ctx.source, other.span, found[0].span, (block, other.names[0])))
    ctx.row_tables[table.name] = block


def _row(ctx: Context, entry: tree.Entry) -> TableRow:
    return TableRow(entry.span, tuple(_key(ctx, key) for key in entry.keys), check_expression(ctx, entry.value))


def _key(ctx: Context, key: "tree.Bound | tree.Expression") -> TableKey:
    if isinstance(key, tree.Bound):
        return TableKey(key.span, "over" if key.over else "from", check_expression(ctx, key.start))
    return TableKey(key.span, "is", check_expression(ctx, key))


def _check_keys(ctx: Context, by: Checked, keys: list[TableKey]) -> Checked:
    """The keys of one axis: of the type of what they are compared with, and all starts or all values."""
    for key in keys:
        by = settle(ctx, by, key.value.type)
        if not fit(by.type, key.value.type):
            hint = shown_as(ctx, key.value, by.type)
            ctx.report(
                do_not_fit(
                    ctx.source, key.span, by.span, "cannot be compared", by.type.words(), key.value.type.words(), hint
                )
            )
            return by
        if (key.word == "is") != (keys[0].word == "is"):
            ctx.report(mixed_keys(ctx.source, key.span, keys[0].span))
            return by
        if key.word != "is" and key.value.type.kind in (Kind.TEXT, Kind.BOOL):
            hint = f"Write the value alone, such as `{ctx.source.at(key.value.span)}: …`."
            what, words = f"`{key.word}`", key.value.type.words()
            ctx.report(wrong_kind(ctx.source, key.value.span, what, "figures or dates", words, hint))
            return by
    _check_rising(ctx, list({key.span: key for key in keys if key.word != "is"}.values()))
    return by


def _check_rising(ctx: Context, keys: list[TableKey]) -> None:
    """Starts in rising order, as in a shape."""
    source = ctx.source
    for before, key in pairwise(keys):
        low, high = constant(before.value), constant(key.value)
        if low is None or high is None:
            continue
        assert not isinstance(low, str)
        assert not isinstance(high, str)
        if (high, key.word == "over") <= (low, before.word == "over"):
            texts = source.at(key.value.span), source.at(before.value.span)
            ctx.report_once(("keys", keys[0].span), bounds_do_not_rise(source, key.span, before.span, *texts))


def _check_same(ctx: Context, rows: tuple[TableRow, ...]) -> None:
    seen: dict[tuple[object, ...], Span] = {}
    for row in rows:
        key = tuple((k.word, str(constant(k.value)) if constant(k.value) is not None else k.span) for k in row.keys)
        if key in seen:
            ctx.report(table_key_twice(ctx.source, row.keys[0].span, seen[key]))
        seen.setdefault(key, row.keys[0].span)


def _values(ctx: Context, rows: tuple[TableRow, ...]) -> Type:
    result = rows[0].value.type
    for row in rows[1:]:
        together = joined(result, row.value.type)
        if together is None:
            hint = shown_as(ctx, row.value, result)
            ctx.report(
                do_not_fit(
                    ctx.source, row.value.span, rows[0].value.span, "cannot be the values of one table",
                    result.words(), row.value.type.words(), hint,
                )
            )  # fmt: skip
            return UNKNOWN
        result = together
    return result


def _has_gaps(rows: tuple[TableRow, ...]) -> bool:
    """Whether a key may find no row; only a column of starts from zero never does, and that is not known here."""
    return bool(rows)
