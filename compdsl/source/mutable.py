"""Classes of what a stage keeps its state in: fields that change, compared by identity, and made at once.

There is one object of most of them in a run, and attrs would write and compile their methods whenever the program
starts. `frozen.py` says what that costs.
"""

from collections.abc import Callable
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")


class _Fresh:
    __slots__ = ("factory",)

    def __init__(self, factory: Callable[[], Any]) -> None:
        self.factory = factory


def fresh(*, factory: Callable[[], T]) -> T:
    """A field whose first value is made anew for each object."""
    made: Any = _Fresh(factory)
    return made  # type: ignore[no-any-return]


@dataclass_transform(eq_default=False, field_specifiers=(fresh,))
def mutable() -> Callable[[type[T]], type[T]]:
    """Make a class with the annotated fields, those of the classes it builds on before them."""
    return _made


def _made(written: type[T]) -> type[T]:
    made: Any = written
    own = tuple(written.__annotations__)
    factories = dict(getattr(made, "_factories", {}))
    for name in own:
        if isinstance(made.__dict__.get(name), _Fresh):
            factories[name] = made.__dict__[name].factory
            delattr(made, name)
    made._fields, made._factories, made.__init__ = (*getattr(made, "_fields", ()), *own), factories, _init
    return written


def _init(self: Any, *values: object, **named: object) -> None:
    kind = type(self)
    state = self.__dict__
    state.update(zip(kind._fields, values, strict=False))
    state.update(named)
    for name, factory in kind._factories.items():
        if name not in state:
            state[name] = factory()
    missing = [name for name in kind._fields if name not in state and not hasattr(kind, name)]
    if missing or len(values) > len(kind._fields) or not named.keys() <= set(kind._fields[len(values) :]):
        raise TypeError(f"{kind.__name__} is made of {', '.join(kind._fields)}")
