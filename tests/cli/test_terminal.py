"""Streams and colours."""

import io

import pytest

from compdsl.cli.main import main
from compdsl.cli.terminal import Progress, Terminal, Watching, ansi_paint, wants_color


@pytest.mark.parametrize(
    "choice, is_terminal, environ, expected",
    [
        ("auto", True, {}, True),
        ("auto", False, {}, False),
        ("auto", True, {"TERM": "dumb"}, False),
        ("auto", True, {"NO_COLOR": "1"}, False),
        ("auto", True, {"NO_COLOR": ""}, True),
        ("auto", False, {"FORCE_COLOR": "1"}, True),
        ("auto", True, {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        ("always", False, {"NO_COLOR": "1"}, True),
        ("never", True, {"FORCE_COLOR": "1"}, False),
    ],
)
def test_the_option_beats_no_color_which_beats_force_color(
    choice: str, is_terminal: bool, environ: dict[str, str], expected: bool
) -> None:
    """And without any of them a terminal gets colours."""
    assert expected == wants_color(choice, is_terminal, environ)


@pytest.mark.parametrize("args", [["--color", "always", "rule", "x"], ["rule", "x", "--color", "always"]])
def test_the_option_may_stand_before_and_after_the_command(args: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """It means the same in both places."""
    seen = []
    monkeypatch.setattr("compdsl.cli.commands.rule.pages", lambda: {"abc": "A page."})
    monkeypatch.setattr("compdsl.cli.terminal.Terminal.talk", lambda terminal, _: seen.append(terminal.color))
    assert main(args) == 2
    assert seen == ["always"]


def test_paint_wraps_text_in_codes() -> None:
    """A role without a colour, and a text without letters, stay as they are."""
    assert ansi_paint("x", "error") == "\x1b[1;31mx\x1b[0m"
    assert ansi_paint("x", "other") == "x"
    assert ansi_paint("", "error") == ""


def test_data_and_talk_go_to_different_streams(capsys: pytest.CaptureFixture[str]) -> None:
    """Data as it is, talk with a line end."""
    terminal = Terminal()
    terminal.data("1,2")
    terminal.talk("done")
    assert capsys.readouterr() == ("1,2", "done\n")


def test_streams_that_are_closed_do_no_harm(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process may be started without any; only data that would be lost is told."""
    monkeypatch.setattr("sys.stdout", None)
    monkeypatch.setattr("sys.stderr", None)
    terminal = Terminal()
    with pytest.raises(OSError, match="standard output is closed"):
        terminal.data("x")
    terminal.talk("x")
    terminal.settle()
    assert terminal.paint_data("x", "error") == "x"


def test_progress_is_one_line_that_goes_away() -> None:
    """Written only when the percentage changes."""
    stream = io.StringIO()
    with Progress("Paying", 1000, stream) as progress:
        for _ in range(15):
            progress.advance()
        progress.advance(985)
    assert stream.getvalue() == "\rPaying: 0%\rPaying: 1%\rPaying: 100%\r            \r"


def test_a_line_is_written_again_and_goes_away() -> None:
    stream = io.StringIO()
    line = Watching(stream)
    for text in ("Reading: 5%", "Paying", ""):
        line.tell(text)
    assert stream.getvalue() == "\rReading: 5%\rPaying     \r      \r"


def test_progress_is_silent_where_nobody_looks(capsys: pytest.CaptureFixture[str]) -> None:
    """Standard error of a test is no terminal."""
    with Terminal().progress("Paying", 2) as progress:
        progress.advance(2)
    assert capsys.readouterr() == ("", "")


def test_the_width_of_a_terminal_is_asked_where_there_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a pipe or a file lines are as long as they are, whatever the environment says."""
    monkeypatch.setenv("COLUMNS", "72")
    assert Terminal().columns is None
    monkeypatch.setattr("compdsl.cli.terminal._is_terminal", lambda _: True)
    assert Terminal().columns == 72
