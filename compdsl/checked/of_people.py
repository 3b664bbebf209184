"""`average(sales.attainment, team)`, `count(sales.attainment >= 100%, team)`: of one figure of each of some people."""

from compdsl.checked import type_of
from compdsl.checked.context import Context
from compdsl.checked.expressions import Checked, Literal, MeasureFact, OfPeople
from compdsl.checked.names import paths
from compdsl.checked.problems_of_types import scope_of_people, sum_of_shares
from compdsl.syntax import tree
from compdsl.values.types import BOOL, COUNT, UNKNOWN, Kind, Type

FUNCTIONS = ("sum", "average", "count", "any", "all")
"""What can be asked of the figures of people."""


def is_of_people(ctx: Context, name: str, argument: tree.Argument, scope: str | None) -> bool:
    """Whether a call names no rows, and figures or conditions of people instead."""
    inside = [*paths((argument.value, argument.where))]
    known = (one.names[0] in ctx.declared or one.names[0] in ("payee", "target") for one in inside)
    is_figure = isinstance(argument.value, tree.Comparison | tree.Logic) or name == "average" or scope is not None
    return name in FUNCTIONS and is_figure and bool(inside) and all(known)


def check_of_people(ctx: Context, call: tree.Call, argument: tree.Argument, scope: str | None) -> Checked:
    """One figure or condition of each person, and whose people they are."""
    name = call.function
    if scope in (None, "own"):
        ctx.report(scope_of_people(ctx.source, call.span, name, ctx.source.at(argument.span)))
        return Literal(call.span, UNKNOWN, 0)
    ctx.use_scope(scope)
    where = type_of.check_condition(ctx, argument.where) if argument.where is not None else None
    if name in ("sum", "average"):
        value = type_of.check_number(ctx, argument.value, f"`{name}`")
        if name == "sum" and isinstance(value, MeasureFact) and value.type.kind is Kind.PERCENT:
            ctx.report(sum_of_shares(ctx.source, argument.span, ctx.source.at(value.span), str(scope)))
    else:
        value = type_of.check_condition(ctx, argument.value)
    kind = UNKNOWN if value.type.kind is Kind.UNKNOWN else _kind(name, value.type).maybe()
    return OfPeople(call.span, kind, name, value, where, str(scope))


def _kind(name: str, of_one: Type) -> Type:
    return {"count": COUNT, "any": BOOL, "all": BOOL}.get(name, of_one)
