"""What several modifiers say alike: limits that cut or lift, multipliers that act or do not, gates that are met or not.

What a modifier says of itself alone stands in its file in `clauses/`.
"""

from typing import Any

from compdsl.kernel.nodes import Choose, Compare, Extreme, Logic, Named, PayeeField, Piecewise, Product, Round
from compdsl.trace.account import GATES, Step
from compdsl.trace.calculation import calculation, condition_words, is_inline, name_of, worked
from compdsl.trace.figures import amount_of, difference, figure
from compdsl.trace.tiers import shape_words


def limit_words(step: Step, *, verb: str) -> str:
    """Whether a cap or a floor changed the amount, by how much, and both compared values."""
    node = step.node
    if isinstance(node, Choose):
        condition, changed, _ = step.parts
        if condition.value is not True:
            return f"does not apply, since {condition_words(condition)}"
        return f"{limit_words(changed, verb=verb)}, since {condition_words(condition)}"
    assert isinstance(node, Extreme)
    amount, limit = step.parts
    if step.is_missing:
        return "cannot be answered"
    how = how_limited(limit)
    if step.value == amount.value:
        sign = "≤" if node.word == "least" else "≥"
        return f"changes nothing: {figure(amount)} {sign} {figure(limit)}{how}"
    difference = amount_of(abs(amount.value - limit.value), step)
    return f"{verb} {difference}: {figure(amount)} becomes {figure(limit)}{how}"


def has_lifted(step: Step) -> bool:
    """Whether a step is a floor, under no condition or one that holds, that has lifted the amount."""
    if step.form == "floor" and isinstance(step.node, Choose):
        step = step.parts[1] if step.parts[0].value is True else step.parts[2]
    return step.form == "floor" and step.value != step.parts[0].value


def how_limited(limit: Step) -> str:
    """How a limit was worked out, in brackets. That of a total is rounded; that is said where it changes something."""
    if isinstance(limit.node, Round) and limit.form == "limit":
        exact, unit = limit.parts
        if exact.value != limit.value:
            return f" ({worked(exact)}, rounded to {figure(unit)})"
        limit = exact
    if is_inline(limit):
        return f" ({calculation(limit)})"
    return f" ({name_of(limit)})" if isinstance(limit.node, Named | PayeeField) else ""


def multiplied_words(step: Step) -> str:
    """The multiplication, or why there is none."""
    node = step.node
    if isinstance(node, Choose):
        condition, changed, _ = step.parts
        if condition.value is not True:
            return f"not multiplied, since {condition_words(condition)}"
        return f"{multiplied_words(changed)}, since {condition_words(condition)}"
    factor = step.parts[1]
    if isinstance(factor.node, Piecewise):
        return f"{calculation(step)}, the factor {shape_words(factor)}"
    return calculation(step)


def gate_words(step: Step, met: str) -> str:
    """Whether the condition of a gate is met, both compared values, and what is lost where it is not."""
    condition, amount, _ = step.parts
    if condition.is_missing:
        return condition_words(condition)
    if has_several_gates(step):
        answer = "; ".join(_one_gate(part) for part in condition.parts)
    else:
        answer = f"{met if condition.value else f'not {met}'}: {condition_words(condition)}{_missing_to(condition)}"
    if condition.value is True:
        return answer
    nothing = "nothing is paid" if step in step.account.pay_and_changes else "nothing counts"
    instead = f" instead of {figure(amount)}{_how(amount)}" if not amount.is_missing and amount.value != 0 else ""
    return f"{answer}, so {nothing}{instead}"


def has_several_gates(step: Step) -> bool:
    """Whether a threshold and a condition end the clause together; one that fails is enough."""
    condition = step.parts[0]
    return isinstance(condition.node, Logic) and condition.form in GATES


def _one_gate(condition: Step) -> str:
    what, met = ("threshold", "reached") if condition.form == "threshold" else ("condition", "met")
    if condition.is_missing:
        return f"the {what}: {condition_words(condition)}"
    answer = f"{'' if condition.value else 'not '}{met}: {condition_words(condition)}"
    return f"the {what} is {answer}{_missing_to(condition)}"


def _missing_to(condition: Step) -> str:
    missing = missing_to(condition)
    return f", {difference(missing, condition.parts[1])} missing" if missing is not None else ""


def missing_to(condition: Step) -> Any:
    """What is missing to a threshold that is not reached; None of any other condition."""
    if condition.form != "threshold" or condition.value is not False or not isinstance(condition.node, Compare):
        return None
    measured, level = condition.parts
    return level.value - measured.value


def _how(amount: Step) -> str:
    """The calculation of what would have been paid, in brackets; nothing where other modifiers changed it."""
    base = amount.account.changes_of(amount)[-1]
    amount = base if base.value == amount.value else amount
    is_plain = amount.form in ("share", "own target", "rate", "each") and isinstance(amount.node, Product)
    return f" ({calculation(amount)})" if is_plain else ""


def bound_words(bound: Step) -> str:
    """How the bound of what counts was worked out, in brackets; nothing where it is as written."""
    while isinstance(bound.node, Choose):
        bound = bound.parts[1] if bound.parts[0].value is True else bound.parts[2]
    return f" ({calculation(bound)})" if isinstance(bound.node, Product) else ""


def earned_words(step: Step) -> str:
    """What a period earned, of which a part is paid later: `$50.01, rounded from $50.005`."""
    exact = step.parts[0] if isinstance(step.node, Round) else step
    return figure(step) if exact.value == step.value else f"{figure(step)}, rounded from {figure(exact)}"
