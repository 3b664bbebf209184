"""Whose rows fall in a period, who is in a team, and what measures of the data come to."""

import datetime
from fractions import Fraction
from typing import Any

import pytest
from attrs import evolve

from compdsl.kernel.nodes import Literal, Origin
from compdsl.paid.missing import Missing
from compdsl.paid.world import World, build_world, given_value, is_active
from compdsl.records.data import Data, Given, Payee
from compdsl.source.source import Span
from compdsl.values.calendar import Calendar
from compdsl.values.period import Period
from compdsl.values.types import NUMBER
from tests.trace.paying import FILES, HEAD, data_of, plan_of

NODE = Literal(Origin(Span(0, 0), "given"), NUMBER, 0)


def quarter(label: str = "2026-Q1") -> Period:
    """A period."""
    period = Calendar(1).read(label)
    assert period is not None
    return period


def world_of(files: dict[str, str] | None = None, label: str = "2026-Q1") -> World:
    """The world of a quarter of three people and their deals."""
    plan = plan_of(HEAD + "a rate 1% on sales")
    return build_world(data_of(plan, files or FILES), plan.schema, quarter(label))


def lines(world: World, key: str, scope: str) -> tuple[list[int], list[int]]:
    """The lines of somebody's deals in the period and outside it."""
    payee = next(one for one in world.payees if one.key == key)
    inside, outside = world.rows_of("deals", payee, scope)
    return [row.line for row in inside], [row.line for row in outside]


def test_rows_belong_to_somebody_and_to_a_period() -> None:
    """The last day of a period is in it, the day after is not."""
    assert lines(world_of(), "ada", "own") == ([2, 3, 4], [5])
    assert lines(world_of(label="2026-Q2"), "ada", "own") == ([5], [2, 3, 4])
    days = (
        "payee,closed_on,amount,kind,won\nada,2025-12-31,1,x,true\nada,2026-01-01,1,x,true\nada,2026-03-31,1,x,true\n"
    )
    world = world_of({**FILES, "deals.csv": days + "ada,2026-04-01,1,x,true\n"})
    assert lines(world, "ada", "own") == ([3, 4], [2, 5])
    assert lines(world, "ben", "own") == ([], [])


def test_a_team_is_everybody_with_its_name_who_works_in_the_period() -> None:
    """Somebody without a team is in none; everybody is in the company."""
    world = world_of()
    ada, ben, chloe = world.payees
    assert world.members(ada, "own") == [ada]
    assert world.members(ada, "team") == [ada, ben]
    assert world.members(chloe, "team") == []
    assert world.members(chloe, "company") == [ada, ben, chloe]
    assert lines(world, "ben", "team") == ([2, 3, 4, 6], [5])
    assert lines(world, "chloe", "company") == ([2, 3, 4, 6], [5])


def test_rows_of_a_team_are_found_once() -> None:
    """They are the same for everybody of it."""
    world = world_of()
    ada, ben, _ = world.payees
    assert world.rows_of("deals", ada, "team") is world.rows_of("deals", ben, "team")


@pytest.mark.parametrize(
    "start, end, works",
    [
        (None, None, True),
        ("2026-03-31", None, True),
        ("2026-04-01", None, False),
        (None, "2026-01-01", True),
        (None, "2025-12-31", False),
        ("2026-02-01", "2026-02-01", True),
    ],
)
def test_who_works_on_one_day_of_a_period_is_active(start: str | None, end: str | None, works: bool) -> None:
    """The first and the last day count."""
    day = datetime.date.fromisoformat
    payee = Payee("ada", None, {}, start=day(start) if start else None, end=day(end) if end else None)
    assert is_active(payee, quarter()) is works


def test_rows_without_a_day_or_a_payee() -> None:
    """Lie in every period, and belong to the company."""
    plan = plan_of(HEAD + "a rate 1% on sales")
    data = data_of(plan, FILES)
    (block,) = plan.schema.blocks
    undated = build_world(data, evolve(plan.schema, blocks=(evolve(block, date_column=None),)), quarter())
    assert lines(undated, "ada", "own") == ([2, 3, 4, 5], [])
    unowned = build_world(data, evolve(plan.schema, blocks=(evolve(block, payee_column=None),)), quarter())
    assert lines(unowned, "ada", "own") == ([], [])
    assert lines(unowned, "ada", "company") == ([2, 3, 4, 6], [5])
    assert unowned.rows_of("nothing", unowned.payees[0], "own") == ([], [])


def test_given_measures_of_a_scope() -> None:
    """One row a payee and period."""
    roster = (Payee("ada", "n", {}), Payee("ben", "n", {}), Payee("eve", "s", {}))
    rows = (*(given(1, payee=one.key) for one in roster), given(7, payee="ada", label="2026-Q2"))
    world = build_world(Data(roster, {}, rows), plan_of("currency USD\nperiod quarter\nm 10%").schema, quarter())
    assert [row.payee for row in world.given_rows("m", roster[0], "own")] == ["ada"]
    assert [row.payee for row in world.given_rows("m", roster[0], "team")] == ["ada", "ben"]
    assert [row.payee for row in world.given_rows("m", roster[0], "company")] == ["ada", "ben", "eve"]
    assert world.given_rows("other", roster[0], "own") == []


# What they come to


def given(
    value: Any, of: Any = None, goal: Any = None, *, ratio: bool = False, payee: str = "ada", label: str = "2026-Q1"
) -> Given:
    """A row of the measures."""
    return Given(payee, quarter(label), "m", value, of, goal, ratio, "measures.csv", 2, 1)


@pytest.mark.parametrize(
    "rows, value, goal, attainment",
    [
        ([given(12, goal=10)], 12, 10, Fraction(6, 5)),
        ([given(3, 4, Fraction(1, 2))], Fraction(3, 4), Fraction(1, 2), Fraction(3, 2)),
        ([given(3, 4)], Fraction(3, 4), 1, Fraction(3, 4)),
        ([given(Fraction(9, 10), ratio=True)], Fraction(9, 10), 1, Fraction(9, 10)),
        ([given(12)], 12, "no goal", "no goal"),
        ([given(8, 4)], 2, 1, 2),
        ([given(12, goal=10), given(3, goal=20)], 15, 30, Fraction(1, 2)),
        ([given(1, 2, Fraction(1, 2)), given(3, 6, Fraction(1, 4))], Fraction(1, 2), Fraction(5, 16), Fraction(8, 5)),
        ([given(12, goal=10), given(3)], 15, "some goals", "some goals"),
        ([given(1, 2), given(3)], "mixed rows", "no goal", "mixed rows"),
        ([given(1, 2, 1), given(3, goal=1)], "mixed rows", 2, "mixed rows"),
        ([given(1, ratio=True, goal=1)] * 2, "no denominator", "no denominator", "no denominator"),
        ([given(1, 0)], "divided by zero", 1, "divided by zero"),
        ([given(1, 0, 1), given(1, 0, 1)], "divided by zero", "divided by zero", "divided by zero"),
        ([given(1, goal=0)], 1, 0, "divided by zero"),
        ([], "no measure", "no measure", "no measure"),
    ],
)  # fmt: skip
def test_value_goal_and_attainment(rows: list[Given], value: Any, goal: Any, attainment: Any) -> None:
    """Ratios add their parts, goals of ratios are weighted; what cannot be added up has no data."""
    for fact, expected in (("value", value), ("goal", goal), ("attainment", attainment)):
        got = given_value(NODE, rows, "m", fact)
        assert (got.reason if isinstance(got, Missing) else got) == expected, fact
