"""How much money stands in the rows that are refused, as far as it can be read."""

from collections.abc import Iterable

from attrs import define

from compdsl.records.cells import money_reader
from compdsl.records.refused import RefusedRow
from compdsl.records.schema import Schema
from compdsl.values.exact import Exact
from compdsl.values.types import Kind, Type


@define
class LeftOut:
    """The sum of one money column over the refused rows of a file, and how many of their cells could be read."""

    file: str
    column: str
    amount: Exact = 0
    readable: int = 0
    rows: int = 0


def money_left_out(refused: Iterable[RefusedRow], schema: Schema) -> list[LeftOut]:
    """What the money columns of refused rows come to, in the order of the files and of their columns."""
    blocks = {block.name: block.columns for block in schema.blocks}
    found: dict[tuple[str, str], LeftOut] = {}
    for row in refused:
        stem = row.file.rpartition(".")[0]
        columns = schema.payee_fields if stem == "payees" else blocks.get(stem, {})
        for name, wanted in columns.items():
            if wanted.kind is Kind.MONEY:
                one = found.setdefault((row.file, name), LeftOut(row.file, name))
                one.rows += 1
                value = _amount(row, name, wanted, schema.currency)
                if value is not None:
                    one.readable += 1
                    one.amount += value
    return list(found.values())


def _amount(row: RefusedRow, column: str, wanted: Type, currency: str | None) -> Exact | None:
    text = row.cells[row.columns.index(column)] if column in row.columns else None
    return money_reader(wanted.currency or currency).value(text) if text else None
