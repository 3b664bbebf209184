"""A folder of data files -> the records of a run. The only module here that touches files.

A file is opened once and looked at while it is open, so that a pipe or a device cannot hold the run up and
the bytes that are parsed are the bytes that are hashed. A link that leads out of the folder is not followed: a
folder that was sent by somebody must not be able to show what is elsewhere on this machine.
"""

import errno
import os
import stat
from itertools import islice
from pathlib import Path

from attrs import evolve

from compdsl.diagnostics.problem import Cell, Problem
from compdsl.records import problems, problems_of_paid
from compdsl.records.from_texts import Texts, read_texts
from compdsl.records.paid_before import LINES, MANIFEST, TRACES, PaidAsked, PaidText, is_written
from compdsl.records.refused import Reading
from compdsl.records.schema import Schema
from compdsl.records.tables import is_table, text_of_table
from compdsl.values.calendar import CIVIL, Calendar

FILE_LIMIT = 256 * 1024 * 1024
MOST_OF_A_MANIFEST = 4 * 1024 * 1024
MOST_LOOKED_AT = 1_000
MOST_RUNS_NAMED = 12
"""How many entries of a folder are looked at for runs, and how many of these are named."""

FLAGS = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_NONBLOCK", "O_NOCTTY", "O_NOFOLLOW", "O_BINARY"))
"""Without waiting, and without following a link that was put in the place of a file a moment ago."""


def read_folder(
    folder: Path,
    schema: Schema,
    period_kind: str | None = None,
    calendar: Calendar = CIVIL,
    file_limit: int = FILE_LIMIT,
    keeps_refused: bool = True,
    paid: PaidAsked | None = None,
    kept: dict[str, bytes | Problem] | None = None,
) -> Reading:
    """Read what a plan asks for from the files of a folder, none of them larger than `file_limit` bytes.

    `kept` are the files that were read before, by name; those that are read now are put there too.
    """
    names = _names_in(folder)
    if isinstance(names, Problem):
        return _nothing(names)
    files = Texts(
        names=names,
        read=lambda name: _read_once(folder, name, file_limit, kept),
        path_of=lambda name: str(folder / name),
        folder=str(folder),
    )
    return read_texts(files, schema, period_kind, calendar, keeps_refused, paid)


def _read_once(folder: Path, name: str, limit: int, kept: dict[str, bytes | Problem] | None) -> bytes | Problem:
    if kept is None:
        return _read_text(folder, name, limit)
    if name not in kept:
        kept[name] = _read_text(folder, name, limit)
    return kept[name]


def _read_text(folder: Path, name: str, limit: int) -> bytes | Problem:
    """The bytes of a file of text, or the text of one that is a table."""
    data = _read_inside(folder, name, limit)
    return data if isinstance(data, Problem) or not is_table(name) else text_of_table(folder / name, data)


def _read_inside(folder: Path, name: str, limit: int) -> bytes | Problem:
    """The bytes of a file of the folder, wherever in it a link of that name leads."""
    path = folder / name
    if not path.is_symlink():
        return read_bytes(path, limit)
    target = Path(os.path.realpath(path))
    if target.is_relative_to(os.path.realpath(folder)):
        return read_bytes(target, limit)
    return problems.link_outside()


def read_paid_text(path: str) -> PaidText:
    """The bytes of a file of amounts that were paid before, or those of the lines and the manifest of a run."""
    place = Path(os.path.realpath(path))
    if not os.path.lexists(place):
        return PaidText(path, problems_of_paid.no_paid_file())
    if not place.is_dir():
        return PaidText(path, read_bytes(place))
    lines = os.path.join(path, LINES)  # noqa: PTH118 - shown as it was given
    manifest = read_bytes(place / MANIFEST, MOST_OF_A_MANIFEST)
    inside = _runs_inside(path, place) if isinstance(manifest, Problem) else ()
    return PaidText(path if inside else lines, read_bytes(place / LINES), manifest, inside)


def read_traces(path: str) -> bytes | None:
    """The traces in the folder of a run, where they are as the run wrote them."""
    place = Path(os.path.realpath(path))
    manifest, traces = read_bytes(place / MANIFEST, MOST_OF_A_MANIFEST), read_bytes(place / TRACES)
    if isinstance(manifest, Problem) or isinstance(traces, Problem):
        return None
    return traces if is_written(manifest, TRACES, traces) else None


def _runs_inside(path: str, place: Path) -> tuple[str, ...]:
    """The folders of a folder that hold a run, as they would be given."""
    with os.scandir(place) as entries:
        names = sorted(one.name for one in islice(entries, MOST_LOOKED_AT) if one.is_dir())
    found = [name for name in names if (place / name / MANIFEST).is_file()]
    return tuple(os.path.join(path, name) for name in found[:MOST_RUNS_NAMED])  # noqa: PTH118 - as it was given


def read_bytes(path: Path, limit: int = FILE_LIMIT) -> bytes | Problem:
    """The bytes of a regular file, or why they cannot be had."""
    try:
        opened = os.open(path, FLAGS)
    except OSError as error:
        return refusal(error)
    try:
        return _bytes_of(opened, limit)
    except OSError as error:
        return refusal(error)
    finally:
        os.close(opened)


def _bytes_of(opened: int, limit: int) -> bytes | Problem:
    """The bytes of an open file. Its size is known before anything is read, and looked at again after."""
    state = os.fstat(opened)
    if not stat.S_ISREG(state.st_mode):
        return problems.not_a_regular_file()
    if state.st_size > limit:
        return problems.file_too_large(limit)
    with open(opened, "rb", closefd=False) as file:
        data = file.read(limit + 1)
    return data if len(data) <= limit else problems.file_too_large(limit)


def refusal(error: OSError) -> Problem:
    """Why the machine does not give a file."""
    if error.errno == errno.ENXIO:
        return problems.not_a_regular_file()
    return problems.unreadable_file(os.strerror(error.errno) if error.errno else "no reason is given")


def _names_in(folder: Path) -> tuple[str, ...] | Problem:
    try:
        return tuple(sorted(entry.name for entry in folder.iterdir()))
    except NotADirectoryError:
        found = problems.missing_folder(is_file=True)
    except (FileNotFoundError, ValueError):
        found = problems.missing_folder()
    except OSError as error:
        found = refusal(error)
    return evolve(found, cell=Cell(str(folder)))


def _nothing(found: Problem) -> Reading:
    """The reading of a folder that cannot be read."""
    return Reading(data=None, problems=(found,), errors=1, warnings=0, refused=(), counts=(), left_out={})
