"""Finding the name that was meant."""

import pytest

from compdsl.diagnostics.did_you_mean import closest, distance


@pytest.mark.parametrize(
    "name, candidates, meant",
    [
        ("adoptoin", ["adoption", "retention"], "adoption"),
        ("Adoption", ["adoption"], "adoption"),
        ("adopt", ["adoption"], None),
        ("nr", ["nrr"], None),
        ("nrr", ["grr", "nps"], "grr"),
        ("rate", ["rate"], None),
        ("goal", ["gaol", "coal"], "coal"),
        ("form", ["for", "from"], "from"),
    ],
)
def test_a_slip_is_found_and_nothing_else(name: str, candidates: list[str], meant: str | None) -> None:
    """Letters added, dropped, changed or swapped; of two that are as near the first of the alphabet."""
    assert closest(name, candidates) == meant


@pytest.mark.parametrize(
    "left, right, expected",
    [
        ("goal", "goal", 0),
        ("goal", "gaol", 1),
        ("goal", "goals", 1),
        ("goal", "oal", 1),
        ("goal", "gxyl", 2),
        ("goal", "abcd", 3),
        ("goal", "goalless", 3),
        ("measure_1", "measure_234", 3),
        ("", "ab", 2),
    ],
)
def test_slips_are_counted_up_to_a_most(left: str, right: str, expected: int) -> None:
    """Beyond two it is three, however many there are."""
    assert distance(left, right, 2) == distance(right, left, 2) == expected
