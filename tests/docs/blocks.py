"""Reads the plans of a Markdown page: every fenced block that is marked `comp`.

    ```comp             a whole plan: it is clean, and its tests hold
    ```comp broken      a whole plan with the problems its comments name: `sales rate   # ! value-missing`
    ```comp part        a piece of a plan, not run
    ```comp file a.comp a file that the plans of the page may use

A comment `# ! name` says that its line has this problem; several are separated by commas. It is not part of the plan
and is taken off before the plan is read.
"""

import re
from pathlib import Path

from attrs import frozen

ROOT = Path(__file__).parents[2]

_MARK = re.compile(r"[ \t]*# ! ?([a-z0-9, -]+)$")
_FENCE = re.compile(r"( *)(`{3,}|~{3,})(.*)")


@frozen
class Block:
    """One fenced block: its page, the line its text begins on (from 1), its words, its text."""

    page: Path
    line: int
    words: tuple[str, ...]
    text: str

    @property
    def name(self) -> str:
        """Where it stands, as a person would look it up."""
        return f"{self.page.relative_to(ROOT)}:{self.line}"

    @property
    def plan(self) -> str:
        """Its text without the comments that name problems."""
        return "".join(_MARK.sub("", line) + "\n" for line in self.text.split("\n"))

    @property
    def expected(self) -> list[tuple[int, str]]:
        """The problems its comments name, each with its line in the block."""
        found = []
        for number, line in enumerate(self.text.split("\n"), 1):
            names = match[1].split(",") if (match := _MARK.search(line)) else []
            found += [(number, name.strip()) for name in names]
        return found


def pages() -> list[Path]:
    """Every page of the documentation, those of the plans, and the Markdown files at the top of the repository."""
    return sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "plans").rglob("*.md")])


def blocks_of(page: Path) -> list[Block]:
    """The fenced blocks of a page."""
    return [Block(page, first, words, text) for first, words, text, _ in _fenced(page)]


def plans() -> list[Block]:
    """Every block of every page that holds a plan."""
    return [block for page in pages() for block in blocks_of(page) if block.words[:1] == ("comp",)]


def text_of(page: Path) -> str:
    """The text of a page; the lines of its fenced blocks are empty."""
    lines = page.read_text(encoding="utf-8").split("\n")
    for first, _, _, last in _fenced(page):
        lines[first - 1 : last + 1] = [""] * (last + 2 - first)
    return "\n".join(lines)


def _fenced(page: Path) -> list[tuple[int, tuple[str, ...], str, int]]:
    lines = page.read_text(encoding="utf-8").split("\n")
    found, number = [], 0
    while number < len(lines):
        opened = _FENCE.fullmatch(lines[number])
        if opened is None:
            number += 1
            continue
        closing = opened[1] + opened[2]
        last = next((i for i in range(number + 1, len(lines)) if lines[i].rstrip() == closing), None)
        assert last is not None, f"{page}:{number + 1}: this block is not closed"
        text = "\n".join(line.removeprefix(opened[1]) for line in lines[number + 1 : last])
        found.append((number + 2, tuple(opened[3].split()), text, last - 1))
        number = last + 1
    return found
