"""Every stage a plan goes through, in order. Read this first.

    text in a file
      → source        characters and places           source/from_bytes.py
      → tree          what was written                syntax/from_source.py
      → whole tree    with all files it uses          syntax/from_files.py
      → checked plan  what it means                   checked/from_syntax.py
      → kernel        what it computes                kernel/from_checked.py
    records in a folder, or in a database
      → data          strict values, refused rows     records/from_folder.py, records/from_tables.py
    both
      → statements    what is paid to whom            paid/lines.py
      → accounts      why it is that amount           trace/account_for.py
      → renderings    text, markdown, json, csv       rendered/

A stage gives its result and the problems it found; the next stage starts only where there is no error.
Stages are imported when they are needed, so that checking a plan does not wait for paying it.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from compdsl.diagnostics.problem import MOST_ERRORS, Problem, Severity, are_enough, sorted_problems
from compdsl.source.frozen import frozen
from compdsl.source.source import Source

if TYPE_CHECKING:
    from pathlib import Path

    from compdsl.checked.plan import Plan as CheckedPlan
    from compdsl.kernel.plan import Example, Plan
    from compdsl.paid.examples import Outcome
    from compdsl.paid.lines import Statement
    from compdsl.records.data import Data
    from compdsl.records.refused import Reading
    from compdsl.records.text_of_rows import Tables
    from compdsl.source.files import Files
    from compdsl.values.period import Period


@frozen()
class Checking:
    """What checking a plan gave: the checked plan, or None where a problem stands in its way."""

    source: Source
    plan: "CheckedPlan | None"
    problems: list[Problem]
    variants: "tuple[CheckedPlan, ...]" = ()
    """Each variant of the plan as a plan of its own, one that holds others before these."""

    @property
    def plans(self) -> "tuple[CheckedPlan, ...]":
        """The plan and its variants; none where a problem stands in the way."""
        return (self.plan, *self.variants) if self.plan is not None else ()


def check(source: Source, files: "Files | None" = None, *, is_used: bool = False) -> Checking:
    """Text to checked plan, with the files it uses: every mistake in one go, in the order of files and lines.

    `is_used` where it is a file that others use, which say what it leaves out of currency and period.
    """
    from compdsl.checked.from_syntax import check_plan
    from compdsl.checked.names import has_variants
    from compdsl.source.files import NO_FILES
    from compdsl.syntax.from_files import read_files

    whole = read_files(source, files or NO_FILES)
    if not whole.tree.statements or not whole.is_whole or are_enough(whole.found):
        return Checking(whole.source, None, _in_order(whole.source, whole.found))
    if has_variants(whole.tree):
        from compdsl.checked.variants import check_branches

        plans, more = check_branches(whole.source, whole.tree)
        problems = _in_order(whole.source, [*whole.found, *more])
        plan = plans[0] if plans and not has_errors(problems) else None
        return Checking(whole.source, plan, problems, tuple(plans[1:]) if plan is not None else ())
    plan, more = check_plan(whole.source, whole.tree, is_used=is_used)
    problems = _in_order(whole.source, [*whole.found, *more])
    return Checking(whole.source, plan if not has_errors(problems) else None, problems)


def _in_order(source: Source, found: list[Problem]) -> list[Problem]:
    """The problems in the order of files and lines; only the first of them where it was given up to look for more."""
    if not are_enough(found):
        return sorted_problems(found)
    from compdsl.syntax.problems_of_words import too_many_mistakes

    return sorted_problems([too_many_mistakes(source.files[0], MOST_ERRORS), *found[:MOST_ERRORS]])


def stands_in_the_way(plan: "CheckedPlan", *, of_paying: bool = True) -> Problem | None:
    """Why a plan without mistakes cannot be worked out yet, or not be paid: it is meant to be used by another."""
    from compdsl.checked.parameters import why_unset
    from compdsl.checked.problems_of_parameters import definitions_only

    return why_unset(plan) or (definitions_only(plan.source) if of_paying and not plan.is_paying else None)


def lower(plan: "CheckedPlan") -> "Plan":
    """Checked plan to kernel."""
    from compdsl.kernel.from_checked import lower_plan

    return lower_plan(plan)


def read_data(
    place: "Path | Tables",
    plan: "Plan",
    *,
    keeps_refused: bool = True,
    paid: "Sequence[str]" = (),
    kept: "dict[str, bytes | Problem] | None" = None,
) -> "Reading":
    """The records a plan asks for, from a folder or from tables; rows that are refused only where they are asked for.

    `paid` are the paths of what was paid before: folders of runs, or files of amounts. Several plans of one run hand on
    `kept`, so that each file is read once and all of them see the same bytes.
    """
    from pathlib import Path

    from compdsl.records.from_folder import read_folder, read_paid_text
    from compdsl.records.paid_before import PaidAsked

    asked = None
    if paid:
        names = tuple(line.component for line in plan.lines)
        asked = PaidAsked(tuple(map(read_paid_text, paid)), plan.name, names, plan.since, plan.until)
    if isinstance(place, Path):
        return read_folder(
            place, plan.schema, plan.period, plan.calendar, keeps_refused=keeps_refused, paid=asked, kept=kept
        )
    from compdsl.records.from_tables import read_tables

    return read_tables(
        place, plan.schema, plan.period, plan.calendar, keeps_refused=keeps_refused, paid=asked, kept=kept
    )


def warnings_of(plan: "Plan", data: "Data") -> list[Problem]:
    """What in the data is nearly what the plan asks for, and is not; what is left of the rows that were paid on."""
    from compdsl.paid.history import history_warnings
    from compdsl.paid.outside_days import outside_warnings
    from compdsl.paid.spellings import nobody_warnings, spelling_warnings

    from_rows = [*history_warnings(plan, data), *outside_warnings(plan, data)]
    return [*nobody_warnings(plan, data), *spelling_warnings(plan, data), *from_rows]


def periods_of(plan: "Plan", data: "Data") -> "dict[Period, int]":
    """The periods the data holds rows of, in order, each with how many rows."""
    from compdsl.paid.periods import periods_in

    return periods_in(plan, data)


def pay(plan: "Plan", data: "Data", period: "Period") -> "Iterator[Statement | list[Problem]]":
    """A statement for each payee in the order of the roster, or the problems that stand in its way."""
    from compdsl.paid.lines import pay as pay_all

    return pay_all(plan, data, period)


def run_example(plan: "Plan", example: "Example") -> "list[Outcome]":
    """Every expectation of a test written in the plan, met or not."""
    from compdsl.paid.examples import run_example as run

    return run(plan, example)


def has_errors(problems: list[Problem]) -> bool:
    """Whether one of the problems is more than a warning."""
    return any(problem.severity is Severity.ERROR for problem in problems)
