"""What was paid before: the lines of earlier runs, or files of amounts in the same form, each amount with its place.

    payee,period,component,amount,currency
    ada,2026-Q1,sales,5880.00,USD
    ada,2026-Q2,sales for 2026-Q1,400.00,USD

A line that names a period behind its component adjusts that period, and counts towards what was paid for it.
One row that cannot be read stops the run, quarantine or not: nobody can be paid by halves of a history.
"""

import json
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from hashlib import sha256
from typing import Any, cast

from attrs import define, evolve, field, frozen

from compdsl.diagnostics.did_you_mean import closest
from compdsl.diagnostics.problem import Cell, Problem
from compdsl.records import problems_of_paid as problems
from compdsl.records.cells import exact, money_reader, read_text
from compdsl.records.columns import Bound, CellError, Column, bind, count_refused, problems_of
from compdsl.records.data import PaidAmount, PaidBefore, PaidFile, PaidOpen
from compdsl.records.measures import period_reader
from compdsl.records.problems import wrong_period_kind
from compdsl.records.reader import Reader
from compdsl.records.refused import Refusals
from compdsl.records.roster import LONGEST_COMPARED, Roster
from compdsl.records.spelling import difference, fold
from compdsl.records.text import Cells, TextFile, open_rows
from compdsl.values.calendar import Calendar
from compdsl.values.exact import Exact, Value
from compdsl.values.period import Period

LINES, TRACES, MANIFEST = "lines.csv", "trace.jsonl", "manifest.json"
COLUMNS = ("payee", "period", "component", "amount", "currency")
OF_THE_TOTAL = "total "
"""The beginning of lines that change the total. A plan may have had them and have none now."""

FOR = " for "


@frozen(eq=False)
class PaidText:
    """The bytes of one file of amounts, with the manifest beside it where it is that of a run."""

    path: str
    lines: bytes | Problem
    manifest: bytes | Problem | None = None
    runs_inside: tuple[str, ...] = ()
    """Where it is a folder without a manifest: the runs in folders of it."""


@frozen(eq=False)
class PaidAsked:
    """The files that were given, and what a plan says of them: its name, its components, the days it is in force."""

    texts: tuple[PaidText, ...]
    plan: str
    components: tuple[str, ...]
    since: date | None = None
    until: date | None = None

    def is_in_force(self, period: Period) -> bool:
        """Whether the plan is in force in all of a period."""
        is_begun = self.since is None or self.since <= period.start
        return is_begun and (self.until is None or period.end <= self.until)


def adjusting(component: str, closed: Period) -> str:
    """What a line is called that adjusts an earlier period: `sales for 2026-Q1`."""
    return f"{component}{FOR}{closed.label}"


def component_of(name: str, calendar: Calendar) -> tuple[str, Period | None]:
    """The component of a line, and the period it adjusts where it names one."""
    component, _, label = name.rpartition(FOR)
    period = calendar.read(label) if component else None
    return (component, period) if period is not None else (name, None)


def read_paid(
    asked: PaidAsked, currency: str | None, roster: Roster | None, kind: str | None, calendar: Calendar, found: Refusals
) -> PaidBefore:
    """What was paid before; where something of it cannot be read, that is said and stops the run."""
    before = found.errors
    reader = _PaidReader(asked, currency, roster, kind, calendar)
    for text in asked.texts:
        reader.read(text, found)
    found.is_blocked |= found.errors > before
    return PaidBefore(tuple(reader.amounts), tuple(reader.files), frozenset(reader.periods))


@frozen
class _Run:
    """What the manifest of a run says of it: the plan and its meaning, the hash of the lines, its own, the rows."""

    plan: str
    meaning: str
    lines: str
    sha256: str
    period_rows: Mapping[str, int] = field(factory=dict, hash=False)
    open: tuple[PaidOpen, ...] = ()
    periods: tuple[str, ...] = ()


@define(eq=False)
class _PaidReader:
    """The files as they are read, and the periods they paid.

    `first` is where an amount stands that may stand there once.
    """

    asked: PaidAsked
    currency: str | None
    roster: Roster | None
    kind: str | None
    calendar: Calendar
    amounts: list[PaidAmount] = field(factory=list)
    files: list[PaidFile] = field(factory=list)
    periods: set[Period] = field(factory=set)
    first: dict[tuple[str, ...], tuple[str, int]] = field(factory=dict)

    def read(self, text: PaidText, refusals: Refusals) -> None:
        """The amounts of one file."""
        run = _run_of(text)
        if text.manifest is not None and run is None:
            refusals.block(evolve(problems.run_not_ended(text.runs_inside), cell=Cell(text.path)))
            return
        if isinstance(text.lines, Problem):
            refusals.block(evolve(text.lines, cell=Cell(text.path)))
            return
        file = TextFile(LINES, text.path, text.lines, refusals)
        file.payee_columns = ("payee",)
        digest = sha256(text.lines).hexdigest()
        if run is not None and run.lines != digest:
            file.stop(problems.lines_changed())
            return
        same = next((other for other in self.files if _is_same(other, digest, run)), None)
        if same is not None:
            file.stop(problems.same_run_twice(same.path))
            return
        is_variant = run is not None and run.plan.startswith(f"{self.asked.plan}.")
        if run is not None and run.plan != self.asked.plan and not is_variant:
            file.warn(partial(problems.paid_by_another_plan, run.plan, self.asked.plan))
        rows = open_rows(file, COLUMNS)
        if rows is None:
            return
        variant = run.plan if run is not None and is_variant else ""
        kept = _Rows(self, file, run.meaning if run is not None else None, variant)
        for line, number, cells in rows:
            kept.take(line, number, cells)
        paid = map(self.calendar.read, run.periods if run is not None else ())
        self.periods |= {one for one in paid if one is not None and self.kind in (None, one.kind)}
        known = (run.meaning, run.sha256, run.period_rows, run.open) if run is not None else (None, None)
        self.files.append(PaidFile(text.path, digest, file.rows_read, *known))


def _run_of(text: PaidText) -> _Run | None:
    """What the manifest says where there is one; None where it is not one of ours."""
    if not isinstance(text.manifest, bytes):
        return None
    try:
        found: Any = json.loads(text.manifest)
        outputs = {one["file"]: one["sha256"] for one in found["outputs"]}
        facts = (found["plan"]["name"], found["plan"]["meaning"], outputs[LINES])
        rows = {label: count for label, count in found.get("period_rows", {}).items() if isinstance(count, int)}
        left = [_open_of(one) for one in found.get("open", ())]
        periods = tuple(one for one in found.get("periods", ()) if isinstance(one, str))
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None
    is_ours = all(isinstance(one, str) for one in facts)
    is_ours = is_ours and all(isinstance(one.component, str) and isinstance(one.payees, int) for one in left)
    return _Run(*facts, sha256(text.manifest).hexdigest(), rows, tuple(left), periods) if is_ours else None


def _open_of(entry: Any) -> PaidOpen:
    """What a manifest says is open of a component; ValueError where its amount is none."""
    amount = exact(entry["amount"])
    if amount is None:
        raise ValueError("an amount is no number")
    return PaidOpen(entry["component"], entry["form"], amount, entry["payees"])


def is_written(manifest: bytes, file: str, content: bytes) -> bool:
    """Whether a file of a run is as the run wrote it, by the hash in its manifest."""
    try:
        found: Any = json.loads(manifest)
        outputs = {one["file"]: one["sha256"] for one in found["outputs"]}
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return False
    return bool(outputs.get(file) == sha256(content).hexdigest())


def _is_same(other: PaidFile, digest: str, run: _Run | None) -> bool:
    """Whether a file holds the same payments as another. Two runs may have the same lines, and are two then."""
    if other.manifest is not None and run is not None:
        return other.manifest == run.sha256
    return other.sha256 == digest


class _Rows:
    """The rows of one file."""

    def __init__(self, reader: _PaidReader, file: TextFile, meaning: str | None, variant: str) -> None:
        self.reader = reader
        self.file = file
        self.meaning = meaning
        self.variant = variant
        currency = reader.currency
        columns: dict[str, Column[Value | Period]] = {
            "payee": Column(_payee_reader(reader.roster)),
            "period": Column(period_reader(reader.kind, reader.calendar)),
            "component": Column(read_text),
            "amount": Column(money_reader(currency)),
            "currency": Column(_currency_reader(currency or ""), may_be_empty=currency is None),
        }
        self.bound: Bound[Value | Period] = bind(file.columns, columns)

    def take(self, line: int, number: int, cells: Cells) -> None:
        """Read one row: an amount, or a refused row."""
        file = self.file
        if file.refusals.only_counts and (errors := count_refused(cells, self.bound)):
            file.count_refused(cells, errors)
            return
        try:
            values = {name: reader[cells[index]] for name, index, reader in self.bound}
        except CellError:
            file.refuse(line, number, cells, problems_of(cells, self.bound))
            return
        name = cast(str, values["component"])
        amount = self._amount(values, name, line)
        if (wrong := self._wrong(amount, name)) is not None:
            file.refuse(line, number, cells, [("component", wrong)])
        elif (first := self._first(amount, name)) != (file.path, line):
            words = partial(problems.paid_twice, amount.payee, amount.period.label, name, *first)
            file.refuse_row(line, number, cells, words)
        else:
            self.reader.amounts.append(amount)

    def _amount(self, values: Mapping[str, Value | Period | None], name: str, line: int) -> PaidAmount:
        """The row as an amount; the reader of each column has seen to the kind of its value."""
        period = cast(Period, values["period"])
        component, adjusted = component_of(name, self.reader.calendar)
        payee, amount = cast(str, values["payee"]), cast(Exact, values["amount"])
        return PaidAmount(payee, period, component, adjusted or period, amount, self.file.path, line, self.meaning)

    def _wrong(self, amount: PaidAmount, name: str) -> Callable[[], Problem] | None:
        """Makes the problem of an amount that is for no component of the plan, or for a period of another kind."""
        asked, closed, period = self.reader.asked, amount.closed, amount.period
        if closed.kind != period.kind:
            return partial(wrong_period_kind, closed.label, closed.kind, period.kind)
        if closed > period:
            return partial(problems.adjusts_later_period, name, period.label)
        is_known = amount.component in asked.components or amount.component.startswith(OF_THE_TOTAL)
        is_known = is_known or bool(self.variant)
        return None if is_known or not asked.is_in_force(closed) else partial(self._unknown, amount.component)

    def _first(self, amount: PaidAmount, name: str) -> tuple[str, int]:
        """Where such an amount stands first; adjustments may stand in several files."""
        path = "" if name == amount.component else self.file.path
        key = (self.variant, amount.payee, amount.period.label, name, path)
        return self.reader.first.setdefault(key, (self.file.path, amount.line))

    def _unknown(self, component: str) -> Problem:
        known = self.reader.asked.components
        near = closest(component, known) if len(component) <= LONGEST_COMPARED else None
        return problems.unknown_paid_component(component, near, known)


def _payee_reader(roster: Roster | None) -> Reader[str]:
    """How a cell is read that names who was paid."""
    if roster is None:
        return read_text

    def problem(text: str) -> Problem:
        plain = fold(text)
        nearly = next((known for known in roster.payees if fold(known) == plain), None)
        return problems.unknown_paid_payee(text, nearly, difference(text, nearly) if nearly is not None else "")

    return Reader(lambda text: text if text in roster.payees else None, problem)


def _currency_reader(currency: str) -> Reader[str]:
    return Reader(
        lambda text: text if text == currency else None,
        lambda text: problems.paid_in_another_currency(text, currency),
    )
