"""Mistakes of words: with two meanings, misspelt, or in a place of another word."""

import re

from compdsl.diagnostics.did_you_mean import closest
from compdsl.diagnostics.problem import Problem
from compdsl.source.source import Source, Span
from compdsl.syntax import rewriting
from compdsl.syntax.declared import is_declared
from compdsl.syntax.lalr import Token
from compdsl.syntax.mistake_text import FIGURES, VALUES, place_of, shown_text, span_of, stops, text_behind
from compdsl.syntax.parser import Mistake
from compdsl.syntax.problems_of_words import (
    another_word,
    choice_form,
    choice_in_brackets,
    choice_without_else,
    else_in_brackets,
    misplaced_when,
    misspelt_word,
    needless_sign,
    of_target,
    where_outside,
    word_with_two_meanings,
)
from compdsl.syntax.table import KEYWORDS
from compdsl.syntax.wording import AMBIGUOUS, ELSE_IFS, FREE, INSTEAD
from compdsl.values.scopes import SCOPES

WITHOUT_CONDITION = ("goal", "threshold", "above", "up", "on", "else", *SCOPES, "round")


def find_ambiguous(source: Source, mistake: Mistake) -> Problem | None:
    """A word of the field with two meanings."""
    word = shown_text(mistake)
    if word not in AMBIGUOUS or mistake.expected >= VALUES or mistake.token is None:
        return None
    return word_with_two_meanings(source, place_of(mistake), word, _forms(word, _figure_behind(source, mistake.token)))


def _forms(word: str, figure: str | None) -> str:
    """The forms a word may stand for, with the figure that follows it."""
    forms = AMBIGUOUS[word]
    if figure is None:
        return forms
    forms = re.sub(r"`(cap|up to|floor|threshold|goal)(?: [^`]*)?`", lambda match: f"`{match[1]} {figure}`", forms)
    if re.fullmatch(r"[0-9.]+x?|[0-9.]+%", figure) is None:
        return forms
    forms = re.sub(r"\b(times|by) 1\.5(?= |`)", rf"\1 {figure}", forms)
    factor = figure if figure.endswith(("x", "%")) else f"{figure}x"
    return re.sub(r"\baccelerate [01]\.5x(?= )", f"accelerate {factor}", forms)


def _figure_behind(source: Source, token: Token) -> str | None:
    """The figure behind a word, over words that fill a sentence: `capped at 150%`."""
    match = re.match(
        rf"\s*(?:(?:at|of|to|is|=|:|attainment|payout|pay)\s*)*({rewriting.FIGURE.pattern})", text_behind(source, token)
    )
    return match[1] if match else None


def find_instead(source: Source, mistake: Mistake) -> Problem | None:
    """A word for which the language has another one."""
    word = shown_text(mistake)
    if word not in INSTEAD or mistake.expected >= VALUES or mistake.unit != "statement":
        return None
    assert mistake.token is not None
    instead, behind = INSTEAD[word], text_behind(source, mistake.token)
    choice = re.match(r"\s*(.+?)\s+else\s+(.+)", behind)
    if word == "if" and choice and len(mistake.seen) > 2 and mistake.seen[1].type == "EQUAL":
        value = source.text[mistake.seen[1].end_pos or 0 : mistake.token.start_pos].strip()
        return another_word(source, place_of(mistake), word, f"if {choice[1]} then {value} else {choice[2].strip()}")
    figure = _figure_behind(source, mistake.token) if instead in ("cap", "floor", "up to", "from") else None
    return another_word(source, place_of(mistake), word, f"{instead} {figure}" if figure else instead)


def find_misspelt(source: Source, mistake: Mistake) -> Problem | None:
    """A slip of the pen in a word that could stand here."""
    if mistake.token is None or mistake.token.type not in ("NAME", "CODE"):
        return None
    word = str(mistake.token)
    if is_declared(source, word):
        return None
    meant = _closest_word(word, mistake.expected)
    return misspelt_word(source, place_of(mistake), word, meant) if meant else None


def find_misspelt_before(source: Source, mistake: Mistake) -> Problem | None:
    """A modifier that was taken for a name, and is found out by what follows: `sales raet 5%`."""
    before = mistake.before
    if before is None or before.type != "NAME" or len(mistake.seen) != 2 or mistake.unit != "statement":
        return None
    meant = closest(str(before), [word for word in KEYWORDS if word.isalpha() and word not in FREE])
    fits = mistake.token is not None and mistake.token.type in (*FIGURES, "NAME", "LPAR", "FROM", "OVER")
    return misspelt_word(source, span_of(before), str(before), meant) if meant and fits else None


def find_misspelt_first(source: Source, mistake: Mistake) -> Problem | None:
    """The word a statement starts with: `metrc adoption = …`."""
    first = mistake.seen[0] if mistake.seen else None
    if first is None or first.type != "NAME" or len(mistake.seen) > 6:
        return None
    meant = closest(str(first), [word for word in KEYWORDS if word.isalpha() and word not in FREE])
    return misspelt_word(source, span_of(first), str(first), meant) if meant else None


def _closest_word(word: str, expected: frozenset[str]) -> str | None:
    return closest(word, [text for text, name in KEYWORDS.items() if name in expected])


def find_condition(source: Source, mistake: Mistake) -> Problem | None:
    """A condition behind a word that takes none."""
    if shown_text(mistake) != "when" or mistake.token is None or "WHEN" in mistake.expected:
        return None
    word = next((str(t) for t in reversed(mistake.seen) if t.type != "NAME" and str(t) in WITHOUT_CONDITION), None)
    condition = text_behind(source, mistake.token).strip()
    return misplaced_when(source, place_of(mistake), word, condition) if word else None


def find_where(source: Source, mistake: Mistake) -> Problem | None:
    """`where` behind a sum."""
    if shown_text(mistake) != "where" or mistake.open_bracket is not None or mistake.token is None:
        return None
    condition = text_behind(source, mistake.token).strip()
    first = next((token for token in mistake.seen if token.type == "WHERE"), None)
    if first is not None and mistake.seen[0].type == "NAME":
        kept = re.split(r"\s+running\s+by\b", source.text[first.end_pos or 0 : mistake.token.start_pos])[0].strip()
        return another_word(source, place_of(mistake), "where", f"where {kept} and {condition}")
    written = source.text[max(0, (mistake.token.start_pos or 0) - 80) : mistake.token.start_pos].rstrip()
    call = re.search(r"[a-z]+\([^()]*\)$", written)
    instead = f"{call[0][:-1]} where {condition})" if call and condition else None
    return where_outside(source, place_of(mistake), instead)


def find_choice(source: Source, mistake: Mistake) -> Problem | None:
    """`if` written as a function, without `else`, or without brackets inside a sum."""
    ifs = [i for i, token in enumerate(mistake.seen) if token == "if"]
    if not ifs:
        return None
    token = mistake.seen[ifs[-1]]
    if shown_text(mistake) in ELSE_IFS and "ELSE" in mistake.expected and mistake.token is not None:
        written = f"{mistake.token}{text_behind(source, mistake.token)}".strip()
        meant = re.sub(rf"\b(?:{'|'.join(sorted(ELSE_IFS))})\b", "else if", written)
        return another_word(source, place_of(mistake), str(mistake.token), meant)
    if shown_text(mistake) == "," and "then" not in mistake.seen[ifs[-1] :]:
        return choice_form(source, span_of(token), None)
    if token.type == "NAME":
        return choice_in_brackets(source, span_of(token))
    if "ELSE" in mistake.expected and stops(mistake) and "then" in mistake.seen:
        return choice_without_else(source, span_of(token))
    return None


def find_else(source: Source, mistake: Mistake) -> Problem | None:
    """`else` in an expression without brackets."""
    if shown_text(mistake) != "else" or mistake.token is None or len(mistake.seen) < 3:
        return None
    value = source.text[mistake.before.start_pos or 0 : mistake.before.end_pos] if mistake.before else ""
    path = re.search(r"[A-Za-z_][A-Za-z0-9_.]*$", source.text[: mistake.token.start_pos].rstrip()[-80:])
    shown = f"({path[0] if path else value} else {text_behind(source, mistake.token).strip()})"
    return else_in_brackets(source, place_of(mistake), shown)


def find_of(source: Source, mistake: Mistake) -> Problem | None:
    """`60% of target`, `5% of bookings`."""
    before = mistake.before
    if shown_text(mistake) != "of" or mistake.token is None or before is None or before.type != "PERCENT":
        return None
    if len(mistake.seen) > 2 and mistake.seen[-2] in ("cap", "floor", "threshold", "goal", "to", "above"):
        word = "up to" if mistake.seen[-2] == "to" else str(mistake.seen[-2])
        rest = re.match(r"(?:\s+(?:the\s+)?[A-Za-z_]\w*)?", text_behind(source, mistake.token))
        start = mistake.token.start_pos or 0
        span = Span(start, (mistake.token.end_pos or 0) + (rest.end() if rest else 0))
        return needless_sign(source, span, source.at(span), f"{word} {before}")
    name, of = str(mistake.seen[0]), (text_behind(source, mistake.token).split() or [""])[0]
    of = of.rstrip(";,#")
    if name == "target" and mistake.seen[0].type == "TARGET":
        field = "ote" if of.lower() in ("ote", "the", "") else of.lower()
        return of_target(source, place_of(mistake), f"target {before} * payee.{field}", is_target=False)
    of = f"{name}.{of}" if of in ("goal", "attainment") else of
    is_target = of in ("target", "the", "")
    instead = f"{name} {before}" if is_target else f"{name} rate {before} on {of}"
    return of_target(source, place_of(mistake), instead, is_target=is_target)
