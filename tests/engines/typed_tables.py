"""Records that were read before -> typed tables of a database, as somebody's warehouse has them."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from attrs import evolve

from compdsl.engines.sql.warehouses import Warehouse
from compdsl.records.data import Data, Payee
from compdsl.records.schema import Schema
from compdsl.values.types import NUMERIC, Kind

MOST_PLACES = 9


def typed_tables(warehouse: Warehouse, schema: Schema, data: Data) -> Iterator[tuple[str, str]]:
    """Each table of some records: its name, and the query of its rows."""
    kinds = {"payee": Kind.TEXT, "start": Kind.DATE, "end": Kind.DATE, "team": Kind.TEXT}
    kinds |= {name: wanted.kind for name, wanted in schema.payee_fields.items()}
    stints = [stint for one in data.payees for stint in (one.stints or (one,))]
    people = [{**one.fields, "payee": one.key, "team": one.team, "start": one.start, "end": one.end} for one in stints]
    yield "payees", _rows(warehouse, kinds, people)
    for block in schema.blocks:
        kinds = {name: wanted.kind for name, wanted in block.columns.items()}
        yield block.name, _rows(warehouse, kinds, [row.values for row in data.blocks.get(block.name, ())])
    if schema.measures:
        kinds = {"payee": Kind.TEXT, "period": Kind.TEXT, "metric": Kind.TEXT, "value": Kind.NUMBER}
        kinds |= {"of": Kind.NUMBER, "goal": Kind.NUMBER, "is_percent": Kind.BOOL}
        rows = [
            {"payee": one.payee, "period": one.period.label, "metric": one.metric, "value": one.value, "of": one.of,
             "goal": one.goal, "is_percent": one.is_ratio}
            for one in data.measures
        ]  # fmt: skip
        yield "measures", _rows(warehouse, kinds, rows)


def in_decimals(data: Data) -> Data:
    """The same records with numbers that a decimal column holds: a third becomes 0.3333."""
    payees = tuple(_person(one) for one in data.payees)
    blocks = {
        name: tuple(evolve(row, values=_values(row.values)) for row in rows) for name, rows in data.blocks.items()
    }
    given = tuple(
        evolve(one, value=_value(one.value), of=_value(one.of), goal=_value(one.goal)) for one in data.measures
    )
    return evolve(data, payees=payees, blocks=blocks, measures=given)


def _person(one: Payee) -> Payee:
    return evolve(one, fields=_values(one.fields), stints=tuple(_person(stint) for stint in one.stints))


def _values(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _value(value) for name, value in values.items()}


def _value(value: Any) -> Any:
    """A number with few enough decimals, or any other value as it is."""
    if not isinstance(value, Fraction) or (value * 10**MOST_PLACES).denominator == 1:
        return value
    found = Fraction(round(value * 10_000), 10_000)
    return found.numerator if found.denominator == 1 else found


def _rows(warehouse: Warehouse, kinds: Mapping[str, Kind], rows: Sequence[Mapping[str, Any]]) -> str:
    """The rows of a table as a query; numbers have as many decimals as the one with the most."""
    chosen = []
    for at, (name, kind) in enumerate(kinds.items(), 1):
        places = max([_places(row.get(name)) for row in rows], default=0) if kind in NUMERIC else 0
        typed = warehouse.decimal.format(places) if kind in NUMERIC else _TYPES.get(kind) or warehouse.text
        chosen.append(f"CAST(c{at} AS {typed}) AS {warehouse.identifier(name)}")
    names = ", ".join(f"c{at}" for at in range(1, len(kinds) + 1))
    told = [f"({', '.join(_literal(row.get(name)) for name in kinds)})" for row in rows]
    nothing = f"({', '.join('NULL' for _ in kinds)})"
    where = "" if told else " WHERE 1 = 0"
    values = ", ".join(told or [nothing])
    return warehouse.dialect.spelt(f"SELECT {', '.join(chosen)} FROM (VALUES {values}) AS t ({names}){where}")


_TYPES = {Kind.DATE: "DATE", Kind.BOOL: "BOOLEAN"}


def _places(value: Any) -> int:
    """How many decimals a number has."""
    if value is None:
        return 0
    return next(places for places in range(MOST_PLACES + 1) if (value * 10**places).denominator == 1)


def _literal(value: Any) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return f"'{str(value).lower()}'"
    if isinstance(value, int | Fraction):
        return f"'{_decimal(Fraction(value))}'"
    return "'" + str(value).replace("'", "''") + "'"


def _decimal(value: Fraction) -> str:
    places = _places(value)
    units = abs(int(value * 10**places))
    whole, rest = divmod(units, 10**places)
    return ("-" if value < 0 else "") + str(whole) + (f".{rest:0{places}}" if places else "")
