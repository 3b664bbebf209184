"""What adds up over people and time, and what does not."""

from fractions import Fraction

import pytest

from tests.trace.paying import line_of

HEAD = """\
currency USD
period quarter
records deals { payee, closed_on: date, amount: money, stars: count }
"""
FILES = {
    "payees.csv": "payee,team,target,goal,stars\nada,north,1000,8000,3\nben,north,1000,4000,4\n",
    "deals.csv": "payee,closed_on,amount,stars\n"
    "ada,2026-01-10,6000,3\nben,2026-01-10,3000,3\nben,2026-02-10,3000,4\nben,2026-03-10,4000,4\n",
}


@pytest.mark.parametrize(
    "measure, goal, attainment",
    [
        ("sum(deals.amount)", "payee.goal", Fraction(16_000, 12_000)),
        ("sum(deals.amount) / 4", "payee.goal", Fraction(4_000, 12_000)),
        ("-(sum(deals.amount) * -2)", "payee.goal", Fraction(32_000, 12_000)),
        ("max(sum(deals.amount), $0)", "payee.goal", Fraction(16_000, 12_000)),
        ("sold + previous(sold else $0)", "payee.goal", Fraction(16_000, 12_000)),
        ("sum(deals.amount) / count(deals)", "payee.goal", Fraction(4_000, 5_000)),
        ("average(deals.amount)", "payee.goal", Fraction(4_000, 5_000)),
        ("average(deals.amount where stars >= 4)", "payee.goal", Fraction(3_500, 4_000)),
        ("average(deals.amount)", "$5_000", Fraction(4, 5)),
        ("round(average(deals.amount), $1)", "$5_000", Fraction(4, 5)),
        ("max(deals.amount)", "$5_000", Fraction(6, 5)),
        ("each_deal", "$5_000", Fraction(4, 5)),
        ("count(deals)", "payee.stars", Fraction(4, 7)),
        ("average(deals.stars)", "payee.stars", Fraction(14, 15)),
    ],
)
def test_the_goal_of_a_team(measure: str, goal: str, attainment: Fraction) -> None:
    """Goals of what adds up are added up; those of a level are weighted, or are one for all."""
    clauses = (
        f"share 100% team on figure\nmetric figure = {measure} goal {goal}\nlet each_deal = average(deals.amount)\n"
    )
    clauses += "metric sold = sum(deals.amount)\n"
    line, _ = line_of(clauses, FILES, head=HEAD)
    assert line.exact == 1_000 * attainment
