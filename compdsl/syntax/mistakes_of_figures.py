"""Mistakes of figures, dates, titles and keys."""

import re

from compdsl.diagnostics.problem import Problem
from compdsl.source.source import Source, Span
from compdsl.syntax import rewriting
from compdsl.syntax.mistake_text import FIGURES, LONGEST_LINE, is_end, place_of, shown_text, span_of, stops, text_behind
from compdsl.syntax.parser import Mistake
from compdsl.syntax.problems_of_figures import (
    amount_form,
    date_form,
    fraction_for_share,
    number_form,
    one_day_missing,
    unit_behind,
)
from compdsl.syntax.problems_of_words import (
    currency_form,
    key_form,
    needless_sign,
    one_sign_missing,
    plan_without_name,
    title_form,
)
from compdsl.syntax.table import KEYWORDS
from compdsl.syntax.wording import CURRENCIES
from compdsl.values.currency import is_currency


def find_code(source: Source, mistake: Mistake) -> Problem | None:
    """A currency by its sign or its name, or in small letters."""
    if "CODE" not in mistake.expected or "COMMA" in mistake.expected or is_end(mistake) or mistake.is_on_new_line:
        return None
    if shown_text(mistake) in ("=", ":"):
        return None
    word = shown_text(mistake).lower()
    rest = text_behind(source, mistake.token).lower().split()[:1] if mistake.token is not None else []
    code = CURRENCIES.get(word) or next((CURRENCIES[one] for one in rest if one in CURRENCIES), None)
    code = code or (word.upper() if len(word) == 3 and word.isalpha() else None)
    return currency_form(source, place_of(mistake), shown_text(mistake), code)


def find_date(source: Source, mistake: Mistake) -> Problem | None:
    """Days written otherwise than year-month-day, or one day alone."""
    if not mistake.seen or mistake.seen[0] != "effective" or mistake.seen[0].type != "EFFECTIVE":
        return None
    behind = text_behind(source, mistake.seen[0]).strip()
    days = re.sub(r"^(?:from|on|as of|=|:)\s*", "", behind)
    meant = rewriting.stretch(*re.split(r"\s+(?:to|until|till|-|–|through)\s+", days))
    written = f"effective {meant}" if meant else None
    if shown_text(mistake) in ("from", "on", "=", ":") and len(mistake.seen) == 1 and written:
        return needless_sign(source, place_of(mistake), shown_text(mistake), written)
    if "TO" in mistake.expected and (stops(mistake) or not behind):
        return one_day_missing(source, span_of(mistake.seen[-1]))
    if "TO" in mistake.expected and mistake.token is not None:
        return one_sign_missing(source, place_of(mistake), shown_text(mistake), "to", written)
    start = place_of(mistake).start
    text = re.split(r"\s+to\b|\s*;", source.text[start : start + 40].split("\n")[0])[0].strip()
    return date_form(source, Span(start, start + len(text)), text, written)


def find_unit(source: Source, mistake: Mistake) -> Problem | None:
    """`500 USD`, `12,50`: what belongs to the figure before it."""
    before, token = mistake.before, mistake.token
    if before is None or token is None or before.type not in FIGURES or is_end(mistake):
        return None
    text, word = source.text, str(token)
    touching = token.start_pos == before.end_pos
    if word == "," and touching and text[token.end_pos or 0 : (token.end_pos or 0) + 1].isdigit():
        match = re.compile(r"[0-9_.]+(,[0-9_.]+)*[kmKM]?%?").match(text, token.end_pos or 0, (token.end_pos or 0) + 40)
        end = match.end() if match else token.end_pos or 0
        return number_form(source, Span(before.start_pos or 0, end), text[before.start_pos or 0 : end])
    code = word.upper() if word.isalpha() and len(word) == 3 and word not in KEYWORDS else CURRENCIES.get(word.lower())
    if word.isupper() and len(word) == 3 and before.type == "NUMBER":
        return amount_form(source, Span(before.start_pos or 0, token.end_pos or 0), f"{word} {before}")
    if code is not None and is_currency(code) and before.type in ("NUMBER", "MONEY"):
        instead = str(before) if before.type == "MONEY" else f"{code} {before}"
        return amount_form(source, Span(before.start_pos or 0, token.end_pos or 0), instead)
    return None


def find_unit_word(source: Source, mistake: Mistake) -> Problem | None:
    """`10 seats`, `1.5 x`."""
    before, token = mistake.before, mistake.token
    if before is None or token is None or before.type not in FIGURES or is_end(mistake):
        return None
    word, follows = str(token), text_behind(source, token).strip()
    if token.type == "NAME" and word not in KEYWORDS and not follows and not mistake.is_on_new_line:
        instead = f"{before}x" if word == "x" else str(before)
        return unit_behind(source, place_of(mistake), word, str(before), instead)
    return None


def find_fraction(source: Source, mistake: Mistake) -> Problem | None:
    """`adoption 1/2`."""
    if shown_text(mistake) != "/" or len(mistake.seen) != 2 or mistake.token is None or mistake.unit != "statement":
        return None
    name, top = mistake.seen
    below = re.match(r"\s*([0-9]{1,6})\b", text_behind(source, mistake.token))
    if below is None or not str(top).isdigit() or len(top) > 6 or int(below[1]) == 0:
        return None
    hundredths = int(top) * 100
    share = f"{hundredths // int(below[1])}%" if hundredths % int(below[1]) == 0 else f"({top} / {below[1]} * 100%)"
    span = Span(top.start_pos or 0, (mistake.token.end_pos or 0) + below.end())
    return fraction_for_share(source, span, f"{name} {share}")


def find_title(source: Source, mistake: Mistake) -> Problem | None:
    """The title of a plan or a test without quotes, a plan without a name."""
    first, token = mistake.seen[0] if mistake.seen else None, mistake.token
    if first is None or token is None or is_end(mistake) or first.type not in ("PLAN", "TEST"):
        return None
    text = re.split(r"[{\n]", source.text[token.start_pos or 0 : (token.start_pos or 0) + LONGEST_LINE])[0].strip()
    span = Span(token.start_pos or 0, (token.start_pos or 0) + len(text))
    if first.type == "TEST" and "STRING" in mistake.expected:
        return title_form(source, span if text else place_of(mistake), "test", f'test "{text or "at goal"}" {{')
    is_title = token.type in ("NAME", *FIGURES, *KEYWORDS.values()) and len(mistake.seen) == 2
    if first.type == "PLAN" and is_title and "\n" not in source.text[first.end_pos : token.start_pos]:
        title = text.replace('"', "")
        return title_form(source, span, "plan", f'plan {mistake.seen[1]} "{title}"')
    if first.type == "PLAN" and len(mistake.seen) == 1:
        name = re.sub(r"[^a-z0-9]+", "_", str(token).lower()).strip("_")[:40] or "csm"
        written = f"plan {name} {token}" if token.type == "STRING" else "plan csm {"
        return plan_without_name(source, place_of(mistake), written)
    return None


def find_key(source: Source, mistake: Mistake) -> Problem | None:
    """The key of a table without quotes, or as a range."""
    if not mistake.seen or mistake.seen[0] != "table" or mistake.token is None:
        return None
    if mistake.token.type == "NAME" and {"STRING", "FROM"} <= mistake.expected:
        return key_form(source, place_of(mistake), f'"{shown_text(mistake)}"')
    if shown_text(mistake) == "-" and mistake.expected == {"COLON"} and mistake.before is not None:
        figure = re.match(r"\s*[$£€]?[0-9.,]*[km]?%?", text_behind(source, mistake.token))
        end = (mistake.token.end_pos or 0) + (figure.end() if figure else 0)
        span = Span(mistake.before.start_pos or 0, end)
        return key_form(source, span, f"from {mistake.before}")
    return None
