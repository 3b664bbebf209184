"""Shares of an amount: of a period that somebody is in force, and of a pool that is split among people."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from attrs import define, evolve

from compdsl.kernel.nodes import EachTeam, Prorated, Split
from compdsl.paid.aggregates import Counted, key_in_scope, shared
from compdsl.paid.missing import Missing
from compdsl.paid.operations import kept
from compdsl.paid.world import in_each_team, no_team
from compdsl.records.data import Payee
from compdsl.source.characters import visible
from compdsl.values.proration import share_of
from compdsl.values.splitting import split

if TYPE_CHECKING:
    from compdsl.paid.program import Program, Situation

Leaf = Callable[["Situation", list[Any]], Any]


POOL = {"missing": "split among", "negative": "negative weight", "different": "different pools"}
BUDGET = {"missing": "budget among", "negative": "negative earnings", "different": "different budgets"}
"""Why an amount cannot be split, and why a budget cannot."""
OF_A_MEMBER = {
    "split among": "of `{}`, among whom it is split, the weight or the amount has no data: {}",
    "budget among": "of `{}`, who shares the budget, the line or the budget has no data: {}",
}


def part_of(node: Split, program: "Program") -> Leaf:
    """The payee's part of an amount; all parts are worked out at once."""

    def value(situation: "Situation", _: list[Any]) -> Any:
        if node.scope == "team" and situation.payee.team is None:
            return no_team(node, situation.payee)
        parts, counted = shared(
            situation.world,
            key_in_scope(node, situation, ()),
            lambda: parts_of_all(node, program.inner(node), situation),
        )
        situation.counted.append(counted)
        if parts.__class__ is Missing:
            return parts
        return parts[situation.payee.key].part if situation.payee.key in parts else 0

    return value


@define(eq=False)
class Share:
    """What falls on one person of those an amount is split among."""

    payee: Payee
    weight: Any
    part: Any = 0


def parts_of_all(node: Split, inner: "Program", situation: "Situation") -> tuple[Any, Counted]:
    """The shares of all people of the scope by key, and the rows that they were made of."""
    found = Counted([])
    shares: dict[str, Share] = {}
    amounts: list[Any] = []
    unit: Any = None
    reasons = BUDGET if node.origin.form == "budget share" else POOL
    for member in situation.world.paid_members(situation.payee, node.scope):
        values = inner.run(situation.of(member, found.inside, is_member=False))
        amount, weight = inner.value_of(node.amount, values), inner.value_of(node.weight, values)
        unit = inner.value_of(node.unit, values)
        for one in (amount, weight):
            if one.__class__ is Missing:
                why = OF_A_MEMBER[reasons["missing"]].format(visible(member.key), one.words)
                return Missing(node, reasons["missing"], why), found
        if weight < 0:
            return Missing(node, reasons["negative"], member.key), found
        amounts.append(amount)
        shares[member.key] = Share(member, weight)
    if any(amount != amounts[0] for amount in amounts):
        return Missing(node, reasons["different"]), found
    if not any(one.weight for one in shares.values()):
        return Missing(node, "no weight"), found
    parts = split(amounts[0], {key: one.weight for key, one in shares.items()}, unit)
    for key, one in shares.items():
        one.part = parts[key]
    return shares, found


def each_team(node: EachTeam, program: "Program") -> Leaf:
    """The figure of the payee, or of them in each of their teams."""
    place = program.position[id(node.value)]

    def value(situation: "Situation", values: list[Any]) -> Any:
        parts = in_teams(situation)
        if not parts:
            return values[place]
        inner, total = program.inner(node), 0
        for one in parts:
            figure = inner.value_of(node.value, inner.run(one))
            if figure.__class__ is Missing:
                return figure
            total = kept(total + figure, node)
        return total

    return value


def in_teams(situation: "Situation") -> "list[Situation]":
    """Somebody who changes teams in the period in each of them; nobody else."""
    return [situation.of_stint(one) for one in in_each_team(situation.payee)]


def prorated(node: Prorated, program: "Program") -> Leaf:
    """A figure for a full period, of each row of the roster for the days it is in force."""

    def value(situation: "Situation", _: list[Any]) -> Any:
        total: Any = 0
        inner = program.inner(node)
        for one, share in shares_in_force(situation, node.method):
            figure = inner.value_of(node.value, inner.run(one))
            if figure.__class__ is Missing:
                return figure
            total = kept(total + figure * share, node)
        return total

    return value


def shares_in_force(situation: "Situation", method: str) -> "list[tuple[Situation, Any]]":
    """The rows of the roster that are in force in the period, and the share of the period of each."""
    payee, world = situation.payee, situation.world
    stints = [evolve(one, days=payee.days) for one in payee.stints] or [payee]
    return [
        (situation.of_stint(one), share_of(world.paid, one.start, one.end, method, world.calendar)) for one in stints
    ]
