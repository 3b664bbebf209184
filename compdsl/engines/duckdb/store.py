"""The rows that a run in bulk was made of, kept beside its lines: what is needed to explain any of them later.

Each file of the data has a Parquet file `trace-<name>.parquet`. Its rows stand in the order of the file, so that a row
knows its line; its columns are called as they are in the plan, and numbers are whole ones, whose decimals the metadata
of the file tells. The manifest of the run holds the hash of every such file.
"""

import json
from bisect import insort
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

from attrs import define

from compdsl.engines.duckdb.session import Session
from compdsl.engines.duckdb.sources import JSON_LINES
from compdsl.engines.figures import Figure
from compdsl.engines.to_sql import SqlValue, quoted, text_of
from compdsl.kernel.plan import Plan
from compdsl.paid.rows import scopes_of_people, scopes_used
from compdsl.records.data import Data, Given, InputFile, Payee, Row
from compdsl.records.roster import first_day, of_stints
from compdsl.records.schema import BlockSchema
from compdsl.records.tables import plain_path

VERSION = 1


class TooMany(Exception):  # noqa: N818 - it is a limit, not a defect
    """More rows than can be explained one by one; carries how many."""

    def __init__(self, rows: int) -> None:
        super().__init__("too many rows to explain")
        self.rows = rows


MOST_ROWS = 5_000_000
"""How many rows a figure that is explained may be made of."""


def copy_statement(query: str, path: Path, file: str, columns: Mapping[str, SqlValue], *, has_places: bool) -> str:
    """The statement that keeps the rows of a file, with what is needed to read them again.

    Where they have no places of their own (`has_places`), they stand as in the file.
    """
    names = {name: text_of(value) for name, value in columns.items()}
    places = {name: _places(value) for name, value in columns.items() if isinstance(value, Figure)}
    facts = {"version": VERSION, "file": file, "columns": names, "places": places, "has_places": has_places}
    told = json.dumps(facts)
    options = f"FORMAT parquet, KV_METADATA {{compdsl: {quoted(told)}}}"
    return f"COPY ({query}) TO {quoted(str(path))} ({options})"


def _places(value: Figure) -> int:
    return len(str(value.factor.denominator)) - 1


@define(eq=False)
class Store:
    """The kept rows of a run, in the folder it was written to."""

    session: Session
    folder: Path
    plan: Plan

    def data(self, payee: str, files: Sequence[InputFile]) -> Data:
        """All that the figures of somebody are made of: their rows, and those of others where the plan asks of them."""
        scopes = {scope for several in scopes_used(self.plan).values() for scope in several}
        scopes |= scopes_of_people(self.plan)
        names = self._told("payees")["columns"]
        theirs = f"{names['payee']} = {quoted(payee)}"
        if not self._roster(theirs):
            return Data(tuple(self._roster()), files=tuple(files))
        is_of_all = not scopes <= {"own", "team"}
        if is_of_all:
            people = self._roster()
        else:
            path, team = self._relation("payees"), names["team"]
            people = self._roster(f"{theirs} OR {team} IN (SELECT {team} FROM {path} WHERE {theirs})")
        blocks = {block.name: tuple(self._rows(block, people, is_of_all)) for block in self.plan.schema.blocks}
        given = tuple(self._given(people, is_of_all)) if self.plan.schema.measures else ()
        return Data(tuple(people), blocks, given, tuple(files))

    def _relation(self, stem: str) -> str:
        path = plain_path(self.folder / f"trace-{stem}.parquet")
        return f"read_parquet({path}, file_row_number=true, hive_partitioning=false)"

    def _told(self, stem: str) -> dict[str, Any]:
        path = plain_path(self.folder / f"trace-{stem}.parquet")
        asked = f"SELECT decode(value) FROM parquet_kv_metadata({path}) WHERE decode(key) = 'compdsl'"
        ((text,),) = self.session.ask(asked)
        found: dict[str, Any] = json.loads(text)
        return found

    def _roster(self, where: str = "TRUE") -> list[Payee]:
        told = self._told("payees")
        names = told["columns"]
        columns = list(names)
        chosen = ", ".join([*_place(told), *(names[name] for name in columns)])
        found: dict[str, list[Payee]] = {}
        for line, _, *cells in self.session.ask(
            f"SELECT {chosen} FROM {self._relation('payees')} WHERE {where} ORDER BY 1"
        ):
            values = _values(columns, cells, told["places"])
            own = {name: values.pop(name) for name in ("payee", "team", "start", "end")}
            place = {"file": told["file"], "line": line}
            one = Payee(own["payee"], own["team"], values, start=own["start"], end=own["end"], **place)
            insort(found.setdefault(one.key, []), one, key=first_day)
        return [of_stints(stints) for stints in found.values()]

    def _rows(self, block: BlockSchema, people: Sequence[Payee], is_of_all: bool) -> Iterator[Row]:
        told = self._told(block.name)
        columns = [name for name in told["columns"] if name in block.columns or name == block.payee_column]
        is_of_all = is_of_all or block.payee_column is None
        for line, number, values in self._kept(block.name, told, columns, people, is_of_all):
            yield Row(told["file"], line, number, values)

    def _given(self, people: Sequence[Payee], is_of_all: bool) -> Iterator[Given]:
        told = self._told("measures")
        for line, number, values in self._kept("measures", told, list(told["columns"]), people, is_of_all):
            if values["metric"] not in self.plan.schema.measures:
                continue
            period = self.plan.calendar.read(values["label"])
            assert period is not None
            figures = (values["value"], values["of"], values["goal"], values["is_ratio"])
            yield Given(values["payee"], period, values["metric"], *figures, told["file"], line, number)

    def _kept(
        self, stem: str, told: Mapping[str, Any], columns: Sequence[str], people: Sequence[Payee], is_of_all: bool
    ) -> Iterator[tuple[int, int, dict[str, Any]]]:
        """The rows of some people, or all, each with its line and its number."""
        relation, where = self._relation(stem), "TRUE"
        if not is_of_all:
            where = f"owner IN ({', '.join(quoted(one.key) for one in people)})"
        ((count,),) = self.session.ask(f"SELECT count(*) FROM {relation} WHERE {where}")
        if count > MOST_ROWS:
            raise TooMany(count)
        chosen = ", ".join([*_place(told), *(told["columns"][name] for name in columns)])
        for line, number, *cells in self.session.ask(f"SELECT {chosen} FROM {relation} WHERE {where} ORDER BY 1"):
            yield line, number, _values(columns, cells, told["places"])


def _place(told: Mapping[str, Any]) -> tuple[str, str]:
    """The columns that say where a row stood in its file: its line, and its number."""
    above = 1 if str(told["file"]).endswith(JSON_LINES) else 2
    return ("line", "number") if told["has_places"] else (f"file_row_number + {above}", "file_row_number + 1")


def _values(names: Sequence[str], cells: Sequence[Any], places: Mapping[str, int]) -> dict[str, Any]:
    found = dict(zip(names, cells, strict=True))
    for name, several in places.items():
        if found.get(name) is not None:
            value = Fraction(found[name], 10**several)
            found[name] = value.numerator if value.denominator == 1 else value
    return found
