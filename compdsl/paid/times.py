"""Figures of other times: so far this month, quarter or year, and of the periods before.

The earlier periods of a month, quarter or year are there from the first one the plan is in force; the period just
before also from the first one the data holds rows of, so that there is a first one. Each is paid once a statement, the
earliest first; figures that a test takes as given are those of its own period.
"""

import datetime
from collections.abc import Callable, Iterable, Mapping
from itertools import islice, takewhile
from typing import TYPE_CHECKING, Any

from compdsl.kernel.meaning import in_order
from compdsl.kernel.nodes import (
    SINCE_THEY_CAME,
    Aggregate,
    Earlier,
    Given,
    Node,
    PayeeField,
    Prorated,
    Rank,
    Roster,
    Split,
    ToDate,
    inner_parts,
)
from compdsl.paid.accounts import (
    AMOUNTS,
    account_of,
    amount_in,
    closed_periods,
    has_rows,
    not_worked_out,
    rows_are_gone,
)
from compdsl.paid.missing import Missing
from compdsl.paid.operations import kept
from compdsl.paid.world import World
from compdsl.values.period import KINDS, Period

if TYPE_CHECKING:
    from compdsl.paid.program import Program, Situation

Leaf = Callable[["Situation", list[Any]], Any]

MOST_PERIODS = 520
"""No figure is carried on through more periods than this: ten years of weeks."""

EVER = "ever"
"""The window of all earlier periods."""


def to_date(node: ToDate, program: "Program") -> Leaf:
    """A figure of the time from the start of the month, quarter or year to the end of the period."""

    def value(situation: "Situation", _: list[Any]) -> Any:
        inner = program.inner(node)
        stretch = situation_to_date(situation, node.window).world.period
        gone = _closed_without_rows(node.value, inner, situation, stretch)
        if gone is not None:
            return Missing(node, "closed period", str(gone))
        return inner.value_of(node.value, inner.run(situation_to_date(situation, node.window)))

    return value


def situation_to_date(situation: "Situation", window: str) -> "Situation":
    """The payee in the time so far, as the roster has them in all of it."""
    stretch, since, _ = window.partition(SINCE_THEY_CAME)
    world = world_to_date(situation.world, stretch)
    if since:
        world = _since_they_came(situation, world)
    return situation.at_time(situation.payee_to_date(world) or situation.payee, world)


def _since_they_came(situation: "Situation", world: World) -> World:
    """The part of a longer time from the period on in which the payee came."""
    payee, paid = situation.payee_to_date(world), world.paid
    if payee is None or payee.start is None or payee.start <= world.period.start:
        return world
    start = world.calendar.period_of(payee.start, paid.kind).start
    if start >= paid.start:
        return world.at(paid)
    return (
        world.at(Period(start, paid.until, "to date", f"{start} to {paid.end}"))
        if start > world.period.start
        else world
    )


def is_one(window: str) -> bool:
    """Whether a figure is that of one earlier period, and not of several added up."""
    return window in ("period", "latest") or window.endswith(" before")


def earlier(node: Earlier, program: "Program") -> Leaf:
    """A kept figure of earlier periods: added up, or that of one of them; what stands in where there is none."""

    def value(situation: "Situation", values: list[Any]) -> Any:
        found = earlier_values(node, program, situation)
        if found.__class__ is Missing:
            return found
        if is_one(node.window):
            if found:
                return found[-1][1]
            if node.otherwise is not None:
                return program.value_of(node.otherwise, values)
            return Missing(node, "no earlier period", node.key)
        total: Any = 0
        for _period, figure in found:
            if figure.__class__ is Missing:
                return figure
            total = kept(total + figure, node)
        return total

    return value


def earlier_values(node: Earlier, program: "Program", situation: "Situation") -> Any:
    """The kept figure in each of the earlier periods it is asked of, in order; Missing where they are not known."""
    unknown = not_worked_out(node, situation) or rows_are_gone(node, situation)
    if unknown is not None:
        return unknown
    if node.window == "period":
        before = program.before
        assert before is not None
        gone = _last_without_rows(program.kept[node.key], before, situation)
        if gone is not None:
            return Missing(node, "closed period", str(gone))
    closed, account = closed_periods(node, situation), account_of(node)
    if closed is not None and account in AMOUNTS:
        return [(one, amount_in(node, one, situation)) for one in closed]
    if closed is not None:
        worlds = [situation.world.at(one, one) for one in closed if _is_in_force(one, situation.world)]
    else:
        found = _worlds_asked(node, situation.world)
        if found is None:
            return Missing(node, "too many periods", str(_start(situation.world, node)))
        worlds = found
    return _values_of(node, program, situation, worlds)


def _values_of(node: Earlier, program: "Program", situation: "Situation", worlds: list[World]) -> list[Any]:
    """The kept figure in each of some periods, the earliest worked out first, as far as the payee was there."""
    before, found = program.before, []
    assert before is not None
    asked, is_account = program.kept[node.key], account_of(node) is not None
    for world in worlds:
        gone = _closed_without_rows(asked, before, situation, world.period) if not is_account else None
        if gone is not None:
            found.append((world.period, Missing(node, "closed period", str(gone))))
            continue
        values = _values_in(world, before, situation)
        if values is not None:
            figure = before.value_of(asked, values)
        elif not is_account and is_of_many(asked, before) and SINCE_THEY_CAME not in node.window:
            figure = before.alone(asked).run(situation.at_time(situation.payee, world))[-1]
        else:
            continue
        if figure.__class__ is Missing and account_of(node) is not None and not has_rows(world):
            continue
        found.append((world.period, figure))
    if node.window in ("period", "latest"):
        return found[-1:]
    if is_one(node.window):
        return [one for one in found if one[0] == periods_back(situation.world, node.window)]
    return found


def _worlds_asked(node: Earlier, world: World) -> list[World] | None:
    """The worlds of the periods a figure is asked of, with all before them where they build on each other."""
    if is_one(node.window) or node.window == EVER:
        return all_before(world, _start(world, node))
    return worlds_before(world, node.window.partition(SINCE_THEY_CAME)[0])


def period_without_figure(node: Earlier, world: World) -> Period | None:
    """The one earlier period a figure is asked of, where there is such a period; None before the first of them."""
    if not node.window.endswith(" before"):
        return None
    period, first = periods_back(world, node.window), _start(world, node)
    return period if first is not None and period.end >= first else None


def _start(world: World, node: Earlier) -> datetime.date | None:
    """The day earlier periods begin: that of the plan, or of the first row; by `previous` always that of the row."""
    if account_of(node) is not None and world.since is not None:
        return world.since
    return first_day(world)


def _values_in(world: World, before: "Program", situation: "Situation") -> list[Any] | None:
    """The values of an earlier period; None where the payee is not active in it."""
    payee, key = situation.payee_in(world), (before, world.period)
    if payee is not None and key not in situation.earlier:
        situation.earlier[key] = before.run(situation.at_time(payee, world))
    return situation.earlier[key] if payee is not None else None


def _last_without_rows(node: Node, program: "Program", situation: "Situation") -> Period | None:
    """The last period in which the payee was there, if it is closed and its rows are gone."""
    settlement, world = situation.world.settlement, situation.world
    closed = settlement.history.closed_for(situation.payee.key) if settlement is not None else []
    is_anybodys = is_of_many(node, program)
    for period in takewhile(lambda one: bool(closed) and one.start >= closed[0].start, _back(world.paid, world)):
        if is_anybodys or situation.payee_in(world.at(period, period)) is not None:
            return _closed_without_rows(node, program, situation, period)
    return None


def _closed_without_rows(node: Node, program: "Program", situation: "Situation", stretch: Period) -> Period | None:
    """A closed period in a stretch that the payee was paid for and whose rows are gone, where a figure reads rows."""
    settlement, paid = situation.world.settlement, situation.world.paid
    if settlement is None or not _reads_rows(node, program):
        return None
    history, is_anybodys = settlement.history, is_of_many(node, program)
    for one in history.gone:
        is_within = stretch.start <= one.start and one.until <= min(stretch.until, paid.start)
        if is_within and (is_anybodys or history.paid(situation.payee.key, one)):
            return one
    return None


def _reads_rows(node: Node, program: "Program") -> bool:
    key = ("reads rows", id(node))
    if key not in program.notes:
        program.notes[key] = any(isinstance(one, Aggregate | Given) for one in in_order((node,)))
    found: bool = program.notes[key]
    return found


def is_of_many(node: Node, program: "Program") -> bool:
    """Whether a figure is one of a team, of the company or of reports: it is there in each period, whoever asks."""
    key = ("is of many", id(node))
    if key not in program.notes:
        scopes = _scopes_in(node)
        program.notes[key] = bool(scopes) and "own" not in scopes
    found: bool = program.notes[key]
    return found


def _scopes_in(node: Node) -> set[str]:
    """Whose figures a figure is made of."""
    found: set[str] = set()
    waiting, seen = [node], set()
    while waiting:
        one = waiting.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        if isinstance(one, Roster):
            found.add(one.scope)
            continue
        if isinstance(one, Aggregate | Given):
            found.add(one.scope)
        elif isinstance(one, PayeeField | Rank | Split | Prorated | Earlier):
            found.add("own")
        waiting.extend(inner_parts(one))
    return found


def looks_back(roots: Iterable[Node], kept_figures: Mapping[str, Node]) -> list[Node]:
    """The kept figures that some forms ask of earlier periods, and those that these ask for in turn."""
    found: dict[str, Node] = {}
    seen: set[int] = set()
    waiting = list(roots)
    while waiting:
        nodes = in_order([waiting.pop()], seen)
        seen.update(map(id, nodes))
        for node in nodes:
            if isinstance(node, Earlier) and node.key not in found:
                found[node.key] = kept_figures[node.key]
                waiting.append(kept_figures[node.key])
    return list(found.values())


# Worlds of other times


def world_to_date(world: World, window: str) -> World:
    """The world of the time from the start of a month, quarter or year up to the end of a period."""
    if window not in KINDS:
        start = world.calendar.stretch_before(world.paid.until, window)
        return world.at(Period(start, world.paid.until, "to date", f"{start} to {world.paid.end}"))
    start = first_day_of(window, world)
    start = max(start, world.since) if world.since is not None else start
    if start == world.paid.start:
        return world.at(world.paid)
    return world.at(Period(start, world.paid.until, "to date", f"{start} to {world.paid.end}"))


def first_day_of(window: str, world: World) -> datetime.date:
    """The first day of the month, quarter or year a period ends in; of weeks, that of the first one that ends in it."""
    whole = world.calendar.period_of(world.paid.end, window)
    return world.calendar.period_of(whole.start, "week").start if world.paid.kind == "week" else whole.start


def worlds_before(world: World, window: str) -> list[World]:
    """The worlds of the periods before this one, of the same month, quarter or year."""
    start = first_day_of(window, world)
    since = max(start, world.since) if world.since is not None else start
    periods = list(takewhile(lambda one: one.start >= since, _back(world.paid, world)))
    return [world.at(one, one) for one in reversed(periods)]


def periods_back(world: World, window: str) -> Period:
    """The period so many periods before: `2 before`."""
    period = world.paid
    for _ in range(int(window.partition(" ")[0])):
        period = world.calendar.before(period)
    return period


def all_before(world: World, first: datetime.date | None) -> list[World] | None:
    """The worlds of all earlier periods from a day on, the first one first; None where they are beyond all measure."""
    key = ("all before", first)
    if key not in world.cache:
        there = takewhile(lambda one: _is_there(one, world, first), _back(world.paid, world))
        periods = list(islice(there, MOST_PERIODS + 1))
        is_too_long = len(periods) > MOST_PERIODS
        world.cache[key] = None if is_too_long else [world.at(one, one) for one in reversed(periods)]
    found: list[World] | None = world.cache[key]
    return found


def _is_there(period: Period, world: World, first: datetime.date | None) -> bool:
    """Whether the plan is in force in the whole of an earlier period, and it is not before the first day."""
    return first is not None and period.until > first and (world.since is None or period.start >= world.since)


def _is_in_force(period: Period, world: World) -> bool:
    return world.since is None or period.start >= world.since


def _back(paid: Period, world: World) -> Iterable[Period]:
    while True:
        paid = world.calendar.before(paid)
        yield paid


def first_day(world: World) -> datetime.date | None:
    """The first day the period before another can have: that of the first row of the data, or of the plan.

    A plan that reads nothing but the roster has that of the plan.
    """
    schema = world.schema
    if not schema.measures and all(block.date_column is None for block in schema.blocks):
        return world.since
    if "first day" not in world.shared:
        days = [
            row.values[block.date_column]
            for block in world.schema.blocks
            if block.date_column is not None
            for row in world.data.blocks.get(block.name, ())
        ]
        known = [day for day in days if isinstance(day, datetime.date)]
        known += [given.period.start for given in world.data.measures]
        first = min(known, default=None)
        world.shared["first day"] = max(first, world.since) if first is not None and world.since else first
    found: datetime.date | None = world.shared["first day"]
    return found
