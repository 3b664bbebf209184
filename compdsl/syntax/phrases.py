"""How each construct of the grammar is written: the spaces in it, and where a line may end.

Most constructs follow the general rule of `in_order`; those that do not have a function of their own.
"""

from collections.abc import Callable
from itertools import pairwise
from typing import TypeAlias

from compdsl.clauses import written_place
from compdsl.syntax.columns import Row
from compdsl.syntax.layout import Doc, Either, Gap, flat, group, indent
from compdsl.syntax.written import Leaf, Part, Unit

WIDE = "  "
"""What stands before a modifier where each statement has its own line."""

NARROW = " "
"""What stands there in a plan of one line."""

YEARS = frozenset({"year_starts", "year_of_weeks"})
SETTINGS = YEARS | {"currency", "period", "effective", "holidays", "edition", "rounding", "people", "target"}
COMPONENTS = frozenset({"paid_amount", "paid_of_own_target", "formula", "paid_by_modifiers"})
SHAPES = frozenset({"tiers", "whole_tiers", "steps", "curve", "acceleration"})
CLAUSES = COMPONENTS | {"metric", "total"}
BRACED = frozenset({"records", "table", "given"})
OPERATIONS = frozenset({"or", "and", "comparison", "sum", "product"})

_BREAKS_BEFORE = {
    "sum": {"SIGN"},
    "product": {"STAR", "SLASH"},
    "or": {"OR"},
    "and": {"AND"},
    "comparison": {"COMPARE"},
    "slashes": {"SLASH"},
    "bounds": {"SLASH"},
    "tiers": {"bounds", "lookup"},
    "whole_tiers": {"bounds", "lookup"},
    "steps": {"bounds", "lookup"},
    "acceleration": {"bounds"},
    "each_row": {"running", "where"},
    "curve": {"lookup"},
    "argument": {"where"},
    "fallback": {"ELSE"},
    "use": {"WITH"},
}
"""Before which parts of a construct a line may begin; behind a comma it may in all of them."""

_TIGHT_BEFORE = frozenset({",", ")", ".", ":"})
_TIGHT_BEHIND = frozenset({"(", "."})


def phrase(statement: Unit, between: str) -> Doc:
    """A statement that is not a block of statements."""
    if statement.kind in CLAUSES:
        return indent(clause(statement, between))
    return doc_of(statement) if statement.kind in BRACED else indent(doc_of(statement))


def row_of(statement: Unit, text: str) -> Row | None:
    """The parts of a statement that is one line, by which it is aligned with those above and below."""
    if statement.kind in COMPONENTS:
        head = flat(_in_order(statement, _head(statement))) or ""
        name = statement.first.text
        return Row("component", name, head[len(name) + 1 :], text[len(head) :].lstrip(" "))
    words = {"metric": 2, "let": 2, "parameter": 2, "records": 2}.get(
        statement.kind, 1 if statement.kind in SETTINGS else 0
    )
    if not words:
        return None
    kind = statement.kind if words == 2 else "setting"
    first = " ".join(part.first.text for part in statement.parts[:words])
    if text[len(first)] == ":":
        return None
    return Row(kind, first, "", text[len(first) :].lstrip(" "))


def heading(unit: Unit, parts: tuple[Part, ...]) -> Doc:
    """The first line of a block, up to its brace."""
    return indent(_in_order(unit, parts))


# Clauses


def clause(unit: Unit, between: str) -> Doc:
    """What stands before the modifiers, and the modifiers in their order."""
    head = _head(unit)
    docs: list[Doc] = [_in_order(unit, head)]
    for modifier in modifiers_in_order(unit):
        if modifier not in head:
            may_break = len(docs) > 1 or len(head) > 1
            docs += [_gap(between if may_break else " ", modifier, may_break), _modifier(modifier)]
    return group(*docs)


def modifiers_in_order(unit: Unit) -> list[Unit]:
    """The modifiers in the order of calculation; as written where comments stand among them."""
    modifiers = [part for part in unit.parts if isinstance(part, Unit) and part.is_modifier]
    if any(modifier.has_remarks for modifier in modifiers):
        return modifiers
    return sorted(modifiers, key=lambda modifier: written_place(modifier.kind))


def _modifier(unit: Unit) -> Doc:
    """What is broken in a modifier is indented; a shape sees to that itself."""
    return doc_of(unit) if unit.parts[-1].kind in SHAPES else indent(doc_of(unit))


def _head(unit: Unit) -> tuple[Part, ...]:
    """What stands before the modifiers; `each` belongs to its amount."""
    before = tuple(part for part in unit.parts if isinstance(part, Leaf) or not part.is_modifier)
    first = next(iter(modifiers_in_order(unit)), None)
    return (*before, first) if first is not None and first.kind == "each" else before


# The general rule


def doc_of(part: Part) -> Doc:
    """A token as it is written, or a construct."""
    if isinstance(part, Leaf):
        return part.text
    return _PHRASES.get(part.kind, in_order)(part)


def in_order(unit: Unit) -> Doc:
    """The parts one after the other, with a space where one belongs."""
    return group(_in_order(unit, unit.parts))


def _in_order(unit: Unit, parts: tuple[Part, ...]) -> Doc:
    docs: list[Doc] = [_inside(unit, parts[0])]
    for before, part in pairwise(parts):
        docs += [_between(unit, before, part), _inside(unit, part)]
    return tuple(docs)


def _inside(unit: Unit, part: Part) -> Doc:
    """An operation in an operation is indented where it is broken."""
    doc = doc_of(part)
    return indent(doc) if unit.kind in OPERATIONS and part.kind in OPERATIONS else doc


def _between(unit: Unit, before: Part, part: Part) -> Gap:
    is_listed = before.last.kind == "COMMA" or part.kind in _BREAKS_BEFORE.get(unit.kind, ())
    return _gap(_space(unit, before.last.text, part.first.text), part, is_listed)


def _space(unit: Unit, before: str, after: str) -> str:
    if after in _TIGHT_BEFORE or before in _TIGHT_BEHIND or unit.kind == "negative":
        return ""
    return "" if after == "(" and before != "," and unit.kind in ("call", "round_of", "previous") else " "


def _gap(text: str, before: Part, may_break: bool, *, must_break: bool = False) -> Gap:
    """The gap before a part. No line begins with a word that would be taken for a new statement."""
    leaf = before.first
    return Gap(text, may_break and not leaf.is_bound, must_break, leaf.remarks)


# Those with a rule of their own


def brackets(unit: Unit) -> Doc:
    """`f(a, b)`, `(x)`: what is inside is indented where it is broken."""
    opening = [part.kind for part in unit.parts].index("LPAR") + 1
    inside, closing = unit.parts[opening:-1], unit.parts[-1]
    return group(
        _in_order(unit, unit.parts[:opening]),
        indent((_gap("", inside[0], may_break=True), _in_order(unit, inside))),
        _gap("", closing, may_break=True),
        ")",
    )


def braces(unit: Unit) -> Doc:
    """`records usage { a, b }`: one item a line where it is broken, with a comma behind each."""
    kinds = [part.kind for part in unit.parts]
    opening, closing = kinds.index("LBRACE"), kinds.index("RBRACE")
    items = [part for part in unit.parts[opening:closing] if isinstance(part, Unit)]
    head = group(indent(_in_order(unit, unit.parts[: opening + 1])))
    if not items:
        return group(head, _gap("", unit.parts[closing], may_break=True), _in_order(unit, unit.parts[closing:]))
    if items[0].kind == "grid":
        return (head, *grid(items[0]), _gap("", unit.parts[closing], may_break=True, must_break=True), "}")
    docs: list[Doc] = []
    for item, text in zip(items, _with_columns(items), strict=True):
        docs += ["," if docs else "", _gap(" ", item, may_break=True), indent(text)]
    return group(
        head,
        indent(tuple(docs)),
        Either("", ","),
        _gap(" ", unit.parts[closing], may_break=True),
        _in_order(unit, unit.parts[closing:]),
    )


def _with_columns(items: list[Unit]) -> list[Doc]:
    """The items of a list, each of two halves; the second halves are under one another where it is broken."""
    halves = [_halves(item) for item in items]
    widths = [len(flat(first) or "") for first, _, _ in halves]
    widest = max(widths)
    return [
        (first, Either("", " " * (widest - width)) if second else "", gap, second)
        for width, (first, gap, second) in zip(widths, halves, strict=True)
    ]


def _halves(item: Unit) -> tuple[Doc, Doc, Doc]:
    """`key:` and value, or value and bound; a column without a type is whole."""
    split = 2 if len(item.parts) > 1 and item.parts[1].kind == "COLON" else 1
    first, second = item.parts[:split], item.parts[split:]
    if not second:
        return _in_order(item, first), "", ""
    return _in_order(item, first), _between(item, first[-1], second[0]), _in_order(item, second)


def grid(unit: Unit) -> tuple[Doc, ...]:
    """A table by two keys: one row a line, its cells under one another."""
    rows = [tuple(part for part in unit.parts if part.kind != "grid_row")]
    rows += [part.parts for part in unit.parts if isinstance(part, Unit) and part.kind == "grid_row"]
    cells = [[_cell(part) for part in row if part.kind != "VBAR"] for row in rows]
    lines: list[Doc]
    if any(cell is None for row in cells for cell in row) or any(part.has_remarks for row in rows for part in row[1:]):
        lines = [_in_order(unit, row) for row in rows]
    else:
        texts = [["", *map(str, cells[0])], *([str(cell) for cell in row] for row in cells[1:])]
        lines = list(_padded(texts))
    return tuple(
        indent((_gap("", row[0], may_break=True, must_break=True), line)) for row, line in zip(rows, lines, strict=True)
    )


def _cell(part: Part) -> str | None:
    return flat(doc_of(part))


def _padded(rows: list[list[str]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [" | ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip(" ") for row in rows]


def shape(unit: Unit) -> Doc:
    """`steps 50% from 75%, 100% from 100%`: one row a line where it is broken, under the word."""
    rows = [part for part in unit.parts if isinstance(part, Unit) and part.kind in ("row", "point")]
    if len(rows) < 2:
        return indented(unit)
    words = tuple(part for part in unit.parts if isinstance(part, Leaf) and part.kind != "COMMA")
    docs: list[Doc] = []
    for row, text in zip(rows, _with_columns(rows), strict=True):
        docs += ["," if docs else "", _gap(" ", row, may_break=True), indent(text)]
    lookup = unit.parts[-1]
    if lookup.kind == "lookup":
        docs += [_gap(" ", lookup, may_break=True), doc_of(lookup)]
    return group(_in_order(unit, words), indent(tuple(docs)))


def choose(unit: Unit) -> Doc:
    """`if c then x else if d then y else z`: each choice on its own line where it is broken."""
    return group(_choices(unit))


def _choices(unit: Unit) -> Doc:
    if_, condition, then, chosen, else_, otherwise = unit.parts
    first = _in_order(unit, (if_, condition))
    second = indent((_gap(" ", then, may_break=True), _in_order(unit, (then, chosen))))
    rest = _choices(otherwise) if isinstance(otherwise, Unit) and otherwise.kind == "choose" else doc_of(otherwise)
    return (
        group(first, second),
        _gap(" ", else_, may_break=True),
        else_.first.text,
        _gap(" ", otherwise, may_break=False),
        rest,
    )


def weeks(unit: Unit) -> Doc:
    """`4-4-5`: without blanks."""
    first, *rest = unit.parts
    return group(first.first.text, *((_gap("", part, may_break=False), part.first.text) for part in rest))


def multiply(unit: Unit) -> Doc:
    """`multiply a, b by 1.5 when c`: broken before the condition first, then before the factor."""
    by = [part.kind for part in unit.parts].index("BY")
    names, factor, when = unit.parts[:by], unit.parts[by : by + 2], unit.parts[by + 2 :]
    doc = group(group(_in_order(unit, names)), _gap(" ", factor[0], may_break=True), _in_order(unit, factor))
    return group(doc, _gap(" ", when[0], may_break=True), doc_of(when[0])) if when else doc


def indented(unit: Unit) -> Doc:
    """In order; what is broken in it is indented."""
    return indent(in_order(unit))


_Phrase: TypeAlias = Callable[[Unit], Doc]

_PHRASES: dict[str, _Phrase] = {
    "call": brackets,
    "round_of": brackets,
    "previous": brackets,
    "bracketed": brackets,
    "fallback": brackets,
    "amount": brackets,
    "records": braces,
    "table": braces,
    "given": braces,
    "choose": choose,
    "multiply": multiply,
    "weeks": weeks,
    "when": indented,
    "argument": indented,
    **dict.fromkeys(SHAPES, shape),
}
"""The constructs that do not follow the general rule."""
