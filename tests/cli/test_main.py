"""The entry of the command line: statuses, streams, and no traceback."""

import errno
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO

import click
import pytest

from compdsl import __version__
from compdsl.cli.commands import rule
from compdsl.cli.main import main
from compdsl.cli.statuses import Exit, Refused, Status
from compdsl.diagnostics.problem import Problem

ROOT = Path(__file__).resolve().parents[2]


def run(
    *args: str, stdout: int | IO[bytes] = subprocess.PIPE, environ: Mapping[str, str] | None = None
) -> tuple[int, bytes]:
    """The command, as a process of its own: its status and what it said."""
    command = [sys.executable, "-m", "compdsl", *args]
    env = {**os.environ, **(environ or {})}
    ended = subprocess.run(command, cwd=ROOT, env=env, stdout=stdout, stderr=subprocess.PIPE, check=False)
    return ended.returncode, ended.stderr


@pytest.fixture
def acting(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], object]], None]:
    """Puts a deed of the test in the place of a command."""

    def put(deed: Callable[[], object]) -> None:
        monkeypatch.setattr(rule, "command", click.Command("rule", callback=deed))

    return put


def raising(error: BaseException) -> Callable[[], object]:
    def deed() -> object:
        raise error

    return deed


def test_it_says_its_version(capsys: pytest.CaptureFixture[str]) -> None:
    """On standard output, and nothing else."""
    assert main(["--version"]) == 0
    assert capsys.readouterr() == (f"compdsl {__version__}\n", "")


def test_a_mistake_in_telling_a_problem_is_a_defect_too(
    acting: Callable[[Callable[[], object]], None],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """There is no way past the report."""

    def broken(*_: object, **__: object) -> str:
        raise KeyError("Jane")

    monkeypatch.setattr("compdsl.diagnostics.to_text.draw_problems", broken)
    acting(raising(Refused(Problem("Not so."))))
    assert main(["rule"]) == 4
    assert "internal error: KeyError" in capsys.readouterr().err


def test_without_a_command_it_shows_its_help_as_talk(capsys: pytest.CaptureFixture[str]) -> None:
    """With the status of a call that cannot be understood."""
    assert main([]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "Usage: compdsl [OPTIONS] COMMAND" in err


@pytest.mark.parametrize(
    "args, words",
    [
        (["rul"], "There is no command 'rul'. Did you mean 'rule'?\nTry 'compdsl --help'."),
        (["zzzz"], "There is no command 'zzzz'.\nTry 'compdsl --help'."),
        (["--nope"], "No such option"),
        (["rule", "--nope"], "Try 'compdsl rule --help'."),
        (["rule", "a", "b"], "unexpected extra argument"),
        (["--color"], "'--color'"),
        (["--color", "pink", "rule"], "'pink' is not one of 'auto', 'always', 'never'"),
        (["rule", "--color", "pink"], "'pink' is not one of"),
    ],
)
def test_a_call_that_cannot_be_understood_has_status_2(
    args: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The message says what is wrong and where to read on."""
    assert main(args) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("compdsl: ")
    assert words in err


@pytest.mark.parametrize(
    "error, status, words",
    [
        (Exit(Status.CANNOT, "no room"), 3, "compdsl: no room\n"),
        (Exit(Status.FINDINGS), 1, ""),
        (Refused(Problem("Not so.", name="so", status=3)), 3, "error[so]: Not so.\n\n1 error\n"),
        (KeyboardInterrupt(), 130, ""),
        (MemoryError(), 3, "compdsl: there is not enough memory for this\n"),
        (OSError(errno.ENOSPC, "No space left on device"), 3, "compdsl: No space left on device\n"),
        (PermissionError(errno.EACCES, "Permission denied", "a\nb"), 3, "compdsl: a\nb: Permission denied\n"),
        (BrokenPipeError(), 141, ""),
        (click.FileError("x", "gone"), 2, "compdsl: Could not open file 'x': gone\nTry 'compdsl --help'.\n"),
    ],
)
def test_each_end_has_its_status(
    error: BaseException,
    status: int,
    words: str,
    acting: Callable[[Callable[[], object]], None],
    capsys: pytest.CaptureFixture[str],
) -> None:
    """And a message without a traceback, or none where there is nothing to say."""
    acting(raising(error))
    assert main(["rule"]) == status
    assert capsys.readouterr() == ("", words)


@pytest.mark.parametrize("result, status", [(None, 0), (Status.FINDINGS, 1), (0, 0)])
def test_what_a_command_returns_is_its_status(
    result: object, status: int, acting: Callable[[Callable[[], object]], None]
) -> None:
    """Nothing means that all is well."""
    acting(lambda: result)
    assert main(["rule"]) == status


@pytest.mark.parametrize("error", [KeyError("Jane, 80,000"), RecursionError("Jane"), AssertionError("Jane")])
def test_a_defect_is_reported_without_anybodys_data(
    error: Exception, acting: Callable[[Callable[[], object]], None], capsys: pytest.CaptureFixture[str]
) -> None:
    """The kind of the error, the version and a place in the code; status 4."""
    acting(raising(error))
    assert main(["rule"]) == 4
    out, err = capsys.readouterr()
    assert out == ""
    assert f"compdsl: internal error: {type(error).__name__} at compdsl/cli/main.py:" in err
    assert __version__ in err
    assert "Jane" not in err
    assert "Traceback" not in err


def test_developers_may_ask_for_the_traceback(
    acting: Callable[[Callable[[], object]], None],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """By an option, wherever it stands, or by the environment."""
    acting(raising(KeyError("here")))
    for args in (["--traceback", "rule"], ["rule", "--traceback"]):
        assert main(args) == 4
        assert "Traceback (most recent call last)" in capsys.readouterr().err
    monkeypatch.setenv("COMPDSL_TRACEBACK", "1")
    assert main(["rule"]) == 4
    assert "KeyError: 'here'" in capsys.readouterr().err


def test_the_same_bytes_come_out_under_every_locale() -> None:
    """UTF-8 with plain line ends, also where the system says ASCII."""
    asked = ("rule", "unbekannt-é-給")
    ascii_only = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    usual = run(*asked, environ={"LC_ALL": "C.UTF-8"})
    assert "unbekannt-é-給".encode() in usual[1]
    assert usual == run(*asked, environ=ascii_only)
    assert usual == run(*asked, environ={**ascii_only, "PYTHONIOENCODING": "latin-1"})


def test_an_argument_is_shown_escaped() -> None:
    """A name may hold line ends and colours; the terminal does not obey it."""
    assert b"\\x1b[31m\\u202e" in run("rule", "\x1b[31m\u202e")[1]


def test_a_reader_that_goes_away_ends_the_run_quietly() -> None:
    """With the status that shells give for it."""
    reader, writer = os.pipe()
    os.close(reader)
    try:
        assert run("rule", stdout=writer) == (141, b"")
    finally:
        os.close(writer)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no full device")
def test_a_full_disk_is_said_once() -> None:
    """Nothing is said twice as the interpreter ends."""
    with Path("/dev/full").open("wb") as full:
        assert run("rule", stdout=full) == (3, b"compdsl: No space left on device\n")


@pytest.mark.skipif(os.name != "posix", reason="needs signals")
def test_an_interruption_is_answered_quietly() -> None:
    """While it waits for a plan, for example. A process started in the background would not hear of it by itself."""
    code = (
        "import os, signal, sys, click\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from compdsl.cli.commands import rule\n"
        "from compdsl.cli.main import main\n"
        "def deed():\n"
        "    print('on')\n"
        "    os.kill(os.getpid(), signal.SIGINT)\n"
        "rule.command = click.Command('rule', callback=deed)\n"
        "sys.exit(main(['rule']))\n"
    )
    ended = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (130, b"on\n", b"")
