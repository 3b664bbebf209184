"""What became of the rows of a run, as a table for people, and what was left out of it."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from compdsl.source.characters import visible, width
from compdsl.values.figures import shown

if TYPE_CHECKING:
    from compdsl.paid.left_out import AmountsLeftOut, ColumnLeftOut
    from compdsl.paid.rows import RowCount

MOST_NAMES = 10
"""No more payees than this are named on the screen; the quarantine file and the manifest name all."""


def rows_to_text(rows: "Sequence[RowCount]") -> str:
    """A line a file: how many rows were read, how many counted, how many left out for which reason."""
    cells = [(visible(one.file), f"{one.read:,}", f"{one.counted:,}", _reasons(one.left_out)) for one in rows]
    names = max((width(cell[0]) for cell in cells), default=0)
    read = max((len(cell[1]) for cell in cells), default=0)
    counted = max((len(cell[2]) for cell in cells), default=0)
    return "".join(
        f"{name}{' ' * (names - width(name))}  {all_:>{read}} {_rows(all_)} read = {some:>{counted}} counted{rest}\n"
        for name, all_, some, rest in cells
    )


def left_out_to_text(found: "AmountsLeftOut") -> str:
    """Who is not paid; a line a column of refused rows and of rows of the unpaid: what they come to."""
    lines = [f"  payees: {_names(found.payees)}"] if found.payees else []
    for one in found.columns:
        label = one.column if one.metric is None else one.metric + (" (of)" if one.column == "of" else "")
        parts = [_refused(one), _unpaid(one)]
        lines.append(f"  {visible(one.file)}, {visible(label)}: {'; '.join(part for part in parts if part)}")
    return "".join(f"{line}\n" for line in lines)


def _refused(one: "ColumnLeftOut") -> str:
    refused = one.refused
    if not refused.read:
        return f"none of {_counted(refused.rows, 'refused row')} can be read" if refused.rows else ""
    unread = refused.rows - refused.read
    more = f", {unread:,} more cannot be read" if unread else ""
    return f"{shown(refused.sum, one.type)} in {_counted(refused.read, 'refused row')}{more}"


def _unpaid(one: "ColumnLeftOut") -> str:
    if not one.unpaid.rows:
        return ""
    return f"{shown(one.unpaid.sum, one.type)} in {_counted(one.unpaid.rows, 'row')} of payees not paid"


def _names(payees: "Sequence[str]") -> str:
    more = len(payees) - MOST_NAMES
    names = ", ".join(map(visible, payees[:MOST_NAMES]))
    return f"{names}, and {more:,} more" if more > 0 else names


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}" + ("" if count == 1 else "s")


def _reasons(left_out: Mapping[str, int]) -> str:
    if not left_out:
        return ""
    if len(left_out) == 1:
        ((reason, count),) = left_out.items()
        return f" + {count:,} left out ({reason})"
    several = ", ".join(f"{count:,} {reason}" for reason, count in left_out.items())
    return f" + {sum(left_out.values()):,} left out ({several})"


def _rows(count: str) -> str:
    return "row " if count == "1" else "rows"
