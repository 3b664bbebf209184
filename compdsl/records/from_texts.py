"""The bytes of data files, by name -> the records of a run. Nothing here touches a file.

payees.csv | payees.jsonl         the roster
<block>.csv | <block>.jsonl       the rows of a block
measures.csv | measures.jsonl     figures worked out elsewhere

or `.parquet` or `.xlsx`, whose text is made in `tables.py`.
"""

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from attrs import define, evolve, field, frozen

from compdsl.diagnostics.did_you_mean import closest
from compdsl.diagnostics.problem import Cell, Problem
from compdsl.records import measures, problems
from compdsl.records.block import read_block
from compdsl.records.data import Data, Given, InputFile, PaidBefore, Row
from compdsl.records.paid_before import PaidAsked, read_paid
from compdsl.records.problems_of_databases import missing_table
from compdsl.records.refused import FileCount, Reading, Refusals
from compdsl.records.roster import Roster, read_roster, roster_columns
from compdsl.records.schema import BlockSchema, Schema
from compdsl.records.tables import SUFFIXES as TABLES
from compdsl.records.tables import Converted
from compdsl.records.text import TextFile
from compdsl.records.text_of_rows import Tables
from compdsl.values.calendar import CIVIL, Calendar

SUFFIXES = (".csv", ".jsonl", *TABLES)
LONGEST_NAME = 64
NAMES_COMPARED = 1_000


@frozen
class Texts:
    """The files of a folder: their names, how to get the bytes of one, and the path each is shown under."""

    names: Sequence[str]
    read: Callable[[str], bytes | Problem]
    path_of: Callable[[str], str]
    folder: str
    tables: Tables | None = None
    """What the names are those of, where they are no files."""


def from_texts(
    texts: Mapping[str, bytes],
    schema: Schema,
    period_kind: str | None = None,
    calendar: Calendar = CIVIL,
    folder: str = "",
    keeps_refused: bool = True,
    paid: PaidAsked | None = None,
) -> Reading:
    """Read what a plan asks for from bytes by file name; `folder` is shown before the names."""
    files = Texts(
        names=tuple(texts),
        read=texts.__getitem__,
        path_of=lambda name: f"{folder}/{name}" if folder else name,
        folder=folder or ".",
    )
    return read_texts(files, schema, period_kind, calendar, keeps_refused, paid)


def read_texts(
    files: Texts,
    schema: Schema,
    period_kind: str | None,
    calendar: Calendar,
    keeps_refused: bool = True,
    paid: PaidAsked | None = None,
) -> Reading:
    """Read the roster, each block, the measures, and what was paid before, one file after the other."""
    reading = _Reading(files, schema, Refusals(keeps_refused))
    with _without_collecting():
        roster = reading.roster()
        blocks = {block.name: reading.block(block, roster) for block in schema.blocks}
        given, left_out = reading.measures(roster, period_kind, calendar)
        refusals, currency = reading.refusals, schema.currency
        before = read_paid(paid, currency, roster, period_kind, calendar, refusals) if paid is not None else None
    return reading.result(roster, blocks, given, left_out, before)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Without looking for garbage in rings: rows hold none, and a million of them take long."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@define(eq=False)
class _Reading:
    """What has been read so far."""

    files: Texts
    schema: Schema
    refusals: Refusals
    inputs: list[InputFile] = field(factory=list)
    counts: list[FileCount] = field(factory=list)
    same: dict[str, str] = field(factory=dict)
    """The names of files with rows, by the hash of their text."""

    def roster(self) -> Roster | None:
        """The payees."""
        file = self._open("payees", "the roster", roster_columns(self.schema))
        if file is None:
            return None
        roster = read_roster(file, self.schema)
        self._close(file)
        return roster

    def block(self, block: BlockSchema, roster: Roster | None) -> tuple[Row, ...]:
        """The rows of a block."""
        file = self._open(block.name, f"the records `{block.name}`", tuple(block.columns))
        if file is None:
            return ()
        rows = read_block(file, block, self.schema.currency, roster)
        self._close(file)
        return rows

    def measures(
        self, roster: Roster | None, period_kind: str | None, calendar: Calendar
    ) -> tuple[tuple[Given, ...], Mapping[str, int]]:
        """The figures worked out elsewhere, and the count of those the plan does not use."""
        file = self._open("measures", "the measures", measures.COLUMNS) if self.schema.measures else None
        if file is None:
            return (), {}
        found = measures.read_measures(file, self.schema, roster, period_kind, calendar)
        self._close(file)
        return found

    def result(
        self,
        roster: Roster | None,
        blocks: Mapping[str, tuple[Row, ...]],
        given: tuple[Given, ...],
        left_out: Mapping[str, int],
        paid: PaidBefore | None,
    ) -> Reading:
        """All of it, with the data where every file could be read as a whole."""
        data = None
        if roster is not None and not self.refusals.is_blocked:
            data = Data(tuple(roster.payees.values()), blocks, given, tuple(self.inputs), paid)
        return Reading(
            data=data,
            problems=tuple(self.refusals.problems),
            errors=self.refusals.errors,
            warnings=self.refusals.warnings,
            refused=tuple(self.refusals.rows),
            counts=tuple(self.counts),
            left_out=left_out,
        )

    def _open(self, stem: str, what: str, header: Sequence[str]) -> TextFile | None:
        """The one file of a stem, with its bytes; None where there is none, or two, or it cannot be read."""
        if self.files.tables is not None:
            return self._open_table(self.files.tables, stem, what, header)
        names = [stem + suffix for suffix in SUFFIXES if stem + suffix in self.files.names]
        if not names:
            near = self._near(stem)
            self._block(problems.missing_file(what, f"{stem}.csv", header, near), self.files.folder)
            return None
        if len(names) > 1:
            self._block(problems.two_files_for_a_block(names[0], names[1]), self.files.folder)
            return None
        data = self.files.read(names[0])
        if isinstance(data, Problem):
            self._block(data, self.files.path_of(names[0]))
            return None
        return TextFile(names[0], self.files.path_of(names[0]), data, self.refusals)

    def _open_table(self, tables: Tables, name: str, what: str, header: Sequence[str]) -> TextFile | None:
        """The table of a name, with its text; None where there is none, or it cannot be read."""
        table = tables.table(name)
        if table is None:
            near = closest(name, [one for one in self.files.names if len(one) <= LONGEST_NAME][:NAMES_COMPARED])
            self._block(missing_table(what, name, header, near), self.files.folder)
            return None
        data = table if isinstance(table, Problem) else self.files.read(name)
        if isinstance(table, Problem) or isinstance(data, Problem):
            assert isinstance(data, Problem)
            self._block(data, self.files.path_of(name) if isinstance(table, Problem) else table.path)
            return None
        return TextFile(table.name, table.path, data, self.refusals)

    def _block(self, found: Problem, path: str) -> None:
        self.refusals.block(evolve(found, cell=Cell(path)))

    def _near(self, stem: str) -> str | None:
        """A file that is not read and may be the missing one, under another name or in another form."""
        read = {"payees", "measures", *(block.name for block in self.schema.blocks)}
        others = {_stem(name): name for name in sorted(self.files.names) if _stem(name) not in read - {stem}}
        if stem in others:
            return others[stem]
        short = [other for other in others if len(other) <= LONGEST_NAME and _is_data(others[other])]
        near = closest(stem, short[:NAMES_COMPARED])
        return None if near is None else others[near]

    def _close(self, file: TextFile) -> None:
        """Note what was read, and that no other file held the same rows."""
        import hashlib  # loads a library of its own: only once there is something to hash

        data = file.data
        of_text = hashlib.sha256(data).hexdigest()
        digest = data.sha256 if isinstance(data, Converted) else of_text
        if of_text in self.same:
            file.stop(problems.same_file_twice(self.same[of_text]))
        elif file.rows_read:
            self.same[of_text] = file.name
        self.inputs.append(InputFile(file.name, digest, file.rows_read))
        self.counts.append(file.count)


def _stem(name: str) -> str:
    return name.rpartition(".")[0] or name


def _is_data(name: str) -> bool:
    return name.endswith(SUFFIXES)
