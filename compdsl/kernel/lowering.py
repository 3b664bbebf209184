"""Checked expressions and measures to kernel forms; what has a name is lowered once and shared."""

from functools import partial
from typing import assert_never

from attrs import define, field

from compdsl.checked import expressions as e
from compdsl.checked import plan as checked
from compdsl.checked.levels import weight_of
from compdsl.clauses import clause_of
from compdsl.kernel.building import Building
from compdsl.kernel.nodes import (
    Aggregate,
    Choose,
    Column,
    Compare,
    Earlier,
    Extreme,
    Fallback,
    Given,
    Key,
    Known,
    Literal,
    Logic,
    Months,
    Named,
    Node,
    Not,
    Origin,
    PayeeField,
    PeriodFact,
    Product,
    Prorated,
    Rank,
    Roster,
    Round,
    Sum,
    Table,
    TableRow,
    ToDate,
    holds_column,
)
from compdsl.kernel.of_people import lower_of_people
from compdsl.kernel.paths import path_of
from compdsl.kernel.running import running_total
from compdsl.values.currency import smallest_unit
from compdsl.values.exact import Exact
from compdsl.values.rounding import Mode
from compdsl.values.types import BOOL, COUNT, PERCENT, Kind, Type, money


@define
class Lowering:
    """The state of one lowering: what has been lowered so far, by name."""

    plan: checked.Plan
    built: dict[str, Building] = field(factory=dict)
    payouts: dict[str, Node] = field(factory=dict)
    total: Node | None = None
    kept: dict[str, Node] = field(factory=dict)
    """The figures of a period that a later one asks for."""
    _waiting: dict[str, tuple[e.Checked, str]] = field(factory=dict)
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

    def lower(self, node: e.Checked, scope: str = "own", window: str | None = None) -> Node:
        """An expression, its measures read in a scope; with a window those of the month, quarter or year so far."""
        origin, again = Origin(node.span, "expression"), partial(self.lower, scope=scope, window=window)
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
                return self.target() if window is None else self.so_far("target", self.target(), window, origin)
            case e.TotalAmount():
                assert self.total is not None
                return self.total
            case e.MeasureFact():
                read_in = node.scope or (None if scope == "own" else scope)
                return self.measure_fact(node.measure, read_in, node.fact, node.window or window)
            case e.ComponentFact():
                found = self.component_fact(node.component, node.fact)
                if window is None or node.fact != "payout":
                    return found
                return self.so_far(f"{node.component}.payout", found, window, origin)
            case e.Previous():
                return self.previous(node, scope)
            case e.NamedValue():
                return self.let(node.name, scope, window)
            case e.TableValue():
                return self.table(node.name, scope, window)
            case e.Aggregate():
                found = self.aggregate(node, scope)
                return found if window is None else ToDate(found.origin, found.type, window, found)
            case e.Ranked():
                ranked = self.lower(node.value, window=window)
                return Rank(Origin(node.span, "rank"), node.type, node.scope, ranked)
            case e.RunningTotal():
                return running_total(node, again)
            case e.OfPeople():
                return lower_of_people(node, partial(self.lower, window=window))
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
            case e.MonthsBetween():
                return Months(origin, node.type, again(node.first), again(node.last))
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

    def let(self, name: str, scope: str, window: str | None = None) -> Node:
        """What a `let` or a parameter stands for; a parameter is the same in every scope."""
        is_parameter = any(one.name == name for one in self.plan.parameters)
        scope = "own" if is_parameter else scope
        window = None if is_parameter else window
        key = (f"let {window}", name, scope)
        if key not in self._shared:
            let = self.plan.lets[name]
            origin = Origin(let.span, "parameter" if is_parameter else "let", name)
            path = path_of(name, scope, window=window)
            self._shared[key] = Named(origin, let.value.type, path, self.lower(let.value, scope, window))
        return self._shared[key]

    def table(self, name: str, scope: str, window: str | None = None) -> Node:
        """The value of a table."""
        key = (f"table {window}", name, scope)
        if key not in self._shared:
            table = self.plan.tables[name]
            rows = tuple(
                TableRow(
                    row.span,
                    tuple(Key(k.word, self.lower(k.value)) for k in row.keys),
                    self.lower(row.value, scope, window),
                )
                for row in table.rows
            )
            keys = tuple(self.lower(one, scope, window) for one in table.by)
            origin = Origin(table.span, "table", name)
            value = Table(origin, table.type, keys, rows)
            self._shared[key] = value if holds_column(value) else Named(origin, table.type, name, value)
        return self._shared[key]

    def target(self) -> Node:
        """The target of the plan."""
        key = ("target", "", "own")
        if key not in self._shared:
            target = self.plan.target
            origin = Origin(target.span, "target")
            kind = target.type if target.type.is_numeric else PERCENT
            self._shared[key] = Named(origin, kind, "target", self._target_of_period(target, origin))
        return self._shared[key]

    def _target_of_period(self, target: e.Checked, origin: Origin) -> Node:
        """The target of one period: as it stands, or the part of a year's target that falls on it; prorated if said."""
        value, method = self._full_target(target, origin), self.plan.target_proration
        if method is None:
            return value
        value = self.as_step(value, "target.full")
        return Prorated(Origin(origin.span, "prorated", "target"), value.type, method, value)

    def as_step(self, node: Node, key: str) -> Node:
        """A figure that is a step of its own in a trace, also where it stands in the plan as it is."""
        return Named(node.origin, node.type, key, node) if isinstance(node, Literal) else node

    def _full_target(self, target: e.Checked, origin: Origin) -> Node:
        value = self.lower(target)
        if not self.plan.target_is_yearly:
            return value
        if not self.plan.phases:
            return self.share_of_year(value, origin)
        number = PeriodFact(Origin(origin.span, "period", "number"), COUNT, "number")
        rows = tuple(
            TableRow(one.span, (Key("is", Literal(Origin(one.span, "literal"), COUNT, index)),), self.lower(one))
            for index, one in enumerate(self.plan.phases, 1)
        )
        phases = Origin(self.plan.phases[0].span, "phased", "phased")
        share = Table(phases, PERCENT, (number,), rows)
        return Product(Origin(origin.span, "share of year"), value.type, ("*", "*"), (value, share))

    # Measures

    def measure_fact(self, name: str, scope: str | None, fact: str, window: str | None = None) -> Node:
        """A measure's value, goal or attainment. Without a scope: the payee's own, with the measure's `else`."""
        if scope is None and self.plan.measures[name].otherwise is not None and fact != "goal":
            return self.answered(name, fact, window)
        return self.fact(name, scope or "own", fact, window)

    def fact(self, name: str, scope: str, fact: str, window: str | None = None) -> Node:
        """A measure's value, goal or attainment in a scope, as it is without any `else`."""
        key = (f"measure {fact} {window}", name, scope)
        if key not in self._shared:
            if window is not None:
                self._shared[key] = self.to_date(name, scope, fact, window)
            else:
                make = {"value": self.measure_value, "goal": self.goal, "attainment": self.attainment}[fact]
                self._shared[key] = make(name, scope)
        return self._shared[key]

    def to_date(self, name: str, scope: str, fact: str, window: str) -> Node:
        """A measure's value, goal or attainment of the month, quarter or year so far."""
        measure, now = self.plan.measures[name], self.fact(name, scope, fact)
        origin, path = Origin(now.origin.span, "to date", name), path_of(name, scope, fact, window)
        if self._asks_goals(name) and (fact == "value" or measure.goal is None):
            is_value = fact == "value"
            so_far = self._modified(measure, scope, window) if is_value else self.fact(name, scope, "value", window)
            return Named(origin, now.type, path, so_far)
        if fact == "value" or measure.goal is None:
            return Named(origin, now.type, path, ToDate(origin, now.type, window, now))
        if fact == "goal":
            return Named(origin, now.type, path, self.goal_to_date(name, scope, window, origin))
        value, goal = self.fact(name, scope, "value", window), self.fact(name, scope, "goal", window)
        two = (goal, value) if measure.goal_at_most else (value, goal)
        return Named(origin, now.type, path, Product(origin, now.type, ("*", "/"), two))

    def _asks_goals(self, name: str) -> bool:
        """Whether a measure is made of goals, which are added up over the periods of a longer time."""
        waiting: list[e.Checked | None] = [self.plan.measures[name].value]
        seen = {name}
        while waiting:
            one = waiting.pop()
            for part in e.all_parts_of(one) if one is not None else ():
                if isinstance(part, e.TargetAmount | e.ComponentFact):
                    return True
                if isinstance(part, e.MeasureFact) and part.fact != "value" and part.window is None:
                    return True
                other = str(getattr(part, "measure", "") or getattr(part, "name", ""))
                if isinstance(part, e.MeasureFact | e.NamedValue | e.TableValue) and other not in seen:
                    seen.add(other)
                    waiting += self._behind(part)
        return False

    def _behind(self, part: e.MeasureFact | e.NamedValue | e.TableValue) -> list[e.Checked | None]:
        """What a name stands for."""
        if isinstance(part, e.MeasureFact):
            return [self.plan.measures[part.measure].value]
        if isinstance(part, e.NamedValue):
            return [self.plan.lets[part.name].value]
        table = self.plan.tables[part.name]
        return [*table.by, *(row.value for row in table.rows)]

    def goal_to_date(self, name: str, scope: str, window: str, origin: Origin) -> Node:
        """The goal of the time so far: that of a year, a ratio or an average as it is, others added up."""
        measure = self.plan.measures[name]
        assert measure.goal is not None
        if measure.goal_is_yearly and window == "year":
            goal = self.yearly_goal(name, scope)
            return goal if scope == "own" else ToDate(origin, goal.type, window, goal)
        now = self.fact(name, scope, "goal")
        if measure.is_level and (scope == "own" or isinstance(measure.goal, e.Literal)):
            return now
        if measure.is_level:
            return ToDate(origin, now.type, window, now)
        return self.so_far(path_of(name, scope, "goal"), now, window, origin)

    def so_far(self, key: str, now: Node, window: str, origin: Origin) -> Node:
        """A figure of this period and of those before it in the window, added up."""
        self.kept[key] = now
        before = Earlier(Origin(origin.span, "earlier", key), now.type, window, key)
        return Sum(origin, now.type, ("+", "+"), (before, now))

    def previous(self, node: e.Previous, scope: str) -> Node:
        """A figure of the period before. What it stands for is lowered in the end: it may be made of this very form."""
        key = node.key if scope == "own" else f"{node.key} of the {scope}"
        if key not in self.kept:
            self._waiting[key] = node.value, scope
        otherwise = self.lower(node.otherwise, scope) if node.otherwise is not None else None
        return Earlier(Origin(node.span, "previous", key), node.type, "period", key, otherwise)

    def keep_waiting(self) -> None:
        """Lower what `previous` asks for."""
        while self._waiting:
            key, (value, scope) = self._waiting.popitem()
            self.kept[key] = self.lower(value, scope)

    def measure_value(self, name: str, scope: str) -> Node:
        """What a measure comes to in a scope."""
        measure = self.plan.measures[name]
        origin = Origin(measure.span, "metric", name)
        if measure.value is None:
            value: Node = Given(Origin(measure.span, "given", name), measure.type, name, scope, "value")
        else:
            value = self._modified(measure, scope)
        return Named(origin, measure.type, path_of(name, scope), value)

    def _modified(self, measure: checked.Measure, scope: str, window: str | None = None) -> Node:
        assert measure.value is not None
        lower = partial(self.lower, scope=scope, window=window)
        value = lower(measure.value)
        building = Building(lower, measure.span, measure.type, self.plan.currency)
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
        """A measure's goal; that of a team is the sum, weighted by what a ratio or an average is divided by."""
        measure = self.plan.measures[name]
        origin = Origin(measure.goal.span if measure.goal is not None else measure.span, "goal", name)
        if measure.goal is None:
            kind = measure.type
            return Named(origin, kind, path_of(name, scope, "goal"), Given(origin, kind, name, scope, "goal"))
        kind = measure.goal.type
        own = self.fact(name, "own", "goal") if scope != "own" else self.lower(measure.goal)
        if measure.goal_is_yearly and scope == "own":
            own = self.share_of_year(self.yearly_goal(name, scope), origin)
        if measure.goal_proration is not None and scope == "own" and not measure.is_level:
            own = self.as_step(own, path_of(name, scope, "goal", "full"))
            own = Prorated(Origin(origin.span, "prorated", name), kind, measure.goal_proration, own)
        if scope != "own" and measure.is_level and isinstance(measure.goal, e.Literal):
            own = self.lower(measure.goal)
        elif scope != "own":
            own = self._goal_of_many(measure, own, scope, origin)
        return Named(origin, kind, path_of(name, scope, "goal"), own)

    def _goal_of_many(self, measure: checked.Measure, own: Node, scope: str, origin: Origin) -> Node:
        """The goal of the people of a scope; of a trailing measure of those of the stretch, as its rows are."""
        goal = self._goal_of_people(measure, own, scope, origin)
        window = next((str(one.value) for one in measure.modifiers if one.word == "trailing"), None)
        return goal if window is None else ToDate(Origin(origin.span, "trailing"), goal.type, window, goal)

    def _goal_of_people(self, measure: checked.Measure, own: Node, scope: str, origin: Origin) -> Node:
        kind = own.type
        divisor = weight_of(measure.value) if measure.is_level and measure.value is not None else None
        if divisor is None:
            return Roster(origin, kind, scope, own)
        weight = self.lower(divisor)
        is_counted = isinstance(measure.value, e.Aggregate) or kind.kind is Kind.MONEY
        of_one = kind if is_counted else weight.type
        weighted = Product(origin, of_one, ("*", "*"), (own, weight))
        sums = Roster(origin, of_one, scope, weighted), Roster(origin, weight.type, scope, weight)
        return Product(origin, kind, ("*", "/"), sums)

    def attainment(self, name: str, scope: str) -> Node:
        """A measure over its goal, or its goal over it where less is better."""
        measure = self.plan.measures[name]
        origin = Origin(measure.span, "attainment", name)
        kind = PERCENT.maybe()
        if measure.goal is None:
            value: Node = (
                Given(origin, kind, name, scope, "attainment") if measure.is_given else self.fact(name, scope, "value")
            )
            return Named(origin, kind, path_of(name, scope, "attainment"), value)
        value, goal = self.fact(name, scope, "value"), self.fact(name, scope, "goal")
        two = (goal, value) if measure.goal_at_most else (value, goal)
        return Named(origin, kind, path_of(name, scope, "attainment"), Product(origin, kind, ("*", "/"), two))

    def yearly_goal(self, name: str, scope: str) -> Node:
        """A goal that is one for the year, as it was written."""
        measure = self.plan.measures[name]
        assert measure.goal is not None
        origin = Origin(measure.goal.span, "yearly", name)
        value = self.lower(measure.goal)
        value = value if scope == "own" else Roster(origin, value.type, scope, value, is_of_last_row=True)
        return Named(origin, value.type, path_of(name, scope, "goal", "per_year"), value)

    def share_of_year(self, value: Node, origin: Origin) -> Node:
        """The part of a year's figure that falls on one period."""
        periods = PeriodFact(Origin(origin.span, "period", "periods"), COUNT, "periods")
        return Product(Origin(origin.span, "share of year"), value.type, ("*", "/"), (value, periods))

    def answered(self, name: str, fact: str, window: str | None = None) -> Node:
        """A fact of a measure, or what answers for it where the measure has no data."""
        key = (f"answered {fact} {window}", name, "own")
        if key not in self._shared:
            modifier = self.plan.measures[name].otherwise
            assert modifier is not None
            self._shared[key] = self.instead(name, "own", fact, modifier, window)
        return self._shared[key]

    def instead(self, name: str, scope: str, fact: str, modifier: checked.Modifier, window: str | None = None) -> Node:
        """A fact in a scope, or in the scope or from the value that `else` names, where the measure has no data."""
        value, wanted = self.fact(name, scope, "value", window), self.fact(name, scope, fact, window)
        origin = Origin(modifier.span, "else", path_of(name, scope, fact, window))
        other = self._other(name, fact, modifier, window)
        if fact == "value":
            return Fallback(origin, wanted.type, wanted, other)
        return Choose(origin, wanted.type, Known(origin, BOOL, value), wanted, other)

    def _other(self, name: str, fact: str, modifier: checked.Modifier, window: str | None) -> Node:
        if isinstance(modifier.value, str):
            return self.fact(name, modifier.value, fact, window)
        assert not isinstance(modifier.value, checked.Bound | checked.Shape | checked.EachRow | None)
        other, measure = self.lower(modifier.value), self.plan.measures[name]
        if fact == "value" or (measure.goal is None and not measure.is_given):
            return other
        goal = self.fact(name, "own", "goal", window)
        two = (goal, other) if measure.goal_at_most else (other, goal)
        return Product(Origin(modifier.span, "attainment", name), PERCENT.maybe(), ("*", "/"), two)

    # Components

    def yearly_target(self) -> Node:
        """The target of the year: as it was written, or those of its periods.

        They are the targets of the periods so far, in which the payee was there, and this one's for each that is left.
        """
        value, origin = self.lower(self.plan.target), Origin(self.plan.target.span, "yearly")
        if not self.plan.target_is_yearly:
            so_far = self.so_far("target", self.target(), "year", origin)
            left = PeriodFact(Origin(origin.span, "period", "left in year"), COUNT, "left in year")
            rest = Product(origin, value.type, ("*", "*"), (value, left))
            value = Sum(origin, value.type, ("+", "+"), (so_far, rest))
        return Named(origin, value.type, "target.per_year", value)

    def component_fact(self, name: str, fact: str) -> Node:
        """A component's payout, its share of target, or the rate it paid at."""
        payout, building = self.payouts[name], self.built[name]
        origin = Origin(building.span, fact, name)
        if fact == "payout":
            return payout
        if fact == "held":
            assert building.held is not None
            return building.held
        if fact == "payout_percent":
            target = building.target if building.target is not None else self.target()
            return Product(origin, PERCENT.maybe(), ("*", "/"), (payout, target))
        if building.rate is not None and building.plain is None:
            return building.rate
        assert building.amount is not None
        counted = building.plain or building.counted or building.amount
        kind = PERCENT if counted.type.kind is building.type.kind else building.type
        return Product(origin, kind.maybe(), ("*", "/"), (building.base or building.amount, counted))

    def money(self) -> Type:
        """Money of the plan's currency."""
        return money(self.plan.currency)
