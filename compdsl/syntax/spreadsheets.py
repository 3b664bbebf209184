"""Functions of spreadsheets, and the form the language has for each: for the hints of mistakes.

`written_anew` turns a formula round where every part of it is known; it gives None where it cannot be sure.
"""

import re

from compdsl.syntax.rewriting import split_at_commas
from compdsl.values.currency import sign_of

LONGEST_FORMULA = 300
"""How long a formula may be to be written anew."""

CHOICE = "Write `if adoption >= 80% then $500 else $0`."
TABLE = 'Write a table and its name, such as `table share by payee.role { "lead": 40%, "member": 30% }`.'
ROWS = 'Write `sum(deals.amount where kind == "new")`, with the records declared by `records`.'
COUNTED = 'Write `count(deals where kind == "new")`, with the records declared by `records`.'
AVERAGED = 'Write `average(deals.amount where kind == "new")`, with the records declared by `records`.'
ROUNDED = "Write `round(x, 0.01)` with the unit to round to; full units only are counted by `each full 10`."
PERIOD = "Write `period.month`, `period.quarter` or `period.year`, or compare with a day such as `2026-03-31`."
ANSWER = "Write `(x else 0)`: what is used where there is no data."

FUNCTIONS = {
    "IF": CHOICE, "IFS": CHOICE, "CHOOSE": CHOICE, "SWITCH": CHOICE,
    "AND": "Write `a >= 80% and b >= 90%`.",
    "OR": "Write `a >= 80% or b >= 90%`.",
    "NOT": "Write `not a >= 80%`.",
    "XOR": "Write `(a and not b) or (b and not a)`.",
    "IFERROR": ANSWER, "IFNA": ANSWER, "ISBLANK": ANSWER, "ISERROR": ANSWER, "COALESCE": ANSWER, "NVL": ANSWER,
    "VLOOKUP": TABLE, "HLOOKUP": TABLE, "XLOOKUP": TABLE, "LOOKUP": TABLE, "INDEX": TABLE, "MATCH": TABLE,
    "SUMIF": ROWS, "SUMIFS": ROWS,
    "COUNTIF": COUNTED, "COUNTIFS": COUNTED, "COUNTA": COUNTED,
    "AVERAGEIF": AVERAGED, "AVERAGEIFS": AVERAGED,
    "SUMPRODUCT": "Write the product inside the sum: `sum(deals.amount * deals.share)`.",
    "PRODUCT": "Write the figures with `*` between them.",
    "POWER": "Write the figure several times with `*` between.",
    "ABS": "Write `max(x, -x)`.",
    "ROUND": ROUNDED, "ROUNDUP": ROUNDED, "ROUNDDOWN": ROUNDED, "MROUND": ROUNDED, "CEILING": ROUNDED,
    "FLOOR": ROUNDED, "INT": ROUNDED, "TRUNC": ROUNDED,
    "TODAY": PERIOD, "NOW": PERIOD, "MONTH": PERIOD, "YEAR": PERIOD, "QUARTER": PERIOD, "DATE": PERIOD,
    "DATEDIF": "Take one day from the other: `payee.end - payee.start` is the days between them.",
    "DAYS": "Take one day from the other: `payee.end - payee.start` is the days between them.",
}  # fmt: skip
"""What to write for a function of a spreadsheet, by its name in capitals."""

LOWERED = frozenset({"SUM", "COUNT", "AVERAGE", "MIN", "MAX"})
"""Functions the language has too, in small letters."""

NEAR = 40
"""How far around a call is looked for an operator."""
OPERATORS = ("+", "-", "*", "/")
JOINING = {"AND": " and ", "OR": " or "}
_CAPITALS = re.compile(rf"\b(?:{'|'.join(sorted(LOWERED))})(?=\s*\()")
_CALL = re.compile(r"([A-Za-z]+)\s*\((.*)\)\Z", re.DOTALL)
_COLUMN = re.compile(r"[A-Za-z_]\w*\.[A-Za-z_]\w*\Z")
_CRITERION = re.compile(r'"\s*(>=|<=|<>|=|>|<)?\s*([^"]*)"\Z')
_BLOCK = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")
_BRACKETED = re.compile(r"""\[[ \t]*["'@]?([A-Za-z_][A-Za-z0-9_]*)["']?[ \t]*\]""")
_FACTOR = re.compile(r"(?<![A-Za-z0-9_])x[0-9]+\Z")
_ROUNDED = re.compile(r"round\(([^()]*(?:\([^()]*\)[^()]*)*), ([0-9][0-9.]*)\)")
_NAMES = re.compile(r"(?<![\w.])[A-Za-z_][\w.]*")
_COLUMNS = re.compile(r"(?<![\w.])[a-z_]\w*\.[a-z_]\w*")
LONGEST_COLUMN = 80
"""How long the names of a block and of a column may be to be looked for."""
_PLACES = re.compile(r"[0-4]\Z")


def written_anew(formula: str) -> str | None:
    """A formula of a spreadsheet as the language writes it; None where a part of it is not known."""
    if len(formula) > LONGEST_FORMULA:
        return None
    return _anew(formula.strip())


def _anew(text: str) -> str | None:
    match = _CALL.match(text)
    if match is None or not _is_one(match[2]):
        return _signs(text)
    name, parts = match[1].upper(), split_at_commas(match[2])
    if name == "IF" and len(parts) == 3:
        condition, chosen, otherwise = (_anew(part) for part in parts)
        known = condition and chosen and otherwise
        return f"if {condition} then {_bracketed(str(chosen))} else {otherwise}" if known else None
    if name in JOINING and len(parts) > 1:
        several = [_anew(part) for part in parts]
        return JOINING[name].join(_joined(str(one), name) for one in several) if all(several) else None
    if name == "NOT" and len(parts) == 1:
        inside = _anew(parts[0])
        return f"not {inside if inside and not re.search(' and | or ', inside) else f'({inside})'}" if inside else None
    if name in ("IFERROR", "IFNA") and len(parts) == 2:
        value, other = _anew(parts[0]), _anew(parts[1])
        return f"({value} else {other})" if value and other else None
    if name == "ROUND" and len(parts) == 2 and _PLACES.match(parts[1]):
        value = _anew(parts[0])
        return f"round({value}, {unit_of_places(int(parts[1]), value)})" if value else None
    if name == "ABS" and len(parts) == 1:
        value = _anew(parts[0])
        return f"max({value}, -{_bracketed(value, always=True)})" if value else None
    if name in ("SUMIF", "SUMIFS", "COUNTIF", "COUNTIFS", "AVERAGEIF", "AVERAGEIFS"):
        return _of_rows(name, parts)
    if name in LOWERED:
        several = [_anew(part) for part in parts]
        return f"{name.lower()}({', '.join(map(str, several))})" if all(several) else None
    return None if name in FUNCTIONS else _signs(text)


def unit_of_places(places: int, value: str) -> str:
    """The unit of a number of decimal places, in the unit of a value: 2 is `0.01`, of money `$0.01`."""
    digits = "1" if places == 0 else f"0.{'0' * (places - 1)}1"
    sign = re.search(r"[$£€]", value)
    return f"{sign[0] if sign else ''}{digits}"


def _is_one(inside: str) -> bool:
    """Whether the bracket that opens behind the name is the one that closes at the end."""
    depth = 0
    for sign in re.sub(r'"[^"]*"', "", inside):
        depth += (sign == "(") - (sign == ")")
        if depth < 0:
            return False
    return depth == 0


def _signs(text: str) -> str | None:
    """A piece without functions of spreadsheets, with the language's signs for comparing."""
    if not text or any(word.upper() in FUNCTIONS for word in re.findall(r"([A-Za-z]+)\s*\(", text)):
        return None
    text = _CAPITALS.sub(lambda name: name[0].lower(), text.replace("<>", "!="))
    return re.sub(r"(?<![<>=!])=(?!=)", "==", text)


def _bracketed(text: str, *, always: bool = False) -> str:
    """A value in brackets where it is a choice, or more than one word."""
    return f"({text})" if text.startswith("if ") or (always and not re.fullmatch(r"[\w.]+", text)) else text


def _joined(text: str, name: str) -> str:
    """A condition among others; one that is joined otherwise stands in brackets."""
    other = " or " if name == "AND" else " and "
    return f"({text})" if other in text else text


def _of_rows(name: str, parts: list[str]) -> str | None:
    """`SUMIFS(deals.amount, deals.kind, "new")` as a sum with `where`."""
    word = {"SUM": "sum", "COU": "count", "AVE": "average"}[name[:3]]
    several = name.endswith("S")
    if word == "count":
        row, pairs = None, parts
    elif several:
        row, pairs = parts[0], parts[1:]
    elif len(parts) == 3:
        row, pairs = parts[2], parts[:2]
    else:
        return None
    if not pairs or len(pairs) % 2 or not all(_COLUMN.match(one) for one in (*pairs[::2], *([row] if row else []))):
        return None
    conditions = [_condition(column, one) for column, one in zip(pairs[::2], pairs[1::2], strict=True)]
    block = (row or pairs[0]).partition(".")[0]
    return f"{word}({row or block} where {' and '.join(map(str, conditions))})" if all(conditions) else None


def _condition(column: str, criterion: str) -> str | None:
    name = column.partition(".")[2]
    match = _CRITERION.match(criterion)
    if match is None:
        return f"{name} == {criterion}" if re.fullmatch(r"[$£€]?[0-9][0-9_.]*[km]?%?|[\w.]+", criterion) else None
    sign = {"=": "==", "<>": "!="}.get(match[1], match[1] or "==")
    is_figure = re.fullmatch(r"[$£€]?[0-9][0-9_.]*%?", match[2])
    value = match[2] if is_figure else f'"{match[2]}"'
    return f"{name} {sign} {value}"


def call_at(text: str, start: int) -> str | None:
    """The call that starts at a place of a text, up to the bracket that closes it on the same line."""
    line = text[start : start + LONGEST_FORMULA].split("\n")[0]
    depth = 0
    for match in re.finditer(r'"[^"]*"|[()]', line):
        depth += (match[0] == "(") - (match[0] == ")")
        if match[0] == ")" and depth <= 0:
            return line[: match.end()] if depth == 0 else None
    return None


def hint_of(function: str, text: str, start: int) -> str | None:
    """What to write for a function of a spreadsheet that is called at a place of a text; None where it is none."""
    if function.upper() not in FUNCTIONS:
        return None
    written = call_anew(text, start)
    return f"Write `{written}`." if written is not None else FUNCTIONS[function.upper()]


def call_anew(text: str, start: int) -> str | None:
    """The call at a place of a text as the language writes it, in brackets where it is a part of a calculation."""
    call = call_at(text, start)
    written = written_anew(call) if call is not None else None
    if written is None or call is None:
        return None
    written = _with_unit_of_money(written, text)
    end = start + len(call)
    before, behind = text[max(0, start - NEAR) : start].rstrip(), text[end : end + NEAR].lstrip()
    is_part = before[-1:] in OPERATORS or behind[:1] in OPERATORS
    return f"({written})" if is_part and " " in written and written[-1] != ")" else written


def _with_unit_of_money(written: str, text: str) -> str:
    """A formula whose amounts are rounded to an amount: `round(sold * 5%, 0.01)` of money is one to `$0.01`."""

    def unit(match: re.Match[str]) -> str:
        is_money = "/" not in match[1] and any(_is_money(name, text) for name in _NAMES.findall(match[1]))
        sign = re.search(r"^\s*(?:[^#\n]*;\s*)?currency\s+([A-Z]{3})\b", text, re.MULTILINE) if is_money else None
        code = sign[1] if sign else ""
        return f"round({match[1]}, {(sign_of(code) or f'{code} ') if is_money and code else ''}{match[2]})"

    return _ROUNDED.sub(unit, written)


def _is_money(name: str, text: str) -> bool:
    """Whether a name is one of money, as the text of the plan says it: a column, a measure of one, `target`."""
    if name == "target":
        return True
    column = name.rpartition(".")[2]
    if "." in name:
        return re.search(rf"\b{column}\s*:\s*money\b", text) is not None
    metric = re.search(rf"\bmetric\s+{name}\s*=\s*([^#;\n]+)", text)
    if metric is None or "/" in metric[1] or "count(" in metric[1]:
        return False
    return any(_is_money(one, text) for one in _COLUMNS.findall(metric[1]))


def choice_around(text: str, place: int) -> tuple[int, str] | None:
    """Where the `if(…)` starts that a place of a text stands in, and the choice as the language writes it."""
    line_start = text.rfind("\n", max(0, place - LONGEST_FORMULA), place) + 1
    for match in reversed(list(re.finditer(r"\b(?:if|IF|If)\s*\(", text[line_start:place]))):
        start = line_start + match.start()
        call = call_at(text, start)
        if call is not None and start + len(call) > place:
            written = call_anew(text, start)
            return (start, written) if written is not None else None
    return None


def column_around(text: str, place: int) -> str | None:
    """`deals.amount` for the brackets of `deals[amount]`, one of which stands at a place of a text."""
    start = place if text[place] == "[" else text.rfind("[", max(0, place - LONGEST_COLUMN), place)
    block = _BLOCK.search(text[max(0, start - LONGEST_COLUMN) : max(0, start)])
    column = _BRACKETED.match(text, start) if start >= 0 else None
    return f"{block[0]}.{column[1]}" if block and column else None


def factor_before(text: str, place: int) -> int | None:
    """Where `x1` starts, which the decimals at a place of a text belong to: `x1.5`."""
    match = _FACTOR.search(text[max(0, place - NEAR) : place])
    return place - len(match[0]) if match else None
