"""What one might take for a law and is none: written down so that nobody relies on it."""

import datetime
from fractions import Fraction

from compdsl import pipeline
from compdsl.paid.lines import Statement
from compdsl.records.data import Data, Payee, Row
from compdsl.source.source import Source
from compdsl.values.calendar import CIVIL

DAY = datetime.date(2026, 2, 1)
HEAD = (
    "currency USD\nperiod quarter\nrecords deals { payee, closed: date, amount: money }\nmetric m = sum(deals.amount)\n"
)


def total(body: str, *amounts: Fraction | int) -> Fraction | int:
    """The total of one payee with a deal of each amount."""
    checking = pipeline.check(Source(HEAD + body, "plan.comp"))
    assert checking.plan is not None
    rows = tuple(Row("", 1, 1, {"payee": "ada", "closed": DAY, "amount": amount}) for amount in amounts)
    data = Data((Payee("ada", None, {}),), {"deals": rows})
    (statement,) = pipeline.pay(pipeline.lower(checking.plan), data, CIVIL.period_of(DAY, "quarter"))
    assert isinstance(statement, Statement)
    return statement.total


def test_the_sum_of_rounded_lines_is_not_the_rounded_sum() -> None:
    """Two lines of half a cent are two cents, one line of both is one; each line is a payable amount of its own."""
    two = "a rate 5% on m\nb rate 5% on m"
    assert total(two, Fraction(1, 10)) == Fraction(2, 100)
    assert total("a rate 10% on m", Fraction(1, 10)) == Fraction(1, 100)


def test_rounding_twice_is_not_rounding_once() -> None:
    """A step that is rounded by name can change the line."""
    assert total("a = round(m, $0.1) * 1", Fraction(45, 1000)) == 0
    assert total("a = round(round(m, $0.01), $0.1) * 1", Fraction(45, 1000)) == Fraction(1, 10)


def test_two_periods_do_not_pay_what_one_of_both_would() -> None:
    """Tiers start again in each period, so that splitting the time changes pay."""
    tiers = "a tiers 5% / 10% at $0 / $100 on m"
    assert total(tiers, 150) == 10
    assert total(tiers, 75) * 2 == Fraction(75, 10)


def test_rounding_up_is_not_the_mirror_of_itself() -> None:
    """By floor and ceiling, a clawback does not take back what was paid; by half away it does."""
    for mode, left in (("half away", 0), ("half even", 0), ("floor", Fraction(-1, 100)), ("ceiling", Fraction(1, 100))):
        body = f"rounding {mode}\na rate 5% on m"
        assert total(body, Fraction(3, 10)) + total(body, Fraction(-3, 10)) == left


def test_more_sales_may_pay_less() -> None:
    """Steps and whole tiers may fall, if a plan says so; nothing in the language forbids it."""
    body = "a whole tiers 10% from $0, 5% from $100 on m"
    assert total(body, 99) > total(body, 100)
