"""What acts on finished components: the multipliers of the plan, and the limits of the total."""

from compdsl.checked.clause import Clause
from compdsl.checked.combinations import check_limits
from compdsl.checked.context import Context
from compdsl.checked.modifiers import check_modifiers
from compdsl.checked.plan import Adjustment, Modifier, Multiplier
from compdsl.checked.problems_of_names import said_twice, unknown_name
from compdsl.checked.problems_of_periods import nothing_to_prorate, prorated_year
from compdsl.checked.problems_of_types import wrong_kind
from compdsl.checked.suggested import MOST_FACTOR, as_money, report_points
from compdsl.checked.type_of import check_condition, check_number, settle, settle_factor
from compdsl.clauses import clause_of
from compdsl.source.frozen import changed
from compdsl.source.source import Span
from compdsl.syntax import tree
from compdsl.values.types import Kind


def check_total(ctx: Context, totals: list[tree.Total]) -> tuple[Modifier, ...]:
    """The limits of the sum of the lines, floor before cap."""
    found: list[Modifier] = []
    for total in totals:
        clause = Clause(ctx, "total", "total", total.span, None, None, ctx.money(), has_target=True, has_share=False)
        modifiers = check_modifiers(clause, total.modifiers)
        prorated = next((one for one in modifiers if one.word == "prorated"), None)
        limits = [one for one in modifiers if one is not prorated]
        if prorated is not None:
            _check_prorated(ctx, prorated, limits)
            limits = [changed(one, proration=str(prorated.value)) for one in limits]
        found += limits
    check_limits(ctx, tuple(found))
    return tuple(sorted(found, key=lambda m: clause_of(m.word).STAGE))


def _check_prorated(ctx: Context, prorated: Modifier, limits: list[Modifier]) -> None:
    """An amount of a period can be prorated; a percentage is one of the target, which is prorated itself."""
    yearly = next((one for one in limits if one.is_yearly), None)
    kinds = {kind.kind for one in limits if (kind := getattr(one.value, "type", None)) is not None}
    if yearly is not None:
        ctx.report(prorated_year(ctx.source, prorated.span, yearly.span))
    elif not kinds & {Kind.MONEY, Kind.FIGURE, Kind.UNKNOWN}:
        ctx.report(nothing_to_prorate(ctx.source, prorated.span, "total"))


def check_adjust(ctx: Context, adjusts: list[tree.Adjust]) -> Adjustment | None:
    """The amount that is added last; there is one at most."""
    for other in adjusts[1:]:
        ctx.report(said_twice(ctx.source, other.span, adjusts[0].span, "adjust"))
    if not adjusts:
        return None
    value = settle(ctx, check_number(ctx, adjusts[0].value, "`adjust`"), ctx.money())
    if value.type.kind not in (Kind.MONEY, Kind.FIGURE, Kind.UNKNOWN):
        hint = as_money(ctx, value) or "Write an amount, such as `adjust sum(corrections.amount)`."
        ctx.report(wrong_kind(ctx.source, value.span, "`adjust`", "money", value.type.words(), hint))
    when = check_condition(ctx, adjusts[0].when) if adjusts[0].when is not None else None
    return Adjustment(adjusts[0].span, value, when)


def check_multiply(ctx: Context, multiply: tree.Multiply) -> Multiplier:
    """A factor on several components."""
    seen: dict[str, Span] = {}
    for name, span in zip(multiply.names, multiply.name_spans, strict=True):
        if seen.setdefault(name, span) is not span:
            ctx.report(said_twice(ctx.source, span, seen[name], name))
            continue
        if name not in ctx.declared.components and name not in ctx.declared.broken:
            meant = ctx.meant(name, ctx.declared.components)
            if name in ("all", "everything", "total", "components"):
                meant = ", ".join(ctx.declared.components)
            ctx.report(unknown_name(ctx.source, span, name, meant, "component"))
    factor = settle_factor(ctx, check_number(ctx, multiply.factor, "`multiply`"))
    if factor.type.kind is Kind.MONEY:
        hint = "Write a factor such as `1.5`."
        ctx.report(wrong_kind(ctx.source, factor.span, "`multiply`", "a factor", factor.type.words(), hint))
    report_points(ctx, factor, above=MOST_FACTOR)
    when = check_condition(ctx, multiply.when) if multiply.when is not None else None
    return Multiplier(multiply.span, multiply.names, factor, when)
