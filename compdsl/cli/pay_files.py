"""The files a run leaves behind: its lines, their traces, the manifest that ties them together; what it left out."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import TypeAlias

from compdsl.cli.files import STDIN, shown_path
from compdsl.cli.output import MANIFEST, write_file, write_files
from compdsl.cli.statuses import Exit, Status
from compdsl.cli.terminal import Terminal

LINES, TRACES = "lines.csv", "trace.jsonl"

Manifest: TypeAlias = Callable[[Mapping[str, str]], str]
"""Gives the manifest once the hashes of the other files are known."""


def inputs_of(plan: str, folder: str, names: Iterable[str]) -> list[str]:
    """The files a run reads, which it never writes over."""
    return [*([plan] if plan != STDIN else []), *(str(Path(folder) / name) for name in names)]


def refuse_same_place(out: str | None, quarantine: str | None) -> None:
    """Stop where what is left out would be written in the place of what is paid."""
    if out is None or quarantine is None:
        return
    place = Path(os.path.realpath(quarantine))
    if place.name in (LINES, TRACES, MANIFEST) and place.parent == Path(os.path.realpath(out)):
        message = f"--quarantine names {place.name}, which -o writes too. Give it another name."
        raise Exit(Status.USAGE, message)


def write_run(
    folder: str,
    lines: Iterable[str],
    traces: Iterable[str],
    manifest: Manifest,
    inputs: Sequence[str],
    terminal: Terminal,
) -> None:
    """Write the files of a run, all of them or none, the manifest last."""
    digests: dict[str, str] = {}
    contents = {
        LINES: _hashed(LINES, lines, digests),
        TRACES: _hashed(TRACES, traces, digests),
        MANIFEST: (manifest(digests).encode() for _ in range(1)),
    }
    _tell_replaced(write_files(folder, contents, inputs), terminal)


def write_left_out(path: str, rows: Iterable[str], inputs: Sequence[str], terminal: Terminal) -> None:
    """Write what a run leaves out, whole or not at all."""
    _tell_replaced(write_file(path, (row.encode() for row in rows), inputs), terminal)


def _hashed(name: str, pieces: Iterable[str], digests: dict[str, str]) -> Iterator[bytes]:
    digest = sha256()
    for piece in pieces:
        data = piece.encode()
        digest.update(data)
        yield data
    digests[name] = digest.hexdigest()


def _tell_replaced(links: Iterable[Path], terminal: Terminal) -> None:
    for link in links:
        terminal.talk(f"{shown_path(str(link))} was a link; it is a file of its own now.")
