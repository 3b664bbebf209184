"""A run in Spark: the rows of the records and all that is made of them are worked out there, a row a payee comes back.

The roster, and measures that were worked out elsewhere, are a few rows for each payee: they go to Spark as they were
read. What comes back is held in a database of this process, and the evaluator checks it as it checks every run in bulk.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import define

from compdsl.engines.beyond import BeyondQuery, ReadOneByOne
from compdsl.engines.dialects import SPARK, Dialect
from compdsl.engines.duckdb.cell_rows import CellRows, inner_names
from compdsl.engines.duckdb.reading import BulkReading, DataFile
from compdsl.engines.duckdb.run import SAMPLE, BulkRun
from compdsl.engines.figures import Figure
from compdsl.engines.one_period import OnePeriod
from compdsl.engines.spark.cells import cell_column
from compdsl.engines.to_sql import Plain, quoted, text_of
from compdsl.kernel.plan import Plan
from compdsl.paid.spellings import ROSTER
from compdsl.records.block import identifiers_of
from compdsl.records.schema import BlockSchema
from compdsl.values.period import Period

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

AS_THEY_STAND = ("VARCHAR", "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "DATE", "BOOLEAN")
"""The types of Parquet whose values Spark and our reader write as the same text."""

CSV = {
    "header": "true", "mode": "FAILFAST", "nullValue": "", "emptyValue": "", "quote": "", "encoding": "UTF-8",
    "ignoreLeadingWhiteSpace": "false", "ignoreTrailingWhiteSpace": "false", "maxCharsPerColumn": "-1",
}  # fmt: skip
"""How Spark reads a file without quotes: each line is a row, each cell its text."""


@define(eq=False)
class SparkRun(BulkRun):
    """A run whose rows are gone through by Spark; all machines of it see the folder of the data and that of the run."""

    spark: "SparkSession | None" = None
    dialect: Dialect = SPARK

    def _query(self, period: Period) -> tuple[OnePeriod, str]:
        """The query of a period, and that of the rows it came to in Spark."""
        query, statement = super()._query(period)
        self._give("roster", "SELECT * FROM roster")
        if (measures := self.relations.measures) is not None:
            self._give(measures.name, f"SELECT * FROM {measures.name}")
        for block in self.plan.schema.blocks:
            self._read(block)
        path = self._folder / f"lines-{len(self.paid) + 1}"
        _ask(self._sql(statement).write.mode("overwrite").parquet, str(path))
        held = f"read_parquet({quoted(str(path / '*.parquet'))}, hive_partitioning=false)"
        kinds = self.session.ask(f"SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM {held})")
        wide = [column for column, kind in kinds if kind == "DECIMAL(38,0)"]
        cast = ", ".join(f'CAST("{one}" AS HUGEINT) AS "{one}"' for one in wide)
        return query, f"SELECT * REPLACE ({cast}) FROM {held}" if wide else f"SELECT * FROM {held}"

    @property
    def _folder(self) -> Path:
        """Where the roster goes to Spark, and the lines come back; it goes away with the session."""
        return Path(self.session.folder.name)

    def _sql(self, statement: str) -> "DataFrame":
        assert self.spark is not None
        found: DataFrame = _ask(self.spark.sql, self.dialect.spelt(statement))
        return found

    def _give(self, name: str, query: str) -> None:
        """Give Spark some rows as they were read."""
        assert self.spark is not None
        path = self._folder / f"{name}.parquet"
        self.session.ask(f"COPY ({query}) TO {quoted(str(path))} (FORMAT parquet)")
        self.spark.read.parquet(str(path)).createOrReplaceTempView(name)

    def _read(self, block: BlockSchema) -> None:
        """Let Spark read the rows of a block; what the reader of its file took of odd rows is among them."""
        reading, rows = self.reading, self.reading.cells[block.name]
        names = ", ".join([*rows.types, "owner", "raw"])
        odd, queries = reading.odd.get(block.name), []
        if odd is None or not odd.is_all:
            self._texts_of(block, rows.file).createOrReplaceTempView(f"texts_{block.name}")
            theirs = "owner IS NULL" if rows.owner is None else "owner IN (SELECT payee FROM roster)"
            where = f" WHERE {theirs}" if odd is not None else ""
            queries.append(f"SELECT {names} FROM ({self._good(block, rows)}){where}")
        if odd is not None:
            self._give(f"odd_{block.name}", f"SELECT {names} FROM ({reading.odd_alone(rows, odd)})")
            queries.append(f"SELECT {names} FROM odd_{block.name}")
        self._sql(" UNION ALL ".join(queries)).createOrReplaceTempView(f"read_{block.name}")

    def _good(self, block: BlockSchema, rows: CellRows) -> str:
        """The rows as values where they are surely good, by the cells of Spark."""
        found = CellRows(rows.file, f"texts_{block.name}", owner=rows.owner, used=rows.used)
        for name, wanted in block.columns.items():
            if name != block.payee_column:
                value, text = rows.columns[name], rows.file.inner_name(name)
                places = len(str(value.factor.denominator)) - 1 if isinstance(value, Figure) else 0
                cells = cell_column(wanted.kind, text, f"x_{text_of(value)}", places)
                found.add(name, cells, value, text, wanted.kind, is_filled=True)
        sampled = self.session.ask(f"SELECT payee FROM roster WHERE {self.reading.is_in_sample('payee')}")
        keys = ", ".join(quoted(str(key)) for (key,) in sampled) or "NULL"
        raw = f"CASE WHEN {rows.owner or 'NULL'} IN ({keys}) THEN {found.text()} END AS raw"
        return found.query([found.whose().replace("VARCHAR", "STRING"), raw])

    def _texts_of(self, block: BlockSchema, file: DataFile) -> "DataFrame":
        """The rows of a file as text, cells that are empty being NULL."""
        assert self.spark is not None
        if any(one in file.columns for one in identifiers_of(block)):
            raise BeyondQuery(f"rows of `{file.name}` have identifiers, which are looked at on one machine")
        if file.is_json:
            raise ReadOneByOne(f"`{file.name}` is JSON lines, and Spark reads CSV and Parquet")
        columns = self.reading.parquet.get(file.path)
        if columns is None:
            if file.bytes_of.result().has_quotes:
                raise BeyondQuery(f"`{file.name}` has quotes, and Spark reads files without")
            schema = ", ".join(f"{name} STRING" for name in inner_names(file))
            found: DataFrame = self.spark.read.schema(schema).options(**CSV).csv(_uri(file.source.text))
            return found
        if odd := [kind for _, kind in columns if kind not in AS_THEY_STAND]:
            raise BeyondQuery(f"`{file.name}` has columns of type {odd[0]}, which Spark writes in another way")
        texts = [
            f"nullif(CAST(`{name.replace('`', '``')}` AS STRING), '') AS {inner}"
            for inner, (name, _) in zip(inner_names(file), columns, strict=True)
        ]
        return self.spark.read.parquet(_uri(file.path)).selectExpr(*texts)

    def _texts(self, block: str, column: str) -> dict[str, int]:
        """How many rows hold each text of a column."""
        if block == ROSTER:
            return super()._texts(block, column)
        value = self.relations.blocks[block].columns[column]
        if not isinstance(value, Plain):
            return {}
        held = self._sql(f"SELECT {value.text} AS t, count(*) AS n FROM read_{block} GROUP BY {value.text}")
        return {str(text): int(count) for text, count in _ask(held.collect) if text is not None}


def open_spark_run(plan: Plan, reading: BulkReading, spark: "SparkSession", *, has_exact: bool = False) -> SparkRun:
    """A run that has paid nothing yet."""
    reading.people_in_sample = SAMPLE // max(len(plan.lines), 1) + 1
    return SparkRun(plan, reading, reading.relations(), has_exact, spark=spark)


def _uri(path: Path) -> str:
    """A path as Spark takes it: no letter of it is a pattern of other files."""
    text = str(path.absolute())
    return "".join(f"\\{letter}" if letter in "\\*?[]{}" else letter for letter in text)


def _ask(call: Any, *values: Any) -> Any:
    """Ask Spark; a row that it cannot read as we do is left to the reader of files."""
    from pyspark.errors import PySparkException

    try:
        return call(*values)
    except PySparkException as error:
        if "MALFORMED" in str(error) or "FAILED_READ_FILE" in str(error):
            raise ReadOneByOne("a file has rows that are read one by one") from None
        raise
