"""What a mistake shows: the token, what stands before and behind it, the shape it stands in."""

import re

from compdsl.source.source import Source, Span
from compdsl.syntax.lalr import Token
from compdsl.syntax.parser import Mistake
from compdsl.syntax.shortened import LONGEST_SHOWN

VALUES = frozenset({"NUMBER", "PERCENT", "MONEY", "NAME", "LPAR"})
FIGURES = frozenset({"NUMBER", "PERCENT", "MONEY", "FACTOR"})
LONGEST_LINE = 300
"""How much of a line is looked at to write it anew."""


def shown_text(mistake: Mistake) -> str:
    """The token as it stands in the text; nothing at the end of a statement."""
    return str(mistake.token) if mistake.token is not None and mistake.token.type != "_SEP" else ""


def place_of(mistake: Mistake) -> Span:
    """The token itself; for a statement that stops too early, the last token before its end."""
    token = mistake.before if is_end(mistake) else mistake.token
    return span_of(token) if token is not None else Span(0, 0)


def span_of(token: Token) -> Span:
    """Where a token stands."""
    return Span(token.start_pos or 0, token.end_pos or 0)


def is_end(mistake: Mistake) -> bool:
    """Whether the statement, or the plan, ends here."""
    return mistake.token is None or mistake.token.type == "_SEP"


def stops(mistake: Mistake) -> bool:
    """Whether the statement ends here: with its line, its braces, or where the next one seems to begin."""
    return is_end(mistake) or shown_text(mistake) == "}" or (mistake.is_on_new_line and mistake.unit != "")


def text_behind(source: Source, token: Token) -> str:
    """What follows a token on its line."""
    start = token.end_pos or 0
    end = source.text.find("\n", start, start + LONGEST_LINE)
    return source.text[start : end if end >= 0 else start + LONGEST_LINE].split("#")[0]


def shape_word(mistake: Mistake) -> Token | None:
    """The word `tiers`, `steps` or `curve` of the statement so far."""
    return next((token for token in mistake.seen if token in ("tiers", "steps", "curve")), None)


def text_of_rows(source: Source, shape: Token) -> str:
    """The rows of a shape, without the modifiers behind them."""
    return re.split(r"\s(?:cap|floor|goal|threshold|by|times|when|on(?! the first))\b", text_behind(source, shape))[0]


def written_so_far(source: Source, mistake: Mistake) -> str:
    """The statement up to the mistake, or its last piece where it is long."""
    first, before = mistake.seen[0] if mistake.seen else mistake.before, mistake.before
    written = source.text[first.start_pos or 0 : before.end_pos] if first is not None and before is not None else ""
    return " ".join(written.split()) if len(written) <= LONGEST_SHOWN else str(before)
