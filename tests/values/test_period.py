"""A period knows its days; a stretch of time is a count and a unit."""

import datetime

import pytest

from compdsl.values.period import Period, read_stretch

MARCH = Period(datetime.date(2026, 3, 1), datetime.date(2026, 4, 1), "month", "2026-03")


def test_a_period_holds_its_days() -> None:
    """From the first to the last one; text is not a day."""
    assert str(MARCH.end) == "2026-03-31"
    assert [MARCH.start in MARCH, MARCH.end in MARCH, MARCH.until in MARCH] == [True, True, False]
    assert "2026-03-15" not in MARCH


@pytest.mark.parametrize(
    "words, found",
    [
        ("12 months", (12, "month")),
        ("1 week", (1, "week")),
        ("10 years", (10, "year")),
        ("11 years", None),
        ("0 months", None),
        ("3 fortnights", None),
        ("some months", None),
    ],
)
def test_a_stretch_is_read_from_its_words(words: str, found: tuple[int, str] | None) -> None:
    """At most ten years of months."""
    assert found == read_stretch(words)
