"""Somebody whom the roster has several rows of: as one, with what is the same in all of them."""

from collections.abc import Sequence
from typing import Any

from attrs import evolve

from compdsl.records.data import Payee

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


def as_part(stints: Sequence[Payee]) -> Payee:
    """Somebody on the days of some of their rows only."""
    return evolve(as_one(stints), is_part=True)


def is_on(stint: Payee, day: Any) -> bool:
    """Whether a row of the roster holds on a day, or one of several."""
    if stint.stints:
        return any(is_on(one, day) for one in stint.stints)
    return (stint.start is None or stint.start <= day) and (stint.end is None or day <= stint.end)


def _one_of(values: list[Any]) -> Any:
    return values[0] if all(one == values[0] for one in values) else CHANGING
