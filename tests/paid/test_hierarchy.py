"""Who is below whom in a period, and on which days."""

import datetime
from itertools import pairwise

import pytest

from compdsl.paid.hierarchy import Hierarchy
from compdsl.paid.payroll import run_payroll
from compdsl.paid.rows import count_rows
from compdsl.records.data import Payee
from compdsl.records.from_texts import from_texts
from compdsl.records.managers import Ring, changes_of, manager_on, ring_in
from compdsl.records.refused import Reading
from compdsl.rendered.explain_text import explain_statement
from compdsl.values.calendar import CIVIL
from tests.paid.history import amounts, when
from tests.trace.paying import data_of, plan_of, statement_of

PLAN = """\
currency USD
period quarter
records deals { payee, closed_on: date, amount: money }
below  rate 100% on sum(deals.amount, reports)
direct rate 100% on sum(deals.amount, direct_reports)
"""
HEAD = "payee,manager,start,end\n"


def paid(roster: str, deals: str, period: str = "2026-Q1") -> dict[str, tuple[object, object]]:
    """What is below everybody, and directly below."""
    plan = plan_of(PLAN)
    files = {"payees.csv": HEAD + roster, "deals.csv": "payee,closed_on,amount\n" + deals}
    found = amounts(run_payroll(plan, data_of(plan, files), [when(period)]))
    return {key: (lines["below"], lines["direct"]) for key, lines in found.items()}


def test_everybody_below_and_those_directly_below() -> None:
    """The manager is none of them."""
    roster = "ana,mia,,\nbo,mia,,\nmia,dan,,\ndan,,,\n"
    deals = "ana,2026-01-10,1\nbo,2026-01-10,10\nmia,2026-01-10,100\ndan,2026-01-10,1000\n"
    assert paid(roster, deals) == {"ana": (0, 0), "bo": (0, 0), "mia": (11, 11), "dan": (111, 100)}


def test_a_change_of_manager_counts_each_record_by_its_day() -> None:
    """Of the person, and of a manager in between."""
    own = "ana,mia,,2026-02-14\nana,eve,2026-02-15,\nmia,dan,,\neve,kim,,\ndan,,,\nkim,,,\n"
    deals = "ana,2026-02-14,1\nana,2026-02-15,10\n"
    assert paid(own, deals) == {
        "ana": (0, 0), "mia": (1, 1), "eve": (10, 10), "dan": (1, 0), "kim": (10, 0),
    }  # fmt: skip
    between = "ana,mia,,\nmia,dan,,2026-02-14\nmia,kim,2026-02-15,\ndan,,,\nkim,,,\n"
    assert paid(between, deals) == {"ana": (0, 0), "mia": (11, 11), "dan": (1, 0), "kim": (10, 0)}


def test_a_change_below_one_manager_is_none_for_who_is_above_both() -> None:
    """Ana changes from mia to eve, who both report to dan, until eve goes to kim."""
    roster = (
        "ana,mia,,2026-02-14\nana,eve,2026-02-15,\nmia,dan,,\neve,dan,,2026-03-09\neve,kim,2026-03-10,\n"
        "dan,,,\nkim,,,\n"
    )
    deals = "ana,2026-02-14,1\nana,2026-02-15,10\nana,2026-03-09,100\nana,2026-03-10,1000\n"
    assert paid(roster, deals) == {
        "ana": (0, 0), "mia": (1, 1), "eve": (1110, 1110), "dan": (111, 0), "kim": (1000, 0),
    }  # fmt: skip


def test_who_has_left_passes_their_people_on() -> None:
    """A manager who is not active is paid nothing, and is still between."""
    roster = "ana,mia,,\nmia,dan,,2025-12-31\ndan,,,\n"
    assert paid(roster, "ana,2026-01-10,5\n") == {"ana": (0, 0), "dan": (5, 0)}


def test_somebody_below_on_two_stretches_is_as_the_roster_has_them_then() -> None:
    """A, then B, then A again."""
    stints = [("mia", None, 31), ("eve", 32, 59), ("mia", 60, None)]
    first = datetime.date(2026, 1, 1)

    def day(number: int | None) -> datetime.date | None:
        return first + datetime.timedelta(number - 1) if number is not None else None

    rows = tuple(Payee("ana", None, {"q": 1}, start=day(a), end=day(b), manager=m) for m, a, b in stints)
    ana = Payee("ana", None, {"q": 1}, stints=rows)
    people = {"ana": ana, "mia": Payee("mia", None, {}), "eve": Payee("eve", None, {})}
    period = CIVIL.read("2026-Q1")
    assert period is not None
    below = Hierarchy(people, tuple(people.values()), period).below("mia", direct=False)
    assert below.parted == {"ana"}
    assert [(one.start, one.end) for one in below.people[0].stints] == [
        (first, day(31)),
        (day(60), datetime.date(2026, 3, 31)),
    ]
    assert [manager_on(ana, day(n) or first) for n in (1, 31, 32, 59, 60, 400)] == [
        "mia", "mia", "eve", "eve", "mia", "mia",
    ]  # fmt: skip
    assert list(changes_of([ana])) == [day(32), day(60)]


def test_days_of_a_leave_belong_to_the_manager_before_it() -> None:
    """By the row before, also where that is of an earlier period; after the last row by the last."""
    deals = "ana,2026-02-28,1\nana,2026-03-31,10\n"
    roster = "ana,mia,,2026-02-20\nana,eve,2026-03-23,2026-03-25\nmia,,,\neve,,,\n"
    assert paid(roster, deals) == {"ana": (0, 0), "mia": (1, 1), "eve": (10, 10)}
    earlier = "ana,mia,,2025-12-10\nana,eve,2026-03-23,\nmia,,,\neve,,,\n"
    assert paid(earlier, deals) == {"ana": (0, 0), "mia": (1, 1), "eve": (10, 10)}


def test_a_row_of_a_leave_is_told_of_the_manager_before_it() -> None:
    """The trace lists it, and that of the manager after it as left out."""
    files = {
        "payees.csv": HEAD + "ana,mia,,2026-02-20\nana,eve,2026-03-23,\nmia,,,\neve,,,\n",
        "deals.csv": "payee,closed_on,amount\nana,2026-02-28,4400\n",
    }
    plan = plan_of(PLAN)
    text = explain_statement(plan, statement_of(plan, files, "mia"), lambda text, _: text)
    assert "deals.csv:2  $4,400" in text


def test_a_leave_adds_nothing_to_the_goal_of_who_was_above_before() -> None:
    """Nobody is counted among the people of a manager for days on which no row of the roster holds."""
    plan = plan_of(
        PLAN.replace("records", "records payees { quota: money }\nrecords", 1)
        + "metric sold = sum(deals.amount) goal payee.quota\ngoals = (sold.reports.goal else $0)\n"
    )
    files = {
        "payees.csv": "payee,manager,quota,start,end\nana,mia,7,,2025-12-10\nana,eve,7,2026-03-23,\nmia,,,,\neve,,,,\n",
        "deals.csv": "payee,closed_on,amount\nana,2026-02-28,4400\n",
    }
    found = amounts(run_payroll(plan, data_of(plan, files), [when("2026-Q1")]))
    assert {key: (lines["below"], lines["goals"]) for key, lines in found.items()} == {
        "ana": (0, 0), "mia": (4400, 0), "eve": (0, 7),
    }  # fmt: skip


def test_rows_of_people_without_a_manager_say_so() -> None:
    """Where only the managers are paid on them."""
    plan = plan_of(PLAN)
    roster = (HEAD + "ana,mia,,\nmia,,,\n").encode()
    deals = b"payee,closed_on,amount\nana,2026-01-10,1\nmia,2026-01-10,1\n"
    reading = from_texts({"payees.csv": roster, "deals.csv": deals}, plan.schema, plan.period)
    assert reading.data is not None
    payroll = run_payroll(plan, reading.data, [when("2026-Q1")])
    counts = {one.file: one for one in count_rows(plan, reading.data, payroll, reading.counts)}
    assert counts["deals.csv"].left_out == {"payee without a manager": 1}


# What the roster cannot say


def read(roster: str) -> Reading:
    """A roster with managers."""
    plan = plan_of(PLAN)
    files = {"payees.csv": (HEAD + roster).encode(), "deals.csv": b"payee,closed_on,amount\n"}
    return from_texts(files, plan.schema, plan.period)


@pytest.mark.parametrize(
    "roster, name, words",
    [
        ("ana,mia,,\n", "unknown-payee", '"mia"'),
        ("ana,ana,,\n", "ring-of-managers", 'these are above themselves: "ana" → "ana"'),
        ("ana,mia,,\nmia,dan,,\ndan,mia,,\n", "ring-of-managers", '"mia" → "dan" → "mia"'),
        (
            "ana,,,2026-01-31\nana,mia,2026-02-01,\nmia,ana,,\n",
            "ring-of-managers",
            'these are above themselves from 2026-02-01 on: "ana" → "mia" → "ana"',
        ),
    ],
)
def test_managers_nobody_is_and_rings_are_refused(roster: str, name: str, words: str) -> None:
    """When the roster is read; nothing can be paid then."""
    reading = read(roster)
    assert reading.data is None
    assert [found.name for found in reading.problems] == [name]
    assert words in reading.problems[0].message
    assert reading.problems[0].hint


def test_two_may_change_places() -> None:
    """What would be a ring of all days together is none on any day."""
    roster = "ana,,,2026-01-31\nana,mia,2026-02-01,\nmia,ana,,2026-01-31\nmia,,2026-02-01,\n"
    assert read(roster).problems == ()


def test_more_levels_than_there_can_be() -> None:
    """Are told as such."""
    keys = [f"p{number}" for number in range(300)]
    people = {one: Payee(one, None, {}, manager=above) for one, above in pairwise([*keys, None]) if one}
    assert ring_in(people) == Ring(("p0",), None, is_closed=False)
    roster = "".join(f"{one},{above or ''},,\n" for one, above in pairwise([*keys, None]))
    assert [found.name for found in read(roster).problems] == ["too-many-levels"]


def test_managers_who_are_nobody_are_all_counted() -> None:
    """The first twenty are told."""
    reading = read("".join(f"p{number},boss,,\n" for number in range(50)))
    assert len(reading.problems) == 20
    assert reading.errors == 50
