"""The problems of clauses, their shapes, tables and tests."""

from compdsl.diagnostics.problem import Mark, Problem, Severity, problem
from compdsl.source.source import Source, Span

# Clauses


@problem
def no_goal(
    source: Source, span: Span, name: str, kind: str, measure: Span, example: str, rate: str | None, column: str | None
) -> Problem:
    """The attainment of a measure is needed, the measure is not a percentage, and it has no goal."""
    instead = f", or `rate {rate}` for a commission on it" if rate is not None else ""
    if column is not None:
        instead += f"; where the column holds percentages, write `records payees {{ {column}: percent }}`"
    return Problem(
        f"`{name}` is {kind} and has no goal, so it has no attainment.",
        Mark(source, span, "the attainment is needed here"),
        others=(Mark(source, measure, "the measure"),) if measure != span else (),
        hint=f"Write its goal behind the metric or a clause on it, such as `goal {example}`{instead}.",
    )


@problem
def without_its_goal(source: Source, span: Span, name: str, instead: str) -> Problem:
    """A figure of a measure, such as `sold.ytd`, is money or a count; only the measure itself comes with its goal.

    Where the clause is paid on the measure, `on sold ytd`, the goal of the same time is added up too.
    """
    return Problem(
        f"`{source.at(span)}` is a figure without the goal of `{name}`, so it has no attainment.",
        Mark(source, span),
        hint=f"Write `{instead}`, with a blank: the goal of `{name}` counts then.",
    )


@problem
def goal_of_zero(source: Source, span: Span, word: str, example: str) -> Problem:
    """A goal of zero stands in the plan; attainment divides by the goal, and dividing by zero has no answer.

    Under `goal at most` the attainment is goal / measure: a goal of zero would make it nothing for everybody. An amount
    for a measure of zero is said by a condition: `$500 when accidents == 0`.
    """
    return Problem(
        "Against a goal of zero there is no attainment: it divides by the goal."
        if word == "goal"
        else "Against a goal of at most zero every attainment is zero: it is the goal divided by the measure.",
        Mark(source, span),
        hint=f"Write a goal above zero, such as `{word} {example}`.",
    )


@problem
def two_goals(source: Source, span: Span, first: Span, name: str) -> Problem:
    """A measure has two goals; a goal belongs to the measure, and all clauses on it share it."""
    return Problem(
        f"The measure `{name}` has two goals.",
        Mark(source, span, "another goal"),
        others=(Mark(source, first, "the first goal"),),
        hint="Keep one of them; all clauses on a measure share its goal.",
    )


@problem
def percent_cap(
    source: Source, span: Span, word: str, name: str, value: str, amount: str, *, has_measure: bool
) -> Problem:
    """A limit in percent stands on a clause without a target, so there is nothing it is a percentage of.

    `cap` and `floor` limit pay, and a percentage is one of the target of the clause. A commission has none: its pay
    is limited by an amount, and what counts of its measure by `up to`. A formula says what it is a percentage of:
    `cap target * 150%`.
    """
    what_counts = (
        f"`up to {value}` to limit what counts" if word.endswith("cap") else f"`threshold {value}` for where pay starts"
    )
    hint = f"Write an amount, such as `{word} {amount}`, to limit pay, or {what_counts}."
    if not has_measure:
        hint = f"Write an amount, such as `{word} {amount}` or `{word} target * {value}`."
    return Problem(
        f"`{name}` has no target, so a {word} in percent is a percentage of nothing.", Mark(source, span), hint=hint
    )


@problem
def nothing_to_pay(source: Source, span: Span, name: str, other: str | None = None) -> Problem:
    """A clause has modifiers but says nothing about what it pays.

    `other` is a component of nearly the same name, to which the modifiers may belong.
    """
    return Problem(
        f"`{name}` does not say what it pays.",
        Mark(source, span),
        hint=f"Write the modifiers behind the clause `{other}`, if they belong to it."
        if other
        else f"Write a share of target (`{name} 20%`), a rate (`{name} rate 5%`), an amount or `tiers`.",
    )


@problem
def two_scopes(source: Source, span: Span, first: Span, one: str, other: str) -> Problem:
    """A clause is about the records of two: its own and those of the team, say."""
    return Problem(
        f"A clause is about `{one}` or about `{other}`, not about both.",
        Mark(source, span),
        others=(Mark(source, first, "said first here"),),
        hint="Take one of them out, or write two clauses.",
    )


@problem
def two_ways_to_pay(source: Source, span: Span, first: Span, one: str, other: str) -> Problem:
    """A clause says in two ways what it pays."""
    return Problem(
        f"This clause pays in two ways, by {one} and by {other}.",
        Mark(source, span, other),
        others=(Mark(source, first, one),),
        hint="Split it into two clauses, or take one of them out.",
    )


@problem
def not_a_share(
    source: Source, span: Span, text: str, kind: str, meant: str | None = None, share: str | None = None
) -> Problem:
    """What stands behind the name of a component is neither a share of target nor an amount."""
    percent = share or "60%"
    hint = f"Write `{percent}` for a share of target, or `$500` for an amount."
    if text.startswith("payee."):
        column = text.removeprefix("payee.")
        hint = f"Say which it is: `records payees {{ payee, {column}: percent }}`, or `{column}: money`."
    if meant:
        hint = f"{meant[:-1]}, or a percentage for a share of target."
    return Problem(
        f"`{text}` is {kind}; behind the name of a component stands a share of target or an amount of money.",
        Mark(source, span),
        hint=hint,
    )


@problem
def misplaced_modifier(source: Source, span: Span, word: str, where: str, instead: str) -> Problem:
    """A modifier stands on something it cannot change."""
    return Problem(f"`{word}` does not go with {where}.", Mark(source, span), hint=instead)


@problem
def line_as_measure(source: Source, span: Span, name: str, line: Span) -> Problem:
    """A clause pays on the name of a payout line that needs no measure, where a measure stands.

    Mostly the word `metric` was forgotten: `sold = sum(deals.amount)` is paid as it stands, and
    `metric sold = sum(deals.amount)` is only used. What a line pays is `sold.payout`.
    """
    return Problem(
        f"`{name}` is a payout line here, and no measure.",
        Mark(source, span),
        others=(Mark(source, line, "paid by itself"),),
        hint=f"Write `metric {name} = …` above, if it is not to be paid; `on {name}.payout` is what the line pays.",
    )


@problem
def amount_missing(source: Source, span: Span, word: str, hint: str) -> Problem:
    """`each` has no amount to pay for each unit."""
    return Problem(f"`{word}` has no amount to multiply.", Mark(source, span), hint=hint)


@problem
def floor_above_cap(source: Source, span: Span, other: Span) -> Problem:
    """The least a clause pays is more than the most it pays."""
    return Problem(
        "The floor is above the cap.",
        Mark(source, span, "the floor"),
        others=(Mark(source, other, "the cap"),),
        hint="Write a floor that is not above the cap.",
    )


@problem
def nothing_to_convert(source: Source, span: Span, name: str, currency: str, kind: str | None = None) -> Problem:
    """What is converted is in the currency of the plan already, or is no money."""
    is_money = f"in {currency} already, the currency of the plan"
    return Problem(
        f"`{name}` is {kind or is_money}, so there is nothing to convert.",
        Mark(source, span),
        hint="Take it out, or say in which currency the records are, such as `amount: money EUR`.",
    )


# Clauses for each row


@problem
def no_measure_of_a_row(
    source: Source, span: Span, name: str, written: str | None, example: str, amount: str | None = None
) -> Problem:
    """A clause for each row does not say what counts of a row, or names a figure of the whole period.

    A measure adds up the rows of the period. Where the clause is paid row by row, what counts of a row is a column of
    it, or worked out from its columns.
    """
    what = f"`{written}` is the same for every row" if written else f"`{name}` does not say what counts of a row"
    return Problem(
        f"{what}, and the clause is paid for each.",
        Mark(source, span),
        hint=f"Write a column, such as `on {example}`"
        + (f"; an amount for each row is written alone, `{amount} for each row of …`." if amount else "."),
    )


@problem
def differs_by_row(source: Source, span: Span, name: str, what: str, component: Span) -> Problem:
    """The rate or the target of a clause for each row is asked for, and each row has one of its own."""
    return Problem(
        f"Each row of `{name}` has a {what} of its own, so there is not one for all.",
        Mark(source, span),
        others=(Mark(source, component, "the clause for each row"),),
        hint=f"Ask for the amount, `{name}.payout`.",
    )


@problem
def no_running_total(source: Source, span: Span, name: str, example: str) -> Problem:
    """The rows of a clause run in an order, and the clause does not say what adds up on the way."""
    return Problem(
        f"`{name}` does not say what adds up from row to row.",
        Mark(source, span),
        hint=f"Write a column, such as `on {example}`, or take `running by` out.",
    )


# Shapes


@problem
def one_bound_missing(source: Source, span: Span, values: int, bounds: int, rewritten: str | None) -> Problem:
    """There are not as many starts as values: each row of a shape has one start."""
    hint = f"Write `{rewritten}`: each row has a start." if rewritten else "Write one start for each value."
    counts = f"{values} {'value' if values == 1 else 'values'} and {bounds} {'start' if bounds == 1 else 'starts'}"
    return Problem(f"There are {counts}.", Mark(source, span), hint=hint)


@problem
def bounds_missing(source: Source, span: Span, rewritten: str) -> Problem:
    """A shape does not say where its rows start; only a one-line plan without records may leave that out."""
    return Problem(
        "This does not say where each row starts.",
        Mark(source, span),
        hint=f"Write them out, such as `{rewritten}`.",
    )


@problem
def bounds_do_not_rise(
    source: Source, span: Span, other: Span, value: str, before: str, instead: str | None = None
) -> Problem:
    """The rows of a shape are not in rising order, so a value would belong to none or to two of them."""
    same = value == before
    return Problem(
        f"Two rows start at `{value}`."
        if same
        else f"A row that starts at `{value}` follows one that starts at `{before}`.",
        Mark(source, span, "this start"),
        others=(Mark(source, other, "the row before"),),
        hint="Take one of the rows out."
        if same
        else f"Write {f'`{instead}`' if instead else 'the rows'} in rising order of the starts.",
    )


@problem
def mixed_bounds(source: Source, span: Span, other: Span) -> Problem:
    """Some rows of a shape start at a percentage and some at an amount."""
    return Problem(
        "Some rows start at a percentage, others at an amount or a count.",
        Mark(source, span),
        others=(Mark(source, other, "another kind of start"),),
        hint="Write all starts in percent of the goal, or all in the unit of the measure.",
    )


@problem
def pays_no_money(source: Source, span: Span, what: str, hint: str) -> Problem:
    """What a clause comes to is not money."""
    return Problem(f"This comes to {what}, not to money.", Mark(source, span), hint=hint)


@problem
def rising_of_rows(source: Source, span: Span) -> Problem:
    """A slope is given a point, but the points are not in percent."""
    return Problem(
        "`rising … per point` needs points in percent.",
        Mark(source, span),
        hint="Write the points in percent of the goal, or add a further point instead of the slope.",
    )


@problem
def accelerated_from_zero(source: Source, span: Span) -> Problem:
    """A rate is accelerated from zero on. What is accelerated lies above a point; from zero on it is another rate."""
    return Problem(
        f"`accelerate` starts above zero; from {source.at(span)} on it would be another rate.",
        Mark(source, span),
        hint="Write the point above which the rate is higher, such as `1.5x from 100%`, or the rate itself.",
    )


@problem
def factor_as_rate(
    source: Source, span: Span, text: str, factor: str | None, itself: str | None, more: str | None
) -> Problem:
    """A rate stands where `accelerate` takes a factor of the rate: `15%` would pay 15% of the rate.

    A factor that really lowers the rate is written with an `x`, such as `0.5x`.
    """
    meant = f"Write `{factor}` for {text}" if factor else "Write a factor such as `1.5x`"
    lower = f", `{more}` for {text} more, or `{itself}` for {text} of the rate" if itself else ""
    return Problem(
        f"`accelerate` takes a factor of the rate, and {text} of it would be less than the rate.",
        Mark(source, span),
        hint=f"{meant}{lower}.",
    )


# Tables


@problem
def table_key_count(source: Source, span: Span, keys: int, is_grid: bool) -> Problem:
    """A table has one key with rows, or two with a grid."""
    shape = "a grid has two keys" if is_grid else "rows of `key: value` have one key"
    return Problem(
        f"This table has {keys} {'key' if keys == 1 else 'keys'}; {shape}.",
        Mark(source, span),
        hint="Write `by K` with rows `key: value`, or `by K, K2` with a grid of `|`.",
    )


@problem
def table_key_twice(source: Source, span: Span, other: Span) -> Problem:
    """Two rows of a table have the same key."""
    return Problem(
        "Two rows of this table have the same key.",
        Mark(source, span),
        others=(Mark(source, other, "the first of them"),),
        hint="Take one of them out.",
    )


@problem
def mixed_keys(source: Source, span: Span, other: Span) -> Problem:
    """A key of a table is compared in two ways: with `from` in one row and as a value in another."""
    return Problem(
        "Some rows start at a figure (`from`), others name a value.",
        Mark(source, span),
        others=(Mark(source, other, "another kind of key"),),
        hint="Write all keys of one column with `from` or `over`, or all as values.",
    )


# Tests


@problem
def unknown_given(source: Source, span: Span, name: str, meant: str | None, blocks: tuple[str, ...]) -> Problem:
    """A test gives something that is neither the payee nor a row of records."""
    known = ", ".join(f"`{block}`" for block in ("payee", *blocks))
    hint = f"Write `{meant}`, if that is what you meant." if meant else f"Give one of {known}."
    return Problem(f"`{name}` is not a block of records.", Mark(source, span), hint=hint)


@problem
def not_a_measure(source: Source, span: Span, path: str, instead: str | None = None) -> Problem:
    """A test takes something to be a value that is not a measure; what the roster says stands in braces."""
    return Problem(
        f"`{path}` cannot be taken as given.",
        Mark(source, span),
        hint=f"Write `{instead}`."
        if instead
        else "Give a measure (`adoption = 80%`), its goal (`adoption.goal = 75%`) or its team figure.",
    )


@problem
def colleague_without_a_name(source: Source, span: Span, first: Span) -> Problem:
    """A test gives a second payee without a name; the first is the one the test is about, the others are colleagues."""
    return Problem(
        "This is a second payee, and it has no name.",
        Mark(source, span),
        others=(Mark(source, first, "the payee the test is about"),),
        hint='Name the colleague: `payee { payee: "bob", … }`.',
    )


@problem
def figure_is_paid(source: Source, span: Span, use: Span, name: str) -> Problem:
    """A component pays a fixed amount in each period, and another line uses it as a figure: a quota, mostly.

    A line `NAME = …` is paid. A figure that is only used has the word `let` before it.
    """
    return Problem(
        f"`{name}` is paid in each period, and another line uses it as a figure.",
        Mark(source, span),
        others=(Mark(source, use, "used here"),),
        hint=f"Write `let {name} = …`, if it is not meant to be paid.",
        severity=Severity.WARNING,
    )


@problem
def no_rows_and_rows(source: Source, span: Span, other: Span, block: str, column: str) -> Problem:
    """A test says with empty braces that a block has no rows, and gives a row of it too.

    A row that leaves out its payee and its day is of the payee and on the first day of the period; one column of it is
    written at least.
    """
    return Problem(
        f"`{block} {{}}` says that there are no rows of `{block}`, and there is one more of it.",
        Mark(source, span),
        others=(Mark(source, other, f"also of `{block}`"),),
        hint=f"Write a column of the row, such as `{block} {{ {column}: … }}`, or take one of them out.",
    )


@problem
def same_days_twice(source: Source, span: Span, first: Span, key: str) -> Problem:
    """A test has two rows of one payee in the roster that hold on the same day; each is to hold for days of its own."""
    return Problem(
        f"`{key}` has two rows in the roster that hold on the same day.",
        Mark(source, span),
        others=(Mark(source, first, "the other row"),),
        hint="Give each row its own days: `end: 2026-03-31` in the first, `start: 2026-04-01` in the second.",
    )


@problem
def nothing_expected(source: Source, span: Span) -> Problem:
    """A test expects nothing, so it cannot fail."""
    return Problem("This test expects nothing.", Mark(source, span), hint="Write `expect total $4_000`.")


@problem
def no_components(source: Source, span: Span) -> Problem:
    """A plan pays nothing: it has no component."""
    return Problem(
        "This plan has no component, so it pays nothing.",
        Mark(source, span),
        hint="Write a clause such as `adoption 60%`.",
    )
