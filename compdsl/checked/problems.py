"""The mistakes of meaning: names nobody declared, figures that do not fit, clauses that say too little or too much."""

from compdsl.diagnostics.problem import Mark, Problem, problem
from compdsl.source.source import Source, Span

# Names


@problem
def unknown_name(
    source: Source, span: Span, name: str, meant: str | None, what: str = "", *, is_text: bool = False
) -> Problem:
    """A name is used that nothing in the plan declares.

    It may be a slip of the pen, or a text without its quotes.
    """
    kind = f" {what}" if what else ""
    hint = f"Write `{meant}`, if that is what you meant." if meant else f"Declare it, such as `metric {name} = …`."
    if what and not meant:
        hint = f"Declare it, or write the name of another {what}."
    if is_text and not meant:
        hint = f'Write `"{name}"`, if it is a text.'
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
def defined_by_itself(source: Source, span: Span, ring: tuple[str, ...], others: tuple[Span, ...]) -> Problem:
    """A definition needs its own result, directly or through others."""
    way = " → ".join(f"`{name}`" for name in ring)
    return Problem(
        f"This is defined by itself: {way}.",
        Mark(source, span),
        others=tuple(Mark(source, other, "part of the ring") for other in others),
        hint="Break the ring: let one of them use a figure from the data.",
    )


@problem
def unknown_fact(
    source: Source, span: Span, name: str, fact: str, facts: tuple[str, ...], meant: str | None
) -> Problem:
    """Something is asked of a name, behind a dot, that it does not have."""
    known = ", ".join(f"`.{one}`" for one in facts)
    hint = f"Write `.{meant}`, if that is what you meant." if meant else f"Ask for {known}."
    if not facts:
        hint = f"Write `{name}` alone."
    return Problem(f"`{name}` has no `.{fact}`.", Mark(source, span), hint=hint)


@problem
def unknown_function(source: Source, span: Span, name: str, meant: str | None) -> Problem:
    """A function is called that the language does not have."""
    hint = f"Write `{meant}`." if meant else "Use `sum`, `count`, `average`, `min`, `max`, `any`, `all` or `round`."
    return Problem(f"There is no function `{name}`.", Mark(source, span), hint=hint)


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
def scope_of_a_field(source: Source, span: Span, name: str, scope: str, field: Span) -> Problem:
    """The figure of a team or the company is asked of a measure that uses a column of the roster.

    Summed for a team, such a measure would mix the rows of everybody with the column of one person.
    """
    return Problem(
        f"`{name}` uses a column of the roster, so it has no figure of the {scope}.",
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
        f"`{name}` has a goal for each person, and the goal of the {scope} does not follow from them.",
        Mark(source, span, "asked for here"),
        others=(Mark(source, goal, "the goal"),),
        hint=hint,
    )


@problem
def at_most_bound(source: Source, span: Span, word: str, goal: Span, hint: str) -> Problem:
    """A bound in one unit is compared in the other, and `goal at most` turns the order of the two round."""
    return Problem(
        f"{word} cannot be taken from one unit to the other: `goal at most` turns them round.",
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
        hint=f"Ask for the {scope} figure of what it compares, or count rows: `count(… where …, {scope})`.",
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
        hint="Write `currency USD` (or another code) on a line at the top.",
    )


@problem
def missing_period(source: Source, span: Span) -> Problem:
    """The plan reads records with dates and does not say how often it pays."""
    return Problem(
        "These records have dates, and the plan does not say how often it pays.",
        Mark(source, span),
        hint="Write `period month`, `period quarter` or `period year` on a line at the top.",
    )


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


# Types


@problem
def mixed_currency(source: Source, span: Span, other: Span, code: str, other_code: str) -> Problem:
    """Amounts of two currencies meet, and no rate is named."""
    return Problem(
        f"{code} and {other_code} cannot be mixed; no rate between them is given.",
        Mark(source, span, code),
        others=(Mark(source, other, other_code),),
        hint=f"Bring all amounts in {other_code}, in the plan and in the data.",
    )


@problem
def sign_and_currency(source: Source, span: Span, sign: str, currency: str, place: Span, instead: str) -> Problem:
    """An amount is written with the sign or code of another currency than the plan's."""
    return Problem(
        f"`{sign}` is not a sign of {currency}, the currency of this plan.",
        Mark(source, span),
        others=(Mark(source, place, "the currency of the plan"),),
        hint=f"Write `{instead}` for an amount in {currency}.",
    )


@problem
def compared_in_points(source: Source, span: Span, text: str, hint: str) -> Problem:
    """A percentage is compared with a plain number that can only be meant in points, such as 80 for 80%."""
    return Problem(f"A percentage is compared with `{text}`, which would be {text}00%.", Mark(source, span), hint=hint)


@problem
def thousands_or_decimals(source: Source, span: Span, text: str, thousands: str, decimals: str) -> Problem:
    """An amount has exactly three decimals: in some countries that is how thousands are written."""
    return Problem(
        f"`{text}` may be read as thousands or as three decimals.",
        Mark(source, span),
        hint=f"Write `{thousands}` for thousands, or `{decimals}` for decimals.",
    )


@problem
def word_as_measure(source: Source, span: Span, name: str, hint: str) -> Problem:
    """A word of the language stands where a measure is named."""
    return Problem(f"`{name}` is a word of the language and cannot be a measure.", Mark(source, span), hint=hint)


@problem
def do_not_fit(source: Source, span: Span, other: Span, what: str, first: str, second: str, hint: str) -> Problem:
    """Two figures meet that are not of one kind, such as money and a percentage.

    `what` says what cannot be done with them, such as `cannot be added`.
    """
    return Problem(
        f"{first[:1].upper()}{first[1:]} and {second} {what}.",
        Mark(source, span, second),
        others=(Mark(source, other, first),),
        hint=hint,
    )


@problem
def wrong_kind(source: Source, span: Span, what: str, wanted: str, found: str, hint: str) -> Problem:
    """A figure is not of the kind that its place asks for."""
    return Problem(f"{what} takes {wanted}; this is {found}.", Mark(source, span), hint=hint)


@problem
def divided_by_zero(source: Source, span: Span) -> Problem:
    """Something is divided by a zero that stands in the plan."""
    return Problem("This divides by zero.", Mark(source, span), hint="Write another divisor.")


@problem
def average_of_ratios(source: Source, span: Span, row: str, parts: tuple[str, str] | None) -> Problem:
    """A sum or average of many ratios has no exact value of a reasonable size."""
    instead = f", or the ratio of sums: `sum({parts[0]}) / sum({parts[1]})`" if parts else ", or divide two sums"
    return Problem(
        "This adds up a division for each row, which has no exact value of a reasonable size.",
        Mark(source, span),
        hint=f"Write `round({row}, 0.0001)` to round each row{instead}.",
    )


# Aggregates


@problem
def one_block(source: Source, span: Span, function: str, blocks: tuple[str, ...], example: str) -> Problem:
    """An aggregate must be about the rows of exactly one block of records."""
    found = "names no block of records" if not blocks else "mixes the rows of " + " and ".join(f"`{b}`" for b in blocks)
    hint = (
        f"Name a column with its block, such as `{function}({example})`."
        if not blocks
        else f"Write one `{function}(…)` for each block, and put them together."
    )
    return Problem(f"`{function}` {found}.", Mark(source, span), hint=hint)


@problem
def column_outside_rows(source: Source, span: Span, block: str, name: str | None, example: str) -> Problem:
    """A column, or a whole block of records, is used where a single figure is needed."""
    what = f"`{block}.{name}` is one value a row" if name else f"`{block}` are rows"
    return Problem(
        f"{what}; here a single figure is needed.",
        Mark(source, span),
        hint=f"Say how the rows become one: `sum({example})`, `max({example})`, `count({block})`.",
    )


@problem
def aggregate_in_rows(source: Source, span: Span, function: str) -> Problem:
    """An aggregate stands inside the row expression of another."""
    return Problem(
        f"`{function}` cannot stand inside another sum over rows.",
        Mark(source, span),
        hint="Give it a name with `metric` and use the name.",
    )


@problem
def argument_count(source: Source, span: Span, function: str, wanted: str, instead: str | None = None) -> Problem:
    """A function has too many or too few arguments."""
    hint = f"Write `{instead}`." if instead else f"Write `{function}` with {wanted}."
    return Problem(f"`{function}` takes {wanted}.", Mark(source, span), hint=hint)


@problem
def no_payee_column(source: Source, span: Span, block: str, other: Span, scope: str, instead: str) -> Problem:
    """Records without a `payee` column can be summed for the whole company only."""
    return Problem(
        f"The records `{block}` have no `payee` column, so they cannot be summed for {scope}.",
        Mark(source, span),
        others=(Mark(source, other, "the records"),),
        hint=f"Add a `payee` column, or ask for the company: `{instead}`.",
    )


@problem
def no_date_column(source: Source, span: Span, block: str) -> Problem:
    """A block of records has no date, so its rows cannot be placed in a period."""
    return Problem(
        f"The records `{block}` have no date column, so their rows belong to no period.",
        Mark(source, span),
        hint=f"Add a column such as `closed_on: date` to `{block}`.",
    )


@problem
def several_dates(source: Source, span: Span, block: str, names: tuple[str, ...]) -> Problem:
    """A block of records has several dates, and none is named as the one that places a row in a period."""
    return Problem(
        f"The records `{block}` have {len(names)} dates; which one places a row in a period?",
        Mark(source, span),
        hint=f"Write `dated {names[0]}` behind the closing brace.",
    )


@problem
def unknown_kind(source: Source, span: Span, kind: str, meant: str | None) -> Problem:
    """A column has a type that the language does not know."""
    hint = f"Write `{meant}`." if meant else "Write one of money, number, percent, count, date, text, bool."
    return Problem(f"`{kind}` is no type.", Mark(source, span), hint=hint)


# Clauses


@problem
def no_goal(source: Source, span: Span, name: str, kind: str, measure: Span, example: str) -> Problem:
    """The attainment of a measure is needed, the measure is not a percentage, and it has no goal."""
    return Problem(
        f"`{name}` is {kind} and has no goal, so it has no attainment.",
        Mark(source, span, "the attainment is needed here"),
        others=(Mark(source, measure, "the measure"),) if measure != span else (),
        hint=f"Write its goal behind the metric or a clause on it, such as `goal {example}`.",
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
def percent_cap(source: Source, span: Span, word: str, name: str, value: str, amount: str) -> Problem:
    """A limit in percent stands on a clause without a target, so there is nothing it is a percentage of.

    `cap` and `floor` limit pay, and a percentage is one of the target of the clause. A commission has none: its pay
    is limited by an amount, and what counts of its measure by `up to`.
    """
    what_counts = (
        f"`up to {value}` to limit what counts" if word == "cap" else f"`threshold {value}` for where pay starts"
    )
    return Problem(
        f"`{name}` has no target, so a {word} in percent is a percentage of nothing.",
        Mark(source, span),
        hint=f"Write an amount, such as `{word} {amount}`, to limit pay, or {what_counts}.",
    )


@problem
def nothing_to_pay(source: Source, span: Span, name: str) -> Problem:
    """A clause has modifiers but says nothing about what it pays."""
    return Problem(
        f"`{name}` does not say what it pays.",
        Mark(source, span),
        hint=f"Write a share of target (`{name} 20%`), a rate (`{name} rate 5%`), an amount or `tiers`.",
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
def not_a_share(source: Source, span: Span, text: str, kind: str) -> Problem:
    """What stands behind the name of a component is neither a share of target nor an amount."""
    percent = f"{text}%" if text.replace(".", "").isdigit() else "60%"
    hint = f"Write `{percent}` for a share of target, or `$500` for an amount."
    if text.startswith("payee."):
        column = text.removeprefix("payee.")
        hint = f"Say which it is: `records payees {{ payee, {column}: percent }}`, or `{column}: money`."
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


# Shapes


@problem
def one_bound_missing(source: Source, span: Span, values: int, bounds: int, rewritten: str | None) -> Problem:
    """There are not as many starts as values: each row of a shape has one start."""
    hint = f"Write `{rewritten}`: the first row has a start too." if rewritten else "Write one start for each value."
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
def not_a_measure(source: Source, span: Span, path: str) -> Problem:
    """A test takes something to be a value that is not a measure."""
    return Problem(
        f"`{path}` cannot be taken as given.",
        Mark(source, span),
        hint="Give a measure (`adoption = 80%`), its goal (`adoption.goal = 75%`) or its team figure.",
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
