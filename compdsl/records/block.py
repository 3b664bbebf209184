"""One `records` block: its rows, each of a payee of the roster, none with an identifier twice."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import cast

from compdsl.records import problems, problems_of_credit
from compdsl.records.cells import cell_reader, read_text
from compdsl.records.columns import Bound, CellError, Column, bind, count_refused, doubts_of, problems_of
from compdsl.records.crediting import Rule, Uncredited, filled, held_roles
from compdsl.records.data import Row
from compdsl.records.refused import Words
from compdsl.records.roster import Roster
from compdsl.records.schema import BlockSchema
from compdsl.records.text import Cells, Found, TextFile, TextRow, open_rows
from compdsl.values.exact import Exact, Value
from compdsl.values.types import PERCENT


def read_block(file: TextFile, block: BlockSchema, currency: str | None, roster: Roster | None) -> tuple[Row, ...]:
    """The good rows of a block. Without a roster, which has problems of its own, payees are not looked up.

    Once errors are only counted nothing will be paid on the rows, and none is kept.
    """
    file.payee_columns = block.naming
    file.refused_elsewhere = roster.refused if roster is not None else frozenset()
    identifiers = [name for name in identifiers_of(block) if name not in block.columns]
    rows = open_rows(file, tuple(block.columns), identifiers)
    return rows_of_block(file, rows, block, currency, roster) if rows is not None else ()


def rows_of_block(
    file: TextFile, rows: Iterable[TextRow], block: BlockSchema, currency: str | None, roster: Roster | None
) -> tuple[Row, ...]:
    """The good rows among some rows of the file of a block."""
    return tuple(each_good_row(file, rows, block, currency, roster))


def each_good_row(
    file: TextFile, rows: Iterable[TextRow], block: BlockSchema, currency: str | None, roster: Roster | None
) -> Iterator[Row]:
    """The good rows among some rows of the file of a block, one after the other; the others are refused."""
    bound = bind(file.columns, _readers(block, currency, roster))
    doubts = doubts_of(bound)
    unique = _Identifiers(file, block)
    is_looked_at = bool(unique.places) or block.credit is not None
    name, refusals = file.name, file.refusals
    for line, number, cells in rows:
        if refusals.only_counts:
            errors = count_refused(cells, bound) + (len(unique.problems_of(cells, line)) if unique.places else 0)
            if errors or (block.credit is not None and (errors := _errors_of_shares(block.credit, cells, bound))):
                file.count_refused(cells, errors)
            continue
        try:
            values = {column: reader[cells[index]] for column, index, reader in bound}
        except CellError:
            file.refuse(line, number, cells, [*problems_of(cells, bound), *unique.problems_of(cells, line)])
            continue
        if doubts:
            file.warn_in_row(line, number, doubts)
        if is_looked_at and (found := _problems_of_row(block, values, cells, line, unique)):
            file.refuse(line, number, cells, found)
            continue
        yield Row(name, line, number, values if block.credit is None else filled(block.credit, values))


def _problems_of_row(
    block: BlockSchema, values: dict[str, Value | None], cells: Cells, line: int, unique: "_Identifiers"
) -> Found:
    """What is wrong with a row whose every cell can be read."""
    found = unique.problems_of(cells, line) if unique.places else []
    return found or (problems_of_shares(block.credit, values) if block.credit is not None else [])


def _errors_of_shares(rule: Rule, cells: Cells, bound: Bound[Value]) -> int:
    """How many errors there are in what a row is credited with."""
    return len(problems_of_shares(rule, {name: reader[cells[index]] for name, index, reader in bound}))


def problems_of_shares(rule: Rule, values: Mapping[str, Value | None]) -> list[tuple[str, Words]]:
    """Why a row is not credited as a whole, with the column in which to mend it; nothing where it is."""
    held = held_roles(rule, values)
    if not isinstance(held, Uncredited):
        return []
    role = held.role
    if role is not None and role.share_column is not None:
        share = cast(Exact, values[role.share_column] or 0)
        return [(role.share_column, partial(problems_of_credit.words_of, held.reason, role, share))]
    if held.reason == "above":
        return [(_column_to_mend(rule), partial(problems_of_credit.credit_above_whole, held.sum))]
    empty = tuple(one.column for one in rule if not one.is_overlay and not values[one.column])
    column = empty[0] if empty else _column_to_mend(rule)
    return [(column, partial(problems_of_credit.credit_below_whole, held.sum, empty))]


def _column_to_mend(rule: Rule) -> str:
    """The column a share of the row stands in; the first role where all shares stand in the plan."""
    return next((one.share_column for one in rule if one.share_column is not None), rule[0].column)


def _readers(block: BlockSchema, currency: str | None, roster: Roster | None) -> dict[str, Column[Value]]:
    readers: dict[str, Column[Value]] = {
        name: Column(cell_reader(wanted, currency), wanted.optional) for name, wanted in block.columns.items()
    }
    for name in block.naming:
        reader = roster.reader if roster is not None else read_text
        readers[name] = Column(reader, may_be_empty=block.credit is not None)
    for role in block.credit or ():
        if role.share_column is not None:
            readers[role.share_column] = Column(cell_reader(PERCENT, currency), may_be_empty=True)
    return readers


class _Identifiers:
    """The columns whose every text stands in one row only, with the line each text was first on."""

    def __init__(self, file: TextFile, block: BlockSchema) -> None:
        self.places = [
            (name, file.columns.index(name), file.is_json or name in block.columns, dict[str, int]())
            for name in identifiers_of(block)
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


def identifiers_of(block: BlockSchema) -> tuple[str, str]:
    """The columns that hold an identifier of a row, where they are there."""
    return ("id", f"{block.name}_id")
