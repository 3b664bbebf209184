"""Why a line makes up for a closed period: what it comes to now and how, what was paid for it, and where that stands.

Both versions of the plan are named, the one that paid and the one that is paid by now, by the first letters of their
meaning hash.
"""

from attrs import evolve

from compdsl.kernel.plan import Plan
from compdsl.paid.adjustments import Adjustment
from compdsl.paid.lines import Statement
from compdsl.records.data import PaidAmount
from compdsl.source.characters import visible
from compdsl.trace.account import account_for
from compdsl.trace.reading import AS_PAID, Entry, read_account
from compdsl.trace.rows import place_paid
from compdsl.trace.when_paid import differing
from compdsl.values.figures import shown

LETTERS = 12
"""How much of a meaning hash is shown."""


def read_adjustment(plan: Plan, one: Adjustment) -> list[Entry]:
    """The account of the line as the closed period has it now, then what was paid for it, and the difference."""
    kind = plan.total.type
    found = read_account(account_for(one.line, plan)) if one.line is not None else []
    found = [evolve(each, words=f"as {one.closed} comes to now") if each.words == AS_PAID else each for each in found]
    now, was = shown(one.now, kind), shown(one.was, kind)
    found.append(Entry("now", f"{one.closed} now", _now(plan, one), now, None))
    found.append(_paid(plan, one, was))
    found += _then(plan, one)
    found.append(Entry("difference", one.name, _less(now, was), shown(one.amount, kind), None))
    return found


def read_adjustments(plan: Plan, statement: Statement) -> list[Entry]:
    """The lines that make up for closed periods, each in one entry, for the total they are part of."""
    kind, words = plan.total.type, "makes up for what was paid, see its own line"
    return [Entry("line", one.name, words, shown(one.amount, kind), None) for one in statement.adjustments]


def _now(plan: Plan, one: Adjustment) -> str:
    """Why there is no such line now, or which version of the plan it is of."""
    line = next((each for each in plan.lines if each.component == one.component), None)
    version = f"by version {plan.meaning[:LETTERS]} of the plan"
    if one.line is not None:
        return version
    if line is None:
        return f"{version}, which has no such line"
    if line.is_limit:
        return f"{version}, in which it changes nothing"
    return f"not active in {one.closed}" if plan.people is None else f"not paid by this plan in {one.closed}"


def _paid(plan: Plan, one: Adjustment, was: str) -> Entry:
    """What was paid: where it stands, or nothing."""
    label, amounts = f"paid for {one.closed}", one.paid
    if not amounts:
        return Entry("paid", label, "nothing was paid for it before", was, None)
    if len(amounts) == 1:
        return Entry("paid", label, _place(plan, amounts[0]), was, None)
    below = [f"{shown(each.amount, plan.total.type)}  {_place(plan, each)}" for each in amounts]
    return Entry("paid", label, f"{len(amounts)} amounts", was, None, below)


def _then(plan: Plan, one: Adjustment) -> list[Entry]:
    """The figures it was made of when it was last paid and that are others now, with the rows that make it so."""
    if one.line is None or not one.paid:
        return []
    if one.then is None:
        words = f"not known: no traces of the run that paid can be read beside {visible(one.paid[-1].file)}"
        return [Entry("unknown", "what differs", words, "", None)]
    found = differing(account_for(one.line, plan), one.then)
    entries = [
        Entry("then", f"{each.label} then", f"{each.now} now", each.then, None, list(each.rows)) for each in found
    ]
    return entries or [Entry("unknown", "what differs", "none of the figures it reads from the data", "", None)]


def _place(plan: Plan, one: PaidAmount) -> str:
    """The period an amount was paid in, the version that paid it, the file and the line."""
    if one.meaning is None:
        version = "by a version that the file does not name"
    elif one.meaning == plan.meaning:
        version = "by the same version, on other data"
    else:
        version = f"by version {one.meaning[:LETTERS]}"
    return f"in {one.period} {version}: {place_paid(one)}"


def _less(now: str, was: str) -> str:
    return f"{now} + {was[1:]}" if was.startswith("-") else f"{now} − {was}"
