"""The problems of what was paid before: a run, or a file of amounts, that cannot be taken into account."""

from collections.abc import Sequence

from compdsl.diagnostics.problem import Problem, Severity, problem
from compdsl.records.problems import LIMIT
from compdsl.records.shown import characters, quoted

FORM = "payee,period,component,amount,currency"
"""The first line of a file of amounts."""


@problem
def no_paid_file() -> Problem:
    """There is no folder and no file where the amounts that were paid before should be."""
    return Problem(
        "there is no such folder or file",
        hint=f"give a folder that `compdsl pay -o` wrote, or a CSV file whose first line is {FORM}",
        status=LIMIT,
    )


@problem
def run_not_ended(inside: Sequence[str] = ()) -> Problem:
    """A folder of a run has no manifest.

    The manifest is written last, so the run did not end; or the folder is none of a run. `inside` are the runs in
    folders of it.
    """
    if inside:
        several = " ".join(f"--paid {characters(one)}" for one in inside)
        return Problem("this is no run; it holds runs", hint=f"write {several}", status=LIMIT)
    return Problem(
        "there is no manifest.json of a run that ended",
        hint=f"give a folder that `compdsl pay -o` wrote, or a CSV file whose first line is {FORM}",
        status=LIMIT,
    )


@problem
def lines_changed() -> Problem:
    """The lines of a run are not those it wrote: their hash is another than the one in its manifest.

    What was paid is never rewritten. A correction is made in the data or in the plan, and the difference is paid
    with a later run.
    """
    return Problem(
        "these are not the lines the run wrote: manifest.json holds another hash of them",
        hint="put back the file as it was; correct the data or the plan, and the difference is paid with the next run",
    )


@problem
def same_run_twice(other: str) -> Problem:
    """A run, or a file of amounts, is given twice: counted twice it would look as if everything had been overpaid."""
    return Problem(f"it holds the same as {characters(other)}", hint="give it once")


@problem
def paid_twice(payee: str, period: str, component: str, file: str, line: int) -> Problem:
    """What somebody was paid for a component in a period stands there twice.

    One payment that is counted twice would be taken back. Only adjustments of an earlier period may stand in several
    files, and are added up.
    """
    return Problem(
        f"{quoted(payee)} has `{component}` for {period} already on line {line:,} of {characters(file)}",
        hint="take one of the two out, or write the sum of both",
    )


@problem
def paid_in_another_currency(text: str, currency: str) -> Problem:
    """An amount was paid in another currency than the plan's, so it cannot be set against what the plan pays."""
    if not currency:
        return Problem(f"{quoted(text)} is a currency, and the plan names none", hint="write `currency` in the plan")
    return Problem(
        f"{quoted(text)} is not {currency}, the currency of the plan", hint=f"write the amount in {currency}"
    )


@problem
def unknown_paid_component(text: str, meant: str | None, known: Sequence[str]) -> Problem:
    """Something was paid that is no component of the plan, in a period the plan is in force in.

    Such an amount can be set against nothing. A component that is no longer paid stays in the plan as one that pays
    nothing, `spiff = $0`: what was paid of it is then taken back, and everybody can see that it is.
    A line may also name the period it adjusts: `sales for 2026-Q1`.
    """
    hint = f"write {meant} if it is meant" if meant else "write a component of the plan"
    return Problem(
        f"{quoted(text)} is no component of the plan ({', '.join(known)})",
        hint=f"{hint}, or keep the component in the plan as one that pays nothing",
    )


@problem
def adjusts_later_period(text: str, period: str) -> Problem:
    """A line adjusts a period that comes after the one it was paid in."""
    return Problem(f"{quoted(text)} was paid in {period}, before that period", hint="write the period it was paid in")


@problem
def unknown_paid_payee(key: str, nearly: str | None, differ: str) -> Problem:
    """Somebody was paid who is not in the roster.

    Who left stays in the roster, with the last day in `end`: a correction of what they were paid is still owed to
    them, or by them.
    """
    message = f"{quoted(key)} is not a payee of the roster"
    if nearly is not None:
        return Problem(message, hint=f"write {quoted(nearly)} as the roster does: {differ}")
    return Problem(message, hint="put the payee back into the roster, with the last day in `end` if they left")


@problem
def paid_by_another_plan(then: str, now: str) -> Problem:
    """The run was one of a plan with another name."""
    return Problem(
        f"this was paid by the plan {quoted(then)}, and the plan is called {quoted(now)} now",
        hint="check that it is the same plan",
        severity=Severity.WARNING,
    )
