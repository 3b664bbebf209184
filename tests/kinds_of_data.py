"""The same rows in every kind of data: files of a folder, and the tables of an SQLite file."""

import csv
import datetime
import json
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeAlias

import duckdb
import pyarrow
import xlsxwriter

Rows: TypeAlias = Sequence[Sequence[str]]
"""The header, and the rows below it, as they stand in a CSV file."""

Contents: TypeAlias = Mapping[str, Rows]
Types: TypeAlias = Mapping[str, str]
"""The types of the columns that are no texts, as a database names them."""


def rows_of(folder: Path) -> dict[str, list[list[str]]]:
    """The rows of the CSV files of a folder, by their names."""
    found = {}
    for path in sorted(folder.glob("*.csv")):
        with path.open(newline="") as file:
            found[path.stem] = list(csv.reader(file))
    return found


def value_of(cell: str, kind: str) -> Any:
    """The value of a cell in a column of a type; None where it is empty."""
    if not cell:
        return None
    if kind == "DATE":
        return datetime.date.fromisoformat(cell)
    if kind == "BOOLEAN":
        return cell == "true"
    if kind.startswith("DECIMAL"):
        return Decimal(cell)
    return int(cell) if kind else cell


def to_csv(rows: Rows, target: Path, _: Types) -> None:
    with target.open("w", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def to_json_lines(rows: Rows, target: Path, types: Types) -> None:
    header, *below = rows
    with target.open("w") as file:
        for row in below:
            pairs = zip(header, row, strict=True)
            file.write(
                "{" + ", ".join(f"{json.dumps(name)}: {_json(cell, types.get(name, ''))}" for name, cell in pairs)
            )
            file.write("}\n")


def _json(cell: str, kind: str) -> str:
    if not cell:
        return "null"
    return cell if kind and kind != "DATE" else json.dumps(cell, ensure_ascii=False)


def to_parquet(rows: Rows, target: Path, types: Types) -> None:
    header, *below = rows
    columns = ", ".join(f'"{name}" {types.get(name, "VARCHAR")}' for name in header)
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE t ({columns})")
        if below:
            marks = ", ".join("?" * len(header))
            connection.executemany(f"INSERT INTO t VALUES ({marks})", [[cell or None for cell in row] for row in below])
        connection.execute("COPY t TO '{}' (FORMAT parquet)".format(str(target).replace("'", "''")))


def to_excel(rows: Rows, target: Path, types: Types) -> None:
    header, *below = rows
    book = xlsxwriter.Workbook(str(target))
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, header)
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for number, row in enumerate(below, 1):
        for place, (name, cell) in enumerate(zip(header, row, strict=True)):
            value = value_of(cell, types.get(name, ""))
            if isinstance(value, datetime.date):
                sheet.write_datetime(number, place, datetime.datetime.combine(value, datetime.time()), day)
            elif isinstance(value, bool):
                sheet.write_boolean(number, place, value)
            elif isinstance(value, int | Decimal):
                sheet.write_number(number, place, float(value))
            elif value is not None:
                sheet.write_string(number, place, value)
    book.close()


def to_sqlite(tables: Contents, target: Path, types: Types) -> None:
    """Every table of a file; amounts with decimals are texts there, for SQLite has no decimals."""
    connection = sqlite3.connect(target)
    for name, (header, *below) in tables.items():
        kinds = ["INTEGER" if _is_whole(types.get(one, "")) else "TEXT" for one in header]
        columns = ", ".join(f'"{one}" {kind}' for one, kind in zip(header, kinds, strict=True))
        connection.execute(f'CREATE TABLE "{name}" ({columns})')
        marks = ", ".join("?" * len(header))
        connection.executemany(
            f'INSERT INTO "{name}" VALUES ({marks})', [[cell or None for cell in row] for row in below]
        )
    connection.commit()
    connection.close()


def _is_whole(kind: str) -> bool:
    return kind.endswith("INT") or kind == "INTEGER"


Write: TypeAlias = Callable[[Rows, Path, Types], None]
FILES: Mapping[str, Write] = {
    ".csv": to_csv, ".jsonl": to_json_lines, ".parquet": to_parquet, ".xlsx": to_excel,
}  # fmt: skip


def written(tables: Contents, kind: str, folder: Path, types: Types) -> Path:
    """The place of the same rows in a kind of data, made below a folder."""
    if kind == ".sqlite":
        to_sqlite(tables, folder / "data.sqlite", types)
        return folder / "data.sqlite"
    place = folder / kind.strip(".")
    place.mkdir()
    for name, rows in tables.items():
        FILES[kind](rows, place / f"{name}{kind}", types)
    return place


def in_arrow(tables: Contents, types: Types) -> dict[str, Any]:
    """The same rows as tables of Arrow, by their names."""
    found = {}
    for name, (header, *rows) in tables.items():
        columns = list(zip(*rows, strict=True)) or [()] * len(header)
        cells = {
            one: [value_of(cell, types.get(one, "")) for cell in column]
            for one, column in zip(header, columns, strict=True)
        }
        schema = [(one, ARROW.get(types.get(one, "").partition("(")[0], pyarrow.string())) for one in header]
        found[name] = pyarrow.Table.from_pydict(cells, pyarrow.schema(schema))
    return found


ARROW = {
    "DATE": pyarrow.date32(), "BOOLEAN": pyarrow.bool_(), "DECIMAL": pyarrow.decimal128(38, 10),
    "NUMERIC": pyarrow.decimal128(38, 10), "INTEGER": pyarrow.int64(), "BIGINT": pyarrow.int64(),
    "SMALLINT": pyarrow.int16(),
}  # fmt: skip
