"""What was paid before, as JSON: the files, the amounts with their places, the lines that make up for a difference."""

from typing import TYPE_CHECKING, Any

from compdsl.source.characters import visible
from compdsl.values.currency import places_of
from compdsl.values.figures import plain

if TYPE_CHECKING:
    from compdsl.kernel.plan import Plan
    from compdsl.paid.adjustments import Adjustment
    from compdsl.records.data import PaidAmount, PaidBefore


def files_to_json(paid: "PaidBefore | None") -> list[dict[str, Any]]:
    """The files with their hashes; of those that a run wrote the version of the plan and the hash of the manifest."""
    return [
        {
            "file": visible(one.path),
            "sha256": one.sha256,
            "rows": one.rows,
            "meaning": one.meaning,
            "manifest": one.manifest,
        }
        for one in (paid.files if paid is not None else ())
    ]


def adjustment_to_json(plan: "Plan", one: "Adjustment") -> dict[str, Any]:
    """What a line makes up for: component and period, what was paid by which version of the plan, what it is now."""
    return {
        "component": one.component,
        "period": one.closed.label,
        "paid": [paid_to_json(plan, amount) for amount in one.paid],
        "now": {"amount": plain(one.now, places_of(plan.currency)), "meaning": plan.meaning},
    }


def paid_to_json(plan: "Plan", one: "PaidAmount") -> dict[str, Any]:
    """An amount that was paid before: in which period, how much, where it stands, by which version of the plan."""
    return {
        "period": one.period.label,
        "amount": plain(one.amount, places_of(plan.currency)),
        "file": visible(one.file),
        "line": one.line,
        "meaning": one.meaning,
    }
