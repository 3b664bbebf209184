"""The problems of names, and of the settings of a plan."""

from compdsl.diagnostics.problem import Mark, Problem, problem
from compdsl.source.characters import visible
from compdsl.source.source import Source, Span
from compdsl.syntax.wording import AGGREGATES
from compdsl.values.scopes import SAID

# Names


@problem
def unknown_name(
    source: Source, span: Span, name: str, meant: str | None, what: str = "", *, is_text: bool = False,
    example: str | None = None, is_unused: bool = False, column_of: str | None = None,
) -> Problem:  # fmt: skip
    """A name is used that nothing in the plan declares.

    It may be a slip of the pen, or a text without its quotes.
    """
    kind = f" {what}" if what else ""
    hint = f"Write `{meant}`, if that is what you meant." if meant else f"Declare it, such as `metric {name} = …`."
    if what and not meant:
        hint = f"Declare it, or write the name of another {what}."
    if example and not meant:
        hint = f"Declare them on a line of their own, such as `{example}`."
    if is_unused and not meant:
        hint = "Take it out, or name a measure that the plan uses."
    if is_text and not meant:
        hint = f'Write `"{name}"`, if it is a text.'
    if column_of is not None and not meant:
        hint = f"It is a column of `{column_of}`, one value a row: write `count({column_of} where {name} == …) >= 1`, "
        hint += f"or pay `for each row of {column_of} where {name} == …`."
    return Problem(f"There is no{kind} `{name}` in this plan.", Mark(source, span), hint=hint)


@problem
def unknown_measure(source: Source, span: Span, name: str, meant: str | None, is_word: bool) -> Problem:
    """A component pays on a measure that nothing declares; often a modifier with a slip of the pen."""
    if meant and is_word:
        hint = f"Write `{meant}`, if the line goes on from the one above."
    elif meant:
        hint = f"Write `{meant}`, if that is what you meant."
    else:
        hint = f"Declare it with `metric {name} = …`, or name the measure with `on …`."
    return Problem(f"There is no measure called `{name}`.", Mark(source, span), hint=hint)


@problem
def declared_twice(source: Source, span: Span, first: Span, name: str) -> Problem:
    """One name is declared twice."""
    return Problem(
        f"`{name}` is declared twice.",
        Mark(source, span, "declared again here"),
        others=(Mark(source, first, "declared first here"),),
        hint="Give one of them another name.",
    )


@problem
def defined_by_itself(
    source: Source, span: Span, ring: tuple[str, ...], others: tuple[Span, ...], *, is_column_meant: bool = False
) -> Problem:
    """A definition needs its own result, directly or through others, so there is no figure it could begin with.

    Look for the name that should be another one: a measure where the payout is named, a column where the name of the
    component is that of the records too (`deals.rate` is the rate of a component `deals`). What is carried from period
    to period is `previous(…)`.
    """
    way = " → ".join(f"`{name}`" for name in ring)
    hint = "Break the ring: let one of them use a figure from the data."
    if is_column_meant:
        hint = (
            f"Give the component another name, such as `{ring[0]}_pay`: records are called `{ring[0]}` too, and a word "
            f"behind `{ring[0]}.` can be a fact of the component."
        )
    return Problem(
        f"This is defined by itself: {way}.",
        Mark(source, span),
        others=tuple(Mark(source, other, "part of the ring") for other in others),
        hint=hint,
    )


@problem
def definitions_too_deep(source: Source, span: Span, most: int) -> Problem:
    """A figure is made of another one, which is made of another one, more than a thousand times.

    Nobody could follow such an explanation, and what works a figure out goes from one to the next.
    """
    return Problem(
        f"More than {most:,} definitions stand one behind the other here.",
        Mark(source, span),
        hint="Write one of them as a figure of the data, or say in one line what several of them say.",
        status=3,
    )


@problem
def unknown_fact(
    source: Source, span: Span, name: str, fact: str, facts: tuple[str, ...], meant: str | None,
    instead: str | None = None,
) -> Problem:  # fmt: skip
    """Something is asked of a name, behind a dot, that it does not have."""
    known = ", ".join(f"`.{one}`" for one in facts)
    hint = f"Write `.{meant}`, if that is what you meant." if meant else f"Ask for {known}."
    if not facts:
        hint = instead or f"Write `{name}` alone."
    return Problem(f"`{name}` has no `.{fact}`.", Mark(source, span), hint=hint)


@problem
def unknown_function(source: Source, span: Span, name: str, meant: str | None) -> Problem:
    """A function is called that the language does not have."""
    known = ", ".join(f"`{one}`" for one in AGGREGATES)
    hint = f"Write `{meant}`." if meant else f"Use {known} or `round`."
    if meant == name.lower():
        hint = f"Write `{meant}`, in small letters."
    return Problem(f"There is no function `{name}`.", Mark(source, span), hint=hint)


@problem
def called_name(source: Source, span: Span, name: str, scope: str | None = None) -> Problem:
    """A table or a measure is written like a function, with brackets behind its name.

    A table knows its keys: they stand behind `by`, and its name alone is the value of the row that fits. The figure of
    a team stands behind a dot.
    """
    if scope is not None:
        hint = f"Write `on {name} {scope}` in a clause, and `{name}.{scope}` in a formula."
        return Problem(f"`{name}` is a name of this plan, not a function.", Mark(source, span), hint=hint)
    return Problem(
        f"`{name}` is a name of this plan, not a function.",
        Mark(source, span),
        hint=f"Write `{name}` alone, without the brackets.",
    )


@problem
def unknown_column(
    source: Source, span: Span, block: str, name: str, meant: str | None, columns: tuple[str, ...]
) -> Problem:
    """A column is used that its block of records does not have."""
    hint = (
        f"Write `{meant}`." if meant else f"Use one of {', '.join(f'`{one}`' for one in columns)}, or add the column."
    )
    return Problem(f"The records `{block}` have no column `{name}`.", Mark(source, span), hint=hint)


@problem
def column_or_measure(source: Source, span: Span, name: str, block: str, other: Span) -> Problem:
    """A bare name inside an aggregate is a column and also a measure or a `let` of the plan."""
    return Problem(
        f"`{name}` is a column of `{block}` and also declared in the plan, so it could mean either.",
        Mark(source, span),
        others=(Mark(source, other, "declared in the plan here"),),
        hint=f"Write `{block}.{name}` for the column, or rename one of them.",
    )


@problem
def no_rate(source: Source, span: Span, name: str, component: Span) -> Problem:
    """The rate of a component is asked for that pays a share of target, an amount or a formula."""
    return Problem(
        f"`{name}` does not pay a rate, so it has no `.rate`.",
        Mark(source, span),
        others=(Mark(source, component, "the component"),),
        hint=f"Ask for `{name}.payout_percent`, the share of its target that is paid.",
    )


@problem
def nothing_held(source: Source, span: Span, name: str, component: Span) -> Problem:
    """What is held of a component is asked for, and the component holds nothing back."""
    return Problem(
        f"`{name}` holds nothing back, so there is no `{name}.held`.",
        Mark(source, span),
        others=(Mark(source, component, "no `hold` here"),),
        hint="Write `hold 20% until …` behind the component, or take this out.",
    )


@problem
def scope_of_a_field(source: Source, span: Span, name: str, scope: str, field: Span) -> Problem:
    """The figure of a team or the company is asked of a measure that uses a column of the roster.

    Summed for a team, such a measure would mix the rows of everybody with the column of one person.
    """
    return Problem(
        f"`{name}` uses a column of the roster, so it has no figure of the {SAID[scope]}.",
        Mark(source, span),
        others=(Mark(source, field, "a column of one person"),),
        hint="Make the column the goal of the measure (a team's goal is the sum), or use it outside the measure.",
    )


@problem
def goal_of_a_team(source: Source, span: Span, name: str, scope: str, goal: Span, hint: str) -> Problem:
    """The goal of a team is asked for, and cannot be made from those of its people.

    The goal of a ratio is weighted by the denominator of the measure, so the measure has to be one division, or the
    goal one percentage for all. Of a measure that the data gives, the goals of the people stand in the data.
    """
    return Problem(
        f"`{name}` has a goal for each person, and the goal of the {SAID[scope]} does not follow from them.",
        Mark(source, span, "asked for here"),
        others=(Mark(source, goal, "the goal"),),
        hint=hint,
    )


@problem
def at_most_bound(source: Source, span: Span, word: str, goal: Span, hint: str) -> Problem:
    """A bound in one unit is compared in the other, and `goal at most` turns the order of the two round.

    Less is better, so attainment is above 100% where the measure is below its goal. A share of target counts
    attainment: its bounds are percentages. A rate, an amount each and tiers count the measure itself: `above 100%`
    would pay on what lies above the goal, which is the part that does not attain it. Their bounds are in its unit.
    """
    return Problem(
        f"{word} would cut the wrong side: with `goal at most`, more attainment is less of the measure.",
        Mark(source, span),
        others=(Mark(source, goal, "less is better"),),
        hint=hint,
    )


@problem
def scope_of_a_choice(source: Source, span: Span, name: str, scope: str, measure: Span) -> Problem:
    """The figure of a team or the company is asked of a measure that decides something.

    Read for a team, a condition would look at the team's figures; it would not count the people it holds for.
    """
    return Problem(
        f"`{name}` chooses by a condition, so `{name}.{scope}` would choose once for all, not for each person.",
        Mark(source, span),
        others=(Mark(source, measure, "the measure"),),
        hint=f"Ask for the {scope} figure of what it compares, or count the people of whom it is true: "
        f"`count(… >= …, {scope})`.",
    )


# Header


@problem
def said_twice(source: Source, span: Span, first: Span, what: str) -> Problem:
    """Something that can be said once is said twice."""
    return Problem(
        f"`{what}` is said twice.",
        Mark(source, span, "said again here"),
        others=(Mark(source, first, "said first here"),),
        hint="Take one of them out.",
    )


@problem
def missing_currency(source: Source, span: Span, what: str) -> Problem:
    """The plan deals in money and names no currency."""
    return Problem(
        f"{what} is money, and the plan names no currency.",
        Mark(source, span),
        hint=f"Write `currency USD` (or another code) on a line at the top{_of_plan(source, span)}.",
    )


@problem
def missing_period(source: Source, span: Span) -> Problem:
    """The plan reads records with dates and does not say how often it pays."""
    return Problem(
        "These records have dates, and the plan does not say how often it pays.",
        Mark(source, span),
        hint=f"Write `period month`, `period quarter` or `period year` on a line at the top{_of_plan(source, span)}.",
    )


def _of_plan(source: Source, span: Span) -> str:
    """Of which file, where the place is in one that the plan uses."""
    own = source.files[0]
    return "" if source.own(span)[0] is own or not own.path else f" of {visible(own.path)}"


@problem
def unknown_currency(source: Source, span: Span, code: str, meant: str | None) -> Problem:
    """A currency code that ISO 4217 does not have."""
    hint = (
        f"Write `{meant}`, if that is what you meant." if meant else "Write an ISO 4217 code such as USD, EUR or GBP."
    )
    return Problem(f"There is no currency `{code}`.", Mark(source, span), hint=hint)


@problem
def unknown_setting(
    source: Source, span: Span, what: str, value: str, allowed: tuple[str, ...], meant: str | None
) -> Problem:
    """A setting of the plan has a value that does not exist."""
    hint = f"Write `{meant}`." if meant else "Write " + ", ".join(f"`{one}`" for one in allowed) + "."
    return Problem(f"`{value}` is no {what}.", Mark(source, span), hint=hint)


@problem
def ends_before_start(source: Source, span: Span, first: Span) -> Problem:
    """A stretch of days ends before it starts."""
    return Problem(
        "The plan ends before it starts.",
        Mark(source, span, "the last day"),
        others=(Mark(source, first, "the first day"),),
        hint="Write the earlier day first: `effective 2026-01-01 to 2026-12-31`.",
    )
