"""A test in a plan gives figures of the plan; it declares nothing."""

from compdsl import pipeline
from compdsl.diagnostics.problem import Problem
from compdsl.source.source import Source


def problems_of(text: str) -> list[Problem]:
    return pipeline.check(Source(text, "plan.comp")).problems


def test_a_test_declares_no_measure() -> None:
    """In a plan without records every name is a measure the data gives, but a test cannot make one up."""
    plan = 'currency USD\nsales rate 10%%\ntest "x" { sales = $100; %s }'
    assert problems_of(plan % "expect sales $10") == []
    for item in ("xyz = 3; expect sales $10", "payee { fast: soon }; expect sales $10", "expect sales xyz"):
        (found,) = problems_of(plan % item)
        assert found.name == "unknown-name"


def test_an_amount_in_a_plan_without_a_currency() -> None:
    """The hint names the line that is missing."""
    (found,) = problems_of('sales rate 10%\ntest "x" { sales = 100; expect sales 10 }')
    assert found.hint is not None
    assert found.hint.startswith("Name the currency at the top of the plan, such as `currency USD`")


def test_an_undeclared_share_of_the_roster() -> None:
    """A column whose kind nothing says cannot be a share; the hint shows how to say it."""
    (found,) = problems_of("currency USD\nservices payee.plan_share goal payee.goal")
    assert found.hint == "Say which it is: `records payees { payee, plan_share: percent }`, or `plan_share: money`."
