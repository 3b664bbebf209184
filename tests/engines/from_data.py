"""Records that were read before -> relations of a database."""

import json
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import lcm
from typing import Any

from compdsl.engines.beyond import BeyondQuery
from compdsl.engines.dialects import DUCKDB
from compdsl.engines.duckdb.session import Session
from compdsl.engines.figures import Figure
from compdsl.engines.relations import Relation, Relations
from compdsl.engines.to_sql import Plain, SqlValue
from compdsl.records.data import Data, Payee
from compdsl.records.schema import BlockSchema, Schema
from compdsl.values.types import NUMERIC, Kind

SQL_TYPES = {Kind.DATE: "DATE", Kind.BOOL: "BOOLEAN", Kind.TEXT: "VARCHAR", Kind.UNKNOWN: "VARCHAR"}


def relations_of(session: Session, schema: Schema, data: Data) -> Relations:
    """The roster and the blocks of some records as tables of a database."""
    return Relations(
        _roster(session, schema, data.payees),
        {block.name: _block(session, block, data) for block in schema.blocks},
        _measures(session, data) if schema.measures else None,
    )


def _measures(session: Session, data: Data) -> Relation:
    kinds = {"value": Kind.NUMBER, "of": Kind.NUMBER, "goal": Kind.NUMBER, "metric": Kind.TEXT}
    kinds |= {"first": Kind.DATE, "until": Kind.DATE, "is_ratio": Kind.BOOL}
    rows = [
        {"value": one.value, "of": one.of, "goal": one.goal, "metric": one.metric, "is_ratio": one.is_ratio,
         "first": one.period.start, "until": one.period.until}
        for one in data.measures
    ]  # fmt: skip
    columns, names = _table(session, "measures", kinds, rows, "owner", [one.payee for one in data.measures])
    for name in ("metric", "first", "until"):
        session.ask(f"ALTER TABLE measures RENAME {names[name]} TO {name}")
        columns[name] = Plain(name)
    sizes = {one.top: (8 * one.low, 8 * one.high) for one in columns.values() if isinstance(one, Figure)}
    return Relation("measures", columns, len(rows), sizes)


def _roster(session: Session, schema: Schema, payees: Sequence[Payee]) -> Relation:
    own = {"payee": Kind.TEXT, "team": Kind.TEXT, "start": Kind.DATE, "end": Kind.DATE}
    kinds = {**{name: wanted.kind for name, wanted in schema.payee_fields.items()}, **own}
    rows = [{**one.fields, "payee": one.key, "team": one.team, "start": one.start, "end": one.end} for one in payees]
    columns, names = _table(session, "roster", kinds, rows, "is_several", [bool(one.stints) for one in payees])
    session.ask(f"ALTER TABLE roster RENAME {names['payee']} TO payee")
    session.ask(f"ALTER TABLE roster RENAME {names['team']} TO team")
    columns |= {"payee": Plain("payee"), "team": Plain("team", may_lack=True)}
    return Relation("roster", columns, len(rows), has_several=any(one.stints for one in payees))


def _block(session: Session, block: BlockSchema, data: Data) -> Relation:
    if block.credit is not None:
        raise BeyondQuery("rows are credited to several people")
    rows = data.blocks.get(block.name, ())
    kinds = {name: wanted.kind for name, wanted in block.columns.items()}
    owners = [row.values[block.payee_column] if block.payee_column is not None else None for row in rows]
    name = f"block_{block.name}"
    columns, names = _table(session, name, kinds, [row.values for row in rows], "owner", owners)
    if block.date_column is not None:
        columns["day"] = Plain(names[block.date_column])
    return Relation(name, columns, len(rows))


def _table(
    session: Session, table: str, kinds: Mapping[str, Kind], rows: Sequence[Mapping[str, Any]], extra: str,
    extras: Sequence[Any],
) -> tuple[dict[str, SqlValue], dict[str, str]]:  # fmt: skip
    """A table of some rows; its columns as values of a query, and their names, by the name the plan has for them."""
    columns: dict[str, SqlValue] = {}
    names = {name: f"{table[0]}{at}" for at, name in enumerate(kinds, 1)}
    cells: list[list[Any]] = [[at] for at in range(len(rows))]
    types = ["CAST(row[1] AS BIGINT) AS place"]
    for at, (name, kind) in enumerate(kinds.items(), 2):
        values = [row.get(name) for row in rows]
        may_lack = any(one is None for one in values)
        if kind in NUMERIC:
            column, texts = _whole_numbers(names[name], values, may_lack)
            columns[name] = column
            sql_type = DUCKDB.width(column.size)
        else:
            columns[name] = Plain(names[name], may_lack)
            texts = [str(one).lower() if isinstance(one, bool) else None if one is None else str(one) for one in values]
            sql_type = SQL_TYPES[kind]
        for cell, text in zip(cells, texts, strict=True):
            cell.append(text)
        types.append(f"CAST(row[{at}] AS {sql_type}) AS {names[name]}")
    for cell, value in zip(cells, extras, strict=True):
        cell.append(str(value).lower() if isinstance(value, bool) else value)
    kind_of_extra = "BOOLEAN" if extra == "is_several" else "VARCHAR"
    types.append(f"CAST(row[{len(kinds) + 2}] AS {kind_of_extra}) AS {extra}")
    texts_of_rows = [[None if one is None else str(one) for one in cell] for cell in cells]
    source = "(SELECT unnest(from_json(?, '[[\"VARCHAR\"]]')) AS row)"
    made = f"CREATE OR REPLACE TABLE {table} AS SELECT {', '.join(types)} FROM {source}"
    session.ask(made, [json.dumps(texts_of_rows)])
    return columns, names


def _whole_numbers(name: str, values: Iterable[Any], may_lack: bool) -> tuple[Figure, list[str | None]]:
    """Exact figures as whole numbers over the least denominator of all."""
    known = list(values)
    bottom = lcm(*(Fraction(one).denominator for one in known if one is not None), 1)
    whole = [None if one is None else int(one * bottom) for one in known]
    held = [one for one in whole if one is not None] or [0]
    figure = Figure(name, min(*held, 0), max(*held, 0), Fraction(1, bottom), may_lack=may_lack)
    return figure, [None if one is None else str(one) for one in whole]
