"""What was written in a form the language does not have, in the form it has: for the hints of mistakes.

Each function gives None where it cannot be sure.
"""

import re

_FIGURE = re.compile(r"(?:[$£€]|[A-Z]{3} )?[0-9][0-9_.,]*[a-zA-Z]?%?")
_POINT = re.compile(rf"({_FIGURE.pattern})\s*(?::|->|=>|→)\s*({_FIGURE.pattern})")
_ROW = re.compile(rf"({_FIGURE.pattern})\s+(?:from|over|at|above)\s+({_FIGURE.pattern})")
_END = re.compile(rf"({_FIGURE.pattern})(?:\s+(?:from\s+{_FIGURE.pattern}\s+)?(?:up\s+)?to\s+({_FIGURE.pattern}))?.*")
_PLAIN = re.compile(r"(0|[1-9][0-9]*(_[0-9]+)*)(\.[0-9]+)?[kmx]?")
_LOOSE = re.compile(r"[0-9][0-9_]*(\.[0-9]+)?[kmx]?")
_MIXED = re.compile(r"[1-9][0-9_]*(,[0-9_]+)+(\.[0-9]+)?[kmx]?")
_DAY = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")

LONGEST_NUMBER = 40
"""How long a number may be to be written anew."""


def rows_with_starts(word: str, rows: str) -> str | None:
    """Rows that say where they end, with their starts: `5% to $50k, 8%` is `5% from $0, 8% from $50k`."""
    found = [_END.fullmatch(row.strip()) for row in rows.split(",")]
    if not found or any(match is None for match in found):
        return None
    values = [match[1] for match in found if match]
    ends = [match[2] for match in found if match and match[2]]
    if len(ends) < len(values) - 1 or not ends:
        return None
    starts = [zero_of(ends[0]), *ends]
    return f"{word} " + ", ".join(f"{value} from {start}" for value, start in zip(values, starts, strict=False))


def rows_of_ranges(word: str, rows: str) -> str | None:
    """Rows that say from where to where: `5% from $0-$50k` is `5% from $0`."""
    found = [
        re.fullmatch(rf"({_FIGURE.pattern})\s+(from|over)\s+({_FIGURE.pattern})\s*-.*", row.strip())
        for row in rows.split(",")
    ]
    if any(match is None for match in found):
        return None
    return f"{word} " + ", ".join(f"{match[1]} {match[2]} {match[3]}" for match in found if match)


def points_of_rows(rows: str) -> str | None:
    """Rows as the points of a curve: `50% from 75%` is `75%: 50%`."""
    found = _paired(rows) or _ROW.findall(rows) or [(value, start) for start, value in _POINT.findall(rows)]
    return "curve " + ", ".join(f"{start}: {value}" for value, start in found) if found else None


def rows_of_points(word: str, points: str) -> str | None:
    """Points as rows: `75%: 50%` is `50% from 75%`."""
    found = _POINT.findall(points)
    return f"{word} " + ", ".join(f"{value} from {start}" for start, value in found) if found else None


def zero_of(figure: str) -> str:
    """Nothing, in the unit of a figure: `$0`, `0%`, `0`."""
    if figure.endswith("%"):
        return "0%"
    sign = re.match(r"[$£€]|[A-Z]{3} ", figure)
    return f"{sign[0]}0" if sign else "0"


def number(text: str) -> str | None:
    """A number as the language spells it; None where it could be read in two ways."""
    if len(text) > LONGEST_NUMBER:
        return None
    sign = re.match(r"[$£€]|[A-Z]{3}[ \t]+", text)
    front, bare = (sign[0], text[len(sign[0]) :]) if sign else ("", text)
    behind = re.search(r"[ \t]*([$£€])$", bare)
    if behind and not front:
        front, bare = behind[1], bare[: behind.start()]
    unit = "%" if bare.endswith("%") else ""
    digits = _digits(bare.removesuffix("%").strip(), front)
    return f"{front.strip()}{' ' if len(front) > 1 else ''}{digits}{unit}" if digits else None


def _digits(text: str, sign: str) -> str | None:
    group = "," if sign else "_"
    if _PLAIN.fullmatch(text) or (sign and re.fullmatch(r"[1-9][0-9]{0,2}(,[0-9]{3})+(\.[0-9]+)?", text)):
        return text
    if _LOOSE.fullmatch(text):
        return _tidy(text)
    if sign and "_" in text and _MIXED.fullmatch(text):
        return _tidy(text.replace(",", "_"))
    if re.fullmatch(r"[1-9][0-9]{0,2}(,[0-9]{3})+(\.[0-9]+)?", text):
        return text.replace(",", "_")
    if re.fullmatch(r"[0-9]+(\.[0-9]{3})*,[0-9]{1,2}", text) or re.fullmatch(r"[0-9]{1,3}(\.[0-9]{3}){2,}", text):
        return text.replace(".", group).replace(",", ".") if "," not in group else _swapped(text)
    if re.fullmatch(r"\.[0-9]+[kmx]?", text):
        return f"0{text}"
    if re.fullmatch(r"[0-9][0-9_]*\.", text):
        return text[:-1]
    if re.fullmatch(r"[0-9][0-9_]*(\.[0-9]+)?(K|M|X|mm|MM|Mio|mio|mil|mn|bn|B|tsd)", text):
        unit = re.sub(r"[0-9_.]", "", text).lower()
        return text[: -len(unit)] + unit[0] if unit in ("k", "m", "x", "mm", "mio", "mil", "mn") else None
    return _without_exponent(text)


def _tidy(text: str) -> str:
    """Digits without zeros before them, and with `_` only between two of them."""
    whole, point, rest = text.partition(".")
    unit = whole[-1] if whole[-1] in "kmx" else ""
    digits = re.sub("__+", "_", whole.removesuffix(unit)).strip("_").lstrip("0_") or "0"
    return f"{digits}{unit}{point}{rest}"


def _swapped(text: str) -> str:
    return text.replace(".", " ").replace(",", ".").replace(" ", ",")


def _without_exponent(text: str) -> str | None:
    mantissa, _, exponent = text.lower().partition("e")
    if not exponent.isdigit() or not exponent.isascii() or len(text) > 12 or int(exponent) > 9:
        return None
    whole, _, decimals = mantissa.partition(".")
    if not (whole + decimals).isdigit():
        return None
    rest = decimals[int(exponent) :]
    return whole + decimals.ljust(int(exponent), "0")[: int(exponent)] + (f".{rest}" if rest else "")


def day(text: str) -> str | None:
    """A day as year-month-day; None where day and month could be taken for one another."""
    match = _DAY.fullmatch(text.strip().strip('"'))
    return f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}" if match else None


def choice(inside: str) -> str | None:
    """The three parts of a spreadsheet's choice as the language writes it."""
    parts = [part.strip() for part in _split(inside)]
    if len(parts) != 3 or not all(parts):
        return None
    return f"if {parts[0]} then {parts[1]} else {parts[2]}"


def _split(text: str) -> list[str]:
    """The parts between the commas that stand in no bracket and in no number."""
    parts, depth, last = [], 0, 0
    for match in re.finditer(r'[()]|"[^"\n]*"|(?<=[0-9]),(?=[0-9]{3}(?![0-9]))|,', text):
        if match[0] in "()":
            depth += 1 if match[0] == "(" else -1
        elif match[0] == "," and depth == 0 and not re.match(r"[0-9]{3}(?![0-9])", text[match.end() :]):
            parts.append(text[last : match.start()])
            last = match.end()
    return [*parts, text[last:]]


def _paired(rows: str) -> list[tuple[str, str]]:
    """`50% / 100% at 75% / 100%` as values with their starts."""
    values, _, starts = rows.partition(" at ")
    left, right = _FIGURE.findall(values), _FIGURE.findall(starts)
    return list(zip(left, right, strict=True)) if left and len(left) == len(right) else []
