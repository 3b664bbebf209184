"""Mistakes of sentences: what a plan document says in a sentence, where a clause has words and figures."""

import re

from compdsl.diagnostics.problem import Problem
from compdsl.source.source import Source, Span
from compdsl.syntax import rewriting
from compdsl.syntax.mistake_text import (
    FIGURES,
    is_end,
    place_of,
    shape_word,
    shown_text,
    span_of,
    stops,
    text_behind,
    written_so_far,
)
from compdsl.syntax.mistakes_of_conditions import comparison_at
from compdsl.syntax.parser import Mistake
from compdsl.syntax.problems_of_figures import number_form
from compdsl.syntax.problems_of_habits import amounts_added, expect_outside
from compdsl.syntax.problems_of_words import another_word, needless_sign, one_sign_missing
from compdsl.syntax.table import KEYWORDS
from compdsl.syntax.wording import CONDITIONS, FILLERS, WEIGHTS

FIGURE = rewriting.FIGURE.pattern
_COMPARED = re.compile(r"\s*[A-Za-z_][\w.]*\s*(?:>=|<=|==|!=|>|<)")


def find_condition_in_words(source: Source, mistake: Mistake) -> Problem | None:
    """`provided that retention >= 90%`, `as long as …`, `subject to …`."""
    token = mistake.token
    if token is None or mistake.unit != "statement" or not mistake.expected & {"WHEN", "CAP"}:
        return None
    text = f"{token}{text_behind(source, token)}"
    words = next((words for words in CONDITIONS if re.match(rf"{words}\b", text)), None)
    if words is None:
        return None
    start = token.start_pos or 0
    instead = "when" if "WHEN" in mistake.expected else "only when"
    return another_word(source, Span(start, start + len(words)), words, instead)


def find_missing_and(source: Source, mistake: Mistake) -> Problem | None:
    """`when adoption >= 80% retention >= 90%`, `when adoption >= 80%, retention >= 90%`."""
    token = mistake.token
    if token is None or is_end(mistake) or "when" not in mistake.seen or mistake.is_on_new_line:
        return None
    if not any(one.type == "COMPARE" for one in mistake.seen):
        return None
    behind = text_behind(source, token)
    if str(token) == "," and _COMPARED.match(behind):
        return one_sign_missing(source, span_of(token), ",", "and", f"and {behind.strip()}")
    if token.type == "NAME" and str(token) not in KEYWORDS and _COMPARED.match(f"{token}{behind}"):
        return one_sign_missing(source, span_of(token), str(token), "and", f"and {token}{behind.rstrip()}")
    return None


def find_both(source: Source, mistake: Mistake) -> Problem | None:
    """`when both adoption and retention >= 90%`."""
    before, token = mistake.before, mistake.token
    if before is None or token is None or str(before) not in ("both", "either", "all"):
        return None
    match = re.match(
        r"([A-Za-z_][\w.]*)\s+(and|or)\s+([A-Za-z_][\w.]*)\s*((?:>=|<=|==|!=|>|<)\s*\S+)",
        f"{token}{text_behind(source, token)}",
    )
    if match is None:
        return None
    written = f"{match[1]} {match[4]} {match[2]} {match[3]} {match[4]}"
    return needless_sign(source, span_of(before), str(before), written)


def find_second_amount(source: Source, mistake: Mistake) -> Problem | None:
    """`adoption 60% plus $500`, `adoption 60% + $500`."""
    token, seen = mistake.token, mistake.seen
    if token is None or len(seen) != 2 or seen[0].type != "NAME" or seen[1].type not in FIGURES:
        return None
    if str(token) not in ("+", "-", "plus", "and", "minus", "less"):
        return None
    match = re.match(rf"\s*(?:a\s+)?({FIGURE})", text_behind(source, token))
    if match is None:
        return None
    of = re.match(r"\s+(?:of|on)\s+(?:the\s+|all\s+)?([A-Za-z_]\w*)", text_behind(source, token)[match.end() :])
    if of is not None and of[1] == "target" and match[1].endswith("%"):
        return amounts_added(source, span_of(token), f"{seen[0]}_extra = {match[1]} * target")
    if of is not None:
        return amounts_added(source, span_of(token), f"{seen[0]}_extra rate {match[1]} on {of[1]}")
    return amounts_added(source, span_of(token), f"{seen[0]}_extra {match[1]}")


def find_attainment(source: Source, mistake: Mistake) -> Problem | None:
    """`adoption 60% attainment >= 80%`, `adoption 60% attainment of at least 80%`: a gate without its words."""
    token, seen = mistake.token, mistake.seen
    if shown_text(mistake) != "attainment" or token is None or not seen or "CAP" not in mistake.expected:
        return None
    compared = comparison_at(text_behind(source, token))
    if compared is None:
        return None
    sign, figure, end = compared
    span = Span(token.start_pos or 0, (token.end_pos or 0) + end)
    if any(one.type in ("WHEN", "IF") for one in seen) and mistake.before is not None and mistake.before.type == "NAME":
        span = span_of(mistake.before).to(span)
        return another_word(source, span, source.at(span), f"{mistake.before}.attainment {sign} {figure}")
    return another_word(source, span, source.at(span), f"only when {seen[0]}.attainment {sign} {figure}")


def find_per_period(source: Source, mistake: Mistake) -> Problem | None:
    """`bonus $2_000 per quarter`, `target $20_000 annual`."""
    token, before, seen = mistake.token, mistake.before, mistake.seen
    if token is None or before is None or before.type not in FIGURES or not seen or is_end(mistake):
        return None
    text = f"{token}{text_behind(source, token)}"
    start = token.start_pos or 0
    if seen[0].type == "TARGET" and (match := re.match(r"(?:annually|annual|yearly|a year|p\.?a\.?)(?!\w)", text)):
        span = Span(start, start + match.end())
        return another_word(source, span, match[0], f"target {before} per year")
    match = re.match(r"(?:per|each|every|a)\s+(quarter|month|year|period|week)\b", text)
    if match is None or "YEAR" in mistake.expected or mistake.unit != "statement" or len(seen) != 2:
        return None
    span = Span(start, start + match.end())
    written = written_so_far(source, mistake)
    return needless_sign(source, span, match[0], f"{written} paid yearly" if match[1] == "year" else written)


def find_commission(source: Source, mistake: Mistake) -> Problem | None:
    """`sales commission 5%`, `bonus of $500`."""
    seen, token, before = mistake.seen, mistake.token, mistake.before
    if len(seen) != 2 or token is None or before is None or seen[0].type != "NAME" or before.type != "NAME":
        return None
    if mistake.unit != "statement" or token.type not in FIGURES or is_end(mistake):
        return None
    if str(before) in ("commission", "commissions", "royalty") and token.type == "PERCENT":
        return another_word(source, span_of(before), str(before), f"{seen[0]} rate {token}")
    if str(before) in FILLERS | WEIGHTS:
        return needless_sign(source, span_of(before), str(before), f"{seen[0]} {token}")
    return None


def find_rows_in_brackets(source: Source, mistake: Mistake) -> Problem | None:
    """`tiers: 5% from $0`, `tiers (5% from $0, 8% from $50k)`, `tiers { … }`, a comma behind the last row."""
    shape, token, before = shape_word(mistake), mistake.token, mistake.before
    if shape is None or before is None:
        return None
    if is_end(mistake) and str(before) == ",":
        return needless_sign(source, span_of(before), ",", written_so_far(source, mistake).rstrip(" ,"))
    if token is None or is_end(mistake):
        return None
    if before is shape and str(token) in (":", "{", "=", "of"):
        rest = text_behind(source, token).strip().rstrip("})")
        return needless_sign(source, span_of(token), str(token), f"{shape} {rest.strip()}")
    place = mistake.seen.index(shape) + 1
    opened = mistake.seen[place] if place < len(mistake.seen) else None
    if opened is not None and opened == "(" and str(token) in ("from", "over", ",", "at", ":"):
        rest = text_behind(source, opened).strip()
        return needless_sign(source, span_of(opened), "(", f"{shape} {rest.rstrip(')').strip()}")
    return None


def find_slope(source: Source, mistake: Mistake) -> Problem | None:
    """`rising 2`, `rising 2 per percent`."""
    token, before, seen = mistake.token, mistake.before, mistake.seen
    rising = next((i for i, one in enumerate(seen) if one.type == "RISING"), None)
    if rising is None or before is None or rising + 1 >= len(seen):
        return None
    slope = seen[rising + 1]
    if before is slope and "PER" in mistake.expected and (stops(mistake) or shown_text(mistake) == ","):
        return one_sign_missing(source, span_of(before), "", "per point", f"rising {slope} per point")
    if "POINT" in mistake.expected and token is not None and not is_end(mistake):
        return one_sign_missing(source, span_of(token), str(token), "point", f"rising {slope} per point")
    return None


def find_size_word(source: Source, mistake: Mistake) -> Problem | None:
    """`$1 million`, `50 thousand`, `$50 k`."""
    before, token = mistake.before, mistake.token
    if before is None or token is None or before.type not in ("NUMBER", "MONEY") or mistake.is_on_new_line:
        return None
    if str(token) not in ("million", "millions", "mio", "mn", "mm", "m", "thousand", "k", "K", "M", "bps", "bp"):
        return None
    span = span_of(before).to(span_of(token))
    return number_form(source, span, source.at(span))


def find_pro_rata(source: Source, mistake: Mistake) -> Problem | None:
    """`pro rata`, `pro-rated`."""
    token = mistake.token
    if token is None or "PRORATED" not in mistake.expected:
        return None
    match = re.match(r"pro(?:[- ]?rated?|[- ]?rata)\b", f"{token}{text_behind(source, token)}")
    if match is None:
        return None
    start = token.start_pos or 0
    return another_word(source, Span(start, start + match.end()), match[0], "prorated")


def find_test_words(source: Source, mistake: Mistake) -> Problem | None:
    """`expect adoption > $100`, `expect $480 adoption`, `expect …` outside a test."""
    seen, token, before = mistake.seen, mistake.token, mistake.before
    if not seen or token is None or str(seen[0]) != "expect":
        return None
    if mistake.unit == "statement" and seen[0].type == "NAME":
        return expect_outside(source, span_of(seen[0]))
    behind = text_behind(source, token)
    if before is not None and token.type == "COMPARE" and before.type in ("NAME", "TOTAL"):
        figure = (behind.split() or ["$500"])[0].rstrip(",;}")
        return needless_sign(source, span_of(token), str(token), f"expect {before} {figure}")
    name = re.match(r"\s*([A-Za-z_][\w.]*)", behind)
    if str(before) == "expect" and token.type in FIGURES and name and name[1] not in KEYWORDS:
        return another_word(source, place_of(mistake), f"{token} {name[1]}", f"expect {name[1]} {token}")
    return None


def find_quoted_name(source: Source, mistake: Mistake) -> Problem | None:
    """`"adoption" 60%`."""
    token = mistake.token
    if mistake.seen or token is None or token.type != "STRING" or mistake.unit != "statement":
        return None
    inner = str(token).strip('"')
    name = re.sub(r"[^A-Za-z0-9]+", "_", inner).strip("_").lower()
    rest = (text_behind(source, token).split() or [""])[0]
    return needless_sign(source, span_of(token), '"', f"{name} {rest}".strip()) if name else None


def find_payee_field(source: Source, mistake: Mistake) -> Problem | None:
    """`payee role == "lead"`."""
    before, token = mistake.before, mistake.token
    if before is None or token is None or str(before) != "payee" or token.type != "NAME" or mistake.is_on_new_line:
        return None
    if "COMPARE" not in mistake.expected:
        return None
    return one_sign_missing(source, span_of(token), str(token), ".", f"payee.{token}")


def find_count_form(source: Source, mistake: Mistake) -> Problem | None:
    """`count(*)`, `count(distinct deals.kind)`."""
    seen, token, before = mistake.seen, mistake.token, mistake.before
    if token is None or before is None:
        return None
    if str(token) == "*" and len(seen) > 1 and str(before) == "(" and str(seen[-2]) == "count":
        block = re.search(r"\brecords\s+([a-z_]\w*)", source.text)
        return another_word(source, span_of(token), "*", f"count({block[1] if block else 'deals'})")
    if str(before) in ("distinct", "unique") and token.type == "NAME" and mistake.open_bracket is not None:
        column = re.match(r"[\w.]+", f"{token}{text_behind(source, token)}")
        return another_word(
            source, span_of(before), f"count({before} …)", f"distinct({column[0] if column else token})"
        )
    return None
