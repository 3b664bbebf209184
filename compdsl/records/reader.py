"""How the text of a cell becomes a value, apart from the words for a text that does not.

A file may hold a million texts that cannot be read: all are counted, but only the problems that are shown are
put into words.
"""

from collections.abc import Callable
from typing import Generic, TypeVar

from attrs import frozen

from compdsl.diagnostics.problem import Problem

V = TypeVar("V", covariant=True)


@frozen(eq=False)
class Reader(Generic[V]):
    """The value of a text, None where it has none; and the problem of a text that has none.

    `doubt` is the warning about a text that has a value, and is probably meant to have another.
    """

    value: Callable[[str], V | None]
    problem: Callable[[str], Problem]
    doubt: Callable[[str], Problem | None] | None = None

    def __call__(self, text: str) -> V | Problem:
        """The value of a text, or the problem with it."""
        value = self.value(text)
        return self.problem(text) if value is None else value
