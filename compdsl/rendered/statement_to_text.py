"""The statements of a run as people read them: each line with its amount, the total, what is open; then a summary."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from compdsl.rendered.still_open_to_text import still_open_to_text
from compdsl.source.characters import visible, width
from compdsl.values.figures import shown

if TYPE_CHECKING:
    from compdsl.diagnostics.to_text import Paint
    from compdsl.kernel.plan import Plan
    from compdsl.paid.payroll import PaidRun, PaidStatement


def statement_to_text(plan: "Plan", statement: "PaidStatement", paint: "Paint") -> str:
    """One statement, its amounts one under the other."""
    kind = plan.total.type
    rows = [(line.component, shown(line.amount, kind), line.amount == 0) for line in statement.lines]
    total = shown(statement.total, kind)
    shown_names = [*(line.component for line in plan.lines), *(name for name, _, _ in rows)]
    names = max(width(name) for name in [*shown_names, *["total"] * (len(rows) > 1)])
    amounts = max(width(amount) for amount in [*(amount for _, amount, _ in rows), total])
    head = [visible(statement.payee), statement.period.label, visible(plan.title or plan.name)]
    lines = [f"{paint(head[0], 'title')} · {head[1]} · {head[2]}"]
    for name, amount, is_nothing in rows:
        line = _row(name, amount, names, amounts)
        lines.append(paint(line, "quiet") if is_nothing else line)
    if len(rows) > 1:
        lines.append(f"  {' ' * names}  {'-' * amounts}")
        lines.append(paint(_row("total", total, names, amounts), "title"))
    lines += [paint(f"  {still_open_to_text(plan, one)}", "quiet") for one in statement.open]
    return "\n".join(lines) + "\n"


def payroll_to_text(plan: "Plan", payroll: "PaidRun", paint: "Paint") -> Iterator[str]:
    """Every statement, and the summary."""
    for statement in payroll.statements:
        yield statement_to_text(plan, statement, paint) + "\n"
    yield paint(summary(plan, payroll), "title") + "\n"


def summary(plan: "Plan", payroll: "PaidRun") -> str:
    """How many payees were paid what: `3 payees paid for 2026-Q1: 12 lines, $24,503.11 in all`."""
    people = payroll.paid_people
    periods = payroll.periods
    when = periods[0].label if len(periods) == 1 else f"{len(periods):,} periods ({periods[0]} to {periods[-1]})"
    who = f"{people:,} {'payee' if people == 1 else 'payees'} paid for {when}"
    lines = f"{payroll.lines:,} {'line' if payroll.lines == 1 else 'lines'}"
    return f"{who}: {lines}, {shown(payroll.total, plan.total.type)} in all"


def _row(name: str, amount: str, names: int, amounts: int) -> str:
    return f"  {name}{' ' * (names - width(name))}  {' ' * (amounts - width(amount))}{amount}"
