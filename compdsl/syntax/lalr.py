"""The automaton that runs the parser's table, and the tokens it takes.

lark makes the table from the grammar, see `build.py`. To run it takes no more than what stands here, and importing
lark takes longer than checking a plan.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

Reducer = Callable[[list[Any]], Any]

Shift: Final = "shift"
"""Go on to a state."""
Reduce: Final = "reduce"
"""A rule ends here."""


class Token(str):
    """A piece of text with the terminal of the grammar it is; compared as the text it is."""

    __slots__ = ("end_pos", "start_pos", "type")

    type: str
    start_pos: int
    end_pos: int

    def __new__(cls, type: str, value: str, start_pos: int = 0, end_pos: int = 0) -> "Token":  # noqa: A002
        """The text with its terminal, the offset of its first character and the one after its last."""
        token = super().__new__(cls, value)
        token.type = type
        token.start_pos = start_pos
        token.end_pos = end_pos
        return token

    @property
    def value(self) -> str:
        """The text alone."""
        return str(self)


NOWHERE: Final = -1
"""No state."""


class UnexpectedToken(Exception):  # noqa: N818 - it tells of a mistake in a plan
    """The grammar does not take a token where it stands."""


class IntParseTable:
    """For each state what each symbol leads to: (Shift, state) or (Reduce, rule).

    `passed_on` says where a chain of rules that pass their only part on leads to: from the state before the part and
    the one behind it, with the terminal that comes next.
    """

    __slots__ = ("end_states", "passed_on", "start_states", "states")

    def __init__(
        self,
        states: Mapping[int, Mapping[str, tuple[str, Any]]],
        start_states: Mapping[str, int],
        end_states: Mapping[str, int],
    ) -> None:
        self.states = states
        self.start_states = start_states
        self.end_states = end_states
        self.passed_on: dict[tuple[int, int, str], int] = {}


class ParserState:
    """The states and the values so far; `callbacks` make the value of each rule of those of its parts."""

    __slots__ = ("callbacks", "end", "passed_on", "state_stack", "states", "value_stack")

    def __init__(self, table: IntParseTable, callbacks: Mapping[Any, Reducer], start: str) -> None:
        self.states = table.states
        self.passed_on = table.passed_on
        self.end = table.end_states[start]
        self.callbacks = callbacks
        self.state_stack = [table.start_states[start]]
        self.value_stack: list[Any] = []

    def feed_token(self, token: Token, is_end: bool = False) -> Any:
        """Go on with a token, or raise UnexpectedToken. At the end of the text it gives the value of the whole."""
        table, states, values, kind = self.states, self.state_stack, self.value_stack, token.type
        top = table[states[-1]]
        while True:
            found = top.get(kind)
            if found is None:
                raise UnexpectedToken
            action, arg = found
            if action is Shift:
                states.append(arg)
                values.append(token)
                return None
            if arg.is_unchanged:
                key = (states[-2], states[-1], kind)
                to = self.passed_on.get(key, NOWHERE)
                if to == NOWHERE:
                    to = self.passed_on[key] = self._passed_on(*key)
                states[-1] = to
            else:
                size = arg.size
                parts = values[-size:]
                del states[-size:], values[-size:]
                values.append(self.callbacks[arg](parts))
                to = table[states[-1]][arg.name][1]
                states.append(to)
            if is_end and to == self.end:
                return values[-1]
            top = table[to]

    def _passed_on(self, before: int, state: int, kind: str) -> int:
        """The state behind a part that is passed on by one rule after the other, while a terminal comes next."""
        while True:
            action, arg = self.states[state].get(kind, (Shift, None))
            if action is Shift or not arg.is_unchanged:
                return state
            state = self.states[before][arg.name][1]
