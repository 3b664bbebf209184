"""All problems are counted; the first thousand are kept."""

from compdsl.diagnostics.problem import Problem, Severity
from compdsl.records.refused import KEPT_PROBLEMS, Refusals


def test_the_first_thousand_problems_are_kept_and_all_are_counted() -> None:
    """Errors and warnings are counted apart."""
    refusals = Refusals()
    for row in range(KEPT_PROBLEMS + 10):
        refusals.add_in_row(Problem("x"), "b.csv", row + 1, row, "n")
    refusals.add(Problem("y", severity=Severity.WARNING))
    refusals.block(Problem("z"))
    assert (refusals.errors, refusals.warnings, len(refusals.problems)) == (1_011, 1, 1_000)
    assert refusals.is_blocked
    last = refusals.problems[-1].cell
    assert last is not None
    assert (last.file, last.line, last.row, last.column) == ("b.csv", 1_000, 999, "n")
