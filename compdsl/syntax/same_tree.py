"""Whether two trees say the same: places, comments and the order of modifiers aside."""

from typing import Any

from compdsl.source.frozen import is_frozen
from compdsl.source.source import Span
from compdsl.syntax.tree import Modifier, Plan


def same_tree(one: Any, other: Any) -> bool:
    """Whether two parts of trees are alike in everything but where they stand."""
    if isinstance(one, Span) and isinstance(other, Span):
        return True
    if type(one) is not type(other):
        return False
    if isinstance(one, Plan):
        return same_tree(one.statements, other.statements)
    if isinstance(one, tuple):
        pairs = zip(_in_any_order(one), _in_any_order(other), strict=False)
        return len(one) == len(other) and all(same_tree(left, right) for left, right in pairs)
    if not is_frozen(type(one)):
        return bool(one == other)
    return all(same_tree(getattr(one, name), getattr(other, name)) for name in type(one).__match_args__)


def _in_any_order(items: tuple[Any, ...]) -> tuple[Any, ...]:
    """Modifiers by their words: only those of one word have an order."""
    if items and all(isinstance(item, Modifier) for item in items):
        return tuple(sorted(items, key=lambda item: item.word))
    return items
