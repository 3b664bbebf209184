"""Payout lines: rounded once, limits that change nothing left out, what stands in the way."""

from fractions import Fraction

import pytest

from compdsl.paid.lines import Statement, pay, pay_payee
from compdsl.values.calendar import CIVIL
from tests.trace.paying import FILES, HEAD, data_of, paid, plan_of, statement_of


def test_every_payee_has_a_statement_in_the_order_of_the_roster() -> None:
    """Of those who work in the period."""
    plan = plan_of(HEAD + "a rate 1% on sales\nb $5")
    roster = "payee,team,target,quota,end\nben,north,1,1,\nada,north,1,1,\nchloe,,1,1,2025-12-31\n"
    period = CIVIL.read("2026-Q1")
    assert period is not None
    data = data_of(plan, {**FILES, "payees.csv": roster})
    statements = list(pay(plan, data, period))
    assert [one.payee.key for one in statements if isinstance(one, Statement)] == ["ben", "ada"]
    assert pay_payee(plan, data, period, "chloe") is None


def test_a_line_is_rounded_once_and_the_total_is_the_sum_of_the_lines() -> None:
    """A cent is 10 / 3 / 100 three times."""
    plan = plan_of("currency USD\na = $10 / 3\nb = $10 / 3\nc = $10 / 3\n")
    statement = statement_of(plan, {"payees.csv": "payee\nada\n"})
    assert [line.exact for line in statement.lines] == [Fraction(10, 3)] * 3
    assert [line.amount for line in statement.lines] == [Fraction(333, 100)] * 3
    assert statement.total == Fraction(999, 100)


@pytest.mark.parametrize(
    "limits, expected",
    [
        ("", {"a": 100, "b": 50}),
        ("total cap $150", {"a": 100, "b": 50}),
        ("total cap $120", {"a": 100, "b": 50, "total cap": -30}),
        ("total floor $150", {"a": 100, "b": 50}),
        ("total floor $200", {"a": 100, "b": 50, "total floor": 50}),
        ("total floor $200 cap payee.target", {"a": 100, "b": 50, "total floor": 50, "total cap": -20}),
        ("total cap 10%", {"a": 100, "b": 50, "total cap": -132}),
        ("total cap $10 when payee.target > $1k", {"a": 100, "b": 50}),
        ("total cap $10.0050", {"a": 100, "b": 50, "total cap": Fraction("-139.99")}),
    ],
)
def test_a_limit_of_the_total_is_a_line_of_its_own(limits: str, expected: dict[str, int]) -> None:
    """So that the lines still add up; where it changes nothing there is none. Floor comes before cap."""
    plan = plan_of(f"currency USD\na = $100\nb = $50\n{limits}\n")
    statement = statement_of(plan, {"payees.csv": "payee,target\nada,180\n"})
    assert {line.component: line.amount for line in statement.lines} == expected
    assert statement.total == sum(expected.values())


def test_what_lacks_data_is_told_for_every_line_once() -> None:
    """The limit of the total lacks the same, and is not told again."""
    plan = plan_of("currency USD\na = payee.x * $1\nb = payee.y * $1\ntotal cap $5\n")
    found = paid(plan, {"payees.csv": "payee,x,y\nada,,\n"}, period="2026")
    assert isinstance(found, list)
    assert [problem.message for problem in found] == [
        "`a` of ada in 2026 has no data: the roster has no `x` for this payee.",
        "`b` of ada in 2026 has no data: the roster has no `y` for this payee.",
    ]


def test_a_figure_beyond_any_pay_stands_in_the_way() -> None:
    """It is told with whose it is."""
    plan = plan_of("currency USD\nlet x = payee.a * 1\n" + "".join(
        f"let {chr(98 + i)} = {chr(97 + i) if i else 'x'} * {chr(97 + i) if i else 'x'}\n" for i in range(9)
    ) + "z = j * $1\n")  # fmt: skip
    found = paid(plan, {"payees.csv": f"payee,a\nada,{'9' * 15}\n"}, period="2026")
    assert isinstance(found, list)
    assert found[0].name == "figure-too-large"
    assert found[0].status == 3


def messages(plan: str, files: dict[str, str]) -> list[tuple[str, str | None]]:
    found = paid(plan_of(plan), files, period="2026-Q1")
    assert isinstance(found, list)
    return [(problem.message, problem.hint) for problem in found]


GIVEN = "payee,period,metric,value\nada,2026-Q1,a,90%\nada,2026-Q1,b,90%\n"


def test_what_a_multiplier_needs_stops_each_component_it_names() -> None:
    """They are named together, and not said to lack data themselves; so is the condition of a clause."""
    plan = "currency USD\na 60%\nb 40%\nc $5 when nps >= 50\nmultiply a, b by 2 when nrr >= 1\ntotal cap $9k\n"
    files = {"payees.csv": "payee,target\nada,100\n", "measures.csv": GIVEN}
    assert messages(plan, files) == [
        (
            "`a` and `b` of ada in 2026-Q1 cannot be paid: the data has no row of `nrr`.",
            "Write `(nrr else …)` with what is used then, or bring the data.",
        ),
        (
            "`c` of ada in 2026-Q1 has no data: the data has no row of `nps`.",
            "Write `(nps else …)` with what is used then, or bring the data.",
        ),
    ]


def test_a_clause_that_has_an_else_is_not_told_to_write_one() -> None:
    """The team has no data either."""
    plan = "currency USD\nc 60% else team\nd 40%\n"
    files = {"payees.csv": "payee,team,target\nada,north,100\n", "measures.csv": GIVEN}
    assert [hint for _, hint in messages(plan, files)] == [
        "Bring the data: what stands behind `else` has none either.",
        "Write what is used then, such as `else team`, `else 80%` or in a formula `(… else $0)`, or bring the data.",
    ]


def test_the_total_can_be_asked_for_as_if_it_were_a_line() -> None:
    """It is the sum of the lines, with the limits; of nobody's lines there is none."""
    plan = plan_of("currency USD\na = $100\nb = $100 / 3\ntotal cap $120\n")
    statement = statement_of(plan, {"payees.csv": "payee\nada\n"}, period="2026")
    (total,) = statement.asked(plan, "total")
    assert (total.component, total.amount, total.exact) == ("total", 120, 120)
    assert [line.component for line in statement.asked(plan, None)] == ["a", "b", "total cap"]
    assert [line.amount for line in statement.asked(plan, "b")] == [Fraction("33.33")]
    assert Statement(statement.payee, statement.period, ()).asked(plan, "total") == ()
