"""The repository keeps its own rules: where things live, which way imports point, what every module says of itself."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE = ROOT / "compdsl"
MODULES = sorted(path for path in PACKAGE.rglob("*.py"))
LAYERS = {
    "source": 1,
    "diagnostics": 1,
    "values": 1,
    "syntax": 2,
    "records": 2,
    "checked": 3,
    "kernel": 4,
    "paid": 5,
    "trace": 6,
    "rendered": 7,
    "cli": 8,
}
"""Imports point to the same layer or a lower one. `clauses` stands across them: a modifier is one file."""

MOST_LINES = 520


def _imports(path: Path) -> list[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("compdsl."):
            found.append(node.module)
        elif isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_module_says_what_it_is_for(path: Path) -> None:
    """A module begins with a docstring that is a sentence."""
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert docstring
    assert docstring.rstrip()[-1] in ".:`/)" or "\n" in docstring


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_point_one_way(path: Path) -> None:
    """A folder imports only from folders that stand before it in the pipeline."""
    parts = path.relative_to(PACKAGE).parts
    if len(parts) < 2:
        return
    own = parts[0]
    for module in _imports(path):
        names = module.split(".")
        if own in LAYERS and names[0] == "compdsl" and len(names) > 1 and names[1] in LAYERS:
            assert LAYERS[names[1]] <= LAYERS[own], f"{own} imports {module}"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_only_records_and_cli_touch_the_world(path: Path) -> None:
    """Files, clock, environment and network are for `records/` and `cli/`; the table's builder writes its table."""
    own = path.relative_to(PACKAGE).parts[0]
    if own in ("records", "cli") or path.name in ("build.py", "__main__.py", "pipeline.py"):
        return
    forbidden = {"os", "subprocess", "socket", "time", "random", "urllib", "http", "shutil", "tempfile"}
    assert not forbidden & set(_imports(path))


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_float_in_the_package(path: Path) -> None:
    """No float literal and no call of `float` anywhere in the package."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        assert not (isinstance(node, ast.Constant) and isinstance(node.value, float)), node.lineno
        assert not (isinstance(node, ast.Name) and node.id == "float"), node.lineno


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_module_is_too_long(path: Path) -> None:
    """A module of more than about 500 lines has a second job in it; but for the parser's table and the catalogues of
    the constructs, a class each, and of the rules, a function each."""
    if path.name in ("table.py", "tree.py", "actions.py"):
        return
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES
