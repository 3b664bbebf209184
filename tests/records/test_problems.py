"""Every problem of the records has a page and speaks alike."""

import inspect

import pytest

from compdsl.diagnostics.problem import CATALOGUE
from compdsl.records import problems, problems_of_databases, problems_of_paid, problems_of_tables

MODULES = {**vars(problems), **vars(problems_of_paid), **vars(problems_of_tables), **vars(problems_of_databases)}
MADE = {name: make for name, make in MODULES.items() if name.replace("_", "-") in CATALOGUE}
EXAMPLES: dict[str, object] = {
    "int": 2, "bool": True, "str": "x", "str | None": "y", "Sequence[str]": ("z",),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(MADE))
def test_a_problem_has_a_page_and_words(name: str) -> None:
    """The docstring is the page; the message has no full stop; the hint starts with a verb."""
    signature = inspect.signature(MADE[name])
    given = {
        each.name: EXAMPLES[inspect.formatannotation(each.annotation).replace("collections.abc.", "")]
        for each in signature.parameters.values()
    }
    if "separator" in given:
        given["separator"] = ";"
    if "kind" in given:
        given["kind"] = "quarter"
    found = MADE[name](**given)
    assert name.replace("_", "-") == found.name
    assert CATALOGUE[found.name].strip()
    assert not found.message.endswith(".")
    assert found.hint
    assert found.hint[0].islower()
    assert found.status in (1, 3)


def test_the_file_problems_and_limits_have_status_3() -> None:
    """The others are what a file says wrongly, and have status 1."""
    assert problems.file_too_large(1).status == 3
    assert problems.missing_file("the roster", "payees.csv", ("payee",), None).status == 3
    assert problems.missing_column("n", ()).status == 1


def test_where_nobody_is_near_nothing_is_offered() -> None:
    """A column without a neighbour is to be added."""
    found = problems.missing_column("amount", ("x",))
    assert found.hint == "add the column, or take it out of the plan"
    assert problems.missing_column("amount", ()).message == "there is no column `amount`"
    assert problems.missing_column("a" * 65, ("a" * 64,)).hint == "add the column, or take it out of the plan"
    assert "1 cell" in problems.row_length(1, 2).message
    assert problems.row_length(1, 2).hint == "write every cell, also an empty one"
    assert problems.broken_quotes(False).message == "a quote stands where none can"
    assert problems.not_a_period("x", None).hint == "write it like 2026-03, 2026-Q1, 2026-H1, 2026 or 2026-W07"
