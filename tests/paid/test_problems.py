"""What can go wrong while a plan is paid is said with the payee, the period and the component, and what to do."""

from compdsl.paid import problems
from compdsl.source.source import Source, Span

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
