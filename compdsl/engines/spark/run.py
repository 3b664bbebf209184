"""A run in Spark: the rows of the records and all that is made of them are worked out there, a row a payee comes back.

The roster, and measures that were worked out elsewhere, are a few rows for each payee: they go to Spark as they were
read. What comes back is held in a database of this process, and the evaluator checks it as it checks every run in bulk.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import define

from compdsl.engines.beyond import ReadOneByOne
from compdsl.engines.dialects import SPARK, Dialect
from compdsl.engines.duckdb.reading import CELL_END, ODD, BulkReading, DataFile, inner_names
from compdsl.engines.duckdb.run import SAMPLE, BulkRun
from compdsl.engines.spark.cells import cell_column
from compdsl.engines.to_sql import Plain, quoted
from compdsl.kernel.plan import Plan
from compdsl.paid.spellings import ROSTER
from compdsl.records.schema import BlockSchema

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

    def _make(self, name: str, statement: str) -> None:
        """Have Spark work out the lines, and hold what comes back as a table."""
        self._give("roster")
        if self.relations.measures is not None:
            self._give(self.relations.measures.name)
        for block in self.plan.schema.blocks:
            self._read(block)
        path = self._folder / name
        _ask(self._sql(statement).write.mode("overwrite").parquet, str(path))
        held = f"read_parquet({quoted(str(path / '*.parquet'))}, hive_partitioning=false)"
        kinds = self.session.ask(f"SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM {held})")
        wide = [column for column, kind in kinds if kind == "DECIMAL(38,0)"]
        cast = ", ".join(f'CAST("{one}" AS HUGEINT) AS "{one}"' for one in wide)
        chosen = f"* REPLACE ({cast})" if wide else "*"
        self.session.ask(f"CREATE OR REPLACE TABLE {name} AS SELECT {chosen} FROM {held}")

    @property
    def _folder(self) -> Path:
        """Where the roster goes to Spark, and the lines come back; it goes away with the session."""
        return Path(self.session.folder.name)

    def _sql(self, statement: str) -> "DataFrame":
        assert self.spark is not None
        found: DataFrame = _ask(self.spark.sql, self.dialect.spelt(statement))
        return found

    def _give(self, relation: str) -> None:
        """Give Spark a relation as it was read."""
        assert self.spark is not None
        path = self._folder / f"{relation}.parquet"
        self.session.ask(f"COPY (SELECT * FROM {relation}) TO {quoted(str(path))} (FORMAT parquet)")
        self.spark.read.parquet(str(path)).createOrReplaceTempView(relation)

    def _read(self, block: BlockSchema) -> None:
        """Let Spark read the rows of a block as text; what is surely good becomes values, as in `reading.py`."""
        reading, file = self.reading, self.reading.files[block.name]
        kinds = {name: kind for name, kind in block.columns.items() if name != block.payee_column}
        looked = reading.look(file, kinds)
        read, values, sure = [], [], []
        for at, (name, wanted) in enumerate(kinds.items(), 1):
            cells = cell_column(
                wanted.kind, file.inner_name(name), f"x{at}", looked[name].places if name in looked else 0
            )
            read.append(f"{cells.read} AS x{at}")
            values.append(f"{cells.value} AS b{at}")
            sure.append(cells.is_sure)
        owner = file.inner_name(block.payee_column) if block.payee_column is not None else "CAST(NULL AS STRING)"
        values.append(f"CASE WHEN {' AND '.join(sure) or 'TRUE'} THEN {owner} ELSE {quoted(ODD)} END AS owner")
        values.append(f"{self._raw(file, owner)} AS raw")
        self._texts_of(file).createOrReplaceTempView(f"texts_{block.name}")
        inner = f"(SELECT *, {', '.join(read)} FROM texts_{block.name})"
        self._sql(f"SELECT {', '.join(values)} FROM {inner}").createOrReplaceTempView(f"read_{block.name}")

    def _raw(self, file: DataFile, owner: str) -> str:
        """The text of a row of somebody in the sample."""
        rows = self.session.ask(f"SELECT payee FROM roster WHERE {self.reading.is_in_sample('payee')}")
        texts = ", ".join(f"coalesce({name}, '')" for name in inner_names(file))
        sampled = ", ".join(quoted(str(key)) for (key,) in rows) or "NULL"
        return f"CASE WHEN {owner} IN ({sampled}) THEN concat_ws({quoted(CELL_END)}, {texts}) END"

    def _texts_of(self, file: DataFile) -> "DataFrame":
        """The rows of a file as text, cells that are empty being NULL."""
        assert self.spark is not None
        columns = self.reading.parquet.get(file.path)
        if columns is None:
            if file.bytes_of.result().has_quotes:
                raise ReadOneByOne(f"`{file.name}` has quotes, and Spark reads files without")
            schema = ", ".join(f"{name} STRING" for name in inner_names(file))
            found: DataFrame = self.spark.read.schema(schema).options(**CSV).csv(_uri(file.path))
            return found
        if odd := [kind for _, kind in columns if kind not in AS_THEY_STAND]:
            raise ReadOneByOne(f"`{file.name}` has columns of type {odd[0]}, which Spark writes in another way")
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
