"""Files, or the tables of a database -> relations, without reading a row in Python that is surely good.

A row of which every cell has its one form becomes values in the query itself. Any other is handed to the readers of
`records/`, which take it or refuse it in their words; those that are taken are added to the relation. So what is read,
and what is refused, is said in one place.
"""

import csv
import datetime
from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from attrs import define, evolve, field, frozen

from compdsl.engines.beyond import BeyondQuery, ReadOneByOne
from compdsl.engines.duckdb.bytes_of import Bytes, read_through
from compdsl.engines.duckdb.cells import MOST_PLACES, cell_column, column
from compdsl.engines.duckdb.measures import read_measures
from compdsl.engines.duckdb.session import Session
from compdsl.engines.duckdb.sources import JSON_LINES, Source, first_objects, json_relation, source_in
from compdsl.engines.figures import Figure
from compdsl.engines.relations import Relation, Relations
from compdsl.engines.to_sql import Plain, SqlValue, quoted, text_of
from compdsl.records.cells import NUMBER
from compdsl.records.data import InputFile
from compdsl.records.refused import Refusals
from compdsl.records.roster import roster_columns
from compdsl.records.schema import BlockSchema, Schema
from compdsl.records.tables import as_text, parquet_columns, parquet_relation, plain_path
from compdsl.records.text import TextRow
from compdsl.records.text_of_rows import Tables
from compdsl.values.calendar import Calendar
from compdsl.values.currency import places_of
from compdsl.values.types import DATE, NUMERIC, TEXT, Kind, Type

ROWS_LOOKED_AT = 5_000
LOOKED_AT = 256 * 1024
"""How many bytes of a file are looked at for the decimals of its numbers; a row with more is read one by one."""

CELL_END, ROW_END = "\x1f", "\x1e"
"""What parts the cells and the rows that are kept as text; no good cell holds them."""

ODD = "\t"
"""Whose row it is where that is not surely read; nobody of a roster is called so."""


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
    def name(self) -> str:
        """Its name in the folder or in the database."""
        return self.source.name

    @property
    def shown(self) -> str:
        """What it is called in messages."""
        return self.source.shown

    @property
    def is_json(self) -> bool:
        """Whether it is a file of JSON lines, which has no header."""
        return self.source.text.suffix == JSON_LINES

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
    """The folder in which rows are kept as they are read, where they are."""
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
    refusals: Refusals = field(factory=Refusals)
    days: dict[str, str] = field(factory=dict)
    """The column of each block that says when a row was."""

    def relations(self) -> Relations:
        """All that the plan reads."""
        if self.schema.uses_reports:
            raise BeyondQuery("it reads who is above whom")
        roster = self._roster()
        blocks = {block.name: self._block(block) for block in self.schema.blocks}
        return Relations(roster, blocks, read_measures(self) if self.schema.measures else None)

    def is_in_sample(self, owner: str) -> str:
        """The condition that somebody is among those whose rows are kept as text."""
        return f"hash({owner}) % {self.one_in} = 0"

    def owner_of(self, file: DataFile, owner: str, sure: Sequence[str]) -> str:
        """The column that says whose row it is, where the row is surely good."""
        return f"CASE WHEN {' AND '.join(sure) or 'TRUE'} THEN {owner} ELSE {quoted(ODD)} END AS owner"

    def raw_of(self, file: DataFile, owner: str) -> list[str]:
        """The column with the text of a row of somebody in the sample, where there is one."""
        if not self.people_in_sample:
            return []
        texts = ", ".join(f"coalesce({name}, '')" for name in inner_names(file))
        return [f"CASE WHEN {self.is_in_sample(owner)} THEN concat_ws({quoted(CELL_END)}, {texts}) END AS raw"]

    @property
    def raw_name(self) -> str:
        """How the column with the text of rows is called, where there is one."""
        return "raw" if self.people_in_sample else ""

    # Files

    def file(self, stem: str, needed: Sequence[str]) -> DataFile:
        """The one file of a stem, whose header names the columns that are needed; its bytes are gone through."""
        source = source_in(self.folder, stem, Path(self.session.folder.name))
        state = state_of(source.path)
        names, rows = self._looked_into(source.text)
        if any(name not in names for name in needed):
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

    def roster_rows(self, keys: Sequence[str]) -> list[TextRow]:
        """The rows of the roster of some people, as text."""
        file = self.files["payees"]
        held = ", ".join(map(quoted, keys)) or "NULL"
        told = f"{file.inner_name('payee')} IN ({held})"
        rows = self.session.ask(f"SELECT * FROM {self.source(file)} WHERE {told}")
        return [(0, at, [None if one is None else str(one) for one in cells]) for at, cells in enumerate(rows, 1)]

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
        known = file.bytes_of.result()
        if file.path in self.parquet:
            ((rows,),) = self.session.ask(f"SELECT count(*) FROM {parquet_relation(file.path)}")
            return int(str(rows))
        if known.unlike:
            raise ReadOneByOne(f"`{file.name}` is read line by line: {known.unlike}")
        lines = known.lines + known.ends_in_line - (0 if file.is_json else 1)
        if known.has_quotes:
            ((rows,),) = self.session.ask(f"SELECT count(*) FROM {self.source(file)}")
            if rows != lines:
                raise ReadOneByOne(f"`{file.name}` has cells of several lines")
        return lines

    # The roster

    def _roster(self) -> Relation:
        wanted: dict[str, Type] = {"payee": TEXT, "team": TEXT, "start": DATE, "end": DATE}
        wanted |= self.schema.payee_fields
        file = self.file("payees", roster_columns(self.schema))
        there = {name: kind for name, kind in wanted.items() if name in file.columns}
        looked = self.look(file, there)
        columns, query = self._columns(file, there, looked, "r", {"payee"})
        missing = [name for name in ("team", "start", "end") if name not in there]
        more = "".join(f", CAST(NULL AS {'VARCHAR' if name == 'team' else 'DATE'}) AS no_{name}" for name in missing)
        team = text_of(columns["team"]) if "team" in there else "no_team"
        self.session.ask(f"CREATE OR REPLACE TABLE roster_read AS SELECT *{more} FROM ({query})")
        asked = "count(*), count(*) FILTER (WHERE odd), count(DISTINCT r1)"
        ((rows, odd, people),) = self.session.ask(f"SELECT {asked} FROM roster_read")
        if odd:
            raise ReadOneByOne("the roster has rows that are read one by one")
        renamed = f"r1 AS payee, {team} AS team, rowid AS place"
        view, is_several = f"SELECT *, {renamed} FROM roster_read", "FALSE"
        self.session.ask(f"CREATE OR REPLACE VIEW roster_read_teams AS {view}")
        if people != rows:
            is_several = "count(*) OVER (PARTITION BY r1) > 1"
            view += " QUALIFY row_number() OVER (PARTITION BY r1 ORDER BY rowid) = 1"
        self.session.ask(
            f"CREATE OR REPLACE VIEW roster AS {view.replace(' FROM', f', {is_several} AS is_several FROM', 1)}"
        )
        columns |= {name: Plain(f"no_{name}", may_lack=True) for name in missing}
        if self.store is not None:
            self.kept("payees", "SELECT * FROM roster_read", columns)
        columns |= {"payee": Plain("payee"), "team": Plain("team", may_lack=True)}
        assert isinstance(rows, int)
        self.one_in = max(rows // self.people_in_sample, 1) if self.people_in_sample else 1
        columns = self._measured("roster_read", columns)
        return Relation("roster", columns, rows, has_several=people != rows)

    def _measured(self, table: str, columns: dict[str, SqlValue]) -> dict[str, SqlValue]:
        """The columns of a table with the least and the most of each that is a number."""
        figures = {name: one for name, one in columns.items() if isinstance(one, Figure)}
        if not figures:
            return columns
        asked = ", ".join(f"min({one.top}), max({one.top})" for one in figures.values())
        (found,) = self.session.ask(f"SELECT {asked} FROM {table}")
        bounds = [0 if one is None else int(str(one)) for one in found]
        for at, (name, one) in enumerate(figures.items()):
            columns[name] = evolve(one, low=min(bounds[2 * at], 0), high=max(bounds[2 * at + 1], 0))
        return columns

    # Blocks

    def _block(self, block: BlockSchema) -> Relation:
        if block.credit is not None or block.people:
            raise BeyondQuery("rows name several people")
        file = self.file(block.name, tuple(block.columns))
        if {"id", f"{block.name}_id"} & set(file.columns):
            raise ReadOneByOne("rows have identifiers")
        kinds = {name: kind for name, kind in block.columns.items() if name != block.payee_column}
        looked = self.look(file, kinds)
        owner = file.inner_name(block.payee_column) if block.payee_column is not None else "CAST(NULL AS VARCHAR)"
        columns, query = self._columns(file, kinds, looked, "b", set(kinds), owner)
        if block.payee_column is not None:
            columns[block.payee_column] = Plain("owner")
        view = f"read_{block.name}"
        source = self.kept(block.name, query, columns) if self.store is not None else f"({query})"
        self.session.ask(f"CREATE OR REPLACE VIEW {view} AS SELECT * FROM {source}")
        if block.date_column is not None:
            columns["day"] = columns[block.date_column]
            self.days[block.name] = text_of(columns["day"])
        typical = {
            text_of(columns[name]): (-one.most, one.most) for name, one in looked.items() if one.most and name in kinds
        }
        return Relation(view, columns, 2**40, typical, raw=self.raw_name)

    def kept(self, stem: str, query: str, columns: Mapping[str, SqlValue]) -> str:
        """Keep the rows of a file, and give the relation of what is kept."""
        from compdsl.engines.duckdb.store import copy_statement

        assert self.store is not None
        path = self.store / f"trace-{stem}.parquet"
        self.session.ask(copy_statement(query, path, self.files[stem].name, columns))
        self.stored.append(path)
        return parquet_relation(path)

    def _columns(
        self,
        file: DataFile,
        kinds: Mapping[str, Type],
        looked: "Mapping[str, Looked]",
        letter: str,
        filled: Collection[str],
        owner: str = "",
    ) -> tuple[dict[str, SqlValue], str]:
        """The columns of a relation and the query of it; those that are `filled` have no empty cells.

        With an `owner` whose row it is, which is not looked at here: it is a name of the roster or none.
        """
        columns: dict[str, SqlValue] = {}
        read, values, sure = [], [], []
        for at, (name, wanted) in enumerate(kinds.items(), 1):
            text, mine = file.inner_name(name), f"{letter}{at}"
            places = looked[name].places if name in looked else 0
            cells = cell_column(wanted.kind, text, f"x{at}", places)
            columns[name] = column(mine, wanted.kind, places, may_lack=name not in filled)
            read.append(f"{cells.read} AS x{at}")
            values.append(f"{cells.value} AS {mine}")
            sure.append(cells.is_sure if name in filled else f"({cells.is_sure} OR {text} IS NULL)")
        inner = f"(SELECT *, {', '.join(read)} FROM {self.source(file)})"
        are_sure = " AND ".join(sure) or "TRUE"
        if not owner:
            return columns, f"SELECT {', '.join(values)}, NOT coalesce({are_sure}, FALSE) AS odd FROM {inner}"
        values.append(self.owner_of(file, owner, sure))
        values += self.raw_of(file, owner)
        return columns, f"SELECT {', '.join(values)} FROM {inner}"

    def look(self, file: DataFile, kinds: Mapping[str, Type]) -> "dict[str, Looked]":
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
            most = max([abs(int(cell.partition(".")[0])) for cell in numbers], default=0)
            found[name] = Looked(places, 4 * (most + 1) * 10**places)
        return found


@frozen
class Looked:
    """What the first rows of a file tell of a column of numbers: its decimals, and the most of it as a whole number."""

    places: int
    most: int


def state_of(path: Path) -> tuple[int, int, int]:
    """Which file stands at a path, how large it is, and when it was written to."""
    found = path.stat()
    return found.st_ino, found.st_size, found.st_mtime_ns


def inner_names(file: DataFile) -> list[str]:
    """How the columns of a file are called in a query of it."""
    return [f"t{at}" for at in range(1, len(file.columns) + 1)]


def _first_rows(piece: bytes) -> tuple[tuple[str, ...], list[list[str]]]:
    """The names in the header of a CSV file, none where it does not do, and the first whole rows."""
    text = piece.decode("utf-8-sig", errors="ignore")
    lines = text.splitlines(keepends=True)
    try:
        names, *rows = csv.reader(lines if len(lines) == 1 else lines[:-1], strict=True)
    except (csv.Error, ValueError):
        return (), []
    if not all(names) or len(set(names)) < len(names):
        return (), []
    return tuple(names), [row for row in rows if len(row) == len(names)]
