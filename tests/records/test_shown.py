"""Text out of a data file is shown short, with nothing in it that is not seen."""

from compdsl.records.shown import characters, listed, quoted, strange_character


def test_a_long_text_is_cut_and_its_length_said() -> None:
    """The first 40 characters are shown."""
    assert quoted("abc") == '"abc"'
    assert f'"{"x" * 40}…" (1,000,000 characters)' == quoted("x" * 10**6)


def test_hidden_characters_are_shown_by_number() -> None:
    """What a terminal would act on is written as its number."""
    assert characters("a\x1b[31m\u202e\U000e0001") == "a\\u001b[31m\\u202e\\U000e0001"


def test_a_long_list_says_how_many_more() -> None:
    """Twenty names are shown."""
    assert listed(["a", "b"]) == "a, b"
    assert listed([str(i) for i in range(1_000)]).endswith("18, 19 and 980 more")


def test_the_first_strange_character_is_named() -> None:
    """Only a short text with a character outside ASCII has words."""
    assert strange_character("é") == ": it holds U+00E9 LATIN SMALL LETTER E WITH ACUTE"
    assert strange_character("e") == ""
    assert strange_character("é" * 100) == ""
    assert strange_character("\ue000") == ": it holds U+E000 without a name"
