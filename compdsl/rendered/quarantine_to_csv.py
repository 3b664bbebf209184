"""What a run leaves out, as CSV: every refused row as it was written, every payee who is not paid, and why."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from compdsl.rendered.to_csv import cell_to_csv, row_to_csv

if TYPE_CHECKING:
    from compdsl.paid.payroll import Unpaid
    from compdsl.records.refused import RefusedRow

HEADER = ("what", "file", "line", "record", "payee", "period", "reason", "columns", "cells")


def quarantine_to_csv(refused: "Sequence[RefusedRow]", unpaid: "Sequence[Unpaid]") -> Iterator[str]:
    """Rows first, then payees; `columns` and `cells` hold a row as CSV, so that it can be corrected and read again."""
    yield row_to_csv(HEADER)
    for row in refused:
        yield row_to_csv(
            (
                "row",
                row.file,
                str(row.line),
                str(row.number),
                row.payee or "",
                "",
                row.reason,
                ",".join(map(cell_to_csv, row.columns)),
                ",".join(cell_to_csv(cell or "") for cell in row.cells),
            )
        )
    for one in unpaid:
        place = (one.payee.file, str(one.payee.line or ""), "")
        yield row_to_csv(("payee", *place, one.payee.key, one.period.label, one.reason, "", ""))
