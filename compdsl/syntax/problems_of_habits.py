"""The problems of other tools' habits: what spreadsheets, plan documents and other languages would say here."""

from compdsl.diagnostics.problem import Mark, Problem, problem
from compdsl.source.source import Source, Span
from compdsl.syntax.shortened import short


@problem
def function_of_a_spreadsheet(source: Source, span: Span, hint: str) -> Problem:
    """A function of a spreadsheet is called, for which the language has a form of its own.

    `AND` is the word `and` between two conditions, `IFERROR` an `else` in brackets, a lookup a `table`, and `SUMIFS` a
    sum with `where`.
    """
    name = short(source.at(span))
    return Problem(f"`{name}` is a function of spreadsheets, not of the language.", Mark(source, span), hint=hint)


@problem
def target_as_goal(source: Source, span: Span, instead: str) -> Problem:
    """A clause says `target` where it means its goal.

    Plan documents use the word for both. In the language the target is the pay at 100%, and stands right behind the
    name (`mbo target $2_500`) or at the top of the plan; what a measure is held against is its `goal`.
    """
    return Problem(
        "`target` is the pay at 100%; what a measure is held against is its goal.",
        Mark(source, span),
        hint=f"Write `{instead}`.",
    )


@problem
def rates_without_shape(source: Source, span: Span, instead: str, *, is_example: bool) -> Problem:
    """Several percentages or amounts stand behind a name, and no word says how they are used.

    One percentage is a share of target. Several are the rows of `tiers`, `whole tiers` or `steps`, each of which starts
    somewhere.
    """
    return Problem(
        f"`{short(source.at(span))}` are several values, and no word says how they are used.",
        Mark(source, span),
        hint=f"Write `{instead}`{', with the start of each row' if is_example else ''}.",
    )


@problem
def amounts_added(source: Source, span: Span, instead: str) -> Problem:
    """A second amount is added to what a component pays; each amount is a component, a line of its own."""
    return Problem(
        "A component pays in one way; a second amount is a component of its own.",
        Mark(source, span),
        hint=f"Write `{instead}` on a line of its own.",
    )


@problem
def expect_outside(source: Source, span: Span) -> Problem:
    """What a test expects stands outside the braces of a test."""
    return Problem(
        "`expect` stands in the braces of a test.",
        Mark(source, span),
        hint='Write `test "at goal" { adoption = 80%; expect adoption $3_000 }`.',
    )


@problem
def column_form(source: Source, span: Span, instead: str) -> Problem:
    """A column is declared with its type before its name; it is the name, a colon and the type."""
    return Problem(
        f"`{short(source.at(span))}` is no column: its name comes first, then its type.",
        Mark(source, span),
        hint=f"Write `{instead}`.",
    )


@problem
def line_of_a_table(source: Source, span: Span, instead: str | None) -> Problem:
    """A line of a table stands among the clauses, as it comes out of a spreadsheet or a text with tables.

    A clause names its figures: `adoption 60% goal 80%`. Values by one key or by two stand in a `table`.
    """
    example = instead or "adoption 60% goal 80%"
    return Problem(
        "This is a line of a table, not a clause.",
        Mark(source, span),
        hint=f"Write one clause a line, with a word before each further figure, such as `{example} …`."
        if instead
        else f"Write one clause a line, such as `{example}`.",
    )


@problem
def period_form(source: Source, span: Span, text: str, label: str | None) -> Problem:
    """The period of a test is not written as a year, a quarter, a month or a week."""
    what = (
        f"`{short(text)}` is not a period as the language writes it." if text else "`period` needs a period behind it."
    )
    hint = (
        f"Write `period {label}`."
        if label
        else "Write `period 2026-Q1`, or another such as `2026`, `2026-H1`, `2026-03` or `2026-W07`."
    )
    return Problem(what, Mark(source, span), hint=hint)


@problem
def ordinary_draw(source: Source, span: Span, word: str, instead: str, *, is_recovered: bool) -> Problem:
    """A draw is said to be repaid, or not to be, in words of a plan document.

    `draw $3_000` is the least that is paid and is not repaid; `draw $3_000 recoverable` is, out of later pay.
    """
    what = "repaid out of later pay" if is_recovered else "not repaid: that needs no word"
    return Problem(f"`{short(word)}` is a draw that is {what}.", Mark(source, span), hint=f"Write `{instead}`.")


@problem
def days_of_a_clawback(source: Source, span: Span, text: str, unit: str, instead: str) -> Problem:
    """A clawback ends after a number of days. How old a sale was is in the data, a column of each row."""
    return Problem(
        f"`{short(text)}` looks at the {unit} between two events; that number is a column of the records.",
        Mark(source, span),
        hint=f"Write `{instead}`, with a column `{unit}: count`, and `for each row of …` behind it.",
    )


@problem
def points_without_shape(source: Source, span: Span, word: str, curve: str, steps: str) -> Problem:
    """Points and what each pays are listed, and no word says what is paid between two of them."""
    return Problem(
        f"This `{word}` does not say what is paid between two points.",
        Mark(source, span),
        hint=f"Write `{curve}` for straight lines between them, `{steps}` for levels.",
    )


@problem
def measure_behind_each(source: Source, span: Span, measure: str) -> Problem:
    """Behind `each` stands what is counted. A clause names its measure behind `on`, or is called by it."""
    return Problem(
        "`each` pays for each unit of a measure, and the measure stands behind `on`.",
        Mark(source, span),
        hint=f"Write `each on {measure}`.",
    )
