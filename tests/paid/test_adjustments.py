"""A closed period is not changed: what it comes to more or less now is made up for in the period that is paid."""

import pytest

from compdsl.paid.lines import Statement
from compdsl.paid.payroll import statement_of
from compdsl.records.paid_before import PaidText
from compdsl.rendered.explain_text import explain_statement
from tests.paid.history import HEAD, amounts, data_after, deals, lines_of, paid_after, when
from tests.trace.paying import data_of, plan_of

PLAN = plan_of(HEAD + "sales rate 10% on sold")
BEFORE = deals("ada 2026-01-10 1000", "ben 2026-02-10 500")
AFTER = deals("ada 2026-01-10 1200", "ben 2026-02-10 500", "ada 2026-04-10 300")


def test_a_difference_is_a_line_of_the_period_that_is_paid() -> None:
    found = paid_after(PLAN, AFTER, "2026-Q2", lines_of(PLAN, BEFORE, "2026-Q1"))
    assert amounts(found) == {"ada": {"sales": 30, "sales for 2026-Q1": 20}, "ben": {"sales": 0}}
    assert found.total == 50


def test_it_names_what_was_paid_and_what_it_is_now() -> None:
    found = paid_after(PLAN, AFTER, "2026-Q2", lines_of(PLAN, BEFORE, "2026-Q1"))
    one = found.statements[0].lines[-1].adjusts
    assert one is not None
    assert [(each.file, each.line, each.amount, str(each.period)) for each in one.paid] == [
        ("2026-Q1.csv", 2, 100, "2026-Q1")
    ]
    assert (one.was, one.now, one.amount) == (100, 120, 20)


def test_once_it_is_paid_nothing_is_due_any_more() -> None:
    """Neither for the closed period nor for the one that was paid with it."""
    first = lines_of(PLAN, BEFORE, "2026-Q1")
    found = paid_after(PLAN, AFTER, "2026-Q2", first)
    lines = "".join(
        f"{one.payee},2026-Q2,{line.component},{line.amount}.00,USD\n" for one in found.statements for line in one.lines
    )
    second = PaidText("2026-Q2.csv", f"payee,period,component,amount,currency\n{lines}".encode())
    again = paid_after(PLAN, AFTER, "2026-Q2", first, second)
    assert again.statements == []
    assert again.unchanged == {("ada", when("2026-Q2")), ("ben", when("2026-Q2"))}


def test_a_closed_period_that_is_paid_again_pays_the_differences() -> None:
    found = paid_after(PLAN, AFTER, "2026-Q1", lines_of(PLAN, BEFORE, "2026-Q1"))
    assert amounts(found) == {"ada": {"sales for 2026-Q1": 20}}
    assert [str(one.period) for one in found.statements] == ["2026-Q1"]


def test_who_was_not_paid_gets_a_whole_statement() -> None:
    """Ben was left out of the run, and his period is paid when his rows are mended."""
    only_ada = lines_of(PLAN, BEFORE, "2026-Q1")
    assert isinstance(only_ada.lines, bytes)
    text = PaidText("ada.csv", b"".join(line for line in only_ada.lines.splitlines(True) if b"ben" not in line))
    found = paid_after(PLAN, BEFORE, "2026-Q1", text)
    assert amounts(found) == {"ben": {"sales": 50}}
    found = paid_after(PLAN, AFTER, "2026-Q2", text)
    assert amounts(found)["ben"] == {"sales": 0, "sales for 2026-Q1": 50}


def test_who_has_left_is_still_owed_a_correction() -> None:
    left = deals("ada 2026-01-10 1200", "ben 2026-04-10 100", roster="payee,start,end\nada,,2026-03-31\nben,,\n")
    found = paid_after(PLAN, left, "2026-Q2", lines_of(PLAN, BEFORE, "2026-Q1"))
    assert amounts(found) == {"ada": {"sales for 2026-Q1": 20}, "ben": {"sales": 10, "sales for 2026-Q1": -50}}


def test_who_was_not_there_gives_back_what_was_paid() -> None:
    late = deals("ada 2026-01-10 1000", "ben 2026-04-10 100", roster="payee,start,end\nada,,\nben,2026-04-01,\n")
    found = paid_after(PLAN, late, "2026-Q2", lines_of(PLAN, BEFORE, "2026-Q1"))
    assert amounts(found)["ben"] == {"sales": 10, "sales for 2026-Q1": -50}
    assert found.statements[1].lines[-1].adjusts is not None


def test_a_component_that_is_paid_to_date_makes_up_for_it_itself() -> None:
    """All of the year so far, less what was really paid."""
    plan = plan_of(HEAD + "sales rate 10% on sold ytd")
    found = paid_after(plan, AFTER, "2026-Q2", lines_of(plan, BEFORE, "2026-Q1"))
    assert amounts(found) == {"ada": {"sales": 50}, "ben": {"sales": 0}}


def test_what_was_paid_to_date_of_a_past_year_is_made_up_for_in_its_last_period() -> None:
    """The third quarter made up for the first; what is found in the next year is one line, of the last one."""
    plan = plan_of(HEAD + "sales rate 10% on sold ytd")
    rows = ("ada 2026-01-10 1000", "ada 2026-04-10 300", "ada 2026-07-10 0", "ada 2026-10-10 0")
    paid = lines_of(plan, deals(*rows), "2026-Q1 2026-Q2 2026-Q3 2026-Q4")
    now = deals("ada 2026-01-10 1400", *rows[1:], "ada 2027-01-10 100")
    assert amounts(paid_after(plan, now, "2027-Q1", paid))["ada"] == {"sales": 10, "sales for 2026-Q4": 40}


def test_who_left_cannot_make_up_for_it_to_date() -> None:
    plan = plan_of(HEAD + "sales rate 10% on sold ytd")
    left = deals("ada 2026-01-10 1200", "ben 2026-04-10 100", roster="payee,start,end\nada,,2026-03-31\nben,,\n")
    found = paid_after(plan, left, "2026-Q2", lines_of(plan, BEFORE, "2026-Q1"))
    assert amounts(found)["ada"] == {"sales for 2026-Q1": 20}


def test_a_period_that_stays_as_it_was_makes_up_for_nothing_to_date() -> None:
    """The rows of the second quarter are gone, and the year is over, or Ada has left: the first has a line."""
    plan = plan_of(HEAD + "sales rate 10% on sold ytd")
    paid = lines_of(plan, deals("ada 2026-01-10 1000", "ada 2026-04-10 500"), "2026-Q1 2026-Q2")
    found = paid_after(plan, deals("ada 2026-01-10 1200", "ada 2027-01-10 100"), "2027-Q1", paid)
    assert amounts(found)["ada"] == {"sales": 10, "sales for 2026-Q1": 20}
    left = deals(
        "ada 2026-01-10 1200", "cleo 2026-07-10 100", roster="payee,end\nada,2026-06-30\nben,2026-03-31\ncleo,\n"
    )
    assert amounts(paid_after(plan, left, "2026-Q3", paid))["ada"] == {"sales for 2026-Q1": 20}


def test_a_period_this_run_has_paid_makes_up_for_an_earlier_one_to_date() -> None:
    """The second quarter pays what the first lacks, and nothing is left for the third, in which Ada is gone."""
    plan = plan_of(HEAD + "sales rate 10% on sold ytd")
    rows = ("ada 2026-01-10 1200", "ada 2026-04-10 300", "ben 2026-07-10 0")
    left = deals(*rows, roster="payee,start,end\nada,,2026-06-30\nben,2026-07-01,\n")
    found = paid_after(plan, left, "2026-Q2 2026-Q3", lines_of(plan, deals("ada 2026-01-10 1000"), "2026-Q1"))
    assert amounts(found) == {"ada": {"sales": 50}, "ben": {"sales": 0}}


def test_a_limit_of_the_year_counts_what_the_closed_periods_come_to() -> None:
    """$100 a year: 60 were paid and come to 50, so 50 are left; paid and made up for, it is 100."""
    plan = plan_of(HEAD + "sales rate 10% on sold cap $100 per year")
    paid = lines_of(plan, deals("ada 2026-01-10 600"), "2026-Q1")
    now = deals("ada 2026-01-10 500", "ada 2026-04-10 900")
    assert amounts(paid_after(plan, now, "2026-Q2", paid))["ada"] == {"sales": 50, "sales for 2026-Q1": -10}


def test_a_limit_of_the_year_counts_what_was_paid_where_nothing_is_known_of_it() -> None:
    """The data has no rows of the first quarter, but $60 of the year's $100 were paid in it."""
    plan = plan_of(HEAD + "sales rate 10% on sold cap $100 per year")
    paid = lines_of(plan, deals("ada 2026-01-10 600"), "2026-Q1")
    found = paid_after(plan, deals("ada 2026-04-10 900"), "2026-Q2", paid)
    assert amounts(found)["ada"] == {"sales": 40}
    assert found.history is not None
    assert dict(found.history.why_not) == {when("2026-Q1"): "the data holds no rows of it"}


@pytest.mark.parametrize(
    "clause",
    ["paid over 2 quarters", "hold 20% until 2026-06-30", "ytd hold 20% until 2026-12-31", "ytd paid over 2 quarters"],
)
def test_what_is_still_due_of_a_closed_period_is_not_guessed_without_its_rows(clause: str) -> None:
    """What was paid of it is known, and does not say what was earned and held back."""
    plan = plan_of(f"{HEAD}effective 2026-01-01 to 2026-12-31\nsales rate 10% on sold {clause}")
    paid = lines_of(plan, deals("ada 2026-01-10 600"), "2026-Q1")
    found = paid_after(plan, deals("ada 2026-04-10 900", "ben 2026-04-10 100"), "2026-Q2", paid)
    assert [(one.payee.key, one.period.label) for one in found.unpaid] == [("ada", "2026-Q2"), ("ben", "2026-Q2")]
    assert "the data holds no rows of 2026-Q1, which was paid before" in found.problems[0].message
    assert found.problems[0].hint == "Bring the rows of 2026-Q1 too: this figure follows from them."


@pytest.mark.parametrize(
    "clause",
    [
        "sales rate 10% above $100 + previous(lack else $0) on sold\nmetric lack = max($100 - sold, $0)",
        "sales $50 when sold.ytd >= $1_000",
        "sales $50 when sold.company.ytd >= $1_000",
        "metric size = average(deals.amount) trailing 2 quarters\nsales $50 when size >= $100",
    ],
)
def test_a_figure_of_a_closed_period_without_its_rows_has_no_data(clause: str) -> None:
    """It would be made of nothing: a lack forgiven, a year that begins anew."""
    plan = plan_of(f"{HEAD}effective 2026-01-01 to 2026-12-31\n{clause}")
    paid = lines_of(plan, deals("ada 2026-01-10 600"), "2026-Q1")
    now = deals("ada 2026-04-10 900")
    found = paid_after(plan, now, "2026-Q2", paid)
    assert "ada" in [one.payee.key for one in found.unpaid]
    assert "the data holds no rows of 2026-Q1, which was paid before" in found.problems[0].message
    with_rows = paid_after(plan, deals("ada 2026-01-10 600", "ada 2026-04-10 900"), "2026-Q2", paid)
    assert "ada" not in [one.payee.key for one in with_rows.unpaid]


def test_a_goal_of_the_year_without_the_rows_of_a_closed_period_has_no_data() -> None:
    """The goals of the rows that are left would be reached too soon."""
    head = f"{HEAD}effective 2026-01-01 to 2026-12-31\nrecords quotas {{ payee, day: date, quota: money }}\n"
    plan = plan_of(head + "metric won = sum(deals.amount) goal sum(quotas.quota)\nsales $50 when won.ytd.goal >= $300")
    first, second = "ada,2026-01-01,100\n", "ada,2026-04-01,200\n"
    before = {**deals("ada 2026-01-10 600"), "quotas.csv": f"payee,day,quota\n{first}"}
    paid = lines_of(plan, before, "2026-Q1")
    now = {**deals("ada 2026-04-10 900"), "quotas.csv": f"payee,day,quota\n{second}"}
    found = paid_after(plan, now, "2026-Q2", paid)
    assert "the data holds no rows of 2026-Q1, which was paid before" in found.problems[0].message
    whole = {**deals("ada 2026-01-10 600"), "quotas.csv": f"payee,day,quota\n{first}{second}"}
    assert amounts(paid_after(plan, whole, "2026-Q2", paid))["ada"] == {"sales": 50}


def test_a_figure_before_a_leave_has_no_data_without_its_rows() -> None:
    """Ada is away in the second quarter: the period before the third is the first, which was paid before."""
    roster = "payee,start,end\nada,,2026-03-31\nada,2026-07-01,\n"
    text = f"{HEAD}effective 2026-01-01 to 2026-12-31\nsales rate 10% above $100 + previous(lack else $0) on sold\n"
    plan = plan_of(text + "metric lack = max($100 - sold, $0)")
    paid = lines_of(plan, deals("ada 2026-01-10 60", roster=roster), "2026-Q1")
    (one,) = paid_after(plan, deals("ada 2026-07-10 900", roster=roster), "2026-Q3", paid).unpaid
    assert one.payee.key == "ada"
    both = paid_after(plan, deals("ada 2026-01-10 60", "ada 2026-07-10 900", roster=roster), "2026-Q3", paid)
    assert amounts(both)["ada"] == {"sales": 76}


def test_a_limit_of_the_year_in_money_counts_what_an_earlier_version_paid() -> None:
    """$100 a year, 60 of them paid by the plan of the first quarter. A share of target is of this plan's alone."""
    first = plan_of(HEAD + "effective 2026-01-01 to 2026-03-31\nsales rate 10% on sold cap $100 per year")
    paid = lines_of(first, deals("ada 2026-01-10 600"), "2026-Q1")
    now = deals("ada 2026-01-10 600", "ada 2026-04-10 900")
    second = HEAD + "effective 2026-04-01 to 2026-12-31\nsales rate 10% on sold cap $100 per year"
    assert amounts(paid_after(plan_of(second), now, "2026-Q2", paid))["ada"] == {"sales": 40}
    share = second.replace("sales rate 10% on sold cap $100", "target $100\nsales 100% goal $1_000 on sold cap 50%")
    assert amounts(paid_after(plan_of(share), now, "2026-Q2", paid))["ada"] == {"sales": 90}


def test_a_period_that_was_left_out_is_worked_out_where_another_looks_back_to_it() -> None:
    """February was never paid: what is paid to date makes up for it, and `previous` is of its rows."""
    monthly = HEAD.replace("quarter", "month")
    plan = plan_of(f"{monthly}sales rate 10% on sold ytd\nextra = 1% * previous(sold else $0)")
    now = deals("ada 2026-01-10 100", "ada 2026-02-10 200", "ada 2026-03-10 400")
    found = paid_after(plan, now, "2026-03", lines_of(plan, now, "2026-01"))
    assert amounts(found)["ada"] == {"sales": 60, "extra": 2}


def test_a_limit_of_the_total_of_a_year_counts_what_was_earned_and_not_what_was_taken_back() -> None:
    """It says which of the amounts that were paid it is of."""
    plan = plan_of(
        f"{HEAD}effective 2026-01-01 to 2026-12-31\nsales rate 10% on sold\n"
        "back clawback 50% on sum(deals.amount where amount < $0) * -1\ntotal cap $100 per year"
    )
    before = deals("ada 2026-01-10 700", "ada 2026-02-10 -100")
    now = deals("ada 2026-01-10 700", "ada 2026-02-10 -100", "ada 2026-04-10 900")
    first = lines_of(plan, before, "2026-Q1")
    assert first.lines == (
        b"payee,period,component,amount,currency\nada,2026-Q1,sales,60.00,USD\nada,2026-Q1,back,-50.00,USD\n"
        b"ben,2026-Q1,sales,0.00,USD\nben,2026-Q1,back,0.00,USD\n"
    )
    assert amounts(paid_after(plan, now, "2026-Q2", first))["ada"] == {"sales": 90, "total cap": -50, "back": 0}
    found = statement_of(plan, data_after(plan, now, [first]), when("2026-Q2"), "ada")
    assert isinstance(found, Statement)
    assert "2026-Q1  $60  paid: 2026-Q1.csv:2\n" in explain_statement(plan, found, lambda text, _: text)


def test_what_makes_up_for_a_period_is_limited_by_nothing() -> None:
    """The cap of the total is that of the period; of the closed one it is worked out again."""
    plan = plan_of(HEAD + "sales rate 10% on sold\ntotal cap $50")
    paid = lines_of(plan, deals("ada 2026-01-10 400"), "2026-Q1")
    now = deals("ada 2026-01-10 900", "ada 2026-04-10 900")
    assert amounts(paid_after(plan, now, "2026-Q2", paid))["ada"] == {
        "sales": 90,
        "total cap": -40,
        "sales for 2026-Q1": 50,
        "total cap for 2026-Q1": -40,
    }


def test_a_limit_of_a_closed_total_counts_what_is_paid_to_date_as_it_was_paid() -> None:
    """The first quarter paid 40 to date and comes to 60 now; the second makes up for that, so no cap is reached."""
    plan = plan_of(HEAD + "sales rate 10% on sold ytd\ntotal cap $50")
    paid = lines_of(plan, deals("ada 2026-01-10 400"), "2026-Q1")
    found = paid_after(plan, deals("ada 2026-01-10 600", "ada 2026-04-10 100"), "2026-Q2", paid)
    assert amounts(found)["ada"] == {"sales": 30}


def test_a_balance_is_what_was_really_advanced() -> None:
    """$600 were advanced on $400 paid to date; they would be $400 on $600, and the difference comes with the second."""
    plan = plan_of(HEAD + "sales rate 10% on sold ytd\ntotal draw $1_000 recoverable")
    paid = lines_of(plan, deals("ada 2026-01-10 4000"), "2026-Q1")
    found = paid_after(plan, deals("ada 2026-01-10 6000", "ada 2026-04-10 20000"), "2026-Q2", paid)
    assert amounts(found)["ada"] == {"sales": 2200, "total repaid": -600}


def test_a_line_that_the_plan_has_no_more_is_given_back() -> None:
    """A retroactive amendment takes the cap away: what it took is paid."""
    capped = plan_of(HEAD + "sales rate 10% on sold\ntotal cap $50")
    paid = lines_of(capped, BEFORE, "2026-Q1")
    found = paid_after(PLAN, deals("ada 2026-01-10 1000", "ben 2026-02-10 500", "ada 2026-04-10 300"), "2026-Q2", paid)
    assert amounts(found)["ada"] == {"sales": 30, "total cap for 2026-Q1": 50}


def test_a_period_in_which_the_plan_is_not_in_force_stays() -> None:
    paid = lines_of(PLAN, BEFORE, "2026-Q1")
    plan = plan_of(HEAD + "effective 2026-04-01 to 2026-12-31\nsales rate 20% on sold")
    found = paid_after(plan, AFTER, "2026-Q2", paid)
    assert amounts(found) == {"ada": {"sales": 60}, "ben": {"sales": 0}}
    assert found.history is not None
    assert list(found.history.why_not.values()) == ["the plan is not in force in it"]


def test_what_a_closed_period_lacks_stops_the_run() -> None:
    """As it would if it were paid for the first time."""
    plan = plan_of("currency USD\nperiod quarter\nsales rate 10%")
    head = "payee,period,metric,value\n"
    roster = {"payees.csv": "payee\nada\nben\n"}
    rows = "ada,2026-Q1,sales,1000\nben,2026-Q1,sales,500\n"
    paid = lines_of(plan, roster | {"measures.csv": head + rows}, "2026-Q1")
    now = roster | {"measures.csv": f"{head}ada,2026-Q1,sales,1000\nada,2026-Q2,sales,1\nben,2026-Q2,sales,1\n"}
    found = paid_after(plan, now, "2026-Q2", paid)
    assert [one.message for one in found.problems] == [
        "`sales` of ben in 2026-Q1 has no data: the data has no row of `sales`."
    ]
    assert [one.payee for one in found.statements] == ["ada"]


def test_what_the_period_that_is_paid_lacks_stops_the_run() -> None:
    """Also of somebody who is due a correction: it waits until the whole statement can be paid."""
    plan = plan_of("currency USD\nperiod quarter\nsales rate 10%")
    head, roster = "payee,period,metric,value\n", {"payees.csv": "payee\nada\nben\n"}
    rows = "ada,2026-Q1,sales,1000\nben,2026-Q1,sales,500\n"
    paid = lines_of(plan, roster | {"measures.csv": head + rows}, "2026-Q1")
    now = head + rows.replace("500", "600") + "ada,2026-Q2,sales,1\n"
    found = paid_after(plan, roster | {"measures.csv": now}, "2026-Q2", paid)
    assert [one.message for one in found.problems] == [
        "`sales` of ben in 2026-Q2 has no data: the data has no row of `sales`."
    ]
    assert [one.payee for one in found.statements] == ["ada"]


def test_who_is_not_there_and_was_never_paid_is_due_nothing() -> None:
    """A period before the only one that is closed, and somebody who starts in that one."""
    plan = plan_of(HEAD + "sales rate 10% on sold")
    late = deals("ada 2026-01-10 1000", "ben 2026-04-10 500", roster="payee,start,end\nada,,\nben,2026-04-01,\n")
    found = paid_after(plan, late, "2026-Q1", lines_of(plan, late, "2026-Q2"))
    assert amounts(found) == {"ada": {"sales": 100}}
    assert found.unchanged == set()


def test_several_periods_of_one_run_make_up_for_it_once() -> None:
    found = paid_after(PLAN, AFTER, "2026-Q2 2026-Q3", lines_of(PLAN, BEFORE, "2026-Q1"))
    assert [[line.component for line in one.lines] for one in found.statements if one.payee == "ada"] == [
        ["sales", "sales for 2026-Q1"],
        ["sales"],
    ]


def test_a_statement_holds_the_line_of_the_closed_period() -> None:
    """With all that is needed to explain it."""
    data = data_after(PLAN, AFTER, [lines_of(PLAN, BEFORE, "2026-Q1")])
    found = statement_of(PLAN, data, when("2026-Q2"), "ada")
    assert isinstance(found, Statement)
    (one,) = found.adjustments
    assert one.line is not None
    assert (one.line.component, str(one.line.period), one.line.amount) == ("sales", "2026-Q1", 120)
    assert found.total == 50


def test_nothing_is_known_of_the_past_where_nobody_says_it() -> None:
    found = statement_of(PLAN, data_of(PLAN, AFTER), when("2026-Q2"), "ada")
    assert isinstance(found, Statement)
    assert [line.amount for line in found.lines] == [30]
    assert found.adjustments == ()
