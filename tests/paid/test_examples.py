"""Tests written in a plan: what a row of a test does not give has no data."""

import pytest
from attrs import evolve

from compdsl import pipeline
from compdsl.paid.examples import period_of_examples
from compdsl.paid.missing import Missing
from compdsl.rendered.explain_text import explain_figure
from compdsl.source.source import Source
from tests.trace.paying import plan_of

PLAN = """
currency USD
period quarter
records deals {{ payee, closed: date, amount: money, units: count }}
bonus {pays}
test "a row" {{ deals {{ units: 3 }}; expect bonus $15 }}
"""


def got(pays: str) -> object:
    """What the test of the plan got."""
    checking = pipeline.check(Source(PLAN.format(pays=pays), "plan.comp"))
    assert checking.plan is not None
    plan = pipeline.lower(checking.plan)
    return pipeline.run_example(plan, plan.examples[0])[0].got


def test_a_column_that_a_row_does_not_give_has_no_data() -> None:
    """Where it is asked for, whatever is made of it has none either; elsewhere it is not missed."""
    assert got("$5 each on sum(deals.units)") == 15
    for pays in ("= sum(deals.amount)", "$5 each on sum(deals.units where amount > $5)", "= max(deals.amount * 2)"):
        missing = got(pays)
        assert isinstance(missing, Missing)
        assert (missing.reason, missing.detail) == ("not given", "deals.amount")


def outcomes(test: str, plan: str) -> list[tuple[str, object, bool]]:
    """What a test expects, what it got, and whether that is the same."""
    lowered = plan_of(f'currency USD\nperiod quarter\n{plan}\ntest "t" {{ {test} }}\n')
    found = pipeline.run_example(lowered, lowered.examples[0])
    return [(one.expectation.path, one.got, one.holds) for one in found]


@pytest.mark.parametrize(
    "expected, holds",
    [
        ("m.attainment 79.2308% to 4 places", True),
        ("m.attainment 79.23% to 2 places", True),
        ("m.attainment 79.24% to 2 places", False),
        ("m.attainment 79.23%", False),
        ("m.attainment 1030 / 1300", True),
        ("a $792.31", True),
        ("a $792.3 to 1 places", True),
        ("a $792.30", False),
        ("total $792.31", True),
    ],
)
def test_figures_are_compared_exactly_unless_places_are_named(expected: str, holds: bool) -> None:
    """Of a percentage the places are those of the percent figure."""
    test = f"payee {{ target: $1_000 }}; m = $1_030; expect {expected}"
    ((_, _, got),) = outcomes(test, "metric m = $0 goal $1_300\na 100% on m")
    assert got is holds


def test_rows_belong_to_the_payee_and_to_the_period_unless_they_say_otherwise() -> None:
    """Colleagues are in the same team; an empty block has no rows."""
    plan = """records deals { payee, closed: date, amount: money }
effective 2026-04-01 to 2026-12-31
a = sum(deals.amount) + sum(deals.amount, team) * 10 + sum(deals.amount, company) * 100"""
    rows = 'deals { amount: $1 }; deals { amount: $2, payee: "ben" }; deals { amount: $4, closed: 2026-07-01 }'
    assert outcomes(f'payee {{ team: "n" }}; {rows}; expect a $331', plan) == [("a", 331, True)]
    assert outcomes('payee { team: "n" }; deals { }; expect a $0', plan) == [("a", 0, True)]


def test_rows_of_a_block_without_days_are_of_any_period() -> None:
    """Nothing is put in the place of a day they do not have."""
    plan = plan_of(PLAN.format(pays="$5 each on sum(deals.units)"))
    blocks = tuple(evolve(block, date_column=None) for block in plan.schema.blocks)
    undated = evolve(plan, schema=evolve(plan.schema, blocks=blocks))
    assert pipeline.run_example(undated, plan.examples[0])[0].got == 15


def test_somebody_without_a_row_of_a_block_without_payee_or_day() -> None:
    """Rows of the company need neither."""
    plan = "records rates { day: date, rate: percent }\na = $100 * sum(rates.rate, company)"
    assert outcomes("rates { rate: 5% }; expect a $5", plan) == [("a", 5, True)]


def test_the_period_of_tests_is_the_first_the_plan_is_in_force() -> None:
    """Or the first of 2026."""
    assert str(period_of_examples(plan_of("currency USD\na = $1"))) == "2026"
    plan = "currency USD\nperiod month\neffective 2025-03-01 to 2025-12-31\na = $1"
    assert str(period_of_examples(plan_of(plan))) == "2025-03"


def test_texts_days_and_conditions_are_compared_too() -> None:
    """As they are."""
    plan = "let late = payee.start > 2026-01-31\na $5 when late"
    assert outcomes("payee { start: 2026-02-01 }; expect a $5, late true", plan)[1] == ("late", True, True)


def test_a_test_that_fails_can_be_explained_also_where_a_row_lacks_a_column() -> None:
    """The row that has no answer says what is missing."""
    plan = plan_of(PLAN.format(pays="$5 each on sum(deals.units where amount > $5)"))
    (one,) = pipeline.run_example(plan, plan.examples[0])
    text = explain_figure(plan, one.expectation.fact, one.program, one.values, one.situation, lambda words, _: words)
    assert "the test does not give `deals.amount`" in text
    assert "test of deals:1  left out: amount > $5 cannot be answered" in text


def test_two_rows_of_one_payee_are_their_days() -> None:
    """A change of quota within the period, as the roster has it."""
    plan = "target $100\nsales 100% goal payee.quota prorated by months"
    stints = """payee { payee: "ada", start: 2026-02-01, quota: $130 }
      payee { payee: "ada", end: 2026-01-31, quota: $100 }"""
    given = f"{stints}; sales = $60; expect sales.goal $120, sales $50"
    assert outcomes(given, plan) == [("sales.goal", 120, True), ("sales", 50, True)]
