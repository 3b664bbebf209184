"""When two texts are nearly one: they differ only in capital letters, in how accents are stored, in blanks around."""


def fold(text: str) -> str:
    """What is the same for texts that are nearly one."""
    if text.isascii():
        return text.strip().lower()
    from unicodedata import normalize

    return normalize("NFC", normalize("NFC", text).casefold()).strip()


def difference(one: str, other: str) -> str:
    """In what two texts differ that are nearly one."""
    if one.strip() == other.strip():
        return "they differ in the blanks around them"
    from unicodedata import normalize

    if normalize("NFC", one.strip()) == normalize("NFC", other.strip()):
        return "they look alike, and their accents are stored in two ways"
    return "they differ in capital letters"
