"""Reads the cases of a Markdown file: under a heading a plan, the problems it should have, how they are drawn.

    ## A slip of the pen

    ```comp
    adoption 60% treshold 80%   # ! misspelt-word
    ```

    ```problems
    plan.comp:1:14: error[misspelt-word]: …
    ```

A comment `# ! name` says that its line has this problem; several are separated by commas. The comment is not part
of the plan: it is taken off before the plan is read. A plan without such a comment must be clean.

A plan may use other files: these are further blocks under its heading, each with its path, such as

    ```comp shared/measures.comp
"""

import re
from collections.abc import Mapping
from pathlib import Path

from attrs import evolve, frozen

FOLDER = Path(__file__).parent
PLAN_PATH = "plan.comp"

_HEADING = re.compile(r"#{1,6} +(.+)")
_MARK = re.compile(r"[ \t]*# ! ?([a-z0-9, -]+)$")


@frozen
class Block:
    """A fenced block: what it is called, its text, its first and last line in the file (from 0, fences included)."""

    kind: str
    text: str
    first: int
    last: int


@frozen
class Case:
    """One plan of a file, with those it uses: `expected` are line and name of each problem, `drawn` shows them."""

    path: Path
    title: str
    plan: str
    expected: tuple[tuple[int, str], ...]
    plan_block: Block
    drawn: Block | None
    files: Mapping[str, str] = {}
    """The files that the plan uses, by their paths."""
    expected_in: Mapping[str, tuple[tuple[int, str], ...]] = {}
    """The problems of these files."""

    @property
    def name(self) -> str:
        """The test's name: its file and its heading."""
        return f"{self.path.relative_to(FOLDER).with_suffix('')}: {self.title}"


def read_cases(path: Path) -> list[Case]:
    """The cases of one file; a heading has one plan at most."""
    lines = path.read_text(encoding="utf-8").split("\n")
    cases: list[Case] = []
    title, block = "", None
    number = 0
    while number < len(lines):
        if match := _HEADING.fullmatch(lines[number]):
            title, block = match[1], None
        elif lines[number].startswith("```"):
            found = _block(path, lines, number)
            number = found.last
            if found.kind.startswith("comp "):
                assert block is not None, f"{path}: a used file before the plan under `{title}`"
                cases[-1] = _with_file(cases[-1], found.kind.removeprefix("comp "), found)
            elif found.kind == "comp":
                assert block is None, f"{path}: two plans under `{title}`"
                block = found
                cases.append(_case(path, title, found))
            elif found.kind == "problems":
                assert block is not None, f"{path}: problems without a plan under `{title}`"
                cases[-1] = evolve(cases[-1], drawn=found)
        number += 1
    return cases


def _block(path: Path, lines: list[str], first: int) -> Block:
    last = next((i for i in range(first + 1, len(lines)) if lines[i] == "```"), None)
    assert last is not None, f"{path}:{first + 1}: this block is not closed"
    return Block(lines[first][3:].strip(), "\n".join(lines[first + 1 : last]), first, last)


def _case(path: Path, title: str, block: Block) -> Case:
    return Case(path, title, *_without_marks(block.text), block, None)


def _with_file(case: Case, name: str, block: Block) -> Case:
    text, expected = _without_marks(block.text)
    files, others = {**case.files, name: text}, {**case.expected_in, name: expected}
    return evolve(case, files=files, expected_in=others, plan_block=evolve(case.plan_block, last=block.last))


def _without_marks(text: str) -> tuple[str, tuple[tuple[int, str], ...]]:
    """The text of a file, and the problems its lines are marked with."""
    plan, expected = [], []
    for number, line in enumerate(text.split("\n"), 1):
        match = _MARK.search(line)
        plan.append(line[: match.start()] if match else line)
        names = match[1].split(",") if match else []
        expected += [(number, name.strip()) for name in names]
    return "\n".join(plan) + "\n", tuple(expected)


def record(case: Case, drawn: str) -> None:
    """Write how the problems of a case are drawn into its file, behind the plan; nothing where there are none."""
    lines = case.path.read_text(encoding="utf-8").split("\n")
    current = next(one for one in read_cases(case.path) if one.title == case.title)
    new = ["```problems", *drawn.rstrip("\n").split("\n"), "```"] if drawn else []
    if current.drawn is not None:
        lines[current.drawn.first : current.drawn.last + 1] = new
    elif new:
        behind = current.plan_block.last + 1
        lines[behind:behind] = ["", *new]
    case.path.write_text("\n".join(lines), encoding="utf-8")
