"""Mistakes of plan documents whose sentence the language says as a whole in another way.

A single word would not help here: what is written to the end of the sentence is put anew.
"""

import re

from compdsl.diagnostics.problem import Problem
from compdsl.source.source import Source, Span
from compdsl.syntax import ranges, rewriting
from compdsl.syntax.declared import blocks_of, column_of_kind
from compdsl.syntax.lalr import Token
from compdsl.syntax.mistake_text import FIGURES, is_end, shown_text, span_of, text_behind, written_so_far
from compdsl.syntax.parser import Mistake
from compdsl.syntax.problems_of_habits import (
    days_of_a_clawback,
    ordinary_draw,
    period_form,
    points_without_shape,
    rates_without_shape,
)
from compdsl.syntax.problems_of_words import another_word, needless_sign, word_with_two_meanings
from compdsl.syntax.table import KEYWORDS
from compdsl.syntax.wording import MONTHS, PAYING, RECOVERABLE

FIGURE = rewriting.FIGURE.pattern
LONGEST = 6
"""How many words of a period are looked at."""
_POINT = rf"({FIGURE})\s*(?:=|:|->|=>|→|pays)\s*({FIGURE})"
_PAIR = re.compile(rf"\s*(?:at\s+|of\s+|:\s*)?{_POINT}(?:\s*[,;/]\s*{_POINT})*")
_PART = re.compile(r"(?:(?P<before>[0-9]{4})[-\s]?)?(?P<part>[Qq][1-4]|[Hh][12])(?:[-\s]?(?P<behind>[0-9]{4}))?$")


def find_tested_period(source: Source, mistake: Mistake) -> Problem | None:
    """`period Q1 2028`, `period FY2028`, `period = 2028-Q1` in a test."""
    seen = mistake.seen
    if mistake.unit != "test_item" or not seen or seen[0].type != "PERIOD" or len(seen) > LONGEST:
        return None
    behind = re.split(r"[;}]|\b(?:payee|expect)\b", text_behind(source, seen[0]))[0]
    text = behind.strip().lstrip("=:").strip()
    end = (seen[0].end_pos or 0) + len(behind.rstrip())
    span = Span((seen[0].end_pos or 0) + len(behind) - len(behind.lstrip()), end) if text else span_of(seen[0])
    return period_form(source, span, text, _label(text.strip("\"'")))


def _label(text: str) -> str | None:
    """A period as the language writes it."""
    if match := _PART.match(text):
        year = match["before"] or match["behind"]
        return f"{year}-{match['part'].upper()}" if year else None
    if match := re.fullmatch(r"(?:FY|fy|fiscal year|year)\s*([0-9]{4})|([0-9]{4})", text):
        return match[1] or match[2]
    if match := re.fullmatch(r"([0-9]{4})[-/]([0-9]{1,2})(?:[-/][0-9]{1,2})?", text):
        return f"{match[1]}-{int(match[2]):02}" if 1 <= int(match[2]) <= len(MONTHS) else None
    match = re.fullmatch(r"([A-Za-z]{3,9})\.?\s+([0-9]{4})", text)
    number = next((i for i, month in enumerate(MONTHS, 1) if match and month.startswith(match[1].lower())), None)
    return f"{match[2]}-{number:02}" if match and number else None


def find_draw(source: Source, mistake: Mistake) -> Problem | None:
    """`total draw $3_000 non-recoverable`, `total draw of $3k`, `total recoverable draw $3k`."""
    seen, token = mistake.seen, mistake.token
    if not seen or token is None or seen[0].type != "TOTAL" or is_end(mistake):
        return None
    text = f"{token}{text_behind(source, token)}"
    if match := re.match(rf"(?:a\s+)?({'|'.join(RECOVERABLE)})\s+draw\s+(?:of\s+)?({FIGURE}|[a-z_][\w.]*)", text):
        start = token.start_pos or 0
        written = f"total draw {match[2]}{RECOVERABLE[match[1]]}"
        return another_word(source, Span(start, start + match.end()), match[0], written)
    draw = next((one for one in seen if one.type == "DRAW"), None)
    if draw is None:
        return None
    amount = _behind_draw(source, seen, draw)
    word = re.match("|".join(sorted(RECOVERABLE, key=len, reverse=True)), text)
    if word and amount:
        start = token.start_pos or 0
        span = Span(start, start + word.end())
        written = f"total draw {amount}{RECOVERABLE[word[0]]}"
        return ordinary_draw(source, span, word[0], written, is_recovered=bool(RECOVERABLE[word[0]]))
    filler = re.match(rf"(?:of|is|=|:|at)\s*({FIGURE}(?:\s+recoverable)?)", text_behind(source, draw).lstrip())
    needless = token if seen[-1] is draw else seen[-1]
    if filler and str(needless) in ("of", "is", "=", ":", "at"):
        return needless_sign(source, span_of(needless), str(needless), f"total draw {filler[1]}")
    return None


def _behind_draw(source: Source, seen: list[Token] | tuple[Token, ...], draw: Token) -> str:
    """The amount of the draw, as far as it was read."""
    return source.text[draw.end_pos or 0 : seen[-1].end_pos].strip()


def find_within(source: Source, mistake: Mistake) -> Problem | None:
    """`clawback 100% within 90 days`: a share by the days a row has."""
    token, seen = mistake.token, mistake.seen
    places = [i for i, one in enumerate(seen) if one.type == "CLAWBACK"]
    if token is None or not places or str(token) not in ("within", "if", "for", "up", "until", "before", "in"):
        return None
    match = re.match(r"(?:if\s+\w+\s+)?(?:within|for|up to|until|before|in)\s+(?:the\s+)?(?:first\s+)?([0-9]+)\s+"
                     r"(days|weeks|months|years)", f"{token}{text_behind(source, token)}")  # fmt: skip
    share = next((str(one) for one in seen[places[-1] :] if one.type in FIGURES), None)
    if match is None or share is None:
        return None
    start = token.start_pos or 0
    written = f"clawback steps {share} from 0, 0% over {match[1]} by {match[2]}"
    return days_of_a_clawback(source, Span(start, start + match.end()), match[0], match[2], written)


def find_points(source: Source, mistake: Mistake) -> Problem | None:
    """`payout 80%=50%, 100%=100%`: points, and no word for what is between them."""
    token, seen = mistake.token, mistake.seen
    if token is None or mistake.unit != "statement" or not seen or seen[0].type != "NAME" or is_end(mistake):
        return None
    start = next((one for one in (*seen[1:], token) if str(one) in PAYING), None)
    match = _PAIR.match(text_behind(source, start)) if start is not None else None
    if start is None or match is None or "," not in match[0]:
        return None
    points = re.findall(_POINT, match[0])
    rows = ", ".join(f"{at}: {value}" for at, value in points)
    levels = ", ".join(f"{value} from {at}" for at, value in points)
    span = Span(start.start_pos or 0, (start.end_pos or 0) + match.end())
    return points_without_shape(source, span, str(start), f"curve {rows}", f"steps {levels}")


def find_units(source: Source, mistake: Mistake) -> Problem | None:
    """`logos $500 per 10`, `sales $500 for every $10k`: an amount for each full unit."""
    token, before, seen = mistake.token, mistake.before, mistake.seen
    if token is None or before is None or mistake.is_on_new_line or mistake.unit != "statement" or len(seen) < 2:
        return None
    start = seen[-1] if str(seen[-1]) == "for" and str(token) in ("each", "every") else token
    match = re.match(rf"(?:per|for each|for every|each|every)\s+(?:full\s+)?({FIGURE})(\s+[a-z]+)?",
                     f"{start}{text_behind(source, start)}")  # fmt: skip
    if match is None or seen[1].type not in ("MONEY", "PERCENT") or len(seen) - (start is not token) != 2:
        return None
    is_word = match[2] is not None and match[2].strip() in KEYWORDS
    end = match.end(1) if is_word else match.end()
    span = Span(start.start_pos or 0, (start.start_pos or 0) + end)
    return another_word(source, span, source.at(span), f"{seen[0]} {seen[1]} each full {match[1]}")


def find_rate_of_rows(source: Source, mistake: Mistake) -> Problem | None:
    """`sales rate 5% on new deals`, `sales rate 5% of all deals`: what is counted of which rows."""
    token, seen = mistake.token, mistake.seen
    start = next((one for one in seen if str(one) == "on"), token)
    if start is None or mistake.unit != "statement" or str(start) not in ("on", "of") or is_end(mistake):
        return None
    match = re.match(r"\s+([a-z]+)\s+([a-z_]\w*)\b(?!\s*[.(])", text_behind(source, start))
    if match is None or match[2] not in blocks_of(source):
        return None
    column = column_of_kind(source, match[2], "money")
    what = f"sum({match[2]}.{column}" if column else f"count({match[2]}"
    where = "" if match[1] in ("all", "the", "total", "every", "each") else " where …"
    is_share = start is token and not any(one.type == "RATE" for one in seen) and seen[-1].type == "PERCENT"
    head = f"{seen[0]} rate {seen[-1]} on" if is_share else "on"
    span = Span(start.start_pos or 0, (start.end_pos or 0) + match.end())
    return another_word(source, span, source.at(span), f"{head} {what}{where})")


def find_days_between(source: Source, mistake: Mistake) -> Problem | None:
    """`where kind == "new" between 2026-01-01 and 2026-03-31`: a second condition, on the day of the row."""
    token, seen = mistake.token, mistake.seen
    is_behind_another = "COMPARE" not in mistake.expected and any(one.type == "COMPARE" for one in seen)
    if shown_text(mistake) != "between" or token is None or not is_behind_another:
        return None
    match = re.match(r"\s*([^\s),;]*)(?:(?:\s+(?:and|to|-)\s+|,\s*)([^\s),;]+))?", text_behind(source, token))
    assert match is not None  # every part of it may be empty
    blocks = blocks_of(source)
    block = next((str(one) for one in seen if str(one) in blocks), blocks[0] if blocks else "")
    day = (column_of_kind(source, block, "date") if block else None) or "closed_on"
    span = Span(token.start_pos or 0, (token.end_pos or 0) + match.end())
    return another_word(source, span, source.at(span), f"and {day} >= {match[1] or '…'} and {day} <= {match[2] or '…'}")


def find_rate_behind(source: Source, mistake: Mistake) -> Problem | None:
    """`sales rate 5% up to $50k, then 7%`, `sales 5% commission`, `sales rate 5% after $100k`."""
    token, seen = mistake.token, mistake.seen
    if token is None or mistake.unit != "statement" or len(seen) < 2 or seen[0].type != "NAME" or is_end(mistake):
        return None
    if str(token) in ("commission", "commissions", "royalty") and len(seen) == 2 and seen[1].type == "PERCENT":
        return another_word(source, span_of(seen[1]).to(span_of(token)), f"{seen[1]} {token}", f"rate {seen[1]}")
    if str(seen[1]) != "rate" or len(seen) < 3 or seen[2].type != "PERCENT":
        return None
    text = f"{seen[2]}{text_behind(source, seen[2])}".rstrip()
    if str(token) in ("after", "from", "beginning", "starting", "once", "over") and len(seen) == 3:
        match = re.match(rf"\S+\s+[a-z]+\s+(?:at\s+|from\s+)?({FIGURE})", text)
        return _rate_from(source, token, match[1]) if match else None
    if str(token) not in (",", "then", "first"):
        return None
    rows = ranges.rows_of_ranges(f"{seen[0]} tiers", re.sub(r"\s*,?\s*(?:and\s+)?then\s+", ", ", text))
    span = Span(seen[1].start_pos or 0, (seen[2].start_pos or 0) + len(text))
    return rates_without_shape(source, span, rows, is_example=False) if rows and "," in rows else None


def _rate_from(source: Source, token: Token, figure: str) -> Problem:
    forms = f"`above {figure}` for a rate on what lies above it, or `threshold {figure}` for nothing below it"
    return word_with_two_meanings(source, span_of(token), str(token), forms)


def find_row_rate(source: Source, mistake: Mistake) -> Problem | None:
    """`sales rate 5% per deal`: a rate on each row by itself, for which the language says which rows."""
    token, seen = mistake.token, mistake.seen
    if token is None or mistake.is_on_new_line or not any(one.type == "RATE" for one in seen):
        return None
    start = next((one for one in seen[-2:] if str(one) in ("for", "each", "every")), token)
    match = re.match(r"(?:per|for each|for every|each|every|a|an)\s+([A-Za-z_]\w*)",
                     f"{start}{text_behind(source, start)}")  # fmt: skip
    if match is None or match[1] in (*KEYWORDS, "quarter", "month", "week", "half", "period"):
        return None
    blocks = blocks_of(source)
    block = next((one for one in blocks if one in (match[1], f"{match[1]}s")), blocks[0] if blocks else f"{match[1]}s")
    span = Span(start.start_pos or 0, (start.start_pos or 0) + match.end())
    kept = source.text[seen[0].start_pos or 0 : start.start_pos].strip()
    on = (
        ""
        if any(one.type == "ON" for one in seen)
        else f" on {block}.{column_of_kind(source, block, 'money') or 'amount'}"
    )
    return another_word(source, span, match[0], f"{' '.join(kept.split())}{on} for each row of {block}")


def find_scope_of_measure(source: Source, mistake: Mistake) -> Problem | None:
    """`bonus 30% of team retention`, `bonus 30% of the company's sales`: a measure of the team."""
    token, seen = mistake.token, mistake.seen
    if shown_text(mistake) not in ("of", "on") or token is None or len(seen) != 2 or seen[0].type != "NAME":
        return None
    match = re.match(r"\s+(?:the\s+|our\s+)?(own|team|company)(?:'s|’s)?\s+([A-Za-z_]\w*)", text_behind(source, token))
    if match is None or match[2] in KEYWORDS or seen[1].type != "PERCENT":
        return None
    name = "" if match[2] == str(seen[0]) else f" on {match[2]}"
    span = Span(token.start_pos or 0, (token.end_pos or 0) + match.end())
    return another_word(source, span, source.at(span), f"{seen[0]} {seen[1]}{name} {match[1]}")


def find_comma_before_modifier(source: Source, mistake: Mistake) -> Problem | None:
    """`sales rate 5%, capped at $10k`, `sales 50%, with a cap of 150%`: a sentence goes on behind a comma."""
    token = mistake.token
    if (
        token is None
        or mistake.unit != "statement"
        or mistake.open_bracket is not None
        or "CAP" not in mistake.expected
    ):
        return None
    text = f"{token}{text_behind(source, token)}"
    match = re.match(r"(?:,\s*)?(?:(?:and|but|with|subject to|having)\s+)*(?:a\s+|an\s+|the\s+)?"
                     rf"(cap|capped|floor|limit|limited|threshold|goal)\s+(?:at|of|to)\s+({FIGURE})", text)  # fmt: skip
    if match is None or not re.match(r"[,abwsh]", match[0]):
        return None
    word = {"capped": "cap", "limit": "cap", "limited": "cap"}.get(match[1], match[1])
    span = Span(token.start_pos or 0, (token.start_pos or 0) + match.end())
    return another_word(source, span, match[0], f"{written_so_far(source, mistake)} {word} {match[2]}")
