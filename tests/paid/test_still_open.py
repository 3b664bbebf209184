"""What is open after a statement: held, still due, owed; with what it waits for."""

from compdsl.paid.lines import Statement
from compdsl.paid.still_open import StillOpen, still_open
from tests.paid.history import when
from tests.paid.test_held import FILES, PLAN
from tests.trace.paying import paid, plan_of

HELD = "hold 20% until 2026-12-31"


def after(label: str, payee: str = "ada", instead: str = HELD) -> tuple[StillOpen, ...]:
    """What is open for somebody after a quarter, with another modifier in the place of the hold."""
    plan = plan_of(PLAN.replace(HELD, instead))
    statement = paid(plan, FILES, payee, label)
    assert isinstance(statement, Statement)
    return still_open(plan, statement)


def test_what_is_held_until_a_day_is_paid_with_its_period() -> None:
    """Nothing is held before there is something to hold, nor after it was paid."""
    assert after("2026-Q1") == after("2026-Q4") == ()
    (one,) = after("2026-Q2")
    assert (one.component, one.amount, one.form, one.until, one.is_lost) == (
        "sales",
        20,
        "hold",
        when("2026-Q4"),
        False,
    )


def test_what_is_held_until_a_condition_holds_says_it() -> None:
    (one,) = after("2026-Q2", instead="hold 20% until sum(deals.amount)  > $5k")
    assert (one.until, one.condition, one.is_lost) == (None, "sum(deals.amount) > $5k", False)


def test_instalments_are_due_in_the_next_periods() -> None:
    """Two of three parts of 100, and behind the end of the plan none."""
    (one,) = after("2026-Q2", instead="paid over 3 quarters")
    assert (one.form, one.periods, one.is_lost) == ("paid over", 2, False)
    assert after("2026-Q4", instead="paid over 3 quarters") == ()
    assert [after(f"2026-Q{number}", instead="paid over 3 quarters")[0].periods for number in (2, 3)] == [2, 1]


def test_parts_behind_the_end_of_the_plan_are_told_before() -> None:
    """The second of four parts falls due in its last period, and the others behind it."""
    found = [after("2026-Q2", instead=f"paid over {count} quarters")[0].is_cut for count in (2, 3, 4)]
    assert found == [False, False, True]


def test_the_balance_of_a_draw() -> None:
    """200 of 300 are advanced; at the end of the plan nothing repays it."""
    first, last = (after(label, instead="\ntotal draw $300 recoverable")[0] for label in ("2026-Q1", "2026-Q4"))
    assert first == StillOpen("total", 300, "draw")
    assert (last.amount, last.is_lost) == (1100, True)


def test_who_leaves_before_is_not_paid_it() -> None:
    """Ben leaves in May, and nothing pays him what is held until December."""
    assert [one.is_lost for one in after("2026-Q1", "ben")] == [True]
    assert [one.is_lost for one in after("2026-Q2", "ben", "\ntotal draw $300 recoverable")] == [True]


def test_a_plan_that_holds_nothing() -> None:
    assert after("2026-Q2", instead="") == ()


ROLES = {
    "payees.csv": "payee,role,start,end\nada,csm,,2026-05-31\nada,ae,2026-06-01,\n",
    "deals.csv": "payee,closed_on,amount\nada,2026-05-01,1000\n",
}


def in_plan(instead: str, files: dict[str, str] = ROLES) -> StillOpen:
    """What is open of a plan for one role, after the second quarter."""
    plan = plan_of(f'for role "csm"\n{PLAN.replace(HELD, instead)}')
    statement = paid(plan, files, "ada", "2026-Q2")
    assert isinstance(statement, Statement)
    (one,) = still_open(plan, statement)
    return one


def test_whom_another_plan_pays_by_then_is_not_paid_it() -> None:
    """It is not the roster that ends, but their days in this plan."""
    forms = (HELD, "paid over 3 quarters", "\ntotal draw $300 recoverable")
    assert [in_plan(one).is_lost for one in forms] == [True, True, True]


def test_what_falls_due_in_a_leave_is_paid_behind_it() -> None:
    files = {**ROLES, "payees.csv": "payee,role,start,end\nada,csm,,2026-06-30\nada,csm,2026-10-05,\n"}
    assert in_plan("hold 20% until 2026-09-30", files).until == when("2026-Q4")
    away = {**ROLES, "payees.csv": "payee,role,start,end\nada,csm,,2026-06-30\nada,csm,2027-10-05,\n"}
    assert in_plan("hold 20% until 2026-09-30", away).until == when("2026-Q3")
