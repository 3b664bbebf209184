"""`prorated`: what is said for a full period holds for the days in force.

The target, the goal, amounts and limits in money are multiplied by the share of the period that the payee is in
force, from `start` to `end` of the roster. Where the roster has several rows of a payee in the period, each holds for
its own days. Percentages, rates and what is measured stay as they are.

    adoption 60% goal 80% prorated
    bonus $900 prorated by working days
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from compdsl.checked.clause import Clause
from compdsl.checked.periods import check_method
from compdsl.checked.plan import Modifier
from compdsl.checked.problems_of_periods import measure_not_prorated
from compdsl.clauses.order import Stage
from compdsl.syntax import tree

if TYPE_CHECKING:
    from compdsl.kernel.building import Building
    from compdsl.trace.account import Step

STAGE = Stage.AIMED
WHERE = frozenset({"component", "metric", "total"})


def check(clause: Clause, modifier: tree.Modifier) -> Modifier:
    """The way of counting days is one there is."""
    method = modifier.value if isinstance(modifier.value, str) else None
    return Modifier(modifier.span, "prorated", check_method(clause.ctx, modifier.span, method), None)


def check_others(clause: Clause, modifier: tree.Modifier, words: Mapping[str, tree.Modifier]) -> None:
    """Behind a metric stands a goal: what was measured is there."""
    if clause.kind == "metric" and not any(word.startswith("goal") for word in words):
        clause.ctx.report(measure_not_prorated(clause.ctx.source, modifier.span, clause.name))


def lower(building: "Building", modifier: Modifier) -> None:
    """Target, goal, amounts and limits are lowered as shares of a period from the start."""


def words(step: "Step") -> str:
    """The share of the period, and of what."""
    from compdsl.trace.calculation import prorated_words

    return prorated_words(step)
