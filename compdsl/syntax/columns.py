"""Lines that follow one another, with their parts under one another."""

from attrs import frozen

LONGEST_AMOUNT = 16
"""An amount longer than this does not push the others aside."""


@frozen
class Row:
    """A line as parts. Rows of one kind that follow one another are aligned.

    adoption  60%     goal 80%  cap 150%
    ^^^^^^^^  ^^^     ^^^^^^^^^^^^^^^^^^
    first     amount  rest
    """

    kind: str
    first: str
    amount: str
    rest: str

    @property
    def is_short(self) -> bool:
        """Whether its amount takes part in the alignment."""
        return len(self.amount) <= LONGEST_AMOUNT and not self.amount.startswith("=")


def aligned(rows: list[Row], width: int) -> list[str]:
    """The lines of rows that follow one another; less so where one would become too long."""
    first = max(len(row.first) for row in rows)
    amount = max((len(row.amount) for row in rows if row.is_short), default=0)
    for widths in ((first, amount), (first, 0)):
        lines = [_line(row, *widths) for row in rows]
        if max(map(len, lines)) <= width:
            return lines
    return [_line(row, 0, 0) for row in rows]


def _line(row: Row, first: int, amount: int) -> str:
    start = f"{row.first:<{first}} {row.amount:<{amount}}" if row.amount or amount else f"{row.first:<{first}}"
    between = "  " if row.amount or amount else " "
    return f"{start}{between}{row.rest}".rstrip(" ")


def aligned_remarks(lines: list[tuple[str, str]]) -> list[str]:
    """Lines that follow one another and their comments, which begin under one another."""
    longest = max(len(line) for line, _ in lines)
    return [f"{line:<{longest}}  {remark}" for line, remark in lines]
