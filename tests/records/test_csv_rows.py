"""CSV is read strictly: columns by name, rows of the header's length, quotes that pair up."""

import csv as writer
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compdsl.diagnostics.problem import Problem
from compdsl.records import csv_rows
from compdsl.records.refused import Refusals
from compdsl.records.text import TextFile, TextRow, open_rows


def read(data: str, needed: tuple[str, ...] = ("n",)) -> tuple[list[TextRow], TextFile]:
    file = TextFile("b.csv", "b.csv", data.encode(), Refusals())
    rows = open_rows(file, needed)
    return list(rows or ()), file


def names(file: TextFile) -> list[str]:
    return [found.name for found in file.refusals.problems]


def lines(file: TextFile) -> list[int | None]:
    return [found.cell.line for found in file.refusals.problems if found.cell]


def only(file: TextFile) -> Problem:
    (found,) = file.refusals.problems
    return found


def test_columns_are_found_by_name() -> None:
    """The order of the header is the file's own."""
    _, file = read("m,n\n1,2\n")
    assert file.columns == ("m", "n")


@pytest.mark.parametrize(
    "data, name, message",
    [
        ("", "no-header", "the file has no header"),
        ("\n1\n", "no-header", "the file has no header"),
        (",,\n", "no-header", "the file has no header"),
        ('""\n', "no-header", "the file has no header"),
        ("n,amt,amt\n1,2,3\n", "duplicate-column", 'two columns are called "amt"'),
        ("n,n\n1,2\n", "duplicate-column", 'two columns are called "n"'),
        ("n,,m\n1,2,3\n", "unnamed-column", "column 2 has no name"),
        ("m\n1\n", "missing-column", "there is no column `n`; the columns there are: m"),
        ("n;m\n1;2\n", "wrong-separator", "the columns are separated by semicolons"),
        ("n\tm\n1\t2\n", "wrong-separator", "the columns are separated by tabs"),
        ("n|m\n1|2\n", "wrong-separator", "the columns are separated by bars"),
        ("sep=,\nn,m\n1,2\n", "note-to-a-spreadsheet", 'the first line is "sep=,", and not the names of the columns'),
        ("SEP=;\nn;m\n1;2\n", "wrong-separator", "the columns are separated by semicolons"),
        ('"n"x,m\n1,2\n', "broken-quotes", "a quote stands where none can"),
        ('"n,m\n1,2\n', "broken-quotes", "a quote that opens in this row is not closed"),
    ],
)
def test_a_header_that_does_not_do_stops_the_file(data: str, name: str, message: str) -> None:
    """Nothing of the file is read where its columns are not known."""
    rows, file = read(data)
    found = only(file)
    assert ([], name, message) == (rows, found.name, found.message)
    assert lines(file) == [1]
    assert file.refusals.is_blocked


def test_a_missing_column_says_which_was_meant() -> None:
    """A column with nearly the name is offered."""
    _, file = read("amuont,day\n1,2\n", ("amount",))
    found = only(file)
    assert found.message == "there is no column `amount`; the columns there are: amuont, day"
    assert found.hint == 'rename "amuont" if it is meant'


def test_every_mistake_of_a_header_is_said() -> None:
    """One run shows them all."""
    _, file = read("a,a,\n", ("n", "m"))
    assert names(file) == ["unnamed-column", "duplicate-column", "missing-column", "missing-column"]


def test_too_many_columns_are_past_a_limit() -> None:
    """A header has at most 1,000 columns."""
    found = only(read(",".join(f"c{i}" for i in range(1_001)) + "\n")[1])
    assert (found.name, found.status) == ("too-many-columns", 3)


@pytest.mark.parametrize("quote", ["", '"q"\n'])
def test_a_row_of_another_length_is_refused(quote: str) -> None:
    """Short rows are not filled, long rows are not cut, blank lines are not passed over."""
    end = f"{quote}{quote}" if quote else ""
    rows, file = read(f"n,m\n1,2\n3\n4,5,6\n\n7,8\n{end}")
    assert [cells for _, _, cells in rows] == [["1", "2"], ["7", "8"]]
    assert names(file)[:3] == ["row-length", "row-length", "blank-line"]
    assert lines(file)[:3] == [3, 4, 5]
    assert file.refusals.problems[1].hint == "put quotes around a cell that holds a comma"
    assert not file.refusals.is_blocked


@pytest.mark.parametrize("data", ["n\n1\n\n2\n", 'n\n"1"\n\n2\n', "n\r\n1\r\n\r\n2\r\n", "n\n1\n, ,\t\n2\n"])
def test_a_blank_line_between_rows_is_refused(data: str) -> None:
    """A row may be missing there. One that holds nothing but commas says as little."""
    rows, file = read(data)
    assert rows == [(2, 1, ["1"]), (4, 3, ["2"])]
    assert (only(file).name, only(file).message) == ("blank-line", "the line is blank")
    assert only(file).hint == "delete the line, or put back the row that belongs there"
    assert lines(file) == [3]
    assert (file.count.read, file.count.kept, file.count.refused, file.count.blank_lines) == (3, 2, 1, 0)


@pytest.mark.parametrize("quote", ["", '"'])
def test_blank_lines_that_follow_each_other_are_one_problem(quote: str) -> None:
    """And one refused row; the lines to delete are named, and the rows after them keep their numbers."""
    rows, file = read(f"n,m\n{quote}1{quote},2\n,\n\n,,,\n3,4\n\n5,6\n,,\n")
    assert [(line, number) for line, number, _ in rows] == [(2, 1), (6, 5), (8, 7)]
    assert names(file) == ["blank-line", "blank-line"]
    assert lines(file) == [3, 7]
    assert file.refusals.problems[0].message == "lines 3 to 5 are blank"
    assert file.refusals.problems[0].hint == "delete these 3 lines, or put back the rows that belong there"
    assert [(row.line, row.number, row.cells) for row in file.refusals.rows] == [(3, 2, (",",)), (7, 6, ("",))]
    count = file.count
    assert (count.read, count.kept, count.refused, count.blank_lines) == (5, 3, 2, 1)


@pytest.mark.parametrize("quote", ["", '"'])
@pytest.mark.parametrize(
    ("end", "blank"), [("\n", 1), (",,,\n,,,\n", 2), (" , \t,\r\n\r\n", 2), (",\n\n,", 3), ("  ", 1)]
)
def test_blank_lines_at_the_end_are_no_rows(quote: str, end: str, blank: int) -> None:
    """A spreadsheet leaves them there; they are counted, and nothing is refused."""
    rows, file = read(f"n,m\n{quote}1{quote},2\n{end}")
    assert [cells for _, _, cells in rows] == [["1", "2"]]
    assert [name for name in names(file) if name != "no-final-newline"] == []
    count = file.count
    assert (count.read, count.kept, count.refused, count.blank_lines) == (1, 1, 0, blank)
    rows, file = read(f"{quote}n{quote},m\n{end}")
    assert (rows, file.count.read, file.count.blank_lines) == ([], 0, blank)


def test_a_quoted_cell_of_blank_lines_is_no_blank_row() -> None:
    """What stands in quotes is what somebody wrote."""
    rows, file = read('n,m\n1,"\n\n,,\n"\n"","\n"\n,"2"\n')
    assert [cells for _, _, cells in rows] == [["1", "\n\n,,\n"], ["", "\n"], ["", "2"]]
    assert names(file) == []


def test_quoted_line_ends_keep_the_count_of_lines() -> None:
    """A row is where it begins, however many lines it takes."""
    rows, file = read('n,m\n1,"two\nlines"\n2,"a\r\nb\r\nc"\n3,x\n')
    assert rows == [(2, 1, ["1", "two\nlines"]), (4, 2, ["2", "a\r\nb\r\nc"]), (7, 3, ["3", "x"])]
    assert file.rows_read == 3


def test_a_quote_inside_quotes_is_written_twice() -> None:
    """Quotes, commas and nothing at all may be quoted."""
    rows, _ = read('n,"m"\n"12"" screen","a,b"\n"",""\n"""",x\n')
    assert [cells for _, _, cells in rows] == [['12" screen', "a,b"], ["", ""], ['"', "x"]]


@pytest.mark.parametrize("row", ['"ab"c,1', 'a"b"c,1', '12"",1', '1,"2" ', '1, "2"', '"a"b"c",1'])
def test_a_stray_quote_refuses_its_row_alone(row: str) -> None:
    """Where the quotes pair up on the line, the next line is a row of its own."""
    rows, file = read(f"n,m\n{row}\n5,6\n")
    assert rows == [(3, 2, ["5", "6"])]
    assert names(file) == ["broken-quotes"]
    assert lines(file) == [2]
    assert [(row,)] == [each.cells for each in file.refusals.rows]
    assert (file.count.read, file.count.kept) == (2, 1)


@pytest.mark.parametrize("row", ['1,"2', '1,2"', '"1,2', '"a"b",1', '1,a""b,"x'])
def test_a_quote_without_its_pair_stops_the_file(row: str) -> None:
    """Where the row ends cannot be known, so nothing after it is read."""
    rows, file = read(f"n,m\n1,2\n{row}\n5,6\n")
    assert rows == [(2, 1, ["1", "2"])]
    assert names(file) == ["broken-quotes"]
    assert lines(file) == [3]
    assert file.refusals.is_blocked


def test_a_quote_that_is_never_closed_in_a_long_file() -> None:
    """The message is about the quote and its line, not about the length of the cell."""
    _, file = read('n,m\n1,2\n3,"4\n' + "5,6\n" * 100_000)
    assert names(file) == ["broken-quotes"]
    assert lines(file) == [3]


@pytest.mark.parametrize("data", ["n,m\n{0},1\n", 'n,m\n"{0}",1\n', 'n,m\n"{0}\n",1\n'])
def test_a_cell_past_the_limit_stops_the_file(data: str) -> None:
    """A cell has at most 64 Ki characters, quoted or not."""
    assert names(read(data.format("x" * (64 * 1024 - 1)))[1]) == []
    found = only(read(data.format("x" * (64 * 1024 + 1)))[1])
    assert (found.name, found.status) == ("cell-too-large", 3)


def test_a_huge_quoted_cell_stops_the_file() -> None:
    """So does one that is past what the csv module takes."""
    assert names(read('n,m\n1,"' + "9" * 500_000 + '"\n')[1]) == ["cell-too-large"]


def test_a_row_over_many_lines_has_the_limit_of_a_row(monkeypatch: pytest.MonkeyPatch) -> None:
    """A row cannot grow past its limit by quoted line ends."""
    monkeypatch.setattr(csv_rows, "ROW_LIMIT", 100)
    rows, file = read("n,m\n1,2\n" + '"\n",' * 100 + "\n")
    assert rows == [(2, 1, ["1", "2"])]
    assert (names(file), lines(file)) == (["row-too-large"], [3])


def test_a_long_row_of_short_cells_is_read() -> None:
    """The limit of a cell is not the limit of a row."""
    rows, file = read("n,m\n" + "x" * 60_000 + "," + "y" * 60_000 + "\n")
    assert (len(rows), names(file)) == (1, [])


CELL = st.text(st.characters(codec="utf-8", exclude_characters="\r\0"), max_size=8)


@given(st.lists(st.lists(CELL, min_size=2, max_size=2).filter(any), max_size=6))
def test_what_a_csv_writer_wrote_is_read_back(table: list[list[str]]) -> None:
    """Quotes, commas, line ends and any character come back as they were."""
    out = io.StringIO(newline="")
    writer.writer(out).writerows([["n", "m"], *table])
    rows, file = read(out.getvalue())
    assert table == [list(cells) for _, _, cells in rows]
    assert names(file) == []


@given(st.text(st.sampled_from('n,"\n1x '), max_size=40))
def test_no_row_is_lost(body: str) -> None:
    """Whatever the text: rows read are rows kept and rows refused, or the file is stopped."""
    rows, file = read("n,m\n" + body + "\n")
    assert file.count.kept == len(rows) or file.refusals.is_blocked
    assert [number for _, number, _ in rows] == sorted({number for _, number, _ in rows})
