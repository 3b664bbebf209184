"""The mistakes of form: a number, a text, a bracket, a word that the language does not take where it stands."""

from compdsl.diagnostics.problem import Mark, Problem, problem
from compdsl.source.source import Source, Span

# Figures and texts


@problem
def number_form(source: Source, span: Span, text: str) -> Problem:
    """A number is spelt in a way that could be read in two ways, or in none.

    Write `60%`, `1.5x`, `50k`, `1.2m`, `5_000`, `0.5`, `$5,000`. A comma groups digits only behind a currency sign
    or code; there is no exponent, and a decimal point has digits on both sides.
    """
    return Problem(f"`{text}` is not a number of the language.", Mark(source, span), hint=_number_hint(text))


def _number_hint(text: str) -> str:
    bare = text.lstrip("$£€")
    if "," in bare and bare.replace(",", "").isdigit():
        return f"Write `{bare.replace(',', '_')}`; a comma groups digits only behind a currency sign, as in `$1,000`."
    if bare.startswith("."):
        return f"Write `0{bare}`, with a digit before the point."
    if bare.endswith(".") and bare[:-1].replace("_", "").isdigit():
        return f"Write `{bare[:-1]}`, without the point."
    if bare[:2].lower() == "0x":
        return "Write the number in decimal digits."
    mantissa, _, exponent = bare.lower().partition("e")
    if exponent.isdigit() and mantissa.replace(".", "").isdigit() and len(bare) < 12 and int(exponent) <= 9:
        return f"Write `{_without_exponent(mantissa, int(exponent))}`; there is no exponent."
    if bare[-1:] in ("K", "M") and bare[:-1].replace(".", "", 1).isdigit():
        return f"Write `{text[:-1]}{text[-1].lower()}`, with a small letter."
    if bare.count(".") > 1:
        return "Write one decimal point; digits are grouped with `_`, as in `1_000_000`."
    return "Write it like `60%`, `1.5x`, `50k`, `5_000` or `$5,000`."


def _without_exponent(mantissa: str, exponent: int) -> str:
    whole, _, decimals = mantissa.partition(".")
    return whole + decimals.ljust(exponent, "0")[:exponent] + ("." + decimals[exponent:] if decimals[exponent:] else "")


@problem
def number_too_long(source: Source, span: Span) -> Problem:
    """A number has more digits than any pay needs: at most 18 before the point and 9 after it."""
    return Problem(
        "This number has too many digits; the language takes 18 before the point and 9 after it.",
        Mark(source, span),
        hint="Write the number with fewer digits.",
    )


@problem
def name_too_long(source: Source, span: Span, length: int, most: int) -> Problem:
    """A name is longer than 64 characters."""
    return Problem(
        f"This name has {length} characters; a name has at most {most}.",
        Mark(source, span),
        hint="Shorten the name.",
    )


@problem
def open_text(source: Source, span: Span) -> Problem:
    """A text is opened with a quote and not closed on the same line."""
    return Problem(
        "This text is opened here and not closed on its line.",
        Mark(source, span),
        hint='Close the text with `"` on the same line.',
    )


@problem
def text_too_long(source: Source, span: Span, most: int) -> Problem:
    """A text is longer than 4,096 characters."""
    return Problem(f"This text has more than {most} characters.", Mark(source, span), hint="Shorten the text.")


REPLACED = {
    "“": '"',
    "”": '"',
    "„": '"',
    "‘": '"',
    "’": '"',
    "'": '"',
    "–": "-",
    "—": "-",
    "−": "-",
    "×": "*",
    "÷": "/",
    "≥": ">=",
    "≤": "<=",
    "≠": "!=",
    "&": "and",
    "&&": "and",
    "||": "or",
    "!": "not",
    "[": "(",
    "]": ")",
    "%": "60%, without a blank",
}


@problem
def strange_character(source: Source, span: Span) -> Problem:
    """A character stands in the plan that the language does not use, often pasted from a text processor."""
    text = source.at(span)
    codes = ", ".join(f"U+{ord(char):04X}" for char in text[:4])
    shown = text if text.isprintable() else codes
    unusual = "" if text.isascii() else f" ({codes})"
    letters = text[0].isalpha()
    why = "names are written with the letters a to z, digits and `_`" if letters else "the language does not use it"
    hint = f"Write `{REPLACED[text]}`." if text in REPLACED else "Take it out, or put it between quotes."
    return Problem(
        f"`{shown}`{unusual} cannot stand here: {why}.",
        Mark(source, span),
        hint="Write the name with plain letters." if letters else hint,
    )


@problem
def no_such_day(source: Source, span: Span, text: str) -> Problem:
    """A date does not exist, such as 2026-02-30."""
    return Problem(
        f"There is no day `{text}`.",
        Mark(source, span),
        hint="Write an existing day as year-month-day, such as `2026-02-28`.",
    )


@problem
def grid_row_length(source: Source, span: Span, found: int, expected: int) -> Problem:
    """A row of a table in two dimensions has more or fewer values than the table has columns."""
    return Problem(
        f"This row has {_many(found, 'value')}, the table has {_many(expected, 'column')}.",
        Mark(source, span),
        hint=f"Write one value for each of the {expected} columns, separated by `|`.",
    )


@problem
def places_form(source: Source, span: Span) -> Problem:
    """A test compares a rounded figure, but does not say to how many places."""
    return Problem(
        "This does not say to how many places the figure is compared.",
        Mark(source, span),
        hint="Write `to 4 places`.",
    )


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
    """Something stands where the language does not take it."""
    behind = f" behind `{after}`" if after else ""
    return Problem(f"{what} cannot stand here; {expected} is expected{behind}.", Mark(source, span), hint=hint)


@problem
def misspelt_word(source: Source, span: Span, word: str, meant: str) -> Problem:
    """A word is almost, but not quite, a word of the language."""
    return Problem(
        f"`{word}` is not a word of the language and cannot stand here.",
        Mark(source, span),
        hint=f"Write `{meant}`, if that is what you meant.",
    )


@problem
def word_of_later(source: Source, span: Span, word: str, meaning: str) -> Problem:
    """A word is kept for a form that this version of compdsl cannot pay yet."""
    return Problem(
        f"`{word}` ({meaning}) is kept for a later version; this one cannot pay it.",
        Mark(source, span),
        hint="Bring the figure in as data, or leave the clause out.",
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
def point_form(source: Source, span: Span) -> Problem:
    """A curve is written in rows, or rows are written as the points of a curve.

    The row of a step or tier is a value and where it starts: `50% from 75%`. The point of a curve is a place the
    line goes through, first where, then what it pays there: `75%: 50%`.
    """
    return Problem(
        "A curve goes through points; tiers and steps have rows.",
        Mark(source, span),
        hint="Write points as `curve 75%: 50%, 100%: 100%` and rows as `steps 50% from 75%, 100% from 100%`.",
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
def of_target(source: Source, span: Span) -> Problem:
    """`60% of target` is written as `60%`; a percentage behind a component's name is always a share of target."""
    return Problem(
        "`of` is not needed: a percentage behind the name is a share of target.",
        Mark(source, span),
        hint="Write `adoption 60%`, or `sales rate 5%` for a percentage of the measure.",
    )


@problem
def comma_missing(source: Source, span: Span, what: str) -> Problem:
    """Two items of a list stand side by side without a comma."""
    return Problem(f"There is no comma before this {what}.", Mark(source, span), hint="Write a `,` before it.")


def _many(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"
