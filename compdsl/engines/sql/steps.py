"""A query as a row of named steps, and how each is laid out to be read."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeAlias

from attrs import field, frozen

WIDTH = 110

Spelling: TypeAlias = Callable[[str], str]
"""How a part of a query is written by the database it is for."""


@frozen
class Column:
    """One column of a step: its expression, its name, and what is said of it in the lines above."""

    expression: str
    name: str
    comment: str = ""


@frozen
class Step:
    """One `name AS (SELECT …)`, with what is said of it; `keeps` where it has all columns of its source as well."""

    name: str
    columns: Sequence[Column]
    source: str
    comments: Sequence[str] = field(factory=tuple)
    keeps: bool = False
    behind: Sequence[str] = field(factory=tuple)
    """What stands behind the source: WHERE, GROUP BY."""

    def text(self, cte: str, spelt: Spelling) -> str:
        """The step as it is written."""
        lines = [f"{self.name} {cte} ("]
        lines += [f"  -- {comment}" for comment in self.comments]
        lines += [f"  {line}" for line in self._lines(spelt)]
        return "\n".join([*lines, ")"])

    def _lines(self, spelt: Spelling) -> list[str]:
        """What stands in it, line by line."""
        found = ["SELECT"]
        columns = ["  *"] if self.keeps else []
        for one in self.columns:
            comment = [f"  -- {line}" for line in one.comment.split("\n") if line]
            columns.append("\n".join([*comment, *map(spelt, _column(one))]))
        found += ",\n".join(columns).split("\n")
        found += map(spelt, _from(self.source) if self.source else [])
        for text in self.behind:
            found += map(spelt, laid_out(text))
        return found


@frozen
class Several:
    """One `name AS (SELECT … UNION ALL SELECT …)`."""

    name: str
    selects: Sequence[str]
    comments: Sequence[str]

    def text(self, cte: str, spelt: Spelling) -> str:
        """The step as it is written."""
        comments = "".join(f"  -- {comment}\n" for comment in self.comments)
        return f"{self.name} {cte} (\n{comments}  {spelt(all_of(self.selects))}\n)"


def all_of(selects: Sequence[str]) -> str:
    """The rows of several queries."""
    return "\n  UNION ALL ".join(selects)


def _column(one: Column) -> list[str]:
    lines = laid_out(tidy(one.expression), 4)
    if one.name and one.expression != one.name:
        lines[-1] += f" AS {one.name}"
    return [f"  {line}" for line in lines]


def _from(source: str) -> list[str]:
    """The source, each relation that is joined on a line of its own."""
    for word in ("LEFT JOIN", "CROSS JOIN"):
        source = source.replace(f" {word} ", f"{BREAK}{word} ")
    return f"FROM {source.replace(' UNION ALL ', f'{BREAK}  UNION ALL ')}".split("\n")


BREAK = "\n    "


def laid_out(text: str, indent: int = 2) -> list[str]:
    """An expression in lines that are not too long, as far as its cases and conditions allow."""
    if len(text) + indent <= WIDTH:
        return [text]
    case = _case(text)
    if case is not None:
        found = ["CASE"]
        for arm in case:
            found += [f"  {line}" for line in laid_out(arm, indent + 2)]
        return [*found, "END"]
    for word in (" THEN ", " OR ", " AND ", " + "):
        parts = _split(text, word)
        if len(parts) > 1:
            found = laid_out(parts[0], indent)
            for part in parts[1:]:
                more = laid_out(part, indent + 2)
                found += [f"  {word.strip()} {more[0]}", *(f"  {line}" for line in more[1:])]
            return found
    return [text]


def _case(text: str) -> list[str] | None:
    """The arms of a text that is one CASE and nothing else."""
    if not text.startswith("CASE WHEN ") or not text.endswith(" END"):
        return None
    found, start, depth, cases = [], len("CASE "), 0, 0
    for at, word in _words(text):
        depth += (word == "(") - (word == ")")
        cases += (word == "CASE") - (word == "END")
        if cases == 0 and at + len("END") < len(text) and word == "END":
            return None
        if word in ("WHEN", "ELSE") and cases == 1 and not depth and at > start:
            found.append(text[start : at - 1])
            start = at
    return [*found, text[start : -len(" END")]]


def _split(text: str, word: str) -> list[str]:
    """A text in the parts between a word that stands in no brackets and in no CASE."""
    found, start, depth = [], 0, 0
    for at, one in _words(text):
        depth += (one in ("(", "CASE")) - (one in (")", "END"))
        if not depth and one == word.strip() and not _is_between(text[start:at]):
            found.append(text[start : at - 1])
            start = at + len(one) + 1
    return [*found, text[start:]]


def _is_between(text: str) -> bool:
    return text.rfind(" BETWEEN ") > text.rfind(" AND ")


def _words(text: str) -> Iterator[tuple[int, str]]:
    """The words and brackets of a text with their places; what stands in quotes is none."""
    at, quote = 0, ""
    while at < len(text):
        letter = text[at]
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "'\"`":
            quote = letter
        elif letter in "()+":
            yield at, letter
        elif letter.isalnum() or letter == "_":
            end = at
            while end < len(text) and (text[end].isalnum() or text[end] == "_"):
                end += 1
            yield at, text[at:end]
            at = end
            continue
        at += 1


def tidy(text: str) -> str:
    """The same expression without brackets that say nothing: around a name, around brackets, around all of it."""
    pairs = _brackets(text)
    dropped: set[int] = set()
    for start, end in pairs.items():
        inner = text[start + 1 : end] or " "
        before = text[start - 1] if start else " "
        is_call = before.isalnum() or before in "_\"`'" or text[:start].endswith(" IN ")
        is_name = inner.replace("_", "a").isalnum() and inner.isascii() and not inner[0].isdigit()
        is_all = start == 0 and end == len(text) - 1
        is_arm = text[:start].endswith((" THEN ", " ELSE ")) and text[end + 1 :].startswith(
            (" WHEN ", " ELSE ", " END")
        )
        is_text = inner[0] == "'" and inner.find("'", 1) == len(inner) - 1
        is_double = pairs.get(start + 1) == end - 1
        if (not is_call and (is_name or is_all or is_arm or is_text)) or is_double:
            dropped |= {start, end} if not is_double else {start + 1, end - 1}
    found = "".join(letter for at, letter in enumerate(text) if at not in dropped)
    return found if found == text else tidy(found)


def _brackets(text: str) -> dict[int, int]:
    """Where each bracket that opens is closed."""
    found, open_ones = {}, []
    for at, word in _words(text):
        if word == "(":
            open_ones.append(at)
        elif word == ")":
            found[open_ones.pop()] = at
    return found


def query_text(steps: "Iterable[Step | Several]", cte: str, last: str, spelt: Spelling) -> str:
    """The whole query."""
    return "WITH\n" + ",\n\n".join(step.text(cte, spelt) for step in steps) + "\n\n" + spelt(last)
