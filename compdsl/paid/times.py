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
from compdsl.kernel.nodes import Earlier, Node, ToDate
from compdsl.paid.missing import Missing
from compdsl.paid.operations import kept
from compdsl.paid.world import World
from compdsl.records.data import PaidAmount
from compdsl.values.period import KINDS, Period, period_of, stretch_before

if TYPE_CHECKING:
    from compdsl.paid.program import Program, Situation

Leaf = Callable[["Situation", list[Any]], Any]

MOST_PERIODS = 520
"""No figure is carried on through more periods than this: ten years of weeks."""

OF_THE_ROWS = ("earned", "held")
"""The accounts of a line that only its rows tell of."""

PAID = ".paid"
"""The end of the key of what lines were paid; where it is known what was really paid, that is what counts."""


def to_date(node: ToDate, program: "Program") -> Leaf:
    """A figure of the time from the start of the month, quarter or year to the end of the period."""

    def value(situation: "Situation", _: list[Any]) -> Any:
        inner = program.inner(node)
        return inner.value_of(node.value, inner.run(situation_to_date(situation, node.window)))

    return value


def situation_to_date(situation: "Situation", window: str) -> "Situation":
    """The payee in the time so far, as the roster has them in all of it."""
    world = world_to_date(situation.world, window)
    return situation.at_time(situation.payee_in(world) or situation.payee, world)


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
    """The kept figure in each of the earlier periods it is asked of, in order; Missing where they are too many."""
    before, figures = program.before, program.kept
    assert before is not None
    unknown = not_worked_out(node, situation)
    if unknown is not None:
        return Missing(node, "closed period", str(unknown))
    closed = paid_before(node, situation)
    found = list(closed.items())
    worlds = worlds_before(situation.world, node.window)
    if is_one(node.window):
        chain = all_before(situation.world)
        if chain is None:
            return Missing(node, "too many periods", str(first_day(situation.world)))
        for world in chain:
            _values_in(world, before, situation)
        if node.window == "latest":
            worlds = [one for one in chain if situation.payee_in(one) is not None][-1:]
    for world in worlds:
        values = _values_in(world, before, situation) if world.period not in closed else None
        if values is not None:
            found.append((world.period, before.value_of(figures[node.key], values)))
    return sorted(found, key=lambda one: one[0])


def _values_in(world: World, before: "Program", situation: "Situation") -> list[Any] | None:
    """The values of an earlier period; None where the payee is not active in it."""
    payee, key = situation.payee_in(world), (before, world.period)
    if payee is not None and key not in situation.earlier:
        situation.earlier[key] = before.run(situation.at_time(payee, world))
    return situation.earlier[key] if payee is not None else None


def paid_before(node: Earlier, situation: "Situation") -> dict[Period, Any]:
    """What was paid in the closed periods of the time a figure of payments is about, as they are settled now."""
    settlement, payee = situation.world.settlement, situation.payee.key
    if settlement is None or not node.key.endswith(PAID) or is_one(node.window):
        return {}
    component, closed = node.key.removesuffix(PAID), settlement.closed_before(payee, node.window, situation.world)
    return {one: settlement.settled(payee, one).amounts.get(component, 0) for one in closed}


def not_worked_out(node: Earlier, situation: "Situation") -> Period | None:
    """A closed period that paid a line of which it cannot be known any more what it earned or holds: its rows are gone.

    What was paid is known, and does not say what else was earned.
    """
    settlement, payee, (name, _, account) = situation.world.settlement, situation.payee.key, node.key.rpartition(".")
    if settlement is None or account not in OF_THE_ROWS:
        return None
    gone = [one for one in settlement.history.gone if name in settlement.history.paid(payee, one)]
    return next((one for one in gone if _is_asked(node.window, one, situation.world)), None)


def _is_asked(window: str, period: Period, world: World) -> bool:
    """Whether a figure of earlier periods is about one of them; what is held is held of all before."""
    if window.endswith(" before"):
        return period == _periods_back(world, window)
    start = first_day_of(window, world) if window in KINDS else period.start
    return start <= period.start and period < world.paid


def places_paid(node: Earlier, situation: "Situation", closed: Period) -> tuple[PaidAmount, ...]:
    """Where the amounts stand that a figure of payments takes a closed period from."""
    settlement = situation.world.settlement
    if settlement is None or not node.key.endswith(PAID):
        return ()
    return settlement.places(situation.payee.key, closed, node.key.removesuffix(PAID))


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
    start = max(start, world.since) if world.since is not None else start
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
        period = _periods_back(world, window)
        return [world.at(period, period)] if _is_there(period, world) else []
    if window == "period":
        one = period_before(paid, world.fiscal_start)
        periods = [one] if _is_there(one, world) else []
    else:
        start = first_day_of(window, world)
        since = max(start, world.since) if world.since is not None else start
        periods = list(takewhile(lambda one: one.start >= since, _back(paid, world)))
    return [world.at(one, one) for one in reversed(periods)]


def _periods_back(world: World, window: str) -> Period:
    """The period so many periods before: `2 before`."""
    period = world.paid
    for _ in range(int(window.partition(" ")[0])):
        period = period_before(period, world.fiscal_start)
    return period


def all_before(world: World) -> list[World] | None:
    """The worlds of all earlier periods there are, the first one first; None where they are beyond all measure."""
    periods = list(islice(takewhile(lambda one: _is_there(one, world), _back(world.paid, world)), MOST_PERIODS + 1))
    return [world.at(one, one) for one in reversed(periods)] if len(periods) <= MOST_PERIODS else None


def _is_there(period: Period, world: World) -> bool:
    """Whether the plan is in force in the whole of an earlier period, and the data holds rows of it or from before."""
    first = first_day(world)
    return first is not None and period.until > first and (world.since is None or period.start >= world.since)


def _back(paid: Period, world: World) -> Iterable[Period]:
    while True:
        paid = period_before(paid, world.fiscal_start)
        yield paid


def period_before(period: Period, fiscal_start: int) -> Period:
    """The period of the same kind that ends where this one starts."""
    return period_of(period.start - datetime.timedelta(days=1), period.kind, fiscal_start)


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
