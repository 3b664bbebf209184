"""The tables of a database, or of another program -> the records of a run, read as the files of a folder are."""

from attrs import evolve

from compdsl.diagnostics.problem import Cell, Problem
from compdsl.records.from_texts import Texts, read_texts
from compdsl.records.paid_before import PaidAsked
from compdsl.records.refused import Reading
from compdsl.records.schema import Schema
from compdsl.records.tables import Converted
from compdsl.records.text_of_rows import Tables, text_of
from compdsl.values.calendar import CIVIL, Calendar

TEXT_LIMIT = 256 * 1024 * 1024
"""How many bytes of text a table may hold: as many as a file."""


def read_tables(
    tables: Tables,
    schema: Schema,
    period_kind: str | None = None,
    calendar: Calendar = CIVIL,
    text_limit: int = TEXT_LIMIT,
    keeps_refused: bool = True,
    paid: PaidAsked | None = None,
    kept: dict[str, bytes | Problem] | None = None,
) -> Reading:
    """Read what a plan asks for from tables, none of them with more text than `text_limit` bytes.

    `kept` are the texts of those that were read before, by name; those that are read now are put there too.
    """
    texts = kept if kept is not None else {}

    def read(name: str) -> bytes | Problem:
        if name not in texts:
            texts[name] = _text(tables, name, text_limit)
        return texts[name] if kept is not None else texts.pop(name)

    files = Texts(tables.names(), read, lambda name: f"{tables.shown}/{name}", tables.shown, tables)
    return read_texts(files, schema, period_kind, calendar, keeps_refused, paid)


def _text(tables: Tables, name: str, limit: int) -> bytes | Problem:
    table = tables.table(name)
    assert table is not None
    if isinstance(table, Problem):
        return table
    text = text_of(table, limit)
    if isinstance(text, Problem) or table.sha256 is None:
        return text
    found = Converted(text)
    found.sha256 = table.sha256
    return found


def no_tables(found: Problem, shown: str) -> Reading:
    """The reading of tables that cannot be had at all."""
    problem = evolve(found, cell=found.cell or Cell(shown))
    return Reading(data=None, problems=(problem,), errors=1, warnings=0, refused=(), counts=(), left_out={})
