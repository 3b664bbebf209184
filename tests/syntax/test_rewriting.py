"""What hints write instead of what was written."""

import pytest

from compdsl.syntax import rewriting


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("1,000", "1_000"),
        ("$5.000,00", "$5,000.00"),
        ("5.000,00", "5_000.00"),
        ("60,5%", "60.5%"),
        ("€12,50", "€12.50"),
        (".5", "0.5"),
        ("5.", "5"),
        ("60 %", "60%"),
        ("$ 500", "$500"),
        ("500$", "$500"),
        ("500 €", "€500"),
        ("$50K", "$50k"),
        ("$1mm", "$1m"),
        ("1e3", "1000"),
        ("1.5e2", "150"),
        ("1.000.000", "1_000_000"),
        ("0001", "1"),
        ("$000", "$0"),
        ("$1_", "$1"),
        ("1__0", "1_0"),
        ("1_k", "1k"),
        ("5_%", "5%"),
        ("00.50x", "0.50x"),
        ("$1,000_000", "$1_000_000"),
        ("$0,500", None),
        ("0" * 50, None),
        ("0x10", None),
        ("1.2.3", None),
        ("1e99999", None),
        ("5bn", None),
    ],
)
def test_a_number_is_written_anew_where_it_can_mean_one_thing(written: str, meant: str | None) -> None:
    assert rewriting.number(written) == meant


def test_rows_with_ends_get_the_starts_they_mean() -> None:
    assert rewriting.rows_with_starts("tiers", " 5% to $50k, 8% to $100k, 12%") == (
        "tiers 5% from $0, 8% from $50k, 12% from $100k"
    )
    assert rewriting.rows_with_starts("steps", " 50% to 75%, 100%") == "steps 50% from 0%, 100% from 75%"
    assert rewriting.rows_with_starts("tiers", " 5%, 8%, 12%") is None


def test_points_and_rows_are_turned_round() -> None:
    assert rewriting.points_of_rows(" 50% from 75%, 100% from 100%") == "curve 75%: 50%, 100%: 100%"
    assert rewriting.points_of_rows(" 50% / 100% at 75% / 100%") == "curve 75%: 50%, 100%: 100%"
    assert rewriting.rows_of_points("steps", " 75%: 50%, 100%: 100%") == "steps 50% from 75%, 100% from 100%"
    assert rewriting.rows_of_points("steps", " nothing") is None


def test_a_day_is_written_anew_only_where_the_year_comes_first() -> None:
    assert rewriting.day("2026-1-5") == "2026-01-05"
    assert rewriting.day("2026/01/05") == "2026-01-05"
    assert rewriting.day("1/5/2026") is None


def test_a_choice_keeps_the_commas_of_its_amounts() -> None:
    assert rewriting.choice("a >= 80%, $1,500, $0") == "if a >= 80% then $1,500 else $0"
    assert rewriting.choice("max(a, b) > 1, 2, 3") == "if max(a, b) > 1 then 2 else 3"
    assert rewriting.choice("a, b") is None
