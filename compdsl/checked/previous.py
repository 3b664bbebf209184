"""Figures of the period before, and how a year's target is spread over its periods."""

from fractions import Fraction

from compdsl.checked import type_of
from compdsl.checked.context import Context
from compdsl.checked.expressions import Checked, Literal, MeasureFact, Previous
from compdsl.checked.problems_of_periods import (
    look_back_in_rows,
    phase_count,
    phases_not_whole,
    phases_without_year,
    previous_without_else,
)
from compdsl.checked.problems_of_types import do_not_fit
from compdsl.checked.suggested import report_points
from compdsl.source.frozen import frozen
from compdsl.syntax import tree
from compdsl.values.figures import shown
from compdsl.values.types import PERCENT, UNKNOWN, Kind

PERIODS_A_YEAR = {"month": 12, "quarter": 4, "half": 2, "year": 1}


@frozen()
class Deferred:
    """A figure of the period before that is defined by itself: its type is known when everything has been checked."""

    node: tree.Previous
    otherwise: Checked


def check_phases(ctx: Context, target: tree.Target) -> tuple[Checked, ...]:
    """How a year's target is spread over its periods."""
    phases = tuple(type_of.check_number(ctx, one, "A phase") for one in target.phased)
    if phases and target.yearly is None:
        ctx.report(phases_without_year(ctx.source, target.phased[0].span, ctx.source.at(target.value.span)))
    _check_whole(ctx, phases)
    wanted = PERIODS_A_YEAR.get(ctx.period or "")
    if phases and wanted is not None and len(phases) != wanted:
        ctx.report(phase_count(ctx.source, target.phased[-1].span, len(phases), wanted, ctx.period or ""))
    return phases


def _check_whole(ctx: Context, phases: tuple[Checked, ...]) -> None:
    """Phases that stand in the plan add up to the whole target."""
    values = [one.value for one in phases if isinstance(one, Literal) and isinstance(one.value, int | Fraction)]
    if any(report_points(ctx, one) for one in phases) or not phases or len(values) < len(phases):
        return
    if sum(values) != 1 and not any(one.type.kind is Kind.UNKNOWN for one in phases):
        ctx.report(phases_not_whole(ctx.source, phases[0].span, shown(sum(values), PERCENT)))


def check_previous(ctx: Context, node: tree.Previous, rows: str | None) -> Checked:
    """previous(x else y)."""
    if rows is not None:
        ctx.report(look_back_in_rows(ctx.source, node.span))
        return Literal(node.span, UNKNOWN, 0)
    otherwise = type_of.check_expression(ctx, node.otherwise) if node.otherwise is not None else None
    if not _is_unfinished(ctx, node.value):
        return _previous(ctx, node, type_of.check_expression(ctx, node.value), otherwise)
    if otherwise is None:
        ctx.report(previous_without_else(ctx.source, node.span, ctx.source.at(node.value.span)))
        return Literal(node.span, UNKNOWN, 0)
    assert isinstance(node.value, tree.Path)
    ctx.deferred.append(Deferred(node, otherwise))
    fact = MeasureFact(node.value.span, otherwise.type, node.value.names[0], None, "value")
    return Previous(node.span, otherwise.type, _key_of(node), fact, otherwise)


def check_deferred(ctx: Context, deferred: Deferred) -> None:
    """A figure that is defined by its own value of the period before: what it is at first fits what it is then."""
    _previous(ctx, deferred.node, type_of.check_expression(ctx, deferred.node.value), deferred.otherwise)


def _is_unfinished(ctx: Context, node: tree.Expression) -> bool:
    """Whether a figure is a measure that is being defined at the moment."""
    return (
        isinstance(node, tree.Path)
        and len(node.names) == 1
        and node.names[0] in ctx.declared.metrics
        and node.names[0] not in ctx.measures
        and node.names[0] not in ctx.declared.broken
    )


def _previous(ctx: Context, node: tree.Previous, value: Checked, otherwise: Checked | None) -> Checked:
    kind = value.type.maybe()
    if otherwise is not None:
        value = type_of.settle(ctx, value, otherwise.type)
        joined = type_of.joined(value.type.sure(), otherwise.type)
        if joined is None:
            first, second = value.type.words(), otherwise.type.words()
            what, hint = "cannot be the two sides of one `else`", "Write a figure of the same kind behind `else`."
            ctx.report(do_not_fit(ctx.source, otherwise.span, value.span, what, first, second, hint))
            return Literal(node.span, UNKNOWN, 0)
        kind = joined
    if value.type.kind is Kind.UNKNOWN:
        return Literal(node.span, UNKNOWN, 0)
    return Previous(node.span, kind, _key_of(node), value, otherwise)


def _key_of(node: tree.Previous) -> str:
    """The name of the figure that is kept: its path, or where it stands."""
    return node.value.dotted if isinstance(node.value, tree.Path) else f"previous {node.span.start}"
