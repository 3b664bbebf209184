"""Run the tests written in plans: what each gives, what it expects, and why it comes to something else."""

from typing import TYPE_CHECKING

import click
from attrs import define

from compdsl import pipeline
from compdsl.cli.checking import check_files, each_once
from compdsl.cli.plan_files import counted, plan_files
from compdsl.cli.statuses import Status, status_of
from compdsl.cli.terminal import Terminal
from compdsl.diagnostics.problem import Problem, Severity
from compdsl.source.characters import visible

if TYPE_CHECKING:
    from compdsl.kernel.plan import Example, Plan
    from compdsl.pipeline import Checking

SHOWN = 20
"""How many failures are told in full; all are counted."""


@define
class Tally:
    """What the tests of all plans came to so far."""

    plans: int = 0
    passed: int = 0
    failed: int = 0
    broken: int = 0
    """Plans with problems, whose tests are not run."""


@click.command(epilog="Example: compdsl test csm.comp  —  the tests of one plan; compdsl test plans/  —  of all below.")
@click.argument("plans", metavar="PLAN...", nargs=-1, required=True)
@click.option("--format", "form", type=click.Choice(["text"]), default="text", help="How failures are written.")
@click.pass_obj
def command(terminal: Terminal, plans: tuple[str, ...], form: str) -> Status:
    """Run the tests that are written in plans, and tell every expectation that is not met.

    PLAN is a file, a folder (all files below it that end in .comp) or - for standard input. A failure shows
    where the test is written, the figure it expects, the figure the plan comes to, and how it comes to it.
    """
    files, found = plan_files(plans)
    tally = Tally()
    for checking in check_files(files):
        problems = _tested(checking, terminal, tally)
        tally.broken += any(one.severity is Severity.ERROR for one in problems)
        found += problems
    found = each_once(found)
    if found:
        from compdsl.diagnostics.to_text import draw_problems

        terminal.data(draw_problems(found, paint=terminal.paint_data))
    terminal.talk(_summary(tally))
    return max(status_of(found), Status.FINDINGS if tally.failed else Status.CLEAN)


def _tested(checking: "Checking", terminal: Terminal, tally: Tally) -> list[Problem]:
    """Run the tests of a plan, telling each failure; the problems for which they could not be run."""
    if checking.plan is None:
        return checking.problems
    has_tests = any(plan.tests for plan in checking.plans)
    why = pipeline.stands_in_the_way(checking.plan, of_paying=False)
    if why is not None and has_tests:
        return [*checking.problems, why]
    tally.plans += 1
    found = list(checking.problems)
    if not has_tests:
        terminal.talk(f"{visible(checking.source.path)} has no tests")
        return found
    for plan in checking.plans:
        found += _run_tests(pipeline.lower(plan), terminal, tally)
    return found


def _run_tests(plan: "Plan", terminal: Terminal, tally: Tally) -> list[Problem]:
    """Run the tests of a plan or a variant, telling each failure; the problems that stop some of them."""
    found = []
    for example in plan.examples:
        failures = _failures(plan, example, terminal, tally.failed < SHOWN)
        if isinstance(failures, Problem):
            found.append(failures)
        elif failures and tally.failed < SHOWN:
            terminal.data("".join(f"{failure}\n" for failure in failures))
        tally.failed += bool(failures)
        tally.passed += not failures
    return found


def _failures(plan: "Plan", example: "Example", terminal: Terminal, in_full: bool) -> list[str] | Problem:
    """The expectations of a test that are not met, in words, or the problem that stops it."""
    from compdsl.paid.examples import TooLarge, period_of_examples

    try:
        outcomes = [one for one in pipeline.run_example(plan, example) if not one.holds]
    except TooLarge as limit:
        from compdsl.paid.problems import figure_too_large

        span, period = limit.node.origin.span, period_of_examples(plan)
        return figure_too_large(plan.source, span, f'the test "{example.title}"', period.label)
    if not outcomes or not in_full:
        return [""] * len(outcomes)
    from compdsl.rendered.outcome_to_text import failure_to_text

    return [failure_to_text(plan, example, one, terminal.paint_data, terminal.columns) for one in outcomes]


def _summary(tally: Tally) -> str:
    tests = tally.passed + tally.failed
    parts = [f"{tally.passed:,} passed"] + ([f"{tally.failed:,} failed"] if tally.failed else [])
    words = f"{counted(tests, 'test')} in {counted(tally.plans, 'plan')}: {', '.join(parts)}" if tests else "no tests"
    if tally.failed > SHOWN:
        words += f" ({SHOWN} shown)"
    if tally.broken:
        words += f"; {counted(tally.broken, 'plan')} with problems, not tested"
    return words
