"""What each form computes from the values of its parts."""

import datetime
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest

from compdsl.kernel import nodes
from compdsl.kernel.nodes import Literal, Node, Origin
from compdsl.paid.missing import Missing, TooLarge
from compdsl.paid.operations import operation_of
from compdsl.source.source import Span
from compdsl.values.rounding import Mode
from compdsl.values.types import BOOL, DATE, NUMBER, Type

HERE = Origin(Span(0, 0), "expression")
X = Literal(HERE, NUMBER, 0)
DAY = Literal(HERE, DATE, datetime.date(2026, 1, 1))
GONE = Missing(X, "empty field", "x")
OTHER = Missing(X, "no rows", "deals")
third = Fraction(1, 3)


def total(*signs: str, first: Node = X) -> Callable[[list[Any]], Any]:
    """A sum of so many terms."""
    return operation_of(nodes.Sum(HERE, NUMBER, signs, (first, *[X] * (len(signs) - 1))))


def product(*signs: str) -> Callable[[list[Any]], Any]:
    """A product of so many factors."""
    return operation_of(nodes.Product(HERE, NUMBER, signs, (X,) * len(signs)))


def shape(word: str, *starts: str) -> Callable[[list[Any]], Any]:
    """A shape of rows; `over` and `rising` say what a row is besides its start."""
    rows = [nodes.Row(Span(0, 0), X, X, one == "over", X if one == "rising" else None) for one in starts]
    return operation_of(nodes.Piecewise(HERE, NUMBER, word, X, tuple(rows)))


# Arithmetic


def test_terms_are_added_and_subtracted_exactly() -> None:
    """Thirds stay thirds; what is whole is an int."""
    assert total("+", "-")([1, third]) == Fraction(2, 3)
    assert total("+", "+", "+")([third, third, third]) == 1
    assert isinstance(total("+", "+", "+")([third, third, third]), int)
    assert isinstance(total("+", "-")([Fraction(4, 3), third]), int)
    assert total("-")([5]) == -5


def test_factors_are_multiplied_and_divided_from_left_to_right() -> None:
    """8 / 4 / 2 is 1; what is whole is an int."""
    assert product("*", "*")([Fraction(3, 2), 2]) == 3
    assert isinstance(product("*", "*")([Fraction(3, 2), 2]), int)
    assert product("*", "/", "/")([8, 4, 2]) == 1
    assert product("*", "/", "*")([8, 4, 2]) == 4
    assert product("*", "/")([1, 3]) == third


def test_dividing_by_zero_has_no_data() -> None:
    """Also zero by zero; the place where it happens is kept."""
    for top in (0, 5):
        missing = product("*", "/")([top, 0])
        assert isinstance(missing, Missing)
        assert missing.reason == "divided by zero"
        assert isinstance(missing.node, nodes.Product)


def test_days_are_counted() -> None:
    """Between two days; or a day some days on, parts of a day left out."""
    first, last = datetime.date(2024, 2, 28), datetime.date(2024, 3, 1)
    assert total("+", "-", first=DAY)([last, first]) == 2
    assert total("+", "+", first=DAY)([first, 2]) == last
    assert total("+", "-", first=DAY)([last, 2]) == first
    assert total("+", "+", first=DAY)([first, Fraction(5, 2)]) == last
    assert total("+", "-", first=DAY)([last, GONE]) is GONE
    with pytest.raises(TooLarge):
        total("+", "+", first=DAY)([last, 10**9])


@pytest.mark.parametrize(
    "operation, parts",
    [
        (product("*", "*"), [2**3000, 2**3000]),
        (product("*", "/"), [1, 2**5000]),
        (total("+", "+"), [2**4096, 1]),
        (total("+", "-"), [-(2**4096), 1]),
    ],
)
def test_a_figure_beyond_any_pay_is_refused(operation: Callable[[list[Any]], Any], parts: list[Any]) -> None:
    """It would be multiplied again and again."""
    with pytest.raises(TooLarge):
        operation(parts)


# What has no data


@pytest.mark.parametrize(
    "operation, count",
    [
        (total("+", "-"), 2),
        (total("+", "+", "+"), 3),
        (product("*", "*"), 2),
        (product("*", "/"), 2),
        (operation_of(nodes.Compare(HERE, BOOL, ">=", X, X)), 2),
        (operation_of(nodes.Extreme(HERE, NUMBER, "least", (X, X))), 2),
        (operation_of(nodes.Round(HERE, NUMBER, X, X, Mode.HALF_AWAY)), 2),
        (operation_of(nodes.Not(HERE, BOOL, X)), 1),
        (operation_of(nodes.Named(HERE, NUMBER, "n", X)), 1),
        (shape("marginal", "from"), 3),
    ],
)
def test_a_part_without_data_gives_a_whole_without_data(operation: Callable[[list[Any]], Any], count: int) -> None:
    """The first part that lacks it, whichever that is."""
    for index in range(count):
        parts: list[Any] = [1] * count
        parts[index] = GONE
        assert operation(parts) is GONE
    if count > 1:
        assert operation([GONE, OTHER, *[1] * (count - 2)]) is GONE


def test_a_choice_needs_only_what_it_chooses() -> None:
    """And its condition."""
    choose = operation_of(nodes.Choose(HERE, NUMBER, X, X, X))
    assert choose([True, 5, GONE]) == 5
    assert choose([False, GONE, 6]) == 6
    assert choose([True, GONE, 6]) is GONE
    assert choose([GONE, 5, 6]) is GONE


def test_a_known_answer_wins_over_a_missing_one() -> None:
    """`and` is no where one is no, `or` is yes where one is yes; otherwise what is missing is missing."""
    both, one = (operation_of(nodes.Logic(HERE, BOOL, word, (X, X, X))) for word in ("and", "or"))
    assert both([True, GONE, False]) is False
    assert both([True, GONE, True]) is GONE
    assert both([True, True, True]) is True
    assert one([False, GONE, True]) is True
    assert one([False, GONE, False]) is GONE
    assert one([False, False, False]) is False


def test_missing_data_is_answered() -> None:
    """By the other value; whether there is data can be asked."""
    fallback, known = operation_of(nodes.Fallback(HERE, NUMBER, X, X)), operation_of(nodes.Known(HERE, BOOL, X))
    assert fallback([GONE, 5]) == 5
    assert fallback([0, 5]) == 0
    assert fallback([GONE, OTHER]) is OTHER
    assert (known([0]), known([GONE])) == (True, False)


# Comparing, choosing, rounding


@pytest.mark.parametrize(
    "operator, less, same, more",
    [
        (">=", False, True, True), ("<=", True, True, False), ("==", False, True, False),
        ("!=", True, False, True), (">", False, False, True), ("<", True, False, False),
    ],
)  # fmt: skip
def test_comparisons_are_exact(operator: str, less: bool, same: bool, more: bool) -> None:
    """Of figures of any form, of texts, of days."""
    compare = operation_of(nodes.Compare(HERE, BOOL, operator, X, X))
    assert (compare([third, Fraction(1, 2)]), compare([Fraction(4, 2), 2]), compare([1, third])) == (less, same, more)
    assert (compare(["a", "b"]), compare(["a", "a"]), compare(["b", "a"])) == (less, same, more)
    one, two = datetime.date(2026, 1, 1), datetime.date(2026, 1, 2)
    assert (compare([one, two]), compare([one, one]), compare([two, one])) == (less, same, more)


def test_the_least_and_the_most() -> None:
    """Of several; the opposite of a condition."""
    assert operation_of(nodes.Extreme(HERE, NUMBER, "least", (X, X, X)))([2, third, 5]) == third
    assert operation_of(nodes.Extreme(HERE, NUMBER, "most", (X, X, X)))([2, third, 5]) == 5
    assert operation_of(nodes.Not(HERE, BOOL, X))([True]) is False


def test_rounding_needs_a_unit_above_zero() -> None:
    """Otherwise there is nothing to round to."""
    rounded = operation_of(nodes.Round(HERE, NUMBER, X, X, Mode.HALF_AWAY))
    assert rounded([Fraction(5, 2), 1]) == 3
    assert rounded([Fraction(-5, 2), 1]) == -3
    for unit in (0, -1):
        assert rounded([5, unit]).reason == "unit of rounding"


# Shapes: rows of start and value behind the figure


@pytest.mark.parametrize(
    "x, slices, whole, step",
    [
        (-10, -1, 0, 0),
        (0, 0, 0, Fraction(1, 10)),
        (50, 5, 5, Fraction(1, 10)),
        (100, 10, 20, Fraction(1, 5)),
        (250, 40, 50, Fraction(1, 5)),
    ],
)
def test_rows_from_zero(x: int, slices: Any, whole: Any, step: Any) -> None:
    """10% from 0, 20% from 100: a value on a start belongs to the upper row; below zero the first slice goes on."""
    parts = [x, 0, Fraction(1, 10), 100, Fraction(1, 5)]
    assert shape("marginal", "from", "from")(parts) == slices
    assert shape("whole", "from", "from")(parts) == whole
    assert shape("step", "from", "from")(parts) == step


def test_left_of_the_first_row_there_is_nothing() -> None:
    """A slice that starts at 100 has nothing at 50, nor below zero."""
    for word in ("marginal", "whole", "step", "linear"):
        for x in (-5, 50):
            assert shape(word, "from")([x, 100, 7]) == 0


def test_over_does_not_include_its_start() -> None:
    """`from` does; both may stand at one start."""
    rows = shape("step", "from", "over")
    assert [rows([x, 100, 1, 100, 2]) for x in (99, 100, 101)] == [0, 1, 2]


def test_lines_go_from_point_to_point() -> None:
    """Flat behind the last one."""
    line = shape("linear", "from", "from")
    assert [line([x, 50, 10, 100, 20]) for x in (49, 50, 75, 100, 150)] == [0, 10, 15, 20, 20]


def test_a_point_may_have_a_slope_of_its_own() -> None:
    """It holds up to the next point, where the line may jump."""
    line = shape("linear", "rising", "from")
    assert [line([x, 50, 10, 3, 100, 20]) for x in (50, 60, 99, 100, 150)] == [10, 40, 157, 20, 20]


def test_starts_that_do_not_rise_have_no_data() -> None:
    """They can come from the data, so that it shows only then."""
    for starts in ([100, 1, 100, 2], [100, 1, 50, 2]):
        assert shape("step", "from", "from")([70, *starts]).reason == "starts do not rise"
    assert shape("step", "over", "from")([70, 50, 1, 50, 2]).reason == "starts do not rise"


# Tables


def table(*rows: tuple[str, ...], name: str = "t") -> Callable[[list[Any]], Any]:
    """A table of rows with such keys."""
    keys = [nodes.TableRow(Span(0, 0), tuple(nodes.Key(word, X) for word in row), X) for row in rows]
    origin = Origin(Span(0, 0), "table", name)
    return operation_of(nodes.Table(origin, NUMBER, (X,) * len(rows[0]), tuple(keys)))


def test_a_value_is_looked_up() -> None:
    """No row is no data, and says of which table."""
    look_up = table(("is",), ("is",))
    assert look_up(["b", "a", 1, "b", 2]) == 2
    missing = look_up(["c", "a", 1, "b", 2])
    assert (missing.reason, missing.detail) == ("no row fits", "t")
    assert look_up([GONE, "a", 1, "b", 2]) is GONE


def test_the_highest_start_that_is_reached_counts() -> None:
    """In whatever order the rows stand."""
    look_up = table(("from",), ("over",), ("from",))
    rows = [10, 1, 5, 2, 0, 3]
    assert [look_up([x, *rows]) for x in (0, 5, 6, 9, 10)] == [3, 3, 2, 2, 1]
    assert look_up([-1, *rows]).reason == "no row fits"


def test_a_day_before_the_first_row_is_told_with_it() -> None:
    """The first row in time, wherever it stands."""
    look_up = table(("from",), ("from",))
    rows = [datetime.date(2026, 7, 1), 1, datetime.date(2026, 4, 1), 2]
    assert look_up([datetime.date(2026, 4, 1), *rows]) == 2
    missing = look_up([datetime.date(2026, 3, 31), *rows])
    assert missing.reason == "before the table"
    assert missing.detail == "2026-03-31 is before the first row of the table `t`, 2026-04-01"


def test_along_two_keys_both_must_be_reached() -> None:
    """And the nearest of both counts."""
    look_up = table(("from", "from"), ("from", "from"), ("from", "from"), ("from", "from"))
    rows = [0, 0, 1, 0, 10, 2, 5, 0, 3, 5, 10, 4]
    assert [look_up([x, y, *rows]) for x, y in ((0, 0), (0, 10), (5, 9), (5, 10))] == [1, 2, 3, 4]
    assert look_up([-1, 0, *rows]).reason == "no row fits"


def test_a_row_whose_start_lacks_data_leaves_the_table_without() -> None:
    """Whether that row fits cannot be known, so no other is taken in its place."""
    assert table(("from",), ("from",))([5, GONE, 1, 0, 2]) is GONE


def test_a_form_that_reads_data_has_no_operation() -> None:
    """It is a leaf."""
    with pytest.raises(TypeError, match="PayeeField reads data"):
        operation_of(nodes.PayeeField(HERE, Type(NUMBER.kind), "x"))
