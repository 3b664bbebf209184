"""What became of the rows of a run, as a table for people, and what was left out of it."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from compdsl.source.characters import visible, width
from compdsl.values.figures import shown
from compdsl.values.types import money

if TYPE_CHECKING:
    from compdsl.paid.rows import RowCount
    from compdsl.records.left_out import LeftOut


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


def left_out_to_text(found: "Sequence[LeftOut]", currency: str | None) -> str:
    """A line a money column of refused rows: what its cells come to, and how many of them could be read."""
    lines = []
    for one in found:
        which = f"{visible(one.file)}, {visible(one.column)}"
        if not one.readable:
            lines.append(f"  {which}: none of {one.rows:,} amounts can be read")
            continue
        amount = shown(one.amount, money(currency))
        several = f"{one.readable:,} {'amount' if one.readable == 1 else 'amounts'}"
        unread = one.rows - one.readable
        lines.append(f"  {which}: {amount} in {several}" + (f"; {unread:,} more cannot be read" if unread else ""))
    return "".join(f"{line}\n" for line in lines)


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
