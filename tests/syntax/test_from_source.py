"""How large a plan may be is counted in words, figures and signs."""

import pytest

from compdsl.source.source import Source
from compdsl.syntax.from_source import MOST_WORDS, count_words


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("adoption 60% cap 150%", 4),
        ("tiers 1x from 0%, 1.4x from 100%", 8),
        ("payee.quota + 1_000.50", 5),
        ('plan csm "Customer Success" { # head', 5),
    ],
)
def test_a_figure_is_one_word_and_a_name_with_points_several(text: str, count: int) -> None:
    assert count_words(Source(text, "plan.comp")) == count


def test_two_thousand_clauses_with_tiers_are_within_the_limit() -> None:
    clause = "part_1 20% goal 80% tiers 1x from 0%, 1.4x from 100%, 1.6x from 120% cap 150%\n"
    assert 2_000 * count_words(Source(clause, "plan.comp")) < MOST_WORDS
