"""Long lines in the width of a terminal: broken between words, what follows under the column it began in."""

from compdsl.source.characters import width

LEAST = 30
"""A column narrower than this is left: its text goes on below, nearer to the edge."""

NEAR = 6


def wrapped(text: str, room: int | None) -> list[str]:
    """A text in lines of so many columns; a word that is longer has a line of its own. One line where none is said."""
    if room is None or width(text) <= room:
        return [text]
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        if line.strip() and width(line) + 1 + width(word) > room:
            lines.append(line.rstrip())
            line = word
        else:
            line = f"{line} {word}" if line else word
    return [*lines, line.rstrip()]


def in_columns(text: str, columns: int | None, begin: int, hang: int = 0) -> tuple[int, list[str]]:
    """Where a text begins that would begin in a column, and its lines; those after the first hang further in.

    Where a terminal leaves too little room there, it begins near the edge, on a line of its own.
    """
    if columns is None or begin + width(text) <= columns:
        return begin, [text]
    if columns - begin < LEAST:
        begin = NEAR
    first, *others = wrapped(text, max(columns - begin - hang, LEAST // 2))
    return begin, [first, *(" " * hang + line for line in others)]
