"""The problems of words and signs: what stands where something else must, and what is too large."""

from compdsl.diagnostics.problem import Cell, Mark, Problem, problem
from compdsl.source.source import Source, Span
from compdsl.syntax.shortened import LONGEST_SHOWN, short

# Size


@problem
def too_deep(source: Source, span: Span, most: int) -> Problem:
    """Brackets, signs or conditions are nested more than 64 deep."""
    return Problem(
        f"This is nested more than {most} deep.",
        Mark(source, span),
        hint="Name a part of it with `let` and use the name.",
        status=3,
    )


@problem
def too_many_terms(source: Source, span: Span, most: int) -> Problem:
    """One statement has more than 2,000 operators."""
    return Problem(
        f"This statement has more than {most:,} operators.",
        Mark(source, span),
        hint="Split it with `let`, or keep the figures in the data.",
        status=3,
    )


@problem
def too_many_mistakes(source: Source, most: int) -> Problem:
    """A plan has so many mistakes that the rest of them was not looked for.

    Thousands of mistakes mostly have one cause: a file that is no plan, or one that a program has written.
    """
    return Problem(
        f"There are more than {most:,} mistakes in this plan. The rest of it was not checked.",
        cell=Cell(source.path),
        hint="Mend what has one cause first, then check the plan again.",
    )


@problem
def too_many_words(source: Source, span: Span, most: int) -> Problem:
    """A plan has more than 40,000 words, figures and signs, so that checking one always takes little time."""
    return Problem(
        f"The plan has more than {most:,} words, figures and signs.",
        Mark(source, span),
        hint="Split the plan into several files, or keep the figures in the data.",
        status=3,
    )


@problem
def no_plan(source: Source) -> Problem:
    """The file says nothing: it is empty, or holds comments only."""
    return Problem(
        f"There is no plan in {source.path}.",
        Mark(source, Span(0, 0)),
        hint="Write a first clause, such as `adoption 60% cap 150%`, or start with `compdsl new`.",
    )


@problem
def shader_file(source: Source) -> Problem:
    """The file is a compute shader; they use the ending `.comp` too."""
    return Problem(
        "This is a compute shader, not a compensation plan; both use the ending `.comp`.",
        Mark(source, Span(0, min(8, len(source.text)))),
        hint="Give `compdsl` a plan file.",
    )


# Words and signs


@problem
def unexpected(source: Source, span: Span, what: str, after: str | None, expected: str, hint: str) -> Problem:
    """Something stands where the language does not take it.

    The message says what could stand there. Where a mistake has a message of its own, it is given instead.
    """
    behind = f" behind `{short(after)}`" if after else ""
    what = what if len(what) <= LONGEST_SHOWN else f"{short(what)}`"
    return Problem(f"{what} cannot stand here; {expected} is expected{behind}.", Mark(source, span), hint=hint)


@problem
def misspelt_word(source: Source, span: Span, word: str, meant: str) -> Problem:
    """A word is almost, but not quite, a word of the language; words of the language have small letters."""
    if word.lower() == meant:
        what = f"`{word}` is not a word of the language: its words have small letters."
        return Problem(what, Mark(source, span), hint=f"Write `{meant}`.")
    return Problem(
        f"`{word}` is not a word of the language and cannot stand here.",
        Mark(source, span),
        hint=f"Write `{meant}`, if that is what you meant.",
    )


@problem
def another_word(source: Source, span: Span, word: str, instead: str) -> Problem:
    """A word that is clear by itself stands where the language has another word for it: `when` for `if`."""
    what = f"The language has another word for `{word}` here."
    if " " in word or not word[:1].isalpha():
        what = f"The language writes `{short(word)}` in another way."
    return Problem(what, Mark(source, span), hint=f"Write `{instead}`.")


@problem
def figure_expected(source: Source, span: Span, name: str) -> Problem:
    """A test expects something of a name, and does not say which figure."""
    return Problem(
        f"This does not say what `{name}` is expected to be.",
        Mark(source, span),
        hint=f"Write `expect {name} $4_000`.",
    )


@problem
def slip_at_line_start(source: Source, span: Span, word: str, meant: str) -> Problem:
    """A line starts with what is almost a word of the language; as a name, it would be a component of its own.

    A line that starts with a word such as `cap` goes on with the clause above it. With a slip of the pen in that
    word, the line would pay something of its own, so it is refused.
    """
    return Problem(
        f"There is no measure called `{word}`; a line that starts with a name is a component of its own.",
        Mark(source, span),
        hint=f"Write `{meant}`, if the line goes on from the one above.",
    )


@problem
def one_sign_missing(source: Source, span: Span, found: str, meant: str, instead: str | None) -> Problem:
    """Only one word or sign could stand here, and it is missing or another one stands in its place."""
    what = (
        f"`{short(found)}` cannot stand here; `{meant}` is expected." if found else f"`{meant}` is missing behind this."
    )
    hint = f"Write `{instead}`." if instead else f"Write `{meant}`."
    return Problem(what, Mark(source, span), hint=hint)


@problem
def needless_sign(source: Source, span: Span, sign: str, instead: str) -> Problem:
    """A sign or a word stands between two things that stand side by side without it: `cap 150%`."""
    return Problem(f"`{sign}` is not needed here.", Mark(source, span), hint=f"Write `{short(instead)}`.")


@problem
def sign_in_words(source: Source, span: Span, words: str, sign: str) -> Problem:
    """A comparison or a calculation is written in words; the language has signs for it."""
    return Problem(f"`{words}` is not a sign of the language.", Mark(source, span), hint=f"Write `{sign}`.")


@problem
def misplaced_when(source: Source, span: Span, word: str, condition: str) -> Problem:
    """A condition follows a word that cannot have one.

    `when` belongs to the word just before it: to an amount, to `rate`, `each`, `times`, `floor` or `cap`. The
    condition of a whole clause is written `only when …`.
    """
    return Problem(
        f"`when` belongs to the word just before it, and `{word}` takes no condition.",
        Mark(source, span),
        hint=f"Write `only when {short(condition) or '…'}` for a condition on the whole clause.",
    )


@problem
def per_year_only(source: Source, span: Span) -> Problem:
    """A figure for a stretch of time other than a year: behind `goal`, `cap` and `target` only `per year` can stand.

    A figure without it is one for a period of the plan; a percentage is written `80%`.
    """
    written = source.at(span).split()[-1]
    hint = "Write `per year`, or leave it out for a figure of the plan's period."
    if written == "cent":
        hint = "Write a percentage with its sign, such as `80%`."
    elif written in ("quarter", "half"):
        hint = (
            "Write `per year`, or without it the figure of one period of the plan: where it pays by the month, that of "
            f"one month, and `{'qtd' if written == 'quarter' else 'htd'}` adds it up over the {written}."
        )
    return Problem(
        f"`{short(source.at(span))}` cannot stand here; only `per year` can.",
        Mark(source, span),
        hint=hint,
    )


@problem
def where_outside(source: Source, span: Span, instead: str | None = None) -> Problem:
    """`where` stands behind a sum; it chooses rows, so it stands in the brackets of the sum."""
    return Problem(
        "`where` chooses rows, so it stands inside the brackets of a sum.",
        Mark(source, span),
        hint=f"Write `{short(instead)}`."
        if instead
        else "Write it before the `)`, as in `sum(deals.amount where amount > $0)`.",
    )


@problem
def choice_form(source: Source, span: Span, instead: str | None) -> Problem:
    """A choice is written as in a spreadsheet; here it is `if … then … else …`."""
    return Problem(
        "A choice is not written as a function.",
        Mark(source, span),
        hint=f"Write `{short(instead)}`." if instead else "Write `if adoption >= 80% then $500 else $0`.",
    )


@problem
def choice_without_else(source: Source, span: Span) -> Problem:
    """A choice does not say what holds otherwise; nothing is chosen silently."""
    return Problem(
        "This `if` does not say what holds otherwise.",
        Mark(source, span),
        hint="Write `else` and a value, such as `else $0`.",
    )


@problem
def choice_in_brackets(source: Source, span: Span) -> Problem:
    """A choice is a part of a calculation; there it stands in brackets."""
    return Problem(
        "Inside a calculation a choice stands in brackets.",
        Mark(source, span),
        hint="Write `(if … then … else …)`.",
    )


@problem
def else_in_brackets(source: Source, span: Span, instead: str) -> Problem:
    """`else` in an expression stands in brackets with what it answers for: `(payee.quota else $0)`."""
    return Problem(
        "`else` stands in brackets, together with what it answers for.",
        Mark(source, span),
        hint=f"Write `{short(instead)}`.",
    )


@problem
def chained_comparison(source: Source, span: Span, instead: str) -> Problem:
    """Three values are compared at once; two comparisons are joined by `and`."""
    return Problem("A comparison has two sides.", Mark(source, span), hint=f"Write `{short(instead)}`.")


@problem
def name_form(source: Source, span: Span, name: str) -> Problem:
    """A name holds a blank or a hyphen; it is one word of letters, digits and `_`."""
    text = source.at(span)
    what = "no blank and no hyphen" if "." not in text else "no point"
    return Problem(
        f"`{short(text)}` is not one name: a name has {what}.",
        Mark(source, span),
        hint=f"Write `{name}`.",
    )


@problem
def statement_starts_with(source: Source, span: Span, figure: str, hint: str) -> Problem:
    """A line starts with a figure; every statement starts with a word or a name."""
    return Problem(f"A statement cannot start with `{short(figure)}`.", Mark(source, span), hint=hint)


@problem
def two_on_a_line(source: Source, span: Span, name: str) -> Problem:
    """Two statements stand on one line with nothing between them, or with a comma."""
    return Problem(
        f"With `{name}` another statement seems to begin.",
        Mark(source, span),
        hint=f"Start a new line before `{name}`, or write `;` before it.",
    )


@problem
def currency_form(source: Source, span: Span, text: str, code: str | None) -> Problem:
    """The currency is not written as a code of three capital letters."""
    hint = f"Write `currency {code}`." if code else "Write its code, such as `currency USD`."
    return Problem(f"`{short(text)}` is not the code of a currency.", Mark(source, span), hint=hint)


@problem
def title_form(source: Source, span: Span, what: str, instead: str) -> Problem:
    """The title of a plan or of a test does not stand between quotes."""
    return Problem(
        f"The title of a {what} stands between quotes.",
        Mark(source, span),
        hint=f"Write `{short(instead)}`.",
    )


@problem
def plan_without_name(source: Source, span: Span, instead: str) -> Problem:
    """A plan has a title and no name; the name comes first, in one word."""
    return Problem("A plan has a name before its title.", Mark(source, span), hint=f"Write `{short(instead)}`.")


@problem
def word_as_name(source: Source, span: Span, name: str, *, is_clause: bool = False) -> Problem:
    """A word of the language is used as the name of something."""
    hint = f"Write another name, such as `{name}_amount`; a modifier goes behind the clause it belongs to."
    if is_clause and name in ("rate", "clawback"):
        hint = f"Write the name of what is paid before it, such as `{'sales' if name == 'rate' else 'exits'} {name} …`."
    return Problem(f"`{name}` is a word of the language and cannot be a name.", Mark(source, span), hint=hint)


@problem
def key_form(source: Source, span: Span, instead: str) -> Problem:
    """The key of a table is neither a text between quotes nor a figure nor a start."""
    return Problem(
        f"`{short(source.at(span))}` cannot be a key: keys are texts in quotes, figures or starts such as `from 1`.",
        Mark(source, span),
        hint=f"Write `{short(instead)}`.",
    )


@problem
def word_with_two_meanings(source: Source, span: Span, word: str, forms: str) -> Problem:
    """A word of the field that means different things to different people is not a word of the language."""
    return Problem(
        f"`{word}` means different things in different plans, so it is not a word of the language.",
        Mark(source, span),
        hint=f"Write {forms}.",
    )


@problem
def value_missing(source: Source, span: Span, word: str, example: str) -> Problem:
    """A word that needs a value stands alone."""
    return Problem(f"`{word}` needs a value behind it.", Mark(source, span), hint=f"Write, for example, `{example}`.")


@problem
def bracket_not_closed(source: Source, span: Span, opened: Span, sign: str) -> Problem:
    """A bracket is opened and not closed."""
    closing = {"(": ")", "{": "}"}[sign]
    return Problem(
        f"The `{sign}` opened here is not closed.",
        Mark(source, opened, "opened here"),
        others=(Mark(source, span, "it should be closed before this"),) if span != opened else (),
        hint=f"Write the missing `{closing}`.",
    )


@problem
def bracket_not_opened(source: Source, span: Span, sign: str) -> Problem:
    """A bracket is closed that was not opened."""
    return Problem(
        f"This `{sign}` closes nothing.",
        Mark(source, span),
        hint=f"Take the `{sign}` out, or write the opening one.",
    )


@problem
def equals_in_condition(source: Source, span: Span) -> Problem:
    """A condition uses `=`, which gives a name a value; two values are compared with `==`."""
    return Problem("A single `=` does not compare.", Mark(source, span), hint="Write `==` to compare two values.")


@problem
def tier_with_end(source: Source, span: Span, rewritten: str | None) -> Problem:
    """A tier is written by where it ends. Rows say where they start; so no gap and no overlap can be written."""
    return Problem(
        "A row says where it starts, not where it ends.",
        Mark(source, span),
        hint=f"Write `{rewritten}`." if rewritten else "Write `5% from $0, 8% from $50k`: each row with its start.",
    )


@problem
def range_as_difference(source: Source, span: Span, instead: str) -> Problem:
    """Two figures stand with a `-` between them, which is a subtraction and no range."""
    return Problem(
        f"`{source.at(span)}` is a subtraction, not a range; a row says where it starts.",
        Mark(source, span),
        hint=f"Write `{instead}`.",
    )


@problem
def row_without_start(source: Source, span: Span, instead: str, *, is_list: bool = False) -> Problem:
    """A row of tiers or steps does not say where it starts; the values of a list with `at` are separated by `/`."""
    return Problem(
        f"`{source.at(span)}` does not say where its row starts.",
        Mark(source, span),
        hint=f"Write `{instead}`." if is_list else f"Write `{instead}`, if it starts there.",
    )


@problem
def above_in_row(source: Source, span: Span, start: str) -> Problem:
    """A row starts with `above`, which is a modifier of the whole clause; a row starts `from` or `over`."""
    return Problem(
        "A row starts with `from` or `over`; `above` is about the whole clause.",
        Mark(source, span),
        hint=f"Write `from {start}`, or `over {start}` where {start} itself is not included.",
    )


@problem
def curve_in_rows(source: Source, span: Span, instead: str | None) -> Problem:
    """A curve is written in rows. A curve goes through points: first where, then what it pays there: `75%: 50%`."""
    return Problem(
        "A curve goes through points; it has no rows.",
        Mark(source, span),
        hint=f"Write `{instead or 'curve 75%: 50%, 100%: 100%'}`.",
    )


@problem
def running_without_rows(source: Source, span: Span, order: str) -> Problem:
    """An order of rows is given to a clause that is about the period. Rows run only where each is paid by itself."""
    return Problem(
        "`running by` says in which order rows are paid, and this clause is not paid row by row.",
        Mark(source, span),
        hint=f"Write `for each row of deals running by {short(order)}`, with the name of the records.",
    )


@problem
def rows_in_points(source: Source, span: Span, word: str, instead: str | None) -> Problem:
    """Tiers or steps are written as the points of a curve. A row is a value and where it starts: `50% from 75%`."""
    return Problem(
        f"`{word}` have rows: a value and where it starts.",
        Mark(source, span),
        hint=f"Write `{instead or f'{word} 50% from 75%, 100% from 100%'}`.",
    )


@problem
def nothing_said(source: Source, span: Span, name: str) -> Problem:
    """A name stands alone; it does not say what is paid."""
    return Problem(
        f"`{name}` says nothing about what it pays.",
        Mark(source, span),
        hint=f"Write what it pays, such as `{name} 20%`, `{name} rate 5%` or `{name} $500 when …`.",
    )


@problem
def of_target(source: Source, span: Span, instead: str, *, is_target: bool) -> Problem:
    """`60% of target` is written as `60%`; a percentage behind a component's name is always a share of target."""
    what = "a percentage behind the name is a share of target" if is_target else "a percentage of a measure is a `rate`"
    return Problem(f"`of` is not a word of the language: {what}.", Mark(source, span), hint=f"Write `{instead}`.")


@problem
def variant_form(source: Source, span: Span, meant: str) -> Problem:
    """A variant has a name, whom it is for, and braces with what is otherwise for them."""
    return Problem(
        "A variant has a name, and says whom it is for before its braces.",
        Mark(source, span),
        hint=f"Write `{meant}`, with a column of the roster and its text.",
    )


@problem
def people_form(source: Source, span: Span, instead: str) -> Problem:
    """Whom a plan pays is written in another way than the language has it.

    Behind `for` stand columns of the roster, joined by `and`, and behind each the texts it may hold, with commas.
    """
    return Problem(
        "`for` takes columns of the roster, each with the texts it may hold.",
        Mark(source, span),
        hint=f"Write `{short(instead)}`.",
    )


@problem
def beside_form(source: Source, span: Span) -> Problem:
    """`beside` is followed by other words than `other plans`.

    It says of a plan that it pays people whom another plan of the folder pays too, such as a campaign for everybody.
    """
    return Problem(
        "`beside` says that people of this plan are paid by other plans too; nothing else can stand behind it.",
        Mark(source, span),
        hint="Write `beside other plans`.",
    )


@problem
def comma_missing(source: Source, span: Span, what: str, text: str) -> Problem:
    """Two items of a list stand side by side without a comma."""
    return Problem(f"There is no comma before this {what}.", Mark(source, span), hint=f"Write `, {short(text)}`.")
