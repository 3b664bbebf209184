"""A modifier that would change nothing is an error, where it could otherwise pay a wrong amount in silence."""

import pytest

from compdsl import pipeline
from compdsl.source.source import Source

SILENT = [
    ("bonus = payee.quota else $3", "else"),
    ("bonus = $1_000 * performance.attainment goal 80%", "goal"),
    ("bonus = $1_000 / churn goal at most 5%", "goal at most"),
    ("bonus = $1_000 * performance team", "team"),
    ("bonus = $1_000 * performance on performance", "on"),
    ("bonus = $1_000 * performance up to 120%", "up to"),
    ("bonus $1_000 when performance >= 80% company", "company"),
    ("bonus 20% steps 50% from 3, 100% from 4 by stars above 5", "above"),
    ("bonus 20% steps 50% from 3, 100% from 4 by stars goal 3", "goal"),
]

HEARD = [
    "bonus = $1_000 * bonus.attainment goal 80% else 50%",
    "bonus = $1_000 * performance.attainment on performance goal 80%",
    "bonus $1_000 threshold 80% goal 20 team",
    "stars 20% steps 50% from 75%, 100% from 100% by stars goal 4",
    "bonus whole tiers 3% from 1, 4% from 2 by years above $100 up to $500",
    "bonus target $500 on performance goal 80% else 50%",
    "performance 20% goal 80%; bonus $100 when performance.attainment >= 100%",
]


def problems_of(clause: str) -> list[str]:
    return [found.message for found in pipeline.check(Source(f"currency USD\n{clause}", "plan.comp")).problems]


@pytest.mark.parametrize(("clause", "word"), SILENT)
def test_a_modifier_without_effect_is_named(clause: str, word: str) -> None:
    """The one problem is about that word."""
    (message,) = problems_of(clause)
    assert message.startswith(f"`{word}` does not go with ")


@pytest.mark.parametrize("clause", HEARD)
def test_a_modifier_with_an_effect_stays(clause: str) -> None:
    """A goal may be asked for in the expression, a threshold looks at the measure, a lookup of rates multiplies it."""
    assert problems_of(clause) == []
