"""The JSON of an explanation: what is open after the period stands beside its lines."""

import json

from compdsl.paid.lines import Statement
from compdsl.rendered.explain_json import explain_json
from tests.paid.test_held import FILES, PLAN
from tests.paid.test_still_open import HELD
from tests.trace.paying import paid, plan_of


def open_after(label: str, payee: str = "ada", instead: str = HELD, component: str | None = None) -> object:
    """What the JSON of a statement says is open."""
    plan = plan_of(PLAN.replace(HELD, instead))
    statement = paid(plan, FILES, payee, label)
    assert isinstance(statement, Statement)
    return json.loads(explain_json(plan, statement, component, ())).get("open")


def test_what_is_held_and_when_it_is_paid() -> None:
    assert open_after("2026-Q2") == [{"component": "sales", "form": "hold", "amount": "20.00", "until": "2026-Q4"}]
    assert open_after("2026-Q4") is None
    assert open_after("2026-Q2", component="total") is None


def test_what_waits_for_a_condition_or_for_periods() -> None:
    (one,) = open_after("2026-Q2", instead="hold 20% until sum(deals.amount) > $5k")  # type: ignore[misc]
    assert one["condition"] == "sum(deals.amount) > $5k"
    (other,) = open_after("2026-Q2", instead="paid over 3 quarters")  # type: ignore[misc]
    assert (other["form"], other["periods"]) == ("paid over", 2)


def test_what_nothing_settles() -> None:
    (one,) = open_after("2026-Q1", "ben")  # type: ignore[misc]
    assert one["lost"] is True
    (owed,) = open_after("2026-Q1", instead="\ntotal draw $300 recoverable")  # type: ignore[misc]
    assert owed == {"component": "total", "form": "draw", "amount": "300.00"}
