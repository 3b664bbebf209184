"""What several modifiers say alike: limits that cut or lift, multipliers that act or do not, gates that are met or not.

What a modifier says of itself alone stands in its file in `clauses/`.
"""

from compdsl.kernel.nodes import Choose, Extreme, Named, PayeeField, Piecewise, Round
from compdsl.trace.account import Step
from compdsl.trace.calculation import (
    amount_of,
    calculation,
    condition_words,
    exact_figure,
    figure,
    is_inline,
    name_of,
    worked,
)
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


def gate_words(step: Step, met: str, *, nothing: str = "so nothing is paid") -> str:
    """Whether the condition of a gate is met, both compared values, and what is lost where it is not."""
    condition, amount, _ = step.parts
    answer = condition_words(condition)
    if condition.is_missing:
        return answer
    if condition.value is True:
        return f"{met}: {answer}"
    has_amount = not amount.is_missing and amount.value != 0
    return f"not {met}: {answer}, {nothing}" + (f" instead of {exact_figure(amount)}" if has_amount else "")
