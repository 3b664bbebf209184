"""What a plan declares, as its text says it: for the hints of mistakes, where there is no tree to ask."""

import re
from functools import lru_cache

from compdsl.source.source import Source

_NAME = re.compile(r"\b(?:metric|let|parameter|table)\s+([A-Za-z_]\w*)")
_BLOCK = re.compile(r"\brecords\s+([a-z_]\w*)")


def is_declared(source: Source, name: str) -> bool:
    """Whether the plan gives a meaning to a name."""
    return name in _names(source.text)


@lru_cache(maxsize=1)
def _names(text: str) -> frozenset[str]:
    return frozenset(_NAME.findall(text))


def blocks_of(source: Source) -> list[str]:
    """The names of the records a plan declares, wherever it does."""
    return _BLOCK.findall(source.text)


def column_of_kind(source: Source, block: str, kind: str) -> str | None:
    """The first column of a kind in a block of records."""
    columns = re.search(rf"\brecords\s+{re.escape(block)}\s*\{{([^}}]*)\}}", source.text)
    found = re.search(rf"([a-z_]\w*)\s*:\s*{kind}\b", columns[1]) if columns else None
    return found[1] if found else None
