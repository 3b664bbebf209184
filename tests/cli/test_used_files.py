"""The files that a plan uses, on this machine: inside the project, plain files, each read once."""

import json
import os
import socket
import time
from hashlib import sha256
from pathlib import Path

import pytest

from compdsl.cli.checking import check_file
from compdsl.cli.main import main
from compdsl.diagnostics.to_text import draw_problems

posix_only = pytest.mark.skipif(os.name != "posix", reason="needs a POSIX file system")
SECRET = "adoption 60% secret-of-this-machine"
SHARED = """currency USD
period quarter
records deals { payee, closed_on: date, amount: money }
records other { payee, closed_on: date, amount: money }
metric sales = sum(deals.amount)
metric others = sum(other.amount)
table ramp by payee.months { from 0: 50% }
parameter base_rate: percent
"""
PLAN = 'use "shared/deals.comp" with base_rate = 5%\nsales rate base_rate\n'


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a plan, a shared file and data, and a secret beside it; the current folder is the project."""
    (tmp_path / "secret.comp").write_text(SECRET)
    top = tmp_path / "project"
    (top / "plans" / "shared").mkdir(parents=True)
    (top / "compdsl.toml").write_text("")
    (top / "plans" / "csm.comp").write_text(PLAN)
    (top / "plans" / "shared" / "deals.comp").write_text(SHARED)
    (top / "data").mkdir()
    (top / "data" / "payees.csv").write_text("payee\nada\n")
    (top / "data" / "deals.csv").write_text("payee,closed_on,amount\nada,2026-01-05,1000\n")
    monkeypatch.chdir(top)
    return top


def names(text: str) -> list[str]:
    """The problems of a plan of the project, none of which shows what is in the secret."""
    Path("plans/hostile.comp").write_text(text)
    started = time.monotonic()
    found = check_file("plans/hostile.comp").problems
    assert time.monotonic() - started < 1
    assert "secret-of-this-machine" not in draw_problems(found, None)
    return [one.name for one in found]


def test_a_plan_uses_a_file_beside_it(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Wherever the command is started; the used file is shown by its path from there."""
    assert main(["check", "plans"]) == 0
    assert capsys.readouterr().err == "1 plan and 1 file of definitions checked, no problems\n"
    source = check_file("plans/csm.comp").source
    assert [one.path for one in source.files] == ["plans/csm.comp", str(Path("plans", "shared", "deals.comp"))]


def test_a_run_names_every_file_of_the_plan(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In the manifest and in the traces, each with the hash of its bytes; data that nothing needs is not asked for."""
    assert main(["pay", "plans/csm.comp", "data", "-o", "run"]) == 0
    digests = [sha256(Path("plans", name).read_bytes()).hexdigest() for name in ("csm.comp", "shared/deals.comp")]
    plan = json.loads(Path("run/manifest.json").read_text())["plan"]
    assert [plan["sha256"], *(one["sha256"] for one in plan["used_files"])] == digests
    head = json.loads(Path("run/trace.jsonl").read_text().splitlines()[0])["plan"]
    assert [head["sha256"], *(one["sha256"] for one in head["used_files"])] == digests
    assert [one["file"] for one in head["used_files"]] == ["plans/shared/deals.comp"]


def test_a_run_does_not_write_over_a_used_file(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is read by the run, like the plan and the data."""
    before = Path("plans/shared/deals.comp").read_bytes()
    assert main(["pay", "plans/csm.comp", "data", "--quarantine", "plans/shared/deals.comp"]) == 2
    assert Path("plans/shared/deals.comp").read_bytes() == before


def test_a_step_says_where_its_parameter_is_set(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And that it has no value of its own."""
    assert main(["explain", "plans/csm.comp", "data", "ada"]) == 0
    told = capsys.readouterr().out
    assert "as set in plans/csm.comp:1 (no value of its own in plans/shared/deals.comp:8)" in told


def test_definitions_are_not_paid(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file of definitions says so; one whose parameter has no value says that."""
    shared = Path("plans/shared/deals.comp")
    assert main(["pay", str(shared), "data"]) == 1
    assert "error[own-parameter-without-value]" in capsys.readouterr().err
    shared.write_text(SHARED.replace(": percent", " = 5%"))
    assert main(["pay", str(shared), "data"]) == 1
    assert "error[definitions-only]" in capsys.readouterr().err


def test_a_mistake_that_plans_share_is_told_once(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """By whatever way the file was come upon."""
    Path("plans/shared/deals.comp").write_text(SHARED.replace("sum(deals.amount)", "sum(deals.amonut)"))
    Path("plans/lead.comp").write_text(PLAN)
    for folder in ("plans", "plans/", ".", "./plans"):
        assert main(["check", folder]) == 1
        out = capsys.readouterr().out
        assert out.count("error[unknown-column]") == 1, out
        assert out.endswith("\n1 error\n")


def test_standard_input_uses_files_of_the_current_folder(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As if the plan lay there."""
    import io
    import sys

    monkeypatch.chdir("plans")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PLAN.encode())))
    assert main(["check", "-"]) == 0


def test_a_path_that_leads_out_is_not_followed(project: Path) -> None:
    """Up, by way of a folder, or to something that is not there: one answer, whatever is there."""
    for path in ("../../secret.comp", "shared/../../../secret.comp", "../../none.comp"):
        assert names(f'use "{path}"\nadoption 60%') == ["used-file-outside"]
    assert names('use "../plans/shared/../../../project/plans/csm.comp"\nbonus = sales.payout') == []


def test_paths_of_another_form_are_not_looked_for(project: Path, tmp_path: Path) -> None:
    """Absolute, in a home folder, a variable, an address, a drive, another machine's."""
    Path("secret.txt").write_text(SECRET)
    for path in (f"{tmp_path}/secret.comp", "~/secret.comp", "$HOME/secret.comp", "file:secret.comp",
                 "https://plans.example/secret.comp", "\\\\server\\secret.comp", "..\\secret.comp", "C:/secret.comp",
                 "../secret.txt", "//server/secret.comp"):  # fmt: skip
        assert names(f'use "{path}"\nadoption 60%') == ["used-path-form"], path


@posix_only
def test_links_that_lead_out_are_not_followed(project: Path, tmp_path: Path) -> None:
    """A link to a file, to a folder, and one that leads in again, which is followed."""
    Path("plans/link.comp").symlink_to(tmp_path / "secret.comp")
    Path("plans/away").symlink_to(tmp_path)
    Path("plans/inside.comp").symlink_to("shared/deals.comp")
    Path("plans/text.comp").symlink_to(project / "compdsl.toml")
    Path("plans/ring.comp").symlink_to("ring.comp")
    assert names('use "link.comp"\nadoption 60%') == ["used-file-outside"]
    assert names('use "away/secret.comp"\nadoption 60%') == ["used-file-outside"]
    assert names('use "text.comp"\nadoption 60%') == ["used-file-outside"]
    assert names('use "ring.comp"\nadoption 60%') == ["used-file-unreadable"]
    assert names('use "inside.comp" with base_rate = 5%\nuse "shared/deals.comp"\nsales rate base_rate') == []


@posix_only
def test_what_is_no_file_is_not_waited_for(project: Path) -> None:
    """A pipe, a folder, a socket."""
    os.mkfifo("plans/pipe.comp")
    Path("plans/folder.comp").mkdir()
    here = socket.socket(socket.AF_UNIX)
    here.bind("plans/socket.comp")
    for name in ("pipe", "folder", "socket"):
        assert names(f'use "{name}.comp"\nadoption 60%') == ["used-file-unreadable"], name
    here.close()


def test_a_slip_is_answered_with_a_file_of_the_folder(project: Path) -> None:
    """Plan files only."""
    Path("plans/shared/notes.txt").write_text("")
    Path("plans/hostile.comp").write_text('use "shared/deal.comp"\nadoption 60%')
    [found] = check_file("plans/hostile.comp").problems
    assert found.hint == 'Write `use "shared/deals.comp"`.'
    Path("plans/hostile.comp").write_text('use "shared/notes.comp"\nadoption 60%')
    [found] = check_file("plans/hostile.comp").problems
    assert found.hint == "Look for a slip; the path counts from the folder of this file."


def test_without_a_project_it_is_the_folder_of_the_plan(tmp_path: Path) -> None:
    """What lies above it is outside."""
    (tmp_path / "plans").mkdir()
    (tmp_path / "shared.comp").write_text("let one = 1")
    (tmp_path / "plans" / "csm.comp").write_text('use "../shared.comp"\nadoption 60%')
    [found] = check_file(str(tmp_path / "plans" / "csm.comp")).problems
    assert found.name == "used-file-outside"
    (tmp_path / ".git").mkdir()
    assert check_file(str(tmp_path / "plans" / "csm.comp")).problems == []


def test_the_bytes_that_are_read_are_those_that_are_hashed(project: Path) -> None:
    """A file that changes after it was checked does not change what is paid by, nor its hash."""
    checking = check_file("plans/csm.comp")
    before = sha256(Path("plans/shared/deals.comp").read_bytes()).hexdigest()
    Path("plans/shared/deals.comp").write_text("something else")
    assert checking.source.files[1].sha256 == before


def test_fmt_does_not_follow_a_use(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It lays out one file, also where the used one is missing."""
    Path("plans/hostile.comp").write_text('use   "none.comp"  with a=1\nadoption 60%\n')
    assert main(["fmt", "plans/hostile.comp"]) == 0
    assert Path("plans/hostile.comp").read_text() == 'use "none.comp" with a = 1\nadoption 60%\n'
