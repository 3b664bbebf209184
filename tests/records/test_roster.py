"""The roster: payees once each, with what the plan uses of them."""

import datetime
import time
from fractions import Fraction

import pytest

from compdsl.diagnostics.problem import Problem, Severity
from compdsl.records.data import Payee
from compdsl.records.refused import Refusals
from compdsl.records.roster import Roster, read_roster, roster_columns
from compdsl.records.schema import Schema
from compdsl.records.text import TextFile
from compdsl.values.types import FIGURE, PERCENT, TEXT, Type, money


def read(text: str, uses_team: bool = False, name: str = "payees.csv", **fields: Type) -> tuple[Roster, TextFile]:
    file = TextFile(name, name, text.encode(), Refusals())
    roster = read_roster(file, Schema(payee_fields=fields, uses_team=uses_team, currency="EUR"))
    return roster or Roster(), file


def said(file: TextFile) -> list[tuple[str, int | None, str | None]]:
    return [(found.name, found.cell.line, found.cell.column) for found in file.refusals.problems if found.cell]


def unknown(roster: Roster, key: str) -> Problem:
    found = roster.reader(key)
    assert isinstance(found, Problem)
    return found


def test_a_payee_has_the_fields_the_plan_uses() -> None:
    """Columns come in any order, others are ignored, and the roster keeps its own order."""
    roster, file = read(
        "note,target,payee,team,start,end,grade\nx,5000.50,E2,North,2026-01-15,2026-06-30,7\n,100,007,,,,\n",
        target=FIGURE,
        grade=TEXT,
    )
    second, first = roster.payees["007"], roster.payees["E2"]
    assert list(roster.payees) == ["E2", "007"]
    assert ("North", {"target": Fraction(10001, 2), "grade": "7"}) == (first.team, first.fields)
    assert (datetime.date(2026, 1, 15), datetime.date(2026, 6, 30)) == (first.start, first.end)
    assert (first.file, first.line) == ("payees.csv", 2)
    assert (second.team, second.start, second.end) == (None, None, None)
    assert second.fields == {"target": 100, "grade": None}
    assert said(file) == []


def test_team_start_and_end_may_be_missing() -> None:
    """Only `payee` is always needed."""
    roster, _ = read("payee\nE1\n")
    payee = roster.payees["E1"]
    assert (payee.team, payee.start, payee.end, payee.fields) == (None, None, None, {})


def test_a_roster_of_json_lines_reads_the_same() -> None:
    """Keys that may be missing may be missing on any line, also the first."""
    roster, file = read(
        '{"payee": "E1", "target": 0.10}\n{"payee": "E2", "target": null, "team": "T", "start": "2026-01-01"}\n',
        name="payees.jsonl",
        target=money("EUR"),
    )
    first, second = roster.payees.values()
    assert (None, {"target": Fraction(1, 10)}) == (first.team, first.fields)
    assert ("T", datetime.date(2026, 1, 1), {"target": None}) == (second.team, second.start, second.fields)
    assert said(file) == []


def test_the_columns_the_plan_needs_must_be_there() -> None:
    """A plan that speaks of teams needs the team, too."""
    _, file = read("payee,target_incentve\nE1,1\n", uses_team=True, target_incentive=FIGURE)
    assert said(file) == [("missing-column", 1, None)] * 2
    assert file.refusals.problems[1].hint == 'rename "target_incentve" if it is meant'
    assert file.refusals.is_blocked
    schema = Schema(uses_team=True, payee_fields={"team": TEXT, "goal": FIGURE})
    assert roster_columns(schema) == ("payee", "team", "goal")


def test_every_bad_cell_of_a_row_is_said() -> None:
    """The row is refused once; the payee is known to have a refused row."""
    roster, file = read("payee,start,target\nE1,01/02/2026,1.005\nE2,,1\n", target=money("EUR"))
    assert said(file) == [("not-a-date", 2, "start"), ("too-many-decimals", 2, "target")]
    assert (["E2"], frozenset({"E1"})) == (list(roster.payees), roster.refused)
    (row,) = file.refusals.rows
    assert (
        row.payee,
        row.columns,
        row.cells,
    ) == ("E1", ("payee", "start", "target"), ("E1", "01/02/2026", "1.005"))
    assert (
        row.reason == 'column "start": "01/02/2026" is not a date; '
        'column "target": "1.005" has too many decimals: EUR has 2 decimals'
    )


def test_a_payee_needs_a_key() -> None:
    """An empty or a blank key is refused."""
    _, file = read("payee,team\n,T\n  ,T\n\u202e,T\n")
    assert said(file) == [
        ("empty-cell", 2, "payee"),
        ("empty-cell", 3, "payee"),
        ("hidden-character", 4, "payee"),
    ]


def test_a_payee_is_there_once_for_the_same_days() -> None:
    """The second row is refused, and says where the first is."""
    roster, file = read("payee,target\nE1,1\nE2,2\nE1,3\n", target=FIGURE)
    assert said(file) == [("duplicate-payee", 4, "payee")]
    assert file.refusals.problems[0].message == 'the payee "E1" is already on line 2, for the same days'
    assert roster.payees["E1"].fields == {"target": 1}
    assert frozenset() == roster.refused


def test_rows_of_one_payee_have_days_of_their_own() -> None:
    """In any order; a day that is in two of them is refused."""
    roster, file = read("payee,start,end,target\nE1,2026-02-01,,2\nE1,,2026-01-31,1\nE1,2026-03-01,,3\n", target=FIGURE)
    assert said(file) == [("duplicate-payee", 4, "payee")]
    assert [one.fields["target"] for one in roster.payees["E1"].stints] == [1, 2]
    assert roster.payees["E1"].start is None


def test_a_payee_does_not_leave_before_they_start() -> None:
    """One day of work is allowed."""
    roster, file = read("payee,start,end\nE1,2026-02-02,2026-02-01\nE2,2026-02-02,2026-02-02\n")
    assert said(file) == [("end-before-start", 2, "end")]
    assert list(roster.payees) == ["E2"]


@pytest.mark.parametrize(
    "first, second", [("Jos\u00e9", "Jose\u0301"), ("E1", "E1 "), ("E1", " E1"), ("E1", "e1"), ("Ada", "ADA")]
)
def test_payees_that_look_alike_are_two_and_a_warning(first: str, second: str) -> None:
    """Accents composed and decomposed, blanks at the ends, capital letters: two payees, and a word about it."""
    roster, file = read(f"payee\n{first}\n{second}\n")
    assert [first, second] == list(roster.payees)
    assert said(file) == [("look-alike-payees", 3, "payee")]
    assert Severity.WARNING is file.refusals.problems[0].severity


def test_a_payee_of_the_roster_is_found_by_code_points() -> None:
    """A key is taken as it is, or refused with the one that was probably meant."""
    roster, _ = read("payee\nE1001\nJos\u00e9 P\u00e9rez\n007\n")
    assert roster.reader("E1001") == "E1001"
    assert unknown(roster, "E1010").hint == 'write "E1001" if that is who is meant, or add the payee to the roster'
    assert unknown(roster, "7").hint == "add the payee to the roster, or leave the row out"
    found = unknown(roster, "Jose\u0301 Pe\u0301rez")
    assert found.hint == (
        'write "José Pérez" as the roster does: they look alike, and their accents are stored in two ways'
    )
    assert unknown(roster, "E1001 ").hint == 'write "E1001" as the roster does: they differ in the blanks around them'
    assert unknown(roster, "e1001").hint == 'write "E1001" as the roster does: they differ in capital letters'


def test_looking_for_the_payee_that_was_meant_takes_no_time() -> None:
    """It is given up after a while, in long keys and in long rosters; the row is still refused."""
    roster = Roster({f"E{i:06}": Payee(f"E{i:06}", None, {}) for i in range(20_000)})
    before = time.perf_counter()
    found = [unknown(roster, f"F{i:06}") for i in range(2_000)]
    found.append(unknown(roster, "x" * 4_096))
    assert time.perf_counter() - before < 5
    assert found[0].hint == 'write "E000000" if that is who is meant, or add the payee to the roster'
    assert found[-1].hint == "add the payee to the roster, or leave the row out"
    short = Roster({"E1": Payee("E1", None, {})})
    assert unknown(short, "x" * 100).hint == "add the payee to the roster, or leave the row out"


def test_percentages_in_points_are_warned_of_once_a_field() -> None:
    """A rate of `8` is 800%."""
    roster, file = read("payee,rate\nE1,8\nE2,9\nE3,8%\n", rate=PERCENT)
    assert [payee.fields["rate"] for payee in roster.payees.values()] == [8, 9, Fraction(2, 25)]
    assert said(file) == [("percent-in-doubt", 2, "rate")]
