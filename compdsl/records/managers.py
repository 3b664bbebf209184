"""The managers of a roster: who is above whom on a day, and whether that is without a ring."""

import datetime
from collections.abc import Iterable, Iterator, Mapping

from attrs import frozen

from compdsl.records.data import Payee

MOST_LEVELS = 200
"""More managers above one another than any company has."""


def manager_on(payee: Payee, day: datetime.date) -> str | None:
    """Who somebody's manager is on a day: by the row of the roster of that day, or the one before; else the first."""
    found, *later = payee.stints or (payee,)
    for one in later:
        if one.start is not None and one.start <= day:
            found = one
    return found.manager


def changes_of(people: Iterable[Payee]) -> dict[datetime.date, list[tuple[str, str | None]]]:
    """The days on which somebody gets another manager, with who and whom."""
    found: dict[datetime.date, list[tuple[str, str | None]]] = {}
    for payee in people:
        for before, after in zip(payee.stints, payee.stints[1:], strict=False):
            if before.manager != after.manager and after.start is not None:
                found.setdefault(after.start, []).append((payee.key, after.manager))
    return found


@frozen
class Ring:
    """People who are above themselves, from a day on; without an end where there are too many levels."""

    keys: tuple[str, ...]
    since: datetime.date | None
    is_closed: bool = True


def ring_in(people: Mapping[str, Payee]) -> Ring | None:
    """A ring of managers, on whatever day; or more levels of them than there can be."""
    above = {key: (one.stints or (one,))[0].manager for key, one in people.items()}
    for key in people:
        if (found := _ring_from(key, above, None)) is not None:
            return found
    for day, changes in sorted(changes_of(people.values()).items()):
        above.update(changes)
        for key, _ in changes:
            if (found := _ring_from(key, above, day)) is not None:
                return found
    return None


def _ring_from(key: str, above: Mapping[str, str | None], since: datetime.date | None) -> Ring | None:
    way = list(_way_up(key, above))
    if len(way) <= MOST_LEVELS:
        return None
    seen: dict[str, int] = {}
    for place, one in enumerate(way):
        if seen.setdefault(one, place) != place:
            return Ring((*way[seen[one] : place], one), since)
    return Ring((key,), since, is_closed=False)


def _way_up(key: str, above: Mapping[str, str | None]) -> Iterator[str]:
    """Somebody and the managers above, no more than there can be."""
    one: str | None = key
    for _ in range(MOST_LEVELS + 1):
        if one is None:
            return
        yield one
        one = above.get(one)
