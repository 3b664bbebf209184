"""`team budget E`, `company budget E`: what a line may come to for all people together; beyond it, it is scaled down.

Where all of them together earned no more than the budget, everybody is paid what they earned. Otherwise the budget is
split by what each earned: whole cents that add up to it, by largest remainder, ties in the order of the payees' keys.

    bonus rate 8% company budget $10_000
    spiff $500 when wins >= 3 team budget payee.team_spiffs
"""

from fractions import Fraction
from typing import TYPE_CHECKING

from compdsl.checked.clause import Clause
from compdsl.checked.expressions import constant
from compdsl.checked.plan import Modifier
from compdsl.checked.problems_of_clauses import misplaced_modifier
from compdsl.checked.problems_of_names import said_twice
from compdsl.checked.problems_of_types import wrong_kind
from compdsl.checked.suggested import amount, shown_as
from compdsl.checked.type_of import fit, settle
from compdsl.clauses.order import Stage
from compdsl.kernel.nodes import Choose, Compare, EachTeam, Extreme, Literal, Node, Origin, Roster, Split
from compdsl.source.source import Span
from compdsl.syntax import tree
from compdsl.values.period import WINDOWS
from compdsl.values.types import BOOL, Kind

if TYPE_CHECKING:
    from compdsl.kernel.building import Building
    from compdsl.trace.account import Step

STAGE = Stage.SPLIT
WHERE = frozenset({"component"})
INSTEAD = {
    "split": "Take one of them out: an amount that is split is one for all already.",
    **dict.fromkeys(WINDOWS, "Write a budget of the period, on what the period earns."),
    "paid_over": "Write the budget in a clause that is paid with its period.",
    "clawback": "Take it out: what is taken back has no budget.",
}
"""The modifiers it does not go with."""


def check(clause: Clause, modifier: tree.Modifier) -> Modifier:
    """The budget is an amount above zero."""
    ctx = clause.ctx
    value = settle(ctx, clause.expression(clause.expression_of(modifier)), clause.type)
    figure, word = constant(value), f"`{modifier.word.replace('_', ' ')}`"
    if value.type.kind is not Kind.UNKNOWN and (value.type.kind is Kind.PERCENT or not fit(value.type, ctx.money())):
        is_share = value.type.kind is Kind.PERCENT
        hint = f"Write an amount, such as `{amount(ctx, '10_000')}`." if is_share else shown_as(ctx, value, ctx.money())
        ctx.report(wrong_kind(ctx.source, value.span, word, ctx.money().words(), value.type.words(), hint))
    elif isinstance(figure, int | Fraction) and figure <= 0:
        hint = f"Write an amount above zero, such as `{amount(ctx, '10_000')}`."
        ctx.report(wrong_kind(ctx.source, value.span, word, "an amount above zero", "nothing or less", hint))
    return Modifier(modifier.span, modifier.word, value, None)


def check_others(clause: Clause, modifier: tree.Modifier, others: dict[str, tree.Modifier]) -> None:
    """One budget a clause, and none where an amount is split or what was paid before comes off."""
    word, ctx = modifier.word.replace("_", " "), clause.ctx
    team, company = others.get("team_budget"), others.get("company_budget")
    if team is not None and company is not None and modifier.word == "team_budget":
        ctx.report(said_twice(ctx.source, company.span, team.span, "budget"))
    for other in others.values():
        if other.word in INSTEAD:
            found = misplaced_modifier(ctx.source, modifier.span, word, _shown(other.word), INSTEAD[other.word])
            ctx.report(found)


def _shown(word: str) -> str:
    return f"`{({'paid_over': 'paid over', 'split': 'split by'}).get(word, word)}`"


def lower(building: "Building", modifier: Modifier) -> None:
    """The budget is held against what is earned in the end."""


def lower_line(building: "Building", modifier: Modifier, earned: Node) -> Node:
    """What is earned where all together are within the budget, otherwise the part of it by what each earned."""
    scope, kind, span = modifier.word.removesuffix("_budget"), earned.type, modifier.span
    own = building.payable(earned, Origin(span, "earned alone", building.name))
    every = Roster(_of(span, "all earned"), kind, scope, own, is_of_plan=True)
    limit: Node = building.lower(modifier.value)
    if not isinstance(limit, Literal):
        limit = Extreme(limit.origin, kind, "most", (limit, Literal(_of(span, "literal"), kind, 0)))
    limit = building.payable(limit, Origin(limit.origin.span, "limit", building.name))
    unit = Literal(_of(span, "literal"), kind, building.unit)
    part = Split(_of(span, "budget share"), kind, scope, limit, own, unit)
    is_within = Compare(_of(span, "within"), BOOL, "<=", every, limit)
    found = Choose(_of(span, "budget share"), kind, is_within, own, part)
    paid = Extreme(Origin(span, "budget", building.name), kind, "least", (own, found))
    return EachTeam(Origin(span, "each team"), kind, paid) if scope == "team" else paid


def _of(span: Span, form: str) -> Origin:
    """An origin at the word, for what stands behind it and is told with it."""
    return Origin(Span(span.start, span.start), form)


def words(step: "Step") -> str:
    """What all earned together, the budget, and the payee's part of it; nobody else is named."""
    from compdsl.trace.figures import amount_of, figure, reason
    from compdsl.trace.modifiers import how_limited
    from compdsl.trace.rows import whole_units

    if step.is_missing:
        return reason(step)
    own, found = step.parts
    every, limit = found.parts[0].parts
    scope = every.node.scope if isinstance(every.node, Roster) else ""
    people = step.account.plan.people
    whom = f"{' of the team' if scope == 'team' else ''}{' whom the plan pays' if people and people.columns else ''}"
    together = f"all{whom} earned {figure(every)} together"
    if found.parts[0].value is True:
        return f"{together}, within the budget of {figure(limit)}{how_limited(limit)}"
    exact = Fraction(limit.value) * own.value / every.value
    cut = (
        "" if exact == step.value else f", exactly {amount_of(exact, step)}: {whole_units(step)}, by largest remainder"
    )
    budget = f"the budget is {figure(limit)}{how_limited(limit)}"
    return f"{together}, {budget}; {figure(own)} of {figure(every)}{cut}"
