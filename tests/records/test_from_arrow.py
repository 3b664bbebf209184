"""Tables of other programs: every value becomes its plain text, and what has none is refused."""

import datetime
import importlib.util
import io
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import duckdb
import pandas
import polars
import pyarrow
import pyarrow.compute
import pytest

from compdsl.diagnostics.problem import Problem
from compdsl.records.cells import NO_TEXT
from compdsl.records.from_arrow import ArrowTables
from compdsl.records.text_of_arrow import text_of
from compdsl.records.text_of_rows import Table, csv_pieces
from compdsl.records.text_of_rows import text_of as whole_text

NIGHT = datetime.datetime(2026, 1, 31)  # noqa: DTZ001 - a day
NOON = datetime.datetime(2026, 1, 31, 12, 30)  # noqa: DTZ001 - a time without a zone


@pytest.mark.parametrize(
    ("values", "kind", "texts"),
    [
        (["a", "", None, "é"], pyarrow.string(), ["a", "", "", "é"]),
        (["a"], pyarrow.large_string(), ["a"]),
        (["a", None], pyarrow.string_view(), ["a", ""]),
        ([1, -2, None], pyarrow.int8(), ["1", "-2", ""]),
        ([2**64 - 1], pyarrow.uint64(), ["18446744073709551615"]),
        ([True, False, None], pyarrow.bool_(), ["true", "false", ""]),
        ([Decimal("1.50"), None], pyarrow.decimal128(9, 2), ["1.50", ""]),
        ([Decimal("100"), Decimal("-0.1")], pyarrow.decimal128(38, 10), ["100", "-0.1"]),
        ([Decimal("0.0000001"), Decimal("0")], pyarrow.decimal128(38, 9), ["0.0000001", "0"]),
        ([Decimal("1E+5")], pyarrow.decimal256(50, -3), ["100000"]),
        ([datetime.date(2026, 1, 31)], pyarrow.date32(), ["2026-01-31"]),
        ([datetime.date(2026, 1, 31)], pyarrow.date64(), ["2026-01-31"]),
        ([NIGHT, NOON, None], pyarrow.timestamp("us"), ["2026-01-31", "2026-01-31 12:30:00.000000", ""]),
        ([NIGHT], pyarrow.timestamp("ns"), ["2026-01-31"]),
        ([NIGHT], pyarrow.timestamp("s"), ["2026-01-31"]),
        ([1.5, None], pyarrow.float64(), ["1.5 (binary floating point)¬", ""]),
        ([1.5], pyarrow.float32(), ["1.5 (binary floating point)¬"]),
        ([1.5], pyarrow.float16(), ["1.5 (binary floating point)¬"]),
        ([b"a", None], pyarrow.binary(), ["bytes¬", ""]),
        ([[1]], pyarrow.list_(pyarrow.int64()), ["a value of type list<item: int64>¬"]),
        ([None], pyarrow.null(), [""]),
    ],
    ids=lambda one: str(one)[:40],
)
def test_the_text_of_a_value(values: list[Any], kind: Any, texts: list[str]) -> None:
    assert [one.replace(NO_TEXT, "¬") for one in text_of(pyarrow.array(values, kind)).to_pylist()] == texts


def test_a_day_in_a_time_zone_is_no_day() -> None:
    (text,) = text_of(pyarrow.array([NIGHT], pyarrow.timestamp("us", "UTC"))).to_pylist()
    assert text.startswith("2026-01-31 00:00:00")
    assert len(text) > len("2026-01-31")


def test_words_of_a_list_are_words() -> None:
    """A text that is kept as a number and a list of texts, as categories are."""
    assert text_of(pyarrow.array(["a", None, "b", "a"]).dictionary_encode()).to_pylist() == ["a", "", "b", "a"]


def text(table: object, name: str = "usage") -> str:
    found = ArrowTables({name: table}).table(name)
    assert isinstance(found, Table)
    whole = whole_text(found, 10_000_000)
    assert isinstance(whole, bytes)
    return whole.decode()


ROWS = {"payee": ['a"b', "", "é\nx,", "\r"], "n": [1, 2, None, 3]}
TEXT = '"payee","n"\n"a""b","1"\n"","2"\n"é\nx,",""\n"\r","3"\n'


@pytest.mark.parametrize(
    "table",
    [
        pyarrow.table(ROWS),
        polars.DataFrame(ROWS),
        pandas.DataFrame({"payee": ROWS["payee"], "n": pandas.array(ROWS["n"], dtype="Int64")}),
        duckdb.connect().sql("VALUES ('a\"b', 1), ('', 2), ('é\nx,', NULL), ('\r', 3)").project("col0 payee, col1 n"),
    ],
    ids=["pyarrow", "polars", "pandas", "duckdb"],
)
def test_the_same_rows_are_the_same_text(table: object) -> None:
    """Whichever program holds them; and it is the text that rows of a database have."""
    assert text(table) == TEXT
    rows = [["" if one is None else str(one) for one in row] for row in zip(*ROWS.values(), strict=True)]
    assert b"".join(csv_pieces(tuple(ROWS), [rows])).decode() == TEXT


def test_a_table_without_rows_or_columns() -> None:
    assert text(pyarrow.table({"payee": pyarrow.array([], pyarrow.string())})) == '"payee"\n'
    assert text(pyarrow.table({})) == "\n"


def test_many_rows_come_in_pieces() -> None:
    found = ArrowTables({"t": pyarrow.table({"a": list(range(25_000))})}).table("t")
    assert isinstance(found, Table)
    assert len(list(found.pieces())) == 4


class Stream:
    """Gives other rows every time."""

    def __init__(self) -> None:
        self.tables: Iterator[Any] = iter([pyarrow.table({"a": [1]}), pyarrow.table({"a": [1, 2]})])

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return next(self.tables).__arrow_c_stream__(requested_schema)


class Broken:
    """Stops in the middle of its rows."""

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        def batches() -> Iterator[Any]:
            yield pyarrow.record_batch({"a": [1]})
            raise OSError("gone")

        schema = pyarrow.schema([("a", pyarrow.int64())])
        return pyarrow.RecordBatchReader.from_batches(schema, batches()).__arrow_c_stream__(requested_schema)


def problem(tables: ArrowTables) -> Problem:
    found = tables.table("t")
    whole = whole_text(found, 1_000) if isinstance(found, Table) else found
    assert isinstance(whole, Problem)
    return whole


def test_what_gives_no_rows() -> None:
    assert ArrowTables({"t": None}).table("t") is None
    assert problem(ArrowTables({"t": polars.LazyFrame({"a": [1]})})).name == "not-of-arrow"
    assert problem(ArrowTables({"t": "usage.csv"})).message == "it is a str, which gives no rows"
    assert problem(ArrowTables({"t": pyarrow.table({"a": [1]}).to_reader()})).name == "rows-only-once"
    assert problem(ArrowTables({"t": Broken()})).name == "broken-stream"
    assert problem(ArrowTables({"t": io.StringIO()})).name == "not-of-arrow"


def test_other_rows_the_second_time() -> None:
    tables = ArrowTables({"t": Stream()})
    assert whole_text(tables.table("t"), 1_000) == b'"a"\n"1"\n'  # type: ignore[arg-type]
    assert problem(tables).name == "rows-gone"


def test_how_large_they_are() -> None:
    tables = ArrowTables({"t": pyarrow.table({"a": [1] * 1_000}), "u": Stream()})
    assert tables.size(("t", "u", "v")) == 50_000
    assert (tables.names(), tables.files(), tables.shown) == (("t", "u"), (), "the tables")


def test_without_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    found = problem(ArrowTables({"t": pyarrow.table({"a": [1]})}))
    assert (found.name, found.hint) == (
        "needs-extra", "install it with `pip install 'compdsl[arrow]'`, or save the rows as CSV",
    )  # fmt: skip
