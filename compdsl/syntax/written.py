"""A plan as it stands in the text: every token in its place in the grammar, with the comments that stand before it.

The tree says what was written; here stays how. Certain from here on: each token and each comment is there once, in
order, but for separators and for commas behind the last of a list.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

from attrs import frozen

from compdsl.diagnostics.problem import Problem
from compdsl.source.mutable import fresh, mutable
from compdsl.source.source import Source, Span
from compdsl.syntax.from_source import read_plan
from compdsl.syntax.lexer import Accepts, Chunk, Lexer
from compdsl.syntax.parser import Action
from compdsl.syntax.tree import Comment, Plan

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
    """A plan, its statements as they stand there, and its end, which has the comments behind the last statement."""

    source: Source
    plan: Plan
    statements: tuple[Unit, ...]
    end: Leaf


def read_written(source: Source) -> tuple[Written | None, list[Problem]]:
    """A plan with its units; None, and the problems of its form, for one that cannot be read."""
    recorder = Recorder(source)
    plan, problems = read_plan(source, recorder)
    if problems:
        return None, problems
    leaves = list(_leaves(source, recorder.seen, recorder.comments))
    return Written(source, plan, _units(recorder.ended, leaves), leaves[-1][1]), []


@frozen(eq=False)
class Seen:
    """A token as the lexer came upon it."""

    kind: str
    text: str
    span: Span
    is_bound: bool


@frozen(eq=False)
class Ended:
    """A rule as it came to its end: those inside it ended before."""

    kind: str
    is_modifier: bool
    span: Span


@mutable()
class Recorder(Lexer):
    """The lexer of the parser, which writes down what it sees, and which rules end."""

    seen: list[Seen] = fresh(factory=list)
    ended: list[Ended] = fresh(factory=list)

    def noting(self, action_of: Callable[[str, str], Action]) -> Callable[[str, str], Action]:
        """What makes the value of a rule, and notes that it has ended."""

        def noted_of(name: str, origin: str) -> Action:
            make, kind, is_modifier, ended = action_of(name, origin), name.rstrip("_"), origin == "modifier", self.ended

            def noted(span: Span, items: list[Any]) -> Any:
                ended.append(Ended(kind, is_modifier, span))
                return make(span, items)

            return noted

        return noted_of

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


def _units(ended: list[Ended], leaves: list[tuple[int, Leaf]]) -> tuple[Unit, ...]:
    """The units of the last rule, which is the whole: each takes what stands in it, tokens and the units inside."""
    waiting: list[tuple[int, Part]] = []
    taken = 0
    for rule in ended[:-1]:
        start, end = rule.span.start, rule.span.end
        while leaves[taken][0] < end and leaves[taken][1].kind != "$END":
            waiting.append(leaves[taken])
            taken += 1
        first = len(waiting)
        while first and waiting[first - 1][0] >= start:
            first -= 1
        unit = Unit(rule.kind, rule.is_modifier, tuple(part for _, part in waiting[first:]))
        waiting[first:] = [(start, unit)]
    return tuple(unit for _, unit in waiting if isinstance(unit, Unit))
