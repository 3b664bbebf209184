"""What is asked of the figures of people, in sums over them: an average, how many, whether one or all."""

from collections.abc import Callable

from compdsl.checked import expressions as e
from compdsl.kernel.nodes import Choose, Compare, Literal, Logic, Node, Origin, Product, Roster
from compdsl.values.types import BOOL, COUNT


def lower_of_people(node: e.OfPeople, lower: Callable[[e.Checked], Node]) -> Node:
    """An average is a sum over a number; how many is a sum of ones."""
    value = lower(node.value)
    where = lower(node.where) if node.where is not None else None
    whole = Origin(node.span, "of people", node.function)
    if node.function == "sum":
        return _sum(node, value, where)
    if node.function == "average":
        return Product(whole, node.type, ("*", "/"), (_sum(node, value, where), _number(node, "people", where)))
    so = _number(node, "people who", _both(node, value, where))
    if node.function == "count":
        return so
    if node.function == "all":
        return Compare(whole, node.type, "==", so, _number(node, "people", where))
    return Compare(whole, node.type, ">", so, Literal(Origin(node.span, "literal"), COUNT, 0))


def _both(node: e.OfPeople, value: Node, where: Node | None) -> Node:
    return value if where is None else Logic(Origin(node.span, "expression"), BOOL.maybe(), "and", (where, value))


def _sum(node: e.OfPeople, value: Node, where: Node | None) -> Node:
    """The sum of the figures of the people of whom a condition is true, or of all."""
    if where is not None:
        nothing = Literal(Origin(node.span, "literal"), value.type.sure(), 0)
        value = Choose(Origin(node.span, "if"), value.type, where, value, nothing)
    return Roster(Origin(node.span, "sum of people"), value.type, node.scope, value)


def _number(node: e.OfPeople, form: str, condition: Node | None) -> Node:
    """How many people there are, or of how many a condition is true."""
    one = Literal(Origin(node.span, "literal"), COUNT, 1)
    if condition is not None:
        nothing = Literal(Origin(node.span, "literal"), COUNT, 0)
        counted: Node = Choose(Origin(node.span, "if"), COUNT.maybe(), condition, one, nothing)
    else:
        counted = one
    return Roster(Origin(node.span, form), COUNT.maybe(), node.scope, counted)
