"""What the columns of a query are called: after what the plan calls the figure, and after what is done there."""

import re
from collections.abc import Mapping

from attrs import define, field

from compdsl.engines.sql.warehouses import RESERVED
from compdsl.kernel.nodes import (
    Choose,
    Compare,
    Extreme,
    Fallback,
    Known,
    Logic,
    Named,
    Node,
    Not,
    Piecewise,
    Product,
    Round,
    Sum,
    Table,
    inner_parts,
)
from compdsl.kernel.plan import Plan

LONGEST = 48
_IN_QUOTES_OR_NAME = re.compile(r"'(?:[^']|'')*'|\"[^\"]*\"|`[^`]*`|[A-Za-z_][A-Za-z0-9_]*")


@define
class Names:
    """The names that are taken, so that each stands for one thing."""

    taken: set[str] = field(factory=lambda: set(RESERVED))

    def fresh(self, wanted: str) -> str:
        """A name like the one that is wanted, with a number where that is taken."""
        stem = plain_name(wanted)
        name, number = stem, 1
        while name in self.taken:
            number += 1
            name = f"{stem}_{number}"
        self.taken.add(name)
        return name


def plain_name(text: str) -> str:
    """A text as a name that no database takes for another or has to quote."""
    small = re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")[:LONGEST].strip("_")
    return small if small and not small[0].isdigit() else f"n_{small}".strip("_")


def renamed(text: str, names: Mapping[str, str]) -> str:
    """A text of a query with other names for some columns; what stands in quotes stays."""
    return _IN_QUOTES_OR_NAME.sub(lambda found: names.get(found[0], found[0]), text)


def names_in(text: str) -> list[str]:
    """The names in a text of a query, outside quotes."""
    return [one for one in _IN_QUOTES_OR_NAME.findall(text) if one[0] not in "'\"`"]


def owners_of(plan: Plan) -> dict[int, str]:
    """For each form the measure or component that it is worked out for: the first that asks for it."""
    found: dict[int, str] = {}
    waiting: list[tuple[Node, str]] = []
    for line in reversed(plan.lines):
        waiting += [(line.paid, line.component), (line.exact, line.component)]
    while waiting:
        node, owner = waiting.pop()
        if isinstance(node, Named) and node.origin.name:
            owner = node.origin.name
        if id(node) not in found:
            found[id(node)] = owner
            waiting += [(part, owner) for part in reversed(inner_parts(node))]
    return found


def name_of(node: Node, owner: str, written: str) -> str:
    """What the value of a form is called: by its word in the plan, or by what is done."""
    form = node.origin.form
    if isinstance(node, Named):
        facts = {"metric": "", "component": "_exact", "line": "_paid"}
        return f"{node.origin.name or owner}{facts.get(form, f'_{form}')}"
    if isinstance(node, Round):
        return f"{owner}_rounded"
    if form in _CLAUSES:
        return f"{owner}_{form}"
    if isinstance(node, Compare | Logic | Not) and len(written) <= LONGEST // 2:
        return written
    return f"{owner}_{_done(node)}"


_CLAUSES = frozenset(
    ["cap", "floor", "threshold", "multiply", "tiers", "steps", "curve", "accelerate", "else", "total", "share"]
)
"""The forms of the language whose word says what is done."""


def _done(node: Node) -> str:
    match node:
        case Sum():
            return "sum"
        case Product():
            return "product"
        case Compare() | Logic() | Not() | Known():
            return "condition"
        case Choose():
            return "chosen"
        case Extreme():
            return node.word
        case Piecewise():
            return "tiers"
        case Table():
            return "from_table"
        case Fallback():
            return "or_else"
        case _:
            return "figure"
