"""A folder is read from regular files only, each opened once."""

import errno
import hashlib
import json
import os
import socket
import time
from pathlib import Path

import pytest

from compdsl.diagnostics.problem import Problem
from compdsl.records import from_folder
from compdsl.records.from_folder import read_bytes, read_folder
from compdsl.records.schema import BlockSchema, Schema
from compdsl.values.types import TEXT, money

SCHEMA = Schema(blocks=(BlockSchema("deals", {"payee": TEXT, "amount": money("USD")}, "payee", None),))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "payees.csv").write_bytes(b"payee\nE1\n")
    (tmp_path / "deals.csv").write_bytes(b"payee,amount\nE1,10.50\n")
    return tmp_path


def refused(path: Path, limit: int = 1_000) -> Problem:
    before = time.perf_counter()
    found = read_bytes(path, limit)
    assert time.perf_counter() - before < 1
    assert isinstance(found, Problem)
    assert found.status == 3
    return found


def test_a_folder_is_read(folder: Path) -> None:
    """Rows know the name of their file; problems are shown with the path."""
    reading = read_folder(folder, SCHEMA)
    assert reading.data is not None
    assert [row.file for row in reading.data.blocks["deals"]] == ["deals.csv"]
    (folder / "deals.csv").write_bytes(b"payee,amount\nE1,x\n")
    found = read_folder(folder, SCHEMA).problems[0]
    assert found.cell is not None
    assert (str(folder / "deals.csv"), 2, 1, "amount") == (
        found.cell.file, found.cell.line, found.cell.row, found.cell.column,
    )  # fmt: skip


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    """A missing folder, a file in its place, a name no folder can have."""
    (tmp_path / "file").write_bytes(b"")
    for path in (tmp_path / "none", tmp_path / "file", Path("a\0b")):
        reading = read_folder(path, SCHEMA)
        assert (
            reading.data, [found.name for found in reading.problems], reading.errors,
        ) == (None, ["missing-folder"], 1)  # fmt: skip


def test_a_folder_that_cannot_be_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine's reason is said."""

    def refuse(_: Path) -> None:
        raise PermissionError(errno.EACCES, "no")

    monkeypatch.setattr(Path, "iterdir", refuse)
    (found,) = read_folder(tmp_path, SCHEMA).problems
    assert (found.name, found.message) == ("unreadable-file", "it cannot be read: Permission denied")


def test_a_pipe_a_folder_a_device_and_a_socket_are_no_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """None of them holds the run up."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "sub").mkdir()
    with socket.socket(socket.AF_UNIX) as server:
        monkeypatch.chdir(tmp_path)
        server.bind("socket")
        for path in (tmp_path / "pipe", tmp_path / "sub", Path("/dev/zero"), tmp_path / "socket"):
            assert refused(path).name == "not-a-regular-file"


def test_a_link_in_the_place_of_a_file_is_not_followed(tmp_path: Path) -> None:
    """One that was put there a moment ago could lead anywhere."""
    (tmp_path / "file").write_bytes(b"x")
    (tmp_path / "link").symlink_to(tmp_path / "file")
    (tmp_path / "ring").symlink_to(tmp_path / "ring")
    for name in ("link", "ring", "none"):
        assert refused(tmp_path / name).name == "unreadable-file"


@pytest.mark.parametrize("target", ["secret.txt", "../secret.txt", "/etc/passwd", "../elsewhere/deals.csv", "in/out"])
def test_a_link_that_leads_outside_the_folder_is_not_read(target: str, tmp_path: Path) -> None:
    """Whatever it leads to: not a letter of it is shown, and whether it is there is not told either."""
    (tmp_path / "data" / "in").mkdir(parents=True)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "deals.csv").write_bytes(b"payee,amount\nE1,10.50\n")
    (tmp_path / "secret.txt").write_bytes(b"hush hush\n")
    (tmp_path / "data" / "in" / "out").symlink_to("../../secret.txt")
    folder = tmp_path / "data"
    (folder / "payees.csv").write_bytes(b"payee\nE1\n")
    (folder / "deals.csv").symlink_to(tmp_path / target if target == "secret.txt" else target)
    before = time.perf_counter()
    reading = read_folder(folder, SCHEMA)
    assert time.perf_counter() - before < 1
    (found,) = reading.problems
    assert found.cell is not None
    assert (reading.data, found.name, found.status) == (None, "link-outside", 3)
    assert found.cell.file == str(folder / "deals.csv")
    assert "hush" not in found.message + (found.hint or "")


def test_a_link_within_the_folder_is_followed(tmp_path: Path) -> None:
    """Also where the folder is reached by a link itself: who starts the command chose that."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "old").mkdir()
    (tmp_path / "data" / "payees.csv").write_bytes(b"payee\nE1\n")
    (tmp_path / "data" / "old" / "deals.csv").write_bytes(b"payee,amount\nE1,10.50\n")
    (tmp_path / "data" / "deals.csv").symlink_to("old/deals.csv")
    (tmp_path / "link").symlink_to("data")
    assert read_folder(tmp_path / "data", SCHEMA).is_clean
    assert read_folder(tmp_path / "link", SCHEMA).is_clean


@pytest.mark.parametrize("kind", ["ring", "long ring", "pipe", "folder", "device", "socket", "gone"])
def test_what_is_no_file_is_a_problem_of_its_path(kind: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In little time, with the status of a file."""
    path = folder / "deals.csv"
    path.unlink()
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    elif kind == "socket":
        monkeypatch.chdir(folder)
        with socket.socket(socket.AF_UNIX) as server:
            server.bind("deals.csv")
    else:
        (folder / "other").symlink_to("deals.csv")
        path.symlink_to({"ring": "deals.csv", "long ring": "other", "device": "/dev/zero", "gone": "nowhere"}[kind])
    before = time.perf_counter()
    (found,) = read_folder(folder, SCHEMA).problems
    assert time.perf_counter() - before < 1
    assert found.cell is not None
    assert (found.cell.file, found.status) == (str(path), 3)
    assert found.name in ("unreadable-file", "not-a-regular-file", "link-outside")


def test_a_pipe_in_a_folder_is_a_problem_of_its_path(folder: Path) -> None:
    """The other files are read nevertheless."""
    (folder / "deals.csv").unlink()
    os.mkfifo(folder / "deals.csv")
    reading = read_folder(folder, SCHEMA)
    (found,) = reading.problems
    assert found.cell is not None
    assert (None, "not-a-regular-file", str(folder / "deals.csv")) == (
        reading.data,
        found.name,
        found.cell.file,
    )
    assert [count.file for count in reading.counts] == ["payees.csv"]


def test_a_file_past_the_limit_is_not_read(folder: Path) -> None:
    """The size is known before a byte is read; the limit itself is still taken."""
    path = folder / "big"
    path.write_bytes(b"x" * 100)
    assert read_bytes(path, 100) == b"x" * 100
    assert refused(path, 99).message == "the file is larger than 99 bytes"
    assert [found.name for found in read_folder(folder, SCHEMA, file_limit=5).problems] == ["file-too-large"] * 2


def test_a_sparse_file_of_a_terabyte_is_refused_at_once(tmp_path: Path) -> None:
    """Nothing is allocated for it."""
    path = tmp_path / "sparse"
    with path.open("wb") as file:
        file.truncate(2**40)
    assert refused(path, from_folder.FILE_LIMIT).name == "file-too-large"


def test_a_file_that_grows_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit holds for what was read, whatever the size was before."""
    path = tmp_path / "file"
    path.write_bytes(b"")
    small = path.stat()
    path.write_bytes(b"x" * 100)
    with monkeypatch.context() as patch:
        patch.setattr(os, "fstat", lambda _: small)
        found = read_bytes(path, 50)
    assert isinstance(found, Problem)
    assert found.name == "file-too-large"


def test_a_file_that_fails_while_it_is_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A broken disk is a problem and not a defect."""

    def fail(_opened: int, _limit: int) -> None:
        raise OSError

    monkeypatch.setattr(from_folder, "_bytes_of", fail)
    assert refused(folder / "deals.csv").message == "it cannot be read: no reason is given"


def test_traces_are_read_as_the_run_wrote_them(tmp_path: Path) -> None:
    """And not where they were changed, or where no manifest tells of them."""
    (tmp_path / "trace.jsonl").write_bytes(b"{}\n")
    assert from_folder.read_traces(str(tmp_path)) is None
    digest = hashlib.sha256(b"{}\n").hexdigest()
    manifest = {"outputs": [{"file": "trace.jsonl", "sha256": digest}]}
    (tmp_path / "manifest.json").write_text(json.dumps(manifest))
    assert from_folder.read_traces(str(tmp_path)) == b"{}\n"
    (tmp_path / "trace.jsonl").write_bytes(b"[]\n")
    assert from_folder.read_traces(str(tmp_path)) is None
    (tmp_path / "manifest.json").write_text("[]")
    assert from_folder.read_traces(str(tmp_path)) is None
