"""compdsl new."""

import os
import shlex
import subprocess
from pathlib import Path

import pytest

from compdsl.cli.commands.new import FILES, FIRST_PLAN
from compdsl.cli.main import main


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to be in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", ["first-plan", ".", "a folder/of my own"])
def test_the_two_commands_it_prints_work_at_once(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """They can be typed as they stand: the tests pass, and everybody is paid."""
    assert main(["new"] if name == "first-plan" else ["new", name]) == 0
    out, err = capsys.readouterr()
    test, pay = out.splitlines()
    assert err.startswith("made ")
    assert err.endswith("\nNow type:\n")
    assert main(shlex.split(test)[1:]) == 0
    assert capsys.readouterr().err == "2 tests in 1 plan: 2 passed\n"
    assert main(shlex.split(pay)[1:]) == 0
    assert capsys.readouterr().out.endswith("3 payees paid for 2026-Q1: 6 lines, $18,146.35 in all\n")


def test_every_file_is_made_as_it_is_kept(folder: Path) -> None:
    """And the hook can be run."""
    assert main(["new"]) == 0
    for name, kept in FILES.items():
        assert (folder / "first-plan" / name).read_bytes() == (FIRST_PLAN / kept).read_bytes()
    assert {path.relative_to(FIRST_PLAN).as_posix() for path in FIRST_PLAN.rglob("*") if path.is_file()} == set(
        FILES.values()
    )
    assert os.access(folder / "first-plan" / ".githooks" / "pre-commit", os.X_OK)


def test_the_hook_is_a_script_that_a_shell_reads() -> None:
    """It calls nothing but this command."""
    subprocess.run(["sh", "-n", str(FIRST_PLAN / "pre-commit")], check=True)
    lines = [line for line in (FIRST_PLAN / "pre-commit").read_text().splitlines() if line and line[0] != "#"]
    assert all(step.split()[0] == "compdsl" for line in lines for step in line.split("&&"))


def test_nothing_is_written_over(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where one file is there, none is made."""
    (folder / ".editorconfig").write_text("mine\n")
    (folder / "csm.comp").symlink_to("nowhere")
    assert main(["new", "."]) == 2
    expected = """\
.editorconfig: error[file-exists]: There is something of this name already, and it is not written over. \
The same goes for 1 more.
hint: Name another folder, such as `compdsl new my-plan`.

1 error
"""
    assert capsys.readouterr() == ("", expected)
    assert sorted(path.name for path in folder.iterdir()) == [".editorconfig", "csm.comp"]
    assert (folder / ".editorconfig").read_text() == "mine\n"


def test_a_file_in_the_place_of_the_folder_is_a_problem(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Named, and left as it is."""
    (folder / "taken").write_text("mine\n")
    assert main(["new", "taken"]) == 3
    assert "error[cannot-write]" in capsys.readouterr().err
    assert (folder / "taken").read_text() == "mine\n"


@pytest.mark.parametrize("name", ["", " ", "-"])
def test_a_folder_has_a_name(name: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An empty one would be the folder one is in."""
    before = sorted(folder.iterdir())
    assert main(["new", name]) == 2
    assert "needs the name of a folder" in capsys.readouterr().err
    assert sorted(folder.iterdir()) == before
