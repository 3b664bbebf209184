"""What a plan declares, what each declaration uses, and an order in which each comes after what it uses."""

import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from fractions import Fraction
from types import NoneType
from typing import Any, assert_never

from compdsl.checked.problems_of_names import declared_twice, defined_by_itself, definitions_too_deep
from compdsl.diagnostics.problem import Problem
from compdsl.records.crediting import SPOKEN
from compdsl.source.mutable import fresh, mutable
from compdsl.source.source import Source, Span
from compdsl.syntax import tree
from compdsl.syntax.lexer import SECOND_WORDS
from compdsl.syntax.problems_of_words import word_as_name
from compdsl.syntax.table import KEYWORDS
from compdsl.syntax.wording import FREE
from compdsl.values.scopes import SCOPES

RESERVED = ("payee", "true", "false")
"""Names with a meaning of their own, although they are no keywords."""

COMPONENT_FACTS = ("payout", "payout_percent", "rate", "held")


@mutable()
class Declared:
    """The declarations of a plan by name, each kind apart, the parameters among the lets.

    `broken` are names of statements that could not be read.
    """

    records: dict[str, tree.Records] = fresh(factory=dict)
    metrics: dict[str, tree.Metric] = fresh(factory=dict)
    lets: dict[str, tree.Let | tree.Parameter] = fresh(factory=dict)
    tables: dict[str, tree.Table] = fresh(factory=dict)
    components: dict[str, tree.Component] = fresh(factory=dict)
    credits: list[tree.Credit] = fresh(factory=list)
    broken: set[str] = fresh(factory=set)

    def span_of(self, name: str) -> Span | None:
        """Where a name is declared."""
        for kind in (self.records, self.metrics, self.lets, self.tables, self.components):
            if name in kind:
                return kind[name].name_span
        return None

    def columns_of(self, block: str) -> set[str]:
        """The columns of a block of records, those that a credit gives it among them."""
        if block not in self.records:
            return set()
        given = SPOKEN if any(credit.block == block for credit in self.credits) else ()
        return {*(column.name for column in self.records[block].columns), *given}

    def __contains__(self, name: str) -> bool:
        """Whether a metric, a let, a table or a component has this name."""
        return name in self.metrics or name in self.lets or name in self.tables or name in self.components

    @property
    def kinds(self) -> tuple[Collection[str], ...]:
        """The declared names, by what is declared."""
        return self.metrics, self.lets, self.tables, self.components


def collect(source: Source, plan: tree.Plan) -> tuple[Declared, list[Problem]]:
    """The declarations of a plan; a name that is declared twice keeps its first meaning."""
    declared, found = Declared(), []
    for statement in plan.statements:
        if isinstance(statement, tree.Broken):
            declared.broken.update(statement.names)
        elif isinstance(statement, tree.Credit):
            declared.credits.append(statement)
        elif isinstance(statement, tree.Definition):
            found += _declare(source, declared, statement)
    return declared, found


def _declare(source: Source, declared: Declared, statement: tree.Definition) -> list[Problem]:
    name, span = statement.name, statement.name_span
    is_keyword = name in KEYWORDS and name not in FREE and name not in SECOND_WORDS
    if is_keyword or (name in RESERVED and not isinstance(statement, tree.Records)):
        declared.broken.add(name)
        return [word_as_name(source, span, name, is_clause=isinstance(statement, tree.Component))]
    kind, rivals = _kind_and_rivals(declared, statement)
    for rival in rivals:
        if name in rival:
            return [declared_twice(source, span, rival[name].name_span, name)]
    kind[name] = statement
    return []


def _kind_and_rivals(
    declared: Declared, statement: tree.Definition
) -> tuple[dict[str, Any], tuple[dict[str, Any], ...]]:
    """Where a definition is kept, and the kinds it shares its names with; a metric and a component may share one."""
    records, metrics, components = declared.records, declared.metrics, declared.components
    names: tuple[dict[str, Any], ...] = (declared.lets, declared.tables)
    match statement:
        case tree.Records():
            return records, (records,)
        case tree.Metric():
            return metrics, (metrics, *names)
        case tree.Let() | tree.Parameter():
            return declared.lets, (metrics, *names, components)
        case tree.Table():
            return declared.tables, (metrics, *names, components)
        case tree.Component():
            return components, (*names, components)
        case _:
            assert_never(statement)


def has_variants(plan: tree.Plan) -> bool:
    """Whether a plan says anything of variants."""
    return any(isinstance(one, tree.Variant | tree.Without) for one in plan.statements)


def paths(node: Any) -> Iterator[tree.Path]:
    """Every path inside a piece of the tree."""
    return (one for one in nodes(node) if isinstance(one, tree.Path))


def calls(node: Any) -> Iterator[tree.Call]:
    """Every call inside a piece of the tree."""
    return (one for one in nodes(node) if isinstance(one, tree.Call))


def comparisons(node: Any) -> Iterator[tree.Comparison]:
    """Every comparison inside a piece of the tree."""
    return (one for one in nodes(node) if isinstance(one, tree.Comparison))


def has_refused(node: Any) -> bool:
    """Whether a piece of the tree holds a figure that was refused when it was read."""
    return any(isinstance(one, tree.Number) and one.form == "refused" for one in nodes(node))


def nodes(node: Any) -> Iterator[Any]:
    """Every piece of the tree inside one, itself among them."""
    waiting = [node]
    while waiting:
        one = waiting.pop()
        kind = type(one)
        if kind is tuple:
            parts = one
        else:
            yield one
            if kind is tree.Path:
                continue
            if kind is tree.Previous:
                parts = (one.otherwise,)
            else:
                parts = [getattr(one, name) for name in getattr(kind, "__match_args__", ())]
        for part in parts:
            if type(part) not in _LEAVES:
                waiting.append(part)  # noqa: PERF401 - a list in between takes longer


_LEAVES = frozenset({Span, str, int, Fraction, bool, NoneType})
"""What has no parts, in a tree."""


TARGET, TOTAL = "target the plan", "total the plan"
WHOLE = {TARGET: "target", TOTAL: "total"}
"""What a plan has one of, and no name of the plan's own."""


def uses(
    declared: Declared, multiplies: Iterable[tree.Multiply], target: tree.Target | None
) -> dict[str, list[tuple[str, Span]]]:
    """What each definition uses.

    The keys are `metric x`, `goal x`, `let x`, `table x`, `answer x`, `component x`, `payout x`, TARGET and TOTAL. The
    answer is what stands behind the `else` of the clause of a measure's own name: it answers wherever that is used.
    """
    goals = goal_modifiers(declared)
    found: dict[str, list[tuple[str, Span]]] = {}
    if target is not None:
        found[TARGET] = _used(declared, target.value, "")
    for name, metric in declared.metrics.items():
        rest = tuple(m for m in metric.modifiers if not m.word.startswith("goal"))
        found[f"metric {name}"] = _used(declared, (metric.value, rest), name)
    for name, several in goals.items():
        on = (
            tuple(m.value for m in declared.components[name].modifiers if m.word == "on")
            if name in declared.components
            else ()
        )
        found[f"goal {name}"] = [
            (f"metric {name}", several[0].span), *_used(declared, (tuple(m.value for m in several), on), name)
        ]  # fmt: skip
    for name, let in declared.lets.items():
        found[f"let {name}"] = _used(declared, let.value, name)
    for name, table in declared.tables.items():
        found[f"table {name}"] = _used(declared, (table.by, table.entries, table.columns), name)
    factors_of: dict[str, list[tree.Multiply]] = {}
    for multiply in multiplies:
        for name in dict.fromkeys(multiply.names):
            factors_of.setdefault(name, []).append(multiply)
    for name, component in declared.components.items():
        own = [(f"{kind} {name}", component.name_span) for kind in ("metric", "goal", "answer")]
        own.append((f"goal {measure_name(component, declared)}", component.name_span))
        if _is_share(component):
            own.append((TARGET, component.name_span))
        found[f"answer {name}"] = _used(declared, _answers(component), name)
        is_of_rows = each_row_of(component) is not None
        modifiers = tuple(m for m in component.modifiers if is_of_rows or not m.word.startswith("goal"))
        columns = columns_at_hand(component, declared)
        inside = _used(declared, (component.amount, component.when, modifiers), name, columns)
        found[f"component {name}"] = own + inside
        factors = tuple(factors_of.get(name, ()))
        found[f"payout {name}"] = [
            (f"component {name}", component.name_span),
            *_used(declared, tuple((m.factor, m.when) for m in factors), name),
        ]
    found[TOTAL] = [(f"payout {name}", component.name_span) for name, component in declared.components.items()]
    return found


def _is_share(component: tree.Component) -> bool:
    """Whether a component may pay a share of the plan's target: what stands behind its name names no amount."""
    amount = component.amount
    return component.form == "amount" and not any(isinstance(one, tree.Money) for one in nodes(amount))


def _answers(component: tree.Component) -> tuple[Any, ...]:
    """What answers for the measure of a component's own name, where the component is about the payee's own."""
    words = {modifier.word for modifier in component.modifiers}
    if words & {"on", *SCOPES} - {"own"}:
        return ()
    return tuple(modifier.value for modifier in component.modifiers if modifier.word == "else")


def goal_modifiers(declared: Declared) -> dict[str, list[tree.Modifier]]:
    """The goals of each measure, from its metric and from the clauses on it."""
    found: dict[str, list[tree.Modifier]] = {}
    for name, metric in declared.metrics.items():
        for modifier in metric.modifiers:
            if modifier.word.startswith("goal"):
                found.setdefault(name, []).append(modifier)
    for component in declared.components.values():
        for modifier in component.modifiers if each_row_of(component) is None else ():
            if modifier.word.startswith("goal"):
                found.setdefault(measure_name(component, declared), []).append(modifier)
    return found


def each_row_of(component: tree.Component) -> tree.EachRow | None:
    """The rows a component is worked out for one by one; None of one for the period."""
    found = (m.value for m in component.modifiers if isinstance(m.value, tree.EachRow))
    return next(found, None)


def columns_at_hand(component: tree.Component, declared: Declared) -> frozenset[str]:
    """The columns that a clause for each row can name without their block."""
    each = each_row_of(component)
    return frozenset(declared.columns_of(each.block)) if each is not None else frozenset()


def measure_name(component: tree.Component, declared: Declared) -> str:
    """The name of the measure a component pays on: that of `on`, or its own."""
    for modifier in component.modifiers:
        if modifier.word == "on":
            value = modifier.value
            if isinstance(value, tree.Path) and _is_measure(value, declared):
                return value.names[0]
            return f"{component.name} (its own measure)" if component.name in declared.metrics else component.name
    return component.name


def _is_measure(path: tree.Path, declared: Declared) -> bool:
    rest = path.names[1:]
    name = path.names[0]
    others = (declared.lets, declared.tables, declared.records, ("payee", "target", "period", "total"))
    is_local = name in declared.metrics or not any(name in other for other in others)
    return is_local and (not rest or (len(rest) == 1 and rest[0] in SCOPES))


def _used(declared: Declared, node: Any, own: str, at_hand: frozenset[str] = frozenset()) -> list[tuple[str, Span]]:
    found: list[tuple[str, Span]] = []
    named = [one for one in nodes(node) if type(one) is tree.Path or type(one) is tree.Call]
    columns = _columns_used(declared, [one for one in named if isinstance(one, tree.Call)])
    for path in named:
        if not isinstance(path, tree.Path):
            continue
        if path.span in columns or (len(path.names) == 1 and path.names[0] in at_hand):
            continue
        name, rest = path.names[0], path.names[1:]
        if name == "target":
            found.append((TARGET, path.span))
        elif name == "total":
            found.append((TOTAL, path.span))
        elif any(fact in COMPONENT_FACTS for fact in rest):
            found.append((f"payout {name}", path.span))
            if "payout_percent" in rest:
                found.append((TARGET, path.span))
        else:
            found.append((f"metric {name}", path.span))
            found.append((f"let {name}", path.span))
            found.append((f"table {name}", path.span))
            if "attainment" in rest or "goal" in rest:
                found.append((f"goal {name}", path.span))
            if "goal" not in rest and not set(rest) & set(SCOPES):
                found.append((f"answer {name}", path.span))
            if not rest and pays_without_measure(declared, name):
                found.append((f"payout {name}", path.span))
    return found


def _columns_used(declared: Declared, aggregates: list[tree.Call]) -> set[Span]:
    """Where a bare name inside an aggregate is a column of its block, or the block that is counted."""
    found: set[Span] = set()
    for call in aggregates:
        inside = list(paths(call.arguments))
        blocks = {path.names[0] for path in inside} & declared.records.keys()
        names = {name for block in blocks for name in declared.columns_of(block)}
        names |= blocks if call.function == "count" else set()
        found.update(path.span for path in inside if len(path.names) == 1 and path.names[0] in names)
        found.update(path.span for path in inside if path.names[0] in blocks and _is_column(declared, path))
    return found


def _is_column(declared: Declared, path: tree.Path) -> bool:
    """Whether a path is a column with its block, `ups.amount`, also where a measure is called as the block is."""
    block, *rest = path.names
    return len(rest) == 1 and rest[0] in declared.columns_of(block) and rest[0] not in COMPONENT_FACTS


def pays_without_measure(declared: Declared, name: str) -> bool:
    """Whether a name alone stands for a component's payout: a component that needs no measure, and none of its name."""
    component = declared.components.get(name)
    if component is None or name in declared.metrics:
        return False
    if component.form == "formula":
        return True
    is_fixed = component.form == "amount" and isinstance(component.amount, tree.Money)
    return is_fixed and not any(m.word in ("each", "on") for m in component.modifiers)


def in_order(
    source: Source, graph: Mapping[str, list[tuple[str, Span]]], blocks: Collection[str] = ()
) -> tuple[list[str], list[Problem], set[str]]:
    """The keys so that each comes after what it uses, the rings there are, and the keys that stand in one.

    `blocks` are the names of the records: a component of the same name has facts where columns may be meant.
    """
    order: list[str] = []
    found: list[Problem] = []
    ringed: set[str] = set()
    done: set[str] = set()
    heights: dict[str, int] = {}
    deep: list[Problem] = []
    for root in graph:
        if root in done:
            continue
        way = [(root, iter(graph[root]))]
        depths = {root: 0}
        lowest = [NO_RING]
        """How far back the rings lead that go through each key of the way."""
        marks: list[int] = []
        """The depths at which the rings found so far end, as far as they are still on the way."""
        while way:
            key, remaining = way[-1]
            for used, span in remaining:
                if used not in graph or used in done:
                    continue
                if used not in depths:
                    depths[used] = len(way)
                    way.append((used, iter(graph[used])))
                    lowest.append(NO_RING)
                    break
                depth = depths[used]
                if not marks or marks[-1] < depth:
                    found.append(_ring(source, [one for one, _ in way[depth:]], span, blocks))
                lowest[-1] = min(lowest[-1], depth)
                _mark(marks, len(way) - 1)
            else:
                way.pop()
                del depths[key]
                below = max((heights.get(used, 0) for used, _ in graph[key]), default=0)
                is_written = key.partition(" ")[0] in ("metric", "let", "table", "component")
                heights[key] = below + is_written
                if is_written and heights[key] == MOST_LEVELS + 1:
                    span = next(span for used, span in graph[key] if heights.get(used) == MOST_LEVELS)
                    deep.append(definitions_too_deep(source, span, MOST_LEVELS))
                done.add(key)
                order.append(key)
                depth, low = len(way), lowest.pop()
                if low <= depth:
                    ringed.add(key)
                    marks.pop()
                if low < depth:
                    lowest[-1] = min(lowest[-1], low)
                    _mark(marks, depth - 1)
    return order, found or deep, ringed


MOST_LEVELS = 1_000
"""How many definitions stand one behind the other: a figure is made of others, which are made of others …"""
NO_RING = sys.maxsize


def _mark(marks: list[int], depth: int) -> None:
    if not marks or marks[-1] != depth:
        marks.append(depth)


def _ring(source: Source, ring: list[str], span: Span, blocks: Collection[str]) -> Problem:
    names = [WHOLE.get(key) or key.split(" ", 1)[1] for key in ring]
    merged = [name for i, name in enumerate(names) if i == 0 or name != names[i - 1]]
    if len(merged) > 1 and merged[-1] == merged[0]:
        merged.pop()
    is_column_meant = len(merged) == 1 and merged[0] in blocks
    return defined_by_itself(source, span, (*merged, merged[0]), (), is_column_meant=is_column_meant)
