"""No float takes part in pay: every value of every run is an exact number, a text, an answer, a day, or no data."""

import datetime
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from compdsl.kernel.meaning import in_order
from compdsl.kernel.nodes import Literal
from compdsl.paid.lines import program_of
from compdsl.paid.missing import Missing, TooLarge
from compdsl.paid.program import Situation
from compdsl.paid.world import build_world
from tests.laws.paying import lowered
from tests.strategies import Case, cases, given_cases

EXACT = (int, Fraction, str, bool, datetime.date, Missing)


def is_exact(value: Any) -> bool:
    """Whether a value is of one of the kinds, itself and not something that behaves like it; whole numbers are ints."""
    return type(value) in EXACT and not (type(value) is Fraction and value.denominator == 1)


@given(st.one_of(cases(), given_cases()))
def test_every_value_of_a_run_is_exact(case: Case) -> None:
    """Also those that are not part of any line in the end, and the figures that stand in the plan."""
    plan = lowered(case.text)
    program, world = program_of(plan), build_world(case.data, plan.schema, case.period)
    for payee in world.payees:
        try:
            values = program.run(Situation(payee, world))
        except TooLarge:
            continue
        wrong = [(node, value) for node, value in zip(program.nodes, values, strict=True) if not is_exact(value)]
        assert wrong == []
    literals = [node for node in in_order([plan.total]) if isinstance(node, Literal)]
    assert [one.value for one in literals if not is_exact(one.value)] == []
