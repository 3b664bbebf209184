"""What a query for a warehouse pays is what the evaluator pays: every line of random plans on random records.

Where a query would not pay the same it stops: data is missing, a row is refused, a number is too large.
"""

from collections import Counter
from collections.abc import Callable

import pytest
from hypothesis import given, seed, settings
from hypothesis.strategies import SearchStrategy

from compdsl import pipeline
from compdsl.engines.beyond import BeyondQuery, TooWide
from compdsl.engines.sql.query import plan_to_sql
from compdsl.paid.lines import Statement
from compdsl.values.currency import places_of
from compdsl.values.figures import plain
from tests.engines.databases import IS_THOROUGH, Stopped, amount_text, database
from tests.engines.typed_tables import MOST_PLACES, in_decimals, typed_tables
from tests.laws.paying import checked, statements
from tests.laws.test_reference import run_until_met
from tests.strategies import Case, cases, given_cases

TOO_LARGE = (
    "Out of Range",
    "Overflow",
    "overflow",
    "out of range",
    "cannot be represented",
    "could not be represented",
)
REFUSED = (
    "several rows in payees",
    "stands twice",
    "payees has no rows",
    "a figure is too large",
    "more than",
    "meant",
)


def compare(name: str, case: Case, seen: Counter[str]) -> None:
    """Pay a case by a query and by the evaluator."""
    there, plan = database(name), pipeline.lower(checked(case.text))
    try:
        query = plan_to_sql(plan, case.period, there.warehouse, MOST_PLACES)
    except (BeyondQuery, TooWide) as beyond:
        seen[f"left to the evaluator: {type(beyond).__name__}"] += 1
        return
    data = in_decimals(case.data)
    found = statements(plan, case, data)
    there.hold(list(typed_tables(there.warehouse, plan.schema, data)))
    try:
        rows = there.run(query)
    except Stopped as stopped:
        why = str(stopped)
        if any(words in why for words in TOO_LARGE):
            seen["too large"] += 1
        elif "data is missing" in why:
            assert any(not isinstance(one, Statement) for one in found.values()), why
            seen["no data"] += 1
        else:
            assert any(words in why for words in REFUSED), why
            seen["refused"] += 1
        return
    paid = []
    for key in sorted(found):
        one = found[key]
        assert isinstance(one, Statement), key
        paid += [(key, line.component, plain(line.amount, places_of(plan.currency))) for line in one.lines]
    assert [(payee, component, amount_text(amount)) for payee, _, component, amount, _ in rows] == paid
    seen["lines"] += len(paid)


@pytest.mark.parametrize("name", ["duckdb", "postgres"])
@pytest.mark.parametrize(
    ("strategy", "most", "met"),
    [(cases(), 60, 100), (given_cases(), 40, 40)],
    ids=["records", "measures"],
)
def test_a_query_for_a_warehouse_pays_the_same_cents(
    strategy: SearchStrategy[Case], most: int, met: int, name: str
) -> None:
    seen: Counter[str] = Counter()
    law: Callable[[Case], None] = lambda case: compare(name, case, seen)  # noqa: E731
    run_until_met(law, strategy, lambda: seen["lines"] >= met and bool(seen["no data"]), most)
    assert seen["lines"] >= met, seen
    assert seen["no data"], seen
    if name == "postgres":
        assert not seen["too large"], seen


def test_a_query_for_spark_pays_the_same_cents() -> None:
    """Of a few plans, as each takes Spark several seconds."""
    seen: Counter[str] = Counter()
    law: Callable[[Case], None] = lambda case: compare("spark", case, seen)  # noqa: E731
    seed(2)(settings(max_examples=20 if IS_THOROUGH else 2)(given(cases())(law)))()
    assert seen.total(), seen
