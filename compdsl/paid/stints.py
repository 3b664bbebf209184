"""Somebody whom the roster has several rows of: as one, with what is the same in all of them.

Each row holds for its own days, and is the one that says whose somebody's records are up to the day before the next:
the days of a leave are those of the row before, the days after the last row are its own, those before the first too.
"""

import datetime
from collections.abc import Sequence
from typing import Any

from attrs import evolve

from compdsl.records.data import Payee, Stretch

CHANGING: Any = object()
"""What stands for a field of the roster that changes in the period."""


def as_one(stints: Sequence[Payee]) -> Payee:
    """Somebody of several rows, each for its own days; a field that differs in them is `CHANGING`."""
    if len(stints) == 1:
        return stints[0]
    last = stints[-1]
    fields = {name: _one_of([one.fields.get(name) for one in stints]) for name in last.fields}
    team = last.team if all(one.team == last.team for one in stints) else None
    return evolve(last, team=team, fields=fields, start=stints[0].start, stints=tuple(stints))


def as_part(stints: Sequence[Payee], days: Sequence[Stretch]) -> Payee:
    """Somebody with some of their rows only, meant on some days."""
    return evolve(as_one(stints), days=tuple(days))


def days_of(stints: Sequence[Payee], whole: Payee) -> list[Stretch]:
    """The days on which some rows of somebody say what is theirs: each up to the next row of the roster."""
    every, theirs, found = whole.stints or (whole,), set(map(id, stints)), []
    for place, one in enumerate(every):
        if id(one) in theirs:
            first = one.start if place and one.start is not None else datetime.date.min
            after = every[place + 1].start if place + 1 < len(every) else None
            last = after - datetime.timedelta(days=1) if after is not None else datetime.date.max
            found.append((first, last))
    return found if whole.days is None else _both(found, whole.days)


def within(whole: Payee, part: Payee) -> Payee:
    """Somebody of a longer time on the days that a part of them is meant on."""
    days = part.days or ()
    stints = [one for one in whole.stints or (whole,) if _both(days_of([one], whole), days)]
    return as_part(stints, _both(days_of(stints, whole), days))


def is_on(part: Payee, day: Any) -> bool:
    """Whether somebody is meant on a day."""
    return part.days is None or any(first <= day <= last for first, last in part.days)


def _both(some: Sequence[Stretch], others: Sequence[Stretch]) -> list[Stretch]:
    """The days that are among both."""
    cut = [(max(one[0], other[0]), min(one[1], other[1])) for one in some for other in others]
    return [(first, last) for first, last in cut if first <= last]


def _one_of(values: list[Any]) -> Any:
    return values[0] if all(one == values[0] for one in values) else CHANGING
