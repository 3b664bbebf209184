"""From the bytes of a plan file to its text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compdsl.diagnostics.to_text import draw_problems
from compdsl.source.characters import FORBIDDEN
from compdsl.source.from_bytes import source_from_bytes


def drawn(data: bytes) -> str:
    _, problems = source_from_bytes(data, "p.comp")
    return draw_problems(problems)


@pytest.mark.parametrize(
    "data, expected",
    [
        (b"a\nb", "a\nb"),
        (b"a\r\nb\rc\n\r", "a\nb\nc\n\n"),
        (b"\xef\xbb\xbfcurrency USD\n", "currency USD\n"),
        ("é 給与 👩‍💻\t# ok".encode(), "é 給与 👩‍💻\t# ok"),
        (b"", ""),
    ],
)
def test_text_is_read_with_plain_line_ends_and_without_a_mark(data: bytes, expected: str) -> None:
    """Lines may end in any of the three ways; letters of all languages, emoji and tabs may be there."""
    source, problems = source_from_bytes(data, "p.comp")
    assert expected == source.text
    assert problems == []


def test_a_byte_that_is_not_utf8_is_named_with_its_offset_and_its_line() -> None:
    """The offset counts bytes of the file, the place counts characters and lines, however those end."""
    expected = """\
p.comp:3:6: error[not-utf8]: The byte 0xE9 at offset 18 (line 3) is not UTF-8.
3 | é caf\\xe9
  |      ^^^^
hint: Save the file as UTF-8.

1 error
"""
    assert expected == drawn(b"\xef\xbb\xbfone\rtwo\r\n\xc3\xa9 caf\xe9\n\xff")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf16_is_recognised(encoding: str) -> None:
    """With or without its mark."""
    expected = """\
p.comp:1:1: error[looks-like-utf16]: The file looks like UTF-16.
hint: Save it as UTF-8.

1 error
"""
    assert expected == drawn("currency USD\n".encode(encoding))


@pytest.mark.parametrize(
    "char, name",
    [
        ("\x00", "U+0000 (null)"),
        ("\x0c", "U+000C (form feed)"),
        ("\x0b", "U+000B (vertical tab)"),
        ("\x1b", "U+001B (escape)"),
        ("\x85", "U+0085 (next line)"),
        ("\u2028", "U+2028 (line separator)"),
        ("\u2029", "U+2029 (paragraph separator)"),
        ("\u202e", "U+202E (right-to-left override)"),
        ("\u2066", "U+2066 (left-to-right isolate)"),
        ("\u200b", "U+200B (zero width space)"),
        ("\ufeff", "U+FEFF (byte-order mark)"),
    ],
)
def test_a_character_that_hides_is_refused_where_it_stands(char: str, name: str) -> None:
    """The message names its code point; it is the only one, for the rest of the plan may well be right."""
    _, [found] = source_from_bytes(f"one\n  {char}two".encode(), "p.comp")
    assert found.main is not None
    assert (found.main.place.line, found.main.place.column) == (2, 3)
    assert found.message.startswith(name)
    assert found.name == "forbidden-character"


def test_one_character_in_many_places_is_one_problem() -> None:
    """The first places are shown, all are counted."""
    expected = """\
p.comp:1:1: error[forbidden-character]: U+0007 (bell) may not stand in a plan: it cannot be seen, or changes \
what is seen. It stands 1,000 times in this file.
1 | \\x07 x
  | ^^^^
2 | \\x07 x
  | ---- and here
3 | \\x07 x
  | ---- and here
4 | \\x07 x
  | ---- and here
hint: Delete it.

1 error
"""
    assert expected == drawn(b"\x07 x\n" * 1000)


def test_a_plan_of_too_many_bytes_is_refused_unread() -> None:
    """The limit is given by whoever calls; the status says that it is a limit, not a mistake."""
    source, [found] = source_from_bytes(b"x" * 101, "p.comp", most_bytes=100)
    assert source.text == ""
    assert (found.name, found.status) == ("too-many-bytes", 3)
    assert source_from_bytes(b"x" * 100, "p.comp", most_bytes=100)[1] == []


def test_a_plan_of_too_many_lines_is_refused() -> None:
    """A last line without an end counts, an end without a line after it does not."""
    _, [found] = source_from_bytes(b"x\r" * 10 + b"x", "p.comp", most_lines=10)
    assert (found.name, found.status) == ("too-many-lines", 3)
    assert found.message == "The file has 11 lines; a plan has at most 10."
    assert source_from_bytes(b"x\n" * 10, "p.comp", most_lines=10)[1] == []


@given(st.binary() | st.text().map(str.encode))
def test_any_bytes_give_a_text_or_problems_inside_it(data: bytes) -> None:
    """And a text without problems holds nothing that may not stand in a plan."""
    source, problems = source_from_bytes(data, "p.comp")
    draw_problems(problems)
    for found in problems:
        assert found.main is not None
        assert 0 <= found.main.span.start <= found.main.span.end <= len(source.text)
    if not problems:
        assert FORBIDDEN.search(source.text) is None
        assert "\r" not in source.text
