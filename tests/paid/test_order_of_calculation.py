"""Where the order of calculation and missing data meet: each case once paid otherwise than the language says."""

import datetime
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from compdsl import pipeline
from compdsl.paid.lines import Statement
from compdsl.records.data import Data, Payee, Row
from compdsl.source.source import Source
from compdsl.values.calendar import CIVIL

DAY = datetime.date(2026, 2, 1)
HEAD = """
currency USD
period quarter
records payees {{ payee, team: text, target: money, quota: money, role: text }}
records deals {{ payee, closed: date, amount: money, units: count }}
target payee.target
metric sales = sum(deals.amount)
metric largest = max(deals.amount)
{body}
"""


def paid(body: str, *amounts: int, team: str | None = "north", others: Any = (), **fields: Any) -> Mapping[str, Any]:
    """The lines of `ada`, who has one deal for each amount; nothing where data is missing."""
    checking = pipeline.check(Source(HEAD.format(body=body), "plan.comp"))
    assert checking.problems == []
    assert checking.plan is not None
    plan = pipeline.lower(checking.plan)
    rows = [{"payee": "ada", "closed": DAY, "amount": amount, "units": 1} for amount in amounts]
    own: dict[str, Any] = {"target": 1000, "quota": 100, "role": "lead"} | fields
    payees = (Payee("ada", team, own), *others)
    data = Data(payees, {"deals": tuple(Row("deals.csv", 1, 1, row) for row in [*rows, *_rows_of(others)])})
    statement = next(pipeline.pay(plan, data, CIVIL.period_of(DAY, "quarter")))
    return {line.component: line.amount for line in statement.lines} if isinstance(statement, Statement) else {}


def _rows_of(others: Any) -> list[dict[str, Any]]:
    return [{"payee": one.key, "closed": DAY, "amount": one.fields["amount"], "units": 1} for one in others]


def colleague(amount: int, quota: int, team: str = "north") -> Payee:
    """Somebody of the same team with one deal."""
    return Payee("ben", team, {"amount": amount, "target": 1000, "quota": quota, "role": "lead"})


# What answers where there is no data


def test_else_of_a_clause_answers_for_the_measure_it_is_on() -> None:
    """It is used in the clause it stands in, also where that clause has another name than its measure."""
    assert paid("bonus 50% on largest goal $100 else $50") == {"bonus": 250}
    assert paid("bonus 50% on largest goal $100 else $50", 80) == {"bonus": 400}


def test_else_of_a_clause_about_a_team_answers_for_the_team() -> None:
    """The clause of a measure's own name may be about the team, and its `else` is then the clause's."""
    assert paid("largest 50% team goal $100 else $50") == {"largest": 250}
    assert paid("largest 50% team goal $100 else $50", 20) == {"largest": 100}


def test_the_goal_comes_with_the_figure_that_answers() -> None:
    """Where the team's figure is used, a percentage of the goal is one of the team's goal."""
    body = "bonus rate 10% above 100% on average(deals.amount) goal payee.quota else team"
    assert paid(body, others=(colleague(550, 400),)) == {"bonus": 15}
    assert paid(body, 550, others=(colleague(550, 400),)) == {"bonus": 45}


def test_a_goal_of_zero_is_no_data() -> None:
    """Nobody is paid from the first dollar because a quota is missing."""
    body = "bonus rate 10% above 100% on sales goal payee.quota"
    assert paid(body, 200) == {"bonus": 10}
    assert paid(body, 200, quota=0) == {}
    assert paid("bonus tiers 10% from 100% on sales goal payee.quota", 200, quota=0) == {}
    assert paid("bonus rate 10% up to 200% on sales goal payee.quota", 200, quota=0) == {}


def test_somebody_without_a_team_has_no_goal_of_a_team() -> None:
    """It is not a goal of zero."""
    body = "sales 10% goal payee.quota\nbonus = sales.team.goal"
    assert paid(body, 200)["bonus"] == 100
    assert paid(body, 200, team=None) == {}


# What ends a clause


def test_one_closed_gate_is_enough_whichever_is_written_first() -> None:
    """A gate that is known to be closed wins over one without data."""
    for gates in ("threshold $50 only when sales > $5", "only when sales > $5 threshold $50"):
        assert paid(f"bonus rate 10% on sales {gates} only when largest > $1") == {"bonus": 0}
    for gates in ('threshold 50% only when payee.role == "new"', 'only when payee.role == "new" threshold 50%'):
        assert paid(f"bonus 50% on largest {gates} goal $100") == {"bonus": 0}
    assert paid('bonus 50% on largest threshold 50% only when payee.role == "lead" goal $100') == {}


# Rounding and rows


def test_an_amount_is_rounded_to_its_unit_after_the_multipliers_of_the_plan() -> None:
    """`round to` says how the line is rounded, and the line is rounded once."""
    body = "bonus rate 10% on sales round to $1\nmultiply bonus by 1.5"
    assert paid(body, 14) == {"bonus": 2}
    assert paid(body, 130) == {"bonus": 20}


def test_tiers_may_start_below_zero() -> None:
    """A first row that starts below zero pays on what lies between its start and what was measured."""
    assert paid("bonus tiers 5% from -$200 on sales", -100) == {"bonus": 5}
    assert paid("bonus tiers 5% from -$200 on sales", -300) == {"bonus": 0}
    assert paid("bonus tiers 5% from $0 on sales", -100) == {"bonus": -5}
    assert paid("bonus tiers 5% from $10 on sales", -100) == {"bonus": 0}


def test_the_rate_of_whole_tiers_is_the_rate_of_the_row_reached() -> None:
    """And not what the tiers came to."""
    body = "bonus whole tiers 5% from $0, 8% from $100 on sales\nextra = bonus.rate * $100"
    assert paid(body, 200) == {"bonus": 16, "extra": 8}
    assert Fraction("4.5") == paid(body, 90)["bonus"]
