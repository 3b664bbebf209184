"""Characters that cannot be seen or change what is seen: which they are, how to show them, how wide text is.

With them a text can be drawn otherwise than a program reads it. They are refused in a plan, and escaped
wherever text of others is shown.
"""

import re

_CONTROLS = r"\x00-\x08\x0b-\x1f\x7f-\x9f"
_INVISIBLE = r"\u00ad\u180e\u200b\u2060-\u2064\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
_TURNING = r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_LINE_ENDS = r"\u2028\u2029"
_UNASSIGNABLE = r"\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"

FORBIDDEN = re.compile(f"[{_CONTROLS}{_INVISIBLE}{_TURNING}{_LINE_ENDS}{_UNASSIGNABLE}]")
"""What may not stand in a plan: control characters but tab and line end, and what hides or turns text."""

_BYTES = re.compile(r"[\udc80-\udcff]+")
_SHORT = {"\r": "\\r"}


def visible(text: str) -> str:
    """The text with every character that could not be seen written as an escape, such as `\\u202e`."""
    if text.isascii() and text.isprintable():
        return text
    return FORBIDDEN.sub(_escape, restored(text)).replace("\t", "\\t").replace("\n", "\\n")


def restored(text: str) -> str:
    """The letters of a name or argument that the system handed over as single bytes, as some locales do."""
    if _BYTES.search(text) is None:
        return text
    return _BYTES.sub(lambda run: run[0].encode("utf-8", "surrogateescape").decode("utf-8", "surrogateescape"), text)


def code_point(char: str) -> str:
    """A character by its number and its name: `U+202E (right-to-left override)`."""
    name = _OWN_NAMES.get(char) or _unicode_name(char)
    return f"U+{ord(char):04X} ({name})" if name else f"U+{ord(char):04X}"


def width(text: str) -> int:
    """How many columns of a terminal a text fills."""
    return len(text) if text.isascii() else sum(map(width_of, text))


def width_of(char: str) -> int:
    """How many columns a character fills: none for an accent on the letter before, two for a wide one."""
    if char.isascii():
        return 1
    from unicodedata import category, east_asian_width

    if category(char) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if east_asian_width(char) in {"W", "F"} else 1


def _escape(match: re.Match[str]) -> str:
    char = match[0]
    number = ord(char)
    if char in _SHORT:
        return _SHORT[char]
    if 0xDC80 <= number <= 0xDCFF:
        return f"\\x{number - 0xDC00:02x}"
    if number < 0x100:
        return f"\\x{number:02x}"
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


_OWN_NAMES = {
    "\x00": "null",
    "\x07": "bell",
    "\x08": "backspace",
    "\x0b": "vertical tab",
    "\x0c": "form feed",
    "\x1b": "escape",
    "\x7f": "delete",
    "\x85": "next line",
    "\ufeff": "byte-order mark",
}


def _unicode_name(char: str) -> str:
    from unicodedata import category, name

    return name(char, "").lower() or ("control character" if category(char) == "Cc" else "")
