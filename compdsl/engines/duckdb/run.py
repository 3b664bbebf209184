"""A run in bulk: the lines of all people as a table of a database, checked by the evaluator."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from attrs import define, field

from compdsl.diagnostics.problem import Problem
from compdsl.engines.again import Again, FiguresOfOthers, Row
from compdsl.engines.beyond import ReadOneByOne, TooWide
from compdsl.engines.dialects import DUCKDB, Dialect
from compdsl.engines.duckdb.cell_rows import kept_rows
from compdsl.engines.duckdb.outside_days import outside_warnings
from compdsl.engines.duckdb.reading import BulkReading
from compdsl.engines.duckdb.session import Session
from compdsl.engines.duckdb.some_people import AT_ONCE, from_rows, some_people
from compdsl.engines.duckdb.text_of_lines import copy_lines, texts_of
from compdsl.engines.facts import SCALES
from compdsl.engines.one_period import OnePeriod
from compdsl.engines.relations import Relation, Relations
from compdsl.engines.to_sql import Plain, quoted
from compdsl.kernel.plan import Plan
from compdsl.paid.lines import Statement, pay_one, program_of
from compdsl.paid.spellings import ROSTER, warnings_of_spelling
from compdsl.paid.world import build_world
from compdsl.records.data import Data
from compdsl.values.currency import places_of
from compdsl.values.period import Period

LINES = "lines.csv"

SAMPLE = 1_000
"""How many lines of a run are worked out once more from the text of their rows."""


class Differs(Exception):  # noqa: N818 - it is a finding
    """The query and the evaluator do not pay the same: nothing may be written."""


@define(eq=False)
class PaidInBulk:
    """The lines of one period as the table `name`; `special` are the people whom the evaluator paid instead."""

    name: str
    query: OnePeriod
    places: dict[str, int]
    table: str = ""
    written: Path | None = None
    """The file with its lines, where they were written as they were paid."""
    special: dict[str, Statement | list[Problem]] = field(factory=dict)
    sampled: int = 0
    on_edges: int = 0


@define(eq=False)
class BulkRun:
    """A run of a plan over the files of a folder."""

    plan: Plan
    reading: BulkReading
    relations: Relations
    has_exact: bool = False
    """Whether the exact figures of the lines are asked for, beside what is paid."""
    dialect: Dialect = DUCKDB
    paid: list[PaidInBulk] = field(factory=list)

    @property
    def session(self) -> Session:
        """The database."""
        return self.reading.session

    @property
    def all_relations(self) -> dict[str, Relation]:
        """The relations of rows, by the name of their file."""
        measures = self.relations.measures
        return {**self.relations.blocks, **({"measures": measures} if measures is not None else {})}

    def pay(self, period: Period) -> PaidInBulk:
        """Pay everybody in a period."""
        found, stems = self._lines_and_odd(period)
        if stems:
            self.reading.read_odd(stems)
            self.relations = self.reading.relations()
            found, stems = self._lines_and_odd(period)
            if stems or found is None:
                raise ReadOneByOne("the data has rows that are read one by one")
        assert found is not None
        self._ask_evaluator(found)
        is_whole = all(isinstance(one, Statement) for one in found.special.values())
        with self._writing(found) if self.reading.store is not None and is_whole else nullcontext():
            self._check_sample(found)
            self._check_edges(found)
        self.paid.append(found)
        return found

    @contextmanager
    def _writing(self, paid: PaidInBulk) -> Iterator[None]:
        """Have the lines written while they are checked; the file is only used where all is well."""
        assert self.reading.store is not None
        paid.written = self.reading.store / LINES
        with self.session.beside(copy_lines(texts_of(self, paid), paid.written)):
            yield

    def _lines_and_odd(self, period: Period) -> tuple[PaidInBulk | None, list[str]]:
        """The table of the lines of a period, and the files with rows that are not surely read."""
        try:
            found = self._lines(period)
        except ReadOneByOne:
            return None, list(self.all_relations)
        return found, self._with_odd_rows(found)

    def _lines(self, period: Period) -> PaidInBulk:
        """The lines of a period as a table, and a view of it in which every column has its name."""
        number = len(self.paid) + 1
        name, table = f"paid_{number}", f"lines_{number}"
        query, statement = self._query(period)
        columns = [str(row[0]) for row in self._ask(f"SELECT column_name FROM (DESCRIBE {statement})")]
        kept, seen = self._kept_columns(query, columns)
        payees = self.relations.roster.rows
        with self.session.in_any_order(), self.session.step(f"Paying {period}", payees, "payees"):
            self._ask(f"CREATE OR REPLACE TABLE {table} AS SELECT {', '.join(kept)} FROM ({statement})")
        self._ask(f"CREATE OR REPLACE VIEW {name} AS SELECT {', '.join(seen)} FROM {table}")
        return PaidInBulk(name, query, {column: at for at, column in enumerate(columns)}, table)

    def _kept_columns(self, query: OnePeriod, columns: Sequence[str]) -> tuple[list[str], list[str]]:
        """The columns of the table of lines, and those of its view.

        What the lines are made of is only kept of people who are asked about again; of columns that are the same, one.
        """
        same: dict[str, str] = {}
        for groups in query.facts.groups.values():
            same |= groups.same_marks(query.period)
        asked = f"{self.not_sure} OR edges > 0 OR NOT is_theirs OR {self.reading.is_in_sample('payee')}"
        kept, seen, held = list[str](), list[str](), list[str]()
        for name in columns:
            if name.startswith(("leaf_", "field_")):
                held.append(name)
                seen.append(f'held."{name}" AS "{name}"')
            elif same.get(name, name) != name:
                seen.append(f"{same[name]} AS {name}")
            else:
                kept.append(name)
                seen.append(name)
        if held:
            parts = ", ".join(f'"{name}" := "{name}"' for name in held)
            kept.append(f"CASE WHEN {asked} THEN struct_pack({parts}) END AS held")
        return kept, seen

    def _query(self, period: Period) -> tuple[OnePeriod, str]:
        """The query of a period, for figures as large as its numbers can be."""
        for scale in SCALES:
            try:
                query = OnePeriod(self.plan, period, self.relations, self.dialect, scale)
                for relation in self.all_relations.values():
                    query.facts.groups_of(relation, query.of_period)
                return query, query.query(has_exact=self.has_exact)
            except TooWide:
                continue
        raise TooWide

    def _with_odd_rows(self, paid: PaidInBulk) -> list[str]:
        """The files that hold a row which was not surely read, or is nobody's of the roster."""
        found = []
        for block, relation in self.all_relations.items():
            groups = paid.query.facts.groups[relation.name]
            ((seen,),) = self.session.ask(f"SELECT coalesce(sum({groups.name}_all), 0) FROM {paid.name}")
            if self.is_of_nobody(block):
                ((seen,),) = self.session.ask(f"SELECT count(*) FROM {relation.name} WHERE owner IS NULL")
            if seen != self._rows_in(block):
                found.append(block)
        return found

    def _rows_in(self, block: str) -> int:
        """How many rows of a file are to be paid on; -1 where that cannot be told."""
        try:
            return self.reading.rows_in(block) - self.reading.left_out.get(block, 0)
        except ReadOneByOne:
            return -1

    def is_of_nobody(self, block: str) -> bool:
        """Whether the rows of a block are nobody's: they are the company's alone."""
        return block in self.relations.blocks and self.plan.schema.block(block).payee_column is None

    def warnings(self) -> list[Problem]:
        """What of the data is nearly what the plan asks for, as the evaluator tells of it."""
        rows = self._ask("SELECT team, count(*) FROM roster_read_teams GROUP BY team ORDER BY min(place)")
        file = self.reading.files["payees"].name
        teams = {str(team): int(count) for team, count in rows if team is not None}
        spellings = warnings_of_spelling(self.plan, self._texts, teams, dict.fromkeys(teams, file))
        return [*spellings, *outside_warnings(self.plan, self.reading)]

    def _texts(self, block: str, column: str) -> dict[str, int]:
        """How many rows hold each text of a column."""
        relation = self.relations.roster if block == ROSTER else self.relations.blocks[block]
        value = relation.columns[column]
        if not isinstance(value, Plain):
            return {}
        name = "roster_read_teams" if block == ROSTER else relation.name
        held = self._ask(f"SELECT {value.text} AS t, count(*) FROM {name} GROUP BY t")
        return {str(text): int(count) for text, count in held if text is not None}

    # The evaluator

    def _ask_evaluator(self, paid: PaidInBulk) -> None:
        """Have it pay whom the query does not surely pay."""
        rows = self._ask(f"SELECT * FROM {paid.name} WHERE {self.due} AND {self.not_sure} ORDER BY place")
        if not rows:
            return
        keys = [str(row[paid.places["payee"]]) for row in rows]
        data = some_people(self.reading, keys)
        paid.special = dict(self._statements(paid, rows, data))
        gone = [key for key in keys if key not in paid.special]
        for first in range(0, len(gone), AT_ONCE):
            names = ", ".join(map(quoted, gone[first : first + AT_ONCE]))
            self._ask(f"UPDATE {paid.table} SET is_active = FALSE WHERE payee IN ({names})")

    def _check_sample(self, paid: PaidInBulk) -> None:
        """Work out once more the lines of some people, from the text of their rows."""
        sampled = f"{self.due} AND NOT {self.not_sure} AND {self.reading.is_in_sample('payee')}"
        rows = self._ask(f"SELECT * FROM {paid.name} WHERE {sampled} ORDER BY place")
        at, groups = paid.places, paid.query.facts.groups
        texts = {
            block: kept_rows([row[at[f"{groups[relation.name].name}_raw"]] for row in rows])
            for block, relation in self.all_relations.items()
        }
        keys = ", ".join(quoted(str(row[at["payee"]])) for row in rows) or "NULL"
        people = self.reading.text_rows("payees", keys)
        by_key = {str(row[at["payee"]]): row for row in rows}
        for key, found in self._statements(paid, rows, from_rows(self.reading, people, texts)):
            paid.sampled += self._compare(paid, by_key[key], found)

    @property
    def due(self) -> str:
        """The condition that the plan pays somebody."""
        return "is_active AND is_theirs"

    @property
    def not_sure(self) -> str:
        """The condition that the evaluator must pay somebody: a figure may be too large, or data is missing."""
        lacks = " OR ".join(f"line_{at} IS NULL" for at in range(1, len(self.plan.lines) + 1))
        return f"(unsure OR {lacks})"

    def _ask(self, statement: str) -> list[tuple[Any, ...]]:
        return self.session.ask(statement)

    def _statements(
        self, paid: PaidInBulk, rows: Sequence[Row], data: Data
    ) -> Iterator[tuple[str, Statement | list[Problem]]]:
        """The statements of some people from their own records; figures of others are those of the query."""
        plan, query = self.plan, paid.query
        world = build_world(data, plan.schema, query.period, plan.calendar, plan.since, plan.until, plan.people)
        by_key = {str(row[paid.places["payee"]]): row for row in rows}
        others = FiguresOfOthers(query, paid.places)
        program = others.given(program_of(plan))
        for key, payee in world.paid_people.items():
            others.row = by_key[key]
            yield key, pay_one(plan, program, world, payee)

    def _compare(self, paid: PaidInBulk, row: tuple[Any, ...], found: Statement | list[Problem]) -> int:
        """Hold the lines of the query against those of the evaluator; gives how many there are."""
        if not isinstance(found, Statement):
            raise Differs
        mine = [
            (line.component, row[paid.places[f"line_{at}"]])
            for at, line in enumerate(self.plan.lines, 1)
            if not line.is_limit or row[paid.places[f"line_{at}"]]
        ]
        units = 10 ** places_of(self.plan.currency)
        if mine != [(line.component, line.amount * units) for line in found.lines]:
            raise Differs
        return len(mine)

    def _check_edges(self, paid: PaidInBulk) -> None:
        """Work out once more every line made of a figure on a bound or between two units."""
        again = Again(paid.query, paid.places)
        on_edges = f"SELECT * FROM {paid.name} WHERE is_active AND is_theirs AND NOT unsure AND edges > 0"
        for rows in self.session.many(on_edges, 2_000):
            for row in rows:
                self._check_edges_of(paid, again, row)

    def _check_edges_of(self, paid: PaidInBulk, again: Again, row: tuple[Any, ...]) -> None:
        edges, payee = row[paid.places["edges"]], again.payee_of(row)
        for at in range(len(self.plan.lines)):
            if edges >> at & 1:
                if again.units(row, payee, at) != row[paid.places[f"line_{at + 1}"]]:
                    raise Differs
                paid.on_edges += 1


def open_run(plan: Plan, reading: BulkReading, *, has_exact: bool = False) -> BulkRun:
    """A run that has paid nothing yet."""
    reading.people_in_sample = SAMPLE // max(len(plan.lines), 1) + 1
    return BulkRun(plan, reading, reading.relations(), has_exact)
