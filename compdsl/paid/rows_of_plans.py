"""What became of the rows of a run of several plans, which share the files of the data.

A row is counted if one of the plans counted it. Read = counted + left out here too, file by file.
"""

from collections import Counter
from collections.abc import Iterable

from attrs import define, field

from compdsl.paid.rows import OTHERS, REASONS, REFUSED, UNUSED, Fate, RowCount
from compdsl.records.data import Given, Payee, Row
from compdsl.records.refused import FileCount, RefusedRow

OF_ALL = {OTHERS: "payee in no plan", UNUSED: "not used by the plans"}
"""How a reason is told of all plans together."""


@define(eq=False)
class RowsOfPlans:
    """The rows of each file: how many were read, the lines that some plan counted, why each other line was not."""

    read: dict[str, int] = field(factory=dict)
    counted: dict[str, set[int]] = field(factory=dict)
    why: dict[str, dict[int, str]] = field(factory=dict)

    def note(self, row: Payee | Row | Given, fate: Fate) -> None:
        """What a plan made of a row; of several reasons the one of the payee's own plan stays."""
        if fate is None:
            self.counted.setdefault(row.file, set()).add(row.line)
            return
        reasons = self.why.setdefault(row.file, {})
        reasons[row.line] = min(fate, reasons.get(row.line, fate), key=_order)

    def end_plan(self, read: Iterable[FileCount], refused: Iterable[RefusedRow]) -> None:
        """How many rows a plan read of each file, and those that it refused."""
        for file in read:
            self.read[file.file] = max(file.read, self.read.get(file.file, 0))
        for row in refused:
            self.why.setdefault(row.file, {})[row.line] = REFUSED

    def counts(self) -> list[RowCount]:
        """The rows of each file; those that no plan looked at are used by none."""
        found = []
        for file, read in self.read.items():
            counted = self.counted.get(file, set())
            left_out = Counter(why for line, why in self.why.get(file, {}).items() if line not in counted)
            left_out[UNUSED] += read - len(counted) - left_out.total()
            reasons = {OF_ALL.get(one, one): left_out[one] for one in REASONS if left_out[one]}
            found.append(RowCount(file, read, reasons))
        return found


def _order(reason: str) -> tuple[bool, bool, int]:
    return reason != REFUSED, reason in (OTHERS, UNUSED), REASONS.index(reason)
