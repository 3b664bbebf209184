"""A recoverable draw says what was earned, what is advanced or repaid, and what is owed before and after."""

from compdsl.rendered.explain_text import written_at
from compdsl.trace.account import account_for
from compdsl.trace.reading import Entry, read_account
from tests.trace.paying import plan_of, statement_of

PLAN = """\
currency USD
period month
effective 2026-01-01 to 2026-12-31
records deals { payee, closed_on: date, amount: money }
sales rate 10% on sum(deals.amount)
total draw $3_000 recoverable
"""
FILES = {
    "payees.csv": "payee\nada\n",
    "deals.csv": "payee,closed_on,amount\nada,2026-01-10,10000\nada,2026-02-10,30000\nada,2026-03-10,35000\n"
    "ada,2026-04-10,70000\n",
}


def entries(period: str) -> dict[str, Entry]:
    """What is told of the total of a month, by label."""
    plan = plan_of(PLAN)
    statement = statement_of(plan, FILES, period=period)
    return {one.label: one for one in read_account(account_for(statement.asked(plan, "total")[0], plan))}


def said(period: str) -> list[str]:
    """The words for the advance, the repayment and the total."""
    told = entries(period)
    return [told[label].words for label in ("total draw", "total repaid", "total")]


def test_what_is_advanced_is_owed() -> None:
    assert said("2026-01") == [
        "advanced to reach the draw of $3,000: $3,000 − $1,000; it is owed from now on",
        "nothing is owed",
        "$1,000 + $2,000 + $0; owed before $0, owed after $2,000",
    ]


def test_a_month_at_the_draw_neither_advances_nor_repays() -> None:
    assert said("2026-02") == [
        "nothing is advanced: $3,000 reaches the draw of $3,000",
        "nothing is repaid: $3,000 is not above the draw of $3,000; $2,000 stays owed",
        "$3,000 + $0 + $0; owed before $2,000, owed after $2,000",
    ]


def test_what_lies_above_the_draw_repays_a_part_and_later_the_rest() -> None:
    first, last = said("2026-03"), said("2026-04")
    assert first[1] == "$3,500 is $500 above the draw of $3,000; of $2,000 owed, $500 is repaid, and $1,500 stays owed"
    assert last[1] == "$7,000 is $4,000 above the draw of $3,000; of $1,500 owed, $1,500 is repaid, and $0 stays owed"
    assert last[2] == "$7,000 + $0 − $1,500; owed before $1,500, owed after $0"


def test_each_line_is_told_once_and_the_balance_has_a_name() -> None:
    told = entries("2026-03")
    assert list(told) == ["sales", "sum of the lines", "total draw", "owed before", "total repaid", "total"]
    assert (told["total draw"].value, told["total repaid"].value) == ("$0.00", "-$500.00")


def test_the_clause_of_a_draw_is_written_once_over_the_total() -> None:
    plan = plan_of(PLAN)
    total = statement_of(plan, FILES, period="2026-03").asked(plan, "total")[0]
    assert written_at(plan, total)[1] == "draw $3_000 recoverable"
