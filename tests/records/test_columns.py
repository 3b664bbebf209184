"""A column reads each text once, and remembers what it gave."""

import pytest

from compdsl.diagnostics.problem import Problem
from compdsl.records import columns, problems
from compdsl.records.columns import CellError, Column, bind, count_refused, problems_of
from compdsl.records.reader import Reader


class Counted:
    """Counts how often a text is read, and how often a problem is put into words."""

    def __init__(self) -> None:
        self.asked = self.worded = 0
        self.reader = Reader(self.value, self.problem)

    def value(self, text: str) -> int | None:
        self.asked += 1
        return int(text) if text.isdecimal() else None

    def problem(self, text: str) -> Problem:
        self.worded += 1
        return problems.not_a_number(text)


def column_of(may_be_empty: bool = False) -> Column[int]:
    return Column(Counted().reader, may_be_empty)


def test_a_text_is_read_once() -> None:
    """And found bad once; the words for it are made once, and only where they are asked for."""
    counted = Counted()
    column = Column(counted.reader)
    assert [column["7"] for _ in range(3)] == [7, 7, 7]
    assert (counted.asked, counted.worded) == (1, 0)
    assert [column.is_refused["x"] for _ in range(3)] == [True] * 3
    assert (counted.asked, counted.worded) == (2, 0)
    for _ in range(3):
        with pytest.raises(CellError):
            column["x"]
    assert column.problem("x") is column.problem("x")
    assert column.problem("x").name == "not-a-number"
    assert counted.worded == 1


def test_an_empty_cell_is_none_only_where_it_may_be() -> None:
    """Empty is not zero; blanks are not empty."""
    optional, strict = column_of(may_be_empty=True), column_of()
    assert optional[""] is None
    assert optional[None] is None
    assert [optional.is_refused[text] for text in ("", None, " ", "7", "x")] == [False, False, True, False, True]
    assert [strict.is_refused[text] for text in ("", None, " ", "7", "x")] == [True, True, True, False, True]
    for text in ("", None):
        assert strict.problem(text).message == "the cell is empty, and empty is not zero"
        with pytest.raises(CellError):
            strict[text]
    for column in (optional, strict):
        assert column.problem("  ").message == '"  " holds blanks only'
        with pytest.raises(CellError):
            column["  "]


def test_memory_stays_small(monkeypatch: pytest.MonkeyPatch) -> None:
    """After many texts all are forgotten, and read again when they come again."""
    monkeypatch.setattr(columns, "REMEMBERED", 10)
    column = column_of()
    for number in range(100):
        assert number == column[str(number)]
        assert column.is_refused[f"x{number}"]
        assert column.problem(f"x{number}").name == "not-a-number"
    assert len(column) <= 10
    assert len(column.is_refused) <= 10
    assert len(column.told) <= 10


def test_columns_are_bound_by_name() -> None:
    """The place of a column in the file does not matter; a column that is not there is not read."""
    a, b, c = (column_of() for _ in range(3))
    bound = bind(("b", "x", "a"), {"a": a, "b": b, "c": c})
    assert [("a", 2, a), ("b", 0, b)] == bound
    assert [(name, words().name) for name, words in problems_of(["bad", "", "1"], bound)] == [("b", "not-a-number")]
    assert [count_refused(cells, bound) for cells in (["1", "x", "2"], ["1", "1", "x"], ["x", "1", ""])] == [0, 1, 2]
