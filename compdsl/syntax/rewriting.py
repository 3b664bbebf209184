"""What was written in a form the language does not have, in the form it has: for the hints of mistakes.

Each function gives None where it cannot be sure.
"""

import re

FIGURE = re.compile(r"(?:[$£€]|[A-Z]{3} )?[0-9](?:[0-9_.]|,(?=[0-9]))*(?:[kKmMx]\b)?%?")
"""A figure as people write it; a comma in it stands between two digits."""
_POINT = re.compile(rf"({FIGURE.pattern})\s*(?::|->|=>|→)\s*({FIGURE.pattern})")
_ROW = re.compile(rf"({FIGURE.pattern})\s+(?:from|over|at|above)\s+({FIGURE.pattern})")
_PLAIN = re.compile(r"(0|[1-9][0-9]*(_[0-9]+)*)(\.[0-9]+)?[kmx]?")
_LOOSE = re.compile(r"[0-9][0-9_]*(\.[0-9]+)?[kmx]?")
_MIXED = re.compile(r"[1-9][0-9_]*(,[0-9_]+)+(\.[0-9]+)?[kmx]?")
_DAY = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")
_DAY_WITHOUT_ORDER = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})")
_MONTH = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_DAY_IN_WORDS = re.compile(
    rf"(?:(?P<month_first>(?:{_MONTH})[a-z]*)\.? (?P<day_second>[0-9]{{1,2}})(?:st|nd|rd|th)?"
    rf"|(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th|\.)? (?P<month>(?:{_MONTH})[a-z]*)\.?),? (?P<year>[0-9]{{4}})",
    re.IGNORECASE,
)
_QUARTER = re.compile(r"(?:(?P<year>[0-9]{4})[- ]?Q(?P<quarter>[1-4]))", re.IGNORECASE)

MONTHS = _MONTH.split("|")
LAST_DAY = 31
LAST_DAYS = {3: 31, 6: 30, 9: 30, 12: 31}
"""The last day of the last month of each quarter."""

LONGEST_NUMBER = 40
"""How long a number may be to be written anew."""


def points_of_rows(rows: str) -> str | None:
    """Rows as the points of a curve: `50% from 75%` is `75%: 50%`."""
    found = _paired(rows) or _ROW.findall(rows) or [(value, start) for start, value in _POINT.findall(rows)]
    return "curve " + ", ".join(f"{start}: {value}" for value, start in found) if found else None


def rows_of_points(word: str, points: str) -> str | None:
    """Points as rows: `75%: 50%` is `50% from 75%`."""
    found = _POINT.findall(points)
    return f"{word} " + ", ".join(f"{value} from {start}" for start, value in found) if found else None


def slashes_of_commas(word: str, rows: str) -> str | None:
    """`5%, 8%, 12% at $0, $50k, $100k` with slashes; None where it is not of that form."""
    one = FIGURE.pattern
    match = re.fullmatch(rf"\s*({one}(?:\s*,\s*{one})+)\s+at\s+({one}(?:\s*[,/]\s*{one})*)\s*", rows)
    if match is None:
        return None
    values, starts = (" / ".join(re.split(r"\s*[,/]\s*", part)) for part in (match[1], match[2]))
    return f"{word} {values} at {starts}"


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
    text = re.sub(r"%%+$", "%", text)
    if re.fullmatch(r"(?:[$£€][ \t]*|[A-Z]{3}[ \t]+)?[1-9][0-9]{0,2}(?:[ '’][0-9]{3})+", text):
        text = re.sub(r"(?<=[0-9])[ '’](?=[0-9]{3})", "_", text)
    text = re.sub(r"[ \t]*(?:percent(?:age)?|pct|per cent)$", "%", text)
    text = re.sub(r"[ \t]*(?:million|millions|mio|mm|mn|m|M)$", "m", re.sub(r"[ \t]*(?:thousand|k|K)$", "k", text))
    text = re.sub(r"^x([0-9]+(?:\.[0-9]+)?)$", r"\1x", text)
    if (points := re.fullmatch(r"([1-9][0-9]{0,3})[ \t]*bps?", text)) is not None:
        whole, rest = divmod(int(points[1]), 100)
        return f"{whole}.{rest:02}".rstrip("0").rstrip(".") + "%"
    sign = re.match(r"[$£€]|[A-Z]{3}[ \t]+", text)
    front, bare = (sign[0], text[len(sign[0]) :]) if sign else ("", text)
    behind = re.search(r"[ \t]*([$£€])$", bare)
    if behind and not front:
        front, bare = behind[1], bare[: behind.start()]
        bare = re.sub(r"^([1-9][0-9]{0,2})\.([0-9]{3})$", r"\1_\2", bare)
    unit = "%" if bare.endswith("%") else ""
    front = "" if unit else front
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


def day(text: str, order: str = "") -> str | None:
    """A day as year-month-day; None where day and month could be taken for one another and `order` does not say it.

    `order` is `month` where the month comes first, as in 12/31/2026, and `day` where the day does.
    """
    text = text.strip().strip('"')
    if match := _DAY.fullmatch(text):
        return f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}"
    if match := _DAY_IN_WORDS.fullmatch(text):
        month = match["month"] or match["month_first"]
        number = MONTHS.index(month[:3].lower()) + 1
        return f"{match['year']}-{number:02}-{int(match['day'] or match['day_second']):02}"
    if match := _DAY_WITHOUT_ORDER.fullmatch(text):
        one, two = int(match[1]), int(match[2])
        first = order or order_of(text)
        if max(one, two) > LAST_DAY or min(one, two) < 1 or not first:
            return None
        month_number, day_number = (one, two) if first == "month" else (two, one)
        return f"{match[3]}-{month_number:02}-{day_number:02}" if month_number <= len(MONTHS) else None
    return None


def order_of(text: str) -> str:
    """What comes first in a day such as 12/31/2026: `month` or `day`; nothing where it cannot be told."""
    match = _DAY_WITHOUT_ORDER.fullmatch(text.strip())
    if match is None:
        return ""
    one, two = int(match[1]), int(match[2])
    return "day" if one > len(MONTHS) else "month" if two > len(MONTHS) or one == two else ""


def stretch(*texts: str) -> str | None:
    """Two days, two quarters, or a year alone, as `2026-01-01 to 2026-12-31`."""
    if len(texts) == 1 and (year := re.fullmatch(r"(?:FY ?)?(20[0-9]{2})", texts[0].strip())):
        return f"{year[1]}-01-01 to {year[1]}-12-31"
    if len(texts) != 2:
        return None
    first, last = texts
    one, two = _QUARTER.fullmatch(first.strip()), _QUARTER.fullmatch(last.strip())
    if one and two:
        start, end = int(one["quarter"]) * 3 - 2, int(two["quarter"]) * 3
        return f"{one['year']}-{start:02}-01 to {two['year']}-{end:02}-{LAST_DAYS[end]}"
    orders = {order_of(first), order_of(last)} - {""}
    order = orders.pop() if len(orders) == 1 else ""
    days = day(first, order), day(last, order)
    return f"{days[0]} to {days[1]}" if all(days) else None


def split_at_commas(text: str) -> list[str]:
    """The parts between the commas that stand in no bracket, no text and no amount such as `$1,500`."""
    parts, depth, last = [], 0, 0
    for match in re.finditer(r'[()]|"[^"\n]*"|[$£€]\s*[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[,;]', text):
        if match[0] in "()":
            depth += 1 if match[0] == "(" else -1
        elif match[0] in ",;" and depth == 0:
            parts.append(text[last : match.start()].strip())
            last = match.end()
    return [*parts, text[last:].strip()]


def _paired(rows: str) -> list[tuple[str, str]]:
    """`50% / 100% at 75% / 100%` as values with their starts."""
    values, _, starts = rows.partition(" at ")
    left, right = FIGURE.findall(values), FIGURE.findall(starts)
    return list(zip(left, right, strict=True)) if left and len(left) == len(right) else []
