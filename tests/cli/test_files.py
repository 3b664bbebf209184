"""Reading the files a command is given."""

import io
import os
import socket
import sys
import time
from pathlib import Path

import pytest

from compdsl.cli.files import read_input, read_plan, shown_path
from compdsl.diagnostics.to_text import draw_problems

posix_only = pytest.mark.skipif(os.name != "posix", reason="needs a POSIX file system")


def names(path: str | Path) -> list[str]:
    started = time.monotonic()
    _, problems = read_plan(str(path))
    assert time.monotonic() - started < 1
    assert {found.status for found in problems} <= {1, 3}
    return [found.name for found in problems]


def test_a_plan_is_read(tmp_path: Path) -> None:
    """As text, under the name it was given by."""
    path = tmp_path / "p.comp"
    path.write_bytes(b"\xef\xbb\xbfcurrency USD\r\n")
    source, problems = read_plan(str(path))
    assert ("currency USD\n", str(path), []) == (source.text, source.path, problems)


def test_what_was_meant_is_named(tmp_path: Path) -> None:
    """The folder or the plan of nearly that name; other files are not plans, and a path without a folder has none."""
    (tmp_path / "plans").mkdir()
    for name in ("csm.comp", "aes.txt"):
        (tmp_path / name).write_text("")
    hints = {name: read_plan(str(tmp_path / name))[1][0].hint for name in ("plan", "csm", "csn.comp", "aes", "x/plan")}
    meant = {"plan": "plans", "csm": "csm.comp", "csn.comp": "csm.comp", "aes": None, "x/plan": None}
    assert hints == {
        name: f"Write `{tmp_path / found}`, if that is what you meant." if found else None
        for name, found in meant.items()
    }


def test_a_dash_is_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shown as <stdin>."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"currency USD")))
    source, problems = read_plan("-")
    assert (source.text, source.path, problems) == ("currency USD", "<stdin>", [])


def test_standard_input_has_the_same_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not read any farther than the limit."""
    stdin = io.BytesIO(b"x" * 1000)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(stdin))
    _, problems = read_plan("-", most_bytes=100)
    assert [found.name for found in problems] == ["too-many-bytes"]


def test_a_file_over_the_limit_is_refused(tmp_path: Path) -> None:
    """1 MiB for a plan."""
    path = tmp_path / "p.comp"
    path.write_bytes(b"#" * (1024 * 1024 + 1))
    assert names(path) == ["too-many-bytes"]
    path.write_bytes(b"#" * 1024 * 1024)
    assert names(path) == []


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    """So is a name that no file can have."""
    assert names(tmp_path / "none.comp") == ["no-such-file"]
    assert names("a\0b") == ["no-such-file"]


def test_a_folder_is_not_a_plan(tmp_path: Path) -> None:
    """The message says what it is, and the status that the file is the reason."""
    expected = f"{tmp_path}: error[not-a-file]: This is a folder, not a file.\nhint: Give a file in it.\n\n1 error\n"
    assert expected == draw_problems(read_plan(str(tmp_path))[1])


@posix_only
def test_pipes_sockets_and_devices_are_refused_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for a pipe into which nothing is written."""
    os.mkfifo(tmp_path / "fifo")
    assert names(tmp_path / "fifo") == ["not-a-file"]
    assert names("/dev/zero") == ["not-a-file"]
    with socket.socket(socket.AF_UNIX) as server:
        monkeypatch.chdir(tmp_path)
        server.bind("s")
        assert names("s") == ["not-a-file"]


@posix_only
def test_a_link_is_followed_and_a_ring_of_links_refused(tmp_path: Path) -> None:
    """Links to plain files are as good as the files."""
    (tmp_path / "p.comp").write_text("currency USD")
    (tmp_path / "link").symlink_to("p.comp")
    (tmp_path / "ring").symlink_to("ring")
    assert names(tmp_path / "link") == []
    assert names(tmp_path / "ring") == ["cannot-read"]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the administrator may read everything")
def test_a_file_of_somebody_else_is_refused(tmp_path: Path) -> None:
    """With the reason that the system gives."""
    path = tmp_path / "p.comp"
    path.write_text("x")
    path.chmod(0)
    assert names(path) == ["cannot-read"]


@posix_only
def test_what_a_path_leads_to_is_checked_once_it_is_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It may have become another thing after a first look."""
    path = tmp_path / "p.comp"
    path.write_text("x")
    plain = path.stat()
    path.unlink()
    os.mkfifo(path)
    monkeypatch.setattr(os, "stat", lambda _: plain)
    assert [found.name for found in read_input(str(path), 10)[1]] == ["not-a-file"]


def test_the_name_of_a_file_is_shown_the_same_under_every_locale() -> None:
    """Bytes that the system did not take for letters are, where they are UTF-8."""
    assert shown_path("caf\udcc3\udca9") == "café"
    assert shown_path("caf\udce9") == "caf\udce9"
