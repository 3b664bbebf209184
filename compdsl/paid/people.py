"""Whom a plan pays: who of the roster fits its `for`, and for which of their rows of the roster.

Somebody who changes roles in a period is paid for the rows that fit, and so for their days: their own rows of records
are those of these days. A measure that the data gives, which has no day of its own, belongs to the last of their rows
in its period. Team and company are those of the roster, whatever plan pays their people.
"""

from typing import Any

from compdsl.checked.plan import People
from compdsl.paid.stints import as_part, days_of
from compdsl.records.data import Payee


def fits(payee: Payee, people: People | None, *, is_test: bool = False) -> bool:
    """Whether a row of the roster fits a plan; an empty cell never does, but in a test what is not given does."""
    if people is None:
        return True
    is_theirs = all(
        (text is None and is_test) or text in column.texts
        for column in people.columns
        for text in (text_of(payee, column.name),)
    )
    return is_theirs and not any(fits(payee, one) for one in people.others)


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
    return as_part(fitting, days_of(fitting, payee)) if fitting else None
