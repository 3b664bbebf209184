"""A whole run: every line of every payee in every period, and who cannot be paid and why.

Only what is paid is kept of a line. How it came about is worked out again where it is asked for, so that a run of
any size stays small.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from attrs import define, evolve, field, frozen

from compdsl.diagnostics.problem import Problem
from compdsl.kernel.plan import Plan
from compdsl.paid.adjustments import Adjustment, Settlement, program_of_closed
from compdsl.paid.aggregates import CountedRows
from compdsl.paid.history import History, history_of
from compdsl.paid.lines import Statement, pay_one, program_of
from compdsl.paid.program import Program
from compdsl.paid.still_open import StillOpen, still_open
from compdsl.paid.world import World, build_world
from compdsl.records.data import Data, Payee
from compdsl.records.refused import KEPT_PROBLEMS
from compdsl.values.exact import Exact
from compdsl.values.period import Period


@define(eq=False)
class PaidLine:
    """What a line comes to: the exact figure, and the amount that is paid; what it makes up for, if it does."""

    component: str
    exact: Exact
    amount: Exact
    adjusts: Adjustment | None = None


@define(eq=False)
class PaidStatement:
    """The lines of one payee in one period, in the order of the plan."""

    payee: str
    period: Period
    lines: tuple[PaidLine, ...]
    open: tuple[StillOpen, ...] = ()
    """What is held, still due or owed after it."""

    @property
    def total(self) -> Exact:
        """The sum of the lines."""
        return sum(line.amount for line in self.lines)


MOST_ALIKE = 40
"""How many of the last problems a further one is compared with: what stops a whole team is told once."""


@frozen(eq=False)
class Unpaid:
    """A payee who is not paid in a period: for data that is missing, or for a row of theirs that is refused."""

    payee: Payee
    period: Period
    reason: str


class PaidRun(Protocol):
    """What a run paid, wherever its statements are: they may be gone through several times."""

    @property
    def periods(self) -> Sequence[Period]:
        """The periods, in order."""

    @property
    def history(self) -> History | None:
        """What was paid before, if that is known."""

    @property
    def statements(self) -> Iterable[PaidStatement]:
        """Every statement, by period and then in the order of the roster."""

    @property
    def lines(self) -> int:
        """How many lines there are."""

    @property
    def paid_people(self) -> int:
        """How many people have a statement."""

    @property
    def unpaid_people(self) -> int:
        """How many people are not paid in a period."""

    @property
    def total(self) -> Exact:
        """What is paid in all."""


@define(eq=False)
class Payroll:
    """All statements of a run, by period and then in the order of the roster.

    `problems` are the first thousand that stand in the way of somebody's pay, `errors` counts all of them.
    `counted` are the rows that the figures of the statements were made of. `history` is what was paid before, if that
    is known; `unchanged` are the payees and periods that were paid before and come to the same now.
    """

    periods: tuple[Period, ...]
    history: History | None = None
    statements: list[PaidStatement] = field(factory=list)
    unpaid: list[Unpaid] = field(factory=list)
    problems: list[Problem] = field(factory=list)
    errors: int = 0
    counted: CountedRows = field(factory=CountedRows)
    unchanged: set[tuple[str, Period]] = field(factory=set)

    @property
    def lines(self) -> int:
        """How many lines there are."""
        return sum(len(statement.lines) for statement in self.statements)

    @property
    def paid_people(self) -> int:
        """How many people have a statement."""
        return len({statement.payee for statement in self.statements})

    @property
    def unpaid_people(self) -> int:
        """How many people are not paid in a period."""
        return len({one.payee.key for one in self.unpaid})

    @property
    def adjusted(self) -> tuple[Period, ...]:
        """The closed periods that lines make up for, in order."""
        lines = (line for statement in self.statements for line in statement.lines)
        return tuple(sorted({line.adjusts.closed for line in lines if line.adjusts is not None}))

    @property
    def total(self) -> Exact:
        """What is paid in all."""
        return sum(statement.total for statement in self.statements)

    def leave_out(self, payee: Payee, period: Period, found: Sequence[Problem]) -> None:
        """Note that somebody cannot be paid in a period."""
        self.unpaid.append(Unpaid(payee, period, "; ".join(one.message for one in found)))
        found = [one for one in found if one not in self.problems[-MOST_ALIKE:]]
        self.errors += len(found)
        self.problems += found[: max(0, KEPT_PROBLEMS - len(self.problems))]


@define(eq=False)
class Paying:
    """A run while it pays: the program of the plan, that of its closed periods, and what was paid before."""

    plan: Plan
    data: Data
    program: Program
    closed: Program
    history: History | None

    def people(self, period: Period) -> Iterator[tuple[World, Payee]]:
        """Everybody who may be due something in a period, in the order of the roster."""
        plan = self.plan
        world = build_world(self.data, plan.schema, period, plan.calendar, plan.since, plan.until, plan.people)
        if self.history is not None:
            world.settlement = Settlement(plan, world, self.history, self.closed)
        people = world.paid_people.values() if world.settlement is None else world.settlement.people()
        for payee in people:
            yield world, payee

    def was_paid(self, payee: Payee) -> bool:
        """Whether somebody was paid anything before."""
        return self.history is not None and payee.key in self.history.sums

    def statement(self, world: World, payee: Payee) -> Statement | list[Problem] | None:
        """The statement of a payee; one without a line where all is paid, None where somebody is not active."""
        settlement, key = world.settlement, payee.key
        if settlement is None:
            return pay_one(self.plan, self.program, world, payee)
        adjustments = settlement.adjustments(key)
        if found := [one for one in adjustments if isinstance(one, Problem)]:
            return found
        is_whole = world.payee_of(key) is not None and not settlement.is_closed(key)
        statement = pay_one(self.plan, self.program, world, payee) if is_whole else Statement(payee, world.period, ())
        if isinstance(statement, list):
            return statement
        statement.adjustments = tuple(one for one in adjustments if isinstance(one, Adjustment))
        is_nothing = not statement.lines and not statement.adjustments
        if is_nothing and not settlement.is_closed(key):
            return None
        settlement.history.note(statement)
        return statement


def paying(plan: Plan, data: Data) -> Paying:
    """A run that has paid nothing yet."""
    program, history = program_of(plan), history_of(plan, data)
    closed = program_of_closed(plan, program) if history is not None else program
    return Paying(plan, data, program, closed, history)


def run_payroll(
    plan: Plan,
    data: Data,
    periods: Sequence[Period],
    held: Mapping[str, str] | None = None,
    advance: Callable[[], None] = lambda: None,
) -> Payroll:
    """Pay everybody in every period, but for payees who are held back, by key and with the reason."""
    run = paying(plan, data)
    payroll = Payroll(tuple(periods), run.history)
    for world, payee, found in _paid(run, periods, held or {}):
        if isinstance(found, Statement):
            _note(plan, payroll, found)
        elif isinstance(found, str):
            payroll.unpaid.append(Unpaid(payee, world.period, found))
        else:
            payroll.leave_out(payee, world.period, found)
        advance()
    return payroll


def _note(plan: Plan, payroll: Payroll, statement: Statement) -> None:
    """Keep what a statement comes to, and note the rows it was made of."""
    payee, period = statement.payee.key, statement.period
    lines = [PaidLine(line.component, line.exact, line.amount) for line in statement.lines]
    lines += [PaidLine(one.name, one.amount, one.amount, evolve(one, line=None)) for one in statement.adjustments]
    if not lines:
        payroll.unchanged.add((payee, period))
        return
    payroll.statements.append(PaidStatement(payee, period, tuple(lines), still_open(plan, statement)))
    if statement.lines:
        payroll.counted.note(statement.lines[0].situation.counted)
    for one in statement.adjustments:
        payroll.counted.note(one.counted)


def statements_of(
    plan: Plan, data: Data, periods: Sequence[Period], held: Mapping[str, str] | None = None
) -> Iterator[Statement]:
    """The statements of the same run once more, one at a time and with all that is needed to explain them."""
    for _, _, found in _paid(paying(plan, data), periods, held or {}):
        if isinstance(found, Statement) and (found.lines or found.adjustments):
            yield found


def statement_of(plan: Plan, data: Data, period: Period, key: str) -> Statement | list[Problem] | None:
    """The statement of one payee of the roster; None where they are not active and nothing is due to them."""
    run = paying(plan, data)
    for world, payee in run.people(period):
        if payee.key == key:
            return run.statement(world, payee)
    return None


def _paid(
    run: Paying, periods: Sequence[Period], held: Mapping[str, str]
) -> Iterator[tuple[World, Payee, Statement | list[Problem] | str]]:
    for period in periods:
        for world, payee in run.people(period):
            is_owed = world.payee_of(payee.key) is not None or run.was_paid(payee)
            found = (held.get(payee.key) if is_owed else None) or run.statement(world, payee)
            if found is not None:
                yield world, payee, found
