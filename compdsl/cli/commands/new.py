"""Make a first plan with sample records that pays at once, with editor and hook files."""

import os
from collections.abc import Mapping
from pathlib import Path
from shlex import quote

import click

from compdsl.cli import problems
from compdsl.cli.files import STDIN, shown_path, told_path
from compdsl.cli.output import write_files
from compdsl.cli.statuses import Exit, Refused, Status
from compdsl.cli.terminal import Terminal
from compdsl.source.characters import visible

FIRST_PLAN = Path(__file__).resolve().parent.parent / "first_plan"

FILES: Mapping[str, str] = {
    "data/payees.csv": "data/payees.csv",
    "data/renewals.csv": "data/renewals.csv",
    "data/upsells.csv": "data/upsells.csv",
    ".githooks/pre-commit": "pre-commit",
    ".editorconfig": "editorconfig",
    ".gitattributes": "gitattributes",
    "csm.comp": "csm.comp",
}
"""Where each file goes, and where it is kept here."""


@click.command(epilog="Example: compdsl new  —  in a folder first-plan; compdsl new .  —  in the folder you are in.")
@click.argument("folder", default="first-plan")
@click.pass_obj
def command(terminal: Terminal, folder: str) -> Status:
    """Make a first plan in FOLDER, with records to pay it on and two tests that pass.

    FOLDER is made where it is missing. A file that is there already is never written over.
    """
    if folder == STDIN or not folder.strip():
        raise Exit(Status.USAGE, "A first plan needs the name of a folder. Write `compdsl new my-plan`.")
    taken = [name for name in FILES if os.path.lexists(Path(folder, name))]
    if taken:
        raise Refused(problems.file_exists(shown_path(str(Path(folder, taken[0]))), len(taken) - 1))
    _write(Path(folder))
    for name in FILES:
        terminal.talk(f"made {told_path(str(Path(folder, name)))}")
    terminal.talk("\nNow type:")
    plan, data = quote(str(Path(folder, "csm.comp"))), quote(str(Path(folder, "data")))
    terminal.data(f"  {visible(f'compdsl test {plan}')}\n  {visible(f'compdsl pay {plan} {data}')}\n")
    return Status.CLEAN


def _write(folder: Path) -> None:
    """Write the files, folder by folder; the plan is among the last."""
    inside: dict[Path, dict[str, bytes]] = {}
    for name, kept in FILES.items():
        place = folder / name
        inside.setdefault(place.parent, {})[place.name] = (FIRST_PLAN / kept).read_bytes()
    for where, files in inside.items():
        write_files(where, files)
    (folder / ".githooks" / "pre-commit").chmod(0o755)
