"""Classes of the trees and of what goes with them: frozen, compared by identity, and made at once.

attrs writes and compiles the methods of each of its classes whenever the program starts. That takes a fraction
of a millisecond, but the trees have more than a hundred classes, and a small plan is checked in less time than
all of them take. The classes made here share their methods.
"""

from collections.abc import Callable
from typing import Any, NoReturn, TypeVar, cast, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, eq_default=False)
def frozen(*, eq: bool = False) -> Callable[[type[T]], type[T]]:
    """Make a class with the annotated fields, which have no base but `object`; `eq` can only be False."""
    if eq:
        raise TypeError("the classes of trees are compared by identity")
    return _made


def changed(instance: T, **values: object) -> T:
    """The same with other values for some fields."""
    names: tuple[str, ...] = type(instance).__match_args__  # type: ignore[attr-defined]
    return type(instance)(**{**{name: getattr(instance, name) for name in names}, **values})


def is_frozen(kind: type[Any]) -> bool:
    """Whether a class was made here; its fields are its `__match_args__`."""
    return hasattr(kind, "_put")


def _made(written: type[T]) -> type[T]:
    names = tuple(written.__annotations__)
    inside = {name: one for name, one in written.__dict__.items() if name not in ("__dict__", "__weakref__")}
    defaults = {name: inside.pop(name) for name in names if name in inside}
    inside |= _METHODS
    inside |= {"__slots__": names, "__match_args__": names, "_defaults": defaults}
    made: Any = type(written.__name__, (), inside)
    made._put = tuple(made.__dict__[name].__set__ for name in names)
    return cast(type[T], made)


def _init(self: Any, *values: object, **named: object) -> None:
    if named or len(values) != len(self._put):
        values = _completed(self, values, named)
    for put, value in zip(self._put, values, strict=True):
        put(self, value)


def _completed(self: Any, values: tuple[object, ...], named: dict[str, object]) -> tuple[object, ...]:
    """The values of all fields: by place, by name, or as the class says."""
    names, defaults = self.__match_args__, self._defaults
    found = list(values)
    for name in names[len(values) :]:
        if name not in named and name not in defaults:
            raise TypeError(f"{type(self).__name__} is made without `{name}`")
        found.append(named.pop(name) if name in named else defaults[name])
    if named or len(found) > len(names):
        raise TypeError(f"{type(self).__name__} is made with more than its fields")
    return tuple(found)


def _repr(self: Any) -> str:
    inside = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__match_args__)
    return f"{type(self).__name__}({inside})"


def _refuse(self: Any, *_: object) -> NoReturn:
    raise AttributeError(f"{type(self).__name__} is frozen")


def _reduce(self: Any) -> tuple[type[Any], tuple[object, ...]]:
    return type(self), tuple(getattr(self, name) for name in self.__match_args__)


_METHODS: dict[str, Any] = {
    "__init__": _init,
    "__repr__": _repr,
    "__setattr__": _refuse,
    "__delattr__": _refuse,
    "__reduce__": _reduce,
}
