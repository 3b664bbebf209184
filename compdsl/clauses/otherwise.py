"""`else E`: what is used where the measure has no data: the figure of the team or the company, or a value.

It answers missing data, never a zero. On the clause (or metric) of a measure's own name it belongs to the measure.

    retention 20% goal 92% else team
    csat 10% else 80%
"""

from typing import TYPE_CHECKING

from compdsl.checked.clause import Clause
from compdsl.checked.given import want
from compdsl.checked.plan import Modifier
from compdsl.checked.problems_of_types import wrong_kind
from compdsl.checked.suggested import is_points, shown_as
from compdsl.checked.type_of import fit
from compdsl.clauses.order import Stage
from compdsl.kernel.nodes import Fallback
from compdsl.syntax import tree
from compdsl.values.types import PERCENT, UNKNOWN, Kind

if TYPE_CHECKING:
    from compdsl.kernel.building import Building
    from compdsl.trace.account import Step

STAGE = Stage.ANSWERED
WHERE = frozenset({"component", "metric"})


def check(clause: Clause, modifier: tree.Modifier) -> Modifier:
    """The value is of the kind of the measure."""
    if isinstance(modifier.value, str):
        clause.ctx.use_scope(modifier.value)
        return Modifier(modifier.span, "else", modifier.value, None)
    value = clause.expression(clause.expression_of(modifier))
    wanted = clause.measure.type if clause.measure is not None else clause.type if clause.kind == "metric" else UNKNOWN
    is_figure = value.type.is_numeric or wanted.kind is not Kind.FIGURE
    if not is_figure or not fit(wanted, value.type) or is_points(wanted, value):
        hint = f"{shown_as(clause.ctx, value, wanted if is_figure else PERCENT)[:-1]}, or a scope such as `else team`."
        clause.ctx.report(wrong_kind(clause.ctx.source, value.span, "`else`", wanted.words(), value.type.words(), hint))
    want(clause.ctx, clause.measure, value.type, value.span)
    return Modifier(modifier.span, "else", value, None)


def lower(building: "Building", modifier: Modifier) -> None:
    """What answers is settled when the component's measure is lowered."""


def words(step: "Step") -> str:
    """Whether the answer for missing data was needed."""
    from compdsl.trace.calculation import described, name_of

    measured, used = step.parts[0], step.parts[-1]
    if not isinstance(step.node, Fallback):
        measured = measured.parts[0]
    if not measured.is_missing:
        return f"not needed, since {name_of(measured)} has data"
    return f"{name_of(measured)} has no data, so {described(used)} is used"
