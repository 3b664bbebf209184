"""Mistakes of names and signs: names of two words, two statements on a line, signs too many."""

import re

from compdsl.diagnostics.problem import Problem
from compdsl.source.source import Source, Span
from compdsl.syntax.braces import indent, is_first
from compdsl.syntax.mistake_text import (
    FIGURES,
    LONGEST_LINE,
    VALUES,
    is_end,
    place_of,
    shown_text,
    span_of,
    text_behind,
)
from compdsl.syntax.parser import Mistake
from compdsl.syntax.problems_of_words import (
    chained_comparison,
    equals_in_condition,
    name_form,
    needless_sign,
    statement_starts_with,
    two_on_a_line,
    word_as_name,
)
from compdsl.syntax.table import KEYWORDS
from compdsl.syntax.wording import NEEDLESS
from compdsl.values.period import WINDOWS
from compdsl.values.scopes import SCOPES

BARE = frozenset({*SCOPES, *WINDOWS, "each", "prorated", "whole", "only", "up", "round"})
"""Words of a clause behind which no figure stands."""
DECLARING = frozenset({"metric", "let", "parameter", "table", "total"})
"""Words behind which a name stands, which is what is wrong then, and `total`, which is one."""

_WORD_BEFORE_RATE = re.compile(
    r"[ \t]*([a-z_]+)[ \t]+"
    r"(?:rate|(?:whole[ \t]+)?(?:tiers|steps|curve)|[$£€]?[0-9][0-9_.]*[ \t]+each)[ \t]+[a-z0-9$£€(]"
)


def find_keyword_as_name(source: Source, mistake: Mistake) -> Problem | None:
    """`team 40%` at the start of a line, which would go on with the line above."""
    before, token = mistake.before, mistake.token
    if before is None or token is None or str(before) not in BARE:
        return None
    if token.type not in ("EQUAL", *FIGURES) or not is_first(source, before.start_pos or 0):
        return None
    return word_as_name(source, span_of(before), str(before), is_clause=token.type != "EQUAL")


def find_word_before_rate(source: Source, mistake: Mistake) -> Problem | None:
    """`goal rate 5% on sales`, `ytd tiers 5% from $0`: a line with a word of the language where its name belongs."""
    token = mistake.token or mistake.before
    if token is None or mistake.unit != "statement" or mistake.open_bracket is not None:
        return None
    place = token.start_pos or 0
    start = source.text.rfind("\n", max(0, place - LONGEST_LINE), place) + 1
    match = _WORD_BEFORE_RATE.match(source.text, start, start + LONGEST_LINE)
    if match is None or match[1] not in KEYWORDS or match[1] in DECLARING or match.start() > place:
        return None
    span = Span(match.start(1), match.end(1))
    first = mistake.seen[0].start_pos or 0 if mistake.seen else span.start
    is_own_line = first == span.start or not is_first(source, first) or indent(source, first) >= span.start - start
    return word_as_name(source, span, match[1]) if is_own_line else None


def find_two_names(source: Source, mistake: Mistake) -> Problem | None:
    """A name with a hyphen or a blank in it."""
    token, before = mistake.token, mistake.before
    if token is None or before is None or mistake.unit != "statement" or before.type != "NAME" or is_end(mistake):
        return None
    behind = re.match(r"[A-Za-z_0-9]+", text_behind(source, token))
    if str(token) == "-" and len(mistake.seen) == 1 and token.start_pos == before.end_pos and behind:
        end = (token.end_pos or 0) + behind.end()
        return name_form(source, Span(before.start_pos or 0, end), f"{before}_{behind[0]}")
    if len(mistake.seen) == 2 and mistake.seen[0].type == "NAME" and token.type in FIGURES:
        first = mistake.seen[0]
        return name_form(source, span_of(first).to(span_of(before)), f"{first}_{before}")
    return None


def find_share_first(source: Source, mistake: Mistake) -> Problem | None:
    """A statement that starts with a figure."""
    token = mistake.token
    if mistake.seen or token is None or token.type not in FIGURES:
        return None
    name = re.match(r"\s*([A-Za-z_]\w*)", text_behind(source, token))
    if source.text[: token.start_pos].rstrip().endswith(";"):
        hint = "Write `,` between the rows of one list; `;` ends a statement."
    elif name is not None and name[1] not in KEYWORDS:
        hint = f"Write `{name[1]} {token}`: the name comes first."
    else:
        hint = f"Write the name of a component before it, such as `adoption {token}`."
    return statement_starts_with(source, place_of(mistake), str(token), hint)


def find_two_statements(source: Source, mistake: Mistake) -> Problem | None:
    """Two clauses on one line, with a comma between them or with nothing."""
    token = mistake.token
    if token is None or mistake.unit != "statement" or is_end(mistake) or mistake.open_bracket is not None:
        return None
    text, offset = text_behind(source, token), 0
    if str(token) == "," and "_SEP" in mistake.expected:
        word = re.match(r"\s*([A-Za-z_]\w*)", text)
        if word is None:
            return None
        if word[1] in KEYWORDS:
            return needless_sign(source, place_of(mistake), ",", f"{mistake.before} {word[1]}")
        return two_on_a_line(source, place_of(mistake), word[1])
    follows = re.match(r"\s*(?:[0-9$£€=(]|rate\b|tiers\b|steps\b|target\b|whole\b|curve\b)", text[offset:])
    if token.type == "NAME" and str(token) not in KEYWORDS and "_SEP" in mistake.expected and follows:
        return two_on_a_line(source, place_of(mistake), str(token))
    return None


def find_equals(source: Source, mistake: Mistake) -> Problem | None:
    """`=` in a condition."""
    if shown_text(mistake) == "=" and "COMPARE" in mistake.expected:
        return equals_in_condition(source, place_of(mistake))
    return None


def find_chained(source: Source, mistake: Mistake) -> Problem | None:
    """`80% <= adoption < 100%`."""
    if mistake.token is None or mistake.token.type != "COMPARE" or mistake.before is None:
        return None
    signs = [i for i, token in enumerate(mistake.seen) if token.type == "COMPARE"]
    if not signs or signs[-1] in (0, len(mistake.seen) - 1):
        return None
    start, middle = mistake.seen[signs[-1] - 1], mistake.seen[signs[-1] + 1]
    left = source.text[start.start_pos or 0 : mistake.before.end_pos]
    shown = source.text[middle.start_pos or 0 : mistake.before.end_pos]
    right = (text_behind(source, mistake.token).split() or ["…"])[0]
    return chained_comparison(source, place_of(mistake), f"{left} and {shown} {mistake.token} {right}")


def find_needless(source: Source, mistake: Mistake) -> Problem | None:
    """`cap = 150%`, `goal: 80%`, `adoption: 60%`, `with cap 150%`."""
    before, token = mistake.before, mistake.token
    if before is None or token is None or is_end(mistake):
        return None
    word = text_behind(source, token).split()
    if str(token) in ("=", ":", "==") and mistake.expected >= VALUES - {"LPAR"} and word:
        return needless_sign(source, place_of(mistake), str(token), f"{before} {word[0].rstrip(',;')}")
    if str(token) in NEEDLESS and "_SEP" in mistake.expected and word and word[0] in KEYWORDS:
        return needless_sign(source, place_of(mistake), str(token), f"{before} {' '.join(word[:2])}")
    return None
