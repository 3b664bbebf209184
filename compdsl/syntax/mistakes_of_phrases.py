"""Mistakes of phrases: `cap 10% of sales`, `for each row in deals`, `rate 5% quarterly`, whole sentences."""

import re

from compdsl.diagnostics.did_you_mean import closest
from compdsl.diagnostics.problem import Problem
from compdsl.source.source import Source, Span
from compdsl.syntax import rewriting
from compdsl.syntax.braces import is_first
from compdsl.syntax.mistake_text import (
    FIGURES,
    LONGEST_LINE,
    is_end,
    place_of,
    shape_word,
    shown_text,
    text_behind,
    text_of_rows,
    written_so_far,
)
from compdsl.syntax.parser import Mistake
from compdsl.syntax.problems_of_figures import day_form
from compdsl.syntax.problems_of_phrases import (
    cell_of_spreadsheet,
    limit_of_the_period,
    period_in_clause,
    sentence,
    separated_modifier,
    share_of_figure,
)
from compdsl.syntax.problems_of_words import another_word, one_sign_missing
from compdsl.syntax.table import KEYWORDS
from compdsl.syntax.wording import PERIODS
from compdsl.values.period import MONTHS_OF

FIGURE = rewriting.FIGURE.pattern
OF_ITSELF = frozenset({"target", "goal", "quota", "attainment", "pay", "payout", "it"})
"""What a percentage behind a limit is of anyway."""
FEWEST_WORDS = 4
"""A line of fewer words is no sentence."""
COUNTS = {
    "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "eight": "8", "nine": "9", "ten": "10",
    "twelve": "12",
}  # fmt: skip
"""How many, in words."""

_RECORDS = re.compile(r"\brecords\s+([a-z_]\w*)")


def find_share_of_figure(source: Source, mistake: Mistake) -> Problem | None:
    """`cap 10% of sales`."""
    before, seen, token = mistake.before, mistake.seen, mistake.token
    if token is None or str(token) != "of" or before is None or before.type != "PERCENT" or len(seen) < 3:
        return None
    if str(seen[-2]) not in ("cap", "floor", "to", "above", "threshold", "goal"):
        return None
    match = re.match(r"\s+(?:the\s+)?([A-Za-z_][\w.]*)", text_behind(source, token))
    if match is None or match[1] in OF_ITSELF or match[1] in KEYWORDS:
        return None
    word = "up to" if seen[-2] == "to" else str(seen[-2])
    span = Span(before.start_pos or 0, (token.end_pos or 0) + match.end())
    return share_of_figure(source, span, f"{word} {match[1].rstrip('.')} * {before}")


def find_each_row(source: Source, mistake: Mistake) -> Problem | None:
    """`for each row in deals`, `for each deal`."""
    seen, token = mistake.seen, mistake.token
    start = next((one for one in seen if one.type == "FOR"), None)
    if start is None or token is None or not mistake.expected & {"EACH", "ROW", "OF"} or "WHERE" in mistake.expected:
        return None
    if [one.type for one in seen[seen.index(start) :][:5]] == ["FOR", "EACH", "ROW", "OF", "NAME"]:
        return None
    blocks = _RECORDS.findall(source.text)
    match = re.match(r"(?:(?:each|every|all)\s+)?(?:rows?\s+)?(?:(?:of|in|from)\s+)?([A-Za-z_]\w*)?",
                     text_behind(source, start).lstrip())  # fmt: skip
    word = match[1] if match and match[1] else ""
    block = next((one for one in blocks if word and one in (word, f"{word}s", f"{word}es")), None)
    block = block or closest(word, blocks) or (blocks[0] if blocks else "deals")
    behind = text_behind(source, start)
    length = len(behind) - len(behind.lstrip()) + (match.end() if match else 0)
    span = Span(start.start_pos or 0, (start.end_pos or 0) + length)
    return another_word(source, span, " ".join(source.at(span).split()), f"for each row of {block}")


_OFTEN = re.compile(
    r"(weekly|monthly|quarterly|half[-_]?yearly|semi-?annually|semi-?annual|yearly|annually|annual|a year|p\.a\.?|pa)"
    r"(?!\w)"
)


def find_period_word(source: Source, mistake: Mistake) -> Problem | None:
    """`rate 5% quarterly`, `goal $100k yearly`."""
    before, token, seen = mistake.before, mistake.token, mistake.seen
    if before is None or token is None or is_end(mistake) or mistake.unit != "statement" or len(seen) < 2:
        return None
    text = f"{token}{text_behind(source, token)}"
    match = _OFTEN.match(text)
    if match is None or before.type not in (*FIGURES, "NAME") or seen[0].type != "NAME":
        return None
    kind = PERIODS.get(match[1].replace("-", ""), "year")
    span = Span(token.start_pos or 0, (token.start_pos or 0) + match.end())
    if kind == "year" and str(seen[-2]) in ("goal", "cap", "most"):
        word = "goal at most" if str(seen[-2]) == "most" else str(seen[-2])
        return another_word(source, span, match[1], f"{word} {before} per year")
    return period_in_clause(source, span, _how_often(source, mistake, kind))


def find_limit_of_a_year(source: Source, mistake: Mistake) -> Problem | None:
    """`soft cap $10_000 at 20% per year`, `company budget $10_000 a month`."""
    token, seen = mistake.token, mistake.seen
    words = [str(one) for one in seen]
    start = max((i for i, word in enumerate(words) if word in ("budget", "cap")), default=0)
    if token is None or mistake.unit != "statement" or start == 0 or any(one in LIMITS for one in words[start + 1 :]):
        return None
    match = re.match(
        r"(?:per|an?|each|every)\s+(year|quarter|month|week|period)\b", f"{token}{text_behind(source, token)}"
    )
    if match is None or (words[start] == "cap" and words[start - 1] != "soft"):
        return None
    span = Span(token.start_pos or 0, (token.start_pos or 0) + match.end())
    said = re.search(r"^\s*(?:[^#\n]*;\s*)?period\s+(week|month|quarter|half|year)\b", source.text, re.MULTILINE)
    period = said[1] if said else "period"
    is_soft = words[start] == "cap"
    hint = f"Take it out, and write the {'limit' if is_soft else 'budget'} of one {period}."
    if match[1] in (period, "period"):
        hint = "Take it out: that is so as it is."
    elif match[1] == "year" and is_soft:
        hint = f"Write `cap {words[start + 1]} per year`, above which nothing is paid, or the soft cap of one {period}."
    return limit_of_the_period(source, span, "soft cap" if is_soft else "budget", hint)


LIMITS = frozenset(
    {"cap", "floor", "goal", "budget", "target", "hold", "paid", "times", "when", "threshold", "multiply"}
)
"""Words of which a time behind them would be said, and not of a limit before them."""


def _how_often(source: Source, mistake: Mistake, kind: str) -> str:
    said = re.search(r"^\s*(?:[^#\n]*;\s*)?period\s+(week|month|quarter|half|year)\b", source.text, re.MULTILINE)
    period = said[1] if said else None
    if period == kind:
        return f"Take it out: the plan pays by the {kind} as it is."
    if kind == "year" and period != "year":
        return f"Write `{written_so_far(source, mistake)} paid yearly`."
    if kind == "half" and period in ("week", "month", "quarter"):
        return f"Write `{written_so_far(source, mistake)} paid half_yearly`."
    if kind == "quarter" and period in ("week", "month"):
        return f"Write `{written_so_far(source, mistake)} paid quarterly`."
    if period is None:
        return f"Take it out, and write `period {kind}` at the top of the plan."
    return f"Take it out: the plan pays by the {period}; `period {kind}` at its top would change that for all of it."


def find_paid_in(source: Source, mistake: Mistake) -> Problem | None:
    """`paid in 3 months`, `paid out over 3 months`."""
    seen = mistake.seen
    paid = next((one for one in reversed(seen) if one.type == "PAID"), None)
    if paid is None:
        return None
    match = re.match(
        rf"\s*(?:out\s+)?(?:in|over|across|within|during)?\s*(?:the\s+next\s+)?([0-9]{{1,2}}|{'|'.join(COUNTS)})\s+(?:equal\s+)?"
        r"(weeks?|months?|quarters?|years?|instal?lments?|parts?|payments?)\b",
        text_behind(source, paid),
    )
    if match is None:
        return None
    said = re.search(r"\bperiod\s+(week|month|quarter)\b", source.text)
    unit = match[2] if match[2].rstrip("s") in MONTHS_OF else f"{said[1] if said else 'month'}s"
    span = Span(paid.start_pos or 0, (paid.end_pos or 0) + match.end())
    return another_word(
        source, span, " ".join(source.at(span).split()), f"paid over {COUNTS.get(match[1], match[1])} {unit}"
    )


def find_points_with_equals(source: Source, mistake: Mistake) -> Problem | None:
    """`curve 90% = 50%, 100% = 100%`."""
    shape = shape_word(mistake)
    if shape != "curve" or shape is None or shown_text(mistake) not in ("=", "==", "at", "->"):
        return None
    points = re.findall(rf"({FIGURE})\s*(?:==?|:)\s*({FIGURE})", text_of_rows(source, shape))
    if not points:
        return None
    written = ", ".join(f"{start}: {value}" for start, value in points)
    return one_sign_missing(source, place_of(mistake), shown_text(mistake), ":", f"curve {written}")


def find_separated_modifier(source: Source, mistake: Mistake) -> Problem | None:
    """`rate 5%; cap 5000`: a modifier behind a `;`."""
    seen, token = mistake.seen, mistake.token
    first = seen[0] if seen else token
    if first is None or mistake.unit != "statement":
        return None
    return separated(source, first.start_pos or 0)


def separated(source: Source, start: int) -> Problem | None:
    """The problem of a modifier behind a `;` on the line of the statement it belongs to."""
    line = source.text.rfind("\n", 0, start) + 1
    ahead = source.text[max(line, start - LONGEST_LINE) : start]
    word = re.match(
        r"(goal|cap|floor|threshold|rate|above|accelerate|times|only when|on)\b(?!\s*=)",
        source.text[start : start + 20],
    )
    if word is None or not ahead.rstrip().endswith(";"):
        return None
    before = ahead.rstrip().rstrip(";").rpartition(";")[2].strip()
    if not re.match(r"[A-Za-z_]\w*\s+\S", before) or before.split()[0] in KEYWORDS:
        return None
    end = source.text.find("\n", start, start + LONGEST_LINE)
    rest = source.text[start : end if end >= 0 else start + LONGEST_LINE].split("#")[0].split(";")[0].strip()
    place = start - len(ahead) + len(ahead.rstrip()) - 1
    return separated_modifier(source, Span(place, place + 1), f"{before} {rest}")


_BELOW = re.compile(
    r"(?:if|when)\s+([a-z_]\w*)\s+(?:is|falls)\s+(?:below|under|less than)\s+([0-9$][\w.,%]*)", re.IGNORECASE
)


def find_sentence(source: Source, mistake: Mistake) -> Problem | None:
    """`The CSM is paid 5% of sales.`"""
    first = mistake.seen[0] if mistake.seen else mistake.token
    if first is None or mistake.unit != "statement" or not is_first(source, first.start_pos or 0):
        return None
    line = f"{first}{text_behind(source, first)}".strip()
    words = re.findall(r"[A-Za-z']+", line)
    telling = sum(word.lower() in SENTENCE for word in words[1:])
    is_begun = words and words[0].lower() in BEGINNING
    is_telling = is_begun or line.endswith(".") or any(word in DOING for word in words)
    if len(words) < FEWEST_WORDS or telling < 1 or not is_telling:
        return None
    span = Span(first.start_pos or 0, (first.start_pos or 0) + len(line))
    none = _BELOW.match(line)
    if none and re.search(r"\b(?:nothing|no\b.*|zero|not)\b", line):
        return sentence(source, span, f"Write behind each clause that it stops: `only when {none[1]} >= {none[2]}`.")
    match = re.search(r"([0-9][0-9.]*%) (?:commission )?(?:of|on) (?:the |all |their |new )*([a-z_]\w*)", line)
    name = match[2] if match and match[2] not in OF_ITSELF | {"variable", "base", "salary"} else None
    example = f"{name}_bonus rate {match[1]} on {name}" if match and name else "adoption 60% goal 80%"
    return sentence(source, span, f"Write a clause such as `{example}`.")


BEGINNING = frozenset(
    {"the", "a", "an", "every", "if", "all", "our", "we", "any", "they", "when", "you", "this", "each"}
)
"""Words that a sentence begins with."""

DOING = frozenset({"will", "shall", "must", "should", "would", "receive", "receives", "earn", "earns", "gets", "get"})
"""Words for what people do or get."""

SENTENCE = frozenset(
    {
        "the", "a", "an", "is", "are", "will", "be", "pay", "pays", "receive", "receives", "earn", "earns", "every",
        "they", "their", "he", "she", "we", "you", "get", "gets", "must", "shall", "this", "that", "our", "would",
        "should", "has", "have",
    }
)  # fmt: skip
"""Words that a sentence about pay is made of, and a clause is not."""


def find_day_in_words(source: Source, mistake: Mistake) -> Problem | None:
    """`until June 30, 2026`, `closed_on > 30 June 2026`."""
    before, token = mistake.before, mistake.token
    if before is None or token is None:
        return None
    for start in (before.start_pos or 0, token.start_pos or 0):
        text = source.text[start : start + LONGEST_DAY].partition("\n")[0]
        match = _DAY_IN_WORDS.match(text)
        written = rewriting.day(match[0]) if match else None
        if match and written is not None:
            return day_form(source, Span(start, start + match.end()), written)
    return None


LONGEST_DAY = 24
_DAY_IN_WORDS = re.compile(
    r"[A-Z][a-z]+\.? [0-9]{1,2}(?:st|nd|rd|th)?,? [0-9]{4}|[0-9]{1,2}\.? [A-Z][a-z]+\.?,? [0-9]{4}"
)


def find_cells(source: Source, mistake: Mistake) -> Problem | None:
    """`sum(A1:A10)`."""
    before, token = mistake.before, mistake.token
    if before is None or token is None or str(token) != ":" or not _CELL.fullmatch(str(before)):
        return None
    other = _CELL.match(text_behind(source, token))
    if other is None:
        return None
    return cell_of_spreadsheet(source, Span(before.start_pos or 0, (token.end_pos or 0) + other.end()))


_CELL = re.compile(r"[A-Z]{1,2}[0-9]{1,7}")
