"""The problems of whom a plan pays."""

from compdsl.diagnostics.problem import Mark, Problem, problem
from compdsl.source.source import Source, Span


@problem
def column_of_texts(source: Source, span: Span, column: str, kind: str) -> Problem:
    """`for` names a column of the roster that does not hold texts.

    Whom a plan pays is said by the texts of a column: `for role "csm", "senior csm"`. A date, an amount or a figure is
    compared where something is paid: `only when payee.seats >= 10`.
    """
    return Problem(
        f"Whom a plan pays is said by texts, and the column `{column}` holds {kind}.",
        Mark(source, span),
        hint='Name a column of texts, such as `for role "csm"`.',
    )


@problem
def empty_text(source: Source, span: Span, column: str) -> Problem:
    """A text behind `for` is empty. An empty cell of the roster is no data, so nobody would fit."""
    return Problem(
        f"An empty text fits nobody: an empty cell of `{column}` is no data.",
        Mark(source, span),
        hint="Write the text that the roster holds, and give these people one.",
    )


@problem
def everybody_alone(source: Source, span: Span) -> Problem:
    """`for everybody` alone says nothing: a plan without `for` is for everybody of the roster.

    With `beside other plans` it says that the plan pays people whom other plans of the folder pay too.
    """
    return Problem(
        "A plan without `for` is for everybody already.",
        Mark(source, span),
        hint="Take it out, or write `for everybody beside other plans`.",
    )


@problem
def test_of_others(
    source: Source, span: Span, people: Span, column: str, text: str, allowed: tuple[str, ...]
) -> Problem:
    """A test is about somebody whom the plan does not pay."""
    return Problem(
        f"The plan pays nobody whose `{column}` is `{text}`, so a test cannot be about them.",
        Mark(source, span),
        others=(Mark(source, people, "whom it pays"),),
        hint=f'Write `{column}: "{allowed[0]}"`.' if allowed else "Take it out.",
    )


@problem
def test_of_variant(source: Source, span: Span, variant: Span) -> Problem:
    """A test outside a variant is about somebody whom the variant pays."""
    return Problem(
        "This payee is paid by a variant of the plan, so a test of the plan itself cannot be about them.",
        Mark(source, span),
        others=(Mark(source, variant, "whom the variant is for"),),
        hint="Write the test in the braces of the variant.",
    )
