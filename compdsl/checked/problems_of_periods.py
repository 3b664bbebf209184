"""The problems of figures of other periods: to date, of the period before, for a year."""

from compdsl.diagnostics.problem import Mark, Problem, Severity, problem
from compdsl.source.source import Source, Span
from compdsl.values.period import EXAMPLES, MONTHS_OF, several


@problem
def window_too_short(source: Source, span: Span, word: str, window: str, period: str) -> Problem:
    """A plan looks back over a stretch of time that is no longer than the period it pays.

    `mtd`, `qtd` and `ytd` pay what is earned so far in the month, quarter or year, less what was paid before. In a
    plan that pays once a quarter, a quarter so far is the quarter itself.
    """
    return Problem(
        f"`{word}` looks back over a {window}, and the plan pays by the {period}.",
        Mark(source, span),
        hint="Leave it out, or write `ytd` for the year so far." if period != "year" else "Leave it out.",
    )


@problem
def window_form(source: Source, span: Span, words: str) -> Problem:
    """A stretch of time is no whole number of weeks, months, quarters or years, or is longer than ten years."""
    return Problem(
        f"`{words}` is no stretch of time that a measure can look back over.",
        Mark(source, span),
        hint="Write a whole number of weeks, months, quarters or years, such as `trailing 12 months`.",
    )


@problem
def instalments_form(source: Source, span: Span, words: str, period: str) -> Problem:
    """What a period earns is paid over something else than a whole number of the plan's own periods, from 2 to 60."""
    number, _, unit = words.partition(" ")
    months = MONTHS_OF.get(unit.removesuffix("s"), 0) * int(number) if number.isdigit() and len(number) < 4 else 0
    each = MONTHS_OF.get(period, 0)
    count = months // each if each and months and months % each == 0 else 0
    hint = f"Write a whole number of the periods the plan pays, such as `paid over {count or 3} {several(period)}`."
    if count == 1:
        hint = f"Leave it out: `{words}` is one {period}, which the plan pays at once."
    return Problem(f"What is earned cannot be paid over `{words}`.", Mark(source, span), hint=hint)


@problem
def part_of_a_period(source: Source, span: Span, days: str, period: str, whole: str) -> Problem:
    """A plan is in force for a part of a period, and a period is paid only if the plan is in force on all its days.

    The days of such a part would never be paid, and nobody would be told. Let the plan be in force for whole periods,
    and say which days count where it matters: in a measure (`sum(deals.amount where closed_on >= 2026-02-15)`), or by
    the first and the last day of a payee in the roster, with `prorated`.
    """
    return Problem(
        f"The plan pays whole {several(period)}, so what falls on {days} is never paid.",
        Mark(source, span),
        hint=f"Write `effective {whole}`, and say in the measures which days count.",
    )


@problem
def holiday_outside_plan(source: Source, span: Span, day: str, first: str, last: str) -> Problem:
    """A holiday is on a day on which the plan is not in force, so it is probably one of another year."""
    return Problem(
        f"{day} is not within the days the plan is in force, {first} to {last}.",
        Mark(source, span),
        hint="Write a day within them, or take it out.",
    )


@problem
def holidays_count_nowhere(source: Source, span: Span) -> Problem:
    """The plan names holidays, and nothing in it counts working days.

    Holidays are left out by `prorated by working days` alone. `prorated` by itself counts every day of the calendar.
    """
    return Problem(
        "Nothing in the plan counts working days, so the holidays change nothing.",
        Mark(source, span),
        hint="Write `prorated by working days` where they matter, or take the holidays out.",
    )


@problem
def paid_again_so_far(
    source: Source,
    span: Span,
    names: tuple[str, str, str],
    example: tuple[str, str, str],
    instead: tuple[str, str | None],
) -> Problem:
    """A clause pays on the figure of the year, quarter or month so far, anew in each period of it.

    What was sold in the first quarter is in the year so far of all four: a rate on it pays the first quarter four
    times. As a modifier of the clause, `ytd` takes off what was paid before: `rate 8% on bookings ytd`.

    Refused are `rate`, `each`, `tiers` and `whole tiers` on money or counts so far, and a formula that multiplies them.
    What is left alone: attainment under a share of target, figures that a rate is looked up by, conditions and
    thresholds; and any clause that looks at the period (`only when period.quarter == 4`), subtracts, divides or uses
    `previous`.
    """
    (component, window, period), (each, row, factor) = names, example
    ways = f"`{instead[0]}`" + (f", or `{instead[1]}` to pay once" if instead[1] else "")
    return Problem(
        f"`{component}` pays on the {window} so far, anew in each {period}: with {each} in each, on {row}, "
        f"{factor} times as much as there is.",
        Mark(source, span),
        hint=f"Write {ways}; as a modifier it takes off what was paid before.",
    )


@problem
def paid_while_reached(source: Source, span: Span, names: tuple[str, str, str], once: str) -> Problem:
    """An amount waits for a sum so far, which stays above its level once it has reached it.

    `milestone $5_000 when sales.ytd >= $1m` pays 5,000 in the quarter that reaches the million and in each one after.
    `cap $5_000 per year` pays it once. Where each period is meant, the sum gets a name with `let`.
    """
    component, written, period = names
    return Problem(
        f"`{component}` pays in every {period} once `{written}` has reached its level.",
        Mark(source, span),
        hint=f"To pay once, write `{once}`; for each {period} on purpose, `let so_far = {written}` and `so_far`.",
        severity=Severity.WARNING,
    )


@problem
def paid_again_later(
    source: Source, span: Span, names: tuple[str, str, str], stretch: tuple[str, str], place: Span
) -> Problem:
    """A clause pays on a figure of the last months, more of them than the period has, anew in each period.

    What was sold in March is in `trailing 12 months` of twelve months: a rate on it pays March twelve times. Refused
    are `rate`, `each`, `tiers` and `whole tiers` on money or counts of that time, and a formula that multiplies them.
    What is left alone: ratios, figures that a rate is looked up by, conditions; and any figure that looks at the period
    (what runs on `period.end`), subtracts or divides (an average of the months).
    """
    (component, measure, period), (words, often) = names, stretch
    return Problem(
        f"`{component}` pays on `{measure}` anew in each {period}, and it is of the last {words}: every amount is paid "
        f"{often}.",
        Mark(source, span),
        others=(Mark(source, place, f"of the last {words}"),),
        hint=f"Write a measure of the {period} behind `on`; look a rate up by `{measure}` with `tiers … by {measure}`.",
    )


@problem
def no_year_of_weeks(source: Source, span: Span) -> Problem:
    """A figure `per year` stands in a plan that pays by the week: years have not all the same number of weeks.

    A calendar year is no whole number of them, and a fiscal year of weeks has 52 or 53. Say the figure of one week, or
    pay by the month or the quarter.
    """
    return Problem(
        "Not every year has the same number of weeks, and the plan pays by the week.",
        Mark(source, span),
        hint="Write the figure of a week, without `per year`.",
    )


@problem
def level_per_year(source: Source, span: Span) -> Problem:
    """The goal of a ratio or of an average is said `per year`.

    `per year` spreads a goal over the periods of the year: $400,000 a year are $100,000 a quarter. 92% a year are 92%
    in each quarter, not 23%.
    """
    return Problem(
        "The goal of a ratio or an average is the same for a year and for a part of it.",
        Mark(source, span),
        hint="Leave `per year` out.",
    )


@problem
def phases_without_year(source: Source, span: Span, target: str) -> Problem:
    """A target is spread over the periods of a year, and is not said to be one for a year."""
    return Problem(
        "`phased` spreads the target of a year, and this is one for a period.",
        Mark(source, span),
        hint=f"Write `target {target} per year phased …`.",
    )


@problem
def phase_count(source: Source, span: Span, found: int, wanted: int, period: str) -> Problem:
    """A year's target is spread over more or fewer periods than the year has."""
    return Problem(
        f"There are {found} phases, and a year has {wanted} {several(period)}.",
        Mark(source, span),
        hint=f"Write {wanted} shares, one for each {period}.",
    )


@problem
def phases_not_whole(source: Source, span: Span, total: str) -> Problem:
    """The shares that a year's target is spread by do not add up to 100%, so a part of the target is lost or added."""
    return Problem(
        f"The phases add up to {total}, not to 100%.",
        Mark(source, span),
        hint="Write shares that add up to 100%, such as `phased 20% / 20% / 25% / 35%`.",
    )


@problem
def never_released(source: Source, span: Span, day: str, last: str) -> Problem:
    """What is held back is to be paid after the plan's last day, when the plan pays nothing any more."""
    return Problem(
        f"The plan is in force to {last}, so nothing held until {day} is ever paid.",
        Mark(source, span),
        hint=f"Write a day within the plan, such as `until {last}`, or let the plan last longer.",
    )


@problem
def nothing_to_prorate(source: Source, span: Span, name: str, bound: str | None = None) -> Problem:
    """A clause is prorated and says nothing for a full period: a rate is paid on what was sold, in whatever days.

    A bound of what counts, such as `above payee.quota`, is prorated where it is the goal of the measure:
    `goal payee.quota prorated` behind the metric, and `above 100%`.
    """
    hint = "Take it out: rates and percentages are never prorated."
    if bound is not None:
        word, _, figure = bound.rpartition(" ")
        hint = f"Take it out, and write `goal {figure} prorated` behind the metric and `{word} 100%` here."
    return Problem(
        f"`{name}` says no amount for a full period, so there is nothing to prorate.",
        Mark(source, span),
        hint=hint,
    )


@problem
def measure_not_prorated(source: Source, span: Span, name: str) -> Problem:
    """A metric is prorated and has no goal: what was measured is there, in whatever days.

    An amount that is earned by the day, such as a salary, is prorated in the clause that pays it.
    """
    return Problem(
        f"`{name}` has no goal, and what is measured is never prorated, nor is its cap or floor.",
        Mark(source, span),
        hint=f"Write the goal of `{name}` before it, or `prorated` behind the clause that pays.",
    )


@problem
def previous_without_else(source: Source, span: Span, name: str) -> Problem:
    """A measure is made of its own figure in the period before, and nothing says what it is in the first period."""
    return Problem(
        f"`{name}` is made of itself in the period before, and there is none before the first.",
        Mark(source, span),
        hint=f"Say what it starts from, such as `previous({name} else 0)`.",
    )


@problem
def look_back_in_rows(source: Source, span: Span) -> Problem:
    """The figure of another period is asked for inside an aggregate, where it would be asked for each row."""
    return Problem(
        "A figure of another period cannot stand inside an aggregate.",
        Mark(source, span),
        hint="Name it first, such as `let before = previous(balance else $0)`, and use the name.",
    )


@problem
def period_of_test(source: Source, span: Span, label: str, period: str | None) -> Problem:
    """A test is about a period that the plan does not pay: one of another length, or one there is not."""
    example = EXAMPLES[period or "quarter"]
    return Problem(
        f"`{label}` is no {period or 'period'} there is.",
        Mark(source, span),
        hint=f"Write a {period or 'period'} such as `{example}`.",
    )


@problem
def test_outside_plan(source: Source, span: Span, label: str, first: str, last: str) -> Problem:
    """A test is about a period in which the plan is not in force."""
    return Problem(
        f"{label} is not within the days the plan is in force, {first} to {last}.",
        Mark(source, span),
        hint="Write a period within them.",
    )


@problem
def year_before_conversion(source: Source, span: Span, limit: Span, name: str, currency: str) -> Problem:
    """A clause has a limit for the year and is converted behind it.

    What is left of the year is the limit less what was paid, and that is in the currency of the plan.
    """
    return Problem(
        f"What is left of a year is counted in what was paid, in {currency}, and `convert` comes behind the limit.",
        Mark(source, span),
        others=(Mark(source, limit, "the limit for the year"),),
        hint=f"Convert what counts, in a metric, and pay `{name}` on it, with a limit in {currency}.",
    )


@problem
def cannot_go_together(source: Source, span: Span, other: Span, first: str, second: str, why: str) -> Problem:
    """Two modifiers of one clause are at odds: both say when it is paid, or take each other's figures for their own.

    `hold` and `paid over` both say when a part of the line is paid. `split by` parts one amount among many, and `ytd`,
    `paid yearly` and a `cap … per year` ask what each of them was paid before. A multiplier of the plan comes behind a
    `cap … per year`.
    """
    hint = "Take one of them out, or pay the part it is about as a component of its own."
    if any(one.startswith("split") for one in (first, second)):
        hint = "Take one of them out; split once a year with `when period.quarter == 4`, on figures `.ytd`."
    return Problem(
        f"`{first}` and `{second}` cannot both be about one line: {why}.",
        Mark(source, span),
        others=(Mark(source, other, f"`{first}` here"),),
        hint=hint,
    )


@problem
def prorated_amount_to_date(source: Source, span: Span, component: Span, word: str, window: str) -> Problem:
    """An amount or a limit in money is prorated in a clause that is paid on the time so far.

    The amount is one for all of the time, and the days that `prorated` counts are those of the last period of it. A
    percentage of target goes with it, since a target is prorated in each period and then added up.
    """
    return Problem(
        f"With `{word}` an amount is one for all of the {window} so far, and `prorated` counts the days of one period.",
        Mark(source, span),
        others=(Mark(source, component, "the clause"),),
        hint=f"Write the amount for a period and take `{word}` out, or write a share of a prorated target.",
    )


@problem
def prorated_again(source: Source, span: Span, use: Span, what: str) -> Problem:
    """An amount is prorated that is made of something prorated: half a period would leave a quarter of it.

    What is prorated is an amount of a full period. What is made of a prorated target is one of the days in force.
    """
    return Problem(
        f"`{what}` is prorated already, and this would prorate it once more.",
        Mark(source, span),
        others=(Mark(source, use, "prorated already"),),
        hint="Take `prorated` out here; an amount beside it that is to be prorated has a line of its own.",
    )


@problem
def prorated_year(source: Source, span: Span, component: Span) -> Problem:
    """A figure of the whole year is prorated by the days of one period.

    A goal or a cap `per year` that is paid to date is one for the whole year, and the share of a period says nothing
    about it.
    """
    return Problem(
        "A figure for the whole year cannot be prorated by the days of one period.",
        Mark(source, span),
        others=(Mark(source, component, "a figure of the year here"),),
        hint="Write the goal or the cap for a period, without `per year`, or give each person their own figure.",
    )


@problem
def looked_up_alone(
    source: Source, span: Span, said: Span, name: str, time: str, period: str, example: str, instead: str
) -> Problem:
    """A clause pays on a longer time than one period, and the measure behind `by` is the figure of one period alone.

    `tiers 5% from $0, 10% from $1_000 by sold on sold ytd` would look up what was sold in this period, and pay the rate
    of that row on all of the year so far: with $900 in one month and $200 in the next, both months at the rate of $200.
    `by sold.ytd` looks up the year so far. If one period is meant to decide, give its figure a name with `let`, and
    look that up.
    """
    return Problem(
        f"`{name}` is the figure of one {period} alone, and it would say at which row {time} is paid: {example}.",
        Mark(source, span, f"one {period}"),
        others=(Mark(source, said, time),),
        hint=f"Write `by {instead}`; or, for one {period} on purpose, `let last_figure = {name}` and `by last_figure`.",
    )


@problem
def compared_alone(
    source: Source, span: Span, said: Span, name: str, period: str, instead: str, *, is_once: bool, window: str
) -> Problem:
    """A clause pays on a longer time than one period, and a condition or a factor of it is about one period alone.

    With `rate 5% on sold ytd only when retention >= 90%` a quarter in which retention is 89% would pay nothing for all
    of the year so far, and so take back what the quarters before were paid. `retention.ytd >= 90%` is about that time.
    If one period is meant to decide on all of it, give its figure a name with `let`, and compare that.
    """
    time = f"the whole {window}" if is_once else f"the {window} so far"
    decides = (
        f"only the last {period} would count" if is_once else "what earlier periods paid would be taken back, or grow"
    )
    return Problem(
        f"`{name}` is the figure of one {period} alone, and it would decide on {time}: {decides}.",
        Mark(source, span, f"one {period}"),
        others=(Mark(source, said, time),),
        hint=f"Write {instead}; or, for one {period} on purpose, `let last_figure = {name}` and `last_figure`.",
    )


@problem
def formula_of_one_period(
    source: Source, span: Span, said: Span, name: str, times: tuple[str, str, str], hint: str
) -> Problem:
    """A formula that is paid once a year or a quarter is made of figures of one period alone.

    `bonus = sales * 2% paid yearly` would pay 2% of what the last period sold: a formula is worked out as it is
    written, and only the measure of a clause is read over the whole time. `bonus = sales.ytd * 2% paid yearly` and
    `bonus rate 2% on sales paid yearly` pay on the year; `on NAME` reads the year's target too. Where the last period
    alone is meant, `when period.quarter == 4` says so.
    """
    period, window, part = times
    return Problem(
        f"{part} is that of one {period} alone, and `{name}` pays once for the whole {window}.",
        Mark(source, span, f"one {period}"),
        others=(Mark(source, said, f"the whole {window}"),),
        hint=hint,
    )


@problem
def rate_of_one_period(source: Source, span: Span, said: Span, written: str, period: str, window: str) -> Problem:
    """What a clause pays to date at changes with the period, and would be taken for all of the time so far.

    `rate rate_of_month on sold ytd`, with a rate by `period.month`, pays March's rate on January and February too, less
    what they were paid: the change counts back to the start of the year. Each period on its own pays its own rate.
    """
    return Problem(
        f"`{written}` changes with the {period}, and it would be taken for all of the {window} so far: "
        "what was paid before is paid again at what holds now.",
        Mark(source, span, f"one {period}"),
        others=(Mark(source, said, f"the {window} so far"),),
        hint=f"Take `{source.at(said)}` out: each {period} is then paid on its own, at what holds in it.",
    )


@problem
def trailing_attainment(
    source: Source, span: Span, names: tuple[str, str, str], words: tuple[str, str], goal: Span
) -> Problem:
    """A measure of the last months or quarters is made of an attainment, whose goal is that of one period.

    `sales.attainment trailing 4 quarters` would hold the sales of four quarters against the goal of one. A measure of
    that time has a goal of that time: `metric last_year = sum(deals.amount) trailing 4 quarters goal $400k`, and
    `last_year.attainment`.
    """
    (name, measure, written), (stretch, period) = names, words
    longer = f"`metric longer = {written} trailing {stretch} goal …`"
    return Problem(
        f"`{name}` is of the last {stretch}, and the goal of `{measure}` is that of one {period}.",
        Mark(source, span),
        others=(Mark(source, goal, f"the goal of one {period}"),),
        hint=f"Write a measure of that time with a goal of that time, such as {longer}, and `longer.attainment`.",
    )


@problem
def divided_by_one_period(source: Source, span: Span, said: Span, written: str, window: str) -> Problem:
    """A measure of the year so far is divided by a column of the roster, which is taken as it stands.

    `metric att = sum(deals.amount) / payee.quota` under `ytd` divides the sales of all periods so far by the quota of
    now. If that is the quota of one period, it is a goal: `goal payee.quota` is added up over the time.
    """
    return Problem(
        f"`{written}` is taken as it stands, and what it divides is that of the {window} so far.",
        Mark(source, span),
        others=(Mark(source, said, f"the {window} so far"),),
        hint=f"If it is the quota of one period, take the division out, and write `goal {written}` behind the measure.",
        severity=Severity.WARNING,
    )
