"""How the rows of a file become values in a query: its cells, whose row it is, and which rows are surely good."""

import datetime
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from attrs import define, field, frozen

from compdsl.engines.beyond import BeyondQuery
from compdsl.engines.duckdb.cells import CellColumn, cell_column, column
from compdsl.engines.figures import Figure
from compdsl.engines.to_sql import SqlValue, quoted, text_of
from compdsl.records.text import TextRow
from compdsl.values.exact import Value
from compdsl.values.types import NUMERIC, Kind, Type

if TYPE_CHECKING:
    from compdsl.engines.duckdb.reading import DataFile

CELL_END, ROW_END = "\x1f", "\x1e"
"""What parts the cells and the rows that are kept as text; no good cell holds them."""

ODD = "\t"
"""Whose row it is where that is not surely read; nobody of a roster is called so."""

WIDEST = 2**63 - 1
TYPES = {Kind.DATE: "DATE", Kind.BOOL: "BOOLEAN"}


@frozen
class Looked:
    """What the first rows of a file tell of a column of numbers: its decimals, and the most of it as a whole number."""

    places: int
    most: int


class MoreDecimals(Exception):  # noqa: N818 - it is asked for, not a defect
    """A figure has more decimals than its column was thought to have."""

    def __init__(self, name: str, places: int) -> None:
        super().__init__(name)
        self.name = name
        self.places = places


@define(eq=False)
class CellRows:
    """The rows of one file in a query.

    `columns` are their values by the names of the plan, `types` how the database holds each column of the relation.
    """

    file: "DataFile"
    source: str
    columns: dict[str, SqlValue] = field(factory=dict)
    types: dict[str, str] = field(factory=dict)
    read: list[str] = field(factory=list)
    values: list[str] = field(factory=list)
    sure: list[str] = field(factory=list)
    used: list[str] = field(factory=list)
    """The columns of the file that the plan reads."""
    identifiers: list[str] = field(factory=list)
    """Those of them that are identifiers, and may hold any characters."""
    owner: str | None = None
    """The column of the file that says whose row it is, where one does."""
    where: str = ""
    """Which rows of the relation the plan reads, where not all of them."""
    asked: str = ""
    """Which rows of the file the plan reads, or cannot tell; where not all of them."""
    typical: Mapping[str, tuple[int, int]] = field(factory=dict)
    """Between which numbers columns of the relation mostly lie."""

    def add(self, name: str, cells: CellColumn, value: SqlValue, text: str, kind: Kind, *, is_filled: bool) -> None:
        """A column of cells; where it is `filled` an empty cell is none."""
        mine = text_of(value)
        self.read.append(f"{cells.read} AS x_{mine}")
        self.add_value(name, cells.value, value, kind)
        self.sure.append(cells.is_sure if is_filled else f"({cells.is_sure} OR {text} IS NULL)")
        self.used.append(text)

    def add_value(self, name: str, expression: str, value: SqlValue, kind: Kind) -> None:
        """A column that is made of cells."""
        self.columns[name] = value
        self.types[text_of(value)] = "BIGINT" if kind in NUMERIC else TYPES.get(kind, "VARCHAR")
        self.values.append(f"{expression} AS {text_of(value)}")

    @property
    def is_sure(self) -> str:
        """The condition that a row is surely good, but for whose it is."""
        return " AND ".join(self.sure) or "TRUE"

    def query(self, more: Sequence[str] = (), *, numbered: bool = False) -> str:
        """The rows as values, and more columns."""
        source = self.source
        if numbered:
            source = f"(SELECT row_number() OVER () AS number, * FROM {source})"
            more = ["number", f"number + {self.file.header} AS line", *more]
        inner = f"(SELECT *, {', '.join(self.read)} FROM {source})" if self.read else source
        return f"SELECT {', '.join([*self.values, *more])} FROM {inner}"

    def odd(self, roster: str) -> str:
        """The rows as text that are not surely good, or of nobody in the roster, each with its number."""
        texts = ", ".join(inner_names(self.file))
        inner = f"(SELECT row_number() OVER () AS number, * FROM {self.source})"
        inner = f"(SELECT *, {', '.join(self.read)} FROM {inner})" if self.read else inner
        is_odd = f"NOT coalesce({self.is_sure}, FALSE)"
        if self.owner is not None:
            is_odd += f" OR NOT coalesce({self.owner} IN (SELECT payee FROM {roster}), FALSE)"
        where = f" AND ({self.asked})" if self.asked else ""
        return f"SELECT number, {texts} FROM {inner} WHERE ({is_odd}){where} ORDER BY number"

    def whose(self) -> str:
        """The column that says whose row it is, where the row is surely good."""
        owner = self.owner or "CAST(NULL AS VARCHAR)"
        return f"CASE WHEN {self.is_sure} THEN {owner} ELSE {quoted(ODD)} END AS owner"

    def text(self) -> str:
        """The text of a row, as far as the plan reads it."""
        held = {*self.used, self.owner}
        plain = {name: f"translate({name}, chr(30) || chr(31), '??')" for name in self.identifiers}
        texts = ", ".join(
            f"coalesce({plain.get(name, name)}, '')" if name in held else "''" for name in inner_names(self.file)
        )
        return f"concat_ws({quoted(CELL_END)}, {texts})"

    def cells(self, values: Mapping[str, Value | None]) -> Iterator[str | None]:
        """The values of a row that was read before, as cells of the relation.

        Raises MoreDecimals where a figure has more than its column.
        """
        for name, held in self.columns.items():
            if text_of(held) in self.types:
                yield _cell(name, values.get(name), held)


def _cell(name: str, value: Value | None, held: SqlValue) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime.date):
        return value.isoformat()
    assert isinstance(held, Figure)
    assert isinstance(value, int | Fraction)
    units = value / held.factor
    if units.denominator != 1:
        raise MoreDecimals(name, decimals_of(Fraction(value)))
    if abs(units) > WIDEST:
        raise BeyondQuery(f"a figure of `{name}` has more digits than numbers of a database")
    return str(units)


def decimals_of(value: Fraction) -> int:
    """How many decimals a figure has that was written as a decimal."""
    places = 0
    while 10**places % value.denominator:
        places += 1
    return places


def cell_rows(
    file: "DataFile",
    source: str,
    kinds: Mapping[str, Type],
    looked: Mapping[str, Looked],
    letter: str,
    filled: Collection[str],
) -> CellRows:
    """The rows of a file of which some columns are read; those that are `filled` have no empty cells."""
    found = CellRows(file, source)
    for at, (name, wanted) in enumerate(kinds.items(), 1):
        text, mine = file.inner_name(name), f"{letter}{at}"
        places = looked[name].places if name in looked else 0
        value = column(mine, wanted.kind, places, may_lack=name not in filled)
        cells = cell_column(wanted.kind, text, f"x_{mine}", places)
        found.add(name, cells, value, text, wanted.kind, is_filled=name in filled)
    return found


def inner_names(file: "DataFile") -> list[str]:
    """How the columns of a file are called in a query of it."""
    return [f"t{at}" for at in range(1, len(file.columns) + 1)]


def kept_rows(texts: Iterable[str | None]) -> Iterator[TextRow]:
    """The rows that a query kept as text; their lines are not known."""
    rows = (row for text in texts if text for row in text.split(ROW_END))
    for number, row in enumerate(rows, 1):
        yield 0, number, [cell or None for cell in row.split(CELL_END)]
