"""Mistakes of rates that change with a figure: `rate 5% if sales > $100k then 8%`, `rate 5%, 8% above $100k`."""

import re

from compdsl.diagnostics.problem import Problem
from compdsl.source.source import Source, Span
from compdsl.syntax import rewriting
from compdsl.syntax.figures_read import hundredth
from compdsl.syntax.lalr import Token
from compdsl.syntax.mistake_text import shown_text, text_behind
from compdsl.syntax.parser import Mistake
from compdsl.syntax.problems_of_phrases import phased_goal, rates_in_words
from compdsl.values.figures import shown
from compdsl.values.types import PERCENT

FIGURE = rewriting.FIGURE.pattern
_CHOICE = re.compile(
    rf"if\s+([A-Za-z_]\w*)(?:\s+is)?\s*(<|>|<=|>=|over|above|below|under)\s*({FIGURE})\s*,?\s*then\s+([0-9][0-9_.]*%)\s*(?:[;#]|$)"
)
_ONE_MORE = (
    r"(?:,|(?P<more>plus|and an extra|and another)\b|and\b|then\b)\s*(?:and\s+|then\s+|another\s+|an?\s+extra\s+)?"
    r"(?P<rate>[0-9][0-9_.]*%)\s+"
    r"(?:(?:on|of)\s+(?:everything|all|what\s+is)\s+|for\s+)?(?:above|over|from|after|beyond)\s+"
    rf"(?P<start>{FIGURE})(?:\s+of\s+(?:the\s+)?(?:goal|quota|target))?\s*"
)
_MORE = re.compile(_ONE_MORE)
_SECOND = re.compile(rf"(?:{re.sub(r'[?]P<[a-z]+>', '?:', _ONE_MORE)})+(?:[;#]|$)")
_BELOW = re.compile(
    rf"(?:below|under|until|to|on\s+the\s+first|for\s+the\s+first)\s+(?P<start>{FIGURE})\s*"
    r"(?:,|and\b|then\b)\s*(?:and\s+|then\s+)?(?P<rate>[0-9][0-9_.]*%)"
    rf"(?:\s+(?:above|over|beyond|after|from|thereafter|afterwards)(?:\s+(?:that|it|{FIGURE}))?)?\s*(?:[;#]|$)"
)
_ROWS = re.compile(rf"from\s+{FIGURE}(?:\s*,\s*{FIGURE}\s+from\s+{FIGURE})+\s*(?:[;#]|$)")
STARTING = (",", "if", "plus", "and", "then", "from", "below", "under", "until", "to", "on", "for")
"""What a second rate begins with, or the figure up to which the first one holds."""
WITH_A_RATE = (["NAME", "RATE", "PERCENT"], ["NAME", "RATE", "PERCENT", "GOAL", "MONEY"])
_PHASED = re.compile(r"(?:per\s+year\s+)?(phased)\b")


def find_rate_of_two(source: Source, mistake: Mistake) -> Problem | None:
    """A second rate and where it begins, right behind the first one."""
    seen, token = mistake.seen, mistake.token
    is_rate = mistake.unit == "statement" and [one.type for one in seen] in WITH_A_RATE
    if token is None or not is_rate or shown_text(mistake) not in STARTING:
        return None
    text = f"{token}{text_behind(source, token)}".strip()
    name, first, goal = str(seen[0]), str(seen[2]), "".join(f" {one}" for one in seen[3:])
    if match := _SECOND.match(text):
        others = [*_MORE.finditer(match[0])]
        rows = [(first, _zero(others[0]["start"]))]
        for one in others:
            rate = one["rate"]
            if one["more"]:
                rate = shown(hundredth(rows[-1][0][:-1]) + hundredth(rate[:-1]), PERCENT)
            rows.append((rate, one["start"]))
        written = ", ".join(f"{rate} from {start}" for rate, start in rows)
        return rates_in_words(source, _stretch(token, match), f"{name} tiers {written}{goal}")
    if match := _BELOW.match(text):
        written = _rows("tiers", first, match["rate"], match["start"])
        return rates_in_words(source, _stretch(token, match), f"{name} {written}{goal}")
    if goal:
        return None
    if match := _ROWS.match(text):
        return rates_in_words(source, _stretch(token, match), f"{name} tiers {first} {match[0].rstrip(';# ')}")
    if (match := _CHOICE.match(text)) is None:
        return None
    measure, sign, start, second = match[1], match[2], match[3], match[4]
    if measure != name:
        chosen = f"{name} rate (if {measure} {_SIGNS.get(sign, sign)} {start} then {second} else {first})"
        return rates_in_words(source, _stretch(token, match), chosen, is_row=False)
    if sign in ("<", "<=", "below", "under"):
        first, second = second, first
    return rates_in_words(source, _stretch(token, match), f"{name} {_rows('whole tiers', first, second, start)}")


_SIGNS = {"over": ">", "above": ">", "below": "<", "under": "<"}


def _rows(word: str, first: str, second: str, start: str) -> str:
    return f"{word} {first} from {_zero(start)}, {second} from {start}"


def _zero(start: str) -> str:
    return re.sub(r"[0-9][0-9_,.]*[km]?", "0", start)


def _stretch(token: Token, match: re.Match[str]) -> Span:
    return Span(token.start_pos, token.start_pos + len(match[0].rstrip(";# \t")))


def find_phased_goal(source: Source, mistake: Mistake) -> Problem | None:
    """`goal $100k per year phased 20% / 30% / 25% / 25%`."""
    token = mistake.token
    match = _PHASED.match(f"{token}{text_behind(source, token)}") if token is not None else None
    if token is None or match is None or mistake.unit != "statement" or "CAP" not in mistake.expected:
        return None
    start = token.start_pos + match.start(1)
    return phased_goal(source, Span(start, start + len("phased")))
