"""Blocks of records: the types of their columns, whose row each is, and which date places it in a period."""

from compdsl.checked.context import Context
from compdsl.checked.crediting import check_credits
from compdsl.checked.problems_of_names import (
    declared_twice,
    missing_currency,
    missing_period,
    unknown_column,
    unknown_currency,
)
from compdsl.checked.problems_of_types import no_date_column, several_dates, unknown_kind
from compdsl.diagnostics.did_you_mean import closest
from compdsl.records.schema import BlockSchema
from compdsl.syntax import tree
from compdsl.syntax.wording import KINDS as MEANT_KINDS
from compdsl.values.currency import is_currency
from compdsl.values.types import BOOL, COUNT, DATE, NUMBER, PERCENT, TEXT, UNKNOWN, Kind, Type

DATED = ("date", "day", "month", "closed_on")
"""Names of columns that hold a date, beside those that end in `_on`, `_at` and `_date`."""

KINDS = {
    "money": None,
    "number": NUMBER,
    "percent": PERCENT,
    "count": COUNT,
    "date": DATE,
    "text": TEXT,
    "bool": BOOL,
}

PERSON = "payee"
"""The kind of a column that names somebody of the roster; its cells are texts."""


def check_records(ctx: Context, *, has_period: bool) -> None:
    """Every block of the plan; the block `payees` declares the columns of the roster."""
    for block in ctx.declared.records.values():
        columns = _columns(ctx, block)
        if block.name == "payees":
            _report_people(ctx, block)
            ctx.roster = {name: kind for name, kind in columns.items() if name not in ("payee", "team", "start", "end")}
            continue
        date = _date_column(ctx, block, columns)
        if date is not None and not has_period:
            ctx.report_once("no period", missing_period(ctx.source, block.name_span))
        people = tuple(column.name for column in block.columns if column.kind == PERSON and column.name != "payee")
        owner = "payee" if "payee" in columns else None
        ctx.blocks[block.name] = BlockSchema(block.name, columns, owner, date, tuple(dict.fromkeys(people)))
    check_credits(ctx)


def is_dated(name: str) -> bool:
    """Whether the name of a column tells that it holds a date."""
    return name in DATED or name.endswith(("_on", "_at", "_date"))


def _columns(ctx: Context, block: tree.Records) -> dict[str, Type]:
    columns: dict[str, Type] = {}
    first: dict[str, tree.Column] = {}
    for column in block.columns:
        if column.name in first:
            ctx.report(declared_twice(ctx.source, column.span, first[column.name].span, column.name))
            continue
        first[column.name] = column
        columns[column.name] = _column_type(ctx, column)
    return columns


def _column_type(ctx: Context, column: tree.Column) -> Type:
    if column.kind is None:
        return TEXT
    if column.kind == PERSON:
        return TEXT
    if column.kind not in KINDS:
        meant = MEANT_KINDS.get(column.kind.lower()) or closest(column.kind, (*KINDS, PERSON))
        if meant is None and is_currency(column.kind.upper()):
            meant = f"money {column.kind.upper()}"
        ctx.report(unknown_kind(ctx.source, column.kind_span, column.kind, meant))
        return UNKNOWN
    kind = KINDS[column.kind]
    if kind is not None:
        return kind
    if column.code is not None:
        if not is_currency(column.code):
            ctx.report(unknown_currency(ctx.source, column.span, column.code, None))
            return UNKNOWN
        ctx.other_currencies |= {column.code} - {ctx.currency}
        return Type(Kind.MONEY, column.code)
    if ctx.lacks_currency:
        ctx.report(missing_currency(ctx.source, column.span, f"The column `{column.name}`"))
        ctx.has_currency = True
    return ctx.money() if ctx.currency or not ctx.has_currency else UNKNOWN


def _report_people(ctx: Context, block: tree.Records) -> None:
    """Report columns of the roster that would name somebody of the roster: what is written there is not looked up."""
    for column in block.columns:
        if column.kind == PERSON and column.name != "payee":
            ctx.report(unknown_kind(ctx.source, column.kind_span, "payee", "text", in_roster=True))


def _date_column(ctx: Context, block: tree.Records, columns: dict[str, Type]) -> str | None:
    dates = tuple(name for name, kind in columns.items() if kind.kind is Kind.DATE)
    if block.dated is not None:
        if block.dated not in dates:
            meant = closest(block.dated, dates) or (dates[0] if dates else None)
            ctx.report(unknown_column(ctx.source, block.dated_span, block.name, block.dated, meant, dates))
        return block.dated
    if not dates:
        if not any(kind.kind is Kind.UNKNOWN for kind in columns.values()):
            dated = next((c.name for c in block.columns if c.kind is None and is_dated(c.name)), None)
            ctx.report(no_date_column(ctx.source, block.name_span, block.name, dated))
        return None
    if len(dates) > 1:
        ctx.report(several_dates(ctx.source, block.name_span, block.name, dates))
    return dates[0]
