"""Who is credited with a row, and why a row is not credited as a whole."""

from fractions import Fraction
from typing import Any

import pytest

from compdsl.records.block import read_block
from compdsl.records.crediting import Role, Uncredited, credits_of, filled, held_roles
from compdsl.records.data import Payee, Row
from compdsl.records.refused import Refusals
from compdsl.records.roster import Roster
from compdsl.records.schema import BlockSchema
from compdsl.records.text import TextFile
from compdsl.values.types import PERCENT, TEXT, money

HALF, THREE_TENTHS = Fraction(1, 2), Fraction(3, 10)
REST = (Role("rep", HALF), Role("csm", THREE_TENTHS), Role("se", None), Role("guru", 1, is_overlay=True))
OF_ROW = (Role("rep", share_column="part"), Role("csm", share_column="other"))
ROSTER = Roster({key: Payee(key, None, {}) for key in ("ada", "ben", "cleo")}, frozenset({"zoe"}))


def test_each_is_credited_with_their_share() -> None:
    """The rest is what those leave who are there; an overlay takes nothing of it."""
    assert credits_of(REST, {"rep": "ada", "csm": "ben", "se": "cleo"}) == {
        "ada": HALF,
        "ben": THREE_TENTHS,
        "cleo": Fraction(1, 5),
    }
    assert credits_of(REST, {"rep": "ada", "csm": "", "se": "cleo", "guru": "ben"}) == {
        "ada": HALF,
        "cleo": HALF,
        "ben": 1,
    }


def test_somebody_in_two_roles_is_credited_once() -> None:
    """With the sum of both."""
    assert credits_of(REST, {"rep": "ada", "csm": "ben", "se": "ada"}) == {"ada": Fraction(7, 10), "ben": THREE_TENTHS}


def test_no_share_is_no_credit() -> None:
    """Of a column with 0%, and of a rest of which nothing is left."""
    assert credits_of(OF_ROW, {"rep": "ada", "part": 1, "csm": "ben", "other": 0}) == {"ada": 1}
    rest = (Role("rep", share_column="part"), Role("csm"))
    assert credits_of(rest, {"rep": "ada", "part": 1, "csm": "ben"}) == {"ada": 1}


@pytest.mark.parametrize(
    "rule, values, reason",
    [
        (REST, {"rep": "ada", "csm": "ben"}, "nobody takes the rest"),
        (OF_ROW, {"rep": "ada", "part": HALF}, "below"),
        (OF_ROW, {"rep": "ada", "part": 1, "csm": "ben", "other": HALF}, "above"),
        (OF_ROW, {"rep": "ada", "part": HALF, "other": HALF}, "share of nobody"),
        (OF_ROW, {"rep": "ada", "part": -1}, "negative"),
        (OF_ROW, {"rep": "ada"}, "no share"),
    ],
)
def test_a_row_that_is_not_credited_as_a_whole_says_why(rule: Any, values: dict[str, Any], reason: str) -> None:
    """And nobody is credited with it."""
    found = held_roles(rule, values)
    assert isinstance(found, Uncredited)
    assert found.reason == reason
    assert credits_of(rule, values) == {}


def test_what_may_be_empty_has_a_word() -> None:
    """Nobody in a role is an empty text, their share is none."""
    assert filled(OF_ROW, {"rep": "ada", "part": 1, "csm": None, "other": None}) == {
        "rep": "ada",
        "part": 1,
        "csm": "",
        "other": 0,
    }


# Files


def read(text: str, rule: Any = REST, keeps_rows: bool = True) -> tuple[tuple[Row, ...], TextFile]:
    """The rows of a file of credited deals."""
    file = TextFile("deals.csv", "data/deals.csv", text.encode(), Refusals(keeps_rows))
    people = tuple(role.column for role in rule)
    shares = {role.share_column: PERCENT for role in rule if role.share_column}
    columns = {"amount": money("USD"), **dict.fromkeys(people, TEXT), **shares}
    return read_block(file, BlockSchema("deals", columns, None, None, people, rule), "USD", ROSTER), file


def said(file: TextFile) -> list[tuple[str, int | None, str | None, str]]:
    """The problems of a file, each with its line, its column and its words."""
    places = [(found.name, found.cell, found.message) for found in file.refusals.problems]
    return [(name, cell.line, cell.column, message) for name, cell, message in places if cell]


def test_roles_are_people_of_the_roster_or_nobody() -> None:
    """A row of which somebody is unknown is refused, and everybody it names has a refused row."""
    rows, file = read("amount,rep,csm,se,guru\n10,ada,,ben,\n10,ada,bob,ben,\n10,zoe,,ben,\n")
    assert [row.values["csm"] for row in rows] == [""]
    assert [one[:3] for one in said(file)] == [("unknown-payee", 3, "csm")]
    assert [row.payees for row in file.refusals.rows] == [("ada", "bob", "ben"), ("zoe", "ben")]
    assert file.refusals.rows[0].payee == "ada, bob, ben"
    assert (file.count.read, file.count.kept, file.count.refused) == (3, 1, 2)


def test_a_row_that_loses_a_part_is_refused() -> None:
    """It says how much would be credited to nobody, in the column of who is missing."""
    _, file = read("amount,rep,csm,se,guru\n10,ada,ben,,\n")
    lost = "the shares of this row come to 80%: 20% of it would be credited to nobody"
    assert said(file) == [("credit-below-whole", 2, "se", lost)]
    assert file.refusals.problems[0].hint == 'write who is "se", or let one role of the plan take the `rest`'


def test_shares_of_the_row_are_looked_at_in_each_row() -> None:
    """Above the whole, below it, below zero, without a share, without a person."""
    text = "amount,rep,part,csm,other\n"
    text += "1,ada,60%,ben,40%\n1,ada,60%,ben,50%\n1,ada,60%,ben,30%\n1,ada,-1%,ben,30%\n1,ada,,ben,1\n1,ada,50%,,50%\n"
    rows, file = read(text, OF_ROW)
    assert len(rows) == 1
    assert [one[:3] for one in said(file)] == [
        ("credit-above-whole", 3, "part"),
        ("credit-below-whole", 4, "part"),
        ("negative-share", 5, "part"),
        ("empty-share", 6, "part"),
        ("share-of-nobody", 7, "other"),
    ]
    assert all(found.hint for found in file.refusals.problems)


def test_errors_that_are_only_counted_are_all_counted() -> None:
    """Behind the first thousand nothing is put into words."""
    rows, file = read("amount,rep,csm,se,guru\n" + "10,ada,ben,,\n" * 1_500, keeps_rows=False)
    assert rows == ()
    assert file.refusals.errors == file.count.refused == 1_500
