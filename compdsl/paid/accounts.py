"""What earlier periods did on account of a line: what they paid, earned, held back and advanced.

Where it is known what was paid before, the closed periods are the ones there were, and only they count. Otherwise every
earlier period the plan is in force in is taken as paid by this plan on this data; one without any rows, in which the
line has no data, cannot have been.
"""

from typing import TYPE_CHECKING, Any

from compdsl.kernel.nodes import OF_WHOLE_YEAR, Earlier
from compdsl.paid.missing import Missing
from compdsl.paid.world import World
from compdsl.records.data import PaidAmount
from compdsl.values.period import KINDS, Period

if TYPE_CHECKING:
    from compdsl.paid.adjustments import Settlement
    from compdsl.paid.program import Situation

AMOUNTS = ("paid", "advanced")
"""The accounts that follow from the amounts that were paid."""

OF_THE_ROWS = ("earned", "held")
"""The accounts that only the rows of a period tell of."""

ACCOUNTS = (*AMOUNTS, *OF_THE_ROWS)

ADVANCES = ("total draw", "total repaid")
"""The lines that a balance of draws is made of."""


def account_of(node: Earlier) -> str | None:
    """The account that a figure of earlier periods is, or None of one that a plan asks for by `previous`."""
    account = node.key.rpartition(".")[2]
    return account if account in ACCOUNTS and node.window != "period" else None


def closed_periods(node: Earlier, situation: "Situation") -> list[Period] | None:
    """The closed periods an account is about, in order; None where it is not known what was paid before."""
    settlement, world = situation.world.settlement, situation.world
    if settlement is None or account_of(node) is None:
        return None
    if node.window in KINDS:
        is_of_whole_year = node.origin.form == OF_WHOLE_YEAR
        return settlement.closed_before(situation.payee.key, node.window, world, by_any_version=is_of_whole_year)
    closed = [one for one in settlement.history.closed_for(situation.payee.key) if one < world.paid]
    if node.window.endswith(" before"):
        from compdsl.paid.times import periods_back

        return [one for one in closed if one == periods_back(world, node.window)]
    return closed


def amount_in(node: Earlier, closed: Period, situation: "Situation") -> Any:
    """What a closed period paid on an account, as it is settled now."""
    settlement = situation.world.settlement
    assert settlement is not None
    amounts = settlement.settled(situation.payee.key, closed).amounts
    return sum(amounts.get(name, 0) for name in _lines_of(node))


def places_paid(node: Earlier, situation: "Situation", closed: Period) -> tuple[PaidAmount, ...]:
    """Where the amounts stand that an account takes a closed period from."""
    settlement = situation.world.settlement
    if settlement is None or account_of(node) not in AMOUNTS:
        return ()
    lines = _lines_of(node)
    return tuple(one for name in lines for one in settlement.places(situation.payee.key, closed, name))


def _lines_of(node: Earlier) -> tuple[str, ...]:
    """The lines an account is made of."""
    name, _, account = node.key.rpartition(".")
    return ADVANCES if account == "advanced" else (name,)


def not_worked_out(node: Earlier, situation: "Situation") -> Missing | None:
    """Why it cannot be known what a closed period earned or holds: it paid the line, and its rows are gone.

    What was paid is known, and does not say what else was earned.
    """
    settlement, (name, _, account) = situation.world.settlement, node.key.rpartition(".")
    if account not in OF_THE_ROWS or settlement is None:
        return None
    return _gone(node, settlement, situation.payee.key, name, closed_periods(node, situation) or [])


def rows_are_gone(node: Earlier, situation: "Situation") -> Missing | None:
    """Why what is earned to date cannot be known: a closed period of the time paid the line, and its rows are gone."""
    settlement, (name, _, account) = situation.world.settlement, node.key.rpartition(".")
    if account != "paid" or node.origin.form != "paid to date" or settlement is None:
        return None
    return _gone(node, settlement, situation.payee.key, name, closed_periods(node, situation) or [])


def _gone(node: Earlier, settlement: "Settlement", payee: str, name: str, closed: list[Period]) -> Missing | None:
    history = settlement.history
    gone = next((one for one in closed if one in history.gone and name in history.paid(payee, one)), None)
    return Missing(node, "closed period", str(gone)) if gone is not None else None


def has_rows(world: World) -> bool:
    """Whether the data holds any row of a period, of whomever."""
    if "has rows" not in world.cache:
        inside = (rows[0] for of_block in world.rows.values() for rows in of_block.values())
        world.cache["has rows"] = any(inside) or bool(world.given)
    found: bool = world.cache["has rows"]
    return found
