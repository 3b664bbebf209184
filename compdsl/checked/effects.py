"""Modifiers that would change nothing where they stand: they are about a measure, and the clause pays on none."""

from compdsl.checked.context import Context
from compdsl.checked.names import each_row_of, measure_name, paths
from compdsl.checked.problems_of_clauses import misplaced_modifier
from compdsl.syntax import tree
from compdsl.values.period import WINDOWS
from compdsl.values.scopes import SCOPES

COUNTING = ("share", "own target", "rate", "each", "tiers", "clawback")
ABOUT_COUNTED = ("above", "up_to", "accelerate")
ABOUT_MEASURE = (*SCOPES, "on", *WINDOWS)
ABOUT_NAME = ("else", "goal", "goal_at_most")
HINTS = {
    "above": "Write it in the expression, such as `max(sales - $10_000, $0)`.",
    "up_to": "Write it in the expression, such as `min(sales, $10_000)`.",
    "accelerate": "Pay a rate on the measure: `bonus rate 5% on sales accelerate 1.5x from $100k`.",
    "own": "Write the scope behind the measure, such as `retention.own`.",
    "team": "Write the scope behind the measure, such as `retention.team`.",
    "company": "Write the scope behind the measure, such as `retention.company`.",
    "reports": "Write the scope behind the measure, such as `retention.reports`.",
    "direct_reports": "Write the scope behind the measure, such as `retention.direct_reports`.",
    **dict.fromkeys(WINDOWS, "Write the time behind the measure, such as `retention.ytd`."),
    "on": "Take it out, or pay on it: `bonus target $1_000 on retention`.",
    "else": "Write it in the expression, in brackets, such as `(payee.quota else $0)`.",
    "goal": "Pay on the measure the goal is of: `bonus target $1_000 on retention goal 92%`.",
    "goal_at_most": "Pay on the measure the goal is of: `bonus target $1_000 on churn goal at most 5%`.",
}
ROW_IS_PAID = "Take it out: what is paid is the row that the measure behind `by` reaches."


def check_effects(ctx: Context, component: tree.Component, pays: str) -> None:
    """Report every modifier that changes nothing of what the component pays."""
    if pays == "nothing" or (pays in COUNTING and not is_looked_up(component)):
        return
    where = {"formula": "a component that is an expression", "amount": "a fixed amount"}.get(pays, "a lookup")
    words = {modifier.word for modifier in component.modifiers}
    for modifier in component.modifiers:
        if _changes_nothing(ctx, component, modifier.word, words):
            shown = modifier.word if modifier.word in SCOPES else modifier.word.replace("_", " ")
            hint = ROW_IS_PAID if where == "a lookup" else HINTS[modifier.word]
            if modifier.word == "else" and component.when is not None and component.amount is not None:
                parts = [ctx.source.at(part.span) for part in (component.when, component.amount)]
                other = ctx.source.at(modifier.span).removeprefix("else").strip()
                hint = f"Write `{component.name} = if {parts[0]} then {parts[1]} else {other}`."
            ctx.report(misplaced_modifier(ctx.source, modifier.span, shown, where, hint))


def is_looked_up(component: tree.Component) -> bool:
    """Whether the row of another measure is what is paid, and nothing is multiplied by what counts."""
    shapes = [m.value for m in component.modifiers if m.word == "shape" and isinstance(m.value, tree.Shape)]
    return any(shape.by is not None and shape.word in ("steps", "curve") for shape in shapes)


def _changes_nothing(ctx: Context, component: tree.Component, word: str, words: set[str]) -> bool:
    if word in ABOUT_COUNTED:
        return True
    if "threshold" in words or (word in SCOPES and each_row_of(component) is not None):
        return False
    if word == "on":
        return not words & {"goal", "goal_at_most"}
    if word in ABOUT_MEASURE:
        return not (word in SCOPES and word != "own" and "split" in words)
    return word in ABOUT_NAME and not _is_asked_for(ctx, component)


def _is_asked_for(ctx: Context, component: tree.Component) -> bool:
    """Whether the measure of a component is a metric, or something in the plan asks for it by its name."""
    declared, name = ctx.declared, measure_name(component, ctx.declared)
    inside = (component.amount, component.when, tuple(m for m in component.modifiers if m.word != "on"))
    others = tuple(one for one in declared.components.values() if one is not component)
    rest = (inside, others, *declared.metrics.values(), *declared.lets.values(), *declared.tables.values())
    return name in declared.metrics or any(path.names[0] == name for path in paths(tuple(rest)))
