"""The one shape of a problem: what was found, where, why it cannot stand, what to write instead.

A problem is made by a function whose name is the problem's name and whose docstring is its page:

    @problem
    def unknown_name(source, span, name): ...
"""

import enum
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from attrs import frozen

from compdsl.source.source import Place, Source, Span

P = ParamSpec("P")

MOST_ERRORS = 1_000
"""How many errors of a plan are looked for: nobody reads more of them, and they often have one cause."""


class Severity(enum.Enum):
    """How much a problem matters: an error stops the run, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@frozen(init=False)
class Mark:
    """A place in a plan file, with a few words that are shown under it; of several files the one it lies in."""

    source: Source
    span: Span
    label: str

    def __init__(self, source: Source, span: Span, label: str = "") -> None:
        """Mark a place of a source that is one file, or several put together."""
        self.__attrs_init__(*source.own(span), label)

    @property
    def place(self) -> Place:
        """Line and column of the mark."""
        return self.source.place(self.span)


@frozen
class Cell:
    """A place in a data file. The line counts from 1 in the file, the row from 1 after the header."""

    file: str
    line: int | None = None
    row: int | None = None
    column: str | None = None


@frozen
class Problem:
    """Something found in a plan, a data file or a run.

    `message` says what was found and why it cannot stand; `hint` starts with a verb and says what to write.
    `main` is the place in a plan, `others` the places it clashes with, `cell` the place in a data file.
    """

    message: str
    main: Mark | None = None
    others: tuple[Mark, ...] = ()
    hint: str | None = None
    cell: Cell | None = None
    severity: Severity = Severity.ERROR
    name: str = ""
    status: int = 1

    @property
    def file(self) -> str:
        """The file it was found in."""
        if self.main is not None:
            return self.main.source.path
        return self.cell.file if self.cell is not None else ""


CATALOGUE: dict[str, str] = {}
"""The page of every problem whose module has been imported, by name."""


def problem(make: Callable[P, Problem]) -> Callable[P, Problem]:
    """Give the problem the name of the function that makes it, and its docstring as its page."""
    name = make.__name__.replace("_", "-")
    CATALOGUE[name] = make.__doc__ or ""

    @wraps(make)
    def named(*args: P.args, **kwargs: P.kwargs) -> Problem:
        found = make(*args, **kwargs)
        object.__setattr__(found, "name", name)  # it is new, nobody has it yet, and a copy would take long
        return found

    return named


def are_enough(problems: list[Problem]) -> bool:
    """Whether so many errors were found that no more are looked for."""
    return len(problems) > MOST_ERRORS and sum(one.severity is Severity.ERROR for one in problems) > MOST_ERRORS


def sorted_problems(problems: list[Problem]) -> list[Problem]:
    """In the order of the files and of the lines in them."""
    return sorted(problems, key=_position)


def _position(found: Problem) -> tuple[str, int, int]:
    if found.main is not None:
        return (found.file, found.main.span.start, found.main.span.end)
    return (found.file, (found.cell.line or 0) if found.cell else 0, 0)
