"""What can be wrong with a file that a command is given."""

from collections.abc import Sequence

from compdsl.diagnostics.problem import Cell, Problem, problem
from compdsl.source.characters import visible


@problem
def no_such_file(path: str, meant: str | None = None) -> Problem:
    """A file that a command was given does not exist.

    Look for a slip in the name, and from which folder the command was started.
    """
    hint = f"Write `{visible(meant)}`, if that is what you meant." if meant is not None else None
    return Problem("There is no such file.", cell=Cell(path), hint=hint, status=3)


@problem
def not_a_file(path: str, kind: str) -> Problem:
    """A folder, a pipe or a device was given where a file is read.

    Files are opened once, read whole and identified by a hash in what a run writes, which only works for
    plain files. To read a plan from a pipe, write `-` in place of its name.
    """
    hint = "Give a file in it." if kind == "a folder" else "Write `-` to read standard input."
    return Problem(f"This is {kind}, not a file.", cell=Cell(path), hint=hint, status=3)


@problem
def no_plan_in_folder(path: str) -> Problem:
    """A folder was given in which, and below which, there is no plan.

    Plans are files whose names end in `.comp`. Hidden folders and links to folders are passed over.
    """
    return Problem(
        "There is no plan in this folder or below it: no file ends in `.comp`.",
        cell=Cell(path),
        hint="Give the folder of the plans, or a file of any name.",
        status=2,
    )


@problem
def no_paying_plan(path: str, count: int) -> Problem:
    """A folder was given to be paid, and none of its files is a plan.

    Files that only hold definitions are not paid by themselves, and neither are those that others use and that have no
    `plan NAME`.
    """
    what = "The only file of this folder holds" if count == 1 else f"All {count:,} files of this folder hold"
    return Problem(
        f"{what} definitions for plans, and none says what is paid.",
        cell=Cell(path),
        hint="Give the folder of the plans that use them.",
    )


@problem
def plan_outside(path: str) -> Problem:
    """A plan below a folder is a link that leads out of the folder.

    A folder that somebody sent could otherwise show in a message, or have changed, what stands elsewhere on this
    machine. A link that is named itself is followed.
    """
    return Problem(
        "This is a link that leads out of the folder, and is not followed.",
        cell=Cell(path),
        hint="Put a copy of the plan in its place, or name the plan itself.",
        status=3,
    )


@problem
def cannot_read(path: str, reason: str) -> Problem:
    """The system does not let a file be read.

    The message repeats the reason that the system gives: mostly that the file belongs to somebody else.
    """
    return Problem(f"The file cannot be read: {reason}.", cell=Cell(path), status=3)


@problem
def cannot_write(path: str, reason: str) -> Problem:
    """The system does not let a file be written.

    Nothing was written at all: files of a run are put in place together, once all of them are complete.
    """
    return Problem(f"The file cannot be written: {reason}.", cell=Cell(path), status=3)


@problem
def file_exists(path: str, more: int) -> Problem:
    """A file that would be made is there already.

    A first plan is made in an empty place, or beside other things, but never in the place of something.
    """
    several = f" The same goes for {more:,} more." if more else ""
    return Problem(
        f"There is something of this name already, and it is not written over.{several}",
        cell=Cell(path),
        hint="Name another folder, such as `compdsl new my-plan`.",
        status=2,
    )


@problem
def folder_taken(path: str, names: str) -> Problem:
    """A run would be written into a folder that holds something else than an earlier run.

    The three files of a run go to a folder of their own, so that none of them takes the place of something, and so
    that who finds the folder later knows what belongs together. An earlier run in it is replaced, and that is said.
    """
    return Problem(
        f"The folder holds something else than a run: {names}.",
        cell=Cell(path),
        hint="Name a new or an empty folder.",
        status=2,
    )


@problem
def output_is_input(path: str) -> Problem:
    """A command was asked to write over a file that it reads.

    A run must be repeatable from the same files. Write to another folder.
    """
    return Problem(
        "This file is read by the same run, so it is not written over.",
        cell=Cell(path),
        hint="Write to another folder.",
        status=2,
    )


@problem
def nothing_to_pay_in_folder(data: str, reasons: str) -> Problem:
    """No plan of a folder has a period to pay: the data holds no rows, or the plans are not in force."""
    return Problem(
        f"No plan of the folder can be paid on this data: {reasons}.",
        cell=Cell(data),
        hint="Name a period that a plan pays, such as `--period 2026-Q1`, or bring its records.",
    )


@problem
def not_a_run_of_a_folder(path: str) -> Problem:
    """What was paid before by a folder of plans is given as something else than a run over a folder.

    Each plan takes what stands in the folder of its name. A plan that has no folder there was not paid before.
    """
    return Problem(
        "This is not what a run over a folder of plans wrote: it has no manifest that names several plans.",
        cell=Cell(path),
        hint="Name a folder that `compdsl pay -o DIR` wrote; a file of amounts is given where one plan is paid.",
        status=2,
    )


@problem
def paid_by_a_plan_that_is_gone(path: str, name: str, plans: Sequence[str]) -> Problem:
    """A run over a folder of plans paid by a plan that is not among those that are paid now.

    What it paid would be left out of account: whoever has another plan now would be paid for the same periods again. A
    plan whose time is over stays in the folder; it pays nothing more, and its `effective` says when it ended. What a
    variant paid that is there no more counts as paid by its plan.
    """
    known = ", ".join(f"`{visible(one)}`" for one in plans)
    return Problem(
        f"`{visible(name)}` paid this, and there is no such plan among {known}.",
        cell=Cell(path),
        hint="Put its file back: a plan that is over pays nothing more. "
        "A plan that is called otherwise now keeps its old name as long as its runs are given.",
        status=2,
    )


@problem
def too_many_periods(found: int, most: int, example: str) -> Problem:
    """The data holds rows of more periods than one run pays.

    Without `--period` every period is paid that the data holds rows of. Thousands of them are mostly a column of dates
    that holds something else.
    """
    return Problem(
        f"The data holds rows of {found:,} periods, and one run pays at most {most:,}.",
        hint=f"Name the period with `--period {example}`.",
        status=3,
    )


@problem
def paid_by_another_version(path: str, run: str) -> Problem:
    """A run is to be explained by a plan that is not the one it was paid by.

    The manifest of a run holds the meaning of its plan. A plan that pays something else now cannot say why a line came
    about then. Take the version of the plan that was paid, from the history of its file.
    """
    return Problem(
        f"The run in {visible(run)} was paid by a plan of another meaning, so this one does not explain it.",
        cell=Cell(path),
        hint="Give the version of the plan that was paid; its meaning stands in the manifest of the run.",
    )


@problem
def rows_not_as_written(path: str) -> Problem:
    """The rows that a run kept are gone, or are not as it wrote them.

    The manifest of a run holds the hash of each of its files. What was changed since then, or damaged on a disk,
    explains nothing. Take a copy of the folder of the run, or pay once more from the same data.
    """
    return Problem(
        "This file is not as the run wrote it: its hash is not the one in the manifest.",
        cell=Cell(path),
        hint="Give a copy of the folder of the run in which it is whole.",
        status=3,
    )
