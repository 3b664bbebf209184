"""Warnings about texts of the data that are nearly those the plan asks for, or nearly each other's."""

from compdsl.diagnostics.problem import Cell, Mark, Problem, Severity, problem
from compdsl.records.shown import quoted
from compdsl.source.source import Source, Span


@problem
def other_spelling(
    source: Source, span: Span, asked: str, rows: str, column: str, found: str, many: str, differ: str
) -> Problem:
    """The data holds a text that differs from one the plan asks for only in capital letters, accents or blanks.

    Texts are compared letter by letter: `lead` is not `Lead`, and an accent may be stored in two ways. Such rows are
    not those the plan asks for, which is seldom meant.
    """
    return Problem(
        f"{many} {quoted(found)} in `{column}`, and the plan asks for {quoted(asked)} ({rows}): {differ}.",
        Mark(source, span, "these letters only"),
        hint="Write both alike if the same is meant.",
        severity=Severity.WARNING,
    )


@problem
def nobody_for_plan(source: Source, span: Span, column: str, texts: tuple[str, ...]) -> Problem:
    """Nobody of the roster fits the `for` of a plan, so the plan pays nobody.

    Look for a slip in the texts of the plan or of the roster, or for a roster of other people.
    """
    found = f"its `{column}` holds {', '.join(map(quoted, texts))}" if texts else f"its `{column}` holds no text"
    return Problem(
        f"Nobody of the roster is of this plan: {found}.",
        Mark(source, span, "nobody fits all of this"),
        hint="Look for a slip of the pen, here or in the roster.",
        severity=Severity.WARNING,
    )


@problem
def look_alike_teams(file: str, first: str, count: str, second: str, other: str, differ: str) -> Problem:
    """Two teams of the roster have names that differ only in capital letters, accents or blanks: they are two teams."""
    return Problem(
        f"the team {quoted(first)} ({count}) is another than {quoted(second)} ({other}): {differ}",
        cell=Cell(file, column="team"),
        hint="write both alike if they are one team",
        severity=Severity.WARNING,
    )
