"""Paying on tables of a notebook: the lines and the explanations of the command, by both engines."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pandas
import polars
import pyarrow
import pytest

from compdsl.cli.main import main
from compdsl.notebook import Engine, NotPaid, pay
from tests.kinds_of_data import in_arrow, rows_of

CSM = Path(__file__).resolve().parents[1] / "plans" / "02_csm"
PLAN = CSM / "csm.comp"
TYPES = {
    "target_incentive": "DECIMAL(18, 2)", "month": "DATE", "active_seats": "INTEGER", "weekly_seats": "INTEGER",
    "licensed_seats": "INTEGER", "closed_on": "DATE", "due": "DECIMAL(38, 10)", "renewed": "DECIMAL(12, 2)",
    "arr": "DECIMAL(10, 2)",
}  # fmt: skip
both = pytest.mark.parametrize("engine", ["reference", "duckdb"])


def tables() -> dict[str, Any]:
    return in_arrow(rows_of(CSM / "data"), TYPES)


def in_pandas(table: Any) -> Any:
    """Days as pandas has them, which are times at midnight."""
    frame = table.to_pandas()
    for name in frame.columns:
        if TYPES.get(name) == "DATE":
            frame[name] = pandas.to_datetime(frame[name])
    return frame


FORMS = {"pyarrow": lambda one: one, "polars": polars.DataFrame, "pandas": in_pandas, "duckdb": duckdb.from_arrow}


@both
@pytest.mark.parametrize("form", FORMS)
def test_the_lines_and_explanations_of_the_command(
    form: str, engine: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["pay", str(PLAN), str(CSM / "data"), "--period", "2026-Q1", "-o", str(tmp_path / "run")]) == 0
    assert main(["explain", str(PLAN), str(CSM / "data"), "ada", "--period", "2026-Q1"]) == 0
    explained = capsys.readouterr().out.split("ada ·")[-1]
    paid = pay(PLAN, {name: FORMS[form](one) for name, one in tables().items()}, "2026-Q1", engine=engine)
    header, *lines = (tmp_path / "run" / "lines.csv").read_text().splitlines()
    assert [",".join(map(str, line)) for line in paid.lines] == lines
    assert header == "payee,period,component,amount,currency"
    assert (paid.engine, paid.total, paid.warnings) == (engine, Decimal("27285.82"), "")
    told = paid.explain("ada").split("ada ·")[-1]
    assert told.split() == explained.replace(".csv", "").split()
    assert "usage:2" in paid.explain("ada", "adoption")


def test_lines_are_tables_again() -> None:
    paid = pay(PLAN, tables(), "2026-Q1")
    frame = polars.DataFrame(paid)
    assert frame["amount"].sum() == paid.total
    assert pyarrow.table(paid).schema.field("amount").type == pyarrow.decimal128(38, 2)
    assert list(pandas.DataFrame(paid.lines)["payee"]) == frame["payee"].to_list()


def test_a_plan_may_be_a_text() -> None:
    plan = "currency USD; period quarter; target $1,000\nsales 100% goal 80%"
    measures = pyarrow.table({
        "payee": ["ada"], "period": ["2026-Q1"], "metric": ["sales"], "value": [Decimal("0.8")], "of": [1],
    })  # fmt: skip
    paid = pay(plan, {"payees": pyarrow.table({"payee": ["ada"]}), "measures": measures})
    assert [(line.component, line.amount) for line in paid.lines] == [("sales", Decimal("1000.00"))]


DEALS = """\
currency USD
period quarter
records deals { payee, closed_on: date, amount: money }
sold rate 10% on sum(deals.amount)
"""


def deals(*days: str) -> dict[str, Any]:
    rows = {"payee": ["ada"] * len(days), "closed_on": list(days), "amount": [Decimal("100.00")] * len(days)}
    return {"payees": pyarrow.table({"payee": ["ada"]}), "deals": polars.DataFrame(rows)}


@both
def test_every_period_is_paid_where_none_is_said(engine: Engine) -> None:
    paid = pay(DEALS, deals("2026-01-31", "2026-04-30"), engine=engine)
    assert [(line.period, line.amount) for line in paid.lines] == [("2026-Q1", Decimal(10)), ("2026-Q2", Decimal(10))]
    assert paid.engine == "reference"
    with pytest.raises(ValueError, match="several periods were paid, 2026-Q1, 2026-Q2"):
        paid.explain("ada")
    assert "2026-Q2" in paid.explain("ada", period="2026-Q2")
    assert pay(DEALS, deals("2026-01-31"), engine=engine).engine == engine
    with pytest.raises(NotPaid):
        pay(DEALS, deals(), engine=engine)


@both
def test_what_cannot_be_read_is_named(engine: Engine) -> None:
    given = tables()
    given["upsells"] = given["upsells"].set_column(2, "arr", pyarrow.array([1.5] * len(given["upsells"])))
    with pytest.raises(NotPaid) as refused:
        pay(PLAN, given, "2026-Q1", engine=engine)
    assert 'upsells:line 2 (record 1), column "arr": error[not-a-number]' in str(refused.value)
    assert {one.name for one in refused.value.problems} == {"not-a-number"}


@both
@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"usage": None}, "missing-table"),
        ({"usage": polars.LazyFrame()}, "not-of-arrow"),
        ({"usage": pyarrow.table({"payee": ["ada"]})}, "missing-column"),
        ({"payees": pyarrow.table({"payee": ["ada"]})}, "missing-column"),
    ],
)
def test_what_is_missing_is_named(change: dict[str, Any], name: str, engine: Engine) -> None:
    with pytest.raises(NotPaid) as refused:
        pay(PLAN, tables() | change, "2026-Q1", engine=engine)
    assert name in {one.name for one in refused.value.problems}


@both
def test_a_payee_without_data_is_named(engine: Engine) -> None:
    given = tables()
    given["usage"] = given["usage"].filter(pyarrow.compute.not_equal(given["usage"]["payee"], "ben"))
    with pytest.raises(NotPaid, match="ben"):
        pay(PLAN, given, "2026-Q1", engine=engine)


@pytest.mark.parametrize(
    ("plan", "period", "name"),
    [
        ("sales", None, "not-of-the-language"), (PLAN, "2026-Q9", "period"), (PLAN, "2027-Q3", "outside"),
        ("nowhere.comp", None, "no-such-file"),
    ],
)  # fmt: skip
def test_a_plan_or_a_period_that_does_not_do(plan: str | Path, period: str | None, name: str) -> None:
    with pytest.raises(NotPaid):
        pay(plan, tables(), period)


@both
def test_who_and_what_is_not_there(engine: Engine) -> None:
    paid = pay(PLAN, tables(), "2026-Q1", engine=engine)
    with pytest.raises(NotPaid, match="adda"):
        paid.explain("adda")
    with pytest.raises(NotPaid, match="adopt"):
        paid.explain("ada", "adopt")


def test_many_rows_are_paid_by_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    assert pay(PLAN, tables(), "2026-Q1").engine == "reference"
    monkeypatch.setattr("compdsl.engines.choosing.MANY_BYTES", 1)
    assert pay(PLAN, tables(), "2026-Q1").engine == "duckdb"
