"""An account as Markdown: sentences for the payee first, then the calculation as a table.

Text of others - names, labels, words of a plan - is escaped, so that it stays text wherever it is shown.
"""

from typing import TYPE_CHECKING

from compdsl.paid.lines import TOTAL
from compdsl.paid.still_open import still_open
from compdsl.rendered.explain_text import entries_of_total, sum_of_lines, written_at
from compdsl.rendered.still_open_to_text import still_open_to_text
from compdsl.source.characters import visible
from compdsl.trace.account import account_for
from compdsl.trace.adjusting import read_adjustment
from compdsl.trace.equations import equation, is_remark
from compdsl.trace.reading import Entry, read_account
from compdsl.values.figures import shown

if TYPE_CHECKING:
    from compdsl.kernel.plan import Plan
    from compdsl.paid.adjustments import Adjustment
    from compdsl.paid.lines import Line, Statement

ESCAPED = str.maketrans({char: "\\" + char for char in "\\`*_[]<>|#~&"})
SHAPES = ("tiers", "whole tiers", "steps", "curve")
NO_DATA = "no data"


def explain_markdown(plan: "Plan", statement: "Statement", component: str | None = None) -> str:
    """The account of every line of a statement, or of one component."""
    head = f"{plan.title or plan.name}: {visible(statement.payee.key)}, {statement.period}"
    parts = [f"# {escaped(head)}"]
    if component is None:
        parts.append(_summary(plan, statement))
    if component == TOTAL and statement.adjustments:
        parts.append(_of_total(plan, statement))
    else:
        parts += [_line(plan, line) for line in statement.asked(plan, component)]
        parts += [_adjustment(plan, one) for one in statement.asked_adjustments(component)]
    return "\n\n".join(parts) + "\n"


def _summary(plan: "Plan", statement: "Statement") -> str:
    kind = plan.total.type
    named = [(line.component, line.amount) for line in statement.lines]
    named += [(one.name, one.amount) for one in statement.adjustments]
    rows = [f"| {escaped(name)} | {shown(amount, kind)} |" for name, amount in named]
    total = f"| **total** | **{shown(statement.total, kind)}** |"
    table = "\n".join(["| line | amount |", "| --- | ---: |", *rows, total])
    how = f"\n\n{escaped(sum_of_lines(plan, statement))} = {shown(statement.total, kind)}"
    after = "".join(f"\n\n{escaped(still_open_to_text(plan, one))}." for one in still_open(plan, statement))
    return table + (how if len(named) > 1 else "") + after


def _line(plan: "Plan", line: "Line") -> str:
    entries = read_account(account_for(line, plan))
    amount = shown(line.amount, plan.total.type)
    place, text = written_at(plan, line)
    head = [f"## {escaped(line.component)}: {amount}"]
    head += [f"Written in {escaped(place)}: {escaped(text)}"] if place else []
    verb = "comes to" if line.plan.is_limit else "pays"
    said = " ".join([f"**{escaped(line.component)} {verb} {amount}.**", *map(sentence, entries)])
    return "\n\n".join([*head, said, _table(entries)])


def _adjustment(plan: "Plan", one: "Adjustment") -> str:
    """A line that makes up for a closed period."""
    entries, amount = read_adjustment(plan, one), shown(one.amount, plan.total.type)
    head = f"## {escaped(one.name)}: {amount}"
    verb = "takes back" if one.amount < 0 else "makes up for"
    what = f"{one.component} in {one.closed} was paid before, and comes to another amount now"
    said = f"**{escaped(one.name)} {verb} {amount.removeprefix('-')}**: {escaped(what)}."
    return "\n\n".join([head, " ".join([said, *map(sentence, entries)]), _table(entries)])


def _of_total(plan: "Plan", statement: "Statement") -> str:
    """The total of the plan's lines and of those that make up for closed periods."""
    entries, amount = entries_of_total(plan, statement), shown(statement.total, plan.total.type)
    how = f"{escaped(sum_of_lines(plan, statement))} = {amount}."
    said = " ".join([f"**total comes to {amount}.**", *map(sentence, entries), how])
    return "\n\n".join([f"## {TOTAL}: {amount}", said, _table(entries)])


# Sentences


def sentence(entry: Entry) -> str:
    """What an entry says, as a sentence for the payee."""
    return escaped(_sentence(entry))


def _sentence(entry: Entry) -> str:
    label, words, value = entry.label, entry.words, entry.value
    if entry.kind in SHAPES:
        return _of_shape(entry)
    match entry.kind:
        case "now":
            return f"{label.removesuffix(' now')} comes to {value} now, {words}."
        case "paid":
            return f"What was {label} before is {value}, {words}{_rows(entry)}."
        case "then":
            was = "had no data" if value == NO_DATA else f"was {value}"
            return f"{label.removesuffix(' then')} {was} when that was paid, and is {words}{_rows(entry)}."
        case "unknown":
            return f"W{label[1:]} is {words}."
        case "line":
            return f"{label} is {value} ({words})."
        case "table":
            return f"The table {label} gives {value}: {words}."
        case "goal" | "attainment" | "measured" | "target" | "share":
            return _worked(f"The {label}", entry)
        case "pays":
            return f"This pays {value}, {words}." if is_remark(words) else f"This pays {equation(words, value)}."
        case "cap" | "soft cap" | "floor" | "draw":
            return f"The {label} {words}."
        case "each team":
            return f"The parts of each team add up: {equation(words, value)}."
        case "budget":
            return f"{words[0].upper()}{words[1:]}. This leaves {value}."
        case "threshold":
            return f"The threshold is {words}."
        case "gates":
            return f"T{words[1:]}."
        case "only when" | "when":
            return f"The condition is {words}."
        case "times" | "multiply":
            return _of_multiplier(entry)
        case "else":
            return f"What is said for missing data is {words}." if words.startswith("not ") else f"{words}."
        case "above":
            is_nothing = words.startswith("nothing")
            return f"N{words[1:]}." if is_nothing else f"Only the part above counts: {words} = {value}."
        case "up to":
            return f"The limit of what counts {words}." if words.startswith("changes") else f"N{words[1:]}."
        case "for each row":
            return f"E{label[1:]} is worked out by itself: {words}, {value} in all."
        case "accelerate":
            is_not = words.startswith("not ")
            return f"It is {words}." if is_not else f"Accelerated {words}, it counts as {value}{_rows(entry)}."
        case "full":
            return f"{words}: {value}."
        case "round to":
            return f"There is nothing to round ({words})." if value == NO_DATA else f"{words}, is {value}."
        case "rounded":
            how, _, difference = words.rpartition(": ")
            return f"Rounded {how}, this is {value} ({difference})." if how else "There is nothing to round."
        case "convert":
            return f"Converted, this is {equation(words, value)}."
        case "clawback":
            return f"Taken back is {equation(words, value)}."
        case "lines" if label != "sum of the lines":
            return f"{label[0].upper()}{label[1:]} this is {equation(words, value)}."
        case "lines":
            return f"The lines add up to {equation(words, value)}."
        case "balance":
            return f"The line {label} comes to {value}: {words}."
        case "difference":
            return f"The line {label} is {words} = {value}."
        case _:
            return _worked(label, entry)


def _worked(subject: str, entry: Entry) -> str:
    """A figure with how it came about: a calculation before its value, a remark or its source behind it."""
    words, value = entry.words, entry.value
    if entry.source.startswith("there is "):
        return f"{subject} is {value}: {entry.source}."
    if entry.source and value != NO_DATA:
        source = entry.source if entry.source.startswith("as ") else f"from {entry.source}"
        return f"{subject} is {equation(entry.how, value)}, {source}."
    if value == NO_DATA:
        return f"{subject} has no data ({words})." if words else f"{subject} has no data."
    if not words:
        return f"{subject} is {value}."
    if value in ("yes", "no"):
        return f"{subject} is {value}: {words}."
    return f"{subject} is {value}, {words}." if is_remark(words) else f"{subject} is {equation(words, value)}."


def _of_shape(entry: Entry) -> str:
    rows = _rows(entry)
    if not entry.words.startswith("at "):
        return f"By the {entry.label} this comes to {equation(entry.words, entry.value)}{rows}."
    comma = "," if ", " in entry.words else ""
    return f"By the {entry.label} {entry.words}{comma} this comes to {entry.value}{rows}."


def _of_multiplier(entry: Entry) -> str:
    if entry.words.startswith("not "):
        return f"It is {entry.words}."
    rows = _rows(entry)
    return f"It is multiplied: {equation(entry.words, entry.value)}{rows}."


def _rows(entry: Entry) -> str:
    return f" ({'; '.join(entry.below)})" if entry.below else ""


# The table


def _table(entries: list[Entry]) -> str:
    rows = ["| step | value | how |", "| --- | ---: | --- |"]
    for entry in entries:
        rows.append(f"| {escaped(entry.label)} | {escaped(entry.value)} | {escaped(entry.words)} |")
        rows += [f"| | | {escaped(line)} |" for line in entry.below]
    return "\n".join(rows)


def escaped(text: str) -> str:
    """A text without any meaning for Markdown or HTML."""
    return text.translate(ESCAPED)
