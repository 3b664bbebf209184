"""Bytes become rows of text only where they are text in lines."""

import pytest

from compdsl.diagnostics.problem import Problem, Severity
from compdsl.records import text
from compdsl.records.refused import Refusals
from compdsl.records.text import TextFile, TextRow, open_rows


def read(data: bytes, name: str = "b.csv", needed: tuple[str, ...] = ("n",)) -> tuple[list[TextRow], TextFile]:
    file = TextFile(name, f"data/{name}", data, Refusals())
    rows = open_rows(file, needed)
    return list(rows or ()), file


def only(file: TextFile) -> Problem:
    (found,) = file.refusals.problems
    return found


def place(found: Problem) -> tuple[str, int | None, int | None]:
    assert found.cell is not None
    return found.cell.file, found.cell.line, found.cell.row


@pytest.mark.parametrize(
    "data, name, line",
    [
        (b"n\nE\xe9\n", "data-not-utf8", 2),
        (b"n\n1\n\xc3", "data-not-utf8", 3),
        (b"n\n\xed\xa0\x80\n", "data-not-utf8", 2),
        ("n\n1\n".encode("utf-16"), "data-not-utf8", None),
        ("n\n1\n".encode("utf-16-be"), "data-not-utf8", 1),
        ("n\n12345\n".encode("utf-16-le"), "data-not-utf8", 1),
        (b"n\n1\x002\n", "nul-in-file", 2),
        (b"n\r1\r2\r", "lone-carriage-return", 1),
        (b"n\r\n1\r2\r\n", "lone-carriage-return", 2),
    ],
)
def test_bytes_that_are_no_text_stop_the_file(data: bytes, name: str, line: int | None) -> None:
    """The encoding and the line ends are never guessed; the place is the first wrong byte."""
    for form in ("b.csv", "b.jsonl"):
        rows, file = read(data, form)
        found = only(file)
        assert ([], name, True) == (rows, found.name, file.refusals.is_blocked)
        assert (f"data/{form}", line, None) == place(found)
        assert found.status == 1


def test_the_wrong_byte_is_counted_from_one() -> None:
    """Byte and value are said."""
    _, file = read(b"n\nE\xe9\n")
    assert only(file).message == "byte 4 is E9, which is not UTF-8"


def test_a_byte_order_mark_is_removed() -> None:
    """The first column keeps its own name."""
    rows, file = read(b"\xef\xbb\xbfn\n1\n")
    assert file.columns == ("n",)
    assert rows == [(2, 1, ["1"])]
    rows, _ = read(b'\xef\xbb\xbf{"n": 1}\n', "b.jsonl")
    assert rows == [(1, 1, ["1"])]


def test_both_line_ends_are_taken_even_mixed() -> None:
    """A carriage return before a line feed belongs to the line end."""
    rows, file = read(b"n,m\r\n1,2\n3,4\r\n")
    assert rows == [(2, 1, ["1", "2"]), (3, 2, ["3", "4"])]
    assert file.refusals.problems == []


def test_a_missing_last_line_end_is_a_warning() -> None:
    """The file may be cut inside its last number, so this is said, and the row is read."""
    rows, file = read(b"n\n1\n10")
    found = only(file)
    assert rows == [(2, 1, ["1"]), (3, 2, ["10"])]
    assert (found.name, found.severity, place(found)[1]) == ("no-final-newline", Severity.WARNING, 3)
    assert (file.refusals.errors, file.refusals.warnings) == (0, 1)


def test_a_line_past_the_limit_stops_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """A row is at most 1 MiB, which is known before it is split."""
    monkeypatch.setattr(text, "ROW_LIMIT", 10)
    rows, file = read(b"n,m\n" + b"1,2\n" * 10 + b"x" * 20 + b"\n1,2\n")
    found = only(file)
    assert (rows, found.name, found.status, place(found)[1]) == ([], "row-too-large", 3, 12)


def test_a_line_of_just_the_limit_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit is a length that is still taken."""
    monkeypatch.setattr(text, "ROW_LIMIT", 10)
    rows, file = read(b"n\n" + b"1234567890\n" * 3 + b"1234567890")
    assert len(rows) == 4
    assert [found.name for found in file.refusals.problems] == ["no-final-newline"]


def test_a_refused_row_is_kept_as_it_was_written() -> None:
    """Columns, cells and reason stand with it, and every row is counted once."""
    rows, file = read(b"n,m\n1,2\n3\n4,5\n")
    assert [number for _, number, _ in rows] == [1, 3]
    (row,) = file.refusals.rows
    assert (
        row.file, row.line, row.number, row.columns, row.cells, row.payee,
    ) == ("b.csv", 3, 2, (), ("3",), None)  # fmt: skip
    assert row.reason == "the row has 1 cell and the header 2"
    count = file.count
    assert (count.read, count.kept, count.refused, count.left_out) == (3, 2, 1, 0)


def test_a_huge_line_is_refused_in_no_time() -> None:
    """One cell of a megabyte, one row of a million cells: each is refused."""
    assert only(read(b"n\n" + b"9" * 10**6 + b"\n")[1]).name == "cell-too-large"
    assert only(read(b"n\n1" + b"," * 10**6 + b"\n")[1]).name == "row-length"
