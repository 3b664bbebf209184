"""The place of a figure among those of the people of a team or the company, which are put in order once for all."""

from bisect import bisect_right
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from attrs import define

from compdsl.kernel.nodes import Rank
from compdsl.paid.aggregates import Counted, key_in_scope, shared
from compdsl.paid.missing import Missing
from compdsl.paid.world import no_team

if TYPE_CHECKING:
    from compdsl.paid.program import Program, Situation


@define(eq=False)
class Ranking:
    """The figures of all who take part, the least first."""

    figures: list[Any]

    def above(self, own: Any) -> int:
        """How many have a greater figure."""
        return len(self.figures) - bisect_right(self.figures, own)

    def next_better(self, own: Any) -> Any:
        """The least figure above one; None where nobody has more."""
        place = bisect_right(self.figures, own)
        return self.figures[place] if place < len(self.figures) else None


def rank(node: Rank, program: "Program") -> "Callable[[Situation, list[Any]], Any]":
    """One more than how many of the scope have a greater figure."""
    place = program.position[id(node.value)]

    def value(situation: "Situation", values: list[Any]) -> Any:
        own = values[place]
        if own.__class__ is Missing:
            return own
        if node.scope == "team" and situation.payee.team is None:
            return no_team(node, situation.payee)
        ranking, counted = ranking_of(node, program, situation, own)
        situation.counted.append(counted)
        return 1 + ranking.above(own)

    return value


def ranking_of(node: Rank, program: "Program", situation: "Situation", own: Any) -> tuple[Ranking, Counted]:
    """The figures of all people of the scope, worked out and put in order once.

    All are as the roster has them, whatever plan pays them. Only the payee, where this plan pays them for some of their
    days, takes part with the figure of these.
    """
    (ranking, by_key), counted = shared(
        situation.world,
        (*key_in_scope(node, situation, ()), "ranking"),
        lambda: _figures(node, program.inner(node), situation),
    )
    key = situation.payee.key
    return (_with_own(ranking, by_key, key, own) if situation.payee.is_part else ranking), counted


def _with_own(ranking: Ranking, by_key: Mapping[str, Any], key: str, own: Any) -> Ranking:
    figures = list(ranking.figures)
    if key in by_key:
        figures.remove(by_key[key])
    return Ranking(sorted([*figures, own]))


def _figures(node: Rank, inner: "Program", situation: "Situation") -> tuple[tuple[Ranking, dict[str, Any]], Counted]:
    """The figures of all, in order and by key."""
    found, figures = Counted(()), {}
    for member in situation.world.members(situation.payee, node.scope):
        value = inner.value_of(node.value, inner.run(situation.of(member, found.inside, is_member=True)))
        if value.__class__ is not Missing:
            figures[member.key] = value
    return (Ranking(sorted(figures.values())), figures), found
