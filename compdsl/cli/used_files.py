"""The files that a plan uses, on this machine: plain files of the language inside the project, each opened once."""

import os
from functools import cached_property

from attrs import define, field

from compdsl.cli.files import STDIN, read_input, shown_path
from compdsl.source.files import SUFFIX, Answer, NotOpened, Opened, Reason, meant_path
from compdsl.source.from_bytes import MOST_BYTES, source_from_bytes

TOPS = ("compdsl.toml", "pyproject.toml", ".git")
"""What marks the top of a project."""

MOST_NAMES = 2_000
"""Among how many names of a folder the one that was meant is looked for."""


@define(slots=False, eq=False, repr=False)
class FilesOnDisk:
    """The files beside a plan file, or beside the current folder for standard input.

    A file is known by where it really lies, every link followed; a path counts from the folder of the file that says
    it. `shown` are the names that the files are shown under, by their keys.
    """

    path: str
    shown: dict[str, str] = field(factory=dict)

    @cached_property
    def own(self) -> str:
        """Where the plan really lies."""
        place = os.path.realpath("<stdin>" if self.path == STDIN else self.path)
        self.shown[place] = "" if self.path == STDIN else self.path
        return place

    @cached_property
    def top(self) -> str:
        """The folder that files are read from and below: the project's, or that of the plan."""
        own = folder = os.path.dirname(self.own)  # noqa: PTH120 - see files.py
        while True:
            if any(os.path.lexists(os.path.join(folder, name)) for name in TOPS):  # noqa: PTH118 - see files.py
                return folder
            above = os.path.dirname(folder)  # noqa: PTH120 - see files.py
            if above == folder:
                return own
            folder = above

    def open(self, written: str, by: str) -> Answer:
        """The file of a path, as seen from the folder of the file that says it."""
        if "\0" in written:
            return NotOpened(Reason.MISSING)
        asked = os.path.join(os.path.dirname(by), written)  # noqa: PTH118, PTH120 - see files.py
        place = os.path.realpath(asked)
        if not place.startswith(os.path.join(self.top, "")) or not place.endswith(SUFFIX):  # noqa: PTH118 - see files.py
            return NotOpened(Reason.OUTSIDE)
        if not os.path.lexists(place):
            return NotOpened(Reason.MISSING, meant_path(written, _names_beside(place)))
        data, found = read_input(place, MOST_BYTES + 1)
        if found:
            return _not_read(found[0].name, found[0].message)
        path = self.shown.setdefault(place, _beside(self.shown[by], written))
        return Opened(place, *source_from_bytes(data, shown_path(path)))


def _beside(path: str, written: str) -> str:
    """A path from the folder of another, as it is shown."""
    folder = os.path.dirname(path)  # noqa: PTH120 - see files.py
    shown = os.path.normpath(os.path.join(folder, written))  # noqa: PTH118 - see files.py
    is_here = folder == "." or folder.startswith(os.path.join(".", ""))  # noqa: PTH118 - see files.py
    return os.path.join(".", shown) if is_here else shown  # noqa: PTH118 - see files.py


def _names_beside(place: str) -> list[str]:
    """The names of plan files in the folder of a place."""
    try:
        with os.scandir(os.path.dirname(place)) as entries:  # noqa: PTH120 - see files.py
            names = [one.name for _, one in zip(range(MOST_NAMES), entries, strict=False)]
    except OSError:
        return []
    return sorted(name for name in names if name.endswith(SUFFIX))


def _not_read(name: str, message: str) -> NotOpened:
    words = message.removesuffix(".")
    if name == "not-a-file":
        return NotOpened(Reason.NOT_A_FILE, words.removeprefix("This is ").partition(",")[0])
    return NotOpened(Reason.UNREADABLE, words[:1].lower() + words[1:])
