"""A failed test as text: where it is written, what it expects, what the plan comes to, and how."""

import datetime
from typing import TYPE_CHECKING, Any

from compdsl.diagnostics.to_text import Paint, draw_problem
from compdsl.paid.missing import Missing
from compdsl.paid.problems_of_tests import failed_test
from compdsl.source.characters import visible, width
from compdsl.values.figures import shown
from compdsl.values.types import Kind

if TYPE_CHECKING:
    from compdsl.kernel.plan import Example, Plan
    from compdsl.paid.examples import Outcome
    from compdsl.values.types import Type


def failure_to_text(
    plan: "Plan", example: "Example", outcome: "Outcome", paint: Paint, columns: int | None = None
) -> str:
    """One expectation that is not met: place and title, both figures and their difference, the account."""
    from compdsl.rendered.explain_text import explain_figure

    one = outcome.expectation
    found = failed_test(plan.source, one.span, visible(example.title), one.path)
    account = explain_figure(plan, one.fact, outcome.program, outcome.values, outcome.situation, paint, columns)
    head = paint(f"How {one.path} comes about", "title")
    return f"{draw_problem(found, paint)}{_figures(outcome)}\n{head}\n{account}\n"


def _figures(outcome: "Outcome") -> str:
    """Expected, got and difference, the figures one under the other."""
    one = outcome.expectation
    kind = one.value.type if one.fact.type.kind is Kind.FIGURE else one.fact.type
    rows = [("expected", _figure(outcome.expected, one.value.type)), ("got", _figure(outcome.got, kind))]
    if _is_number(outcome.expected) and _is_number(outcome.got):
        difference = shown(outcome.got - outcome.expected, kind)
        rows.append(("difference", difference if difference.startswith("-") else f"+{difference}"))
    columns = max(width(figure) for _, figure in rows)
    lines = [f"  {label:<10}  {' ' * (columns - width(figure))}{figure}" for label, figure in rows]
    missing = outcome.got if isinstance(outcome.got, Missing) else outcome.expected
    if isinstance(missing, Missing):
        lines.append(f"  since {missing.words}")
    if one.places is not None:
        lines.append(f"  compared to {one.places} {'place' if one.places == 1 else 'places'}")
    return "\n".join(lines) + "\n"


def _figure(value: Any, kind: "Type") -> str:
    return "no data" if isinstance(value, Missing) else shown(value, kind)


def _is_number(value: Any) -> bool:
    return not isinstance(value, Missing | str | bool | datetime.date)
