"""What the command answers to the shell, and the exception that carries such an answer."""

import enum
from collections.abc import Iterable

from compdsl.diagnostics.problem import Problem, Severity


class Status(enum.IntEnum):
    """The exit statuses, the same for every command."""

    CLEAN = 0
    FINDINGS = 1
    """Problems in a plan, failed tests, refused rows, a difference."""
    USAGE = 2
    """A command or a setting that cannot be understood."""
    CANNOT = 3
    """A file, the system or a limit stands in the way."""
    DEFECT = 4
    """A mistake of this program."""
    INTERRUPTED = 130
    PIPE_CLOSED = 141
    """Whoever reads the output went away."""


class Exit(Exception):  # noqa: N818 - it also ends runs in which nothing went wrong
    """Ends the command with a status, after a message to the person who started it."""

    def __init__(self, status: int, message: str = "") -> None:
        super().__init__(message)
        self.status = int(status)
        self.message = message


class Refused(Exception):  # noqa: N818 - what it carries is the error
    """Ends the command with problems, which are drawn as all problems are."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__()
        self.problems = list(problems)


def status_of(problems: Iterable[Problem]) -> Status:
    """The status for these problems: the highest among the errors. Warnings alone leave it clean."""
    return Status(max((found.status for found in problems if found.severity is Severity.ERROR), default=0))
