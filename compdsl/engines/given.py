"""Measures that the data gives, in a query: what their rows come to, as `paid/world.py` has it for the evaluator."""

from collections.abc import Sequence

from attrs import evolve

from compdsl.engines.figures import Arithmetic, Figure, constant, lacking
from compdsl.engines.groups import COUNT, SUM, Asked, Groups, Naming
from compdsl.engines.to_sql import Plain, SqlValue, quoted
from compdsl.kernel.nodes import Given
from compdsl.values.period import Period

NAMES = {"n": "rows", "n_of": "rows_with_of", "n_goal": "rows_with_goal", "n_ratio": "rows_in_percent",
         "n_alone": "rows_of_ratios"}  # fmt: skip
"""What the counts of rows of a measure are."""


def asked_given(groups: Groups, node: Given, time: Period) -> Asked:
    """The columns of the groups that a given measure is made of, and its value, goal or attainment of them."""
    columns = groups.relation.columns
    value, of, goal, is_ratio = (columns[name] for name in ("value", "of", "goal", "is_ratio"))
    assert isinstance(value, Figure)
    assert isinstance(of, Figure)
    assert isinstance(goal, Figure)
    assert isinstance(is_ratio, Plain)
    of_metric = f"metric = {quoted(node.metric)}"
    groups.taken.setdefault(node.scope, {})[time, of_metric] = None
    may_be_several = node.scope != "own" or time.kind == "to date"
    weighed = [("weighed", _weighed(groups, goal, of))] if may_be_several else []
    groups.dialect.width(max(value.size, of.size) * max(groups.relation.rows, 1))
    conditions = {
        "n": of_metric,
        "n_of": f"{of_metric} AND {of.top} IS NOT NULL",
        "n_goal": f"{of_metric} AND {goal.top} IS NOT NULL",
        "n_ratio": f"{of_metric} AND {is_ratio.text}",
        "n_alone": f"{of_metric} AND ({is_ratio.text} OR {of.top} IS NOT NULL)",
    }
    counts = {}
    for name, where in conditions.items():
        groups.asking = (node, NAMES[name])
        counts[name] = groups.part(COUNT, time, where=where, is_of_one_row=not may_be_several)
    usual = {"value": _size(groups, value), "of": _size(groups, of), "goal": _size(groups, goal)}
    usual["weighed"] = _product(usual["goal"], usual["of"])
    sums = {}
    for name, one in (("value", value), ("of", of), ("goal", goal), *weighed):
        groups.asking = (node, name)
        sums[name] = (groups.part(SUM, time, one.top, of_metric, usual[name], not may_be_several), one.factor)

    def found(naming: Naming, arithmetic: Arithmetic) -> SqlValue:
        held = {name: naming.figure(part) for name, part in counts.items()}
        held |= {name: evolve(naming.figure(part), factor=factor) for name, (part, factor) in sums.items()}
        return _fact(arithmetic, held, node.fact)

    return Asked(groups, time, node.scope, (*counts.values(), *(part for part, _ in sums.values())), found)


def _size(groups: Groups, figure: Figure) -> tuple[int, int]:
    """Between which numbers a figure of one row mostly lies."""
    return groups.relation.typical.get(figure.top, (figure.low, figure.high))


def _product(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    corners = [a * b for a in one for b in other]
    return min(corners), max(corners)


MOST_WEIGHED = 10**12
"""The most that a goal and what it is weighed by can be, as whole numbers, before the evaluator weighs them."""


def _weighed(groups: Groups, goal: Figure, of: Figure) -> Figure:
    """The goal of a row times what it is of."""
    if groups.dialect.raises:
        return groups.arithmetic.multiply(goal, of)
    held = [f"{one.top} BETWEEN -{MOST_WEIGHED} AND {MOST_WEIGHED}" for one in (goal, of)]
    groups.arithmetic.unsure += [f"NOT ({one})" for one in held]
    smaller = [
        evolve(one, top=f"CASE WHEN {within} THEN {one.top} END", low=-MOST_WEIGHED, high=MOST_WEIGHED)
        for one, within in zip((goal, of), held, strict=True)
    ]
    return groups.arithmetic.multiply(groups.arithmetic.kept(smaller[0]), groups.arithmetic.kept(smaller[1]))


def _fact(sums: Arithmetic, held: dict[str, Figure], fact: str) -> Figure:
    """The value, the goal or the attainment; ratios without any goal are their own attainment."""
    value = _value(sums, held)
    if fact == "value":
        return value
    goal = _goal(sums, held)
    are_alone = _all(sums, [("n_goal", "=", "0"), ("n_alone", "=", "n")], held)
    if fact == "goal":
        return sums.choose([(_all(sums, [("n", "=", "0")], held), lacking()), (are_alone, constant(1))], goal)
    return sums.choose([(are_alone, value)], sums.divide(value, goal))


def _value(sums: Arithmetic, held: dict[str, Figure]) -> Figure:
    nothing = lacking()
    return sums.choose(
        [
            (_all(sums, [("n", "=", "0")], held), nothing),
            (_all(sums, [("n_of", ">", "0"), ("n_of", "<", "n")], held), nothing),
            (_all(sums, [("n_of", ">", "0")], held), sums.divide(held["value"], held["of"])),
            (_all(sums, [("n", ">", "1"), ("n_ratio", ">", "0")], held), nothing),
        ],
        held["value"],
    )


def _goal(sums: Arithmetic, held: dict[str, Figure]) -> Figure:
    """The sum of the goals, weighted by the denominators where there are any."""
    nothing = lacking()
    cases = [
        (_all(sums, [("n_goal", "=", "0")], held), nothing),
        (_all(sums, [("n_goal", "<", "n")], held), nothing),
    ]
    if "weighed" in held:
        weighed = sums.divide(held["weighed"], held["of"])
        cases.append((_all(sums, [("n", ">", "1"), ("n_of", "=", "n")], held), weighed))
    cases.append((_all(sums, [("n", ">", "1"), ("n_ratio", ">", "0")], held), nothing))
    return sums.choose(cases, held["goal"])


def _all(sums: Arithmetic, asked: Sequence[tuple[str, str, str]], held: dict[str, Figure]) -> str:
    parts = []
    for name, operator, other in asked:
        against = held[other] if other in held else constant(int(other))
        parts.append(sums.compare(held[name], operator, against))
    return " AND ".join(parts)
