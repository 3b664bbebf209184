"""Lines with their parts under one another."""

from compdsl.syntax.columns import Row, aligned, aligned_remarks

ROWS = [
    Row("component", "adoption", "60%", "cap 150%"),
    Row("component", "nrr", "", "tiers 5%"),
    Row("component", "make_it_stick", "$1_500 when adoption > 80%", ""),
    Row("component", "bonus", "= a * b", "cap 5"),
]


def test_first_parts_and_short_amounts_are_aligned() -> None:
    """A long amount or a formula pushes nobody aside."""
    expected = [
        "adoption      60%  cap 150%",
        "nrr                tiers 5%",
        "make_it_stick $1_500 when adoption > 80%",
        "bonus         = a * b  cap 5",
    ]
    assert expected == aligned(ROWS, 80)


def test_without_amounts_there_is_no_column_for_them() -> None:
    """One blank behind the first part."""
    rows = [Row("metric", "metric a", "", "= 1"), Row("metric", "metric bb", "", "= 2")]
    assert aligned(rows, 80) == ["metric a  = 1", "metric bb = 2"]


def test_too_long_lines_are_less_aligned() -> None:
    """First without the amounts, then not at all."""
    rows = [Row("c", "a", "", "goal 1"), Row("c", "bb", "target 5", "cap 2")]
    assert aligned(rows, 19) == ["a            goal 1", "bb target 5  cap 2"]
    assert aligned(rows, 18) == ["a  goal 1", "bb target 5  cap 2"]
    assert aligned(rows, 17) == ["a goal 1", "bb target 5  cap 2"]


def test_comments_begin_under_one_another() -> None:
    """Two blanks behind the longest line."""
    assert aligned_remarks([("a", "# x"), ("bbb", "# y")]) == ["a    # x", "bbb  # y"]
