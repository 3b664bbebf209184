"""Texts that are nearly one."""

from compdsl.records.spelling import difference, fold


def test_a_fold_is_the_same_for_texts_that_differ_in_little() -> None:
    """In capital letters, in how accents are stored, in blanks around; an accent itself is a difference."""
    assert fold("\u00c9t\u00e9 ") == fold("e\u0301te\u0301") != fold("ete")
    assert fold("Stra\u00dfe") == fold("STRASSE")
    assert fold(" Lead") == fold("LEAD") != fold("Leader")


def test_what_they_differ_in_has_a_name() -> None:
    """So that it is seen where nothing is to be seen."""
    assert difference("a", "A") == "they differ in capital letters"
    assert difference("a", " A ") == "they differ in capital letters"
    assert difference("a", " a") == "they differ in the blanks around them"
    assert difference("\u00e9", "e\u0301") == "they look alike, and their accents are stored in two ways"
