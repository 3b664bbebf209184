"""compdsl pay --engine spark: the lines of the evaluator, byte for byte, and what it leaves to the evaluator."""

import shutil
from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, seed, settings
from hypothesis import strategies as st

from compdsl import pipeline
from compdsl.cli import bulk_run, java
from compdsl.cli.main import main
from compdsl.engines.beyond import BeyondQuery, TooWide
from compdsl.engines.dialects import DUCKDB, SPARK
from compdsl.engines.facts import SCALES
from compdsl.engines.one_period import OnePeriod
from compdsl.engines.spark.cells import cell_column
from compdsl.records.cells import cell_reader
from compdsl.values.types import NUMERIC
from tests.engines.databases import database, spark_session
from tests.engines.from_data import relations_of
from tests.engines.test_cells import SURE, TEXTS, TYPES
from tests.laws.paying import checked
from tests.laws.test_engines import session
from tests.plans.folders import ROOT
from tests.strategies import Case, cases

CSM = ["csm/csm.comp", "csm/data", "--period", "2026-Q1"]


@pytest.fixture
def plans(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    spark_session()
    shutil.copytree(ROOT / "02_csm", tmp_path / "csm")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def paid(plan: str, data: str, period: str, capsys: pytest.CaptureFixture[str]) -> str:
    """Pay by Spark and by the evaluator; gives what was said of the run by Spark."""
    told = ""
    for engine in ("reference", "spark"):
        assert main(["pay", plan, data, "--period", period, "--engine", engine, "-o", engine]) == 0
        told = capsys.readouterr().err
    assert Path("spark", "lines.csv").read_bytes() == Path("reference", "lines.csv").read_bytes()
    return told


def test_the_lines_are_those_of_the_evaluator(plans: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And so is what is said of the rows; people whose figures are too large are paid by the evaluator."""
    with Path("csm/data/payees.csv").open("a") as payees, Path("csm/data/upsells.csv").open("a") as upsells:
        payees.write("zoe,Zoe O'Neil,north,5000\n")
        upsells.write("zoe,2026-02-01,99999999999999.99,CSM\n")
    with Path("csm/data/renewals.csv").open("a") as renewals, Path("csm/data/usage.csv").open("a") as usage:
        renewals.write("zoe,2026-01-15,100000,100000,commercial\n")
        usage.write("zoe,2026-01-31,240,190,320\n")
    told = paid(*CSM[:2], "2026-Q1", capsys)
    assert "Paid by spark; " in told
    assert "were worked out twice, and came to the same." in told
    assert "7 rows read =  6 counted + 1 left out (taken by no `where`)" in told


def test_measures_and_teams(plans: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = next((ROOT / "01_one_line").glob("*.comp"))
    assert "Paid by spark; " in paid(str(plan), str(plan.parent / "data"), "2026-Q1", capsys)


def test_parquet(plans: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import duckdb

    for name in ("usage", "renewals"):
        source = f"SELECT * FROM read_csv('csm/data/{name}.csv', all_varchar=true)"
        duckdb.connect().execute(f"COPY ({source}) TO 'csm/data/{name}.parquet'")
        Path(f"csm/data/{name}.csv").unlink()
    assert "Paid by spark; " in paid(*CSM[:2], "2026-Q1", capsys)


def test_what_the_reader_takes_of_odd_rows_is_paid_on(plans: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A text without letters is one that the reader takes and Spark is not sure of."""
    with Path("csm/data/renewals.csv").open("a", encoding="utf-8") as renewals:
        renewals.write("ada,2026-02-01,1000,250,→\nben,2026-02-01,70,70,→→\nben,2025-02-01,70,70,→→\n")
    assert "Paid by spark; " in paid(*CSM[:2], "2026-Q1", capsys)


@pytest.mark.parametrize(
    "row", ["zoe,2026-01-31,1,1,1\n", "ada,2026-01-31,1,1.5,2\nada,2026-01-31,1,1,\n"], ids=["nobody", "bad cells"]
)
def test_a_row_that_is_refused_is_told_by_its_reader(plans: Path, capsys: pytest.CaptureFixture[str], row: str) -> None:
    with Path("csm/data/usage.csv").open("a") as usage:
        usage.write(row)
    told = []
    for engine in ("reference", "spark"):
        assert main(["pay", *CSM, "--engine", engine]) == 1
        told.append(capsys.readouterr())
    assert told[1] == told[0]


def test_a_file_with_quotes_is_not_paid_by_spark(plans: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Path("csm/data/usage.csv").open("a") as usage:
        usage.write('ada,2026-01-31,1,"1",2\n')
    assert main(["pay", *CSM, "--engine", "spark"]) == 2
    assert "Not paid by spark: `usage.csv` has quotes, and Spark reads files without." in capsys.readouterr().err


def test_what_spark_needs_is_named(
    plans: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(java, "has_java", lambda: False)
    assert main(["pay", *CSM, "--engine", "spark"]) == 2
    assert "--engine spark needs Java 17 or later" in capsys.readouterr().err
    monkeypatch.setattr(bulk_run, "is_there", lambda name: name == "duckdb")
    assert main(["pay", *CSM, "--engine", "spark"]) == 2
    assert "needs the extra `spark`: pip install 'compdsl[spark]'" in capsys.readouterr().err


def read(texts: list[str]) -> dict[str, list[Any]]:
    """The values of surely good cells as each type; None of the others."""
    rows = ", ".join(f"({at}, '{text.replace(chr(39), chr(39) * 2)}')" for at, text in enumerate(texts))
    columns = {name: cell_column(wanted.kind, "t", f"x_{name}", places) for name, (wanted, places) in TYPES.items()}
    inner = ", ".join(f"{one.read} AS x_{name}" for name, one in columns.items())
    chosen = ", ".join(f"CASE WHEN {one.is_sure} THEN {one.value} END" for one in columns.values())
    query = f"SELECT {chosen} FROM (SELECT *, {inner} FROM (VALUES {rows}) AS v (place, t)) ORDER BY place"
    found = database("spark").run(SPARK.spelt(query))
    held: dict[str, list[Any]] = {}
    for (name, (wanted, places)), values in zip(TYPES.items(), zip(*found, strict=True), strict=True):
        is_number = wanted.kind in NUMERIC
        held[name] = [Fraction(one, 10**places) if is_number and one is not None else one for one in values]
    return held


@settings(max_examples=2)
@given(texts=st.lists(TEXTS.filter(lambda text: "\0" not in text), min_size=200, max_size=400))
def test_what_is_surely_good_has_the_value_that_is_read(texts: list[str]) -> None:
    """Spark is never sure of a cell that is refused, and never has another value."""
    for name, values in read(texts).items():
        reader = cell_reader(TYPES[name][0], None)
        for text, value in zip(texts, values, strict=True):
            if value is not None:
                assert value == (reader.value(text) if text and not text.isspace() else None), text
                assert reader.doubt is None or reader.doubt(text) is None, text


def test_plain_cells_are_surely_good() -> None:
    texts = [text for name in TYPES for text in SURE[name]]
    found = read(texts)
    for name, (wanted, _) in TYPES.items():
        values = dict(zip(texts, found[name], strict=True))
        assert [values[text] for text in SURE[name]] == [cell_reader(wanted, None).value(text) for text in SURE[name]]


def test_the_query_of_random_plans_gives_the_same_rows() -> None:
    """Every column of every row is what DuckDB has there, also what is unsure and what stands on a bound."""
    seen: Counter[str] = Counter()

    @seed(1)
    @settings(max_examples=4)
    @given(case=cases())
    def law(case: Case) -> None:
        plan, there = pipeline.lower(checked(case.text)), database("spark")
        relations = relations_of(session(), plan.schema, case.data)
        queries = {}
        for dialect in (DUCKDB, SPARK):
            try:
                queries[dialect.name] = OnePeriod(plan, case.period, relations, dialect, SCALES[0]).query()
            except (BeyondQuery, TooWide):
                seen[f"beyond {dialect.name}"] += 1
                return
        for one in (relations.roster, *relations.blocks.values()):
            give(one.name)
        expected = session().connection.execute(queries["duckdb"]).fetchall()
        assert in_order(there.run(SPARK.spelt(queries["spark"]))) == in_order(expected)
        seen["rows"] += len(expected)

    law()
    assert seen["rows"], seen


def give(table: str) -> None:
    """A table of DuckDB as a view of Spark."""
    kinds = {"BIGINT": "BIGINT", "HUGEINT": "DECIMAL(38, 0)", "VARCHAR": "STRING", "DATE": "DATE", "BOOLEAN": "BOOLEAN"}
    columns = session().ask(f"SELECT column_name, column_type FROM (DESCRIBE {table})")
    rows = [
        tuple(
            Decimal(cell) if kind == "HUGEINT" and cell is not None else cell
            for cell, (_, kind) in zip(row, columns, strict=True)
        )
        for row in session().ask(f"SELECT * FROM {table}")
    ]
    schema = ", ".join(f"{name} {kinds[str(kind)]}" for name, kind in columns)
    spark_session().createDataFrame(rows, schema).createOrReplaceTempView(table)


def in_order(rows: Iterable[Sequence[Any]]) -> list[tuple[Any, ...]]:
    """Rows by their place; whole numbers of two types are the same."""
    return sorted((tuple(int(one) if isinstance(one, Decimal) else one for one in row) for row in rows), key=place_of)


def place_of(row: tuple[Any, ...]) -> int:
    return int(row[0])
