"""`for each row of N [running by D] [where C]`: the clause for each row of a block, and the rows added up.

What counts of a row is said with `on`. Cap, floor, tiers, threshold and `only when` hold for each row; the rows are
added exact and rounded once, as one line. `round to` and the limits of the plan come after.

With `running by` what is measured is the total of the rows up to the row at hand, in the order of some columns. The
row pays the slices of the tiers that it fills; whole tiers and steps look at the total it has reached, or behind `by`
at another figure of the rows so far.

    growth rate 6% on max(renewals.new - renewals.old, $0) for each row of renewals
    sales tiers 5% / 8% at $0 / $50k on deals.amount for each row of deals running by closed_on
    sales tiers 5% / 7% at 1 / 6 by count(deals) on deals.amount for each row of deals running by closed_on
    large_deals $500 when deals.amount >= $50k for each row of deals where segment == "smb"
"""

from typing import TYPE_CHECKING

from compdsl.checked.clause import Clause
from compdsl.checked.each_row import is_running_total
from compdsl.checked.names_of import column_of
from compdsl.checked.plan import EachRow, Modifier
from compdsl.checked.problems_of_clauses import misplaced_modifier, no_running_total
from compdsl.checked.problems_of_names import said_twice, unknown_column
from compdsl.checked.problems_of_types import no_payee_column
from compdsl.checked.type_of import check_condition
from compdsl.clauses.order import Stage
from compdsl.diagnostics.did_you_mean import closest
from compdsl.kernel.nodes import Aggregate, Origin
from compdsl.source.source import Span
from compdsl.syntax import tree

if TYPE_CHECKING:
    from compdsl.kernel.building import Building
    from compdsl.trace.account import Step

STAGE = Stage.ADDED_UP
WHERE = frozenset({"component"})

INSTEAD = {
    "else": "Write it in brackets behind `on`, such as `on (deals.margin else $0)`.",
    "mtd": "Write a clause for the period, such as `tiers … on sales mtd`.",
    "qtd": "Write a clause for the period, such as `tiers … on sales qtd`.",
    "htd": "Write a clause for the period, such as `tiers … on sales htd`.",
    "ytd": "Write a clause for the period, such as `tiers … on sales ytd`.",
    "paid": "Write a clause for the period, such as `tiers … on sales paid yearly`.",
    "prorated": "Write `prorated` behind `target` at the top of the plan; a row is no part of a period.",
}
"""The modifiers that a clause for each row does not take."""


def check(clause: Clause, modifier: tree.Modifier) -> Modifier:
    """The rows have an owner, unless those of the whole company are meant."""
    each, ctx = modifier.value, clause.ctx
    assert isinstance(each, tree.EachRow)
    where = check_condition(ctx, each.where) if each.where is not None else None
    if each.block in ctx.blocks and not ctx.blocks[each.block].has_owner and clause.scope != "company":
        place = ctx.declared.records[each.block].name_span
        instead = f"company for each row of {each.block}"
        found = no_payee_column(ctx.source, each.block_span, each.block, place, clause.scope or "one payee", instead)
        ctx.report(found)
    measure = clause.measure
    order = _order(clause, each) if each.block in ctx.blocks else ()
    rows = EachRow(modifier.span, each.block, clause.scope or "own", where, measure, order)
    return Modifier(modifier.span, "for_each_row", rows, None)


def _order(clause: Clause, each: tree.EachRow) -> tuple[str, ...]:
    """The columns of the order the rows run in; there are such columns, and each is named once."""
    ctx, columns = clause.ctx, clause.ctx.blocks[each.block].columns
    seen: dict[str, Span] = {}
    for name, span in each.order:
        if seen.setdefault(name, span) is not span:
            ctx.report(said_twice(ctx.source, span, seen[name], name))
        elif name not in columns:
            ctx.report(unknown_column(ctx.source, span, each.block, name, closest(name, columns), tuple(columns)))
    return tuple(seen)


def check_others(clause: Clause, modifier: tree.Modifier, others: dict[str, tree.Modifier]) -> None:
    """What is about the period, or about data of it that is missing, does not go with a row."""
    assert isinstance(modifier.value, tree.EachRow)
    if modifier.value.order:
        _check_running(clause, modifier.value, others)
    for other in others.values():
        if other.word in INSTEAD:
            _report(clause, other.span, other.word, INSTEAD[other.word])
        elif other.yearly is not None:
            instead = "Write a limit of a row without it, or `total cap … per year`."
            _report(clause, other.yearly, "per year", instead)


def _check_running(clause: Clause, each: tree.EachRow, others: dict[str, tree.Modifier]) -> None:
    """Something adds up from row to row: what the clause is on, or what a shape of it looks up."""
    ctx, where, modifier = clause.ctx, "rows that run in an order", others.get("shape")
    shapes = [one.value for one in others.values() if isinstance(one.value, tree.Shape)]
    runs = any(one.by is not None and is_running_total(one.by) for one in shapes)
    shape = modifier.value if modifier is not None and isinstance(modifier.value, tree.Shape) else None
    looked_up = shape.by if shape is not None else None
    if shape is not None and shape.word == "curve":
        instead = "Write `tiers`, each slice of the running total at its own rate."
        ctx.report(misplaced_modifier(ctx.source, shape.span, "curve", where, instead))
    if looked_up is not None and not is_running_total(looked_up):
        instead = f"Write a figure of the rows up to the row at hand, such as `by count({each.block})`."
        ctx.report(misplaced_modifier(ctx.source, looked_up.span, "by", where, instead))
    elif not runs and clause.measure is None and each.block in ctx.blocks:
        ctx.report(no_running_total(ctx.source, each.order[0][1], clause.name, column_of(ctx.blocks[each.block])))


def _report(clause: Clause, span: Span, word: str, instead: str) -> None:
    found = misplaced_modifier(clause.ctx.source, span, word, "a clause for each row", instead)
    clause.ctx.report(found)


def lower(building: "Building", modifier: Modifier) -> None:
    """The sum of what each row comes to."""
    each = modifier.value
    assert isinstance(each, EachRow)
    assert building.amount is not None
    where = building.lower(each.where) if each.where is not None else None
    origin = Origin(modifier.span, "for each row", each.block)
    building.amount = Aggregate(
        origin, building.type, "sum", each.block, each.scope, building.amount, where, each.order
    )


def words(step: "Step") -> str:
    """How many rows, and that each is worked out by itself."""
    from compdsl.trace.rows import rows_in_words

    return rows_in_words(step)
