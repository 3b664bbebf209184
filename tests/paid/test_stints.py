"""Several rows of one payee in the roster: each holds for its own days."""

from fractions import Fraction

from compdsl.diagnostics.problem import Problem
from compdsl.paid.lines import Statement
from tests.trace.paying import paid, plan_of

PLAN = """\
currency USD
period quarter
target payee.target prorated
records usage { payee, day: date, active: count, licensed: count }
metric adoption = sum(usage.active) / sum(usage.licensed)
adoption 100%
"""
FILES = {
    "payees.csv": (
        "payee,team,target,start,end\n"
        "anna,north,9000,,2026-01-31\n"
        "ben,north,9000,,\n"
        "anna,south,12000,2026-02-01,\n"
        "cleo,south,9000,,\n"
    ),
    "usage.csv": (
        "payee,day,active,licensed\n"
        "anna,2026-01-31,80,100\n"
        "anna,2026-02-01,60,100\n"
        "ben,2026-03-01,90,100\n"
        "cleo,2026-03-01,70,100\n"
    ),
}


def amounts(plan: str, payee: str, files: dict[str, str] = FILES) -> dict[str, object]:
    """The lines of a payee in the first quarter."""
    found = paid(plan_of(plan), files, payee)
    assert isinstance(found, Statement), [one.message for one in found]
    return {line.component: line.amount for line in found.lines}


def problem(plan: str, payee: str) -> Problem:
    """What stands in the way of paying somebody."""
    found = paid(plan_of(plan), FILES, payee)
    assert isinstance(found, list)
    return found[0]


def test_a_prorated_target_is_that_of_each_row_for_its_days() -> None:
    """9,000 × 31/90 + 12,000 × 59/90 = 10,966.67, and 70% of it; rounded once each."""
    assert amounts(PLAN + "flat = target", "anna") == {
        "adoption": Fraction(767667, 100),
        "flat": Fraction(1096667, 100),
    }


def test_a_team_counts_each_row_of_the_data_on_the_days_of_its_people() -> None:
    """Anna's row of January is the north's, that of February the south's."""
    plan = PLAN + "extra $100 when adoption.team >= 85%\nother $100 when adoption.team == 65%\n"
    assert amounts(plan, "ben")["extra"] == 100
    assert amounts(plan, "cleo")["other"] == 100


def test_the_team_of_who_changes_it_is_no_data() -> None:
    assert "changes teams within the period" in problem(PLAN + "extra $1 when adoption.team >= 85%", "anna").message


def test_a_field_that_changes_is_no_data_unless_it_is_prorated() -> None:
    found = problem(PLAN.replace(" prorated", ""), "anna")
    assert "`target` changes within the period" in found.message
    assert found.hint is not None
    assert "prorated" in found.hint


def test_a_field_that_stays_the_same_is_one() -> None:
    files = {**FILES, "payees.csv": FILES["payees.csv"].replace("12000", "9000")}
    assert amounts(PLAN.replace(" prorated", ""), "anna", files)["adoption"] == 6_300


def test_a_gap_is_a_leave() -> None:
    """45 of 90 days."""
    roster = "payee,team,target,start,end\nanna,north,9000,,2026-01-15\nanna,north,9000,2026-03-02,\n"
    usage = "payee,day,active,licensed\nanna,2026-01-10,100,100\n"
    assert amounts(PLAN, "anna", {"payees.csv": roster, "usage.csv": usage})["adoption"] == 4_500


def test_earlier_periods_are_those_of_the_row_that_held_then() -> None:
    """Anna earns 100 in the first quarter and another 50 in the second, in which another row of hers holds."""
    plan = plan_of(
        "currency USD\nperiod quarter\nrecords deals { payee, day: date, amount: money }\n"
        "metric sold = sum(deals.amount) goal payee.quota\nsold rate 10% ytd\nquota = sold.ytd.goal\n"
    )
    files = {
        "payees.csv": "payee,quota,start,end\nanna,700,,2026-03-31\nanna,900,2026-04-01,\n",
        "deals.csv": "payee,day,amount\nanna,2026-01-31,1000\nanna,2026-04-01,500\n",
    }
    found = paid(plan, files, "anna", "2026-Q2")
    assert isinstance(found, Statement), [one.message for one in found]
    assert [line.amount for line in found.lines] == [50, 1600]


def test_somebody_who_comes_back_to_a_team_counts_for_it_twice() -> None:
    """The rows of the days in it, before and after."""
    files = {
        **FILES,
        "payees.csv": (
            "payee,team,target,start,end\n"
            "anna,north,9000,,2026-01-31\nanna,south,9000,2026-02-01,2026-02-28\nanna,north,9000,2026-03-01,\n"
            "ben,north,9000,,\ncleo,south,9000,,\n"
        ),
        "usage.csv": (
            "payee,day,active,licensed\n"
            "anna,2026-01-31,80,100\nanna,2026-02-15,10,100\nanna,2026-03-31,70,100\nben,2026-03-01,90,100\n"
            "cleo,2026-03-01,70,100\n"
        ),
    }
    plan = PLAN.replace("adoption 100%", "adoption 100% team")
    assert amounts(plan, "ben", files) == {"adoption": 7_200}
    assert amounts(plan, "cleo", files) == {"adoption": 3_600}


def test_the_goal_of_a_team_weighs_each_of_its_people_by_the_days_they_are_in_it() -> None:
    """North: (80% × 100 + 50% × 300) / 400 = 57.5%. Anna's 900 seats of February weigh in the south only."""
    files = {
        "payees.csv": (
            "payee,team,target,quota,start,end\n"
            "anna,north,9000,80%,,2026-01-31\n"
            "ben,north,9000,50%,,\n"
            "anna,south,9000,80%,2026-02-01,\n"
            "cleo,south,9000,50%,,\n"
        ),
        "usage.csv": (
            "payee,day,active,licensed\n"
            "anna,2026-01-31,50,100\n"
            "anna,2026-02-01,450,900\n"
            "ben,2026-03-01,180,300\n"
            "cleo,2026-03-01,50,100\n"
        ),
    }
    goal = "metric adoption = sum(usage.active) / sum(usage.licensed) goal payee.quota\n"
    plan = PLAN.replace("metric adoption = sum(usage.active) / sum(usage.licensed)\nadoption 100%\n", goal)
    plan = (
        plan.replace("records", "records payees { quota: percent }\nrecords", 1)
        + "team_adoption 100% on adoption.team\n"
    )
    assert amounts(plan, "ben", files)["team_adoption"] == 9000
    assert amounts(plan, "cleo", files)["team_adoption"] == Fraction(584416, 100)


def test_a_given_measure_is_of_the_last_team_of_who_leaves() -> None:
    """Before the period ends; as it is of the last team of who stays."""
    plan = "currency USD\nperiod quarter\npay = (quality.team else 0%) * $100\n"
    roster = "payee,team,start,end\nanna,north,,2026-01-31\nanna,south,2026-02-01,{}\nben,north,,\ncleo,south,,\n"
    rows = ("anna,2026-Q1,quality,30,100", "ben,2026-Q1,quality,1,4", "cleo,2026-Q1,quality,9,100")
    measures = "\n".join(["payee,period,metric,value,of", *rows, ""])
    for end in ("2026-03-15", ""):
        files = {"payees.csv": roster.format(end), "measures.csv": measures}
        assert amounts(plan, "ben", files) == {"pay": 25}
        assert amounts(plan, "cleo", files) == {"pay": Fraction(195, 10)}


def test_the_days_of_a_leave_are_those_of_the_team_before_it() -> None:
    """Every row of somebody counts in one of their teams, those dated after their last day too."""
    roster = (
        "payee,team,start,end\nanna,north,,2026-01-31\nanna,south,2026-03-01,2026-03-15\nben,north,,\ncleo,south,,\n"
    )
    deals = "payee,day,amount\nanna,2026-02-15,1\nanna,2026-03-01,10\nanna,2026-03-31,100\n"
    plan = "currency USD\nperiod quarter\nrecords deals { payee, day: date, amount: money }\n"
    files = {"payees.csv": roster, "deals.csv": deals}
    assert amounts(plan + "pay = sum(deals.amount, team)\n", "ben", files) == {"pay": 1}
    assert amounts(plan + "pay = sum(deals.amount, team)\n", "cleo", files) == {"pay": 110}
