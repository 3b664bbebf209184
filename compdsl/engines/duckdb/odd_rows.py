"""Rows that a query does not surely read: the readers of `records/` take them, or refuse them in their words.

Where the rows of a file can be told from each other, only the odd ones are read so; else all of them are, one after the
other. What is taken is kept as plain values, each row with its line, and the query reads it from there.
"""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import define, frozen

from compdsl.engines.beyond import ReadOneByOne, RefusedRows
from compdsl.engines.duckdb.cell_rows import CELL_END, ROW_END, CellRows, inner_names, kept_rows
from compdsl.engines.duckdb.session import Session
from compdsl.records.block import each_good_row
from compdsl.records.data import Given, Payee, Row
from compdsl.records.large import open_large
from compdsl.records.measures import COLUMNS, each_good_figure, warn_of_unused
from compdsl.records.refused import FileCount
from compdsl.records.roster import Roster, roster_columns, rows_of_roster
from compdsl.records.schema import BlockSchema
from compdsl.records.tables import plain_path
from compdsl.records.text import BLANK, TextFile, TextRow
from compdsl.values.exact import Value

if TYPE_CHECKING:
    from compdsl.engines.duckdb.reading import BulkReading, DataFile

PARTING = str.maketrans(CELL_END + ROW_END, "??")
"""No identifier parts the cells of a row that is kept as text."""

PLACE = ("line", "number")
"""The columns of odd rows that say where each stands in its file."""

Kept = tuple[int, int, str | None, str, Mapping[str, Value | None]]
"""A good row: its line, its number, whose it is, its text, its values by name."""


@frozen
class Odd:
    """What became of the odd rows of a file: where the good ones stand, and whether these are all that it holds."""

    path: Path
    is_all: bool
    count: FileCount

    def relation(self, types: Mapping[str, str]) -> str:
        """The good rows, with their places and whose they are."""
        held = {**dict.fromkeys(PLACE, "BIGINT"), "owner": "VARCHAR", "raw": "VARCHAR", **types}
        columns = ", ".join(f"'{name}': '{kind}'" for name, kind in held.items())
        options = f"auto_detect=false, header=false, quote='\"', escape='\"', columns={{{columns}}}"
        return f"read_csv({plain_path(self.path)}, {options})"

    def texts_of(self, where: str, rows: CellRows, session: Session) -> Iterator[TextRow]:
        """The good rows that a condition keeps, as text."""
        return kept_rows(text for (text,) in session.ask(f"SELECT raw FROM {self.relation(rows.types)} WHERE {where}"))


@define(eq=False)
class OddRows:
    """The odd rows of the files of a run, while they are read."""

    reading: "BulkReading"
    roster: Roster | None = None

    def of_roster(self, rows: CellRows) -> Odd:
        """Read the whole roster by its reader, for its rows are held against each other."""
        reading = self.reading
        file, texts = self._opened("payees", roster_columns(reading.schema), ("payee",), frozenset())
        written: dict[int, str] = {}
        self.roster = rows_of_roster(file, _noted(texts, rows, written), reading.schema)
        stints = [stint for one in self.roster.payees.values() for stint in (one.stints or (one,))]
        stints.sort(key=lambda one: one.line)
        return self._kept("payees", rows, file, True, (_of_payee(one, written[one.line]) for one in stints))

    def of_block(self, block: BlockSchema, rows: CellRows) -> Odd:
        """Read the odd rows of a block, or all of them where they cannot be told apart."""
        file, texts, is_all = self._rows(block.name, rows, tuple(block.columns), block.naming)
        last: dict[int, str] = {}
        texts = _noted(texts, rows, last, only_last=True)
        good = each_good_row(file, texts, block, self.reading.schema.currency, self.known_roster())
        kept = (_of_row(row, block, last[row.line]) for row in good)
        return self._kept(block.name, rows, file, is_all, kept)

    def of_measures(self, rows: CellRows) -> Odd:
        """Read the odd rows of the measures, or all of them where they cannot be told apart."""
        reading, schema, roster = self.reading, self.reading.schema, self.known_roster()
        file, texts, is_all = self._rows("measures", rows, COLUMNS, ("payee",))
        left_out, found, last = Counter[str](), set[str](), dict[int, str]()
        texts = _noted(texts, rows, last, only_last=True)
        kind, calendar = reading.period_kind, reading.calendar
        good = each_good_figure(file, texts, schema, roster, kind, calendar, left_out, found)
        odd = self._kept("measures", rows, file, is_all, (_of_given(one, last[one.line]) for one in good))
        if is_all:
            reading.left_out["measures"] = left_out.total()
            warn_of_unused(file, frozenset(schema.measures), found, left_out)
        return odd

    def known_roster(self) -> Roster:
        """Whom rows may name."""
        if self.roster is None:
            keys = self.reading.session.ask("SELECT payee FROM roster ORDER BY place")
            self.roster = Roster({str(key): Payee(str(key), None, {}) for (key,) in keys})
        return self.roster

    def _rows(
        self, stem: str, rows: CellRows, needed: Sequence[str], naming: tuple[str, ...]
    ) -> tuple[TextFile, Iterable[TextRow], bool]:
        """The odd rows of a file, or all of them; and whether they are all."""
        roster = self.known_roster()
        try:
            self.reading.rows_in(stem)
            found = self.reading.session.ask(rows.odd("roster"))
        except ReadOneByOne:
            return *self._opened(stem, needed, naming, roster.refused), True
        if not found or any(_is_blank(cells) for _, *cells in found):
            return *self._opened(stem, needed, naming, roster.refused), True
        file = text_file(self.reading, rows.file)
        file.payee_columns, file.refused_elsewhere = naming, roster.refused
        file.has_columns(file.columns)
        return file, _text_rows(found, rows.file.header), False

    def _opened(
        self, stem: str, needed: Sequence[str], naming: tuple[str, ...], refused: frozenset[str]
    ) -> tuple[TextFile, Iterator[TextRow]]:
        """A file all of whose rows are read one after the other."""
        source = self.reading.files[stem].source
        if source.text.suffix != ".csv":
            raise ReadOneByOne(f"`{source.name}` has rows that are read one by one")
        shown = TextFile(source.name, source.shown, b"", self.reading.refusals_of(stem))
        file, texts = open_large(source.text, shown, needed)
        if texts is None:
            raise RefusedRows
        file.payee_columns, file.refused_elsewhere = naming, refused
        file.has_columns(file.columns)
        return file, texts

    def _kept(self, stem: str, rows: CellRows, file: TextFile, is_all: bool, kept: Iterable[Kept]) -> Odd:
        """Write the good rows beside the data."""
        path = Path(self.reading.session.folder.name) / f"odd-{stem}.csv"
        with path.open("w", encoding="utf-8", newline="") as opened:
            writer = csv.writer(opened, lineterminator="\n")
            for line, number, owner, text, values in kept:
                writer.writerow([line, number, owner, text, *rows.cells(values)])
        return Odd(path, is_all, file.count)


def text_file(reading: "BulkReading", file: "DataFile") -> TextFile:
    """A file of which some rows are read, without its bytes."""
    found = TextFile(file.name, file.shown, b"", reading.refusals_of(file.stem))
    found.has_columns(file.columns)
    return found


def _is_blank(cells: Iterable[str | None]) -> bool:
    """Whether a row is a blank line, of which its place among the others tells whether it is a row."""
    return all(cell is None or not cell.strip(BLANK) for cell in cells)


def _text_rows(found: Iterable[Sequence[object]], header: int) -> Iterator[TextRow]:
    """Rows of a query as rows of text, below so many lines of a header."""
    for number, *cells in found:
        assert isinstance(number, int)
        yield number + header, number, ["" if cell is None else str(cell) for cell in cells]


def _noted(
    texts: Iterable[TextRow], rows: CellRows, written: dict[int, str], *, only_last: bool = False
) -> Iterator[TextRow]:
    """Rows of text as they are read; the text of each, as far as the plan reads it, is noted by its line."""
    held = {*rows.used, rows.owner}
    is_held = [name in held for name in inner_names(rows.file)]
    for row in texts:
        if only_last:
            written.clear()
        line, _, cells = row
        whole = [(cell or "") if held else "" for cell, held in zip(cells, is_held, strict=True)]
        written[line] = CELL_END.join([text.translate(PARTING) for text in whole])
        yield row


def _of_payee(one: Payee, text: str) -> Kept:
    values = {"payee": one.key, "team": one.team, "start": one.start, "end": one.end, **one.fields}
    return one.line, one.line - 1, one.key, text, values


def _of_row(row: Row, block: BlockSchema, text: str) -> Kept:
    owner = row.values[block.payee_column] if block.payee_column is not None else None
    return row.line, row.number, str(owner) if owner is not None else None, text, row.values


def _of_given(one: Given, text: str) -> Kept:
    values: dict[str, Value | None] = {"value": one.value, "of": one.of, "goal": one.goal, "metric": one.metric}
    values |= {"is_ratio": one.is_ratio, "first": one.period.start, "until": one.period.until}
    return one.line, one.number, one.payee, text, {**values, "label": one.period.label}
