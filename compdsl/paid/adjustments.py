"""What closed periods come to now, and the lines that make up for the difference to what was paid for them.

A closed period is worked out again from the data and the plan as they are now, the earliest first, and each line that
comes to another amount than was paid for it is adjusted in the period that is paid. Afterwards what was paid for a
closed period is what it comes to: so a figure of earlier periods (a limit of the year, what was paid to date) is made
of the *settled* amounts, and paying once more finds nothing to adjust.

A component that is paid to date needs no line of its own as long as a later period of the same month, quarter or year
makes up for it: what that one pays is all that is earned so far, less what was really paid.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from attrs import Factory, define, field

from compdsl.diagnostics.problem import Problem
from compdsl.kernel.meaning import in_order
from compdsl.kernel.plan import Plan
from compdsl.paid.aggregates import Counted
from compdsl.paid.history import History
from compdsl.paid.lines import TOTAL, Line, Statement, pay_one
from compdsl.paid.program import Program, program_with
from compdsl.paid.times import first_day_of
from compdsl.paid.world import World
from compdsl.records.data import PaidAmount, Payee
from compdsl.records.paid_before import OF_THE_TOTAL, adjusting
from compdsl.values.exact import Exact
from compdsl.values.period import Period

if TYPE_CHECKING:
    from compdsl.paid.program import Situation


EARNED = ("total floor", "total soft cap", "total cap")
"""The lines of the total that limits of the year count."""


@define(eq=False)
class Adjustment:
    """A line of a statement that makes up for a closed period: what it comes to now, less what was paid for it.

    `paid` are the amounts that were paid for it with their places. `line` is the line as the closed period has it now;
    None where it has none: the payee is not active then, or the plan does not pay the component any more. `then` are
    the steps of the line when it was last paid, where the traces of that run are at hand.
    """

    component: str
    closed: Period
    paid: tuple[PaidAmount, ...]
    now: Exact
    line: Line | None = None
    then: Sequence[Mapping[str, Any]] | None = None

    @property
    def name(self) -> str:
        """What the line is called: `sales for 2026-Q1`."""
        return adjusting(self.component, self.closed)

    @property
    def was(self) -> Exact:
        """What was paid for it before."""
        return sum(one.amount for one in self.paid)

    @property
    def amount(self) -> Exact:
        """What is due."""
        return self.now - self.was

    @property
    def counted(self) -> list[Counted]:
        """The rows that the closed period was worked out from."""
        return self.line.situation.counted if self.line is not None else []


@define(eq=False)
class Settled:
    """What a closed period comes to for somebody once it has been adjusted, by component and in all.

    A statement takes the adjustments with it.
    """

    amounts: Mapping[str, Exact]
    adjustments: list[Adjustment] = field(factory=list)
    problems: list[Problem] = field(factory=list)


@define(eq=False)
class Settlement:
    """What becomes of the closed periods when a period is paid; `world` is that of the period."""

    plan: Plan
    world: World
    history: History
    program: Program
    windows: Mapping[str, str] = field(default=Factory(lambda self: _windows(self.plan), takes_self=True))
    taken_back: frozenset[str] = field(default=Factory(lambda self: _taken_back(self.plan), takes_self=True))
    found: dict[tuple[str, Period], Settled] = field(factory=dict)
    earlier: dict[str, Any] = field(factory=dict)

    # What figures of earlier periods ask

    def closed_before(self, payee: str, window: str, world: World, *, by_any_version: bool = False) -> list[Period]:
        """The closed periods before one, of the same month, quarter or year.

        They are those in which the plan is in force, or all, also those that an earlier version of it paid.
        """
        first = first_day_of(window, world)
        first = max(first, world.since) if world.since is not None and not by_any_version else first
        closed = self.history.closed_for(payee)
        return [one for one in closed if first <= one.start and one.until <= world.paid.start]

    def settled(self, payee: str, closed: Period) -> Settled:
        """What a closed period comes to; those before it come first."""
        if (payee, closed) in self.found:
            return self.found[payee, closed]
        for one in self.history.closed_for(payee):
            if one <= closed and (payee, one) not in self.found:
                self.found[payee, one] = self._settle(payee, one)
        return self.found[payee, closed]

    def places(self, payee: str, closed: Period, component: str) -> tuple[PaidAmount, ...]:
        """Where the amounts stand that somebody was paid for a component, or in all, in a closed period."""
        names = [component]
        if component == TOTAL:
            names = [one for one in self.history.paid(payee, closed) if self._is_earned(one)]
        return tuple(amount for name in names for amount in self.history.places(payee, closed, name))

    def in_all(self, amounts: Mapping[str, Exact]) -> Mapping[str, Exact]:
        """The amounts of a closed period, and what limits of the year count of it: not what comes after these."""
        return {**amounts, TOTAL: sum(amount for name, amount in amounts.items() if self._is_earned(name))}

    def _is_earned(self, name: str) -> bool:
        """Whether a line is within the limits of the total, or one of them: not what is taken back, drawn or added."""
        return name in EARNED or not (name in self.taken_back or name.startswith(OF_THE_TOTAL))

    # What a statement asks

    def adjustments(self, payee: str) -> list[Adjustment] | list[Problem]:
        """The lines that make up for closed periods, or what stands in their way."""
        period, is_closed = self.world.period, self.is_closed(payee)
        closed = [one for one in self.history.closed_for(payee) if one < period or (one == period and is_closed)]
        found = [self.settled(payee, one) for one in closed]
        problems = [problem for one in found for problem in one.problems]
        adjustments = [adjustment for one in found for adjustment in one.adjustments]
        self.earlier.pop(payee, None)
        for one in found:
            one.adjustments = []  # each holds all that was worked out; what it comes to is kept
        return problems or adjustments

    def is_closed(self, payee: str) -> bool:
        """Whether the period itself was paid to somebody before, or closed and a later one was paid to them."""
        period, history = self.world.period, self.history
        if history.paid(payee, period):
            return True
        later = (one for one in history.closed if one > period)
        return period in history.closed and any(history.paid(payee, one) for one in later)

    def people(self) -> Iterator[Payee]:
        """Everybody who may be due something, in the order of the roster: also who is not active any more."""
        for payee in self.world.data.payees:
            yield self.world.payee_of(payee.key) or payee

    # One closed period

    def _settle(self, payee: str, closed: Period) -> Settled:
        paid = self.history.paid(payee, closed)
        if self.history.is_settled(payee, closed):
            return Settled(self.in_all(paid))
        statement = self._worked_out_again(payee, closed)
        if isinstance(statement, list):
            return Settled(self.in_all(paid), problems=statement)
        lines = {line.component: line for line in statement.lines} if statement is not None else {}
        amounts: dict[str, Exact] = {}
        adjustments = []
        for name in dict.fromkeys([*(line.component for line in self.plan.lines), *paid]):
            line, was = lines.get(name), paid.get(name, 0)
            now = line.amount if line is not None else 0
            amounts[name] = now = was if self.is_made_up_for(name, payee, closed) else now
            if now != was:
                adjustments.append(Adjustment(name, closed, self.history.places(payee, closed, name), now, line))
        return Settled(self.in_all(amounts), adjustments)

    def _worked_out_again(self, payee: str, closed: Period) -> Statement | list[Problem] | None:
        """The statement of a closed period as it is now; None where the payee is not active in it."""
        world = self.world.at(closed, closed)
        person = world.payee_of(payee)
        if person is None:
            return None
        return pay_one(self.plan, self.program, world, person, self.earlier.setdefault(payee, {}))

    def is_made_up_for(self, component: str, payee: str, closed: Period) -> bool:
        """Whether a later period, or the one that is paid, pays all of the time so far, and so makes up for it."""
        window = self.windows.get(component)
        if window is None:
            return False
        later = (one for one in self.history.closed_for(payee) if self._is_within(window, closed, one))
        if any(self._pays(payee, one) for one in later):
            return True
        period = self.world.period
        is_paid_now = not self.is_closed(payee) and self.world.payee_of(payee) is not None
        return is_paid_now and self._is_within(window, closed, period)

    def _is_within(self, window: str, closed: Period, later: Period) -> bool:
        """Whether a period is later than another one of the same month, quarter or year."""
        calendar = self.plan.calendar
        return later > closed and calendar.period_of(later.end, window) == calendar.period_of(closed.end, window)

    def _pays(self, payee: str, closed: Period) -> bool:
        """Whether a closed period has lines for somebody as it is worked out again; what stays as it was has none."""
        return closed not in self.history.why_not and self.world.at(closed, closed).payee_of(payee) is not None


def _windows(plan: Plan) -> dict[str, str]:
    """The components that are paid to date, with the time they are paid on."""
    return {line.component: line.window for line in plan.lines if line.window is not None}


def _taken_back(plan: Plan) -> frozenset[str]:
    """The components that are taken back after the limits of the total."""
    total = plan.kept.get(f"{TOTAL}.paid")
    if total is None:
        return frozenset()
    earned = {id(node) for node in in_order([total])}
    return frozenset(line.component for line in plan.lines if not line.is_limit and id(line.paid) not in earned)


def program_of_closed(plan: Plan, program: Program) -> Program:
    """The program of a plan for closed periods: what is made up for later stays as it was paid, also in the total.

    So it does where a later period looks back to a closed one.
    """
    return program_with(program, {id(one.paid): _as_paid(one.component) for one in plan.lines if one.window})


def _as_paid(component: str) -> "Callable[[Situation], Exact | None]":
    def value(situation: "Situation") -> Exact | None:
        settlement, payee, closed = situation.world.settlement, situation.payee.key, situation.world.period
        assert settlement is not None, "only where something was paid before has a line of a closed period a value"
        if closed not in settlement.history.closed_for(payee):
            return None
        if not settlement.is_made_up_for(component, payee, closed):
            return None
        return settlement.history.paid(payee, closed).get(component, 0)

    return value
