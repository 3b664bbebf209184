"""What a run pays as it is written and people do not expect: it is paid, and told."""

from collections.abc import Iterator
from typing import Any

from attrs import frozen

from compdsl.kernel.meaning import in_order
from compdsl.kernel.nodes import Aggregate, Earlier, Named, Node, PayeeField, Prorated, Roster, Sum, ToDate, parts_of
from compdsl.kernel.plan import Plan
from compdsl.paid.payroll import PaidRun
from compdsl.paid.people import part_for
from compdsl.paid.world import is_active
from compdsl.records.data import Data
from compdsl.values.exact import Exact
from compdsl.values.period import Period
from compdsl.values.types import Type

OF_THEIR_TIME = (ToDate, Aggregate, Prorated, Roster, Earlier)
"""The forms whose figures are those of each time they are about."""


@frozen
class TakenBack:
    """What is to be taken back of people, and pays so many of them; the first of them, and how much."""

    component: str
    payee: str
    period: Period
    amount: Exact
    payees: int


@frozen
class OfToday:
    """A column of the roster that changed for somebody, and is taken as it is now for all of the time so far."""

    component: str
    column: str
    window: str
    payee: str
    was: Any
    now: Any
    type: Type


def taken_back_that_pays(plan: Plan, payroll: PaidRun) -> list[TakenBack]:
    """The lines that are taken back and come to more than nothing: what they are on is below zero."""
    lines = [one for one in plan.lines if not one.is_limit and one.window is None]
    names = {one.component for one in lines if any(node.origin.form == "clawback" for node in in_order([one.exact]))}
    found: dict[str, list[tuple[str, Period, Exact]]] = {}
    for statement in payroll.statements if names else ():
        for line in statement.lines:
            if line.component in names and line.adjusts is None and line.amount > 0:
                found.setdefault(line.component, []).append((statement.payee, statement.period, line.amount))
    return [TakenBack(name, *several[0], len(several)) for name, several in found.items()]


def of_today(plan: Plan, data: Data, period: Period) -> Iterator[OfToday]:
    """The columns that a clause to date reads as they are now, of people for whom they changed in that time."""
    asked = {line.component: (line.window, columns_of_today(plan, line.paid)) for line in plan.lines if line.window}
    if not any(columns for _, columns in asked.values()):
        return
    for payee in data.payees:
        part = part_for(payee, plan.people) if payee.stints else None
        if part is None or not is_active(part, period):
            continue
        for component, (window, columns) in asked.items():
            start = plan.calendar.period_of(period.end, str(window)).start
            start = max(start, plan.since) if plan.since is not None else start
            stints = [one for one in part.stints if (one.start or start) <= period.end]
            stints = [one for one in stints if one.end is None or one.end >= start]
            for column, kind in columns.items():
                values = [one.fields.get(column) for one in stints]
                if values and (was := next((one for one in values if one != values[-1]), None)) is not None:
                    yield OfToday(component, column, str(window), payee.key, was, values[-1], kind)


def columns_of_today(plan: Plan, line: Node) -> dict[str, Type]:
    """The columns of the roster that a line reads itself: not for a goal, nor in what has a time of its own."""
    found: dict[str, Type] = {}
    waiting, done = [line], set[int]()
    while waiting:
        node = waiting.pop()
        if id(node) in done or isinstance(node, OF_THEIR_TIME) or _is_added_up(plan, node):
            continue
        done.add(id(node))
        if isinstance(node, PayeeField):
            found[node.name] = node.type
        waiting += parts_of(node)
    return found


def _is_added_up(plan: Plan, node: Node) -> bool:
    """Whether a figure is that of each period, added up: a goal or a target of the time so far."""
    if isinstance(node, Named) and {"goal", "target"} & set(node.key.split(".")):
        return True
    is_sum = isinstance(node, Sum) and len(node.terms) == 2 and isinstance(node.terms[0], Earlier)
    return is_sum and any(one is node.terms[1] for one in plan.kept.values())  # type: ignore[union-attr]
