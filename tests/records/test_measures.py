"""Measures: one figure a payee, period and measure, plain, in percent, or one figure of another."""

from fractions import Fraction

import pytest

from compdsl.diagnostics.problem import Severity
from compdsl.records.data import Given, Payee
from compdsl.records.measures import read_measures
from compdsl.records.refused import Refusals
from compdsl.records.roster import Roster
from compdsl.records.schema import Schema
from compdsl.records.text import TextFile
from compdsl.values.calendar import CIVIL, Calendar
from compdsl.values.types import FIGURE, NUMBER, PERCENT, Type, money

ROSTER = Roster({key: Payee(key, None, {}) for key in ("E1", "E2")})
HEADER = "payee,period,metric,value,of,goal\n"


def read(
    text: str,
    metrics: tuple[str, ...] = ("nrr", "csat"),
    kind: str | None = None,
    calendar: Calendar = CIVIL,
    roster: Roster | None = ROSTER,
) -> tuple[tuple[Given, ...], dict[str, int], TextFile]:
    file = TextFile("measures.csv", "measures.csv", text.encode(), Refusals())
    rows, left_out = read_measures(file, Schema(measures=metrics), roster, kind, calendar)
    return rows, dict(left_out), file


def said(file: TextFile) -> list[tuple[str, int | None, str | None]]:
    return [(found.name, found.cell.line, found.cell.column) for found in file.refusals.problems if found.cell]


def test_a_figure_is_plain_a_percentage_or_a_part() -> None:
    """`of` and `goal` may be empty; `of` may be 0, which is no data; percent makes the row a ratio."""
    rows, _, file = read(
        HEADER + "E1,2026-Q1,nrr,92%,,95%\nE1,2026-Q1,csat,46,50,0.9\nE2,2026-Q1,csat,0,0,\nE2,2026-Q1,nrr,1234.5,,\n"
    )
    assert [
        (Fraction(23, 25), None, Fraction(19, 20), True),
        (46, 50, Fraction(9, 10), False),
        (0, 0, None, False),
        (Fraction(2469, 2), None, None, False),
    ] == [(row.value, row.of, row.goal, row.is_ratio) for row in rows]
    first = rows[0]
    assert ("E1", CIVIL.read("2026-Q1"), "nrr") == (first.payee, first.period, first.metric)
    assert (first.file, first.line, first.number) == ("measures.csv", 2, 1)
    assert said(file) == []


def test_of_and_goal_need_no_column() -> None:
    """Four columns are enough."""
    rows, _, _ = read("metric,value,payee,period\nnrr,1,E1,2026\n")
    assert [(row.value, row.of, row.goal) for row in rows] == [(1, None, None)]


def test_a_column_that_is_missing_is_said() -> None:
    """The others are needed."""
    rows, left_out, file = read("payee,period,value\nE1,2026,1\n")
    assert (rows, left_out, said(file)) == ((), {}, [("missing-column", 1, None)])


def test_a_percentage_is_not_of_something() -> None:
    """A ratio of a ratio has two readings."""
    rows, _, file = read(HEADER + "E1,2026-Q1,nrr,92%,50,\n")
    assert (rows, said(file)) == ((), [("percent-of-something", 2, "value")])
    assert file.refusals.problems[0].message == '"92%" is a ratio already, and `of` holds "50"'


@pytest.mark.parametrize(
    "row, name, column",
    [
        ("E3,2026-Q1,nrr,1,,", "unknown-payee", "payee"),
        (",2026-Q1,nrr,1,,", "empty-cell", "payee"),
        ("E1,Q1 2026,nrr,1,,", "not-a-period", "period"),
        ("E1,2026-13,nrr,1,,", "not-a-period", "period"),
        ("E1,,nrr,1,,", "empty-cell", "period"),
        ("E1,2026-03,nrr,1,,", "wrong-period-kind", "period"),
        ("E1,2026-Q1,,1,,", "empty-cell", "metric"),
        ("E1,2026-Q1,  ,1,,", "empty-cell", "metric"),
        ("E1,2026-Q1,nrr,,,", "empty-cell", "value"),
        ("E1,2026-Q1,nrr,1e3,,", "not-a-number", "value"),
        ("E1,2026-Q1,nrr,92 %,,", "not-a-number", "value"),
        ("E1,2026-Q1,nrr,1,50%,", "not-a-number", "of"),
        ("E1,2026-Q1,nrr,1,,NaN", "not-a-number", "goal"),
    ],
)
def test_a_cell_of_another_form_refuses_its_row(row: str, name: str, column: str) -> None:
    """The period has the kind the plan pays by; every cell is read strictly."""
    rows, _, file = read(HEADER + row + "\nE2,2026-Q1,nrr,1,,\n", kind="quarter")
    assert [each.line for each in rows] == [3]
    assert [(name, 2, column)] == said(file)


def test_words_about_periods() -> None:
    """The message says what the plan pays by, the hint how it is written."""
    _, _, file = read(HEADER + "E1,2026-03,nrr,1,,\nE1,x,nrr,1,,\n", kind="quarter")
    assert [found.message for found in file.refusals.problems] == [
        '"2026-03" is a month, and the plan pays by quarter',
        '"x" is not a period',
    ]
    assert [found.hint for found in file.refusals.problems] == [
        "write the quarter it belongs to",
        "write it like 2026-Q1",
    ]


def test_a_period_is_of_the_fiscal_year() -> None:
    """The first quarter of a fiscal year from April begins in April."""
    rows, _, _ = read(HEADER + "E1,2026-Q1,nrr,1,,\n", calendar=Calendar(4))
    assert Calendar(4).read("2026-Q1") == rows[0].period


def test_one_figure_for_a_payee_period_and_measure() -> None:
    """The second is refused, and says where the first is."""
    rows, _, file = read(
        HEADER + "E1,2026-Q1,nrr,1,,\nE1,2026-Q2,nrr,1,,\nE2,2026-Q1,nrr,1,,\nE1,2026-Q1,csat,1,,\nE1,2026-Q1,nrr,2,,\n"
    )
    assert [row.line for row in rows] == [2, 3, 4, 5]
    assert said(file) == [("duplicate-measure", 6, None)]
    assert file.refusals.problems[0].message == '"E1" has `nrr` for 2026-Q1 already on line 2'


def test_measures_the_plan_does_not_use_are_left_out_and_counted() -> None:
    """Nothing of such a row is read."""
    rows, left_out, file = read(HEADER + "E1,2026-Q1,nrr,1,,\n?,?,growth,?,?,?\n?,?,growth,?,?,?\nE1,x,NRR,1,,\n")
    assert (len(rows), left_out) == (1, {"growth": 2, "NRR": 1})
    assert (file.count.read, file.count.kept, file.count.refused, file.count.left_out) == (4, 1, 0, 3)
    (found,) = file.refusals.problems
    assert found.message == "the plan does not use `NRR` (1 row), but it uses `nrr`"


def test_a_measure_without_rows_and_one_with_nearly_its_name() -> None:
    """A slip of the pen in the file is worth a word."""
    _, left_out, file = read(HEADER + "E1,2026-Q1,retension,1,,\n", metrics=("retention", "csat"))
    assert left_out == {"retension": 1}
    (found,) = file.refusals.problems
    assert (found.name, found.severity) == ("unused-measure", Severity.WARNING)
    assert found.message == "the plan does not use `retension` (1 row), and there are no rows for `retention`"
    assert found.hint == "write retension in the plan, or retention in the data, whichever is right"
    _, _, file = read(HEADER + "E1,2026-Q1,retension,1,,\n" * 2, metrics=("retention",))
    assert "(2 rows)" in file.refusals.problems[0].message


def test_without_a_roster_payees_are_text() -> None:
    """Where the roster has problems of its own, its payees are not missed row by row."""
    rows, _, file = read(HEADER + "E3,2026-Q1,nrr,1,,\n", roster=None)
    assert (len(rows), said(file)) == (1, [])


def read_as(text: str, kinds: dict[str, Type]) -> tuple[int, TextFile]:
    file = TextFile("measures.csv", "measures.csv", (HEADER + text).encode(), Refusals())
    rows, _ = read_measures(file, Schema(measures=tuple(kinds), measure_kinds=kinds), ROSTER, None, CIVIL)
    return len(rows), file


def test_money_is_no_ratio() -> None:
    """Neither in percent nor as one figure of another."""
    text = "E1,2026-Q1,sales,95%,,\nE2,2026-Q1,sales,95,100,\nE2,2026-Q2,sales,95,,90\n"
    kept, file = read_as(text, {"sales": money("USD")})
    assert kept == 1
    assert said(file) == [("ratio-as-money", 2, "value"), ("ratio-as-money", 3, "value")]
    assert "95 of 100" in file.refusals.problems[1].message


def test_units_are_no_percentage() -> None:
    """An average, one figure of another, can be paid for each unit."""
    kept, file = read_as("E1,2026-Q1,calls,95%,,\nE2,2026-Q1,calls,95,10,\n", {"calls": NUMBER})
    assert kept == 1
    assert said(file) == [("ratio-as-units", 2, "value")]


def test_a_percentage_in_points_is_refused() -> None:
    """A decimal, a percentage and one figure of another are read."""
    text = "E1,2026-Q1,nrr,85,,\nE2,2026-Q1,nrr,0.85,,\nE1,2026-Q2,nrr,85%,,\nE2,2026-Q2,nrr,85,100,\n"
    kept, file = read_as(text, {"nrr": PERCENT})
    assert kept == 3
    assert said(file) == [("percent-in-points", 2, "value")]


def test_percentages_in_points_are_warned_of_once_a_measure() -> None:
    """Value and goal, where the plan or the data says that they are percentages; an average may be any."""
    text = "E1,2026-Q1,nrr,9,,8\nE2,2026-Q1,nrr,8,,\nE1,2026-Q1,csat,90%,,8\nE2,2026-Q1,csat,4,5,9\n"
    rows, file = read_as(text, {"nrr": PERCENT, "csat": FIGURE})
    assert rows == 4
    assert said(file) == [
        ("percent-in-doubt", 2, "value"),
        ("percent-in-doubt", 2, "goal"),
        ("percent-in-doubt", 4, "goal"),
    ]
