"""All problems are counted; the first thousand are kept."""

import pytest

from compdsl.diagnostics.problem import Problem, Severity
from compdsl.records.refused import KEPT_PROBLEMS, Refusals


def warning() -> Problem:
    return Problem("y", severity=Severity.WARNING)


def test_the_first_thousand_problems_are_kept_and_all_are_counted() -> None:
    """Errors and warnings are counted apart, and take each other no room; those of a whole file are all kept."""
    refusals = Refusals()
    for _ in range(KEPT_PROBLEMS + 10):
        refusals.warn(warning)
    for row in range(KEPT_PROBLEMS + 10):
        refusals.add_in_row(Problem("x"), "b.csv", row + 1, row, "n")
    refusals.block(Problem("z"))
    kept = [found.message for found in refusals.problems]
    assert (refusals.errors, refusals.warnings) == (1_011, 1_010)
    assert (kept.count("x"), kept.count("y"), kept.count("z")) == (1_000, 1_000, 1)
    assert refusals.is_blocked
    last = refusals.problems[-2].cell
    assert last is not None
    assert (last.file, last.line, last.row, last.column) == ("b.csv", 1_000, 999, "n")


@pytest.mark.parametrize("keeps_rows", [True, False])
def test_where_nobody_asks_for_the_rows_the_rest_is_only_counted(keeps_rows: bool) -> None:
    """Once there is no room for another problem."""
    refusals = Refusals(keeps_rows)
    for row in range(KEPT_PROBLEMS - 1):
        refusals.add_in_row(Problem("x"), "b.csv", row + 1, row, "n")
    assert not refusals.only_counts
    refusals.add_in_row(Problem("x"), "b.csv", 1, 1, "n")
    assert refusals.only_counts is not keeps_rows


def test_a_warning_that_is_not_kept_is_not_put_into_words() -> None:
    """A million of them would take long."""
    refusals = Refusals()
    for _ in range(KEPT_PROBLEMS):
        refusals.warn(warning)
    refusals.warn(lambda: pytest.fail("nobody reads this"))
    assert refusals.warnings == KEPT_PROBLEMS + 1
