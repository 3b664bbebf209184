"""The entry of the command line: runs a command and answers with an exit status, whatever happens.

Nothing heavy is imported before `main` runs, so that even an early interruption is answered quietly.
"""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from click import ClickException

    from compdsl.cli.terminal import Terminal
    from compdsl.diagnostics.problem import Problem


_DEEPEST = 20_000
"""How deep calls may go: a plan of two thousand lines, each made of the one before, is worked out within that."""

MADE_BEFORE_COLLECTING = 100_000
"""How many things may be made before rings of garbage are looked for: starting up alone makes thousands, no rings."""


def main(args: Sequence[str] | None = None) -> int:
    """Run the command line, from these arguments or from those of the process; gives the exit status."""
    try:
        from compdsl.cli.terminal import Terminal, write_utf8

        write_utf8()
        terminal = Terminal()
        try:
            return _answered(list(sys.argv[1:] if args is None else args), terminal)
        except Exception as error:  # the promise is that nobody ever sees a traceback
            return _defect(terminal, error)
    except KeyboardInterrupt:
        return 130


def _answered(args: list[str], terminal: "Terminal") -> int:
    """The status of a run, with everything said that there is to say about it."""
    from click import Abort, ClickException

    from compdsl.cli.statuses import Exit, Refused, Status

    try:
        status = _run(args, terminal)
        terminal.flush()
    except BrokenPipeError:
        terminal.settle()
        return Status.PIPE_CLOSED
    except (KeyboardInterrupt, Abort):
        terminal.settle()
        return Status.INTERRUPTED
    except Exit as end:
        return _said(terminal, end.message, end.status)
    except Refused as refused:
        return _refused(terminal, refused.problems)
    except ClickException as error:
        return _said(terminal, _usage(error), Status.USAGE)
    except OSError as error:
        return _said(terminal, _about_the_system(error), Status.CANNOT)
    except MemoryError:
        return _said(terminal, "there is not enough memory for this", Status.CANNOT)
    return status


def _run(args: list[str], terminal: "Terminal") -> int:
    """Call a command; its status is what it returns, or clean where it returns nothing."""
    import gc
    import os

    gc.set_threshold(MADE_BEFORE_COLLECTING)
    sys.setrecursionlimit(_DEEPEST)

    import click

    from compdsl.cli.group import compdsl

    if "_COMPDSL_COMPLETE" in os.environ:
        from click.shell_completion import shell_complete

        return shell_complete(compdsl, {}, "compdsl", "_COMPDSL_COMPLETE", os.environ["_COMPDSL_COMPLETE"])
    try:
        with compdsl.make_context("compdsl", list(args), obj=terminal) as context:
            if not args:
                terminal.talk(context.get_help())
                return 2
            status = compdsl.invoke(context)
    except click.exceptions.Exit as end:
        return end.exit_code
    return status if isinstance(status, int) else 0


def _said(terminal: "Terminal", message: str, status: int) -> int:
    """The status, after a message, if there is one."""
    from compdsl.source.characters import visible

    return _told(terminal, "\n".join(map(visible, f"compdsl: {message}".split("\n"))) if message else "", status)


def _refused(terminal: "Terminal", problems: "list[Problem]") -> int:
    """The status of problems that nothing could be done about, after they have been drawn."""
    from compdsl.cli.statuses import status_of
    from compdsl.diagnostics.to_text import draw_problems

    return _told(terminal, draw_problems(problems, paint=terminal.paint_talk), status_of(problems))


def _told(terminal: "Terminal", text: str, status: int) -> int:
    """The status, after a text has been given as far as anybody listens."""
    from contextlib import suppress

    terminal.settle()
    if text:
        with suppress(OSError):
            terminal.talk(text)
    return status


def _usage(error: "ClickException") -> str:
    """What is wrong with the call, and where to read how it is meant."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "compdsl"
    return f"{error.format_message()}\nTry '{command} --help'."


def _about_the_system(error: OSError) -> str:
    reason = error.strerror or type(error).__name__
    return f"{error.filename}: {reason}" if error.filename is not None else reason


def _defect(terminal: "Terminal", error: Exception) -> int:
    """Say that this program is wrong, and where, without a word of anybody's data."""
    from compdsl.cli.defects import report

    return _said(terminal, report(error, with_traceback=terminal.traceback), 4)
