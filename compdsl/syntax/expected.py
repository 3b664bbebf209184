"""What the grammar takes at a place, in words: `a figure, a name or a bracket`, `the end of the line`."""

from compdsl.syntax.table import KEYWORDS, SIGNS

VALUES = frozenset({"NUMBER", "PERCENT", "MONEY", "NAME", "LPAR"})
ALL_VALUES = VALUES | {"FACTOR", "STRING", "DATE", "TARGET", "PERIOD", "TOTAL", "ROUND", "SIGN", "IF", "NOT"}
OPERATORS = frozenset({"SIGN", "STAR", "SLASH"})
NOISE = frozenset({"DOT", "LPAR", "$END", "COMPARE", "AND", "OR"}) | OPERATORS
"""What may go on with a name or a figure nearly everywhere: named only where nothing else is."""

NAMED = {
    "NAME": "a name",
    "CODE": "a currency code such as USD",
    "DATE": "a date such as 2026-03-31",
    "STRING": "a text between quotes",
    "_SEP": "the end of the line",
    "NUMBER": "a number",
    "LABEL": "a period such as 2026-Q1",
}


def expected_words(expected: frozenset[str]) -> str:
    """What is expected, as the end of `… is expected`."""
    rest, words = set(expected), []
    rest.discard("PREVIOUS")
    if rest >= VALUES:
        words.append("a figure, a name or a bracket")
        rest -= ALL_VALUES
    if "_SEP" in rest or "RPAR" in rest or "RBRACE" in rest or words:
        rest -= NOISE
    elif rest >= OPERATORS:
        words.append("an operator")
        rest -= NOISE
    signs = {name: sign for sign, name in SIGNS.items()}
    words += [NAMED[name] for name in sorted(rest & NAMED.keys())]
    words += [f"`{signs[name]}`" for name in sorted(rest) if name in signs]
    keywords = sorted(text for text, name in KEYWORDS.items() if name in rest)
    if len(keywords) <= 5:
        words += [f"`{word}`" for word in keywords]
    elif "CAP" in rest:
        words.append("a modifier such as `cap` or `goal`")
    return _either(words[:4]) if words else "something else"


def _either(words: list[str]) -> str:
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " or " + words[-1]
