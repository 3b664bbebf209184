"""The plans of a folder: which files are plans, what each was paid before, which of its periods a run pays."""

import os
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from compdsl import pipeline
from compdsl.cli import problems
from compdsl.cli.checking import check_files, each_once, is_shared
from compdsl.cli.earlier_runs import runs_of_several
from compdsl.cli.files import shown_path, told_path
from compdsl.cli.one_run import rows_to_pay
from compdsl.cli.plan_files import plan_files
from compdsl.cli.runs import not_paid_yet, tell_warnings, with_those_between
from compdsl.cli.statuses import Refused
from compdsl.cli.terminal import Terminal
from compdsl.diagnostics.problem import Problem
from compdsl.paid.problems_of_people import two_plans_of_one_name
from compdsl.source.characters import visible

if TYPE_CHECKING:
    from compdsl.kernel.plan import Plan
    from compdsl.records.data import Data
    from compdsl.values.period import Period


def open_folder(folder: str, terminal: Terminal) -> "list[Plan]":
    """The plans below a folder in the order of their paths, or those of one file; Refused with every problem of them.

    A plan with variants is followed by these, each as a plan of its own.

    A file that only holds definitions pays nobody and is passed over, and so is one that other files of the folder use
    and that has no `plan NAME`: what it defines is paid by the plans that use it. Each plan has a name of its own.
    """
    files, found = plan_files([folder])
    checked = check_files(files)
    found += [problem for one in checked if one.plan is None for problem in one.problems]
    own = [one for one in checked if one.plan is not None and one.plan.is_paying]
    shared = [one.source.path for one in own if is_shared(one.source, checked)]
    paying = [one for one in own if one.source.path not in shared]
    found += [why for one in paying for plan in one.plans if (why := pipeline.stands_in_the_way(plan)) is not None]
    plans = [] if found else [pipeline.lower(plan) for one in paying for plan in one.plans]
    found += same_names(plans)
    if not plans and not found:
        found.append(problems.no_paying_plan(shown_path(folder), len(files)))
    if found:
        raise Refused(*each_once(found))
    tell_warnings(each_once([problem for one in paying for problem in one.problems]), terminal)
    if shared:
        terminal.talk(f"Paid as a part of the plans that use it: {', '.join(map(told_path, shared))}.")
    return plans


def same_names(plans: "Sequence[Plan]") -> list[Problem]:
    """A problem for each plan that is called as one before it, also on disks that know no capital letters."""
    first: dict[str, Plan] = {}
    found = []
    for plan in plans:
        other = first.setdefault(plan.name.casefold(), plan)
        if other is not plan:
            found.append(two_plans_of_one_name(other, plan))
    return found


def paid_before(
    folder: str, plans: "Sequence[Plan]", paths: Sequence[str], terminal: Terminal
) -> "list[Sequence[str]]":
    """The runs of each plan among what was paid before; a plan that none of them paid is new, and that is told."""
    if not paths:
        return [() for _ in plans]
    found = runs_of_several([plan.name for plan in plans], paths, is_all=os.path.isdir(folder))  # noqa: PTH112
    for plan in plans:
        if not found[plan.name]:
            terminal.talk(f"{visible(plan.name)} was not paid before.")
    return [found[plan.name] for plan in plans]


def paid_elsewhere(plan: "Plan", readings: "Sequence[tuple[Plan, Data]]") -> "dict[str, frozenset[Period]]":
    """The periods in which other plans paid somebody: what this one owes them for these is a difference.

    A plan beside others takes the place of its own variants only, as they do of it.
    """
    found: dict[str, set[Period]] = {}
    for other, data in readings:
        if other is plan or data.paid is None or not _takes_the_place(plan, other):
            continue
        as_ours = {one: _periods_of_ours(plan, one, data.paid.closed) for one in data.paid.closed}
        for amount in data.paid.amounts:
            found.setdefault(amount.payee, set()).update(as_ours[amount.closed])
    return {payee: frozenset(periods) for payee, periods in found.items() if periods}


def closed_by_family(plan: "Plan", readings: "Sequence[tuple[Plan, Data]]") -> "frozenset[Period]":
    """The periods that the plan of a variant was paid for, or its other variants: they are closed for its people."""
    closed = [data.paid.closed for other, data in readings if data.paid is not None and _family(other) == _family(plan)]
    return frozenset().union(*closed)


def _takes_the_place(plan: "Plan", other: "Plan") -> bool:
    return _family(plan) == _family(other) or not (_is_beside(plan) or _is_beside(other))


def _family(plan: "Plan") -> str:
    """The name of the plan, also of its variants."""
    return plan.name.partition(".")[0]


def _periods_of_ours(plan: "Plan", closed: "Period", all_closed: "Collection[Period]") -> "list[Period]":
    """A closed period of another plan in the periods of this one: those within it, or the one that ends with one."""
    if plan.period in (None, closed.kind):
        return [closed]
    calendar, kind = plan.calendar, plan.period
    whole = calendar.period_of(closed.end, kind)
    if whole.start <= closed.start:
        ends = {one.end for one in all_closed}
        return [whole] if whole.end in ends else []
    found, one = [], calendar.period_of(closed.start, kind)
    while one.until <= closed.until:
        if one.start >= closed.start:
            found.append(one)
        one = calendar.after(one)
    return found


def _is_beside(plan: "Plan") -> bool:
    return plan.people is not None and plan.people.is_beside


def periods_within(plan: "Plan", data: "Data", asked: str | None, terminal: Terminal) -> "tuple[list[Period], str]":
    """The periods of a plan that a run pays, or why there is none.

    Where a period is asked for, it is that one, or those of the plan's own kind that lie in it and that the data holds
    rows of: a run for 2026-Q1 pays January, February and March of a plan that pays by the month.
    """
    from compdsl.paid.periods import period_asked

    if asked is None:
        if not pipeline.periods_of(plan, data):
            return [], "the data holds no rows of a period it is in force in"
        rows, said = rows_to_pay(plan, data)
        if said:
            terminal.talk(f"{visible(plan.name)}: {said}")
        return list(rows), ""
    whole = plan.calendar.read(asked)
    found = period_asked(plan, asked)
    if whole is None:
        assert isinstance(found, Problem)
        raise Refused(found)
    if not isinstance(found, Problem):
        return [found], ""
    if plan.period is None or whole.kind == plan.period:
        return [], f"it is not in force in all of {whole}"
    there = pipeline.periods_of(plan, data)
    inside = {one: rows for one, rows in there.items() if whole.start <= one.start and one.until <= whole.until}
    if not inside:
        return [], f"it pays by the {plan.period}, and no {plan.period} with rows lies in {whole}"
    unpaid, said = with_those_between(plan, not_paid_yet(inside, data), data)
    if said:
        terminal.talk(f"{visible(plan.name)}: {said}")
    return list(unpaid), ""
