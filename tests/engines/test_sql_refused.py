"""What tables hold that cannot be paid on stops a query, in words, on every database."""

import datetime
import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest

from compdsl import pipeline
from compdsl.engines.sql.query import plan_to_sql
from compdsl.kernel.plan import Plan
from compdsl.records.data import Data, Given, Payee, Row
from tests.engines.databases import IS_THOROUGH, TESTED, Database, Stopped, database
from tests.engines.typed_tables import typed_tables
from tests.laws.paying import checked

PLAN = r"""plan small {
  currency USD
  period quarter
  records sales { payee, day: date, amount: money, share: percent, kind: text }
  metric sold = sum(sales.amount where kind == "it's a\b")
  sold rate 10% on sold
  by_share = sum(sales.amount * sales.share) / payee.parts
}
"""
GOOD: Mapping[str, Any] = {
    "payee": "ada", "day": datetime.date(2026, 1, 5), "amount": Fraction(12_345, 100), "share": Fraction(1, 2),
    "kind": "it's a\\b",
}  # fmt: skip
ADA = Payee("ada", None, {"parts": 2})


def plan() -> Plan:
    return pipeline.lower(checked(PLAN))


def ask(there: Database, payees: tuple[Payee, ...], *rows: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """Pay on some rows, each a good one but for what is said."""
    held = tuple(Row("sales", at, at, {**GOOD, **row}) for at, row in enumerate(rows, 1))
    there.hold(list(typed_tables(there.warehouse, plan().schema, Data(payees, {"sales": held}))))
    period = plan().calendar.read("2026-Q1")
    assert period is not None
    return there.run(plan_to_sql(plan(), period, there.warehouse))


@pytest.fixture(params=TESTED)
def there(request: pytest.FixtureRequest) -> Database:
    return database(request.param)


def test_good_rows_are_paid(there: Database) -> None:
    """A text with a quote and a backslash is the same text on every database."""
    rows = ask(there, (ADA,), {}, {"kind": "other"})
    assert [(row[2], str(row[3])) for row in rows] == [("sold", "12.35"), ("by_share", "61.73")]


REFUSED: Mapping[str, tuple[Mapping[str, Any], str]] = {
    "nobody": ({"payee": "eve"}, "rows of sales are of nobody in payees"),
    "no payee": ({"payee": None}, "rows of sales are of nobody in payees"),
    "no day": ({"day": None}, "sales.day is missing"),
    "no amount": ({"amount": None}, "sales.amount is missing"),
    "a tenth of a cent": ({"amount": Fraction(1_001, 1_000)}, "sales.amount is missing or has more than 2 decimals"),
    "a blank text": ({"kind": " "}, "sales.kind is missing or is blank"),
    "no text": ({"kind": None}, "sales.kind is missing or is blank"),
    "a percentage in points": ({"share": 92}, "0.92 is 92%"),
    "five decimals": ({"share": Fraction(1, 100_000)}, "sales.share is missing or has more than 4 decimals"),
}
ON_SPARK = ("nobody", "a tenth of a cent", "five decimals")


@pytest.mark.parametrize("name", list(REFUSED))
def test_a_row_that_cannot_be_paid_on_stops_the_query(there: Database, name: str) -> None:
    """Also one outside the period, and one that no figure is made of."""
    if there.warehouse.dialect.name == "spark" and not IS_THOROUGH and name not in ON_SPARK:
        pytest.skip("COMPDSL_THOROUGH=1 tries every row on Spark")
    row, words = REFUSED[name]
    outside = {} if "day" in row else {"day": datetime.date(2020, 1, 1)}
    with pytest.raises(Stopped, match=re.escape(words)):
        ask(there, (ADA,), {}, {"kind": "other", **outside, **row})


def test_people_who_cannot_be_paid_stop_the_query(there: Database) -> None:
    twice = Payee("ada", None, {"parts": 2}, stints=(ADA, ADA))
    with pytest.raises(Stopped, match="somebody has several rows in payees"):
        ask(there, (twice,), {})
    if there.warehouse.dialect.name == "spark":
        assert ask(there, ()) == []  # it does not look at the rest where there is nobody to be paid
    else:
        with pytest.raises(Stopped, match="payees has no rows"):
            ask(there, ())
    with pytest.raises(Stopped, match="data is missing that by_share needs, of bob"):
        ask(there, (ADA, Payee("bob", None, {"parts": None})), {})
    with pytest.raises(Stopped, match="data is missing that by_share needs, of bob"):
        ask(there, (ADA, Payee("bob", None, {"parts": 0})), {})


def test_a_floating_point_column_stops_the_query(there: Database) -> None:
    ask(there, (ADA,), {})
    real = {"duckdb": "DOUBLE", "postgres": "DOUBLE PRECISION", "spark": "DOUBLE"}[there.warehouse.dialect.name]
    told = "payee, day, CAST(amount AS {}) AS amount, share, kind"
    there.run(f"DROP {'VIEW' if there.warehouse.dialect.name == 'spark' else 'TABLE'} sales")
    tables = dict(typed_tables(there.warehouse, plan().schema, Data((ADA,), {"sales": (Row("sales", 1, 1, GOOD),)})))
    there.hold([("sales", f"SELECT {told.format(real)} FROM ({tables['sales']}) AS held")])
    period = plan().calendar.read("2026-Q1")
    assert period is not None
    with pytest.raises(Stopped, match=r"sales\.amount is no column of type decimal or integer"):
        there.run(plan_to_sql(plan(), period, there.warehouse))


WIDE = """plan wide {
  currency USD
  period quarter
  records sales { payee, day: date, one: number, other: number }
  wide = sum(sales.one * sales.other) * $1 / 1_000_000_000
}
"""


def test_a_number_that_is_too_large_stops_the_query_or_is_exact(there: Database) -> None:
    """PostgreSQL has no largest whole number; the others stop, and never wrap or round."""
    wide = pipeline.lower(checked(WIDE))
    row = Row("sales", 1, 1, {"payee": "ada", "day": GOOD["day"], "one": 10**17, "other": 10**17 + 1})
    there.hold(list(typed_tables(there.warehouse, wide.schema, Data((ADA,), {"sales": (row,)}))))
    period = wide.calendar.read("2026-Q1")
    assert period is not None
    query = plan_to_sql(wide, period, there.warehouse)
    if there.warehouse.dialect.name == "postgres":
        assert [str(found[3]) for found in there.run(query)] == ["10000000000000000100000000.00"]
        return
    with pytest.raises(Stopped, match=r"Overflow|OUT_OF_RANGE"):
        there.run(query)


NAMED = """plan named {
  currency USD
  period quarter
  records lines { payee, end: date, order: money, user: count }
  records refused { payee, end: date, limit: money }
  metric lines_read = sum(lines.order where user >= 1)
  metric checked = sum(refused.limit)
  facts rate 10% on lines_read
  place rate 10% on checked
}
"""


def test_names_of_the_plan_may_be_words_of_a_database(there: Database) -> None:
    """And names of steps of the query: a table stays a table."""
    named = pipeline.lower(checked(NAMED))
    rows = {
        "lines": (Row("lines", 1, 1, {"payee": "ada", "end": GOOD["day"], "order": 100, "user": 1}),),
        "refused": (Row("refused", 1, 1, {"payee": "ada", "end": GOOD["day"], "limit": 7}),),
    }
    there.hold(list(typed_tables(there.warehouse, named.schema, Data((ADA,), rows))))
    period = named.calendar.read("2026-Q1")
    assert period is not None
    found = there.run(plan_to_sql(named, period, there.warehouse))
    assert [(row[2], str(row[3])) for row in found] == [("facts", "10.00"), ("place", "0.70")]


def test_large_numbers_are_exact(there: Database) -> None:
    """Spark divides no number by a smaller one where there are more than 2^63 whole ones, and says so."""
    most = 10**17
    rows = [{"amount": most, "share": Fraction(9_999, 1_000)} for _ in range(3)]
    exact = {"sold": Fraction(3 * most, 10), "by_share": Fraction(3 * most * 9_999, 2_000)}
    if there.warehouse.dialect.name == "spark":
        with pytest.raises(Stopped, match="a figure is too large, of ada"):
            ask(there, (ADA,), *rows)
        return
    found = ask(there, (ADA,), *rows)
    assert {row[2]: Fraction(str(row[3])) for row in found} == exact


def test_spark_stops_where_it_would_not_raise() -> None:
    there = database("spark")
    there.run("SET spark.sql.ansi.enabled = false")
    try:
        with pytest.raises(Stopped, match=r"spark\.sql\.ansi\.enabled is not true"):
            ask(there, (ADA,), {})
    finally:
        there.run("SET spark.sql.ansi.enabled = true")


MEASURED = "sold 60% goal 80%\n"


def measured(there: Database, more: str) -> list[tuple[Any, ...]]:
    """Pay on a measure and another row of the table."""
    one = pipeline.lower(
        checked("plan measured {\n  currency USD\n  period quarter\n  target $100\n  " + MEASURED + "}\n")
    )
    period = one.calendar.read("2026-Q1")
    assert period is not None
    given = Given("ada", period, "sold", Fraction(4, 5), None, None, True, "measures", 2, 1)
    tables = dict(typed_tables(there.warehouse, one.schema, Data((ADA,), measures=(given,))))
    tables["measures"] = f"SELECT * FROM ({tables['measures']}) AS m UNION ALL {there.warehouse.dialect.spelt(more)}"
    there.hold(list(tables.items()))
    return there.run(plan_to_sql(one, period, there.warehouse))


def test_a_row_of_a_measure_that_cannot_be_paid_on_stops_the_query(there: Database) -> None:
    """One of a measure that the plan does not use is passed over, as by the evaluator."""
    row = "SELECT '{}', '{}', {}, {}, NULL, NULL, {}"
    good = measured(there, row.format("eve", "2026-Q7", "'health'", 800, "NULL"))
    assert [(found[2], str(found[3])) for found in good] == [("sold", "60.00")]
    wrong = {
        "are of nobody": row.format("eve", "2025-Q1", "'sold'", "0.8", "TRUE"),
        "names no quarter": row.format("ada", "2026-Q7", "'sold'", "0.8", "TRUE"),
        "stands twice": row.format("ada", "2026-Q1", "'sold'", "0.8", "TRUE"),
        "metric is missing": row.format("ada", "2025-Q1", "NULL", "0.8", "TRUE"),
    }
    for words, more in wrong.items():
        with pytest.raises(Stopped, match=words):
            measured(there, more)
