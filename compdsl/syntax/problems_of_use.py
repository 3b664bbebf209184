"""What can be wrong with the files that a plan uses."""

from compdsl.diagnostics.problem import Mark, Problem, Severity, problem
from compdsl.source.source import Source, Span


@problem
def used_path_form(source: Source, span: Span, what: str, meant: str | None) -> Problem:
    """A `use` names its file in a way that could lead anywhere.

    A plan names the files it uses by their paths from its own folder, with `/` between folders, and each ends in
    `.comp`: `use "shared/measures.comp"`. An absolute path, a home folder, a variable, an address or a backslash would
    mean something else on another machine, or lead out of the project.
    """
    return Problem(
        f"The path of a used file may not be {what}.",
        Mark(source, span),
        hint=f'Write `use "{meant or "shared/measures.comp"}"`, the path from the folder of this file.',
    )


@problem
def used_file_missing(source: Source, span: Span, path: str, meant: str) -> Problem:
    """A file that a plan uses does not exist.

    The path counts from the folder of the file that says `use`.
    """
    hint = f'Write `use "{meant}"`.' if meant else "Look for a slip; the path counts from the folder of this file."
    return Problem(f"There is no file `{path}` here.", Mark(source, span), hint=hint)


@problem
def used_file_outside(source: Source, span: Span) -> Problem:
    """A file that a plan uses lies outside the project.

    The project is the nearest folder upwards from the plan that holds `compdsl.toml`, `pyproject.toml` or `.git`, else
    the folder of the plan. A plan that somebody sent could otherwise show in a message what stands elsewhere on this
    machine. Links are followed to where they lead before this is decided.
    """
    return Problem(
        "This file lies outside the project, and is not read.",
        Mark(source, span),
        hint="Put a copy of it into the project, or mark the top of the project with a file `compdsl.toml`.",
    )


@problem
def used_file_unreadable(source: Source, span: Span, what: str) -> Problem:
    """What a `use` names cannot be read: it is a folder, a pipe or a device, or the system does not let it be read."""
    return Problem(
        f"This cannot be read: {what}.", Mark(source, span), hint="Name a plain file that you may read.", status=3
    )


@problem
def ring_of_files(source: Source, span: Span, ring: tuple[str, ...]) -> Problem:
    """A file uses itself, directly or by way of others; the message names the files of the ring in their order."""
    return Problem(
        f"These files use each other in a ring: {' → '.join(ring)}.",
        Mark(source, span),
        hint="Move what both of them need to a file of its own, and use that in both.",
    )


@problem
def uses_too_deep(source: Source, span: Span, most: int) -> Problem:
    """A plan uses a file that uses a file, and so on, more than 8 deep."""
    return Problem(
        f"The used files use others more than {most} deep.",
        Mark(source, span),
        hint="Use the file from a file that stands nearer to the plan.",
        status=3,
    )


@problem
def too_many_files(source: Source, span: Span, most: int) -> Problem:
    """A plan uses more than 64 files, so that checking one always takes little time."""
    return Problem(
        f"The plan uses more than {most} files.", Mark(source, span), hint="Put several of them into one.", status=3
    )


@problem
def files_too_long(source: Source, span: Span, what: str, most: int) -> Problem:
    """A plan and the files it uses have more lines or words together than a plan may have.

    The limits of a plan, 20,000 lines and 40,000 words, figures and signs, are for all its files together.
    """
    return Problem(
        f"With this file the plan has more than {most:,} {what}.",
        Mark(source, span),
        hint="Use fewer files, or keep the figures in the data.",
        status=3,
    )


@problem
def left_behind(source: Source, span: Span, word: str, use: Span) -> Problem:
    """A file that is used says `for`, `target`, `total` or `adjust`, which holds for that file alone.

    These speak of the pay of one plan as a whole, and of whom it pays. A plan that uses the file does not take them
    over, and may pay more or less than the used file by itself would, or other people. Definitions that several plans
    share are best kept in a file that says nothing of this kind.
    """
    return Problem(
        f"`{word}` is not taken over: it holds for this file, not for a plan that uses it.",
        Mark(source, span),
        others=(Mark(source, use, "used here"),),
        hint=f"Write `{word}` in the plan itself, or move the definitions to a file of their own.",
        severity=Severity.WARNING,
    )
