"""The other files of a plan, as texts."""

from compdsl.source.files import NO_FILES, NotOpened, Opened, Reason, TextFiles

FILES = TextFiles({"plan.comp": "", "shared/a.comp": "let a = 1\r\n", "shared/b.comp": "\u202e"}, "plan.comp")


def test_a_path_counts_from_the_folder_of_the_file_that_says_it() -> None:
    """However it is written, one file has one key."""
    for written, by in (
        ("shared/a.comp", "plan.comp"),
        ("./x/../a.comp", "shared/b.comp"),
        ("a.comp", "shared/a.comp"),
    ):
        answer = FILES.open(written, by)
        assert isinstance(answer, Opened)
        assert (answer.key, answer.source.path, answer.source.text) == ("shared/a.comp", "shared/a.comp", "let a = 1\n")


def test_what_is_not_there_is_answered_with_what_was_meant() -> None:
    """A slip in the name, or the end of the name left out; nothing where nothing is near."""
    assert FILES.open("shared/aa.comp", "plan.comp") == NotOpened(Reason.MISSING, "shared/a.comp")
    assert FILES.open("shared/a", "plan.comp") == NotOpened(Reason.MISSING, "shared/a.comp")
    assert NO_FILES.open("shared/a.comp", "") == NotOpened(Reason.MISSING)


def test_nothing_lies_above_the_top() -> None:
    """What leads out is not looked for."""
    assert FILES.open("../plan.comp", "plan.comp") == NotOpened(Reason.OUTSIDE)
    assert isinstance(FILES.open("../plan.comp", "shared/a.comp"), Opened)


def test_what_is_wrong_with_the_text_comes_along() -> None:
    """The problems of a file are in it, wherever it is used."""
    answer = FILES.open("shared/b.comp", "plan.comp")
    assert isinstance(answer, Opened)
    assert [one.name for one in answer.found] == ["forbidden-character"]
