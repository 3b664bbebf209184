"""Problems as JSON."""

import json

from compdsl.diagnostics.problem import Cell, Mark, Problem, Severity
from compdsl.diagnostics.to_json import problems_to_json
from compdsl.source.source import Source, Span


def test_a_problem_of_a_plan_has_its_place() -> None:
    """Lines and columns from 1, the end column one past the last character; keys in a fixed order."""
    source = Source("a\nbad 1\n", "p.comp")
    found = Problem("M", Mark(source, Span(2, 5)), hint="H", name="unknown-name")
    expected = """\
{
  "version": 1,
  "problems": [
    {
      "name": "unknown-name",
      "severity": "error",
      "file": "p.comp",
      "line": 2,
      "column": 1,
      "end_line": 2,
      "end_column": 4,
      "message": "M",
      "hint": "H"
    }
  ]
}
"""
    assert expected == problems_to_json([found])


def test_a_problem_of_a_data_file_names_its_column_in_the_message() -> None:
    """A cell has a line of its file, and no column of characters."""
    found = Problem("M", cell=Cell("d.csv", 7, 6, "amount"), severity=Severity.WARNING, name="x")
    expected = {
        "name": "x",
        "severity": "warning",
        "file": "d.csv",
        "line": 7,
        "column": 1,
        "end_line": 7,
        "end_column": 1,
        "message": 'column "amount": M',
        "hint": None,
    }
    assert {"version": 1, "problems": [expected]} == json.loads(problems_to_json([found]))


def test_a_problem_without_a_place_says_so() -> None:
    """With nulls, so that every problem has the same keys."""
    [found] = json.loads(problems_to_json([Problem("M")]))["problems"]
    assert [found[key] for key in ("line", "column", "end_line", "end_column")] == [None] * 4


def test_no_problems_are_a_document_too() -> None:
    """An empty list."""
    assert json.loads(problems_to_json([])) == {"version": 1, "problems": []}


def test_all_problems_are_given() -> None:
    """The limit is for people."""
    assert len(json.loads(problems_to_json([Problem("M")] * 100))["problems"]) == 100


def test_text_is_safe_inside_a_page_and_on_a_terminal() -> None:
    """And comes back as it was."""
    evil = "</script>&\u2028\u202e\x1b'\""
    text = problems_to_json([Problem(evil, hint=evil)])
    assert text.isascii()
    assert not set("<>&\x1b") & set(text)
    assert evil == json.loads(text)["problems"][0]["message"]


def test_half_a_character_is_escaped() -> None:
    """A file name may be no text at all; JSON must be."""
    text = problems_to_json([Problem("M", cell=Cell("caf\udce9.csv"))])
    assert json.loads(text)["problems"][0]["file"] == "caf\\xe9.csv"
