"""Mistakes of rates that change with a figure: `rate 5% if sales > $100k then 8%`, `rate 5%, 8% above $100k`."""

import re

from compdsl.diagnostics.problem import Problem
from compdsl.source.source import Source, Span
from compdsl.syntax import rewriting
from compdsl.syntax.mistake_text import is_end, shown_text, text_behind
from compdsl.syntax.parser import Mistake
from compdsl.syntax.problems_of_phrases import phased_goal, rates_in_words

FIGURE = rewriting.FIGURE.pattern
_CHOICE = re.compile(
    rf"if\s+([A-Za-z_]\w*)(?:\s+is)?\s*(<|>|<=|>=|over|above|below|under)\s*({FIGURE})\s*,?\s*then\s+({FIGURE})\s*(?:[;#]|$)"
)
_SECOND = re.compile(
    rf",\s*(?:and\s+|then\s+)?({FIGURE})\s+(?:above|over|from|after|beyond|for\s+above|on\s+what\s+is\s+above)\s+({FIGURE})\s*(?:[;#]|$)"
)


def find_rate_of_two(source: Source, mistake: Mistake) -> Problem | None:
    """A second rate and where it begins, behind the first one."""
    seen, token, before = mistake.seen, mistake.token, mistake.before
    if token is None or before is None or is_end(mistake) or mistake.unit != "statement" or len(seen) < 3:
        return None
    if (
        seen[0].type != "NAME"
        or seen[1].type != "RATE"
        or before.type != "PERCENT"
        or shown_text(mistake) not in (",", "if")
    ):
        return None
    text = f"{token}{text_behind(source, token)}".strip()
    name, first = str(seen[0]), str(before)
    if match := _SECOND.match(text):
        second, start = match[1], match[2]
    elif match := _CHOICE.match(text):
        second, start = match[4], match[3]
        if match[2] in ("<", "<=", "below", "under"):
            first, second = second, first
    else:
        return None
    zero = re.sub(r"[0-9][0-9_,.]*[km]?", "0", start)
    span = Span(token.start_pos, token.start_pos + len(match[0].rstrip(";# \t")))
    return rates_in_words(source, span, name, f"tiers {first} from {zero}, {second} from {start}")


def find_phased_goal(source: Source, mistake: Mistake) -> Problem | None:
    """`goal $100k per year phased 20% / 30% / 25% / 25%`."""
    seen = [one.type for one in mistake.seen]
    if shown_text(mistake) not in ("per", "phased") or mistake.token is None or not {"GOAL"} & set(seen):
        return None
    behind = f"{mistake.token}{text_behind(source, mistake.token)}"
    match = re.match(r"(?:per\s+year\s+)?(phased)\b", behind)
    if match is None:
        return None
    start = mistake.token.start_pos + match.start(1)
    return phased_goal(source, Span(start, start + len("phased")))
