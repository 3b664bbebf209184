"""Who is below whom in a period: the people of a manager, and on which days of the period they are.

A change of manager is a second row of the roster, of the person or of a manager above them. Days on which nothing
changes are one stretch; in each of them everybody has one manager at most.
"""

import datetime
from collections.abc import Iterable, Mapping, Sequence

from attrs import define, evolve, field, frozen

from compdsl.paid.stints import as_part
from compdsl.records.data import Payee, Stretch
from compdsl.records.managers import changes_of, manager_on
from compdsl.values.period import Period


@frozen(eq=False)
class Below:
    """The people below somebody in the order of the roster.

    `parted` are the keys of those who are so on some days only, each as the roster has them on those days. `on_leave`
    are below on days only on which no row of the roster holds: their records are, they are nobody's people.
    """

    people: list[Payee]
    parted: frozenset[str]
    on_leave: list[Payee]


@define(eq=False)
class Hierarchy:
    """The people of a roster and a period; `people` are those who work in it, `everybody` all that the roster has."""

    everybody: Mapping[str, Payee]
    people: Sequence[Payee]
    period: Period
    _stretches: list[Stretch] | None = None
    _direct: list[dict[str, list[str]]] = field(factory=list)

    def below(self, manager: str, *, direct: bool) -> Below:
        """The people below somebody."""
        stretches = self._in_stretches()
        days: dict[str, list[Stretch]] = {}
        for stretch, of_manager in zip(stretches, self._direct, strict=True):
            for key in _reached(of_manager, manager, direct=direct):
                days.setdefault(key, []).append(stretch)
        found, on_leave, parted = list[Payee](), list[Payee](), set[str]()
        for one in self.people:
            on = days.get(one.key, [])
            if len(on) == len(stretches):
                found.append(one)
            elif on:
                parted.add(one.key)
                pieces = _pieces(one, on)
                (found if pieces else on_leave).append(as_part(pieces or one.stints or (one,), _joined(on)))
        return Below(found, frozenset(parted), on_leave)

    def _in_stretches(self) -> list[Stretch]:
        """The stretches of the period, and who is directly below whom in each."""
        if self._stretches is None:
            first, last = self.period.start, self.period.end
            cuts = sorted(day for day in changes_of(self.everybody.values()) if first < day <= last)
            starts = [first, *cuts]
            ends = [day - datetime.timedelta(days=1) for day in cuts] + [last]
            self._stretches = list(zip(starts, ends, strict=True))
            self._direct = [_direct_on(self.everybody.values(), start) for start in starts]
        return self._stretches


def _direct_on(people: Iterable[Payee], day: datetime.date) -> dict[str, list[str]]:
    """Who is directly below whom on a day, by manager."""
    found: dict[str, list[str]] = {}
    for one in people:
        manager = manager_on(one, day)
        if manager is not None:
            found.setdefault(manager, []).append(one.key)
    return found


def _reached(of_manager: Mapping[str, list[str]], manager: str, *, direct: bool) -> list[str]:
    """Those directly below somebody, or everybody below."""
    found = list(of_manager.get(manager, ()))
    if direct:
        return found
    seen = {manager, *found}
    for key in found:  # grows while it is gone through
        more = [one for one in of_manager.get(key, ()) if one not in seen]
        seen.update(more)
        found += more
    return [key for key in found if key != manager]


def _pieces(one: Payee, on: Sequence[Stretch]) -> list[Payee]:
    """What the roster has of somebody on some days: its rows, each for those of its days that are among them."""
    found: list[Payee] = []
    for stint in one.stints or (one,):
        for first, last in _joined(on):
            start = max(first, stint.start) if stint.start is not None else first
            end = min(last, stint.end) if stint.end is not None else last
            if start <= end:
                found.append(evolve(stint, start=start, end=end))
    return found


def _joined(on: Sequence[Stretch]) -> list[Stretch]:
    """Stretches that follow one another as one."""
    found: list[Stretch] = []
    for first, last in on:
        if found and (first - found[-1][1]).days == 1:
            found[-1] = (found[-1][0], last)
        else:
            found.append((first, last))
    return found
