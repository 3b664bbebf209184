"""compdsl check."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from compdsl.cli.main import main

GOOD = "adoption 60% cap 150%\n"
BAD = "adoption 60% cap\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to be in, with a good plan and a bad one below it."""
    (tmp_path / "plans" / "old").mkdir(parents=True)
    (tmp_path / "good.comp").write_text(GOOD)
    (tmp_path / "plans" / "old" / "bad.comp").write_text(BAD)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_clean_plan_is_said_on_standard_error(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is written to standard output, and the status is 0."""
    assert main(["check", "good.comp"]) == 0
    assert capsys.readouterr() == ("", "1 plan checked, no problems\n")


def test_problems_are_drawn_on_standard_output(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder stands for every plan below it; what is found is counted at the end."""
    assert main(["check", "good.comp", "plans"]) == 1
    expected = """\
plans/old/bad.comp:1:14: error[value-missing]: `cap` needs a value behind it.
1 | adoption 60% cap
  |              ^^^
hint: Write, for example, `cap 150%`.

1 error
"""
    assert capsys.readouterr() == (expected, "")


def test_json_is_the_document_for_programs(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It holds all problems, and an empty list where there are none."""
    assert main(["check", "--format", "json", "plans"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert found["version"] == 1
    assert [(one["name"], one["line"], one["column"]) for one in found["problems"]] == [("value-missing", 1, 14)]
    assert main(["check", "--format", "json", "good.comp"]) == 0
    assert json.loads(capsys.readouterr().out) == {"version": 1, "problems": []}


def test_twenty_are_drawn_and_all_are_counted(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In JSON none is left out."""
    Path("many.comp").write_text("".join(f"c{number} 5% cap\n" for number in range(25)))
    assert main(["check", "many.comp"]) == 1
    out = capsys.readouterr().out
    assert out.count("error[") == 20
    assert out.endswith("\n25 errors; 20 of 25 shown\n")
    assert main(["check", "--format", "json", "many.comp"]) == 1
    assert len(json.loads(capsys.readouterr().out)["problems"]) == 25


def test_a_plan_given_twice_is_checked_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """By its own name and by that of its folder."""
    assert main(["check", "good.comp", "./good.comp", "plans/../good.comp"]) == 0
    assert capsys.readouterr().err == "1 plan checked, no problems\n"


def test_standard_input_is_a_minus(folder: Path) -> None:
    """It is named so in the problems."""
    command = [sys.executable, "-m", "compdsl", "check", "-"]
    ended = subprocess.run(command, input=b"a 5% cap", capture_output=True, check=False, env=environment())
    assert ended.returncode == 1
    assert ended.stdout.startswith(b"<stdin>:1:6: error[value-missing]")


def test_hidden_folders_and_links_are_passed_over(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A ring of links ends nowhere else."""
    (folder / ".git").mkdir()
    (folder / ".git" / "bad.comp").write_text(BAD)
    (folder / "plans" / "up").symlink_to(folder)
    assert main(["check", "."]) == 1
    assert capsys.readouterr().out.count("error[") == 1


def test_a_link_below_a_folder_that_leads_out_of_it_is_not_read(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder that was sent by somebody shows nothing of what stands elsewhere, and changes nothing there."""
    (folder / "secret").write_text("hush 60%  cap 5\n")
    (folder / "sent").mkdir()
    (folder / "sent" / "mine.comp").write_text("adoption 60%\n")
    (folder / "sent" / "same.comp").symlink_to("mine.comp")
    (folder / "sent" / "theirs.comp").symlink_to("../secret")
    for command in ("check", "fmt", "test"):
        assert main([command, "sent"]) == 3
        out, err = capsys.readouterr()
        assert "sent/theirs.comp: error[plan-outside]" in out + err
        assert "hush" not in out + err
    assert (folder / "secret").read_text() == "hush 60%  cap 5\n"


@pytest.mark.parametrize(
    "args, status, words",
    [
        (["check"], 2, "Missing argument 'PLAN...'"),
        (["check", "--format", "xml", "good.comp"], 2, "'xml' is not one of 'text', 'json'"),
        (["check", "--format"], 2, "requires an argument"),
        (["check", ""], 2, "One of the names of plans is empty."),
        (["check", "nope.comp"], 3, "nope.comp: error[no-such-file]: There is no such file."),
        (["check", "empty"], 2, "empty: error[no-plan-in-folder]: There is no plan in this folder"),
        (["check", "pipe.comp"], 3, "error[not-a-file]: This is a pipe, not a file."),
        (["check", "blank.comp"], 1, "error[no-plan]"),
        (["check", "latin.comp"], 1, "error[not-utf8]: The byte 0xE9 at offset 2 (line 1) is not UTF-8."),
        (["check", "wide.comp"], 1, "error[looks-like-utf16]"),
        (["check", "a\nb; --x.comp"], 3, "a\\nb; --x.comp: error[no-such-file]"),
        (["check", "--", "-x.comp"], 3, "-x.comp: error[no-such-file]"),
    ],
)
def test_what_cannot_be_checked_is_named(
    folder: Path, args: list[str], status: int, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the status of its kind, and never with a traceback."""
    (folder / "empty").mkdir()
    (folder / "blank.comp").write_text("\n# nothing yet\n")
    (folder / "latin.comp").write_bytes(b"# \xe9\na 5%\n")
    (folder / "wide.comp").write_bytes("a 5%".encode("utf-16"))
    os.mkfifo(folder / "pipe.comp")
    assert main(args) == status
    out, err = capsys.readouterr()
    assert words in out + err
    assert "Traceback" not in out + err


def test_one_file_that_cannot_be_read_does_not_hide_the_others(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The status is that of the worst."""
    assert main(["check", "nope.comp", "plans"]) == 3
    out = capsys.readouterr().out
    assert "no-such-file" in out
    assert "value-missing" in out
    assert out.endswith("2 errors\n")


def test_the_same_bytes_under_every_seed_and_locale(folder: Path) -> None:
    """Also with letters that the locale does not know."""
    (folder / "é.comp").write_text("adoptión 5% cap\nb 5% floor\n", encoding="utf-8")
    outputs = {
        subprocess.run(
            [sys.executable, "-m", "compdsl", "check", "é.comp", "plans"],
            capture_output=True,
            check=False,
            env=environment(**extra),
        ).stdout
        for extra in (
            {"PYTHONHASHSEED": "0"},
            {"PYTHONHASHSEED": "1", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
            {"PYTHONHASHSEED": "2", "TZ": "Pacific/Apia"},
        )
    }
    assert len(outputs) == 1
    assert "é.comp:1:".encode() in outputs.pop()


def test_a_reader_that_goes_away_is_answered_quietly(folder: Path) -> None:
    """As `| head` does."""
    Path("many.comp").write_text("".join(f"c{number} 5% cap\n" for number in range(3000)))
    command = f"'{sys.executable}' -m compdsl check --format json many.comp | head -n 1"
    ended = subprocess.run(["sh", "-c", command], capture_output=True, check=False, env=environment())
    assert (ended.stdout, ended.stderr) == (b"{\n", b"")


def test_check_imports_nothing_it_does_not_need() -> None:
    """What starting up loads decides how long a check takes."""
    code = (
        "import sys; from compdsl.cli.main import main; status = main(['check', sys.argv[1]]);"
        "print(status, *sorted(name for name in sys.modules if name.startswith('compdsl') or name in sys.argv))"
    )
    plan = Path(__file__).resolve().parents[3] / "plans" / "02_csm" / "csm.comp"
    unwanted = ["json", "difflib", "csv", "importlib.metadata"]
    command = [sys.executable, "-c", code, str(plan), *unwanted]
    ended = subprocess.run(command, capture_output=True, text=True, check=True, env=environment())
    status, *loaded = ended.stdout.split()
    assert status == "0"
    assert not set(unwanted) & set(loaded)
    stages = {name.split(".")[1] for name in loaded if name.count(".") > 1}
    assert not stages & {"paid", "trace", "rendered"}
    assert not {"compdsl.records.from_texts", "compdsl.kernel.lowering", "compdsl.diagnostics.to_text"} & set(loaded)


def environment(**extra: str) -> dict[str, str]:
    """The environment of a process that runs this checkout, and in which no coverage is measured."""
    inherited = {name: value for name, value in os.environ.items() if name != "COVERAGE_PROCESS_CONFIG"}
    return {**inherited, "PYTHONPATH": str(Path(__file__).resolve().parents[3]), **extra}
