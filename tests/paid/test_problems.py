"""What can go wrong while a plan is paid is said with the payee, the period and the component, and what to do."""

import pytest

from compdsl.kernel.nodes import Literal, Origin
from compdsl.paid import problems
from compdsl.paid.missing import REASONS, Missing
from compdsl.paid.problems import OF_A_SPLIT
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
    whose = "2026-Q1" if reason in OF_A_SPLIT else "ada in 2026-Q1"
    assert found.message == f"`adoption` of {whose} has no data: {words}."
    assert found.hint
    assert ("{" in REASONS[reason]) is (
        "quota" in found.message or reason in ("one place", "before the table", "closed period")
    )
    assert repr(missing) == f"Missing({reason}, quota)"


def test_an_attainment_of_a_goal_of_zero_may_count_as_something() -> None:
    missing = Missing(Literal(Origin(Span(0, 8), "attainment", "adoption"), NUMBER, 0), "divided by zero")
    found = problems.missing_data(PLAN, missing, "ada", "2026-Q1", (("adoption", Span(0, 12)),))
    assert found.message == "`adoption` of ada in 2026-Q1 has no data: `adoption` divides by zero."
    assert found.hint is not None
    assert found.hint.startswith("A goal of zero, or a measure of zero under `goal at most`, has no attainment")


@pytest.mark.parametrize(
    "clause, instead",
    [
        ("nrr 45% team", "nrr target payee.target * 45% * nrr.team.attainment prorated on 100%"),
        ("pay 20% on nrr team", "pay target payee.target * 20% * nrr.team.attainment prorated on 100%"),
        ("pay $500 when nrr.team >= 1", "pay target if nrr.team >= 1 then $500 else $0 prorated on 100%"),
        ("pay $500 when nrr.team >= 1 cap $9", "pay target if nrr.team >= 1 then $500 else $0 prorated on 100%"),
        ("pay rate 5% on sold team cap $9", "pay target 5% * sold.team prorated on 100%"),
        ("pay = nrr.team * $9 floor $1", "pay target nrr.team * $9 prorated on 100%"),
        ("pay tiers 5% from $0 on nrr team", "pay target payee.target * 30% * nrr.team.attainment prorated on 100%"),
    ],
)
def test_who_changes_teams_is_paid_by_a_figure_of_each_row_of_the_roster(clause: str, instead: str) -> None:
    plan = Source(clause, "plan.comp")
    missing = Missing(Literal(Origin(Span(0, 3), "given"), NUMBER, 0), "changing team")
    name = clause.split()[0]
    found = problems.missing_data(plan, missing, "ada", "2026-Q1", ((name, Span(0, len(clause))),))
    assert found.hint is not None
    assert f"`{instead}`" in found.hint


def test_a_period_without_rows_names_those_the_data_holds() -> None:
    found = problems.no_rows_of_period(PLAN, "2026-Q2", ("2025-Q4", "2026-Q1"))
    assert found.message == "The data holds no row of 2026-Q2, and pay needs some; it holds rows of 2025-Q4, 2026-Q1."
    assert found.hint == "Name a period the data holds, such as `--period 2026-Q1`, or bring the rows of 2026-Q2."


def test_a_plain_value_without_a_goal_is_not_told_to_be_a_percentage() -> None:
    missing = Missing(Literal(Origin(Span(0, 8), "given"), NUMBER, 0), "no goal", "adoption")
    found = problems.missing_data(PLAN, missing, "ada", "2026-Q1", (("adoption", Span(0, 12)),))
    assert "`adoption` is a plain value and has no goal, so it has no attainment" in found.message
    assert found.hint is not None
    assert found.hint.startswith("Write a `goal` in the plan")
