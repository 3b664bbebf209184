"""The parts that a rule of the grammar hands to its action, and how they are told apart."""

from typing import Any, TypeAlias

from compdsl.source.frozen import frozen
from compdsl.source.source import Span
from compdsl.syntax import tree
from compdsl.syntax.lalr import Token

Items: TypeAlias = list[Any]


@frozen()
class Part:
    """Something that stands only inside another construct: a condition, a bound, a lookup."""

    span: Span
    kind: str
    value: Any


def flat(items: Items) -> list[tree.Statement]:
    """The statements, those between a plan's braces among them."""
    found: list[tree.Statement] = []
    for item in items:
        if isinstance(item, Part):
            found += flat(item.value)
        else:
            found.append(item)
    return found


def part(items: Items, kind: str) -> Any:
    """The value of the part of a kind, or None."""
    for item in items:
        if type(item) is Part and item.kind == kind:
            return item.value
    return None


def without_signs(items: Items) -> Items:
    """The items between the slashes."""
    return [item for item in items if not isinstance(item, Token)]


def token_span(token: Token) -> Span:
    """Where a token stands."""
    return Span(token.start_pos or 0, token.end_pos or 0)
