"""Explaining somebody's lines on a folder of plans: those of every plan that pays them in the period."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeAlias

from compdsl.cli.folder_run import Planned, match_folder
from compdsl.cli.statuses import Exit, Refused, Status
from compdsl.cli.terminal import Terminal
from compdsl.cli.when_paid import paid_already, recall
from compdsl.source.characters import visible

if TYPE_CHECKING:
    from compdsl.kernel.plan import Plan
    from compdsl.paid.lines import Statement
    from compdsl.records.data import Data

Written: TypeAlias = "Callable[[Plan, Statement, Data], str]"
"""How the statement of one plan is told."""


def explain_folder(
    folder: str, data: str, payee: str, period: str | None, component: str | None, before: Sequence[str],
    terminal: Terminal, written: Written,
) -> list[str]:  # fmt: skip
    """What is told of each plan that pays somebody; ends where none does, or where there are several periods."""
    planned = match_folder(folder, data, period, before, terminal)
    _refuse_unknown(planned, payee, component)
    theirs = [(one, found) for one in planned if (found := _statement(one, payee)) is not None]
    told = [
        _told(one, found, written)
        for one, found in theirs
        if found.asked(one.plan, component) or found.asked_adjustments(component)
    ]
    if not told:
        if paid := [found for _, found in theirs if not found.lines]:
            raise Exit(Status.CLEAN, paid_already(paid))
        raise Exit(Status.FINDINGS, f"None of these plans pays {visible(payee)} {_what(component)}in this period.")
    return told


def _refuse_unknown(planned: Sequence[Planned], payee: str, component: str | None) -> None:
    """Stop where nobody of the roster is called so, or no plan has such a component."""
    from compdsl.paid.asked import unknown_component, unknown_payee

    found = [unknown_payee(one.plan, one.part.data, payee) for one in planned]
    if all(found):
        raise Refused(*[one for one in found[:1] if one is not None])
    found = [unknown_component(one.plan, component) for one in planned]
    if all(found):
        raise Refused(*[one for one in found[:1] if one is not None])


def _statement(one: Planned, payee: str) -> "Statement | None":
    """The statement of one plan; None where it does not pay them. One without a line was paid before."""
    from compdsl.paid.payroll import statement_of

    part = one.part
    statements = [(period, statement_of(one.plan, part.data, period, payee)) for period in one.periods]
    theirs = [(period, found) for period, found in statements if found is not None]
    if len(theirs) > 1:
        names = ", ".join(str(period) for period, _ in theirs)
        raise Exit(Status.USAGE, f"{visible(one.plan.name)} pays {visible(payee)} in {names}. Name one with --period.")
    if not theirs:
        return None
    statement = theirs[0][1]
    if isinstance(statement, list):
        raise Refused(*statement)
    return statement


def _told(one: Planned, statement: "Statement", written: Written) -> str:
    """What is told of one plan: of closed periods beside what its own runs wrote of them."""
    recall(statement, one.before)
    return written(one.plan, statement, one.part.data)


def _what(component: str | None) -> str:
    return f"a line `{visible(component)}` " if component is not None else ""
