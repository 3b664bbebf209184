"""Every plan in the documentation is run: what a page shows as good is good, what it shows as refused is refused."""

from pathlib import Path

import pytest

from compdsl import pipeline
from compdsl.diagnostics.problem import Problem
from compdsl.diagnostics.to_text import draw_problems
from compdsl.paid.examples import Outcome
from compdsl.paid.missing import Missing
from compdsl.source.files import TextFiles
from compdsl.source.from_bytes import source_from_bytes
from compdsl.values.figures import shown
from tests.docs.blocks import ROOT, Block, blocks_of, plans

PLANS = plans()
GOOD = [block for block in PLANS if block.words == ("comp",)]
BROKEN = [block for block in PLANS if block.words == ("comp", "broken")]
FILES = [block for block in PLANS if block.words[:2] == ("comp", "file")]
LANGUAGE = sorted((ROOT / "docs/reference/language").glob("*.md"))


def checked(block: Block) -> pipeline.Checking:
    source, found = source_from_bytes(block.plan.encode(), "plan.comp")
    return pipeline.Checking(source, None, found) if found else pipeline.check(source, files_of(block.page))


def files_of(page: Path) -> TextFiles:
    """The files of a page that its plans may use."""
    texts = {block.words[2]: block.plan for block in blocks_of(page) if block.words[:2] == ("comp", "file")}
    return TextFiles(texts, "plan.comp")


def places(problems: list[Problem]) -> list[tuple[int, str]]:
    own = [one for one in problems if one.file in ("plan.comp", "")]
    return [(one.main.place.line if one.main else 0, one.name) for one in own]


def told(outcome: Outcome) -> str:
    """What a figure came to, and what it should have."""
    one, got = outcome.expectation, outcome.got
    found = f"no data ({got.reason})" if isinstance(got, Missing) else shown(got, one.fact.type)
    return f"{one.path} is {found}, expected {shown(outcome.expected, one.fact.type)}"


@pytest.mark.parametrize("block", GOOD, ids=lambda block: block.name)
def test_a_plan_is_clean_and_its_tests_hold(block: Block) -> None:
    checking = checked(block)
    assert checking.plan is not None, draw_problems(checking.problems)
    assert not checking.problems, draw_problems(checking.problems)
    assert not block.expected, "a plan that has problems is marked `comp broken`"
    for plan in map(pipeline.lower, checking.plans):
        for example in plan.examples:
            for outcome in pipeline.run_example(plan, example):
                assert outcome.holds, f"test {example.title!r}: {told(outcome)}"


@pytest.mark.parametrize("block", BROKEN, ids=lambda block: block.name)
def test_a_broken_plan_has_exactly_the_problems_it_names(block: Block) -> None:
    found = checked(block).problems
    assert block.expected, "a broken plan names its problems, as in `# ! unknown-name`"
    assert places(found) == block.expected, draw_problems(found)


def test_a_plan_is_marked_in_one_of_four_ways() -> None:
    known = {("comp",), ("comp", "broken"), ("comp", "part"), ("comp", "file")}
    assert [block.name for block in PLANS if block.words[:2] not in known] == []


@pytest.mark.parametrize("block", FILES, ids=lambda block: block.name)
def test_a_used_file_is_clean_and_its_tests_hold(block: Block) -> None:
    """By itself, as those who keep it check it."""
    checking = checked(block)
    assert checking.plan is not None, draw_problems(checking.problems)
    if pipeline.stands_in_the_way(checking.plan, of_paying=False) is None:
        plan = pipeline.lower(checking.plan)
        assert all(one.holds for example in plan.examples for one in pipeline.run_example(plan, example))


@pytest.mark.parametrize("page", LANGUAGE, ids=lambda page: page.stem)
def test_a_page_of_the_language_has_an_example_with_a_test(page: Path) -> None:
    examples = [block for block in blocks_of(page) if block.words == ("comp",)]
    assert any('test "' in block.text for block in examples)
