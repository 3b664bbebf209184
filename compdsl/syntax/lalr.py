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


class UnexpectedToken(Exception):  # noqa: N818 - it tells of a mistake in a plan
    """The grammar does not take a token where it stands."""


class IntParseTable:
    """For each state what each symbol leads to: (Shift, state) or (Reduce, rule)."""

    __slots__ = ("end_states", "start_states", "states")

    def __init__(
        self,
        states: Mapping[int, Mapping[str, tuple[str, Any]]],
        start_states: Mapping[str, int],
        end_states: Mapping[str, int],
    ) -> None:
        self.states = states
        self.start_states = start_states
        self.end_states = end_states


class ParserState:
    """The states and the values so far; `callbacks` make the value of each rule of those of its parts."""

    __slots__ = ("callbacks", "end", "state_stack", "states", "value_stack")

    def __init__(self, table: IntParseTable, callbacks: Mapping[Any, Reducer], start: str) -> None:
        self.states = table.states
        self.end = table.end_states[start]
        self.callbacks = callbacks
        self.state_stack = [table.start_states[start]]
        self.value_stack: list[Any] = []

    def feed_token(self, token: Token, is_end: bool = False) -> Any:
        """Go on with a token, or raise UnexpectedToken. At the end of the text it gives the value of the whole."""
        states, values = self.state_stack, self.value_stack
        while True:
            found = self.states[states[-1]].get(token.type)
            if found is None:
                raise UnexpectedToken
            action, arg = found
            if action is Shift:
                states.append(arg)
                values.append(token)
                return None
            if arg.is_unchanged:
                states[-1] = self.states[states[-2]][arg.origin.name][1]
                continue
            size = len(arg.expansion)
            parts = values[len(values) - size :]
            del states[-size:], values[-size:]
            value = self.callbacks[arg](parts)
            states.append(self.states[states[-1]][arg.origin.name][1])
            values.append(value)
            if is_end and states[-1] == self.end:
                return value
