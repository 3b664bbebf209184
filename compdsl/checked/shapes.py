"""Shapes: rows that rise and meet, starts of one kind, values that come to what the clause pays."""

from fractions import Fraction
from itertools import pairwise
from typing import TypeGuard

from compdsl.checked.clause import Clause
from compdsl.checked.each_row import is_running_total, running_total
from compdsl.checked.expressions import Checked, Literal, MeasureFact, constant
from compdsl.checked.given import note_bare
from compdsl.checked.names_of import measure_fact
from compdsl.checked.plan import Shape, ShapeRow
from compdsl.checked.problems_of_clauses import (
    bounds_do_not_rise,
    bounds_missing,
    mixed_bounds,
    one_bound_missing,
    pays_no_money,
    rising_of_rows,
)
from compdsl.checked.problems_of_types import do_not_fit, wrong_kind
from compdsl.checked.suggested import LEAST_POINTS, MOST_FACTOR, amount, report_points, shown_as
from compdsl.checked.type_of import check_expression, fit, joined, times
from compdsl.source.frozen import changed
from compdsl.source.source import Span
from compdsl.syntax import tree
from compdsl.syntax.problems_of_words import range_as_difference
from compdsl.values.types import PERCENT, UNKNOWN, Kind, Type

TURNED = ("tiers", "whole tiers", "accelerate")
"""Shapes that cut what counts into parts; the others look up what a level pays."""

LONGEST_SHOWN = 6
"""How many rows are repeated in a hint."""


def check_shape(clause: Clause, node: tree.Shape, *, is_factor: bool = False) -> Shape:
    """A shape on a clause; `is_factor` where it follows `times`."""
    by = _lookup(clause, node)
    if _is_range(clause, node):
        return Shape(node.span, node.word, (), UNKNOWN, is_attainment=False, by=by)
    rows, is_implied = _rows(clause, node)
    compared = by.type if by is not None else clause.measure.type if clause.measure else UNKNOWN
    is_attainment = _starts(clause, rows, by, compared)
    if is_attainment and by is None and node.word in TURNED:
        any(clause.refuse_turned(row.start, f"A start of `{node.word}`") for row in rows if constant(row.start) != 0)
    _check_rising(clause, rows)
    _check_slopes(clause, rows)
    value_type = _value_type(clause, rows)
    if by is not None and is_attainment:
        by = _attainment_of(clause, by)
    _hint_of_shares(clause, node, rows)
    _report_points_of(clause, rows, is_factor=is_factor)
    result = (
        value_type
        if is_factor or node.word in ("steps", "curve")
        else _product(clause, node, rows, value_type, is_attainment)
    )
    return Shape(node.span, node.word, rows, result, is_attainment, by, is_implied)


def _lookup(clause: Clause, node: tree.Shape) -> Checked | None:
    if node.by is not None and clause.ctx.is_running and is_running_total(node.by):
        return running_total(clause.ctx, node.by)
    return check_expression(clause.ctx, node.by) if node.by is not None else None


def _attainment_of(clause: Clause, by: Checked) -> Checked:
    """The attainment of a looked-up measure, where its rows start at percentages."""
    if isinstance(by, MeasureFact) and by.fact == "value":
        found = measure_fact(clause.ctx, by.span, clause.ctx.measures[by.measure], by.scope, "attainment")
        return changed(found, window=by.window) if isinstance(found, MeasureFact) else found
    return by


# Rows


def _rows(clause: Clause, node: tree.Shape) -> tuple[tuple[ShapeRow, ...], bool]:
    if isinstance(node.rows, tree.Slashes):
        return _slash_rows(clause, node, node.rows)
    rows = []
    for row in node.rows:
        start = check_expression(clause.ctx, row.start)
        value = check_expression(clause.ctx, row.value)
        if isinstance(row, tree.Point):
            rising = check_expression(clause.ctx, row.rising) if row.rising is not None else None
            rows.append(ShapeRow(row.span, start, value, over=False, rising=rising))
        else:
            rows.append(ShapeRow(row.span, start, value, row.over, None))
    return tuple(rows), False


def _slash_rows(clause: Clause, node: tree.Shape, slashes: tree.Slashes) -> tuple[tuple[ShapeRow, ...], bool]:
    ctx = clause.ctx
    values = [check_expression(ctx, value) for value in slashes.values]
    if slashes.starts is None:
        if not ctx.is_given:
            example = " / ".join(_example_starts(clause, len(values)))
            written = ctx.source.at(slashes.span)
            ctx.report(bounds_missing(ctx.source, slashes.span, f"{node.word} {written} at {example}"))
        kind = PERCENT if ctx.is_given else UNKNOWN
        starts: list[Checked] = [Literal(value.span, kind, _implied(i)) for i, value in enumerate(values)]
    else:
        starts = [check_expression(ctx, start) for start in slashes.starts]
    if len(starts) != len(values):
        _count(clause, node, slashes, len(values), len(starts))
        starts = [*starts, *(Literal(node.span, UNKNOWN, 0) for _ in values)][: len(values)]
    rows = tuple(
        ShapeRow(value.span, start, value, over=False, rising=None) for value, start in zip(values, starts, strict=True)
    )
    return rows, slashes.starts is None


def _example_starts(clause: Clause, count: int) -> list[str]:
    """Starts in the unit of what counts."""
    kind = clause.measure.type.kind if clause.measure is not None else Kind.UNKNOWN
    if clause.has_share or kind is Kind.PERCENT:
        return [f"{0 if i == 0 else 50 + 50 * i}%" for i in range(count)]
    if kind is Kind.COUNT:
        return [str(10 * i) for i in range(count)]
    return [amount(clause.ctx, "0" if i == 0 else f"{50 * i}k") for i in range(count)]


def _is_range(clause: Clause, node: tree.Shape) -> bool:
    """Report figures with a `-` between them, which would be subtracted: `5% from $0-$50k`, `5%-8%`."""
    source = clause.ctx.source
    rows = () if isinstance(node.rows, tree.Slashes) else node.rows
    wrong = next((one for row in rows for one in (row.value, row.start) if _is_difference(one)), None)
    if wrong is None:
        return False
    from compdsl.syntax.money_starts import in_money
    from compdsl.syntax.ranges import rows_of_ranges

    written = source.at(Span(node.span.start + len(node.word), node.span.end))
    instead = rows_of_ranges(node.word, written) or source.at(wrong.terms[0].span)
    if clause.measure is not None and clause.measure.type.kind is Kind.MONEY and not clause.has_share:
        instead = in_money(instead, clause.ctx.currency)
    clause.ctx.report(range_as_difference(source, wrong.span, instead))
    return True


def _is_difference(one: tree.Expression) -> TypeGuard[tree.Sum]:
    figures = isinstance(one, tree.Sum) and all(isinstance(term, tree.Number | tree.Money) for term in one.terms)
    return figures and isinstance(one, tree.Sum) and "-" in one.signs


def _implied(index: int) -> int | Fraction:
    """Where a tier starts when nothing is written: 0, 100%, 150%, 200% …"""
    if index % 2:
        return (index + 1) // 2
    return 0 if index == 0 else Fraction(index + 1, 2)


def _count(clause: Clause, node: tree.Shape, slashes: tree.Slashes, values: int, starts: int) -> None:
    source = clause.ctx.source
    rewritten, first = None, source.at(slashes.starts[0].span) if slashes.starts else ""
    if slashes.starts and first.strip("$£€ ").rstrip("%kmx") == "0":
        missing = " / ".join(["…"] * max(values - starts, 0))
        given = " / ".join(source.at(start.span) for start in slashes.starts)
        value_texts = " / ".join(source.at(value.span) for value in slashes.values)
        rewritten = f"{node.word} {value_texts} at {given} / {missing}" if missing else None
    elif starts == values - 1 and slashes.starts:
        zero = "0%" if first.endswith("%") else f"{first[0]}0" if not first[0].isdigit() else "0"
        texts = [source.at(start.span) for start in slashes.starts]
        value_texts = " / ".join(source.at(value.span) for value in slashes.values)
        rewritten = f"{node.word} {value_texts} at {' / '.join([zero, *texts])}"
    clause.ctx.report(one_bound_missing(source, slashes.span, values, starts, rewritten))


def _starts(clause: Clause, rows: tuple[ShapeRow, ...], by: Checked | None, compared: Type) -> bool:
    """Whether the starts are about attainment; all of them must be, or none. A zero is the same in both."""
    if by is not None:
        return _looked_up_starts(clause, rows, by, compared)
    telling = [row for row in rows if constant(row.start) != 0] or list(rows)
    answers = [clause.is_attainment(row.start, "A start") for row in telling]
    for row, answer in zip(telling[1:], answers[1:], strict=True):
        if answer != answers[0]:
            clause.ctx.report(mixed_bounds(clause.ctx.source, row.start.span, telling[0].start.span))
            break
    return answers[0]


def _looked_up_starts(clause: Clause, rows: tuple[ShapeRow, ...], by: Checked, compared: Type) -> bool:
    for row in rows:
        if isinstance(by, MeasureFact) and by.fact == "value":
            note_bare(clause.ctx, clause.ctx.measures[by.measure], "A start", row.start)
        if not fit(row.start.type, compared) and row.start.type.kind is not Kind.PERCENT:
            hint = shown_as(clause.ctx, row.start, compared)
            clause.ctx.report(
                do_not_fit(
                    clause.ctx.source,
                    row.start.span,
                    by.span,
                    "cannot be compared",
                    compared.words(),
                    row.start.type.words(),
                    hint,
                )
            )
            return False
    return any(row.start.type.kind is Kind.PERCENT for row in rows)


def _check_rising(clause: Clause, rows: tuple[ShapeRow, ...]) -> None:
    source = clause.ctx.source
    for before, row in pairwise(rows):
        low, high = constant(before.start), constant(row.start)
        if low is None or high is None or isinstance(low, str) or isinstance(high, str):
            continue
        if (high, row.over) <= (low, before.over):
            texts = source.at(row.start.span), source.at(before.start.span)
            found = bounds_do_not_rise(source, row.start.span, before.start.span, *texts, _risen(clause, rows))
            clause.ctx.report(found)
            return


def _risen(clause: Clause, rows: tuple[ShapeRow, ...]) -> str | None:
    """Rows written from the highest to the lowest, the other way round."""
    starts = [constant(row.start) for row in rows]
    numbers = [one for one in starts if isinstance(one, int | Fraction)]
    if len(numbers) < len(rows) or numbers != sorted(numbers, reverse=True) or len(rows) > LONGEST_SHOWN:
        return None
    if any(row.span == row.value.span for row in rows):
        return None
    return ", ".join(clause.ctx.source.at(row.span) for row in reversed(rows))


def _check_slopes(clause: Clause, rows: tuple[ShapeRow, ...]) -> None:
    for row in rows:
        if row.rising is None:
            continue
        kinds = {row.value.type.kind, row.rising.type.kind}
        if row.start.type.kind not in (Kind.PERCENT, Kind.UNKNOWN, Kind.FIGURE):
            clause.ctx.report(rising_of_rows(clause.ctx.source, row.rising.span))
        elif Kind.UNKNOWN not in kinds and Kind.MONEY in kinds and len(kinds) > 1:
            words = row.value.type.words(), row.rising.type.words()
            hint = "Write the slope of an amount in money and that of a percentage in points."
            what = "cannot be a point and its slope"
            clause.ctx.report(do_not_fit(clause.ctx.source, row.rising.span, row.value.span, what, *words, hint))


# What it comes to


def _value_type(clause: Clause, rows: tuple[ShapeRow, ...]) -> Type:
    result = rows[0].value.type
    wrong = next((row.value for row in rows if not row.value.type.is_numeric), None)
    if wrong is not None:
        hint = shown_as(clause.ctx, wrong, PERCENT)
        kind = wrong.type.words()
        clause.ctx.report(wrong_kind(clause.ctx.source, wrong.span, "A row of a shape", "a figure", kind, hint))
        return UNKNOWN
    for row in rows[1:]:
        together = joined(result, row.value.type)
        if together is None:
            hint = "Give all rows a percentage, or all an amount."
            clause.ctx.report(
                do_not_fit(
                    clause.ctx.source, row.value.span, rows[0].value.span, "cannot be the values of one list",
                    result.words(), row.value.type.words(), hint,
                )
            )  # fmt: skip
            return UNKNOWN
        result = together
    return result


def _product(clause: Clause, node: tree.Shape, rows: tuple[ShapeRow, ...], value: Type, is_attainment: bool) -> Type:
    """Tiers multiply what counts: attainment under a share of target, the measure otherwise."""
    if clause.measure is None and not clause.has_share:
        return UNKNOWN
    if clause.has_share or clause.measure is None:
        return value
    result = times(value, clause.measure.type)
    if clause.measure.type.kind in (Kind.MONEY, Kind.FIGURE):
        next((row for row in rows if report_points(clause.ctx, row.value)), None)
    if isinstance(result, str):
        hint = "Write rates such as `5%` on money, or amounts such as `$50` on a count."
        if is_attainment:
            hint = "Write the rate first, then where it starts, such as `5% from $50k`."
        clause.ctx.report(pays_no_money(clause.ctx.source, node.span, "money multiplied by money", hint))
        return UNKNOWN
    return result


def _report_points_of(clause: Clause, rows: tuple[ShapeRow, ...], *, is_factor: bool) -> None:
    """Report rows of 50 and 100 that multiply; beside a row of 1 or 2 a greater one is a factor too."""
    if not clause.has_share and not is_factor:
        return
    numbers = [constant(row.value) for row in rows if row.value.type.kind is Kind.NUMBER]
    if not any(isinstance(one, int | Fraction) and 0 < one < LEAST_POINTS for one in numbers):
        most = MOST_FACTOR if is_factor else LEAST_POINTS - 1
        next((row for row in rows if report_points(clause.ctx, row.value, above=most)), None)


def _hint_of_shares(clause: Clause, node: tree.Shape, rows: tuple[ShapeRow, ...]) -> None:
    """A share needs plain values: money in a row is paid as such, and a share of it means nothing."""
    if not clause.has_share:
        return
    for row in rows:
        if row.value.type.kind is Kind.MONEY:
            hint = f"Write the share as `{clause.name} {node.word} …` without the percentage, or the rows in percent."
            clause.ctx.report(
                do_not_fit(
                    clause.ctx.source, row.value.span, clause.span, "cannot both be paid",
                    "a share of target", "money", hint,
                )
            )  # fmt: skip
            return
