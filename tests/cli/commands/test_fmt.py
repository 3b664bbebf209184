"""compdsl fmt."""

import io
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from compdsl.cli.commands import fmt
from compdsl.cli.main import main
from compdsl.syntax.to_source import Untrusted

GOOD = "adoption 60% cap 150%\n"
UGLY = "adoption   60% cap 150%  # why\n\n\nretention 20%"
LAID_OUT = "adoption 60%  cap 150%  # why\n\nretention 20%\n"
BAD = "adoption 60% cap\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to be in, with a plan that is laid out and one below it that is not."""
    (tmp_path / "plans" / "old").mkdir(parents=True)
    (tmp_path / "good.comp").write_text(GOOD)
    (tmp_path / "plans" / "old" / "ugly.comp").write_text(UGLY)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def ugly(folder: Path) -> Path:
    return folder / "plans" / "old" / "ugly.comp"


def give(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A text as standard input."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8"))


def test_plans_of_a_folder_are_written_anew(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Those that need it; without a path, those of the folder one is in."""
    assert main(["fmt"]) == 0
    assert capsys.readouterr() == ("", "1 plan written anew, 1 left as they are\n")
    assert ugly(folder).read_text() == LAID_OUT
    assert main(["fmt"]) == 0
    assert capsys.readouterr() == ("", "0 plans written anew, 2 left as they are\n")


def test_check_names_the_plans_that_would_change(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """On standard output, one a line; nothing is written."""
    assert main(["fmt", "--check", "good.comp", "plans"]) == 1
    assert capsys.readouterr() == ("plans/old/ugly.comp\n", "1 plan would be written anew, 1 left as they are\n")
    assert ugly(folder).read_text() == UGLY
    assert main(["fmt", "--check", "good.comp"]) == 0


def test_diff_shows_what_would_change(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As a unified diff; with --check the names go to standard error."""
    lines = (
        "--- plans/old/ugly.comp",
        "+++ plans/old/ugly.comp",
        "@@ -1,4 +1,3 @@",
        "-adoption   60% cap 150%  # why",
        "+adoption 60%  cap 150%  # why",
        " ",
        "-",
        "-retention 20%",
        "\\ No newline at end of file",
        "+retention 20%",
    )
    expected = "".join(f"{line}\n" for line in lines)
    assert main(["fmt", "--diff", "plans", "good.comp"]) == 1
    assert capsys.readouterr() == (expected, "1 plan would be written anew, 1 left as they are\n")
    assert main(["fmt", "--diff", "--check", "plans"]) == 1
    talk = "plans/old/ugly.comp\n1 plan would be written anew, 0 left as they are\n"
    assert capsys.readouterr() == (expected, talk)
    assert ugly(folder).read_text() == UGLY


def test_standard_input_goes_to_standard_output(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """And nothing else does."""
    give(UGLY, monkeypatch)
    assert main(["fmt", "-"]) == 0
    assert capsys.readouterr() == (LAID_OUT, "")
    give(UGLY, monkeypatch)
    assert main(["fmt", "--check", "-"]) == 1
    assert capsys.readouterr() == ("<stdin>\n", "")


def test_the_width_is_the_only_choice(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the longest line, where one can be broken."""
    give(GOOD, monkeypatch)
    assert main(["fmt", "--width", "20", "-"]) == 0
    assert capsys.readouterr().out == "adoption 60%\n  cap 150%\n"
    assert main(["fmt", "--width", "5", "-"]) == 2


def test_a_plan_with_mistakes_is_left_as_it_is(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its problems are drawn, and the other plans are written."""
    (folder / "bad.comp").write_text(BAD)
    assert main(["fmt", "bad.comp", "plans"]) == 1
    assert (folder / "bad.comp").read_text() == BAD
    assert ugly(folder).read_text() == LAID_OUT
    out, talk = capsys.readouterr()
    assert out == ""
    assert talk.startswith("bad.comp:1:14: error[value-missing]")
    assert talk.endswith("1 plan written anew, 1 left as they are\n")


def test_a_file_that_is_not_there_cannot_be_written(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The status says so."""
    assert main(["fmt", "none.comp"]) == 3
    assert "There is no such file." in capsys.readouterr().err


def test_lines_end_as_they_did(folder: Path) -> None:
    """Also as on Windows; a byte-order mark goes."""
    path = folder / "windows.comp"
    path.write_bytes(b"\xef\xbb\xbfadoption   60%\r\nretention 20%\r\n")
    assert main(["fmt", str(path)]) == 0
    assert path.read_bytes() == b"adoption  60%\r\nretention 20%\r\n"
    assert main(["fmt", "--check", str(path)]) == 0


@pytest.mark.skipif(sys.platform == "win32", reason="links and modes are those of POSIX")
def test_links_are_followed_and_modes_are_kept(folder: Path) -> None:
    """Who could not read a plan cannot read it afterwards."""
    ugly(folder).chmod(0o600)
    (folder / "link.comp").symlink_to(ugly(folder))
    assert main(["fmt", "link.comp"]) == 0
    assert (folder / "link.comp").is_symlink()
    assert ugly(folder).read_text() == LAID_OUT
    assert ugly(folder).stat().st_mode & 0o777 == 0o600


def test_what_is_not_trusted_is_not_written(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is our mistake, and the other plans are written."""

    def mistaken(written: Any, *_: Any) -> str:
        if written.source.path == "good.comp":
            raise Untrusted("a comment would be lost or moved")
        return LAID_OUT

    monkeypatch.setattr(fmt, "formatted", mistaken)
    assert main(["fmt", "good.comp", "plans"]) == 4
    expected = """\
compdsl: internal error: good.comp is left as it is: after formatting a comment would be lost or moved
This is a defect of compdsl, not of your plan. Please report the lines above.
1 plan written anew, 1 left as they are
"""
    assert capsys.readouterr() == ("", expected)
    assert (folder / "good.comp").read_text() == GOOD
    assert ugly(folder).read_text() == LAID_OUT


def test_checking_a_plan_does_not_wait_for_the_formatter() -> None:
    """Its modules are imported by this command alone."""
    script = """\
import sys
from compdsl.cli.main import main
main(["check", "-"])
print(sorted(set(sys.modules) & {f"compdsl.syntax.{name}" for name in ("to_source", "phrases", "layout", "written")}))
"""
    run = subprocess.run([sys.executable, "-c", script], input=b"a $5", capture_output=True, check=True)
    assert run.stdout.decode().splitlines()[-1] == "[]"
