"""Functions over rows: what of them is worked out once for several people, and which rows were counted."""

from typing import Any

import pytest

from compdsl.kernel.nodes import Aggregate
from compdsl.paid.aggregates import places_asked, shared, split_rows
from compdsl.paid.lines import Statement, pay, program_of
from compdsl.paid.missing import TooLarge
from compdsl.paid.program import Program, Situation
from compdsl.paid.world import World, build_world
from compdsl.values.calendar import CIVIL
from tests.trace.paying import FILES, HEAD, data_of, line_of, plan_of

KINDS = "payee,team,target,quota,kind\nada,north,5,1,old\nben,north,4,1,new\ncid,north,4,1,\ndan,north,4,1,\n"


def world_of(clause: str, roster: str = KINDS) -> tuple[World, Program]:
    """The world of the first quarter with nobody paid yet, and the program of a clause."""
    plan, period = plan_of(HEAD + clause), CIVIL.read("2026-Q1")
    assert period is not None
    return build_world(data_of(plan, {**FILES, "payees.csv": roster}), plan.schema, period), program_of(plan)


def asked(clause: str) -> list[str]:
    """What the rows of the one aggregate of a clause ask that is not of the row, as it was named."""
    line, _ = line_of(clause, {**FILES, "payees.csv": KINDS})
    node = next(one for one in line.program.nodes if isinstance(one, Aggregate) and one.scope == "team")
    return [line.program.nodes[place].origin.name for place in places_asked(node, line.program)]


@pytest.mark.parametrize(
    "where, names",
    [
        ("", []),
        ("where won and kind == \"new\"", []),
        ("where amount > $5 * 2", []),
        ("where kind == payee.kind", ["kind"]),
        ("where amount > sales and period.month == 3", ["", "sales"]),
    ],
)  # fmt: skip
def test_what_rows_ask_that_is_not_of_the_row(where: str, names: list[str]) -> None:
    """The figures of the plan that stand as they are, are the same for everybody."""
    assert sorted(asked(f"a rate 1% on sum(deals.amount {where}, team)")) == names


def test_payees_whose_answers_are_the_same_share_a_figure() -> None:
    """Also those who have no answer: cid and dan are looked at once."""
    world, program = world_of(
        'a = (if payee.kind == "old" then sum(deals.amount where kind == payee.kind, team) else $1)'
    )
    before = len(world.cache)
    results = [program.run(Situation(payee, world)) for payee in world.payees]
    assert len(results) == 4
    kept = [key for key in world.cache if isinstance(key[0], int)]
    assert before == 0
    assert len(kept) == 3


def test_what_is_beyond_any_pay_is_found_out_once() -> None:
    """And told to everybody it concerns."""
    world, program = world_of("a rate 1% on sales")
    calls: list[int] = []

    def work_out() -> Any:
        calls.append(1)
        raise TooLarge(program.nodes[0])

    for _ in range(3):
        with pytest.raises(TooLarge):
            shared(world, ("key",), work_out)
    assert calls == [1]


def test_the_rows_that_counted_are_noted() -> None:
    """Of the team, of the payee, and those that the figures of the people were made of."""
    head = HEAD.replace("goal payee.quota", "goal sum(deals.amount where won)")
    plan, period = plan_of(head + "a 10% on sales.team"), CIVIL.read("2026-Q1")
    assert period is not None
    first, *_ = pay(plan, data_of(plan, {**FILES, "payees.csv": KINDS}), period)
    assert isinstance(first, Statement)
    counted = first.lines[0].situation.counted
    rows = [
        [row.line for row in one.rows] + [row.line for other in one.inside for row in other.rows] for one in counted
    ]
    assert sorted(rows) == [[2, 3, 4, 6], [2, 4], [2, 4, 6]]


def test_rows_are_split_by_what_became_of_them() -> None:
    """Counted with their value, left out by `where`, outside the period."""
    line, _ = line_of("a rate 1% on sum(deals.amount * 2 where won)")
    node = next(one for one in line.program.nodes if isinstance(one, Aggregate))
    found = split_rows(node, line.program, line.situation, line.values)
    assert [(row.line, value) for row, value in found.counted] == [(2, 84_000), (4, 40_001)]
    assert [row.line for row in found.filtered] == [3]
    assert [row.line for row in found.outside] == [5]
