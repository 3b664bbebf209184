"""The databases that a query is written for: how each reads typed tables exactly, and stops where it cannot."""

from collections.abc import Mapping

from attrs import evolve, frozen

from compdsl.engines.dialects import Dialect
from compdsl.values.types import NUMERIC, Kind


@frozen
class Warehouse:
    """One database: its whole numbers, its words for tables, and what a reader has to know of it.

    `decimal` is a decimal number with so many decimals, `fails` the expression that stops the query with a text,
    `types` how a column's type is called by its kind, `type_of` how it is asked for.
    """

    title: str
    dialect: Dialect
    decimal: str
    text: str
    fails: str
    note: tuple[str, ...]
    types: Mapping[str, tuple[str, ...]]
    type_of: str = ""
    quote: str = '"'
    in_bytes: str = "{0}"
    """A text as it is put in the order of its characters."""
    cte: str = "AS"
    checks: tuple[tuple[str, str], ...] = ()
    """Conditions on the database itself that stop the query, each with what it says."""
    is_tested: bool = True
    no_rest: str = ""
    """The condition that a decimal is a multiple of a unit, where one that is held against a rounded one is rounded."""
    most_steps: int = 0
    """From how many steps on it has to be set up for more, if it does: then there are as few as there can be."""

    def identifier(self, name: str) -> str:
        """A name of a table or a column as it is written."""
        if name in RESERVED or not name.isascii() or not name.replace("_", "a").isalnum() or name != name.lower():
            return f"{self.quote}{name}{self.quote}"
        return name

    def whole(self, column: str, places: int) -> str:
        """A decimal column as a whole number with so many decimals."""
        wide = self.dialect.wide
        exact = f"CAST({column} AS {self.decimal.format(places)})"
        return f"CAST({exact} AS {wide})" if not places else f"CAST({exact} * {10**places} AS {wide})"

    def is_whole(self, column: str, places: int) -> str:
        """The condition that a decimal column has no more decimals, and not more digits than a figure has."""
        unit = f"0.{'0' * (places - 1)}1" if places else "1"
        rounded = self.decimal.format(places)
        exact = self.no_rest.format(column, unit) if self.no_rest else f"{column} = CAST({column} AS {rounded})"
        return f"{exact} AND abs({column}) < {10**18}"

    def is_of(self, column: str, kind: Kind) -> str:
        """The condition that a column is of a kind; nothing where the database does not tell."""
        if not self.type_of:
            return ""
        named = "number" if kind in NUMERIC else "text" if kind is Kind.UNKNOWN else kind.value
        asked = self.type_of.format(column)
        return " OR ".join(f"{asked} LIKE '{one}'" for one in self.types[named])


_WORDS = """
all analyse analyze and any array as asc at authorization between both by case cast check collate column
constraint create cross cube current current_date default define desc distinct do else end enum escape except
exclude exists extract false fetch following for foreign from full grant group grouping groups hash having if
ignore in initially inner insert intersect interval into is join lateral leading left like limit lookup merge
minus natural new no not null nulls of offset on only or order outer over partition pivot placing preceding
primary proto qualify range recursive references respect returning revoke right rollup row rows sample select
set some start struct symmetric table tablesample then to trailing treat true trigger unbounded union unique
unnest unpivot update user using values variadic view when where whenever window with within
"""
RESERVED = frozenset(_WORDS.split())
"""Names that one of these databases reads as a word of its own."""

UNBOUNDED = 10**10_000

DUCKDB = Warehouse(
    "DuckDB",
    Dialect("duckdb", "HUGEINT", "HUGEINT", 0, 2**127 - 1, "({0} // {1})", "", raises=True),
    "DECIMAL(38, {0})",
    "VARCHAR",
    "error({0})",
    ("A number of more than 38 digits stops the query: HUGEINT is never rounded, and does not wrap.",),
    {"number": ("DECIMAL%", "%INT", "%INTEGER"), "date": ("DATE",), "text": ("VARCHAR",), "bool": ("BOOLEAN",)},
    "typeof({0})",
)

POSTGRES = Warehouse(
    "PostgreSQL",
    Dialect("postgres", "NUMERIC", "NUMERIC", 0, UNBOUNDED, "div({0}, {1})", "", raises=True,
            listed="(ARRAY[{0}])[{1}]"),
    "NUMERIC(60, {0})",
    "TEXT",
    "CAST({0} AS INTEGER)",
    (
        "NUMERIC is as wide as its number, and whole numbers are not rounded; div() cuts off, exactly.",
        "Each step is MATERIALIZED, so that PostgreSQL works it out once.",
    ),
    {
        "number": ("numeric", "bigint", "integer", "smallint"), "date": ("date",), "bool": ("boolean",),
        "text": ("text", "character varying", "name"),
    },
    "CAST(pg_typeof({0}) AS TEXT)",
    in_bytes='{0} COLLATE "C"',
    cte="AS MATERIALIZED",
)  # fmt: skip

_SPARK = Dialect(
    "spark", "DECIMAL(38, 0)", "DECIMAL(38, 0)", 0, 10**38 - 1, "CAST({0} div {1} AS DECIMAL(38, 0))", "",
    raises=True, wraps=True, days_between="datediff({0}, {1})", listed="element_at(array({0}), {1})", escapes=True,
)  # fmt: skip

SPARK = Warehouse(
    "Spark SQL",
    _SPARK,
    "DECIMAL(38, {0})",
    "STRING",
    "raise_error({0})",
    (
        "It needs spark.sql.ansi.enabled = true, and looks whether it is: a number of more than 38 digits stops it.",
        "`div` of wide numbers wraps in silence, so each quotient is held against its rest.",
    ),
    {
        "number": ("decimal%", "bigint", "int", "smallint", "tinyint"), "date": ("date",), "text": ("string",),
        "bool": ("boolean",),
    },
    "typeof({0})",
    quote="`",
    checks=(("typeof(coalesce(1, '1')) = 'string'", "spark.sql.ansi.enabled is not true"),),
    no_rest="{0} % {1} = 0",
    most_steps=36,
)  # fmt: skip

DATABRICKS = evolve(SPARK, title="Databricks SQL", is_tested=False)

SNOWFLAKE = Warehouse(
    "Snowflake",
    Dialect(
        "snowflake", "NUMBER(38, 0)", "NUMBER(38, 0)", 0, 10**38 - 1,
        "CAST(({0} - mod({0}, {1})) / {1} AS NUMBER(38, 0))",
        "", raises=True, remainder="mod({0}, {1})", days_between="datediff(day, {1}, {0})",
        listed="get(array_construct({0}), {1} - 1)", filters=False, some="boolor_agg",
        every="booland_agg", escapes=True,
    ),
    "NUMBER(38, {0})",
    "VARCHAR",
    "CAST({0} AS INTEGER)",
    (
        "A number of more than 38 digits stops the query.",
        "The one `/` is of a number that has no rest: what there is of a rest is taken off before.",
    ),
    {},
    is_tested=False,
    no_rest="mod({0}, {1}) = 0",
)  # fmt: skip

BIGQUERY = Warehouse(
    "BigQuery",
    Dialect(
        "bigquery", "BIGNUMERIC", "BIGNUMERIC", 0, 2**63 - 1, "div({0}, {1})", "", raises=True,
        remainder="mod({0}, {1})", days_between="date_diff({0}, {1}, DAY)",
        day_after="date_add({0}, INTERVAL {1} DAY)", listed="[{0}][ORDINAL({1})]", filters=False, some="logical_or",
        every="logical_and", escapes=True,
    ),
    "BIGNUMERIC(38, {0})",
    "STRING",
    "error({0})",
    ("A number of more than 38 digits before its point stops the query.",),
    {},
    quote="`",
    is_tested=False,
    no_rest="mod({0}, {1}) = 0",
)  # fmt: skip

WAREHOUSES: Mapping[str, Warehouse] = {
    "duckdb": DUCKDB,
    "postgres": POSTGRES,
    "spark": SPARK,
    "databricks": DATABRICKS,
    "snowflake": SNOWFLAKE,
    "bigquery": BIGQUERY,
}
"""The databases by the name that asks for them."""
