"""A calculation and its result as one piece of a sentence, with remarks such as `since …` behind both."""


def equation(words: str, value: str) -> str:
    """A calculation and what it comes to, its remarks behind both."""
    if words in ("", value):
        return value
    for remark in (", the factor ", ", the rate ", ", since ", ", where "):
        at = _outside_brackets(words, remark)
        if at >= 0:
            return f"{words[:at]} = {value}{words[at:]}"
    is_rounded = _outside_brackets(words, ", rounded to ") >= 0
    return f"{words}, that is {value}" if is_rounded else f"{words} = {value}"


def _outside_brackets(text: str, part: str) -> int:
    """Where a part of a text begins that no bracket is around, or -1."""
    at = text.find(part)
    while at >= 0 and text.count("(", 0, at) != text.count(")", 0, at):
        at = text.find(part, at + 1)
    return at


def is_remark(words: str) -> bool:
    """Whether words say where a value is from, and are no calculation that comes to it."""
    return words.startswith(("as ", "since ", "taken as ", "of "))
