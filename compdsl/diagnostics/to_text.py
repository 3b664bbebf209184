"""Draws problems for a terminal: where, what, the line of the plan with the place under it, what to write.

    plan.comp:7:3: error[unknown-name]: Nothing called `adoptoin` is declared in this plan.
    7 |   adoptoin 60%
      |   ^^^^^^^^
    hint: Write `adoption`.

A problem of a data file has its place there instead:

    deals.csv:line 12 (record 11), column "amount": error[not-a-number]: "1e3" is not an amount of money
    hint: write 1000

Text of others is never written as it is: what could not be seen in it is escaped.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

from compdsl.diagnostics.problem import Cell, Mark, Problem, Severity
from compdsl.source.characters import visible, width
from compdsl.source.source import Source, Span

Paint: TypeAlias = Callable[[str, str], str]
"""Gives a piece of text the looks of its role: error, warning, hint, note, place or gutter."""

_COLUMNS = 100
_TAB = 4
_NEAR = 6
_SHOWN = 20
_LONGEST = 2000
_PIECE = re.compile(r"(?:[^\s`]|`[^`]*`)+|\S+")
_CUT = "…"


def no_paint(text: str, role: str) -> str:
    """Leaves text as it is."""
    return text


def draw_problems(problems: Sequence[Problem], limit: int | None = _SHOWN, paint: Paint = no_paint) -> str:
    """The first of the problems, drawn, and how many there are in all; nothing where there are none."""
    if not problems:
        return ""
    drawn = [draw_problem(found, paint) for found in problems[:limit]]
    return "\n".join([*drawn, total_line(problems, len(drawn)) + "\n"])


def total_line(problems: Sequence[Problem], shown: int) -> str:
    """How many problems there are: `3 errors, 1 warning`, and how many of them are shown."""
    errors = sum(found.severity is Severity.ERROR for found in problems)
    counts = [(errors, "error"), (len(problems) - errors, "warning")]
    words = ", ".join(f"{count:,} {word if count == 1 else word + 's'}" for count, word in counts if count)
    return words if shown == len(problems) else f"{words}; {shown:,} of {len(problems):,} shown"


def draw_problem(found: Problem, paint: Paint = no_paint) -> str:
    """One problem, ending in a line end."""
    lines = [_heading(found, paint)]
    if found.main is not None:
        lines += _frames(found.main, found.others, found.severity.value, paint)
    else:
        lines += _notes(found.others, paint)
    if found.hint:
        lines += _hint(found.hint, paint)
    return "\n".join(lines) + "\n"


# The first line


def _heading(found: Problem, paint: Paint) -> str:
    label = f"{found.severity.value}[{visible(found.name)}]" if found.name else found.severity.value
    label = paint(label, found.severity.value) + ": "
    place = _place(found)
    return (paint(place, "place") + ": " if place else "") + label + _told(found.message)


def _told(text: str) -> str:
    """A text fit to be shown: nothing hidden in it, and not longer than anybody reads."""
    return visible(text if len(text) <= _LONGEST else text[:_LONGEST] + _CUT)


def _place(found: Problem) -> str:
    if found.main is not None:
        return _place_of_mark(found.main)
    return _place_of_cell(found.cell) if found.cell is not None else ""


def _place_of_mark(mark: Mark) -> str:
    place = mark.place
    return f"{visible(mark.source.path)}:{place.line}:{place.column}"


def _place_of_cell(cell: Cell) -> str:
    words = [f"line {cell.line}"] if cell.line is not None else []
    words += [f"(record {cell.row})"] if cell.row is not None else []
    parts = [" ".join(words)] if words else []
    parts += [f'column "{visible(cell.column)}"'] if cell.column is not None else []
    return f"{visible(cell.file)}:{', '.join(parts)}" if parts else visible(cell.file)


# The lines of the plan


def _frames(main: Mark, others: Sequence[Mark], role: str, paint: Paint) -> list[str]:
    """The main place with the others that are near it; those farther away each with a frame of its own."""
    near = [mark for mark in others if _is_near(mark, main)]
    far = [mark for mark in others if not _is_near(mark, main)]
    return _frame([(main, role), *((mark, "note") for mark in near)], paint) + _notes(far, paint)


def _notes(marks: Sequence[Mark], paint: Paint) -> list[str]:
    lines: list[str] = []
    for mark in marks:
        label = _told(mark.label) or "see also"
        lines.append(f"{paint(_place_of_mark(mark), 'place')}: {paint('note', 'note')}: {label}")
        lines += _frame([(Mark(mark.source, mark.span), "note")], paint)
    return lines


def _is_near(mark: Mark, main: Mark) -> bool:
    if mark.source is not main.source:
        return False
    here, there = mark.place, main.place
    return here.line <= there.end_line + _NEAR and here.end_line >= there.line - _NEAR


def _frame(marks: Sequence[tuple[Mark, str]], paint: Paint) -> list[str]:
    """The lines of one plan that are marked, in order, each with its marks under it."""
    source = marks[0][0].source
    if not source.text:
        return []
    strokes = [stroke for mark, role in marks for stroke in _strokes(mark, role)]
    numbers = sorted({stroke[0] for stroke in strokes})
    gutter = len(str(numbers[-1]))
    lines: list[str] = []
    for before, number in zip([None, *numbers], numbers, strict=False):
        if before is not None and number > before + 1:
            lines.append(paint("." * max(gutter, 3), "gutter"))
        lines += _marked_line(source, number, [stroke[1:] for stroke in strokes if stroke[0] == number], gutter, paint)
    return lines


_Stroke: TypeAlias = tuple[int, int, int, str, str]
"""A line, the columns from and until which it is marked (from 0), the label, the role."""


def _strokes(mark: Mark, role: str) -> list[_Stroke]:
    """What to draw for a mark: one stroke, or one on the first and one on the last of its lines."""
    source, span = mark.source, mark.span
    end = span.end
    while end > span.start and source.text[end - 1 : end] == "\n":
        end -= 1
    place = source.place(Span(span.start, end))
    label = _told(mark.label)
    if place.line == place.end_line:
        return [(place.line, place.column - 1, place.end_column - 1, label, role)]
    last = source.line(place.end_line)
    start_of_last = len(last) - len(last.lstrip())
    return [
        (place.line, place.column - 1, len(source.line(place.line)), "from here", role),
        (
            place.end_line,
            min(start_of_last, place.end_column - 1),
            place.end_column - 1,
            label or "to here",
            role,
        ),
    ]


def _marked_line(
    source: Source, number: int, strokes: Sequence[tuple[int, int, str, str]], gutter: int, paint: Paint
) -> list[str]:
    """A line of the plan and its marks. A long line is shown in windows, one for each mark."""
    text = source.line(number)
    margin = paint(f"{number:>{gutter}} |", "gutter")
    below = paint(f"{'':>{gutter}} |", "gutter")
    lines: list[str] = []
    shown_before = None
    for start, end, label, role in strokes:
        shown, offset, length = _window(text, start, end)
        if shown != shown_before:
            lines.append(f"{margin} {shown}".rstrip())
        shown_before = shown
        sign = "-" if role == "note" else "^"
        drawn = paint(sign * length + (f" {label}" if label else ""), role)
        lines.append(f"{below} {' ' * offset}{drawn}")
    return lines


def _window(text: str, start: int, end: int) -> tuple[str, int, int]:
    """The part of a line to show, the column in it at which the mark begins, and how wide the mark is."""
    first, last = max(start - _COLUMNS, 0), min(max(end, start + 1), start + _COLUMNS) + _COLUMNS
    cells = _cells(text[first:last])
    before, marked, after = (
        cells[: start - first],
        cells[start - first : end - first],
        cells[max(end, start) - first :],
    )
    left, right = first > 0, last < len(text)
    if left or right or _width(cells) > _COLUMNS:
        marked, cut = _fitting(marked, _COLUMNS // 2)
        after = [] if cut else after
        room = _COLUMNS - _width(marked)
        before, cut_left = _fitting(before[::-1], max(room - min(_width(after), room // 2), 0))
        before.reverse()
        after, cut_right = _fitting(after, max(room - _width(before), 0))
        left, right = left or cut_left, right or cut or cut_right
    shown = _CUT * left + "".join(before + marked + after) + _CUT * right
    return shown, left + _width(before), max(_width(marked), 1)


def _fitting(cells: Sequence[str], room: int) -> tuple[list[str], bool]:
    """As many of the cells as there is room for, and whether some were left out."""
    used = 0
    for count, cell in enumerate(cells):
        used += width(cell)
        if used > room:
            return list(cells[:count]), True
    return list(cells), False


def _width(cells: Iterable[str]) -> int:
    return sum(map(width, cells))


def _cells(text: str) -> list[str]:
    """What is shown for each character: itself, spaces for a tab, an escape for what could not be seen."""
    cells = []
    column = 0
    for char in text:
        cell = " " * (_TAB - column % _TAB) if char == "\t" else visible(char)
        cells.append(cell)
        column += width(cell)
    return cells


# The hint


def _hint(hint: str, paint: Paint) -> list[str]:
    """The hint, wrapped. A line end in it is kept, for a hint may show some lines of a plan."""
    room = _COLUMNS - len("hint: ")
    lines = [line for written in hint.rstrip("\n").split("\n") for line in wrapped(_told(written), room)]
    return [paint("hint", "hint") + ": " + lines[0], *(f"      {line}".rstrip() for line in lines[1:])]


def wrapped(text: str, columns: int) -> list[str]:
    """The text in lines of at most so many columns, broken between words but not within backticks."""
    if width(text) <= columns:
        return [text]
    lines = [""]
    for piece in _PIECE.findall(text) if text.count("`") % 2 == 0 else text.split():
        longer = f"{lines[-1]} {piece}" if lines[-1] else piece
        if width(longer) <= columns or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(piece)
    return lines
