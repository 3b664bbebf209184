"""What can go wrong while a plan is paid: data that is missing where it is needed, and figures beyond any pay."""

import re

from compdsl.diagnostics.problem import Mark, Problem, Severity, problem
from compdsl.kernel.nodes import Aggregate, Named, Product
from compdsl.paid.missing import Missing
from compdsl.source.source import Source, Span
from compdsl.values.figures import shown
from compdsl.values.period import EXAMPLES
from compdsl.values.types import Kind

OF_A_SPLIT = (
    "negative weight", "no weight", "different pools", "split among", "budget among", "different budgets",
    "negative earnings",
)  # fmt: skip
"""Reasons for which nobody of those an amount or a budget is split among has a part: told once, not for each."""

LONGEST_SHOWN = 60
"""How long a figure may be to be repeated in a message."""


@problem
def missing_data(
    source: Source, missing: Missing, payee: str, period: str, lines: tuple[tuple[str, Span], ...]
) -> Problem:
    """A figure that is needed has no data, and the plan does not say what then.

    No data is not zero. Write `else` behind the measure to answer it, or bring the data. `lines` are the components
    that cannot be paid for it, each with its clause.
    """
    reason, span = missing.words, missing.node.origin.span
    zero = _zero_below(missing)
    if zero is not None:
        bound = " ".join(source.at(span).split())
        is_bound = missing.node.origin.form != "attainment" and len(bound) <= LONGEST_SHOWN
        reason = f"`{zero.key}` is zero, so {f'`{bound}` says nothing' if is_bound else 'there is no attainment'}"
    elif missing.reason == "divided by zero" and missing.node.origin.form == "of people":
        reason = f"there is nobody of whom `{' '.join(source.at(span).split())}` could be"
    elif missing.reason == "divided by zero" and span.end - span.start <= LONGEST_SHOWN:
        reason = f"`{' '.join(source.at(span).split())}` divides by zero"
    component, clause = lines[0]
    is_own = len(lines) == 1 and clause.start <= span.start < clause.end
    whose = period if missing.reason in OF_A_SPLIT or missing.whose else f"{payee} in {period}"
    return Problem(
        f"{_names(lines)} of {whose} {'has no data' if is_own else 'cannot be paid'}: {reason}.",
        Mark(source, span, "no data here"),
        hint=_of_each_team(component, source.at(clause))
        if missing.reason == "changing team"
        else _hint(missing, component, source, source.at(clause) if is_own else ""),
    )


def _zero_below(missing: Missing) -> Named | None:
    """The goal, or the measure under `goal at most`, that an attainment or a bound in percent cannot be made of."""
    node = missing.node
    if missing.reason != "divided by zero" or not isinstance(node, Product):
        return None
    below = node.factors[-1]
    is_zero = isinstance(below, Named) and (node.origin.form == "attainment" or below.origin.form == "goal")
    return below if is_zero and isinstance(below, Named) else None


def _of_zero(zero: Named) -> str:
    """What to write where a goal or a measure is zero."""
    if re.fullmatch(r"\w+(\.\w+)*\.goal", zero.key):
        written = f"only when {zero.key} > {shown(0, zero.type, short=True)}"
        if re.search(r"reports\.", zero.key):
            return f"Write `{written}` behind the clause: who has no reports is paid nothing by it."
        return f"Write `{written}` behind the clause to pay nothing then, or bring a goal."
    least = "0.5%" if zero.type.kind is Kind.PERCENT else shown(1, zero.type, short=True)
    return f"Say what a measure of zero counts as, such as `max(…, {least})`."


def _of_changing(name: str, before: str) -> str:
    """Where to write `prorated`, by the word before the figure that changes."""
    word = _WORD_BEFORE.search(before)
    if word is None:
        return (
            "Where it is an amount for a full period, write `prorated` behind the target or the clause; "
            "a rate or a role that changes belongs into the records, row by row."
        )
    written = " ".join(word[0].split())
    if written in ("above", "up to", "threshold"):
        return f"Write it as the goal of the measure, `goal payee.{name} prorated`, and `{written} 100%`."
    return f"Write `{written} payee.{name} prorated`."


_WORD_BEFORE = re.compile(r"\b(?:goal\s+at\s+most|goal|target|cap|floor|above|up\s+to|threshold)\s+$")


@problem
def rows_at_one_place(
    source: Source, missing: Missing, payee: str, period: str, lines: tuple[tuple[str, Span], ...]
) -> Problem:
    """Two rows of a running total stand at the same place of its order, so that pay would depend on which is first.

    There is no silent order: neither that of the file nor that of the amounts settles it.
    """
    order = ", ".join(missing.node.order) if isinstance(missing.node, Aggregate) else ""
    return Problem(
        f"{_names(lines)} of {payee} in {period} cannot be paid: {missing.words}.",
        Mark(source, missing.node.origin.span, "the order of the rows"),
        hint=f"Name a further column that settles it, such as `running by {order}, id`, or mend the rows.",
    )


def _of_each_team(component: str, clause: str) -> str:
    """What pays on the figure of each team, for the days somebody is in it: the clause as a target of its own."""
    text = re.sub(r" prorated\b.*$", "", " ".join(clause.split()))
    share, measure = re.match(r"\S+ ([0-9.]+%)", text), re.search(r"\bon ([A-Za-z_]\w*)", text)
    name = measure[1] if measure else component
    product = f"payee.target * {share[1] if share else '30%'} * {name}.team.attainment"
    if bonus := re.fullmatch(rf"\S+ ([^\s%]+) when (.*\bteam\b.*?){_BEHIND}", text):
        nothing = re.sub(r"[0-9].*", "0", bonus[1]) if bonus[1][-1].isdigit() else "$0"
        product = f"if {bonus[2]} then {bonus[1]} else {nothing}"
    elif rate := re.match(r"\S+ rate ([0-9.]+%)(?! when)", text):
        product = f"{rate[1]} * {name}.team"
    elif formula := re.fullmatch(rf"\S+ = (.*\bteam\b.*?){_BEHIND}", text):
        product = formula[1]
    return (
        "Write a figure that is worked out for each row of the roster, such as "
        f"`{component} target {product} prorated on 100%`."
    )


_BEHIND = r"(?: (?:cap|floor|goal|hold|multiply|paid|prorated|round to|soft|times) .*)?"
"""What may stand behind the amount and the condition of a clause."""


def _names(lines: tuple[tuple[str, Span], ...]) -> str:
    *several, last = [f"`{name}`" for name, _ in lines]
    return f"{', '.join(several)} and {last}" if several else last


def _hint(missing: Missing, component: str, source: Source, clause: str) -> str:
    """What to do: `clause` is the component's own clause where what has no data stands in it."""
    span = missing.node.origin.span
    text, zero = source.at(span), _zero_below(missing)
    if missing.reason == "empty field":
        return f"Fill in the column `{missing.detail}` of the roster, or write `(payee.{missing.detail} else …)`."
    if missing.reason == "changing field":
        return _of_changing(missing.detail, source.text[max(0, span.start - LONGEST_SHOWN) : span.start])
    if zero is not None:
        return _of_zero(zero)
    if missing.reason == "divided by zero" and missing.node.origin.form == "attainment":
        return (
            "A goal of zero, or a measure of zero under `goal at most`, has no attainment: say what it counts as, "
            "such as `max(…, 0.5%)`."
        )
    if missing.reason == "no goal":
        return (
            "Write a `goal` in the plan, or fill in the column `goal` of the measures; a value that is its own "
            "attainment is written with a sign, such as `37.5%`, or as `value` of `of`."
        )
    if missing.reason == "not given":
        return f"Give it in the test: the measure itself (`{component} = …`), or rows (`{missing.detail} {{ … }}`)."
    if missing.reason in ("no denominator", "mixed rows", "some goals"):
        return "Fill in the column `of` (and `goal`) of the measures in every row."
    if missing.reason == "before the table":
        return (
            f"Add a row that starts earlier, or say what is used then, such as `({missing.node.origin.name} else …)`."
        )
    if missing.reason == "split among":
        return "Bring what is missing, or answer it, such as `split by (score else 0)`."
    if missing.reason == "budget among":
        return "Bring what is missing, or answer it, such as `else team` or `(payee.score else 0)`."
    if missing.reason == "different budgets":
        return "Write one budget for all who share it, such as `sum(deals.amount, company) * 1%`."
    if missing.reason == "negative earnings":
        return "Write `floor $0` behind the clause, or pay what is below zero in one of its own."
    if missing.reason == "different pools":
        return "Write `team` before `split by` for an amount of each team, or an amount of the whole company."
    if missing.reason in ("negative weight", "no weight"):
        return "Write a weight that is not below zero, such as `split by max(score, 0)`."
    if missing.reason == "closed period":
        return f"Bring the rows of {missing.detail} too: this figure follows from them."
    if missing.reason == "no team":
        return "Fill in the column `team` of the roster."
    if missing.reason in ("starts do not rise", "unit of rounding"):
        return "Look at the figures of this payee, or write the figures in the plan."
    if missing.reason == "no measure" and text == missing.detail and text != component:
        return f"Write `({text} else …)` with what is used then, or bring the data."
    if re.search(r"\belse\b", clause) and text == component:
        return "Bring the data: what stands behind `else` has none either."
    return "Write what is used then, such as `else team`, `else 80%` or in a formula `(… else $0)`, or bring the data."


@problem
def figure_too_large(source: Source, span: Span, payee: str, period: str) -> Problem:
    """A figure has grown beyond any pay, by multiplying again and again."""
    return Problem(
        f"A figure of {payee} in {period} has more than a thousand digits.",
        Mark(source, span),
        hint="Look for a figure that is multiplied with itself.",
        status=3,
    )


@problem
def no_such_payee(source: Source, payee: str, meant: str | None) -> Problem:
    """The payee asked for is not in the roster."""
    hint = f"Write `{meant}`, if that is who you meant." if meant else "Write a payee as the roster spells it."
    return Problem(f"There is no payee `{payee}` in the roster.", hint=hint, status=2)


@problem
def no_such_component(source: Source, component: str, meant: str | None, known: tuple[str, ...]) -> Problem:
    """The component asked for is not in the plan."""
    names = ", ".join(f"`{one}`" for one in known)
    hint = f"Write `{meant}`." if meant else f"Write one of {names}."
    return Problem(f"There is no component `{component}` in this plan.", hint=hint, status=2)


@problem
def period_outside_plan(source: Source, period: str, first: str, last: str) -> Problem:
    """The period lies outside the days the plan is in force."""
    return Problem(
        f"The plan is in force from {first} to {last}; {period} is not within that.",
        hint="Choose another period, or the plan that is in force then.",
    )


@problem
def nothing_to_pay_on(source: Source, example: str = "2026-Q1") -> Problem:
    """No period was asked for, and the data holds none."""
    what = "The data holds no row that belongs to a period."
    return Problem(what, hint=f"Name the period with `--period {example}`.")


@problem
def no_rows_of_period(source: Source, period: str, periods: tuple[str, ...]) -> Problem:
    """The period asked for has no row in the data, and somebody's pay needs one."""
    names = ", ".join(periods)
    return Problem(
        f"The data holds no row of {period}, and pay needs some; it holds rows of {names}.",
        hint=f"Name a period the data holds, such as `--period {periods[-1]}`, or bring the rows of {period}.",
    )


@problem
def wrong_period(source: Source, period: str, kind: str) -> Problem:
    """The period asked for is not of the kind the plan pays by."""
    example = EXAMPLES[kind]
    return Problem(f"The plan pays by {kind}; `{period}` is none.", hint=f"Write it like `{example}`.", status=2)


@problem
def no_such_period(source: Source, period: str, meant: str | None = None) -> Problem:
    """A period is not written as one."""
    hint = f"Write `{meant}`, if that is what you meant." if meant else "Write it like `2026-Q1`, `2026-03` or `2026`."
    return Problem(f"`{period}` is no period.", hint=hint, status=2)


@problem
def several_kinds_of_periods(source: Source, kinds: list[str]) -> Problem:
    """The data holds months and quarters, say, and the plan does not name the period it pays by.

    Paying all of them would pay the same time more than once.
    """
    return Problem(
        f"The data holds periods of several kinds ({', '.join(kinds)}), and the plan does not say which it pays by.",
        hint="Write `period quarter` (or another) in the plan, or name one period with `--period`.",
    )


@problem
def paid_by_other_periods(source: Source, before: str, now: str) -> Problem:
    """Months were paid before, say, and a quarter is to be paid: the plan does not name the period it pays by.

    What was paid for a part of a period, or for more than it, says nothing about the period.
    """
    return Problem(
        f"What was paid before are periods of another kind ({before}) than the one to be paid ({now}).",
        hint=f"Write `period {before}` in the plan, and name such a period with `--period`.",
    )


@problem
def counted_without_rows(source: Source, first: str, last: str, count: int) -> Problem:
    """The plan is in force in periods before the first row of the data, and a line of it looks back on them.

    Draws, what is held, parts that are paid over time and what is limited or paid to date begin with the first period
    the plan is in force in. A run pays the periods that the data holds rows of, and those between them.
    """
    which = first if count == 1 else f"{first} and {last}" if count == 2 else f"{first} to {last}"
    if count == 1:
        words = ("lies before the first row of the data, and no run pays it unasked. It counts", "it was", "it")
    else:
        words = ("lie before the first row of the data, and no run pays them unasked. They count", "they were", "them")
    return Problem(
        f"{which} {words[0]} as paid all the same, for what this plan draws, holds back, or pays or limits to date.",
        hint=f"If {words[1]} not paid, pay {words[2]} by name: `--period {first}`.",
        severity=Severity.WARNING,
    )


@problem
def left_open_before(source: Source, period: str, amounts: tuple[str, ...], payees: int) -> Problem:
    """An earlier version of the plan held something back, or owed parts of it, and the plan as it is now is later.

    A hold and the parts of `paid over` are figures of the lines of their plan. A plan that begins later does not know
    them: it pays what its own lines hold. What is left over is paid once, as an amount that is added to the total.
    """
    several = " and ".join([", ".join(amounts[:-1]), amounts[-1]]) if len(amounts) > 1 else amounts[0]
    who = "1 payee" if payees == 1 else f"up to {payees:,} payees"
    return Problem(
        f"After {period} an earlier version of this plan left {several} ({who}). This version does not pay it.",
        hint="When it falls due, add it: `adjust sum(corrections.amount)`, with a row of corrections a payee.",
        severity=Severity.WARNING,
    )


@problem
def fewer_rows_than_paid(source: Source, period: str, then: int, now: int) -> Problem:
    """A period was paid on many rows, and the data holds only a few of it now.

    It is worked out again from the rows that are there. A late row of an earlier quarter, among the rows of this one
    alone, would take back nearly all that was paid for that quarter.
    """
    rows = "1 row" if now == 1 else f"{now:,} rows"
    return Problem(
        f"{period} was paid on {then:,} rows, and is worked out again from {rows}: the data holds no more of it.",
        hint="Bring all rows of the period, or take these out: a period without rows is not worked out again.",
        severity=Severity.WARNING,
    )
