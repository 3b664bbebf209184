"""Writes the files of a run: all of them or none, the manifest last.

Each file is first written in full beside its place, under a name of its own, and handed to the disk. Only
when all are complete are they renamed. Whoever reads the folder sees whole files, old or new, and can tell
from the hashes in the manifest that they belong together.
"""

import enum
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TypeAlias

from compdsl.cli import problems
from compdsl.cli.files import shown_path
from compdsl.cli.statuses import Refused

Content: TypeAlias = bytes | Iterable[bytes] | Callable[[Path], None]
"""What a file holds, whole or piece by piece; or what puts it at a path."""

MANIFEST = "manifest.json"


def write_files(
    folder: str | Path,
    files: Mapping[str, Content],
    inputs: Sequence[str | Path] = (),
    beside: Mapping[str, Content] | None = None,
    gone: Sequence[str] = (),
) -> list[Path]:
    """Write files into a folder, which is made where it is missing; gives the links that were replaced.

    `beside` holds files of the same run with paths of their own: they are written with the others or not at all.
    Files of the folder that are `gone` are removed with it. Files called `manifest.json` come last, that of the folder
    itself after all others. A link in the place of a file is replaced, never followed. A file that the run reads is
    not written over. Raises Refused, and then nothing has changed.
    """
    targets: dict[Path, Content | None] = {Path(folder) / _plain_name(name): files[name] for name in sorted(files)}
    targets.update({Path(folder) / _plain_name(name): None for name in sorted(gone)})
    targets.update({_file_path(path): content for path, content in (beside or {}).items()})
    last = Path(folder) / MANIFEST
    ordered = {path: targets[path] for path in sorted(targets, key=lambda path: (path.name == MANIFEST, path == last))}
    taken = _identities(inputs)
    replaced = [path for path in ordered if _is_link(path, taken)]
    folders = list(dict.fromkeys(path.parent for path in ordered))
    missing = [one for folder in folders for one in (folder, *folder.parents) if not one.is_dir()]
    try:
        for one in folders:
            with _told_as_problem(one):
                one.mkdir(parents=True, exist_ok=True)
        _write_all(folders, ordered)
    except BaseException:
        for one in sorted(missing, key=lambda path: -len(path.parts)):
            with suppress(OSError):
                one.rmdir()
        raise
    return replaced


def write_file(path: str | Path, content: Content, inputs: Sequence[str | Path] = ()) -> list[Path]:
    """Write one file; otherwise as `write_files`."""
    path = _file_path(path)
    return write_files(path.parent, {path.name: content}, inputs)


# Before anything is written


def _plain_name(name: str) -> str:
    if name in {"", ".", ".."} or Path(name).name != name:
        raise ValueError("the name of an output is not a plain file name")
    return name


def _file_path(path: str | Path) -> Path:
    if not Path(path).name:
        raise Refused(problems.cannot_write(shown_path(str(path)), "it is the name of a folder"))
    return Path(path)


def _is_link(path: Path, inputs: set[tuple[int, int]]) -> bool:
    """Whether a link is in the place of a file; raises where the file may not be written there."""
    try:
        status = path.lstat()
    except OSError:
        return False
    if (status.st_dev, status.st_ino) in inputs:
        raise Refused(problems.output_is_input(shown_path(str(path))))
    if not stat.S_ISREG(status.st_mode) and not stat.S_ISLNK(status.st_mode):
        raise Refused(problems.cannot_write(shown_path(str(path)), "something that is not a file is in its place"))
    return stat.S_ISLNK(status.st_mode)


def _identities(paths: Sequence[str | Path]) -> set[tuple[int, int]]:
    """Which files the paths lead to, and which links they are, whatever they are called."""
    found = set()
    for path in map(Path, paths):
        for look in (path.stat, path.lstat):
            with suppress(OSError, ValueError):
                status = look()
                found.add((status.st_dev, status.st_ino))
    return found


@contextmanager
def _told_as_problem(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise Refused(problems.cannot_write(shown_path(str(path)), reason)) from error


# Writing


def _write_all(folders: Sequence[Path], targets: Mapping[Path, Content | None]) -> None:
    written: dict[Path, Path | None] = {}
    try:
        for path, content in targets.items():
            if content is None:
                written[path] = None
                continue
            with _told_as_problem(path):
                written[path] = made = _new_file_beside(path)
                _fill(made, content)
        with _locked(folders):
            _put_in_place(folders, written)
    finally:
        for temporary in written.values():
            if temporary is not None:
                _remove(temporary)


def _new_file_beside(path: Path) -> Path:
    """An empty file of our own in the folder of the path."""
    temporary = _new_name_beside(path)
    os.close(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
    return temporary


def _new_name_beside(path: Path) -> Path:
    return path.with_name(f".{path.name[:50]}.{os.urandom(8).hex()}.tmp")


def _fill(path: Path, content: Content) -> None:
    if callable(content):
        content(path)
    with path.open("ab" if callable(content) else "wb") as file:
        if not callable(content):
            file.writelines([content] if isinstance(content, bytes) else content)
        file.flush()
        os.fsync(file.fileno())


def _put_in_place(folders: Sequence[Path], written: Mapping[Path, Path | None]) -> None:
    """Rename the complete files and remove what is gone; where one step fails, those before it are undone."""
    olds: dict[Path, _Old] = {}
    try:
        for path, temporary in written.items():
            with _told_as_problem(path):
                olds[path] = _kept(path)
                if temporary is not None:
                    temporary.replace(path)
                else:
                    path.unlink(missing_ok=True)
        for folder in folders:
            _sync_folder(folder)
    except BaseException:
        for path, old in olds.items():
            _put_back(path, old)
        raise
    finally:
        for old in olds.values():
            if isinstance(old, Path):
                _remove(old)


class _Lost(enum.Enum):
    """Why a file that was replaced is not kept: there was none, or the disk knows no second names."""

    THERE_WAS_NONE = "none"
    CANNOT_BE_KEPT = "cannot"


_Old: TypeAlias = Path | _Lost
"""Where the file that was replaced is kept."""


def _kept(path: Path) -> _Old:
    """Give the file that will be replaced a second name, by which it can be put back."""
    if not os.path.lexists(path):
        return _Lost.THERE_WAS_NONE
    second = _new_name_beside(path)
    try:
        os.link(path, second, follow_symlinks=False)
    except (OSError, NotImplementedError):
        return _Lost.CANNOT_BE_KEPT
    return second


def _put_back(path: Path, old: _Old) -> None:
    if old is _Lost.THERE_WAS_NONE:
        _remove(path)
    elif isinstance(old, Path):
        with suppress(OSError):
            old.replace(path)


def _remove(path: Path) -> None:
    with suppress(OSError):
        path.unlink()


@contextmanager
def _locked(folders: Sequence[Path]) -> Iterator[None]:
    """Alone in the folders while files are renamed, so that the files of two runs are never mixed."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    with ExitStack() as stack:
        for folder in _each_once(folders):
            handle = os.open(folder, os.O_RDONLY)
            stack.callback(os.close, handle)
            with suppress(OSError):
                fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _each_once(folders: Sequence[Path]) -> list[Path]:
    """The folders without a second name of the same one, in an order in which two runs never wait for each other."""
    found = {}
    for folder in folders:
        status = folder.stat()
        found[status.st_dev, status.st_ino] = folder
    return [found[identity] for identity in sorted(found)]


def _sync_folder(folder: Path) -> None:
    """Hand the new names to the disk, where the system knows of that."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
