"""The text of a query: as it is read, in every dialect of its database, without a word that rounds.

Where `COMPDSL_RECORD=1` is set the queries are written into `queries/` instead of compared. Read every changed line.
"""

import os
from pathlib import Path

import pytest
import sqlglot
from sqlglot import exp

from compdsl.cli.runs import open_plan
from compdsl.engines.sql.query import plan_to_sql
from compdsl.engines.sql.warehouses import RESERVED, WAREHOUSES
from compdsl.values.period import Period
from tests.plans.folders import ROOT

KEPT = Path(__file__).parent / "queries"
IS_RECORDING = os.environ.get("COMPDSL_RECORD") == "1"
CSM, ONE_LINE = ROOT / "02_csm" / "csm.comp", next((ROOT / "01_one_line").glob("*.comp"))
OTHERS = ("05_retention_focus", "08_team_bonus", "14_active_revenue")
PLANS = [CSM, ONE_LINE, *(ROOT / name / "plan.comp" for name in OTHERS)]


def query_of(file: Path, name: str) -> str:
    plan, _ = open_plan(str(file))
    period = plan.calendar.read({"month": "2026-03", "year": "2026"}.get(plan.period or "", "2026-Q1"))
    assert isinstance(period, Period)
    return plan_to_sql(plan, period, WAREHOUSES[name])


@pytest.mark.parametrize(
    ("file", "name"), [(CSM, "duckdb"), (CSM, "spark"), (ONE_LINE, "postgres")], ids=["csm", "csm-spark", "one_line"]
)
def test_the_query_is_the_one_that_was_read(file: Path, name: str) -> None:
    place, query = KEPT / f"{file.stem}.{name}.sql", query_of(file, name)
    if IS_RECORDING:
        place.write_text(query, encoding="utf-8")
    assert query == place.read_text(encoding="utf-8")


INEXACT = (exp.Div, exp.Round, exp.Avg, exp.Floor, exp.Ceil, exp.Trunc, exp.Pow, exp.Sqrt)
REAL = {exp.DataType.Type.FLOAT, exp.DataType.Type.DOUBLE}


@pytest.mark.parametrize("name", list(WAREHOUSES))
@pytest.mark.parametrize("file", PLANS, ids=lambda file: str(file.parent.name))
def test_a_query_has_no_word_that_rounds(file: Path, name: str) -> None:
    """Snowflake divides what has no rest, and has no other division of whole numbers."""
    found = sqlglot.parse(query_of(file, name), read=name)
    assert len(found) == 1
    tree = found[0]
    assert tree is not None
    rounding = [one for one in tree.find_all(*INEXACT) if not (name == "snowflake" and has_no_rest(one))]
    assert [one.sql() for one in rounding] == []
    assert not {kind.this for kind in tree.find_all(exp.DataType)} & REAL


def has_no_rest(division: exp.Expression) -> bool:
    """Whether what is divided is a number less its rest."""
    top = division.this.unnest()
    return isinstance(division, exp.Div) and isinstance(top, exp.Sub) and isinstance(top.expression, exp.Mod)


def test_a_name_that_a_database_takes_for_a_word_is_quoted() -> None:
    assert {"end", "order", "of", "group", "user"} <= RESERVED
    assert WAREHOUSES["postgres"].identifier("end") == '"end"'
    assert WAREHOUSES["spark"].identifier("end") == "`end`"
    assert WAREHOUSES["spark"].identifier("amount") == "amount"
    assert WAREHOUSES["duckdb"].identifier("Größe") == '"Größe"'
