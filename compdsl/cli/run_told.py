"""What a run tells the person who started it: what became of the rows, what was left out, what stays held."""

from typing import TYPE_CHECKING

from compdsl.cli.files import told_path
from compdsl.cli.one_run import Run
from compdsl.cli.plan_files import counted
from compdsl.cli.terminal import Terminal
from compdsl.source.characters import visible

if TYPE_CHECKING:
    from compdsl.kernel.plan import Plan
    from compdsl.paid.payroll import PaidRun
    from compdsl.records.refused import Reading


def tell(run: Run, reading: "Reading", form: str | None, quarantine: str | None, terminal: Terminal) -> None:
    """What was left out, what became of the rows, and, where it is not among the data, the summary."""
    from compdsl.cli.runs import blank_ends
    from compdsl.rendered.paid_before_to_text import paid_before_to_text
    from compdsl.rendered.people_to_text import of_roster_to_text
    from compdsl.rendered.rows_to_text import rows_to_text
    from compdsl.rendered.statement_to_text import summary

    words = rows_to_text(run.rows) + blank_ends(reading.counts) + of_roster_to_text(run.plan, run.people)
    words += paid_before_to_text(run.plan, run.payroll)
    if quarantine is not None:
        words += left_out_words(run, reading, quarantine)
    if form != "text":
        words += summary(run.plan, run.payroll)
    terminal.talk(words)
    tell_ownerless(reading, terminal)
    tell_held(run, terminal)
    tell_unexpected(run, terminal)


def left_out_words(run: Run, reading: "Reading", path: str) -> str:
    """What was left out and what that comes to; that there is nothing, where that is so."""
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


def tell_ownerless(reading: "Reading", terminal: Terminal) -> None:
    """Say how many refused rows name nobody of the roster: whose they are cannot be known, so nobody is held back."""
    assert reading.data is not None
    known = {payee.key for payee in reading.data.payees}
    known |= {payee for row in reading.refused if row.file.startswith("payees.") for payee in row.payees}
    count = sum(known.isdisjoint(row.payees) for row in reading.refused)
    if count:
        terminal.talk(
            f"{counted(count, 'refused row')} without a payee of the roster: "
            "whoever they belong to is paid too little or too much until they are mended."
        )


def tell_held(run: Run, terminal: Terminal) -> None:
    """Say what is open with people who leave: nothing pays or takes it any more."""
    from compdsl.paid.held import held_of_leavers
    from compdsl.values.figures import shown

    for one in held_of_leavers(run.plan, run.data, run.payroll.periods):
        amount = shown(one.amount, run.plan.total.type)
        leaves, until = f"{visible(one.payee)} leaves in {one.period}", "unless their row of the roster lasts longer."
        if one.paid_with is not None:
            terminal.talk(
                f"{visible(one.payee)} is not there in {one.paid_with}, which pays `{one.component}`: {amount} so far "
                "is not paid."
            )
        elif one.component == "total":
            terminal.talk(f"{leaves} and owes {amount} of draws: it is not repaid {until}")
        else:
            terminal.talk(f"{leaves} with {amount} of `{one.component}` still due: it is not paid {until}")


def tell_taken_back(plan: "Plan", payroll: "PaidRun", terminal: Terminal) -> None:
    """Say what is to be taken back and pays."""
    from compdsl.paid.unexpected import taken_back_that_pays
    from compdsl.values.figures import shown

    for one in taken_back_that_pays(plan, payroll):
        pays = f"pays {visible(one.payee)} {shown(one.amount, plan.total.type)} in {one.period}"
        others = f" ({counted(one.payees, 'line')} in all)" if one.payees > 1 else ""
        terminal.talk(
            f"`{one.component}` is to be taken back, and {pays}{others}: what it is on is below zero. "
            "Where the data has refunds with a minus, write a minus before them in the plan."
        )


def tell_unexpected(run: Run, terminal: Terminal) -> None:
    """Say what is paid as it is written and is rarely meant: what is taken back and pays, a rate that changed."""
    from compdsl.paid.unexpected import of_today
    from compdsl.values.figures import shown

    tell_taken_back(run.plan, run.payroll, terminal)
    changed = list(of_today(run.plan, run.data, run.payroll.periods[-1])) if run.payroll.periods else []
    for found in changed[:MOST_TOLD]:
        was, now = (shown(one, found.type, short=True) for one in (found.was, found.now))
        terminal.talk(
            f"`{found.component}` is paid on the {found.window} so far at the `{found.column}` of now: "
            f"{visible(found.payee)} had {was} and has {now}, and the difference is paid for all of it."
        )
    if len(changed) > MOST_TOLD:
        terminal.talk(f"And so of {counted(len(changed) - MOST_TOLD, 'more')}.")


MOST_TOLD = 3
"""Of so many people it is told one by one."""

# Writing


def tell_written(out: str, earlier: str | None, files: str, terminal: Terminal) -> None:
    """Say which files were written, and which run they took the place of."""
    if earlier is not None:
        terminal.talk(f"Replaced {visible(earlier)}.")
    terminal.talk(f"Written to {told_path(out)}: {files}")
