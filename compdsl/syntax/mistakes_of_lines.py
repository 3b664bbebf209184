"""Mistakes of whole lines: `deduction -$50`, `total = …`, `round up to $10`, `sum(deals.amount if …)`."""

import re

from compdsl.diagnostics.problem import Problem
from compdsl.source.source import Source, Span
from compdsl.syntax import rewriting
from compdsl.syntax.mistake_text import shown_text, span_of, text_behind
from compdsl.syntax.parser import Mistake
from compdsl.syntax.problems_of_phrases import rounding_direction, total_is_a_sum
from compdsl.syntax.problems_of_words import another_word, needless_sign

FIGURE = rewriting.FIGURE.pattern
_TIME = re.compile(r"(?:per|by|each|every|in)\s+(?:the\s+)?(?:week|month|quarter|half|year|period)\b")


def find_negative_amount(source: Source, mistake: Mistake) -> Problem | None:
    """`deduction -$50 when sales < $5k`."""
    token, seen = mistake.token, mistake.seen
    if token is None or shown_text(mistake) != "-" or len(seen) != 1 or seen[0].type != "NAME":
        return None
    match = re.match(rf"\s*({FIGURE})(?!\w)", text_behind(source, token))
    if match is None or mistake.unit != "statement":
        return None
    span = Span(token.start_pos, token.end_pos + match.end())
    return another_word(source, span, f"-{match[1]}", f"{seen[0]} = -{match[1]}")


def find_total(source: Source, mistake: Mistake) -> Problem | None:
    """`total = sales + $500`."""
    seen = mistake.seen
    if shown_text(mistake) not in ("=", ":") or len(seen) != 1 or seen[0].type != "TOTAL" or mistake.token is None:
        return None
    return total_is_a_sum(source, span_of(seen[0]).to(span_of(mistake.token)))


def find_direction(source: Source, mistake: Mistake) -> Problem | None:
    """`round up to $10`, `round down to $10`."""
    token, before = mistake.token, mistake.before
    if token is None or before is None or before.type != "ROUND" or shown_text(mistake) not in ("up", "down"):
        return None
    match = re.match(rf"\s+to\s+(?:the\s+(?:next\s+|nearest\s+)?)?({FIGURE})", text_behind(source, token))
    unit = match[1] if match is not None else "$1"
    span = Span(token.start_pos, token.end_pos + (match.end() if match is not None else 0))
    return rounding_direction(source, span, unit)


def find_words_in_aggregate(source: Source, mistake: Mistake) -> Problem | None:
    """`sum(deals.amount if kind == "new")`, `sum(deals.amount per quarter)`."""
    token, opened = mistake.token, mistake.open_bracket
    if token is None or opened != "(" or opened is None or "WHERE" not in mistake.expected:
        return None
    if shown_text(mistake) in ("if", "when"):
        return another_word(source, span_of(token), str(token), "where")
    match = _TIME.match(f"{token}{text_behind(source, token)}")
    if match is None:
        return None
    span = Span(token.start_pos, token.start_pos + match.end())
    call = source.at(Span(opened.start_pos, token.start_pos)).strip()
    before = re.search(r"[A-Za-z_]\w*$", source.text[max(0, opened.start_pos - 40) : opened.start_pos])
    return needless_sign(source, span, source.at(span), f"{before[0] if before else ''}{call})")
