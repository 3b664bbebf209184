"""A failed test as text."""

import pytest

from compdsl.paid.examples import run_example
from compdsl.rendered.outcome_to_text import failure_to_text
from tests.trace.paying import plan_of

PLAN = """\
currency USD
period quarter
let twice = adoption * 2
more $5 when twice > payee.limit
test "t" {{
  payee {{ limit: {limit} }}
  payee {{ payee: "ben", limit: 7 }}
  adoption = {adoption}
  expect {expected}
}}
"""


def failure(adoption: str, limit: str, expected: str = "more $9", columns: int | None = None) -> str:
    """What is told of a test whose one expectation is not met."""
    plan = plan_of(PLAN.format(adoption=adoption, limit=limit, expected=expected))
    (example,) = plan.examples
    (outcome,) = run_example(plan, example)
    assert not outcome.holds
    return failure_to_text(plan, example, outcome, lambda text, _: text, columns)


@pytest.mark.parametrize(
    "adoption, limit, condition",
    [
        ("39%", "50%", "twice 78% > payee.limit 50%"),
        ("0.39", "0.5", "twice 0.78 > payee.limit 0.5"),
        ("39%", "0.5", "twice 78% > payee.limit 0.5"),
        ("40", "12", "twice 80 > payee.limit 12"),
    ],
)
def test_a_figure_is_told_in_the_unit_it_is_written_in(adoption: str, limit: str, condition: str) -> None:
    """Where only the data knows the unit, and a test stands for it; also what is made of such figures alone."""
    text = failure(adoption, limit)
    assert f"  adoption {adoption:>9}  taken as given\n" in text
    assert f"  payee.limit {limit:>6}  as the test gives it\n" in text
    assert f"met: {condition}\n" in text


def test_what_comes_out_is_told_in_the_unit_that_is_expected() -> None:
    """Both figures and their difference."""
    assert "  expected     50%\n  got          78%\n  difference  +28%\n" in failure("39%", "1", "twice 50%")
    assert "  expected     0.5\n  got          0.8\n  difference  +0.3\n" in failure("0.4", "1", "twice 0.5")


def test_the_account_is_as_wide_as_the_terminal() -> None:
    """As an explanation is."""
    assert "\n      met: twice 78% > payee.limit 50%\n" in failure("39%", "50%", columns=50)
