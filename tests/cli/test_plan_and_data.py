"""The slips that are made with PLAN and DATA are answered with the call that was meant."""

import shutil
from pathlib import Path

import pytest

from compdsl.cli.main import main

PLAN = "plan s {\n  currency USD\n  period quarter\n  records deals { payee, closed_on: date, amount: money }\n" \
    "  sold rate 10% on sum(deals.amount)\n}\n"  # fmt: skip
RECORDS = "DATA is the folder of the records."
FIRST = "The plan comes first, and then the folder of its data."


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to be in, with a folder that holds a plan and its data."""
    data = tmp_path / "kit" / "data"
    data.mkdir(parents=True)
    (tmp_path / "kit" / "s.comp").write_text(PLAN)
    (data / "payees.csv").write_text("payee\nada\n")
    (data / "deals.csv").write_text("payee,closed_on,amount\nada,2026-01-10,1000\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    "call, why, meant",
    [
        ("pay kit/data kit/s.comp", FIRST, "pay kit/s.comp kit/data"),
        ("pay kit/data kit/s.comp --period 2026-Q1 -o run", FIRST, "pay kit/s.comp kit/data --period 2026-Q1 -o run"),
        ("explain kit/data kit/s.comp ada", FIRST, "explain kit/s.comp kit/data ada"),
        ("explain kit/data kit/s.comp", FIRST, "explain kit/s.comp kit/data PAYEE"),
        ("pay kit", RECORDS, "pay kit kit/data"),
        ("pay kit --format csv", RECORDS, "pay kit kit/data --format csv"),
        ("pay kit kit", RECORDS, "pay kit kit/data"),
        ("explain kit ada", RECORDS, "explain kit kit/data ada"),
        ("pay kit/s.comp", "Missing argument 'DATA'. DATA is the folder of the records.", "pay kit/s.comp kit/data"),
        ("pay kit/s.comp kit/data/deals.csv", "kit/data/deals.csv is a file, and DATA is", "pay kit/s.comp kit/data"),
    ],
)
def test_the_call_that_was_meant_is_said(call: str, why: str, meant: str, capsys: pytest.CaptureFixture[str]) -> None:
    """With the options that were given; and it works where it is whole."""
    assert main(call.split()) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("compdsl: ")
    assert why in err
    assert f"\nWrite: compdsl {meant}\n" in err
    if "PAYEE" not in meant:
        assert main(meant.split()) == 0


@pytest.mark.parametrize(
    "call, status, words",
    [
        ("pay", 2, "Missing argument 'PLAN'.\nTry"),
        ("pay nope", 2, "Missing argument 'DATA'.\nTry"),
        ("pay kit/data", 2, "Missing argument 'DATA'.\nTry"),
        ("pay kit/data kit/data", 2, "There is no plan in this folder"),
        ("pay kit/s.comp nope", 3, "error[missing-folder]: there is no such folder"),
        ("pay kit/s.comp kit/s.comp", 3, "error[missing-folder]: it is a file, and not the folder of the data"),
        ("pay kit/data/deals.csv", 2, "Missing argument 'DATA'.\nTry"),
        ("pay two two/data", 1, "error[two-plans-of-one-name]"),
    ],
)
def test_where_nothing_can_be_told_nothing_is_suggested(
    call: str, status: int, words: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two plans in a folder, a folder without data, a name of nothing."""
    shutil.copytree("kit", "two")
    (folder / "two" / "t.comp").write_text(PLAN)
    assert main(call.split()) == status
    err = capsys.readouterr().err
    assert words in err
    assert "Write:" not in err


def test_names_are_quoted_for_the_shell(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is said can be typed."""
    (folder / "kit").rename(folder / "my kit; rm x")
    assert main(["pay", "my kit; rm x"]) == 2
    assert "Write: compdsl pay 'my kit; rm x' 'my kit; rm x/data'\n" in capsys.readouterr().err


@pytest.mark.parametrize(
    "args, words",
    [
        (["pay", "", "kit/data"], "PLAN is empty."),
        (["pay", "kit/s.comp", ""], "DATA is empty."),
        (["explain", "kit/s.comp", "kit/data", " "], "PAYEE is empty."),
        (["pay", "kit/s.comp", "kit/data", "--period", "2026-Q1", "--period", "2026-Q2"], "--period is there 2 times."),
        (["pay", "kit/s.comp", "kit/data", "-o", "a", "--out=b", "-oc"], "-o is there 3 times. Write it once."),
        (["pay", "kit/s.comp", "kit/data", "-o"], "Option '-o' requires an argument.\nTry 'compdsl pay --help'."),
    ],
)
def test_what_has_no_name_or_two_is_refused(args: list[str], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    """An empty name would be the folder one is in, and of two periods one would be passed over."""
    assert main(args) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert words in err


def test_standard_input_is_no_folder(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Though a folder may be called `-`."""
    shutil.copytree("kit", "-")
    assert main(["pay", "-"]) == 2
    assert "Write:" not in capsys.readouterr().err
