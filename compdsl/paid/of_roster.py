"""Who of the roster a plan pays in some periods, whom it does not, and whom for some of their days only."""

from collections.abc import Iterable, Sequence

from attrs import evolve, frozen

from compdsl.kernel.plan import Plan
from compdsl.paid.people import fits, part_for, text_of
from compdsl.paid.world import is_active
from compdsl.records.data import Data, Payee
from compdsl.values.period import Period


@frozen(eq=False)
class OfRoster:
    """Who of the roster is active in the periods: how many the plan is for, the others, whom it is for in part.

    Those in part are counted among `theirs` too; each has the rows of the roster that fit.
    """

    theirs: int
    others: tuple[Payee, ...]
    in_part: tuple[Payee, ...]

    @property
    def count(self) -> int:
        """How many are active."""
        return self.theirs + len(self.others)


def of_roster(plan: Plan, data: Data, periods: Iterable[Period]) -> OfRoster:
    """Who of the active people of the roster a plan is for."""
    theirs, others, in_part = 0, [], []
    for payee in active_in(data, tuple(periods)):
        part = part_for(payee, plan.people)
        if part is None:
            others.append(payee)
            continue
        theirs += 1
        if part.is_part:
            in_part.append(part)
    return OfRoster(theirs, tuple(others), tuple(in_part))


def active_in(data: Data, periods: Sequence[Period]) -> Iterable[Payee]:
    """Everybody who is active in one of some periods, with the rows of the roster that are in force in them."""
    for payee in data.payees:
        stints = tuple(one for one in payee.stints or (payee,) if any(is_active(one, period) for period in periods))
        if stints:
            yield evolve(payee, stints=stints) if payee.stints else payee


def texts_of(payee: Payee, plan: Plan) -> tuple[tuple[str, str | None], ...]:
    """What the roster holds of somebody in the columns of `for`; of several rows, that of the last."""
    last = payee.stints[-1] if payee.stints else payee
    return tuple((name, text_of(last, name)) for name in columns_asked(plan))


def columns_asked(plan: Plan) -> tuple[str, ...]:
    """The columns of the roster by which it is known whether a plan, or a variant in its place, is for somebody."""
    people = plan.people
    if people is None:
        return ()
    several = (people, *people.others)
    return tuple(dict.fromkeys(column.name for one in several for column in one.columns))


def is_for_nobody(plan: Plan, data: Data) -> bool:
    """Whether nobody of the roster fits a plan, on any day."""
    rows = (row for payee in data.payees for row in payee.stints or (payee,))
    return plan.people is not None and bool(data.payees) and not any(fits(row, plan.people) for row in rows)
