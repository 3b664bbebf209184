"""Mistakes of what is not there: brackets, commas, values, the one sign that could follow."""

from compdsl.diagnostics.problem import Problem
from compdsl.source.source import Source
from compdsl.syntax.braces import mismatched
from compdsl.syntax.lalr import Token
from compdsl.syntax.mistake_text import FIGURES, is_end, place_of, shape_word, shown_text, span_of, stops, text_behind
from compdsl.syntax.parser import Mistake
from compdsl.syntax.problems_of_figures import places_form
from compdsl.syntax.problems_of_words import (
    bracket_not_closed,
    bracket_not_opened,
    comma_missing,
    figure_expected,
    nothing_said,
    one_sign_missing,
    value_missing,
)
from compdsl.syntax.table import KEYWORDS, SIGNS
from compdsl.syntax.wording import EXAMPLES


def find_closing(source: Source, mistake: Mistake) -> Problem | None:
    """A bracket too many."""
    shown = shown_text(mistake)
    if mistake.open_bracket is None and (shown == ")" or (shown == "}" and not mistake.is_inside)):
        return bracket_not_opened(source, place_of(mistake), shown)
    return None


def find_not_closed(source: Source, mistake: Mistake) -> Problem | None:
    """A bracket that is still open where the statement ends."""
    opened = mistake.open_bracket
    if opened is None:
        return None
    if mistake.token is None and opened == "{":
        place = mismatched(source) or span_of(opened)
        return bracket_not_closed(source, place, place, "{")
    if mistake.is_unclosed and mistake.before is not None:
        return bracket_not_closed(source, span_of(mistake.before), span_of(opened), str(opened))
    is_semicolon = mistake.token is not None and source.at(span_of(mistake.token)) == ";"
    if opened == "{" and is_semicolon and mistake.token is not None and "COMMA" in mistake.expected:
        return one_sign_missing(source, span_of(mistake.token), ";", ",", None)
    if opened == "{" or "RPAR" not in mistake.expected:
        return None
    is_word = str(mistake.token) in KEYWORDS or mistake.is_on_new_line
    if not is_end(mistake) and shown_text(mistake) not in ("}", "{") and not is_word:
        return None
    return bracket_not_closed(source, place_of(mistake), span_of(opened), "(")


def find_alone(source: Source, mistake: Mistake) -> Problem | None:
    """A name with nothing behind it."""
    if len(mistake.seen) != 1 or mistake.seen[0].type != "NAME" or mistake.unit != "statement":
        return None
    is_alone = stops(mistake)
    return nothing_said(source, span_of(mistake.seen[0]), str(mistake.seen[0])) if is_alone else None


def find_missing(source: Source, mistake: Mistake) -> Problem | None:
    """A word or a sign without what belongs behind it."""
    token = _unanswered(source, mistake)
    if token is None:
        return None
    example = EXAMPLES.get(str(token)) or _example_of_sign(mistake, token)
    if str(token) == "to" and "expect" in mistake.seen:
        return places_form(source, span_of(token))
    return value_missing(source, span_of(token), str(token), example)


def _unanswered(source: Source, mistake: Mistake) -> Token | None:
    """The word or sign that lacks its value: the last one, or the one before a word that was taken for a name."""
    before, seen = mistake.before, mistake.seen
    needs = mistake.expected & {"NUMBER", "NAME", "CODE", "DATE", "STRING"}
    if before is None or not seen:
        return None
    if (
        needs
        and _takes_value(before)
        and (stops(mistake) or shown_text(mistake) in KEYWORDS or shown_text(mistake) in (")", ","))
    ):
        return before
    if len(seen) < 2 or before.type != "NAME" or not _takes_value(seen[-2]) or seen[-2].type == "NAME":
        return None
    between = source.text[seen[-2].end_pos or 0 : before.start_pos]
    is_taken = "\n" in between or (str(before) in KEYWORDS and not is_end(mistake) and shown_text(mistake) not in SIGNS)
    return seen[-2] if is_taken else None


def _takes_value(token: Token) -> bool:
    return (str(token) in EXAMPLES and token.type != "NAME") or token.type in (
        "STAR",
        "SLASH",
        "SIGN",
        "EQUAL",
        "COMPARE",
    )


def _example_of_sign(mistake: Mistake, token: Token) -> str:
    left = mistake.seen[mistake.seen.index(token) - 1] if token in mistake.seen[1:] else "target"
    if token.type == "EQUAL" and mistake.seen[0].type in ("METRIC", "LET"):
        return EXAMPLES[str(mistake.seen[0])]
    return f"{left} {token} {'$500' if token.type == 'EQUAL' else '50%' if token.type in ('STAR', 'COMPARE') else '2'}"


def find_expectation(source: Source, mistake: Mistake) -> Problem | None:
    """`expect adoption` without a figure."""
    if mistake.unit != "test_item" or mistake.before is None or not stops(mistake) or "expect" not in mistake.seen:
        return None
    is_named = mistake.before.type in ("NAME", "TOTAL") and mistake.before != "expect"
    return figure_expected(source, span_of(mistake.before), str(mistake.before)) if is_named else None


def find_comma(source: Source, mistake: Mistake) -> Problem | None:
    """Two items of a list side by side."""
    token = mistake.token
    if token is None or "COMMA" not in mistake.expected or is_end(mistake) or mistake.unit == "":
        return None
    if token.type not in ("NAME", "STRING", "DATE", "FROM", "OVER", *FIGURES):
        return None
    first = str(mistake.seen[0]) if mistake.seen else ""
    what = {"records": "column", "table": "row", "expect": "figure"}.get(
        first, "row" if shape_word(mistake) else "item"
    )
    return comma_missing(source, place_of(mistake), what, str(token))


def find_one_sign(source: Source, mistake: Mistake) -> Problem | None:
    """One word or sign only could stand here."""
    names = mistake.expected - {"DOT"}
    if mistake.unit == "test_item" and mistake.expected == {"DOT", "EQUAL", "LBRACE"}:
        names = frozenset({"EQUAL"})
    if len(names) != 1 or mistake.before is None:
        return None
    (name,) = names
    meant = next((text for text, one in (*KEYWORDS.items(), *SIGNS.items()) if one == name), None)
    if meant is None:
        return None
    if is_end(mistake) or mistake.is_on_new_line:
        return one_sign_missing(source, span_of(mistake.before), "", meant, _with(mistake, meant, "…"))
    token = mistake.token
    assert token is not None
    replaces = token.type in ("EQUAL", "COLON", "COMMA", "LPAR", "COMPARE", "SIGN", "VBAR")
    rest = (text_behind(source, token).strip() if replaces else f"{token}{text_behind(source, token)}").split()
    count = 1 if meant in (":", "=", ",") else 3
    is_word = not replaces and str(token) in KEYWORDS and str(mistake.before) in EXAMPLES
    example = EXAMPLES[str(mistake.before)] if is_word else None
    shown = example or _with(mistake, meant, " ".join(rest[:count]).rstrip(",") or "…")
    return one_sign_missing(source, place_of(mistake), str(token), meant, shown)


def _with(mistake: Mistake, meant: str, rest: str) -> str | None:
    before = mistake.before
    if meant == "=" and mistake.seen[0].type in ("METRIC", "LET"):
        return f"{mistake.seen[0]} {before} = {rest}"
    if meant == "by" and mistake.seen[0].type == "TABLE":
        return f"table {before} by payee.role {{"
    if meant == "{":
        return EXAMPLES.get(str(mistake.seen[0]))
    return f"{before}{'' if meant in (':', ',') else ' '}{meant} {rest}"
