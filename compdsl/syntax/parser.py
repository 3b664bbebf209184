"""Runs lark's LALR automaton over a source; after a mistake it goes on with the next statement.

What a rule makes of its parts is said in `actions.py`; this file only knows states, tokens and values.
"""

from collections.abc import Callable, Mapping
from typing import Any

from attrs import define, field
from lark import Token
from lark.exceptions import UnexpectedToken
from lark.parsers.lalr_analysis import IntParseTable, Reduce, Shift
from lark.parsers.lalr_parser_state import ParseConf, ParserState

from compdsl.source.source import Span
from compdsl.syntax.lexer import Lexer
from compdsl.syntax.table import END, RULES, START, STATES

LONGEST_END = 200
"""How many open units and braces are closed at the end of a text."""

UNITS = ("statement", "test_item")
"""What can be left out as a whole: after a mistake reading goes on behind the innermost of these."""


class Origin:
    """The name of a rule, under the attribute lark asks for."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name


class Production:
    """One alternative of a rule: which rule, which action, which parts are handed to it."""

    __slots__ = ("action", "expansion", "is_passed_on", "kept", "origin")

    def __init__(self, origin: str, action: str, is_passed_on: bool, kept: tuple[bool, ...]) -> None:
        self.origin = Origin(origin)
        self.action = action
        self.is_passed_on = is_passed_on
        self.kept = kept
        self.expansion = kept


class Parts(list[Any]):
    """The parts of a rule that has no meaning of its own: they become parts of the rule around it."""

    def __init__(self, span: Span, items: list[Any]) -> None:
        super().__init__(items)
        self.span = span


Action = Callable[[str, str, Span, list[Any]], Any]

PRODUCTIONS = tuple(Production(*rule) for rule in RULES)


def _table() -> Any:
    states = tuple(
        {name: (Shift, to) if to >= 0 else (Reduce, PRODUCTIONS[-1 - to]) for name, to in row.items()} for row in STATES
    )
    return IntParseTable(states, {"start": START}, {"start": END})  # type: ignore[no-untyped-call]


TABLE = _table()


@define
class Mistake:
    """A token the grammar does not take where it stands, and what it would take there.

    `token` is None at the end of the text. `before` is the last token that was taken.
    """

    token: Token | None
    before: Token | None
    expected: frozenset[str]
    unit: str
    first: Token | None
    open_bracket: Token | None
    seen: tuple[Token, ...] = ()


@define
class Parser:
    """One run over one source. `act` makes a value of a rule's parts, `broken` stands for what could not be read."""

    lexer: Lexer
    act: Action
    broken: Callable[[str, Span, list[Token]], Any]
    mistakes: list[Mistake] = field(factory=list)

    def parse(self) -> Any:
        """What the start rule gives; None where not one statement could be found."""
        callbacks: Mapping[Production, Callable[[list[Any]], Any]] = {p: self._callback(p) for p in PRODUCTIONS}
        state: Any = ParserState(ParseConf(TABLE, callbacks, "start"), None)  # type: ignore[arg-type]
        skipping = Skipping()
        before: Token | None = None
        statement: list[Token] = []
        for token in self.lexer.tokens(lambda: TABLE.states[state.state_stack[-1]]):
            if skipping.goes_on(token):
                continue
            try:
                stack = list(state.state_stack)
                state.feed_token(token)
            except UnexpectedToken:
                self._mistake(state, stack, token, before, statement)
                skipping.start()
                if not skipping.goes_on(token) and takes(state.state_stack, token.type):
                    state.feed_token(token)
                    before, statement = token, []
                continue
            before = token
            statement = [] if token.type == "_SEP" or token.type == "LBRACE" else [*statement[:64], token]
        return self._end(state, before, statement)

    def _end(self, state: Any, before: Token | None, statement: list[Token]) -> Any:
        """The value of the whole; what is still open at the end is one mistake."""
        if before is None:
            return None
        end = Token("$END", "", before.end_pos, end_pos=before.end_pos)
        for attempt in range(LONGEST_END):
            stack = list(state.state_stack)
            try:
                return state.feed_token(end, is_end=True)
            except UnexpectedToken:
                if attempt == 0:
                    self._mistake(state, stack, None, before, statement)
                if takes(state.state_stack, "RBRACE"):
                    state.feed_token(Token("RBRACE", "}", end.start_pos, end_pos=end.end_pos))
                elif not self._leave_out(state, None, before, statement):
                    return None
        return None

    def _mistake(
        self, state: Any, stack: list[int], token: Token | None, before: Token | None, statement: list[Token]
    ) -> None:
        expected = frozenset(name for name in TABLE.states[stack[-1]] if takes(stack, name))
        unit, depth = _unit(state)
        values = state.value_stack if token is None else state.value_stack[depth:]
        opened = [v for v in values if isinstance(v, Token) and v.type in ("LPAR", "LBRACE")]
        first = statement[0] if statement else None
        found = Mistake(token, before, expected, unit, first, opened[-1] if opened else None, tuple(statement))
        self.mistakes.append(found)
        self._leave_out(state, token, before, statement)

    def _leave_out(self, state: Any, token: Token | None, before: Token | None, statement: list[Token]) -> bool:
        """Put something broken in the place of the innermost unit; False where there is none to leave out."""
        unit, depth = _unit(state)
        if not unit or (token is None and not state.value_stack[depth:]):
            return False
        start = _start_of(state.value_stack[depth:], token or before)
        end = before.end_pos if before is not None and before.end_pos else start
        del state.state_stack[depth + 1 :]
        del state.value_stack[depth:]
        tokens = [*statement, *([token] if token is not None else [])]
        state.value_stack.append(self.broken(unit, Span(start, max(start, end)), tokens))
        state.state_stack.append(TABLE.states[state.state_stack[-1]][unit][1])
        return True

    def _callback(self, production: Production) -> Callable[[list[Any]], Any]:
        kept, name, origin = production.kept, production.action, production.origin.name
        everything = all(kept)

        def reduce(parts: list[Any]) -> Any:
            items = parts if everything else [part for part, keep in zip(parts, kept, strict=True) if keep]
            if any(type(item) is Parts for item in items):
                items = [one for item in items for one in (item if type(item) is Parts else (item,))]
            if production.is_passed_on and len(items) == 1:
                return items[0]
            span = Span(_start(parts[0]), _end(parts[-1])) if parts else Span(0, 0)
            return Parts(span, items) if name[0] == "_" else self.act(name, origin, span, items)

        return reduce


@define
class Skipping:
    """Leaves out the tokens behind a mistake, up to the end of the statement it stands in."""

    is_on: bool = False
    depth: int = 0

    def start(self) -> None:
        """Begin to leave out."""
        self.is_on, self.depth = True, 0

    def goes_on(self, token: Token) -> bool:
        """Whether this token is left out too."""
        if not self.is_on:
            return False
        if token.type == "LBRACE":
            self.depth += 1
        elif token.type == "RBRACE" and self.depth > 0:
            self.depth -= 1
        elif self.depth == 0 and token.type in ("_SEP", "RBRACE"):
            self.is_on = False
        return self.is_on


def takes(stack: list[int], terminal: str) -> bool:
    """Whether the automaton, from these states, would really take a terminal: reductions are played through."""
    if not terminal.isupper() and terminal != "$END":
        return False
    states = list(stack)
    while True:
        found = TABLE.states[states[-1]].get(terminal)
        if found is None:
            return False
        action, arg = found
        if action is Shift:
            return True
        if arg.expansion:
            del states[-len(arg.expansion) :]
        states.append(TABLE.states[states[-1]][arg.origin.name][1])
        if terminal == "$END" and states[-1] == END:
            return True


def _unit(state: Any) -> tuple[str, int]:
    """The innermost unit that can be left out, and how many values stand before it."""
    for depth in range(len(state.state_stack) - 1, -1, -1):
        for unit in UNITS:
            if unit in TABLE.states[state.state_stack[depth]]:
                return unit, depth
    return "", 0


def _start_of(values: list[Any], token: Token | None) -> int:
    return _start(values[0]) if values else (token.start_pos or 0 if token is not None else 0)


def _start(part: Any) -> int:
    return int(part.start_pos or 0) if isinstance(part, Token) else int(part.span.start)


def _end(part: Any) -> int:
    return int(part.end_pos or 0) if isinstance(part, Token) else int(part.span.end)
