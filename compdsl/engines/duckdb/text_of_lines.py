"""The lines of a run in bulk as the text of `lines.csv`, made by the database: as `rendered/to_csv.py` writes them."""

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from compdsl.engines.to_sql import quoted
from compdsl.paid.lines import Statement
from compdsl.rendered.to_csv import HEADER, cell_to_csv, row_to_csv
from compdsl.values.currency import places_of
from compdsl.values.figures import plain

if TYPE_CHECKING:
    from compdsl.engines.duckdb.run import BulkRun, PaidInBulk

MOST_NARROW = 10**18
"""A whole number below this is a decimal of the narrow kind, of which the database makes text quickly."""

AS_IT_STANDS = "FORMAT csv, HEADER true, QUOTE '', ESCAPE '', DELIMITER '\x1f'"
"""How text is written without a change, a row a line."""

AT_ONCE = 1_000


def texts_of(run: "BulkRun", paid: "PaidInBulk") -> str:
    """The query of the text of everybody's lines, in the order of the roster; without the last line end of each."""
    source = f"SELECT *, {_KEY} AS key FROM {paid.name} WHERE {run.due}"
    text = _text(run, paid)
    if not paid.special:
        return f"SELECT {text} AS text FROM ({source}) ORDER BY place"
    table = f"texts_of_{paid.table}"
    run.session.ask(f"CREATE OR REPLACE TABLE {table} (who VARCHAR, told VARCHAR)")
    rows = [(key, _text_of_one(run, paid, one)) for key, one in paid.special.items() if isinstance(one, Statement)]
    for first in range(0, len(rows), AT_ONCE):
        values = ", ".join(f"({quoted(key)}, {quoted(told)})" for key, told in rows[first : first + AT_ONCE])
        run.session.ask(f"INSERT INTO {table} VALUES {values}")
    joined = f"({source}) LEFT JOIN {table} ON who = payee"
    whole = f"SELECT CASE WHEN who IS NULL THEN {text} ELSE told END AS text, place FROM {joined}"
    return f"SELECT text FROM ({whole}) WHERE text <> '' ORDER BY place"


def copy_lines(texts: str, path: Path) -> str:
    """The statement that writes such text to a file, below the names of the columns."""
    header = row_to_csv(HEADER).rstrip("\n")
    return f'COPY (SELECT text AS "{header}" FROM ({texts})) TO {quoted(str(path))} ({AS_IT_STANDS})'


_KEY = "CASE WHEN regexp_matches(payee, '[\",\\r\\n]') THEN '\"' || replace(payee, '\"', '\"\"') || '\"' ELSE payee END"


def _text(run: "BulkRun", paid: "PaidInBulk") -> str:
    """The text of somebody's lines, each behind a line end but the first."""
    places, currency = places_of(run.plan.currency), cell_to_csv(run.plan.currency or "")
    decimal = _narrow if _are_narrow(run, paid) else _wide
    parts = list[str]()
    for at, line in enumerate(run.plan.lines, 1):
        before = f",{cell_to_csv(paid.query.period.label)},{cell_to_csv(line.component)},"
        text = f"chr(10), key, {quoted(before)}, {decimal(f'line_{at}', places)}, {quoted(f',{currency}')}"
        parts.append(f"CASE WHEN line_{at} = 0 THEN '' ELSE concat({text}) END" if line.is_limit else text)
    return f"ltrim(concat({', '.join(parts)}), chr(10))"


def _text_of_one(run: "BulkRun", paid: "PaidInBulk", statement: Statement) -> str:
    """The text of the lines of somebody whom the evaluator paid."""
    places, currency = places_of(run.plan.currency), run.plan.currency or ""
    key, label = statement.payee.key, paid.query.period.label
    rows = [row_to_csv((key, label, one.component, plain(one.amount, places), currency)) for one in statement.lines]
    return "".join(rows).removesuffix("\n")


def _are_narrow(run: "BulkRun", paid: "PaidInBulk") -> bool:
    """Whether all amounts are small enough for decimals of the narrow kind."""
    names = [f"line_{at}" for at in range(1, len(run.plan.lines) + 1)]
    asked = ", ".join(f"max({name}), -min({name})" for name in names)
    (found,) = run.session.ask(f"SELECT {asked} FROM {paid.table}")
    return all(one is None or one < MOST_NARROW for one in found)


def _narrow(units: str, places: int) -> str:
    """A whole number of least units as a decimal: its product with the least unit, which is exact."""
    number = f"CAST({units} AS DECIMAL(18, 0))"
    return f"CAST({number} * CAST('{plain(Fraction(1, 10**places), places)}' AS DECIMAL(18, {places})) AS VARCHAR)"


def _wide(units: str, places: int) -> str:
    """The same for whole numbers of any width."""
    if not places:
        return f"CAST({units} AS VARCHAR)"
    over = 10**places
    whole, rest = f"CAST(abs({units}) // {over} AS VARCHAR)", f"CAST(abs({units}) % {over} AS VARCHAR)"
    return f"CASE WHEN {units} < 0 THEN '-' ELSE '' END || {whole} || '.' || lpad({rest}, {places}, '0')"
