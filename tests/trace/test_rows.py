"""The rows of the data behind a figure, in words."""

import pytest

from compdsl.trace.account import account_for
from compdsl.trace.reading import read_account
from tests.trace.paying import DEALS, FILES, HEAD, ROSTER, entries_of, plan_of, statement_of, told

MEASURES = "payee,period,metric,value,of,goal\n"


def given(clause: str, label: str, rows: str, team: str = "north") -> str:
    """An entry of a clause on measures that the data gives."""
    files = {"payees.csv": f"payee,team,target\nada,{team},1000\nben,north,1000\n", "measures.csv": MEASURES + rows}
    return told(clause, label, files, head="currency USD\nperiod quarter\n")


def test_every_row_says_why_it_counted_or_not() -> None:
    """With the values of the row in the condition, and the day that lies outside."""
    assert told(
        'a rate 1% on new_sales\nmetric new_sales = sum(deals.amount where kind == "new" and won)', "new_sales"
    ) == (
        '$42,000  sum(deals.amount where kind == "new" and won): '
        "1 row of deals, 2 left out by `where`, 1 outside 2026-Q1\n"
        "deals.csv:2  $42,000\n"
        'deals.csv:3  left out: won is not true, though kind "new" = "new"\n'
        'deals.csv:4  left out: kind "old" ≠ "new", though won is true\n'
        "deals.csv:5  left out: closed_on 2026-04-02 is outside 2026-Q1"
    )


def test_the_figure_of_a_row_is_worked_out_where_it_is_more_than_a_column() -> None:
    """A column stands as it is; rows that are only counted have no figure."""
    assert told("a = sum(deals.amount * 2 - payee.target)", "sum(deals.amount * 2 - payee.target)").splitlines()[1] == (
        "deals.csv:2  $42,000 × 2 − 5,000 = $79,000"
    )
    assert told("a $1 each on wins", "wins").splitlines()[1] == "deals.csv:2"
    assert told("a = count(deals.won) * $1", "count(deals.won)").splitlines()[1:3] == [
        "deals.csv:2  yes",
        "deals.csv:3  no",
    ]
    assert told("a $1 when any(deals.amount > $40k)", "any(deals.amount > $40k)").splitlines()[1:3] == [
        "deals.csv:2  amount $42,000 > $40,000 = yes",
        "deals.csv:3  amount $31,500 ≤ $40,000 = no",
    ]


def test_no_row_is_said_in_words() -> None:
    """An empty sum is nothing; the least of nothing has no data."""
    files = {"payees.csv": ROSTER, "deals.csv": DEALS.splitlines()[0] + "\n"}
    assert told("a rate 1% on sales", "sales", files) == "$0  sum(deals.amount): no rows of deals"
    words = told("a rate 1% on least\nmetric least = min(deals.amount) else $5", "least", files)
    assert words == "no data  min(deals.amount): there are no rows of `deals` to take it from"


def test_rows_of_the_team_are_said_to_be_so() -> None:
    """And of the company."""
    assert told("a rate 1% on sales.team", "sales.team").startswith(
        "$105,846.17  sum(deals.amount): 4 rows of deals of the team north, 1 outside 2026-Q1\n"
    )
    assert " of the company" in told("a rate 1% on sales.company", "sales.company")


def test_a_long_list_is_cut_and_says_so() -> None:
    """The trace as JSON has every row."""
    rows = "".join(f"ada,2026-01-{1 + i % 28:02},10,new,true\n" for i in range(33))
    files = {"payees.csv": ROSTER, "deals.csv": DEALS.splitlines()[0] + "\n" + rows}
    lines = told("a rate 1% on sales", "sales", files).splitlines()
    assert len(lines) == 32
    assert lines[-1] == "… and 3 more rows"


def test_the_same_rows_are_not_told_twice() -> None:
    """Two sums that are written alike are one entry."""
    head = (
        HEAD + "metric share = sum(deals.amount where won) / sum(deals.amount)\nmetric rest = $1 / sum(deals.amount)\n"
    )
    labels = [entry.label for entry in entries_of("a = $100 * share * rest", FILES, head=head)]
    assert labels.count("sum(deals.amount)") == 1


def test_people_are_told_with_their_figures() -> None:
    """And their row of the roster; figures of several parts are worked out."""
    assert told("a 20% on sales.team", "goal of sales.team") == (
        "$180,000  sales.goal, added up over the team: 2 people\n"
        "ada  $100,000  (payees.csv:2)\n"
        "ben  $80,000  (payees.csv:3)"
    )
    head = HEAD + "metric r = sum(deals.amount) / sum(deals.amount where won) goal payee.share\n"
    label = "r.goal × sum(deals.amount where won), added up over the team"
    roster = "payee,team,target,quota,share\nada,north,5000,1,1\nben,north,4000,1,0.8\n"
    files = {**FILES, "payees.csv": roster}
    assert told("a 20% on r.team", label, files, head=head).splitlines()[1:] == [
        "ada  100% × $62,000.50 = $62,000.50  (payees.csv:2)",
        "ben  80% × $12,345.67 = $9,876.536  (payees.csv:3)",
    ]


@pytest.mark.parametrize(
    "clause, label, rows, expected",
    [
        ("m $1 each", "m", "ada,2026-Q1,m,12,,\n", "12  as the data gives it\nmeasures.csv:2  12"),
        ("m $1 each team", "m.team", "ada,2026-Q1,m,12,,\nben,2026-Q1,m,13,,\n",
         "25  12 + 13\nmeasures.csv:2  12\nmeasures.csv:3  13"),
        ("m 10%", "attainment of m", "ada,2026-Q1,m,744,1000,0.8\n",
         "93%  74.4% / 80%, where 74.4% = 744 / 1,000\nmeasures.csv:2  744 of 1,000, goal 80%"),
        ("m 10%", "attainment of m", "ada,2026-Q1,m,90%,,\n", "90%  as the data gives it\nmeasures.csv:2  90%"),
        ("m 10%", "attainment of m", "ada,2026-Q1,m,90,100,\n", "90%  90 / 100\nmeasures.csv:2  90 of 100"),
        ("m 10% team", "attainment of m.team", "ada,2026-Q1,m,9,,10\nben,2026-Q1,m,6,,20\n",
         "50%  15 / 30, where 15 = 9 + 6 and 30 = 10 + 20\nmeasures.csv:2  9, goal 10\nmeasures.csv:3  6, goal 20"),
        ("m 10% team", "attainment of m.team", "ada,2026-Q1,m,9,10,0.8\nben,2026-Q1,m,6,20,0.6\n",
         "75%  50% / 66.66…%, where 50% = (9 + 6) / (10 + 20) and 66.66…% = (80% × 10 + 60% × 20) / (10 + 20)\n"
         "measures.csv:2  9 of 10, goal 80%\nmeasures.csv:3  6 of 20, goal 60%"),
        ("m tiers 5% / 8%", "goal of m", "ada,2026-Q1,m,9,,10\n", "10  as the data gives it\nmeasures.csv:2  goal 10"),
        ("m team tiers 5% / 8%", "goal of m.team", "ada,2026-Q1,m,9,,10\nben,2026-Q1,m,9,,20\n",
         "30  10 + 20\nmeasures.csv:2  goal 10\nmeasures.csv:3  goal 20"),
        ("m $1 each else 5", "m", "ben,2026-Q1,m,9,,10\n", "no data  the data has no row of `m`"),
    ],
)  # fmt: skip
def test_given_measures(clause: str, label: str, rows: str, expected: str) -> None:
    """How the figure came about from its rows, and what of each row matters to it."""
    assert expected == given(clause, label, rows)


def test_a_long_sum_of_given_measures_is_not_written_out() -> None:
    """Its sums stand there, and the rows below."""
    people = [f"p{i}" for i in range(7)]
    roster = "payee,team,target\nada,north,1000\n" + "".join(f"{one},north,1\n" for one in people)
    rows = "".join(f"{one},2026-Q1,m,5,10,0.5\n" for one in ["ada", *people])
    files = {"payees.csv": roster, "measures.csv": MEASURES + rows}
    head = "currency USD\nperiod quarter\n"
    assert told("m 10% team", "attainment of m.team", files, head=head).splitlines()[0] == (
        "100%  50% / 50%, where 50% = 40 / 80 and 50% = the goals of 8 rows, weighted by what each is of"
    )
    plain = "".join(f"{one},2026-Q1,m,5,,10\n" for one in ["ada", *people])
    files["measures.csv"] = MEASURES + plain
    assert told("m 10% team", "attainment of m.team", files, head=head).splitlines()[0] == ("50%  40 / 80")


def test_rows_outside_a_time_so_far_name_its_days() -> None:
    """The time is told as it is asked for, not as a period up to a day."""
    rows = DEALS + "ada,2026-09-02,1,new,true\n"
    plan = plan_of(HEAD + "a rate 1% on sales ytd")
    statement = statement_of(plan, {**FILES, "deals.csv": rows}, period="2026-Q2")
    entry = next(one for one in read_account(account_for(statement.lines[0], plan)) if one.label == "sales.ytd")
    assert any("1 outside 2026-01-01 to 2026-06-30" in line for line in entry.below)
    assert any("closed_on 2026-09-02 is outside 2026-01-01 to 2026-06-30" in line for line in entry.below)


def test_each_row_of_the_roster_is_told_under_its_days_and_its_team() -> None:
    """The rows of a team stand as they do in the file, and the team is named."""
    files = {
        "payees.csv": "payee,team,start,end,quota\nada,north,,2026-02-28,1\nada,south,2026-03-01,,1\nben,south,,,1\n",
        "deals.csv": "payee,closed_on,amount,kind,won\nben,2026-03-02,10,new,true\nada,2026-03-03,20,new,true\n",
    }
    below = told("a target sales.team prorated on 100%", "target of a", files).splitlines()[1:]
    assert [line for line in below if not line.startswith("  ")] == [
        "2026-01-01 to 2026-02-28, team north:",
        "2026-03-01 to 2026-03-31, team south:",
    ]
    south = below[below.index("2026-03-01 to 2026-03-31, team south:") :]
    assert [line.strip() for line in south if "deals" in line] == [
        "sales.team = $30  sum(deals.amount): 2 rows of deals of the team south",
        "deals.csv:2  $10",
        "deals.csv:3  $20",
    ]
