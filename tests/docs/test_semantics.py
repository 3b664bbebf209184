"""The page on semantics names every stage of the calculation and every form of the kernel, in their order."""

import re
from typing import get_args

from compdsl.clauses.order import Stage
from compdsl.kernel.nodes import Node
from tests.docs.blocks import ROOT

PAGE = ROOT / "docs/design/semantics.md"


def first_column(heading: str) -> list[str]:
    """The names in the first column of the first table under a heading."""
    section = PAGE.read_text(encoding="utf-8").split(f"## {heading}\n", 1)[1].split("\n## ")[0]
    table = re.search(r"(?:^\|.*\n)+", section, re.MULTILINE)
    assert table is not None
    rows = table[0].splitlines()[2:]
    return [row.split("|")[1].strip().strip("`") for row in rows]


def test_the_order_of_calculation_is_that_of_the_clauses() -> None:
    assert first_column("Order of calculation") == [stage.name for stage in Stage]


def test_the_kernel_has_these_forms() -> None:
    assert first_column("The kernel") == [form.__name__ for form in get_args(Node)]
