"""Who is credited with a row: each role with its share, so that the whole row is credited and nothing of it twice.

The shares of the roles that somebody holds in the row add up to 100%; the role that takes the rest takes what the
others leave. An overlay is credited beside that. Somebody in two roles is credited once, with the sum of both.
"""

from collections.abc import Mapping
from typing import Any, TypeAlias

from compdsl.source.frozen import frozen
from compdsl.values.exact import Exact, Value

CREDIT = "credit"
"""The column of a credited row that holds how much of it is credited to the people at hand."""

FULL_CREDIT = "full_credit"
"""The column that is 100% in every credited row: the whole row for each of the people it is credited to."""

SPOKEN = (CREDIT, FULL_CREDIT)
"""The columns that a credited row has beside those of its file."""

NOBODY = ""
"""What a column of a role holds where nobody has the role in the row."""


@frozen()
class Role:
    """A column that names a person, and what they are credited with: a share, that of a column, or the rest."""

    column: str
    share: Exact | None = None
    share_column: str | None = None
    is_overlay: bool = False

    @property
    def takes_rest(self) -> bool:
        """Whether it takes what the others leave of 100%."""
        return self.share is None and self.share_column is None


Rule: TypeAlias = tuple[Role, ...]
"""The roles of a block, in the order of the plan, which decides nothing."""


@frozen()
class Held:
    """A role in a row: who holds it, and what they are credited with for it."""

    role: Role
    payee: str
    share: Exact


@frozen()
class Uncredited:
    """Why a row is not credited as a whole. `role` is the one that is wrong, `sum` what the others come to."""

    reason: str
    role: Role | None = None
    sum: Exact = 0


def held_roles(rule: Rule, values: Mapping[str, Any]) -> tuple[Held, ...] | Uncredited:
    """The roles that somebody holds in a row, each with its share; why not, where they do not make up 100%."""
    found: list[Held] = []
    total: Exact = 0
    for role in rule:
        payee = values.get(role.column)
        share = _share_of(role, values)
        if not payee:
            if role.share_column is not None and share:
                return Uncredited("share of nobody", role)
            continue
        if role.takes_rest:
            continue
        if share is None or share < 0:
            return Uncredited("no share" if share is None else "negative", role)
        found.append(Held(role, payee, share))
        total += 0 if role.is_overlay else share
    return _with_rest(rule, values, found, total)


def _with_rest(rule: Rule, values: Mapping[str, Any], found: list[Held], total: Exact) -> tuple[Held, ...] | Uncredited:
    """What is left of 100% for the role that takes the rest; nothing is left over, and no more is given away."""
    rest = next((role for role in rule if role.takes_rest), None)
    if total > 1:
        return Uncredited("above", None, total)
    holder = values.get(rest.column) if rest is not None else None
    if total < 1 and not holder:
        return Uncredited("nobody takes the rest" if rest is not None else "below", rest, total)
    if rest is not None and holder:
        found.append(Held(rest, holder, 1 - total))
    places = {role.column: place for place, role in enumerate(rule)}
    return tuple(sorted(found, key=lambda one: places[one.role.column]))


def _share_of(role: Role, values: Mapping[str, Any]) -> Exact | None:
    """The share that is written, or that of the row; None where the cell is empty."""
    if role.share_column is None:
        return role.share
    share: Exact | None = values.get(role.share_column)
    return share


def credits_of(rule: Rule, values: Mapping[str, Any]) -> dict[str, Exact]:
    """How much of a row is credited to whom; who has no share of it is not among them."""
    held = held_roles(rule, values)
    found: dict[str, Exact] = {}
    for one in held if isinstance(held, tuple) else ():
        if one.share:
            found[one.payee] = found.get(one.payee, 0) + one.share
    return found


def filled(rule: Rule, values: Mapping[str, "Value | None"]) -> dict[str, "Value | None"]:
    """The values of a row with a word for what may be empty in it: nobody in a role, and no share for nobody."""
    found = dict(values)
    for role in rule:
        if found.get(role.column) is None:
            found[role.column] = NOBODY
            if role.share_column is not None and found.get(role.share_column) is None:
                found[role.share_column] = 0
    return found
