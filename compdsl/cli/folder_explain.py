"""Explaining somebody's lines on a folder of plans: those of every plan that pays them in the period."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeAlias

from compdsl.cli.folder_run import Planned, match_folder
from compdsl.cli.statuses import Exit, Refused, Status
from compdsl.cli.terminal import Terminal
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
    told = [words for one in planned if (words := _told(one, payee, component, written)) is not None]
    if not told:
        raise Exit(Status.FINDINGS, f"No plan of the folder pays {visible(payee)} {_what(component)}in this period.")
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


def _told(one: Planned, payee: str, component: str | None, written: Written) -> str | None:
    """What is told of one plan; None where it does not pay them, or not the line that is asked for."""
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
    if not statement.asked(one.plan, component) and not statement.asked_adjustments(component):
        return None
    return written(one.plan, statement, part.data)


def _what(component: str | None) -> str:
    return f"a line `{visible(component)}` " if component is not None else ""
