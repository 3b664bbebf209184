"""What is open after a period in a sentence: what is held and when it is paid, what is owed of draws."""

from typing import TYPE_CHECKING

from compdsl.values.figures import shown

if TYPE_CHECKING:
    from compdsl.kernel.plan import Plan
    from compdsl.paid.still_open import StillOpen


def still_open_to_text(plan: "Plan", one: "StillOpen") -> str:
    """`$20.00 of sales is held, and paid with 2026-Q4`."""
    amount = shown(one.amount, plan.total.type)
    if one.form == "draw":
        return f"{amount} of draws is owed, and {_LOST if one.is_lost else 'repaid out of what later periods pay'}"
    what = f"{amount} of {one.component} is {'held' if one.form == 'hold' else 'still due'}"
    if one.is_lost:
        return f"{what}, and {_LOST}"
    if one.form == "hold":
        return f"{what}, and paid with {one.until}" if one.until is not None else f"{what} until {one.condition}"
    if one.is_cut:
        return f"{what}, and their time in this plan ends before all of it is paid"
    return f"{what}, and paid {'with the next period' if one.periods == 1 else f'in the next {one.periods} periods'}"


_LOST = "nothing settles it: their time in this plan ends before"
