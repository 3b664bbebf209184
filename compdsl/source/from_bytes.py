"""From the bytes of a plan file to its text: strict UTF-8, one kind of line end, nothing hidden."""

from compdsl.diagnostics.problem import Problem
from compdsl.source import problems
from compdsl.source.characters import FORBIDDEN
from compdsl.source.source import Source, Span

MOST_BYTES = 1024 * 1024
MOST_LINES = 20_000

_UTF8_MARK = b"\xef\xbb\xbf"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_SHOWN_PLACES = 4


def source_from_bytes(
    data: bytes, path: str, *, most_bytes: int = MOST_BYTES, most_lines: int = MOST_LINES
) -> tuple[Source, list[Problem]]:
    """The text of a plan, and what is wrong with it as text. Where something is, it is for drawing only."""
    if len(data) > most_bytes:
        empty = Source("", path)
        return empty, [problems.too_many_bytes(empty, most_bytes)]
    if _is_utf16(data):
        empty = Source("", path)
        return empty, [problems.looks_like_utf16(empty)]
    try:
        source = Source(_with_plain_line_ends(data.removeprefix(_UTF8_MARK).decode("utf-8")), path, data)
    except UnicodeDecodeError as error:
        return _undecoded(data, path, error)
    return source, _too_long(source, most_lines) or _forbidden(source)


def _is_utf16(data: bytes) -> bool:
    """Whether it begins with the mark of UTF-16, or as plain letters do in it: every other byte zero."""
    start = data[:64]
    return start.startswith(_UTF16_MARKS) or (
        len(start) >= 4 and 0 in start and (not any(start[0::2]) or not any(start[1::2])) and any(start)
    )


def _with_plain_line_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _undecoded(data: bytes, path: str, error: UnicodeDecodeError) -> tuple[Source, list[Problem]]:
    """A text in which bytes that are not UTF-8 stand as such, and the first of them as a problem."""
    offset = error.start + len(data) - len(error.object)
    before = _with_plain_line_ends(data[:offset].removeprefix(_UTF8_MARK).decode("utf-8"))
    after = _with_plain_line_ends(data[offset:].decode("utf-8", "surrogateescape"))
    source = Source(before + after, path)
    span = Span(len(before), len(before) + 1)
    return source, [problems.not_utf8(source, span, data[offset], offset)]


def _too_long(source: Source, most: int) -> list[Problem]:
    lines = source.text.count("\n") + (not source.text.endswith("\n"))
    return [problems.too_many_lines(source, lines, most)] if lines > most else []


def _forbidden(source: Source) -> list[Problem]:
    """One problem for each character that may not be there, however often it is."""
    places: dict[str, list[Span]] = {}
    counts: dict[str, int] = {}
    for match in FORBIDDEN.finditer(source.text):
        char = match[0]
        counts[char] = counts.get(char, 0) + 1
        if counts[char] <= _SHOWN_PLACES:
            places.setdefault(char, []).append(Span(match.start(), match.end()))
    return [problems.forbidden_character(source, tuple(spans), counts[char]) for char, spans in places.items()]
