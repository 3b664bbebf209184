"""What became of every row of a shape."""

from fractions import Fraction
from typing import Any

import pytest

from compdsl.kernel.nodes import Piecewise
from compdsl.trace.account import Account, Step
from compdsl.trace.tiers import rows_reached, shape_lines, shape_words
from tests.trace.paying import HEAD, account_of, entries_of

ROSTER = "payee,x,quota\nada,{x},100\n"


def shape_of(clause: str, x: object) -> Step:
    """The shape of a clause that looks up a column of the roster."""
    account: Account = account_of(clause, {"payees.csv": ROSTER.format(x=x)}, head="currency USD\nmetric m = payee.x\n")
    return next(step for step in account.steps if isinstance(step.node, Piecewise))


def reach(clause: str, x: object) -> list[tuple[str, Any, Any, Any]]:
    """What became of each row: how far, which part, what it gave, what was missing."""
    return [(row.reach, row.part, row.gives, row.missing) for row in rows_reached(shape_of(clause, x))]


SLICES = "a on m tiers 10% / 20% / 30% at $0 / $100 / $200"


@pytest.mark.parametrize(
    "x, expected",
    [
        (250, [("full", 100, 10, None), ("full", 100, 20, None), ("partial", 50, 15, None)]),
        (200, [("full", 100, 10, None), ("full", 100, 20, None), ("partial", 0, 0, None)]),
        (150, [("full", 100, 10, None), ("partial", 50, 10, None), ("not reached", None, None, 50)]),
        (0, [("partial", 0, 0, None), ("not reached", None, None, 100), ("not reached", None, None, 200)]),
        (-50, [("partial", -50, -5, None), ("not reached", None, None, 150), ("not reached", None, None, 250)]),
    ],
)
def test_slices(x: int, expected: list[Any]) -> None:
    """A value on a start lies in the row that starts there; the first row goes on below zero."""
    assert expected == reach(SLICES, x)


def test_one_row_applies_to_the_whole() -> None:
    """Those before it were reached too, and do not apply; those behind say what was missing."""
    clause = "a on m whole tiers 10% from $0, 20% from $100, 30% over $200"
    assert reach(clause, 200) == [
        ("passed", None, None, None),
        ("applies", None, 40, None),
        ("not reached", None, None, 0),
    ]
    assert reach(clause, -1) == [
        ("not reached", None, None, 1),
        ("not reached", None, None, 101),
        ("not reached", None, None, 201),
    ]


def test_a_shape_without_data_has_no_rows() -> None:
    """Nothing can be said of how far they were reached."""
    clause = "metric s = m tiers 10% from $0\na = (s else $1)"
    step = shape_of(clause, "")
    assert rows_reached(step) == []
    assert shape_lines(step) == []


def lines(clause: str) -> list[str]:
    """The rows of the shape of a clause on $93,500.50 of sales, 93.5005% of the goal."""
    return next(
        entry.below
        for entry in entries_of(clause, head=HEAD)
        if entry.kind in ("tiers", "whole tiers", "steps", "curve")
    )


def test_a_row_is_told_as_it_was_written() -> None:
    """A start that was not written, or in another unit, is added; the calculation can be done again."""
    assert lines("a on sales tiers 5% / 8% / 12% at $0 / $50k / $100k") == [
        "5% from $0: in full, $50,000 × 5% = $2,500",
        "8% from $50,000: in part, $43,500.50 × 8% = $3,480.04",
        "12% from $100,000: not reached, $6,499.50 missing",
    ]
    assert lines("a on sales tiers 5% from 0%, 10% from 90%")[1] == (
        "10% from 90% ($90,000): in part, $3,500.50 × 10% = $350.05"
    )


def test_the_row_that_applies_says_how() -> None:
    """The whole at its rate, a line between two points, a slope of its own, or the value as it is."""
    assert lines("a on sales whole tiers 5% from $0, 8% from $50k") == [
        "5% from $0: reached, but a later row applies",
        "8% from $50k: applies, 8% × $93,500.50 = $7,480.04",
    ]
    assert lines("a 20% on sales curve 90%: 80%, 100%: 100%")[0] == (
        "80% at 90%: applies, 80% + (100% − 80%) × (93.5005% − 90%) / (100% − 90%) = 87.001%"
    )
    assert lines("a 20% on sales curve 90%: 50% rising 2 per point")[0] == (
        "50% at 90% rising 2 per point: applies, 50% + 2 per point × (93.5005% − 90%) = 57.001%"
    )
    assert lines("a on sales curve 90%: $50 rising $2 per point")[0] == (
        "$50 at 90% rising $2 per point: applies, $50 + $2 per point × (93.5005% − 90%) = $57.001"
    )
    assert lines("a 20% on sales curve 50%: 50%, 90%: 80%")[1] == "80% at 90%: applies"
    assert lines("a 20% on sales steps 50% from 80%")[0] == "50% from 80%: applies"


def test_where_a_row_starts_above_the_figure_nothing_is_missing_to_it() -> None:
    """`over` does not include its start."""
    clause = "a on m whole tiers 10% from $0, 20% over $100"
    assert shape_lines(shape_of(clause, 100))[1] == "20% over $100: not reached, it starts above"


def test_on_a_point_of_a_curve_its_own_value_is_told() -> None:
    """There is nothing to work out."""
    clause = "metric n = m goal payee.quota\na target $1 on n curve 50%: 50%, 100%: 100%"
    assert shape_lines(shape_of(clause, 50))[0] == "50% at 50%: applies"


def test_at_which_figure_a_shape_is_read() -> None:
    """By its name, and whether any row is reached."""
    assert shape_words(shape_of(SLICES, 150)) == "at m 150"
    assert shape_words(shape_of("a on m whole tiers 5% from $10", 9)).endswith(", where no row is reached")


def test_below_zero_the_first_slice_counts_with_its_sign() -> None:
    """A refund is told as what it takes away."""
    step = shape_of(SLICES, -50)
    assert step.value == -5
    assert shape_lines(step)[0].endswith("= -5")
    assert Fraction(step.value) == rows_reached(step)[0].gives


def test_what_lies_above_in_a_falling_shape_is_not_missing() -> None:
    """A clawback that ends after some days: nobody lacks the days to it."""
    falling = shape_lines(shape_of("a steps $100 from 0, $0 from 180 on m", 91))
    rising = shape_lines(shape_of("a steps $0 from 0, $100 from 180 on m", 91))
    assert falling[1].endswith("not reached, it starts 89 above that")
    assert rising[1].endswith("not reached, 89 missing")
