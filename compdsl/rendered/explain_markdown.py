"""An account as Markdown: sentences for the payee first, then the calculation as a table."""

from typing import TYPE_CHECKING

from compdsl.rendered.figures import shown
from compdsl.trace.account import account_for
from compdsl.trace.reading import Entry, read_account

if TYPE_CHECKING:
    from compdsl.kernel.plan import Plan
    from compdsl.paid.lines import Line, Statement

ESCAPED = str.maketrans({char: "\\" + char for char in "\\`*_[]<>|#"})


def explain_markdown(plan: "Plan", statement: "Statement", component: str | None = None) -> str:
    """The account of every line of a statement, or of one component."""
    lines = [line for line in statement.lines if component is None or line.component == component]
    parts = [f"# {_plain(plan.title or plan.name)}: {_plain(statement.payee.key)}, {statement.period}"]
    if component is None:
        parts.append(_summary(plan, statement))
    parts += [_line(plan, line) for line in lines]
    return "\n\n".join(parts) + "\n"


def _summary(plan: "Plan", statement: "Statement") -> str:
    rows = [f"| {_plain(line.component)} | {shown(line.amount, plan.total.type)} |" for line in statement.lines]
    total = f"| **total** | **{shown(statement.total, plan.total.type)}** |"
    return "\n".join(["| line | amount |", "| --- | ---: |", *rows, total])


def _line(plan: "Plan", line: "Line") -> str:
    entries = read_account(account_for(line, plan))
    amount = shown(line.amount, plan.total.type)
    place = plan.source.place(line.plan.span)
    head = f"## {_plain(line.component)}: {amount}\n\nWritten in {_plain(plan.source.path)}, line {place.line}."
    sentences = [sentence(entry) for entry in entries]
    said = " ".join([f"**{_plain(line.component)} pays {amount}.**", *(one for one in sentences if one)])
    return "\n\n".join([head, said, _table(entries)])


def sentence(entry: Entry) -> str:
    """What an entry says, as a sentence."""
    label, words, value = _plain(entry.label), _plain(entry.words), _plain(entry.value)
    if entry.label in ("cap", "floor", "threshold", "only when", "multiply", "else", "above", "up to"):
        return f"{label[0].upper()}{label[1:]}: {words}."
    if entry.label in ("tiers", "whole tiers", "steps", "curve"):
        return f"By the {label} ({words}) this comes to {value}."
    if entry.label == "pays":
        return f"It pays {words} = {value}."
    if entry.label == "rounded":
        return "" if entry.words == "nothing to round" else f"Rounded ({words}) this is {value}."
    return f"{label[0].upper()}{label[1:]} is {value}{f' ({words})' if words else ''}."


def _table(entries: list[Entry]) -> str:
    rows = ["| step | value | how |", "| --- | ---: | --- |"]
    for entry in entries:
        rows.append(f"| {_plain(entry.label)} | {_plain(entry.value)} | {_plain(entry.words)} |")
        rows += [f"| | | {_plain(line)} |" for line in entry.below]
    return "\n".join(rows)


def _plain(text: str) -> str:
    return text.translate(ESCAPED)
