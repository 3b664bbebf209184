"""Where a command writes: data to standard output, talk to standard error, and whether in colour."""

import errno
import os
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, TextIO

from compdsl.cli.passwords import without_passwords

if TYPE_CHECKING:
    from compdsl.diagnostics.to_text import Paint

COLOR_CHOICES = ("auto", "always", "never")

_CODES = {
    "error": "1;31",
    "warning": "1;33",
    "note": "1;34",
    "hint": "1;36",
    "place": "1",
    "gutter": "34",
    "title": "1",
    "quiet": "2",
}


class Terminal:
    """The outputs of one run."""

    def __init__(self) -> None:
        self.color = "auto"
        self.traceback = bool(os.environ.get("COMPDSL_TRACEBACK"))

    def data(self, text: str) -> None:
        """Write a result to standard output, as it is; OSError where there is none, as where it is full."""
        if sys.stdout is None:
            raise OSError(errno.EBADF, "standard output is closed")
        sys.stdout.write(text)

    def talk(self, text: str) -> None:
        """Write to the person who started the command, after all data so far."""
        if sys.stderr is not None:
            self.flush()
            said = without_passwords(text)
            sys.stderr.write(said if said.endswith("\n") else said + "\n")
            sys.stderr.flush()

    def flush(self) -> None:
        """Hand over all data so far."""
        if sys.stdout is not None:
            sys.stdout.flush()

    def settle(self) -> None:
        """Hand over all data as the run ends; what cannot be handed over is dropped."""
        try:
            self.flush()
        except OSError:
            _drop_the_rest()

    @property
    def paint_data(self) -> "Paint":
        """The colours for what goes to standard output."""
        return self._paint(sys.stdout)

    @property
    def paint_talk(self) -> "Paint":
        """The colours for what goes to standard error."""
        return self._paint(sys.stderr)

    @property
    def columns(self) -> int | None:
        """How wide what goes to standard output is shown; None where it goes to a file or another program."""
        from shutil import get_terminal_size

        return get_terminal_size().columns if _is_terminal(sys.stdout) else None

    def progress(self, label: str, total: int) -> "Progress":
        """A line that says how far a long step is; seen on a terminal only."""
        return Progress(label, total, sys.stderr if _is_terminal(sys.stderr) else None)

    def watching(self) -> "Watching | None":
        """A line on which steps say how far they are; none where nobody sees it."""
        return Watching(sys.stderr) if _is_terminal(sys.stderr) else None

    def _paint(self, stream: TextIO | None) -> "Paint":
        from compdsl.diagnostics.to_text import no_paint

        return ansi_paint if wants_color(self.color, _is_terminal(stream), os.environ) else no_paint


class Watching:
    """One line that is written again and again."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self.width = 0

    def tell(self, text: str) -> None:
        """What the line says now; nothing is left of it where that is nothing."""
        self.stream.write(f"\r{text:{self.width}}" + ("" if text else "\r"))
        self.stream.flush()
        self.width = len(text)


class Progress:
    """How far a step is, on one line that goes away when the step ends.

    with terminal.progress("Paying", len(payees)) as progress:
        progress.advance()
    """

    def __init__(self, label: str, total: int, stream: TextIO | None) -> None:
        self.label = label
        self.total = total
        self.stream = stream
        self.done = 0
        self._percent = -1

    def advance(self, count: int = 1) -> None:
        """So many more are done."""
        self.done += count
        percent = min(100 * self.done // max(self.total, 1), 100)
        if self.stream is not None and percent != self._percent:
            self.stream.write(f"\r{self.label}: {percent}%")
            self.stream.flush()
            self._percent = percent

    def __enter__(self) -> "Progress":
        return self

    def __exit__(self, *error: object) -> None:
        if self.stream is not None and self._percent >= 0:
            self.stream.write("\r" + " " * (len(self.label) + len(": 100%")) + "\r")
            self.stream.flush()


def wants_color(choice: str, is_terminal: bool, environ: Mapping[str, str]) -> bool:
    """Whether to write in colour: what was asked for, else NO_COLOR, else FORCE_COLOR, else on a terminal."""
    if choice != "auto":
        return choice == "always"
    if environ.get("NO_COLOR"):
        return False
    if environ.get("FORCE_COLOR"):
        return True
    return is_terminal and environ.get("TERM") != "dumb"


def ansi_paint(text: str, role: str) -> str:
    """Text in the colour of its role, for terminals."""
    code = _CODES.get(role)
    return f"\x1b[{code}m{text}\x1b[0m" if code and text else text


def write_utf8() -> None:
    """Write UTF-8 with plain line ends whatever the locale is: the same run gives the same bytes."""
    from io import TextIOWrapper

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def _drop_the_rest() -> None:
    """Lead standard output nowhere, so that the interpreter does not try, and complain, again as it ends."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    except (OSError, ValueError, AttributeError):
        return


def _is_terminal(stream: TextIO | None) -> bool:
    try:
        return stream is not None and stream.isatty()
    except ValueError:
        return False
