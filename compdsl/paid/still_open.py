"""What is open after a period: held back of a line or still due of it, or advanced by draws and not repaid.

Nothing of it is paid with the period, so no line of the statement shows it.
"""

import datetime
from typing import Any

from attrs import frozen

from compdsl.kernel.nodes import Choose, Compare, Literal, Node, Sum, parts_of
from compdsl.kernel.plan import Plan
from compdsl.paid.held import open_figures
from compdsl.paid.lines import Line, Statement
from compdsl.paid.missing import Missing
from compdsl.paid.operations import operation_of
from compdsl.paid.people import part_for
from compdsl.paid.world import is_active
from compdsl.records.data import Payee
from compdsl.values.exact import Exact
from compdsl.values.period import Period


@frozen
class StillOpen:
    """An amount that is open of a component, or of the draws of the total, and what it waits for.

    `form` is hold, paid over or draw. What is held is paid with the period `until`, or once the condition that is
    written holds; the parts of `paid over` that are left in so many `periods`. `is_lost` where the roster, the days
    of this plan or the plan end before, `is_cut` where it ends before the last of the parts.
    """

    component: str
    amount: Exact
    form: str
    until: Period | None = None
    condition: str = ""
    periods: int = 0
    is_lost: bool = False
    is_cut: bool = False


def still_open(plan: Plan, statement: Statement) -> tuple[StillOpen, ...]:
    """What is open of the lines of a statement, in the order of the plan, and of the draws."""
    figures = open_figures(plan)
    if not figures or not statement.lines:
        return ()
    line, found = statement.lines[0], []
    for component, node in figures.items():
        amount = _value(line, node)
        if amount.__class__ is not Missing and amount != 0:
            found.append(_open(plan, line, component, amount, node.value))
    return tuple(found)


def _open(plan: Plan, line: Line, component: str, amount: Exact, figure: Node) -> StillOpen:
    """What an amount waits for, by the figure that says how much it is."""
    last, period = _last_day(plan, line), line.period
    if isinstance(figure, Choose):
        released = figure.condition
        is_day = isinstance(released, Compare) and released.origin.form == "reached"
        day = _value(line, parts_of(released)[1]) if is_day else None
        until = plan.calendar.period_of(day, period.kind) if isinstance(day, datetime.date) else None
        until = _first_back(plan, line, until) if until is not None else None
        condition = " ".join(plan.source.at(released.origin.span).split())
        first = until.start if until is not None else period.until
        return StillOpen(component, amount, "hold", until, condition, is_lost=last is not None and last < first)
    is_lost = last is not None and last < period.until
    if component == "total":
        return StillOpen(component, amount, "draw", is_lost=is_lost)
    assert isinstance(figure, Sum)
    left = _parts_left(line, figure)
    for _ in range(left):
        period = plan.calendar.after(period)
    is_cut = last is not None and last < period.start
    return StillOpen(component, amount, "paid over", periods=left, is_lost=is_lost, is_cut=is_cut)


def _parts_left(line: Line, figure: Sum) -> int:
    """How many parts are left: those of the last period that earned something which is still due.

    The figure adds up what each period earned, less what is paid of it: this one first, then those before it.
    """
    pairs = list(zip(figure.terms[::2], figure.terms[1::2], strict=True))
    due = (back for back, (earned, paid) in enumerate(pairs) if _value(line, earned) != _value(line, paid))
    return len(pairs) - next(due, 0)


def _person(plan: Plan, line: Line) -> Payee | None:
    """The payee on all the days that this plan pays them, by the whole roster."""
    world, key = line.situation.world, "as this plan pays them"
    if key not in world.cache:
        world.cache[key] = {one.key: one for one in world.data.payees}
    found = world.cache[key].get(line.payee.key)
    return part_for(found, plan.people) if found is not None else None


def _last_day(plan: Plan, line: Line) -> datetime.date | None:
    """The last day on which this plan pays somebody, or of the plan where that is earlier."""
    person = _person(plan, line)
    ends = (person.end if person is not None else None, plan.until)
    return min((one for one in ends if one is not None), default=None)


def _first_back(plan: Plan, line: Line, period: Period) -> Period:
    """The first period from one on in which somebody is there: what falls due within a leave is paid after it."""
    person, last, first = _person(plan, line), _last_day(plan, line), period
    if person is None or not person.stints:
        return period
    end = max((one.start for one in person.stints if one.start is not None), default=period.start)
    while not is_active(person, period) and period.start <= end:
        period = plan.calendar.after(period)
    return period if is_active(person, period) and (last is None or period.start <= last) else first


def _value(line: Line, node: Node) -> Any:
    """The value of a figure that follows from those of a line: what it reads was worked out for the line."""
    place = line.program.position.get(id(node))
    if place is not None:
        return line.values[place]
    if isinstance(node, Literal):
        return node.value
    return operation_of(node)([_value(line, part) for part in parts_of(node)])
