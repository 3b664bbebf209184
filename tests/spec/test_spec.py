"""What the language does, as Markdown: every plan has the problems it says, every figure in its tests holds.

pytest tests/spec             compare
pytest tests/spec --record    write the drawn problems anew; read every block that changed
"""

import pytest

from compdsl import pipeline
from compdsl.diagnostics.problem import Problem
from compdsl.diagnostics.to_text import draw_problems
from compdsl.source.files import TextFiles
from compdsl.source.from_bytes import source_from_bytes
from tests.spec.reading import FOLDER, PLAN_PATH, Case, read_cases, record

CASES = [case for path in sorted(FOLDER.rglob("*.md")) for case in read_cases(path)]
BAD = [case for case in CASES if case.path.parent.name == "bad"]
GOOD = [case for case in CASES if case.path.parent.name == "good"]


def checked(case: Case) -> pipeline.Checking:
    source, found = source_from_bytes(case.plan.encode(), PLAN_PATH)
    files = TextFiles({**case.files, PLAN_PATH: case.plan}, PLAN_PATH)
    return pipeline.Checking(source, None, found) if found else pipeline.check(source, files)


def places(problems: list[Problem], path: str = PLAN_PATH) -> list[tuple[int, str]]:
    return [(one.main.place.line if one.main else 0, one.name) for one in problems if one.file in (path, "")]


@pytest.mark.parametrize("case", BAD, ids=lambda case: case.name)
def test_a_broken_plan_has_the_problems_it_marks(case: Case, is_recording: bool) -> None:
    found = checked(case).problems
    drawn = draw_problems(found, None)
    if is_recording:
        record(case, drawn)
    assert list(case.expected) == places(found), drawn
    for path, expected in case.expected_in.items():
        assert list(expected) == places(found, path), drawn
    if not is_recording:
        assert case.drawn is not None, "the drawn problems are missing: run `pytest tests/spec --record`"
        assert case.drawn.text + "\n" == drawn


@pytest.mark.parametrize("case", BAD, ids=lambda case: case.name)
def test_every_problem_says_what_to_write(case: Case) -> None:
    for problem in checked(case).problems:
        assert problem.hint
        assert problem.hint[0].isupper()
        assert problem.message.endswith((".", "?"))


@pytest.mark.parametrize("case", GOOD, ids=lambda case: case.name)
def test_a_good_plan_is_clean_and_its_tests_hold(case: Case) -> None:
    checking = checked(case)
    assert checking.plan is not None, draw_problems(checking.problems)
    assert list(case.expected) == places(checking.problems)
    kernels = [pipeline.lower(plan) for plan in checking.plans]
    assert any(kernel.examples for kernel in kernels), "a good plan holds a test"
    for kernel in kernels:
        for example in kernel.examples:
            for outcome in pipeline.run_example(kernel, example):
                told = f"{example.title}: {outcome.expectation.path} is {outcome.got}, expected {outcome.expected}"
                assert outcome.holds, told


def test_headings_are_names() -> None:
    """No two cases of one file have the same heading."""
    names = [case.name for case in CASES]
    assert len(names) == len(set(names))


def test_every_file_stands_in_good_or_bad() -> None:
    assert {case.path.parent.name for case in CASES} <= {"good", "bad"}
