"""From a token the grammar does not take to a message a plan author can act on.

Each rule below looks at one kind of mistake and gives its problem or nothing; the first that speaks is taken.
"""

import re
from collections.abc import Callable
from itertools import pairwise

from lark import Token

from compdsl.diagnostics.did_you_mean import closest
from compdsl.diagnostics.problem import Problem
from compdsl.source.source import Source, Span
from compdsl.syntax import problems, rewriting
from compdsl.syntax.braces import is_first, mismatched
from compdsl.syntax.expected import expected_words
from compdsl.syntax.parser import Mistake
from compdsl.syntax.table import KEYWORDS, SIGNS
from compdsl.syntax.wording import (
    AMBIGUOUS,
    CURRENCIES,
    EXAMPLES,
    INSTEAD,
    LATER,
    NEEDLESS,
    SIGNS_IN_WORDS,
)

VALUES = frozenset({"NUMBER", "PERCENT", "MONEY", "NAME", "LPAR"})
FIGURES = frozenset({"NUMBER", "PERCENT", "MONEY", "FACTOR"})
WITHOUT_CONDITION = ("goal", "threshold", "above", "up", "on", "else", "own", "team", "company", "round")
LONGEST_LINE = 300
"""How much of a line is looked at to write it anew."""


def problem_of(source: Source, mistake: Mistake) -> Problem:
    """The problem of a mistake."""
    for rule in RULES:
        found = rule(source, mistake)
        if found is not None:
            return found
    return _generic(source, mistake)


# What a mistake shows


def _shown(mistake: Mistake) -> str:
    return str(mistake.token) if mistake.token is not None and mistake.token.type != "_SEP" else ""


def _span(mistake: Mistake) -> Span:
    """The token itself; for a statement that stops too early, the last token before its end."""
    token = mistake.before if _is_end(mistake) else mistake.token
    return _span_of(token) if token is not None else Span(0, 0)


def _span_of(token: Token) -> Span:
    return Span(token.start_pos or 0, token.end_pos or 0)


def _is_end(mistake: Mistake) -> bool:
    return mistake.token is None or mistake.token.type == "_SEP"


def _stops(mistake: Mistake) -> bool:
    """Whether the statement ends here: with its line, its braces, or where the next one seems to begin."""
    return _is_end(mistake) or _shown(mistake) == "}" or (mistake.is_on_new_line and mistake.unit != "")


def _behind(source: Source, token: Token) -> str:
    """What follows a token on its line."""
    start = token.end_pos or 0
    end = source.text.find("\n", start, start + LONGEST_LINE)
    return source.text[start : end if end >= 0 else start + LONGEST_LINE].split("#")[0]


def _words(mistake: Mistake) -> list[str]:
    return [str(token) for token in mistake.seen]


def _shape(mistake: Mistake) -> Token | None:
    return next((token for token in mistake.seen if token in ("tiers", "steps", "curve")), None)


def _row_text(source: Source, shape: Token) -> str:
    return re.split(r"\s(?:cap|floor|goal|threshold|by|times|when|on)\b", _behind(source, shape))[0]


# Words


def _later(source: Source, mistake: Mistake) -> Problem | None:
    word = _shown(mistake)
    if word == "per" and mistake.token is not None and (unit := _behind(source, mistake.token).split()[:1]):
        if unit[0] in ("year", "quarter", "month"):
            return problems.word_of_later(source, _span(mistake), f"per {unit[0]}", f"counted over a {unit[0]}")
    if word in LATER:
        return problems.word_of_later(source, _span(mistake), word, LATER[word])
    before = mistake.before
    if before is not None and before in LATER and before.type == "NAME" and len(mistake.seen) == 2:
        return problems.word_of_later(source, _span_of(before), str(before), LATER[str(before)])
    called = next((one for one, two in pairwise(mistake.seen) if one == "previous" and two == "("), None)
    return problems.word_of_later(source, _span_of(called), "previous", LATER["previous"]) if called else None


def _ambiguous(source: Source, mistake: Mistake) -> Problem | None:
    word = _shown(mistake)
    if word not in AMBIGUOUS or mistake.expected >= VALUES:
        return None
    return problems.word_with_two_meanings(source, _span(mistake), word, AMBIGUOUS[word])


def _instead(source: Source, mistake: Mistake) -> Problem | None:
    word = _shown(mistake)
    if word not in INSTEAD or mistake.expected >= VALUES or mistake.unit != "statement":
        return None
    return problems.another_word(source, _span(mistake), word, INSTEAD[word])


def _misspelt(source: Source, mistake: Mistake) -> Problem | None:
    if mistake.token is None or mistake.token.type not in ("NAME", "CODE"):
        return None
    word = str(mistake.token)
    meant = _closest_word(word, mistake.expected)
    return problems.misspelt_word(source, _span(mistake), word, meant) if meant else None


def _misspelt_before(source: Source, mistake: Mistake) -> Problem | None:
    """A modifier that was taken for a name, and is found out by what follows: `sales raet 5%`."""
    before = mistake.before
    if before is None or before.type != "NAME" or len(mistake.seen) != 2 or mistake.unit != "statement":
        return None
    meant = closest(str(before), [word for word in KEYWORDS if word.isalpha()])
    fits = mistake.token is not None and mistake.token.type in (*FIGURES, "NAME", "LPAR", "FROM", "OVER")
    return problems.misspelt_word(source, _span_of(before), str(before), meant) if meant and fits else None


def _misspelt_first(source: Source, mistake: Mistake) -> Problem | None:
    """The word a statement starts with: `metrc adoption = …`."""
    first = mistake.seen[0] if mistake.seen else None
    if first is None or first.type != "NAME" or len(mistake.seen) > 6:
        return None
    meant = closest(str(first), [word for word in KEYWORDS if word.isalpha()])
    return problems.misspelt_word(source, _span_of(first), str(first), meant) if meant else None


def _closest_word(word: str, expected: frozenset[str]) -> str | None:
    return closest(word, [text for text, name in KEYWORDS.items() if name in expected])


def _condition(source: Source, mistake: Mistake) -> Problem | None:
    """A condition behind a word that takes none."""
    if _shown(mistake) != "when" or mistake.token is None or "WHEN" in mistake.expected:
        return None
    word = next((str(t) for t in reversed(mistake.seen) if t.type != "NAME" and str(t) in WITHOUT_CONDITION), None)
    condition = _behind(source, mistake.token).strip()
    return problems.misplaced_when(source, _span(mistake), word, condition) if word else None


def _where(source: Source, mistake: Mistake) -> Problem | None:
    is_where = _shown(mistake) == "where" and mistake.open_bracket is None
    return problems.where_outside(source, _span(mistake)) if is_where else None


def _choice(source: Source, mistake: Mistake) -> Problem | None:
    """`if` written as a function, without `else`, or without brackets inside a sum."""
    ifs = [i for i, token in enumerate(mistake.seen) if token == "if"]
    if not ifs:
        return None
    token = mistake.seen[ifs[-1]]
    if _shown(mistake) == "," and mistake.seen[ifs[-1] + 1 : ifs[-1] + 2] == ("(",):
        inside = _behind(source, mistake.seen[ifs[-1] + 1]).rpartition(")")[0]
        return problems.choice_form(source, _span_of(token), rewriting.choice(inside))
    if token.type == "NAME":
        return problems.choice_in_brackets(source, _span_of(token))
    if "ELSE" in mistake.expected and _stops(mistake) and "then" in mistake.seen:
        return problems.choice_without_else(source, _span_of(token))
    return None


def _else(source: Source, mistake: Mistake) -> Problem | None:
    if _shown(mistake) != "else" or mistake.token is None or len(mistake.seen) < 3:
        return None
    value = source.text[mistake.before.start_pos or 0 : mistake.before.end_pos] if mistake.before else ""
    path = re.search(r"[A-Za-z_][A-Za-z0-9_.]*$", source.text[: mistake.token.start_pos].rstrip()[-80:])
    shown = f"({path[0] if path else value} else {_behind(source, mistake.token).strip()})"
    return problems.else_in_brackets(source, _span(mistake), shown)


def _in_words(source: Source, mistake: Mistake) -> Problem | None:
    """A comparison or an operator in words."""
    if mistake.token is None or not mistake.expected & {"COMPARE", "SIGN"} or _shown(mistake) in NEEDLESS - {"is", "at"}:
        return None
    two = f"{_shown(mistake)} {(_behind(source, mistake.token).split() or [''])[0]}"
    word = two if two in SIGNS_IN_WORDS else _shown(mistake)
    sign = SIGNS_IN_WORDS.get(word)
    if sign is None or (sign in "+-*" and "COMPARE" in mistake.expected and "when" in mistake.seen):
        return None
    start = mistake.token.start_pos or 0
    return problems.sign_in_words(source, Span(start, start + len(word)), word, sign)


def _of(source: Source, mistake: Mistake) -> Problem | None:
    before = mistake.before
    if _shown(mistake) != "of" or mistake.token is None or before is None or before.type != "PERCENT":
        return None
    name, of = str(mistake.seen[0]), (_behind(source, mistake.token).split() or [""])[0]
    is_target = of in ("target", "the", "")
    instead = f"{name} {before}" if is_target else f"{name} rate {before} on {of}"
    return problems.of_target(source, _span(mistake), instead, is_target=is_target)


# Figures, dates, texts


def _code(source: Source, mistake: Mistake) -> Problem | None:
    if "CODE" not in mistake.expected or "COMMA" in mistake.expected or _is_end(mistake) or mistake.is_on_new_line:
        return None
    word = _shown(mistake).lower()
    code = CURRENCIES.get(word) or (word.upper() if len(word) == 3 and word.isalpha() else None)
    return problems.currency_form(source, _span(mistake), _shown(mistake), code)


def _date(source: Source, mistake: Mistake) -> Problem | None:
    """Days written otherwise than year-month-day, or one day alone."""
    if not mistake.seen or mistake.seen[0] != "effective" or mistake.seen[0].type != "EFFECTIVE":
        return None
    behind = _behind(source, mistake.seen[0]).strip()
    days = [rewriting.day(part) for part in re.split(r"\s+(?:to|until|-|–|through)\s+", behind)]
    written = f"effective {days[0]} to {days[1]}" if len(days) == 2 and all(days) else None
    if "TO" in mistake.expected and (_stops(mistake) or not behind):
        return problems.one_day_missing(source, _span_of(mistake.seen[-1]))
    if "TO" in mistake.expected and mistake.token is not None:
        return problems.one_sign_missing(source, _span(mistake), _shown(mistake), "to", written)
    start = _span(mistake).start
    text = re.split(r"\s+to\b|\s*;", source.text[start : start + 40].split("\n")[0])[0].strip()
    return problems.date_form(source, Span(start, start + len(text)), text, written)


def _unit(source: Source, mistake: Mistake) -> Problem | None:
    """`500 USD`, `12,50`: what belongs to the figure before it."""
    before, token = mistake.before, mistake.token
    if before is None or token is None or before.type not in FIGURES or _is_end(mistake):
        return None
    text, word = source.text, str(token)
    touching = token.start_pos == before.end_pos
    if word == "," and touching and text[token.end_pos or 0 : (token.end_pos or 0) + 1].isdigit():
        match = re.compile(r"[0-9.]+(,[0-9]+)*[0-9]*%?").match(text, token.end_pos or 0, (token.end_pos or 0) + 40)
        end = match.end() if match else token.end_pos or 0
        return problems.number_form(source, Span(before.start_pos or 0, end), text[before.start_pos or 0 : end])
    if word.isalpha() and word.isupper() and len(word) == 3 and before.type == "NUMBER":
        return problems.amount_form(source, Span(before.start_pos or 0, token.end_pos or 0), f"{word} {before}")
    return None


def _unit_word(source: Source, mistake: Mistake) -> Problem | None:
    """`10 seats`, `1.5 x`."""
    before, token = mistake.before, mistake.token
    if before is None or token is None or before.type not in FIGURES or _is_end(mistake):
        return None
    word, follows = str(token), _behind(source, token).strip()
    if token.type == "NAME" and word not in KEYWORDS and not follows and not mistake.is_on_new_line:
        instead = f"{before}x" if word == "x" else str(before)
        return problems.unit_behind(source, _span(mistake), word, str(before), instead)
    return None


def _fraction(source: Source, mistake: Mistake) -> Problem | None:
    """`adoption 1/2`."""
    if _shown(mistake) != "/" or len(mistake.seen) != 2 or mistake.token is None or mistake.unit != "statement":
        return None
    name, top = mistake.seen
    below = re.match(r"\s*([0-9]{1,6})\b", _behind(source, mistake.token))
    if below is None or not str(top).isdigit() or len(top) > 6 or int(below[1]) == 0:
        return None
    hundredths = int(top) * 100
    share = f"{hundredths // int(below[1])}%" if hundredths % int(below[1]) == 0 else f"({top} / {below[1]} * 100%)"
    span = Span(top.start_pos or 0, (mistake.token.end_pos or 0) + below.end())
    return problems.fraction_for_share(source, span, f"{name} {share}")


def _title(source: Source, mistake: Mistake) -> Problem | None:
    """The title of a plan or a test without quotes, a plan without a name."""
    first, token = mistake.seen[0] if mistake.seen else None, mistake.token
    if first is None or token is None or _is_end(mistake) or first.type not in ("PLAN", "TEST"):
        return None
    text = re.split(r"[{\n]", source.text[token.start_pos or 0 : (token.start_pos or 0) + LONGEST_LINE])[0].strip()
    span = Span(token.start_pos or 0, (token.start_pos or 0) + len(text))
    if first.type == "TEST" and "STRING" in mistake.expected:
        return problems.title_form(source, span if text else _span(mistake), "test", f'test "{text or "at goal"}" {{')
    if first.type == "PLAN" and "STRING" in mistake.expected and token.type in ("NAME", *KEYWORDS.values()):
        return problems.title_form(source, span, "plan", f'plan {mistake.seen[1]} "{text}"')
    if first.type == "PLAN" and len(mistake.seen) == 1:
        name = re.sub(r"[^a-z0-9]+", "_", str(token).lower()).strip("_")[:40] or "csm"
        written = f"plan {name} {token}" if token.type == "STRING" else "plan csm {"
        return problems.plan_without_name(source, _span(mistake), written)
    return None


def _key(source: Source, mistake: Mistake) -> Problem | None:
    """The key of a table without quotes, or as a range."""
    if not mistake.seen or mistake.seen[0] != "table" or mistake.token is None:
        return None
    if mistake.token.type == "NAME" and {"STRING", "FROM"} <= mistake.expected:
        return problems.key_form(source, _span(mistake), f'"{_shown(mistake)}"')
    if _shown(mistake) == "-" and mistake.expected == {"COLON"} and mistake.before is not None:
        figure = re.match(r"\s*[$£€]?[0-9.,]*[km]?%?", _behind(source, mistake.token))
        end = (mistake.token.end_pos or 0) + (figure.end() if figure else 0)
        span = Span(mistake.before.start_pos or 0, end)
        return problems.key_form(source, span, f"from {mistake.before}")
    return None


# Names


def _two_names(source: Source, mistake: Mistake) -> Problem | None:
    """A name with a hyphen or a blank in it."""
    token, before = mistake.token, mistake.before
    if token is None or before is None or mistake.unit != "statement" or before.type != "NAME" or _is_end(mistake):
        return None
    behind = re.match(r"[A-Za-z_0-9]+", _behind(source, token))
    if str(token) == "-" and len(mistake.seen) == 1 and token.start_pos == before.end_pos and behind:
        end = (token.end_pos or 0) + behind.end()
        return problems.name_form(source, Span(before.start_pos or 0, end), f"{before}_{behind[0]}")
    if len(mistake.seen) == 2 and mistake.seen[0].type == "NAME" and token.type in FIGURES:
        first = mistake.seen[0]
        return problems.name_form(source, _span_of(first).to(_span_of(before)), f"{first}_{before}")
    return None


def _share_first(source: Source, mistake: Mistake) -> Problem | None:
    """A statement that starts with a figure."""
    token = mistake.token
    if mistake.seen or token is None or token.type not in FIGURES:
        return None
    is_row = source.text[: token.start_pos].rstrip().endswith(";")
    name = re.match(r"\s*([A-Za-z_]\w*)", _behind(source, token))
    if is_row or name is None or name[1] in KEYWORDS:
        return problems.statement_starts_with(source, _span(mistake), str(token), None)
    return problems.statement_starts_with(source, _span(mistake), str(token), f"{name[1]} {token}")


def _two_statements(source: Source, mistake: Mistake) -> Problem | None:
    """Two clauses on one line, with a comma between them or with nothing."""
    token = mistake.token
    if token is None or mistake.unit != "statement" or _is_end(mistake) or mistake.open_bracket is not None:
        return None
    text, offset = _behind(source, token), 0
    if str(token) == "," and "_SEP" in mistake.expected:
        word = re.match(r"\s*([A-Za-z_]\w*)", text)
        if word is None:
            return None
        if word[1] in KEYWORDS:
            return problems.needless_sign(source, _span(mistake), ",", f"{mistake.before} {word[1]}")
        return problems.two_on_a_line(source, _span(mistake), word[1])
    follows = re.match(r"\s*(?:[0-9$£€=(]|rate\b|tiers\b|steps\b|target\b|whole\b|curve\b)", text[offset:])
    if token.type == "NAME" and str(token) not in KEYWORDS and "_SEP" in mistake.expected and follows:
        return problems.two_on_a_line(source, _span(mistake), str(token))
    return None


# Signs


def _equals(source: Source, mistake: Mistake) -> Problem | None:
    if _shown(mistake) == "=" and "COMPARE" in mistake.expected:
        return problems.equals_in_condition(source, _span(mistake))
    return None


def _chained(source: Source, mistake: Mistake) -> Problem | None:
    """`80% <= adoption < 100%`."""
    if mistake.token is None or mistake.token.type != "COMPARE" or mistake.before is None:
        return None
    signs = [i for i, token in enumerate(mistake.seen) if token.type == "COMPARE"]
    if not signs or signs[-1] == 0:
        return None
    start, middle = mistake.seen[signs[-1] - 1], mistake.seen[signs[-1] + 1]
    left = source.text[start.start_pos or 0 : mistake.before.end_pos]
    shown = source.text[middle.start_pos or 0 : mistake.before.end_pos]
    right = (_behind(source, mistake.token).split() or ["…"])[0]
    return problems.chained_comparison(source, _span(mistake), f"{left} and {shown} {mistake.token} {right}")


def _needless(source: Source, mistake: Mistake) -> Problem | None:
    """`cap = 150%`, `goal: 80%`, `adoption: 60%`, `with cap 150%`."""
    before, token = mistake.before, mistake.token
    if before is None or token is None or _is_end(mistake):
        return None
    word = _behind(source, token).split()
    if str(token) in ("=", ":", "==") and mistake.expected >= VALUES - {"LPAR"} and word:
        return problems.needless_sign(source, _span(mistake), str(token), f"{before} {word[0]}")
    if str(token) in NEEDLESS and "_SEP" in mistake.expected and word and word[0] in KEYWORDS:
        return problems.needless_sign(source, _span(mistake), str(token), f"{before} {' '.join(word[:2])}")
    return None


def _tier_end(source: Source, mistake: Mistake) -> Problem | None:
    """Rows by where they end: `5% to $50k`, `5% up to $50k`."""
    shape = _shape(mistake)
    if shape is None or shape == "curve":
        return None
    is_up_to = _shown(mistake) == "," and "up" in mistake.seen
    if not is_up_to and (_shown(mistake) != "to" or "TO" in mistake.expected):
        return None
    token = next((t for t in mistake.seen if t == "up"), mistake.token)
    word = f"{'whole ' if 'whole' in mistake.seen else ''}{shape}"
    return problems.tier_with_end(
        source, _span_of(token) if token else _span(mistake), rewriting.rows_with_starts(word, _row_text(source, shape))
    )


def _above_in_row(source: Source, mistake: Mistake) -> Problem | None:
    """`5% above $0, 8% above $50k`."""
    above = next((token for token in mistake.seen if token == "above"), None)
    if _shown(mistake) != "," or above is None or _shape(mistake) is None:
        return None
    return problems.above_in_row(source, _span_of(above), (_behind(source, above).split(",")[0]).strip())


def _range(source: Source, mistake: Mistake) -> Problem | None:
    """`tiers 5%-8%-12%`."""
    shape, before, token = _shape(mistake), mistake.before, mistake.token
    if _shown(mistake) != "-" or token is None or shape is None or before is None or before.type not in FIGURES:
        return None
    match = re.match(r"[^,\n]*?(?=\s+[a-z]|\s*$|\s*,)", _behind(source, token))
    end = (token.end_pos or 0) + (match.end() if match else 0)
    text = source.text[before.start_pos or 0 : end]
    values = " / ".join(part.strip() for part in text.split("-"))
    return problems.range_as_difference(source, Span(before.start_pos or 0, end), values)


def _keyword_as_name(source: Source, mistake: Mistake) -> Problem | None:
    """`team 40%` at the start of a line, which would go on with the line above."""
    before, token = mistake.before, mistake.token
    if before is None or token is None or before.type not in ("OWN", "TEAM", "COMPANY"):
        return None
    if token.type not in ("EQUAL", *FIGURES) or not is_first(source, before.start_pos or 0):
        return None
    return problems.word_as_name(source, _span_of(before), str(before))


def _row_start(source: Source, mistake: Mistake) -> Problem | None:
    """A row without a start: `tiers 5%, 8% from $50k`."""
    before, shape = mistake.before, _shape(mistake)
    if _shown(mistake) not in (",", "from") or before is None or shape is None or before.type not in FIGURES:
        return None
    start = re.search(r"(?:from|over)\s+([$£€]?[0-9][0-9_.,]*[km]?%?)", source.text[before.start_pos or 0 : (before.start_pos or 0) + 80])
    return problems.row_without_start(source, _span_of(before), f"{before} from {rewriting.zero_of(start[1]) if start else '$0'}")


def _point(source: Source, mistake: Mistake) -> Problem | None:
    shape = _shape(mistake)
    if shape is None:
        return None
    if shape == "curve" and _shown(mistake) in ("from", "over", "at", "/", ","):
        return problems.curve_in_rows(source, _span(mistake), rewriting.points_of_rows(_row_text(source, shape)))
    if shape != "curve" and _shown(mistake) == ":":
        rows = rewriting.rows_of_points(str(shape), _row_text(source, shape))
        return problems.rows_in_points(source, _span(mistake), str(shape), rows)
    return None


# Brackets and what is missing


def _closing(source: Source, mistake: Mistake) -> Problem | None:
    shown = _shown(mistake)
    if mistake.open_bracket is None and (shown == ")" or (shown == "}" and not mistake.is_inside)):
        return problems.bracket_not_opened(source, _span(mistake), shown)
    return None


def _not_closed(source: Source, mistake: Mistake) -> Problem | None:
    opened = mistake.open_bracket
    if opened is None:
        return None
    if mistake.token is None and opened == "{":
        place = mismatched(source) or _span_of(opened)
        return problems.bracket_not_closed(source, place, place, "{")
    if mistake.is_unclosed and mistake.before is not None:
        return problems.bracket_not_closed(source, _span_of(mistake.before), _span_of(opened), str(opened))
    is_semicolon = mistake.token is not None and source.at(_span_of(mistake.token)) == ";"
    if opened == "{" and is_semicolon and mistake.token is not None and "COMMA" in mistake.expected:
        return problems.one_sign_missing(source, _span_of(mistake.token), ";", ",", None)
    if opened == "{" or "RPAR" not in mistake.expected:
        return None
    is_word = str(mistake.token) in KEYWORDS or mistake.is_on_new_line
    if not _is_end(mistake) and _shown(mistake) not in ("}", "{") and not is_word:
        return None
    return problems.bracket_not_closed(source, _span(mistake), _span_of(opened), "(")


def _alone(source: Source, mistake: Mistake) -> Problem | None:
    if len(mistake.seen) != 1 or mistake.seen[0].type != "NAME" or mistake.unit != "statement":
        return None
    is_alone = _stops(mistake)
    return problems.nothing_said(source, _span_of(mistake.seen[0]), str(mistake.seen[0])) if is_alone else None


def _missing(source: Source, mistake: Mistake) -> Problem | None:
    """A word or a sign without what belongs behind it."""
    token = _unanswered(source, mistake)
    if token is None:
        return None
    example = EXAMPLES.get(str(token)) or _example_of_sign(mistake, token)
    if str(token) == "to" and "expect" in mistake.seen:
        return problems.places_form(source, _span_of(token))
    return problems.value_missing(source, _span_of(token), str(token), example)


def _unanswered(source: Source, mistake: Mistake) -> Token | None:
    """The word or sign that lacks its value: the last one, or the one before a word that was taken for a name."""
    before, seen = mistake.before, mistake.seen
    needs = mistake.expected & {"NUMBER", "NAME", "CODE", "DATE", "STRING"}
    if before is None or not seen:
        return None
    if needs and _takes_value(before) and (_stops(mistake) or _shown(mistake) in KEYWORDS or _shown(mistake) == ")"):
        return before
    if len(seen) < 2 or before.type != "NAME" or not _takes_value(seen[-2]) or seen[-2].type == "NAME":
        return None
    between = source.text[seen[-2].end_pos or 0 : before.start_pos]
    is_taken = "\n" in between or (str(before) in KEYWORDS and not _is_end(mistake) and _shown(mistake) not in SIGNS)
    return seen[-2] if is_taken else None


def _takes_value(token: Token) -> bool:
    return (str(token) in EXAMPLES and token.type != "NAME") or token.type in ("STAR", "SLASH", "SIGN", "EQUAL", "COMPARE")


def _example_of_sign(mistake: Mistake, token: Token) -> str:
    left = mistake.seen[mistake.seen.index(token) - 1] if token in mistake.seen[1:] else "target"
    if token.type == "EQUAL" and mistake.seen[0].type in ("METRIC", "LET"):
        return EXAMPLES[str(mistake.seen[0])]
    return f"{left} {token} {'$500' if token.type == 'EQUAL' else '50%' if token.type in ('STAR', 'COMPARE') else '2'}"


def _expectation(source: Source, mistake: Mistake) -> Problem | None:
    """`expect adoption` without a figure."""
    if mistake.unit != "test_item" or mistake.before is None or not _stops(mistake) or "expect" not in mistake.seen:
        return None
    is_named = mistake.before.type in ("NAME", "TOTAL") and mistake.before != "expect"
    return problems.figure_expected(source, _span_of(mistake.before), str(mistake.before)) if is_named else None


def _comma(source: Source, mistake: Mistake) -> Problem | None:
    token = mistake.token
    if token is None or "COMMA" not in mistake.expected or _is_end(mistake) or mistake.unit == "":
        return None
    if token.type not in ("NAME", "STRING", "DATE", "FROM", "OVER", *FIGURES):
        return None
    first = str(mistake.seen[0]) if mistake.seen else ""
    what = {"records": "column", "table": "row", "expect": "figure"}.get(first, "row" if _shape(mistake) else "item")
    return problems.comma_missing(source, _span(mistake), what, str(token))


def _one_sign(source: Source, mistake: Mistake) -> Problem | None:
    """One word or sign only could stand here."""
    names = mistake.expected - {"DOT"}
    if mistake.unit == "test_item" and mistake.expected == {"DOT", "EQUAL", "LBRACE"}:
        names = frozenset({"EQUAL"})
    if len(names) != 1 or mistake.before is None:
        return None
    (name,) = names
    meant = next((text for text, one in (*KEYWORDS.items(), *SIGNS.items()) if one == name), None)
    if meant is None:
        return None
    if _is_end(mistake) or mistake.is_on_new_line:
        return problems.one_sign_missing(source, _span_of(mistake.before), "", meant, _with(mistake, meant, "…"))
    token = mistake.token
    assert token is not None
    replaces = token.type in ("EQUAL", "COLON", "COMMA", "LPAR", "COMPARE", "SIGN")
    rest = (_behind(source, token).strip() if replaces else f"{token}{_behind(source, token)}").split()
    count = 1 if meant in (":", "=", ",") else 3
    shown = _with(mistake, meant, " ".join(rest[:count]).rstrip(",") or "…")
    return problems.one_sign_missing(source, _span(mistake), str(token), meant, shown)


def _with(mistake: Mistake, meant: str, rest: str) -> str | None:
    before = mistake.before
    if meant == "=" and mistake.seen[0].type in ("METRIC", "LET"):
        return f"{mistake.seen[0]} {before} = {rest}"
    if meant == "by" and mistake.seen[0].type == "TABLE":
        return f"table {before} by payee.role {{"
    if meant == "{":
        return EXAMPLES.get(str(mistake.seen[0]))
    return f"{before}{'' if meant in (':', ',') else ' '}{meant} {rest}"


RULES: tuple[Callable[[Source, Mistake], Problem | None], ...] = (
    _date,
    _code,
    _title,
    _unit,
    _later,
    _not_closed,
    _keyword_as_name,
    _range,
    _tier_end,
    _above_in_row,
    _point,
    _of,
    _choice,
    _where,
    _condition,
    _else,
    _ambiguous,
    _instead,
    _equals,
    _chained,
    _closing,
    _alone,
    _expectation,
    _missing,
    _misspelt,
    _misspelt_before,
    _two_names,
    _misspelt_first,
    _unit_word,
    _in_words,
    _needless,
    _key,
    _row_start,
    _fraction,
    _share_first,
    _two_statements,
    _one_sign,
    _comma,
)


def _generic(source: Source, mistake: Mistake) -> Problem:
    shown = _shown(mistake)
    what = f"`{shown}`" if shown else "The end of the line" if mistake.token is not None else "The end of the plan"
    after = str(mistake.before) if mistake.before is not None and mistake.before.type != "_SEP" else None
    return problems.unexpected(source, _span(mistake), what, after, expected_words(mistake.expected), _hint(mistake))


def _hint(mistake: Mistake) -> str:
    if _is_end(mistake):
        return "Finish the statement, or take it out."
    before = str(mistake.before) if mistake.before is not None and mistake.before.type != "NAME" else ""
    if before in EXAMPLES:
        return f"Write, for example, `{EXAMPLES[before]}`."
    assert mistake.token is not None
    if mistake.token.type in FIGURES and "CAP" in mistake.expected:
        return f"Say what `{mistake.token}` is for with a word before it, such as `cap`, `goal` or `rate`."
    if "_SEP" in mistake.expected:
        return "Start a new line for a new statement, or take this out."
    return "Take it out, or write what is missing before it."
