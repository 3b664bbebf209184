"""The files of a run become its data, or every problem of them in one go."""

import gc
import hashlib
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compdsl.diagnostics.problem import Problem
from compdsl.records.data import InputFile
from compdsl.records.from_texts import from_texts
from compdsl.records.refused import Reading
from compdsl.records.schema import BlockSchema, Schema
from compdsl.values.types import DATE, FIGURE, NUMBER, TEXT, money

USAGE = BlockSchema("usage", {"payee": TEXT, "month": DATE, "seats": NUMBER}, "payee", "month")
DEALS = BlockSchema("deals", {"payee": TEXT, "amount": money("USD")}, "payee", None)
SCHEMA = Schema(blocks=(USAGE, DEALS), payee_fields={"target": FIGURE}, currency="USD")
FILES = {
    "payees.csv": b"payee,target\nE1,100\nE2,200\n",
    "usage.csv": b"payee,month,seats\nE1,2026-01-01,5\n",
    "deals.csv": b"payee,amount\nE1,10.50\nE2,3\n",
}


def read(schema: Schema = SCHEMA, /, **changed: bytes | None) -> Reading:
    files = {**FILES, **{name.replace("__", "."): data for name, data in changed.items()}}
    return from_texts({name: data for name, data in files.items() if data is not None}, schema, folder="data")


def only(reading: Reading) -> Problem:
    (found,) = reading.problems
    return found


def path(found: Problem) -> str:
    assert found.cell is not None
    return found.cell.file


def test_all_files_are_read() -> None:
    """The data holds roster, blocks and the hash of the bytes of every file."""
    reading = read()
    data = reading.data
    assert data is not None
    assert [payee.key for payee in data.payees] == ["E1", "E2"]
    assert {name: len(rows) for name, rows in data.blocks.items()} == {"usage": 1, "deals": 2}
    assert InputFile("deals.csv", hashlib.sha256(FILES["deals.csv"]).hexdigest(), 2) == data.files[2]
    assert (
        reading.problems, reading.errors, reading.warnings, reading.refused, reading.is_clean,
    ) == ((), 0, 0, (), True)  # fmt: skip
    assert [(count.file, count.read, count.kept) for count in reading.counts] == [
        ("payees.csv", 2, 2),
        ("usage.csv", 1, 1),
        ("deals.csv", 2, 2),
    ]


def test_measures_are_read_where_the_plan_has_them() -> None:
    """A plan without measures does not look at the file."""
    schema = Schema(measures=("nrr",))
    reading = read(schema, measures__csv=b"payee,period,metric,value\nE1,2026,nrr,1\nE1,2026,growth,1\n")
    assert reading.data is not None
    assert (len(reading.data.measures), reading.left_out) == (1, {"growth": 1})
    assert read(measures__csv=b"rubbish\0").is_clean


def test_one_form_is_as_good_as_the_other() -> None:
    """CSV and JSON lines of the same rows give the same values."""
    as_json = b'{"payee": "E1", "amount": 10.50}\n{"amount": "3", "payee": "E2"}\n'
    reading = read(deals__csv=None, deals__jsonl=as_json)
    other = read()
    assert reading.data is not None
    assert other.data is not None
    assert [row.values for row in other.data.blocks["deals"]] == [row.values for row in reading.data.blocks["deals"]]


def test_a_missing_file_says_its_name_and_its_header() -> None:
    """The problem is the folder's, with status 3."""
    reading = read(usage__csv=None)
    found = only(reading)
    assert (reading.data, found.name, found.status, path(found)) == (None, "missing-file", 3, "data")
    assert found.message == "there is no file for the records `usage`"
    assert found.hint == "add a file usage.csv whose first line is payee,month,seats"
    assert path(only(from_texts({}, Schema()))) == "."


@pytest.mark.parametrize(
    "name", ["usge.csv", "Usage.csv", "usage.xls", "usage.feather", "usage.CSV", "usage", "usages.jsonl"]
)
def test_a_file_with_nearly_the_name_is_offered(name: str) -> None:
    """Under another name or in another form."""
    found = only(read(SCHEMA, usage__csv=None, **{name: b""}))
    assert f'there is no file for the records `usage`; "{name}" is there' == found.message
    assert "rename or save it as usage.csv if it is meant, or add a file" in (found.hint or "")


@pytest.mark.parametrize("name", ["usge.txt", "notes.csv", ".csv", "x" * 100 + ".csv"])
def test_other_files_are_ignored(name: str) -> None:
    """A file the plan does not ask for is not read, and offered only where its name is near."""
    assert read(SCHEMA, **{name: b"\0"}).is_clean
    assert "is there" not in only(read(SCHEMA, usage__csv=None, **{name: b""})).message


def test_two_files_for_one_block_are_refused() -> None:
    """Which of them is meant cannot be known."""
    reading = read(deals__jsonl=b'{"payee": "E1", "amount": 1}\n')
    found = only(reading)
    assert (reading.data, found.name, found.status) == (None, "two-files-for-a-block", 3)
    assert found.message == "there are both deals.csv and deals.jsonl"


def test_one_file_given_twice_is_refused() -> None:
    """Files are compared by what they hold; files without rows may be alike."""
    schema = Schema(blocks=(BlockSchema("a", {"n": NUMBER}, None, None), BlockSchema("b", {"n": NUMBER}, None, None)))
    reading = from_texts({"payees.csv": b"payee\n", "a.csv": b"n\n1\n", "b.csv": b"n\n1\n"}, schema)
    found = only(reading)
    assert (reading.data, found.name, path(found), found.status) == (None, "same-file-twice", "b.csv", 1)
    assert found.message == "the file holds the same as a.csv"
    assert from_texts({"payees.csv": b"payee\n", "a.csv": b"n\n", "b.csv": b"n\n"}, schema).is_clean


def test_problems_of_all_files_come_in_one_go() -> None:
    """A roster that cannot be read does not hide the bad rows of a block, nor make bad rows of good ones."""
    reading = read(payees__csv=b"payee\nE1\n", deals__csv=b"payee,amount\nE1,x\nE7,1\n")
    assert [found.name for found in reading.problems] == ["missing-column", "not-a-number"]
    assert reading.data is None


def test_the_good_rows_are_there_beside_the_refused_ones() -> None:
    """A run that puts bad rows aside can pay the others: read = kept + refused, file by file."""
    reading = read(
        payees__csv=b"payee,target\nE1,100\nE2,x\n",
        deals__csv=b"payee,amount\nE1,1\nE2,2\nE3,3\nE1,4.005\n",
    )
    assert reading.data is not None
    assert [payee.key for payee in reading.data.payees] == ["E1"]
    assert [row.line for row in reading.data.blocks["deals"]] == [2]
    assert [found.name for found in reading.problems] == [
        "not-a-number",
        "unknown-payee",
        "too-many-decimals",
    ]
    assert [path(found) for found in reading.problems] == [
        "data/payees.csv",
        "data/deals.csv",
        "data/deals.csv",
    ]
    assert [(row.file, row.number) for row in reading.refused] == [
        ("payees.csv", 2),
        ("deals.csv", 2),
        ("deals.csv", 3),
        ("deals.csv", 4),
    ]
    assert (reading.errors, reading.is_clean) == (3, False)
    assert [count.read - count.kept - count.refused - count.left_out for count in reading.counts] == [0, 0, 0]


def test_a_blank_roster_is_a_roster() -> None:
    """A header without rows is fine."""
    assert read(Schema(), payees__csv=b"payee\n").is_clean


def test_a_warning_leaves_a_run_clean() -> None:
    """A missing last line end does not stop a run."""
    reading = read(deals__csv=b"payee,amount\nE1,10")
    assert (reading.is_clean, reading.errors, reading.warnings) == (True, 0, 1)
    assert reading.data is not None


def test_only_the_first_problems_are_kept_and_all_are_counted() -> None:
    """Every refused row is there, however many there are."""
    reading = read(deals__csv=b"payee,amount\n" + b"E1,x\n" * 5_000)
    assert (len(reading.problems), reading.errors, len(reading.refused)) == (1_000, 5_000, 5_000)


def test_looking_for_garbage_is_as_it_was() -> None:
    """Reading stops it for its own time only."""
    assert gc.isenabled()
    read()
    assert gc.isenabled()
    gc.disable()
    try:
        read()
        assert not gc.isenabled()
    finally:
        gc.enable()


@pytest.mark.parametrize(
    "data",
    [
        b"\n" * 200_000 + b"E1,1\n",
        b"E1,x\n" * 40_000,
        b"E1\n" * 60_000,
        b'"' * 200_000,
        b'E1,"\n' * 40_000,
        b"x" * 200_000,
    ],
    ids=["blank", "bad", "short", "quotes", "open", "one"],
)
def test_a_bad_file_is_refused_in_little_time(data: bytes) -> None:
    """The time grows with the file and not faster."""
    before = time.perf_counter()
    assert not read(deals__csv=b"payee,amount\n" + data).is_clean
    assert time.perf_counter() - before < 3


@given(st.binary(max_size=60), st.sampled_from(["deals.csv", "deals.jsonl"]))
def test_no_bytes_break_the_reader(data: bytes, name: str) -> None:
    """Whatever the bytes, there is an answer."""
    files = {"payees.csv": b"payee\nE1\n", name: data}
    reading = from_texts(files, Schema(blocks=(DEALS,)))
    assert reading.is_clean or reading.problems


@given(st.permutations([b"E1,1\n", b"E2,2.5\n", b"E1,-3\n", b"E3,1\n", b"E1,x\n"]))
def test_the_order_of_rows_changes_nothing_but_their_order(rows: list[bytes]) -> None:
    """The same rows are kept, the same refused."""
    reading = read(deals__csv=b"payee,amount\n" + b"".join(rows))
    assert reading.data is not None
    assert len(reading.data.blocks["deals"]) == 3
    assert sorted(found.name for found in reading.problems) == ["not-a-number", "unknown-payee"]
