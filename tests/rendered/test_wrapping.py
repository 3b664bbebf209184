"""Long lines in the width of a terminal."""

import pytest

from compdsl.rendered.explain_text import explain_statement
from compdsl.rendered.wrapping import LEAST, in_columns, wrapped
from compdsl.source.characters import width
from tests.trace.paying import HEAD, plan_of, statement_of

LONG = """
bonus rate 5% on sales up to $80k above $20k cap $4_000 when wins > 0 and sales > $10k and payee.target > 1_000
spot $500 when sum(deals.amount where kind == "new" and won and amount > $1_000) > $5k
"""


def text_of(columns: int | None) -> str:
    """What is told of a statement of long clauses."""
    plan = plan_of(HEAD + LONG)
    return explain_statement(plan, statement_of(plan), lambda text, _: text, columns=columns)


def words_of(text: str) -> list[str]:
    """The words of a text, without how they are laid out."""
    return text.split()


def test_lines_break_between_words() -> None:
    """Blanks within a line are kept; a word that is longer than a line stands by itself."""
    assert wrapped("a bb  ccc dddd", None) == ["a bb  ccc dddd"]
    assert wrapped("a bb  ccc dddd", 14) == ["a bb  ccc dddd"]
    assert wrapped("a bb  ccc dddd", 9) == ["a bb  ccc", "dddd"]
    assert wrapped("a bb  ccc dddd", 5) == ["a bb", "ccc", "dddd"]
    assert wrapped("a bbbbbbbbbb c", 4) == ["a", "bbbbbbbbbb", "c"]
    assert wrapped("日本 語", 5) == ["日本", "語"]
    assert wrapped("", 5) == [""]


def test_a_text_goes_on_under_itself() -> None:
    """Where there is no room for that, it begins near the edge."""
    text = "one two three four five six seven eight"
    assert in_columns(text, None, 20) == (20, [text])
    assert in_columns(text, 100, 20) == (20, [text])
    assert in_columns(text, 20 + LEAST, 20) == (20, ["one two three four five six", "seven eight"])
    assert in_columns(text, 20 + LEAST, 20, hang=2) == (20, ["one two three four five six", "  seven eight"])
    assert in_columns(text, 19 + LEAST, 20) == (6, [text])


@pytest.mark.parametrize("columns", [200, 120, 100, 80, 60, 40])
def test_an_explanation_fits_a_terminal(columns: int) -> None:
    """With the same words as in a file; only what cannot be broken is longer."""
    text = text_of(columns)
    assert words_of(text) == words_of(text_of(None))
    for line in text.splitlines():
        assert width(line) <= columns or not any(" " in part for part in line.strip().split("  "))


def test_in_a_file_a_line_is_a_line() -> None:
    """Nothing is broken where no width is said, or where it is enough."""
    assert text_of(None) == text_of(1_000)
    assert max(map(width, text_of(None).splitlines())) > 120


def test_what_goes_on_stands_under_what_it_goes_on_from() -> None:
    """In the column of the words; of a row a little further in."""
    lines = text_of(100).splitlines()
    head = next(index for index, line in enumerate(lines) if line.startswith("bonus"))
    assert lines[head + 1].startswith(" " * lines[head].index("plan.comp"))
    row = next(index for index, line in enumerate(lines) if "deals.csv:4" in line and "left out" in line)
    assert lines[row + 1].startswith(" " * (lines[row].index("deals.csv") + 2))
