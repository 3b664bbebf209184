"""What can go wrong while a plan is paid is said with the payee, the period and the component, and what to do."""

import pytest

from compdsl.kernel.nodes import Literal, Origin
from compdsl.paid import problems
from compdsl.paid.missing import REASONS, Missing
from compdsl.source.source import Source, Span
from compdsl.values.types import NUMBER

PLAN = Source("adoption 60%\n", "plan.comp")


def test_a_figure_beyond_any_pay_names_the_payee_and_the_period() -> None:
    found = problems.figure_too_large(PLAN, Span(0, 8), "ada", "2026-Q1")
    assert found.message == "A figure of ada in 2026-Q1 has more than a thousand digits."
    assert found.status == 3


def test_a_payee_that_does_not_exist_may_be_a_slip() -> None:
    assert problems.no_such_payee(PLAN, "adda", "ada").hint == "Write `ada`, if that is who you meant."
    assert problems.no_such_payee(PLAN, "zoe", None).hint == "Write a payee as the roster spells it."


def test_a_component_that_does_not_exist_may_be_one_of_the_plan() -> None:
    assert problems.no_such_component(PLAN, "adoptoin", "adoption", ("adoption",)).hint == "Write `adoption`."
    assert problems.no_such_component(PLAN, "x", None, ("adoption", "nrr")).hint == "Write one of `adoption`, `nrr`."


@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_why_data_is_missing_has_words_and_a_hint(reason: str) -> None:
    """With the column, the measure or the block it is about."""
    missing = Missing(Literal(Origin(Span(0, 8), "given"), NUMBER, 0), reason, "quota")
    found = problems.missing_data(PLAN, missing, "ada", "2026-Q1", (("adoption", Span(0, 12)),))
    words = REASONS[reason].format("quota")
    if reason == "divided by zero":
        words = "`adoption` divides by zero"
    assert found.message == f"`adoption` of ada in 2026-Q1 has no data: {words}."
    assert found.hint
    assert ("{" in REASONS[reason]) is (
        "`quota`" in found.message or reason in ("one place", "before the table", "closed period")
    )
    assert repr(missing) == f"Missing({reason}, quota)"
