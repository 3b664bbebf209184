"""What a plan needs of its data: what a used file asks for counts only where a figure of the plan is made of it."""

from collections.abc import Iterable, Iterator

from attrs import evolve

from compdsl.kernel.meaning import in_order
from compdsl.kernel.nodes import Aggregate, Node, PayeeField
from compdsl.kernel.plan import Example
from compdsl.records.schema import Schema


def needed(schema: Schema, shared: frozenset[tuple[str, str]], roots: Iterable[Node]) -> Schema:
    """The schema without the blocks and the roster's columns that only used files name, and no figure is made of.

    `shared` are those that only used files name: `("records", block)` and `("field", column)`.
    """
    if not shared:
        return schema
    used: set[tuple[str, str]] = set()
    for node in in_order(roots):
        if isinstance(node, Aggregate):
            used.add(("records", node.block))
        elif isinstance(node, PayeeField):
            used.add(("field", node.name))
    idle = shared - used
    return evolve(
        schema,
        blocks=tuple(block for block in schema.blocks if ("records", block.name) not in idle),
        payee_fields={name: kind for name, kind in schema.payee_fields.items() if ("field", name) not in idle},
    )


def nodes_of(example: Example) -> Iterator[Node]:
    """The figures a test is made of."""
    for row in (*example.payees, *(values for _, values in example.rows), example.taken):
        yield from row.values()
    for one in example.expected:
        yield one.fact
        yield one.value
