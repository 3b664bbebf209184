"""Checked expressions and measures to kernel forms; what has a name is lowered once and shared."""

from functools import partial
from typing import assert_never

from attrs import define, field

from compdsl.checked import expressions as e
from compdsl.checked import plan as checked
from compdsl.clauses import clause_of
from compdsl.kernel.building import Building
from compdsl.kernel.nodes import (
    Aggregate,
    Choose,
    Column,
    Compare,
    Extreme,
    Fallback,
    Given,
    Key,
    Known,
    Literal,
    Logic,
    Named,
    Node,
    Not,
    Origin,
    PayeeField,
    PeriodFact,
    Product,
    Roster,
    Round,
    Sum,
    Table,
    TableRow,
)
from compdsl.values.currency import smallest_unit
from compdsl.values.exact import Exact
from compdsl.values.rounding import Mode
from compdsl.values.types import BOOL, PERCENT, Type, money


@define
class Lowering:
    """The state of one lowering: what has been lowered so far, by name."""

    plan: checked.Plan
    built: dict[str, Building] = field(factory=dict)
    payouts: dict[str, Node] = field(factory=dict)
    total: Node | None = None
    _shared: dict[tuple[str, str, str], Node] = field(factory=dict)
    _components: dict[str, checked.Component] = field(factory=dict)

    @property
    def unit(self) -> Exact:
        """The smallest amount that can be paid."""
        return smallest_unit(self.plan.currency)

    def component(self, name: str) -> checked.Component:
        """A component of the plan by its name."""
        if not self._components:
            self._components = {component.name: component for component in self.plan.components}
        return self._components[name]

    def facts(self) -> dict[str, Node]:
        """Every figure with a name, by the path it is written as."""
        return {node.key: node for node in self._shared.values() if isinstance(node, Named)}

    # Expressions

    def lower(self, node: e.Checked, scope: str = "own") -> Node:
        """An expression, its measures read in a scope."""
        origin, again = Origin(node.span, "expression"), partial(self.lower, scope=scope)
        match node:
            case e.Literal():
                return Literal(Origin(node.span, "literal"), node.type, node.value)
            case e.ColumnValue():
                return Column(Origin(node.span, "column", node.name), node.type, node.name)
            case e.PayeeField():
                return PayeeField(Origin(node.span, "payee", node.name), node.type, node.name)
            case e.PeriodFact():
                return PeriodFact(Origin(node.span, "period", node.name), node.type, node.name)
            case e.TargetAmount():
                return self.target()
            case e.TotalAmount():
                assert self.total is not None
                return self.total
            case e.MeasureFact():
                read_in = node.scope or (None if scope == "own" else scope)
                return self.measure_fact(node.measure, read_in, node.fact)
            case e.ComponentFact():
                return self.component_fact(node.component, node.fact)
            case e.NamedValue():
                return self.let(node.name, scope)
            case e.TableValue():
                return self.table(node.name, scope)
            case e.Aggregate():
                return self.aggregate(node, scope)
            case e.Added():
                return Sum(origin, node.type, node.signs, tuple(map(again, node.terms)))
            case e.Multiplied():
                return Product(origin, node.type, node.signs, tuple(map(again, node.factors)))
            case e.Negated():
                return Sum(origin, node.type, ("-",), (again(node.value),))
            case e.Compared():
                return Compare(origin, node.type, node.operator, again(node.left), again(node.right))
            case e.Joined():
                return Logic(origin, node.type, node.word, tuple(map(again, node.parts)))
            case e.Inverted():
                return Not(origin, node.type, again(node.value))
            case e.Chosen():
                parts = again(node.condition), again(node.chosen), again(node.otherwise)
                return Choose(Origin(node.span, "if"), node.type, *parts)
            case e.Extreme():
                return Extreme(origin, node.type, node.word, tuple(map(again, node.items)))
            case e.Rounded():
                mode = Mode(self.plan.rounding)
                return Round(Origin(node.span, "round"), node.type, again(node.value), again(node.unit), mode)
            case e.Answered():
                return Fallback(Origin(node.span, "else"), node.type, again(node.value), again(node.otherwise))
            case _:
                assert_never(node)

    def aggregate(self, node: e.Aggregate, scope: str) -> Node:
        """An aggregate; its own scope wins over the one it is read in."""
        row = self.lower(node.row, scope) if node.row is not None else None
        where = self.lower(node.where, scope) if node.where is not None else None
        origin = Origin(node.span, "aggregate", node.block)
        return Aggregate(origin, node.type, node.function, node.block, node.scope or scope, row, where)

    def let(self, name: str, scope: str) -> Node:
        """What a `let` stands for."""
        key = ("let", name, scope)
        if key not in self._shared:
            let = self.plan.lets[name]
            origin = Origin(let.span, "let", name)
            path = name if scope == "own" else f"{name}.{scope}"
            self._shared[key] = Named(origin, let.value.type, path, self.lower(let.value, scope))
        return self._shared[key]

    def table(self, name: str, scope: str) -> Node:
        """The value of a table."""
        key = ("table", name, scope)
        if key not in self._shared:
            table = self.plan.tables[name]
            rows = tuple(
                TableRow(
                    row.span,
                    tuple(Key(k.word, self.lower(k.value)) for k in row.keys),
                    self.lower(row.value, scope),
                )
                for row in table.rows
            )
            keys = tuple(self.lower(one, scope) for one in table.by)
            origin = Origin(table.span, "table", name)
            self._shared[key] = Named(origin, table.type, name, Table(origin, table.type, keys, rows))
        return self._shared[key]

    def target(self) -> Node:
        """The target of the plan."""
        key = ("target", "", "own")
        if key not in self._shared:
            target = self.plan.target
            origin = Origin(target.span, "target")
            kind = target.type if target.type.is_numeric else PERCENT
            self._shared[key] = Named(origin, kind, "target", self.lower(target))
        return self._shared[key]

    # Measures

    def measure_fact(self, name: str, scope: str | None, fact: str) -> Node:
        """A measure's value, goal or attainment. Without a scope: the payee's own, with the measure's `else`."""
        if scope is None and self.plan.measures[name].otherwise is not None and fact != "goal":
            return self.answered(name, fact)
        return self._fact(name, scope or "own", fact)

    def _fact(self, name: str, scope: str, fact: str) -> Node:
        key = (f"measure {fact}", name, scope)
        if key not in self._shared:
            make = {"value": self.measure_value, "goal": self.goal, "attainment": self.attainment}[fact]
            self._shared[key] = make(name, scope)
        return self._shared[key]

    def measure_value(self, name: str, scope: str) -> Node:
        """What a measure comes to in a scope."""
        measure = self.plan.measures[name]
        origin = Origin(measure.span, "metric", name)
        if measure.value is None:
            value: Node = Given(Origin(measure.span, "given", name), measure.type, name, scope, "value")
        else:
            value = self._modified(measure, scope)
        return Named(origin, measure.type, path_of(name, scope), value)

    def _modified(self, measure: checked.Measure, scope: str) -> Node:
        assert measure.value is not None
        value = self.lower(measure.value, scope)
        building = Building(partial(self.lower, scope=scope), measure.span, measure.type)
        building.measure = building.counted = building.amount = value
        building.attainment = building.counted_attainment = value
        paid = False
        for modifier in measure.modifiers:
            clause = clause_of(modifier.word)
            if not paid and clause.STAGE > clause.Stage.PAID:
                building.amount = building.base or building.counted
                paid = True
            clause.lower(building, modifier)
        result = building.amount if paid else building.base or building.counted
        assert result is not None
        return result

    def goal(self, name: str, scope: str) -> Node:
        """A measure's goal; that of a team is the sum, weighted by the denominator where the measure is a ratio."""
        measure = self.plan.measures[name]
        origin = Origin(measure.goal.span if measure.goal is not None else measure.span, "goal", name)
        if measure.goal is None:
            kind = measure.type
            return Named(origin, kind, path_of(name, scope, "goal"), Given(origin, kind, name, scope, "goal"))
        kind = measure.goal.type
        own = self._fact(name, "own", "goal") if scope != "own" else self.lower(measure.goal)
        if scope != "own" and not (isinstance(measure.goal, e.Literal) and measure.goal.type.kind is PERCENT.kind):
            own = self._goal_of_many(measure, own, scope, origin)
        elif scope != "own":
            own = self.lower(measure.goal)
        return Named(origin, kind, path_of(name, scope, "goal"), own)

    def _goal_of_many(self, measure: checked.Measure, own: Node, scope: str, origin: Origin) -> Node:
        kind = own.type
        weight = self._denominator(measure)
        if weight is None:
            return Roster(origin, kind, scope, own)
        weighted = Product(origin, weight.type, ("*", "*"), (own, weight))
        sums = Roster(origin, weight.type, scope, weighted), Roster(origin, weight.type, scope, weight)
        return Product(origin, kind, ("*", "/"), sums)

    def _denominator(self, measure: checked.Measure) -> Node | None:
        value = measure.value
        if not isinstance(value, e.Multiplied) or value.signs.count("/") != 1 or measure.type.kind is not PERCENT.kind:
            return None
        return self.lower(value.factors[value.signs.index("/")])

    def attainment(self, name: str, scope: str) -> Node:
        """A measure over its goal, or its goal over it where less is better."""
        measure = self.plan.measures[name]
        origin = Origin(measure.span, "attainment", name)
        kind = PERCENT.maybe()
        if measure.goal is None:
            value: Node = (
                Given(origin, kind, name, scope, "attainment") if measure.is_given else self._fact(name, scope, "value")
            )
            return Named(origin, kind, path_of(name, scope, "attainment"), value)
        value, goal = self._fact(name, scope, "value"), self._fact(name, scope, "goal")
        two = (goal, value) if measure.goal_at_most else (value, goal)
        return Named(origin, kind, path_of(name, scope, "attainment"), Product(origin, kind, ("*", "/"), two))

    def answered(self, name: str, fact: str) -> Node:
        """A fact of a measure, or what answers for it where the measure has no data."""
        key = (f"answered {fact}", name, "own")
        if key not in self._shared:
            modifier = self.plan.measures[name].otherwise
            assert modifier is not None
            self._shared[key] = self.instead(name, "own", fact, modifier)
        return self._shared[key]

    def instead(self, name: str, scope: str, fact: str, modifier: checked.Modifier) -> Node:
        """A fact in a scope, or in the scope or from the value that `else` names, where the measure has no data."""
        value, wanted = self._fact(name, scope, "value"), self._fact(name, scope, fact)
        origin = Origin(modifier.span, "else", path_of(name, scope, "" if fact == "value" else fact))
        other = self._other(name, fact, modifier)
        if fact == "value":
            return Fallback(origin, wanted.type, wanted, other)
        return Choose(origin, wanted.type, Known(origin, BOOL, value), wanted, other)

    def _other(self, name: str, fact: str, modifier: checked.Modifier) -> Node:
        if isinstance(modifier.value, str):
            return self._fact(name, modifier.value, fact)
        assert not isinstance(modifier.value, checked.Bound | checked.Shape | None)
        other, measure = self.lower(modifier.value), self.plan.measures[name]
        if fact == "value" or (measure.goal is None and not measure.is_given):
            return other
        goal = self._fact(name, "own", "goal")
        two = (goal, other) if measure.goal_at_most else (other, goal)
        return Product(Origin(modifier.span, "attainment", name), PERCENT.maybe(), ("*", "/"), two)

    # Components

    def start(self, component: checked.Component) -> Building:
        """The figures of a component before any modifier: its measure, goal, attainment and target."""
        building = Building(self.lower, component.span, self._money(), is_line=True)
        building.has_share = component.pays in ("share", "own target")
        if component.measure is not None:
            building.measure = building.counted = self._of_measure(component, "value")
            measure = self.plan.measures[component.measure]
            if measure.goal is not None or measure.is_given:
                building.goal = self._of_measure(component, "goal")
            if building.goal is not None or measure.type.kind is PERCENT.kind:
                building.attainment = building.counted_attainment = self._of_measure(component, "attainment")
        if building.has_share:
            building.target = self.component_target(component)
        elif component.pays == "each":
            assert component.amount is not None
            building.rate = self.lower(component.amount)
        return building

    def _of_measure(self, component: checked.Component, fact: str) -> Node:
        """A fact of a component's measure; where `else` answers with another scope, its goal comes with it."""
        name, scope = component.measure, component.scope
        assert name is not None
        otherwise = next((m for m in component.modifiers if m.word == "else"), None)
        if otherwise is None and scope is None:
            if fact != "goal":
                return self.measure_fact(name, None, fact)
            otherwise = self.plan.measures[name].otherwise
        if otherwise is None or (fact == "goal" and not isinstance(otherwise.value, str)):
            return self._fact(name, scope or "own", fact)
        return self.instead(name, scope or "own", fact, otherwise)

    def component_target(self, component: checked.Component) -> Node:
        """The target of a component: its own, or its share of the plan's."""
        assert component.amount is not None
        amount = self.lower(component.amount)
        if component.pays == "share":
            origin = Origin(component.amount.span, "target share", component.name)
            amount = Product(origin, self._money(), ("*", "*"), (amount, self.target()))
        origin = Origin(component.amount.span, "target share", component.name)
        return Named(origin, amount.type, f"{component.name}.target", amount)

    def component_fact(self, name: str, fact: str) -> Node:
        """A component's payout, its share of target, or the rate it paid at."""
        payout, building = self.payouts[name], self.built[name]
        origin = Origin(building.span, fact, name)
        if fact == "payout":
            return payout
        if fact == "payout_percent":
            target = building.target if building.target is not None else self.target()
            return Product(origin, PERCENT.maybe(), ("*", "/"), (payout, target))
        if building.rate is not None:
            return building.rate
        assert building.amount is not None
        counted = building.counted if building.counted is not None else building.amount
        return Product(origin, PERCENT.maybe(), ("*", "/"), (building.base or building.amount, counted))

    def _money(self) -> Type:
        return money(self.plan.currency)


def path_of(name: str, scope: str, fact: str = "") -> str:
    """The path a measure's fact is written as: `adoption`, `adoption.team.goal`."""
    parts = [name] + ([scope] if scope != "own" else []) + ([fact] if fact else [])
    return ".".join(parts)
