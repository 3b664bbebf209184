"""Where a parameter got its value: in the plan that uses its file, or where it is declared; and what it is else."""

from typing import Any

from compdsl.source.characters import visible
from compdsl.source.source import Span
from compdsl.trace.account import Step, on_one_line


def parameter_words(step: Step) -> str:
    """`as set in csm.comp:3 (by default 1.5x, in shared/measures.comp:7)`."""
    plan = step.account.plan
    parameter = plan.parameters[step.name]
    if parameter.set_to is None:
        is_own = plan.source.path_of(parameter.span) == plan.source.path
        return "as written in the plan" if is_own else f"as written in {place_written(step, parameter.span)}"
    text = on_one_line(plan.source.at(parameter.set_to))
    is_plain = step.parts[0].is_literal
    front = f"as set in {place_written(step, parameter.set_to)}" + ("" if is_plain else f" to {text}")
    if parameter.default is None:
        return f"{front} (no value of its own in {place_written(step, parameter.span)})"
    default = on_one_line(plan.source.at(parameter.default))
    return f"{front} (by default {default}, in {place_written(step, parameter.span)})"


def parameter_to_json(step: Step) -> dict[str, Any]:
    """The same for machines: where it is declared, its own value as written, where it is set."""
    source, parameter = step.account.plan.source, step.account.plan.parameters[step.name]
    return {
        "declared": _place_to_json(step, parameter.span),
        "default": on_one_line(source.at(parameter.default)) if parameter.default is not None else None,
        "set": _place_to_json(step, parameter.set_to) if parameter.set_to is not None else None,
    }


def place_written(step: Step, span: Span) -> str:
    """The file and the line of something that is written in the plan."""
    source = step.account.plan.source
    return f"{visible(source.path_of(span))}:{source.place(span).line}"


def _place_to_json(step: Step, span: Span) -> dict[str, Any]:
    source = step.account.plan.source
    return {"file": source.path_of(span), "line": source.place(span).line}
