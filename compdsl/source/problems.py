"""What can be wrong with a plan file before a word of it is read."""

from compdsl.diagnostics.problem import Mark, Problem, problem
from compdsl.source.characters import code_point
from compdsl.source.source import Source, Span


@problem
def not_utf8(source: Source, span: Span, byte: int, offset: int) -> Problem:
    """A plan file holds bytes that are not UTF-8.

    Plans are read as UTF-8 and as nothing else: a guessed encoding would turn one name into another. The
    message gives the first byte that does not fit, how many bytes stand before it, and the line it is on.

    Save the file as UTF-8. In a spreadsheet or an editor this is a choice in "Save as".
    """
    line = source.place(span).line
    return Problem(
        f"The byte 0x{byte:02X} at offset {offset} (line {line}) is not UTF-8.",
        Mark(source, span),
        hint="Save the file as UTF-8.",
    )


@problem
def looks_like_utf16(source: Source) -> Problem:
    """A plan file looks like UTF-16, an encoding that some editors call "Unicode".

    Save the file as UTF-8.
    """
    return Problem("The file looks like UTF-16.", Mark(source, Span(0, 0)), hint="Save it as UTF-8.")


@problem
def forbidden_character(source: Source, spans: tuple[Span, ...], count: int) -> Problem:
    """A plan holds a character that cannot be seen, or that changes how the text around it is shown.

    These are control characters (all but tab and line end), form feeds and the line ends of other systems,
    characters of no width, and marks that turn the direction of writing. With them, a plan could pay
    otherwise than it reads. They mostly come along when text is pasted from a document or a web page.

    Delete the character. Most editors show it when they are asked to show invisible characters.
    """
    first, *others = spans
    found = code_point(source.at(first))
    times = f" It stands {count:,} times in this file." if count > 1 else ""
    return Problem(
        f"{found} may not stand in a plan: it cannot be seen, or changes what is seen.{times}",
        Mark(source, first),
        others=tuple(Mark(source, span, "and here") for span in others),
        hint="Delete it.",
    )


@problem
def too_many_bytes(source: Source, most: int) -> Problem:
    """A plan file is larger than a plan may be.

    A plan is at most 1 MiB, so that reading one always takes little time and memory. A file of this size is
    mostly a file of records that was given in the place of a plan.
    """
    return Problem(
        f"The file is larger than {most:,} bytes, the most a plan may have.",
        Mark(source, Span(0, 0)),
        hint="Give the plan first and the records after it, or split the plan into several.",
        status=3,
    )


@problem
def too_many_lines(source: Source, lines: int, most: int) -> Problem:
    """A plan has more lines than a plan may have.

    A plan has at most 20,000 lines, so that reading one always takes little time and memory.
    """
    return Problem(
        f"The file has {lines:,} lines; a plan has at most {most:,}.",
        Mark(source, Span(0, 0)),
        hint="Split the plan into several files.",
        status=3,
    )
