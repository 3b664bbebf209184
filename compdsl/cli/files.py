"""Reads the files a command is given: opened once, plain files only, never more than the limit.

What is wrong with a file comes back as problems, so that a command can go on to the next file.
"""

import os
import stat
import sys

from compdsl.cli import problems
from compdsl.cli.passwords import without_passwords
from compdsl.diagnostics.problem import Problem
from compdsl.source.characters import restored, visible
from compdsl.source.files import SUFFIX
from compdsl.source.from_bytes import MOST_BYTES, MOST_LINES, source_from_bytes
from compdsl.source.source import Source

STDIN = "-"

MOST_NAMES, LONGEST_NAME = 2_000, 100
"""Among how many names of a folder the one that was meant is looked for, and how long it may be."""

_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOCTTY", 0)
_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def read_plan(path: str, *, most_bytes: int = MOST_BYTES, most_lines: int = MOST_LINES) -> tuple[Source, list[Problem]]:
    """The text of a plan file, or of standard input for `-`; for drawing only where there are problems."""
    data, found = read_input(path, most_bytes + 1)
    if found:
        return Source("", shown_path(path)), found
    return source_from_bytes(data, shown_path(path), most_bytes=most_bytes, most_lines=most_lines)


def read_input(path: str, most: int) -> tuple[bytes, list[Problem]]:
    """At most so many bytes of a plain file, or of standard input for `-`."""
    if path == STDIN:
        return (sys.stdin.buffer.read(most) if sys.stdin is not None else b""), []
    try:
        kind = _kind(os.stat(path))  # noqa: PTH116 - pathlib costs more time than a whole small plan
        if kind is not None:
            return b"", [problems.not_a_file(shown_path(path), kind)]
        return _read_opened(path, most)
    except FileNotFoundError:
        return b"", [problems.no_such_file(shown_path(path), _meant(path))]
    except OSError as error:
        return b"", [problems.cannot_read(shown_path(path), error.strerror or type(error).__name__)]
    except ValueError:
        return b"", [problems.no_such_file(shown_path(path))]


def is_folder(path: str) -> bool:
    """Whether a path leads to a folder."""
    return path != STDIN and os.path.isdir(path)  # noqa: PTH112 - see read_input


def shown_path(path: str) -> str:
    """A path as it is shown: the same text under every locale."""
    return "<stdin>" if path == STDIN else without_passwords(restored(path))


def told_path(path: str) -> str:
    """A path in a sentence: nothing in it can pretend to be another line."""
    return visible(shown_path(path))


def _meant(path: str) -> str | None:
    """The plan file, or the folder, beside a path that does not exist, which has nearly its name."""
    from compdsl.diagnostics.did_you_mean import closest

    folder, name = os.path.split(path)
    try:
        with os.scandir(folder or os.curdir) as entries:
            names = [one.name for _, one in zip(range(MOST_NAMES), entries, strict=False) if _may_be_meant(one)]
    except (OSError, ValueError):
        return None
    own = name + SUFFIX
    near = own if own in names else closest(name, sorted(names)) if len(name) <= LONGEST_NAME else None
    return shown_path(os.path.join(folder, near)) if near is not None else None  # noqa: PTH118 - as it was given


def _may_be_meant(entry: "os.DirEntry[str]") -> bool:
    return not entry.name.startswith(".") and (entry.name.endswith(SUFFIX) or entry.is_dir())


def _read_opened(path: str, most: int) -> tuple[bytes, list[Problem]]:
    """The bytes of what the path leads to now, which may be another thing than a moment ago."""
    with os.fdopen(os.open(path, _FLAGS), "rb") as file:
        kind = _kind(os.fstat(file.fileno()))
        if kind is not None:
            return b"", [problems.not_a_file(shown_path(path), kind)]
        return file.read(most), []


def _kind(status: os.stat_result) -> str | None:
    """What it is where it is not a plain file."""
    if stat.S_ISREG(status.st_mode):
        return None
    return next((words for is_kind, words in _KINDS if is_kind(status.st_mode)), "something else")
