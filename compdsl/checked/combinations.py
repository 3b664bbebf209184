"""Modifiers that keep account of what a line did before: which of them can stand in one clause.

What is earned to date and what a year leaves are counted in what earlier periods earned; `hold` and `paid over` then
say when it is paid. Two that say the same thing twice, or that ask of a pool what each payee was paid of it, cannot
stand together.
"""

from itertools import combinations

from compdsl.checked.context import Context
from compdsl.checked.expressions import Literal
from compdsl.checked.plan import Component, Modifier, Multiplier
from compdsl.checked.problems_of_clauses import floor_above_cap
from compdsl.checked.problems_of_periods import (
    cannot_go_together,
    prorated_amount_to_date,
    prorated_year,
    year_before_conversion,
)
from compdsl.values.period import WINDOWS
from compdsl.values.types import Kind

LATER = frozenset({"hold", "paid_over"})
"""What says when a part of the line is paid."""
OF_EARNED = frozenset({*WINDOWS, "paid", "cap"})
"""What is counted in what earlier periods earned."""


def check_combinations(ctx: Context, component: Component, prorates_target: bool) -> None:
    """Report modifiers of one clause that cannot be paid together."""
    found = [modifier for modifier in component.modifiers if _keeps_account(modifier)]
    for first, other in combinations(found, 2):
        why = _at_odds(first.word, other.word)
        if why is not None:
            ctx.report(cannot_go_together(ctx.source, other.span, first.span, _word(first), _word(other), why))
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
    elif prorated is not None and component.window is not None and _says_an_amount(component):
        word = next(_word(one) for one in component.modifiers if one.word in (*WINDOWS, "paid"))
        ctx.report(prorated_amount_to_date(ctx.source, prorated.span, component.span, word, component.window))


def _says_an_amount(component: Component) -> bool:
    """Whether a clause pays a fixed amount, or has a limit that is one."""
    limits = [one.value.type for one in component.modifiers if one.word in ("cap", "floor", "soft_cap")]  # type: ignore[union-attr]
    return component.pays == "amount" or any(kind.kind is Kind.MONEY for kind in limits)


def check_multiplied(ctx: Context, components: list[Component], multiplier: Multiplier) -> None:
    """Report a multiplier of the plan on a component with a limit for the year, which is reached before it."""
    limits = [modifier for one in components for modifier in one.modifiers if modifier.is_yearly]
    if limits:
        why = "the limit is reached before the multiplier, and counts what was paid behind it"
        ctx.report(cannot_go_together(ctx.source, multiplier.span, limits[0].span, _word(limits[0]), "multiply", why))


def check_limits(ctx: Context, modifiers: tuple[Modifier, ...]) -> None:
    """A floor above the cap is a mistake where both are figures of the plan."""
    floors = [m for m in modifiers if m.word == "floor" and m.when is None]
    caps = [m for m in modifiers if m.word in ("cap", "soft_cap") and m.when is None]
    for floor in floors:
        for cap in caps:
            if isinstance(floor.value, Literal) and isinstance(cap.value, Literal):
                same = floor.value.type.kind is cap.value.type.kind
                if same and floor.value.value > cap.value.value:  # type: ignore[operator]
                    ctx.report(floor_above_cap(ctx.source, floor.span, cap.span))


def _at_odds(first: str, other: str) -> str | None:
    """Why two modifiers cannot be about one line: both say when it is paid, or one parts what differs by then."""
    if first != other and {first, other} <= LATER:
        return "each says when a part of it is paid"
    if "split" in (first, other) and {first, other} & OF_EARNED:
        return "what was paid before is each payee's own, and what is split is one amount for all"
    return None


def _keeps_account(modifier: Modifier) -> bool:
    return modifier.is_yearly or modifier.word in (*WINDOWS, "paid", "paid_over", "hold", "split")


def _word(modifier: Modifier) -> str:
    word = {"paid_over": "paid over", "split": "split by"}.get(modifier.word, modifier.word)
    word = f"paid {modifier.value}" if word == "paid" else word
    return f"{word} … per year" if modifier.is_yearly else word
