"""What can come out of the tests written in a plan."""

from compdsl.diagnostics.problem import Mark, Problem, problem
from compdsl.source.source import Source, Span


@problem
def failed_test(source: Source, span: Span, title: str, path: str) -> Problem:
    """A test written in a plan expects another figure than the plan comes to.

    The message shows both figures, the difference, and how the plan came to its own. One of the two is wrong:
    the clause, or what the test expects of it. Figures are compared exactly; `to 2 places` behind a figure
    compares both rounded to two decimals.
    """
    return Problem(f'The test "{title}" expects another `{path}`.', Mark(source, span))
