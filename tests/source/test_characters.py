"""Characters that cannot be seen or change what is seen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compdsl.source.characters import FORBIDDEN, code_point, visible, width


@pytest.mark.parametrize(
    "text, expected",
    [
        ("plain text, été, 給与, 👍", "plain text, été, 給与, 👍"),
        ("a\u202eb", "a\\u202eb"),
        ("a\tb\nc\rd", "a\\tb\\nc\\rd"),
        ("\x00\x1b[31m", "\\x00\\x1b[31m"),
        ("caf\udce9", "caf\\xe9"),
        ("\ud800", "\\ud800"),
        ("\U000e0041", "\\U000e0041"),
        ("\u2028\ufeff\u200b", "\\u2028\\ufeff\\u200b"),
    ],
)
def test_what_cannot_be_seen_is_shown_as_an_escape(text: str, expected: str) -> None:
    """Letters of all languages stay as they are."""
    assert expected == visible(text)


@given(st.text(alphabet=st.characters()))
def test_shown_text_is_one_line_that_stands_as_it_is_written(text: str) -> None:
    """Nothing that a plan may not hold is left in it, and it can be written as UTF-8."""
    found = visible(text)
    assert FORBIDDEN.search(found) is None
    assert len(found.splitlines()) <= 1
    found.encode("utf-8")


@pytest.mark.parametrize(
    "char, expected",
    [
        ("\u202e", "U+202E (right-to-left override)"),
        ("\x00", "U+0000 (null)"),
        ("\x0c", "U+000C (form feed)"),
        ("\x01", "U+0001 (control character)"),
        ("\u2028", "U+2028 (line separator)"),
        ("\u0430", "U+0430 (cyrillic small letter a)"),
        ("\uffff", "U+FFFF"),
    ],
)
def test_a_character_is_named_by_its_number_and_its_name(char: str, expected: str) -> None:
    """So that it can be looked for in an editor."""
    assert expected == code_point(char)


@pytest.mark.parametrize(
    "text, expected", [("abc", 3), ("給与", 4), ("e\u0301", 1), ("👍", 2), ("a\u200db", 2), ("", 0)]
)
def test_width_counts_the_columns_of_a_terminal(text: str, expected: int) -> None:
    """A wide letter fills two, an accent on the letter before it none."""
    assert expected == width(text)
