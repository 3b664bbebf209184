"""The files a run leaves behind: its lines, their traces, the manifest that ties them together; what it left out."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from hashlib import file_digest, sha256
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from attrs import frozen

from compdsl.cli.data_place import files_of
from compdsl.cli.files import STDIN, told_path
from compdsl.cli.output import MANIFEST, Content, write_file, write_files
from compdsl.cli.places import LINES, TRACES, outputs_gone
from compdsl.cli.terminal import Terminal

if TYPE_CHECKING:
    from compdsl.records.data import Data

Manifest: TypeAlias = Callable[[Mapping[str, str]], str]
"""Gives the manifest once the hashes of the other files are known."""


def inputs_of(plan: str, used: Sequence[str], place: str, data: "Data") -> list[str]:
    """The files a run reads, which it never writes over: the plan, those it uses, the data, what was paid before."""
    files = files_of(place, data.files)
    before = [file.path for file in data.paid.files] if data.paid is not None else []
    return [*([plan] if plan != STDIN else []), *used, *files, *before]


@frozen(eq=False)
class LeftOut:
    """What a run leaves out, as the rows of a CSV file, and the path of the file."""

    path: str
    rows: Iterable[str]

    @property
    def files(self) -> dict[str, Content]:
        """The file by its path."""
        return {self.path: (row.encode() for row in self.rows)}


def write_run(
    folder: str,
    lines: Iterable[str],
    traces: Iterable[str],
    manifest: Manifest,
    inputs: Sequence[str],
    left_out: LeftOut | None,
    terminal: Terminal,
) -> None:
    """Write the files of a run, and what it leaves out, all of them or none, the manifest last."""
    digests: dict[str, str] = {}
    contents = {
        LINES: hashed(LINES, lines, digests),
        TRACES: hashed(TRACES, traces, digests),
        MANIFEST: (manifest(digests).encode() for _ in range(1)),
    }
    beside = left_out.files if left_out is not None else {}
    tell_replaced(write_files(folder, contents, inputs, beside, outputs_gone(folder, contents)), terminal)


def write_bulk(
    folder: str,
    made: Sequence[Path],
    manifest: Manifest,
    inputs: Sequence[str],
    terminal: Terminal,
) -> None:
    """Put the files of a run in bulk in their places, all of them or none, the manifest last."""
    digests: dict[str, str] = {}
    contents: dict[str, Content] = {one.name: partial(_moved, one, digests) for one in made}
    contents[MANIFEST] = (manifest(digests).encode() for _ in range(1))
    tell_replaced(write_files(folder, contents, inputs, gone=outputs_gone(folder, contents)), terminal)


def _moved(made: Path, digests: dict[str, str], place: Path) -> None:
    """Put a file that is complete at its place, and note its hash."""
    with made.open("rb") as file:
        digests[made.name] = file_digest(file, "sha256").hexdigest()
    made.replace(place)


def write_left_out(left_out: LeftOut, inputs: Sequence[str], terminal: Terminal) -> None:
    """Write what a run leaves out, whole or not at all."""
    for path, content in left_out.files.items():
        tell_replaced(write_file(path, content, inputs), terminal)


def hashed(name: str, pieces: Iterable[str], digests: dict[str, str]) -> Iterator[bytes]:
    """The bytes of a file as they are written; its hash is noted once all of them are."""
    digest = sha256()
    for piece in pieces:
        data = piece.encode()
        digest.update(data)
        yield data
    digests[name] = digest.hexdigest()


def tell_replaced(links: Iterable[Path], terminal: Terminal) -> None:
    """Say which links have become files."""
    for link in links:
        terminal.talk(f"{told_path(str(link))} was a link; it is a file of its own now.")
