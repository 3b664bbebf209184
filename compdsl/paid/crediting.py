"""Rows that several people are credited with: under the key of each, and once for those of a team.

What is credited of a row to the people of a scope is the sum of what is credited to each of them.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from compdsl.records.crediting import CREDIT, FULL_CREDIT, Rule, credits_of
from compdsl.records.data import Row


def credited(rule: Rule, rows: Sequence[Row]) -> Iterator[tuple[str, Row]]:
    """Each row under the key of everybody who is credited with it, with what they are credited with."""
    for row in rows:
        for key, share in credits_of(rule, row.values).items():
            yield key, Row(row.file, row.line, row.number, {**row.values, CREDIT: share, FULL_CREDIT: 1})


def each_once(rows: Sequence[Row]) -> list[Row]:
    """The rows of several people, each row once, with the sum of what it is credited to them."""
    found: dict[int, Row] = {}
    for row in rows:
        first = found.get(row.number)
        if first is None:
            found[row.number] = row
            continue
        credit: Any = first.values[CREDIT]
        more: Any = row.values[CREDIT]
        found[row.number] = Row(row.file, row.line, row.number, {**row.values, CREDIT: credit + more})
    return list(found.values())
