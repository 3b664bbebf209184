"""The problems of phrases: what a plan document puts into a few words, and a clause into others."""

from compdsl.diagnostics.problem import Mark, Problem, problem
from compdsl.source.source import Source, Span
from compdsl.syntax.shortened import short


@problem
def share_of_figure(source: Source, span: Span, instead: str) -> Problem:
    """A part of a figure is written with `of`; it is a product: `cap sales * 10%`.

    A percentage alone is a share of the target, or of the goal: `cap 10%` would limit pay to a tenth of the target.
    """
    return Problem(
        f"`{short(source.at(span))}` is a part of a figure, and that is written as a product.",
        Mark(source, span),
        hint=f"Write `{instead}`.",
    )


@problem
def period_in_clause(source: Source, span: Span, hint: str) -> Problem:
    """A clause says how often it is paid. That is said once, for all of the plan: `period quarter`.

    A clause that is paid less often than the plan pays says `paid yearly` or `paid quarterly`; a goal or a cap for the
    year is one `per year`.
    """
    return Problem(
        f"`{short(source.at(span))}` is not said with a figure; how often a plan pays is its period.",
        Mark(source, span),
        hint=hint,
    )


@problem
def limit_of_the_period(source: Source, span: Span, word: str, hint: str) -> Problem:
    """A soft cap or a budget is said for a year. Both are about what one period pays.

    `per year` can stand behind `cap`, `goal` and `target`. In a clause that is `paid yearly` the period is the year.
    """
    what = f"A {word} is about what one period pays, so `{short(source.at(span))}` cannot stand behind it."
    return Problem(what, Mark(source, span), hint=hint)


@problem
def choice_of_factor(source: Source, span: Span, instead: str) -> Problem:
    """`else` behind a condition of `times` is meant to give the other factor; it answers a measure without data.

    Where the condition does not hold, `times … when …` changes nothing. Another factor stands in a choice:
    `times (if adoption > 80% then 1.1x else 0.9x)`.
    """
    return Problem(
        "`else` here answers a measure without data; it gives no other factor.",
        Mark(source, span),
        hint=f"Write `{instead}`.",
    )


@problem
def rates_in_words(source: Source, span: Span, instead: str, *, is_row: bool = True) -> Problem:
    """A second rate stands behind the first one, with the figure from which it holds.

    `tiers` pay each slice at its own rate; with `whole tiers` the rate that is reached holds for all of it.
    """
    what = "are rows, each with where it starts" if is_row else "are a choice"
    hint = f"Write `{instead}`."
    if " whole tiers " in instead:
        hint = f"{hint[:-1]}; with `tiers` each slice is paid at its own rate."
    elif is_row:
        hint = f"{hint[:-1]}; with `whole tiers` the rate reached is paid on all of it."
    return Problem(f"Rates that change with a figure {what}.", Mark(source, span), hint=hint)


@problem
def phased_goal(source: Source, span: Span) -> Problem:
    """A goal of a year is phased. It is shared evenly among the periods; only the target of the plan can be phased."""
    return Problem(
        "`phased` goes with the target of the plan; a goal `per year` is the same part in each period.",
        Mark(source, span),
        hint="Give the goal of each period in the data, such as `goal payee.quarter_goal`, or look it up in a table.",
    )


@problem
def rounding_direction(source: Source, span: Span, unit: str) -> Problem:
    """A clause says that it is rounded up or down. `round to` goes to the nearest unit, halves away from zero."""
    return Problem(
        "`round to` goes to the nearest unit; no clause is rounded up or down.",
        Mark(source, span),
        hint=f"Write `round to {unit}`, if the nearest is what you mean.",
    )


@problem
def total_is_a_sum(source: Source, span: Span) -> Problem:
    """The total is written as a formula. It is the sum of the lines, and is limited by `cap` and `floor` alone."""
    return Problem(
        "The total is the sum of the lines, so it is not written.",
        Mark(source, span),
        hint="Take it out. An amount that is paid too has a line of its own, such as `extra $500`.",
    )


@problem
def sentence(source: Source, span: Span, hint: str) -> Problem:
    """A line is a sentence of a plan document. A statement begins with a name, and has words and figures behind it."""
    return Problem(
        "This is a sentence; a statement begins with the name of what is paid.", Mark(source, span), hint=hint
    )


@problem
def cell_of_spreadsheet(source: Source, span: Span, *, is_likely: bool = False) -> Problem:
    """A cell of a spreadsheet stands where a name of the plan is needed."""
    shown = short(source.at(span))
    told = f"There is no `{shown}`; it looks like" if is_likely else f"`{shown}` is"
    return Problem(
        f"{told} a cell of a spreadsheet, and a plan has none.",
        Mark(source, span),
        hint="Write the name of what stands in it, such as `sales`.",
    )


@problem
def separated_modifier(source: Source, span: Span, instead: str) -> Problem:
    """A `;` ends the statement before a modifier that belongs to it."""
    return Problem(
        "`;` ends a statement, and what follows belongs to the one before it.",
        Mark(source, span),
        hint=f"Write `{instead}`.",
    )


@problem
def split_form(source: Source, span: Span, amount: str, *, is_equal: bool) -> Problem:
    """`split` is followed by parts or by people, and not by a weight.

    `$500 split by payee.points` parts an amount among all people of the plan, `$500 team split by …` among those of a
    team, each by a weight: a column of the roster, a measure, or `1` where all get the same.
    """
    weight = "1" if is_equal else "payee.points"
    column = "" if is_equal else ", with the part of each in a column of the roster"
    return Problem(
        "`split` takes the weight of each behind `by`; it names no people and no parts of them.",
        Mark(source, span),
        hint=f"Write `{amount}split by {weight}`{column}.",
    )
