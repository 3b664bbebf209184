"""Several plans of one run as JSON for programs: the lines of each, and the manifest over all of them."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from compdsl import __version__
from compdsl.rendered.several_to_text import totals_of
from compdsl.rendered.to_json import VERSION, payroll_to_json, to_json, totals
from compdsl.source.characters import visible
from compdsl.values.currency import places_of
from compdsl.values.figures import plain

if TYPE_CHECKING:
    from compdsl.kernel.plan import Plan
    from compdsl.paid.payroll import Payroll
    from compdsl.paid.several import WithoutPlan


def payrolls_to_json(paid: "Sequence[tuple[Plan, Payroll]]", without: "Sequence[WithoutPlan]") -> Iterator[str]:
    """`{"version", "plans": [a run each], "without_plan": […], "totals": […]}`."""
    yield f'{{"version": {VERSION}, "plans": ['
    comma = "\n"
    for plan, payroll in paid:
        yield comma
        *pieces, last = payroll_to_json(plan, payroll)
        yield from pieces
        yield last.rstrip("\n")
        comma = ",\n"
    yield f'\n], "without_plan": {to_json(without_to_json(without))}, "totals": {to_json(totals_to_json(paid))}}}\n'


def manifest_of_all(
    folder: str,
    paid: "Sequence[tuple[Plan, Payroll]]",
    not_paid: Sequence[tuple[str, str]],
    without: "Sequence[WithoutPlan]",
    manifests: Mapping[str, str],
) -> str:
    """Which plans a run paid, each with the hash of its own manifest; which it did not, and who has no plan."""
    whole = {
        "version": VERSION,
        "compdsl": __version__,
        "folder": visible(folder),
        "plans": [
            {
                "name": plan.name,
                "meaning": plan.meaning,
                "periods": [period.label for period in payroll.periods],
                "payees": payroll.paid_people,
                "unpaid": payroll.unpaid_people,
                "lines": payroll.lines,
                "totals": totals(plan, payroll),
                "manifest": {"file": f"{plan.name}/manifest.json", "sha256": manifests[plan.name]},
            }
            for plan, payroll in paid
        ],
        "not_paid": [{"name": name, "why": why} for name, why in not_paid],
        "without_plan": without_to_json(without),
        "totals": totals_to_json(paid),
    }
    return json.dumps(whole, indent=2, ensure_ascii=True) + "\n"


def totals_to_json(paid: "Sequence[tuple[Plan, Payroll]]") -> list[dict[str, Any]]:
    """What all plans pay, a currency each."""
    found = totals_of(paid).items()
    return [{"currency": currency, "amount": plain(amount, places_of(currency))} for currency, amount in found]


def without_to_json(found: "Sequence[WithoutPlan]") -> list[dict[str, Any]]:
    """Who has no plan, a row of the roster each; `beside` where only plans that stand beside others pay them."""
    return [
        {"payee": one.row.key, "file": one.row.file, "line": one.row.line, "beside": one.is_beside} for one in found
    ]
