"""What is open with people who leave: held back or still due to them, or advanced; no later period settles it.

What is paid once a year or quarter is open too with somebody who is not there in its last period, be it for a leave.
"""

from collections.abc import Collection, Mapping, Sequence

from attrs import frozen

from compdsl.kernel.nodes import PAID_AT_THE_END, Choose, Named, PeriodFact
from compdsl.kernel.plan import Plan
from compdsl.paid.missing import Missing
from compdsl.paid.people import part_for
from compdsl.paid.program import Situation, build_program
from compdsl.paid.world import build_world, is_active
from compdsl.records.data import Data, Payee
from compdsl.values.exact import Exact
from compdsl.values.period import Period

OPEN = ("held", "balance")
"""The forms of the figures that say what is open."""


@frozen
class Held:
    """What is open of a component, or of the draws of the total, with somebody whose last day lies in a period."""

    payee: str
    period: Period
    component: str
    amount: Exact
    paid_with: Period | None = None
    """The last period of the year or quarter, which pays the line; None of what is held, still due or advanced."""


def open_figures(plan: Plan, forms: Collection[str] = OPEN) -> dict[str, Named]:
    """What is open of each component, and of the draws of the total."""
    kept = (node for node in plan.kept.values() if isinstance(node, Named))
    return {node.key.rpartition(".")[0]: node for node in kept if node.origin.form in forms}


def held_of_leavers(plan: Plan, data: Data, periods: Sequence[Period]) -> list[Held]:
    """What stays open with everybody who leaves in one of some periods, in the order of the roster."""
    figures, at_the_end = open_figures(plan), open_figures(plan, (PAID_AT_THE_END,))
    if not figures and not at_the_end:
        return []
    program, found = build_program([*figures.values(), *at_the_end.values()], kept=plan.kept), []
    people = [one for one in (part_for(one, plan.people) for one in data.payees) if one is not None]
    for period in periods:
        away = [one for one in people if is_active(one, period) and not is_active(one, plan.calendar.after(period))]
        leaving = {one.key for one in people if one.end is not None and one.end in period}
        concerned = [one for one in people if one.key in leaving or (at_the_end and one in away)]
        if not concerned:
            continue
        world = build_world(data, plan.schema, period, plan.calendar, plan.since, plan.until, plan.people)
        for one in concerned:
            payee = world.payee_of(one.key)
            assert payee is not None
            values = program.run(Situation(payee, world))
            asked = _lost_at_the_end(plan, at_the_end, one, period) if one in away else []
            asked = [*((name, node, None) for name, node in figures.items() if one.key in leaving), *asked]
            for name, node, last in asked:
                amount = program.value_of(node, values)
                if amount.__class__ is not Missing and amount != 0:
                    found.append(Held(one.key, period, name, amount, last))
    return found


def _lost_at_the_end(
    plan: Plan, figures: Mapping[str, Named], payee: Payee, period: Period
) -> list[tuple[str, Named, Period | None]]:
    """The lines that the last period of a year or quarter pays, in which somebody is not there."""
    found: list[tuple[str, Named, Period | None]] = []
    for name, node in figures.items():
        assert isinstance(node.value, Choose)
        left = node.value.condition.left  # type: ignore[union-attr]
        assert isinstance(left, PeriodFact)
        last_day = plan.calendar.period_of(period.end, left.name.removeprefix("left in ")).end
        last_day = min(last_day, plan.until) if plan.until is not None else last_day
        last = plan.calendar.period_of(last_day, period.kind)
        if not is_active(payee, last):
            found.append((name, node, last))
    return found
