"""The other files of a plan, as a stage asks for them: only the command line knows where they lie.

A file is asked for by the path that is written and the file that says it, and comes back as text, under a key that is
the same for the same file however it was asked for.
"""

import enum
import posixpath
from collections.abc import Mapping
from typing import Protocol, TypeAlias

from attrs import define

from compdsl.diagnostics.did_you_mean import closest
from compdsl.diagnostics.problem import Problem
from compdsl.source.from_bytes import source_from_bytes
from compdsl.source.frozen import frozen
from compdsl.source.source import Source

SUFFIX = ".comp"
"""How the name of a file of the language ends."""


@frozen()
class Opened:
    """A file that was read: its key, its text, and what is wrong with it as text."""

    key: str
    source: Source
    found: list[Problem]


class Reason(enum.Enum):
    """Why a file is not read."""

    MISSING = "missing"
    OUTSIDE = "outside"
    NOT_A_FILE = "not a file"
    UNREADABLE = "unreadable"


@define(frozen=True)
class NotOpened:
    """A file that is not read. `detail` is what it is instead, what the system says, or the path that was meant."""

    reason: Reason
    detail: str = ""


Answer: TypeAlias = Opened | NotOpened


class Files(Protocol):
    """Gives the files that a plan uses."""

    @property
    def own(self) -> str:
        """The key of the plan's own file."""
        ...

    def open(self, written: str, by: str) -> Answer:
        """The file that is written so in the file of the key `by`."""
        ...


@define(eq=False, repr=False)
class TextFiles:
    """Files that are given as texts by their paths, with `/` between folders; none of them is anywhere else."""

    texts: Mapping[str, str]
    own: str = ""

    def open(self, written: str, by: str) -> Answer:
        """The text of the path, as seen from the folder of the file that says it."""
        path = posixpath.normpath(posixpath.join(posixpath.dirname(by), written))
        if path.startswith(".."):
            return NotOpened(Reason.OUTSIDE)
        if path not in self.texts:
            return NotOpened(Reason.MISSING, meant_path(written, beside(path, self.texts)))
        source, found = source_from_bytes(self.texts[path].encode("utf-8", "surrogateescape"), path)
        return Opened(path, source, found)


NO_FILES = TextFiles({})
"""For a plan that is a text alone."""


def beside(path: str, paths: Mapping[str, str]) -> list[str]:
    """The names of the files in the folder of a path."""
    folder = posixpath.dirname(path)
    return [posixpath.basename(one) for one in paths if posixpath.dirname(one) == folder]


def meant_path(written: str, names: list[str]) -> str:
    """The path with the name in the same folder that is nearly the one written; empty where none is."""
    folder, name = posixpath.split(written)
    meant = closest(name, names) or (name + SUFFIX if name + SUFFIX in names else None)
    return posixpath.join(folder, meant) if meant else ""
