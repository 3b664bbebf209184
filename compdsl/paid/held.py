"""What is open with people who leave: held back or still due to them, or advanced; no later period settles it."""

from collections.abc import Sequence

from attrs import frozen

from compdsl.kernel.nodes import Named
from compdsl.kernel.plan import Plan
from compdsl.paid.missing import Missing
from compdsl.paid.people import part_for
from compdsl.paid.program import Situation, build_program
from compdsl.paid.world import build_world
from compdsl.records.data import Data
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


def open_figures(plan: Plan) -> dict[str, Named]:
    """What is open of each component, and of the draws of the total."""
    kept = (node for node in plan.kept.values() if isinstance(node, Named))
    return {node.key.rpartition(".")[0]: node for node in kept if node.origin.form in OPEN}


def held_of_leavers(plan: Plan, data: Data, periods: Sequence[Period]) -> list[Held]:
    """What stays open with everybody who leaves in one of some periods, in the order of the roster."""
    figures = open_figures(plan)
    if not figures:
        return []
    program, found = build_program(figures.values(), kept=plan.kept), []
    for period in periods:
        people = (part_for(one, plan.people) for one in data.payees)
        leavers = [one.key for one in people if one is not None and one.end is not None and one.end in period]
        if not leavers:
            continue
        world = build_world(data, plan.schema, period, plan.calendar, plan.since, plan.until, plan.people)
        for key in leavers:
            payee = world.payee_of(key)
            assert payee is not None
            values = program.run(Situation(payee, world))
            for name, node in figures.items():
                amount = program.value_of(node, values)
                if amount.__class__ is not Missing and amount != 0:
                    found.append(Held(key, period, name, amount))
    return found
