"""A full clawback is the mirror of what was paid, to the cent, where rounding is the same on both sides of zero."""

import re

from hypothesis import given

from compdsl.paid.lines import Statement
from tests.clause_strategies import ClauseWriter
from tests.laws.paying import lowered, statements
from tests.strategies import Case, cases

ONE_SIDED = re.compile(r"rounding (floor|ceiling)\b")


@given(cases(kind=ClauseWriter))
def test_taking_everything_back_leaves_nothing(case: Case) -> None:
    """Of every line its exact amount is taken back in full; each pair of lines comes to zero."""
    kept = [one for one in case.statements if not ONE_SIDED.match(one)]
    taken = [f"back_{name} clawback 100% on {name}.payout" for name in case.paid]
    plan = lowered("\n".join([*kept, *taken]))
    for found in statements(plan, case).values():
        if isinstance(found, Statement):
            amounts = {line.component: line.amount for line in found.lines}
            for name in case.paid:
                assert amounts[name] + amounts[f"back_{name}"] == 0
