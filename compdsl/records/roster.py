"""`payees`: the roster. Who is paid, in which team, from when to when, and the fields the plan uses."""

import datetime
from bisect import bisect, insort
from collections.abc import Iterable
from functools import partial
from typing import cast

from attrs import define, evolve, field

from compdsl.diagnostics.did_you_mean import closest
from compdsl.diagnostics.problem import Problem
from compdsl.records import problems, problems_of_managers
from compdsl.records.cells import cell_reader, read_date, read_text
from compdsl.records.columns import Bound, CellError, Column, bind, count_refused, doubts_of, problems_of
from compdsl.records.data import Payee
from compdsl.records.managers import MOST_LEVELS, ring_in
from compdsl.records.reader import Reader
from compdsl.records.schema import Schema
from compdsl.records.spelling import difference, fold
from compdsl.records.text import Cells, Found, TextFile, TextRow, open_rows
from compdsl.values.exact import Value

LONGEST_COMPARED = 64
LETTERS_COMPARED = 1_000_000
MOST_UNKNOWN = 20
"""How many managers that nobody is are told."""


@define(eq=False)
class Roster:
    """The payees by key, and the keys whose rows are refused."""

    payees: dict[str, Payee] = field(factory=dict)
    refused: frozenset[str] = frozenset()
    _letters_left: int = LETTERS_COMPARED

    @property
    def reader(self) -> Reader[str]:
        """How a cell that names a payee is read."""
        return Reader(lambda text: text if text in self.payees else None, self.problem)

    def problem(self, text: str) -> Problem:
        """The problem of a cell that names nobody who can be paid."""
        if text in self.refused:
            return problems.refused_payee(text)
        nearly = self._nearly(text)
        differ = difference(text, nearly) if nearly is not None else ""
        return problems.unknown_payee(text, self._similar(text), nearly, differ)

    def _similar(self, key: str) -> str | None:
        """The key that was probably meant. Looking is given up after a while, so that it never takes long."""
        self._letters_left -= len(self.payees) * len(key) ** 2
        if len(key) > LONGEST_COMPARED or self._letters_left < 0:
            return None
        return closest(key, self.payees)

    def _nearly(self, key: str) -> str | None:
        self._letters_left -= len(self.payees)
        if self._letters_left < 0:
            return None
        plain = fold(key)
        return next((known for known in self.payees if fold(known) == plain), None)


def roster_columns(schema: Schema) -> tuple[str, ...]:
    """The columns the roster must have."""
    asked = [name for name, is_used in (("team", schema.uses_team), ("manager", schema.uses_reports)) if is_used]
    return tuple(dict.fromkeys(["payee", *asked, *schema.payee_fields]))


def read_roster(file: TextFile, schema: Schema) -> Roster | None:
    """The roster; None where its file cannot be read."""
    file.payee_columns = ("payee",)
    needed = roster_columns(schema)
    optional = [name for name in ("team", "start", "end") if name not in needed]
    rows = open_rows(file, needed, optional)
    return rows_of_roster(file, rows, schema) if rows is not None else None


def rows_of_roster(file: TextFile, rows: Iterable[TextRow], schema: Schema) -> Roster:
    """The roster from some rows of its file."""
    reader = _RosterReader(file, schema)
    for line, number, cells in rows:
        reader.take(line, number, cells)
    payees = {key: of_stints(stints) for key, stints in reader.stints.items()}
    roster = Roster(payees, frozenset(file.refused_payees - payees.keys()))
    if schema.uses_reports:
        _check_managers(file, roster)
    return roster


def _check_managers(file: TextFile, roster: Roster) -> None:
    """Every manager is somebody of the roster, and nobody stands above themselves."""
    rows = [row for payee in roster.payees.values() for row in payee.stints or (payee,)]
    unknown = [row for row in rows if row.manager is not None and row.manager not in roster.payees]
    for row in unknown[:MOST_UNKNOWN]:
        file.stop(roster.problem(row.manager or ""), row.line, "manager")
    file.refusals.errors += len(unknown[MOST_UNKNOWN:])
    ring = None if unknown else ring_in(roster.payees)
    if ring is not None and ring.is_closed:
        line = roster.payees[ring.keys[0]].line
        file.stop(problems_of_managers.ring_of_managers(ring.keys, ring.since), line, "manager")
    elif ring is not None:
        key = ring.keys[0]
        file.stop(problems_of_managers.too_many_levels(key, MOST_LEVELS), roster.payees[key].line, "manager")


class _RosterReader:
    """The rows of each payee as they are read, in the order of their days; the first payee of each spelling."""

    def __init__(self, file: TextFile, schema: Schema) -> None:
        self.file = file
        self.stints: dict[str, list[Payee]] = {}
        self.spellings: dict[str, Payee] = {}
        readers: dict[str, Column[Value]] = {"payee": Column(read_text)}
        texts = ("team", "manager") if schema.uses_reports else ("team",)
        for name in (*texts, "start", "end"):
            readers[name] = Column(read_text if name in texts else read_date, may_be_empty=True)
        self.own: Bound[Value] = bind(file.columns, readers)
        fields: dict[str, Column[Value]] = {
            name: Column(cell_reader(wanted, schema.currency), may_be_empty=True)
            for name, wanted in schema.payee_fields.items()
        }
        self.fields: Bound[Value] = bind(file.columns, fields)
        self.bound = [*self.own, *self.fields]
        self.doubts = doubts_of(self.fields)
        self.key_at = file.columns.index("payee")
        self.has_days = "start" in file.columns or "end" in file.columns

    def take(self, line: int, number: int, cells: Cells) -> None:
        """Read one row: a payee, or a refused row."""
        if self.file.refusals.only_counts and (errors := self._errors_in(cells)):
            self.file.count_refused(cells, errors)
            return
        try:
            values = {name: reader[cells[index]] for name, index, reader in self.own}
            fields = {name: reader[cells[index]] for name, index, reader in self.fields}
        except CellError:
            self.file.refuse(line, number, cells, problems_of(cells, self.bound))
            return
        if self.doubts:
            self.file.warn_in_row(line, number, self.doubts)
        payee = _payee(values, fields, self.file.name, line)
        found = self._problems(payee)
        if found and self.file.refusals.only_counts:
            self.file.count_refused(cells, len(found))
            return
        if found:
            self.file.refuse(line, number, cells, found)
            return
        stints = self.stints.setdefault(payee.key, [])
        insort(stints, payee, key=first_day)
        if len(stints) == 1:
            self._compare_spellings(payee, number)

    def _errors_in(self, cells: Cells) -> int:
        """How many errors a row has, found in a short time; some are only seen when the row has been read."""
        is_known = not self.has_days and cells[self.key_at] in self.stints
        return count_refused(cells, self.bound) or is_known

    def _problems(self, payee: Payee) -> Found:
        stints = self.stints.get(payee.key, [])
        place = bisect(stints, first_day(payee), key=first_day)
        other = next((one for one in stints[max(place - 1, 0) : place + 1] if _meet(one, payee)), None)
        if other is not None:
            return [("payee", partial(problems.duplicate_payee, payee.key, other.line))]
        if payee.start and payee.end and payee.end < payee.start:
            start, end = payee.start.isoformat(), payee.end.isoformat()
            return [("end", partial(problems.end_before_start, start, end))]
        return []

    def _compare_spellings(self, payee: Payee, number: int) -> None:
        other = self.spellings.setdefault(fold(payee.key), payee)
        if other is not payee:
            words = partial(_look_alike, payee.key, other.key, other.line)
            self.file.warn(words, payee.line, number, "payee")


def _meet(one: Payee, other: Payee) -> bool:
    """Whether two rows hold on one day."""
    return _starts_by(one, other) and _starts_by(other, one)


def _starts_by(one: Payee, other: Payee) -> bool:
    return one.start is None or other.end is None or one.start <= other.end


def _look_alike(key: str, other: str, line: int) -> Problem:
    return problems.look_alike_payees(key, other, line, difference(key, other))


def first_day(payee: Payee) -> datetime.date:
    """The day a row of the roster begins to hold; the first of all where it names none."""
    return payee.start or datetime.date.min


def of_stints(stints: list[Payee]) -> Payee:
    """A payee of one row, or of several, each of which holds for its own days."""
    if len(stints) == 1:
        return stints[0]
    return evolve(stints[-1], start=stints[0].start, stints=tuple(stints))


def _payee(values: dict[str, Value | None], fields: dict[str, Value | None], file: str, line: int) -> Payee:
    """The row as a payee; the reader of each column has seen to the kind of its value."""
    return Payee(
        key=cast(str, values["payee"]),
        team=cast(str | None, values.get("team")),
        manager=cast(str | None, values.get("manager")),
        fields=fields,
        file=file,
        line=line,
        start=cast(datetime.date | None, values.get("start")),
        end=cast(datetime.date | None, values.get("end")),
    )
