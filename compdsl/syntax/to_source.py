"""Tree to text: the one layout of a plan. Comments are kept, and no number, date, text or name is spelt anew.

    one statement a line; a long one is broken before its modifiers, in its lists and brackets, before operators
    modifiers in the order of calculation
    short settings on one line where they are written so: `currency USD; period quarter`
    names, amounts and `=` under one another in lines that follow one another
    at most one blank line

What comes out is trusted only after `formatted` has read it again.
"""

import re
from collections.abc import Callable, Iterator

from attrs import define, field

from compdsl.source.source import Source
from compdsl.syntax.columns import Row, aligned, aligned_remarks
from compdsl.syntax.layout import INDENT, flat, laid_out
from compdsl.syntax.lexer import STARTERS
from compdsl.syntax.phrases import NARROW, SETTINGS, WIDE, heading, phrase, row_of
from compdsl.syntax.same_tree import same_tree
from compdsl.syntax.table import KEYWORDS
from compdsl.syntax.tree import Plan
from compdsl.syntax.wording import FREE
from compdsl.syntax.written import Leaf, Part, Remark, Unit, Written, read_written

WIDTH = 100
"""The longest line, where it can be broken."""

BLOCKS = frozenset({"plan", "variant", "test"})

OF_ONE_LINE = SETTINGS - {"people", "holidays"}
"""Settings that stay on the line of the one before."""

_NO_TOKEN = re.compile(r"[\s;,]+")


class Untrusted(Exception):  # noqa: N818 - the plan is right, the formatter is not
    """What the formatter wrote is not the plan it was given."""


def formatted(written: Written, width: int = WIDTH) -> str:
    """The canonical text of a plan, read again if it changes; Untrusted where it is not the same."""
    text = format_plan(written, width)
    if text == written.source.text:
        return text
    again, _ = read_written(Source(text, written.source.path))
    if again is None or not same_tree(written.plan, again.plan):
        raise Untrusted("it would not be the same plan")
    if comments_of(written.plan) != comments_of(again.plan):
        raise Untrusted("a comment would be lost or moved")
    if format_plan(again, width) != text:
        raise Untrusted("formatting once more would change it again")
    return text


def comments_of(plan: Plan) -> list[str]:
    """The comments in order, without the blanks at their ends."""
    return [comment.text.rstrip() for comment in plan.comments]


def format_plan(written: Written, width: int = WIDTH) -> str:
    """The canonical text of a plan."""
    line = None if written.plan.comments else _one_line(written, width)
    if line is not None:
        return line + "\n"
    lines = _List(width)
    lines.put_all(written.statements, written.end)
    return "\n".join(lines.written()) + "\n"


def _one_line(written: Written, width: int) -> str | None:
    """The whole plan on one line, if it was written so and has room there."""
    text = written.source.text
    if (len(written.statements) > 1 and "\n" in text.strip()) or len(_NO_TOKEN.sub("", text)) > width:
        return None
    line = ""
    for one in written.statements:
        following = None if one.kind in BLOCKS else flat(phrase(one, NARROW), width)
        if following is None:
            return None
        line += f"; {following}" if line else following
        if len(line) > width:
            return None
    return line


# Statements under one another


@define
class _Entry:
    """A statement, or some short facts, with the lines it takes and the comments around it."""

    kind: str
    has_blank_before: bool
    remarks: list[Remark]
    lines: list[str]
    row: Row | None
    trailing: str = ""
    needs_separator: bool = False
    is_on_line: bool = False

    @property
    def stands_alone(self) -> bool:
        """Whether something keeps it apart from the line above."""
        return self.has_blank_before or bool(self.remarks)


@define
class _List:
    """The statements of a file or of a block, one under the other."""

    width: int
    opening: str = ""
    entries: list[_Entry] = field(factory=list)
    last_remarks: list[Remark] = field(factory=list)

    def put_all(self, units: tuple[Unit, ...], end: Leaf) -> None:
        """Take the statements, and the end with the comments before it."""
        for unit in units:
            remarks = self._take_trailing(unit.first.remarks)
            if self.entries:
                self.entries[-1].needs_separator = _is_going_on(unit.first)
            self.entries.append(self._entry(unit, remarks))
        self.last_remarks = self._take_trailing(end.remarks)

    def written(self) -> list[str]:
        """All lines."""
        self.entries = _joined(self.entries, self.width, _are_settings)
        self._align()
        entries = _joined(self.entries, self.width, _are_facts)
        for entry in entries:
            entry.lines[-1] += ";" if entry.needs_separator else ""
        _write_trailing(entries)
        lines: list[str] = []
        for entry in entries:
            _write_remarks(entry.remarks, lines)
            if entry.has_blank_before and lines:
                lines.append("")
            lines += entry.lines
        _write_remarks(self.last_remarks, lines)
        return lines

    def _take_trailing(self, remarks: tuple[Remark, ...]) -> list[Remark]:
        """A comment behind a statement belongs to that statement; gives the others."""
        if not remarks or not remarks[0].is_trailing:
            return list(remarks)
        if self.entries:
            self.entries[-1].trailing = remarks[0].text
        else:
            self.opening = remarks[0].text
        return list(remarks[1:])

    def _entry(self, unit: Unit, remarks: list[Remark]) -> _Entry:
        is_apart = unit.first.has_blank_before
        if unit.kind in BLOCKS and unit.last.kind == "RBRACE":
            return _Entry(unit.kind, is_apart, remarks, _block(unit, self.width), None)
        doc = phrase(unit, WIDE)
        line = flat(doc, self.width)
        lines = [line] if line is not None else laid_out(doc, self.width)
        row = row_of(unit, line) if line is not None and len(lines) == 1 else None
        kind = row.kind if row else unit.kind
        is_on_line = unit.first.is_on_line and unit.kind in OF_ONE_LINE
        return _Entry(kind, is_apart, remarks, lines, row, is_on_line=is_on_line)

    def _align(self) -> None:
        for run in _runs(self.entries, lambda entry: entry.row.kind if entry.row else ""):
            rows = [entry.row for entry in run if entry.row is not None]
            for entry, line in zip(run, aligned(rows, self.width), strict=True):
                entry.lines = [line]


def _runs(entries: list[_Entry], kind_of: Callable[[_Entry], str]) -> Iterator[list[_Entry]]:
    """Entries of one kind that follow one another with nothing between; those without a kind are left out."""
    run: list[_Entry] = []
    for entry in entries:
        if run and (kind_of(run[0]) != kind_of(entry) or entry.stands_alone):
            yield run
            run = []
        if kind_of(entry):
            run.append(entry)
    if run:
        yield run


def _joined(entries: list[_Entry], width: int, go_together: Callable[[_Entry, _Entry], bool]) -> list[_Entry]:
    """The entries with short ones that go together on one line; such a line is aligned with no other."""
    joined: list[_Entry] = []
    for entry in entries:
        before = joined[-1] if joined else None
        if before is not None and go_together(before, entry) and _have_room(before, entry, width):
            before.lines, before.row = [f"{before.lines[0]}; {entry.lines[0]}"], None
            before.trailing, before.needs_separator = entry.trailing, entry.needs_separator
        else:
            joined.append(entry)
    return joined


def _are_facts(before: _Entry, entry: _Entry) -> bool:
    return before.kind == entry.kind == "fact"


def _are_settings(before: _Entry, entry: _Entry) -> bool:
    return before.kind == entry.kind == "setting" and entry.is_on_line


def _have_room(before: _Entry, entry: _Entry, width: int) -> bool:
    if before.trailing or entry.stands_alone:
        return False
    both = [*before.lines, *entry.lines]
    return len(both) == 2 and sum(map(len, both)) + 2 <= width


def _write_trailing(entries: list[_Entry]) -> None:
    """Comments behind lines that follow one another begin under one another."""
    for run in _runs(entries, lambda entry: "remark" if entry.trailing and len(entry.lines) == 1 else ""):
        texts = aligned_remarks([(entry.lines[0], entry.trailing) for entry in run])
        for entry, text in zip(run, texts, strict=True):
            entry.lines = [text]
    for entry in entries:
        if entry.trailing and len(entry.lines) > 1:
            entry.lines[-1] += "  " + entry.trailing


def _write_remarks(remarks: list[Remark], lines: list[str]) -> None:
    for remark in remarks:
        if remark.has_blank_before and lines:
            lines.append("")
        lines.append(remark.text)


def _is_going_on(first: Leaf) -> bool:
    """Whether a line that begins with this word could be taken for the end of the line before."""
    return first.text in KEYWORDS and first.text not in STARTERS | FREE


def _block(unit: Unit, width: int) -> list[str]:
    """`test "…" { … }`: a short test on one line, else one statement a line."""
    head, inside, closing = _parts_of_block(unit)
    line = _short_test(head, inside, closing) if unit.kind == "test" else None
    if line is not None and len(line) <= width:
        return [line]
    block = _List(width - INDENT)
    block.put_all(inside, closing)
    lines = laid_out(heading(unit, head), width)
    lines[-1] += f"  {block.opening}" if block.opening else ""
    return [*lines, *(" " * INDENT + line if line else "" for line in block.written()), "}"]


def _parts_of_block(unit: Unit) -> tuple[tuple[Part, ...], tuple[Unit, ...], Leaf]:
    """What stands up to the opening brace, the statements, and the closing brace."""
    parts = unit.parts
    if unit.kind in ("plan", "variant") and isinstance(parts[-1], Unit):
        parts = (*parts[:-1], *parts[-1].parts)
    opening = [part.kind for part in parts].index("LBRACE") + 1
    return parts[:opening], tuple(part for part in parts[opening:] if isinstance(part, Unit)), parts[-1].last


def _short_test(head: tuple[Part, ...], inside: tuple[Unit, ...], closing: Leaf) -> str | None:
    """A test as one line; None where it has comments."""
    if closing.remarks or any(part.has_remarks for part in (*head[1:], *inside)):
        return None
    texts = [flat(phrase(one, NARROW)) or "" for one in inside]
    return " ".join([*(part.first.text for part in head), *(["; ".join(texts)] if texts else []), "}"])
