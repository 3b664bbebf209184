"""A whole run: every line of every payee in every period, and who cannot be paid and why.

Only what is paid is kept of a line. How it came about is worked out again where it is asked for, so that a run of
any size stays small.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from attrs import define, field, frozen

from compdsl.diagnostics.problem import Problem
from compdsl.kernel.plan import Plan
from compdsl.paid.aggregates import CountedRows
from compdsl.paid.lines import Statement, pay_one, program_of
from compdsl.paid.world import World, build_world
from compdsl.records.data import Data, Payee
from compdsl.records.refused import KEPT_PROBLEMS
from compdsl.values.exact import Exact
from compdsl.values.period import Period


@define(eq=False)
class PaidLine:
    """What a line comes to: the exact figure, and the amount that is paid."""

    component: str
    exact: Exact
    amount: Exact


@define(eq=False)
class PaidStatement:
    """The lines of one payee in one period, in the order of the plan."""

    payee: str
    period: Period
    lines: tuple[PaidLine, ...]

    @property
    def total(self) -> Exact:
        """The sum of the lines."""
        return sum(line.amount for line in self.lines)


@frozen(eq=False)
class Unpaid:
    """A payee who is not paid in a period: for data that is missing, or for a row of theirs that is refused."""

    payee: Payee
    period: Period
    reason: str


@define(eq=False)
class Payroll:
    """All statements of a run, by period and then in the order of the roster.

    `problems` are the first thousand that stand in the way of somebody's pay, `errors` counts all of them.
    `counted` are the rows that the figures of the statements were made of.
    """

    periods: tuple[Period, ...]
    statements: list[PaidStatement] = field(factory=list)
    unpaid: list[Unpaid] = field(factory=list)
    problems: list[Problem] = field(factory=list)
    errors: int = 0
    counted: CountedRows = field(factory=CountedRows)

    @property
    def lines(self) -> int:
        """How many lines there are."""
        return sum(len(statement.lines) for statement in self.statements)

    @property
    def total(self) -> Exact:
        """What is paid in all."""
        return sum(statement.total for statement in self.statements)

    def leave_out(self, payee: Payee, period: Period, found: Sequence[Problem]) -> None:
        """Note that somebody cannot be paid in a period."""
        self.unpaid.append(Unpaid(payee, period, "; ".join(one.message for one in found)))
        self.errors += len(found)
        self.problems += found[: max(0, KEPT_PROBLEMS - len(self.problems))]


def run_payroll(
    plan: Plan,
    data: Data,
    periods: Sequence[Period],
    held: Mapping[str, str] | None = None,
    advance: Callable[[], None] = lambda: None,
) -> Payroll:
    """Pay everybody in every period, but for payees who are held back, by key and with the reason."""
    payroll = Payroll(tuple(periods))
    for world, payee, found in _paid(plan, data, periods, held or {}):
        if isinstance(found, Statement):
            lines = tuple(PaidLine(line.component, line.exact, line.amount) for line in found.lines)
            payroll.statements.append(PaidStatement(payee.key, world.period, lines))
            payroll.counted.note(found.lines[0].situation.counted)
        elif isinstance(found, str):
            payroll.unpaid.append(Unpaid(payee, world.period, found))
        else:
            payroll.leave_out(payee, world.period, found)
        advance()
    return payroll


def statements_of(
    plan: Plan, data: Data, periods: Sequence[Period], held: Mapping[str, str] | None = None
) -> Iterator[Statement]:
    """The statements of the same run once more, one at a time and with all that is needed to explain them."""
    for _, _, found in _paid(plan, data, periods, held or {}):
        if isinstance(found, Statement):
            yield found


def _paid(
    plan: Plan, data: Data, periods: Sequence[Period], held: Mapping[str, str]
) -> Iterator[tuple[World, Payee, Statement | list[Problem] | str]]:
    program = program_of(plan)
    for period in periods:
        world = build_world(data, plan.schema, period, plan.fiscal_start, plan.since, plan.until)
        for payee in world.payees:
            yield world, payee, held.get(payee.key) or pay_one(plan, program, world, payee)
