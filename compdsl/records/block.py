"""One `records` block: its rows, each of a payee of the roster, none with an identifier twice."""

from functools import partial

from compdsl.records import problems
from compdsl.records.cells import cell_reader
from compdsl.records.columns import CellError, Column, bind, count_refused, doubts_of, problems_of
from compdsl.records.data import Row
from compdsl.records.refused import Words
from compdsl.records.roster import Roster
from compdsl.records.schema import BlockSchema
from compdsl.records.text import Cells, TextFile, open_rows
from compdsl.values.exact import Value


def read_block(file: TextFile, block: BlockSchema, currency: str | None, roster: Roster | None) -> tuple[Row, ...]:
    """The good rows of a block. Without a roster, which has problems of its own, payees are not looked up.

    Once errors are only counted nothing will be paid on the rows, and none is kept.
    """
    file.payee_column = block.payee_column
    file.refused_elsewhere = roster.refused if roster is not None else frozenset()
    identifiers = [name for name in _identifiers_of(block) if name not in block.columns]
    rows = open_rows(file, tuple(block.columns), identifiers)
    if rows is None:
        return ()
    bound = bind(file.columns, _readers(block, currency, roster))
    doubts = doubts_of(bound)
    unique = _Identifiers(file, block)
    kept: list[Row] = []
    name, refusals = file.name, file.refusals
    for line, number, cells in rows:
        if refusals.only_counts:
            errors = count_refused(cells, bound) + (len(unique.problems_of(cells, line)) if unique.places else 0)
            if errors:
                file.count_refused(cells, errors)
            continue
        try:
            values = {column: reader[cells[index]] for column, index, reader in bound}
        except CellError:
            file.refuse(line, number, cells, [*problems_of(cells, bound), *unique.problems_of(cells, line)])
            continue
        if doubts:
            file.warn_in_row(line, number, doubts)
        if unique.places and (found := unique.problems_of(cells, line)):
            file.refuse(line, number, cells, found)
            continue
        kept.append(Row(name, line, number, values))
    return tuple(kept)


def _readers(block: BlockSchema, currency: str | None, roster: Roster | None) -> dict[str, Column[Value]]:
    readers: dict[str, Column[Value]] = {
        name: Column(cell_reader(wanted, currency), wanted.optional) for name, wanted in block.columns.items()
    }
    if roster is not None and block.payee_column is not None:
        readers[block.payee_column] = Column(roster.reader)
    return readers


class _Identifiers:
    """The columns whose every text stands in one row only, with the line each text was first on."""

    def __init__(self, file: TextFile, block: BlockSchema) -> None:
        self.places = [
            (name, file.columns.index(name), file.is_json or name in block.columns, dict[str, int]())
            for name in _identifiers_of(block)
            if name in file.columns
        ]

    def problems_of(self, cells: Cells, line: int) -> list[tuple[str, Words]]:
        """The identifiers of a row that were there before, or that a row of the file should have."""
        found: list[tuple[str, Words]] = []
        for name, index, may_be_empty, first_lines in self.places:
            key = cells[index]
            if key:
                first = first_lines.setdefault(key, line)
                if first != line:
                    found.append((name, partial(problems.duplicate_id, key, first)))
            elif not may_be_empty:
                found.append((name, partial(problems.empty_cell, "")))
        return found


def _identifiers_of(block: BlockSchema) -> tuple[str, str]:
    return ("id", f"{block.name}_id")
