"""Splitting a deal among roles loses nothing of it and credits nothing twice, in any order of roles and rows."""

import datetime
from collections import Counter
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from compdsl import pipeline
from compdsl.paid.lines import Statement
from compdsl.records.data import Data, Payee, Row
from compdsl.values.calendar import CIVIL
from tests.credit_strategies import SHARES, CreditWriter, rule_of
from tests.laws import test_formatting, test_order_of_rows, test_totals, test_trace
from tests.laws.paying import lowered, paid
from tests.laws.test_clauses import holds
from tests.laws.test_reference import compare, run_until_met
from tests.strategies import Case, cases, with_data

CREDITED = cases(kind=CreditWriter)
MET = ("row of several people", "somebody below", "paid", "no data")
YEAR = CIVIL.period_of(datetime.date(2026, 1, 1), "year")
WHOLE = tuple(one for one in SHARES if "overlay" not in one)


def test_credited_rows_are_paid_as_the_second_evaluator_pays_them() -> None:
    """On random plans and records."""
    seen: Counter[str] = Counter()

    def both_pay_the_same(case: Case) -> None:
        compare(case, seen)

    run_until_met(both_pay_the_same, CREDITED, lambda: all(seen[one] for one in MET), 150)
    assert [one for one in MET if not seen[one]] == []


@given(CREDITED)
def test_their_traces_replay(case: Case) -> None:
    """From the JSON alone, by the schema, by themselves and in a run; every leaf is a row of the data."""
    holds(test_trace.test_a_trace_keeps_to_the_schema_and_replays_to_its_line, case)
    holds(test_trace.test_the_records_of_a_run_give_the_trace_of_each_line, case)
    holds(test_trace.test_every_leaf_is_a_row_of_the_data, case)


@given(CREDITED, st.data())
def test_order_is_nothing_to_them(case: Case, draw: st.DataObject) -> None:
    """The order of rows and of people; lines add up; the formatter keeps the plan."""
    holds(test_order_of_rows.test_any_order_pays_the_same, case, draw)
    holds(test_totals.test_lines_add_up_and_are_payable, case)
    test_formatting.assert_laws(case.text, 60)


@given(CREDITED, st.data())
def test_the_order_of_the_roles_is_none_of_the_meaning(case: Case, draw: st.DataObject) -> None:
    """Neither of the hash nor of what is paid."""
    at = next(place for place, one in enumerate(case.statements) if one.startswith("credit "))
    head, roles = case.statements[at].split(" to ")
    other = f"{head} to {', '.join(draw.draw(st.permutations(roles.split(', '))))}"
    statements = (*case.statements[:at], other, *case.statements[at + 1 :])
    plan, again = lowered(case.text), lowered("\n".join(statements) + "\n")
    assert plan.meaning == again.meaning
    assert paid(plan, case) == paid(again, case)


@given(CREDITED.filter(lambda case: "overlay" not in case.text))
def test_what_is_credited_to_all_adds_up_to_the_rows(case: Case) -> None:
    """Without an overlay the sum over all payees of what they are credited with is the sum of the amounts, exactly."""
    unbounded = tuple(Payee(one.key, one.team, {}) for one in case.data.payees)
    rows = case.data.blocks["bookings"]
    inside = [row for row in rows if row.values["day"] in case.period]  # type: ignore[operator]
    head = [
        one for one in case.statements if one.startswith(("currency", "period", "year", "records bookings", "credit"))
    ]
    plan = lowered("\n".join([*head, "mine = sum(bookings.amount * credit)", "every = sum(bookings.amount, company)"]))
    data = with_data(case, payees=unbounded, blocks={"bookings": rows}).data
    found = [one for one in pipeline.pay(plan, data, case.period) if isinstance(one, Statement)]
    own = [one.lines[0].exact for one in found]
    assert sum(own) == sum(Fraction(str(row.values["amount"])) for row in inside)
    assert all(one.lines[1].exact == sum(own) for one in found)


@given(st.sampled_from(WHOLE), st.integers(1, 10**9))
def test_a_deal_split_among_roles_is_the_deal_of_one(shares: str, cents: int) -> None:
    """If one person has all the roles they are credited with the whole, once."""
    columns = [role.column for role in rule_of(shares)]
    people = ", ".join(f"{column}: payee" for column in columns)
    plan = lowered(
        f"currency USD\nperiod year\nrecords deals {{ day: date, amount: money, part: percent, {people} }}\n"
        f"credit deals to {shares}\ntheirs = sum(deals.amount * deals.credit)\ncounted $1 each on count(deals)\n"
    )
    amount = Fraction(cents, 100)
    values = {"day": YEAR.start, "amount": amount, "part": Fraction(1, 3), **dict.fromkeys(columns, "ada")}
    data = Data((Payee("ada", None, {}),), {"deals": (Row("deals.csv", 2, 1, values),)})
    (statement,) = pipeline.pay(plan, data, YEAR)
    assert isinstance(statement, Statement)
    assert [line.exact for line in statement.lines] == [amount, 1]
