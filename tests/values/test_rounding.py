"""Rounding, by example and by law."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compdsl.values.rounding import Mode, round_to

CENT = Fraction(1, 100)
TO_THE_NEARER = [Mode.HALF_AWAY, Mode.HALF_EVEN, Mode.HALF_DOWN]
THE_SAME_ON_BOTH_SIDES = [*TO_THE_NEARER, Mode.UP, Mode.DOWN]

modes = st.sampled_from(Mode)
units = st.sampled_from([CENT, Fraction(1, 1000), 1, 5, 1000, Fraction(1, 3), Fraction(5, 100)])
ties = st.integers(-(10**6), 10**6).map(lambda halves: Fraction(halves, 2))
values = st.one_of(
    st.integers(-(10**30), 10**30),
    st.fractions(max_denominator=10**6),
    ties,
    ties.map(lambda tie: tie * CENT),
    ties.map(lambda tie: tie * CENT + Fraction(1, 10**12)),
)


@pytest.mark.parametrize(
    "mode, expected",
    [
        (Mode.HALF_AWAY, [3, 2, 1, 1, 0, -1, -1, -2, -3]),
        (Mode.HALF_EVEN, [2, 2, 1, 0, 0, 0, -1, -2, -2]),
        (Mode.HALF_DOWN, [2, 1, 1, 0, 0, 0, -1, -1, -2]),
        (Mode.UP, [3, 2, 1, 1, 0, -1, -1, -2, -3]),
        (Mode.DOWN, [2, 1, 1, 0, 0, 0, -1, -1, -2]),
        (Mode.FLOOR, [2, 1, 1, 0, 0, -1, -1, -2, -3]),
        (Mode.CEILING, [3, 2, 1, 1, 0, 0, -1, -1, -2]),
    ],
)
def test_a_tie_goes_where_the_mode_says(mode: Mode, expected: list[int]) -> None:
    """Halves on both sides of zero, in each mode."""
    halves = [Fraction(count, 2) for count in (5, 3, 2, 1, 0, -1, -2, -3, -5)]
    assert expected == [round_to(half, 1, mode) for half in halves]


def test_the_modes_are_called_as_in_the_language() -> None:
    """The values of the modes are the words an author writes."""
    assert [mode.value for mode in Mode] == [
        "half away",
        "half even",
        "half down",
        "up",
        "down",
        "floor",
        "ceiling",
    ]


def test_half_away_is_meant_unless_another_mode_is_named() -> None:
    """1.005 is 1.01, and -1.005 is -1.01: a clawback mirrors its payout."""
    assert Fraction("1.01") == round_to(Fraction("1.005"), CENT)
    assert Fraction("-1.01") == round_to(Fraction("-1.005"), CENT)


def test_a_whole_result_is_an_integer() -> None:
    """So that what is written from it has no trace of a fraction."""
    assert int is type(round_to(Fraction("7.999"), CENT))
    assert round_to(33, 5) == 35


@pytest.mark.parametrize("unit", [0, -1, Fraction(-1, 100)])
def test_a_unit_is_more_than_zero(unit: int | Fraction) -> None:
    """Rounding to nothing, or to less, has no meaning."""
    with pytest.raises(ValueError, match="more than zero"):
        round_to(1, unit)


@given(values, units, modes)
def test_rounding_moves_less_than_a_unit(value: Fraction, unit: Fraction, mode: Mode) -> None:
    """And at most half a unit in the modes that go to the nearer one; the result is whole units."""
    rounded = round_to(value, unit, mode)
    assert (Fraction(rounded) / unit).denominator == 1
    if mode in TO_THE_NEARER:
        assert abs(rounded - value) * 2 <= unit
    else:
        assert abs(rounded - value) < unit


@given(values, units, modes)
def test_rounding_twice_changes_nothing(value: Fraction, unit: Fraction, mode: Mode) -> None:
    """What is rounded stays."""
    rounded = round_to(value, unit, mode)
    assert rounded == round_to(rounded, unit, mode)


@given(values, values, units, modes)
def test_rounding_keeps_the_order(one: Fraction, other: Fraction, unit: Fraction, mode: Mode) -> None:
    """Who has more never gets less."""
    low, high = sorted([one, other])
    assert round_to(low, unit, mode) <= round_to(high, unit, mode)


@given(values, units, st.integers(-(10**9), 10**9))
def test_whole_units_pass_through(value: Fraction, unit: Fraction, count: int) -> None:
    """Adding units before or after is the same, where the mode does not look at zero or at even units."""
    for mode in (Mode.FLOOR, Mode.CEILING):
        assert round_to(value + count * unit, unit, mode) == round_to(value, unit, mode) + count * unit
    assert (
        round_to(value + 2 * count * unit, unit, Mode.HALF_EVEN)
        == round_to(value, unit, Mode.HALF_EVEN) + 2 * count * unit
    )


@given(st.fractions(min_value=0, max_denominator=10**6), units, modes, st.integers(0, 10**9))
def test_whole_units_pass_through_on_one_side_of_zero(value: Fraction, unit: Fraction, mode: Mode, count: int) -> None:
    """For positive values this holds in every mode, by an even number of units."""
    assert round_to(value + 2 * count * unit, unit, mode) == round_to(value, unit, mode) + 2 * count * unit


@given(values, units, st.sampled_from(THE_SAME_ON_BOTH_SIDES))
def test_most_modes_mirror_at_zero(value: Fraction, unit: Fraction, mode: Mode) -> None:
    """A payout and its clawback come to nothing."""
    assert -round_to(value, unit, mode) == round_to(-value, unit, mode)


@given(values, units)
def test_floor_and_ceiling_mirror_each_other(value: Fraction, unit: Fraction) -> None:
    """They do not mirror themselves: the floor of 0.5 is 0, and of -0.5 it is -1."""
    assert -round_to(value, unit, Mode.FLOOR) == round_to(-value, unit, Mode.CEILING)
