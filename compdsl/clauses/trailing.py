"""`trailing 12 months`: a measure of the last months up to the end of the period, whatever period is paid.

metric nrr = sum(renewals.renewed) / sum(renewals.due) trailing 12 months
"""

from typing import TYPE_CHECKING

from compdsl.checked.clause import Clause
from compdsl.checked.plan import Modifier
from compdsl.checked.problems_of_periods import window_form
from compdsl.clauses.order import Stage
from compdsl.kernel.nodes import Origin, ToDate
from compdsl.syntax import tree
from compdsl.values.period import read_stretch

if TYPE_CHECKING:
    from compdsl.kernel.building import Building

STAGE = Stage.MEASURED
WHERE = frozenset({"metric"})


def check(clause: Clause, modifier: tree.Modifier) -> Modifier:
    """A whole number of weeks, months, quarters or years."""
    words = str(modifier.value)
    if read_stretch(words) is None:
        clause.ctx.report(window_form(clause.ctx.source, modifier.span, words))
    return Modifier(modifier.span, "trailing", words, None)


def lower(building: "Building", modifier: Modifier) -> None:
    """The measure of the longer time."""
    assert building.measure is not None
    value = ToDate(Origin(modifier.span, "trailing"), building.type, str(modifier.value), building.measure)
    building.measure = building.counted = building.amount = value
    building.attainment = building.counted_attainment = value
