"""`rank(measure)`, `rank(measure, team)`: the place of a payee's figure among those of all people."""

from compdsl.checked import type_of
from compdsl.checked.context import Context
from compdsl.checked.expressions import Checked, Literal, Ranked
from compdsl.checked.misread import warn_of_rank
from compdsl.checked.problems_of_types import aggregate_in_rows, argument_count
from compdsl.syntax import tree
from compdsl.values.types import COUNT, UNKNOWN, Kind

FUNCTION = "rank"


def check_rank(ctx: Context, call: tree.Call, rows: str | None) -> Checked:
    """One figure of each person, and whose people are compared: the company's where nothing is said."""
    plain = [one for one in call.arguments if isinstance(one, tree.Argument)]
    scopes = [one.scope for one in call.arguments if isinstance(one, tree.Scoped)]
    if rows is not None:
        ctx.report(aggregate_in_rows(ctx.source, call.span, FUNCTION))
        return Literal(call.span, UNKNOWN, 0)
    if len(plain) != 1 or plain[0].where is not None or len(scopes) > 1 or not {*scopes} <= {"team", "company"}:
        text = ctx.source.at(plain[0].value.span) if plain else "bookings"
        hint = f"Write `rank({text})` among all, or `rank({text}, team)` among the team."
        ctx.report(argument_count(ctx.source, call.span, FUNCTION, "one figure, and perhaps `team`", hint))
        return Literal(call.span, UNKNOWN, 0)
    value = type_of.check_number(ctx, plain[0].value, "`rank`")
    scope = scopes[0] if scopes else "company"
    ctx.use_scope(scope)
    warn_of_rank(ctx, call.span, value, scope)
    kind = UNKNOWN if value.type.kind is Kind.UNKNOWN else COUNT.maybe()
    return Ranked(call.span, kind, value, scope)
