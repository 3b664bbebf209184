"""The problems of kinds of figures, and of what is summed up from records."""

from compdsl.diagnostics.problem import Mark, Problem, Severity, problem
from compdsl.source.source import Source, Span

MOST_LINES = 6
"""How many other lines with the same mistake are named."""

# Types


@problem
def mixed_currency(
    source: Source, span: Span, other: Span, code: str, other_code: str, more: tuple[Span, ...] = (),
    *, is_of_clause: bool = False,
) -> Problem:  # fmt: skip
    """Amounts of two currencies meet, and no rate is named."""
    convert = ", or convert what the clause pays, such as `convert at 1.08`" if is_of_clause else ""
    return Problem(
        f"{code} and {other_code} cannot be mixed; no rate between them is given{_also(source, span, more)}.",
        Mark(source, span, code),
        others=(Mark(source, other, other_code),),
        hint=f"Bring all amounts in {other_code}, in the plan and in the data{convert}.",
    )


@problem
def sign_and_currency(
    source: Source, span: Span, sign: str, currency: str, place: Span, instead: str, more: tuple[Span, ...] = ()
) -> Problem:
    """An amount is written with the sign or code of another currency than the plan's."""
    return Problem(
        f"`{sign}` is not a sign of {currency}, the currency of this plan{_also(source, span, more)}.",
        Mark(source, span),
        others=(Mark(source, place, "the currency of the plan"),),
        hint=f"Write `{instead}` for an amount in {currency}.",
    )


@problem
def sign_of_several(source: Source, span: Span, sign: str, instead: str, more: tuple[Span, ...] = ()) -> Problem:
    """An amount of a clause that is converted has a sign that several currencies share.

    Where the records have one currency of that sign, it is meant; otherwise the code says which one.
    """
    return Problem(
        f"`{sign}` is the sign of several currencies, and the plan does not say which one this is"
        f"{_also(source, span, more)}.",
        Mark(source, span),
        hint=f"Write the code, such as `{instead}`.",
    )


@problem
def measure_is_a_figure(source: Source, span: Span, name: str, other: str) -> Problem:
    """A measure of the data is taken to be a text, a day, or yes or no; what is measured is a figure.

    Texts and days of a person are columns of the roster.
    """
    return Problem(
        f"`{name}` is a measure, and a measure is a figure; here it would have to be {other}.",
        Mark(source, span),
        hint=f"Write `payee.{name}` for a column of the roster.",
    )


@problem
def compared_in_points(source: Source, span: Span, text: str, hint: str) -> Problem:
    """A percentage is compared with a plain number that can only be meant in points, such as 80 for 80%."""
    return Problem(f"A percentage is compared with `{text}`, which would be {text}00%.", Mark(source, span), hint=hint)


@problem
def ratio_in_points(source: Source, span: Span) -> Problem:
    """A measure that is a ratio is multiplied by a hundred; it would be compared with 80% as 8,000%.

    A ratio is shown as a percentage by itself.
    """
    return Problem(
        "This ratio is a percentage already; times 100 it is a hundred times as much.",
        Mark(source, span),
        hint="Take the `* 100` out.",
    )


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
def points_for_percent(source: Source, span: Span, text: str, instead: str) -> Problem:
    """A rate or a share is written as a number without `%`: `rate 5` would pay five times what is sold.

    A number that really multiplies is written with an x: `1.5x`.
    """
    return Problem(
        f"`{text}` is {text} times what counts, not {instead} of it.",
        Mark(source, span),
        hint=f"Write `{instead}`, or `{text}x` where it is meant {text} times.",
    )


@problem
def points_of_percentage(source: Source, span: Span, place: Span, names: tuple[str, str, str]) -> Problem:
    """A measure that is a percentage elsewhere in the plan is compared with a number without `%`.

    85 is 8,500%, which no percentage reaches.
    """
    name, what, instead = names
    return Problem(
        f"{what} of `{name}` takes a percentage; this is a number.",
        Mark(source, span, "a number"),
        others=(Mark(source, place, f"`{name}` is a percentage"),),
        hint=f"Write `{instead}`.",
    )


@problem
def range_as_figure(source: Source, span: Span) -> Problem:
    """Two figures with a `-` between them stand where one figure is asked for: a subtraction, and no range.

    `goal 80-90%` would be a goal of 7,910%. A range has two ends, and what pays by ranges says where each row starts.
    """
    return Problem(
        f"`{source.at(span)}` is a subtraction here, not a range.",
        Mark(source, span),
        hint="Write one of the two figures. What pays more the higher it is has rows: `tiers 5% / 8% at $0 / $100k`.",
    )


@problem
def divided_by_zero(source: Source, span: Span) -> Problem:
    """Something is divided by a zero that stands in the plan."""
    return Problem("This divides by zero.", Mark(source, span), hint="Write another divisor.")


@problem
def amount_in_brackets(source: Source, span: Span, minus: str) -> Problem:
    """An amount stands alone in brackets, which accounts write for a minus; in a plan brackets change nothing."""
    text = " ".join(source.at(span).split())
    return Problem(
        f"`{text}` is not negative here: brackets only hold a calculation together.",
        Mark(source, span),
        hint=f"Write `{minus}` where it is a minus, and take the brackets out where it is not.",
        severity=Severity.WARNING,
    )


@problem
def average_of_ratios(source: Source, span: Span, row: str, parts: tuple[str, str] | None) -> Problem:
    """A sum or average of many ratios has no exact value of a reasonable size."""
    instead = f", or the ratio of sums: `sum({parts[0]}) / sum({parts[1]})`" if parts else ", or divide two sums"
    return Problem(
        "This adds up a division for each row, which has no exact value of a reasonable size.",
        Mark(source, span),
        hint=f"Write `round({row}, 0.0001)` to round each row{instead}.",
    )


def _also(source: Source, span: Span, more: tuple[Span, ...]) -> str:
    """The other lines with the same mistake: ` (also on lines 5 and 9)`."""
    first = source.place(span).line
    lines = [line for line in dict.fromkeys(source.place(one).line for one in more) if line != first]
    if not lines:
        return ""
    shown = [str(line) for line in lines[:MOST_LINES]]
    rest = [f"{len(lines) - MOST_LINES} more"] if len(lines) > MOST_LINES else []
    *several, last = [*shown, *rest]
    joined = f"{', '.join(several)} and {last}" if several else last
    return f" (also on line{'s' if len(lines) > 1 else ''} {joined})"


# Aggregates


@problem
def one_block(
    source: Source, span: Span, function: str, blocks: tuple[str, ...], example: str, line: str | None = None
) -> Problem:
    """An aggregate must be about the rows of exactly one block of records.

    `line` declares records, where the plan declares none.
    """
    found = "names no block of records" if not blocks else "mixes the rows of " + " and ".join(f"`{b}`" for b in blocks)
    hint = (
        f"Name a column with its block, such as `{function}({example})`."
        if not blocks
        else f"Write one `{function}(…)` for each block, and put them together."
    )
    if line is not None:
        hint = f"Declare records, such as `{line}`, and write `{function}({example})`."
    return Problem(f"`{function}` {found}.", Mark(source, span), hint=hint)


@problem
def aggregate_of_measure(source: Source, span: Span, function: str, measure: str, column: str, scope: str) -> Problem:
    """An aggregate is about rows of the data; a measure is one figure of a payee.

    Who has the most is asked with `rank`. `max` of a column is the largest row, which is something else. The figure of
    a team or of the company stands behind a dot.
    """
    hint = f"Write `{measure}.{scope}` for the figure of all of them, `{measure}` for one's own."
    if function in ("max", "min"):
        ranked = measure if function == "max" else f"-{measure}"
        hint = (
            f"Write `{first_of(ranked, scope)}` to single out a person; "
            f"`{function}({column}, {scope})` is a single row."
        )
    return Problem(
        f"`{function}` looks at rows, and `{measure}` is one figure of a payee, not a row.",
        Mark(source, span),
        hint=hint,
    )


@problem
def sum_of_shares(source: Source, span: Span, written: str, scope: str) -> Problem:
    """The percentages of several people are added up: three people at 100% come to 300%.

    The figure of all of them together stands behind a dot, and counts who has the greater goal for more. The average
    counts each person once.
    """
    name, dot, fact = written.partition(".")
    together = f"{name}.{scope}{dot}{fact}"
    return Problem(
        f"`{written}` is a percentage of one person, and percentages of several people do not add up.",
        Mark(source, span),
        hint=f"Write `{together}` for that of all together, or `average({written}, {scope})`.",
    )


@problem
def scope_of_people(source: Source, span: Span, function: str, text: str) -> Problem:
    """An average of figures, or how many of them are so, is about people, and it is not said about whom.

    A figure of one person is only one. Behind the figure stand `team`, `company`, `direct_reports` or `reports`.
    """
    return Problem(
        f"`{function}` looks at one figure of each person here, and does not say of whom.",
        Mark(source, span),
        hint=f"Write `{function}({text}, team)`, or `direct_reports`, `reports` or `company` in place of `team`.",
    )


def first_of(figure: str, scope: str) -> str:
    """The condition that a person is the first of a team, or of all people."""
    return f"rank({figure}, team) == 1" if scope == "team" else f"rank({figure}) == 1"


@problem
def sum_against_row(source: Source, span: Span, measure: str, rows: str, first: str) -> Problem:
    """A measure that adds up rows is compared with the largest or smallest single row of the team or the company.

    Whoever has several rows is above the largest one without being the best.
    """
    return Problem(
        f"`{measure}` adds up rows, and `{rows}` is a single row, not a person.",
        Mark(source, span),
        hint=f"Write `{first}` to single out the best person.",
        severity=Severity.WARNING,
    )


@problem
def column_outside_rows(
    source: Source, span: Span, block: str, name: str | None, example: str, *, is_of_clause: bool = False,
    is_day: bool = False,
) -> Problem:  # fmt: skip
    """A column, or a whole block of records, is used where a single figure is needed."""
    what = f"`{block}.{name}` is one value a row" if name else f"`{block}` are rows"
    each = f"; or pay row by row, with `for each row of {block}` behind the clause" if is_of_clause else ""
    ways = f"`sum({example})`, `max({example})`, `count({block})`"
    if is_day:
        ways = f"`max({example})`, `count({block})`, or the whole calculation in one, such as `average({example} - …)`"
        each = each or f"; in a clause `for each row of {block}` it is the day of that row"
    return Problem(
        f"{what}; here a single figure is needed.",
        Mark(source, span),
        hint=f"Say how the rows become one: {ways}{each}.",
    )


@problem
def table_outside_rows(source: Source, span: Span, name: str, block: str, keys: Span, example: str) -> Problem:
    """A table that is looked up by a column is used where a single figure is needed.

    It has a value for each row: the rate of the day a deal was closed on. Use it on the rows, inside an aggregate or in
    a clause `for each row of` the block.
    """
    return Problem(
        f"`{name}` is looked up for each row of `{block}`; here a single figure is needed.",
        Mark(source, span),
        others=(Mark(source, keys, "looked up by this"),),
        hint=f"Use it on the rows: `sum({example} * {name})`, or pay row by row, with `for each row of {block}`.",
    )


@problem
def table_of_two_blocks(source: Source, span: Span, first: Span, blocks: tuple[str, str]) -> Problem:
    """The two keys of a table are columns of different blocks, and no row has both."""
    return Problem(
        f"No row has a column of `{blocks[0]}` and one of `{blocks[1]}`.",
        Mark(source, span),
        others=(Mark(source, first, f"a column of `{blocks[0]}`"),),
        hint="Look the table up by columns of one block.",
    )


@problem
def aggregate_in_rows(source: Source, span: Span, function: str) -> Problem:
    """An aggregate stands inside the row expression of another, or in a clause for each row."""
    return Problem(
        f"`{function}` is over many rows and cannot stand where one row is at hand.",
        Mark(source, span),
        hint="Give it a name with `metric` and use the name.",
    )


@problem
def argument_count(source: Source, span: Span, function: str, wanted: str, hint: str | None = None) -> Problem:
    """A function has too many or too few arguments."""
    return Problem(
        f"`{function}` takes {wanted}.", Mark(source, span), hint=hint or f"Write `{function}` with {wanted}."
    )


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
def no_date_column(source: Source, span: Span, block: str, dated: str | None = None) -> Problem:
    """A block of records has no date, so its rows cannot be placed in a period.

    A column without a type is a text; `dated` is one whose name tells of a date.
    """
    return Problem(
        f"The records `{block}` have no date column, so their rows belong to no period.",
        Mark(source, span),
        hint=f"Write its type: `{dated}: date`." if dated else f"Add a column such as `closed_on: date` to `{block}`.",
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
def unknown_kind(source: Source, span: Span, kind: str, meant: str | None, *, in_roster: bool = False) -> Problem:
    """A column has a type that the language does not know."""
    hint = f"Write `{meant}`." if meant else "Write one of money, number, percent, count, date, text, bool, payee."
    where = " of a column of the roster" if in_roster else ""
    return Problem(f"`{kind}` is no type{where}.", Mark(source, span), hint=hint)
