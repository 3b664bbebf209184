"""The plans that customer-success leaders describe: each has a page, and the commands of the page print what is kept.

The page of a plan says how it is paid and explained, in a `console` block of two commands. They are run as they stand,
in the folder of the plan: `statement.txt` is the statement of the payee who is explained, `trace.txt` the explanation.

Where `COMPDSL_RECORD=1` is set the texts are written instead of compared. Read every changed line aloud before it is
kept.
"""

import os
import re
import shlex
from pathlib import Path

import pytest

from compdsl.cli.main import main
from tests.plans.folders import PLANS, kept_beside, name_of

DESCRIBED = [plan for plan in PLANS if re.match(r"(?!01|02)[0-9]{2}_", plan.parent.name)]
HEADINGS = ["The rule", "What it is good at", "Where it can be gamed", "With a small book", "Pay it, explain it"]
IS_RECORDING = os.environ.get("COMPDSL_RECORD") == "1"

every_described = pytest.mark.parametrize("plan", DESCRIBED, ids=name_of)
every_folder = pytest.mark.parametrize("folder", sorted({plan.parent for plan in DESCRIBED}), ids=lambda one: one.name)


def commands_of(plan: Path) -> dict[str, list[str]]:
    """The commands of its page about a plan, by verb."""
    page = (plan.parent / "README.md").read_text(encoding="utf-8")
    lines = re.findall(r"^\$ compdsl (.+)$", page, re.MULTILINE)
    return {words[0]: words for words in map(shlex.split, lines) if words[1] == plan.name}


def kept(plan: Path, name: str, now: str) -> str:
    """What is kept of a plan under a name; where it is recorded, what is told of it now."""
    file = kept_beside(plan, name)
    if IS_RECORDING:
        file.write_text(now, encoding="utf-8")
    return file.read_text(encoding="utf-8")


@every_described
def test_the_commands_of_the_page_print_what_is_kept(
    plan: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The statement of one payee, and the explanation of every line of it; of variants, those the page shows."""
    monkeypatch.chdir(plan.parent)
    if not (commands := commands_of(plan)):
        return
    payee = commands["explain"][3]
    assert main(commands["pay"]) == 0
    (statement,) = (one for one in capsys.readouterr().out.split("\n\n") if one.startswith(f"{payee} "))
    assert main(commands["explain"]) == 0
    trace = capsys.readouterr().out
    assert kept(plan, "statement.txt", statement.strip() + "\n") == statement.strip() + "\n"
    assert kept(plan, "trace.txt", trace) == trace


@every_folder
def test_the_page_says_what_a_leader_asks(folder: Path) -> None:
    """The rule first, then what it buys, how it is gamed, what a small book does to it, and how it is paid."""
    page = (folder / "README.md").read_text(encoding="utf-8")
    assert re.findall(r"^## (.+)$", page, re.MULTILINE) == HEADINGS
    assert any(list(commands_of(plan)) == ["pay", "explain"] for plan in folder.glob("*.comp"))


@every_described
def test_the_figures_are_of_several_people_and_periods(plan: Path) -> None:
    """Three payees at least, and two periods."""
    rows = [line.split(",") for line in kept_beside(plan, "expected.csv").read_text().splitlines()[1:]]
    assert len({row[0] for row in rows}) >= 3
    assert len({row[1] for row in rows}) >= 2
