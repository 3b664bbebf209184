"""What is open after a period as JSON: of one payee, and of all whom a run paid last."""

from typing import TYPE_CHECKING, Any

from compdsl.values.currency import places_of
from compdsl.values.figures import plain

if TYPE_CHECKING:
    from collections.abc import Collection

    from compdsl.kernel.plan import Plan
    from compdsl.paid.payroll import PaidRun
    from compdsl.paid.still_open import StillOpen
    from compdsl.values.exact import Exact


def open_to_json(plan: "Plan", one: "StillOpen") -> dict[str, Any]:
    """What is held, still due or owed after a period, and what it waits for."""
    waits: dict[str, Any] = {"lost": True} if one.is_lost else {}
    if not one.is_lost and one.until is not None:
        waits = {"until": one.until.label}
    elif not one.is_lost and one.condition:
        waits = {"condition": one.condition}
    elif not one.is_lost and one.periods:
        waits = {"periods": one.periods}
    amount = plain(one.amount, places_of(plan.currency))
    return {"component": one.component, "form": one.form, "amount": amount, **waits}


def open_of_payees(plan: "Plan", payroll: "PaidRun") -> list[dict[str, Any]]:
    """What is open after the statements of a run: an entry a payee, period and component."""
    return [
        {"payee": each.payee, "period": each.period.label, **open_to_json(plan, one)}
        for each in payroll.statements
        for one in each.open
    ]


def open_after_run(plan: "Plan", payroll: "PaidRun", leavers: "Collection[str]") -> list[dict[str, Any]]:
    """What is open after the last period of a run, all payees together: an entry a component.

    What is open with somebody who left in it is not paid any more, and is not among it.
    """
    last = payroll.periods[-1]
    amounts: dict[tuple[str, str], list[Exact]] = {}
    for each in payroll.statements:
        for one in each.open if each.period == last and each.payee not in leavers else ():
            amounts.setdefault((one.component, one.form), []).append(one.amount)
    places = places_of(plan.currency)
    return [
        {"component": component, "form": form, "amount": plain(sum(found), places), "payees": len(found)}
        for (component, form), found in amounts.items()
    ]
