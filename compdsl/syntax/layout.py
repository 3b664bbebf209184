"""Documents that fit on one line or are broken over several: how the formatter says where a line may end.

A group is either written flat or all its gaps become line ends. A comment in a gap always ends the line.
"""

from collections.abc import Iterator
from typing import NamedTuple, TypeAlias, assert_never

from attrs import define, field, frozen

from compdsl.syntax.written import Remark

INDENT = 2


@frozen(eq=False)
class Gap:
    """What stands between two tokens: a text where the line goes on, else a line end with the comments before it."""

    flat: str
    may_break: bool = False
    must_break: bool = False
    remarks: tuple[Remark, ...] = ()

    @property
    def is_forced(self) -> bool:
        """Whether the line ends here in any case."""
        return self.must_break or bool(self.remarks)


@frozen(eq=False)
class Either:
    """One text where the group is flat, another where it is broken."""

    flat: str
    broken: str


@frozen(eq=False)
class Indent:
    """Lines that begin in here are indented further."""

    inside: "Doc"
    size: "Size"


@frozen(eq=False)
class Group:
    """Flat if it fits in the line."""

    inside: "Doc"
    size: "Size"


class Size(NamedTuple):
    """Whether a line ends in a document in any case, and how long it is where it is written flat."""

    is_forced: bool
    length: int


Doc: TypeAlias = "str | Gap | Either | Indent | Group | tuple[Doc, ...]"


def group(*docs: Doc) -> Group:
    """Documents that are flat together or broken together."""
    return Group(docs, size_of(docs))


def indent(*docs: Doc) -> Indent:
    """Documents whose lines are indented further."""
    return Indent(docs, size_of(docs))


def size_of(doc: Doc) -> Size:
    """The size of a document; that of groups in it is known."""
    is_forced, length = False, 0
    waiting = [doc]
    while waiting:
        one = waiting.pop()
        match one:
            case str():
                length += len(one)
            case Either():
                length += len(one.flat)
            case Gap():
                length += len(one.flat)
                is_forced = is_forced or one.is_forced
            case Group() | Indent():
                length += one.size.length
                is_forced = is_forced or one.size.is_forced
            case tuple():
                waiting.extend(one)
            case _:
                assert_never(one)
    return Size(is_forced, length)


def flat(doc: Doc, room: int | None = None) -> str | None:
    """The document on one line; None where a line end is forced, or where the line is longer than the room."""
    is_forced, length = size_of(doc)
    if is_forced or (room is not None and length > room):
        return None
    return "".join(_texts(doc))


def laid_out(doc: Doc, width: int) -> list[str]:
    """The lines of a document, none longer than the width where that can be."""
    page = Page(width)
    waiting: list[_Waiting] = [(0, True, doc)]
    while waiting:
        indent, is_broken, one = waiting.pop()
        match one:
            case str():
                page.add(one)
            case Either():
                page.add(one.broken if is_broken else one.flat)
            case Gap():
                if one.is_forced or (is_broken and one.may_break):
                    page.end_line(indent, one.remarks)
                else:
                    page.add(one.flat)
            case Indent():
                waiting.append((indent + INDENT, is_broken, one.inside))
            case Group():
                breaks = one.size.is_forced or not _fits(one, waiting, width - page.column)
                waiting.append((indent, breaks, one.inside))
            case tuple():
                waiting.extend((indent, is_broken, inside) for inside in reversed(one))
            case _:
                assert_never(one)
    return page.finished()


_Waiting: TypeAlias = tuple[int, bool, Doc]


@define
class Page:
    """The lines so far."""

    width: int
    lines: list[str] = field(factory=list)
    line: list[str] = field(factory=list)
    column: int = 0

    def add(self, text: str) -> None:
        """Go on in the line."""
        self.line.append(text)
        self.column += len(text)

    def end_line(self, indent: int, remarks: tuple[Remark, ...]) -> None:
        """Begin a new line, behind the comments that stand here."""
        for remark in remarks:
            if remark.is_trailing:
                self.add("  " + remark.text)
            else:
                self._next(indent)
                self.add(remark.text)
        self._next(indent)

    def finished(self) -> list[str]:
        """All lines."""
        self._next(0)
        return self.lines

    def _next(self, indent: int) -> None:
        self.lines.append("".join(self.line).rstrip(" "))
        self.line = [" " * indent]
        self.column = indent


def _fits(doc: Group, behind: list[_Waiting], room: int) -> bool:
    """Whether a document fits flat in the rest of the line, with what follows up to where that may break."""
    room -= doc.size.length
    if room < 0:
        return False
    for text in _up_to_line_end(behind):
        room -= len(text)
        if room < 0:
            return False
    return True


def _up_to_line_end(behind: list[_Waiting]) -> Iterator[str]:
    for _, is_broken, following in reversed(behind):
        for one in _pieces(following):
            if isinstance(one, Gap) and (one.is_forced or (is_broken and one.may_break)):
                return
            if isinstance(one, Either) and is_broken:
                yield one.broken
            else:
                yield one if isinstance(one, str) else one.flat


def _texts(doc: Doc) -> Iterator[str]:
    return (one if isinstance(one, str) else one.flat for one in _pieces(doc))


def _pieces(doc: Doc) -> Iterator[str | Gap | Either]:
    """Texts and gaps in order."""
    waiting = [doc]
    while waiting:
        one = waiting.pop()
        match one:
            case str() | Gap() | Either():
                yield one
            case Indent() | Group():
                waiting.append(one.inside)
            case tuple():
                waiting.extend(reversed(one))
            case _:
                assert_never(one)
