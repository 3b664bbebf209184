"""Which brace was forgotten, by the layout."""

from compdsl.source.source import Source
from compdsl.syntax.braces import indent, is_first, mismatched


def test_the_brace_whose_closing_one_is_not_indented_like_it() -> None:
    text = 'plan a {\n  x 5%\n  test "t" {\n    x = 5%\n}\n'
    found = mismatched(Source(text, "plan.comp"))
    assert found is not None
    assert found.start == text.rindex("{")


def test_braces_in_texts_and_comments_do_not_count() -> None:
    assert mismatched(Source('plan a { # {\n  x 5%\n  y "{"\n}\n', "plan.comp")) is None


def test_the_first_of_a_line() -> None:
    source = Source("a b\n  c", "plan.comp")
    assert [is_first(source, offset) for offset in (0, 2, 6)] == [True, False, True]
    assert [indent(source, offset) for offset in (0, 6)] == [0, 2]
