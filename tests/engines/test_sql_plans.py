"""Every plan in `plans/` is a query that pays the cents of the evaluator, on every database it is tested on."""

from pathlib import Path
from typing import TypeAlias

import pytest

from compdsl import pipeline
from compdsl.cli.runs import open_plan
from compdsl.cli.statuses import Exit
from compdsl.diagnostics.problem import Problem
from compdsl.engines.beyond import BeyondQuery
from compdsl.engines.sql.query import plan_to_sql
from compdsl.kernel.plan import Plan
from compdsl.paid.lines import Statement
from compdsl.records.data import Data
from compdsl.values.currency import places_of
from compdsl.values.figures import plain
from compdsl.values.period import Period
from tests.engines.databases import IS_THOROUGH, TESTED, Stopped, amount_text, database
from tests.engines.typed_tables import typed_tables
from tests.plans.folders import PLANS, name_of, periods_to_pay
from tests.plans.test_in_bulk import LEFT

WITH_DATA = [plan for plan in PLANS if (plan.parent / "data").is_dir()]
BEYOND = {name for names in LEFT.values() for name in names}
"""The plans that no query pays; a test of runs in bulk keeps them, with the reason."""

ON_SPARK = ("01_one_line", "08_team_bonus", "09_single_metric", "15_process_measures")

Line: TypeAlias = tuple[str, str, str, str, str]


def lines_of(plan: Plan, data: Data, period: Period) -> list[Line] | None:
    """What the evaluator pays, in the order of a query: by payee, and then by component; None where it refuses."""
    found: list[Line] = []
    for one in sorted(pipeline.pay(plan, data, period), key=key_of):
        if not isinstance(one, Statement):
            return None
        for line in one.lines:
            amount = plain(line.amount, places_of(plan.currency))
            found.append((one.payee.key, period.label, line.component, amount, plan.currency or ""))
    return found


def key_of(found: Statement | list[Problem]) -> str:
    """The payee of a statement; somebody who cannot be paid comes first."""
    return found.payee.key if isinstance(found, Statement) else ""


@pytest.mark.parametrize("name", TESTED)
@pytest.mark.parametrize("file", WITH_DATA, ids=name_of)
def test_a_plan_as_a_query(file: Path, name: str) -> None:
    if name == "spark" and not IS_THOROUGH and name_of(file) not in ON_SPARK:
        pytest.skip("COMPDSL_THOROUGH=1 runs all plans on Spark, which takes several seconds for each")
    there = database(name)
    try:
        plan, _ = open_plan(str(file))
    except Exit:
        assert name_of(file) == "side_letter", "a plan with variants is paid from its file"
        return
    data = pipeline.read_data(file.parent / "data", plan).data
    assert data is not None
    for period in periods_to_pay(file, plan, data)[-1:]:
        try:
            query = plan_to_sql(plan, period, there.warehouse)
        except BeyondQuery:
            assert name_of(file) in BEYOND
            return
        there.hold(list(typed_tables(there.warehouse, plan.schema, data)))
        expected = lines_of(plan, data, period)
        if any(one.stints for one in data.payees) or expected is None:
            refused = "data is missing" if expected is None else "several rows in payees"
            with pytest.raises(Stopped, match=refused):
                there.run(query)
            return
        assert [(*row[:3], amount_text(row[3]), row[4]) for row in there.run(query)] == expected
