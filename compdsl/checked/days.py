"""Sums: which kinds of terms go together, and days counted from left to right."""

from compdsl.checked.context import Context
from compdsl.checked.expressions import Added, Checked, Literal
from compdsl.checked.problems_of_types import do_not_fit
from compdsl.source.source import Span
from compdsl.syntax import tree
from compdsl.values.types import COUNT, DATE, NUMBER, PERCENT, UNKNOWN, Kind, Type


def added(left: Type, right: Type) -> Type | None:
    """The type of a sum, or None where the two do not go together."""
    kinds = {left.kind, right.kind}
    if Kind.UNKNOWN in kinds:
        return UNKNOWN
    if kinds == {Kind.MONEY}:
        return left if left.currency == right.currency else None
    if Kind.MONEY in kinds:
        return (left if left.kind is Kind.MONEY else right) if Kind.FIGURE in kinds else None
    if Kind.FIGURE in kinds:
        return right if left.kind is Kind.FIGURE else left
    return left if left.kind is right.kind else PERCENT if Kind.PERCENT in kinds else NUMBER


def check_days(ctx: Context, node: tree.Sum, terms: list[Checked]) -> Checked:
    """From left to right: a day plus or minus days is a day, a day minus a day is a count of days."""
    so_far, signs, parts = terms[0].type, ["+"], [terms[0]]
    optional = terms[0].type.optional
    for sign, term in zip(node.signs[1:], terms[1:], strict=True):
        optional = optional or term.type.optional
        if so_far.kind is Kind.DATE and term.type.kind is Kind.DATE and sign == "-":
            day = parts[0] if len(parts) == 1 else Added(_span(parts), DATE.maybe(optional), tuple(signs), tuple(parts))
            so_far = COUNT
            parts = [Added(day.span.to(term.span), COUNT.maybe(optional), ("+", "-"), (day, term))]
            signs = ["+"]
            continue
        if term.type.kind not in (Kind.NUMBER, Kind.COUNT, Kind.FIGURE, Kind.UNKNOWN):
            hint = "Add or take away a number of days, or take one day from another."
            what = "cannot be added" if sign == "+" else "cannot be subtracted"
            first = so_far.words() if so_far.kind is not Kind.DATE else "a date"
            ctx.report(do_not_fit(ctx.source, term.span, parts[0].span, what, first, term.type.words(), hint))
            return Literal(node.span, UNKNOWN, 0)
        signs.append(sign)
        parts.append(term)
        so_far = DATE if so_far.kind is Kind.DATE else added(so_far, term.type) or UNKNOWN
    if len(parts) == 1:
        return parts[0]
    return Added(node.span, so_far.maybe(optional), tuple(signs), tuple(parts))


def _span(parts: list[Checked]) -> Span:
    return parts[0].span.to(parts[-1].span)
