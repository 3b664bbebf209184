"""What the commands that pay have in common: a plan ready to be paid, its records, the period that is meant."""

from pathlib import Path
from typing import TYPE_CHECKING

from compdsl import pipeline
from compdsl.cli.files import read_plan
from compdsl.cli.statuses import Exit, Refused, Status
from compdsl.cli.terminal import Terminal
from compdsl.diagnostics.problem import Problem, Severity

if TYPE_CHECKING:
    from compdsl.kernel.plan import Plan
    from compdsl.records.data import Data
    from compdsl.values.period import Period


def open_plan(path: str) -> "Plan":
    """The plan of a file, checked and lowered; Refused with its problems."""
    source, found = read_plan(path)
    if found:
        raise Refused(*found)
    checking = pipeline.check(source)
    if checking.plan is None:
        raise Refused(*checking.problems)
    return pipeline.lower(checking.plan)


def open_data(folder: str, plan: "Plan", terminal: Terminal) -> "Data":
    """The records of a folder; Refused where a row cannot be read. Warnings are told."""
    reading = pipeline.read_data(Path(folder), plan)
    if reading.data is None or not reading.is_clean:
        raise Refused(*reading.problems)
    tell_warnings(list(reading.problems), terminal)
    return reading.data


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
        return period
    periods = pipeline.periods_of(plan, data)
    if len(periods) == 1:
        return periods[0]
    if not periods:
        from compdsl.paid.problems import nothing_to_pay_on

        raise Refused(nothing_to_pay_on(plan.source))
    names = ", ".join(period.label for period in periods)
    raise Exit(
        Status.USAGE, f"The data holds several periods ({names}); name one, such as --period {periods[-1].label}."
    )
