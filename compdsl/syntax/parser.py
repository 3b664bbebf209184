"""Runs lark's LALR automaton over a source; after a mistake it goes on with the next statement.

What a rule makes of its parts is said in `actions.py`; this file only knows states, tokens and values.
"""

from collections.abc import Callable, Mapping
from itertools import compress
from typing import Any

from compdsl.source.frozen import frozen
from compdsl.source.mutable import fresh, mutable
from compdsl.source.source import Span
from compdsl.syntax.braces import is_first
from compdsl.syntax.lalr import IntParseTable, ParserState, Reduce, Shift, Token, UnexpectedToken
from compdsl.syntax.lexer import Lexer
from compdsl.syntax.skipping import GOING_ON, OUTSIDE_BRACES, Skipping
from compdsl.syntax.table import END, KEYWORDS, RULES, START, STATES

LONGEST_LINE = 300
UNITS = ("statement", "test_item")
"""What can be left out as a whole: after a mistake reading goes on behind the innermost of these."""


class Origin:
    """The name of a rule, under the attribute lark asks for."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name


class Production:
    """One alternative of a rule: which rule, which action, which parts are handed to it."""

    __slots__ = ("action", "expansion", "is_unchanged", "kept", "name", "origin", "size")

    def __init__(self, origin: str, action: str, is_passed_on: bool, kept: tuple[bool, ...]) -> None:
        self.origin = Origin(origin)
        self.name = origin
        self.action = action
        self.kept = kept
        self.expansion = kept
        self.size = len(kept)
        self.is_unchanged = is_passed_on and kept == (True,)
        """Whether it always passes its only part on: a figure is a product, a sum, a comparison … of one part."""


class Parts(list[Any]):
    """The parts of a rule that has no meaning of its own: they become parts of the rule around it."""

    def __init__(self, span: Span, items: list[Any]) -> None:
        super().__init__(items)
        self.span = span

    def longer(self, items: list[Any], last: Any) -> "Parts":
        """The same list with more parts, the last of which ends it; nothing else refers to the list."""
        for item in items:
            if type(item) is Parts:
                self.extend(item)
            else:
                self.append(item)
        self.span = Span(self.span.start, _end(last))
        return self


Action = Callable[[Span, list[Any]], Any]
"""Makes the value of a rule from where its text stands and its parts."""

PRODUCTIONS = tuple(Production(*rule) for rule in RULES)


class States(dict[int, Mapping[str, tuple[str, Any]]]):
    """What each symbol leads to in a state, made when the state is first met: a plan meets a part of them."""

    def __missing__(self, number: int) -> Mapping[str, tuple[str, Any]]:
        """The state of a number."""
        found = self[number] = {
            name: (Shift, to) if to >= 0 else (Reduce, PRODUCTIONS[-1 - to]) for name, to in STATES[number].items()
        }
        return found


class Reducers(dict[Production, Callable[[list[Any]], Any]]):
    """What makes the value of an alternative of its parts, made when the alternative is first met."""

    def __init__(self, action_of: Callable[[str, str], Action]) -> None:
        super().__init__()
        self.action_of = action_of

    def __missing__(self, production: Production) -> Callable[[list[Any]], Any]:
        """The reducer of an alternative."""
        kept, name = production.kept, production.action
        is_everything, is_list = all(kept), name[:2] == "__" and len(kept) > 1 and kept[0]
        make = Parts if name[0] == "_" else self.action_of(name, production.name)

        def reduce(parts: list[Any]) -> Any:
            items = parts if is_everything else [*compress(parts, kept)]
            first, last = parts[0], parts[-1]
            if is_list and type(first) is Parts:
                return first.longer(items[1:], last)
            for item in items:
                if type(item) is Parts:
                    items = [one for item in items for one in (item if type(item) is Parts else (item,))]
                    break
            start = first.start_pos if type(first) is Token else first.span.start
            return make(Span(start, last.end_pos if type(last) is Token else last.span.end), items)

        self[production] = reduce
        return reduce


TABLE = IntParseTable(States(), {"start": START}, {"start": END})
BEFORE_UNITS = frozenset(number for number, top in enumerate(STATES) if any(unit in top for unit in UNITS))
"""The states in which the next unit begins."""


@frozen()
class Mistake:
    """A token the grammar does not take where it stands, and what it would take there.

    `token` is None at the end of the text. `before` is the last token that was taken, `seen` are all those of the
    unit so far. `is_on_new_line` says that the token is the first of its line.
    """

    token: Token | None
    before: Token | None
    expected: frozenset[str]
    unit: str
    first: Token | None
    open_bracket: Token | None
    seen: tuple[Token, ...] = ()
    is_on_new_line: bool = False
    is_unclosed: bool = False
    """Whether the token shows that braces were not closed before it."""
    is_inside: bool = False
    """Whether the unit stands in braces."""


@mutable()
class Parser:
    """One run over one source. `action_of` says what makes the value of a rule, `broken` stands for what is not."""

    lexer: Lexer
    action_of: Callable[[str, str], Action]
    broken: Callable[[str, Span, list[Token]], Any]
    mistakes: list[Mistake] = fresh(factory=list)
    _looked_at: dict[tuple[int, ...], frozenset[str]] = fresh(factory=dict)

    def parse(self) -> Any:
        """What the start rule gives; None where not one statement could be found."""
        state: Any = ParserState(TABLE, Reducers(self.action_of), "start")
        self.lexer.takes = lambda name: takes(state.state_stack, name)
        skipping = Skipping()
        before: Token | None = None
        statement: list[Token] = []
        table, stack = TABLE.states, state.state_stack
        for token in self.lexer.tokens(lambda: table[stack[-1]]):
            if skipping.is_on and skipping.goes_on(token, self.lexer.following):
                continue
            while token.type == "_SEP" and self.lexer.following in OUTSIDE_BRACES and _is_in_test(state.state_stack):
                self._close(state, token, before, statement)
            skipping.is_head = False
            before, statement = self._feed(state, token, before, statement, skipping)
        return self._end(state, before, statement)

    def _feed(
        self, state: Any, token: Token, before: Token | None, statement: list[Token], skipping: Skipping
    ) -> tuple[Token | None, list[Token]]:
        """Take a token, or find a mistake; gives what is then the last token and the tokens of the unit so far."""
        stack = list(state.state_stack)
        try:
            if token.type == "RBRACE" and not takes(state.state_stack, token.type):  # else it ends all statements first
                raise UnexpectedToken
            state.feed_token(token)
        except UnexpectedToken:
            is_header = bool(statement) and statement[0].type == "PLAN"
            opened = self._mistake(state, stack, token, before, statement, leave_out=not is_header)
            if is_header and token.type in ("_SEP", "LBRACE"):
                before, statement = self._feed(state, _named(token), before, statement, skipping)
                return self._feed(state, token, before, statement, skipping)
            if is_header:
                if takes(state.state_stack, "NAME"):
                    before, statement = self._feed(state, _named(token), before, statement, skipping)
                skipping.start_to_brace()
                return before, statement
            skipping.start(opened)
            if self._is_next(token, opened):
                skipping.is_on = False
                for one in (Token("_SEP", ";", token.start_pos, end_pos=token.start_pos), token):
                    if one is token:
                        kind = KEYWORDS.get(one, "")
                        one.type = kind if kind and takes(state.state_stack, kind) else "NAME"
                    before, statement = self._feed(state, one, before, [], skipping)
                return before, statement
            if not skipping.goes_on(token, self.lexer.following) and takes(state.state_stack, token.type):
                return self._feed(state, token, before, [], skipping)
            return before, statement
        if state.state_stack[-1] in BEFORE_UNITS:
            return token, []
        statement.append(token)
        return token, statement

    def _is_next(self, token: Token, opened: int) -> bool:
        """Whether a token that does not fit begins a statement of its own: a name at the start of a line."""
        is_word = token.type in ("NAME", *KEYWORDS.values()) and (token[0].isalpha() or token[0] == "_")
        if not is_word or not self._is_on_new_line(token):
            return False
        return str(token) in OUTSIDE_BRACES if opened else str(token) not in GOING_ON

    def _leaves_braces(self, token: Token) -> bool:
        """Whether a token begins a line as no line in braces begins: `metric …`, `adoption = …`, `adoption 60%`."""
        if token.type not in ("NAME", *KEYWORDS.values()) or not self._is_on_new_line(token):
            return False
        return str(token) in OUTSIDE_BRACES or self._behind(token).lstrip()[:1] not in ("", ":", ",", "}")

    def _next(self, token: Token) -> Token:
        """The token itself, or the word behind a line end."""
        start, following = self.lexer.following_at, self.lexer.following
        if token.type != "_SEP" or self.lexer.source.text[token.start_pos or 0] != "\n" or not following:
            return token
        kind = "NAME" if following[0].isalpha() or following[0] == "_" else "SIGN"
        return Token(kind, following, start, end_pos=start + len(following))

    def _behind(self, token: Token) -> str:
        text, start = self.lexer.source.text, token.end_pos or 0
        end = text.find("\n", start, start + LONGEST_LINE)
        return text[start : end if end >= 0 else start + LONGEST_LINE]

    def _is_on_new_line(self, token: Token | None) -> bool:
        return token is not None and is_first(self.lexer.source, token.start_pos or 0)

    def _close(self, state: Any, token: Token, before: Token | None, statement: list[Token]) -> None:
        """Close the braces of a test where the next statement, behind a line end, shows that this was forgotten."""
        if not takes(state.state_stack, "RBRACE"):
            self._mistake(state, list(state.state_stack), token, before, statement)
        end = before.end_pos if before is not None and before.end_pos else 0
        opened = [one for one in _open(state.value_stack) if one.type == "LBRACE"]
        self.mistakes.append(Mistake(None, before, frozenset({"RBRACE"}), "", None, opened[-1], tuple(statement)))
        state.feed_token(Token("RBRACE", "}", end, end_pos=end))

    def _end(self, state: Any, before: Token | None, statement: list[Token]) -> Any:
        """The value of the whole; what is still open at the end is one mistake.

        Behind a unit that was left out stands the brace it stands in, or the end; so it does behind every brace.
        """
        if before is None:
            return None
        end = before.end_pos or 0
        if not takes(state.state_stack, "$END"):
            self._mistake(state, list(state.state_stack), None, before, statement)
        while not takes(state.state_stack, "$END"):
            state.feed_token(Token("RBRACE", "}", end, end_pos=end))
        return state.feed_token(Token("$END", "", end, end_pos=end), is_end=True)

    def _mistake(
        self, state: Any, stack: list[int], token: Token | None, before: Token | None, statement: list[Token],
        *, leave_out: bool = True,
    ) -> int:  # fmt: skip
        """Note a mistake and leave out the unit it stands in; gives how many braces are open in what is left out."""
        expected = self._expected(tuple(stack))
        unit, depth = _unit(state)
        inside = state.value_stack[depth:]
        values = state.value_stack if token is None else inside
        opened = _open(values)
        first = statement[0] if statement else None
        braces = sum(one.type == "LBRACE" for one in _open(inside))
        is_unclosed = braces > 0 and token is not None and self._leaves_braces(self._next(token))
        is_inside = any(isinstance(value, Token) and value.type == "LBRACE" for value in state.value_stack[:depth])
        found = Mistake(
            token, before, expected, unit, first, opened[-1] if opened else None, tuple(statement),
            self._is_on_new_line(token), is_unclosed, is_inside,
        )  # fmt: skip
        self.mistakes.append(found)
        if leave_out:
            self._leave_out(state, token, before, statement)
        if token is not None and expected == {"LBRACE"}:
            line = self._behind(token)
            return int(line.find("}") > line.find("{"))
        return 0 if is_unclosed else braces

    def _expected(self, stack: tuple[int, ...]) -> frozenset[str]:
        """The terminals that could come; the same mistake on every line is looked at once."""
        if stack not in self._looked_at:
            self._looked_at[stack] = frozenset(name for name in TABLE.states[stack[-1]] if takes(list(stack), name))
        return self._looked_at[stack]

    def _leave_out(self, state: Any, token: Token | None, before: Token | None, statement: list[Token]) -> None:
        """Put something broken in the place of the innermost unit, where there is any of it."""
        unit, depth = _unit(state)
        start = _start_of(state.value_stack[depth:], token or before)
        end = before.end_pos if before is not None and before.end_pos else start
        del state.state_stack[depth + 1 :]
        del state.value_stack[depth:]
        tokens = [*statement, *([token] if token is not None else [])]
        state.value_stack.append(self.broken(unit, Span(start, max(start, end)), tokens))
        state.state_stack.append(TABLE.states[state.state_stack[-1]][unit][1])


def _open(values: list[Any]) -> list[Token]:
    """The brackets among some values that are not closed."""
    found: list[Token] = []
    for value in values:
        if isinstance(value, Token) and value.type in ("LPAR", "LBRACE"):
            found.append(value)
        elif isinstance(value, Token) and value.type in ("RPAR", "RBRACE") and found:
            found.pop()
    return found


def _named(token: Token) -> Token:
    """The name a plan should have had, before a token."""
    return Token("NAME", "plan", token.start_pos, end_pos=token.start_pos)


def takes(stack: list[int], terminal: str) -> bool:
    """Whether the automaton, from these states, would really take a terminal: reductions are played through."""
    return (terminal.isupper() or terminal == "$END") and _states_at(stack, terminal) is not None


def _states_at(stack: list[int], terminal: str) -> list[int] | None:
    """The states in which the automaton, coming from these, takes a terminal; None where it does not."""
    states = list(stack)
    while True:
        found = TABLE.states[states[-1]].get(terminal)
        if found is None:
            return None
        action, arg = found
        if action is Shift:
            return states
        del states[-len(arg.expansion) :]
        states.append(TABLE.states[states[-1]][arg.origin.name][1])
        if terminal == "$END" and states[-1] == END:
            return states


def _is_in_test(stack: list[int]) -> bool:
    """Whether a separator would stand between the items of a test; behind its brace it would not."""
    return _unit_of(_states_at(stack, "_SEP") or stack)[0] == "test_item"


def _unit(state: Any) -> tuple[str, int]:
    """The innermost unit that can be left out, and how many values stand before it; none in braces that are closed."""
    unit, depth = _unit_of(state.state_stack)
    while _closed(state.value_stack[depth:]):
        unit, depth = _unit_of(state.state_stack[:depth])
    return unit, depth


def _closed(values: list[Any]) -> bool:
    """Whether more braces are closed than opened among some values."""
    types = [value.type for value in values if isinstance(value, Token)]
    return types.count("RBRACE") > types.count("LBRACE")


def _unit_of(stack: list[int]) -> tuple[str, int]:
    depths = range(len(stack) - 1, -1, -1)
    return next((unit, depth) for depth in depths for unit in UNITS if unit in TABLE.states[stack[depth]])


def _start_of(values: list[Any], token: Token | None) -> int:
    return _start(values[0]) if values else (token.start_pos or 0 if token is not None else 0)


def _start(part: Any) -> int:
    return int(part.start_pos or 0) if isinstance(part, Token) else int(part.span.start)


def _end(part: Any) -> int:
    return int(part.end_pos or 0) if isinstance(part, Token) else int(part.span.end)
