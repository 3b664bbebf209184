"""People of two teams, some of whom change from one to the other within the period."""

from collections.abc import Mapping
from fractions import Fraction
from math import floor
from typing import TypeAlias

from hypothesis import strategies as st

from compdsl.paid.payroll import statements_of
from compdsl.values.calendar import CIVIL
from tests.trace.paying import data_of, plan_of

Stays: TypeAlias = dict[str, list[tuple[str, int]]]
"""Of each: their team and their points, one after the other where they change."""

HEAD = "currency USD\nperiod quarter\nrecords payees { points: money }\n"


def stays(least: int) -> st.SearchStrategy[Stays]:
    """Some people, each in one team or in both, in either order, with so many points at least in each."""
    points = st.integers(least, 9)
    teams = st.sampled_from([("north",), ("south",), ("north", "south"), ("south", "north")])
    one = teams.flatmap(lambda names: st.tuples(*(st.tuples(st.just(name), points) for name in names)).map(list))
    return st.dictionaries(st.text("abcdef", min_size=1, max_size=3), one, min_size=1, max_size=6)


def in_team(people: Stays, team: str) -> dict[str, Fraction]:
    """The points of those who are in a team."""
    return {key: Fraction(points) for key, rows in people.items() for name, points in rows if name == team}


def paid_in_teams(clause: str, people: Stays) -> dict[str, Fraction]:
    """What each is paid by a clause in a quarter in the middle of which some change teams."""
    plan, lines = plan_of(HEAD + clause), ["payee,team,points,start,end"]
    for key, rows in people.items():
        days = [("", "2026-02-14"), ("2026-02-15", "")] if len(rows) == 2 else [("", "")]
        lines += [f"{key},{team},{points},{a},{b}" for (team, points), (a, b) in zip(rows, days, strict=True)]
    period = CIVIL.read("2026-Q1")
    assert period is not None
    found = statements_of(plan, data_of(plan, {"payees.csv": "\n".join([*lines, ""])}), [period])
    return {one.payee.key: Fraction(one.total) for one in found}


def by_largest_remainder(amount: Fraction, weights: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """Parts in whole cents, worked out a second time: the cents that are left go to the largest remainders, by key."""
    total, sign = sum(weights.values()), -1 if amount < 0 else 1
    exact = {key: 100 * abs(amount) * weight / total for key, weight in weights.items()}
    left = 100 * abs(amount) - sum(floor(one) for one in exact.values())
    first = sorted(exact, key=lambda key: (floor(exact[key]) - exact[key], key))[: int(left)]
    return {key: Fraction(sign * (floor(one) + (key in first)), 100) for key, one in exact.items()}
