"""An account as text for a terminal: the calculation in order, with the rows of the data and of the shapes below."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from compdsl.paid.lines import TOTAL
from compdsl.paid.still_open import still_open
from compdsl.rendered.still_open_to_text import still_open_to_text
from compdsl.rendered.wrapping import LEAST, NEAR, in_columns
from compdsl.source.characters import visible, width
from compdsl.trace.account import Account, account_for, on_one_line
from compdsl.trace.adjusting import read_adjustment, read_adjustments
from compdsl.trace.reading import Entry, read_account
from compdsl.values.figures import shown

if TYPE_CHECKING:
    from compdsl.kernel.nodes import Node
    from compdsl.kernel.plan import Plan
    from compdsl.paid.adjustments import Adjustment
    from compdsl.paid.lines import Line, Statement
    from compdsl.paid.program import Program, Situation

Paint = Callable[[str, str], str]
LABELS = 34
"""How wide the column of labels is at most."""


def explain_statement(
    plan: "Plan", statement: "Statement", paint: Paint, component: str | None = None, columns: int | None = None
) -> str:
    """The account of every line of a statement, or of one component; in so many columns, if that is said."""
    head = f"{plan.title or plan.name} · {visible(statement.payee.key)} · {statement.period}"
    total = shown(statement.total, plan.total.type)
    if component == TOTAL and statement.adjustments:
        entries = entries_of_total(plan, statement)
        heading = _heading(TOTAL, total, sum_of_lines(plan, statement), paint, columns)
        return "\n".join([paint(head, "title"), "", heading, *_entries(entries, paint, columns)]) + "\n"
    parts = [paint(head, "title")]
    parts += [explain_line(plan, line, paint, columns) for line in statement.asked(plan, component)]
    parts += [explain_adjustment(plan, one, paint, columns) for one in statement.asked_adjustments(component)]
    if component is None:
        open_after = [f"  {still_open_to_text(plan, one)}" for one in still_open(plan, statement)]
        heading = _heading("total", total, sum_of_lines(plan, statement), paint, columns)
        parts.append("\n".join([heading, *open_after]))
    return "\n\n".join(parts) + "\n"


def entries_of_total(plan: "Plan", statement: "Statement") -> list[Entry]:
    """How the lines of the plan come to their total, and the lines that make up for closed periods."""
    lines = statement.asked(plan, TOTAL)
    return [*(entry for line in lines for entry in read_account(account_for(line, plan))),
            *read_adjustments(plan, statement)]  # fmt: skip


def explain_adjustment(plan: "Plan", one: "Adjustment", paint: Paint, columns: int | None = None) -> str:
    """The account of a line that makes up for a closed period, under its amount and the clause of the closed line."""
    amount = shown(one.amount, plan.total.type)
    clause = "  ".join(part for part in written_at(plan, one.line) if part) if one.line is not None else ""
    heading = _heading(one.name, amount, clause, paint, columns)
    return "\n".join([heading, *_entries(read_adjustment(plan, one), paint, columns)])


def explain_line(plan: "Plan", line: "Line", paint: Paint, columns: int | None = None) -> str:
    """The account of one line, under its amount and the clause as it is written in the plan."""
    account = account_for(line, plan)
    amount = shown(line.amount, line.plan.paid.type)
    clause = "  ".join(part for part in written_at(plan, line) if part)
    return "\n".join([_heading(line.component, amount, clause, paint, columns), *entry_lines(account, paint, columns)])


def _heading(name: str, amount: str, words: str, paint: Paint, columns: int | None) -> str:
    """A name, an amount, and where it comes from."""
    front = f"{paint(name, 'title')}  {paint(amount, 'title')}"
    begin = width(name) + width(amount) + 4
    return "\n".join(_with_words(front, begin, words, paint, columns))


def written_at(plan: "Plan", line: "Line") -> tuple[str, str]:
    """Where the clause of a line is written, and its text on one line; of the total the limits it has, if any."""
    is_total = line.component == TOTAL
    spans = [one.span for one in plan.lines if one.is_limit] if is_total else [line.plan.span]
    if not spans:
        return "", ""
    place = f"{visible(plan.source.path_of(spans[0]))}:{plan.source.place(spans[0]).line}"
    return place, ", ".join(dict.fromkeys(on_one_line(plan.source.at(span)) for span in spans))


def explain_figure(
    plan: "Plan", node: "Node", program: "Program", values: list[Any], situation: "Situation", paint: Paint,
    columns: int | None = None,
) -> str:  # fmt: skip
    """The account of any figure of a run, such as one a test expects."""
    return "\n".join(entry_lines(Account(plan, node, program, values, situation), paint, columns))


def entry_lines(account: Account, paint: Paint, columns: int | None = None) -> list[str]:
    """The entries of an account, their labels, words and values in columns."""
    return _entries(read_account(account), paint, columns)


def _entries(entries: list[Entry], paint: Paint, columns: int | None) -> list[str]:
    value = max((width(entry.value) for entry in entries), default=0)
    most = LABELS if columns is None else max(NEAR, min(LABELS, columns - value - 4))
    label = min(most, max((width(entry.label) for entry in entries), default=0))
    found: list[str] = []
    for entry in entries:
        found += _entry(entry, label, value, paint, columns)
    return found


def _entry(entry: Entry, label: int, value: int, paint: Paint, columns: int | None) -> list[str]:
    """One entry; a label that is too long for its column has a line of its own."""
    is_long = width(entry.label) > label
    room = " " * (label if is_long else label - width(entry.label))
    front = f"  {room}" if is_long else f"  {entry.label}{room}"
    begin = label + value + 6
    found = _with_words(f"{front}  {_right(entry.value, value)}", begin, entry.words, paint, columns)
    below = 2 + (begin if columns is None or columns - begin >= LEAST else NEAR)
    for line in entry.below:
        inner = len(line) - len(line.lstrip(" "))
        start, lines = in_columns(line.lstrip(" "), columns, below + inner, hang=2)
        found += [paint(" " * start + one, "quiet") for one in lines]
    _, name = in_columns(entry.label, columns, 2, hang=2)
    return [*([f"  {line}" for line in name] if is_long else []), *found]


def _with_words(front: str, begin: int, words: str, paint: Paint, columns: int | None) -> list[str]:
    """The front of a line and the words behind it, which go on under themselves."""
    start, lines = in_columns(words, columns, begin)
    if start != begin:
        return [front.rstrip(), *(" " * start + paint(line, "quiet") for line in lines)]
    first, *others = lines
    return [f"{front}  {paint(first, 'quiet')}".rstrip(), *(" " * start + paint(line, "quiet") for line in others)]


def _right(text: str, columns: int) -> str:
    return " " * max(0, columns - width(text)) + text


def sum_of_lines(plan: "Plan", statement: "Statement") -> str:
    """The amounts of the lines, added and subtracted."""
    text = ""
    amounts = [*(line.amount for line in statement.lines), *(one.amount for one in statement.adjustments)]
    for one in amounts:
        amount = shown(one, plan.total.type)
        minus = amount.startswith("-") and text
        text += f" − {amount[1:]}" if minus else f" + {amount}" if text else amount
    return text
