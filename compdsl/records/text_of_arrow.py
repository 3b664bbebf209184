"""Rows of Arrow -> CSV text: every value as its plain text, many at once; no binary floating point becomes a figure."""

import io
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import pyarrow
import pyarrow.compute as of
import pyarrow.csv
from pyarrow import types

from compdsl.records.cells import NO_TEXT
from compdsl.records.tables import FLOATING
from compdsl.records.text_of_rows import csv_pieces

if TYPE_CHECKING:
    from pyarrow import Array, RecordBatch

ROWS_AT_ONCE = 10_000
_MIDNIGHT = r"^([0-9]{4}-[0-9]{2}-[0-9]{2}) 00:00:00(\.0+)?$"
_FEW_DECIMALS = 2
"""With so many decimals at most, those of the type stay; else needless noughts go."""

_PLAIN = (
    types.is_integer, types.is_boolean, types.is_string, types.is_large_string, types.is_string_view, types.is_null,
    types.is_time,
)  # fmt: skip


def text_pieces(header: Sequence[str], batches: "Iterable[RecordBatch]") -> Iterator[bytes]:
    """The text of rows, piece by piece, in the form that `text_of_rows.py` says."""
    yield from csv_pieces(header, ())
    options = pyarrow.csv.WriteOptions(include_header=False, quoting_style="all_valid")
    for batch in batches:
        for first in range(0, batch.num_rows, ROWS_AT_ONCE):
            texts = [text_of(column) for column in batch.slice(first, ROWS_AT_ONCE).columns]
            if texts:
                piece = io.BytesIO()
                names = [str(at) for at in range(len(texts))]
                pyarrow.csv.write_csv(pyarrow.record_batch(texts, names=names), piece, options)
                yield piece.getvalue()


def text_of(column: "Array[Any]") -> "Array[Any]":
    """The plain texts of a column; nothing is an empty text."""
    kind = column.type
    if isinstance(kind, pyarrow.ExtensionType):
        return text_of(column.storage)
    if types.is_dictionary(kind):
        return text_of(column.dictionary_decode())
    return of.fill_null(of.cast(_texts(column, kind), pyarrow.large_string()), "")


def _texts(column: "Array[Any]", kind: Any) -> "Array[Any]":
    if any(is_it(kind) for is_it in _PLAIN):
        return column
    if types.is_decimal(kind):
        return _decimals(column, kind)
    if types.is_date(kind):
        return of.cast(column, pyarrow.date32())
    if types.is_timestamp(kind):
        text = of.cast(column, pyarrow.string())
        return text if kind.tz is not None else of.replace_substring_regex(text, _MIDNIGHT, r"\1")
    if types.is_floating(kind):
        number = of.cast(column, pyarrow.float32()) if types.is_float16(kind) else column
        return of.binary_join_element_wise(of.cast(number, pyarrow.string()), FLOATING, "")
    what = pyarrow.scalar("bytes" if types.is_binary(kind) else f"a value of type {kind}")
    return of.if_else(of.is_null(column), pyarrow.scalar(None, pyarrow.string()), f"{what}{NO_TEXT}")


def _decimals(column: "Array[Any]", kind: Any) -> "Array[Any]":
    """Exact decimals in plain form."""
    text = of.cast(column, pyarrow.string())
    if kind.scale > 6 or kind.scale < 0:
        text = pyarrow.array([None if one is None else f"{one:f}" for one in column.to_pylist()], pyarrow.string())
    if kind.scale <= _FEW_DECIMALS:
        return text
    return of.utf8_rtrim(of.utf8_rtrim(text, "0"), ".")
