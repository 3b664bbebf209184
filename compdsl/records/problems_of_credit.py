"""The problems of rows that several people are credited with: shares that do not make up the whole row."""

from compdsl.diagnostics.problem import Problem, problem
from compdsl.records.crediting import Role
from compdsl.values.exact import Exact
from compdsl.values.figures import shown
from compdsl.values.types import PERCENT


@problem
def credit_below_whole(total: Exact, roles: tuple[str, ...]) -> Problem:
    """The shares of a row come to less than 100%, so a part of the row would be credited to nobody.

    Mostly a role is empty whose share nobody else takes. A role with `rest` takes what the others leave.
    """
    left = shown(1 - total, PERCENT)
    found = f"the shares of this row come to {shown(total, PERCENT)}: {left} of it would be credited to nobody"
    who = " or ".join(f'"{role}"' for role in roles)
    if who:
        return Problem(found, hint=f"write who is {who}, or let one role of the plan take the `rest`")
    return Problem(found, hint="write shares that come to 100%, or let one role of the plan take the `rest`")


@problem
def credit_above_whole(total: Exact) -> Problem:
    """The shares of a row come to more than 100%, so a part of the row would be credited twice.

    What is meant to be credited beside the whole is an `overlay` of the plan.
    """
    return Problem(
        f"the shares of this row come to {shown(total, PERCENT)}, more than the whole row",
        hint="write shares that come to 100%, or call what is credited beside it an `overlay` in the plan",
    )


@problem
def negative_share(share: Exact) -> Problem:
    """A share of a row is below zero: nobody can be credited with less than nothing of it."""
    return Problem(f"{shown(share, PERCENT)} is below zero", hint="write a share such as 30%")


@problem
def empty_share(column: str) -> Problem:
    """A row names somebody in a role and does not say what they are credited with; empty is not zero."""
    return Problem(
        f'"{column}" names somebody, and their share is empty, which is not 0%',
        hint="write the share, such as 30%, or leave out who it is",
    )


@problem
def share_of_nobody(column: str, share: Exact) -> Problem:
    """A row has a share of a role that nobody holds in it, so a part of the row would be credited to nobody."""
    return Problem(
        f'{shown(share, PERCENT)} for "{column}", and nobody is named there',
        hint="write who it is, or leave the share empty",
    )


def words_of(reason: str, role: Role, share: Exact) -> Problem:
    """What is wrong with the share of one role."""
    if reason == "no share":
        return empty_share(role.column)
    return negative_share(share) if reason == "negative" else share_of_nobody(role.column, share)
