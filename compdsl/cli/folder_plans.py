"""The plans of a folder: which files are plans, what each was paid before, which of its periods a run pays."""

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from compdsl import pipeline
from compdsl.cli import problems
from compdsl.cli.files import read_plan, shown_path
from compdsl.cli.one_run import all_periods, check_bytes
from compdsl.cli.places import is_run_of_folder
from compdsl.cli.plan_files import plan_files
from compdsl.cli.runs import not_paid_yet, tell_warnings
from compdsl.cli.statuses import Refused
from compdsl.cli.terminal import Terminal
from compdsl.diagnostics.problem import Problem
from compdsl.paid.problems_of_people import two_plans_of_one_name
from compdsl.source.characters import visible
from compdsl.source.source import Source

if TYPE_CHECKING:
    from compdsl.kernel.plan import Plan
    from compdsl.records.data import Data
    from compdsl.values.period import Period


def open_folder(folder: str, terminal: Terminal) -> "list[tuple[Plan, str]]":
    """The plans below a folder in the order of their paths, each with the hash of its file; Refused with every problem.

    A file that only holds definitions pays nobody and is passed over. Each plan has a name of its own.
    """
    files, found = plan_files([folder])
    plans: list[tuple[Plan, str]] = []
    warnings: list[Problem] = []
    for file in files:
        source, unread = read_plan(file)
        if not unread and holds_definitions_only(source):
            continue
        checking, digest = check_bytes(file)
        if checking.plan is None:
            found += checking.problems
            continue
        warnings += checking.problems
        plans.append((pipeline.lower(checking.plan), digest))
    found += same_names([plan for plan, _ in plans])
    if not plans and not found:
        found.append(problems.no_plan_in_folder(shown_path(folder)))
    if found:
        raise Refused(*found)
    tell_warnings(warnings, terminal)
    return plans


def holds_definitions_only(source: Source) -> bool:
    """Whether a file has definitions, and neither a component nor a name of its own."""
    from compdsl.syntax import tree
    from compdsl.syntax.from_source import read_plan as read_tree

    plan, found = read_tree(source)
    paying = (tree.Component, tree.Header, tree.Broken)
    return bool(plan.statements) and not found and not any(isinstance(one, paying) for one in plan.statements)


def same_names(plans: "Sequence[Plan]") -> list[Problem]:
    """A problem for each plan that is called as one before it, also on disks that know no capital letters."""
    first: dict[str, Plan] = {}
    found = []
    for plan in plans:
        other = first.setdefault(plan.name.casefold(), plan)
        if other is not plan:
            found.append(two_plans_of_one_name(other, plan))
    return found


def paid_before(plan: "Plan", paths: Sequence[str], terminal: Terminal) -> list[str]:
    """The runs of one plan among the runs of folders; a plan that none of them paid is new, and that is told."""
    for path in paths:
        if not is_run_of_folder(path):
            raise Refused(problems.not_a_run_of_a_folder(shown_path(path)))
    inside = [os.path.join(path, plan.name) for path in paths]  # noqa: PTH118 - shown as it was given
    found = [path for path in inside if os.path.isdir(path)]  # noqa: PTH112 - see files.py
    if paths and not found:
        terminal.talk(f"{visible(plan.name)} was not paid before.")
    return found


def periods_within(plan: "Plan", data: "Data", asked: str | None, terminal: Terminal) -> "tuple[list[Period], str]":
    """The periods of a plan that a run pays, or why there is none.

    Where a period is asked for, it is that one, or those of the plan's own kind that lie in it and that the data holds
    rows of: a run for 2026-Q1 pays January, February and March of a plan that pays by the month.
    """
    from compdsl.paid.periods import period_asked
    from compdsl.values.period import read_period

    if asked is None:
        rows = pipeline.periods_of(plan, data)
        if not rows:
            return [], "the data holds no rows of a period it is in force in"
        if len(not_paid_yet(rows, data)) > 1:
            terminal.talk(f"{visible(plan.name)}:")
        return all_periods(plan, data, terminal), ""
    whole = read_period(asked, plan.fiscal_start)
    found = period_asked(plan, asked)
    if whole is None:
        assert isinstance(found, Problem)
        raise Refused(found)
    if not isinstance(found, Problem):
        return [found], ""
    if plan.period is None or whole.kind == plan.period:
        return [], f"it is not in force in all of {whole}"
    there = pipeline.periods_of(plan, data)
    inside = [one for one in there if whole.start <= one.start and one.until <= whole.until]
    return inside, "" if inside else f"it pays by the {plan.period}, and no {plan.period} with rows lies in {whole}"
