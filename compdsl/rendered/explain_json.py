"""The accounts of a statement as JSON: one trace a line, each by the schema of traces."""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from compdsl.paid.lines import TOTAL
from compdsl.paid.still_open import still_open
from compdsl.rendered.paid_before_to_json import adjustment_to_json
from compdsl.rendered.still_open_to_json import open_to_json
from compdsl.rendered.trace_to_json import trace_to_json
from compdsl.values.currency import places_of
from compdsl.values.figures import plain

if TYPE_CHECKING:
    from compdsl.kernel.plan import Plan
    from compdsl.paid.adjustments import Adjustment
    from compdsl.paid.lines import Statement
    from compdsl.records.data import InputFile

VERSION = 1


def explain_json(plan: "Plan", statement: "Statement", component: str | None, files: "Sequence[InputFile]") -> str:
    """`{"version", "payee", "period", "lines": [trace, …]}`, and what closed periods and later ones have to do with it.

    `adjustments` are there where closed periods are made up for, `open` where something is held, still due or owed of
    draws after the period: `{"component", "form", "amount"}`, and `until` a period, a `condition` or in how many
    `periods` it is paid, or `lost` where nothing settles it.
    """
    lines = statement.asked(plan, component)
    whole: dict[str, Any] = {
        "version": VERSION,
        "payee": statement.payee.key,
        "period": statement.period.label,
        "lines": [trace_to_json(line, plan, files) for line in lines],
    }
    adjustments = statement.adjustments if component == TOTAL else statement.asked_adjustments(component)
    if adjustments:
        whole["adjustments"] = [_adjustment(plan, one, files) for one in adjustments]
    still_due = [open_to_json(plan, one) for one in still_open(plan, statement) if component in (None, one.component)]
    if still_due:
        whole["open"] = still_due
    return json.dumps(whole, indent=2, ensure_ascii=True) + "\n"


def _adjustment(plan: "Plan", one: "Adjustment", files: "Sequence[InputFile]") -> dict[str, Any]:
    """A line that makes up for a closed period, with the trace of the line as it is now, if there is one."""
    return {
        "component": one.name,
        "amount": plain(one.amount, places_of(plan.currency)),
        "adjusts": adjustment_to_json(plan, one),
        "trace": trace_to_json(one.line, plan, files) if one.line is not None else None,
    }
