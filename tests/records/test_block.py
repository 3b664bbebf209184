"""The rows of a block: typed, of a known payee, none twice."""

import datetime
from fractions import Fraction

import pytest

from compdsl.records.block import read_block
from compdsl.records.data import Payee, Row
from compdsl.records.refused import Refusals
from compdsl.records.roster import Roster
from compdsl.records.schema import BlockSchema
from compdsl.records.text import TextFile
from compdsl.values.types import COUNT, DATE, NUMBER, PERCENT, TEXT, Type, money

ROSTER = Roster({key: Payee(key, None, {}) for key in ("E1", "E2", "007")}, frozenset({"E9"}))


def read(
    text: str, /, roster: Roster | None = ROSTER, name: str = "deals.csv", **columns: Type
) -> tuple[tuple[Row, ...], TextFile]:
    file = TextFile(name, f"data/{name}", text.encode(), Refusals())
    block = BlockSchema("deals", {"payee": TEXT, **columns}, "payee", None)
    return read_block(file, block, "USD", roster), file


def said(file: TextFile) -> list[tuple[str, int | None, int | None, str | None]]:
    places = [(found.name, found.cell) for found in file.refusals.problems]
    return [(name, cell.line, cell.row, cell.column) for name, cell in places if cell]


def test_rows_have_their_values_by_column() -> None:
    """Columns go by name and not by place; what the plan does not name is not read."""
    rows, file = read(
        "amount,day,payee,junk\n12.50,2026-01-31,E1,NaN\n-3,2026-02-01,007,\n", amount=money("USD"), day=DATE
    )
    assert [
        {"payee": "E1", "amount": Fraction(25, 2), "day": datetime.date(2026, 1, 31)},
        {"payee": "007", "amount": -3, "day": datetime.date(2026, 2, 1)},
    ] == [row.values for row in rows]
    assert [(row.file, row.line, row.number) for row in rows] == [("deals.csv", 2, 1), ("deals.csv", 3, 2)]
    assert said(file) == []


def test_a_bad_cell_refuses_its_row_alone() -> None:
    """Every bad cell is a problem with line, row and column; the good rows are kept."""
    rows, file = read("payee,amount,n\nE1,1\nE1,$2,x\nE2,3,4\n", amount=money("USD"), n=COUNT)
    assert [row.line for row in rows] == [4]
    assert said(file) == [
        ("row-length", 2, 1, None),
        ("not-a-number", 3, 2, "amount"),
        ("not-a-number", 3, 2, "n"),
    ]
    assert (file.count.read, file.count.kept, file.count.refused) == (3, 1, 2)
    assert [row.payee for row in file.refusals.rows] == ["E1", "E1"]


def test_an_empty_cell_is_refused_unless_the_column_is_optional() -> None:
    """Empty is never zero."""
    rows, file = read("payee,n,m\nE1,,\nE1,1,\n", n=NUMBER, m=NUMBER.maybe())
    assert [row.values for row in rows] == [{"payee": "E1", "n": 1, "m": None}]
    assert said(file) == [("empty-cell", 2, 1, "n")]


def test_a_row_of_an_unknown_payee_is_refused() -> None:
    """A row that can be paid to nobody is not dropped unseen."""
    rows, file = read("payee,n\nE3,1\n7,1\n007,1\n,1\n", n=NUMBER)
    assert [row.line for row in rows] == [4]
    assert said(file) == [
        ("unknown-payee", 2, 1, "payee"),
        ("unknown-payee", 3, 2, "payee"),
        ("empty-cell", 5, 4, "payee"),
    ]


def test_a_row_of_a_refused_payee_goes_with_them() -> None:
    """The roster's row is the cause, so this row is refused without another problem."""
    rows, file = read("payee,n\nE9,1\nE1,1\n", n=NUMBER)
    assert (len(rows), said(file)) == (1, [])
    assert [row.reason for row in file.refusals.rows] == ['column "payee": the roster\'s row of "E9" is refused']
    assert (file.count.read, file.count.kept, file.count.refused) == (2, 1, 1)


def test_without_a_roster_payees_are_text() -> None:
    """Where the roster has problems of its own, its payees are not missed row by row."""
    rows, file = read("payee,n\nE3,1\n", roster=None, n=NUMBER)
    assert ([row.values for row in rows], said(file)) == ([{"payee": "E3", "n": 1}], [])


def test_a_block_may_be_of_nobody() -> None:
    """A block without a payee's column is read without one."""
    file = TextFile("rates.csv", "rates.csv", b"n\n1\nx\n", Refusals())
    rows = read_block(file, BlockSchema("rates", {"n": NUMBER}, None, None), None, ROSTER)
    assert [row.values for row in rows] == [{"n": 1}]
    assert [row.payee for row in file.refusals.rows] == [None]


@pytest.mark.parametrize("column", ["id", "deals_id"])
def test_an_identifier_stands_in_one_row(column: str) -> None:
    """A second row with it would be paid twice, whether or not the plan names the column."""
    text = f"payee,{column},n\nE1,A,1\nE1,B,1\nE2,A,2\nE1,,3\n"
    rows, file = read(text, n=NUMBER)
    assert [row.line for row in rows] == [2, 3]
    assert [row.values for row in rows] == [{"payee": "E1", "n": 1}] * 2
    assert [("duplicate-id", 4, 3, column), ("empty-cell", 5, 4, column)] == said(file)
    assert file.refusals.problems[0].message == '"A" is already on line 2'
    rows, file = read(text, ROSTER, "deals.csv", n=NUMBER, **{column: TEXT})
    assert [row.values[column] for row in rows] == ["A", "B"]
    assert [("duplicate-id", 4, 3, column), ("empty-cell", 5, 4, column)] == said(file)


def test_an_identifier_is_compared_as_it_is_written() -> None:
    """`007` and `7` are two."""
    rows, _ = read("payee,id\nE1,007\nE1,7\n")
    assert len(rows) == 2


def test_an_identifier_of_another_block_may_repeat() -> None:
    """Only `id` and the block's own are looked at."""
    rows, _ = read("payee,account_id\nE1,A\nE1,A\n")
    assert len(rows) == 2


def test_a_bad_row_keeps_its_identifier() -> None:
    """Which of two rows with one identifier holds cannot be known, good or bad."""
    rows, file = read("payee,id,n\nE1,A,x\nE1,A,1\n", n=NUMBER)
    assert rows == ()
    assert said(file) == [("not-a-number", 2, 1, "n"), ("duplicate-id", 3, 2, "id")]


def test_identifiers_of_json_lines_may_be_missing() -> None:
    """A line without one is not compared."""
    rows, file = read(
        '{"payee": "E1"}\n{"payee": "E1", "id": 7}\n{"payee": "E2", "id": 7}\n{"payee": "E2"}\n',
        name="deals.jsonl",
    )
    assert [row.line for row in rows] == [1, 2, 4]
    assert said(file) == [("duplicate-id", 3, 3, "id")]
    assert (
        file.refusals.rows[0].columns,
        file.refusals.rows[0].cells,
    ) == (("payee", "id", "deals_id"), ("E2", "7", None))


def test_a_block_with_a_header_only_has_no_rows() -> None:
    """No rows is a fact, and no problem."""
    assert read("payee,n\n", n=NUMBER)[0] == ()


def test_a_file_that_cannot_be_read_has_no_rows() -> None:
    """The problem is the file's."""
    rows, file = read("payee\nE1\n", n=NUMBER)
    assert (rows, file.refusals.is_blocked) == ((), True)


def test_percentages_in_points_are_warned_of_once_a_column() -> None:
    """At the first such cell, whose value is what it says; a row that is refused is not looked at."""
    rows, file = read("payee,rate,share\nE3,9,1\nE1,0.5,5%\nE1,8,1.2\nE2,5,2.5\nE2,9,3\n", rate=PERCENT, share=PERCENT)
    assert [row.values["rate"] for row in rows] == [Fraction(1, 2), 8, 5, 9]
    assert said(file) == [
        ("unknown-payee", 2, 1, "payee"),
        ("percent-in-doubt", 4, 3, "rate"),
        ("percent-in-doubt", 5, 4, "share"),
    ]
    assert [found.message for found in file.refusals.problems[1:]] == ['"8" is read as 800%', '"2.5" is read as 250%']
    assert (file.refusals.errors, file.refusals.warnings) == (1, 2)
