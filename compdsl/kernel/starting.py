"""The figures of a component before any modifier: its measure, goal, attainment and target."""

from compdsl.checked import plan as checked
from compdsl.kernel.building import Building
from compdsl.kernel.lowering import Lowering
from compdsl.kernel.nodes import (
    SINCE_THEY_CAME,
    Named,
    Node,
    Origin,
    PeriodFact,
    Product,
    Prorated,
    Sum,
    holds_column,
)
from compdsl.kernel.running import MEASURED, with_rows_before
from compdsl.values.rounding import Mode
from compdsl.values.types import COUNT, PERCENT


def start_component(lowering: Lowering, component: checked.Component) -> Building:
    """The figures of a component before any modifier: its measure, goal, attainment and target."""
    building = Building(lowering.lower, component.span, component.paid_in or lowering.money(), lowering.plan.currency)
    building.is_line, building.name = True, component.name
    building.kept, building.unit, building.mode = lowering.kept, lowering.unit, Mode(lowering.plan.rounding)
    building.proration, building.scope = _proration(component), component.scope
    building.has_share = component.pays in ("share", "own target")
    building.window, building.is_paid_later = component.window, component.is_paid_later
    if component.each_row is not None:
        _start_row(lowering, component.each_row, building)
    elif component.measure is not None:
        building.measure = building.counted = _of_measure(lowering, component, "value")
        measure = lowering.plan.measures[component.measure]
        if measure.goal is not None or measure.is_given:
            building.goal = _of_measure(lowering, component, "goal")
        if building.goal is not None or measure.type.kind is PERCENT.kind:
            building.attainment = building.counted_attainment = _of_measure(lowering, component, "attainment")
    if building.has_share:
        building.target, building.yearly_target = _targets(lowering, component)
    elif component.pays == "each":
        assert component.amount is not None
        building.rate = lowering.lower(component.amount)
    return building


def _start_row(lowering: Lowering, each: checked.EachRow, building: Building) -> None:
    """What is measured of a row, and what the row is held against."""
    measure = each.measure
    if measure is None or measure.value is None:
        return
    value, goal = lowering.lower(measure.value), lowering.lower(measure.goal) if measure.goal is not None else None
    building.goal = goal
    if not each.order:
        _measured_of_row(measure, building, value)
        return
    before, total = with_rows_before(measure.span, MEASURED, value, each.span)
    building.row, building.row_attainment = value, _attained(measure, value, goal)
    _measured_of_row(measure, building, total)
    building.before = Building(lowering.lower, building.span, building.type, goal=goal, has_share=building.has_share)
    _measured_of_row(measure, building.before, before)


def _measured_of_row(measure: checked.Measure, building: Building, value: Node) -> None:
    building.measure = building.counted = value
    building.attainment = building.counted_attainment = _attained(measure, value, building.goal)


def _attained(measure: checked.Measure, value: Node, goal: Node | None) -> Node | None:
    """The attainment of what is measured of a row, or of a running total."""
    if goal is None:
        return value if measure.type.kind is PERCENT.kind else None
    two = (goal, value) if measure.goal_at_most else (value, goal)
    return Product(Origin(measure.span, "attainment of the row"), PERCENT.maybe(), ("*", "/"), two)


def _of_measure(lowering: Lowering, component: checked.Component, fact: str) -> Node:
    """A fact of a component's measure; where `else` answers with another scope, its goal comes with it."""
    name, scope = component.measure, component.scope
    assert name is not None
    otherwise = next((m for m in component.modifiers if m.word == "else"), None)
    window = component.window
    if window is not None and component.pays not in ("share", "own target") and (scope or "own") != "own":
        window += SINCE_THEY_CAME
    if otherwise is None and scope is None:
        if fact != "goal":
            return lowering.measure_fact(name, None, fact, window)
        otherwise = lowering.plan.measures[name].otherwise
    if otherwise is None or (fact == "goal" and not isinstance(otherwise.value, str)):
        return lowering.fact(name, scope or "own", fact, window)
    return lowering.instead(name, scope or "own", fact, otherwise, window)


def _targets(lowering: Lowering, component: checked.Component) -> tuple[Node, Node | None]:
    """The target of a component, its own or its share of the plan's; that of the year, where a limit asks for it."""
    assert component.amount is not None
    origin = Origin(component.amount.span, "target share", component.name)
    is_of_year = component.window == "year" and _has_yearly_goal(lowering, component)
    is_limited = any(modifier.is_yearly for modifier in component.modifiers)
    share = lowering.lower(component.amount)
    amount: Node = share
    of_year: Node | None = None
    if component.pays == "share":
        target = lowering.yearly_target() if is_of_year else lowering.target()
        amount = Product(origin, lowering.money(), ("*", "*"), (share, target))
        if is_limited:
            of_year = Product(origin, lowering.money(), ("*", "*"), (share, lowering.yearly_target()))
    method = _proration(component)
    if method is not None and (component.pays != "share" or lowering.plan.target_proration is None):
        amount = lowering.as_step(amount, f"{component.name}.full")
        amount = Prorated(Origin(origin.span, "prorated", component.name), amount.type, method, amount)
    if holds_column(amount):
        return amount, of_year
    named = Named(origin, amount.type, f"{component.name}.target", amount)
    if component.pays != "share" and (is_of_year or is_limited):
        of_year = _own_of_year(lowering, component, named)
    if component.window is None or (is_of_year and component.pays == "share"):
        return named, of_year
    if is_of_year:
        assert of_year is not None
        return of_year, of_year
    return lowering.so_far(named.key, named, component.window, origin), of_year


def _own_of_year(lowering: Lowering, component: checked.Component, target: Named) -> Node:
    """A target of the component's own for the year: those of its periods so far, this one's for each that is left."""
    span, kind = target.origin.span, target.type
    so_far = lowering.so_far(target.key, target, "year", target.origin)
    left = PeriodFact(Origin(span, "period", "left in year"), COUNT, "left in year")
    rest = Product(target.origin, kind, ("*", "*"), (target.value, left))
    whole = Sum(Origin(span, "yearly"), kind, ("+", "+"), (so_far, rest))
    return Named(whole.origin, kind, f"{component.name}.target.per_year", whole)


def _proration(component: checked.Component) -> str | None:
    modifier = next((m for m in component.modifiers if m.word == "prorated"), None)
    return str(modifier.value) if modifier is not None else None


def _has_yearly_goal(lowering: Lowering, component: checked.Component) -> bool:
    measure = lowering.plan.measures.get(component.measure or "")
    return measure is not None and measure.goal_is_yearly
