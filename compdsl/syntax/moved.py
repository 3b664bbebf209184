"""A tree with all its places further on: where its file stands among the files of a plan."""

from typing import TypeVar, cast

from compdsl.source.frozen import changed, is_frozen
from compdsl.source.source import Span

T = TypeVar("T")


def moved(node: T, by: int) -> T:
    """The same piece of a tree, each span so many characters further on."""
    return node if by == 0 else cast(T, _moved(node, by))


def _moved(node: object, by: int) -> object:
    if isinstance(node, Span):
        return node.moved(by)
    if type(node) is tuple:
        return tuple([_moved(part, by) for part in node])
    if not is_frozen(type(node)):
        return node
    names: tuple[str, ...] = type(node).__match_args__  # type: ignore[attr-defined]
    return changed(node, **{name: _moved(getattr(node, name), by) for name in names})
