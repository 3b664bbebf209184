"""The data of one run in the form the evaluator asks for: whose rows fall in a period, who is in a team."""

import datetime
from collections.abc import Collection, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from attrs import Factory, define, field

from compdsl.checked.plan import People
from compdsl.kernel.nodes import Node
from compdsl.paid.crediting import credited, each_once
from compdsl.paid.hierarchy import Below, Hierarchy
from compdsl.paid.missing import Missing
from compdsl.paid.people import part_for
from compdsl.paid.stints import as_one, as_part, days_of, is_on
from compdsl.records.data import Data, Given, Payee, Row
from compdsl.records.schema import BlockSchema, Schema
from compdsl.values.calendar import CIVIL, Calendar
from compdsl.values.period import Period
from compdsl.values.scopes import BELOW
from compdsl.values.types import Type

if TYPE_CHECKING:
    from compdsl.paid.adjustments import Settlement

NO_ROWS: tuple[list[Row], list[Row]] = ([], [])


@define(eq=False)
class World:
    """Everything that can be known about one period. `rows` maps block and payee to rows in and outside the period.

    `cache` keeps what is the same for everybody in a team; it is filled while lines are paid.
    """

    data: Data
    schema: Schema
    period: Period
    payees: tuple[Payee, ...] = ()
    rows: dict[str, dict[str | None, tuple[list[Row], list[Row]]]] = field(factory=dict)
    teams: dict[str | None, list[Payee]] = field(factory=dict)
    given: dict[str, dict[str, list[Given]]] = field(factory=dict)
    split: dict[str | None, Payee] = field(factory=dict)
    """Who changed teams in the period, with the last of their rows in the roster."""
    cache: dict[Any, Any] = field(factory=dict)
    is_test: bool = False
    calendar: Calendar = CIVIL
    since: datetime.date | None = None
    until: datetime.date | None = None
    """The first and the last day the plan is in force, if it says so."""
    paid: Period = field(default=Factory(lambda self: self.period, takes_self=True))
    """The period that is paid; `period` is longer where figures are about the time so far."""
    shared: dict[Any, Any] = field(factory=dict)
    """What is the same for all worlds of one run, those of other times among it."""
    settlement: "Settlement | None" = None
    """What becomes of the periods that were paid before, where that is known."""
    people: People | None = None
    """Whom the plan pays; `payees` are all of the roster who are active, also whom it does not."""
    written: Mapping[str, Type] = field(factory=dict)
    """Of a test: the kinds its figures are written in, of measures by their path and of fields as `payee.quota`."""

    def at(self, period: Period, paid: Period | None = None) -> "World":
        """The world of another time, from the same data."""
        if period == self.period and (paid or self.paid) == self.paid:
            return self
        key = ("world", period, paid or self.paid)
        if key not in self.shared:
            other = build_world(self.data, self.schema, period, self.calendar, self.since, self.until, self.people)
            other.paid, other.shared, other.is_test = paid or self.paid, self.shared, self.is_test
            other.written, other.settlement = self.written, self.settlement
            other.rows = {name: rows for name, rows in other.rows.items() if name in self.rows}
            self.shared[key] = other
        found: World = self.shared[key]
        return found

    @property
    def paid_people(self) -> Mapping[str, Payee]:
        """Whom the plan pays in the period, by key, in the order of the roster and as the plan has them."""
        if "paid" not in self.cache:
            parts = [part_for(one, self.people, is_test=self.is_test) for one in self.payees]
            self.cache["paid"] = {one.key: one for one in parts if one is not None}
        found: Mapping[str, Payee] = self.cache["paid"]
        return found

    def payee_of(self, key: str) -> Payee | None:
        """Somebody as the plan has them in the period; None where it does not pay them."""
        return self.paid_people.get(key)

    def colleague(self, key: str) -> Payee | None:
        """Somebody as the roster has them in the period, whatever plan pays them; None where they are not active."""
        if "by key" not in self.cache:
            self.cache["by key"] = {one.key: one for one in self.payees}
        found: Payee | None = self.cache["by key"].get(key)
        return found

    def paid_members(self, payee: Payee, scope: str) -> list[Payee]:
        """The people of a scope whom the plan pays, as it has them."""
        parts = (part_for(one, self.people, is_test=self.is_test) for one in self.members(payee, scope))
        return [one for one in parts if one is not None]

    def members(self, payee: Payee, scope: str) -> list[Payee]:
        """The people a scope is about."""
        if scope == "own":
            return [payee]
        if scope in BELOW:
            return self._below(payee, scope).people
        return self.teams.get(payee.team, []) if scope == "team" else list(self.payees)

    def parted(self, payee: Payee, scope: str) -> Collection[str]:
        """The keys of those of a scope who are in it on some days of the period only."""
        if scope == "team":
            return {key for key in self.split if key is not None}
        return self._below(payee, scope).parted if scope in BELOW else ()

    def holders(self, payee: Payee, scope: str) -> list[Payee]:
        """The people whose rows a scope is about: its people, and who was below somebody on days of a leave alone."""
        members = self.members(payee, scope)
        return [*members, *self._below(payee, scope).on_leave] if scope in BELOW else members

    def _below(self, payee: Payee, scope: str) -> Below:
        """The people below somebody, and who of them is so on some days only."""
        if "hierarchy" not in self.cache:
            everybody = {one.key: one for one in self.data.payees}
            self.cache["hierarchy"] = Hierarchy(everybody, self.payees, self.period)
        key = ("below", scope, payee.key)
        if key not in self.cache:
            self.cache[key] = self.cache["hierarchy"].below(payee.key, direct=scope == "direct_reports")
        found: Below = self.cache[key]
        return found

    def owners(self, payee: Payee, scope: str) -> list[str | None]:
        """Whose rows a scope is about: the keys of its people, and of the company also no key at all.

        Who is in it on some days only comes last.
        """
        keys = [one.key for one in self.holders(payee, scope)]
        nobody, parted = [None] if scope == "company" else [], self.parted(payee, scope)
        return [*(one for one in keys if one not in parted), *nobody, *(one for one in keys if one in parted)]

    def rows_of(self, block: str, payee: Payee, scope: str) -> tuple[list[Row], list[Row]]:
        """The rows of a scope in the period, and those outside it."""
        by_payee = self.rows.get(block, {})
        if scope == "own":
            return self._rows_of_stint(block, payee) if payee.is_part else by_payee.get(payee.key, NO_ROWS)
        key = ("rows", block, scope, whose(payee, scope))
        if key not in self.cache:
            parted = self.parted(payee, scope)
            found = [by_payee.get(one, NO_ROWS) for one in self.owners(payee, scope) if one not in parted]
            found += [self._rows_of_stint(block, one) for one in self.holders(payee, scope) if one.key in parted]
            counted, outside = [row for rows, _ in found for row in rows], [row for _, rows in found for row in rows]
            if self.schema.block(block).credit is not None:
                counted, outside = each_once(counted), each_once(outside)
            self.cache[key] = (counted, outside)
        return self.cache[key]  # type: ignore[no-any-return]

    def is_about(self, payee: Payee, scope: str, key: str, day: Any) -> bool:
        """Whether a scope is about somebody on a day: who changes teams in the period is in one of them then."""
        known = ("by key", scope, whose(payee, scope))
        if known not in self.cache:
            self.cache[known] = {one.key: one for one in self.holders(payee, scope)}, self.parted(payee, scope)
        members, parted = self.cache[known]
        return key in members and (key not in parted or is_on(members[key], day))

    def rows_of_other_days(self, block: str, payee: Payee, scope: str) -> list[Row]:
        """The own rows in the period of somebody who is meant on some days of it only, of the other days."""
        if scope != "own" or not payee.is_part:
            return []
        kept = {id(row) for row in self.rows_of(block, payee, scope)[0]}
        return [row for row in self.rows.get(block, {}).get(payee.key, NO_ROWS)[0] if id(row) not in kept]

    def date_of(self, block: str) -> str:
        """The column that places the rows of a block in a period."""
        dated = self.schema.block(block).date_column
        assert dated is not None
        return dated

    def _rows_of_stint(self, block: str, stint: Payee) -> tuple[list[Row], list[Row]]:
        """The rows of somebody who is meant on some days of the period only, on these days."""
        dated = self.date_of(block)
        inside, outside = self.rows.get(block, {}).get(stint.key, NO_ROWS)
        return [row for row in inside if is_on(stint, row.values[dated])], outside

    def given_rows(self, metric: str, payee: Payee, scope: str) -> list[Given]:
        """The rows of a measure in the period, of the people of a scope.

        What has no day of its own is counted for somebody of some days if its last day is one of them.
        """
        by_payee = self.given.get(metric, {})
        if scope == "own":
            rows = by_payee.get(payee.key, [])
            return [row for row in rows if is_on(payee, row.period.end)]
        key = ("given", metric, scope, whose(payee, scope))
        if key not in self.cache:
            parted = self.parted(payee, scope)
            self.cache[key] = [
                row for one in self.members(payee, scope) for row in by_payee.get(one.key, ())
                if one.key not in parted or is_on(one, row.period.end)
            ]  # fmt: skip
        return self.cache[key]  # type: ignore[no-any-return]

    def gives_ratios(self, metric: str, payee: Payee, scope: str) -> bool:
        """Whether all rows of a measure, of the people of a scope, are ratios."""
        if scope == "own":
            return are_ratios(self.given_rows(metric, payee, scope))
        key = ("ratios", metric, scope, whose(payee, scope))
        if key not in self.cache:
            self.cache[key] = are_ratios(self.given_rows(metric, payee, scope))
        return self.cache[key]  # type: ignore[no-any-return]


def whose(payee: Payee, scope: str) -> str | None:
    """What tells the figures of a scope apart: the payee, their team, the manager; nothing for the company."""
    return payee.team if scope == "team" else None if scope == "company" else payee.key


def build_world(
    data: Data,
    schema: Schema,
    period: Period,
    calendar: Calendar = CIVIL,
    since: datetime.date | None = None,
    until: datetime.date | None = None,
    people: People | None = None,
) -> World:
    """The world of one period, in a plan that is in force from a first to a last day."""
    world = World(data, schema, period, tuple(_in_period(p, period) for p in data.payees if is_active(p, period)))
    world.calendar, world.since, world.until, world.people = calendar, since, until, people
    for payee in world.payees:
        for one in in_each_team(payee) or (payee,):
            world.teams.setdefault(one.team, []).append(one)
    world.teams.pop(None, None)
    world.split = {one.key: one.stints[-1] for one in world.payees if one.stints and one.team is None}
    for block in schema.blocks:
        by_payee: dict[str | None, tuple[list[Row], list[Row]]] = {}
        date, rule = block.date_column, block.credit
        rows = data.blocks.get(block.name, ())
        for key, row in _owned(block, rows) if rule is None else credited(rule, rows):
            inside = date is None or row.values[date] in period
            lists = by_payee.get(key)
            if lists is None:
                lists = by_payee[key] = ([], [])
            lists[0 if inside else 1].append(row)
        world.rows[block.name] = by_payee
    for given in data.measures:
        is_within = period.start <= given.period.start and given.period.until <= period.until
        if given.period == period or (is_within and period.kind == "to date"):
            world.given.setdefault(given.metric, {}).setdefault(given.payee, []).append(given)
    return world


def _owned(block: BlockSchema, rows: Sequence[Row]) -> Iterator[tuple[Any, Row]]:
    """The rows of a block, each under the key of its payee; under none where it has no such column."""
    owner = block.payee_column
    for row in rows:
        yield (row.values[owner] if owner is not None else None), row


def _in_period(payee: Payee, period: Period) -> Payee:
    """Somebody as the roster has them in a period; a field that changes in it is `Changing`."""
    if not payee.stints:
        return payee
    return as_one([one for one in payee.stints if is_active(one, period)])


def no_team(node: Node, payee: Payee) -> Missing:
    """Why somebody has no team: the roster names none, or several in the period."""
    is_changing = any(one.team is not None for one in payee.stints)
    return Missing(node, "changing team") if is_changing else Missing(node, "no team")


def in_each_team(payee: Payee) -> list[Payee]:
    """Somebody who changes teams, once for each team: with the rows of the roster that name it; else nobody."""
    if payee.team is not None or all(one.team is None for one in payee.stints):
        return []
    teams = dict.fromkeys(one.team for one in payee.stints)
    parts = [[one for one in payee.stints if one.team == team] for team in teams]
    return [as_part(stints, days_of(stints, payee)) for stints in parts]


def is_active(payee: Payee, period: Period) -> bool:
    """Whether somebody works on at least one day of a period."""
    if payee.stints:
        return any(is_active(one, period) for one in payee.stints)
    return (payee.start is None or payee.start < period.until) and (payee.end is None or payee.end >= period.start)


# Measures the data gives


def given_value(node: Node, rows: list[Given], metric: str, fact: str) -> Any:
    """A given measure's value, goal or attainment over the rows of a scope.

    Ratios without any goal are their own attainment: their goal is the whole.
    """
    if not rows:
        return Missing(node, "no measure", metric)
    value = _value(node, rows, metric)
    if fact == "value":
        return value
    goal = _goal(node, rows, metric)
    if goal.__class__ is Missing and goal.reason == "no goal" and are_ratios(rows):
        return 1 if fact == "goal" else value
    if fact == "goal":
        return goal
    for part in (value, goal):
        if part.__class__ is Missing:
            return part
    return _quotient(node, value, goal)


def are_ratios(rows: list[Given]) -> bool:
    """Whether each row is a percentage, or a figure of another."""
    return all(row.of is not None or row.is_ratio for row in rows)


def _value(node: Node, rows: list[Given], metric: str) -> Any:
    with_of = [row for row in rows if row.of is not None]
    if with_of and len(with_of) < len(rows):
        return Missing(node, "mixed rows", metric)
    if with_of:
        return _quotient(node, sum(row.value for row in rows), _sum_of_denominators(rows))
    if len(rows) > 1 and any(row.is_ratio for row in rows):
        return Missing(node, "no denominator", metric)
    return _plain(sum(row.value for row in rows))


def _goal(node: Node, rows: list[Given], metric: str) -> Any:
    """The sum of the goals, weighted by the denominators where there are any."""
    goals = [row.goal for row in rows if row.goal is not None]
    if not goals:
        return Missing(node, "no goal", metric)
    if len(goals) < len(rows):
        return Missing(node, "some goals", metric)
    if len(rows) > 1 and all(row.of is not None for row in rows):
        weighted = sum((row.goal or 0) * (row.of or 0) for row in rows)
        return _quotient(node, weighted, _sum_of_denominators(rows))
    if len(rows) > 1 and any(row.is_ratio for row in rows):
        return Missing(node, "no denominator", metric)
    return _plain(sum(goals))


def _sum_of_denominators(rows: list[Given]) -> Any:
    return sum(row.of for row in rows if row.of is not None)


def _quotient(node: Node, top: Any, bottom: Any) -> Any:
    if bottom == 0:
        return Missing(node, "divided by zero")
    return _plain(Fraction(top, bottom))


def _plain(value: Any) -> Any:
    return value.numerator if value.__class__ is Fraction and value.denominator == 1 else value
