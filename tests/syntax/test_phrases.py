"""How constructs are written: what needs no text to be seen."""

from pkgutil import iter_modules

import pytest

import compdsl.clauses
from compdsl.clauses import clause_of, written_place
from compdsl.source.source import Source
from compdsl.syntax.columns import Row
from compdsl.syntax.layout import flat
from compdsl.syntax.phrases import NARROW, WIDE, phrase, row_of
from compdsl.syntax.written import Unit, read_written


def statement(text: str) -> Unit:
    written, problems = read_written(Source(text, "plan.comp"))
    assert written is not None, problems
    return written.statements[0]


def test_modifiers_are_in_the_order_of_calculation() -> None:
    """Some stand by what they are about, `paid` at the end; all others where they act."""
    files = {found.name for found in iter_modules(compdsl.clauses.__path__)} - {"order"}
    moved = {name for name in files if hasattr(clause_of(name), "WRITTEN")}
    assert moved == {"each", "threshold", "accelerate", "clawback", "paid"}
    assert all(written_place(name) < (clause_of(name).STAGE, False) for name in ("each", "threshold"))
    assert written_place("paid") > (clause_of("cap").STAGE, False)
    assert written_place("accelerate") > (clause_of("rate").STAGE, False)


@pytest.mark.parametrize(
    "text, expected",
    [
        ("adoption 60% when a > 1 cap 5", Row("component", "adoption", "60% when a > 1", "cap 5")),
        ("a $1 on b each full 10", Row("component", "a", "$1 each full 10", "on b")),
        ("a tiers 5%", Row("component", "a", "", "tiers 5%")),
        ("a target $5", Row("component", "a", "target $5", "")),
        ("metric m = 1 cap 5", Row("metric", "metric m", "", "= 1  cap 5")),
        ("records r { payee } dated day", Row("records", "records r", "", "{ payee } dated day")),
        ("year starts may", Row("setting", "year", "", "starts may")),
        ("total cap 5", None),
        ("metric m = # why\n 5", None),
    ],
)
def test_a_statement_as_a_row(text: str, expected: Row | None) -> None:
    """The parts by which it is aligned; a comment in it makes it no line."""
    unit = statement(text)
    line = flat(phrase(unit, WIDE))
    assert expected == (row_of(unit, line) if line is not None else None)


def test_modifiers_stand_apart() -> None:
    """By two blanks, in a plan of one line by one."""
    unit = statement("total cap 5 floor 3")
    assert flat(phrase(unit, WIDE)) == "total floor 3  cap 5"
    assert flat(phrase(unit, NARROW)) == "total floor 3 cap 5"
