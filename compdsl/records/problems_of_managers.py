"""The problems of the column `manager` of a roster."""

import datetime

from compdsl.diagnostics.problem import Problem, problem
from compdsl.records.shown import quoted


@problem
def ring_of_managers(keys: tuple[str, ...], since: datetime.date | None) -> Problem:
    """Somebody is their own manager, directly or through others.

    Whoever is at the top of the roster has an empty cell.
    """
    when = f" from {since.isoformat()} on" if since is not None else ""
    way = " → ".join(quoted(key) for key in keys)
    return Problem(
        f"these are above themselves{when}: {way}",
        hint="correct who is the manager of one of them, or leave the cell of the one at the top empty",
    )


@problem
def too_many_levels(key: str, most: int) -> Problem:
    """More managers stand above one another than any company has."""
    return Problem(
        f"more than {most} managers stand above {quoted(key)}",
        hint="correct the managers, or give those at the top an empty cell",
    )
