"""Whether two plans say the same."""

import pytest

from compdsl.source.source import Source
from compdsl.syntax.from_source import read_plan
from compdsl.syntax.same_tree import same_tree


def same(one: str, other: str) -> bool:
    trees = [read_plan(Source(text, "plan.comp")) for text in (one, other)]
    assert [problems for _, problems in trees] == [[], []]
    return same_tree(trees[0][0], trees[1][0])


@pytest.mark.parametrize(
    "one, other",
    [
        ("a 5% cap 150%", "\n# why\na  5%\n  cap 150%\n"),
        ("a 5% cap 150% goal 3 floor 1", "a 5% goal 3 floor 1 cap 150%"),
        ("a tiers 5%/8%", "a tiers 5% / 8%"),
        ('table t by a { "x": 1, "y": 2 }', 'table t by a { "x": 1; "y": 2, }'),
        ("a 50%; b 5_0%", "a 5_0%\nb 50%"),
    ],
)
def test_places_comments_and_the_order_of_modifiers_do_not_count(one: str, other: str) -> None:
    """Nor how a figure is spelt."""
    assert same(one, other)


@pytest.mark.parametrize(
    "one, other",
    [
        ("a 5%", "a 6%"),
        ("a 5%", "b 5%"),
        ("a 5%", "a 5%; b 5%"),
        ("a 5% cap 1 when b > 1 cap 2 when b > 2", "a 5% cap 2 when b > 2 cap 1 when b > 1"),
        ("a 5% cap 1", "a 5% floor 1"),
        ("a 5% cap 1", "a 5%"),
        ("a 5%", "a $5"),
        ("a tiers 5% from 0", "a tiers 5% over 0"),
        ("a 5% only when b > 1", "a 5% only when b >= 1"),
        ("a 5% only when b - 1 > c", "a 5% only when b + 1 > c"),
        ("let a = (b)", "let a = b"),
        ('let a = "x"', 'let a = "x "'),
        ("period quarter", "period year"),
        ("multiply a, b by 2", "multiply b, a by 2"),
    ],
)
def test_everything_else_does(one: str, other: str) -> None:
    """Brackets that change nothing, too."""
    assert not same(one, other)
