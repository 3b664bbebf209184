"""What a run leaves out, as CSV: every refused row as it was written, every payee who is not paid, and why."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from compdsl.rendered.to_csv import cell_to_csv, row_to_csv

if TYPE_CHECKING:
    from compdsl.paid.payroll import Unpaid
    from compdsl.records.refused import RefusedRow

HEADER = ("what", "file", "line", "record", "payee", "period", "reason", "columns", "cells")


def quarantine_to_csv(refused: "Sequence[RefusedRow]", unpaid: "Sequence[Unpaid]") -> Iterator[str]:
    """Rows first, then payees; `columns` and `cells` hold a row as CSV, so that it can be corrected and read again."""
    yield row_to_csv(HEADER)
    yield from map(row_to_csv, _rows(refused, unpaid))


def quarantines_to_csv(
    left_out: "Iterable[tuple[str, Sequence[RefusedRow], Sequence[Unpaid]]]",
) -> Iterator[str]:
    """What several plans leave out, each with the name of its plan in front."""
    yield row_to_csv(("plan", *HEADER))
    for plan, refused, unpaid in left_out:
        yield from (row_to_csv((plan, *row)) for row in _rows(refused, unpaid))


def _rows(refused: "Sequence[RefusedRow]", unpaid: "Sequence[Unpaid]") -> Iterator[tuple[str, ...]]:
    for row in refused:
        place = (row.file, str(row.line), str(row.number))
        columns, cells = (
            ",".join(map(cell_to_csv, row.columns)),
            ",".join(cell_to_csv(cell or "") for cell in row.cells),
        )
        yield ("row", *place, row.payee or "", "", row.reason, columns, cells)
    for one in unpaid:
        place = (one.payee.file, str(one.payee.line or ""), "")
        yield ("payee", *place, one.payee.key, one.period.label, one.reason, "", "")
