"""Several plans paid in one run: who has two, who has none, on which days."""

import pytest

from compdsl.paid.several import Part, who_has_none, who_has_two
from compdsl.rendered.several_to_text import without_plan_to_text
from compdsl.values.calendar import CIVIL
from tests.trace.paying import data_of, plan_of

HEAD = (
    "currency USD\nperiod quarter\nrecords deals { payee, day: date, amount: money }\n"
    "pay rate 1% on sum(deals.amount)\n"
)
FILES = {
    "payees.csv": (
        "payee,role,segment,start,end\n"
        "ada,csm,smb,,\n"
        "ben,csm,,,2026-03-31\n"
        "ben,ae,,2026-04-01,\n"
        "cleo,,,,\n"
        "dan,csm,smb,2026-07-01,\n"
    ),
    "deals.csv": "payee,day,amount\nada,2026-01-01,1\n",
}


def part(rest: str, *periods: str) -> Part:
    """A plan with what it is for, paid for some periods."""
    plan = plan_of(HEAD + rest)
    found = [one for label in periods or ("2026-Q1",) if (one := CIVIL.read(label)) is not None]
    return Part(plan, data_of(plan, FILES), tuple(found))


def who(*parts: Part) -> list[str]:
    """Who has two of the plans, in words."""
    return [one.message.rpartition(" for ")[2] for one in who_has_two(parts)]


@pytest.mark.parametrize(
    "one, other, names",
    [
        ('for role "csm"', 'for role "ae"', []),
        ('for role "csm"', 'for segment "smb"', ["ada."]),
        ('for role "csm"', "", ["ada, ben."]),
        ('for role "csm"', "for everybody beside other plans", []),
        ('for role "csm" beside other plans', 'for segment "smb"', []),
        ("", "", ["ada, ben, cleo."]),
        ('for role "csm"', 'for payee "ben"', ["ben."]),
        ('for role "csm" and segment "smb"', 'for role "ae", "csm" and segment "ent"', []),
    ],
)
def test_who_fits_two_plans_has_two(one: str, other: str, names: list[str]) -> None:
    """Unless one of them stands beside others."""
    assert who(part(one), part(other)) == names


def test_only_days_that_both_plans_pay_count() -> None:
    """Plans of other periods never meet; somebody who comes to a plan later does not either."""
    assert who(part('for role "csm"', "2026-Q1"), part("", "2026-Q2")) == []
    assert who(part('for role "csm"', "2026-Q1", "2026-Q2"), part("", "2026-Q2")) == ["ada."]
    assert who(part('for role "ae"', "2026-Q1"), part("")) == []


def test_many_people_are_counted() -> None:
    """The first are named."""
    rows = "".join(f"p{number},csm,smb,,\n" for number in range(9))
    plan = plan_of(HEAD + 'for role "csm"')
    data = data_of(plan, {**FILES, "payees.csv": f"payee,role,segment,start,end\n{rows}ada,ae,,,\n"})
    quarter = CIVIL.read("2026-Q1")
    assert quarter is not None
    assert who(*[Part(plan, data, (quarter,))] * 2) == ["p0, p1, p2, p3, p4 and 4 more."]


def test_who_has_no_plan_is_found_by_row_of_the_roster() -> None:
    """A row that is in force in a period of the run; a change of role may leave a plan."""
    parts = [part('for role "csm"', "2026-Q1", "2026-Q2")]
    assert [(one.row.key, one.row.line) for one in who_has_none(parts)] == [("ben", 4), ("cleo", 5)]
    beside = part("for everybody beside other plans", "2026-Q1", "2026-Q2")
    assert [one.is_beside for one in who_has_none([*parts, beside])] == [True, True]
    assert who_has_none([part("")]) == ()


def test_a_plan_that_is_not_paid_now_is_a_plan() -> None:
    """Whose plan pays nothing in this run is not without one."""
    waiting = part('for role "ae"')
    parts = [part('for role "csm"', "2026-Q2"), Part(waiting.plan, waiting.data, ())]
    assert [one.row.key for one in who_has_none(parts)] == ["cleo"]


def test_who_has_no_plan_is_told_with_what_the_roster_holds() -> None:
    """In the columns that plans ask for."""
    found = who_has_none([part('for role "csm" and segment "smb"', "2026-Q2")])
    assert without_plan_to_text(found, ("role", "segment")) == (
        "2 payees without a plan:\n"
        '  ben: role "ae", no segment (payees.csv:4)\n'
        "  cleo: no role, no segment (payees.csv:5)\n"
    )
