"""What was paid before, in the form the evaluator asks for: by payee, by the period it was paid for, by component.

A period that stands there is closed: it is never paid again as a whole. What it comes to now is worked out again where
the data holds rows of it and the plan is in force in it.
"""

from collections.abc import Container, Iterable, Mapping
from itertools import islice

from attrs import define, field

from compdsl.diagnostics.problem import Problem
from compdsl.kernel.plan import Plan
from compdsl.paid import problems
from compdsl.paid.held import open_figures
from compdsl.paid.lines import Statement
from compdsl.paid.missing import Missing
from compdsl.paid.people import part_for
from compdsl.paid.periods import keeps_account, outside, periods_in
from compdsl.paid.program import Situation, build_program
from compdsl.paid.world import build_world, is_active
from compdsl.records.data import Data, PaidAmount, PaidOpen, Payee
from compdsl.source.characters import visible
from compdsl.values.exact import Exact
from compdsl.values.figures import shown
from compdsl.values.period import Period

LEFT = {"hold": "held", "paid over": "still due"}
NO_ROWS = "the data holds no rows of it"
NOT_IN_FORCE = "the plan is not in force in it"


MOST_LOOKED_AT = 1_000
"""Of so many people it is looked at whether a period without rows comes to anything."""


@define(eq=False)
class History:
    """All that was paid before, and what this run has paid so far.

    `closed` are the periods that were paid before, in order, and `elsewhere` those in which another plan of the run
    paid somebody; `why_not` says which of them are not worked out again. `not_paid` are the other periods the data
    holds rows of. `here` are the payees and periods that this run has paid as a whole: they are worked out already.
    """

    closed: tuple[Period, ...] = ()
    why_not: Mapping[Period, str] = field(factory=dict)
    not_paid: tuple[Period, ...] = ()
    amounts: dict[str, dict[Period, dict[str, list[PaidAmount]]]] = field(factory=dict)
    sums: dict[str, dict[Period, dict[str, Exact]]] = field(factory=dict)
    here: set[tuple[str, Period]] = field(factory=set)
    elsewhere: Mapping[str, frozenset[Period]] = field(factory=dict)
    _closed_for: dict[str, list[Period]] = field(factory=dict)

    def paid(self, payee: str, closed: Period) -> Mapping[str, Exact]:
        """What somebody was paid for a period, by component; nothing of what they were not."""
        return self.sums.get(payee, {}).get(closed, {})

    def places(self, payee: str, closed: Period, component: str) -> tuple[PaidAmount, ...]:
        """The amounts somebody was paid for a component in a period, and for it in later ones, with their places."""
        return tuple(self.amounts.get(payee, {}).get(closed, {}).get(component, ()))

    def closed_for(self, payee: str) -> list[Period]:
        """The periods that are closed for somebody, in order: those paid before, and those this run has paid them."""
        found = self._closed_for.get(payee)
        if found is None:
            here = {period for period in self.sums.get(payee, {}) if (payee, period) in self.here}
            found = sorted({*self.closed, *here, *self.elsewhere.get(payee, ())})
            self._closed_for[payee] = found
        return found

    @property
    def gone(self) -> list[Period]:
        """The closed periods that the data holds no rows of."""
        return [period for period, why in self.why_not.items() if why == NO_ROWS]

    def is_settled(self, payee: str, closed: Period) -> bool:
        """Whether what was paid is taken as it is: nothing is known that it could be compared with, or it is new."""
        return closed in self.why_not or (payee, closed) in self.here

    def note(self, statement: Statement) -> None:
        """Take a statement of this run as paid."""
        payee, period = statement.payee.key, statement.period
        for line in statement.lines:
            self._add(payee, period, line.component, line.amount)
        if statement.lines:
            self.here.add((payee, period))
            self._closed_for.pop(payee, None)
        for one in statement.adjustments:
            self._add(payee, one.closed, one.component, one.amount)

    def take(self, amounts: Iterable[PaidAmount]) -> None:
        """Take the amounts of files as paid."""
        for one in amounts:
            of_payee = self.amounts.setdefault(one.payee, {})
            of_payee.setdefault(one.closed, {}).setdefault(one.component, []).append(one)
            self._add(one.payee, one.closed, one.component, one.amount)

    def _add(self, payee: str, closed: Period, component: str, amount: Exact) -> None:
        sums = self.sums.setdefault(payee, {}).setdefault(closed, {})
        sums[component] = sums.get(component, 0) + amount


def history_of(plan: Plan, data: Data) -> History | None:
    """What was paid before by a plan; None where nobody says."""
    if data.paid is None:
        return None
    closed = sorted(data.paid.closed)
    elsewhere = {one for periods in data.paid.elsewhere.values() for one in periods}
    there = periods_in(plan, data)
    not_paid = tuple(one for one in there if one not in closed)
    empty = {label for file in data.paid.files for label, count in file.period_rows.items() if count == 0}
    known = {*there, *(one for one in closed if one.label in empty)}
    why_not = _why_not(plan, known, sorted({*closed, *elsewhere}))
    history = History(tuple(closed), why_not, not_paid, elsewhere=data.paid.elsewhere)
    history.take(data.paid.amounts)
    return history


def _why_not(plan: Plan, there: Container[Period], closed: Iterable[Period]) -> dict[Period, str]:
    found = {}
    for period in closed:
        if outside(plan, period) is not None:
            found[period] = NOT_IN_FORCE
        elif period not in there:
            found[period] = NO_ROWS
    return found


def history_warnings(plan: Plan, data: Data) -> list[Problem]:
    """The closed periods of which many rows are missing now, what no line of this plan pays, what counts as paid."""
    there = {period.label: count for period, count in periods_in(plan, data).items()}
    then: dict[str, int] = {}
    for file in data.paid.files if data.paid is not None else ():
        for label, count in file.period_rows.items():
            then[label] = min(count, then.get(label, count))
    found = [
        problems.fewer_rows_than_paid(plan.source, label, count, there[label])
        for label, count in then.items()
        if label in there and 2 * there[label] < count
    ]
    return [*found, *_left_open(plan, data), *_counted_without_rows(plan, data, there)]


def _counted_without_rows(plan: Plan, data: Data, there: Container[str]) -> list[Problem]:
    """The periods before the first row in which something comes about: no run without their name pays them."""
    closed = data.paid.closed if data.paid is not None else frozenset()
    if plan.since is None or plan.period is None or not there or not keeps_account(plan):
        return []
    people = [one for one in (part_for(payee, plan.people) for payee in data.payees) if one is not None]
    period, found = plan.calendar.period_of(plan.since, plan.period), list[Period]()
    while period.label not in there and outside(plan, period) is None:
        if period not in closed and _is_due(plan, data, period, people):
            found.append(period)
        period = plan.calendar.after(period)
    first, last = (found[0].label, found[-1].label) if found else ("", "")
    return [problems.counted_without_rows(plan.source, first, last, len(found))] if found else []


def _is_due(plan: Plan, data: Data, period: Period, people: Iterable[Payee]) -> bool:
    """Whether a period pays, holds or advances something to one of the first of those who work in it."""
    there = list(islice((one for one in people if is_active(one, period)), MOST_LOOKED_AT))
    if not there:
        return False
    asked = [plan.total, *open_figures(plan).values()]
    program = build_program(asked, kept=plan.kept)
    world = build_world(data, plan.schema, period, plan.calendar, plan.since, plan.until, plan.people)
    for payee in filter(None, (world.payee_of(one.key) for one in there)):
        values = program.run(Situation(payee, world))
        figures = [program.value_of(node, values) for node in asked]
        if any(one.__class__ is not Missing and one != 0 for one in figures):
            return True
    return False


def _left_open(plan: Plan, data: Data) -> list[Problem]:
    """What an earlier version of the plan held back or owed parts of, after the last period it paid."""
    runs: dict[Period, list[PaidOpen]] = {}
    for file in data.paid.files if data.paid is not None else ():
        last = plan.calendar.read(max(file.period_rows, default=""))
        if last is not None and plan.since is not None and last.until <= plan.since:
            runs.setdefault(last, []).extend(one for one in file.open if one.form != "draw")
    if not runs or not runs[max(runs)]:
        return []
    last, found = max(runs), runs[max(runs)]
    amounts = [
        f"{shown(one.amount, plan.total.type)} of `{visible(one.component)}` {LEFT.get(one.form, 'open')}"
        for one in found
    ]
    return [problems.left_open_before(plan.source, last.label, tuple(amounts), max(one.payees for one in found))]
