"""Whether what a person asks for exists: a payee of the roster, a line of the plan."""

from compdsl.diagnostics.did_you_mean import closest
from compdsl.diagnostics.problem import Problem
from compdsl.kernel.plan import Plan
from compdsl.paid import problems
from compdsl.paid.lines import TOTAL
from compdsl.records.data import Data
from compdsl.records.paid_before import component_of


def unknown_payee(plan: Plan, data: Data, key: str) -> Problem | None:
    """The problem that a payee is not in the roster, if so."""
    keys = [payee.key for payee in data.payees]
    return None if key in keys else problems.no_such_payee(plan.source, key, closest(key, keys))


def unknown_component(plan: Plan, name: str | None) -> Problem | None:
    """The problem that a component is not in the plan, if so; the total is asked for like one.

    A line that makes up for a closed period may be of a component that the plan has no more.
    """
    names = (*(line.component for line in plan.lines), TOTAL)
    if name is None or name in names or component_of(name, plan.calendar)[1] is not None:
        return None
    return problems.no_such_component(plan.source, name, closest(name, names), names)
