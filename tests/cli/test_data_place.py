"""Which DATA is a folder, which a file of a database, which an address."""

from pathlib import Path

import pytest

from compdsl.cli.data_place import SQLITE, files_of, is_address, is_database, place_of
from compdsl.records.data import InputFile
from compdsl.records.from_sqlite import SUFFIXES


def test_a_folder_is_a_folder_whatever_its_name(tmp_path: Path) -> None:
    (tmp_path / "data.db").mkdir()
    assert not is_database(str(tmp_path / "data.db"))
    assert place_of(str(tmp_path / "data.db")) == tmp_path / "data.db"
    assert is_database(str(tmp_path / "none.db"))


@pytest.mark.parametrize(
    ("data", "expected"),
    [("postgresql://h/d", True), ("s3://b", True), ("data", False), ("a:b", False), ("c://", True)],
)
def test_what_is_an_address(data: str, expected: bool) -> None:
    assert is_address(data) == expected


def test_the_endings_are_those_of_the_reader() -> None:
    assert SQLITE == SUFFIXES


def test_what_a_run_never_writes_over() -> None:
    inputs = [InputFile("payees.csv", "", 1)]
    assert files_of("data", inputs) == [str(Path("data") / "payees.csv")]
    assert files_of("a.sqlite", inputs) == ["a.sqlite"]
    assert files_of("postgresql://h/d", inputs) == []
