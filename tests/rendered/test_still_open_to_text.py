"""What is open after a period, in a sentence below the total."""

import pytest

from compdsl.paid.payroll import run_payroll
from compdsl.paid.still_open import StillOpen
from compdsl.rendered.explain_markdown import explain_markdown
from compdsl.rendered.explain_text import explain_statement
from compdsl.rendered.statement_to_text import payroll_to_text
from compdsl.rendered.still_open_to_text import still_open_to_text
from tests.paid.history import when
from tests.paid.test_held import FILES, PLAN
from tests.trace.paying import data_of, plan_of, statement_of

LOST = "nothing settles it: their time in this plan ends before"


@pytest.mark.parametrize(
    "one, words",
    [
        (StillOpen("a", 5, "hold", when("2026-Q4")), "$5.00 of a is held, and paid with 2026-Q4"),
        (StillOpen("a", 5, "hold", None, "b > $5"), "$5.00 of a is held until b > $5"),
        (StillOpen("a", 5, "hold", when("2026-Q4"), is_lost=True), f"$5.00 of a is held, and {LOST}"),
        (StillOpen("a", 5, "paid over", periods=1), "$5.00 of a is still due, and paid with the next period"),
        (StillOpen("a", 5, "paid over", periods=2), "$5.00 of a is still due, and paid in the next 2 periods"),
        (
            StillOpen("a", 5, "paid over", periods=2, is_cut=True),
            "$5.00 of a is still due, and their time in this plan ends before all of it is paid",
        ),
        (StillOpen("total", 5, "draw"), "$5.00 of draws is owed, and repaid out of what later periods pay"),
        (StillOpen("total", 5, "draw", is_lost=True), f"$5.00 of draws is owed, and {LOST}"),
    ],
)
def test_each_form_has_its_words(one: StillOpen, words: str) -> None:
    assert still_open_to_text(plan_of(PLAN), one) == words


def test_it_stands_below_the_total_of_a_statement_and_of_an_explanation() -> None:
    plan = plan_of(PLAN)
    payroll = run_payroll(plan, data_of(plan, FILES), [when("2026-Q2")])
    words = "$20.00 of sales is held, and paid with 2026-Q4"
    text = "".join(payroll_to_text(plan, payroll, lambda text, _: text))
    assert f"ada · 2026-Q2 · plan\n  sales  $80.00\n  {words}\n" in text
    statement = statement_of(plan, FILES, period="2026-Q2")
    assert explain_statement(plan, statement, lambda text, _: text).endswith(f"\n\ntotal  $80.00  $80.00\n  {words}\n")
    assert f"**$80.00** |\n\n{words}.\n\n" in explain_markdown(plan, statement)
