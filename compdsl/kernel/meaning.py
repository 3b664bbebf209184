"""The meaning hash: of what a plan computes, not of how it is written.

Layout, comments, names of measures and the order of statements do not change it; any change of pay does.
"""

import hashlib
from collections.abc import Container, Iterable, Mapping, Sequence

from compdsl.checked import plan as checked
from compdsl.kernel.nodes import (
    Aggregate,
    Choose,
    Column,
    Compare,
    Earlier,
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
    Prorated,
    Rank,
    Roster,
    Round,
    Split,
    Sum,
    Table,
    ToDate,
    inner_parts,
)
from compdsl.kernel.plan import Line
from compdsl.records.schema import BlockSchema
from compdsl.values.rounding import Mode
from compdsl.values.types import Kind


def meaning_of(plan: checked.Plan, lines: Sequence[Line], kept: Mapping[str, Node], mode: Mode) -> str:
    """The hash of a plan's meaning, 64 hexadecimal digits.

    What a later period asks for may be made of itself and of others: each is hashed with a blank for every figure of
    another period, then with the hashes of the round before, as many rounds as there are such figures.
    """
    alone: dict[str, str] = {}
    for _ in kept:
        alone = {key: _digest(node, {}, alone) for key, node in kept.items()}
    digests: dict[int, str] = {}
    nodes = in_order([*(line.paid for line in lines), *kept.values()])
    counted = {node.block for node in nodes if isinstance(node, Aggregate)}
    blocks = [block for block in plan.schema.blocks if block.name in counted]
    facts = [
        f"currency {plan.currency}",
        f"period {plan.period}",
        f"fiscal {plan.calendar}",
        f"effective {plan.effective}",
        f"rounding {mode.value}",
        *sorted(f"line {line.component} {_digest(line.paid, digests, alone)} {line.is_limit}" for line in lines),
        *sorted(f"kept {_digest(node, digests, alone)}" for node in kept.values()),
        *_people(plan.people),
        *sorted(f"records {block.name} {block.payee_column} {block.date_column}" for block in blocks),
        *sorted(_credit(block) for block in blocks if block.credit is not None),
    ]
    return hashlib.sha256("\n".join(facts).encode()).hexdigest()


def _credit(block: BlockSchema) -> str:
    """Who is credited with the rows of a block: the order of the roles is none of the meaning."""
    roles = [f"{one.column} {one.share} {one.share_column} {one.is_overlay}" for one in block.credit or ()]
    return f"credit {block.name} {' '.join(sorted(roles))}"


def in_order(roots: Iterable[Node], known: Container[int] = ()) -> list[Node]:
    """Every form below some forms, each after those it is made of; without recursion, as plans can be long.

    Forms whose identity is `known` are left out, with all below them.
    """
    order: list[Node] = []
    done: set[int] = set()
    stack = [(root, False) for root in roots]
    while stack:
        node, is_ready = stack.pop()
        if is_ready:
            order.append(node)
        elif id(node) not in done and id(node) not in known:
            done.add(id(node))
            stack.append((node, True))
            stack.extend((part, False) for part in reversed(inner_parts(node)))
    return order


def _people(people: checked.People | None) -> list[str]:
    """Whom a plan pays; whether it stands beside others changes no pay."""
    if people is None:
        return []
    columns = [f"for {column.name} {sorted(column.texts)}" for column in people.columns]
    others = [f"but {' '.join(_people(one))}" for one in people.others]
    return sorted([*columns, *others])


def _digest(root: Node, digests: dict[int, str], kept: Mapping[str, str]) -> str:
    for node in in_order((root,), digests):
        if isinstance(node, Earlier):
            parts = [digests[id(part)] for part in inner_parts(node)]
            digests[id(node)] = _hash("earlier", node.window, kept.get(node.key, ""), *parts)
        else:
            digests[id(node)] = _one(node, [digests[id(part)] for part in inner_parts(node)], digests)
    return digests[id(root)]


def _one(node: Node, parts: list[str], digests: dict[int, str]) -> str:
    if isinstance(node, Named):
        return parts[0]
    if isinstance(node, Logic | Extreme):
        parts = sorted(parts)
    factors = _factors(node)
    if factors:
        return _hash("multiplied", *sorted(_hash(*(digests[id(part)] for part in factor)) for factor in factors))
    if isinstance(node, Sum | Product) and not _is_of_days(node):
        return _hash(type(node).__name__, *sorted(map("".join, zip(node.signs, parts, strict=True))))
    return _hash(type(node).__name__, *map(str, _facts(node)), *parts)


def _hash(*texts: str) -> str:
    return hashlib.sha256("\x1f".join(texts).encode()).hexdigest()


def _is_of_days(node: Sum | Product) -> bool:
    """Whether it counts days, where the order matters."""
    return isinstance(node, Sum) and node.terms[0].type.kind is Kind.DATE


def _factors(node: Node) -> list[tuple[Node, ...]]:
    """The factors of a chain of products, whose order is none of the meaning; with its condition where one has one."""
    found: list[tuple[Node, ...]] = []
    base = node
    while (step := _last_factors(base)) is not None:
        base, factors = step
        found += factors
    return [(base,), *found] if found else []


def _last_factors(node: Node) -> tuple[Node, list[tuple[Node, ...]]] | None:
    """What was multiplied, and by what: always, or where a condition holds; None of what is no product."""
    if isinstance(node, Product) and "/" not in node.signs:
        return node.factors[0], [(factor,) for factor in node.factors[1:]]
    if isinstance(node, Choose) and isinstance(node.chosen, Product) and "/" not in node.chosen.signs:
        first, *others = node.chosen.factors
        return (first, [(node.condition, *others)]) if first is node.otherwise else None
    return None


def _facts(node: Node) -> tuple[object, ...]:
    """What makes a form differ from another of its class, apart from its parts."""
    match node:
        case Literal():
            return (node.type.kind.value if isinstance(node.value, str) else "", node.value)
        case PayeeField() | Column():
            return (node.name, node.type.kind.value)
        case PeriodFact():
            return (node.name,)
        case Given():
            return (node.metric, node.scope, node.fact)
        case Aggregate():
            return (node.function, node.block, node.scope, node.row is None, node.where is None, *node.order)
        case Roster():
            whose = ["of the plan"] * node.is_of_plan + ["of the last row"] * node.is_of_last_row
            return (node.scope, *whose)
        case Split() | Rank():
            return (node.scope,)
        case ToDate():
            return (node.window,)
        case Prorated():
            return (node.method,)
        case Sum() | Product():
            return node.signs
        case Compare():
            return (node.operator,)
        case Logic() | Extreme():
            return (node.word,)
        case Piecewise():
            return (node.word, *((row.over, row.rising is None) for row in node.rows))
        case Table():
            return (len(node.keys), *(key.word for row in node.rows for key in row.keys))
        case Round():
            return (node.mode.value,)
        case Choose() | _:
            return ()
