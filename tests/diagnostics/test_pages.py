"""The pages of all problems."""

from compdsl.diagnostics.pages import page_title, pages, problem_modules, summary


def test_every_module_of_problems_is_found() -> None:
    """By its name, in each stage."""
    found = problem_modules()
    assert {"compdsl.source.problems", "compdsl.cli.problems"} <= set(found)
    assert sorted(found) == found


def test_every_problem_has_a_page_that_begins_with_a_sentence() -> None:
    """The sentence is what the list of all problems shows."""
    found = pages()
    assert "not-utf8" in found
    assert [name for name, page in found.items() if not summary(page).strip().endswith((".", ":"))] == []


def test_a_name_is_a_title() -> None:
    """In words."""
    assert page_title("forbidden-character") == "Forbidden character"
