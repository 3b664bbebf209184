"""Payout lines: every component of every payee in a period, with all that is needed to explain it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, TypeAlias

from attrs import define

from compdsl.diagnostics.problem import Problem
from compdsl.kernel.plan import Line as PlanLine
from compdsl.kernel.plan import Plan
from compdsl.paid import problems
from compdsl.paid.missing import Missing, TooLarge
from compdsl.paid.program import Program, Situation, build_program
from compdsl.paid.world import World, build_world
from compdsl.records.data import Data, Payee
from compdsl.values.exact import Exact
from compdsl.values.period import Period

if TYPE_CHECKING:
    from compdsl.paid.adjustments import Adjustment

TOTAL = "total"
"""What the total of a statement is asked for by; no component has this name."""

EarlierValues: TypeAlias = dict[tuple[Program, Period], list[Any]]


@define(eq=False)
class Line:
    """One payout line. `values` are those of every form of the program, in its order: the trace in the raw."""

    plan: PlanLine
    payee: Payee
    period: Period
    component: str
    exact: Exact
    amount: Exact
    program: Program
    values: list[Any]
    situation: Situation


@define(eq=False)
class Statement:
    """All lines of one payee in one period, and the adjustments of closed ones; the total is their sum."""

    payee: Payee
    period: Period
    lines: tuple[Line, ...]
    adjustments: "tuple[Adjustment, ...]" = ()

    @property
    def total(self) -> Exact:
        """The sum of the lines and of the adjustments."""
        return sum(line.amount for line in self.lines) + sum(one.amount for one in self.adjustments)

    def asked(self, plan: Plan, component: str | None) -> tuple[Line, ...]:
        """All lines, the one that is asked for, or the total as if it were one; none where it changes nothing."""
        if component == TOTAL:
            return (self._total_line(plan),) if self.lines else ()
        return tuple(line for line in self.lines if component is None or line.component == component)

    def asked_adjustments(self, component: str | None) -> "tuple[Adjustment, ...]":
        """All adjustments, or the one that is asked for."""
        return tuple(one for one in self.adjustments if component in (None, one.name))

    def _total_line(self, plan: Plan) -> Line:
        one, total = self.lines[0], plan.total
        value = one.program.value_of(total, one.values)
        line = PlanLine(TOTAL, total.origin.span, total, total, is_limit=True)
        return Line(line, self.payee, self.period, TOTAL, value, value, one.program, one.values, one.situation)


def program_of(plan: Plan) -> Program:
    """The program of a whole plan."""
    roots = [node for line in plan.lines for node in (line.exact, line.paid)]
    return build_program([*roots, plan.total], kept=plan.kept)


def pay(plan: Plan, data: Data, period: Period) -> Iterator[Statement | list[Problem]]:
    """A statement for each payee in the order of the roster, or the problems that stand in its way."""
    world = build_world(data, plan.schema, period, plan.calendar, plan.since, plan.until, plan.people)
    program = program_of(plan)
    for payee in world.paid_people.values():
        yield pay_one(plan, program, world, payee)


def pay_payee(plan: Plan, data: Data, period: Period, key: str) -> Statement | list[Problem] | None:
    """The statement of one payee of the roster, or None where the payee is not active in the period."""
    world = build_world(data, plan.schema, period, plan.calendar, plan.since, plan.until, plan.people)
    payee = world.payee_of(key)
    return pay_one(plan, program_of(plan), world, payee) if payee is not None else None


def pay_one(
    plan: Plan, program: Program, world: World, payee: Payee, earlier: EarlierValues | None = None
) -> Statement | list[Problem]:
    """The statement of one payee. `earlier` keeps the values of earlier periods for statements of later ones."""
    situation = Situation(payee, world, earlier=earlier if earlier is not None else {})
    try:
        values = program.run(situation)
    except TooLarge as limit:
        return [problems.figure_too_large(plan.source, limit.node.origin.span, payee.key, str(world.period))]
    position = program.position
    lines: list[Line] = []
    unpaid: list[tuple[PlanLine, Missing]] = []
    for line in plan.lines:
        amount, exact = values[position[id(line.paid)]], values[position[id(line.exact)]]
        if amount.__class__ is Missing:
            unpaid.append((line, amount))
        elif not line.is_limit or amount != 0:
            lines.append(Line(line, payee, world.period, line.component, exact, amount, program, values, situation))
    return _missing(plan, world, payee, unpaid) if unpaid else Statement(payee, world.period, tuple(lines))


def _missing(plan: Plan, world: World, payee: Payee, unpaid: list[tuple[PlanLine, Missing]]) -> list[Problem]:
    """One cause gives one message, which names the components it stops; limits of the total follow from them."""
    places: dict[tuple[int, int] | str, list[tuple[PlanLine, Missing]]] = {}
    for line, missing in unpaid:
        span = missing.node.origin.span
        cause = missing.detail if missing.reason == "one place" else (span.start, span.end)
        places.setdefault(cause, []).append((line, missing))
    found = []
    for several in places.values():
        named = [line for line, _ in several if not line.is_limit] or [several[0][0]]
        names = tuple((line.component, line.span) for line in named)
        is_tied = several[0][1].reason == "one place"
        make = problems.rows_at_one_place if is_tied else problems.missing_data
        found.append(make(plan.source, several[0][1], payee.key, str(world.period), names))
    return found
