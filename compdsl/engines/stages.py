"""A query that grows by columns: each is worked out once, in a stage after those of the columns it is made of."""

import re
from collections.abc import Iterable, Sequence

from attrs import define, field, frozen

_NAME = re.compile(r"'(?:[^']|'')*'|\b(c[0-9]+)\b")


@frozen
class Select:
    """A query without stages: its columns, each with its name or none, and what it reads, keeps and groups by."""

    columns: Sequence[tuple[str, str]]
    source: str
    where: str = ""
    by: str = ""

    def text(self) -> str:
        """The query."""
        chosen = ", ".join(f"{expression} AS {name}" if name else expression for expression, name in self.columns)
        where, by = self.where and f" WHERE {self.where}", self.by and f" GROUP BY {self.by}"
        return f"SELECT {chosen} FROM {self.source}{where}{by}"


@define(eq=False)
class Stages:
    """The columns that are worked out from those of a relation, each by its expression.

    Columns are called `c1`, `c2`, …: no column of a relation is. The same expression is one column.
    """

    source: str
    columns: dict[str, str] = field(factory=dict)
    places: dict[str, int] = field(factory=dict)
    names: dict[str, str] = field(factory=dict)
    maker: object = None
    """What the columns that are made now are made for."""
    made_for: dict[str, tuple[object, str]] = field(factory=dict)
    """What each column was first made for, and its part in that."""

    def column(self, expression: str, part: str = "") -> str:
        """The name of the column of an expression; a plain name or number stays what it is."""
        if _is_plain(expression):
            return expression
        name = self.names.get(expression)
        if name is None:
            name = f"c{len(self.names) + 1}"
            used = names_in(expression)
            self.names[expression] = name
            self.columns[name] = expression
            self.made_for[name] = (self.maker, part)
            self.places[name] = 1 + max([self.places[one] for one in used], default=0)
        return name

    def select(self, chosen: Iterable[tuple[str, str]], where: str = "") -> str:
        """The query of some expressions, each under a name."""
        chosen = list(chosen)
        inner = self.needed(expression for expression, _ in chosen) | self.needed([where])
        last = ", ".join(f"{expression} AS {name}" for expression, name in chosen)
        return f"SELECT {last} FROM {self._relation(inner)}" + (f" WHERE {where}" if where else "")

    def needed(self, expressions: Iterable[str]) -> set[str]:
        """The columns that some expressions are made of, and those that these are made of."""
        found: set[str] = set()
        waiting = [name for expression in expressions for name in names_in(expression)]
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting += names_in(self.columns[name])
        return found

    def _relation(self, needed: set[str]) -> str:
        relation = self.source
        for place in range(1, max([self.places[name] for name in needed], default=0) + 1):
            here = [name for name in self.columns if name in needed and self.places[name] == place]
            added = ", ".join(f"{self.columns[name]} AS {name}" for name in here)
            relation = f"(SELECT *, {added} FROM {relation})"
        return relation


def names_in(expression: str) -> list[str]:
    """The columns of stages in an expression; what stands in quotes is text."""
    return [name for name in _NAME.findall(expression) if name]


def _is_plain(expression: str) -> bool:
    return re.fullmatch(r"[a-z_][a-z0-9_]*|-?[0-9]+|NULL|TRUE|FALSE", expression) is not None
