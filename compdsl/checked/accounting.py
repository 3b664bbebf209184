"""Amounts in brackets, which accounts write for a minus: `adjust ($500)` is told, `2 * ($500)` is arithmetic."""

import re

from compdsl.checked.context import Context
from compdsl.checked.problems_of_types import amount_in_brackets
from compdsl.source.source import Span
from compdsl.syntax import tree

NEAR = 40
"""How far around brackets is looked for an operator."""

_CALCULATING_BEFORE = re.compile(r"[-+*/(,]\s*\Z")
_CALCULATING_BEHIND = re.compile(r"\s*[-+*/]")
_OPENED = re.compile(r"\(\s*\Z")
_CLOSED = re.compile(r"\s*\)")


def check_brackets(ctx: Context, node: tree.Bracketed) -> None:
    """Report an amount that stands alone in brackets, and is no part of a calculation."""
    if isinstance(node.value, tree.Money):
        _report(ctx, node.span, node.value.span, is_first=False)


def check_amount(ctx: Context, amount: tree.Expression) -> None:
    """The same of the amount right behind the name of a component, `fee ($500)`, where brackets may be written."""
    text = ctx.source.text
    opened = _OPENED.search(text[max(0, amount.span.start - NEAR) : amount.span.start])
    closed = _CLOSED.match(text[amount.span.end : amount.span.end + NEAR])
    if isinstance(amount, tree.Money) and opened and closed:
        span = Span(amount.span.start - len(opened[0]), amount.span.end + closed.end())
        _report(ctx, span, amount.span, is_first=True)


def _report(ctx: Context, span: Span, amount: Span, *, is_first: bool) -> None:
    text = ctx.source.text
    before, behind = text[max(0, span.start - NEAR) : span.start], text[span.end : span.end + NEAR]
    if _CALCULATING_BEFORE.search(before) or _CALCULATING_BEHIND.match(behind):
        return
    minus = f"-{ctx.source.at(amount)}"
    found = amount_in_brackets(ctx.source, span, f"({minus})" if is_first else minus)
    ctx.report_once(("brackets", span.start), found)
