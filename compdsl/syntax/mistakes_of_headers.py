"""Mistakes of the header and of what is declared: settings with a sign too many, the fiscal year, columns, grids."""

import re

from compdsl.diagnostics.problem import Problem
from compdsl.source.source import Source, Span
from compdsl.syntax import rewriting
from compdsl.syntax.mistake_text import is_end, shown_text, span_of, text_behind
from compdsl.syntax.parser import Mistake
from compdsl.syntax.problems_of_figures import number_form
from compdsl.syntax.problems_of_habits import column_form
from compdsl.syntax.problems_of_words import (
    another_word,
    key_form,
    name_form,
    needless_sign,
    one_sign_missing,
    statement_starts_with,
    word_as_name,
)
from compdsl.syntax.table import KEYWORDS
from compdsl.syntax.wording import FREE, KINDS, MONTHS, ROUNDINGS, UNITS_OF_ROUNDING, WEEKDAYS

SETTINGS = ("CURRENCY", "PERIOD", "EDITION", "ROUNDING", "YEAR", "EFFECTIVE", "TARGET", "PLAN")

FISCAL = ("fiscal", "fiscal_year", "fy")
FIGURE = rewriting.FIGURE.pattern


def find_setting_sign(source: Source, mistake: Mistake) -> Problem | None:
    """`currency = USD`, `Period: quarter`."""
    seen, token = mistake.seen, mistake.token
    if len(seen) != 1 or token is None or seen[0].type not in SETTINGS or str(token) not in ("=", ":", "is", "=="):
        return None
    rest = text_behind(source, token).partition("}")[0].strip()
    return needless_sign(source, span_of(token), str(token), f"{seen[0]} {rest}") if rest else None


def find_half_year(source: Source, mistake: Mistake) -> Problem | None:
    """`period half-year`, `period half year`, `bonus 10% paid semi-annually`."""
    seen, token = mistake.seen, mistake.token
    word = next((one for one in reversed(seen) if one.type in ("PERIOD", "PAID")), None)
    if word is None or token is None or mistake.unit == "test_item":
        return None
    match = re.match(
        r"\s*((?:half|semi|bi)[-\s]?(?:yearly|year|annually|annual)|twice\s+(?:a|per|each)\s+year)\b",
        text_behind(source, word),
        re.I,
    )
    if match is None:
        return None
    end = word.end_pos or 0
    span = Span(end + match.start(1), end + match.end(1))
    return another_word(source, span, match[1], "period half" if word.type == "PERIOD" else "paid half_yearly")


def find_fiscal_year(source: Source, mistake: Mistake) -> Problem | None:
    """`fiscal year starts February`, `year starts in February`, `year ends on the last saturday of july`."""
    seen, token = mistake.seen, mistake.token
    if not seen or token is None or (seen[0].type != "YEAR" and str(seen[0]).lower() not in FISCAL):
        return None
    line = f"{seen[0]}{text_behind(source, seen[0])}"
    match = re.search(rf"\b({'|'.join(MONTHS)})\b", line.lower())
    if match is None:
        return None
    start = seen[0].start_pos or 0
    weekday = re.search(rf"\b({'|'.join(WEEKDAYS)})\b", line.lower())
    if weekday is None:
        found = line[: match.end()]
        return another_word(source, Span(start, start + len(found)), found, f"year starts {match[1]}")
    pattern = re.search(r"[45]-[45]-[45]", line)
    end = f"last {weekday[1]} of" if "last" in line.lower() else f"{weekday[1]} nearest end of"
    meant = f"year of weeks {pattern[0] if pattern else '4-4-5'} ending {end} {match[1]}"
    found = line.split("}")[0].rstrip()
    return another_word(source, Span(start, start + len(found)), found, meant)


def find_rounding(source: Source, mistake: Mistake) -> Problem | None:
    """`rounding half-up`, `round to nearest dollar`."""
    seen, token = mistake.seen, mistake.token
    if not seen or token is None:
        return None
    if seen[0].type == "ROUNDING":
        start = seen[0].end_pos or 0
        text = text_behind(source, seen[0]).strip()
        meant = ROUNDINGS.get(re.sub(r"[-_\s]+", " ", text).lower())
        if meant is None:
            return None
        return another_word(
            source, Span(start, start + len(text_behind(source, seen[0]).rstrip())), text, f"rounding {meant}"
        )
    if len(seen) > 2 and seen[-2] == "to" and seen[-3] == "round":
        line = f"{seen[-1]}{text_behind(source, seen[-1])}"
        match = re.match(r"(?:the\s+)?(?:nearest\s+|whole\s+|full\s+)*([a-z]+|[$£€]?[0-9][0-9_,]*)\b", line)
        unit = UNITS_OF_ROUNDING.get(match[1], match[1] if match[1][:1] in "$£€0123456789" else None) if match else None
        if match is None or unit is None:
            return None
        start = seen[-1].start_pos or 0
        return another_word(source, Span(start, start + match.end()), match[0], f"round to {unit}")
    return None


def find_name_of_definition(source: Source, mistake: Mistake) -> Problem | None:
    """`metric goal = …`: what goes wrong later on begins with a name that is a word of the language."""
    seen = mistake.seen
    if len(seen) < 2 or seen[0].type not in ("METRIC", "LET") or seen[1].type != "NAME":
        return None
    if str(seen[1]) not in KEYWORDS or str(seen[1]) in FREE:
        return None
    return word_as_name(source, span_of(seen[1]), str(seen[1]))


def find_column(source: Source, mistake: Mistake) -> Problem | None:
    """`records deals { closed_on date, text payee, Closed On: date }`."""
    seen, token, before = mistake.seen, mistake.token, mistake.before
    if not seen or seen[0].type != "RECORDS" or token is None or before is None or is_end(mistake):
        return None
    if before.type != "NAME" or token.type != "NAME" or mistake.open_bracket is None or "COMMA" not in mistake.expected:
        return None
    kind = KINDS.get(str(before).lower())
    span = span_of(before).to(span_of(token))
    follows = text_behind(source, token).lstrip()[:1]
    is_one = not mistake.is_on_new_line and seen[-2] != ":" and follows in (",", "}")
    if is_one and str(token) in KINDS.values() and str(before) not in (*KINDS.values(), "payee"):
        return one_sign_missing(source, span_of(before), "", ":", f"{before}: {token}")
    if kind is not None and seen[-2] != ":":
        return column_form(source, span, str(token) if kind == "text" else f"{token}: {kind}")
    is_titled = not (str(before).islower() and str(token).islower())
    if follows == ":" and not is_titled and str(before) != "payee" and seen[-2] != ":" and not mistake.is_on_new_line:
        return name_form(source, span, f"{before}_{token}")
    if is_titled and not mistake.is_on_new_line and seen[-2] != ":" and follows in (":", ",", "}"):
        return name_form(source, span, f"{before}_{token}".lower())
    return None


def find_credit(source: Source, mistake: Mistake) -> Problem | None:
    """`credit deals to 50% rep and 50% csm`, `credit deals: rep 50% / csm 50%`."""
    seen = mistake.seen
    if len(seen) < 2 or str(seen[0]) != "credit" or mistake.token is None:
        return None
    match = _CREDIT.fullmatch(text_behind(source, seen[0]).partition(";")[0].rstrip())
    roles = [_ROLE.fullmatch(one) for one in re.split(r"\s*(?:,|/|\band\b|&|\+)\s*", match[2])] if match else []
    if match is None or not all(roles):
        return None
    written = [f"{one[1] or ''}{one[2] or one[5]} {one[3] or one[4]}" for one in roles if one is not None]
    start = seen[0].start_pos or 0
    found = source.text[start : (seen[0].end_pos or 0) + match.end()]
    instead = f"credit {match[1]} to {', '.join(written)}"
    return another_word(source, Span(start, start + len(found)), found, instead) if instead != found else None


_CREDIT = re.compile(r"\s*([A-Za-z_]\w*)\s*(?:to|:|=|for|among|between)?\s+(.+)")
_SHARE = r"[0-9][0-9_]*(?:\.[0-9]+)?\s*%|rest"
_ROLE = re.compile(rf"(overlay )?(?:([A-Za-z_]\w*)\s*[:=]?\s*({_SHARE})|({_SHARE})\s+(?:to\s+)?([A-Za-z_]\w*))")


def find_records_bracket(source: Source, mistake: Mistake) -> Problem | None:
    """`records deals (payee, …)`, `records deals: payee, …`."""
    seen, token = mistake.seen, mistake.token
    if len(seen) != 2 or seen[0].type != "RECORDS" or token is None or str(token) not in ("(", ":", "="):
        return None
    inside = text_behind(source, token).strip().strip("(){}[];").strip()
    return (
        one_sign_missing(source, span_of(token), str(token), "{", f"records {seen[1]} {{ {inside} }}")
        if inside
        else None
    )


def find_grid_corner(source: Source, mistake: Mistake) -> Problem | None:
    """`| role | 1 | 2 |` as the first row of a grid, with a name in its corner."""
    seen, token = mistake.seen, mistake.token
    if not seen or seen[0].type != "TABLE" or token is None or token.type != "NAME" or seen[-1] != "|":
        return None
    if [str(one) for one in seen[-2:]] != ["{", "|"]:
        return None
    cells = [cell.strip() for cell in f"{token}{text_behind(source, token)}".split("|")]
    rest = [cell for cell in cells[1:] if cell]
    return key_form(source, span_of(token), f"| {' | '.join(rest)}") if rest else None


def find_percent(source: Source, mistake: Mistake) -> Problem | None:
    """`15 percent`."""
    before, token = mistake.before, mistake.token
    if before is None or token is None or before.type != "NUMBER":
        return None
    if not re.fullmatch(r"percent|pct|percentage|per", shown_text(mistake)) or mistake.is_on_new_line:
        return None
    match = re.match(r"(?:percent(?:age)?|pct|per cent)\b", f"{token}{text_behind(source, token)}")
    if match is None:
        return None
    span = Span(before.start_pos or 0, (token.start_pos or 0) + match.end())
    return number_form(source, span, source.at(span))


def find_modifier_first(source: Source, mistake: Mistake) -> Problem | None:
    """`goal 80% adoption 60%`: the name of a clause comes first."""
    seen, token = mistake.seen, mistake.token
    if not seen or token is None or seen[0].type != "NAME" or str(seen[0]) not in KEYWORDS or is_end(mistake):
        return None
    line = f"{seen[0]}{text_behind(source, seen[0])}"
    match = re.match(rf"([a-z]+)\s+({FIGURE})\s+([A-Za-z_]\w*)\s+({FIGURE})", line)
    if match is None or match[3] in KEYWORDS:
        return None
    hint = f"Write `{match[3]} {match[4]} {match[1]} {match[2]}`: the name comes first."
    return statement_starts_with(source, span_of(seen[0]), match[1], hint)
