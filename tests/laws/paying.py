"""What the laws ask of a plan: that it checks, and what it pays on some data."""

from typing import Any, TypeAlias

from hypothesis import reject

from compdsl import pipeline
from compdsl.checked.plan import Plan as CheckedPlan
from compdsl.kernel.plan import Plan
from compdsl.paid.lines import Statement
from compdsl.records.data import Data
from compdsl.source.source import Source
from compdsl.values.exact import Exact
from tests.strategies import Case

Paid: TypeAlias = dict[str, list[tuple[str, Exact]] | None]
"""The lines of each payee; None where data is missing."""


TAKEN_FOR_SOMETHING_ELSE = {"compared-in-points", "choice-of-factor"}
"""What may be drawn and is refused: a figure that is taken for points, an `else` that is taken for another factor."""


def checked(text: str) -> CheckedPlan:
    """A plan that must check."""
    checking = pipeline.check(Source(text, "plan.comp"))
    if checking.problems and {found.name for found in checking.problems} <= TAKEN_FOR_SOMETHING_ELSE:
        reject()
    assert checking.plan is not None, [found.message for found in checking.problems]
    return checking.plan


def lowered(text: str) -> Plan:
    """The kernel of a plan that must check."""
    return pipeline.lower(checked(text))


def statements(plan: Plan, case: Case, data: Data | None = None) -> dict[str, Any]:
    """The statement or the problems of each payee."""
    period = case.period
    given = case.data if data is None else data
    people = [one for one in given.payees if _is_active(one, period)]
    return {one.key: found for one, found in zip(people, pipeline.pay(plan, given, period), strict=True)}


def _is_active(one: Any, period: Any) -> bool:
    return (one.start is None or one.start <= period.end) and (one.end is None or one.end >= period.start)


def paid(plan: Plan, case: Case, data: Data | None = None) -> Paid:
    """What is paid to whom."""
    return {key: lines_of(found) for key, found in statements(plan, case, data).items()}


def lines_of(found: Any) -> list[tuple[str, Exact]] | None:
    """The lines of a statement, None of problems."""
    return [(line.component, line.amount) for line in found.lines] if isinstance(found, Statement) else None


def is_too_large(found: Any) -> bool:
    """Whether nothing was paid because a figure had grown beyond any pay."""
    return isinstance(found, list) and any(one.name == "figure-too-large" for one in found)
