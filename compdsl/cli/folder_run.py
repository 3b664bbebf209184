"""One run over a folder of plans: all are read, each payee is matched with a plan, and only then anything is paid.

A plan that cannot be read, a payee with two plans, a row that cannot be read or a payee without the data that is needed
stops the run before anything is written.
"""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from compdsl.cli import problems
from compdsl.cli.files import shown_path
from compdsl.cli.folder_files import inputs_of_all, write_runs
from compdsl.cli.folder_plans import closed_by_family, open_folder, paid_before, paid_elsewhere, periods_within
from compdsl.cli.folder_told import tell_all, tell_periods
from compdsl.cli.one_run import Run, open_data, paid
from compdsl.cli.pay_files import LeftOut, write_left_out
from compdsl.cli.places import earlier_runs
from compdsl.cli.run_told import tell_written
from compdsl.cli.runs import refuse_other_kinds
from compdsl.cli.statuses import Refused, Status
from compdsl.cli.terminal import Terminal
from compdsl.diagnostics.problem import Problem
from compdsl.paid.rows_of_plans import RowsOfPlans
from compdsl.paid.several import Part, WithoutPlan, who_has_none, who_has_two
from compdsl.records.data import PaidBefore
from compdsl.source.characters import visible

if TYPE_CHECKING:
    from compdsl.kernel.plan import Plan
    from compdsl.paid.payroll import Payroll
    from compdsl.records.refused import Reading
    from compdsl.values.period import Period

WRITTEN_AT_ONCE = 1_000
"""How many lines or statements are handed over together."""


@frozen(eq=False)
class Planned:
    """One plan of the folder with its data, and the periods it is paid for, or why it is not paid in this run.

    `before` are the folders of what this plan was paid before.
    """

    plan: "Plan"
    reading: "Reading"
    periods: "tuple[Period, ...]"
    why_not: str
    before: tuple[str, ...] = ()

    @property
    def part(self) -> Part:
        """What of it is needed to match payees with plans."""
        assert self.reading.data is not None
        return Part(self.plan, self.reading.data, self.periods)


@frozen(eq=False)
class FolderRun:
    """What a run over a folder paid, which plans it did not pay and why, who has no plan, what became of the rows."""

    runs: Sequence[tuple[Run, "Reading"]]
    not_paid: Sequence[tuple[str, str]]
    without: Sequence[WithoutPlan]
    rows: RowsOfPlans

    @property
    def paid(self) -> "list[tuple[Plan, Payroll]]":
        """Each plan with what it paid."""
        return [(run.plan, run.payroll) for run, _ in self.runs]


def pay_folder(
    folder: str,
    data: str,
    period: str | None,
    form: str | None,
    out: str | None,
    quarantine: str | None,
    before: Sequence[str],
    terminal: Terminal,
) -> Status:
    """Pay every plan of a folder on the records of another; all or nothing."""
    plans = open_folder(folder, terminal)
    names = [plan.name for plan in plans]
    earlier = earlier_runs(out, names) if out is not None else None
    planned = _planned(folder, plans, data, period, before, terminal, may_leave_out=quarantine is not None)
    if period is None:
        tell_periods([one.periods for one in planned], terminal)
    _match(planned)
    done = _paid(planned, terminal, may_leave_out=quarantine is not None)
    inputs = inputs_of_all(plans, data, [one.reading for one in planned])
    left_out = LeftOut(quarantine, _left_out(done)) if quarantine is not None else None
    if out is not None:
        write_runs(out, folder, done, inputs, left_out, terminal)
    elif left_out is not None:
        write_left_out(left_out, inputs, terminal)
    if form is not None or out is None:
        _show(done, form, terminal)
    tell_all(done, form if form or out else "text", quarantine, terminal)
    if out is not None:
        files = f"manifest.json, and a folder for each of {', '.join(plan.name for plan, _ in done.paid)}"
        tell_written(out, earlier, files, terminal)
    return Status.FINDINGS if any(run.payroll.unpaid or read.refused for run, read in done.runs) else Status.CLEAN


def match_folder(
    folder: str, data: str, period: str | None, before: Sequence[str], terminal: Terminal
) -> list[Planned]:
    """The plans of a folder that are paid, with their data and periods, each payee of which has one plan."""
    planned = _planned(folder, open_folder(folder, terminal), data, period, before, terminal, may_leave_out=False)
    _match(planned)
    return [one for one in planned if one.periods]


def _planned(
    folder: str, plans: "Sequence[Plan]", data: str, period: str | None, before: Sequence[str], terminal: Terminal, *,
    may_leave_out: bool,
) -> list[Planned]:  # fmt: skip
    """Each plan with its records, and with its periods within the one that is asked for."""
    found = []
    kept: dict[str, bytes | Problem] = {}
    histories = paid_before(folder, plans, before, terminal)
    readings = [
        open_data(data, plan, terminal, may_leave_out, history, kept)
        for plan, history in zip(plans, histories, strict=True)
    ]
    several = [(plan, one.data) for plan, one in zip(plans, readings, strict=True) if one.data is not None]
    for plan, history, reading in zip(plans, histories, readings, strict=True):
        assert reading.data is not None
        if before:
            paid = reading.data.paid or PaidBefore((), ())
            closed = paid.periods | closed_by_family(plan, several)
            reading.data.paid = evolve(paid, periods=closed, elsewhere=paid_elsewhere(plan, several))
        periods, why_not = periods_within(plan, reading.data, period, terminal)
        if periods:
            refuse_other_kinds(plan, periods, reading.data)
        found.append(Planned(plan, reading, tuple(periods), why_not, tuple(history)))
    if not any(one.periods for one in found):
        reasons = "; ".join(f"{visible(one.plan.name)}: {one.why_not}" for one in found)
        raise Refused(problems.nothing_to_pay_in_folder(shown_path(data), reasons))
    return found


def _match(planned: Sequence[Planned]) -> None:
    """Stop where a payee has two plans."""
    found = who_has_two([one.part for one in planned if one.periods])
    if found:
        raise Refused(*found)


def _paid(planned: Sequence[Planned], terminal: Terminal, *, may_leave_out: bool) -> FolderRun:
    rows = RowsOfPlans()
    runs = [
        (paid(one.plan, one.reading, one.periods, terminal, may_leave_out, rows), one.reading)
        for one in planned
        if one.periods
    ]
    not_paid = [(one.plan.name, one.why_not) for one in planned if not one.periods]
    return FolderRun(runs, not_paid, who_has_none([one.part for one in planned]), rows)


def _left_out(done: FolderRun) -> Iterator[str]:
    from compdsl.rendered.quarantine_to_csv import quarantines_to_csv

    return quarantines_to_csv((run.plan.name, reading.refused, run.payroll.unpaid) for run, reading in done.runs)


def _show(done: FolderRun, form: str | None, terminal: Terminal) -> None:
    """Write what is paid to standard output."""
    pieces = _pieces(done, form, terminal)
    while several := "".join(islice(pieces, WRITTEN_AT_ONCE)):
        terminal.data(several)


def _pieces(done: FolderRun, form: str | None, terminal: Terminal) -> Iterator[str]:
    if form == "csv":
        from compdsl.rendered.to_csv import payrolls_to_csv

        return payrolls_to_csv(done.paid)
    if form == "json":
        from compdsl.rendered.several_to_json import payrolls_to_json

        return payrolls_to_json(done.paid, done.without)
    from compdsl.rendered.several_to_text import payrolls_to_text

    return payrolls_to_text(done.paid, terminal.paint_data)
