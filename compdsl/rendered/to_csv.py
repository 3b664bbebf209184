"""Rows as CSV by RFC 4180, with plain line feeds, and the lines of a run in that form.

Text stands as it is in the data, also where it begins with `=`: these files are for programs. Amounts are figures in
plain decimal notation, so none of them is ever taken for a formula.
"""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from compdsl.values.currency import places_of
from compdsl.values.figures import plain

if TYPE_CHECKING:
    from compdsl.kernel.plan import Plan
    from compdsl.paid.payroll import PaidRun

HEADER = ("payee", "period", "component", "amount", "currency")

_QUOTED = re.compile(r'[",\r\n]')


def payroll_to_csv(plan: "Plan", payroll: "PaidRun") -> Iterator[str]:
    """The lines of a run, a row each: by period, by the order of the roster, by the order of the plan."""
    yield row_to_csv(HEADER)
    yield from map(row_to_csv, _rows(plan, payroll))


def payrolls_to_csv(paid: "Iterable[tuple[Plan, PaidRun]]") -> Iterator[str]:
    """The lines of several plans, each with the name of its plan in front."""
    yield row_to_csv(("plan", *HEADER))
    for plan, payroll in paid:
        yield from (row_to_csv((plan.name, *row)) for row in _rows(plan, payroll))


def _rows(plan: "Plan", payroll: "PaidRun") -> Iterator[tuple[str, ...]]:
    currency, places = plan.currency or "", places_of(plan.currency)
    for one in payroll.statements:
        for line in one.lines:
            yield (one.payee, one.period.label, line.component, plain(line.amount, places), currency)


def row_to_csv(cells: Iterable[str]) -> str:
    """One row with its line end."""
    return ",".join(map(cell_to_csv, cells)) + "\n"


def cell_to_csv(text: str) -> str:
    """A cell, in quotes where it holds a comma, a quote or a line end."""
    return '"' + text.replace('"', '""') + '"' if _QUOTED.search(text) else text
