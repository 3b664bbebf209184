"""Which periods there are to pay."""

from types import SimpleNamespace
from typing import Any

import pytest

from compdsl.diagnostics.problem import Problem
from compdsl.paid import problems
from compdsl.paid.periods import between, first_period, fullest, mixed_kinds, outside, period_asked, periods_in
from compdsl.values.calendar import CIVIL
from tests.trace.paying import FILES, HEAD, data_of, plan_of

EFFECTIVE = HEAD + "effective 2026-01-01 to 2026-06-30\na rate 1% on sales"


@pytest.mark.parametrize(
    "text, name",
    [
        ("2026-Q1", None),
        ("2026-Q2", None),
        ("2026-Q3", "period-outside-plan"),
        ("2025-Q4", "period-outside-plan"),
        ("2026-03", "wrong-period"),
        ("2026", "wrong-period"),
        ("2026-Q5", "no-such-period"),
        ("next quarter", "no-such-period"),
    ],
)
def test_a_period_that_is_asked_for(text: str, name: str | None) -> None:
    """Is one, of the kind the plan pays by, within the days it is in force."""
    found = period_asked(plan_of(EFFECTIVE), text)
    assert (found.name if isinstance(found, Problem) else None) == name
    if name is None:
        assert str(found) == text


@pytest.mark.parametrize(
    "text, meant",
    [
        ("2026-q1", "2026-Q1"),
        ("2026Q1", "2026-Q1"),
        ("Q1 2026", "2026-Q1"),
        ("2026-1", "2026-01"),
        ("2026/03", "2026-03"),
        ("2026-w05", "2026-W05"),
        ("2026-w77", None),
        ("2026-13", None),
        ("next quarter", None),
    ],
)
def test_a_period_that_is_nearly_written_is_named(text: str, meant: str | None) -> None:
    found = period_asked(plan_of(EFFECTIVE), text)
    assert isinstance(found, Problem)
    hint = f"Write `{meant}`, if that is what you meant." if meant else "Write it like `2026-Q1`, `2026-03` or `2026`."
    assert found.hint == hint


def test_a_plan_without_a_period_pays_any() -> None:
    """Where nothing asks for one."""
    plan = plan_of("currency USD\na = $5")
    for text in ("2026", "2026-Q1", "2026-07", "2026-W07"):
        assert str(period_asked(plan, text)) == text


def test_the_periods_of_the_data_in_order() -> None:
    """Those of its rows, and of its measures; only those the plan is in force in."""
    plan = plan_of(HEAD + "a rate 1% on sales")
    assert [str(period) for period in periods_in(plan, data_of(plan, FILES))] == ["2026-Q1", "2026-Q2"]
    rows = FILES["deals.csv"] + "ada,2026-07-01,1,x,true\nada,2025-12-31,1,x,true\n"
    plan = plan_of(EFFECTIVE)
    data = data_of(plan, {**FILES, "deals.csv": rows})
    assert [str(period) for period in periods_in(plan, data)] == ["2026-Q1", "2026-Q2"]
    short = plan_of("m 10%")
    measures = "payee,period,metric,value,of,goal\nada,2026-Q2,m,1,2,\nada,2026-Q1,m,1,2,\n"
    data = data_of(short, {"payees.csv": "payee,target\nada,1\n", "measures.csv": measures})
    assert [str(period) for period in periods_in(short, data)] == ["2026-Q1", "2026-Q2"]


def test_rows_are_counted_by_period() -> None:
    """Those of all blocks and measures; the period of most rows is probably meant, the latest of several."""
    plan = plan_of(HEAD + "a rate 1% on sales")
    rows = "payee,closed_on,amount,kind,won\n" + "".join(
        f"ada,{day},1,x,true\n" for day in ("2026-01-01", "2026-03-31", "2026-04-01", "2025-12-31", "2025-10-01")
    )
    found = periods_in(plan, data_of(plan, {**FILES, "deals.csv": rows}))
    assert {str(period): count for period, count in found.items()} == {"2025-Q4": 2, "2026-Q1": 2, "2026-Q2": 1}
    assert [str(period) for period in found] == ["2025-Q4", "2026-Q1", "2026-Q2"]
    assert str(fullest(found)) == "2026-Q1"


def test_a_plan_must_be_in_force_in_all_of_a_period() -> None:
    """A period before its first day is not paid."""
    plan = plan_of(HEAD + "effective 2026-04-01 to 2026-12-31\na rate 1% on sales")
    first, second = CIVIL.read("2026-Q1"), CIVIL.read("2026-Q2")
    assert first is not None
    assert second is not None
    problem = outside(plan, first)
    assert problem is not None
    assert problem.message == "The plan is in force from 2026-04-01 to 2026-12-31; 2026-Q1 is not within that."
    assert outside(plan, second) is None
    assert outside(plan_of(HEAD + "a rate 1% on sales"), first) is None


def test_data_without_any_row_of_a_period_says_so() -> None:
    """The period can be named all the same."""
    plan = plan_of(HEAD + "a rate 1% on sales")
    assert periods_in(plan, data_of(plan, {**FILES, "deals.csv": FILES["deals.csv"].splitlines()[0] + "\n"})) == {}
    assert problems.nothing_to_pay_on(plan.source).hint == "Name the period with `--period 2026-Q1`."
    dated = plan_of("currency USD\nperiod month\neffective 2020-03-01 to 2020-12-31\nbonus $500\n")
    assert [first_period(one) for one in (plan, dated)] == ["2026-Q1", "2020-03"]


def test_periods_that_are_left_out_between_those_of_the_data() -> None:
    """Not those that were paid before: their rows may be gone."""
    plan = plan_of(HEAD + "a rate 1% on sales")
    first, second, third, fourth = (found for n in range(1, 5) if (found := CIVIL.read(f"2026-Q{n}")) is not None)
    assert between(plan, {fourth: 1, first: 2}, ()) == [second, third]
    assert between(plan, {fourth: 1, first: 2}, {second}) == [third]


def test_periods_of_several_kinds_are_not_paid_together() -> None:
    """Months and quarters of one year would pay the same time twice; the plan or `--period` has to choose."""
    plan: Any = SimpleNamespace(source=None)
    month, quarter = (CIVIL.read(text) for text in ("2026-01", "2026-Q1"))
    assert month is not None
    assert quarter is not None
    found = mixed_kinds(plan, [month, quarter])
    assert found is not None
    assert found.name == "several-kinds-of-periods"
    assert mixed_kinds(plan, [quarter]) is None
