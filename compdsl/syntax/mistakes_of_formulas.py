"""Mistakes of formulas and limits: a sign left out, semicolons between figures, `cap 2x target`, a day for a clause."""

import re
from fractions import Fraction

from compdsl.diagnostics.problem import Problem
from compdsl.source.source import Source, Span
from compdsl.syntax import spreadsheets
from compdsl.syntax.braces import is_first
from compdsl.syntax.declared import is_declared
from compdsl.syntax.lalr import Token
from compdsl.syntax.mistake_text import FIGURES, is_end, shown_text, span_of, text_behind
from compdsl.syntax.parser import Mistake
from compdsl.syntax.problems_of_phrases import split_form
from compdsl.syntax.problems_of_words import another_word, needless_sign, one_sign_missing
from compdsl.syntax.table import KEYWORDS
from compdsl.syntax.wording import AGGREGATES
from compdsl.values.figures import shown
from compdsl.values.scopes import SCOPES
from compdsl.values.types import PERCENT

LEAST_POINTS = 10
"""A limit below this is meant as so many times the target, one from here on as a percentage of it."""
NEAR = 80
"""How far before a token the name is looked for that it follows."""

_OF_TARGET = re.compile(r"(?:(?:of|times|x|×)\s+)?(?:the\s+|their\s+|his\s+|her\s+)?target\b(?!\s*\.)")
_OF_GOAL = re.compile(r"\s+(?:the\s+|their\s+)?(?:target|goal|quota)\b")
_DAY = re.compile(r"(\w+)\s+(?:on\s+|from\s+|at\s+)?([0-9]{4}-[0-9]{2}-[0-9]{2})(?![0-9])")
_SINCE = {
    "starting": "start >=", "beginning": "start >=", "from": "start >=", "since": "start >=", "effective": "start >=",
    "after": "start >", "until": "end <=", "till": "end <=", "through": "end <=", "to": "end <=", "ending": "end <=",
    "before": "end <",
}  # fmt: skip
_PATH = re.compile(r"[A-Za-z_][\w.]*$")


def find_scope_before_where(source: Source, mistake: Mistake) -> Problem | None:
    """`sum(deals.amount, team where kind == "new")`."""
    seen, token, opened = mistake.seen, mistake.token, mistake.open_bracket
    if shown_text(mistake) != "where" or token is None or opened is None or len(seen) < 3:
        return None
    if str(seen[-1]) not in SCOPES or str(seen[-2]) != ",":
        return None
    name = seen[seen.index(opened) - 1]
    call = spreadsheets.call_at(source.text, name.start_pos or 0)
    inside = source.text[name.start_pos or 0 : seen[-2].start_pos]
    condition = call[(token.start_pos or 0) - (name.start_pos or 0) : -1].strip() if call else "where …"
    span = Span(seen[-2].start_pos or 0, token.end_pos or 0)
    return another_word(source, span, source.at(span), f"{inside.rstrip()} {condition}, {seen[-1]})")


def find_semicolon(source: Source, mistake: Mistake) -> Problem | None:
    """`min(sold * 5%; $500)`: a semicolon between figures, as some spreadsheets write it."""
    token, opened = mistake.token, mistake.open_bracket
    if token is None or opened is None or str(opened) != "(" or source.at(span_of(token)) != ";":
        return None
    place = next((i for i, one in enumerate(mistake.seen) if one is opened), 0)
    name = mistake.seen[place - 1] if place else None
    if name is None or name.type not in ("NAME", "ROUND") or str(name).lower() not in CALLED:
        return None
    call = spreadsheets.call_at(source.text, name.start_pos or 0)
    written = re.sub(r"\s*;\s*", ", ", f"{str(name).lower()}{call[len(name) :]}") if call else None
    return one_sign_missing(source, span_of(token), ";", ",", written)


CALLED = frozenset({*AGGREGATES, "round", "rank", "months", "previous"})
"""The functions of the language."""


def find_missing_sign(source: Source, mistake: Mistake) -> Problem | None:
    """`c = 5% sold`, `c 5% sold`: a figure and a name of the plan with nothing between them."""
    token, before, seen = mistake.token, mistake.before, mistake.seen
    if token is None or before is None or mistake.is_on_new_line or is_end(mistake) or mistake.unit != "statement":
        return None
    is_figure, is_name = token.type in FIGURES, _is_known(source, token)
    if before.type == "PERCENT" and len(seen) == 2 and seen[0].type == "NAME" and is_name:
        return one_sign_missing(
            source, span_of(token), str(token), "on", f"{seen[0]} {before} on {_right(source, token)}"
        )
    is_formula = mistake.open_bracket is not None or any(one.type == "EQUAL" for one in seen[1:3])
    if not is_formula or not (is_figure or is_name) or "STAR" not in mistake.expected:
        return None
    if before.type not in (*FIGURES, "NAME") or is_first(source, before.start_pos or 0):
        return None
    if before.type in FIGURES and is_figure:
        return None
    path = _PATH.search(source.text[max(0, (before.end_pos or 0) - NEAR) : before.end_pos])
    if before.type == "NAME" and not (token.type == "PERCENT" and path and is_declared(source, path[0].split(".")[0])):
        return None
    left = path[0] if path and before.type == "NAME" else str(before)
    return one_sign_missing(source, span_of(token), str(token), "*", f"{left} * {_right(source, token)}")


def _is_known(source: Source, token: Token) -> bool:
    """Whether a name is one that the plan declares, or that of a function or a column."""
    if token.type != "NAME" or str(token) in KEYWORDS:
        return False
    is_called = re.match(r"\(|\.[a-z_]", text_behind(source, token)) is not None
    return is_called or is_declared(source, str(token))


def _right(source: Source, token: Token) -> str:
    """A name with its facts, or a whole call."""
    start = token.start_pos or 0
    call = spreadsheets.call_at(source.text, start) if text_behind(source, token).startswith("(") else None
    rest = re.match(r"[\w.]*", text_behind(source, token))
    return call or f"{token}{rest[0] if rest else ''}"


def find_limit_of_target(source: Source, mistake: Mistake) -> Problem | None:
    """`cap 2x target`, `floor 50% of target`: under a share of target a percentage is one of target anyway."""
    token, before, seen = mistake.token, mistake.before, mistake.seen
    if token is None or before is None or len(seen) < 3 or mistake.unit != "statement" or mistake.is_on_new_line:
        return None
    match = _OF_TARGET.match(f"{token}{text_behind(source, token)}")
    if str(seen[-2]) not in ("cap", "floor") or before.type not in ("PERCENT", "FACTOR", "NUMBER") or match is None:
        return None
    share = _as_share(before)
    if share is None:
        return None
    is_share = seen[1].type in ("PERCENT", "TARGET")
    if is_share and before.type == "PERCENT" and str(token) == "of":
        return None
    span = Span(before.start_pos or 0, (token.start_pos or 0) + match.end())
    limit = share if is_share else f"target * {share}"
    return another_word(source, span, source.at(span), f"{seen[-2]} {limit}")


def _as_share(figure: Token) -> str | None:
    digits = str(figure).rstrip("x%").replace("_", "").replace(",", "")
    if re.fullmatch(r"[0-9]{1,6}(?:\.[0-9]{1,4})?", digits) is None:
        return None
    value = Fraction(digits)
    is_points = figure.type == "PERCENT" or (figure.type == "NUMBER" and value >= LEAST_POINTS)
    return shown(value / 100 if is_points else value, PERCENT)


def find_condition_of_target(source: Source, mistake: Mistake) -> Problem | None:
    """`when sold > 50% of target`, `when sold > $5k of target`: the first is about attainment."""
    token, before, seen = mistake.token, mistake.before, mistake.seen
    if token is None or before is None or str(token) != "of" or before.type not in FIGURES or len(seen) < 4:
        return None
    match, sign = _OF_GOAL.match(text_behind(source, token)), seen[-2]
    if match is None or sign.type != "COMPARE" or "when" not in seen:
        return None
    if before.type != "PERCENT":
        span = Span(token.start_pos or 0, (token.end_pos or 0) + match.end())
        return needless_sign(source, span, source.at(span), f"{sign} {before}")
    path = _PATH.search(source.text[max(0, (sign.start_pos or 0) - NEAR) : sign.start_pos].rstrip())
    span = Span(before.start_pos or 0, (token.end_pos or 0) + match.end())
    name = path[0].removesuffix(".attainment") if path is not None else "…"
    return another_word(source, span, source.at(span), f"{name}.attainment {sign} {before}")


def find_day_of_clause(source: Source, mistake: Mistake) -> Problem | None:
    """`sales rate 5% starting 2026-03-01`: a clause for some of the plan's periods."""
    token, seen = mistake.token, mistake.seen
    if token is None or mistake.unit != "statement" or len(seen) < 2 or seen[0].type != "NAME":
        return None
    if mistake.before is None or mistake.before.type == "DATE":
        return None
    match = _DAY.match(f"{token}{text_behind(source, token)}")
    side = _SINCE.get(match[1]) if match is not None else None
    if match is None or side is None or "CAP" not in mistake.expected:
        return None
    start = token.start_pos or 0
    span = Span(start, start + match.end())
    return another_word(source, span, source.at(span), f"only when period.{side} {match[2]}")


def find_split(source: Source, mistake: Mistake) -> Problem | None:
    """`$500 split 50/50 ada, ben`, `$500 split equally`."""
    token, before, seen = mistake.token, mistake.before, mistake.seen
    if token is None or before is None or before.type != "SPLIT" or is_end(mistake) or len(seen) < 2:
        return None
    is_equal = re.match(r"(?:equally|evenly|between|among|amongst|in equal)\b", f"{token}{text_behind(source, token)}")
    if is_equal is None and token.type not in FIGURES:
        return None
    amount = "$500 " if len(seen) == 2 and seen[0].type == "NAME" else ""
    return split_form(source, span_of(before).to(span_of(token)), amount, is_equal=is_equal is not None)
