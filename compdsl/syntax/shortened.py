"""How what was written is repeated in a message: cut where it is long, counted in words."""

LONGEST_SHOWN = 60
"""How many characters of what was written are repeated in a message."""


def short(text: str) -> str:
    """A text as it is, or its beginning."""
    return text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN] + "…"


def many(count: int, word: str) -> str:
    """`1 row`, `2 rows`."""
    return f"{count} {word}" if count == 1 else f"{count} {word}s"
