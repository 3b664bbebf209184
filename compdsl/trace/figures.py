"""Figures as people write them: by their kind, in the unit that only the data knows, years without grouped digits."""

from typing import Any

from compdsl.kernel.nodes import Given, Literal, Named, Node, PayeeField, PeriodFact, Piecewise, Sum
from compdsl.paid.missing import Missing
from compdsl.source.characters import visible
from compdsl.trace.account import Step
from compdsl.values.figures import exact_text, shown
from compdsl.values.types import PERCENT, Kind, Type


def figure(step: Step) -> str:
    """The value of a step as people write it."""
    if step.figure is None:
        year = str(step.value) if _may_be_year(step) else None
        step.figure = year or in_type(step.value, shown_type(step))
    return step.figure


def _may_be_year(step: Step) -> bool:
    """Whether a number is a year, or one that the plan writes like one: its digits are not grouped."""
    node = step.node
    is_fact = isinstance(node, PeriodFact) and node.name == "year"
    return is_fact or (isinstance(node, Literal) and len(step.written) == 4 and step.written == str(step.value))


def amount_of(value: Any, like: Step) -> str:
    """A figure of the kind of a step."""
    return in_type(value, shown_type(like))


def difference(value: Any, like: Step) -> str:
    """The difference of two figures of the kind of a step: of two percentages so many points."""
    text = amount_of(value, like)
    if shown_type(like).kind is not Kind.PERCENT or not text.endswith("%"):
        return text
    return f"{text[:-1]} point{'' if value * 100 == 1 else 's'}"


def in_type(value: Any, type_: Type) -> str:
    """A value as people write it: a text between quotes, so that it can be told from our words."""
    if isinstance(value, Missing) or value is None:
        return "no data"
    return f'"{visible(value)}"' if isinstance(value, str) else shown(value, type_, short=True)


def shown_type(step: Step) -> Type:
    """The kind a value is shown as; one whose unit only the data knows as it is written, or as a percentage."""
    found = type_of(step.node)
    if found.kind is not Kind.FIGURE:
        return found
    return _written_type(step) or (PERCENT if _is_share(step) else found)


def _is_share(step: Step) -> bool:
    """Whether a figure whose unit only the data knows is made of ratios alone."""
    written = _written_type(step)
    if written is not None:
        return written.kind is Kind.PERCENT
    if isinstance(step.node, Given):
        return step.gives_ratios()
    parts = [part for part in step.parts if part.node.type.kind is Kind.FIGURE and not part.is_literal]
    return bool(parts) and all(map(_is_share, parts))


def _written_type(step: Step) -> Type | None:
    """The kind a test writes a figure in, that it takes as given or gives the payee."""
    node, written = step.node, step.account.situation.world.written
    if isinstance(node, Named) and node.key in step.account.program.taken:
        return written.get(node.key)
    return written.get(f"payee.{node.name}") if isinstance(node, PayeeField) else None


def type_of(node: Node) -> Type:
    """The kind of a form's value; what a shape gives, or a part of it, is of the kind of its rows."""
    if isinstance(node, Sum) and isinstance(node.terms[0], Piecewise):
        return type_of(node.terms[0])
    if not isinstance(node, Piecewise):
        return node.type
    kind = node.rows[0].value.type
    if node.word in ("step", "linear") or kind.kind is Kind.MONEY:
        return kind
    x = type_of(node.x)
    return x if x.kind in (Kind.MONEY, Kind.PERCENT) else node.type


def exactly(step: Step) -> str:
    """A value with all its digits, as a fraction where they do not end."""
    text = figure(step)
    return f"{text} (exactly {exact_text(step.value)})" if is_cut(text) else text


def exact_figure(step: Step) -> str:
    """A value without any loss: as people write it where they can, else as a fraction."""
    text = figure(step)
    return exact_text(step.value) if is_cut(text) else text


def is_cut(text: str) -> bool:
    """Whether a figure is shown without all of its digits."""
    return "…" in text or text.startswith("about ")


def reason(step: Step) -> str:
    """Why a step has no data."""
    assert isinstance(step.value, Missing)
    return step.value.words
