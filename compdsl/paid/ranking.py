"""The place of a figure among those of the people of a team or the company, which are put in order once for all."""

from bisect import bisect_right
from collections.abc import Callable
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
        ranking, counted = ranking_of(node, program, situation)
        situation.counted.append(counted)
        return 1 + ranking.above(own)

    return value


def ranking_of(node: Rank, program: "Program", situation: "Situation") -> tuple[Ranking, Counted]:
    """The figures of all people of the scope, worked out and put in order once."""
    found: tuple[Ranking, Counted] = shared(
        situation.world,
        (*key_in_scope(node, situation, ()), "ranking"),
        lambda: _ranking(node, program.inner(node), situation),
    )
    return found


def _ranking(node: Rank, inner: "Program", situation: "Situation") -> tuple[Ranking, Counted]:
    found, figures = Counted(()), []
    for member in situation.world.members(situation.payee, node.scope):
        value = inner.value_of(node.value, inner.run(situation.of(member, found.inside)))
        if value.__class__ is not Missing:
            figures.append(value)
    return Ranking(sorted(figures)), found
