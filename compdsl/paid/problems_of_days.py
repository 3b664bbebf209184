"""Warnings about rows of the data that name somebody on a day on which the roster does not have them."""

from collections.abc import Sequence

from compdsl.diagnostics.problem import Cell, Problem, Severity, problem
from compdsl.records.data import Row
from compdsl.source.characters import visible

Named = Sequence[tuple[str, str, Row]]
"""Who, the day, and the row."""


@problem
def rows_outside_days(rows: Named, count: int) -> Problem:
    """Rows are dated after somebody's last day in the roster, or before their first, in a period they work in.

    They count: whose row it is does not end with the last day, for a deal may be signed before it and booked behind it.
    Where they should not, take them out of the file, or say so in the plan: `where closed_on <= payee.end`.
    """
    return Problem(
        f"{_so_many(rows, count)} of people whom the roster does not have on that day: {_told(rows, count)}.",
        cell=Cell(rows[0][2].file, rows[0][2].line, rows[0][2].number),
        hint="Take them out of the file if they should not count, as they do, or correct the days in the roster.",
        severity=Severity.WARNING,
    )


@problem
def credit_of_nobody(rows: Named, count: int) -> Problem:
    """A row credits somebody on a day on which the roster does not have them.

    In a period in which they do not work they are paid nothing, and their share of the row is nobody's.
    """
    return Problem(
        f"{_so_many(rows, count)} credited to people whom the roster does not have on that day: {_told(rows, count)}.",
        cell=Cell(rows[0][2].file, rows[0][2].line, rows[0][2].number),
        hint="Name somebody else, or correct the days in the roster: who does not work in the period is not paid.",
        severity=Severity.WARNING,
    )


def _so_many(rows: Named, count: int) -> str:
    return (
        f"1 row of {visible(rows[0][2].file)} is" if count == 1 else f"{count:,} rows of {visible(rows[0][2].file)} are"
    )


def _told(rows: Named, count: int) -> str:
    named = [f"{visible(payee)} on {day} (line {row.line})" for payee, day, row in rows]
    more = [f"{count - len(rows):,} more"] if count > len(rows) else []
    return ", ".join([*named, *more])
