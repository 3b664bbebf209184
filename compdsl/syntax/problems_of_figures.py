"""The problems of figures, dates, texts and characters."""

import re

from compdsl.diagnostics.problem import Mark, Problem, problem
from compdsl.source.characters import code_point
from compdsl.source.source import Source, Span
from compdsl.syntax.braces import is_first
from compdsl.syntax.shortened import LONGEST_SHOWN, many, short


@problem
def number_form(source: Source, span: Span, text: str) -> Problem:
    """A number is spelt in a way that could be read in two ways, or in none.

    Write `60%`, `1.5x`, `50k`, `1.2m`, `5_000`, `0.5`, `$5,000`. A comma groups digits only behind a currency sign
    or code, `_` stands between two digits, and no zeros stand before a number; there is no exponent, no blank before
    `%`, and a decimal point has digits on both sides.
    """
    from compdsl.syntax.rewriting import number

    written = number(text)
    hint = f"Write `{written}`{_number_reason(text)}" if written else _number_hint(text)
    return Problem(f"`{short(text)}` is not a number of the language.", Mark(source, span), hint=hint)


def _number_reason(text: str) -> str:
    bare = text.lstrip("$£€ ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    if bare[-2:] in ("nt", "ct", "ge"):
        return ": percent is written `%`."
    if bare[-2:] == "ps" or bare[-2:] == "bp":
        return ": a basis point is a hundredth of a percent."
    if bare[:1] == "x":
        return ": the `x` stands behind the figure."
    if bare[-3:] in ("ion", "ons", "and", "mio"):
        return "."
    if bare[-1:] in "$£€":
        return ": the sign stands before the amount."
    if "_" in bare and "," not in bare and _is_loose(bare):
        return ": `_` stands between two digits, once."
    if "_" in bare and "," in bare:
        return ": digits are grouped by `_` or by `,`, not by both."
    if bare[0] == "0" and bare[1:2].isdigit():
        return ", without the zeros before it."
    if "," in bare and bare == text and "." not in bare.partition(",")[2] and len(bare.rpartition(",")[2]) == 3:
        return "; a comma groups digits only behind a currency sign, as in `$1,000`."
    if "," in bare:
        return ": decimals stand behind a point."
    if bare[-1:] in "KMX":
        return f": `{bare[-1].lower()}` is a small letter."
    if _GROUPED.search(bare):
        return ": digits are grouped by `_`."
    if " " in text or "\t" in text:
        return ", without the blank."
    if bare.startswith("."):
        return ", with a digit before the point."
    if bare.endswith("."):
        return ", without the point."
    if "e" in bare.lower():
        return "; there is no exponent."
    return "."


_GROUPED = re.compile(r"[0-9][ '’][0-9]{3}")


def _is_loose(text: str) -> bool:
    """Whether a `_` stands otherwise than once between two digits."""
    return "__" in text or any(not part[:1].isdigit() for part in text.split("_")[1:])


def _number_hint(text: str) -> str:
    if text[:2].lower() == "0x":
        return "Write the number in decimal digits."
    if text.count(".") > 1:
        return "Write one decimal point; digits are grouped with `_`, as in `1_000_000`."
    return "Write it like `60%`, `1.5x`, `50k`, `5_000` or `$5,000`."


@problem
def amount_form(source: Source, span: Span, instead: str) -> Problem:
    """The code of a currency stands behind its amount; it is written before it: `USD 500`."""
    text = short(source.at(span))
    why = "it has a sign or a code, not both" if text[0] in "$£€" else "the code stands before the figure"
    return Problem(
        f"`{text}` is not an amount of the language: {why}.",
        Mark(source, span),
        hint=f"Write `{instead}`.",
    )


@problem
def unit_behind(source: Source, span: Span, word: str, figure: str, instead: str) -> Problem:
    """A figure is followed by its unit in words. The unit follows from what the figure is for: `full 10`."""
    hint = (
        f"Write `{instead}`." if instead != figure else f"Write `{figure}` alone, or start a new line before `{word}`."
    )
    return Problem(f"`{word}` cannot stand behind a figure.", Mark(source, span), hint=hint)


@problem
def fraction_for_share(source: Source, span: Span, instead: str) -> Problem:
    """A share of target is written as a fraction; it is a percentage: `adoption 50%`."""
    return Problem(
        f"`{short(source.at(span))}` is not a share of target; that is a percentage.",
        Mark(source, span),
        hint=f"Write `{instead}`.",
    )


@problem
def figure_too_long(source: Source, span: Span) -> Problem:
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
def quoted_text_too_long(source: Source, span: Span, most: int) -> Problem:
    """A text is longer than 4,096 characters."""
    return Problem(f"This text has more than {most} characters.", Mark(source, span), hint="Shorten the text.")


REPLACED = {
    "“": '"',
    "”": '"',
    "„": '"',
    "«": '"',
    "»": '"',
    "‘": '"',
    "’": '"',
    "‚": '"',
    "'": '"',
    "–": "-",
    "—": "-",
    "−": "-",
    "×": "*",
    "·": "*",
    "÷": "/",
    "≥": ">=",
    "≤": "<=",
    "≠": "!=",
    "=>": ">=",
    "=<": "<=",
    "<>": "!=",
    "→": ":",
    "->": ":",
    "&": "and",
    "&&": "and",
    "||": "or",
    "!": "not",
    "[": "(",
    "]": ")",
    "//": "#",
}
"""Signs of text processors, spreadsheets and other languages, and what a plan has for them."""

DASHES = ("–", "—")
"""Dashes that subtract in a formula, or join the words of a sentence."""

_INSTEAD_OF = {
    "^": "Write the product out, such as `rate * rate`; there are no powers.",
    "?": "Write a choice, such as `if adoption >= 80% then $500 else $0`.",
    "%": "Write it right behind a figure, such as `5%`.",
    "$": "Write it right before an amount, such as `$500`.",
    "•": "Take it out: a plan has one statement a line, without signs before them.",
    "◦": "Take it out: a plan has one statement a line, without signs before them.",
    "▪": "Take it out: a plan has one statement a line, without signs before them.",
    "@": "Write `at`, or a name of letters, digits and `_`.",
}
"""Signs for which there is another form, and which."""

LOOKALIKES = str.maketrans("аеорсхуіѕԁјһӏΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "aeopcxyisdjhlABEZHIKMNOPTYXo")
"""Letters of other alphabets that look like plain ones."""


CODES = {
    "¥": "JPY",
    "₹": "INR",
    "₩": "KRW",
    "₺": "TRY",
    "₽": "RUB",
    "₪": "ILS",
    "₫": "VND",
    "₴": "UAH",
    "₦": "NGN",
    "฿": "THB",
}
"""Signs of currencies that the language writes by their codes."""

_FIGURE_BEHIND = re.compile(r"[ \t]*([0-9][0-9_]*(?:\.[0-9]+)?[km]?)")


@problem
def unknown_character(source: Source, spans: tuple[Span, ...]) -> Problem:
    """A character stands in the plan that the language does not use.

    It was often pasted from a text processor or a spreadsheet: `≥` for `>=`, `×` for `*`, a dash for a minus, a
    blank that is no plain blank. Names are written with the letters a to z, digits and `_`.
    """
    text = source.at(spans[0])
    others = tuple(Mark(source, span, "and here") for span in spans[1:4])
    if text.isspace():
        what = f"This blank is not a plain one: {code_point(text[0])}."
        return Problem(what, Mark(source, spans[0]), others, "Write a plain blank.")
    if any(char.isalpha() for char in text):
        odd = next(char for char in text if not char.isascii())
        what = f"`{short(text)}` cannot be a name: `{odd}` is {code_point(odd)}, and names have the letters a to z."
        return Problem(what, Mark(source, spans[0]), others, f"Write {_plain_name(text)}.")
    unusual = "" if text.isascii() else f" ({', '.join(f'U+{ord(char):04X}' for char in text)})"
    meant = " and ".join(f"`{REPLACED[one]}`" for one in dict.fromkeys(map(source.at, spans)) if one in REPLACED)
    hint = f"Write {meant}." if meant else _INSTEAD_OF.get(text, "Take it out.")
    if text in DASHES:
        hint = "Write `-` to subtract, and take it out where it joins the words of a sentence."
    if text in "–—−" and is_first(source, spans[0].start):
        hint = "Take it out: a plan has one statement a line, without signs before them."
    if text in ("'", "’") and source.text[max(0, spans[0].start - 1) : spans[0].start].isalnum():
        hint = 'Take it out; a text stands between two `"`.'
    if text in CODES:
        figure = _FIGURE_BEHIND.match(source.text, spans[0].end)
        hint = f"Write the code of the currency, such as `{CODES[text]} {figure[1] if figure else 100}`."
    return Problem(f"`{text}`{unusual} is not a sign of the language.", Mark(source, spans[0]), others, hint)


def _plain_name(text: str) -> str:
    from unicodedata import combining, normalize

    parts = normalize("NFKD", text.translate(LOOKALIKES).replace("ß", "ss"))
    plain = "".join(char for char in parts if not combining(char))
    return f"`{plain[:LONGEST_SHOWN]}`" if plain.isascii() and plain.isidentifier() else "it with plain letters"


@problem
def column_in_brackets(source: Source, span: Span, column: str) -> Problem:
    """A column is named in square brackets, as in a spreadsheet; it stands behind its block and a point."""
    return Problem(
        "A column is not named in brackets; it stands behind a point.",
        Mark(source, span),
        hint=f"Write `{column}`.",
    )


@problem
def strange_quotes(source: Source, spans: tuple[Span, ...]) -> Problem:
    """A text stands between quotes of a text processor, or between single ones; it stands between `"`."""
    text = source.at(spans[0])
    return Problem(
        f"`{text[0]}` and `{text[-1]}` are not the quotes of the language.",
        Mark(source, spans[0]),
        others=tuple(Mark(source, span, "and here") for span in spans[1:4]),
        hint=f'Write `"{short(text[1:-1])}"`.',
    )


@problem
def no_such_day(source: Source, span: Span, text: str, near: str) -> Problem:
    """A date does not exist, such as 2026-02-30."""
    return Problem(f"There is no day `{text}`.", Mark(source, span), hint=f"Write an existing day, such as `{near}`.")


@problem
def date_form(source: Source, span: Span, text: str, instead: str | None) -> Problem:
    """A day is written otherwise than as year-month-day, where each country reads it in its own way."""
    shown = instead or "effective 2026-01-01 to 2026-12-31"
    return Problem(
        f"`{short(text)}` is not a date; a date is written year-month-day.",
        Mark(source, span),
        hint=f"Write `{shown}`." if instead else f"Write the two days as in `{shown}`.",
    )


@problem
def day_form(source: Source, span: Span, instead: str | None) -> Problem:
    """A day is written otherwise than as year-month-day: `30/06/2026` for 2026-06-30."""
    return Problem(
        f"`{short(source.at(span))}` is not a date; a date is written year-month-day.",
        Mark(source, span),
        hint=f"Write `{instead}`." if instead else "Write the year, the month and the day, as in `2026-06-30`.",
    )


@problem
def one_day_missing(source: Source, span: Span) -> Problem:
    """`effective` has a first day and no last one; a plan is in force from one day to another."""
    first = source.at(span)
    return Problem(
        "`effective` takes two days, the first and the last one.",
        Mark(source, span),
        hint=f"Write the last day too: `effective {first} to {first[:4]}-12-31`.",
    )


@problem
def grid_row_length(source: Source, span: Span, found: int, expected: int) -> Problem:
    """A row of a table in two dimensions has more or fewer values than the table has columns."""
    return Problem(
        f"This row has {many(found, 'value')}, the table has {many(expected, 'column')}.",
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
