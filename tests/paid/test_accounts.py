"""What earlier periods earned, held back and advanced counts once, whether the data shows rows of them or not."""

import json
from hashlib import sha256

import pytest

from compdsl.paid.payroll import run_payroll
from compdsl.records.paid_before import PaidText
from tests.paid.history import amounts, data_after, deals, lines_of, paid_after, when
from tests.trace.paying import data_of, plan_of

HEAD = """\
currency USD
period month
effective 2026-01-01 to 2026-12-31
records deals { payee, closed_on: date, amount: money }
"""
ADA = "payee\nada\n"
MARCH = deals("ada 2026-02-10 5000", "ada 2026-03-10 50000", roster=ADA)


def paid_in_march(clause: str, *more: str, roster: str = ADA) -> object:
    """What March pays ada, nothing being known of what was paid before."""
    plan = plan_of(HEAD + clause)
    files = deals("ada 2026-02-10 5000", "ada 2026-03-10 50000", *more, roster=roster)
    found = amounts(run_payroll(plan, data_of(plan, files), [when("2026-03")]))
    return found["ada"]


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("kept $500 hold 20% until 2026-03-31", {"kept": 700}),
        ("kept $900 paid over 3 months", {"kept": 900}),
        (
            "sales rate 10% on sum(deals.amount)\ntotal draw $2_000 recoverable",
            {"sales": 5_000, "total repaid": -3_000},
        ),
        ("kept $500 cap $1_200 per year", {"kept": 200}),
    ],
)
def test_a_period_before_the_first_row_counts_as_the_plan_pays_it(clause: str, expected: dict[str, int]) -> None:
    """January has no row; a row of it changes nothing, be it of ada or of somebody else."""
    assert paid_in_march(clause) == expected
    assert paid_in_march(clause, "ada 2026-01-10 0") == expected
    assert paid_in_march(clause, "ben 2026-01-10 1", roster="payee\nada\nben\n") == expected


def test_a_period_that_could_not_be_paid_held_nothing() -> None:
    """In January there is no ratio, so nothing was paid for it."""
    clause = "kept = average(deals.amount) * 1%  hold 20% until 2026-03-31"
    assert paid_in_march(clause) == {"kept": 510}


def test_only_what_was_paid_has_advanced_anything() -> None:
    """February and March were passed over, and their draws with them."""
    plan = plan_of(HEAD + "sales rate 10% on sum(deals.amount)\ntotal draw $1_000 recoverable")
    files = deals("ada 2026-01-10 5000", "ada 2026-04-10 90000", roster=ADA)
    found = paid_after(plan, files, "2026-04", lines_of(plan, files, "2026-01"))
    assert amounts(found)["ada"] == {"sales": 9_000, "total repaid": -500}


def test_an_advance_is_repaid_where_the_rows_are_gone_or_the_plan_is_amended() -> None:
    """What was advanced stands in what was paid."""
    clauses = "sales rate 10% on sum(deals.amount)\ntotal draw $1_000 recoverable"
    plan = plan_of(HEAD + clauses)
    first = lines_of(plan, deals("ada 2026-01-10 5000", roster=ADA), "2026-01")
    files = deals("ada 2026-02-10 90000", roster=ADA)
    assert amounts(paid_after(plan, files, "2026-02", first))["ada"] == {"sales": 9_000, "total repaid": -500}
    amended = plan_of(HEAD.replace("2026-01-01", "2026-02-01") + clauses)
    assert amounts(paid_after(amended, files, "2026-02", first))["ada"] == {"sales": 9_000, "total repaid": -500}


def test_a_period_that_had_no_rows_when_it_was_paid_has_none_missing() -> None:
    """The run says that it was paid on none."""
    plan = plan_of(HEAD + "gua rate 10% on sum(deals.amount) floor $100 ytd")
    text = lines_of(plan, deals(roster=ADA), "2026-01")
    manifest = b'{"plan": {"name": "plan", "meaning": "m"}, "period_rows": {"2026-01": 0}}'
    files = deals("ada 2026-02-10 5000", roster=ADA)
    assert data_after(plan, files, [text]).paid is not None
    found = paid_after(plan, files, "2026-02", text)
    assert found.problems[0].name == "missing-data"
    run = PaidText("r/lines.csv", text.lines, _of(text.lines, manifest))
    assert amounts(paid_after(plan, files, "2026-02", run))["ada"] == {"gua": 400}


def _of(lines: object, manifest: bytes) -> bytes:
    """A manifest of a run that wrote some lines."""
    assert isinstance(lines, bytes)
    outputs = [{"file": "lines.csv", "sha256": sha256(lines).hexdigest()}]
    return json.dumps({**json.loads(manifest), "compdsl": "0", "outputs": outputs}).encode()


@pytest.mark.parametrize(
    ("clause", "expected"),
    [("pool rate 10% on sum(deals.amount, team) paid over 4 months", 0), ("kept $400 paid over 4 months", 100)],
)
def test_what_a_period_before_the_first_day_earned_is_not_parted(clause: str, expected: int) -> None:
    """A figure of a team has a value in it too; the newcomer was not there to earn a part of it."""
    plan = plan_of(HEAD + clause)
    files = deals("ben 2026-02-10 10000", roster="payee,team,start\nada,n,2026-04-01\nben,n,\n")
    found = amounts(run_payroll(plan, data_of(plan, files), [when("2026-04")]))
    assert found["ada"] == {plan.lines[0].component: expected}
