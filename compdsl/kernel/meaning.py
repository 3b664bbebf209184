"""The meaning hash: of what a plan computes, not of how it is written.

Layout, comments, names of measures and the order of statements do not change it; any change of pay does.
"""

import hashlib
from collections.abc import Iterable

from compdsl.checked import plan as checked
from compdsl.kernel.nodes import (
    Aggregate,
    Choose,
    Column,
    Compare,
    Extreme,
    Given,
    Literal,
    Logic,
    Named,
    Node,
    PayeeField,
    PeriodFact,
    Piecewise,
    Product,
    Roster,
    Round,
    Sum,
    Table,
    inner_parts,
)
from compdsl.kernel.plan import Line
from compdsl.kernel.rounding import Mode


def meaning_of(plan: checked.Plan, lines: Iterable[Line], total: Node, mode: Mode) -> str:
    """The hash of a plan's meaning, 64 hexadecimal digits."""
    digests: dict[int, str] = {}
    facts = [
        f"currency {plan.currency}",
        f"period {plan.period}",
        f"fiscal {plan.fiscal_start}",
        f"effective {plan.effective}",
        f"rounding {mode.value}",
        *sorted(f"line {line.component} {_digest(line.paid, digests)} {line.is_limit}" for line in lines),
        *sorted(f"records {block.name} {block.payee_column} {block.date_column}" for block in plan.schema.blocks),
    ]
    return hashlib.sha256("\n".join(facts).encode()).hexdigest()


def in_order(roots: Iterable[Node]) -> list[Node]:
    """Every form below some forms, each after those it is made of; without recursion, as plans can be long."""
    order: list[Node] = []
    done: set[int] = set()
    stack = [(root, False) for root in roots]
    while stack:
        node, is_ready = stack.pop()
        if is_ready:
            order.append(node)
        elif id(node) not in done:
            done.add(id(node))
            stack.append((node, True))
            stack.extend((part, False) for part in reversed(inner_parts(node)))
    return order


def _digest(root: Node, digests: dict[int, str]) -> str:
    for node in in_order((root,)):
        if id(node) not in digests:
            digests[id(node)] = _one(node, [digests[id(part)] for part in inner_parts(node)])
    return digests[id(root)]


def _one(node: Node, parts: list[str]) -> str:
    if isinstance(node, Named):
        return parts[0]
    text = "\x1f".join([type(node).__name__, *map(str, _facts(node)), *parts])
    return hashlib.sha256(text.encode()).hexdigest()


def _facts(node: Node) -> tuple[object, ...]:
    """What makes a form differ from another of its class, apart from its parts."""
    match node:
        case Literal():
            return (node.type.kind.value if isinstance(node.value, str) else "", node.value)
        case PayeeField() | PeriodFact() | Column():
            return (node.name,)
        case Given():
            return (node.metric, node.scope, node.fact)
        case Aggregate():
            return (node.function, node.block, node.scope, node.row is None, node.where is None)
        case Roster():
            return (node.scope,)
        case Sum() | Product():
            return node.signs
        case Compare():
            return (node.operator,)
        case Logic() | Extreme():
            return (node.word,)
        case Piecewise():
            return (node.word, *((row.over, row.rising is None) for row in node.rows))
        case Table():
            return tuple(key.word for row in node.rows for key in row.keys)
        case Round():
            return (node.mode.value,)
        case Choose() | _:
            return ()
