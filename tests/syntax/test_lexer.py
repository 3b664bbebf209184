"""Where a line end separates, and what a word or a figure is: the decisions that need the parser's state."""

import pytest

from compdsl.source.source import Source
from compdsl.syntax.from_source import read_plan


@pytest.mark.parametrize(
    "text",
    [
        "NRR 60%",
        "adoption 60%; NRR 60% cap USD 500",
        'test "" { expect NRR 60%, CSM 5 }',
    ],
)
def test_a_name_of_three_capitals_is_no_currency(text: str) -> None:
    """Where no amount can stand."""
    assert read_plan(Source(text, "plan.comp"))[1] == []


@pytest.mark.parametrize(
    "text",
    [
        "table share by a {\n  from $0: 30%\n  from $250: 40%\n}",
        'test "" {\n  expect a 5\n  cap = 6\n}',
    ],
)
def test_a_word_goes_on_only_where_it_really_can(text: str) -> None:
    """Not where the parser lists it and refuses it a step later."""
    assert read_plan(Source(text, "plan.comp"))[1] == []


@pytest.mark.parametrize("following", ["currency USD", 'test "" { a = 1 }', "metric b = 1", "a 5%"])
def test_behind_the_brace_of_a_test_the_block_of_the_plan_goes_on(following: str) -> None:
    """Also with a word that stands in no braces but those of a plan."""
    text = f'plan p {{\n  test "" {{ payee {{ a: 1 }}; expect a 5 }}\n  {following}\n}}'
    plan, problems = read_plan(Source(text, "plan.comp"))
    assert problems == []
    assert len(plan.statements) == 3
