"""Mistakes of conditions: comparisons in words, ranges, lists of values, and a side that is left out."""

import re

from compdsl.diagnostics.problem import Problem
from compdsl.source.source import Source, Span
from compdsl.syntax import rewriting
from compdsl.syntax.lalr import Token
from compdsl.syntax.mistake_text import is_end, shown_text, span_of, text_behind
from compdsl.syntax.parser import Mistake
from compdsl.syntax.problems_of_words import (
    another_word,
    chained_comparison,
    needless_sign,
    sign_in_words,
    word_with_two_meanings,
)
from compdsl.syntax.table import KEYWORDS
from compdsl.syntax.wording import NEEDLESS, SIGNS_IN_WORDS

FIGURE = rewriting.FIGURE.pattern
VALUE = rf'(?:[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}|{FIGURE}|"[^"\n]*"|[A-Za-z_][\w.]*)'
_MORE, _LESS = "greater|more|higher|larger|bigger", "less|lower|fewer|smaller"
_PHRASES = tuple(
    (re.compile(rf"(?:{words})(?![\w'])"), sign)
    for words, sign in (
        (rf"(?:is )?(?:{_MORE}) than or equal to|(?:is )?at least|(?:is )?no(?:t)? (?:{_LESS}) than", ">="),
        (rf"(?:is )?(?:{_LESS}) than or equal to|(?:is )?at most|(?:is )?no(?:t)? (?:{_MORE}) than", "<="),
        (rf"(?:is )?(?:{_MORE})(?: than)?|is above|is over|exceeds", ">"),
        (rf"(?:is )?(?:{_LESS})(?: than)?|(?:is )?below|(?:is )?under", "<"),
        (r"is not equal to|is not|not equal to|does not equal|isn't", "!="),
        (r"is equal to|equal to|equals|equal|is", "=="),
        (r"reaches|meets|hits", ">="),
        (r"not", "!="),
    )
)

_COMPARING = tuple(
    (re.compile(rf"\s*(?:of )?(?:{written})"), sign)
    for written, sign in (
        *((re.escape(sign), sign) for sign in (">=", "<=", "==", "!=", ">", "<")),
        *((pattern.pattern, sign) for pattern, sign in _PHRASES),
    )
)


def find_comparison(source: Source, mistake: Mistake) -> Problem | None:
    """A comparison in words: `adoption is greater than 80%`."""
    token = mistake.token
    if token is None or is_end(mistake) or "COMPARE" not in mistake.expected or limited_in_words(mistake):
        return None
    text = re.sub(r"\s", " ", f"{token}{text_behind(source, token)}")
    for pattern, sign in _PHRASES:
        if match := pattern.match(text):
            start = token.start_pos or 0
            return sign_in_words(source, Span(start, start + match.end()), match[0], sign)
    return None


def limited_in_words(mistake: Mistake) -> bool:
    """Whether a modifier is expected behind a clause that has no condition, so that a comparison would limit it."""
    kinds = {one.type for one in mistake.seen}
    return mistake.unit == "statement" and "CAP" in mistake.expected and not kinds & {"WHEN", "IF", "EQUAL", "WHERE"}


def find_limit(source: Source, mistake: Mistake) -> Problem | None:
    """`rate 5% no more than $5k`, `60% at least 50%`, `total at most $5k`: a limit in words."""
    token = mistake.token
    if token is None or is_end(mistake) or mistake.is_on_new_line or not limited_in_words(mistake):
        return None
    text = re.sub(r"\s", " ", f"{token}{text_behind(source, token)}")
    found = next(((match, sign) for pattern, sign in _PHRASES[:2] if (match := pattern.match(text))), None)
    figure = comparison_at(text)
    if found is None or figure is None:
        return None
    match, sign = found
    span = Span(token.start_pos or 0, (token.start_pos or 0) + match.end())
    if sign == ">=" and figure[1].endswith("%"):
        forms = (
            f"`threshold {figure[1]}` for the attainment from which anything is paid, `floor {figure[1]}` for the least"
        )
        return word_with_two_meanings(source, span, match[0], forms)
    return another_word(source, span, match[0], f"{'cap' if sign == '<=' else 'floor'} {figure[1]}")


def comparison_at(text: str) -> tuple[str, str, int] | None:
    """The sign and the figure of a comparison that a text begins with, in signs or in words, and where it ends."""
    signs = ((pattern.match(text), sign) for pattern, sign in _COMPARING)
    match, sign = next(((match, sign) for match, sign in signs if match is not None), (None, ""))
    figure = re.compile(rf"\s*({FIGURE})").match(text, match.end()) if match is not None else None
    return (sign, figure[1], figure.end()) if figure is not None else None


def find_in_words(source: Source, mistake: Mistake) -> Problem | None:
    """A calculation in words: `adoption plus retention`."""
    token, word = mistake.token, shown_text(mistake)
    sign = SIGNS_IN_WORDS.get(word)
    if token is None or sign is None or "SIGN" not in mistake.expected:
        return None
    behind = re.match(r"\s*(\w*)", text_behind(source, token))
    is_joining = word in NEEDLESS and behind is not None and behind[1] in KEYWORDS
    return sign_in_words(source, span_of(token), word, sign) if not is_joining else None


def find_between(source: Source, mistake: Mistake) -> Problem | None:
    """`adoption between 80% and 90%`, `region in ("EMEA", "APAC")`."""
    token = mistake.token
    if token is None or "COMPARE" not in mistake.expected or str(token) not in ("between", "is", "in", "not"):
        return None
    text, left = f"{token}{text_behind(source, token)}", _path_before(source, token)
    if re.match(r"in\s+[A-Z]{3}\b", text) and "CAP" in mistake.expected:
        return needless_sign(source, span_of(token), "in", "currency USD")
    start = token.start_pos or 0
    if match := re.match(r"in\s+(?:the\s+)?top\s+([0-9]+)\b", text):
        return sign_in_words(source, Span(start, start + match.end()), match[0], f"<= {match[1]}")
    if match := re.match(rf"(?:is\s+)?between\s+({VALUE})\s+(?:and|to|-)\s+({VALUE})", text):
        written = f"{left} >= {match[1]} and {left} <= {match[2]}"
        return sign_in_words(source, Span(start, start + match.end()), "between", written)
    match = re.match(rf"(?:is\s+)?(not\s+)?in\s*[(\[{{]?\s*({VALUE}(?:\s*(?:,|or)\s*{VALUE})*)\s*[)\]}}]?", text)
    if match is None:
        return None
    sign, word = ("!=", " and ") if match[1] else ("==", " or ")
    values = re.findall(VALUE, re.sub(r"\bor\b", ",", match[2]))
    written = word.join(f"{left} {sign} {value}" for value in values)
    return sign_in_words(source, Span(start, start + match.end()), "in", f"({written})" if len(values) > 1 else written)


def _path_before(source: Source, token: Token) -> str:
    """The name or figure right before a token."""
    text = source.text[max(0, (token.start_pos or 0) - 80) : token.start_pos].rstrip()
    match = re.search(r"[A-Za-z_][\w.]*$", text)
    return match[0] if match else "adoption"


def find_half_comparison(source: Source, mistake: Mistake) -> Problem | None:
    """`adoption >= 80% and < 90%`: the left side is said once for two comparisons."""
    token, before, seen = mistake.token, mistake.before, mistake.seen
    if token is None or token.type != "COMPARE" or before is None or str(before) not in ("and", "or"):
        return None
    last = next((i for i in range(len(seen) - 1, 0, -1) if seen[i].type == "COMPARE"), None)
    if last is None:
        return None
    left = _path_before(source, seen[last])
    first = source.text[seen[last].start_pos or 0 : seen[-2].end_pos]
    right = (text_behind(source, token).split() or ["…"])[0]
    return chained_comparison(source, span_of(token), f"{left} {first} {before} {left} {token} {right}")


def find_spaced_sign(source: Source, mistake: Mistake) -> Problem | None:
    """`adoption > = 80%`."""
    token, before = mistake.token, mistake.before
    if str(token) != "=" or token is None or before is None or before.type != "COMPARE" or before not in ("<", ">"):
        return None
    return sign_in_words(source, span_of(before).to(span_of(token)), f"{before} {token}", f"{before}=")
