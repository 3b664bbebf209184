"""Text to tokens: figures, words, signs, and the line ends that separate statements.

Two decisions need the parser's state, which is a mapping from the terminals it takes to what it does with them:
a word is a keyword only where the grammar takes that keyword, and a line end separates only where a statement may
end and the next line does not go on.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from compdsl.diagnostics.problem import Problem
from compdsl.source.mutable import fresh, mutable
from compdsl.source.source import Source, Span
from compdsl.syntax.lalr import Token
from compdsl.syntax.problems_of_figures import (
    REPLACED,
    column_in_brackets,
    day_form,
    figure_too_long,
    name_too_long,
    number_form,
    open_text,
    quoted_text_too_long,
    strange_quotes,
    unknown_character,
)
from compdsl.syntax.problems_of_phrases import cell_of_spreadsheet
from compdsl.syntax.problems_of_words import choice_form
from compdsl.syntax.table import FIGURES, KEYWORDS, SIGNS
from compdsl.syntax.tree import Comment
from compdsl.syntax.wording import ELSE_IFS

LONGEST_NAME = 64
LONGEST_TEXT = 4096
GOING_ON = frozenset("{)]}:,|*/<>=!+-.")

_CHUNK = re.compile(
    r"""
    [ \t]*+
    (?:
    (?P<easy_word>[a-z_][a-z0-9_]*+(?=[ \n,.;)]))
  | (?P<easy_percent>[0-9]++%(?=[ \n,/;)]))
  | (?P<line>\n)
  | (?P<easy_sign>[,(){}:])
  | (?P<semicolon>;)
  | (?P<comment>\#[^\n]*)
  | (?P<remark>//[^\n]*)
  | (?P<text>"[^"\n]*"?)
  | (?P<quoted>[“”„][^“”„"\n]*[“”"]|[‘’‚'][^‘’‚'\n]*[‘’'])
  | (?P<cell>
        \$[A-Z]{1,2}\$?[0-9]+(?::\$?[A-Z]{1,2}\$?[0-9]+)? | [A-Z]{1,2}\$[0-9]+
      | [A-Za-z_]\w*!\$?[A-Z]{1,2}\$?[0-9]+(?::\$?[A-Z]{1,2}\$?[0-9]+)?
    )
  | (?P<figure>
        (?:[0-9]{1,2}[-/][0-9]{1,2}[-/](?:19|20)[0-9]{2}|(?:19|20)[0-9]{2}/[0-9]{1,2}/[0-9]{1,2})(?![0-9A-Za-z_])
      | (?:[$£€][ \t]*|[A-Z]{3}[ \t]+)?[1-9][0-9]{0,2}(?:[ '’][0-9]{3})+(?![0-9A-Za-z_%.'’]|,[0-9])
      | [0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9A-Za-z_])
      | [0-9]{4}-(?:Q[1-4]|H[12]|W[0-9]{2}|0[1-9]|1[0-2])(?![0-9A-Za-z_-])
      | (?:[$£€][ \t]*|[A-Z]{3}[ \t]+)?\.?[0-9](?:[0-9A-Za-z_.]++|,(?=[0-9]{3}(?![0-9A-Za-z_%])))*+
        (?:[ \t]*%+|[ \t]*[$£€](?![ \t]*[0-9]))?
    )
  | (?P<letters>[A-Za-z0-9_]*[^\x00-\x7f\W]\w*)
  | (?P<word>[A-Za-z_][A-Za-z0-9_]*)
  | (?P<strange>&&|\|\||<>|=>|=<|->)
  | (?P<sign>>=|<=|==|!=|[-+*/<>=|.])
  | (?P<other>[^ \t])
  | (?P<end>\Z)
    )
    """,
    re.VERBOSE,
)
"""A stretch of text and the blanks before it. What is easy to tell, and nearly everything is, is looked for first."""
_KINDS = tuple(
    {"easy_word": "word", "easy_percent": "figure", "easy_sign": "sign", "other": "strange"}.get(name, name)
    for name in ("", *_CHUNK.groupindex)
)
_FIGURES = tuple((name, re.compile(pattern)) for name, pattern in FIGURES)
_DAY = re.compile(r"[0-9]{1,2}([-/])[0-9]{1,2}\1(?:19|20)[0-9]{2}|[0-9]{4}/[0-9]{1,2}/[0-9]{1,2}")
_PART_OF_DAY = re.compile(r"[0-9]+|[-/]")
_DAY_WITH_POINTS = re.compile(r"[0-9]{1,2}\.[0-9]{1,2}\.(?:19|20)[0-9]{2}")
_ROW = re.compile(r"[ \t]+(?:from|over|at)[ \t]+[$£€A-Z0-9]|[ \t]*:[ \t]*[$£€0-9]")
"""What stands behind the value of a row: a line that begins so goes on with the list above it."""
_LABEL = re.compile(r"[0-9]{4}-(Q[1-4]|H[12]|W[0-9]{2}|0[1-9]|1[0-2])")
_CREDITED = re.compile(r"\s+([A-Za-z_]\w*)\s+to\b", re.ASCII)
_EACH_ROW = re.compile(r"for\s+each\b")
"""`for` starts a statement, but not where it goes on with `each row`."""
_ELSE_IF = re.compile(r"[^\n;#]{1,300}?\bthen\b")
"""What stands behind `elif`, which goes on with a choice and names no clause."""
_NUMBER_LENGTH = re.compile(r"0*([0-9]*)(?:\.([0-9]*))?")

_YEAR_BEFORE = re.compile(r"(?:^|[^0-9.])(20[0-9]{2})-$")
LAST_DAYS_OF = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

Accepts = Mapping[str, object]


class Chunk(NamedTuple):
    """A stretch of text of one kind, before the parser's state has its say."""

    kind: str
    text: str
    start: int
    end: int

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)


_new = tuple.__new__


@mutable()
class Lexer:
    """The tokens of a source, one at a time; what is wrong with a token is collected, and reading goes on."""

    source: Source
    found: list[Problem] = fresh(factory=list)
    comments: list[Comment] = fresh(factory=list)
    following: str = ""
    """The word or sign behind the separator that was given last."""
    following_at: int = 0
    takes: Callable[[str], bool] = bool
    """Whether the parser would really take a terminal: it lists some that it refuses a step later."""
    _strange: dict[tuple[int, str], list[Span]] = fresh(factory=dict)

    def tokens(self, accepts: Callable[[], Accepts]) -> Iterator[Token]:
        """The tokens in order. `accepts` gives what the parser takes at the moment it is asked."""
        separator: Chunk | None = None
        last = ""
        for chunk in self._chunks():
            if chunk.kind in ("line", "semicolon"):
                separator = chunk if separator is None or chunk.kind == "semicolon" else separator
                continue
            taken = accepts()
            if separator is not None and self._separates(separator, chunk, taken, last):
                self.following, self.following_at = chunk.text, chunk.start
                yield Token("_SEP", ";", separator.start, end_pos=separator.end)
                taken = accepts()
            separator = None
            if chunk.kind == "figure" and (pieces := _pieces(chunk, taken)) is not None:
                for one in pieces:
                    last = self._type(one, accepts())
                    yield Token(last, one.text, one.start, one.end)
                continue
            last = self._type(chunk, taken)
            if last != BLANK:
                text = REPLACED.get(chunk.text, chunk.text) if last == "COMPARE" else chunk.text
                yield Token(last, text, chunk.start, chunk.end)
        for (_, family), spans in self._strange.items():
            make = strange_quotes if family == QUOTES else unknown_character
            self.found.append(make(self.source, tuple(spans)))

    def _separates(self, separator: Chunk, after: Chunk, taken: Accepts, last: str) -> bool:
        if "statement" in taken or "test_item" in taken or after.text == "}":
            return False
        if separator.kind == "semicolon":
            return True
        if after.kind == "figure" and "COMMA" in taken and _ROW.match(self.source.text, after.end):
            return False
        if after.kind == "word" and "NUMBER" in taken and (after.text in ONLY_STARTERS or last in NEEDING_VALUES):
            return True
        if last == "NAME" and "NUMBER" in taken and after.kind == "word" and KEYWORDS.get(after.text) not in taken:
            return True
        if "_SEP" not in taken or after.text[0] in GOING_ON or (after.kind == "text" and self.takes("STRING")):
            return False
        if after.text in ELSE_IFS and _ELSE_IF.match(self.source.text, after.end):
            return False
        keyword = KEYWORDS.get(after.text) if after.kind == "word" else None
        starts = after.text in SECOND_WORDS
        starts = starts or (after.text in STARTERS and _EACH_ROW.match(self.source.text, after.start) is None)
        return keyword is None or keyword not in taken or starts or not self.takes(keyword)

    def _type(self, chunk: Chunk, taken: Accepts) -> str:
        if chunk.kind == "word":
            return self._word(chunk, taken)
        if chunk.kind == "figure":
            return self._figure(chunk, taken)
        if chunk.kind == "cell":
            self.found.append(cell_of_spreadsheet(self.source, chunk.span))
            return STRANGE
        if chunk.kind == "label":
            return "LABEL"
        if chunk.kind == "text":
            self._check_text(chunk)
            return "STRING"
        if chunk.kind == "quoted":
            self._strange.setdefault((self.source.place(chunk.span).line, QUOTES), []).append(chunk.span)
            return "STRING"
        if chunk.kind in ("letters", "strange"):
            return self._odd(chunk, taken)
        return SIGNS[chunk.text]

    def _odd(self, chunk: Chunk, taken: Accepts) -> str:
        """What no plan is written with: read as what it seems to mean, so that one such sign gives one message."""
        if chunk.text in ("[", "]"):
            from compdsl.syntax.spreadsheets import column_around

            column = column_around(self.source.text, chunk.start)
            if column is not None and chunk.text == "[":
                self.found.append(column_in_brackets(self.source, chunk.span, column))
            if column is not None:
                return STRANGE
        meant = REPLACED.get(chunk.text, "")
        if chunk.kind == "strange" and chunk.text in "$£€" and "CODE" in taken:
            return STRANGE
        family = "[" if chunk.text == "]" else chunk.text
        line = self.source.place(chunk.span).line if chunk.kind == "strange" else 0
        self._strange.setdefault((line, family), []).append(chunk.span)
        if chunk.kind == "letters":
            return "NAME"
        if chunk.text.isspace():
            return BLANK
        kind = SIGNS.get(meant) or KEYWORDS.get(meant, "")
        return kind if kind in taken else STRANGE

    def _word(self, chunk: Chunk, taken: Accepts) -> str:
        keyword = KEYWORDS.get(chunk.text)
        if keyword is not None and keyword in taken and (keyword != "CREDIT" or self._credits(chunk)):
            return keyword
        if len(chunk.text) > LONGEST_NAME:
            self.found.append(name_too_long(self.source, chunk.span, len(chunk.text), LONGEST_NAME))
        return "CODE" if "CODE" in taken and len(chunk.text) == 3 and chunk.text.isupper() else "NAME"

    def _credits(self, chunk: Chunk) -> bool:
        """Whether `credit` begins a statement of its own, and is no name: `credit deals to …`."""
        match = _CREDITED.match(self.source.text, chunk.end)
        return match is not None and match[1] not in KEYWORDS

    def _figure(self, chunk: Chunk, taken: Accepts) -> str:
        name, is_too_long = _figure_of(chunk.text)
        if is_too_long:
            self.found.append(figure_too_long(self.source, chunk.span))
        if name:
            return name
        if "NUMBER" in taken:
            self.found.append(self._wrong_figure(chunk))
        return "NUMBER"

    def _wrong_figure(self, chunk: Chunk) -> Problem:
        """The problem of a figure; the commas of `if(y > 3,100,200)` are those of the choice."""
        from compdsl.syntax.spreadsheets import choice_around, factor_before

        if _DAY.fullmatch(chunk.text) or _DAY_WITH_POINTS.fullmatch(chunk.text):
            from compdsl.syntax.rewriting import day

            return day_form(self.source, chunk.span, day(chunk.text))
        if (month := _month_of(self.source.text, chunk)) is not None:
            first, year = month
            last = LAST_DAYS_OF[int(chunk.text) - 1]
            return day_form(self.source, Span(first, chunk.end), f"{year}-{chunk.text}-{last}")
        start = factor_before(self.source.text, chunk.start) if chunk.text[0] == "." else None
        if start is not None:
            span = Span(start, chunk.end)
            return number_form(self.source, span, self.source.at(span))
        found = choice_around(self.source.text, chunk.start) if "," in chunk.text else None
        if found is not None:
            return choice_form(self.source, Span(found[0], found[0] + len("if")), found[1])
        return number_form(self.source, chunk.span, chunk.text)

    def _check_text(self, chunk: Chunk) -> None:
        if len(chunk.text) < 2 or not chunk.text.endswith('"'):
            self.found.append(open_text(self.source, Span(chunk.start, chunk.start + 1)))
        elif len(chunk.text) > LONGEST_TEXT:
            self.found.append(quoted_text_too_long(self.source, chunk.span, LONGEST_TEXT))

    def _chunks(self) -> Iterator[Chunk]:
        for match in _CHUNK.finditer(self.source.text):
            number = match.lastindex or 0
            kind = _KINDS[number]
            start, end = match.span(number)
            if kind == "comment":
                self.comments.append(Comment(Span(start, end), match[number]))
            elif kind == "remark":
                self._strange.setdefault((0, "//"), []).append(Span(start, start + 2))
            elif kind != "end":
                yield _new(Chunk, (kind, match[number], start, end))


def _month_of(text: str, chunk: Chunk) -> tuple[int, str] | None:
    """Where a month such as `2026-09` begins, and its year, of which the lexer is at the `09`."""
    match = _YEAR_BEFORE.search(text, max(0, chunk.start - 6), chunk.start)
    return (match.start(1), match[1]) if match is not None and re.fullmatch("0[1-9]", chunk.text) else None


@lru_cache(4096)
def _figure_of(text: str) -> tuple[str, bool]:
    """What a figure is, empty where it is none of the language's, and whether one of them has too many digits."""
    name = next((name for name, pattern in _FIGURES if pattern.fullmatch(text)), "")
    match = _NUMBER_LENGTH.match(text.lstrip("$£€ABCDEFGHIJKLMNOPQRSTUVWXYZ \t").replace("_", "").replace(",", ""))
    return name, bool(name) and match is not None and (len(match[1]) > 18 or len(match[2] or "") > 9)


def _pieces(chunk: Chunk, taken: Accepts) -> tuple[Chunk, ...] | None:
    """The tokens of a stretch of text that is one figure in other places; None where it is one here."""
    if "NUMBER" not in taken and _DAY.fullmatch(chunk.text):
        return tuple(
            Chunk(
                "sign" if part[0] in "-/" else "figure", part[0], chunk.start + part.start(), chunk.start + part.end()
            )
            for part in _PART_OF_DAY.finditer(chunk.text)
        )
    label = _LABEL.fullmatch(chunk.text) if len(chunk.text) >= len("2026-Q1") else None
    if label is None:
        return _name_and_figure(chunk) if "MONEY" not in taken else None
    if "LABEL" in taken:
        return (Chunk("label", chunk.text, chunk.start, chunk.end),)
    sign = chunk.start + 4
    last = Chunk("word" if label[1].startswith(("Q", "H", "W")) else "figure", label[1], sign + 1, chunk.end)
    return Chunk("figure", chunk.text[:4], chunk.start, sign), Chunk("sign", "-", sign, sign + 1), last


def _name_and_figure(chunk: Chunk) -> tuple[Chunk, ...] | None:
    """`NRR 60%` is an amount in a currency only where an amount can stand."""
    figure = chunk.text[3:].lstrip()
    if not chunk.text[0].isalpha() or not figure:
        return None
    name = Chunk("word", chunk.text[:3], chunk.start, chunk.start + 3)
    return name, Chunk("figure", figure, chunk.end - len(figure), chunk.end)


STARTERS = frozenset(
    {
        "plan",
        "use",
        "currency",
        "period",
        "year",
        "effective",
        "holidays",
        "edition",
        "for",
        "variant",
        "without",
        "rounding",
        "target",
        "records",
        "credit",
        "metric",
        "let",
        "parameter",
        "table",
        "multiply",
        "total",
        "adjust",
        "test",
        "expect",
    }
)
"""The words a statement starts with; a test compares them with the grammar."""

ONLY_STARTERS = STARTERS - {"for", "target", "period", "total", "credit"}
"""Those of them that cannot stand in an expression."""

SECOND_WORDS = frozenset({"budget"})
"""The words that stand on the line of the word before them: in the next line they are the name of a component."""

NEEDING_VALUES = frozenset(
    {"CAP", "FLOOR", "GOAL", "RATE", "THRESHOLD", "TIMES", "ABOVE", "ON", "TO", "FULL", "AT", "FROM", "OVER"}
)
"""The words whose value stands on their own line, so that a forgotten one does not take the next line's name."""

BLANK = "BLANK"
"""A blank that is none of the language's: read over."""

QUOTES = "quotes"
STRANGE = "STRANGE"
"""A sign that no rule takes: its statement cannot be read."""
