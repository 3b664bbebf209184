"""Which of the runs that were given as paid before are those of which plan.

A run over a folder of plans holds a folder for each; what a variant paid that is there no more is its plan's.
"""

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from compdsl.cli import problems
from compdsl.cli.files import shown_path
from compdsl.cli.statuses import Refused
from compdsl.records.from_folder import MOST_OF_A_MANIFEST
from compdsl.records.paid_before import MANIFEST


def plans_of_run(path: Path) -> list[str] | None:
    """The names of the plans of a run over a folder of them; None where it is none of ours."""
    try:
        found = _manifest(path)
        names = [one["name"] for one in found["plans"] if one["manifest"]["sha256"]]
        return [str(name) for name in names] if found["compdsl"] else None
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return None


def runs_of_one(plan: str, paths: Sequence[str]) -> list[str]:
    """What was paid before by one plan: of a run over a folder its own folder, and those of variants it had then."""
    found = []
    for path in paths:
        names = plans_of_run(Path(path))
        found += [path] if names is None else [_inside(path, one) for one in names if _whose(one, [plan]) == plan]
    return found


def runs_of_several(plans: Sequence[str], paths: Sequence[str], *, is_all: bool) -> Mapping[str, Sequence[str]]:
    """What was paid before by each of several plans; Refused where a run paid by a plan that is not among all."""
    found: dict[str, list[str]] = {plan: [] for plan in plans}
    gone = []
    for path in paths:
        names = plans_of_run(Path(path))
        alone = _plan_of(Path(path)) if names is None else None
        if names is None and alone is None:
            raise Refused(problems.not_a_run_of_a_folder(shown_path(path)))
        for name in names if names is not None else [str(alone)]:
            whose = _whose(name, plans)
            if whose is None and is_all and _whose(name.rpartition(".")[0], names or []) is None:
                gone.append(problems.paid_by_a_plan_that_is_gone(shown_path(path), name, plans))
            elif whose is not None:
                found[whose].append(path if names is None else _inside(path, name))
    if gone:
        raise Refused(*gone)
    return found


def _whose(name: str, plans: Sequence[str]) -> str | None:
    """The plan of that name, or the one it was a variant of."""
    while name not in plans:
        name, dot, _ = name.rpartition(".")
        if not dot:
            return None
    return name


def _plan_of(path: Path) -> str | None:
    """The plan whose run a folder holds; None where it holds none."""
    try:
        return str(_manifest(path)["plan"]["name"])
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return None


def _manifest(path: Path) -> Any:
    with (path / MANIFEST).open("rb") as file:
        return json.loads(file.read(MOST_OF_A_MANIFEST))


def _inside(path: str, name: str) -> str:
    return os.path.join(path, name)  # noqa: PTH118 - shown as it was given
