"""How a message shows text out of a data file: short, in quotes, with nothing in it that is not seen."""

from collections.abc import Iterable

SHOWN_LETTERS = 40
SHOWN_NAMES = 20


def quoted(text: str) -> str:
    """The text in quotes; a long one is cut, and its length said."""
    if len(text) <= SHOWN_LETTERS:
        return f'"{characters(text)}"'
    return f'"{characters(text[:SHOWN_LETTERS])}…" ({len(text):,} characters)'


def characters(text: str) -> str:
    """The text with every character that is not seen written as its number."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else _number_of(char) for char in text)


def listed(names: Iterable[str]) -> str:
    """The first names of a list, and how many more there are."""
    every = [characters(name[:SHOWN_LETTERS]) for name in names]
    shown = ", ".join(every[:SHOWN_NAMES])
    return shown if len(every) <= SHOWN_NAMES else f"{shown} and {len(every) - SHOWN_NAMES:,} more"


def strange_character(text: str) -> str:
    """Words for the first character of a short text that is not ASCII, and so may look like another one."""
    if text.isascii() or len(text) > SHOWN_LETTERS:
        return ""
    import unicodedata

    char = next(char for char in text if not char.isascii())
    return f": it holds U+{ord(char):04X} {unicodedata.name(char, 'without a name')}"


def _number_of(char: str) -> str:
    code = ord(char)
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
