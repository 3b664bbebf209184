"""Writing the files of a run: all or none."""

import errno
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from compdsl.cli.output import write_file, write_files
from compdsl.cli.statuses import Refused

posix_only = pytest.mark.skipif(os.name != "posix", reason="needs a POSIX file system")


def contents(folder: Path) -> dict[str, bytes]:
    """Everything in a folder, hidden files too."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def refused(folder: Path, files: dict[str, bytes], *inputs: Path) -> tuple[str, int]:
    with pytest.raises(Refused) as caught:
        write_files(folder, files, inputs)
    [found] = caught.value.problems
    return found.name, found.status


def test_files_are_written_whole_or_piece_by_piece(tmp_path: Path) -> None:
    """Into a folder that is made where it is missing; nothing else is left in it."""
    folder = tmp_path / "new" / "out"
    assert write_files(folder, {"a.csv": b"1\n", "b.csv": iter([b"2\n", b"3\n"])}) == []
    assert contents(folder) == {"a.csv": b"1\n", "b.csv": b"2\n3\n"}


def test_old_files_are_replaced_and_others_left_alone(tmp_path: Path) -> None:
    """Without a trace of the old ones."""
    (tmp_path / "a.csv").write_bytes(b"old")
    (tmp_path / "other").write_bytes(b"mine")
    write_files(tmp_path, {"a.csv": b"new"})
    assert contents(tmp_path) == {"a.csv": b"new", "other": b"mine"}


def test_one_file_may_be_written_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where its path names no folder."""
    monkeypatch.chdir(tmp_path)
    write_file("a.csv", b"1")
    write_file(tmp_path / "b.csv", b"2")
    assert contents(tmp_path) == {"a.csv": b"1", "b.csv": b"2"}


def test_the_manifest_comes_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever finds it finds the files it names."""
    order: list[str] = []
    replace = Path.replace

    def noted(path: Path, target: Path) -> Path:
        order.append(target.name)
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", noted)
    write_files(tmp_path, {"manifest.json": b"", "z.csv": b"", "a.csv": b""})
    assert order == ["a.csv", "z.csv", "manifest.json"]


def test_an_error_while_writing_leaves_everything_as_it_was(tmp_path: Path) -> None:
    """Old files, no new ones, no leavings, and the error itself."""
    (tmp_path / "a.csv").write_bytes(b"old")

    def failing() -> Iterator[bytes]:
        yield b"some"
        raise KeyError("x")

    with pytest.raises(KeyError):
        write_files(tmp_path, {"a.csv": b"new", "b.csv": failing()})
    with pytest.raises(KeyError):
        write_files(tmp_path / "none", {"b.csv": failing()})
    assert contents(tmp_path) == {"a.csv": b"old"}
    assert not (tmp_path / "none").exists()


def test_files_beside_the_folder_are_written_with_the_others_or_not_at_all(tmp_path: Path) -> None:
    """In a folder of their own, or in the same one."""
    out = tmp_path / "out"
    left, inside = str(tmp_path / "left" / "left.csv"), str(out / "left.csv")
    write_files(out, {"a.csv": b"1"}, beside={left: b"2", inside: b"3"})
    assert (contents(out), contents(tmp_path / "left")) == ({"a.csv": b"1", "left.csv": b"3"}, {"left.csv": b"2"})
    (out / "b.csv").mkdir()
    with pytest.raises(Refused):
        write_files(out, {"b.csv": b"1"}, beside={left: b"4"})
    with pytest.raises(Refused):
        write_files(out, {"a.csv": b"5"}, beside={str(out / "b.csv"): b"4"})
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(Refused):
        write_files(tmp_path / "new" / "deep", {"a.csv": b"5"}, beside={str(tmp_path / "file" / "x"): b"4"})
    assert (contents(out), contents(tmp_path / "left")) == ({"a.csv": b"1", "left.csv": b"3"}, {"left.csv": b"2"})
    assert not (tmp_path / "new").exists()


def test_a_full_disk_is_a_problem_of_that_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And nothing is changed."""

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert refused(tmp_path, {"a.csv": b"new"}) == ("cannot-write", 3)
    assert contents(tmp_path) == {}


def test_files_already_renamed_are_put_back_where_a_later_one_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder is as it was: old files back, new ones gone."""
    (tmp_path / "a.csv").write_bytes(b"old")
    replace = Path.replace

    def failing(path: Path, target: Path) -> Path:
        if target.name == "c.csv":
            raise PermissionError(errno.EPERM, "Operation not permitted")
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", failing)
    assert refused(tmp_path, {"a.csv": b"1", "b.csv": b"2", "c.csv": b"3"}) == ("cannot-write", 3)
    assert contents(tmp_path) == {"a.csv": b"old"}


@posix_only
def test_a_link_is_replaced_and_not_followed(tmp_path: Path) -> None:
    """What it leads to stays as it is; the caller is told."""
    (tmp_path / "elsewhere").mkdir()
    precious = tmp_path / "elsewhere" / "precious"
    precious.write_bytes(b"mine")
    out = tmp_path / "out"
    out.mkdir()
    (out / "a.csv").symlink_to(precious)
    (out / "b.csv").symlink_to("nowhere")
    assert write_files(out, {"a.csv": b"1", "b.csv": b"2"}) == [out / "a.csv", out / "b.csv"]
    assert contents(out) == {"a.csv": b"1", "b.csv": b"2"}
    assert not (out / "a.csv").is_symlink()
    assert precious.read_bytes() == b"mine"


def test_an_input_is_not_written_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By whatever name it was given; that is a mistake in the call."""
    data = tmp_path / "a.csv"
    data.write_bytes(b"rows")
    monkeypatch.chdir(tmp_path)
    assert refused(tmp_path, {"a.csv": b"new"}, data) == ("output-is-input", 2)
    assert refused(Path(), {"a.csv": b"new"}, data) == ("output-is-input", 2)
    (tmp_path / "hard.csv").hardlink_to(data)
    assert refused(tmp_path, {"hard.csv": b"new"}, data) == ("output-is-input", 2)
    (tmp_path / "soft.csv").symlink_to(data)
    assert refused(tmp_path, {"soft.csv": b"new"}, tmp_path / "soft.csv") == ("output-is-input", 2)
    assert refused(tmp_path, {"a.csv": b"new"}, tmp_path / "soft.csv") == ("output-is-input", 2)
    assert data.read_bytes() == b"rows"


def test_something_else_in_the_place_of_a_file_is_left_there(tmp_path: Path) -> None:
    """A folder, for example; then no file is written."""
    (tmp_path / "b.csv").mkdir()
    assert refused(tmp_path, {"a.csv": b"1", "b.csv": b"2"}) == ("cannot-write", 3)
    assert contents(tmp_path) == {}


def test_a_folder_that_cannot_be_made_is_a_problem(tmp_path: Path) -> None:
    """A file may be in its place."""
    (tmp_path / "out").write_bytes(b"")
    assert refused(tmp_path / "out", {"a.csv": b"1"}) == ("cannot-write", 3)
    assert refused(tmp_path / "out" / "deep", {"a.csv": b"1"}) == ("cannot-write", 3)


@pytest.mark.parametrize("name", ["", ".", "..", "a/b", "../a"])
def test_an_output_stays_in_its_folder(name: str, tmp_path: Path) -> None:
    """Names are given by our own code, so another one is a defect."""
    with pytest.raises(ValueError, match="plain file name"):
        write_files(tmp_path, {name: b""})


WRITER = """
import json, sys
from compdsl.cli.output import write_files
folder, count = sys.argv[1], int(sys.argv[2])
for turn in range(count):
    mark = f"{sys.argv[3]}{turn}".encode()
    write_files(folder, {"a": [mark * 20_000] * 5, "b": mark, "manifest.json": mark})
    print(turn, flush=True)
"""


@posix_only
def test_a_killed_run_leaves_whole_files(tmp_path: Path) -> None:
    """Old ones or new ones, at whatever moment it was killed."""
    for turn in range(10):
        command = [sys.executable, "-c", WRITER, str(tmp_path), "10000", "k"]
        writer = subprocess.Popen(command, stdout=subprocess.PIPE)
        assert writer.stdout is not None
        writer.stdout.readline()
        time.sleep(0.003 * turn)
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        writer.stdout.close()
        mark = (tmp_path / "a").read_bytes()[: len((tmp_path / "a").read_bytes()) // 100_000]
        assert (tmp_path / "a").read_bytes() == mark * 100_000
        assert (tmp_path / "b").read_bytes().startswith(b"k")


@posix_only
def test_two_runs_at_once_leave_the_files_of_one(tmp_path: Path) -> None:
    """Those of the run that ended last, never some of each."""
    for turn in range(5):
        command = [sys.executable, "-c", WRITER, str(tmp_path), "20"]
        writers = [subprocess.Popen([*command, f"{turn}{name}"], stdout=subprocess.DEVNULL) for name in "xy"]
        assert [writer.wait() for writer in writers] == [0, 0]
        found = contents(tmp_path)
        assert set(found) == {"a", "b", "manifest.json"}
        assert found["b"] == found["manifest.json"]
        assert found["a"] == found["b"] * 100_000


def test_the_names_sort_the_same_whatever_order_they_are_given_in(tmp_path: Path) -> None:
    """A manifest may be made from them."""
    write_files(tmp_path, {"b": b"2", "a": b"1", "manifest.json": json.dumps(["a", "b"]).encode()})
    assert sorted(contents(tmp_path)) == ["a", "b", "manifest.json"]
