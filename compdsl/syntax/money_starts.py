"""Starts of rows in money: `from 0, over 50000` of a clause on an amount is `from $0, over $50000`."""

import re
from functools import lru_cache

from compdsl.source.source import Source
from compdsl.syntax.mistake_text import text_behind
from compdsl.syntax.parser import Mistake
from compdsl.values.currency import sign_of

_BARE_START = re.compile(r"\b(from|over) (?=[0-9][0-9_,.]*[km]?(?:,? |,?$))")
_MEASURED = re.compile(r"\bon\s+([^#;\n]+)")
_METRIC = re.compile(r"\bmetric\s+([A-Za-z_]\w*)\s*=\s*([^#;\n]+)")
_AMOUNT = re.compile(r"\b([A-Za-z_]\w*)\s*:\s*money\b")
_COLUMN = re.compile(r"[a-z_]\w*\.([a-z_]\w*)")


def with_money_starts(source: Source, mistake: Mistake, rows: str | None) -> str | None:
    """Rows of a clause; where its measure is an amount by what the plan says of it, their starts are amounts too."""
    return in_money(rows, _code(source)) if rows is not None and _is_on_money(source, mistake) else rows


def in_money(rows: str, code: str | None) -> str:
    """Rows whose starts without a unit are amounts in a currency."""
    sign = sign_of(code) or (f"{code} " if code else "$")
    return _BARE_START.sub(lambda start: f"{start[1]} {sign}", rows)


def _code(source: Source) -> str | None:
    said = re.search(r"^\s*(?:[^#\n]*;\s*)?currency\s+([A-Z]{3})\b", source.text, re.MULTILINE)
    return said[1] if said else None


def _is_on_money(source: Source, mistake: Mistake) -> bool:
    """Whether the one column that the clause is about is declared as money."""
    first = mistake.seen[0]
    measured = _MEASURED.search(text_behind(source, first))
    text = measured[1] if measured else str(first)
    name = re.match(r"([A-Za-z_]\w*)(?![\w.(])", text)
    metrics, amounts = _declared(source.text)
    text = metrics.get(name[1], text) if name else text
    columns = set(_COLUMN.findall(text)) or ({name[1]} if name else set())
    counts = "/" in text or "count(" in text
    return not counts and not columns.isdisjoint(amounts)


@lru_cache(4)
def _declared(text: str) -> tuple[dict[str, str], frozenset[str]]:
    """What each metric of a plan is made of, and the columns that hold money; gone through once for all mistakes."""
    metrics: dict[str, str] = {}
    for name, value in _METRIC.findall(text):
        metrics.setdefault(name, value)
    return metrics, frozenset(_AMOUNT.findall(text))
