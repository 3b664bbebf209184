"""A goal that stands in the plan is above zero: attainment divides by it."""

from compdsl.checked.context import Context
from compdsl.checked.expressions import Checked, Literal, constant
from compdsl.checked.plan import Measure
from compdsl.checked.problems_of_clauses import goal_of_zero
from compdsl.checked.suggested import example_of
from compdsl.syntax import tree
from compdsl.values.types import UNKNOWN, Kind


def above_zero(ctx: Context, measure: Measure, said: tree.Modifier, goal: Checked) -> Checked:
    """The goal; a zero is reported, and goes on as unknown."""
    if constant(goal) != 0 or not goal.type.is_numeric:
        return goal
    kind = goal.type if measure.is_given else measure.type
    example = "5%" if said.word == "goal_at_most" and kind.kind is Kind.PERCENT else example_of(ctx, kind)
    ctx.report(goal_of_zero(ctx.source, goal.span, said.word.replace("_", " "), example))
    return Literal(goal.span, UNKNOWN, 0)
