"""The layout of a plan: which line is indented how, and which brace was forgotten."""

import re

from compdsl.source.source import Source, Span

_BLANK = re.compile(r"[ \t]*")
_PIECE = re.compile(r'"[^"\n]*"?|#[^\n]*|[{}]')


def mismatched(source: Source) -> Span | None:
    """The first opening brace whose closing one begins a line that is not indented like its own; else None."""
    opened: list[int] = []
    for match in _PIECE.finditer(source.text):
        if match[0] == "{":
            opened.append(match.start())
        elif match[0] == "}" and opened:
            start = opened.pop()
            if is_first(source, match.start()) and indent(source, match.start()) < indent(source, start):
                return Span(start, start + 1)
    return None


def is_first(source: Source, offset: int) -> bool:
    """Whether only blanks stand before a place on its line."""
    while offset > 0 and source.text[offset - 1] in " \t":
        offset -= 1
    return offset == 0 or source.text[offset - 1] == "\n"


def indent(source: Source, offset: int) -> int:
    """How far the line of a place is indented."""
    start = source.line_starts[source.place(Span(offset, offset)).line - 1]
    match = _BLANK.match(source.text, start)
    return match.end() - start if match else 0
