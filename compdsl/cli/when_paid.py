"""What closed periods were made of when they were paid, from the traces beside the lines that paid them."""

import os
from typing import TYPE_CHECKING

from compdsl.source.characters import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from compdsl.paid.lines import Statement

_WITHOUT = "\nWithout --paid its lines are explained."


def paid_already(statements: "Sequence[Statement]") -> str:
    """What is said of statements without a line, since their period was paid: what else is due, if anything is."""
    first = statements[0]
    differences = ", ".join(f"`{one.name}`" for statement in statements for one in statement.adjustments)
    due = f"what is due are differences: {differences}." if differences else "nothing more is due."
    return f"{first.period} was paid to {visible(first.payee.key)} before; {due}{_WITHOUT}"


def recall(statement: "Statement", paid: "Sequence[str]") -> None:
    """Give the lines that make up for closed periods the steps of then; the folder that paid last tells them."""
    from compdsl.records.from_folder import read_traces
    from compdsl.records.paid_before import LINES
    from compdsl.trace.when_paid import lines_when_paid

    for path in paid:
        lines = os.path.join(path, LINES)  # noqa: PTH118 - as it was given
        paid_last = [one for one in statement.adjustments if one.paid and one.paid[-1].file == lines]
        if not paid_last or (traces := read_traces(path)) is None:
            continue
        wanted = {(one.closed.label, one.component) for one in paid_last}
        found = lines_when_paid(traces, statement.payee.key, wanted)
        for one in paid_last:
            one.then = found.get((one.closed.label, one.component))
