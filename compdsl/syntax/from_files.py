"""A plan with all files it uses, as one source and one tree: each file is read once, wherever it is used."""

import re
from collections.abc import Iterator
from typing import assert_never

from compdsl.diagnostics.problem import Problem, are_enough
from compdsl.source.files import SUFFIX, Files, NotOpened, Reason
from compdsl.source.from_bytes import MOST_LINES
from compdsl.source.frozen import changed, frozen
from compdsl.source.mutable import fresh, mutable
from compdsl.source.source import Source, Span, together
from compdsl.syntax import problems_of_use as problems
from compdsl.syntax import tree
from compdsl.syntax.from_source import MOST_WORDS, count_words, read_plan
from compdsl.syntax.moved import moved

MOST_FILES = 64
"""How many files a plan uses."""

DEEPEST_USE = 8
"""How many files stand one behind the other: a plan uses a file, which uses a file …"""

WORDS = "words, figures and signs"


@frozen()
class Whole:
    """A plan with all it uses. `is_whole` is False where a file is missing from it, so that names would be too."""

    source: Source
    tree: tree.Plan
    found: list[Problem]
    is_whole: bool = True


def read_files(source: Source, files: Files) -> Whole:
    """The tree of a plan, with what the files it uses declare in the place of each `use`."""
    plan, found = read_plan(source)
    if not any(isinstance(statement, tree.Use) for statement in plan.statements):
        return Whole(source, plan, found)
    own = _File(files.own, source, plan)
    reader = _Reader(files, {own.key: own}, [own], found)
    reader.follow(own)
    if reader.is_broken:
        return Whole(source, plan, reader.found, is_whole=False)
    read = list(reader.read.values())
    whole = together([file.source for file in read])
    for file, start in zip(read, whole.starts, strict=True):
        file.start = start
    statements = tuple(_statements(own, whole, {own.key}, reader.found))
    return Whole(whole, changed(plan, statements=statements), reader.found)


@mutable()
class _File:
    """A file of the plan; `uses` are the files of its `use` statements, `height` is how deep they go."""

    key: str
    source: Source
    tree: tree.Plan
    start: int = 0
    height: int = 0
    uses: "dict[Span, _File]" = fresh(factory=dict)
    names: frozenset[str] = frozenset()
    """The parameters that it and the files it uses declare."""


@mutable()
class _Reader:
    """Follows every `use`. `chain` are the files from the plan to the one at hand."""

    files: Files
    read: dict[str, _File]
    chain: list[_File]
    found: list[Problem]
    is_broken: bool = False
    """Whether a file is missing from the plan."""
    is_full: bool = False
    """Whether a limit is reached; then nothing more is read."""

    def follow(self, file: _File) -> None:
        """Read the files that a file uses, and those they use."""
        names = {one.name for one in file.tree.statements if isinstance(one, tree.Parameter)}
        for use in _of_use(file.tree):
            self.is_full = self.is_full or are_enough(self.found)
            used = None if self.is_full else self._used(file, use)
            if used is None:
                self.is_broken = True
                continue
            file.uses[use.span] = used
            file.height = max(file.height, used.height + 1)
            names |= used.names
        file.names = frozenset(names)

    def _used(self, file: _File, use: tree.Use) -> _File | None:
        """The file of a `use`, read now or before; None where it cannot be used, which is then said."""
        wrong = _wrong_form(use.path)
        if wrong is not None:
            self.found.append(problems.used_path_form(file.source, use.path_span, *wrong))
            return None
        answer = self.files.open(use.path, file.key)
        if isinstance(answer, NotOpened):
            self.found.append(_not_opened(file.source, use, answer))
            return None
        known = self.read.get(answer.key)
        keys = [one.key for one in self.chain]
        if known is not None and answer.key in keys:
            ring = [one.source.path for one in self.chain[keys.index(answer.key) :]]
            self.found.append(problems.ring_of_files(file.source, use.path_span, (*ring, ring[0])))
            return None
        height = known.height if known is not None else 0
        if len(self.chain) + height > DEEPEST_USE:
            return self._stop(problems.uses_too_deep(file.source, use.path_span, DEEPEST_USE))
        if known is not None:
            return known
        if len(self.read) > MOST_FILES:
            return self._stop(problems.too_many_files(file.source, use.path_span, MOST_FILES))
        if answer.found:
            self.found += answer.found
            self.read[answer.key] = _File(answer.key, answer.source, tree.Plan(Span(0, 0), ()))
            return None
        return self._read(file, use, answer.key, answer.source)

    def _read(self, by: _File, use: tree.Use, key: str, source: Source) -> _File | None:
        texts = [*(one.source for one in self.read.values()), source]
        if sum(len(one.line_starts) for one in texts) > MOST_LINES:
            return self._stop(problems.files_too_long(by.source, use.path_span, "lines", MOST_LINES))
        if sum(map(count_words, texts)) > MOST_WORDS:
            return self._stop(problems.files_too_long(by.source, use.path_span, WORDS, MOST_WORDS))
        plan, found = read_plan(source)
        self.found += found
        file = self.read[key] = _File(key, source, plan)
        self.chain.append(file)
        self.follow(file)
        self.chain.pop()
        return file

    def _stop(self, limit: Problem) -> _File | None:
        """Note that a limit is reached; no file is there."""
        self.found.append(limit)
        self.is_full = True
        return None


def _of_use(plan: tree.Plan) -> list[tree.Use]:
    return [statement for statement in plan.statements if isinstance(statement, tree.Use)]


# What a used file brings


def _statements(file: _File, whole: Source, done: set[str], found: list[Problem]) -> Iterator[tree.Statement]:
    """The statements of a file, and behind each `use` what the file brings that is not there yet."""
    for written in file.tree.statements:
        statement = moved(written, file.start)
        if not isinstance(statement, tree.Use) or not isinstance(written, tree.Use):
            yield statement
            continue
        used = file.uses[written.span]
        yield changed(statement, names=tuple(sorted(used.names)))
        if used.key in done:
            continue
        done.add(used.key)
        for one in _statements(used, whole, done, found):
            if is_brought(one):
                yield one
            elif isinstance(one, _OF_PAY) and whole.own(one.span)[0] is used.source:
                word = "for" if isinstance(one, tree.People) else type(one).__name__.lower()
                found.append(problems.left_behind(whole, one.span, word, statement.span))


_OF_PAY = (tree.People, tree.Variant, tree.Target, tree.Total, tree.Adjust)
"""What a file says of its own pay as a whole; a warning says that it stays there."""


def is_brought(statement: tree.Statement) -> bool:
    """Whether a plan takes a statement over from a file it uses, and not only what the file means by itself."""
    match statement:
        case tree.Use() | tree.Setting() | tree.FiscalYear() | tree.Holidays() | tree.Multiply() | tree.Broken():
            return True
        case (
            tree.Records()
            | tree.Credit()
            | tree.Metric()
            | tree.Let()
            | tree.Parameter()
            | tree.Table()
            | tree.Component()
        ):
            return True
        case (
            tree.Header()
            | tree.Effective()
            | tree.People()
            | tree.Variant()
            | tree.Without()
            | tree.Target()
            | tree.Total()
            | tree.Adjust()
            | tree.Test()
        ):
            return False
        case _:
            assert_never(statement)


# What is wrong with a `use`


_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


def _wrong_form(path: str) -> tuple[str, str | None] | None:
    """What a path is that is not of the form of one, and what was meant; None where it is."""
    if not path.strip():
        return "empty", None
    if "\\" in path:
        is_inside = not path.startswith("\\") and _ADDRESS.match(path) is None
        return "written with a backslash", path.replace("\\", "/") if is_inside else None
    if path.startswith("/"):
        return "absolute", None
    if _ADDRESS.match(path):
        return "an address or the name of a drive", None
    if path.startswith("~"):
        return "in a home folder", None
    if "$" in path or "%" in path:
        return "made of a variable", None
    if path != path.strip():
        return "written with blanks around it", path.strip()
    if not path.endswith(SUFFIX) or path.rpartition("/")[2] == SUFFIX:
        return f"without `{SUFFIX}` at its end", None if "." in path.rpartition("/")[2] else path.rstrip("/") + SUFFIX
    return None


def _not_opened(source: Source, use: tree.Use, answer: NotOpened) -> Problem:
    match answer.reason:
        case Reason.MISSING:
            return problems.used_file_missing(source, use.path_span, use.path, answer.detail)
        case Reason.OUTSIDE:
            return problems.used_file_outside(source, use.path_span)
        case Reason.NOT_A_FILE:
            return problems.used_file_unreadable(source, use.path_span, f"it is {answer.detail}")
        case Reason.UNREADABLE:
            return problems.used_file_unreadable(source, use.path_span, answer.detail)
        case _:
            assert_never(answer.reason)
