"""Figures of earlier periods: added up, carried on, and what stands in their way."""

from compdsl.paid.lines import Statement
from tests.trace.paying import FILES, HEAD, paid, plan_of

CHANGING = """\
payee,team,target,quota,start,end
ada,north,5000,,,2026-03-31
ada,north,5000,100000,2026-04-01,
ben,north,5000,100000,,
"""
RAISED = """\
payee,team,target,quota,start,end
ada,north,,100000,,2026-05-15
ada,north,5000,100000,2026-05-16,
ben,north,5000,100000,,
"""
LONG_AGO = "payee,closed_on,amount,kind,won\nada,1700-01-01,1,new,true\nada,2026-01-20,100,new,true\n"


def why(plan: str, files: dict[str, str], period: str = "2026-Q2") -> str:
    """What stands in the way of paying ada."""
    found = paid(plan_of(HEAD + plan), {**FILES, **files}, period=period)
    assert not isinstance(found, Statement)
    return found[0].message


def test_a_goal_that_an_earlier_period_lacks_is_lacking_in_the_sum() -> None:
    """The goal of the year so far is the sum of those of its periods."""
    clause, files = "a 20% on sales ytd", {"payees.csv": CHANGING}
    assert why(clause, files) == "`a` of ada in 2026-Q2 cannot be paid: the roster has no `quota` for this payee."


def test_what_is_prorated_lacks_what_one_of_its_rows_lacks() -> None:
    """Each row of the roster is worked out for its days."""
    found = why("a target payee.target on sales prorated", {"payees.csv": RAISED})
    assert found == "`a` of ada in 2026-Q2 has no data: the roster has no `target` for this payee."


def test_a_figure_is_not_carried_on_for_centuries() -> None:
    """The day of the first row, which is probably a slip, is named."""
    found = why("a = previous(sales else $0) * 1%", {"deals.csv": LONG_AGO})
    assert found == (
        "`a` of ada in 2026-Q2 has no data: it begins on `1700-01-01`, too many periods ago to carry a figure on."
    )


def hint(clause: str, files: dict[str, str], who: str = "ada") -> tuple[str, str]:
    """What stands in the way of paying somebody, and what to write."""
    found = paid(plan_of(HEAD + clause), {**FILES, **files}, who, period="2026-Q2")
    assert not isinstance(found, Statement)
    return found[0].message, found[0].hint or ""


CHANGED = """\
payee,team,target,quota,start,end
ada,north,5000,90000,,2026-05-15
ada,north,5000,100000,2026-05-16,
ben,north,5000,100000,,
"""
"""The goal of ada changes within the quarter."""


def test_a_goal_that_changes_is_told_to_be_prorated_where_it_stands() -> None:
    message, what = hint("a 20% on sales", {"payees.csv": CHANGED})
    assert "`quota` changes within the period" in message
    assert what == "Write `goal payee.quota prorated`."


def test_a_bound_that_changes_is_told_to_be_a_goal() -> None:
    _, what = hint("a rate 5% on sum(deals.amount) above payee.quota", {"payees.csv": CHANGED})
    assert what == "Write it as the goal of the measure, `goal payee.quota prorated`, and `above 100%`."


def test_a_colleague_whose_goal_changes_is_named() -> None:
    """It is told once for all whose pay it stops."""
    message, _ = hint("a 20% on sales company", {"payees.csv": CHANGED}, "ben")
    assert message == (
        "`a` of 2026-Q2 cannot be paid: `quota` of ada changes within the period, and nothing is said to be prorated."
    )
    assert message == hint("a 20% on sales company", {"payees.csv": CHANGED})[0]


def test_who_has_no_reports_has_no_attainment_of_theirs() -> None:
    roster = "payee,team,target,quota,manager\nada,north,5000,100000,\nben,north,5000,100000,ada\n"
    message, what = hint("a 20% on sales reports", {"payees.csv": roster}, "ben")
    assert message == "`a` of ben in 2026-Q2 cannot be paid: `sales.reports.goal` is zero, so there is no attainment."
    assert (
        what == "Write `only when sales.reports.goal > $0` behind the clause: who has no reports is paid nothing by it."
    )
    gated = paid(
        plan_of(HEAD + "a 20% on sales reports only when sales.reports.goal > $0"),
        {**FILES, "payees.csv": roster},
        "ben",
        period="2026-Q2",
    )
    assert isinstance(gated, Statement)
    assert gated.total == 0


def test_a_plan_of_the_roster_alone_has_periods_before_from_its_first_day_on() -> None:
    """No row says since when there is anything; where the plan does not either, there is no period before."""
    head, rest = "currency USD\nperiod quarter\n", "metric base = payee.points\na = $10 * previous(base else 0)\n"
    in_force, files = "effective 2026-01-01 to 2026-12-31\n", {"payees.csv": "payee,points\nada,3\n"}
    plans = plan_of(head + in_force + rest), plan_of(head + rest)
    found = [[paid(plan, files, period=period) for period in ("2026-Q1", "2026-Q2")] for plan in plans]
    assert [[one.total if isinstance(one, Statement) else one for one in of_plan] for of_plan in found] == [
        [0, 30], [0, 0],
    ]  # fmt: skip


def test_an_attainment_of_zero_is_answered_by_what_is_zero() -> None:
    """A goal is brought or nothing is paid; a measure of which less is better counts as something."""
    roster = "payee,team,target,quota\nada,north,5000,0\nben,north,4000,1\nchloe,,6000,1\n"
    lost = "metric lost = sum(deals.amount where amount < $0) goal at most $100\n"
    hints = []
    for clause in ("a 20% on sales", f"{lost}a 20% on lost"):
        found = paid(plan_of(f"{HEAD}target payee.target\n{clause}"), {**FILES, "payees.csv": roster})
        assert not isinstance(found, Statement)
        hints.append(found[0].hint)
    assert hints == [
        "Write `only when sales.goal > $0` behind the clause to pay nothing then, or bring a goal.",
        "Say what a measure of zero counts as, such as `max(…, $1)`.",
    ]
