"""What a line was made of when it was paid, beside what it is made of now.

The traces of the run that paid hold the figures and the rows of that time. Only what is read from the data, and other
lines, are held against each other: all else follows from them and from the version of the plan.
"""

import io
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from fractions import Fraction
from typing import Any, TypeAlias

from attrs import frozen

from compdsl.kernel.nodes import Aggregate, Earlier, Given, Named, PayeeField, Prorated, Rank, Roster, Split, ToDate
from compdsl.records.data import Given as GivenRow
from compdsl.source.characters import visible
from compdsl.trace.account import Account, Step
from compdsl.trace.calculation import name_of
from compdsl.trace.figures import amount_of, figure, in_type, type_of
from compdsl.trace.from_run import Record, Run, StatementRead, begin
from compdsl.trace.people import people_label
from compdsl.trace.replay import given_of, read_value
from compdsl.trace.rows import count_of, cut, given_words, place
from compdsl.values.figures import exact_text
from compdsl.values.types import BOOL

Line: TypeAlias = tuple[str, str]
"""The period and the component of a line."""

READ = Aggregate | Given | PayeeField | Roster | Prorated | Split | Earlier | Rank
_BROKEN = (ValueError, LookupError, TypeError, AttributeError, RecursionError)


@frozen
class Differing:
    """A figure that a line reads, which is another one now; `rows` are those that make the difference, in words."""

    label: str
    then: str
    now: str
    rows: tuple[str, ...] = ()


# What the traces of a run hold


def lines_when_paid(traces: bytes, payee: str, wanted: Set[Line]) -> Mapping[Line, list[Record]]:
    """The steps of some lines of a payee, by period and component; none of what is not there, or cannot be read."""
    found: dict[Line, list[Record]] = {}
    try:
        for statement in _statements_of(traces, payee):
            for line, result in statement.lines:
                one = (statement.period, line["component"])
                if one in wanted:
                    found[one] = [statement.steps[number] for number in result["steps"]]
            if len(found) == len(wanted):
                break
    except _BROKEN:
        return {}
    return found


def _statements_of(traces: bytes, payee: str) -> Iterator[StatementRead]:
    """The statements of one payee, and what closed periods came to; those of all others are not taken apart."""
    lines = io.BytesIO(traces)
    run = begin(json.loads(next(lines, b"")))
    for line in lines:
        if any(line.startswith(_head(kind)) for kind in STATEMENTS):
            if line.startswith(tuple(_head(kind, payee) for kind in STATEMENTS)):
                yield _statement(run, json.loads(line))
        else:
            run.take(json.loads(line))


STATEMENTS = ("statement", "closed")


def _head(kind: str, payee: str | None = None) -> bytes:
    """How a record of a kind begins, or one of somebody."""
    whose = f" {json.dumps(payee)}, " if payee is not None else ""
    return f'{{"record": "{kind}", "payee":{whose}'.encode()


def _statement(run: Run, record: Record) -> StatementRead:
    statement = run.take(record)
    return statement if statement is not None else run.closed[record["payee"], record["period"]]


# Then and now


def differing(account: Account, then: Iterable[Record]) -> list[Differing]:
    """The figures that a line reads and that are others now than in its steps when it was paid.

    Where what they are made of is the same, they are those that the plan makes in another way.
    """
    from compdsl.trace.reading import is_other_line, steps_read

    known: dict[Any, Record] = {}
    for one in then:
        known.setdefault(_key_of_record(one), one)
    read, made = list[Differing](), list[Differing]()
    for step in steps_read(account):
        was = known.get(_key(step))
        if was is None:
            continue
        if step.is_of_teams:
            teams = {one["team"]: one["steps"] for one in was.get("teams", ())}
            same = [one for payee, inner in step.teams() for one in differing(inner, teams.get(payee.team, ()))]
            read += same or _of_step(account, step, was)
        elif isinstance(step.node, ToDate):
            read += differing(step.to_date(), was["steps"]) if "steps" in was else []
        elif isinstance(step.node, READ) or is_other_line(step):
            read += _of_step(account, step, was)
        elif isinstance(step.node, Named) and step.form != "component":
            made += _of_step(account, step, was)
    return list(dict.fromkeys(read or made))


def _key(step: Step) -> Any:
    node = step.node
    if step.form == "line":
        return ("line", step.name)
    match node:
        case PayeeField():
            return ("payeefield", node.name)
        case Given():
            return ("given", node.metric, node.fact, node.scope)
        case Earlier():
            return ("earlier", node.key, node.window)
        case Named():
            return ("named", node.key)
    asked = (getattr(node, "scope", None), getattr(node, "window", None))
    return (type(node).__name__.lower(), step.form, step.name or None, step.written, *asked)


def _key_of_record(step: Record) -> Any:
    if step["form"] == "line":
        return ("line", step["name"])
    match step["kind"]:
        case "payeefield":
            return ("payeefield", step["field"])
        case "given":
            return ("given", step["metric"], step["fact"], step["scope"])
        case "earlier":
            return ("earlier", step["path"], step["window"])
        case "named":
            return ("named", step["path"])
    asked = (step.get("scope"), step.get("window"))
    return (step["kind"], step["form"], step["name"], step["written"]["text"], *asked)


def _of_step(account: Account, step: Step, was: Record) -> Iterator[Differing]:
    """A figure that is another one now, or is made of other rows."""
    if type_of(step.node).kind.value != was["type"]:
        return
    value = read_value(was["value"], was["type"])
    rows = tuple(cut(_rows(step, was)))
    is_same = value is None if step.is_missing else value == step.value
    if not is_same or rows:
        yield Differing(_label(account, step), amount_of(value, step), figure(step), rows)


def _label(account: Account, step: Step) -> str:
    """What a figure is called: by its name where the plan gives it one."""
    if step.form == "line":
        return step.name
    named = (
        one.node
        for one in account.steps
        if isinstance(one.node, Named) and [part.id for part in one.parts[:1]] == [step.id]
    )
    if isinstance(step.node, Roster):
        return people_label(step)
    return next((node.key for node in named if not node.key.endswith(".payout")), name_of(step))


# Rows


@frozen
class _Row:
    """A row that counted: where it stands, what is compared of it, and how that is shown."""

    place: str
    file: str
    value: Any
    words: str


def _rows(step: Step, was: Record) -> list[str]:
    """The rows that count now and did not then, or with another figure, and those that counted then."""
    node = step.node
    if isinstance(node, Aggregate) and "rows" in was and not step.is_missing:
        counted = step.rows().counted
        if node.row is None:
            then = len(was["rows"])
            return [f"{count_of(len(counted), 'row')} now, {then:,} then"] if then != len(counted) else []
        now = [_Row(place(row), row.file, _told_apart(step, value), _words(step, value)) for row, value in counted]
        return _told(now, [_counted_then(step, row) for row in was["rows"]])
    if isinstance(node, Given) and "rows" in was:
        then_given = [given_of(row, node.metric) for row in was["rows"]]
        return _told(*([_given(node.fact, one) for one in rows] for rows in (step.given(), then_given)))
    return []


def _told_apart(step: Step, value: Any) -> Any:
    """The figure of a row, or where different ones are counted, what it is told apart by, as a trace holds it."""
    if not isinstance(step.node, Aggregate) or step.node.function != "distinct":
        return value
    return exact_text(value) if isinstance(value, int | Fraction) else str(value)


def _counted_then(step: Step, row: Record) -> _Row:
    if isinstance(step.node, Aggregate) and step.node.function == "distinct":
        text = str(row["value"])
        return _Row(f"{visible(row['file'])}:{row['line']}", row["file"], text, visible(text))
    value = row["value"] if isinstance(row["value"], bool) else read_value(row["value"], "number")
    return _Row(f"{visible(row['file'])}:{row['line']}", row["file"], value, _words(step, value))


def _words(step: Step, value: Any) -> str:
    if isinstance(step.node, Aggregate) and step.node.function == "distinct":
        return visible(str(_told_apart(step, value)))
    return in_type(value, BOOL) if isinstance(value, bool) else amount_of(value, step)


def _given(fact: str, row: GivenRow) -> _Row:
    return _Row(place(row), row.file, (row.value, row.of, row.goal), given_words(fact, row))


def _told(now: list[_Row], then: list[_Row]) -> list[str]:
    """The difference of two lists of rows. A row that moved within its file is the same one."""
    now, then = _without(now, then, at_place=True), _without(then, now, at_place=True)
    now, then = _without(now, then), _without(then, now)
    there = {one.place: one for one in then}
    lines = []
    for one in now:
        other = there.pop(one.place, None)
        behind = f"{other.words} then" if other is not None else "not counted then"
        lines.append(f"{one.place}  {one.words} now, {behind}")
    return lines + [f"{one.place} then  {one.words}, not counted now" for one in there.values()]


def _without(rows: list[_Row], others: list[_Row], *, at_place: bool = False) -> list[_Row]:
    """The rows that are not among the others as often: by file and figure, or also by the line they stand on."""

    def what(row: _Row) -> Any:
        return (row.place if at_place else row.file, row.value)

    left = Counter(map(what, others))
    found = []
    for row in rows:
        if left[what(row)]:
            left[what(row)] -= 1
        else:
            found.append(row)
    return found
