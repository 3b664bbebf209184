"""The traces of a run as JSON lines, by the schema in `compdsl/trace/schema.json`: what lines share is written once.

    run        first: the program, the plan, the files with their hashes, the periods
    forms      what is the same in every statement: how each step was written and what it is made of
    shared     a step that several statements use, such as the sum of a team with all its rows, or the parts of a pool
    outside    the rows of a payee that lie outside a period of the run
    more       further rows or people of a shared step, further rows outside
    statement  what one payee is paid in one period: its lines, and each of their steps once

A record that others refer to has an `id` and stands before all of them. So the file grows with the rows that were
read and with the lines that were paid, not with the one times the other. `compdsl/trace/from_run.py` puts the trace
of each line together again.
"""

from collections.abc import Generator, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from attrs import define, field

from compdsl.kernel.nodes import Aggregate, Given, Literal, Node, Prorated, Roster, Split, ToDate
from compdsl.paid.aggregates import Key, SplitRows, key_in_scope, places_asked
from compdsl.rendered.paid_before_to_json import adjustment_to_json, files_to_json
from compdsl.rendered.to_json import to_json
from compdsl.rendered.trace_to_json import (
    amount_split,
    counted_row,
    days_to_json,
    facts_of,
    filtered_row,
    form_to_json,
    given_row,
    line_to_json,
    nodes_told,
    origin_to_json,
    person_to_json,
    result_to_json,
    row_of_other_days,
    row_place,
    shares_to_json,
    stint_to_json,
    team_to_json,
    value_and_words,
)
from compdsl.trace.account import Account, Step, account_for
from compdsl.values.currency import places_of
from compdsl.values.figures import plain

if TYPE_CHECKING:
    from compdsl.kernel.plan import Plan
    from compdsl.paid.lines import Line, Statement
    from compdsl.paid.program import Program
    from compdsl.records.data import InputFile, PaidBefore, Row
    from compdsl.values.period import Period

MOST_ROWS = 1_000
"""How many rows or people a record holds; where there are more, further records go on with them."""

Fields: TypeAlias = dict[str, Any]
Entry: TypeAlias = tuple[str, Fields]
"""One row or person, under the name of the list it belongs to."""


@define(eq=False)
class RunTraces:
    """The traces of a run, a statement after the other.

    `ids` are those of what has been written to be shared; `programs` are the programs whose forms were.
    """

    plan: "Plan"
    files: "Sequence[InputFile]"
    periods: "Sequence[Period]"
    paid: "PaidBefore | None" = None
    closed: "Sequence[Period]" = ()
    ids: dict[Key, int] = field(factory=dict)
    programs: "list[Program]" = field(factory=list)

    def head(self) -> str:
        """The record of the run, which comes first."""
        found: Fields = {"periods": [days_to_json(one) for one in self.periods]}
        if self.paid is not None:
            found["closed"] = [days_to_json(one) for one in self.closed]
            found["paid_before"] = files_to_json(self.paid)
        return _record("run", **origin_to_json(self.plan, self.files), currency=self.plan.currency, **found)

    def of(self, statement: "Statement") -> Iterator[str]:
        """The record of a statement, behind those of what it shares with others and that are not written yet."""
        found: Fields = {}
        if statement.adjustments:
            yield from self._closed(statement)
            found["adjustments"] = [
                {"component": one.name, "amount": plain(one.amount, places_of(self.plan.currency)),
                 "adjusts": adjustment_to_json(self.plan, one)}
                for one in statement.adjustments
            ]  # fmt: skip
        yield from self._lines("statement", statement.payee.key, statement.period, statement.lines, found)

    def _closed(self, statement: "Statement") -> Iterator[str]:
        """What the closed periods come to now, of the lines that are adjusted: a record for each period."""
        for closed in dict.fromkeys(one.closed for one in statement.adjustments):
            lines = [one.line for one in statement.adjustments if one.closed == closed and one.line is not None]
            yield from self._lines("closed", statement.payee.key, closed, lines, {})

    def _lines(self, kind: str, payee: str, period: "Period", lines: "Sequence[Line]", more: Fields) -> Iterator[str]:
        """A record of lines with each of their steps once; one without a line has no forms."""
        forms, found = None, dict[int, Step]()
        accounts = [account_for(line, self.plan) for line in lines]
        if accounts:
            forms = yield from self._forms(accounts[0], [(line.component, line.paid) for line in self.plan.lines])
        for account in accounts:
            for node in nodes_told(account.program, account.root):
                found.setdefault(id(node), account.step_of(node))
        steps = (yield from self._steps(found.values(), forms)) if forms is not None else []
        told = [line_to_json(line, self.plan) for line in lines]
        yield _record(kind, payee=payee, period=period.label, forms=forms, steps=steps, lines=told, **more)

    def _new_id(self, key: Key) -> int:
        self.ids[key] = len(self.ids) + 1
        return self.ids[key]

    # What is the same in every statement

    def _forms(self, account: Account, roots: "Iterable[tuple[str | None, Node]]") -> Generator[str, None, int]:
        """The id of the forms of a program, and of the figures that are its results."""
        program = account.program
        key = ("forms", id(program))
        if key not in self.ids:
            self.programs.append(program)
            steps = [account.step_of(node) for node in program.nodes if not isinstance(node, Literal)]
            results = [
                {
                    **({"component": component} if component is not None else {}),
                    "result": account.step_of(root).id,
                    "steps": [account.step_of(node).id for node in nodes_told(program, root)],
                }
                for component, root in roots
            ]
            yield _record("forms", id=self._new_id(key), forms=[form_to_json(one) for one in steps], results=results)
        return self.ids[key]

    # Steps

    def _steps(self, steps: Iterable[Step], forms: int) -> Generator[str, None, list[Fields]]:
        found = []
        for step in steps:
            if isinstance(step.node, Aggregate | Given | Roster):
                found.append((yield from self._read(step, forms)))
            elif isinstance(step.node, ToDate):
                found.append((yield from self._to_date(step)))
            elif isinstance(step.node, Prorated):
                found.append((yield from self._prorated(step)))
            elif step.is_of_teams:
                found.append((yield from self._each_team(step)))
            elif isinstance(step.node, Split) and not step.is_missing:
                found.append((yield from self._part(step, forms)))
            else:
                found.append({"id": step.id, **value_and_words(step), **facts_of(step)})
        return found

    def _read(self, step: Step, forms: int) -> Generator[str, None, Fields]:
        """A step that reads data; only the id of its record where others use it too, or where its rows are many."""
        node = step.node
        rows = step.rows() if isinstance(node, Aggregate) and node.scope == "own" else None
        if rows is None and not (isinstance(node, Given) and node.scope == "own"):
            return {"id": step.id, "shared": (yield from self._shared(step, forms))}
        if rows is None:
            return {"id": step.id, **value_and_words(step), **facts_of(step)}
        if len(rows.counted) + len(rows.filtered) + len(rows.of_other_days) > MOST_ROWS:
            return {"id": step.id, "shared": (yield from self._shared(step, forms))}
        found = {"id": step.id, **value_and_words(step), **(yield from self._counts(step, rows))}
        for name, entry in _entries(step, rows):
            found[name].append(entry)
        return found

    def _shared(self, step: Step, forms: int) -> Generator[str, None, int]:
        """The id of a step that several statements use, or that has many rows; written with the first of them."""
        node, situation, account = step.node, step.account.situation, step.account
        assert isinstance(node, Aggregate | Given | Roster)
        answers = [account.values[place] for place in _places_asked(account, node)]
        days = situation.payee.days if node.scope == "own" else None
        key = ("shared", str(situation.world.period), days, *key_in_scope(node, situation, answers))
        if key in self.ids:
            return self.ids[key]
        head = {"forms": forms, "step": step.id, **days_to_json(situation.world.period), **value_and_words(step)}
        entries: Iterable[Entry | str]
        if isinstance(node, Aggregate):
            rows = step.rows()
            head |= yield from self._counts(step, rows)
            entries = _entries(step, rows)
        elif isinstance(node, Given):
            head["rows"] = []
            entries = (("rows", given_row(row)) for row in step.given())
        else:
            head["people"] = []
            entries = self._people(step)
        yield from self._in_parts("shared", key, head, entries)
        return self.ids[key]

    def _in_parts(self, kind: str, key: Key, head: Fields, entries: "Iterable[Entry | str]") -> Iterator[str]:
        """A record with its rows or people; those beyond the first thousand follow in records of their own."""
        part, count = head, 0
        for entry in entries:
            if isinstance(entry, str):
                yield entry
                continue
            if count == MOST_ROWS:
                yield self._piece(kind, key, part)
                part, count, kind = {}, 0, "more"
            part.setdefault(entry[0], []).append(entry[1])
            count += 1
        yield self._piece(kind, key, part)

    def _piece(self, kind: str, key: Key, part: Fields) -> str:
        return _record(kind, id=self.ids.get(key) or self._new_id(key), **part)

    # Rows and people

    def _counts(self, step: Step, rows: SplitRows) -> Generator[str, None, Fields]:
        """How many rows counted and were left out; those outside the period are in records of their own."""
        left_out = len(rows.filtered) + len(rows.outside) + len(rows.of_other_days)
        found: Fields = {"counted": len(rows.counted), "left_out": left_out}
        if rows.outside:
            found["outside"] = yield from self._outside(step)
        return found | {"rows": [], "left_out_rows": []}

    def _outside(self, step: Step) -> Generator[str, None, list[int]]:
        """The ids of the rows outside the period, a record for each payee who has some."""
        node, situation = step.node, step.account.situation
        assert isinstance(node, Aggregate)
        world = situation.world
        column = next(block.date_column for block in world.schema.blocks if block.name == node.block)
        assert column is not None  # rows without a day are in every period
        by_payee = world.rows.get(node.block, {})
        found = []
        for owner in world.owners(situation.payee, node.scope):
            inside, outside = by_payee.get(owner, ((), ()))
            if not outside:
                continue
            key = ("outside", node.block, owner)
            if key not in self.ids:
                rows = sorted([*inside, *outside], key=lambda row: row.number)
                head: Fields = {"block": node.block, "payee": owner, "column": column, "rows": []}
                yield from self._in_parts("outside", key, head, self._with_days(rows, column))
            found.append(self.ids[key])
        return found

    def _with_days(self, rows: "Iterable[Row]", column: str) -> Iterator[Entry]:
        """The rows that lie outside a period of the run, which are all of them where it has several."""
        for row in rows:
            day = row.values[column]
            if len(self.periods) + len(self.closed) > 1 or day not in self.periods[0]:
                yield "rows", {**row_place(row), "day": str(day)}

    def _inner(self, account: Account) -> Generator[str, None, tuple[int, list[Fields]]]:
        """The forms of a figure that a step is made of, and the steps to it, behind the records those need."""
        forms = yield from self._forms(account, [(None, account.root)])
        steps = map(account.step_of, nodes_told(account.program, account.root))
        return forms, (yield from self._steps(steps, forms))

    def _to_date(self, step: Step) -> Generator[str, None, Fields]:
        """A figure of the time so far."""
        account = step.to_date()
        forms, told = yield from self._inner(account)
        days = days_to_json(account.situation.world.period)
        return {"id": step.id, **value_and_words(step), **days, "forms": forms, **result_to_json(account, told)}

    def _prorated(self, step: Step) -> Generator[str, None, Fields]:
        """A figure by the rows of the roster that hold in the period."""
        stints = []
        for payee, share, account in step.stints():
            forms, told = yield from self._inner(account)
            stints.append({"forms": forms, **stint_to_json(payee, share, account, told)})
        return {"id": step.id, **value_and_words(step), "stints": stints}

    def _each_team(self, step: Step) -> Generator[str, None, Fields]:
        """A figure of somebody who changes teams, in each of them."""
        teams = []
        for payee, account in step.teams():
            forms, told = yield from self._inner(account)
            teams.append({"forms": forms, **team_to_json(step, payee, account, told)})
        return {"id": step.id, **value_and_words(step), "teams": teams}

    def _part(self, step: Step, forms: int) -> Generator[str, None, Fields]:
        """A part of an amount; the parts of all are told once."""
        node, situation = step.node, step.account.situation
        assert isinstance(node, Split)
        days = days_to_json(situation.world.period)
        key = ("shared", days["period"], *key_in_scope(node, situation, ()))
        if key not in self.ids:
            head = {"forms": forms, "step": step.id, **days, **amount_split(step), "shares": []}
            yield from self._in_parts("shared", key, head, (("shares", one) for one in shares_to_json(step)))
        return {"id": step.id, **value_and_words(step), "payee": situation.payee.key, "pool": self.ids[key]}

    def _people(self, step: Step) -> Iterator[Entry | str]:
        """The people of a sum with the steps to their figures, behind the records those need."""
        for payee, account in step.members():
            forms, told = yield from self._inner(account)
            yield "people", {"forms": forms, **person_to_json(payee, account, told)}


def _entries(step: Step, rows: SplitRows) -> Iterator[Entry]:
    """The rows that counted, and those that `where` left out."""
    for row, value in rows.counted:
        yield "rows", counted_row(step, row, value)
    for row in rows.filtered:
        yield "left_out_rows", filtered_row(step, row)
    for row in rows.of_other_days:
        yield "left_out_rows", row_of_other_days(step, row)


def _places_asked(account: Account, node: Node) -> tuple[int, ...]:
    """What the rows of an aggregate ask that is not of the row; it is the same for every payee."""
    if not isinstance(node, Aggregate):
        return ()
    notes, key = account.program.notes, ("asked", id(node))
    if key not in notes:
        notes[key] = places_asked(node, account.program)
    found: tuple[int, ...] = notes[key]
    return found


def _record(kind: str, **fields: Any) -> str:
    return to_json({"record": kind, **fields}) + "\n"
