"""The cells that the page on data shows are read as it says."""

import datetime
import re
from fractions import Fraction

import pytest

from compdsl.checked.records import KINDS
from compdsl.diagnostics.problem import Problem
from compdsl.records.cells import read_cell
from compdsl.values.figures import shown
from compdsl.values.types import money
from tests.docs.blocks import ROOT

_ROW = re.compile(r"\| (money|number|count|percent|date|bool|text) \| `([^`]*)` \| (.*?) \|")
CELLS = _ROW.findall((ROOT / "docs/reference/data.md").read_text(encoding="utf-8"))


def written(value: object) -> str:
    """A value as the page writes it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime.date):
        return f"{value.day} {value:%B %Y}"
    return str(value)


@pytest.mark.parametrize(("kind", "text", "becomes"), CELLS, ids=lambda part: part)
def test_a_cell_becomes_what_the_page_says(kind: str, text: str, becomes: str) -> None:
    value = read_cell(text, KINDS[kind] or money("USD"), "USD")
    if isinstance(value, Problem):
        assert becomes == f"`{value.name}`"
    elif isinstance(value, int | Fraction) and not isinstance(value, bool):
        assert Fraction(becomes.replace("−", "-")) == value, shown(value, KINDS[kind] or money("USD"))
    else:
        assert becomes == written(value)


def test_there_are_cells() -> None:
    assert {kind for kind, _, _ in CELLS} == set(KINDS)
