"""Mistakes of `for`: texts without quotes, signs of comparison, `or`, everybody in other words."""

import re

from compdsl.diagnostics.problem import Problem
from compdsl.source.source import Source, Span
from compdsl.syntax.mistake_text import span_of, text_behind
from compdsl.syntax.parser import Mistake
from compdsl.syntax.problems_of_words import people_form, variant_form

EVERYBODY = ("all", "any", "everyone", "everybody", "anybody", "anyone", "payees", "people")


def find_people(source: Source, mistake: Mistake) -> Problem | None:
    """`for role = "csm"`, `for role csm`, `for role in ("csm")`, `for payee.role "csm"`, `for everyone`."""
    seen = mistake.seen
    if seen and seen[0].type == "VARIANT":
        words = [token.type for token in seen]
        if "FOR" not in words:
            return _variant(source, mistake)
        seen = seen[words.index("FOR") :]
    if not seen or seen[0].type != "FOR" or len(seen) < 2 or seen[1].type == "EACH":
        return None
    start = seen[0].start_pos or 0
    text = f"{seen[0]}{text_behind(source, seen[0])}".partition("{")[0].rstrip(" ;")
    return people_form(source, Span(start, start + len(text)), _meant(text) or 'for role "csm", "senior csm"')


def _variant(source: Source, mistake: Mistake) -> Problem:
    """`variant smb {`, `variant "Strategic" for …`, `variant smb "…" when segment == "smb"`."""
    seen = mistake.seen
    start = seen[0].start_pos or 0
    line = f"{seen[0]}{text_behind(source, seen[0])}".partition("{")[0].rstrip(" ;")
    name = next((str(one) for one in seen[1:] if one.type == "NAME"), None)
    title = next((str(one) for one in seen[1:] if one.type == "STRING"), None)
    quoted = re.search(r'"([^"]*)"', line) if name is None else None
    if quoted is not None:
        name, title = re.sub(r"\W+", "_", quoted[1].lower(), flags=re.ASCII).strip("_") or None, quoted[0]
    name = name or "strategic"
    said = re.search(r'\bfor\s+\w+\s+"[^"]*".*', line)
    people = said[0] if said is not None else f'for segment "{name}"'
    meant = f"variant {name}{f' {title}' if title else ''} {people} {{"
    return variant_form(source, Span(start, start + len(line)), meant)


def find_columns_by_comma(source: Source, mistake: Mistake) -> Problem | None:
    """`for role "csm", team "north"`: columns are joined by `and`."""
    seen, token = mistake.seen, mistake.token
    if len(seen) < 4 or seen[0].type != "FOR" or seen[-1].type != "COMMA" or token is None:
        return None
    if re.match(rf'\s*{_SIGN}\s*"', text_behind(source, token)) is None:
        return None
    return people_form(source, span_of(token), f"and {token} …")


_SIGN = r"(?:==?|:|is\b|in\b)?"
_BETWEEN_COLUMNS = re.compile(rf'\s+and\s+|\s*&&\s*|\s*,\s*(?!or\b)(?=[A-Za-z_]\w*\s*{_SIGN}\s*")')


def _meant(text: str) -> str | None:
    """The same as it is written in a plan; None where it cannot be told."""
    behind, beside, _ = text.removeprefix("for").strip().partition(" besid")
    if re.fullmatch(rf"(?:(?:all|every)\s+)?(?:{'|'.join(EVERYBODY)})(?:\s.*)?", behind):
        return "for everybody beside other plans"
    found = []
    for part in _BETWEEN_COLUMNS.split(behind):
        match = re.match(
            r"(?:payee\s*\.\s*)?([A-Za-z_]\w*)\s*(?:\s|==?|:|is\b|in\b)\s*(?:==?|is\b|in\b)?\s*\(?\s*(.+?)\s*\)?$", part
        )
        if match is None:
            return None
        is_quoted = re.fullmatch(r'(?:"[^"]+"|\bor\b|[,|\s])+', match[2]) is not None
        texts = re.findall(r'"([^"]+)"', match[2]) if is_quoted else re.split(r"\s*,\s*|\s+or\s+", match[2])
        texts = [re.sub(r"\s+", " ", one).strip("'\" ") for one in texts]
        found.append(f"{match[1]} {', '.join(f'{chr(34)}{one}{chr(34)}' for one in texts)}")
    return f"for {' and '.join(found)}{' beside other plans' * bool(beside)}"
