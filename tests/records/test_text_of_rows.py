"""Rows become one text, whoever holds them."""

import csv
import io
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compdsl.diagnostics.problem import Problem
from compdsl.records.problems_of_databases import rows_gone
from compdsl.records.text_of_rows import PIECE, NotRead, Table, csv_pieces, text_of, without_plain_text

CELLS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\r"))


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), max_size=4))
def test_the_rows_are_read_again_as_they_were(rows: list[list[str]]) -> None:
    text = b"".join(csv_pieces(["a", "b"], [rows])).decode()
    assert list(csv.reader(io.StringIO(text, newline=""), strict=True)) == [["a", "b"], *rows]


def test_a_row_of_nothing_is_a_row() -> None:
    """Its cells are refused; at the end of a spreadsheet it would be passed over."""
    assert b"".join(csv_pieces(["a", "b"], [[["", None]]])) == b'"a","b"\n"",""\n'


def test_many_rows_come_in_pieces() -> None:
    pieces = list(csv_pieces(["a"], ([["x" * 1_000]] for _ in range(5_000))))
    assert len(pieces) == 5
    assert max(map(len, pieces)) < PIECE + 2_000


def test_bytes_that_are_no_text_stay_bytes() -> None:
    assert b"".join(csv_pieces(["a"], [[["\udcff"]]])) == b'"a"\n"\xff"\n'


def test_no_more_is_read_than_may_be() -> None:
    taken = []

    def pieces() -> Iterator[bytes]:
        for number in range(10):
            taken.append(number)
            yield b"12345"

    found = text_of(Table("t", "t", pieces), 12)
    assert isinstance(found, Problem)
    assert (found.name, taken) == ("table-too-large", [0, 1, 2])
    assert text_of(Table("t", "t", pieces), 50) == b"12345" * 10


def test_what_ends_in_the_middle_is_no_text() -> None:
    def pieces() -> Iterator[bytes]:
        yield b"1"
        raise NotRead(rows_gone())

    found = text_of(Table("t", "t", pieces), 12)
    assert isinstance(found, Problem)
    assert found.name == "rows-gone"


@pytest.mark.parametrize("what", ["bytes", "1.5"])
def test_a_value_without_text_is_told_apart_from_one(what: str) -> None:
    assert without_plain_text(what) != what
    assert not without_plain_text(what).isprintable()
