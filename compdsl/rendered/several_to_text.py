"""Several plans of one run in words: the statements of each, what all come to, who has no plan."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from compdsl.rendered.people_to_text import people_in_words
from compdsl.rendered.statement_to_text import payroll_to_text
from compdsl.source.characters import visible
from compdsl.values.figures import shown
from compdsl.values.types import NUMBER, money

if TYPE_CHECKING:
    from compdsl.diagnostics.to_text import Paint
    from compdsl.kernel.plan import Plan
    from compdsl.paid.payroll import Payroll
    from compdsl.paid.several import WithoutPlan
    from compdsl.values.exact import Exact

MOST_NAMES = 20
"""How many people without a plan are named; the manifest names all."""


def payrolls_to_text(paid: "Sequence[tuple[Plan, Payroll]]", paint: "Paint") -> Iterator[str]:
    """The statements of each plan under its name and whom it is for, then what all come to."""
    for plan, payroll in paid:
        title = f"{visible(plan.title)} ({visible(plan.name)})" if plan.title else visible(plan.name)
        yield paint(f"== {title}, for {people_in_words(plan.people)}", "title") + "\n\n"
        yield from payroll_to_text(plan, payroll, paint)
        yield "\n"
    yield from _of_several(paid, paint)
    yield paint(summary_of_all(paid), "title") + "\n"


def _of_several(paid: "Sequence[tuple[Plan, Payroll]]", paint: "Paint") -> Iterator[str]:
    """A line for each payee of several plans: what each of them pays, and what that comes to."""
    amounts: dict[str, dict[Plan, Exact]] = {}
    for plan, payroll in paid:
        for one in payroll.statements:
            theirs = amounts.setdefault(one.payee, {})
            theirs[plan] = theirs.get(plan, 0) + one.total
    several = {payee: theirs for payee, theirs in amounts.items() if len(theirs) > 1}
    if several:
        yield paint("== Paid by several plans", "title") + "\n\n"
    for payee, theirs in several.items():
        parts = [f"{shown(amount, plan.total.type)} by {visible(plan.name)}" for plan, amount in theirs.items()]
        sums: dict[str | None, Exact] = {}
        for plan, amount in theirs.items():
            sums[plan.currency] = sums.get(plan.currency, 0) + amount
        yield f"{visible(payee)}: {_sums(sums)} in all ({', '.join(parts)})\n"
    if several:
        yield "\n"


def _sums(sums: "Mapping[str | None, Exact]") -> str:
    """`$24,503.11 and €1,200.00`: currencies are never added up."""
    *first, last = [shown(amount, money(currency) if currency else NUMBER) for currency, amount in sums.items()]
    return f"{', '.join(first)} and {last}" if first else last


def summary_of_all(paid: "Sequence[tuple[Plan, Payroll]]") -> str:
    """`5 payees paid by 2 plans: 12 lines, $24,503.11 and €1,200.00 in all`; currencies are never added up."""
    people = {one.payee for _, payroll in paid for one in payroll.statements}
    lines = sum(payroll.lines for _, payroll in paid)
    who = f"{_count(len(people), 'payee')} paid by {_count(len(paid), 'plan')}"
    return f"{who}: {_count(lines, 'line')}, {_sums(totals_of(paid))} in all"


def totals_of(paid: "Sequence[tuple[Plan, Payroll]]") -> "dict[str | None, Exact]":
    """What is paid in each currency."""
    found: dict[str | None, Exact] = {}
    for plan, payroll in paid:
        found[plan.currency] = found.get(plan.currency, 0) + payroll.total
    return found


def without_plan_to_text(found: "Sequence[WithoutPlan]", columns: "Sequence[str]") -> str:
    """Who has no plan, with what the roster holds of them in the columns that plans ask for."""
    words = _listed([one for one in found if not one.is_beside], "without a plan", columns)
    return words + _listed([one for one in found if one.is_beside], "with no plan but those beside others", columns)


def _listed(found: "Sequence[WithoutPlan]", what: str, columns: "Sequence[str]") -> str:
    if not found:
        return ""
    from compdsl.paid.people import text_of
    from compdsl.rendered.people_to_text import texts_in_words

    people = len({one.row.key for one in found})
    lines = [f"{_count(people, 'payee')} {what}:"]
    for one in found[:MOST_NAMES]:
        held = texts_in_words(tuple((name, text_of(one.row, name)) for name in columns if name != "payee"))
        place = f"{visible(one.row.file)}:{one.row.line}"
        lines.append(f"  {visible(one.row.key)}: {held} ({place})" if held else f"  {visible(one.row.key)} ({place})")
    more = len(found) - MOST_NAMES
    lines += [f"  and {more:,} more"] if more > 0 else []
    return "".join(f"{line}\n" for line in lines)


def _count(count: int, word: str) -> str:
    return f"{count:,} {word}" if count == 1 else f"{count:,} {word}s"
