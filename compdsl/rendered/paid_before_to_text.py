"""What was paid before, told to the person who pays: which closed periods differ, which are not worked out again."""

from typing import TYPE_CHECKING

from compdsl.values.figures import shown

if TYPE_CHECKING:
    from compdsl.kernel.plan import Plan
    from compdsl.paid.history import History
    from compdsl.paid.payroll import PaidLine, Payroll
    from compdsl.values.exact import Exact
    from compdsl.values.period import Period


def paid_before_to_text(plan: "Plan", payroll: "Payroll") -> str:
    """A line for each period that was paid before, and for each that was passed over."""
    history = payroll.history
    if history is None:
        return ""
    lines = [_closed(plan, payroll, history, closed) for closed in history.closed]
    passed = [one for one in history.not_paid if one < payroll.periods[-1] and one not in payroll.periods]
    lines += [_passed_over(plan, one) for one in passed if history.closed and one > history.closed[0]]
    return "".join(f"{line}\n" for line in lines)


def worked_out_again(payroll: "Payroll") -> str:
    """Why a run that stops may lack data of another period than the one it pays."""
    history = payroll.history
    if history is None:
        return ""
    again = [str(one) for one in history.closed if one < payroll.periods[-1] and one not in history.why_not]
    if not again:
        return ""
    return f" Worked out again, as the data holds rows of what was paid before: {', '.join(again)}."


def _closed(plan: "Plan", payroll: "Payroll", history: "History", closed: "Period") -> str:
    was = f"{closed} was paid before"
    last = payroll.periods[-1]
    if closed > last:
        return f"{was}, and comes after {last}: a later run looks at it."
    if closed in history.why_not:
        return f"{was}, and is not worked out again: {history.why_not[closed]}."
    found = [line for one in payroll.statements for line in one.lines if _adjusts(line, closed)]
    if found:
        total: Exact = sum(line.amount for line in found)
        count = "1 line differs" if len(found) == 1 else f"{len(found):,} lines differ"
        sum_of_all = shown(-total if total < 0 else total, plan.total.type)
        return f"{was}: {count} now, {sum_of_all} {'less' if total < 0 else 'more'} in all."
    return f"{was}; nothing more is due." if closed in payroll.periods else f"{was}, and comes to the same now."


def _adjusts(line: "PaidLine", closed: "Period") -> bool:
    return line.adjusts is not None and line.adjusts.closed == closed


def _passed_over(plan: "Plan", period: "Period") -> str:
    words = f"{period} is not in what was paid before"
    if any(line.window is not None for line in plan.lines):
        words += "; what is paid to date makes up for it"
    return f"{words}. Pay it with --period {period}."
