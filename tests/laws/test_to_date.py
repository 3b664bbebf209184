"""What the periods of a year pay to date adds up to what the year pays, to the cent, whenever it is released."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compdsl.paid.payroll import run_payroll
from compdsl.records.from_texts import from_texts
from compdsl.values.calendar import CIVIL
from compdsl.values.exact import Exact
from compdsl.values.period import Period
from tests.laws.paying import lowered

HEAD = """\
currency USD
period {kind}
effective 2026-01-01 to 2026-12-31
target $20_000 per year
records deals {{ payee, closed_on: date, amount: money }}
metric sold = sum(deals.amount)
"""
CLAUSES = (
    "sales rate 5% on sold",
    "sales rate 7.77% on sold",
    "sales rate 5% on sold round to $1",
    "sales tiers 3% / 7% / 11% at $0 / $10k / $50k on sold",
    "sales whole tiers 3% from $0, 7% from $10k, 11% over $50k on sold",
    "sales $0.07 each full $10 on sold",
    "sales 33% on sold goal $30k per year tiers 1x / 1.5x at 0% / 100%",
    "sales 33% on sold goal $30k per year steps 40% from 50%, 100% from 100% cap 90%",
    "sales 33% on sold goal $30k per year curve 50%: 10%, 100%: 100% rising 2 per point",
    "sales rate 9% on sold above $1_234.56 floor $55.55 cap $2_345.67 times 1.01",
)
LATER = ("", "hold 33% until 2026-12-31", "hold 70% until sold.ytd >= -$999_999")
KINDS = ("month", "quarter")
DAYS = st.dates(datetime.date(2026, 1, 1), datetime.date(2026, 12, 31))
AMOUNTS = st.sampled_from(
    ("1", "333", "1000", "9999", "10000", "25000", "40001", "-2500", "0", "1010.10", "-50.50", "0.07")
)
DEALS = st.lists(st.tuples(DAYS, AMOUNTS), max_size=8)


@given(st.sampled_from(CLAUSES), st.sampled_from(LATER), st.sampled_from(KINDS), DEALS)
def test_the_lines_of_a_year_add_up_to_the_year(
    clause: str, later: str, kind: str, deals: list[tuple[datetime.date, str]]
) -> None:
    """Also where a part of each is held: all of it is released by the end of the year."""
    year = paid_in_all(f"{HEAD.format(kind='year')}{clause}", deals, "year")
    assert paid_in_all(f"{HEAD.format(kind=kind)}{clause} ytd {later}", deals, kind) == year


@given(st.sampled_from(LATER), st.sampled_from(KINDS), st.sampled_from((1, 999, 5_000)), DEALS)
def test_a_limit_of_the_year_is_a_limit_of_all_its_lines(
    later: str, kind: str, limit: int, deals: list[tuple[datetime.date, str]]
) -> None:
    """What is paid to date within a limit of the year is what the year pays within it."""
    clause = f"sales tiers 3% / 7% at $0 / $10k on sold cap ${limit}"
    year = paid_in_all(f"{HEAD.format(kind='year')}{clause}", deals, "year")
    assert paid_in_all(f"{HEAD.format(kind=kind)}{clause} per year ytd {later}", deals, kind) == year


@settings(max_examples=max(1, settings().max_examples // 3))
@given(st.sampled_from([one for one in CLAUSES if "floor" not in one]), st.integers(2, 12), DEALS)
def test_instalments_of_what_is_paid_to_date_lose_nothing(
    clause: str, count: int, deals: list[tuple[datetime.date, str]]
) -> None:
    """Two years of months: by the end of the second, which earns nothing, all parts of the first are paid."""
    text = HEAD.format(kind="month").replace("to 2026-12-31", "to 2027-12-31")
    earned = paid_in_all(f"{text}{clause} ytd", deals, "month", years=2)
    assert paid_in_all(f"{text}{clause} ytd paid over {count} months", deals, "month", years=2) == earned


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_paid_to_date_differs_from_what_each_period_pays(kind: str) -> None:
    """The law is about something: without `ytd` the tiers begin anew in each period."""
    deals = [(datetime.date(2026, 2, 1), "8000"), (datetime.date(2026, 8, 1), "8000")]
    text = f"{HEAD.format(kind=kind)}{CLAUSES[3]}"
    assert paid_in_all(text, deals, kind) == 480
    assert paid_in_all(f"{text} ytd", deals, kind) == 720


def paid_in_all(text: str, deals: list[tuple[datetime.date, str]], kind: str, years: int = 1) -> Exact:
    """What a plan pays ada in all periods of a year, or of two."""
    plan = lowered(text)
    rows = "".join(f"ada,{day},{amount}\n" for day, amount in deals)
    files = {
        "payees.csv": b"payee\nada\n",
        "deals.csv": f"payee,closed_on,amount\n{rows}".encode(),
    }
    reading = from_texts(files, plan.schema, kind)
    assert reading.data is not None
    payroll = run_payroll(plan, reading.data, [one for year in range(years) for one in periods(kind, 2026 + year)])
    assert not payroll.problems
    return sum(statement.total for statement in payroll.statements)


def periods(kind: str, year: int) -> list[Period]:
    """The periods of a calendar year."""
    labels = {
        "year": [f"{year}"],
        "quarter": [f"{year}-Q{one}" for one in range(1, 5)],
        "month": [f"{year}-{one:02}" for one in range(1, 13)],
    }[kind]
    return [found for label in labels if (found := CIVIL.read(label)) is not None]
