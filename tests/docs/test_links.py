"""Every link between the pages leads somewhere, and every path they name is there."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.docs.blocks import ROOT, pages, text_of

PAGES = pages()
_LINK = re.compile(r"(?<!!)\[[^\]]*\]\(<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\)")
_CODE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
_HEADING = re.compile(r"#{1,6} +(.+?) *#*")
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//")
_FOLDERS = ("benchmarks", "compdsl", "docs", "grammar", "plans", "tests")
_PATH = re.compile(rf"(?:{'|'.join(_FOLDERS)})/[\w./*-]*")


def name_of(page: Path) -> str:
    return str(page.relative_to(ROOT))


def anchor(heading: str) -> str:
    """The name a heading has in links."""
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).replace("`", "").strip().lower()
    return re.sub(r"[^\w\- ]", "", text).replace(" ", "-")


def anchors_of(page: Path) -> set[str]:
    lines = text_of(page).split("\n")
    found: dict[str, int] = {}
    anchors = set()
    for match in filter(None, map(_HEADING.fullmatch, lines)):
        name = anchor(match[1])
        count = found[name] = found.get(name, -1) + 1
        anchors.add(f"{name}-{count}" if count else name)
    return anchors


def without_code(text: str) -> str:
    """A text in which what stands in backticks is left out: it is shown, and links nowhere."""
    return _CODE.sub("", text)


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_leads_somewhere(page: Path) -> None:
    broken = []
    for target in _LINK.findall(without_code(text_of(page))):
        if _ELSEWHERE.match(target):
            continue
        path, _, fragment = unquote(target).partition("#")
        there = (page.parent / path).resolve() if path else page
        is_known = there.exists() and (not fragment or there.suffix != ".md" or fragment in anchors_of(there))
        if not is_known:
            broken.append(target)
    assert broken == []


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_path_that_is_named_is_there(page: Path) -> None:
    named = [code for code in _CODE.findall(text_of(page)) if _PATH.fullmatch(code)]
    absent = [code for code in named if not any(ROOT.glob(code.rstrip("/")))]
    assert absent == []


def test_an_anchor_is_made_as_in_the_published_pages() -> None:
    assert anchor("What is refused, and why") == "what-is-refused-and-why"
    assert anchor("`up to E`") == "up-to-e"
