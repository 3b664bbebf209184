"""Rows written as ranges or by where they end, in the form of the language."""

import pytest

from compdsl.syntax.ranges import rows_of_ranges


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (" 5% to $50k, 8% to $100k, 12%", "tiers 5% from $0, 8% from $50k, 12% from $100k"),
        (" 50% to 75%, 100%", "tiers 50% from 0%, 100% from 75%"),
        ("0-50k 5%, 50k+ 8%", "tiers 5% from 0, 8% from 50k"),
        ("up to $100k: 5%, $100k to $200k: 8%", "tiers 5% from $0, 8% from $100k"),
        ("$0 - $50k -> 5%, over $50k -> 8%", "tiers 5% from $0, 8% from $50k"),
        ("5% on the first $50k, 8% after", "tiers 5% from $0, 8% from $50k"),
        ("5% up to $50k then 8%", "tiers 5% from $0, 8% from $50k"),
        ("1x from 0% to 100%, 1.5x from 100%", "tiers 1x from 0%, 1.5x from 100%"),
        ("<$50k 5%, >=$50k 8%", "tiers 5% from $0, 8% from $50k"),
        ("5% from $0-$50k", "tiers 5% from $0"),
        ("5%, 8%, 12%", None),
        ("first $50k at 5%, next $50k at 8%", None),
        ("5% on something else", None),
    ],
)
def test_each_row_gets_the_start_it_means(written: str, meant: str | None) -> None:
    assert rows_of_ranges("tiers", written) == meant


def test_the_next_cent_or_dollar_is_over_the_end_before() -> None:
    """What lies between the two would belong to no row."""
    assert rows_of_ranges("tiers", "5% from $0 to $50,000, 8% from $50,001 to $100,000") == (
        "tiers 5% from $0, 8% over $50,000"
    )


def test_whole_percentages_and_counts_start_where_they_say() -> None:
    assert rows_of_ranges("steps", "0%-79%: 0%, 80%-99%: 50%") == "steps 0% from 0%, 50% from 80%"
    assert rows_of_ranges("tiers", "$50 for 1-10, $75 for 11-20") == "tiers $50 from 1, $75 from 11"
