"""Whom a plan pays: who of the roster fits its `for`, and for which of their rows of the roster.

Somebody who changes roles in a period is paid for the rows that fit, and so for their days: their own rows of records
are those of these days. A measure that the data gives, which has no day of its own, belongs to the last of their rows
in its period. Team and company are those of the roster, whatever plan pays their people.
"""

import datetime
from typing import Any

from attrs import evolve

from compdsl.checked.plan import People
from compdsl.records.data import Payee

CHANGING: Any = object()
"""What stands for a field of the roster that changes in the period."""


def fits(payee: Payee, people: People | None, *, is_test: bool = False) -> bool:
    """Whether a row of the roster fits a plan; an empty cell never does, but in a test what is not given does."""
    return people is None or all(
        (text is None and is_test) or text in column.texts
        for column in people.columns
        for text in (text_of(payee, column.name),)
    )


def text_of(payee: Payee, column: str) -> Any:
    """What a row of the roster holds in a column."""
    if column == "payee":
        return payee.key
    return payee.team if column == "team" else payee.fields.get(column)


def part_for(payee: Payee, people: People | None, *, is_test: bool = False) -> Payee | None:
    """Somebody as a plan pays them: with the rows of the roster that fit; None where none does."""
    stints = payee.stints or (payee,)
    fitting = tuple(one for one in stints if fits(one, people, is_test=is_test))
    if len(fitting) == len(stints):
        return payee
    return evolve(merged(fitting), is_part=True) if fitting else None


def merged(stints: tuple[Payee, ...]) -> Payee:
    """Somebody as several of their rows of the roster have them; a field that changes is `CHANGING`."""
    last = stints[-1]
    if len(stints) == 1:
        return last
    fields = {name: _one_of([stint.fields.get(name) for stint in stints]) for name in last.fields}
    team = last.team if all(one.team == last.team for one in stints) else None
    return evolve(last, team=team, fields=fields, start=stints[0].start, stints=stints)


def is_on(stint: Payee, day: Any) -> bool:
    """Whether a row of the roster holds on a day, or one of several."""
    if stint.stints:
        return any(is_on(one, day) for one in stint.stints)
    return (stint.start is None or stint.start <= day) and (stint.end is None or day <= stint.end)


def has_last(part: Payee, whole: Payee, first: datetime.date, last: datetime.date) -> bool:
    """Whether the last row of the roster that holds in some days is one of those that are paid."""
    held = [one for one in whole.stints if _holds(one, first, last)]
    return bool(held) and any(one.start == held[-1].start for one in part.stints or (part,))


def _holds(stint: Payee, first: datetime.date, last: datetime.date) -> bool:
    return (stint.start is None or stint.start <= last) and (stint.end is None or stint.end >= first)


def _one_of(values: list[Any]) -> Any:
    return values[0] if all(one == values[0] for one in values) else CHANGING
