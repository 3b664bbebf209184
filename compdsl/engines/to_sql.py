"""The forms of the kernel, of one payee or of one row, as columns of a query."""

import datetime
from collections.abc import Callable, Container, Sequence
from fractions import Fraction
from typing import TypeAlias

from attrs import define, field, frozen

from compdsl.engines.beyond import BeyondQuery
from compdsl.engines.figures import Arithmetic, Figure, constant
from compdsl.engines.pieces import piecewise
from compdsl.engines.tables import table_arms
from compdsl.kernel.nodes import (
    Choose,
    Compare,
    Extreme,
    Fallback,
    Known,
    Literal,
    Logic,
    Months,
    Named,
    Node,
    Not,
    Piecewise,
    Product,
    Round,
    Sum,
    Table,
    parts_of,
)
from compdsl.values.types import Kind

MOST_DAYS = 300_000
"""By how many days a day is moved in a query: days are written with a year from 1000 on."""

OPERATORS = {">=": ">=", "<=": "<=", "==": "=", "!=": "<>", ">": ">", "<": "<"}


@frozen
class Plain:
    """A condition, a text or a day in a query; NULL without data, which there can only be where it `may_lack`."""

    text: str
    may_lack: bool = False


SqlValue: TypeAlias = Figure | Plain
Leaf: TypeAlias = Callable[[Node], SqlValue]


def literal(value: object) -> SqlValue:
    """A value that stands in the plan."""
    if isinstance(value, bool):
        return Plain("TRUE" if value else "FALSE")
    if isinstance(value, datetime.date):
        return Plain(f"DATE '{value.isoformat()}'")
    if isinstance(value, str):
        return Plain(quoted(value))
    assert isinstance(value, int | Fraction)
    return constant(value)


def text_of(value: SqlValue) -> str:
    """The expression that a value is in a query: of a figure its top."""
    return value.top if isinstance(value, Figure) else value.text


def quoted(text: str) -> str:
    """A text as it is written in a query."""
    return "'" + text.replace("'", "''") + "'"


@define(eq=False)
class Lowering:
    """Forms as columns. `leaf` gives the value of those that read data; each form is lowered once."""

    arithmetic: Arithmetic
    leaf: Leaf
    found: dict[int, SqlValue] = field(factory=dict)
    edges: dict[int, list[str]] = field(factory=dict)
    """The conditions, by form, on which it stands on a bound or is rounded from between two units."""

    def value(self, node: Node) -> SqlValue:
        """The value of a form, after those it is made of."""
        stages, asking = self.arithmetic.stages, self.arithmetic.stages.maker
        for one in _after_their_parts(node, self.found):
            known = len(self.arithmetic.edges)
            stages.maker = one
            self.found[id(one)] = self._value(one)
            self.edges[id(one)] = self.arithmetic.edges[known:]
        stages.maker = asking
        return self.found[id(node)]

    def figure(self, node: Node) -> Figure:
        """The value of a form that is a figure."""
        found = self.value(node)
        assert isinstance(found, Figure)
        return found

    def plain(self, node: Node) -> Plain:
        """The value of a form that is a condition, a text or a day."""
        found = self.value(node)
        assert isinstance(found, Plain)
        return found

    def _value(self, node: Node) -> SqlValue:
        parts = [self.found[id(part)] for part in parts_of(node) if id(part) in self.found]
        match node:
            case Literal():
                return literal(node.value)
            case Named():
                return parts[0]
            case Sum():
                return self._sum(node, parts)
            case Product():
                return self._product(node, _figures(parts))
            case Compare():
                return self._column(self._compare(node, *parts))
            case Logic():
                conditions = _plains(parts)
                text = f" {node.word.upper()} ".join(f"({one.text})" for one in conditions)
                return self._column(Plain(text, any(one.may_lack for one in conditions)))
            case Not():
                (one,) = _plains(parts)
                return self._column(Plain(f"NOT ({one.text})", one.may_lack))
            case Choose():
                condition, chosen, otherwise = parts
                assert isinstance(condition, Plain)
                return self._choose(condition, chosen, otherwise)
            case Extreme():
                return self._extreme(node.word, parts)
            case Months():
                return self._months(*_plains(parts))
            case Piecewise():
                return piecewise(self.arithmetic, node, _figures(parts))
            case Table():
                return self._table(node, parts)
            case Round():
                value, unit = _figures(parts)
                return self.arithmetic.round(value, unit, node.mode)
            case Known():
                return Plain(is_known(parts[0]))
            case Fallback():
                return self._fallback(*parts)
            case _:
                return self._kept(self.leaf(node))

    def _kept(self, value: SqlValue) -> SqlValue:
        return self.arithmetic.kept(value) if isinstance(value, Figure) else self._column(value)

    def _column(self, value: Plain) -> Plain:
        return Plain(self.arithmetic.stages.column(value.text), value.may_lack)

    # Arithmetic

    def _sum(self, node: Sum, parts: Sequence[SqlValue]) -> SqlValue:
        if node.terms[0].type.kind is Kind.DATE:
            return self._sum_of_days(node, parts)
        total, *others = _figures(parts)
        if node.signs[0] == "-":
            total = self.arithmetic.negative(total)
        for sign, part in zip(node.signs[1:], others, strict=True):
            total = self.arithmetic.add(total, part if sign == "+" else self.arithmetic.negative(part))
        return total

    def _sum_of_days(self, node: Sum, parts: Sequence[SqlValue]) -> SqlValue:
        first, last = parts[0], parts[-1]
        if isinstance(last, Plain):
            assert isinstance(first, Plain)
            dialect = self.arithmetic.dialect
            text = f"CAST({dialect.days_between.format(first.text, last.text)} AS {dialect.width(4_000_000)})"
            return self._kept(Figure(text, -4_000_000, 4_000_000, may_lack=first.may_lack or last.may_lack))
        assert isinstance(first, Plain)
        days = Fraction(0)
        for sign, part in zip(node.signs[1:], _figures(parts[1:]), strict=True):
            if part.value is None:
                raise BeyondQuery("a day is moved by a number of days that is not the same for all")
            days += part.value if sign == "+" else -part.value
        return self._moved(first, int(days // 1))

    def _moved(self, first: Plain, days: int) -> Plain:
        """A day so many days later; what may lie outside the calendar is left to the evaluator."""
        if abs(days) > MOST_DAYS:
            raise BeyondQuery("a day is moved by centuries")
        away = datetime.timedelta(days=abs(days))
        beyond = f"< DATE '{datetime.date.min + away}'" if days < 0 else f"> DATE '{datetime.date.max - away}'"
        self.arithmetic.unsure.append(f"{first.text} {beyond}")
        moved = self.arithmetic.dialect.day_after.format(first.text, days)
        return self._column(Plain(f"CAST({moved} AS DATE)", first.may_lack))

    def _product(self, node: Product, parts: Sequence[Figure]) -> Figure:
        total: Figure | None = None
        for sign, part in zip(node.signs, parts, strict=True):
            if sign == "*":
                total = part if total is None else self.arithmetic.multiply(total, part)
            else:
                total = self.arithmetic.divide(constant(1) if total is None else total, part)
        assert total is not None
        return total

    def _months(self, first: Plain, last: Plain) -> SqlValue:
        raise BeyondQuery("months between two days are counted")

    # Conditions and choices

    def _compare(self, node: Compare, left: SqlValue, right: SqlValue) -> Plain:
        operator = OPERATORS[node.operator]
        may_lack = left.may_lack or right.may_lack
        if isinstance(left, Figure) and isinstance(right, Figure):
            return Plain(self.arithmetic.compare(left, operator, right, is_edge=True), may_lack)
        assert isinstance(left, Plain)
        assert isinstance(right, Plain)
        return Plain(f"({left.text}) {operator} ({right.text})", may_lack)

    def _choose(self, condition: Plain, chosen: SqlValue, otherwise: SqlValue) -> SqlValue:
        """One of two values; the condition may be unknown, and then the value is."""
        cases = [(condition.text, chosen)]
        if condition.may_lack:
            return self._case([*cases, (f"NOT {condition.text}", otherwise)], None)
        return self._case(cases, otherwise)

    def _case(self, cases: Sequence[tuple[str, SqlValue]], otherwise: SqlValue | None) -> SqlValue:
        """The value of the first condition that holds."""
        values = [value for _, value in cases] + ([otherwise] if otherwise is not None else [])
        if isinstance(values[0], Figure):
            figures = [(condition, _figures([value])[0]) for condition, value in cases]
            return self.arithmetic.choose(figures, _figures([otherwise])[0] if otherwise is not None else None)
        plains = _plains(values)
        arms = " ".join(f"WHEN {condition} THEN {one.text}" for (condition, _), one in zip(cases, plains, strict=False))
        last = f" ELSE {plains[-1].text}" if otherwise is not None else ""
        may_lack = otherwise is None or any(one.may_lack for one in plains)
        return self._column(Plain(f"CASE {arms}{last} END", may_lack))

    def _extreme(self, word: str, parts: Sequence[SqlValue]) -> SqlValue:
        operator = "<=" if word == "least" else ">="
        found = parts[0]
        for part in parts[1:]:
            if isinstance(found, Figure) and isinstance(part, Figure):
                text = self.arithmetic.compare(found, operator, part)
            else:
                text = f"{_plains([found])[0].text} {operator} {_plains([part])[0].text}"
            condition = self._column(Plain(text, found.may_lack or part.may_lack))
            found = self._choose(condition, found, part)
        return found

    def _fallback(self, value: SqlValue, otherwise: SqlValue) -> SqlValue:
        if not value.may_lack:
            return value
        known = f"{is_known(value)}"
        if isinstance(value, Figure):
            sure = Figure(value.top, value.low, value.high, value.factor, value.bottom, value.most)
            return self._case([(known, sure)], otherwise)
        return self._case([(known, Plain(value.text))], otherwise)

    def _table(self, node: Table, parts: Sequence[SqlValue]) -> SqlValue:
        arms = table_arms(node)
        count = len(node.keys)
        keys = parts[:count]
        rows = [parts[count + at * (count + 1) : count + (at + 1) * (count + 1)] for at in range(len(node.rows))]
        lacking_parts = [one for one in (*keys, *(start for row in rows for start in row[:-1])) if one.may_lack]
        all_known = " AND ".join(is_known(one) for one in lacking_parts) or "TRUE"
        cases = []
        for at in arms:
            asked = [
                self._fits(key.word, value, start)
                for key, value, start in zip(node.rows[at].keys, keys, rows[at], strict=False)
            ]
            cases.append((" AND ".join([f"({all_known})", *asked]), rows[at][-1]))
        return self._case(cases, None)

    def _fits(self, word: str, value: SqlValue, start: SqlValue) -> str:
        operator = {"is": "=", "over": ">"}.get(word, ">=")
        if isinstance(value, Figure) and isinstance(start, Figure):
            return self.arithmetic.compare(value, operator, start, is_edge=word != "is")
        return f"{_plains([value])[0].text} {operator} {_plains([start])[0].text}"


def _after_their_parts(root: Node, known: Container[int]) -> list[Node]:
    """The forms that a form is made of and that are not known, each after its parts, and the form itself last."""
    found: dict[int, Node] = {}
    waiting: list[Node] = [root]
    while waiting:
        node = waiting[-1]
        missing = [part for part in parts_of(node) if id(part) not in known and id(part) not in found]
        if missing:
            waiting += missing
            continue
        waiting.pop()
        if id(node) not in known:
            found.setdefault(id(node), node)
    return list(found.values())


def is_known(value: SqlValue) -> str:
    """The condition that a value has data."""
    if not value.may_lack:
        return "TRUE"
    return f"({value.top if isinstance(value, Figure) else value.text}) IS NOT NULL"


def _figures(parts: Sequence[SqlValue]) -> list[Figure]:
    assert all(isinstance(one, Figure) for one in parts)
    return [one for one in parts if isinstance(one, Figure)]


def _plains(parts: Sequence[SqlValue]) -> list[Plain]:
    assert all(isinstance(one, Plain) for one in parts)
    return [one for one in parts if isinstance(one, Plain)]
