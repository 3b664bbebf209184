"""Mistakes of habit: what spreadsheets, plan documents and other languages write."""

import re

from compdsl.diagnostics.problem import Problem
from compdsl.source.frozen import changed
from compdsl.source.source import Source, Span
from compdsl.syntax import ranges, rewriting, spreadsheets
from compdsl.syntax.declared import blocks_of, column_of_kind
from compdsl.syntax.lalr import Token
from compdsl.syntax.mistake_text import FIGURES, is_end, shown_text, span_of, text_behind, written_so_far
from compdsl.syntax.parser import Mistake
from compdsl.syntax.problems_of_habits import (
    function_of_a_spreadsheet,
    line_of_a_table,
    measure_behind_each,
    rates_without_shape,
    target_as_goal,
)
from compdsl.syntax.problems_of_words import (
    another_word,
    choice_form,
    misspelt_word,
    name_form,
    needless_sign,
    one_sign_missing,
    value_missing,
)
from compdsl.syntax.table import KEYWORDS
from compdsl.syntax.wording import (
    AGGREGATES,
    EXAMPLES,
    FACTOR_WORDS,
    FILLERS,
    LIST_WORDS,
    NO_LIMIT,
    OPENERS,
    TAKING_FIGURES,
)
from compdsl.values.scopes import SCOPES

FIGURE = rewriting.FIGURE.pattern
LONGEST = 200
"""How much of a line is repeated."""


def find_factor(source: Source, mistake: Mistake) -> Problem | None:
    """`multiply adoption x 1.25`, `multiply adoption 1.25`, `multiply adoption and retention by 1.25`."""
    seen, token = mistake.seen, mistake.token
    if not seen or seen[0].type != "MULTIPLY" or token is None or is_end(mistake):
        return None
    if len(seen) == 2 and seen[1] == "by":
        return value_missing(source, span_of(seen[0]), "multiply", "multiply adoption, retention by 1.5")
    if "BY" not in mistake.expected or mistake.before is None:
        return None
    names = source.text[seen[1].start_pos or 0 : mistake.before.end_pos]
    word, behind = str(token), text_behind(source, token).strip()
    if word in LIST_WORDS:
        return one_sign_missing(source, span_of(token), word, ",", f"multiply {names}, {behind}")
    if token.type in FIGURES:
        return one_sign_missing(
            source, span_of(mistake.before), "", "by", f"multiply {names} by {word} {behind}".strip()
        )
    if word in FACTOR_WORDS and behind:
        return one_sign_missing(source, span_of(token), word, "by", f"multiply {names} by {behind.removeprefix('by ')}")
    return None


def find_formula(source: Source, mistake: Mistake) -> Problem | None:
    """`mbo target * score`: a formula without its equals sign."""
    seen, token = mistake.seen, mistake.token
    if token is None or token.type not in ("STAR", "SLASH") or [one.type for one in seen] != ["NAME", "TARGET"]:
        return None
    formula = f"{seen[0]} = target {token} {text_behind(source, token).strip()}"
    return one_sign_missing(source, span_of(token), str(token), "=", formula)


def find_soft_cap(source: Source, mistake: Mistake) -> Problem | None:
    """`soft cap 150%` without the share that is paid above it, or `cap 150% at 20%` with one."""
    seen, token, before = mistake.seen, mistake.token, mistake.before
    if before is None or mistake.unit != "statement" or len(seen) < 3:
        return None
    limit = str(before)
    if seen[-2] == "cap" and seen[-3] == "soft" and "AT" in mistake.expected and before.type in (*FIGURES, "NAME"):
        return one_sign_missing(source, span_of(before), "", "at", f"soft cap {limit} at 20%")
    if seen[-2] == "cap" and token is not None and token.type == "AT" and "AT" not in mistake.expected:
        share = text_behind(source, token).split()[:1]
        return one_sign_missing(source, span_of(token), "at", "soft cap", f"soft cap {limit} at {(*share, '20%')[0]}")
    return None


def find_budget(source: Source, mistake: Mistake) -> Problem | None:
    """`rate 8% budget $10_000`: whose budget it is, is missing."""
    token = mistake.token
    if token is None or shown_text(mistake) != "budget" or mistake.unit != "statement" or "CAP" not in mistake.expected:
        return None
    figure = (*text_behind(source, token).split()[:1], "$10_000")[0]
    return one_sign_missing(source, span_of(token), "budget", "company budget", f"company budget {figure}")


def find_target(source: Source, mistake: Mistake) -> Problem | None:
    """`retention 50% target 90%`: a goal."""
    seen, token = mistake.seen, mistake.token
    if shown_text(mistake) != "target" or token is None or mistake.unit != "statement" or "CAP" not in mistake.expected:
        return None
    match = re.match(rf"\s*(?:of|at|is|=|:)?\s*({FIGURE}|[A-Za-z_][\w.]*)", text_behind(source, token))
    figure = match[1] if match else "92%"
    has_goal = "goal" in seen and seen[0].type == "NAME"
    return target_as_goal(source, span_of(token), f"{seen[0]} target {figure}" if has_goal else f"goal {figure}")


def find_values(source: Source, mistake: Mistake) -> Problem | None:
    """`upsell 4% / 7% / 10%`, `upsell 4% from $0, 7% from $50k`: rows, and no word for what they are."""
    seen, token = mistake.seen, mistake.token
    if mistake.unit != "statement" or len(seen) < 2 or seen[0].type != "NAME" or token is None or is_end(mistake):
        return None
    name, first = seen[0], seen[1]
    if first.type not in ("PERCENT", "MONEY", "FACTOR") or str(token) not in ("/", "from", "over", ",", "then", "at"):
        return None
    text = f"{first}{text_behind(source, first)}"
    shape = "steps" if first.type == "MONEY" else "tiers"
    slashes = re.match(rf"{FIGURE}(?:\s*/\s*{FIGURE})+(?P<starts>\s+at\s+{FIGURE}(?:\s*/\s*{FIGURE})*)?", text)
    if slashes and len(seen) == 2:
        values = [part.strip() for part in slashes[0].partition(" at ")[0].split("/")]
        if first.type == "MONEY" and len(values) == 2 and values[1].isdigit():
            span = Span(first.start_pos or 0, (first.start_pos or 0) + slashes.end())
            return another_word(source, span, f"{values[0]} / {values[1]}", f"({values[0]} / {values[1]})")
        starts = slashes["starts"] or f" at {' / '.join(_starts(len(values), shape))}"
        starts = re.sub(r"\s*/\s*", " / ", starts)
        instead = f"{name} {shape} {' / '.join(values)}{starts}"
        span = Span(first.start_pos or 0, (first.start_pos or 0) + slashes.end())
        return rates_without_shape(source, span, instead, is_example=slashes["starts"] is None)
    rows = ranges.rows_of_ranges(f"{name} {shape}", text)
    if rows is None or "," not in rows:
        return None
    span = Span(first.start_pos or 0, (first.start_pos or 0) + len(text.rstrip()))
    return rates_without_shape(source, span, rows, is_example=False)


def _starts(count: int, shape: str) -> list[str]:
    if shape == "steps":
        return [f"{80 + 20 * i}%" for i in range(count)]
    return ["$0", *(f"${50 * i}k" for i in range(1, count))]


def find_filler(source: Source, mistake: Mistake) -> Problem | None:
    """`cap at 150%`, `threshold of 50%`, `goal at least 90%`."""
    seen, token, before = mistake.seen, mistake.token, mistake.before
    if len(seen) < 2 or token is None or before is None or is_end(mistake):
        return None
    word = seen[-2]
    if str(word) not in TAKING_FIGURES or word.type == "NAME" or str(before) not in FILLERS:
        return None
    least = str(token) == "least"
    match = re.match(rf"\s*({FIGURE}|[A-Za-z_][\w.]*)", text_behind(source, token))
    if not least and token.type not in (*FIGURES, "NAME"):
        return None
    if least and match is None:
        return value_missing(source, span_of(word), str(word), EXAMPLES[str(word)])
    figure = match[1] if least and match else _figure_of(source, token)
    span = span_of(before).to(span_of(token)) if least else span_of(before)
    what = "up to" if word == "to" else str(word)
    return needless_sign(source, span, source.at(span), f"{what} {figure}")


def _figure_of(source: Source, token: Token) -> str:
    """A token, with the figure behind it where it is a filling word too."""
    match = re.match(rf"\s*({FIGURE})", text_behind(source, token))
    return match[1] if token.type == "NAME" and match else str(token)


def find_function(source: Source, mistake: Mistake) -> Problem | None:
    """A mistake inside the brackets of a function of a spreadsheet: `VLOOKUP(stars, A1:B3, 2)`."""
    waiting: list[int] = []
    for index, token in enumerate(mistake.seen):
        if token.type == "LPAR":
            waiting.append(index)
        elif token.type == "RPAR" and waiting:
            waiting.pop()
    names = [mistake.seen[index - 1] for index in waiting if index > 0]
    for name in names:
        if name == "if" and name.type == "IF" and shown_text(mistake) in (",", ";", ""):
            return _choice(source, name)
        hint = spreadsheets.hint_of(str(name), source.text, name.start_pos or 0) if name.type == "NAME" else None
        if hint is not None:
            return function_of_a_spreadsheet(source, span_of(name), hint)
    return None


def _choice(source: Source, name: Token) -> Problem | None:
    written = spreadsheets.call_anew(source.text, name.start_pos or 0)
    return choice_form(source, span_of(name), written) if written is not None else None


def find_capitals(source: Source, mistake: Mistake) -> Problem | None:
    """A word of the language in capitals that was taken for a name: `IF y > 3 THEN $100 ELSE $0`."""
    before = mistake.before
    if before is None or before.type != "NAME" or mistake.is_on_new_line:
        return None
    word = str(before).lower()
    if word == before or word not in KEYWORDS or len(mistake.seen) < 2:
        return None
    return misspelt_word(source, span_of(before), str(before), word)


def find_no_limit(source: Source, mistake: Mistake) -> Problem | None:
    """`uncapped`, `no cap`: a clause without `cap` has none."""
    token, before = mistake.token, mistake.before
    if token is None or before is None or mistake.unit != "statement" or "CAP" not in mistake.expected:
        return None
    line = text_behind(source, token)
    two = re.match(r"\s+([a-z]+)\b", line)
    words = [str(token), f"{token} {two[1]}" if two else ""]
    found = next((one for one in reversed(words) if one in NO_LIMIT), None)
    if found is None or not mistake.seen:
        return None
    start = token.start_pos or 0
    end = start + len(found) if found == token else (token.end_pos or 0) + (two.end() if two else 0)
    return needless_sign(source, Span(start, end), found, written_so_far(source, mistake))


def find_bullet(source: Source, mistake: Mistake) -> Problem | None:
    """`- adoption 60%`, `* adoption 60%`, `1. adoption 60%`: the mark of a list before a clause."""
    token = mistake.token
    if token is None or not (not mistake.seen or (mistake.is_on_new_line and "_SEP" in mistake.expected)):
        return None
    behind = text_behind(source, token).strip()
    if str(token) not in ("-", "*") and not re.fullmatch(r"[0-9]{1,2}\.", str(token)):
        return None
    return needless_sign(source, span_of(token), str(token), behind) if re.match(r"[A-Za-z_]", behind) else None


def find_table_line(source: Source, mistake: Mistake) -> Problem | None:
    """A line of a table of another tool: `adoption,60%,80%`, `| adoption | 60% |`."""
    token, seen = mistake.token, mistake.seen
    if token is None or mistake.unit != "statement":
        return None
    is_csv = str(token) == "," and len(seen) == 1 and seen[0].type == "NAME"
    is_grid = str(token) == "|" and (not seen or mistake.is_on_new_line)
    if not is_csv and not is_grid:
        return None
    start = seen[0].start_pos if is_csv else token.start_pos
    line = f"{seen[0] if is_csv else ''}{token}{text_behind(source, token)}"
    cells = [cell.strip() for cell in re.split(r"[,|]", line) if cell.strip()]
    is_clause = len(cells) > 1 and re.fullmatch(FIGURE, cells[1]) and re.fullmatch(r"[A-Za-z_]\w*", cells[0])
    end = (start or 0) + len(line.rstrip())
    return line_of_a_table(source, Span(start or 0, end), f"{cells[0]} {cells[1]}" if is_clause else None)


def find_call_without_brackets(source: Source, mistake: Mistake) -> Problem | None:
    """`sum upsells.arr`, `sum of upsells.arr`."""
    before, token = mistake.before, mistake.token
    if before is None or token is None or before.type != "NAME" or token.type != "NAME" or mistake.is_on_new_line:
        return None
    match = re.match(r"(?:of\s+)?(?:the\s+)?([A-Za-z_][\w.]*)", f"{token}{text_behind(source, token)}")
    if str(before) not in AGGREGATES or match is None or match[1] in KEYWORDS:
        return None
    return one_sign_missing(source, span_of(token), str(token), "(", f"{before}({match[1]})")


def find_opener(source: Source, mistake: Mistake) -> Problem | None:
    """`given adoption = 80%`, `when adoption = 80%` in a test."""
    seen, token = mistake.seen, mistake.token
    if mistake.unit != "test_item" or len(seen) != 1 or token is None or token.type not in ("NAME", "EXPECT"):
        return None
    if str(seen[0]) not in OPENERS:
        return None
    rest = re.split(r"[,;}]", f"{token}{text_behind(source, token)}")[0].strip()
    return needless_sign(source, span_of(seen[0]), str(seen[0]), rest)


def find_test_comma(source: Source, mistake: Mistake) -> Problem | None:
    """A comma between what a test gives and expects."""
    token = mistake.token
    if token is None or str(token) != "," or not mistake.expected >= {"RBRACE", "_SEP"}:
        return None
    rest = re.split(r"[,;}]", text_behind(source, token))[0].strip()
    return one_sign_missing(source, span_of(token), ",", ";", f"; {rest}" if rest else None)


def find_scope(source: Source, mistake: Mistake) -> Problem | None:
    """`retention 20% of team`, `by team`, `for the team`."""
    mistake = _at_for(mistake)
    token = mistake.token
    if token is None or "TEAM" not in mistake.expected or mistake.unit != "statement" or mistake.is_on_new_line:
        return None
    match = re.match(r"(?:of|by|for|on|per)\s+(?:the\s+|our\s+|whole\s+)?(own|team|company)\b",
                     f"{token}{text_behind(source, token)}")  # fmt: skip
    if match is None:
        return None
    span = Span(token.start_pos or 0, (token.start_pos or 0) + len(match[0][: match.start(1)].rstrip()))
    return needless_sign(source, span, source.at(span), f"{written_so_far(source, mistake)} {match[1]}")


def find_each(source: Source, mistake: Mistake) -> Problem | None:
    """`logos $500 for each logo`, `logos $500 per logo`."""
    mistake = _at_for(mistake)
    token, before = mistake.token, mistake.before
    if token is None or before is None or before.type not in FIGURES or "EACH" not in mistake.expected:
        return None
    match = re.match(r"(for each|for every|per|every|a|an)\s+(?!year\b|quarter\b|month\b|row\b)([A-Za-z_]\w*)",
                     f"{token}{text_behind(source, token)}")  # fmt: skip
    if match is None or match[2] in KEYWORDS:
        return None
    start, blocks = token.start_pos or 0, blocks_of(source)
    block = next((one for one in blocks if match[2] in (one, one.removesuffix("s"))), None)
    if before.type == "PERCENT" and len(mistake.seen) == 2 and block is not None:
        column = column_of_kind(source, block, "money") or "amount"
        instead = f"{mistake.seen[0]} rate {before} on {block}.{column} for each row of {block}"
        return another_word(source, Span(start, start + match.end()), match[0], instead)
    return another_word(source, Span(start, start + len(match[1])), match[1], f"{before} each")


def find_measure_behind_each(source: Source, mistake: Mistake) -> Problem | None:
    """`bonus $500 each count(deals)`, `bonus $500 each logos`: the measure stands behind `on`."""
    token, before = mistake.token, mistake.before
    if token is None or before is None or before.type != "EACH" or mistake.is_on_new_line:
        return None
    match = re.match(r"[A-Za-z_][\w.]*(?:\([^()\n]*\))?", f"{token}{text_behind(source, token)}")
    if match is None or match[0] in KEYWORDS:
        return None
    start = token.start_pos or 0
    meant = f"count({match[0]})" if match[0] in blocks_of(source) else match[0]
    return measure_behind_each(source, Span(start, start + len(match[0])), meant)


def _at_for(mistake: Mistake) -> Mistake:
    """The mistake as it is seen from `for`, where it is this word that is not meant as `for each row of`."""
    kinds = [token.type for token in mistake.seen]
    place = len(kinds) - 1 - kinds[:-3:-1].index("FOR") if "FOR" in kinds[-2:] else 0
    if place == 0:
        return mistake
    token, seen = mistake.seen[place], mistake.seen[:place]
    expected = mistake.expected | {"TEAM", "EACH"}
    return changed(mistake, token=token, before=seen[-1], seen=seen, expected=expected, is_on_new_line=False)


def find_dotted_name(source: Source, mistake: Mistake) -> Problem | None:
    """`adoption.attainment 60%`: a name is one word."""
    seen, token = mistake.seen, mistake.token
    if str(token) != "." or token is None or len(seen) != 1 or seen[0].type != "NAME" or mistake.unit != "statement":
        return None
    rest = re.match(r"[A-Za-z_0-9.]+", text_behind(source, token))
    end = (token.end_pos or 0) + (rest.end() if rest else 0)
    span = Span(seen[0].start_pos or 0, end)
    scope = rest[0] if rest else ""
    behind = source.text[end : end + LONGEST].partition("\n")[0].partition(";")[0].partition("#")[0].strip()
    if scope in SCOPES and behind:
        return name_form(source, span, f"{seen[0]} {behind} {scope}")
    return name_form(source, span, str(seen[0]))
