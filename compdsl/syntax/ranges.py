"""Rows of tiers written as ranges or by where they end, in the form of the language: each with its start.

5% to $50k, 8% to $100k, 12%         →  5% from $0, 8% from $50k, 12% from $100k
0-50k 5%, 50k+ 8%                    →  5% from 0, 8% from 50k
5% from $0 to $50,000, 8% from $50,001 to $100,000   →  5% from $0, 8% over $50,000
"""

import re
from fractions import Fraction

from attrs import frozen

from compdsl.syntax.rewriting import FIGURE, split_at_commas, zero_of

MOST_ROWS = 12
LEAST_MONEY = 1000
"""A figure without a sign is taken for an amount from here on."""
_F = FIGURE.pattern
_TO = r"\s*(?:-|–|—|(?:up\s+)?to|until|through)\s*"
_UP_TO = r"(?:(?:on|for)\s+the\s+first|first|up\s+to|to|below|under|until|through|<=?)"
_FROM = r"(?:from|over|above|after|beyond|starting\s+at|at|more\s+than|>=?|thereafter)"
_MORE = r"(?:\s*\+|\s+and\s+(?:above|up|over|more|beyond)|\s+or\s+(?:more|above))"
_IS = r"\s*(?:[:=@]|->|=>|→|pays|for|on|at|is|\s)\s*"
_ABOVE = re.compile(r"\b(?:over|above|after|beyond|more\s+than)\s*[$£€0-9A-Z]|>(?![=>])")
_INCLUSIVE = re.compile(r"\b(?:up\s+to|until|through)\b|<=")
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"(?:from\s+)?(?P<start>{_F}){_TO}(?P<end>{_F}){_IS}(?P<value>{_F})",
        rf"(?P<value>{_F}){_IS}(?:from\s+)?(?P<start>{_F}){_TO}(?P<end>{_F})",
        rf"(?P<value>{_F})\s+from\s+(?P<start>{_F}){_TO}(?P<end>{_F})",
        rf"{_UP_TO}\s*(?P<end>{_F}){_IS}(?P<value>{_F})",
        rf"(?P<value>{_F})\s+{_UP_TO}\s*(?P<end>{_F})",
        rf"{_FROM}\s*(?P<start>{_F}){_MORE}?{_IS}(?P<value>{_F})",
        rf"(?P<start>{_F}){_MORE}{_IS}(?P<value>{_F})",
        rf"(?P<value>{_F})\s*{_FROM}\s*(?P<start>{_F}){_MORE}?",
        rf"(?P<value>{_F}){_IS}(?P<start>{_F}){_MORE}",
        rf"(?P<value>{_F})(?:\s+(?:after|thereafter|then|above|beyond|after\s+that|from\s+there))?",
    )
)


@frozen
class Range:
    """A row as it was written: what it pays, where it starts and where it ends, as far as it says so.

    `is_above` where the start itself is not of the row, `is_up_to` where the end is.
    """

    value: str
    start: str | None
    end: str | None
    is_above: bool
    is_up_to: bool


def rows_of_ranges(word: str, rows: str) -> str | None:
    """Rows with their starts; None where one of them could be read in two ways."""
    text = re.sub(r"\s+", " ", rows).strip().rstrip(",;").replace(" then ", ", ")
    found = [_range(row) for row in split_at_commas(text)]
    if len(found) > MOST_ROWS or not any(row and (row.start or row.end) for row in found):
        return None
    written: list[str] = []
    end = unit = None
    is_jump, is_up_to = word.split()[-1] != "tiers" or "whole" in word.split(), False
    for row in found:
        if row is None:
            return None
        unit = unit or row.start or row.end
        start = row.start or end or (zero_of(unit) if unit and not written else None)
        if start is None:
            return None
        is_next = end is not None and row.start is not None and _follows(end, row.start)
        is_over = is_next or (is_jump and (row.is_above or (row.start is None and is_up_to)))
        written.append(f"{row.value} {'over' if is_over else 'from'} {end if is_next else start}")
        end, is_up_to = row.end, row.is_up_to
    return f"{word} {', '.join(written)}"


def _range(row: str) -> Range | None:
    match = next((found for form in _FORMS if (found := form.fullmatch(row.strip()))), None)
    if match is None:
        return None
    parts = match.groupdict()
    is_above, is_up_to = _ABOVE.search(row) is not None, _INCLUSIVE.search(row) is not None
    return Range(parts["value"], parts.get("start"), parts.get("end"), is_above, is_up_to)


def _follows(end: str, start: str) -> bool:
    """Whether a start is the next unit behind an amount of money, as tables of plan documents write it."""
    low, high = _amount(end), _amount(start)
    is_money = not start[0].isdigit() or (high is not None and high >= LEAST_MONEY)
    return is_money and low is not None and high is not None and 0 < high - low <= 1


def _amount(figure: str) -> Fraction | None:
    match = re.fullmatch(r"(?:[$£€]|[A-Z]{3} )?([0-9][0-9_,]*)(\.[0-9]+)?([km]?)(%?)", figure)
    if match is None:
        return None
    size = {"k": 1000, "m": 1_000_000}.get(match[3], 1)
    return Fraction(re.sub("[_,]", "", match[1]) + (match[2] or "")) * size
