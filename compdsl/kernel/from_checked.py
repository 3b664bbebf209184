"""Checked plan to kernel: measures, then components in their order of calculation, then the lines."""

from collections.abc import Iterator

from compdsl.checked import plan as checked
from compdsl.checked.expressions import (
    EXPRESSIONS,
    Checked,
    ComponentFact,
    MeasureFact,
    NamedValue,
    TotalAmount,
    parts_of,
)
from compdsl.clauses import clause_of, line_stage
from compdsl.kernel.building import Building
from compdsl.kernel.lowering import Lowering
from compdsl.kernel.meaning import meaning_of
from compdsl.kernel.needed import needed, nodes_of
from compdsl.kernel.nodes import Choose, Literal, Named, Node, Origin, Product, Round
from compdsl.kernel.paths import path_of
from compdsl.kernel.plan import Example, Expectation, Line, Plan
from compdsl.kernel.starting import start_component
from compdsl.kernel.whole import BALANCE, lower_total
from compdsl.values.exact import Exact
from compdsl.values.period import WINDOWS
from compdsl.values.rounding import Mode
from compdsl.values.types import PERCENT


def lower_plan(plan: checked.Plan) -> Plan:
    """The kernel of a checked plan."""
    lowering, of_total = Lowering(plan), set[str]()
    for key in plan.order:
        kind, name = key.split(" ", 1)
        if kind == "let" and not _reads_total(plan, plan.lets[name].value, of_total):
            lowering.let(name, "own")
        elif kind == "let":
            of_total.add(name)
        elif kind == "metric" and plan.measures[name].value is not None:
            if any(_reads_total(plan, one, of_total) for one in _figures_of(plan.measures[name])):
                of_total.add(name)
            else:
                lower_metric(lowering, plan.measures[name])
        elif kind == "component":
            lower_component(lowering, lowering.component(name))
        elif kind == "payout":
            lower_payout(lowering, name)
    lines = [_line(lowering, component) for component in plan.components]
    in_order, total = lower_total(lowering, lines)
    lowering.total = total
    mode = Mode(plan.rounding)
    all_lines = tuple(in_order)
    examples = tuple(lower_example(lowering, test, lines) for test in plan.tests)
    effective = plan.effective
    lowering.keep_waiting()
    meaning = meaning_of(plan, all_lines, lowering.kept, mode)
    roots = [total, *(line.paid for line in all_lines), *lowering.kept.values()]
    roots += [node for example in examples for node in nodes_of(example)]
    schema = needed(plan.schema, plan.only_shared, roots)
    return Plan(
        plan.source, plan.name, plan.title, plan.currency, plan.period, plan.calendar, effective, mode,
        all_lines, total, lowering.facts(), examples, schema, meaning, lowering.kept,
        {one.name: one for one in plan.parameters}, plan.people,
    )  # fmt: skip


def _reads_total(plan: checked.Plan, value: Checked, of_total: set[str]) -> bool:
    """Whether a figure is made of the total, which is lowered behind the lines."""
    if isinstance(value, TotalAmount) or (isinstance(value, NamedValue) and value.name in of_total):
        return True
    if isinstance(value, MeasureFact) and value.measure in of_total:
        return True
    return any(_reads_total(plan, part, of_total) for part in parts_of(value))


def _figures_of(measure: checked.Measure) -> Iterator[Checked]:
    """What a metric is made of: its value, and the figures and conditions of its modifiers."""
    found = (measure.value, *(part for one in measure.modifiers for part in (one.value, one.when)))
    return (one for one in found if isinstance(one, EXPRESSIONS))


def lower_metric(lowering: Lowering, measure: checked.Measure) -> None:
    """A measure of the payee, its modifiers applied."""
    for scope in ("own",):
        lowering.measure_value(measure.name, scope)


def lower_component(lowering: Lowering, component: checked.Component) -> None:
    """The amount of a component, each modifier at its stage, before the multipliers of the plan."""
    building = start_component(lowering, component)
    paid = False
    for modifier in component.modifiers:
        clause = clause_of(modifier.word)
        if not paid and clause.STAGE > clause.Stage.PAID:
            lower_pay(lowering, component, building)
            paid = True
        clause.lower(building, modifier)
        if building.before is not None and clause.STAGE < clause.Stage.PAID:
            clause.lower(building.before, modifier)
    if not paid:
        lower_pay(lowering, component, building)
    assert building.amount is not None
    lowering.built[component.name] = building


def lower_pay(lowering: Lowering, component: checked.Component, building: Building) -> None:
    """What a component pays, before its multipliers and limits."""
    origin = Origin(component.span, component.pays, component.name)
    if building.has_share:
        payout = building.base if building.base is not None else building.part_of_attainment()
        assert building.target is not None
        assert payout is not None
        building.rate = building.rate if building.base is not None else None
        building.amount = Product(origin, building.type, ("*", "*"), (building.target, payout))
    elif building.base is not None:
        building.amount = building.base
    elif component.pays == "clawback":
        building.amount = building.part()
    else:
        assert component.amount is not None
        amount = lowering.lower(component.amount)
        building.amount = building.prorated(amount, Origin(component.amount.span, component.pays, component.name))
    if component.when is not None:
        building.only_if(lowering.lower(component.when), Origin(component.when.span, "when"))


def lower_payout(lowering: Lowering, name: str) -> None:
    """The exact amount of a line: the component's, times the multipliers of the plan that name it."""
    building = lowering.built[name]
    assert building.amount is not None
    amount = building.amount
    for multiplier in lowering.plan.multipliers:
        if name in multiplier.components:
            origin = Origin(multiplier.span, "multiply")
            changed: Node = Product(origin, building.type, ("*", "*"), (amount, lowering.lower(multiplier.factor)))
            if multiplier.when is not None:
                changed = Choose(origin, building.type, lowering.lower(multiplier.when), changed, amount)
            amount = changed
    for modifier in sorted(lowering.component(name).modifiers, key=lambda one: line_stage(one.word)):
        clause = clause_of(modifier.word)
        if hasattr(clause, "lower_line"):
            amount = clause.lower_line(building, modifier, amount)
    lowering.payouts[name] = Named(Origin(building.span, "component", name), building.type, f"{name}.payout", amount)


def _line(lowering: Lowering, component: checked.Component) -> Line:
    exact = lowering.payouts[component.name]
    paid = rounded(lowering, exact, component.span)
    if component.is_paid_later:
        return Line(component.name, component.span, exact, paid)
    if component.window is not None or any(modifier.is_yearly for modifier in component.modifiers):
        lowering.kept[f"{component.name}.paid"] = paid
    to_date = next((WINDOWS[one.word] for one in component.modifiers if one.word in WINDOWS), None)
    return Line(component.name, component.span, exact, paid, window=to_date)


def rounded(lowering: Lowering, amount: Node, span: object) -> Node:
    """An amount rounded to what can be paid; the one rounding of a line."""
    origin = Origin(amount.origin.span, "line", amount.origin.name)
    unit: Exact = lowering.unit
    return Round(origin, amount.type, amount, Literal(origin, amount.type, unit), Mode(lowering.plan.rounding))


def lower_example(lowering: Lowering, test: checked.Test, lines: list[Line]) -> Example:
    """A test of the plan."""
    payees = tuple({name: lowering.lower(value) for name, value in row.values} for row in test.payees)
    rows = tuple((row.block, {name: lowering.lower(value) for name, value in row.values}) for row in test.rows)
    expected = []
    for one in test.expected:
        fact = _fact(lowering, one.fact, lines)
        expected.append(Expectation(one.span, one.path, fact, lowering.lower(one.value), one.places))
    return Example(test.span, test.title, payees, rows, _taken(lowering, test), tuple(expected), test.period)


def _fact(lowering: Lowering, fact: Checked, lines: list[Line]) -> Node:
    """The figure a test asks for; of a component it is the line as it is paid."""
    if isinstance(fact, ComponentFact) and fact.fact == "balance":
        return lowering.kept[BALANCE]
    if isinstance(fact, ComponentFact) and fact.fact == "line":
        return next(line.paid for line in lines if line.component == fact.component)
    return lowering.lower(fact)


def _taken(lowering: Lowering, test: checked.Test) -> dict[str, Node]:
    """The figures taken as given. Of a measure that the data would give, the attainment follows from them.

    A percentage without a goal is its own attainment: its goal is the whole.
    """
    taken: dict[str, Node] = {}
    for one in test.taken:
        taken[path_of(one.measure, one.scope, one.fact, one.window)] = lowering.lower(one.value)
    for one in test.taken:
        measure = lowering.plan.measures[one.measure]
        key = path_of(one.measure, one.scope, "attainment", one.window)
        if one.fact != "value" or not measure.is_given or measure.goal is not None or key in taken:
            continue
        value = taken[path_of(one.measure, one.scope, "value", one.window)]
        goal = taken.get(path_of(one.measure, one.scope, "goal", one.window))
        if goal is not None:
            taken[key] = Product(value.origin, PERCENT, ("*", "/"), (value, goal))
        elif value.type.kind is PERCENT.kind:
            taken[key] = value
            taken[path_of(one.measure, one.scope, "goal", one.window)] = Literal(value.origin, PERCENT, 1)
    return taken
