"""What a query pays is what the evaluator pays: every line of random plans on random records, and who has no data."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis.strategies import SearchStrategy

from compdsl import pipeline
from compdsl.engines.beyond import BeyondQuery, TooWide
from compdsl.engines.dialects import DUCKDB
from compdsl.engines.duckdb.session import Session, open_session
from compdsl.engines.facts import SCALES
from compdsl.engines.one_period import OnePeriod
from compdsl.engines.relations import Relations
from compdsl.kernel.plan import Plan
from compdsl.paid.lines import Statement
from compdsl.records.schema import Schema
from compdsl.values.currency import places_of
from compdsl.values.period import Period
from tests.engines.from_data import relations_of
from tests.laws.paying import checked, is_too_large, statements
from tests.laws.test_reference import run_until_met
from tests.strategies import CLASSES, Case, cases, given_cases

SESSION: list[Session] = []


def session() -> Session:
    """One database for all examples."""
    if not SESSION:
        SESSION.append(open_session(threads=1))
    return SESSION[0]


def query_of(plan: Plan, period: Period, relations: Relations) -> tuple[OnePeriod, str]:
    """The query of a plan for figures as large as can be."""
    for scale in SCALES:
        try:
            query = OnePeriod(plan, period, relations, DUCKDB, scale)
            return query, query.query()
        except TooWide:
            continue
    raise TooWide


def compare(case: Case, seen: Counter[str]) -> None:
    """Pay a case by both."""
    compare_on(case, seen, lambda schema: relations_of(session(), schema, case.data))


def compare_on(case: Case, seen: Counter[str], relations: Callable[[Schema], Relations]) -> None:
    """Pay a case by both, the query on relations of its data."""
    plan = pipeline.lower(checked(case.text))
    try:
        _, query = query_of(plan, case.period, relations(plan.schema))
    except (BeyondQuery, TooWide) as beyond:
        seen[f"left to the evaluator: {type(beyond).__name__}"] += 1
        return
    found = statements(plan, case)
    cursor = session().connection.execute(f"SELECT * FROM ({query}) WHERE is_active AND is_theirs ORDER BY place")
    names = [one[0] for one in cursor.description or ()]
    rows: list[dict[str, Any]] = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    assert [row["payee"] for row in rows] == list(found)
    for row in rows:
        seen.update(_compared(plan, row, found[row["payee"]]))
    seen.update(case.classes)


def _compared(plan: Plan, row: dict[str, Any], expected: Any) -> Counter[str]:
    amounts = [row[f"line_{at}"] for at in range(1, len(plan.lines) + 1)]
    if row["unsure"]:
        return Counter({"unsure": 1})
    assert not is_too_large(expected)
    if not isinstance(expected, Statement):
        assert None in amounts
        return Counter({"no data": 1})
    assert None not in amounts
    units = 10 ** places_of(plan.currency)
    paid = [(one.component, units * one.amount) for one in expected.lines]
    both = zip(plan.lines, amounts, strict=True)
    assert [(line.component, amount) for line, amount in both if not line.is_limit or amount] == paid
    return Counter({"lines": len(paid), "on a bound or a tie": int(row["edges"] > 0)})


@pytest.mark.parametrize(
    ("strategy", "most", "met", "sure_for_one_unsure"),
    [
        (cases(), 400, ("lines", "no data", "on a bound or a tie", *CLASSES), 20),
        (given_cases(), 100, ("lines", "no data", "on a bound or a tie"), 1),
    ],
    ids=["records", "measures"],
)
def test_a_query_pays_the_same_cents(
    strategy: SearchStrategy[Case], most: int, met: tuple[str, ...], sure_for_one_unsure: int
) -> None:
    """A case of measures has several rows of one, which no file may hold, so more of it is unsure."""
    seen: Counter[str] = Counter()
    law: Callable[[Case], None] = lambda case: compare(case, seen)  # noqa: E731
    run_until_met(law, strategy, lambda: all(seen[one] for one in met), most)
    assert [one for one in met if not seen[one]] == []
    left = sum(count for name, count in seen.items() if name.startswith("left"))
    assert seen["unsure"] * sure_for_one_unsure < seen["lines"]
    assert left * 4 < most, seen
