"""Every problem has a page and is shown by a plan or a test; no two problems have one name."""

import ast
from collections import Counter
from pathlib import Path

import pytest
from attrs import frozen

from tests.spec.reading import FOLDER, read_cases

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE = ROOT / "compdsl"
INNER_WORDS = ("token", "parser", "lexer", "lalr", "node", "python", "tuple")
LONG_ENOUGH = 12
"""How many characters of a message tell it from others."""


@frozen
class Making:
    """A function that makes a problem."""

    path: Path
    name: str
    page: str
    code: str


def _makings() -> list[Making]:
    found = []
    for path in sorted(PACKAGE.rglob("*problems*.py")):
        text = path.read_text(encoding="utf-8")
        for node in ast.parse(text).body:
            if isinstance(node, ast.FunctionDef) and any(_is_mark(one) for one in node.decorator_list):
                code = ast.get_source_segment(text, node) or ""
                found.append(Making(path, node.name, ast.get_docstring(node) or "", code))
    return found


def _is_mark(decorator: ast.expr) -> bool:
    return isinstance(decorator, ast.Name) and decorator.id == "problem"


MAKINGS = _makings()


def _shown_in_specs() -> set[str]:
    cases = [case for path in sorted(FOLDER.rglob("*.md")) for case in read_cases(path)]
    found = [one for case in cases for several in (case.expected, *case.expected_in.values()) for one in several]
    return {name for _, name in found}


def _words_of_tests() -> str:
    own = Path(__file__).resolve()
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "tests").rglob("*.py")) if path != own)


SPECS, TESTS = _shown_in_specs(), _words_of_tests()


def test_names_of_problems_are_unique() -> None:
    assert [name for name, count in Counter(one.name for one in MAKINGS).items() if count > 1] == []


@pytest.mark.parametrize("making", MAKINGS, ids=lambda one: one.name)
def test_every_problem_has_a_page(making: Making) -> None:
    """The first line is a sentence that stands alone."""
    first, _, rest = making.page.partition("\n")
    assert first.endswith((".", ":", "`."))
    assert first[0].isupper() or first[0] in "`0123456789"
    assert not rest or rest.startswith("\n"), "the first sentence stands on a line of its own"


@pytest.mark.parametrize("making", MAKINGS, ids=lambda one: one.name)
def test_every_problem_is_shown(making: Making) -> None:
    """By a plan that has it, or by a test that names it, calls it or repeats its words."""
    shown = making.name.replace("_", "-")
    is_named = any(form in TESTS for form in (f'"{shown}"', f"[{shown}]", f".{making.name}(", f" {making.name}("))
    is_made_with_all = making.path.parent.name == "records"  # tests/records/test_problems.py makes each of them
    assert shown in SPECS or is_made_with_all or is_named or any(piece in TESTS for piece in _pieces(making))


@pytest.mark.parametrize("making", MAKINGS, ids=lambda one: one.name)
def test_a_problem_speaks_the_language_of_plan_authors(making: Making) -> None:
    """Nothing of how plans are read is in its words."""
    texts = [one.value for one in ast.walk(ast.parse(making.code)) if isinstance(one, ast.Constant)]
    words = " ".join(text for text in texts if isinstance(text, str)).lower().split()
    assert not set(words) & set(INNER_WORDS)


def _pieces(making: Making) -> list[str]:
    """The stretches of a problem's words between what is put into them."""
    constants = [one.value for one in ast.walk(ast.parse(making.code)) if isinstance(one, ast.Constant)]
    texts = [text.strip() for text in constants if isinstance(text, str) and making.page[:20] not in text]
    return [text for text in texts if len(text) >= LONG_ENOUGH]


def test_what_the_specs_name_exists() -> None:
    names = {one.name.replace("_", "-") for one in MAKINGS}
    assert names >= SPECS
