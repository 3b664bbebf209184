"""The roster of a folder -> a table of a database, with one row for each person that is paid."""

from typing import TYPE_CHECKING

from attrs import evolve

from compdsl.engines.beyond import ReadOneByOne
from compdsl.engines.duckdb.cell_rows import CellRows, cell_rows
from compdsl.engines.figures import Figure
from compdsl.engines.relations import Relation
from compdsl.engines.to_sql import Plain, SqlValue, text_of
from compdsl.records.roster import roster_columns
from compdsl.records.spelling import fold
from compdsl.values.types import DATE, TEXT, Type

if TYPE_CHECKING:
    from compdsl.engines.duckdb.reading import BulkReading

MAY_BE_MISSING = ("team", "start", "end")
"""The columns of the roster that a query asks for, and that its file may not have."""


def read_roster(reading: "BulkReading") -> Relation:
    """The roster as a table of the database, and the relation of it: one row for each person."""
    wanted: dict[str, Type] = {"payee": TEXT, "team": TEXT, "start": DATE, "end": DATE}
    wanted |= reading.schema.payee_fields
    file = reading.file("payees", roster_columns(reading.schema))
    there = {name: kind for name, kind in wanted.items() if name in file.columns}

    def cells() -> CellRows:
        found = cell_rows(file, reading.source(file), there, reading.look(file, there), "r", {"payee"})
        found.owner = file.inner_name("payee")
        reading.cells["payees"] = found
        return found

    rows = cells()
    if not _is_plain(reading, rows):
        rows = reading.read_odd_file("payees", cells, reading.odd_rows.of_roster)
        _make(reading, rows)
    count, people = _count(reading, "r1")
    columns = rows.columns
    missing = [name for name in MAY_BE_MISSING if name not in there]
    team = text_of(columns["team"]) if "team" in there else "no_team"
    renamed = f"r1 AS payee, {team} AS team, rowid AS place"
    view, is_several = f"SELECT *, {renamed} FROM roster_read", "FALSE"
    reading.session.ask(f"CREATE OR REPLACE VIEW roster_read_teams AS {view}")
    if people != count:
        is_several = "count(*) OVER (PARTITION BY r1) > 1"
        view += " QUALIFY row_number() OVER (PARTITION BY r1 ORDER BY rowid) = 1"
    reading.session.ask(
        f"CREATE OR REPLACE VIEW roster AS {view.replace(' FROM', f', {is_several} AS is_several FROM', 1)}"
    )
    columns |= {name: Plain(f"no_{name}", may_lack=True) for name in missing}
    if reading.store is not None and reading.keeps_rows:
        reading.kept("payees", "SELECT * FROM roster_read", columns)
    columns |= {"payee": Plain("payee"), "team": Plain("team", may_lack=True)}
    reading.one_in = max(count // reading.people_in_sample, 1) if reading.people_in_sample else 1
    columns = _measured(reading, columns)
    return Relation("roster", columns, count, has_several=people != count)


def _is_plain(reading: "BulkReading", rows: CellRows) -> bool:
    """Whether every row of the roster is surely good, and no two keys are nearly one."""
    try:
        reading.rows_in("payees")
        _make(reading, rows)
    except ReadOneByOne:
        return False
    ((odd, has_accents),) = reading.session.ask(
        "SELECT bool_or(odd), bool_or(strlen(r1) <> length(r1)) FROM roster_read"
    )
    if odd:
        return False
    if has_accents:
        keys = reading.session.ask("SELECT DISTINCT r1 FROM roster_read")
        return len({fold(str(key)) for (key,) in keys}) == len(keys)
    count, folded = _count(reading, "lower(trim(r1))")
    return folded == count or folded == _count(reading, "r1")[1]


def _count(reading: "BulkReading", key: str) -> tuple[int, int]:
    """How many rows the roster has, and how many different keys."""
    ((rows, keys),) = reading.session.ask(
        f"SELECT sum(rows), count(*) FROM (SELECT count(*) AS rows FROM roster_read GROUP BY {key})"
    )
    return int(rows or 0), int(keys)


def _make(reading: "BulkReading", rows: CellRows) -> None:
    missing = [name for name in MAY_BE_MISSING if name not in rows.columns]
    more = "".join(f", CAST(NULL AS {'VARCHAR' if name == 'team' else 'DATE'}) AS no_{name}" for name in missing)
    query = rows.query([f"NOT coalesce({rows.is_sure}, FALSE) AS odd"])
    if "payees" in reading.odd:
        query = f"SELECT *, FALSE AS odd FROM {reading.odd['payees'].relation(rows.types)}"
    reading.session.ask(f"CREATE OR REPLACE TABLE roster_read AS SELECT *{more} FROM ({query})")


def _measured(reading: "BulkReading", columns: dict[str, SqlValue]) -> dict[str, SqlValue]:
    """The columns of a table with the least and the most of each that is a number."""
    figures = {name: one for name, one in columns.items() if isinstance(one, Figure)}
    if not figures:
        return columns
    asked = ", ".join(f"min({one.top}), max({one.top})" for one in figures.values())
    (found,) = reading.session.ask(f"SELECT {asked} FROM roster_read")
    bounds = [0 if one is None else int(str(one)) for one in found]
    for at, (name, one) in enumerate(figures.items()):
        columns[name] = evolve(one, low=min(bounds[2 * at], 0), high=max(bounds[2 * at + 1], 0))
    return columns
