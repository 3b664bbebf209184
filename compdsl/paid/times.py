"""Figures of other times: so far this month, quarter or year, and of the periods before.

The earlier periods of a month, quarter or year are there from the first one the plan is in force; the period just
before also from the first one the data holds rows of, so that there is a first one. Each is paid once a statement, the
earliest first; figures that a test takes as given are those of its own period.
"""

import datetime
from collections.abc import Callable, Iterable, Mapping
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from compdsl.kernel.meaning import in_order
from compdsl.kernel.nodes import Earlier, Node, ToDate
from compdsl.paid.missing import Missing
from compdsl.paid.operations import kept
from compdsl.paid.world import World
from compdsl.values.period import KINDS, Period, period_of, stretch_before

if TYPE_CHECKING:
    from compdsl.paid.program import Program, Situation

Leaf = Callable[["Situation", list[Any]], Any]


def to_date(node: ToDate, inner: "Program") -> Leaf:
    """A figure of the time from the start of the month, quarter or year to the end of the period."""

    def value(situation: "Situation", _: list[Any]) -> Any:
        return inner.value_of(node.value, inner.run(situation.in_world(world_to_date(situation.world, node.window))))

    return value


def earlier(node: Earlier, program: "Program") -> Leaf:
    """A kept figure of earlier periods: added up, or that of the one just before."""

    def value(situation: "Situation", _: list[Any]) -> Any:
        found = earlier_values(node, program, situation)
        if node.window == "period" or node.window.endswith(" before"):
            return found[-1][1] if found else Missing(node, "no earlier period", node.key)
        total: Any = 0
        for _period, figure in found:
            if figure.__class__ is Missing:
                return figure
            total = kept(total + figure, node)
        return total

    return value


def earlier_values(node: Earlier, program: "Program", situation: "Situation") -> list[tuple[Period, Any]]:
    """The kept figure in each of the earlier periods it is asked of, in order."""
    before, figures = program.before, program.kept
    assert before is not None
    found = []
    for world in worlds_before(situation.world, node.window):
        payee = world.payee_of(situation.payee.key)
        if payee is None:
            continue
        key = before, world.period
        if key not in situation.earlier:
            situation.earlier[key] = before.run(situation.at_time(payee, world))
        found.append((world.period, before.value_of(figures[node.key], situation.earlier[key])))
    return found


def looks_back(roots: Iterable[Node], kept_figures: Mapping[str, Node]) -> list[Node]:
    """The kept figures that some forms ask of earlier periods, and those that these ask for in turn."""
    found: dict[str, Node] = {}
    waiting = list(roots)
    while waiting:
        for node in in_order([waiting.pop()]):
            if isinstance(node, Earlier) and node.key not in found:
                found[node.key] = kept_figures[node.key]
                waiting.append(kept_figures[node.key])
    return list(found.values())


# Worlds of other times


def world_to_date(world: World, window: str) -> World:
    """The world of the time from the start of a month, quarter or year up to the end of a period."""
    if window not in KINDS:
        start = stretch_before(world.paid.until, window)
        return world.at(Period(start, world.paid.until, "to date", f"{start} to {world.paid.end}"))
    whole, start = period_of(world.paid.end, window, world.fiscal_start), first_day_of(window, world)
    if start == world.paid.start:
        return world.at(world.paid)
    return world.at(Period(start, world.paid.until, "to date", f"{whole.label} to {world.paid.end}"))


def first_day_of(window: str, world: World) -> datetime.date:
    """The first day of the month, quarter or year a period ends in; of weeks, that of the first one that ends in it."""
    whole = period_of(world.paid.end, window, world.fiscal_start)
    return period_of(whole.start, "week").start if world.paid.kind == "week" else whole.start


def worlds_before(world: World, window: str) -> list[World]:
    """The worlds of the periods before this one: of the same month, quarter or year, or the one just before."""
    paid = world.paid
    if window.endswith(" before"):
        return _back_by(world, int(window.partition(" ")[0]))
    if window == "period":
        one, first = period_before(paid, world.fiscal_start), first_day(world)
        periods = [one] if first is not None and one.until > first else []
    else:
        start = first_day_of(window, world)
        since = max(start, world.since) if world.since is not None else start
        periods = list(takewhile(lambda one: one.start >= start and one.until > since, _back(paid, world)))
    return [world.at(one, one) for one in reversed(periods)]


def _back_by(world: World, count: int) -> list[World]:
    """The world of the period so many periods before, where the plan was in force in it."""
    period = world.paid
    for _ in range(count):
        period = period_before(period, world.fiscal_start)
    is_there = world.since is None or period.until > world.since
    return [world.at(period, period)] if is_there else []


def _back(paid: Period, world: World) -> Iterable[Period]:
    while True:
        paid = period_before(paid, world.fiscal_start)
        yield paid


def period_before(period: Period, fiscal_start: int) -> Period:
    """The period of the same kind that ends where this one starts."""
    return period_of(period.start - datetime.timedelta(days=1), period.kind, fiscal_start)


def first_day(world: World) -> datetime.date | None:
    """The first day the period before another can have: that of the first row of the data, or of the plan."""
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
