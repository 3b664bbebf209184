"""Tables in a query: the order in which their rows are asked, so that the first that fits is the one meant."""

from itertools import product
from typing import Any

from compdsl.engines.beyond import BeyondQuery
from compdsl.kernel.nodes import Literal, Node, Table


def table_arms(node: Table) -> list[int]:
    """The places of the rows, the nearest along every key first; of two alike the later one, as in the evaluator."""
    ranks = [_ranks(node, axis) for axis in range(len(node.keys))]
    if len(node.keys) > 1:
        held = {tuple(rank[at] for rank in ranks) for at in range(len(node.rows))}
        if held != set(product(*(sorted(set(rank)) for rank in ranks))) or len(held) < len(node.rows):
            raise BeyondQuery("a table leaves out some of its keys")
    return sorted(range(len(node.rows)), key=lambda at: (*(rank[at] for rank in ranks), at), reverse=True)


def _ranks(node: Table, axis: int) -> list[int]:
    """How high the start of each row is along one key; where the key is a value, all rows are alike but for it."""
    keys = [row.keys[axis] for row in node.rows]
    values = [_value(one.value) for one in keys]
    if len({one.word == "is" for one in keys}) > 1:
        raise BeyondQuery("a table mixes values and starts")
    if keys[0].word == "is":
        known = {value: at for at, value in enumerate(dict.fromkeys(values))}
        return [known[value] for value in values]
    known = {value: at for at, value in enumerate(sorted(set(values)))}
    return [known[value] for value in values]


def _value(node: Node) -> Any:
    if not isinstance(node, Literal):
        raise BeyondQuery("the keys of a table are figures of the payee")
    return node.value
