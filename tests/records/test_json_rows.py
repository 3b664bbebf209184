"""JSON lines are read strictly: one object a line, plain values, numbers as they are written."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compdsl.diagnostics.problem import Problem
from compdsl.records import json_rows
from compdsl.records.refused import Refusals
from compdsl.records.text import TextFile, TextRow, open_rows


def read(data: str, needed: tuple[str, ...] = ("n",), optional: tuple[str, ...] = ()) -> tuple[list[TextRow], TextFile]:
    file = TextFile("b.jsonl", "b.jsonl", data.encode(), Refusals())
    rows = open_rows(file, needed, optional)
    return list(rows or ()), file


def only(file: TextFile) -> Problem:
    (found,) = file.refusals.problems
    return found


def test_values_come_out_as_they_are_written() -> None:
    """Numbers keep their digits, true and false their words, null is an empty cell."""
    rows, _ = read('{"n": 0.10}\n{"n": 1e3}\n{"n": true}\n{"n": false}\n{"n": null}\n{"n": "007"}\n{"n": ""}\n')
    assert [cells for _, _, cells in rows] == [["0.10"], ["1e3"], ["true"], ["false"], [None], ["007"], [""]]
    assert [(line, number) for line, number, _ in rows[:2]] == [(1, 1), (2, 2)]


def test_keys_are_bound_by_name_and_others_ignored() -> None:
    """The order of keys does not matter."""
    rows, file = read('{"x": 9, "m": 2, "n": 1}\n', ("n", "m"), ("o",))
    assert rows == [(1, 1, ["1", "2", None])]
    assert file.columns == ("n", "m", "o")


@pytest.mark.parametrize(
    "line, message",
    [
        ('{"n": 1, "n": 2}', 'the key "n" is there twice'),
        ('{"n": NaN}', "NaN is not a number"),
        ('{"n": Infinity}', "Infinity is not a number"),
        ('{"n": -Infinity}', "-Infinity is not a number"),
        ('{"n": [1]}', "the value of `n` is not plain"),
        ('{"n": {"a": 1}}', "the value of `n` is not plain"),
        ("[1]", "the line is not an object"),
        ("1", "the line is not an object"),
        ('{"n": 1', "the line is not an object"),
        ('{"n": 1} {"n": 2}', "the line is not JSON: Extra data at character 10"),
        ('{"n": 01}', "the line is not JSON: Expecting ',' delimiter at character 8"),
        ('{"n": .5}', "the line is not JSON: Expecting value at character 7"),
        ("{n: 1}", "the line is not JSON: Expecting property name enclosed in double quotes at character 2"),
        ('{"n": "a\tb"}', "the line is not JSON: Invalid control character at at character 9"),
        ('{"n": "\\ud800"}', "the line holds half a character"),
        ('{"n": 1, "\\udfff": 1}', "the line holds half a character"),
        ('{"n": ' + "[" * 100_000 + "]" * 100_000 + "}", "the line is nested too deep"),
        ("", "the line is blank"),
        ("  ", "the line is blank"),
        ('{"m": 1}', "the object has no key `n`"),
    ],
)
def test_a_line_of_another_form_is_refused_alone(line: str, message: str) -> None:
    """The line is kept as it was written, and the next one is read."""
    rows, file = read('{"n": 1}\n' + line + '\n{"n": 2}\n')
    assert rows == [(1, 1, ["1"]), (3, 3, ["2"])]
    found = only(file)
    assert (message, 1) == (found.message, found.status)
    assert found.cell is not None
    assert (found.cell.line, found.cell.row) == (2, 2)
    assert [((), (line,), message)] == [(row.columns, row.cells, row.reason) for row in file.refusals.rows]
    assert (file.count.read, file.count.kept, file.count.refused) == (3, 2, 1)


def test_blank_lines_are_no_rows_at_the_end_and_one_problem_between() -> None:
    """As in CSV."""
    rows, file = read('{"n": 1}\n\n \n\n{"n": 2}\n\n\t\n')
    assert [(line, number) for line, number, _ in rows] == [(1, 1), (5, 5)]
    assert only(file).message == "lines 2 to 4 are blank"
    count = file.count
    assert (count.read, count.kept, count.refused, count.blank_lines) == (3, 2, 1, 2)
    rows, file = read("\n\n")
    assert (rows, file.refusals.problems, file.count.read, file.count.blank_lines) == ([], [], 0, 2)


def test_a_bad_line_that_comes_again_is_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """And refused each time; not all bad lines are remembered."""
    monkeypatch.setattr(json_rows, "REMEMBERED", 2)
    rows, file = read('{"n": 1}\n' + "{}\n{x}\n1\n" * 3 + '{"n": 2}\n')
    assert [line for line, _, _ in rows] == [1, 11]
    assert [found.name for found in file.refusals.problems] == [
        "json-missing-key",
        "json-not-read",
        "json-not-read",
    ] * 3


def test_a_key_that_the_first_object_lacks_is_a_missing_column() -> None:
    """One message is enough for a file that has another key."""
    rows, file = read('\n{"amuont": 1}\n' + '{"amuont": 1}\n' * 50, ("amount",))
    assert rows == []
    assert [found.name for found in file.refusals.problems] == ["blank-line", "missing-column"]
    assert file.refusals.problems[1].hint == 'rename "amuont" if it is meant'
    assert file.refusals.is_blocked


def test_limits_hold_for_objects() -> None:
    """Cells and columns have the same limits as in CSV."""
    for line, name in [
        ('{"n": "' + "x" * 70_000 + '"}', "cell-too-large"),
        ("{" + ", ".join(f'"k{i}": 1' for i in range(1_001)) + "}", "too-many-columns"),
    ]:
        rows, file = read(line + '\n{"n": 1}\n')
        assert ([], name, 3) == (rows, only(file).name, only(file).status)


def test_a_number_of_many_digits_is_text() -> None:
    """No digit is converted here."""
    rows, _ = read('{"n": ' + "9" * 10_000 + "}\n")
    assert rows[0][2] == ["9" * 10_000]


def test_a_file_without_a_line_has_no_rows() -> None:
    """JSON lines have no header to miss."""
    rows, file = read("")
    assert (rows, file.refusals.problems) == ([], [])


@given(st.lists(st.text(st.characters(codec="utf-8"), min_size=1, max_size=8), min_size=1))
def test_text_comes_back_as_it_was(texts: list[str]) -> None:
    """Escapes and other scripts are read as JSON says."""
    rows, _ = read("".join(json.dumps({"n": each}) + "\n" for each in texts))
    assert texts == [cells[0] for _, _, cells in rows]
