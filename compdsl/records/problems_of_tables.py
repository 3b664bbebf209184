"""The problems of files of tables with types of their own: Parquet and Excel."""

from collections.abc import Sequence

from compdsl.diagnostics.problem import Problem, problem
from compdsl.records.problems import LIMIT
from compdsl.records.shown import listed


@problem
def needs_extra(kind: str, extra: str) -> Problem:
    """Data is of a kind that is read by a library which is not installed."""
    what = _KINDS.get(kind, f"a {kind.capitalize()} file")
    return Problem(
        f"it is {what}, and what reads those is not installed",
        hint=f"install it with `pip install 'compdsl[{extra}]'`, or save the rows as CSV",
        status=LIMIT,
    )


_KINDS = {"xlsx": "an Excel file", "postgresql": "a PostgreSQL database", "arrow": "a table of another program"}


@problem
def broken_table(kind: str) -> Problem:
    """A file with the ending of Parquet or Excel is damaged, cut off, or something else."""
    return Problem(
        f"it cannot be read as {kind}: it is damaged, or something else", hint="save it once more", status=LIMIT
    )


@problem
def several_sheets(names: Sequence[str]) -> Problem:
    """An Excel file holds several sheets, and it is not known which of them is meant."""
    return Problem(
        f"it has {len(names)} sheets, {listed(names)}, and one is read",
        hint="save the one that is meant as a file of its own",
        status=LIMIT,
    )


@problem
def unpacks_too_large(size: int) -> Problem:
    """An Excel file is far larger once it is unpacked: nothing that holds records of pay is."""
    return Problem(
        f"it would be {size // (1024 * 1024):,} MiB once unpacked, which is too much for its size",
        hint="save the records as CSV",
        status=LIMIT,
    )


@problem
def changed_meanwhile() -> Problem:
    """A file was written to while it was read: which of its rows were there cannot be known."""
    return Problem("it changed while it was read", hint="run once more when nothing writes to it", status=LIMIT)
