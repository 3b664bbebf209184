"""What README and tutorial show of the terminal is what the commands print."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
_HASH = re.compile(r"version [0-9a-f]{12}")
"""The version of a plan changes with what the language means."""

_BLOCK = re.compile(r"```(\w+)[^\n]*\n(.*?)```", re.DOTALL)


def _blocks(page: str) -> list[tuple[str, str]]:
    return [(kind, text) for kind, text in _BLOCK.findall((ROOT / page).read_text(encoding="utf-8"))]


def _run(command: str, folder: Path) -> tuple[str, str]:
    words = shlex.split(command)
    assert words[0] == "compdsl"
    run = subprocess.run(
        [sys.executable, "-m", "compdsl", *words[1:]], cwd=folder, capture_output=True, text=True, check=False
    )
    return run.stdout, run.stderr


def _consoles(page: str) -> list[tuple[str, str]]:
    """Commands and what is shown below each."""
    found = []
    for kind, text in _blocks(page):
        if kind == "console" and text.startswith("$ "):
            command, _, shown = text[2:].partition("\n")
            found.append((command, shown))
    return found


@pytest.mark.parametrize(("command", "shown"), _consoles("README.md"))
def test_the_readme_shows_what_is_printed(command: str, shown: str) -> None:
    """Each console of the README begins the output of its command."""
    printed, _ = _run(command, ROOT)
    assert printed.startswith(shown.rstrip("\n"))


def _followed(page: str, plan: str, files: dict[str, str], folder: Path) -> int:
    """How many consoles show what is printed, when the files of a page are written and its commands typed in order."""
    (folder / "data").mkdir()
    shown_all = 0
    for kind, text in _blocks(page):
        if kind == "comp":
            (folder / plan).write_text(text, encoding="utf-8")
        elif kind == "csv":
            name = next(file for head, file in files.items() if text.startswith(head))
            (folder / name).write_text(text, encoding="utf-8")
        elif kind == "console" and text.startswith("$ "):
            command, _, shown = text.removeprefix("$ ").partition("\n")
            printed, said = _run(command, folder)
            assert _HASH.sub("version", shown.rstrip("\n")) in _HASH.sub("version", printed + said), command
            shown_all += 1
    return shown_all


def test_the_tutorial_can_be_followed(tmp_path: Path) -> None:
    """Writing its files and typing its commands in order gives what it shows."""
    files = {"payee,team,target": "data/payees.csv", "payee,period,metric": "data/measures.csv"}
    assert _followed("docs/tutorial.md", "csm.comp", files, tmp_path) >= 4


def test_what_the_guide_tells_of_earlier_payments_can_be_followed(tmp_path: Path) -> None:
    """Paying, correcting, making up for it, paying twice, explaining."""
    files = {"payee,start,end": "data/payees.csv", "payee,closed_on": "data/deals.csv"}
    assert _followed("docs/guides/paying.md", "sales.comp", files, tmp_path) == 4
