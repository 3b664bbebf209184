"""One run of one plan: opened, read and paid, with all that is told of it and written of it afterwards."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING

from attrs import frozen

from compdsl import pipeline
from compdsl.cli.data_place import place_of
from compdsl.cli.plan_files import counted
from compdsl.cli.statuses import Exit, Refused, status_of
from compdsl.cli.terminal import Progress, Terminal
from compdsl.diagnostics.problem import Problem, Severity

if TYPE_CHECKING:
    from compdsl.cli.pay_files import LeftOut
    from compdsl.kernel.plan import Plan
    from compdsl.paid.left_out import AmountsLeftOut
    from compdsl.paid.of_roster import OfRoster
    from compdsl.paid.payroll import Payroll
    from compdsl.paid.rows import RowCount
    from compdsl.paid.rows_of_plans import RowsOfPlans
    from compdsl.records.data import Data
    from compdsl.records.refused import Reading, RefusedRow
    from compdsl.values.period import Period

SHOWN = 20
"""How many problems are drawn; all are counted."""

MOST_PERIODS = 400
"""How many periods one run pays: each looks at every row."""

MANY = 1_000
"""From how many statements on a run says how far it is."""


@frozen(eq=False)
class Run:
    """One run: the plan, the data, what is paid, what became of the rows."""

    plan: "Plan"
    data: "Data"
    payroll: "Payroll"
    rows: "Sequence[RowCount]"
    held: Mapping[str, str]
    left_out: "AmountsLeftOut"
    people: "OfRoster"


# Before anything is paid


def open_plan(path: str, terminal: Terminal) -> "Plan":
    """The plan ready to be paid; what is allowed in it but probably not meant is told."""
    from compdsl.cli import runs

    plan, warnings = runs.open_plan(path)
    runs.tell_warnings(warnings, terminal)
    return plan


def used_by(plan: "Plan") -> list[str]:
    """The files that a plan uses, which a run reads with it."""
    return [one.path for one in plan.source.files[1:]]


def asked(plan: "Plan", period: str | None) -> "Period | None":
    """The period that is asked for, if one is."""
    if period is None:
        return None
    from compdsl.paid.periods import period_asked

    found = period_asked(plan, period)
    if isinstance(found, Problem):
        raise Refused(found)
    return found


def open_data(
    data: str,
    plan: "Plan",
    terminal: Terminal,
    may_leave_out: bool,
    paid: Sequence[str],
    kept: "dict[str, bytes | Problem] | None" = None,
) -> "Reading":
    """The records, and what was paid before; without leave to leave rows out, every row of them.

    `kept` holds the bytes of the files that other plans of the run have read.
    """
    from compdsl.cli.earlier_runs import runs_of_one
    from compdsl.cli.runs import tell_warnings

    before = runs_of_one(plan.name, paid)
    reading = pipeline.read_data(place_of(data), plan, keeps_refused=may_leave_out, paid=before, kept=kept)
    if reading.data is None or not (reading.is_clean or may_leave_out):
        may_pay_others = reading.data is not None and not may_leave_out
        stop_refused(reading.problems, reading.errors, reading.warnings, terminal, may_pay_others=may_pay_others)
    assert reading.data is not None
    more = pipeline.warnings_of(plan, reading.data)
    if reading.is_clean:
        tell_warnings([*reading.problems, *more], terminal)
    else:
        warnings = reading.warnings + len(more)
        terminal.talk(_drawn(terminal, [*reading.problems, *more], reading.errors, warnings))
    return reading


def stop_refused(
    found: Sequence[Problem], errors: int, warnings: int, terminal: Terminal, *, may_pay_others: bool
) -> None:
    """End the run with the rows and files that are refused; others may be paid with leave to leave rows out."""
    _stop(terminal, found, errors, f"Nothing was paid.{_QUARANTINE if may_pay_others else ''}", warnings)


def all_periods(plan: "Plan", data: "Data", terminal: Terminal) -> "list[Period]":
    """Every period the data holds rows of and that is not paid yet; several of them are named before all else."""
    from compdsl.cli.runs import several_periods

    rows, said = rows_to_pay(plan, data)
    if len(rows) > 1:
        terminal.talk(several_periods(rows, "With --period {} that one alone is paid."))
    if said:
        terminal.talk(said)
    return list(rows)


def rows_to_pay(plan: "Plan", data: "Data") -> "tuple[Mapping[Period, int], str]":
    """The periods that are paid where none is asked for, each with its rows, and what is said of those between."""
    from compdsl.cli.problems import too_many_periods
    from compdsl.cli.runs import not_paid_yet, with_those_between
    from compdsl.paid.periods import first_period, fullest, mixed_kinds
    from compdsl.paid.problems import nothing_to_pay_on

    there = pipeline.periods_of(plan, data)
    problem = mixed_kinds(plan, there) if there else nothing_to_pay_on(plan.source, first_period(plan))
    if problem is not None:
        raise Refused(problem)
    rows, said = with_those_between(plan, not_paid_yet(there, data), data)
    if len(rows) > MOST_PERIODS:
        raise Refused(too_many_periods(len(rows), MOST_PERIODS, str(fullest(rows))))
    return rows, said


_QUARANTINE = "\nWith --quarantine FILE the others are paid, and what is left out is written to FILE."


def _stop(terminal: Terminal, found: Sequence[Problem], errors: int, advice: str, warnings: int = 0) -> None:
    """End the run with its problems, before anything is written."""
    terminal.talk(_drawn(terminal, found, errors, warnings))
    terminal.talk(advice)
    raise Exit(status_of(found))


def _drawn(terminal: Terminal, found: Sequence[Problem], errors: int, warnings: int) -> str:
    """The first problems, errors before warnings, and the count of all there are, kept or not."""
    from compdsl.diagnostics.to_text import draw_problem

    ordered = sorted(found, key=lambda one: one.severity is not Severity.ERROR)[:SHOWN]
    counts = [counted(errors, "error")] * bool(errors) + [counted(warnings, "warning")] * bool(warnings)
    total = ", ".join(counts)
    if errors + warnings > len(ordered):
        total += f"; {len(ordered)} of {errors + warnings:,} shown"
    return "\n".join([*(draw_problem(one, terminal.paint_talk) for one in ordered), total])


# Paying


def paid(
    plan: "Plan",
    reading: "Reading",
    periods: "Sequence[Period]",
    terminal: Terminal,
    may_leave_out: bool,
    of_all: "RowsOfPlans | None" = None,
) -> Run:
    """Pay every payee in every period; with leave to leave out, without those who have a refused row or lack data.

    `of_all` takes note of the rows, where several plans are paid on them.
    """
    from compdsl.paid.left_out import amounts_left_out
    from compdsl.paid.of_roster import of_roster
    from compdsl.paid.payroll import run_payroll
    from compdsl.paid.rows import count_rows

    assert reading.data is not None
    held = _held(reading.refused)
    with _progress(terminal, "Paying", len(reading.data.payees) * len(periods)) as progress:
        payroll = run_payroll(plan, reading.data, periods, held, progress.advance)
    if payroll.unpaid and not may_leave_out:
        if (problem := _without_rows(plan, reading.data, periods, payroll)) is not None:
            _stop(terminal, [problem], 1, "Nothing was paid.")
        stop_unpaid(payroll, terminal)
    rows = count_rows(plan, reading.data, payroll, reading.counts, of_all.note if of_all is not None else None)
    if of_all is not None:
        of_all.end_plan(reading.counts, reading.refused)
    left_out = amounts_left_out(plan, reading.data, payroll, reading.refused)
    people = of_roster(plan, reading.data, periods)
    return Run(plan, reading.data, payroll, rows, held, left_out, people)


def stop_unpaid(payroll: "Payroll", terminal: Terminal) -> None:
    """End the run with what stands in the way of somebody's pay."""
    from compdsl.rendered.paid_before_to_text import worked_out_again

    advice = f"Nothing was paid.{worked_out_again(payroll)}{_QUARANTINE}"
    _stop(terminal, payroll.problems, payroll.errors, advice)


def _without_rows(plan: "Plan", data: "Data", periods: "Sequence[Period]", payroll: "Payroll") -> Problem | None:
    """The one problem of a period that the data holds no row of, where all that stops pay is missing data."""
    from compdsl.cli.runs import period_without_rows

    is_all = all(one.name == "missing-data" for one in payroll.problems)
    return period_without_rows(plan, data, periods[0]) if is_all and len(periods) == 1 else None


def _held(refused: "Iterable[RefusedRow]") -> dict[str, str]:
    """Who is held back, since a row of theirs is refused: what is left of their rows would pay a wrong amount."""
    rows: dict[str, list[RefusedRow]] = {}
    for row in refused:
        for payee in dict.fromkeys(row.payees):
            rows.setdefault(payee, []).append(row)
    return {
        payee: f"line {several[0].line} of {several[0].file} is refused"
        + (f", and {counted(len(several) - 1, 'more row')}" if len(several) > 1 else "")
        for payee, several in rows.items()
    }


# What is written of it


def manifest_of(run: Run, digests: Mapping[str, str]) -> str:
    """The manifest of a run, once the hashes of its other files are known."""
    from compdsl.rendered.still_open_to_json import open_after_run
    from compdsl.rendered.to_json import manifest_to_json

    facts = (run.plan, run.data.files, run.payroll, run.rows, run.left_out)
    before = (run.data.paid, pipeline.periods_of(run.plan, run.data))
    last = run.payroll.periods[-1]
    leavers = {one.key for one in run.data.payees if one.end is not None and one.end in last}
    still_open = open_after_run(run.plan, run.payroll, leavers)
    return manifest_to_json(*facts, *before, run.people, still_open, digests)


def traces(run: Run, terminal: Terminal) -> Iterator[str]:
    """The traces of all lines, as JSON lines; what several of them share stands before the first that uses it."""
    from compdsl.paid.payroll import statements_of
    from compdsl.rendered.run_to_jsonl import RunTraces

    traces = RunTraces(run.plan, run.data.files, run.payroll.periods, run.data.paid, run.payroll.adjusted)
    yield traces.head()
    with _progress(terminal, "Writing traces", len(run.payroll.statements)) as progress:
        for statement in statements_of(run.plan, run.data, run.payroll.periods, run.held):
            yield from traces.of(statement)
            progress.advance()


def left_out(run: Run, refused: "Sequence[RefusedRow]", path: str) -> "LeftOut":
    """What a run leaves out, to be written to a path."""
    from compdsl.cli.pay_files import LeftOut
    from compdsl.rendered.quarantine_to_csv import quarantine_to_csv

    return LeftOut(path, quarantine_to_csv(refused, run.payroll.unpaid))


def _progress(terminal: Terminal, label: str, total: int) -> AbstractContextManager[Progress]:
    return terminal.progress(label, total) if total > MANY else nullcontext(Progress(label, total, None))
