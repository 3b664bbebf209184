"""Where a run may write."""

import json
from pathlib import Path

import pytest

from compdsl.cli.places import earlier_run, refuse_places
from compdsl.cli.statuses import Exit, Refused


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to be in, with a plan and data."""
    (tmp_path / "data").mkdir()
    (tmp_path / "s.comp").write_text("sales 60%")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def manifest(**changed: object) -> str:
    whole = {
        "version": 1, "compdsl": "0", "plan": {"name": "csm"}, "periods": ["2026-Q1", "2026-Q2"],
        "outputs": [{"file": "lines.csv"}, {"file": "trace.jsonl"}],
    }  # fmt: skip
    return json.dumps({**whole, **changed})


@pytest.mark.parametrize(
    "out, quarantine",
    [
        (None, None),
        ("run", None),
        ("run", "left.csv"),
        ("run", "run/left.csv"),
        ("run", "other/lines.csv"),
        ("data-2", "data.csv"),
        ("../run", None),
        ("-x", "--"),
    ],
)
def test_other_places_are_fine(out: str | None, quarantine: str | None) -> None:
    """Beside the plan and the data, under any name."""
    refuse_places("s.comp", "data", out, quarantine)


@pytest.mark.parametrize(
    "out, quarantine",
    [("data/../data/run", None), ("link", None), ("link/a/b", None), ("plan", None), (None, "plan"), (None, "link/x")],
)
def test_another_name_of_an_input_is_known(out: str | None, quarantine: str | None, folder: Path) -> None:
    """A path that goes round, a link."""
    (folder / "link").symlink_to("data")
    (folder / "plan").symlink_to("s.comp")
    with pytest.raises(Exit) as caught:
        refuse_places("s.comp", "data", out, quarantine)
    assert caught.value.status == 2


def test_a_plan_from_standard_input_is_in_nobodys_way(folder: Path) -> None:
    """Though a file may be called `-`."""
    (folder / "-").write_text("")
    refuse_places("-", "data", "./-", None)


def test_an_earlier_run_is_told_by_its_manifest(folder: Path) -> None:
    """Its plan, and its periods; a run that did not end has none."""
    (folder / "run").mkdir()
    assert earlier_run("run") is None
    assert earlier_run("none") is None
    assert earlier_run("s.comp") is None
    (folder / "run" / "manifest.json").write_text(manifest())
    (folder / "run" / "mine").write_text("")
    assert earlier_run("run") == "the run of csm for 2026-Q1, 2026-Q2"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "7",
        manifest(compdsl=""),
        manifest(outputs=[]),
        manifest(outputs=None),
        manifest(plan="csm"),
        manifest(periods=7),
    ],
)
def test_a_manifest_of_something_else_is_no_run(text: str, folder: Path) -> None:
    """Other programs have files of that name too."""
    (folder / "run").mkdir()
    (folder / "run" / "manifest.json").write_text(text)
    with pytest.raises(Refused) as caught:
        earlier_run("run")
    assert [found.name for found in caught.value.problems] == ["folder-taken"]
