"""How the example of a page is explained, in both readings: `python tests/docs/explained.py` writes it anew.

The first test of the first plan of a page is run, and a line that the page is about is explained: in the sentences that
its payee reads, and as the calculation.
"""

import re
import textwrap
from pathlib import Path

from compdsl import pipeline
from compdsl.checked.plan import Plan as CheckedPlan
from compdsl.kernel.plan import Plan
from compdsl.paid.examples import Outcome
from compdsl.rendered.explain_markdown import sentence
from compdsl.rendered.explain_text import explain_figure
from compdsl.source.files import TextFiles
from compdsl.source.source import Source
from compdsl.trace.account import Account
from compdsl.trace.reading import read_account
from tests.docs.blocks import ROOT, Block, blocks_of

FOLDER = ROOT / "docs" / "reference" / "language"
HEAD = "## How it is explained\n"
COLUMNS = 110
_SECTION = re.compile(r"## How it is explained\n.*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_EXAMPLE = re.compile(r"^## Example\n.*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)
WORDS = {"only-when": "only when", "up-to": "up to", "for-each-row": "for each row", "round-to": "round to",
         "soft-cap": "soft cap", "whole-tiers": "whole tiers", "paid-later": "hold", "per-year": "per year",
         "to-date": "ytd", "scope": "team", "fixed-amounts": "$", "formula": "=", "bounds": "over",
         "order-of-calculation": "times"}  # fmt: skip
"""What a page is about, where its name is not the word that is written."""


def pages() -> list[Path]:
    """The pages of the language whose example has a test."""
    return [page for page in sorted(FOLDER.glob("*.md")) if _example(page) is not None]


def section(page: Path) -> str:
    """The section of a page."""
    block = _example(page)
    assert block is not None
    plan = pipeline.lower(_checked(block))
    outcomes = pipeline.run_example(plan, plan.examples[0])
    asked = WORDS.get(page.stem, page.stem)
    lines = [one for one in outcomes if one.expectation.path in {line.component for line in plan.lines}]
    about = [one for one in outcomes if one.expectation.path == page.stem]
    about += [one for one in lines if asked in _clause(plan, one)]
    one = next(iter(about or lines or outcomes))
    account = Account(plan, one.expectation.fact, one.program, one.values, one.situation)
    entries = read_account(account)
    figure = (plan, one.expectation.fact, one.program, one.values, one.situation)
    calculation = explain_figure(*figure, lambda text, _: text, COLUMNS)
    said = textwrap.fill(" ".join(map(sentence, entries)), COLUMNS, break_long_words=False, break_on_hyphens=False)
    said = said.replace("\n", "\n> ")
    title = plan.examples[0].title
    return (
        f'{HEAD}\n`{one.expectation.path}` of the test "{title}", to its payee:\n\n> {said}\n\n'
        f"As a calculation:\n\n```text\n{calculation}\n```\n\n"
    )


def written(page: Path) -> str:
    """The section as it stands in a page; empty where there is none."""
    match = _SECTION.search(page.read_text(encoding="utf-8"))
    return match[0] if match is not None else ""


def write(page: Path) -> None:
    """Put the section behind the example."""
    text = _SECTION.sub("", page.read_text(encoding="utf-8"))
    match = _EXAMPLE.search(text)
    end = match.end() if match is not None else len(text)
    before = text[:end].rstrip("\n")
    page.write_text(f"{before}\n\n{section(page)}{text[end:].lstrip()}".rstrip("\n") + "\n", encoding="utf-8")


def _example(page: Path) -> Block | None:
    return next((one for one in blocks_of(page) if one.words == ("comp",) and 'test "' in one.text), None)


def _checked(block: Block) -> CheckedPlan:
    files = {one.words[2]: one.plan for one in blocks_of(block.page) if one.words[:2] == ("comp", "file")}
    checking = pipeline.check(Source(block.plan, "plan.comp"), TextFiles(files, "plan.comp"))
    assert checking.plan is not None, block.name
    return next(one for one in checking.plans if one.tests)


def _clause(plan: Plan, one: Outcome) -> str:
    name = one.expectation.path.partition(".")[0]
    return next((plan.source.at(line.span) for line in plan.lines if line.component == name), "")


if __name__ == "__main__":
    for one in pages():
        write(one)
