"""Files, or the tables of a database -> relations, without reading a row in Python that is surely good.

A row of which every cell has its one form becomes values in the query itself. Any other is handed to the readers of
`records/`, which take it or refuse it in their words; those that are taken are added to the relation. So what is read,
and what is refused, is said in one place.
"""

import csv
import datetime
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path

from attrs import define, field

from compdsl.diagnostics.problem import Problem, Severity
from compdsl.engines.beyond import BeyondQuery, ReadOneByOne, RefusedRows, refuse_names_alike
from compdsl.engines.duckdb.bytes_of import Bytes, read_through
from compdsl.engines.duckdb.cell_rows import CellRows, Looked, MoreDecimals, cell_rows, inner_names
from compdsl.engines.duckdb.cells import MOST_PLACES
from compdsl.engines.duckdb.measures import cells_of_measures
from compdsl.engines.duckdb.odd_rows import Odd, OddRows
from compdsl.engines.duckdb.roster import read_roster
from compdsl.engines.duckdb.session import Session
from compdsl.engines.duckdb.sources import JSON_LINES, Source, first_objects, json_relation, source_in
from compdsl.engines.relations import Relation, Relations
from compdsl.engines.to_sql import Plain, SqlValue, quoted, text_of
from compdsl.records.block import identifiers_of
from compdsl.records.cells import NUMBER
from compdsl.records.data import InputFile
from compdsl.records.problems import no_final_newline, same_file_twice
from compdsl.records.refused import FileCount, Refusals
from compdsl.records.schema import BlockSchema, Schema
from compdsl.records.tables import as_text, parquet_columns, parquet_relation, plain_path
from compdsl.records.text import COLUMN_LIMIT, TextFile, TextRow
from compdsl.records.text_of_rows import Tables
from compdsl.values.calendar import Calendar
from compdsl.values.currency import places_of
from compdsl.values.types import NUMERIC, Kind, Type

MOST_REPEATED = 1_000
"""How often a part of a pattern is repeated at most, in a database."""

ROWS_LOOKED_AT = 5_000
LOOKED_AT = 256 * 1024
"""How many bytes of a file are looked at for the decimals of its numbers; a row with more is read one by one."""


@define(eq=False)
class DataFile:
    """One file: where it lies, the names of its columns, and what going through its bytes gives."""

    source: Source
    columns: tuple[str, ...]
    first_rows: list[list[str]]
    bytes_of: "Future[Bytes]"
    state: tuple[int, int, int]
    """Which file it was when it was opened, how large, and when it was written to."""

    @property
    def has_changed(self) -> bool:
        """Whether it is another file now, or was written to since."""
        return not self.path.exists() or state_of(self.path) != self.state

    @property
    def path(self) -> Path:
        """The file itself, also where a text made of it is read."""
        return self.source.path

    @property
    def stem(self) -> str:
        """What the plan calls it."""
        return self.source.text.stem

    @property
    def name(self) -> str:
        """Its name in the folder or in the database."""
        return self.source.name

    @property
    def shown(self) -> str:
        """What it is called in messages."""
        return self.source.shown

    @property
    def header(self) -> int:
        """How many lines stand above its first row."""
        return 0 if self.is_json else 1

    @property
    def is_json(self) -> bool:
        """Whether it is a file of JSON lines, which has no header."""
        return self.source.text.suffix == JSON_LINES

    @property
    def lines(self) -> int | None:
        """How many lines of rows it has, once its bytes are gone through."""
        return self.bytes_of.result().lines - (not self.is_json) if self.bytes_of.done() else None

    def inner_name(self, column: str | None) -> str:
        """How a column is called in a query of the file: its own name may be anything."""
        assert column is not None
        return f"t{self.columns.index(column) + 1}"


@define(eq=False)
class BulkReading:
    """The relations of a folder or a database while they are read, the problems found, and the files."""

    session: Session
    folder: Path | Tables
    schema: Schema
    period_kind: str | None
    calendar: Calendar
    store: Path | None = None
    """The folder that the lines are written to, where they are, and in which rows are kept as they are read."""
    keeps_rows: bool = True
    stored: list[Path] = field(factory=list)
    people_in_sample: int = 0
    one_in: int = 1
    """Of how many people one is in the sample."""
    pool: ThreadPoolExecutor = field(factory=lambda: ThreadPoolExecutor(1))
    files: dict[str, DataFile] = field(factory=dict)
    parquet: dict[Path, list[tuple[str, str]]] = field(factory=dict)
    """The columns of the files that are Parquet, each with its type."""
    left_out: dict[str, int] = field(factory=dict)
    """How many rows of a file the plan does not use."""
    refusals: dict[str, Refusals] = field(factory=dict)
    cells: dict[str, CellRows] = field(factory=dict)
    """How the rows of each file are read."""
    odd: dict[str, Odd] = field(factory=dict)
    """What became of the odd rows of a file, once they were read."""
    odd_rows: OddRows = field(init=False)
    least_places: dict[tuple[str, str], int] = field(factory=dict)
    """How many decimals a column of a file has at least, beside what its first rows tell."""
    roster: Relation | None = None
    has_looked: bool = False
    """Whether it was told of each file as a whole."""
    days: dict[str, str] = field(factory=dict)
    """The column of each block that says when a row was."""

    def relations(self) -> Relations:
        """All that the plan reads."""
        if self.schema.uses_reports:
            raise BeyondQuery("it reads who is above whom")
        refuse_names_alike(["payees", "measures", *(block.name for block in self.schema.blocks)])
        refuse_names_alike(["payee", "team", "start", "end", *self.schema.payee_fields])
        if self.roster is None:
            self.roster = read_roster(self)
        if self.errors:
            self.read_odd(self._stems)
        try:
            return self._relations(self.roster)
        except ReadOneByOne:
            self.read_odd(self._stems)
            return self._relations(self.roster)

    def _relations(self, roster: Relation) -> Relations:
        blocks = {block.name: self.relation(block.name, self.cells_of(block)) for block in self.schema.blocks}
        measures = self.relation("measures", cells_of_measures(self)) if self.schema.measures else None
        return Relations(roster, blocks, measures)

    @property
    def _stems(self) -> list[str]:
        return [*(block.name for block in self.schema.blocks), *(["measures"] if self.schema.measures else [])]

    def is_in_sample(self, owner: str) -> str:
        """The condition that somebody is among those whose rows are kept as text."""
        return f"hash({owner}) % {self.one_in} = 0"

    def __attrs_post_init__(self) -> None:
        self.odd_rows = OddRows(self)

    # Files

    def file(self, stem: str, needed: Sequence[str]) -> DataFile:
        """The one file of a stem, whose header names the columns that are needed; its bytes are gone through."""
        source = source_in(self.folder, stem, Path(self.session.folder.name))
        if "\\" in str(source.text) and any(sign in str(source.text) for sign in "*?["):
            raise ReadOneByOne(f"`{source.name}` lies in a folder whose name is a pattern to a database")
        state = state_of(source.path)
        names, rows = self._looked_into(source.text)
        if any(name not in names for name in needed) or len(names) > COLUMN_LIMIT:
            raise ReadOneByOne(f"the header of `{source.name}` is not plain")
        found = DataFile(source, names, rows, self.pool.submit(read_through, source.text), state)
        self.files[stem] = found
        return found

    def _looked_into(self, path: Path) -> tuple[tuple[str, ...], list[list[str]]]:
        """The names of the columns of a file, none where they do not do, and its first rows as text."""
        if path.suffix != ".parquet":
            with path.open("rb") as opened:
                piece = opened.read(LOOKED_AT)
            return first_objects(piece) if path.suffix == JSON_LINES else _first_rows(piece)
        import duckdb

        try:
            columns = parquet_columns(self.session.connection, path)
            chosen = ", ".join(as_text(name, kind) for name, kind in columns)
            found = self.session.ask(f"SELECT {chosen} FROM {parquet_relation(path)} LIMIT {ROWS_LOOKED_AT}")
        except duckdb.Error:
            raise ReadOneByOne(f"`{path.name}` cannot be read as Parquet") from None
        self.parquet[path] = columns
        return tuple(name for name, _ in columns), [["" if cell is None else cell for cell in row] for row in found]

    def source(self, file: DataFile) -> str:
        """The rows of a file as text, cells that are empty being NULL."""
        if file.path in self.parquet:
            texts = zip(inner_names(file), self.parquet[file.path], strict=True)
            chosen = ", ".join(f"nullif({as_text(name, kind)}, '') AS {inner}" for inner, (name, kind) in texts)
            return f"(SELECT {chosen} FROM {parquet_relation(file.path)})"
        if file.is_json:
            return json_relation(file.path, file.columns, inner_names(file))
        columns = ", ".join(f"{quoted(name)}: 'VARCHAR'" for name in inner_names(file))
        options = (
            "auto_detect=false, header=true, strict_mode=true, null_padding=false, delim=',', hive_partitioning=false"
        )
        return f"read_csv({plain_path(file.source.text)}, {options}, quote='\"', escape='\"', columns={{{columns}}})"

    def text_rows(self, stem: str, people: str) -> Iterator[TextRow]:
        """The rows of some people as text, in the order of the file; their lines are not known."""
        odd, rows = self.odd.get(stem), self.cells[stem]
        if odd is None or not odd.is_all:
            good = f" AND coalesce({rows.is_sure}, FALSE)" if odd is not None else ""
            inner = f"(SELECT *, {', '.join(rows.read)} FROM {rows.source})" if rows.read else rows.source
            texts = ", ".join(inner_names(rows.file))
            found = self.session.ask(f"SELECT {texts} FROM {inner} WHERE {rows.owner} IN ({people}){good}")
            for at, cells in enumerate(found, 1):
                yield 0, at, [None if one is None else str(one) for one in cells]
        if odd is not None:
            yield from odd.texts_of(f"owner IN ({people})", rows, self.session)

    def rows_by_day(self) -> dict[datetime.date, int]:
        """How many rows of the blocks there are of each day."""
        found: dict[datetime.date, int] = {}
        if self.schema.measures:
            raise BeyondQuery("no period is named, and the measures may be of several")
        for block in self.schema.blocks:
            name = self.days[block.name]
            for day, rows in self.session.ask(f"SELECT {name}, count(*) FROM read_{block.name} GROUP BY ALL"):
                if day is not None:
                    found[day] = found.get(day, 0) + rows
        return found

    def inputs(self) -> list[InputFile]:
        """The files that were read, in the order they are asked for, each with the hash of its bytes."""
        return [
            InputFile(file.name, file.source.sha256 or file.bytes_of.result().sha256, self.rows_in(stem))
            for stem, file in self.files.items()
        ]

    def rows_in(self, stem: str) -> int:
        """How many rows a file has; raises where its bytes are not as plain as a query needs them."""
        file = self.files[stem]
        if stem in self.odd and self.odd[stem].is_all:
            return self.odd[stem].count.read
        known = file.bytes_of.result()
        if file.path in self.parquet:
            ((rows,),) = self.session.ask(f"SELECT count(*) FROM {parquet_relation(file.path)}")
            return int(str(rows))
        if known.unlike:
            raise ReadOneByOne(f"`{file.name}` is read line by line: {known.unlike}")
        lines = known.lines + known.ends_in_line
        if file.is_json:
            ((rows,),) = self.session.ask(f"SELECT count(*) FROM {self.source(file)}")
            if rows != lines:
                raise ReadOneByOne(f"`{file.name}` has blank lines")
            return lines
        if known.has_quotes:
            self._look_at_lines(file, lines)
        elif known.commas != (len(file.columns) - 1) * lines:
            raise ReadOneByOne(f"`{file.name}` has rows of another length")
        return lines - 1

    def _look_at_lines(self, file: DataFile, lines: int) -> None:
        """See that every line of a file is one row with a cell for each column, and that quotes pair up around cells.

        A database takes less for a row than that.
        """
        cell = '(?:"(?:[^"]|"")*"|[^",\r]*)'
        more = len(file.columns) - 1
        if more >= MOST_REPEATED:
            raise ReadOneByOne(f"`{file.name}` has very many columns")
        whole = f"regexp_full_match(line, {quoted(f'{cell}(?:,{cell}){{{more}}}')})"
        plain = f"length(line) - length(replace(line, ',', '')) = {more} AND NOT contains(line, chr(13))"
        options = "auto_detect=false, header=false, delim='', quote='', escape='', columns={'line': 'VARCHAR'}"
        source = f"read_csv({plain_path(file.source.text)}, {options})"
        asked = f"CASE WHEN contains(line, '\"') THEN {whole} ELSE {plain} END"
        ((rows, good),) = self.session.ask(f"SELECT count(*), count(*) FILTER (WHERE {asked}) FROM {source}")
        if not rows == good == lines:
            raise ReadOneByOne(f"`{file.name}` has rows of several lines, or of another length")

    # Blocks

    def cells_of(self, block: BlockSchema) -> CellRows:
        """How the rows of a block are read."""
        if block.credit is not None or block.people:
            raise BeyondQuery("rows name several people")
        file = self.files.get(block.name) or self.file(block.name, tuple(block.columns))
        kinds = {name: kind for name, kind in block.columns.items() if name != block.payee_column}
        looked = self.look(file, kinds)
        rows = cell_rows(file, self.source(file), kinds, looked, "b", set(kinds))
        if block.payee_column is not None:
            rows.owner = file.inner_name(block.payee_column)
            rows.columns[block.payee_column] = Plain("owner")
        for identifier in identifiers_of(block):
            if identifier in file.columns:
                rows.sure.append(self._stands_once(file, identifier))
                rows.used.append(file.inner_name(identifier))
                rows.identifiers.append(file.inner_name(identifier))
        if block.date_column is not None:
            rows.columns["day"] = rows.columns[block.date_column]
            self.days[block.name] = text_of(rows.columns["day"])
        sizes = {name: one.most for name, one in looked.items() if one.most}
        rows.typical = {text_of(rows.columns[name]): (-most, most) for name, most in sizes.items()}
        self.cells[block.name] = rows
        return rows

    def _stands_once(self, file: DataFile, identifier: str) -> str:
        """The condition that no other row of a file has the identifier of a row."""
        name, table = file.inner_name(identifier), f"twice_{file.stem}_{file.columns.index(identifier)}"
        source = f"SELECT {name} FROM {self.source(file)} WHERE {name} IS NOT NULL"
        twice = f"{source} GROUP BY {name} HAVING count(*) > 1"
        self.session.ask(f'CREATE OR REPLACE TABLE "{table}" AS {twice}')
        ((several,),) = self.session.ask(f'SELECT count(*) FROM "{table}"')
        return f"{name} IS NOT NULL" + (f' AND {name} NOT IN (SELECT {name} FROM "{table}")' if several else "")

    def relation(self, stem: str, rows: CellRows) -> Relation:
        """The relation of the rows of a file; what its reader took of odd rows is among them."""
        odd = self.odd.get(stem)
        query = rows.query([rows.whose(), *self._raw(rows.owner, rows.text())])
        if odd is not None:
            query = self.odd_alone(rows, odd) if odd.is_all else self._with_odd(rows, odd)
        source = self.kept(stem, query, rows.columns) if self.store is not None and self.keeps_rows else f"({query})"
        where = f" WHERE {rows.where}" if rows.where else ""
        self.session.ask(f"CREATE OR REPLACE VIEW read_{stem} AS SELECT * FROM {source}{where}")
        return Relation(f"read_{stem}", rows.columns, 2**40, rows.typical, raw="raw" if self.people_in_sample else "")

    def _with_odd(self, rows: CellRows, odd: Odd) -> str:
        """The rows that are surely good and of somebody in the roster, and the good ones of the others."""
        query = rows.query([rows.whose(), *self._raw(rows.owner, rows.text())], numbered=True)
        good = "owner IN (SELECT payee FROM roster)" if rows.owner is not None else "owner IS NULL"
        return f"SELECT * FROM ({query}) WHERE {good} UNION ALL BY NAME {self.odd_alone(rows, odd)}"

    def numbered(self, stem: str) -> str:
        """The rows of a file that are good, each with its line."""
        rows, odd = self.cells[stem], self.odd.get(stem)
        if odd is None:
            return rows.query([rows.whose()], numbered=True)
        return self.odd_alone(rows, odd) if odd.is_all else self._with_odd(rows, odd)

    def odd_alone(self, rows: CellRows, odd: Odd) -> str:
        """What the reader of a file took of its odd rows."""
        names = ", ".join(["line", "number", "owner", *rows.types, *self._raw("owner", "raw")])
        return f"SELECT {names} FROM {odd.relation(rows.types)}"

    def _raw(self, owner: str | None, text: str) -> list[str]:
        """The column with the text of a row of somebody in the sample, where there is one."""
        if not self.people_in_sample:
            return []
        return [f"CASE WHEN {self.is_in_sample(owner or 'NULL')} THEN {text} END AS raw"]

    def kept(self, stem: str, query: str, columns: Mapping[str, SqlValue]) -> str:
        """Keep the rows of a file, and give the relation of what is kept."""
        from compdsl.engines.duckdb.store import copy_statement

        assert self.store is not None
        path = self.store / f"trace-{stem}.parquet"
        has_places = stem in self.odd
        file = self.files[stem]
        statement = copy_statement(query, path, file.name, columns, has_places=has_places)
        with self.session.step(f"Reading {file.name}", file.lines):
            self.session.ask(statement)
        self.stored = [*dict.fromkeys([*self.stored, path])]
        return parquet_relation(path)

    # Odd rows

    def read_odd(self, stems: Collection[str]) -> None:
        """Have the odd rows of some files read by their readers; raises RefusedRows where some are refused."""
        for block in self.schema.blocks:
            if block.name in stems:
                self.read_odd_file(block.name, partial(self.cells_of, block), partial(self.odd_rows.of_block, block))
        if "measures" in stems:
            self.read_odd_file("measures", partial(cells_of_measures, self), self.odd_rows.of_measures)
        if self.errors:
            raise RefusedRows

    def read_odd_file(self, stem: str, cells: Callable[[], CellRows], read: Callable[[CellRows], Odd]) -> CellRows:
        """Read the odd rows of a file, once more where figures have more decimals than was thought."""
        while True:
            rows = cells()
            self.refusals[stem] = Refusals(keeps_rows=False)
            try:
                self.odd[stem] = read(rows)
            except MoreDecimals as more:
                self.least_places[stem, more.name] = more.places
            else:
                return rows

    def look_at_files(self) -> None:
        """Tell, once, of each file as a whole: that its last line may be cut off, that it is another once more."""
        seen: dict[str, str] = {}
        files, self.has_looked = {} if self.has_looked else self.files, True
        for stem, file in files.items():
            known, odd = file.bytes_of.result(), self.odd.get(stem)
            told = TextFile(file.name, file.shown, b"", Refusals())
            is_text = file.source.text not in self.parquet
            if known.ends_in_line and is_text and not (odd is not None and odd.is_all):
                told.warn(no_final_newline, line=known.lines + 1)
            if known.sha256 in seen:
                told.stop(same_file_twice(seen[known.sha256]))
            if self._has_rows(stem):
                seen.setdefault(known.sha256, file.name)
            refusals = self.refusals_of(stem)
            refusals.problems[:0] = [one for one in told.refusals.problems if one.severity is Severity.WARNING]
            refusals.problems += [one for one in told.refusals.problems if one.severity is Severity.ERROR]
            refusals.errors += told.refusals.errors
            refusals.warnings += told.refusals.warnings
            refusals.is_blocked = refusals.is_blocked or told.refusals.is_blocked

    def _has_rows(self, stem: str) -> bool:
        try:
            return self.rows_in(stem) > 0
        except ReadOneByOne:
            return True

    def refusals_of(self, stem: str) -> Refusals:
        """What is refused and told of a file."""
        return self.refusals.setdefault(stem, Refusals(keeps_rows=False))

    @property
    def errors(self) -> int:
        """How many errors there are in the rows that were read."""
        return sum(one.errors for one in self.refusals.values())

    @property
    def is_blocked(self) -> bool:
        """Whether a file cannot be read as a whole, so that nobody can be paid."""
        return any(one.is_blocked for one in self.refusals.values())

    @property
    def warnings(self) -> int:
        """How many warnings there are about the rows that were read."""
        return sum(one.warnings for one in self.refusals.values())

    @property
    def problems(self) -> list[Problem]:
        """The errors and warnings of all files, in the order in which they are read."""
        return [problem for stem in self.files for problem in self.refusals_of(stem).problems]

    def counts(self) -> list[FileCount]:
        """What became of the rows of the files that were read one by one."""
        return [self.odd[stem].count for stem in self.files if stem in self.odd]

    # The first rows

    def look(self, file: DataFile, kinds: Mapping[str, Type]) -> dict[str, Looked]:
        """How many decimals each column of numbers has and how large it is, as far as its first rows tell."""
        names = [name for name, wanted in kinds.items() if wanted.kind in NUMERIC]
        if not names:
            return {}
        found = {}
        for name in names:
            cells = [row[file.columns.index(name)].removesuffix("%") for row in file.first_rows]
            numbers = [cell for cell in cells if NUMBER.fullmatch(cell)]
            places = max([len(cell.partition(".")[2]) for cell in numbers], default=0)
            kind = kinds[name]
            if kind.kind is Kind.MONEY:
                places = places_of(kind.currency or self.schema.currency)
            else:
                places = 0 if kind.kind is Kind.COUNT else min(places, MOST_PLACES - 2) + 2
                places = max(places, self.least_places.get((file.stem, name), 0))
            most = max([abs(int(cell.partition(".")[0])) for cell in numbers], default=0)
            found[name] = Looked(places, 4 * (most + 1) * 10**places)
        return found


def state_of(path: Path) -> tuple[int, int, int]:
    """Which file stands at a path, how large it is, and when it was written to."""
    found = path.stat()
    return found.st_ino, found.st_size, found.st_mtime_ns


def _first_rows(piece: bytes) -> tuple[tuple[str, ...], list[list[str]]]:
    """The names in the header of a CSV file, none where it does not do, and the first whole rows."""
    text = piece.decode("utf-8-sig", errors="ignore")
    lines = text.splitlines(keepends=True)
    reader = csv.reader(lines if len(lines) == 1 else lines[:-1], strict=True)
    rows: list[list[str]] = []
    try:
        names = next(reader, [])
        rows += reader
    except csv.Error:
        pass
    if not all(names) or len(set(names)) < len(names):
        return (), []
    return tuple(names), [row for row in rows if len(row) == len(names)]
