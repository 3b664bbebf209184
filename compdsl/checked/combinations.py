"""Modifiers that say when a line is paid: which of them can stand in one clause.

What a line paid before, what it holds and what it still owes are figures of one clause. Two such modifiers would each
take the other's figure for its own, so only one of them stands in a clause.
"""

from compdsl.checked.context import Context
from compdsl.checked.plan import Component, Modifier, Multiplier
from compdsl.checked.problems_of_periods import cannot_go_together, prorated_year, year_before_conversion
from compdsl.values.period import WINDOWS

TO_DATE = frozenset({*WINDOWS, "paid"})
"""Two of these are told as said twice."""


def check_combinations(ctx: Context, component: Component, prorates_target: bool) -> None:
    """Report modifiers of one clause that cannot be paid together."""
    found = [modifier for modifier in component.modifiers if _says_when(modifier)]
    for other in found[1:]:
        if {found[0].word, other.word} <= TO_DATE:
            continue
        words = _word(found[0]), _word(other)
        ctx.report(cannot_go_together(ctx.source, other.span, found[0].span, *words))
    measure = ctx.measures.get(component.measure or "")
    is_of_year = component.window == "year" and measure is not None and measure.goal_is_yearly
    yearly = next((modifier for modifier in component.modifiers if modifier.is_yearly), None)
    converted = next((modifier for modifier in component.modifiers if modifier.word == "convert"), None)
    if yearly is not None and converted is not None and ctx.currency is not None:
        ctx.report(year_before_conversion(ctx.source, converted.span, yearly.span, component.name, ctx.currency))
    prorated = next((modifier for modifier in component.modifiers if modifier.word == "prorated"), None)
    is_prorated = prorated is not None or (measure is not None and measure.goal_proration is not None)
    if (is_of_year and (is_prorated or prorates_target)) or (yearly is not None and prorated is not None):
        place = prorated or yearly or found[0]
        ctx.report(prorated_year(ctx.source, place.span, component.span))


def check_multiplied(ctx: Context, components: list[Component], multiplier: Multiplier) -> None:
    """Report a multiplier of the plan on a component with a limit for the year, which is reached before it."""
    limits = [modifier for one in components for modifier in one.modifiers if modifier.is_yearly]
    if limits:
        ctx.report(cannot_go_together(ctx.source, multiplier.span, limits[0].span, _word(limits[0]), "multiply"))


def _says_when(modifier: Modifier) -> bool:
    return modifier.is_yearly or modifier.word in (*WINDOWS, "paid", "paid_over", "hold", "split")


def _word(modifier: Modifier) -> str:
    word = {"paid_over": "paid over", "split": "split by"}.get(modifier.word, modifier.word)
    return f"{word} … per year" if modifier.is_yearly else word
