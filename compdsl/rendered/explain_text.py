"""An account as text for a terminal: the calculation in order, with the rows of the data and of the shapes below."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from compdsl.source.characters import visible, width
from compdsl.trace.account import Account, account_for, on_one_line
from compdsl.trace.reading import Entry, read_account
from compdsl.values.figures import shown

if TYPE_CHECKING:
    from compdsl.kernel.nodes import Node
    from compdsl.kernel.plan import Plan
    from compdsl.paid.lines import Line, Statement
    from compdsl.paid.program import Program, Situation

Paint = Callable[[str, str], str]
LABELS = 34
"""How wide the column of labels is at most."""


def explain_statement(plan: "Plan", statement: "Statement", paint: Paint, component: str | None = None) -> str:
    """The account of every line of a statement, or of one component."""
    lines = [line for line in statement.lines if component is None or line.component == component]
    head = f"{plan.title or plan.name} · {visible(statement.payee.key)} · {statement.period}"
    parts = [paint(head, "title"), *(explain_line(plan, line, paint) for line in lines)]
    if component is None:
        parts.append(_total(plan, statement, paint))
    return "\n\n".join(parts) + "\n"


def explain_line(plan: "Plan", line: "Line", paint: Paint) -> str:
    """The account of one line, under its amount and the clause as it is written in the plan."""
    account = account_for(line, plan)
    amount = shown(line.amount, line.plan.paid.type)
    head = f"{paint(line.component, 'title')}  {paint(amount, 'title')}  {paint(written_at(plan, line), 'quiet')}"
    return "\n".join([head, *entry_lines(account, paint)])


def written_at(plan: "Plan", line: "Line") -> str:
    """Where the clause of a line is written, and its text on one line."""
    span = line.plan.span
    text = on_one_line(plan.source.at(span))
    return f"{visible(plan.source.path)}:{plan.source.place(span).line}  {text}"


def explain_figure(
    plan: "Plan", node: "Node", program: "Program", values: list[Any], situation: "Situation", paint: Paint
) -> str:
    """The account of any figure of a run, such as one a test expects."""
    return "\n".join(entry_lines(Account(plan, node, program, values, situation), paint))


def entry_lines(account: Account, paint: Paint) -> list[str]:
    """The entries of an account, their labels, words and values in columns."""
    entries = read_account(account)
    label = min(LABELS, max((width(entry.label) for entry in entries), default=0))
    value = max((width(entry.value) for entry in entries), default=0)
    found: list[str] = []
    for entry in entries:
        found += _entry(entry, label, value, paint)
    return found


def _entry(entry: Entry, label: int, value: int, paint: Paint) -> list[str]:
    """One entry; a label that is too long for its column has a line of its own."""
    is_long = width(entry.label) > label
    room = " " * (label if is_long else label - width(entry.label))
    front = f"  {room}" if is_long else f"  {entry.label}{room}"
    first = f"{front}  {_right(entry.value, value)}  {paint(entry.words, 'quiet')}".rstrip()
    indent = " " * (label + value + 8)
    below = [paint(f"{indent}{line}", "quiet") for line in entry.below]
    return [*([f"  {entry.label}"] if is_long else []), first, *below]


def _right(text: str, columns: int) -> str:
    return " " * max(0, columns - width(text)) + text


def _total(plan: "Plan", statement: "Statement", paint: Paint) -> str:
    kind = plan.total.type
    total = shown(statement.total, kind)
    return f"{paint('total', 'title')}  {paint(total, 'title')}  {paint(sum_of_lines(plan, statement), 'quiet')}"


def sum_of_lines(plan: "Plan", statement: "Statement") -> str:
    """The amounts of the lines, added and subtracted."""
    text = ""
    for line in statement.lines:
        amount = shown(line.amount, plan.total.type)
        minus = amount.startswith("-") and text
        text += f" − {amount[1:]}" if minus else f" + {amount}" if text else amount
    return text
