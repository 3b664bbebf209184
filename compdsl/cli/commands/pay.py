"""Pay a plan: every line of every payee to the cent; what cannot be paid on is named, and nothing half written."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click
from attrs import frozen

from compdsl import pipeline
from compdsl.cli.files import read_input, shown_path, told_path
from compdsl.cli.places import PAID_HELP
from compdsl.cli.plan_and_data import PlanAndData
from compdsl.cli.plan_files import counted
from compdsl.cli.statuses import Exit, Refused, Status, status_of
from compdsl.cli.terminal import Progress, Terminal
from compdsl.diagnostics.problem import Problem, Severity
from compdsl.source.characters import visible
from compdsl.source.from_bytes import MOST_BYTES, source_from_bytes

if TYPE_CHECKING:
    from compdsl.cli.pay_files import LeftOut
    from compdsl.kernel.plan import Plan
    from compdsl.paid.left_out import AmountsLeftOut
    from compdsl.paid.of_roster import OfRoster
    from compdsl.paid.payroll import Payroll
    from compdsl.paid.rows import RowCount
    from compdsl.records.data import Data
    from compdsl.records.refused import Reading, RefusedRow
    from compdsl.values.period import Period

SHOWN = 20
"""How many problems are drawn; all are counted."""

MOST_PERIODS = 400
"""How many periods one run pays: each looks at every row."""

MANY = 1_000
"""From how many statements on a run says how far it is."""

WRITTEN_AT_ONCE = 1_000
"""How many lines or statements are handed over together."""

OUTPUT_FORMS = ("text", "csv", "json")


@frozen(eq=False)
class Run:
    """One run: the plan with the hash of its file, the data, what is paid, what became of the rows."""

    plan: "Plan"
    plan_sha256: str
    data: "Data"
    payroll: "Payroll"
    rows: "Sequence[RowCount]"
    held: Mapping[str, str]
    left_out: "AmountsLeftOut"
    people: "OfRoster"


@click.command(
    cls=PlanAndData,
    epilog="Example: compdsl pay csm.comp data --period 2026-Q1  —  statements to read; "
    "compdsl pay csm.comp data -o run --quarantine left-out.csv  —  files to keep.",
)
@click.argument("plan")
@click.argument("data")
@click.option("--period", metavar="PERIOD", help="The period, such as 2026-Q1; without it every period of the data.")
@click.option("--format", "form", type=click.Choice(OUTPUT_FORMS), help="How lines are written; text if not said.")
@click.option("-o", "--out", metavar="DIR", help="Write lines.csv, trace.jsonl and manifest.json there, all or none.")
@click.option("--quarantine", metavar="FILE", help="Pay the others; write refused rows and unpaid payees to FILE.")
@click.option("--paid", multiple=True, metavar="PATH", help=PAID_HELP)
@click.pass_obj
def command(
    terminal: Terminal,
    plan: str,
    data: str,
    period: str | None,
    form: str | None,
    out: str | None,
    quarantine: str | None,
    paid: tuple[str, ...],
) -> Status:
    """Pay everybody of the roster who is active in the period.

    PLAN is a plan file or - for standard input, DATA the folder of its records. Lines go to standard output,
    or to files with -o. One row that cannot be read, or one payee without the data that is needed, stops the
    run before anything is written, unless --quarantine says where to write what is left out; the status is
    then 1 where something was.

    With --paid a period that was paid before is not paid again: where it comes to another amount now, a line such
    as `sales for 2026-Q1` makes up for the difference.
    """
    from compdsl.cli.pay_files import inputs_of
    from compdsl.cli.places import earlier_run, refuse_places
    from compdsl.cli.runs import refuse_other_kinds

    refuse_places(plan, data, out, quarantine, paid)
    earlier = earlier_run(out) if out is not None else None
    lowered, digest = _open_plan(plan, terminal)
    asked = _asked(lowered, period)
    reading = _open_data(data, lowered, terminal, quarantine is not None, paid)
    assert reading.data is not None
    periods = [asked] if asked is not None else _all_periods(lowered, reading.data, terminal)
    refuse_other_kinds(lowered, periods, reading.data)
    run = _paid(lowered, digest, reading, periods, terminal, quarantine is not None)
    inputs = inputs_of(plan, data, reading.data)
    left_out = _left_out(run, reading.refused, quarantine) if quarantine is not None else None
    _write(run, form, out, inputs, left_out, terminal)
    _tell(run, reading, form if form or out else "text", quarantine, terminal)
    _tell_ownerless(reading, terminal)
    _tell_held(run, terminal)
    if out is not None:
        if earlier is not None:
            terminal.talk(f"Replaced {visible(earlier)}.")
        terminal.talk(f"Written to {told_path(out)}: lines.csv, trace.jsonl, manifest.json")
    return Status.FINDINGS if run.payroll.unpaid or reading.refused else Status.CLEAN


# Before anything is paid


def _open_plan(path: str, terminal: Terminal) -> "tuple[Plan, str]":
    """The plan ready to be paid, and the hash of the bytes that were read."""
    from hashlib import sha256

    from compdsl.cli.runs import tell_warnings

    written, found = read_input(path, MOST_BYTES + 1)
    if found:
        raise Refused(*found)
    source, found = source_from_bytes(written, shown_path(path))
    if found:
        raise Refused(*found)
    checking = pipeline.check(source)
    if checking.plan is None:
        raise Refused(*checking.problems)
    tell_warnings(checking.problems, terminal)
    return pipeline.lower(checking.plan), sha256(written).hexdigest()


def _asked(plan: "Plan", period: str | None) -> "Period | None":
    """The period that is asked for, if one is."""
    if period is None:
        return None
    from compdsl.paid.periods import period_asked

    found = period_asked(plan, period)
    if isinstance(found, Problem):
        raise Refused(found)
    return found


def _open_data(folder: str, plan: "Plan", terminal: Terminal, may_leave_out: bool, paid: Sequence[str]) -> "Reading":
    """The records, and what was paid before; without leave to leave rows out, every row of them."""
    from compdsl.cli.runs import tell_warnings

    reading = pipeline.read_data(Path(folder), plan, keeps_refused=may_leave_out, paid=paid)
    if reading.data is None or not (reading.is_clean or may_leave_out):
        advice = "" if reading.data is None or may_leave_out else _QUARANTINE
        _stop(terminal, reading.problems, reading.errors, f"Nothing was paid.{advice}", reading.warnings)
    assert reading.data is not None
    more = pipeline.warnings_of(plan, reading.data)
    if reading.is_clean:
        tell_warnings([*reading.problems, *more], terminal)
    else:
        warnings = reading.warnings + len(more)
        terminal.talk(_drawn(terminal, [*reading.problems, *more], reading.errors, warnings))
    return reading


def _all_periods(plan: "Plan", data: "Data", terminal: Terminal) -> "list[Period]":
    """Every period the data holds rows of and that is not paid yet; several of them are named before all else."""
    from compdsl.cli.problems import too_many_periods
    from compdsl.cli.runs import not_paid_yet, several_periods
    from compdsl.paid.periods import fullest, mixed_kinds
    from compdsl.paid.problems import nothing_to_pay_on

    there = pipeline.periods_of(plan, data)
    problem = mixed_kinds(plan, there) if there else nothing_to_pay_on(plan.source)
    if problem is not None:
        raise Refused(problem)
    rows = not_paid_yet(there, data)
    if len(rows) > MOST_PERIODS:
        raise Refused(too_many_periods(len(rows), MOST_PERIODS, str(fullest(rows))))
    if len(rows) > 1:
        terminal.talk(several_periods(rows, "With --period {} that one alone is paid."))
    return list(rows)


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


def _paid(
    plan: "Plan",
    digest: str,
    reading: "Reading",
    periods: "Sequence[Period]",
    terminal: Terminal,
    may_leave_out: bool,
) -> Run:
    """Pay every payee in every period; with leave to leave out, without those who have a refused row or lack data."""
    from compdsl.paid.left_out import amounts_left_out
    from compdsl.paid.of_roster import of_roster
    from compdsl.paid.payroll import run_payroll
    from compdsl.paid.rows import count_rows

    assert reading.data is not None
    held = _held(reading.refused)
    with _progress(terminal, "Paying", len(reading.data.payees) * len(periods)) as progress:
        payroll = run_payroll(plan, reading.data, periods, held, progress.advance)
    if payroll.unpaid and not may_leave_out:
        from compdsl.rendered.paid_before_to_text import worked_out_again

        advice = f"Nothing was paid.{worked_out_again(payroll)}{_QUARANTINE}"
        _stop(terminal, payroll.problems, payroll.errors, advice)
    rows = count_rows(plan, reading.data, payroll, reading.counts)
    left_out = amounts_left_out(plan, reading.data, payroll, reading.refused)
    people = of_roster(plan, reading.data, periods)
    return Run(plan, digest, reading.data, payroll, rows, held, left_out, people)


def _held(refused: "Iterable[RefusedRow]") -> dict[str, str]:
    """Who is held back, since a row of theirs is refused: what is left of their rows would pay a wrong amount."""
    rows: dict[str, list[RefusedRow]] = {}
    for row in refused:
        if row.payee:
            rows.setdefault(row.payee, []).append(row)
    return {
        payee: f"line {several[0].line} of {several[0].file} is refused"
        + (f", and {counted(len(several) - 1, 'more row')}" if len(several) > 1 else "")
        for payee, several in rows.items()
    }


def _tell_ownerless(reading: "Reading", terminal: Terminal) -> None:
    """Say how many refused rows name nobody of the roster: whose they are cannot be known, so nobody is held back."""
    assert reading.data is not None
    known = {payee.key for payee in reading.data.payees}
    known |= {row.payee for row in reading.refused if row.payee and row.file.startswith("payees.")}
    count = sum(row.payee not in known for row in reading.refused)
    if count:
        terminal.talk(
            f"{counted(count, 'refused row')} without a payee of the roster: "
            "whoever they belong to is paid too little or too much until they are mended."
        )


def _tell_held(run: Run, terminal: Terminal) -> None:
    """Say what is held of people who leave: nothing pays it to them any more."""
    from compdsl.paid.held import held_of_leavers
    from compdsl.values.figures import shown

    for one in held_of_leavers(run.plan, run.data, run.payroll.periods):
        amount = shown(one.amount, run.plan.total.type)
        terminal.talk(
            f"{visible(one.payee)} leaves in {one.period} with {amount} held of `{one.component}`: "
            "it is not paid unless their row of the roster lasts until it is released."
        )


def _progress(terminal: Terminal, label: str, total: int) -> AbstractContextManager[Progress]:
    return terminal.progress(label, total) if total > MANY else nullcontext(Progress(label, total, None))


# Writing


def _write(
    run: Run,
    form: str | None,
    out: str | None,
    inputs: Sequence[str],
    left_out: "LeftOut | None",
    terminal: Terminal,
) -> None:
    if out is None and left_out is not None:
        from compdsl.cli.pay_files import write_left_out

        write_left_out(left_out, inputs, terminal)
    if out is not None:
        from compdsl.cli.pay_files import write_run
        from compdsl.rendered.to_csv import payroll_to_csv
        from compdsl.rendered.to_json import manifest_to_json

        def manifest(digests: Mapping[str, str]) -> str:
            facts = (run.plan, run.plan_sha256, run.data.files, run.payroll, run.rows, run.left_out)
            before = (run.data.paid, pipeline.periods_of(run.plan, run.data))
            return manifest_to_json(*facts, *before, run.people, digests)

        lines = payroll_to_csv(run.plan, run.payroll)
        write_run(out, lines, _traces(run, terminal), manifest, inputs, left_out, terminal)
    if form is not None or out is None:
        pieces = _pieces(run, form, terminal)
        while several := "".join(islice(pieces, WRITTEN_AT_ONCE)):
            terminal.data(several)


def _pieces(run: Run, form: str | None, terminal: Terminal) -> Iterator[str]:
    if form == "csv":
        from compdsl.rendered.to_csv import payroll_to_csv

        return payroll_to_csv(run.plan, run.payroll)
    if form == "json":
        from compdsl.rendered.to_json import payroll_to_json

        return payroll_to_json(run.plan, run.payroll)
    from compdsl.rendered.statement_to_text import payroll_to_text

    return payroll_to_text(run.plan, run.payroll, terminal.paint_data)


def _traces(run: Run, terminal: Terminal) -> Iterator[str]:
    """The traces of all lines, as JSON lines; what several of them share stands before the first that uses it."""
    from compdsl.paid.payroll import statements_of
    from compdsl.rendered.run_to_jsonl import RunTraces

    traces = RunTraces(run.plan, run.data.files, run.payroll.periods, run.data.paid, run.payroll.adjusted)
    yield traces.head()
    with _progress(terminal, "Writing traces", len(run.payroll.statements)) as progress:
        for statement in statements_of(run.plan, run.data, run.payroll.periods, run.held):
            yield from traces.of(statement)
            progress.advance()


def _left_out(run: Run, refused: "Sequence[RefusedRow]", path: str) -> "LeftOut":
    from compdsl.cli.pay_files import LeftOut
    from compdsl.rendered.quarantine_to_csv import quarantine_to_csv

    return LeftOut(path, quarantine_to_csv(refused, run.payroll.unpaid))


# Telling


def _tell(run: Run, reading: "Reading", form: str | None, quarantine: str | None, terminal: Terminal) -> None:
    """What was left out, what became of the rows, and, where it is not among the data, the summary."""
    from compdsl.cli.runs import blank_ends
    from compdsl.rendered.paid_before_to_text import paid_before_to_text
    from compdsl.rendered.people_to_text import of_roster_to_text
    from compdsl.rendered.rows_to_text import rows_to_text
    from compdsl.rendered.statement_to_text import summary

    words = rows_to_text(run.rows) + blank_ends(reading.counts) + of_roster_to_text(run.plan, run.people)
    words += paid_before_to_text(run.plan, run.payroll)
    if quarantine is not None:
        words += _left_out_words(run, reading, quarantine)
    if form != "text":
        words += summary(run.plan, run.payroll)
    terminal.talk(words)


def _left_out_words(run: Run, reading: "Reading", path: str) -> str:
    from compdsl.paid.rows import scopes_used
    from compdsl.rendered.rows_to_text import left_out_to_text

    found = run.left_out
    if found.is_nothing:
        return f"Nothing was left out; {told_path(path)} says so.\n"
    what = f"{counted(found.refused, 'refused row')} and {counted(len(found.payees), 'payee')}"
    words = f"Left out: {what}, written to {told_path(path)}\n{left_out_to_text(found)}"
    if reading.refused and any(used - {"own"} for used in scopes_used(run.plan).values()):
        words += "Figures of a team or of the company are without the refused rows.\n"
    return words
