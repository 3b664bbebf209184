"""Exit statuses."""

from compdsl.cli.statuses import Status, status_of
from compdsl.diagnostics.problem import Problem, Severity


def test_the_highest_status_among_the_errors_wins() -> None:
    """Warnings count for nothing."""
    warning = Problem("W", severity=Severity.WARNING, status=3)
    assert [
        status_of([]),
        status_of([warning]),
        status_of([warning, Problem("E")]),
        status_of([Problem("E"), Problem("L", status=3)]),
    ] == [Status.CLEAN, Status.CLEAN, Status.FINDINGS, Status.CANNOT]
