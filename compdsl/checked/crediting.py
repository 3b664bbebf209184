"""`credit deals to rep 50%, csm rest`: who is credited with the rows of a block, and whether a plan says how much."""

from attrs import evolve

from compdsl.checked import problems_of_credit as problems
from compdsl.checked.context import Context
from compdsl.checked.expressions import Checked, ColumnValue, all_parts_of
from compdsl.checked.problems_of_names import said_twice, unknown_column, unknown_name
from compdsl.diagnostics.did_you_mean import closest
from compdsl.records.crediting import SPOKEN, Role
from compdsl.records.schema import BlockSchema
from compdsl.source.source import Span
from compdsl.syntax import tree
from compdsl.values.exact import Exact
from compdsl.values.figures import shown
from compdsl.values.types import PERCENT, Kind


def check_credits(ctx: Context) -> None:
    """Every credit of the plan; each block has one at most."""
    first: dict[str, tree.Credit] = {}
    for credit in ctx.declared.credits:
        if credit.block not in ctx.blocks:
            if credit.block not in ctx.declared.broken and credit.block not in ctx.declared.records:
                meant = closest(credit.block, ctx.blocks)
                ctx.report(unknown_name(ctx.source, credit.block_span, credit.block, meant, "block of records"))
        elif first.setdefault(credit.block, credit) is not credit:
            ctx.report(said_twice(ctx.source, credit.span, first[credit.block].span, f"credit {credit.block}"))
        else:
            _check_credit(ctx, credit, ctx.blocks[credit.block])


def _check_credit(ctx: Context, credit: tree.Credit, block: BlockSchema) -> None:
    seen: dict[str, Span] = {}
    roles: list[Role] = []
    for one in credit.roles:
        if seen.setdefault(one.column, one.column_span) is not one.column_span:
            ctx.report(said_twice(ctx.source, one.column_span, seen[one.column], one.column))
        elif _is_person(ctx, block, one) and (role := _role(ctx, block, one)) is not None:
            roles.append(role)
    columns = {column.name: column for column in ctx.declared.records[block.name].columns}
    for name in SPOKEN:
        if name in columns:
            span = columns[name].span
            ctx.report(problems.column_of_credit(ctx.source, span, block.name, name, credit.span))
    if block.payee_column is not None and block.payee_column not in seen:
        ctx.report(problems.payee_not_credited(ctx.source, credit.span, block.name, columns["payee"].span))
    if len(roles) == len(credit.roles):
        _check_whole(ctx, credit, roles)
    ctx.blocks[block.name] = evolve(block, payee_column=None, people=block.naming, credit=tuple(roles))


def _is_person(ctx: Context, block: BlockSchema, one: tree.Credited) -> bool:
    """Whether a role is a column that names people of the roster."""
    if one.column in block.naming:
        return True
    if one.column not in block.columns:
        meant = closest(one.column, block.naming)
        ctx.report(unknown_column(ctx.source, one.column_span, block.name, one.column, meant, tuple(block.columns)))
    elif block.columns[one.column].kind is not Kind.UNKNOWN:
        column = next(c for c in ctx.declared.records[block.name].columns if c.name == one.column)
        is_text = block.columns[one.column].kind is Kind.TEXT
        meant = None if is_text else next(iter(block.naming), None)
        ctx.report(problems.names_nobody(ctx.source, one.column_span, one.column, column.span, meant))
    return False


def _role(ctx: Context, block: BlockSchema, one: tree.Credited) -> Role | None:
    """A role with its share: a percentage, a column of the row, or what is left."""
    share = one.share
    if share is None:
        return Role(one.column)
    written: tree.Expression | None = share
    if isinstance(share, tree.Path):
        name = share.names[-1]
        is_own = len(share.names) == 1 or (len(share.names) == 2 and share.names[0] == block.name)
        if is_own and name in block.columns:
            if block.columns[name].kind in (Kind.PERCENT, Kind.UNKNOWN):
                return Role(one.column, share_column=name, is_overlay=one.overlay)
        elif is_own and len(share.names) == 1 and name in ctx.declared.lets:
            written = ctx.declared.lets[name].value
    if isinstance(written, tree.Number) and written.form == "percent" and written.value > 0:
        return Role(one.column, written.value, is_overlay=one.overlay)
    if not (isinstance(share, tree.Path) and share.names[0] in ctx.declared.broken):
        ctx.report(problems.share_of_credit(ctx.source, share.span, one.column, ctx.source.at(share.span)))
    return None


def _check_whole(ctx: Context, credit: tree.Credit, roles: list[Role]) -> None:
    """The shares that stand in the plan come to 100%, or to less where something else makes up for it."""
    rests = [one for one in credit.roles if one.share is None]
    for other in rests[1:]:
        ctx.report(said_twice(ctx.source, other.span, rests[0].span, "rest"))
    total: Exact = sum(role.share for role in roles if role.share is not None and not role.is_overlay)
    is_open = bool(rests) or any(role.share_column is not None for role in roles if not role.is_overlay)
    if total == 1 and not is_open:
        return
    if total < 1 and is_open:
        return
    last = next((one.column for one in reversed(credit.roles) if not one.overlay), credit.roles[-1].column)
    text = shown(total, PERCENT)
    if all(role.is_overlay for role in roles):
        found, hint = (
            "are all beside the row, and nobody is credited with it",
            f"Write `{last} 100%` without `overlay`.",
        )
    elif is_open:
        found = f"come to {text} without `{rests[0].column if rests else last}`, so nothing is left for it"
        hint = "Write shares that come to less than 100%, or an `overlay` for what is credited beside them."
    elif total > 1:
        found = f"come to {text}, more than the whole row"
        hint = f"Write shares that come to 100%, or `overlay {last} …` for what is credited beside them."
    else:
        found = f"come to {text}, so {shown(1 - total, PERCENT)} of each row would be credited to nobody"
        hint = f"Write shares that come to 100%, or `{last} rest`."
    ctx.report(problems.credit_shares(ctx.source, credit.span, credit.block, found, hint))


# What is counted of a row


def reads_credit(value: Checked | None) -> bool:
    """Whether an expression says how much of a row is credited."""
    return value is not None and any(isinstance(one, ColumnValue) and one.name in SPOKEN for one in all_parts_of(value))


def check_whole_for_each(ctx: Context, row: Checked, block: str, function: str = "") -> None:
    """Report a figure of rows that would count whole for everybody who is credited with them."""
    if row.type.kind is Kind.UNKNOWN or reads_credit(row):
        return
    text = ctx.source.at(row.span)
    factor = text if isinstance(row, ColumnValue) or text.endswith(")") else f"({text})"
    credited, full = (f"{factor} * {block}.{name}" for name in SPOKEN)
    if function:
        credited, full = f"{function}({credited})", f"{function}({full})"
    ctx.report(problems.whole_for_each(ctx.source, row.span, text, block, credited, full))


def credit_line(block: BlockSchema) -> str:
    """A line that would say who is credited."""
    people = [*block.naming, "rep", "csm"]
    return f"credit {block.name} to {people[0]} 60%, {people[1]} rest"
