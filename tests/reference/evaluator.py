"""A second evaluator: a checked plan and records to lines, by the rules of the language, with no cleverness at all.

It shares no code with the kernel or with what pays it. It walks the checked plan as it was written, computes every
figure anew whenever it is asked for, and stops with `NoData` where a figure that is needed has none.
"""

import calendar
import datetime
from collections import Counter
from fractions import Fraction
from functools import partial
from math import floor
from typing import Any

from compdsl.checked import expressions as e
from compdsl.checked.plan import Bound, Component, Measure, Modifier, Plan, Shape, Table
from compdsl.records.data import Data, Payee
from compdsl.values.period import Period
from compdsl.values.types import Kind
from tests.reference.clause import Clause
from tests.reference.each_row import clauses_of_rows
from tests.reference.exact import UNITS, NoData, given_attainment, given_goal, given_value, over, rounded

STAGES = ("times", "floor", "soft_cap", "cap")


class Reference:
    """Pays one plan on some data in one period. `seen` counts the rare cases that were met on the way."""

    def __init__(self, plan: Plan, data: Data, period: Period) -> None:
        self.plan, self.data, self.period = plan, data, period
        self.unit = UNITS[plan.currency]
        self.seen: Counter[str] = Counter()

    # What is paid

    def people(self) -> list[Payee]:
        """Those who work on at least one day of the period, in the order of the roster."""
        return [p for p in self.data.payees if self.is_active(p)]

    def lines(self, who: Payee) -> list[tuple[str, Any]]:
        """The name and the amount of each line, the limits of the total last."""
        paid = [(c, self.rounded_line(self.payout(c, who))) for c in self.plan.components]
        lines = [(c.name, amount) for c, amount in paid if c.pays != "clawback"]
        self.limit_total("floor", lines, who)
        self.limit_total("soft_cap", lines, who)
        self.limit_total("cap", lines, who)
        lines += [(c.name, amount) for c, amount in paid if c.pays == "clawback"]
        self.limit_total("draw", lines, who)
        adjustment = self.plan.adjustment
        if adjustment is not None and (adjustment.when is None or self.figure(adjustment.when, who)):
            amount = self.rounded_line(self.figure(adjustment.value, who))
            lines += [("total adjustment", amount)] if amount != 0 else []
            self.seen["adjustment"] += amount != 0
        return lines

    def limit_total(self, word: str, lines: list[tuple[str, Any]], who: Payee) -> None:
        """A limit of the total: what it adds to the lines so far, or takes away, is a line of its own."""
        for modifier in (m for m in self.plan.total if m.word == word):
            if modifier.when is not None and not self.figure(modifier.when, who):
                continue
            total = sum(amount for _, amount in lines)
            share = self.figure(self.plan.target, who) if self.is_share(modifier.value) else 1
            limit = self.rounded_line(self.figure(modifier.value, who) * share)
            limited = min(total, limit) if word.endswith("cap") else max(total, limit)
            if word == "soft_cap" and total > limit:
                limited += self.rounded_line(self.figure(modifier.share, who) * (total - limit))
            if limited != total:
                name = f"total {word.replace('_', ' ')}"
                self.seen[name] += 1
                lines.append((name, limited - total))

    def rounded_line(self, exact: Any) -> Any:
        """The one rounding of a line."""
        self.seen["tie at half a unit"] += Fraction(exact) / self.unit % 1 == Fraction(1, 2)
        self.seen["negative line"] += exact < 0
        return rounded(exact, self.unit, self.plan.rounding)

    def payout(self, component: Component, who: Payee) -> Any:
        """The exact amount of a line: the component's amount, times the factors of the plan, rounded where it asks."""
        amount = self.amount(component, who)
        for multiplier in self.plan.multipliers:
            holds = component.name in multiplier.components
            if holds and (multiplier.when is None or self.figure(multiplier.when, who)):
                amount = amount * self.figure(multiplier.factor, who)
        for modifier in component.modifiers:
            if modifier.word == "round_to":
                amount = self.to_unit(amount, self.figure(modifier.value, who), "half away")
        return amount

    def amount(self, component: Component, who: Payee) -> Any:
        """The amount of a component before the factors of the plan: for the period, or for each row and added up."""
        if component.each_row is None:
            return self.amount_of(Clause(self, component, who))
        return sum(self.amount_of(one) for one in clauses_of_rows(self, component, who))

    def amount_of(self, clause: Clause) -> Any:
        """What one clause comes to."""
        if not self.gates_are_open(clause):
            self.seen["closed gate"] += 1
            return 0
        clawback, convert = clause.modifier("clawback"), clause.modifier("convert")
        if clawback is not None and clawback.when is not None and not clause.figure(clawback.when):
            amount: Any = 0  # what is not taken back may lack data
        else:
            amount = self.limited(clause.paid(), clause, clause.target)
            amount = -amount * self.share_taken_back(clause, clawback) if clawback is not None else amount
        if convert is not None:
            self.seen["converted"] += 1
            amount = amount * clause.figure(convert.value)
        return amount

    def share_taken_back(self, clause: Clause, clawback: Modifier) -> Any:
        """The share of a clawback: a figure, or the row that another measure reaches."""
        self.seen["clawback"] += 1
        is_shape = isinstance(clawback.value, Shape)
        return clause.shaped(clawback.value) if is_shape else clause.figure(clawback.value)

    def gates_are_open(self, clause: Clause) -> bool:
        """Threshold and `only when`: all of them must hold; one that does not is enough to close."""

        def is_open(gate: Modifier) -> bool:
            if gate.word == "threshold":
                assert isinstance(gate.value, Bound)
                return self.reaches(gate.value, clause)
            return bool(clause.figure(gate.when))

        gates = [one for one in clause.owner.modifiers if one.word in ("threshold", "only_when")]
        return self.all_hold([partial(is_open, gate) for gate in gates])

    def reaches(self, bound: Bound, clause: Clause) -> bool:
        """Whether a threshold is reached; on it is enough."""
        x, start = clause.attained() if bound.is_attainment else clause.measured(), clause.figure(bound.value)
        self.edge("threshold", x, start)
        return bool(x >= start)

    def all_hold(self, conditions: Any) -> bool:
        """Whether all hold. One that is known not to hold settles it, also where another has no data."""
        missing = None
        for condition in conditions:
            try:
                if not condition():
                    return False
            except NoData as reason:
                missing = reason
        if missing is not None:
            raise missing
        return True

    def limited(self, amount: Any, clause: Clause, target: Any) -> Any:
        """Times, then floor, then the soft cap, then cap, each under its condition."""
        for word in STAGES:
            for modifier in (m for m in clause.owner.modifiers if m.word == word):
                if modifier.when is not None and not clause.figure(modifier.when):
                    continue
                if word == "times":
                    is_shape = isinstance(modifier.value, Shape)
                    factor = clause.shaped(modifier.value) if is_shape else clause.figure(modifier.value)
                    amount = amount * factor
                else:
                    share = target is not None and self.is_share(modifier.value)
                    limit = clause.figure(modifier.value) * (target() if share else 1)
                    self.edge(word, amount, limit)
                    beyond = max(amount - limit, 0)
                    amount = max(amount, limit) if word == "floor" else min(amount, limit)
                    if word == "soft_cap":
                        amount += clause.figure(modifier.share) * beyond
        return amount

    def is_share(self, value: Any) -> bool:
        """Whether a limit is written as a share of target."""
        return bool(value.type.kind is Kind.PERCENT)

    def edge(self, what: str, x: Any, bound: Any) -> None:
        """Count how a figure stands to a bound: below it, on it, above it."""
        self.seen[f"{what}: {'below' if x < bound else 'on' if x == bound else 'above'}"] += 1

    # Expressions

    def figure(self, node: Any, who: Payee, scope: str = "own", row: Any = None) -> Any:
        """The value of an expression. `scope` is whose records a measure in it is read for."""

        def again(one: Any) -> Any:
            return self.figure(one, who, scope, row)

        match node:
            case e.Literal():
                return node.value
            case e.ColumnValue():
                return row[node.name]
            case e.PayeeField():
                return self.field(node.name, who)
            case e.PeriodFact():
                return self.period_fact(node.name)
            case e.TargetAmount():
                return self.figure(self.plan.target, who)
            case e.MeasureFact():
                if node.scope is None and scope == "own" and node.fact != "goal":
                    return self.answered(node.measure, node.fact, who)
                return self.fact(node.measure, node.scope or scope, node.fact, who)
            case e.ComponentFact():
                return self.component_fact(node.component, node.fact, who)
            case e.NamedValue():
                return self.figure(self.plan.lets[node.name].value, who, scope)
            case e.TableValue():
                return self.looked_up(self.plan.tables[node.name], who, scope)
            case e.Aggregate():
                return self.aggregated(node, who, node.scope or scope, scope)
            case e.Ranked():
                return self.ranked(node, again(node.value), who)
            case e.OfPeople():
                return self.of_people(node, who)
            case e.Added():
                return self.added(node.signs, [again(one) for one in node.terms])
            case e.Multiplied():
                return self.multiplied(node.signs, [again(one) for one in node.factors])
            case e.Negated():
                return -again(node.value)
            case e.Compared():
                return self.compared(node.operator, again(node.left), again(node.right))
            case e.Joined() if node.word == "and":
                return self.all_hold([partial(again, part) for part in node.parts])
            case e.Joined():
                return not self.all_hold([partial(lambda one: not again(one), part) for part in node.parts])
            case e.Inverted():
                return not again(node.value)
            case e.Chosen():
                return again(node.chosen) if again(node.condition) else again(node.otherwise)
            case e.Extreme():
                items = [again(one) for one in node.items]
                return min(items) if node.word == "least" else max(items)
            case e.MonthsBetween():
                return self.months(again(node.first), again(node.last))
            case e.Rounded():
                return self.to_unit(again(node.value), again(node.unit), self.plan.rounding)
            case e.Answered():
                return self.first_of(lambda: again(node.value), lambda: again(node.otherwise))
        raise TypeError(type(node).__name__)

    def months(self, first: datetime.date, last: datetime.date) -> int:
        """The whole months between two days, counted one by one."""
        if last < first:
            return -self.months(last, first)
        count = 0
        while self.months_later(first, count + 1) <= last:
            count += 1
        return count

    def months_later(self, day: datetime.date, count: int) -> datetime.date:
        """The day of the same number so many months later, or the last day of the month."""
        year, month = divmod(12 * day.year + day.month - 1 + count, 12)
        return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))

    def ranked(self, node: e.Ranked, own: Any, who: Payee) -> int:
        """One more than how many of the people have more; whoever has no data has not."""
        if node.scope == "team" and who.team is None:
            raise NoData("no team")
        people = [one for one in self.people() if node.scope == "company" or one.team == who.team]
        others = [self.first_of(partial(self.figure, node.value, one), lambda: own) for one in people]
        return 1 + sum(one > own for one in others)

    def of_people(self, node: e.OfPeople, who: Payee) -> Any:
        """The figures of the people of whom a condition is true, one by one."""
        if node.scope == "team" and who.team is None:
            raise NoData("no team")
        kept = []
        for one in self.members(who, node.scope):
            value = self.figure(node.value, one)
            if node.where is None or self.figure(node.where, one):
                kept.append(value)
        if node.function == "sum":
            return sum(kept)
        if node.function == "average":
            if not kept:
                raise NoData("nobody")
            return Fraction(sum(kept)) / len(kept)
        return {"count": sum(map(bool, kept)), "any": any(kept), "all": all(kept)}[node.function]

    def first_of(self, value: Any, otherwise: Any) -> Any:
        """A value, or another one where it has no data."""
        try:
            return value()
        except NoData:
            self.seen["else"] += 1
            return otherwise()

    def field(self, name: str, who: Payee) -> Any:
        """A column of the roster."""
        own = {"payee": who.key, "team": who.team, "start": who.start, "end": who.end}
        value = own[name] if name in own else who.fields.get(name)
        if value is None:
            raise NoData(f"no {name}")
        return value

    def period_fact(self, name: str) -> Any:
        """The year, the quarter or the month of the period; a longer period is in the month it ends in."""
        last = self.period.until - datetime.timedelta(days=1)
        if name == "month":
            return last.month
        if name == "quarter" and self.period.kind == "quarter":
            return int(self.period.label[-1])
        return (last.month + 2) // 3 if name == "quarter" else int(self.period.label[:4])

    def added(self, signs: Any, terms: list[Any]) -> Any:
        """Terms added and subtracted; days are counted in whole days."""
        if isinstance(terms[0], datetime.date):
            if isinstance(terms[-1], datetime.date):
                return (terms[0] - terms[1]).days
            days = sum(term if sign == "+" else -term for sign, term in zip(signs[1:], terms[1:], strict=True))
            return terms[0] + datetime.timedelta(days=floor(days))
        return sum(term if sign == "+" else -term for sign, term in zip(signs, terms, strict=True))

    def multiplied(self, signs: Any, factors: list[Any]) -> Any:
        """Factors multiplied and divided; a division by zero has no data."""
        result = Fraction(1)
        for sign, factor in zip(signs, factors, strict=True):
            result = result * factor if sign == "*" else over(result, factor)
        return result

    def compared(self, operator: str, left: Any, right: Any) -> bool:
        """Whether two values stand in a relation."""
        table = {"==": left == right, "!=": left != right}
        if operator in table:
            return bool(table[operator])
        return bool({">=": left >= right, "<=": left <= right, ">": left > right, "<": left < right}[operator])

    def to_unit(self, value: Any, unit: Any, mode: str) -> Any:
        """A value rounded to a unit, which must be above zero."""
        if unit <= 0:
            raise NoData("unit")
        return rounded(value, unit, mode)

    def looked_up(self, table: Table, who: Payee, scope: str) -> Any:
        """The value of the row whose keys fit: of several, the one that starts last."""
        keys = [self.figure(one, who, scope) for one in table.by]
        best: Any = None
        for row in table.rows:
            starts = [self.figure(key.value, who) for key in row.keys]
            words = [key.word for key in row.keys]
            fits = {"is": lambda x, b: x == b, "from": lambda x, b: x >= b, "over": lambda x, b: x > b}
            if all(fits[word](x, b) for word, x, b in zip(words, keys, starts, strict=True)):
                rank = [(0, False) if w == "is" else (b, w == "over") for w, b in zip(words, starts, strict=True)]
                if best is None or rank > best[0]:
                    best = (rank, row)
        if best is None:
            self.seen["no row of a table"] += 1
            raise NoData("no row fits")
        return self.figure(best[1].value, who, scope)

    # Records

    def members(self, who: Payee, scope: str) -> list[Payee]:
        """The people of a scope; somebody without a team has no team to speak of."""
        if scope == "team" and who.team is None:
            raise NoData("no team")
        if scope == "own":
            return [who]
        if scope in ("reports", "direct_reports"):
            return [p for p in self.people() if who.key in self.managers(p, direct=scope == "direct_reports")]
        return [p for p in self.people() if scope == "company" or p.team == who.team]

    def managers(self, one: Payee, *, direct: bool) -> list[str]:
        """Who is above somebody, from their own manager up."""
        found: list[str] = []
        above = {p.key: p.manager for p in self.data.payees}
        key = one.manager
        while key is not None and not (direct and found):
            found.append(key)
            key = above[key]
        self.seen["somebody below"] += bool(found)
        return found

    def is_active(self, one: Payee) -> bool:
        """Whether somebody works on at least one day of the period."""
        return (one.start is None or one.start < self.period.until) and (
            one.end is None or one.end >= self.period.start
        )

    def rows(self, block: str, who: Payee, scope: str) -> list[Any]:
        """The rows of a scope that fall into the period."""
        schema = next(one for one in self.plan.schema.blocks if one.name == block)
        keys: set[Any] = {p.key for p in self.members(who, scope)} | ({None} if scope == "company" else set())
        found = []
        for row in self.data.blocks.get(block, ()):
            date = row.values[schema.date_column] if schema.date_column else None
            if date is not None and not self.period.start <= date < self.period.until:  # type: ignore[operator]
                continue
            if schema.credit is not None:
                shares = self.shares_of(schema.credit, row.values)
                credit = sum(share for key, share in shares if key in keys)
                self.seen["row of several people"] += len({key for key, share in shares if share}) > 1
                found += [{**row.values, "credit": credit, "full_credit": 1}] if credit else []
            elif (row.values[schema.payee_column] if schema.payee_column else None) in keys:
                found.append(row.values)
        return found

    def shares_of(self, rule: Any, values: Any) -> list[tuple[Any, Any]]:
        """Who has a role in a row, and what they are credited with for it; the rest is what the others leave."""
        held = [role for role in rule if values[role.column]]
        found = [(role, values[role.share_column] if role.share_column else role.share) for role in held]
        left = 1 - sum(share for role, share in found if share is not None and not role.is_overlay)
        return [(values[role.column], left if share is None else share) for role, share in found]

    def aggregated(self, node: e.Aggregate, who: Payee, scope: str, inner: str) -> Any:
        """A function over the rows that `where` keeps."""
        rows = list(self.rows(node.block, who, scope))
        if node.where is not None:
            rows = [r for r in rows if self.figure(node.where, who, inner, r)]
        items = [self.figure(node.row, who, inner, r) if node.row is not None else 1 for r in rows]
        if node.function in ("sum", "count"):
            return sum(items)
        if node.function == "distinct":
            return sum(item not in ("", *items[:place]) for place, item in enumerate(items))
        if node.function == "any":
            return any(items)
        if not items:
            self.seen["no rows"] += 1
            raise NoData("no rows")
        if node.function == "average":
            return Fraction(sum(items)) / len(items)
        if node.function == "all":
            return all(items)
        return min(items) if node.function == "min" else max(items)

    # Measures

    def answered(self, name: str, fact: str, who: Payee) -> Any:
        """The payee's own fact of a measure, with the measure's `else`."""
        otherwise = self.plan.measures[name].otherwise
        return self.fact_or_else(name, "own", fact, otherwise, who)

    def fact_or_else(self, name: str, scope: str, fact: str, otherwise: Modifier | None, who: Payee) -> Any:
        """A fact of a measure; where the measure has no data, that of another scope or of another value."""
        if otherwise is None:
            return self.fact(name, scope, fact, who)
        try:
            self.fact(name, scope, "value", who)
        except NoData:
            self.seen["else"] += 1
            if isinstance(otherwise.value, str):
                return self.fact(name, otherwise.value, fact, who)
            if fact == "goal":
                return self.fact(name, scope, "goal", who)
            value = self.figure(otherwise.value, who)
            return value if fact == "value" else self.held_against_goal(name, value, who)
        return self.fact(name, scope, fact, who)

    def held_against_goal(self, name: str, value: Any, who: Payee) -> Any:
        """The attainment of a value that stands in the place of a measure's own."""
        measure = self.plan.measures[name]
        if measure.goal is None and not measure.is_given:
            return value
        goal = self.fact(name, "own", "goal", who)
        return over(goal, value) if measure.goal_at_most else over(value, goal)

    def fact(self, name: str, scope: str, fact: str, who: Payee) -> Any:
        """The value, the goal or the attainment of a measure in a scope."""
        measure = self.plan.measures[name]
        if fact == "value":
            return self.measured(measure, scope, who)
        if fact == "goal":
            return self.goal(measure, scope, who)
        if measure.goal is None:
            if measure.is_given:
                return given_attainment(self.given(measure, scope, who))
            return self.measured(measure, scope, who)
        value, goal = self.measured(measure, scope, who), self.goal(measure, scope, who)
        return over(goal, value) if measure.goal_at_most else over(value, goal)

    def given(self, measure: Measure, scope: str, who: Payee) -> list[Any]:
        """The figures the data gives for a measure in a scope."""
        keys = {p.key for p in self.members(who, scope)}
        mine = [g for g in self.data.measures if g.metric == measure.name and g.period == self.period]
        found = [g for g in mine if g.payee in keys]
        if not found:
            raise NoData("no measure")
        return found

    def measured(self, measure: Measure, scope: str, who: Payee) -> Any:
        """What a measure comes to."""
        if measure.value is None:
            return given_value(self.given(measure, scope, who))
        clause = Clause(self, measure, who, scope)
        if not self.gates_are_open(clause):
            return 0
        result = self.limited(clause.paid(), clause, None)
        convert = clause.modifier("convert")
        result = result * clause.figure(convert.value) if convert is not None else result
        for modifier in measure.modifiers:
            if modifier.word == "round_to":
                result = self.to_unit(result, self.figure(modifier.value, who, scope), "half away")
        return result

    def goal(self, measure: Measure, scope: str, who: Payee) -> Any:
        """A measure's goal; of several people the sum, of a ratio or an average weighted by what it is divided by."""
        if measure.goal is None:
            return given_goal(self.given(measure, scope, who))
        if scope == "own":
            return self.figure(measure.goal, who)
        value = measure.value
        is_level = measure.goal.type.kind is Kind.PERCENT or self.times_added(value) == 0
        if is_level and isinstance(measure.goal, e.Literal):
            return measure.goal.value
        members = self.members(who, scope)
        goals = [self.figure(measure.goal, one) for one in members]
        if not is_level:
            return sum(goals)
        if isinstance(value, e.Aggregate):
            rows = e.Aggregate(value.span, value.type, "count", value.block, None, value.where, value.scope)
            weights = [self.figure(rows, one) for one in members]
        else:
            assert isinstance(value, e.Multiplied)
            weights = [self.figure(value.factors[value.signs.index("/")], one) for one in members]
        return over(sum(g * w for g, w in zip(goals, weights, strict=True)), sum(weights))

    def times_added(self, value: Any) -> int:
        """How many sums over rows a figure is made of, less those it is divided by; 0 of a ratio and of an average."""
        if isinstance(value, e.Aggregate):
            return int(value.function in ("sum", "count", "distinct"))
        if isinstance(value, e.Multiplied):
            each = [self.times_added(factor) for factor in value.factors]
            return sum(each) - 2 * sum(one for sign, one in zip(value.signs, each, strict=True) if sign == "/")
        if isinstance(value, e.MeasureFact):
            return 0 if value.fact == "attainment" else self.times_added(self.plan.measures[value.measure].value)
        if isinstance(value, e.NamedValue):
            return self.times_added(self.plan.lets[value.name].value)
        if isinstance(value, e.Chosen):
            return max(self.times_added(value.chosen), self.times_added(value.otherwise))
        if isinstance(value, e.Negated | e.Rounded | e.Answered):
            return self.times_added(value.value)
        if isinstance(value, e.Added | e.Extreme):
            return max(map(self.times_added, value.terms if isinstance(value, e.Added) else value.items))
        if value is None or isinstance(value, e.ComponentFact | e.TargetAmount | e.TotalAmount):
            return int(value is None or value.type.kind is not Kind.PERCENT)
        return 0

    def component_fact(self, name: str, fact: str, who: Payee) -> Any:
        """What a component pays, its share of target, or the rate it paid at."""
        component = next(one for one in self.plan.components if one.name == name)
        if fact == "payout":
            return self.payout(component, who)
        clause = Clause(self, component, who)
        if fact == "payout_percent":
            has_share = component.pays in ("share", "own target")
            target = clause.target() if has_share else self.figure(self.plan.target, who)
            return over(self.payout(component, who), target)
        return clause.rate()
