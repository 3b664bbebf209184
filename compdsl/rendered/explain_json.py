"""The accounts of a statement as JSON: one trace a line, each by the schema of traces."""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from compdsl.rendered.trace_to_json import trace_to_json

if TYPE_CHECKING:
    from compdsl.kernel.plan import Plan
    from compdsl.paid.lines import Statement
    from compdsl.records.data import InputFile

VERSION = 1


def explain_json(plan: "Plan", statement: "Statement", component: str | None, files: "Sequence[InputFile]") -> str:
    """`{"version", "payee", "period", "lines": [trace, …]}`."""
    lines = statement.asked(plan, component)
    whole = {
        "version": VERSION,
        "payee": statement.payee.key,
        "period": statement.period.label,
        "lines": [trace_to_json(line, plan, files) for line in lines],
    }
    return json.dumps(whole, indent=2, ensure_ascii=True) + "\n"
