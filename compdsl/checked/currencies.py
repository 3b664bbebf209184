"""Money of another currency than the plan's: which there is, what a clause comes to in it, how it is converted."""

from compdsl.checked.context import Context
from compdsl.checked.expressions import Checked
from compdsl.checked.plan import Measure, Modifier, Shape
from compdsl.checked.problems_of_clauses import nothing_to_convert
from compdsl.checked.problems_of_types import mixed_currency
from compdsl.checked.type_of import times
from compdsl.source.source import Span
from compdsl.syntax import tree
from compdsl.values.types import UNKNOWN, Kind, Type


def comes_to(
    pays: str, amount: Checked | None, measure: Measure | None, modifiers: tuple[Modifier, ...]
) -> tuple[Type, Span | None]:
    """What a clause comes to before it is converted, and where that is written; unknown where it is not settled."""
    shape = next((m.value for m in modifiers if isinstance(m.value, Shape) and m.word == "shape"), None)
    rate = next((m.value for m in modifiers if m.word in ("rate", "clawback")), None)
    if pays in ("tiers", "looked up") and shape is not None:
        return shape.type, shape.span
    if pays in ("rate", "clawback") and measure is not None and rate is not None:
        product = times(getattr(rate, "type", UNKNOWN), measure.type)
        return UNKNOWN if isinstance(product, str) else product, None
    if pays in ("amount", "formula", "each", "own target") and amount is not None:
        return amount.type, amount.span
    return UNKNOWN, None


def is_foreign(ctx: Context, kind: Type) -> bool:
    """Whether something is money of another currency than the plan's."""
    has_other = kind.kind is Kind.MONEY and kind.currency is not None and kind.currency != ctx.currency
    return has_other and ctx.currency is not None and ctx.currency_span is not None


def check_conversion(ctx: Context, component: tree.Component, found: Type, span: Span) -> Type | None:
    """Money of another currency is converted, and nothing else; gives its type, or None for money of the plan."""
    convert = next((m for m in component.modifiers if m.word == "convert"), None)
    if not is_foreign(ctx, found):
        if convert is not None and found.kind is not Kind.UNKNOWN and ctx.currency is not None:
            ctx.report(nothing_to_convert(ctx.source, convert.span, component.name, ctx.currency))
        return None
    if convert is None:
        assert ctx.currency_span is not None
        currencies = str(found.currency), str(ctx.currency)
        ctx.report(mixed_currency(ctx.source, span, ctx.currency_span, *currencies, is_of_clause=True))
    return found.sure()
