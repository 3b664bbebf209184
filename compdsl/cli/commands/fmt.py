"""Write plans in the one layout; comments are kept, numbers stay as they are spelt."""

import os
import stat
from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path

import click
from attrs import frozen

from compdsl.cli.files import STDIN, read_input, shown_path, told_path
from compdsl.cli.output import write_file
from compdsl.cli.plan_files import counted, plan_files
from compdsl.cli.statuses import Status, status_of
from compdsl.cli.terminal import Terminal
from compdsl.diagnostics.problem import Problem
from compdsl.diagnostics.to_text import draw_problems
from compdsl.source.from_bytes import MOST_BYTES, source_from_bytes
from compdsl.syntax.to_source import WIDTH, Untrusted, formatted
from compdsl.syntax.written import read_written

NARROWEST = 20
WIDEST = 1000


@frozen
class Layout:
    """A file as it is and as it should be."""

    path: str
    before: str
    after: str
    is_changed: bool
    content: bytes


@click.command(
    epilog="Example: compdsl fmt plans/  —  writes all plans below a folder; "
    "compdsl fmt --check --diff plans/  —  says what would change; compdsl fmt - < csm.comp."
)
@click.argument("paths", metavar="[PATH]...", nargs=-1)
@click.option(
    "--check", is_flag=True, help="Write nothing; name the plans that would change, and fail if there are any."
)
@click.option("--diff", is_flag=True, help="Write nothing; show what would change, and fail if anything would.")
@click.option(
    "--width",
    type=click.IntRange(NARROWEST, WIDEST),
    default=WIDTH,
    show_default=True,
    help="The longest line, where it can be broken.",
)
@click.pass_obj
def command(terminal: Terminal, paths: tuple[str, ...], check: bool, diff: bool, width: int) -> int:
    """Write plans in the one layout.

    PATH is a file, a folder (all files below it that end in .comp) or - for standard input, which is written
    to standard output; without any, the folder you are in. The meaning of a plan never changes: what would
    be written is read again and compared first. A plan with mistakes of form is left as it is.
    """
    files, found = plan_files(paths or (".",))
    changed, status = 0, Status.CLEAN
    for path in files:
        try:
            layout = laid_out(path, width, found)
        except Untrusted as reason:
            terminal.talk(_defect(path, reason))
            status = Status.DEFECT
            continue
        if layout is not None:
            changed += layout.is_changed
            _put(terminal, layout, check=check, diff=diff)
    if found:
        terminal.talk(draw_problems(found, paint=terminal.paint_talk))
    if files != [STDIN]:
        terminal.talk(_summary(changed, len(files), is_dry=check or diff))
    findings = Status.FINDINGS if changed and (check or diff) else Status.CLEAN
    return max(status, findings, status_of(found))


def laid_out(path: str, width: int, found: list[Problem]) -> Layout | None:
    """A file and its canonical text; None, and the problems told, where it cannot be read."""
    data, problems = read_input(path, MOST_BYTES + 1)
    if not problems:
        source, problems = source_from_bytes(data, shown_path(path))
    written = None
    if not problems:
        written, problems = read_written(source)
    found += problems
    if written is None:
        return None
    text = formatted(written, width)
    content = (text.replace("\n", "\r\n") if _ends_in_two(data) else text).encode()
    return Layout(path, written.source.text, text, content != data, content)


def _ends_in_two(data: bytes) -> bool:
    """Whether the lines of a file end as they do on Windows; they are left so."""
    return data.partition(b"\n")[0].endswith(b"\r")


def _put(terminal: Terminal, layout: Layout, *, check: bool, diff: bool) -> None:
    """Write the file, or say what would be written."""
    if check and layout.is_changed and not (diff and layout.path == STDIN):
        names = terminal.talk if diff else terminal.data
        names(told_path(layout.path) + "\n")
    if diff:
        terminal.data("".join(_difference(layout)))
    if check or diff:
        return
    if layout.path == STDIN:
        terminal.data(layout.after)
    elif layout.is_changed:
        _write(layout)


def _write(layout: Layout) -> None:
    """Replace the file that the path leads to, and let the same people read it as before."""
    target = Path(layout.path).resolve()
    mode = stat.S_IMODE(target.stat().st_mode)
    write_file(target, layout.content)
    os.chmod(target, mode)  # noqa: PTH101 - the path is resolved


def _difference(layout: Layout) -> Iterator[str]:
    name = told_path(layout.path)
    before, after = (text.splitlines(keepends=True) for text in (layout.before, layout.after))
    for line in unified_diff(before, after, name, name):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _summary(changed: int, count: int, *, is_dry: bool) -> str:
    verb = "would be written anew" if is_dry else "written anew"
    return f"{counted(changed, 'plan')} {verb}, {count - changed:,} left as they are"


def _defect(path: str, reason: Untrusted) -> str:
    return (
        f"compdsl: internal error: {told_path(path)} is left as it is: after formatting {reason}\n"
        "This is a defect of compdsl, not of your plan. Please report the lines above."
    )
