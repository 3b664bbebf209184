"""Which plan files a command is about: files, all plans below a folder, or standard input."""

import os
from collections.abc import Sequence

from compdsl.cli import problems
from compdsl.cli.files import STDIN, shown_path
from compdsl.cli.statuses import Exit, Status
from compdsl.diagnostics.problem import Problem
from compdsl.source.files import SUFFIX


def plan_files(paths: Sequence[str]) -> tuple[list[str], list[Problem]]:
    """The files that paths stand for, each once, those of a folder in order; folders without any as problems."""
    files: dict[str, str] = {}
    found: list[Problem] = []
    for path in paths:
        if not path.strip():
            raise Exit(Status.USAGE, "One of the names of plans is empty.")
        inside = _below(path, found) if path != STDIN and os.path.isdir(path) else [path]  # noqa: PTH112 - see files.py
        for file in inside:
            files.setdefault(file if file == STDIN else os.path.normpath(file), file)
    return list(files.values()), found


def counted(count: int, word: str) -> str:
    """A count with its word: `1 plan`, `1,200 plans`."""
    return f"{count:,} {word}" if count == 1 else f"{count:,} {word}s"


def _below(folder: str, found: list[Problem]) -> list[str]:
    """The plans below a folder, sorted by path. Hidden folders are passed over, and links to folders too.

    A link that leads out of the folder is not read: somebody else may have made the folder.
    """

    def refuse(error: OSError) -> None:
        found.append(problems.cannot_read(shown_path(str(error.filename)), error.strerror or "no reason"))

    before = len(found)
    plans = []
    for where, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        plans += [os.path.join(where, name) for name in names if name.endswith(SUFFIX)]  # noqa: PTH118
    outside = {plan for plan in plans if _leads_out_of(folder, plan)}
    found += [problems.plan_outside(shown_path(plan)) for plan in sorted(outside)]
    if not plans and len(found) == before:
        found.append(problems.no_plan_in_folder(shown_path(folder)))
    return sorted(plan for plan in plans if plan not in outside)


def _leads_out_of(folder: str, path: str) -> bool:
    if not os.path.islink(path):  # noqa: PTH114 - see files.py
        return False
    inside = os.path.join(os.path.realpath(folder), "")  # noqa: PTH118 - see files.py
    return not os.path.realpath(path).startswith(inside)
