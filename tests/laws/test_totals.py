"""The lines of a statement add up to it, each is a payable amount, and lies within a unit of its exact amount."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from compdsl.paid.lines import Statement
from compdsl.values.currency import smallest_unit
from compdsl.values.rounding import Mode
from tests.laws.paying import lowered, statements
from tests.strategies import Case, cases, given_cases

TO_THE_NEARER = (Mode.HALF_AWAY, Mode.HALF_EVEN, Mode.HALF_DOWN)


@given(st.one_of(cases(), given_cases()))
def test_lines_add_up_and_are_payable(case: Case) -> None:
    """To the nearer unit, the difference is half of one at most; otherwise it is less than one."""
    plan = lowered(case.text)
    unit = smallest_unit(plan.currency)
    for found in statements(plan, case).values():
        if isinstance(found, Statement):
            total = found.lines[0].program.value_of(plan.total, found.lines[0].values)
            assert found.total == sum(line.amount for line in found.lines) == total
            for line in found.lines:
                off = abs(Fraction(line.amount) - line.exact)
                assert Fraction(line.amount, unit).denominator == 1
                assert off * 2 <= unit if plan.rounding in TO_THE_NEARER else off < unit
