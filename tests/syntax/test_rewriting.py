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


def test_points_and_rows_are_turned_round() -> None:
    assert rewriting.points_of_rows(" 50% from 75%, 100% from 100%") == "curve 75%: 50%, 100%: 100%"
    assert rewriting.points_of_rows(" 50% / 100% at 75% / 100%") == "curve 75%: 50%, 100%: 100%"
    assert rewriting.rows_of_points("steps", " 75%: 50%, 100%: 100%") == "steps 50% from 75%, 100% from 100%"
    assert rewriting.rows_of_points("steps", " nothing") is None


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-1-5", "2026-01-05"),
        ("2026/01/05", "2026-01-05"),
        ("12/31/2026", "2026-12-31"),
        ("31.12.2026", "2026-12-31"),
        ("01/01/2026", "2026-01-01"),
        ("1/5/2026", None),
        ("Jan 5, 2026", "2026-01-05"),
        ("5th of May 2026", None),
        ("31 December 2026", "2026-12-31"),
        ("40/1/2026", None),
        ("0/1/2026", None),
    ],
)
def test_a_day_is_written_anew_where_day_and_month_are_told_apart(written: str, meant: str | None) -> None:
    assert rewriting.day(written) == meant


def test_the_days_of_a_plan_are_read_together() -> None:
    """The last day says whether the month stands first; quarters and a year alone are whole."""
    assert rewriting.stretch("01/02/2026", "12/31/2026") == "2026-01-02 to 2026-12-31"
    assert rewriting.stretch("01/02/2026", "31/12/2026") == "2026-02-01 to 2026-12-31"
    assert rewriting.stretch("01/02/2026", "02/03/2026") is None
    assert rewriting.stretch("2026-Q1", "2026 Q2") == "2026-01-01 to 2026-06-30"
    assert rewriting.stretch("FY2026") == "2026-01-01 to 2026-12-31"
    assert rewriting.stretch("2026-01-01") is None


def test_commas_separate_outside_brackets_texts_and_amounts() -> None:
    assert rewriting.split_at_commas('max(a, b), "x, y", $1,500, $0') == ["max(a, b)", '"x, y"', "$1,500", "$0"]
    assert rewriting.split_at_commas("y>3,100,200") == ["y>3", "100", "200"]
