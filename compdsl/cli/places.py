"""Where a run may write: never over what it reads, and never into a folder that holds something else.

All of it is looked at before anything is read or paid.
"""

import json
import os
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

from compdsl.cli import problems
from compdsl.cli.earlier_runs import plans_of_run
from compdsl.cli.files import STDIN, shown_path, told_path
from compdsl.cli.output import MANIFEST
from compdsl.cli.statuses import Exit, Refused, Status

LINES, TRACES = "lines.csv", "trace.jsonl"
STORED, STORED_AS = "trace-", ".parquet"
PAID_HELP = "What was paid before: a folder that pay -o wrote, or a CSV file; may be given several times."
MOST_OF_A_MANIFEST = 4 * 1024 * 1024
_HEADER = b"payee,period,component,"


def refuse_places(plan: str, data: str, out: str | None, quarantine: str | None, paid: Sequence[str] = ()) -> None:
    """Stop where an output has no name, is an input, lies in the folder of the data, or is in another's way."""
    for option, path in (("-o", out), ("--quarantine", quarantine)):
        if path is not None and path.strip():
            _refuse_paid(option, path, paid)
    if out is not None:
        _refuse_no_name("-o", out, "a folder", "run", "the lines go to standard output without -o")
        _refuse_inputs("-o", out, plan, data, "a folder", "run")
    if quarantine is not None:
        _refuse_no_name("--quarantine", quarantine, "a file", "left-out.csv", "standard output holds what is paid")
        _refuse_inputs("--quarantine", quarantine, plan, data, "a file", "left-out.csv")
    if out is not None and quarantine is not None:
        _refuse_same(Path(os.path.realpath(out)), Path(os.path.realpath(quarantine)))


def earlier_run(out: str) -> str | None:
    """The run whose files will be replaced, in words; Refused where the folder holds something else than a run.

    Hidden files are in nobody's way. A run that was killed leaves its lines without a manifest.
    """
    names = _names_in(out)
    if not names:
        return None
    if MANIFEST in names and (words := _words_of(Path(out, MANIFEST))):
        return words
    if all(map(is_output, names)) and _starts_as_lines(Path(out, LINES)):
        return "a run that did not end"
    raise Refused(problems.folder_taken(shown_path(out), _listed(names)))


def is_output(name: str) -> bool:
    """Whether a run writes a file of that name, beside its manifest."""
    return name in (LINES, TRACES) or (name.startswith(STORED) and name.endswith(STORED_AS))


def outputs_gone(out: str, names: Collection[str]) -> list[str]:
    """The files of an earlier run in a folder that the run which replaces it does not write."""
    return [name for name in _names_in(out) if is_output(name) and name not in names]


def _names_in(folder: str) -> list[str]:
    """What stands in a folder, but for hidden files; nothing where there is no such folder."""
    try:
        return sorted(name for name in os.listdir(folder) if not name.startswith("."))  # noqa: PTH208 - names only
    except OSError:
        return []


def earlier_runs(out: str, plans: Sequence[str]) -> str | None:
    """The run over a folder of plans that will be replaced, in words; Refused where something else is in the way.

    What a run of fewer plans would leave standing of an earlier one would look like its own.
    """
    names = _names_in(out)
    if not names:
        return None
    found = plans_of_run(Path(out))
    if found is None or not set(names) - {MANIFEST} <= set(plans):
        raise Refused(problems.folder_taken(shown_path(out), _listed(names)))
    return f"the run of {', '.join(found)}"


def _refuse_no_name(option: str, path: str, what: str, example: str, instead: str) -> None:
    if path == STDIN:
        message = f"{option} needs the name of {what}, and - is none: {instead}. Write {option} {example}."
        raise Exit(Status.USAGE, message)
    if not path.strip():
        raise Exit(Status.USAGE, f"{option} needs the name of {what}, and got an empty one. Write {option} {example}.")


def _refuse_inputs(option: str, path: str, plan: str, data: str, what: str, example: str) -> None:
    place, folder = Path(os.path.realpath(path)), Path(os.path.realpath(data))
    if plan != STDIN and place == Path(os.path.realpath(plan)):
        which = "is the plan"
    elif place == folder:
        which = "is the folder of the data" if folder.is_dir() else "is the data"
    elif place.is_relative_to(folder):
        which = "lies in the folder of the data"
    else:
        return
    message = f"{option} names {told_path(path)}, which {which}: a run does not write where it reads."
    raise Exit(Status.USAGE, f"{message} Name {what} elsewhere, such as {option} {example}.")


def _refuse_paid(option: str, path: str, paid: Sequence[str]) -> None:
    """Stop where an output is, or lies in, what was paid before, or is the folder that holds it."""
    place = Path(os.path.realpath(path))
    for one in paid:
        before = Path(os.path.realpath(one))
        if place.is_relative_to(before) or (before.is_file() and before.parent == place):
            message = f"{option} names {told_path(path)}, and --paid {told_path(one)}: what was paid is never changed."
            example = "-o run-of-now" if option == "-o" else "--quarantine left-out.csv"
            raise Exit(Status.USAGE, f"{message} Name another place, such as {example}.")


def _refuse_same(out: Path, quarantine: Path) -> None:
    if quarantine.name in (LINES, TRACES, MANIFEST) and quarantine.parent == out:
        message = f"--quarantine names {quarantine.name}, which -o writes too. Give it another name."
    elif quarantine == out or out.is_relative_to(quarantine):
        message = "--quarantine names a file, and -o the same place as a folder. Give one of them another name."
    else:
        return
    raise Exit(Status.USAGE, message)


def _words_of(path: Path) -> str | None:
    """The plan and the periods of a manifest; None where it is not one of ours."""
    try:
        with path.open("rb") as file:
            found: Any = json.loads(file.read(MOST_OF_A_MANIFEST))
        outputs = {str(one["file"]) for one in found["outputs"]}
        is_ours = bool(found["compdsl"]) and LINES in outputs and all(map(is_output, outputs))
        words = f"the run of {found['plan']['name']} for {', '.join(map(str, found['periods']))}"
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return None
    return words if is_ours else None


def _starts_as_lines(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return not path.is_symlink() and file.read(len(_HEADER)) == _HEADER
    except OSError:
        return False


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(map(told_path, names[:3]))
    return shown if len(names) <= 3 else f"{shown} and {len(names) - 3:,} more"
