"""Figures of a team or the company over several periods: the same for all who ask, whoever came and went."""

from fractions import Fraction

from compdsl.paid.lines import Statement
from compdsl.paid.payroll import statement_of
from compdsl.values.calendar import CIVIL
from tests.trace.paying import data_of, plan_of

HEAD = """\
currency USD
period quarter
effective 2026-01-01 to 2026-12-31
records deals { payee, day: date, amount: money }
"""
ROSTER = "payee,team,start,end\nada,north,,\nben,north,2026-07-01,\ncy,north,,2026-06-30\n"
"""Ben comes when Cy goes."""

DEALS = "payee,day,amount\n" + "".join(
    f"{payee},2026-{month},1000\n"
    for payee, months in (("ada", ("02-01", "05-01", "08-01")), ("ben", ("08-01",)), ("cy", ("02-01", "05-01")))
    for month in months
)
"""Everybody sells 1,000 a quarter."""


def amounts(plan: str, payee: str, period: str, roster: str = ROSTER, deals: str = DEALS) -> dict[str, object]:
    """The lines of a payee in a period."""
    lowered, when = plan_of(HEAD + plan), CIVIL.read(period)
    assert when is not None
    found = statement_of(lowered, data_of(lowered, {"payees.csv": roster, "deals.csv": deals}), when, payee)
    assert isinstance(found, Statement)
    return {line.component: line.amount for line in found.lines}


def test_a_goal_so_far_is_that_of_the_people_of_each_period() -> None:
    """Company and team are on plan in each quarter, for who was there in January and for who comes in July."""
    plan = (
        "target $10_000\nmetric sold = sum(deals.amount) goal $1_000\n"
        "company_wide 100% on sold company ytd\nteam_wide 100% on sold team ytd\n"
        "extra $500 when sold.company.ytd.attainment > 100%\n"
    )
    on_plan = {"company_wide": 10_000, "team_wide": 10_000, "extra": 0}
    assert amounts(plan, "ada", "2026-Q3") == on_plan
    assert amounts(plan, "ben", "2026-Q3") == on_plan
    assert amounts(plan, "cy", "2026-Q2") == on_plan


def test_a_goal_of_the_year_is_that_of_everybody_of_the_time_so_far() -> None:
    """Half of the year's goals of ada and cy in June; 6,000 of those of three people in September."""
    plan = (
        "target $12_000 per year\nmetric sold = sum(deals.amount) goal $4_000 per year\n"
        "wide 100% on sold company ytd\nshare = $1 * sold.company.ytd.attainment * 100\n"
    )
    assert amounts(plan, "ada", "2026-Q2")["share"] == 50
    assert amounts(plan, "ada", "2026-Q3")["share"] == 50
    assert amounts(plan, "ben", "2026-Q3") == {"wide": 6_000, "share": 50}


def test_a_goal_of_the_year_that_changes_is_that_of_the_last_row() -> None:
    roster = "payee,team,quota,start,end\nada,north,1000,,2026-06-30\nada,north,6000,2026-07-01,\n"
    plan = (
        "records payees { quota: money }\nmetric sold = sum(deals.amount) goal payee.quota per year\n"
        "share = $1 * sold.company.ytd.attainment * 100\nmine = $1 * sold.ytd.attainment * 100\n"
    )
    found = amounts(plan, "ada", "2026-Q3", roster, "payee,day,amount\nada,2026-08-01,3000\n")
    assert found == {"share": 50, "mine": 50}


def test_the_goal_of_a_trailing_measure_is_weighted_by_the_rows_of_the_stretch() -> None:
    roster = "payee,quota\nada,90%\nben,50%\n"
    deals = "payee,day,amount,kept\nada,2026-02-01,1000,900\nben,2026-02-01,9000,4500\n"
    deals += "ada,2026-05-01,1000,900\nben,2026-05-01,10,5\n"
    plan = (
        "target $10_000\nrecords payees { quota: percent }\n"
        "metric kept = sum(deals.kept) / sum(deals.amount) trailing 2 quarters goal payee.quota\n"
        "wide 100% on kept company\n"
    )
    lowered = plan_of(HEAD.replace("amount: money", "amount: money, kept: money") + plan)
    when = CIVIL.read("2026-Q2")
    assert when is not None
    statement = statement_of(lowered, data_of(lowered, {"payees.csv": roster, "deals.csv": deals}), when, "ada")
    assert isinstance(statement, Statement)
    assert [line.amount for line in statement.lines] == [10_000]


def test_the_goal_of_a_trailing_sum_is_that_of_all_who_were_there_in_the_stretch() -> None:
    plan = (
        "metric sold = sum(deals.amount) trailing 2 quarters goal $2_000\nshare = $1 * sold.company.attainment * 100\n"
    )
    assert amounts(plan, "ada", "2026-Q2") == {"share": 100}
    assert amounts(plan, "ben", "2026-Q3") == {"share": Fraction(6667, 100)}


def test_a_figure_of_the_company_in_the_period_before_is_there_for_who_comes_later() -> None:
    plan = "metric sold = sum(deals.amount)\ngrowth = sold.company - previous(sold.company)\n"
    assert amounts(plan, "ben", "2026-Q3") == amounts(plan, "ada", "2026-Q3") == {"growth": 0}


def test_a_target_that_changes_counts_for_its_periods_in_a_cap_for_the_year() -> None:
    """30,000 and a last quarter of 1,000 for ada, 3,000 and 10,000 for ben: at 120%, 37,200 and 15,600."""
    roster = (
        "payee,target,start,end\nada,10000,,2026-09-30\nada,1000,2026-10-01,\n"
        "ben,1000,,2026-09-30\nben,10000,2026-10-01,\n"
    )
    deals = "payee,day,amount\n" + "".join(
        f"{payee},2026-{month},{1000 if month != '11-01' or payee == 'ada' else 5000}\n"
        for payee in ("ada", "ben") for month in ("02-01", "05-01", "08-01", "11-01")
    )  # fmt: skip
    plan = "target payee.target\nmetric sold = sum(deals.amount) goal $1_000\nsold 100% cap 120% per year\n"
    assert amounts(plan, "ada", "2026-Q4", roster, deals) == {"sold": 1_000}
    assert amounts(plan, "ben", "2026-Q4", roster, deals) == {"sold": 12_600}
    yearly = "target payee.target\nmetric sold = sum(deals.amount) goal $4_000 per year\nsold 100% ytd\n"
    assert amounts(yearly, "ada", "2026-Q4", roster, deals) == {"sold": 1_000}


def test_who_comes_in_july_has_the_target_of_half_a_year() -> None:
    plan = "target $10_000\nmetric sold = sum(deals.amount) goal $100\nsold 100% cap 100% per year\n"
    assert amounts(plan, "ben", "2026-Q3") == {"sold": 20_000}


def test_a_part_that_falls_due_while_somebody_is_away_is_paid_when_they_are_back() -> None:
    roster = "payee,start,end\ncy,,2026-03-31\ncy,2026-07-01,\n"
    plan = "bonus $100 paid over 3 quarters\n"
    deals = "payee,day,amount\n"
    paid = [amounts(plan, "cy", period, roster, deals)["bonus"] for period in ("2026-Q1", "2026-Q3", "2026-Q4")]
    assert paid == [Fraction(3333, 100), 100, Fraction(6667, 100)]


def test_a_balance_is_carried_over_a_leave() -> None:
    """A lack of 900 in the first quarter raises the bar of the third, the next one in which Cy is there."""
    roster = "payee,start,end\ncy,,2026-03-31\ncy,2026-07-01,\n"
    deals = "payee,day,amount\ncy,2026-02-01,100\ncy,2026-08-01,3000\n"
    plan = (
        "metric sold = sum(deals.amount)\nmetric lack = max($1_000 + previous(lack else $0) - sold, $0)\n"
        "bonus rate 10% above $1_000 + previous(lack else $0) on sold\n"
    )
    assert amounts(plan, "cy", "2026-Q3", roster, deals) == {"bonus": 110}
