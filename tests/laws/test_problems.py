"""Any text gives a plan or problems, never an error; every problem has a place inside the file, and can be drawn."""

from hypothesis import given, settings
from hypothesis import strategies as st

from compdsl import pipeline
from compdsl.diagnostics.problem import Mark, Problem
from compdsl.diagnostics.to_json import problems_to_json
from compdsl.diagnostics.to_text import draw_problems
from compdsl.source.from_bytes import source_from_bytes
from compdsl.source.source import Source
from tests.strategies import contents, mutated_plans, texts

MANY = settings(max_examples=4 * settings().max_examples)


def has_a_place(found: Problem, source: Source) -> bool:
    """Whether a problem points into its file, its mark not ending before it begins."""
    return found.main is not None and all(is_inside(mark, source) for mark in (found.main, *found.others))


def is_inside(mark: Mark, source: Source) -> bool:
    place, lines = mark.place, source.text.count("\n") + 1
    is_ordered = 0 <= mark.span.start <= mark.span.end <= len(source.text)
    return is_ordered and 1 <= place.line <= place.end_line <= lines and place.column >= 1 and place.end_column >= 1


def checks_or_tells(source: Source) -> None:
    """Check a text, and draw what was found."""
    checking = pipeline.check(source)
    assert (checking.plan is None) == pipeline.has_errors(checking.problems)
    for found in checking.problems:
        assert found.name
        assert has_a_place(found, source), found
    assert draw_problems(checking.problems) or not checking.problems
    assert problems_to_json(checking.problems)


@MANY
@given(texts)
def test_any_text(text: str) -> None:
    """Words of the language in any order, letters of any script, signs."""
    checks_or_tells(Source(text, "plan.comp"))


@MANY
@given(contents)
def test_any_bytes(content: bytes) -> None:
    """What is no text at all is a problem too."""
    source, found = source_from_bytes(content, "plan.comp")
    if found:
        assert all(one.main is None or is_inside(one.main, source) for one in found)
    else:
        checks_or_tells(source)


@given(mutated_plans())
def test_plans_with_slips(text: str) -> None:
    """Plans with pieces left out, doubled, exchanged or replaced."""
    checks_or_tells(Source(text, "plan.comp"))


@given(st.integers(1, 4_000), st.sampled_from(("(", "-", "not ", "if ", "{", "1+", "a.", "plan p {", '"', "| ", "/ ")))
def test_deep_and_long_texts(count: int, piece: str) -> None:
    """What is nested or repeated thousands of times is refused, and does not break anything."""
    checks_or_tells(Source(f"let a = {piece * count}", "plan.comp"))
