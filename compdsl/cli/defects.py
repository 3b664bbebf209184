"""The report of a defect of this program: enough to find it, nothing of the plan or the data it ran on."""

import platform
import sys
import traceback

import compdsl


def report(error: BaseException, *, with_traceback: bool = False) -> str:
    """The kind of the error, the version, the line of our code; the whole traceback only where asked for."""
    words = [
        f"internal error: {type(error).__name__} at {_place(error)}",
        f"This is a defect of compdsl {compdsl.__version__}, not of your plan or data "
        f"(Python {platform.python_version()}, {sys.platform}).",
        "Please report the lines above: they contain nothing of yours.",
    ]
    if with_traceback:
        words += ["", "".join(traceback.format_exception(error)).rstrip("\n")]
    else:
        words += ["With --traceback it says more, which may show your data."]
    return "\n".join(words)


def _place(error: BaseException) -> str:
    """The innermost line of our own code, by a path that is the same on every machine."""
    folder = compdsl.__path__[0]
    place = "an unknown place"
    for frame, line in traceback.walk_tb(error.__traceback__):
        file = frame.f_code.co_filename
        if file.startswith(folder):
            place = f"compdsl{file.removeprefix(folder)}:{line}".replace("\\", "/")
    return place
