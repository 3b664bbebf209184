"""Texts of the data that are nearly what the plan asks for are named, and nothing is made equal."""

import time

import pytest

from compdsl.diagnostics.problem import Problem, Severity
from compdsl.paid.spellings import MOST, nobody_warnings, spelling_warnings
from compdsl.pipeline import check, lower
from compdsl.source.source import Source
from tests.trace.paying import HEAD, data_of, plan_of

COLUMNS = "payee,closed_on,amount,kind,won\n"


def deals(*kinds: str) -> str:
    return COLUMNS + "".join(f'ada,2026-01-20,1,"{kind}",true\n' for kind in kinds)


def found(text: str, rows: str, roster: str = "payee,team\nada,north\n") -> list[Problem]:
    plan = plan_of(HEAD.replace(" goal payee.quota", "") + text)
    warnings = spelling_warnings(plan, data_of(plan, {"payees.csv": roster, "deals.csv": rows}))
    assert {one.severity for one in warnings} <= {Severity.WARNING}
    return warnings


def test_another_spelling_of_what_the_plan_asks_for_is_named() -> None:
    """With both spellings and how many rows have each, at the place in the plan."""
    (one,) = found(
        'metric new = sum(deals.amount where kind == "New")\na rate 1% on new', deals("New", "New", "new", "old")
    )
    assert one.name == "other-spelling"
    assert one.message == (
        '1 row has "new" in `deals.kind`, and the plan asks for "New" (2 rows): they differ in capital letters.'
    )
    assert one.main is not None
    assert one.main.source.at(one.main.span) == '"New"'
    assert one.hint == "Write both alike if the same is meant."


@pytest.mark.parametrize(
    "text, kinds",
    [
        ('a rate 1% on sum(deals.amount where kind == "new")', ["NEW"]),
        ('a rate 1% on sum(deals.amount where "new" == kind)', ["NEW"]),
        ('a rate 1% on sum(deals.amount where kind != "new")', ["new", "New"]),
        ('a rate 1% on sum(deals.amount where won and not (kind == "new"))', ["New"]),
        ('let wanted = "new"\na rate 1% on sum(deals.amount where kind == wanted)', ["New"]),
        ('a rate 1% on sum(if kind == "new" then deals.amount else 0 * deals.amount)', ["New"]),
        ('a rate 1% on sum(deals.amount where kind == "new")', ["new "]),
        ('a rate 1% on sum(deals.amount where kind == "caf\u00e9")', ["cafe\u0301"]),
        ('a rate 1% on sum(deals.amount where kind == "caf\u00e9")', ["CAFE\u0301"]),
        ('metric new = sum(deals.amount where kind == "new")\na rate 1% on sales\nb rate 1% on new.team', ["New"]),
    ],
)
def test_wherever_the_text_is_compared(text: str, kinds: list[str]) -> None:
    """On either side, under a name, in the row's own expression."""
    assert [one.name for one in found(text, deals(*kinds))] == ["other-spelling"]


@pytest.mark.parametrize(
    "text, kinds",
    [
        ('a rate 1% on sum(deals.amount where kind == "new")', ["new", "old", "Old", "newer", ""]),
        ('a rate 1% on sum(deals.amount where kind == "new" or kind == "New")', ["new", "New"]),
        ("a rate 1% on sales", ["new", "New"]),
    ],
)
def test_what_the_plan_does_not_ask_for_may_be_spelt_in_many_ways(text: str, kinds: list[str]) -> None:
    """And a plan that asks for both spellings knows them."""
    assert found(text, deals(*(kind or "x" for kind in kinds))) == []


def test_keys_of_tables_and_columns_of_the_roster() -> None:
    """The message names the column of the roster."""
    table = 'table share by payee.role { "lead": 2%, "Rep": 1% }\na = sales * share'
    roster = "payee,role\nada,Lead\nben,Rep\nchloe,Lead\n"
    (one,) = found(table, deals("new"), roster)
    assert one.message == (
        '2 rows have "Lead" in `payee.role`, and the plan asks for "lead" (0 rows): they differ in capital letters.'
    )
    (one,) = found('a = if payee.role == "lead" then $5 else $1', deals("new"), "payee,role\nada,Lead \n")
    assert "`payee.role`" in one.message


def test_teams_with_nearly_the_same_name() -> None:
    """Where the plan asks for a team at all."""
    roster = "payee,team\nada,North\nben,north\nchloe,north\ndan,South\n"
    (one,) = found("a rate 1% on sales.team", deals("new"), roster)
    assert one.name == "look-alike-teams"
    assert one.message == ('the team "north" (2 rows) is another than "North" (1 row): they differ in capital letters')
    assert one.cell is not None
    assert (one.cell.file, one.cell.column) == ("payees.csv", "team")
    assert found("a rate 1% on sales", deals("new"), roster) == []


def test_many_spellings_take_no_time_and_are_not_all_told() -> None:
    """A megabyte of them."""
    word = "abcdefghijklmnop"
    kinds = ["".join(c.upper() if n >> i & 1 else c for i, c in enumerate(word)) for n in range(1, 20_000)]
    plan = plan_of(HEAD.replace(" goal payee.quota", "") + f'a rate 1% on sum(deals.amount where kind == "{word}")')
    data = data_of(plan, {"payees.csv": "payee\nada\n", "deals.csv": deals(*kinds)})
    start = time.process_time()
    assert len(spelling_warnings(plan, data)) == MOST
    assert time.process_time() - start < 1
    roster = "payee,team\n" + "".join(f"p{n},{kind}\n" for n, kind in enumerate(kinds))
    plan = plan_of(HEAD.replace(" goal payee.quota", "") + "a rate 1% on sales.team")
    data = data_of(plan, {"payees.csv": roster, "deals.csv": COLUMNS})
    start = time.process_time()
    assert len(spelling_warnings(plan, data)) == MOST
    assert time.process_time() - start < 1


def test_a_table_of_starts_asks_for_no_spelling() -> None:
    """Starts are figures or days."""
    table = "table share by payee.tenure { from 0: 1%, from 5: 2% }\na = sales * share"
    assert found(table, deals("new"), "payee,team,tenure\nada,north,3\n") == []


def test_a_plan_whose_people_all_fall_into_a_variant_says_nothing() -> None:
    """It is for everybody but them, which no column of it says."""
    text = 'currency USD; period quarter\na $1\nvariant v for segment "b" { a $2 }\n'
    branches = check(Source(text, "plan.comp")).plans
    assert len(branches) == 2
    for plan in map(lower, branches):
        assert nobody_warnings(plan, data_of(plan, {"payees.csv": "payee,segment\nada,b\n"})) == []
