"""What a run leaves out, counted and added up: refused rows as far as they can be read, rows of payees not paid.

Amounts, numbers and counts are added up, column by column, and the measures that the data gives one by one.
Percentages are not: their sum says nothing. Nor are figures of the roster whose unit the plan does not say.
"""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from attrs import define, field, frozen

from compdsl.kernel.plan import Plan
from compdsl.paid.payroll import Payroll
from compdsl.paid.rows import UNPAID, fates
from compdsl.records.cells import cell_reader, read_number
from compdsl.records.data import Data, Given, Payee, Row
from compdsl.records.reader import Reader
from compdsl.records.refused import RefusedRow
from compdsl.records.schema import Schema
from compdsl.values.exact import Exact, Value
from compdsl.values.types import FIGURE, Kind, Type, money

ADDED_UP = (Kind.MONEY, Kind.NUMBER, Kind.COUNT)
MEASURED = ("value", "of")


@define
class Amount:
    """A sum over some rows: how many rows there are, how many of them it is the sum of."""

    rows: int = 0
    read: int = 0
    sum: Exact = 0

    def add(self, value: Exact | None) -> None:
        """One row, of which the figure may not be readable."""
        self.rows += 1
        if value is not None:
            self.read += 1
            self.sum += value


@define
class ColumnLeftOut:
    """One column of a file, or of the rows of one measure: what its refused rows and those of the unpaid come to."""

    file: str
    column: str
    metric: str | None
    type: Type
    refused: Amount = field(factory=Amount)
    unpaid: Amount = field(factory=Amount)


@frozen
class AmountsLeftOut:
    """What a run leaves out: how many rows are refused, how many are of payees not paid, who these are, the sums."""

    refused: int
    unpaid: int
    payees: tuple[str, ...]
    columns: tuple[ColumnLeftOut, ...]

    @property
    def is_nothing(self) -> bool:
        """Whether every row and every payee is paid on."""
        return not self.refused and not self.payees


def amounts_left_out(plan: Plan, data: Data, payroll: Payroll, refused: Iterable[RefusedRow]) -> AmountsLeftOut:
    """The rows and payees a run leaves out; columns in the order of the plan."""
    sums = _Sums(plan.schema)
    rejected = list(refused)
    for row in rejected:
        sums.add_refused(row)
    rows = [row for row, fate in fates(plan, data, payroll) if fate == UNPAID] if payroll.unpaid else []
    for one in rows:
        sums.add_unpaid(one)
    return AmountsLeftOut(len(rejected), len(rows), tuple(_names(data, payroll, rejected)), sums.columns())


def _names(data: Data, payroll: Payroll, refused: Iterable[RefusedRow]) -> Iterator[str]:
    """Who is not paid in a period, in the order of the roster; then who is refused by the roster."""
    unpaid = {one.payee.key for one in payroll.unpaid}
    known = {payee.key for payee in data.payees}
    yield from (payee.key for payee in data.payees if payee.key in unpaid)
    rows = (row.payee for row in refused if row.payee and _stem(row.file) == "payees")
    yield from dict.fromkeys(name for name in rows if name not in known)


class _Sums:
    """The sums so far, by the place of their column in the schema."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self.found: dict[tuple[int, int, str, int], ColumnLeftOut] = {}
        files: dict[str, Mapping[str, Type]] = {"payees": schema.payee_fields}
        files |= {block.name: block.columns for block in schema.blocks}
        self.files = {name: _added_up(columns, schema) for name, columns in files.items()}

    def add_refused(self, row: RefusedRow) -> None:
        """A refused row, its cells read as far as they can be."""
        cells = dict(zip(row.columns, row.cells, strict=True)) if row.columns else {}
        stem = _stem(row.file)
        if stem == "measures" and stem not in self.files:
            self._add_refused_measure(row.file, cells)
            return
        for place, (name, kind, reader) in enumerate(self.files.get(stem, ())):
            text = cells.get(name)
            value = reader.value(text) if text else None
            self._column(row.file, place, name, kind).refused.add(_number(value))

    def _add_refused_measure(self, file: str, cells: Mapping[str, str | None]) -> None:
        metric = cells.get("metric") or ""
        for name in MEASURED:
            text = cells.get(name)
            if name == "value" and text and text.endswith("%"):
                continue
            if text or name == "value":
                self._measure(file, name, metric).refused.add(read_number.value(text) if text else None)

    def add_unpaid(self, row: Row | Given | Payee) -> None:
        """A good row of somebody who is not paid."""
        if isinstance(row, Given):
            for name, value in (("value", None if row.is_ratio else row.value), ("of", row.of)):
                if value is not None:
                    self._measure(row.file, name, row.metric).unpaid.add(value)
            return
        values = row.fields if isinstance(row, Payee) else row.values
        for place, (name, kind, _) in enumerate(self.files[_stem(row.file)]):
            number = _number(values.get(name))
            if number is not None:
                self._column(row.file, place, name, kind).unpaid.add(number)

    def columns(self) -> tuple[ColumnLeftOut, ...]:
        """The columns that have a row, in the order of the plan."""
        return tuple(self.found[key] for key in sorted(self.found))

    def _column(self, file: str, place: int, name: str, kind: Type) -> ColumnLeftOut:
        key = (list(self.files).index(_stem(file)), place, "", 0)
        if key not in self.found:
            self.found[key] = ColumnLeftOut(file, name, None, kind)
        return self.found[key]

    def _measure(self, file: str, name: str, metric: str) -> ColumnLeftOut:
        place = self.schema.measures.index(metric) if metric in self.schema.measures else len(self.schema.measures)
        key = (len(self.files), place, metric, MEASURED.index(name))
        if key not in self.found:
            self.found[key] = ColumnLeftOut(file, name, metric or None, FIGURE)
        return self.found[key]


def _added_up(columns: Mapping[str, Type], schema: Schema) -> list[tuple[str, Type, Reader[Value]]]:
    """The columns of a file that can be added up, with how their cells are read."""
    found = []
    for name, wanted in columns.items():
        if wanted.kind in ADDED_UP:
            kind = money(wanted.currency or schema.currency) if wanted.kind is Kind.MONEY else wanted
            found.append((name, kind, cell_reader(wanted, schema.currency)))
    return found


def _number(value: Value | None) -> Exact | None:
    return value if isinstance(value, int | Fraction) and not isinstance(value, bool) else None


def _stem(file: str) -> str:
    return file.rpartition(".")[0]
