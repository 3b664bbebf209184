"""What a run over several plans tells the person who started it: a line for each plan, the rows of all at the end."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from compdsl.cli.files import told_path
from compdsl.cli.one_run import Run
from compdsl.cli.plan_files import counted
from compdsl.cli.run_told import left_out_words, tell_held, tell_ownerless, tell_unexpected
from compdsl.cli.runs import PERIODS_NAMED, blank_ends
from compdsl.cli.terminal import Terminal
from compdsl.source.characters import visible

if TYPE_CHECKING:
    from compdsl.cli.folder_run import FolderRun
    from compdsl.records.refused import Reading
    from compdsl.values.period import Period


def tell_periods(several: "Sequence[Sequence[Period]]", terminal: Terminal) -> None:
    """Name the periods that are paid where none is asked for and there are several, those of each length together."""
    kinds: dict[str, set[Period]] = {}
    for one in [one for periods in several for one in periods]:
        kinds.setdefault(one.kind, set()).add(one)
    for found in (sorted(one) for one in kinds.values() if len(one) > 1):
        names = ", ".join(map(str, found)) if len(found) <= PERIODS_NAMED else f"{found[0]} to {found[-1]}"
        advice = f"With --period {found[-1]} that one alone is paid."
        terminal.talk(f"The data holds {len(found):,} periods to pay: {names}.\n{advice}")


def tell_all(done: "FolderRun", form: str | None, quarantine: str | None, terminal: Terminal) -> None:
    """How many each plan paid; what became of the rows of all; which plans were not paid, and who has no plan."""
    from compdsl.paid.of_roster import columns_asked
    from compdsl.rendered.rows_to_text import rows_to_text
    from compdsl.rendered.several_to_text import summary_of_all, without_plan_to_text

    for run, reading in done.runs:
        terminal.talk(_of_plan(run, reading, form, quarantine))
        tell_ownerless(reading, terminal)
        tell_held(run, terminal)
        tell_unexpected(run, terminal)
    counts = {one.file: one for _, reading in done.runs for one in reading.counts}
    words = rows_to_text(done.rows.counts()) + blank_ends(counts.values())
    words += "".join(f"{visible(name)} is not paid: {why}.\n" for name, why in done.not_paid)
    columns = dict.fromkeys(column for run, _ in done.runs for column in columns_asked(run.plan))
    words += without_plan_to_text(done.without, tuple(columns))
    if quarantine is not None:
        words += _where(done, quarantine)
    if form != "text":
        words += summary_of_all(done.paid) + "\n"
    terminal.talk(words)


def _of_plan(run: Run, reading: "Reading", form: str | None, quarantine: str | None) -> str:
    """`ae: for 3 of 12 payees`, with what it paid where that is not among the data; what else there is below it."""
    from compdsl.rendered.paid_before_to_text import paid_before_to_text
    from compdsl.rendered.people_to_text import in_part_to_text
    from compdsl.rendered.statement_to_text import summary

    people = run.people
    words = f"{visible(run.plan.name)}: for {people.theirs:,} of {counted(people.count, 'payee')}"
    words += f"; {summary(run.plan, run.payroll)}" if form != "text" else ""
    more = in_part_to_text(people) + paid_before_to_text(run.plan, run.payroll)
    if quarantine is not None and not run.left_out.is_nothing:
        more += left_out_words(run, reading, quarantine)
    return words + "".join(f"\n  {line}" for line in more.splitlines())


def _where(done: "FolderRun", quarantine: str) -> str:
    """Where what is left out stands; that there is nothing, where that is so."""
    if all(run.left_out.is_nothing for run, _ in done.runs):
        return f"Nothing was left out; {told_path(quarantine)} says so.\n"
    return f"What is left out of all plans is in {told_path(quarantine)}.\n"
