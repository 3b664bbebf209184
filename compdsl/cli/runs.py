"""What the commands that pay have in common: a plan ready to be paid, its records, the period that is meant."""

from typing import TYPE_CHECKING

from compdsl import pipeline
from compdsl.cli.checking import check_to_pay
from compdsl.cli.data_place import place_of
from compdsl.cli.earlier_runs import runs_of_one
from compdsl.cli.plan_files import counted
from compdsl.cli.statuses import Exit, Refused, Status
from compdsl.cli.terminal import Terminal
from compdsl.diagnostics.problem import Problem, Severity
from compdsl.source.characters import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from compdsl.kernel.plan import Plan
    from compdsl.records.data import Data
    from compdsl.records.refused import FileCount
    from compdsl.values.period import Period


def open_plan(path: str) -> "tuple[Plan, list[Problem]]":
    """The plan of a file, ready to be paid, and its warnings; Refused with its problems where it has any."""
    checking = check_to_pay(path)
    assert checking.plan is not None
    return pipeline.lower(checking.plan), checking.problems


def open_data(data: str, plan: "Plan", terminal: Terminal, paid: "Sequence[str]" = ()) -> "Data":
    """The records, and what was paid before; Refused where a row cannot be read. Warnings are told."""
    reading = pipeline.read_data(place_of(data), plan, keeps_refused=False, paid=runs_of_one(plan.name, paid))
    if reading.data is None or not reading.is_clean:
        raise Refused(*reading.problems)
    tell_warnings([*reading.problems, *pipeline.warnings_of(plan, reading.data)], terminal)
    if words := blank_ends(reading.counts):
        terminal.talk(words)
    return reading.data


def blank_ends(counts: "Iterable[FileCount]") -> str:
    """Which files end with blank lines: such lines are no rows, and that is said."""
    return "".join(
        f"{visible(one.file)} ends with {counted(one.blank_lines, 'blank line')}, not counted as rows.\n"
        for one in counts
        if one.blank_lines
    )


def tell_warnings(found: list[Problem], terminal: Terminal) -> None:
    """Draw the warnings for the person who started the command."""
    warnings = [one for one in found if one.severity is Severity.WARNING]
    if warnings:
        from compdsl.diagnostics.to_text import draw_problems

        terminal.talk(draw_problems(warnings, paint=terminal.paint_talk))


def one_period(plan: "Plan", data: "Data", asked: str | None) -> "Period":
    """The period that is asked for, or the only one the data holds."""
    from compdsl.paid.periods import period_asked

    if asked is not None:
        period = period_asked(plan, asked)
        if isinstance(period, Problem):
            raise Refused(period)
        refuse_other_kinds(plan, [period], data)
        return period
    rows = not_paid_yet(pipeline.periods_of(plan, data), data)
    if not rows:
        from compdsl.paid.periods import first_period
        from compdsl.paid.problems import nothing_to_pay_on

        raise Refused(nothing_to_pay_on(plan.source, first_period(plan)))
    if len(rows) > 1:
        raise Exit(Status.USAGE, several_periods(rows, "Name the one to explain, such as --period {}."))
    return next(iter(rows))


def period_without_rows(plan: "Plan", data: "Data", period: "Period") -> Problem | None:
    """The problem of a period that the data holds no row of, while it holds others."""
    from compdsl.paid.problems import no_rows_of_period

    there = pipeline.periods_of(plan, data)
    if period in there or not there:
        return None
    named = [str(one) for one in there]
    shown = named if len(named) <= PERIODS_NAMED else [named[0], "…", named[-1]]
    return no_rows_of_period(plan.source, str(period), tuple(shown))


def refuse_other_kinds(plan: "Plan", periods: "Iterable[Period]", data: "Data") -> None:
    """Stop where a plan that names no period is paid by the quarter, say, and was paid by the month before."""
    from compdsl.paid.problems import paid_by_other_periods

    kinds = {one.kind for one in periods}
    for one in data.paid.amounts if data.paid is not None else ():
        if one.closed.kind not in kinds:
            raise Refused(paid_by_other_periods(plan.source, one.closed.kind, ", ".join(sorted(kinds))))


def not_paid_yet(rows: "Mapping[Period, int]", data: "Data") -> "Mapping[Period, int]":
    """The periods that were not paid before, with their rows; the last one where all of them were."""
    closed = data.paid.closed if data.paid is not None else frozenset()
    found = {period: count for period, count in rows.items() if period not in closed}
    return found or {period: rows[period] for period in list(rows)[-1:]}


def with_those_between(plan: "Plan", rows: "Mapping[Period, int]", data: "Data") -> "tuple[Mapping[Period, int], str]":
    """The periods to pay, and what is said of those between them that the data holds no rows of.

    Where a line depends on what earlier periods earned, held back or advanced, they are paid too.
    """
    from compdsl.paid.periods import between, keeps_account

    closed = data.paid.closed if data.paid is not None else frozenset()
    gaps = between(plan, rows, closed)
    if not gaps:
        return rows, ""
    names = _listed(gaps)
    if keeps_account(plan):
        return dict(sorted([*rows.items(), *((one, 0) for one in gaps)])), ""
    has, it = ("holds", "it") if len(gaps) == 1 else ("hold", "them")
    due = f"Where pay is due then, name it: --period {gaps[0]}."
    return rows, f"{names} {has} no rows, so nothing is paid for {it}. {due}"


def _listed(periods: "Sequence[Period]") -> str:
    if len(periods) > PERIODS_NAMED:
        return f"{periods[0]} to {periods[-1]}"
    return ", ".join(map(str, periods))


PERIODS_NAMED = 8
"""How many periods are named one by one."""


def several_periods(rows: "Mapping[Period, int]", advice: str) -> str:
    """Which periods the data holds rows of, and how to name the one that is probably meant."""
    from compdsl.paid.periods import fullest

    named = [f"{period} ({counted(count, 'row') if count else 'no rows'})" for period, count in rows.items()]
    meant, (first, *_, last) = fullest(rows), rows
    names = ", ".join(named) if len(rows) <= PERIODS_NAMED else f"{first} to {last}, most of them of {meant}"
    of_all = "rows of " if all(rows.values()) else ""
    return f"The data holds {of_all}{len(rows):,} periods: {names}.\n{advice.format(meant)}"
