"""A column reads each text once, and remembers what it gave."""

import pytest

from compdsl.diagnostics.problem import Problem
from compdsl.records import columns, problems
from compdsl.records.columns import CellError, Column, bind, problems_of


class Counted:
    """A reader that counts how often it is asked."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self, text: str) -> int | Problem:
        self.asked += 1
        return int(text) if text.isdecimal() else problems.not_a_number(text)


def test_a_text_is_read_once() -> None:
    """Good and bad texts are both read once."""
    read = Counted()
    column = Column(read)
    assert [column["7"] for _ in range(3)] == [7, 7, 7]
    for _ in range(3):
        with pytest.raises(CellError):
            column["x"]
    assert read.asked == 2


def test_an_empty_cell_is_none_only_where_it_may_be() -> None:
    """Empty is not zero; blanks are not empty."""
    optional = Column(Counted(), may_be_empty=True)
    assert optional[""] is None
    assert optional[None] is None
    strict = Column(Counted())
    assert [found.message for text in ("", None) if (found := strict.problem(text))] == [
        "the cell is empty, and empty is not zero"
    ] * 2
    for column in (optional, strict):
        found = column.problem("  ")
        assert found is not None
        assert found.message == '"  " holds blanks only'


def test_the_problem_of_a_text_can_be_asked_for() -> None:
    """A good text has none, whether it was read before or not."""
    column = Column(Counted())
    assert column.problem("7") is None
    assert column.problem("7") is None
    found = column.problem("x")
    assert found is column.problem("x")
    assert found is not None
    assert found.name == "not-a-number"


def test_memory_stays_small(monkeypatch: pytest.MonkeyPatch) -> None:
    """After many texts all are forgotten, and read again when they come again."""
    monkeypatch.setattr(columns, "REMEMBERED", 10)
    column = Column(Counted())
    for number in range(100):
        assert number == column[str(number)]
        assert column.problem(f"x{number}") is not None
    assert len(column) <= 10
    assert len(column.refused) <= 10


def test_columns_are_bound_by_name() -> None:
    """The place of a column in the file does not matter; a column that is not there is not read."""
    a, b, c = (Column(Counted()) for _ in range(3))
    bound = bind(("b", "x", "a"), {"a": a, "b": b, "c": c})
    assert [("a", 2, a), ("b", 0, b)] == bound
    assert [name for name, _ in problems_of(["bad", "", "1"], bound)] == ["b"]
