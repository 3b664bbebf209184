"""A plan as it stands in the text: every token in its place in the grammar, with the comments that stand before it.

The tree says what was written; here stays how. Certain from here on: each token and each comment is there once, in
order, but for separators and for commas behind the last of a list.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

from attrs import define, frozen

from compdsl.source.mutable import fresh, mutable
from compdsl.source.source import Source, Span
from compdsl.syntax.lalr import Token
from compdsl.syntax.lexer import Accepts, Chunk, Lexer
from compdsl.syntax.parser import Parser
from compdsl.syntax.tree import Comment

_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_LINE_END = Chunk("line", "\n", 0, 1)


@frozen(eq=False)
class Remark:
    """A comment: behind something on the same line, or on a line of its own.

    cap 150%    # agreed in March
    """

    text: str
    is_trailing: bool
    has_blank_before: bool


@frozen(eq=False)
class Leaf:
    """A token, the comments between the token before and this one, and whether a line end before it would separate.

    `is_on_line` says that it stands on the line of the token before.
    """

    kind: str
    text: str
    remarks: tuple[Remark, ...]
    has_blank_before: bool
    is_bound: bool
    is_on_line: bool

    @property
    def first(self) -> "Leaf":
        """Itself, as for a unit."""
        return self

    @property
    def last(self) -> "Leaf":
        """Itself, as for a unit."""
        return self

    @property
    def has_remarks(self) -> bool:
        """Whether comments stand before it."""
        return bool(self.remarks)


@frozen(eq=False)
class Unit:
    """What a rule of the grammar stands for, named after its alternative."""

    kind: str
    is_modifier: bool
    parts: "tuple[Part, ...]"

    @property
    def first(self) -> Leaf:
        """Its first token."""
        return self.parts[0].first

    @property
    def last(self) -> Leaf:
        """Its last token."""
        return self.parts[-1].last

    @property
    def has_remarks(self) -> bool:
        """Whether comments stand in it, before its first token among them."""
        return any(part.has_remarks for part in self.parts)


Part: TypeAlias = Leaf | Unit


@frozen(eq=False)
class Written:
    """The statements of a plan file, and its end, which has the comments behind the last statement."""

    statements: tuple[Unit, ...]
    end: Leaf


def read_written(source: Source) -> Written:
    """The units of a plan that can be read; ValueError for one that cannot."""
    recorder = Recorder(source)
    parser = Parser(recorder, _outliner, _broken)
    outline = parser.parse()
    if parser.mistakes or recorder.found or not isinstance(outline, Outline):
        raise ValueError("a plan with mistakes of form has no units")
    leaves = list(_leaves(source, recorder.seen, recorder.comments))
    waiting = _Waiting(leaves)
    return Written(tuple(_unit(one, waiting) for one in outline.inside), leaves[-1][1])


@frozen(eq=False)
class Seen:
    """A token as the lexer came upon it."""

    kind: str
    text: str
    span: Span
    is_bound: bool


@mutable()
class Recorder(Lexer):
    """The lexer of the parser, which writes down what it sees."""

    seen: list[Seen] = fresh(factory=list)

    def _type(self, chunk: Chunk, taken: Accepts) -> str:
        last = self.seen[-1].kind if self.seen else ""
        is_bound = self._separates(_LINE_END, chunk, taken, last)
        kind = super()._type(chunk, taken)
        self.seen.append(Seen(kind, chunk.text, chunk.span, is_bound))
        return kind


# Tokens and comments


def _leaves(source: Source, seen: list[Seen], comments: list[Comment]) -> Iterator[tuple[int, Leaf]]:
    """The tokens with the comments before them; those before a comma stand behind it where they can."""
    end = Seen("$END", "", Span(len(source.text), len(source.text)), is_bound=False)
    tokens = [*_without_last_commas(seen), end]
    waiting = iter(comments)
    comment = next(waiting, None)
    position, remarks = 0, list[Remark]()
    for number, token in enumerate(tokens):
        while comment is not None and comment.span.start < token.span.start:
            remarks.append(_remark(source, position, comment, is_first=not remarks))
            position, comment = comment.span.end, next(waiting, None)
        is_blank = _has_blank(source, position, token.span.start)
        is_on_line = position > 0 and "\n" not in source.text[position : token.span.start]
        position = token.span.end
        if token.kind == "COMMA" and not tokens[number + 1].is_bound:
            yield token.span.start, Leaf(token.kind, token.text, (), is_blank, token.is_bound, is_on_line)
            continue
        yield token.span.start, Leaf(token.kind, token.text, tuple(remarks), is_blank, token.is_bound, is_on_line)
        remarks = []


def _without_last_commas(seen: list[Seen]) -> Iterator[Seen]:
    following = [*seen[1:], None]
    for token, after in zip(seen, following, strict=True):
        if token.kind != "COMMA" or after is None or after.kind != "RBRACE":
            yield token


def _remark(source: Source, position: int, comment: Comment, *, is_first: bool) -> Remark:
    between = source.text[position : comment.span.start]
    is_trailing = is_first and position > 0 and "\n" not in between
    return Remark(comment.text.rstrip(), is_trailing, _has_blank(source, position, comment.span.start))


def _has_blank(source: Source, start: int, end: int) -> bool:
    return _BLANK_LINE.search(source.text, start, end) is not None


# Units


@frozen(eq=False)
class Outline:
    """A unit before its tokens are put in: the rule, the place, the units inside."""

    kind: str
    is_modifier: bool
    span: Span
    inside: "tuple[Outline, ...]"


def _outliner(name: str, origin: str) -> Callable[[Span, list[Any]], Any]:
    def outline(span: Span, items: list[Any]) -> Any:
        inside = tuple(item for item in items if isinstance(item, Outline))
        return Outline(name.rstrip("_"), origin == "modifier", span, inside)

    return outline


def _broken(unit: str, span: Span, _: list[Token]) -> Outline:
    return Outline(unit, is_modifier=False, span=span, inside=())


def _unit(outline: Outline, leaves: "_Waiting") -> Unit:
    """A unit with all its tokens: those of the units inside it, and those between them."""
    parts: list[Part] = []
    for inside in outline.inside:
        parts += leaves.before(inside.span.start)
        parts.append(_unit(inside, leaves))
    parts += leaves.before(outline.span.end)
    return Unit(outline.kind, outline.is_modifier, tuple(parts))


@define
class _Waiting:
    """The tokens that are not yet in their units."""

    leaves: list[tuple[int, Leaf]]
    taken: int = 0

    def before(self, offset: int) -> list[Leaf]:
        """Take those that start before a place."""
        until = self.taken
        while until < len(self.leaves) and self.leaves[until][0] < offset:
            until += 1
        found = [leaf for _, leaf in self.leaves[self.taken : until]]
        self.taken = until
        return found
